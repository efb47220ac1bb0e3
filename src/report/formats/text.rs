//! Findings for people: file by file, then the whole, where a terminal's reader looks.

use crate::report::finding::{Finding, Level};
use crate::report::findings::Findings;
use crate::report::{Line, Tone};

/// Blocks of lines, as [`crate::report::to_lines`] gives them.
pub fn findings_lines(all: &Findings) -> Vec<Vec<Line>> {
    let mut blocks: Vec<Vec<Line>> = Vec::new();
    let mut file = None;
    for found in &all.findings {
        if file != Some(&found.span.file) {
            file = Some(&found.span.file);
            blocks.push(Vec::new());
        }
        if let Some(block) = blocks.last_mut() {
            block.push(single(all, found));
        }
    }
    if !all.unreadable.is_empty() {
        let lines = all.unreadable.iter().map(|(file, why)| Line {
            tone: Tone::Remove,
            cells: vec![format!("{file}: {why}")],
        });
        blocks.push(lines.collect());
    }
    let mut whole = vec![Line {
        tone: Tone::Heading,
        cells: vec![all.headline.clone()],
    }];
    whole.extend(all.by_rule().into_iter().map(|(level, id, count)| Line {
        tone: tone(level),
        cells: vec![
            all.word(level).to_owned(),
            count.to_string(),
            id.to_owned(),
            all.title(id).to_owned(),
        ],
    }));
    blocks.push(whole);
    blocks
}

fn single(all: &Findings, found: &Finding) -> Line {
    let span = &found.span;
    Line {
        tone: tone(found.level),
        cells: vec![
            format!("{}:{}:{}", span.file, span.line, span.column),
            all.word(found.level).to_owned(),
            found.id.to_owned(),
            found.line(),
        ],
    }
}

fn tone(level: Level) -> Tone {
    match level {
        Level::Error => Tone::Remove,
        Level::Warning => Tone::Review,
        Level::Note => Tone::Aside,
    }
}
