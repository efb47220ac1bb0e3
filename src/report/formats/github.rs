//! GitHub's annotations (workflow commands) and the summary of a step.
//!
//! GitHub shows ten annotations of a kind a step and drops the rest, so the whole comes first and counts as one of them.

use std::fmt::Write;

use crate::report::finding::{Finding, Level};
use crate::report::findings::Findings;

/// How many annotations of a kind GitHub shows.
const SHOWN: usize = 10;
/// How many findings the summary of a step lists; the report in another form names them all.
const LISTED: usize = 100;

/// Workflow commands, one a line.
pub fn to_github(all: &Findings) -> String {
    let whole = match (
        all.failed() || !all.unreadable.is_empty(),
        all.findings.is_empty(),
    ) {
        (true, _) => Level::Error,
        (false, false) => Level::Warning,
        (false, true) => Level::Note,
    };
    let mut out = String::new();
    let title = property(&format!("presend {}", all.command));
    let _ = writeln!(
        out,
        "::{} title={title}::{}",
        kind(whole),
        data(&all.headline)
    );
    let mut left = [SHOWN; 3];
    left[whole as usize] -= 1;
    let mut take = |level: Level| {
        let left = &mut left[level as usize];
        let any = *left > 0;
        *left -= usize::from(any);
        any
    };
    for (file, why) in &all.unreadable {
        if take(Level::Error) {
            let _ = writeln!(
                out,
                "::error file={},title={title}::{}",
                property(file),
                data(why)
            );
        }
    }
    for found in &all.findings {
        if take(found.level) {
            annotation(&mut out, all, found);
        }
    }
    for note in &all.notes {
        if take(Level::Note) {
            let _ = writeln!(out, "::notice title={title}::{}", data(note));
        }
    }
    out
}

fn annotation(out: &mut String, all: &Findings, found: &Finding) {
    let span = &found.span;
    let _ = writeln!(
        out,
        "::{} file={},line={},col={},title={}::{}",
        kind(found.level),
        property(span.file.trim_start_matches("./")),
        span.line,
        span.column,
        property(&format!("{} {}", all.word(found.level), found.id)),
        data(&found.line()),
    );
}

fn kind(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "notice",
    }
}

/// Escapes the text of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Escapes the value of a command's property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

/// The summary of a step, in Markdown.
pub fn step_summary(all: &Findings) -> String {
    let mut out = format!("### presend {}: {}\n", all.command, cell(&all.headline));
    if !all.findings.is_empty() {
        out.push_str("\n| | | | |\n| --- | ---: | --- | --- |\n");
        for (level, id, count) in all.by_rule() {
            let _ = writeln!(
                out,
                "| {} | {count} | `{id}` | {} |",
                all.word(level),
                cell(all.title(id))
            );
        }
        out.push_str("\n| | | | |\n| --- | --- | --- | --- |\n");
        for found in all.findings.iter().take(LISTED) {
            let span = &found.span;
            let _ = writeln!(
                out,
                "| {}:{}:{} | {} | `{}` | {} |",
                cell(&span.file),
                span.line,
                span.column,
                all.word(found.level),
                found.id,
                cell(&found.line()),
            );
        }
        if all.findings.len() > LISTED {
            let _ = writeln!(out, "| … | | | {} |", all.findings.len() - LISTED);
        }
    }
    for (file, why) in &all.unreadable {
        let _ = write!(out, "\n- {}: {}\n", cell(file), cell(why));
    }
    for note in &all.notes {
        let _ = write!(out, "\n- {}\n", cell(note));
    }
    out.push('\n');
    out
}

/// Escapes for a cell of a Markdown table: nothing in it is markup, a link or a mention.
fn cell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '@' => out.push_str("&#64;"),
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '!' | '#' | '~' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
