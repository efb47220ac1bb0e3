//! `presend check`: the judgement of `clean` as a gate. Nothing is written but the report.

mod allow;
pub mod args;
mod baseline;
mod document;
mod marker;
mod output;
mod sieve;
mod source;
mod walk;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

pub(super) use allow::{Allow, KEYS as ALLOW_KEYS};

use args::CheckArgs;
use baseline::Baseline;
use document::Document;
use marker::{Marker, Markers};
use sieve::Sieve;
use source::{Content, Source, Unusable};

use super::args::CommonArgs;
use super::failure::{Exit, Failure};
use super::pipeline::{self, Counting, Wishes};
use super::printer::{Printer, safe};
use super::progress::Progress;
use super::{interrupt, world};
use crate::judge::{Cards, Context, Decision, Policy, judge_cell};
use crate::lang::texts::{check as texts, summary};
use crate::lang::{Lang, Message};
use crate::report::{CellName, Finding, Findings, Level, Silenced, Span, mask};
use crate::rows::{Table, Target, check_file, write_file};

/// Where the baseline stands unless it is said.
const BASELINE: &str = "presend-baseline.json";

/// Checks files.
pub(super) fn run(
    args: &CheckArgs,
    common: &CommonArgs,
    policy: &Policy,
    allow: &[Allow],
    printer: &Printer,
) -> Result<Exit, Failure> {
    let lists = world::lists(&args.judge)?;
    let options = world::read_options(&args.read);
    let settings = world::settings(&args.judge, policy);
    let today = today(args)?;
    let progress = Progress::new(!common.no_progress && !common.quiet, printer.lang());
    let targets = walk::targets(args, printer)?;
    let inputs: Vec<&Path> = targets.iter().map(|target| target.path.as_path()).collect();
    if let Some(path) = &args.output {
        check_file(&Target::of(path), &inputs, args.force)?;
    }
    let baseline = Known::open(args, &inputs)?;
    let mut sieve = Sieve {
        allow: allow.iter().filter(|entry| !entry.expired(today)).collect(),
        baseline: baseline.content,
        silenced: Silenced::default(),
        show: args.show_addresses,
        lang: printer.lang(),
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
        notes: expired(allow, today, args.show_addresses, printer),
    };

    let counting = Counting {
        lists: &lists,
        policy: &settings.policy,
        split: false,
    };
    let mut sources = Vec::new();
    for target in &targets {
        interrupt::check()?;
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
    for source in &mut sources {
        source.scan.warn(printer);
        let wanted = pipeline::questions(&mut source.scan, &lists, &settings, progress)?;
        domains.extend(wanted);
    }
    let domains: Vec<String> = domains.into_iter().collect();
    let mut net = args.net.clone();
    net.offline |= !args.dns;
    let outcome = world::ask(&domains, &net, &lists, printer, progress)?;
    for source in &sources {
        let context = Context::new(&lists, &source.scan.census, &outcome.book, &settings)
            .knowing(&source.scan.suspicions);
        let mut found = match &source.content {
            Content::Table(table) => in_table(source, table, &context, &mut sieve, progress)?,
            Content::Document(document) => in_document(source, document, &context, &mut sieve),
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
        settle_baseline(path, &inputs, known, args, &mut findings, printer)?;
    }
    findings.headline = headline(&findings).get(printer.lang());

    output::report(
        &findings,
        args.format,
        args.output.as_deref(),
        (&inputs, args.force),
        common,
        printer,
    )?;
    tell(&findings, args, printer);
    Ok(if !findings.unreadable.is_empty() {
        Exit::Input
    } else if findings.failed() && !args.exit_zero {
        Exit::Findings
    } else {
        Exit::Done
    })
}

/// The day that decides whether entries of `[[allow]]` still hold.
fn today(args: &CheckArgs) -> Result<Date, Failure> {
    match &args.today {
        Some(text) => text
            .parse()
            .map_err(|_| Failure::usage(texts::ALLOW_DATE.with("text", text.as_str()))),
        None => Ok(jiff::ZonedDateTime::now().date()),
    }
}

/// The entries that hold no longer.
fn expired(allow: &[Allow], today: Date, show: bool, printer: &Printer) -> Vec<String> {
    let shown = |text: &str| if show { text.to_owned() } else { mask(text) };
    let old = allow.iter().filter(|entry| entry.expired(today));
    old.map(|entry| {
        let until = entry
            .until()
            .map(|date| date.to_string())
            .unwrap_or_default();
        let note = texts::EXPIRED
            .with("entry", entry.describe(shown))
            .with("until", until);
        note.get(printer.lang())
    })
    .collect()
}

/// The baseline and its place.
struct Known {
    path: Option<PathBuf>,
    content: Option<Baseline>,
}

impl Known {
    fn open(args: &CheckArgs, inputs: &[&Path]) -> Result<Known, Failure> {
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
            check_file(&Target::Path(path.clone()), inputs, true)?;
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
    inputs: &[&Path],
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
    write_file(
        Target::Path(path.to_owned()),
        inputs,
        true,
        known.write().as_bytes(),
    )?;
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

/// What one file gave.
#[derive(Default)]
struct Found {
    /// Rows or addresses that were judged.
    count: u64,
    findings: Vec<Finding>,
    /// Comments that silence findings, with their lines.
    markers: Vec<(u64, Marker)>,
}

fn in_table(
    source: &Source,
    table: &Table,
    context: &Context<'_>,
    sieve: &mut Sieve<'_>,
    progress: Progress,
) -> Result<Found, Failure> {
    let wishes = Wishes {
        split: false,
        prefer_fullest: false,
        provider: false,
        lang: sieve.lang,
    };
    let mut found = Found::default();
    let mut markers = Markers::default();
    pipeline::judge(table, context, &wishes, None, progress, |judged| {
        let row = judged.row;
        if row.is_footer() {
            return Ok(());
        }
        let text = row.text();
        found
            .markers
            .extend(marker::find(&text).map(|marker| (row.line(), marker)));
        let marker = markers.of(&text);
        if marker.as_ref().is_some_and(|marker| marker.alone) {
            return Ok(());
        }
        found.count += 1;
        if judged.judgement.decision() == Decision::Keep {
            return Ok(());
        }
        let position = row.position(judged.column);
        let (number, name) = row.column_name(judged.column);
        let span = Span {
            file: source.name.clone(),
            line: position.line,
            column: position.column,
            cell: Some(CellName {
                number,
                name: name.map(str::to_owned),
            }),
        };
        let cell = row.cell(judged.column);
        found
            .findings
            .extend(sieve.sift(&judged.judgement, &cell, marker.as_ref(), span));
        Ok(())
    })?;
    Ok(found)
}

fn in_document(
    source: &Source,
    document: &Document,
    context: &Context<'_>,
    sieve: &mut Sieve<'_>,
) -> Found {
    let mut cards = Cards::default();
    let findings = document.spots.iter().filter_map(|spot| {
        let judgement = judge_cell(context, &mut cards, &spot.cell, "");
        let span = Span {
            file: source.name.clone(),
            line: spot.position.line,
            column: spot.position.column,
            cell: None,
        };
        sieve.sift(&judgement, &spot.cell, spot.marker.as_ref(), span)
    });
    Found {
        count: document.spots.len() as u64,
        findings: findings.collect(),
        markers: document.markers.clone(),
    }
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
fn tell(findings: &Findings, args: &CheckArgs, printer: &Printer) {
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
    printer.hint(summary::EXPLAIN);
    if !args.show_addresses {
        printer.hint(texts::SHOW_ADDRESSES);
    }
}
