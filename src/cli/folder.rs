//! `presend clean FOLDER`: each list in a folder. DNS is asked once for all of them.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use super::across::Across;
use super::args::{CommonArgs, Format};
use super::check::is_no_list;
use super::clean::{Job, OpenList, choices, columns, detected, dns_line, dns_tally, exit};
use super::failure::{Exit, Failure};
use super::outputs::kind;
use super::pipeline::{self, Scan};
use super::printer::{Printer, print_data, safe};
use super::{interrupt, settings, world};
use crate::judge::Decision;
use crate::lang::texts::{failures, summary};
use crate::lang::{Lang, Value, system_error};
use crate::report::{Line, Tally, Tone, after_clean, hints, json_text, to_json, to_lines};
use crate::rows::{Input, Table};

/// A list that is to be cleaned.
struct Waiting {
    list: OpenList,
    scan: Scan,
    domains: Vec<String>,
}

/// What became of the files.
#[derive(Default)]
struct Outcome {
    cleaned: Vec<Tally>,
    /// Files that are no lists, and why.
    skipped: Vec<(String, Value)>,
    /// Lists that could not be cleaned.
    failed: Vec<(String, Failure)>,
}

/// Cleans each list of the folder. The outputs of a list appear together; those of different lists do not wait for each
/// other, so that one list that fails costs nothing of the others.
pub(super) fn run(job: &Job<'_>, common: &CommonArgs, printer: &Printer) -> Result<Exit, Failure> {
    refuse_single_names(job)?;
    let folder = &job.args.input;
    let paths = files(folder).map_err(|error| {
        let what = failures::UNREADABLE
            .with("file", folder.display())
            .with("why", system_error(&error));
        Failure::new(Exit::Input, what)
    })?;
    let mut outcome = Outcome::default();
    let waiting = open_all(job, paths, &mut outcome, common, printer)?;
    if waiting.is_empty() && outcome.failed.is_empty() {
        let what = failures::NO_LIST_IN.with("folder", folder.display());
        return Err(Failure::new(Exit::Input, what));
    }
    let domains: BTreeSet<&String> = waiting.iter().flat_map(|list| &list.domains).collect();
    let domains: Vec<String> = domains.into_iter().cloned().collect();
    let asked = world::ask(&domains, &job.args.net, job.lists, printer, job.progress)?;
    let mut total = Tally {
        input: folder.display().to_string(),
        dns: dns_tally(&domains, &asked),
        ..Tally::default()
    };

    let mut across = job.args.across.then(Across::default);
    let of = waiting.len();
    for (i, waiting) in waiting.into_iter().enumerate() {
        let Waiting {
            list,
            scan,
            domains,
        } = waiting;
        let job = job.part(i + 1, of);
        let name = list.input.name();
        if let Some(across) = &mut across {
            across.begin(safe(&short(&name)).into_owned());
        }
        let mut dns = dns_tally(&domains, &asked);
        dns.questions = 0;
        match job.finish(list, &scan, &asked.book, dns, across.as_mut()) {
            Ok(mut tally) => {
                // What the lists share is said once, of all of them.
                tally.dns.trouble = None;
                total.merge(&tally);
                outcome.cleaned.push(tally);
            }
            Err(failure) if failure.exit == Exit::Interrupted => return Err(failure),
            Err(failure) => outcome.failed.push((name, failure)),
        }
    }
    total.hints = hints(&after_clean(&total, &choices(job.args)));
    match common.format {
        Format::Json => print_data(json_text(&as_json(&outcome, &total)).as_bytes())?,
        _ => say(&outcome, &total, common, printer),
    }
    for (_, failure) in &outcome.failed {
        printer.failure(failure);
    }
    let failed = outcome.failed.iter().map(|(_, failure)| failure.exit);
    Ok(failed
        .chain([exit(&total.dns)])
        .max_by_key(|exit| severity(*exit))
        .unwrap_or(Exit::Done))
}

/// What was not written weighs more than what was not read, and that more than what was not asked.
fn severity(exit: Exit) -> u8 {
    match exit {
        Exit::Done => 0,
        Exit::DnsIncomplete => 1,
        Exit::Input => 2,
        _ => 3,
    }
}

/// Flags that name the one output of one list.
fn refuse_single_names(job: &Job<'_>) -> Result<(), Failure> {
    let args = job.args;
    let named = [
        ("--output", args.output.is_some()),
        ("--review", args.review.is_some()),
        ("--removed", args.removed.is_some()),
        ("--annotated", args.annotated.is_some()),
        ("--report", args.report.is_some()),
    ];
    match named.into_iter().find(|(_, given)| *given) {
        Some((flag, _)) => {
            let what = failures::FLAG_OF_ONE_LIST.with("flag", flag);
            Err(Failure::usage(what).hint(failures::OUTPUTS_BESIDE))
        }
        None => Ok(()),
    }
}

/// Opens every list and takes the first pass over it.
fn open_all(
    job: &Job<'_>,
    paths: Vec<PathBuf>,
    outcome: &mut Outcome,
    common: &CommonArgs,
    printer: &Printer,
) -> Result<Vec<Waiting>, Failure> {
    let mut waiting = Vec::new();
    let of = paths.len();
    for (i, path) in paths.into_iter().enumerate() {
        interrupt::check()?;
        let name = path.display().to_string();
        if is_output(&path) {
            outcome.skipped.push((name, summary::OWN_OUTPUT.into()));
            continue;
        }
        let job = job.part(i + 1, of);
        let input = Input::Path(path.clone());
        let opened = match job.table(&input) {
            Err(error) if is_no_list(&path, &error) => {
                interrupt::check()?;
                outcome.skipped.push((name, error.message().into()));
                continue;
            }
            Err(error) => Err(error.into()),
            Ok(table) => prepare(&job, input, table),
        };
        match opened {
            Ok(list) => {
                if common.format == Format::Text {
                    let line = detected(&list.list.input, list.list.table.layout());
                    printer.say(&safe(&line.get(printer.lang())));
                }
                list.scan.warn(printer);
                waiting.push(list);
            }
            Err(failure) if failure.exit == Exit::Interrupted => return Err(failure),
            Err(failure) => outcome.failed.push((name.clone(), about(&name, failure))),
        }
    }
    Ok(waiting)
}

/// The failure with the name of the list, where it does not say it itself.
fn about(name: &str, failure: Failure) -> Failure {
    if failure.what.get(Lang::En).contains(name) {
        return failure;
    }
    let what = failures::ABOUT
        .with("subject", name)
        .with("what", failure.what);
    Failure {
        what: what.into(),
        ..failure
    }
}

fn prepare(job: &Job<'_>, input: Input, table: Table) -> Result<Waiting, Failure> {
    let list = job.with_outputs(input, table)?;
    let mut scan = job.scan(&list)?;
    let domains = pipeline::questions(&mut scan, job.lists, &job.settings, job.progress)?;
    Ok(Waiting {
        list,
        scan,
        domains,
    })
}

/// One line a list, then the sum of all.
fn say(outcome: &Outcome, total: &Tally, common: &CommonArgs, printer: &Printer) {
    let lang = printer.lang();
    if total.dns.domains > 0 {
        printer.say(&dns_line(&total.dns).get(lang));
    }
    let mut lines = vec![Line {
        tone: Tone::Heading,
        cells: vec![summary::LISTS.get(lang).to_owned()],
    }];
    lines.extend(outcome.cleaned.iter().map(|tally| {
        let mut cells = vec![short(&tally.input)];
        for decision in Decision::ALL {
            cells.push(tally.rows_with(decision).to_string());
            cells.push(decision.title().get(lang).to_owned());
        }
        Line {
            tone: Tone::Plain,
            cells,
        }
    }));
    let blocks = [lines]
        .into_iter()
        .chain(to_lines(total, lang, common.verbose));
    for block in blocks {
        printer.say("");
        for line in columns(&block, printer) {
            printer.say(&line);
        }
    }
    if !outcome.skipped.is_empty() {
        printer.say("");
    }
    for (name, why) in &outcome.skipped {
        let line = summary::SKIPPED
            .with("file", short(name))
            .with("why", why.clone());
        printer.say(&safe(&line.get(lang)));
    }
    if !total.hints.is_empty() {
        printer.say("");
    }
    for hint in &total.hints {
        printer.hint(hint.clone());
    }
}

fn as_json(outcome: &Outcome, total: &Tally) -> Json {
    let english = |value: &Value| value.get(Lang::En);
    let skipped: Vec<Json> = outcome
        .skipped
        .iter()
        .map(|(file, why)| json!({ "file": file, "why": english(why) }))
        .collect();
    let failed: Vec<Json> = outcome
        .failed
        .iter()
        .map(|(file, failure)| json!({ "file": file, "why": english(&failure.what) }))
        .collect();
    json!({
        "lists": outcome.cleaned.iter().map(to_json).collect::<Vec<_>>(),
        "skipped": skipped,
        "failed": failed,
        "total": to_json(total),
    })
}

/// The file's own name.
fn short(name: &str) -> String {
    Path::new(name).file_name().map_or_else(
        || name.to_owned(),
        |name| name.to_string_lossy().into_owned(),
    )
}

/// The files of a folder that may be lists, by name. Hidden files and settings are none; what is in folders inside is
/// not looked at.
pub(super) fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if !name.starts_with('.') && name != settings::FILE_NAME && path.is_file() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Whether a file has a name that [`super::outputs`] gives: `leads.clean.csv`.
pub(super) fn is_output(path: &Path) -> bool {
    let kinds: HashSet<&str> = Decision::ALL.into_iter().map(kind).collect();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.split('.').skip(1).any(|part| kinds.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outputs_are_told_by_their_names() {
        for name in ["leads.clean.csv", "a/leads.review.csv.gz", "leads.removed"] {
            assert!(is_output(Path::new(name)), "{name}");
        }
        for name in ["leads.csv", "clean.csv", "cleaned.leads.csv"] {
            assert!(!is_output(Path::new(name)), "{name}");
        }
    }
}
