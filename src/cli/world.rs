//! What the commands make of their shared flags: tables with overlays, DNS, cache, recording.

use std::fs::{self, File};
use std::io::{BufReader, ErrorKind};
use std::path::{Path, PathBuf};

use super::allow::{self, Allow};
use super::args::{InputArgs, JudgeArgs, NetArgs};
use super::failure::Failure;
use super::interrupt;
use super::own_lists;
use super::printer::Printer;
use super::progress::Progress;
use super::values::OwnEntries;
use crate::dns::{Cache, CacheError, DnsConfig, Onlooker, Outcome, Recording, lookup};
use crate::judge::{Policy, Settings};
use crate::lang::texts::{failures, screen};
use crate::lang::{Message, Value, system_error};
use crate::lists::{ColumnHint, Lists, OverlayError};
use crate::rows::{ColumnChoice, HeaderHint, Input, ReadOptions, Watch};

/// The tables with the user's overlays: those that are kept, and beside them those of this run.
/// `allow` are the entries of the settings file that are to be obeyed as an allow list.
pub fn lists(args: &JudgeArgs, allow: &[Allow], printer: &Printer) -> Result<Lists, Failure> {
    let mut lists = Lists::builtin();
    allow::lay(&mut lists, allow, printer)?;
    own_lists::lay(&mut lists, &args.own, printer)?;
    for own in &args.list {
        let asked = AskedList::read("--list", own)?;
        let laid = lists.overlay(own.table, &asked.text, own.replace);
        laid.map_err(|error| asked.refused(&error))?;
    }
    Ok(lists)
}

/// The entries of a file that the command line names.
pub struct AskedList<'a> {
    flag: &'static str,
    own: &'a OwnEntries,
    /// The file's content.
    pub text: String,
}

impl AskedList<'_> {
    /// Reads the file that a flag names.
    pub fn read<'a>(flag: &'static str, own: &'a OwnEntries) -> Result<AskedList<'a>, Failure> {
        let mut asked = AskedList {
            flag,
            own,
            text: String::new(),
        };
        asked.text = text_file(&own.file).map_err(|why| {
            let what = failures::UNREADABLE
                .with("file", own.file.display())
                .with("why", why);
            Failure::usage(asked.about(what.into()))
        })?;
        Ok(asked)
    }

    fn about(&self, what: Value) -> Message {
        failures::ABOUT
            .with("subject", format!("{} {}", self.flag, self.own.table))
            .with("what", what)
    }

    /// Why its entries cannot be taken.
    pub fn refused(&self, error: &OverlayError) -> Failure {
        let what = failures::ABOUT
            .with("subject", self.own.file.display())
            .with("what", error.message());
        Failure::usage(self.about(what.into()))
    }
}

/// What a run reads or keeps besides its input, and no output may be: recording, cache and own lists.
pub fn in_use(judge: &JudgeArgs, net: &NetArgs) -> Vec<PathBuf> {
    let lists = judge.list.iter().map(|own| own.file.clone());
    let facts = net.facts.clone().into_iter();
    let cache = super::outputs::cache_path(net);
    let kept = own_lists::paths(&judge.own);
    facts.chain(cache).chain(lists).chain(kept).collect()
}

/// How addresses are to be judged.
pub fn settings(args: &JudgeArgs, policy: &Policy) -> Settings {
    Settings {
        policy: policy.clone(),
        fix_typos: args.fix_typos,
    }
}

/// The text of a small file of the user's, or why it cannot be read.
pub fn text_file(path: &Path) -> Result<String, Value> {
    fs::read_to_string(path).map_err(|error| match error.kind() {
        ErrorKind::InvalidData => failures::NOT_UTF8.into(),
        _ => system_error(&error),
    })
}

/// The list that is meant, `-` for standard input.
pub fn input(path: &Path) -> Input {
    if path.as_os_str() == "-" {
        Input::Stdin
    } else {
        Input::Path(path.to_owned())
    }
}

/// How the list is to be read.
pub fn read_options(args: &InputArgs) -> ReadOptions {
    ReadOptions {
        sheet: args.sheet.clone(),
        encoding: args.encoding.clone(),
        delimiter: args.delimiter,
        no_header: args.no_header,
        columns: args
            .column
            .iter()
            .map(|column| match column.parse() {
                Ok(number) => ColumnChoice::Number(number),
                Err(_) => ColumnChoice::Name(column.clone()),
            })
            .collect(),
        max_field: args.max_field,
        watch: Watch::new(interrupt::flag(), None),
    }
}

/// What a header says about its column.
pub fn header_hint(lists: &Lists, header: &str) -> Option<HeaderHint> {
    lists.column(header).map(|hint| match hint {
        ColumnHint::Address { rank } => HeaderHint::Address { rank },
        ColumnHint::NotAddress => HeaderHint::NotAddress,
    })
}

/// A recording of facts.
pub fn recording(path: &Path) -> Result<Recording, Failure> {
    let file = File::open(path).map_err(|error| {
        let what = failures::UNREADABLE
            .with("file", path.display())
            .with("why", system_error(&error));
        Failure::usage(what)
    })?;
    Recording::read(BufReader::new(file), path.display())
        .map_err(|error| Failure::usage(error.message()))
}

/// The cache. One that cannot be used is no reason not to run.
pub fn cache(args: &NetArgs, printer: &Printer) -> Result<Option<Cache>, Failure> {
    let Some(path) = super::outputs::cache_path(args) else {
        return Ok(None);
    };
    match Cache::open(&path) {
        Ok(cache) => {
            if let Some(aside) = cache.set_aside() {
                printer.warn(failures::CACHE_MOVED.with("file", aside.display()));
            }
            Ok(Some(cache))
        }
        // The user named it: it may be the list itself.
        Err(error @ CacheError::Foreign { .. }) if args.cache.is_some() => {
            Err(Failure::usage(error.message()).hint(failures::NAME_ANOTHER_CACHE))
        }
        Err(error) => {
            printer.warn(failures::WITHOUT_CACHE.with("why", error.message()));
            Ok(None)
        }
    }
}

/// How DNS is to be asked.
pub fn dns_config(args: &NetArgs) -> DnsConfig {
    let servers = args.resolver.clone();
    // Who names a server on this machine may serve private names with it.
    let private = !servers.is_empty() && servers.iter().all(|server| server.ip().is_loopback());
    DnsConfig {
        canary: !private,
        servers,
        timeout: args.timeout,
        concurrency: args.concurrency,
        rate: args.rate,
        mx_hosts: args.mx_hosts,
        ..DnsConfig::default()
    }
}

/// What DNS, the recording and the cache say of the domains. What is wrong with the resolver is told at once.
pub fn ask(
    domains: &[String],
    args: &NetArgs,
    lists: &Lists,
    printer: &Printer,
    progress: Progress,
) -> Result<Outcome, Failure> {
    let facts = args.facts.as_deref().map(recording).transpose()?;
    let config = dns_config(args);
    for domain in domains {
        if facts
            .as_ref()
            .is_none_or(|facts| facts.get(domain).is_none())
        {
            printer.detail(&screen::TO_ASK.with("domain", domain).get(printer.lang()));
        }
    }
    if args.offline {
        return Ok(offline(domains, facts.as_ref()));
    }
    let cache = cache(args, printer)?;
    let moved = cache.as_ref().and_then(Cache::set_aside);
    let bar = progress.count(screen::ASKING, domains.len() as u64);
    let onlooker = Onlooker {
        cancel: interrupt::flag(),
        progress: &|done, total| {
            bar.set_length(total as u64);
            bar.set_position(done as u64);
        },
        // Before anything else is done: what follows may take long, and may be in vain.
        warn: &|what| bar.suspend(|| printer.warn(what)),
    };
    let outcome = lookup(
        domains,
        &config,
        facts.as_ref(),
        cache.as_ref(),
        &onlooker,
        &|host| lists.mx_provider(host).is_some(),
    );
    bar.finish_and_clear();
    if let Some(cache) = cache.as_ref().filter(|_| !outcome.interrupted) {
        // What has expired would only make the file grow.
        let _ = cache.prune(super::facts::now());
        if let Some(aside) = cache.set_aside().filter(|_| moved.is_none()) {
            printer.warn(failures::CACHE_MOVED.with("file", aside.display()));
        }
    }
    if let Some(error) = &outcome.cache_error {
        printer.warn(failures::CACHE_FAILED.with("why", error.message()));
    }
    if outcome.interrupted {
        return Err(Failure::interrupted());
    }
    Ok(outcome)
}

/// Only what the recording says; the rest is not asked.
fn offline(domains: &[String], facts: Option<&Recording>) -> Outcome {
    let book = domains
        .iter()
        .filter_map(|domain| Some((domain.clone(), facts?.get(domain)?.clone())))
        .map(|(domain, fact)| {
            let learnt = crate::dns::Learnt::Facts;
            (domain, crate::dns::Fact { learnt, ..fact })
        })
        .collect::<crate::dns::DomainBook>();
    Outcome {
        from_facts: book.len(),
        book,
        asked: 0,
        from_cache: 0,
        trouble: None,
        caution: None,
        interrupted: false,
        cache_error: None,
    }
}
