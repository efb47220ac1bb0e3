//! `presend facts`: recordings of what DNS says.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufReader, BufWriter, Write};
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use super::args::{CommonArgs, FactsAction, FactsArgs};
use super::clean::detected;
use super::failure::{Exit, Failure};
use super::pipeline;
use super::printer::{Printer, safe};
use super::progress::Progress;
use super::world;
use crate::dns::{Cache, CacheError, DnsFault, Fact, MailRoute, Recording};
use crate::judge::Settings;
use crate::lang::texts::{failures, summary};
use crate::lang::{Message, Text, system_error};
use crate::lists::Lists;
use crate::rows::OutputError;

/// Records facts, or moves them.
pub(super) fn run(
    args: &FactsArgs,
    common: &CommonArgs,
    printer: &Printer,
) -> Result<Exit, Failure> {
    match &args.action {
        Some(FactsAction::Export { file, force, cache }) => {
            let facts = open_cache(cache.as_deref())?
                .export(now())
                .map_err(|error| Failure::new(Exit::Input, error.message()))?;
            write(file, *force, facts.iter())?;
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
                Recording::read(BufReader::new(io::stdin().lock()), failures::STANDARD_INPUT)
                    .map_err(|error| Failure::usage(error.message()))?
            } else {
                world::recording(file)?
            };
            let taken = open_cache(cache.as_deref())?
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
    // A recording that cannot be written is found before the questions are asked.
    refuse_input(&args.output, input)?;
    refuse_older(&args.output, args.force)?;
    let lists = Lists::builtin();
    let options = world::read_options(&args.read)?;
    let input = world::input(input);
    let progress = Progress::new(!common.no_progress && !common.quiet, printer.lang());
    let table = pipeline::open(
        &input,
        &options,
        &lists,
        &pipeline::COLUMNS[..pipeline::USUAL_COLUMNS],
    )?;
    printer.say(&safe(&detected(&input, table.layout()).get(printer.lang())));
    let scan = pipeline::scan(&table, &lists, progress)?;
    let domains = pipeline::questions(&scan, &lists, &Settings::default());
    let outcome = world::ask(&domains, &args.net, &lists, printer, progress)?;
    let facts: BTreeMap<&str, &Fact> = outcome
        .book
        .iter()
        .filter(|(_, fact)| fact.route != MailRoute::Unknown(DnsFault::Unavailable))
        .map(|(domain, fact)| (domain.as_str(), fact))
        .collect();
    let count = facts.len();
    write(&args.output, args.force, facts.into_iter())?;
    let written = summary::FACTS_OF
        .with("facts", count)
        .with("domains", domains.len());
    printer.say(&written.get(printer.lang()));
    match outcome.trouble {
        Some(trouble) => {
            printer.warn(trouble.message());
            Ok(Exit::DnsIncomplete)
        }
        None => Ok(Exit::Done),
    }
}

fn open_cache(path: Option<&Path>) -> Result<Cache, Failure> {
    let Some(path) = path.map(Path::to_owned).or_else(Cache::default_path) else {
        return Err(Failure::usage(failures::NO_CACHE_FOLDER).hint(failures::NAME_THE_CACHE));
    };
    Cache::open(&path).map_err(|error| match error {
        CacheError::Foreign { .. } => {
            Failure::usage(error.message()).hint(failures::NAME_ANOTHER_CACHE)
        }
        error => Failure::new(Exit::Input, error.message()),
    })
}

/// A recording takes neither the place of the list nor that of what a link points to.
fn refuse_input(path: &Path, input: &Path) -> Result<(), Failure> {
    let path = path.to_owned();
    if path.is_symlink() {
        return Err(OutputError::Symlink { path }.into());
    }
    match (path.canonicalize(), input.canonicalize()) {
        (Ok(output), Ok(list)) if output == list => Err(OutputError::SameAsInput { path }.into()),
        _ => Ok(()),
    }
}

fn refuse_older(path: &Path, force: bool) -> Result<(), Failure> {
    if !force && path.as_os_str() != "-" && path.exists() {
        let what = failures::EXISTS.with("file", path.display());
        return Err(Failure::new(Exit::Output, what).hint(failures::FORCE));
    }
    Ok(())
}

/// Writes a recording whole or not at all.
fn write<'a>(
    path: &Path,
    force: bool,
    facts: impl Iterator<Item = (&'a str, &'a Fact)>,
) -> Result<(), Failure> {
    let failed = |error: io::Error| {
        Failure::new(
            Exit::Output,
            failures::CANNOT_WRITE
                .with("file", path.display())
                .with("why", system_error(&error)),
        )
    };
    if path.as_os_str() == "-" {
        return Recording::write(io::stdout().lock(), facts).map_err(failed);
    }
    refuse_older(path, force)?;
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut file = BufWriter::new(tempfile::NamedTempFile::new_in(folder).map_err(failed)?);
    Recording::write(&mut file, facts).map_err(failed)?;
    file.flush().map_err(failed)?;
    let file = file
        .into_inner()
        .map_err(|error| failed(error.into_error()))?;
    file.as_file().sync_all().map_err(failed)?;
    #[cfg(unix)]
    {
        // It holds domains only; others may read it.
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(file.path(), fs::Permissions::from_mode(0o644)).map_err(failed)?;
    }
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}

pub(super) fn now() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs() as i64)
}
