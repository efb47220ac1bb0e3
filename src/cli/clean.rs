//! `presend clean`: the main job.

use super::args::{CleanArgs, CommonArgs, Format};
use super::failure::{Exit, Failure};
use super::outputs::Outputs;
use super::pipeline::{self, COLUMNS, USUAL_COLUMNS, Wishes};
use super::printer::{Printer, Style, pad, safe};
use super::progress::Progress;
use super::world;
use crate::dns::{DnsFault, MailRoute, Outcome};
use crate::judge::{Context, Decision, Policy, Reason, Settings};
use crate::report::{DnsTally, Line, Tally, Tone, to_json, to_lines};
use crate::rows::{Input, Layout};

/// Cleans a list.
pub(super) fn run(
    args: &CleanArgs,
    common: &CommonArgs,
    policy: &Policy,
    printer: &Printer,
) -> Result<Exit, Failure> {
    let lists = world::lists(&args.judge)?;
    let options = world::read_options(&args.read)?;
    let settings = Settings {
        policy: policy.clone(),
        fix_typos: args.judge.fix_typos,
    };
    let columns = match args.with_provider_column {
        true => &COLUMNS[..],
        false => &COLUMNS[..USUAL_COLUMNS],
    };
    let input = world::input(&args.input);
    let progress = Progress::new(!common.no_progress && !common.quiet);

    let table = pipeline::open(&input, &options, &lists, columns)?;
    let mut outputs = Outputs::open(args, &input, table.layout(), columns)?;
    if outputs.uses_stdout() && common.format == Format::Json {
        return Err(
            Failure::usage("standard output cannot take both a list and --format json")
                .hint("write the list to a file"),
        );
    }
    if common.format == Format::Text {
        printer.say(&safe(&detected(&input, table.layout())));
    }

    let scan = pipeline::scan(&table, &lists, progress)?;
    let domains = pipeline::questions(&scan, &lists, &settings);
    let outcome = world::ask(&domains, &args.net, &lists, printer, progress)?;

    let mut tally = Tally {
        input: input.name(),
        layout: Some(table.layout().clone()),
        outputs: outputs.tally(),
        dns: dns_tally(&domains, &outcome),
        ..Tally::default()
    };
    let context = Context::new(&lists, &scan.census, &outcome.book, &settings);
    let wishes = Wishes {
        split: args.split,
        prefer_fullest: args.prefer_fullest,
        provider: args.with_provider_column,
        lang: printer.lang(),
    };
    pipeline::judge(&table, &context, &wishes, progress, |judged| {
        tally.count(&judged.judgement);
        outputs.write(&judged)
    })?;
    outputs.commit()?;

    tally.hints = hints(&tally, args);
    match common.format {
        Format::Json => println!("{:#}", to_json(&tally, printer.lang())),
        _ => summary(&tally, common, printer),
    }
    Ok(match tally.dns.trouble {
        Some(_) => Exit::DnsIncomplete,
        None => Exit::Done,
    })
}

/// What was detected, in one line.
pub(super) fn detected(input: &Input, layout: &Layout) -> String {
    let mut line = format!(
        "{}: {} {}, {}",
        input.name(),
        layout.rows,
        if layout.rows == 1 { "row" } else { "rows" },
        layout.describe()
    );
    for (count, one, many) in [
        (
            layout.preamble_lines,
            "line before the header",
            "lines before the header",
        ),
        (layout.footer_rows, "row of a footer", "rows of a footer"),
        (
            layout.blank_lines,
            "blank line dropped",
            "blank lines dropped",
        ),
    ] {
        if count > 0 {
            line.push_str(&format!(
                ", {count} {}",
                if count == 1 { one } else { many }
            ));
        }
    }
    line
}

fn dns_tally(domains: &[String], outcome: &Outcome) -> DnsTally {
    let unknown = |wanted: fn(&DnsFault) -> bool| {
        outcome
            .book
            .values()
            .filter(|fact| matches!(&fact.route, MailRoute::Unknown(fault) if wanted(fault)))
            .count()
    };
    let unavailable = unknown(|fault| *fault == DnsFault::Unavailable);
    let trouble = match &outcome.trouble {
        Some(trouble) => Some(trouble.to_string()),
        None if unavailable > 0 => Some(format!("{unavailable} domains could not be asked for")),
        None => None,
    };
    DnsTally {
        domains: domains.len(),
        from_facts: outcome.from_facts,
        from_cache: outcome.from_cache,
        unknown: unknown(|_| true),
        not_asked: domains.len() - outcome.book.len(),
        questions: outcome.asked,
        trouble,
    }
}

/// The two most useful things to do next.
fn hints(tally: &Tally, args: &CleanArgs) -> Vec<String> {
    let mut hints = Vec::new();
    let several = tally.rows_for(Reason::MULTIPLE_ADDRESSES);
    if let Some(layout) = &tally.layout
        && let Some(other) = layout.other_candidates.first()
        && args.read.column.is_empty()
    {
        let first: Vec<String> = layout
            .address_columns
            .iter()
            .map(|column| format!("--column {}", column + 1))
            .collect();
        hints.push(format!(
            "column {other} holds addresses too: `{} --column {}` judges both",
            first.join(" "),
            other.number
        ));
    }
    if several > 0 && !args.split {
        hints.push(format!(
            "{} with several addresses: `--split` makes a row of each",
            rows(several)
        ));
    }
    if tally.fixable > 0 && !args.judge.fix_typos {
        hints.push(format!(
            "{} with a misspelling that is certain: `--fix-typos` corrects it",
            rows(tally.fixable)
        ));
    }
    if tally.dns.unknown > 0 && tally.dns.trouble.is_none() {
        hints.push(format!(
            "{} domains gave no answer: run it again later, only they are asked",
            tally.dns.unknown
        ));
    }
    if tally.rows_with(Decision::Review) > 0 {
        hints.push(
            "`presend explain REASON` tells what a reason means and how to change it".to_owned(),
        );
    }
    hints.truncate(2);
    hints
}

fn rows(count: u64) -> String {
    if count == 1 {
        "1 row".to_owned()
    } else {
        format!("{count} rows")
    }
}

fn summary(tally: &Tally, common: &CommonArgs, printer: &Printer) {
    if tally.dns.domains > 0 {
        printer.say(&dns_line(&tally.dns));
    }
    if let Some(trouble) = &tally.dns.trouble {
        printer.warn(trouble);
    }
    for block in to_lines(tally, printer.lang(), common.verbose) {
        printer.say("");
        for line in columns(&block, printer) {
            printer.say(&line);
        }
    }
    if !tally.hints.is_empty() {
        printer.say("");
    }
    for hint in &tally.hints {
        printer.hint(hint);
    }
}

fn dns_line(dns: &DnsTally) -> String {
    let parts: Vec<String> = [
        (dns.from_facts, "from the recording"),
        (dns.from_cache, "from the cache"),
        (dns.not_asked, "not asked"),
        (dns.unknown, "without an answer"),
    ]
    .into_iter()
    .filter(|&(count, _)| count > 0)
    .map(|(count, what)| format!("{count} {what}"))
    .chain([format!("{} questions sent", dns.questions)])
    .collect();
    format!("DNS: {} domains, {}", dns.domains, parts.join(", "))
}

/// Sets the cells of a block in columns, numbers to the right.
pub(super) fn columns(block: &[Line], printer: &Printer) -> Vec<String> {
    use unicode_width::UnicodeWidthStr;
    let number = |cell: &str| {
        cell.chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | '%'))
    };
    let body: Vec<&Line> = block.iter().filter(|line| line.cells.len() > 1).collect();
    let count = body.iter().map(|line| line.cells.len()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..count)
        .map(|i| {
            body.iter()
                .filter_map(|line| line.cells.get(i))
                .map(|cell| safe(cell).width())
                .max()
                .unwrap_or(0)
        })
        .collect();
    block
        .iter()
        .map(|line| {
            let style = match line.tone {
                Tone::Plain => Style::Plain,
                Tone::Heading => Style::Bold,
                Tone::Keep => Style::Green,
                Tone::Review => Style::Yellow,
                Tone::Remove => Style::Red,
                Tone::Aside => Style::Dim,
            };
            if line.cells.len() == 1 {
                return printer.paint(style, &safe(&line.cells[0]));
            }
            let mut text = String::new();
            for (i, (cell, &width)) in line.cells.iter().zip(&widths).enumerate() {
                if width == 0 {
                    continue;
                }
                let cell = safe(cell);
                let padded = if i < 3 && number(&cell) {
                    format!("{}{cell}", " ".repeat(width.saturating_sub(cell.width())))
                } else {
                    pad(&cell, width)
                };
                text.push_str("  ");
                let styled = if i == 0 {
                    printer.paint(style, &padded)
                } else {
                    padded
                };
                text.push_str(&styled);
            }
            text
        })
        .collect()
}
