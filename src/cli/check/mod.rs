//! `presend check`: the judgement of `clean` as a gate. Nothing is written but the report.

pub mod args;
mod baseline;
mod document;
mod judging;
mod marker;
mod output;
mod page;
mod sieve;
mod source;
mod walk;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

pub(super) use source::is_no_list;

use args::CheckArgs;
use baseline::Baseline;
use judging::{in_document, in_table};
use marker::Marker;
use output::Outputs;
use page::Seen;
use sieve::Sieve;
use source::{Content, Source, Unusable};

use super::allow::{self, Allow};
use super::args::CommonArgs;
use super::failure::{Exit, Failure};
use super::pipeline::{self, Counting};
use super::printer::{Printer, safe};
use super::progress::Progress;
use super::{interrupt, world};
use crate::address::Census;
use crate::judge::{Context, Policy};
use crate::lang::{Lang, Message, texts::check as texts};
use crate::report::{Findings, GateChoices, Level, Silenced, after_check, hints, mask};
use crate::rows::{Target, check_file, write_file};

/// Where the baseline stands unless it is said.
const BASELINE: &str = "presend-baseline.json";

/// Checks files.
pub(super) fn run(
    args: &CheckArgs,
    common: &CommonArgs,
    policy: &Policy,
    exceptions: &[Allow],
    printer: &Printer,
) -> Result<Exit, Failure> {
    let lists = world::lists(&args.judge, &[], printer)?;
    let options = world::read_options(&args.read);
    let settings = world::settings(&args.judge, policy);
    let today = allow::day(args.today.as_deref())?;
    let progress = Progress::new(!common.no_progress && !common.quiet, printer.lang());
    let targets = walk::targets(args, printer)?;
    let inputs: Vec<&Path> = targets.iter().map(|target| target.path.as_path()).collect();
    let mut in_use = world::in_use(&args.judge, &args.net);
    in_use.extend(inputs.iter().map(|path| path.to_path_buf()));
    let baseline = Known::open(args, &in_use)?;
    in_use.extend(baseline.path.clone());
    let outputs = Outputs::open(args, common, &in_use)?;
    let mut sieve = Sieve {
        allow: exceptions
            .iter()
            .filter(|entry| !entry.expired(today))
            .collect(),
        baseline: baseline.content,
        silenced: Silenced::default(),
        show: args.show_addresses,
        lang: printer.lang(),
    };
    let shown = |text: &str| match args.show_addresses {
        true => text.to_owned(),
        false => mask(text),
    };
    let mut findings = Findings {
        command: "check",
        lang: printer.lang(),
        words: ["remove", "review", "note"],
        fail_on: args.fail_on.level(),
        rules: sieve::rules(),
        headline: String::new(),
        files: Vec::new(),
        unreadable: Vec::new(),
        skipped: 0,
        findings: Vec::new(),
        silenced: Silenced::default(),
        notes: allow::expired(exceptions, today, shown)
            .iter()
            .map(|note| note.get(printer.lang()))
            .collect(),
    };

    let mut seen = args.report.is_some().then(Seen::default);
    let counting = Counting {
        lists: &lists,
        policy: &settings.policy,
        split: false,
    };
    let mut sources = Vec::new();
    for (i, target) in targets.iter().enumerate() {
        interrupt::check()?;
        let progress = progress.part(i + 1, targets.len());
        match source::open(target, &options, counting, printer.lang(), progress) {
            Ok(source) => sources.push(source),
            Err(Unusable::Skipped) => {
                let skipped = texts::SKIPPED.with("file", target.path.display());
                printer.detail(&safe(&skipped.get(printer.lang())));
                findings.skipped += 1;
            }
            Err(Unusable::Unreadable(why)) => {
                interrupt::check()?;
                findings.unreadable.push((source::name(&target.path), why));
            }
            Err(Unusable::Failure(failure)) => return Err(failure),
        }
    }
    let mut domains = BTreeSet::new();
    let of = sources.len();
    for (i, source) in sources.iter_mut().enumerate() {
        let progress = progress.part(i + 1, of);
        source.scan.warn(printer);
        let wanted = pipeline::questions(&mut source.scan, &lists, &settings, progress)?;
        domains.extend(wanted);
    }
    let domains: Vec<String> = domains.into_iter().collect();
    let mut net = args.net.clone();
    net.offline |= !args.dns;
    let outcome = world::ask(&domains, &net, &lists, printer, progress)?;
    for (i, source) in sources.iter().enumerate() {
        let progress = progress.part(i + 1, of);
        let context = Context::new(&lists, &source.scan.census, &outcome.book, &settings)
            .knowing(&source.scan.suspicions);
        let mut found = match &source.content {
            Content::Table(table) => {
                let seen = seen.as_mut();
                in_table(source, table, &context, (&mut sieve, seen), progress)?
            }
            Content::Document(document) => {
                let seen = seen.as_mut();
                in_document(source, document, &context, (&mut sieve, seen), progress)?
            }
        };
        found.findings.sort_by(|a, b| a.span.cmp(&b.span));
        findings
            .notes
            .extend(unknown_ids(source, &found.markers, printer.lang()));
        findings.files.push((source.name.clone(), found.count));
        findings.findings.extend(found.findings);
    }
    findings.silenced = sieve.silenced;
    if let (Some(path), Some(known)) = (&baseline.path, &sieve.baseline) {
        settle_baseline(path, known, args, &mut findings, printer)?;
    }
    findings.headline = headline(&findings).get(printer.lang());

    let choices = GateChoices {
        show_addresses: args.show_addresses,
        baseline: baseline.path.is_some(),
        not_asked: domains.len() - outcome.book.len(),
    };
    let steps = after_check(&findings, &choices);
    let lines = hints(&steps);
    let page = seen.map(|seen| {
        let nobody = Census::default();
        let context = Context::new(&lists, &nobody, &outcome.book, &settings);
        page::page(&findings, &seen, (steps, &outcome), args, &context)
    });
    outputs.write(&findings, page.transpose()?, args, common, printer)?;
    tell(&findings, lines, args, printer);
    Ok(if !findings.unreadable.is_empty() {
        Exit::Input
    } else if findings.failed() && !args.exit_zero {
        Exit::Findings
    } else {
        Exit::Done
    })
}

/// The baseline and its place.
struct Known {
    path: Option<PathBuf>,
    content: Option<Baseline>,
}

impl Known {
    fn open(args: &CheckArgs, in_use: &[PathBuf]) -> Result<Known, Failure> {
        let path = match (&args.baseline, args.write_baseline) {
            (Some(path), _) => path.clone(),
            (None, true) => PathBuf::from(BASELINE),
            (None, false) => {
                return Ok(Known {
                    path: None,
                    content: None,
                });
            }
        };
        let exists = std::fs::symlink_metadata(&path).is_ok();
        if args.write_baseline {
            // An older baseline is replaced; anything else was refused when it was read.
            check_file(&Target::Path(path.clone()), in_use, true)?;
        }
        let content = match exists || !args.write_baseline {
            true => Baseline::read(&path)?,
            false => Baseline::new(),
        };
        Ok(Known {
            path: Some(path),
            content: Some(content),
        })
    }
}

/// Writes the baseline, or says what of it is gone.
fn settle_baseline(
    path: &Path,
    known: &Baseline,
    args: &CheckArgs,
    findings: &mut Findings,
    printer: &Printer,
) -> Result<(), Failure> {
    if !args.write_baseline {
        let stale = known.stale();
        if stale > 0 {
            let note = Message::counted(stale, texts::ONE_STALE, texts::STALE);
            findings.notes.push(note.get(printer.lang()));
        }
        return Ok(());
    }
    let target = Target::Path(path.to_owned());
    write_file(target, &[], true, known.write().as_bytes())?;
    // All of it is known from now on; what could not be found out is not in it.
    findings.findings.retain(|found| found.level == Level::Note);
    findings.silenced.baseline = known.size();
    let written = Message::counted(
        known.size(),
        texts::BASELINE_OF_ONE,
        texts::BASELINE_WRITTEN,
    );
    printer.say(&safe(
        &written.with("file", path.display()).get(printer.lang()),
    ));
    Ok(())
}

/// Comments that name a reason there is not.
fn unknown_ids(source: &Source, markers: &[(u64, Marker)], lang: Lang) -> Vec<String> {
    let pairs = markers
        .iter()
        .flat_map(|(line, marker)| marker.unknown().map(move |id| (line, id)));
    pairs
        .map(|(line, id)| {
            let place = format!("{}:{line}", source.name);
            texts::NO_SUCH_REASON
                .with("place", place)
                .with("text", id)
                .get(lang)
        })
        .collect()
}

/// The outcome in one line.
fn headline(findings: &Findings) -> Message {
    let files = findings.files.len() as u64;
    let rows = Message::counted(findings.subjects(), texts::ONE_ADDRESS, texts::ADDRESSES);
    let of = Message::counted(files, texts::IN_ONE_FILE, texts::IN_FILES).with("rows", rows);
    let (errors, warnings) = (findings.count(Level::Error), findings.count(Level::Warning));
    let notes = findings.count(Level::Note);
    let text = match (errors + warnings, notes) {
        (0, 0) => texts::NOTHING_FOUND,
        (_, 0) => texts::FOUND,
        _ => texts::FOUND_AND_UNKNOWN,
    };
    let found = text
        .with("of", of)
        .with("remove", errors)
        .with("review", warnings)
        .with("unknown", notes);
    match findings.unreadable.len() as u64 {
        0 => found,
        lost => {
            Message::counted(lost, texts::ONE_UNREADABLE, texts::UNREADABLE).with("what", found)
        }
    }
}

/// What is said beside the report.
fn tell(findings: &Findings, hints: Vec<Message>, args: &CheckArgs, printer: &Printer) {
    if args.format != super::args::Format::Text || args.output.is_some() {
        for (file, why) in &findings.unreadable {
            printer.warn(format!("{file}: {why}"));
        }
    }
    for note in &findings.notes {
        printer.warn(note);
    }
    let silent = findings.silenced;
    for (count, one, many) in [
        (silent.ignored, texts::ONE_IGNORED, texts::IGNORED),
        (silent.allowed, texts::ONE_ALLOWED, texts::ALLOWED),
        (silent.baseline, texts::ONE_IN_BASELINE, texts::IN_BASELINE),
    ] {
        if count > 0 {
            printer.detail(&Message::counted(count, one, many).get(printer.lang()));
        }
    }
    if findings.skipped > 0 {
        printer.detail(
            &Message::counted(findings.skipped, texts::ONE_SKIPPED, texts::SKIPPED_FILES)
                .get(printer.lang()),
        );
    }
    if findings.findings.is_empty() || args.format != super::args::Format::Text {
        return;
    }
    for hint in hints {
        printer.hint(hint);
    }
}
