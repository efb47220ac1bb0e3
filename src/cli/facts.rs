//! `presend facts`: recordings of what DNS says.

use std::collections::BTreeMap;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use super::args::{CommonArgs, FactsAction, FactsArgs};
use super::clean::detected;
use super::failure::{Exit, Failure};
use super::interrupt;
use super::outputs;
use super::pipeline::{self, Counting};
use super::printer::{Printer, safe};
use super::progress::Progress;
use super::world;
use crate::dns::{Cache, CacheError, DnsFault, Fact, MailRoute, Recording};
use crate::judge::Settings;
use crate::lang::texts::{failures, summary};
use crate::lang::{Message, Text, system_error};
use crate::lists::Lists;
use crate::rows::{Target, check_file, standard_input, write_file};

/// Records facts, or moves them.
pub(super) fn run(
    args: &FactsArgs,
    common: &CommonArgs,
    printer: &Printer,
) -> Result<Exit, Failure> {
    match &args.action {
        Some(FactsAction::Export { file, force, cache }) => {
            let cache = cache_path(cache.as_deref())?;
            check_file(&Target::of(file), &[&cache], *force)?;
            if !cache.exists() {
                // To open it would make one.
                let what = failures::NO_CACHE.with("file", cache.display());
                return Err(Failure::new(Exit::Input, what).hint(failures::NAME_THE_CACHE));
            }
            let facts = open_cache(&cache)?
                .export(now())
                .map_err(|error| Failure::new(Exit::Input, error.message()))?;
            write_file(Target::of(file), &[&cache], *force, &bytes(facts.iter())?)?;
            say_count(
                printer,
                facts.len(),
                summary::FACT_WRITTEN,
                summary::FACTS_WRITTEN,
            );
            Ok(Exit::Done)
        }
        Some(FactsAction::Import { file, cache }) => {
            let facts = if file.as_os_str() == "-" {
                let stdin = BufReader::new(standard_input(Some(interrupt::flag())));
                let read = Recording::read(stdin, failures::STANDARD_INPUT);
                interrupt::check()?;
                read.map_err(|error| Failure::usage(error.message()))?
            } else {
                world::recording(file)?
            };
            let taken = open_cache(&cache_path(cache.as_deref())?)?
                .import(&facts)
                .map_err(|error| Failure::new(Exit::Output, error.message()))?;
            say_count(printer, taken, summary::FACT_TAKEN, summary::FACTS_TAKEN);
            Ok(Exit::Done)
        }
        None => record(args, common, printer),
    }
}

fn say_count(printer: &Printer, facts: usize, one: Text, many: Text) {
    let count = Message::counted(facts as u64, one, many);
    printer.say(&count.get(printer.lang()));
}

fn record(args: &FactsArgs, common: &CommonArgs, printer: &Printer) -> Result<Exit, Failure> {
    let Some(input) = &args.input else {
        return Err(Failure::usage(failures::NO_LIST));
    };
    // A recording that cannot be written is found before the questions are asked. It may be the one that answers.
    let target = Target::of(&args.output);
    let cache = outputs::cache_path(&args.net);
    let in_use: Vec<&Path> = [Some(input.as_path()), cache.as_deref()]
        .into_iter()
        .flatten()
        .collect();
    check_file(&target, &in_use, args.force)?;
    let lists = Lists::builtin();
    let options = world::read_options(&args.read);
    let list = world::input(input);
    let progress = Progress::new(!common.no_progress && !common.quiet, printer.lang());
    let table = pipeline::open(
        &list,
        &options,
        &lists,
        &pipeline::COLUMNS[..pipeline::USUAL_COLUMNS],
        progress,
    )?;
    printer.say(&safe(&detected(&list, table.layout()).get(printer.lang())));
    let settings = Settings::default();
    let counting = Counting {
        lists: &lists,
        policy: &settings.policy,
        split: true,
    };
    let mut scan = pipeline::scan(&table, counting, progress)?;
    scan.warn(printer);
    let domains = pipeline::questions(&mut scan, &lists, &settings, progress)?;
    let outcome = world::ask(&domains, &args.net, &lists, printer, progress)?;
    let facts: BTreeMap<&str, &Fact> = outcome
        .book
        .iter()
        .filter(|(_, fact)| fact.route != MailRoute::Unknown(DnsFault::Unavailable))
        .map(|(domain, fact)| (domain.as_str(), fact))
        .collect();
    let count = facts.len();
    write_file(target, &in_use, args.force, &bytes(facts.into_iter())?)?;
    let written = summary::FACTS_OF
        .with(
            "facts",
            Message::counted(count as u64, summary::FACT, summary::FACTS),
        )
        .with(
            "domains",
            Message::counted(domains.len() as u64, summary::DOMAIN, summary::DOMAINS),
        );
    printer.say(&written.get(printer.lang()));
    Ok(match outcome.trouble {
        Some(_) => Exit::DnsIncomplete,
        None => Exit::Done,
    })
}

fn cache_path(path: Option<&Path>) -> Result<PathBuf, Failure> {
    let path = path.map(Path::to_owned).or_else(Cache::default_path);
    path.ok_or_else(|| Failure::usage(failures::NO_CACHE_FOLDER).hint(failures::NAME_THE_CACHE))
}

fn open_cache(path: &Path) -> Result<Cache, Failure> {
    Cache::open(path).map_err(|error| match error {
        CacheError::Foreign { .. } => {
            Failure::usage(error.message()).hint(failures::NAME_ANOTHER_CACHE)
        }
        error => Failure::new(Exit::Input, error.message()),
    })
}

/// A recording's bytes. It holds domains only; others may read it.
fn bytes<'a>(facts: impl Iterator<Item = (&'a str, &'a Fact)>) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let in_memory = Recording::write(&mut bytes, facts);
    in_memory.map_err(|error| Failure::new(Exit::Bug, system_error(&error)))?;
    Ok(bytes)
}

pub(super) fn now() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs() as i64)
}
