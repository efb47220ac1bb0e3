//! The summary for people.

use super::tally::Tally;
use crate::judge::Decision;
use crate::lang::{Lang, Text, texts::summary};

/// How a line is to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As it is.
    Plain,
    /// A heading.
    Heading,
    /// Rows to keep.
    Keep,
    /// Rows to look at.
    Review,
    /// Rows to remove.
    Remove,
    /// Of less weight.
    Aside,
}

/// A line of the summary: cells that are to stand in columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// How it is to be shown.
    pub tone: Tone,
    /// Its cells; a number is set to the right.
    pub cells: Vec<String>,
}

/// How many misspellings are shown; the files name them all.
const MISSPELLINGS: usize = 12;

/// The summary as blocks of lines. The cells of the lines in a block stand in columns.
pub fn to_lines(tally: &Tally, lang: Lang, verbose: bool) -> Vec<Vec<Line>> {
    let mut blocks = vec![decisions(tally, lang), reasons(tally, lang)];
    if verbose {
        blocks.push(notes(tally, lang));
    }
    blocks.push(misspellings(tally, lang));
    blocks.retain(|block| block.len() > usize::from(block.first().is_some_and(is_heading)));
    blocks
}

fn is_heading(line: &Line) -> bool {
    line.tone == Tone::Heading
}

fn heading(lang: Lang, text: Text) -> Line {
    Line {
        tone: Tone::Heading,
        cells: vec![text.get(lang).to_owned()],
    }
}

fn tone(decision: Decision) -> Tone {
    match decision {
        Decision::Keep => Tone::Keep,
        Decision::Review => Tone::Review,
        Decision::Remove => Tone::Remove,
    }
}

fn decisions(tally: &Tally, lang: Lang) -> Vec<Line> {
    let file = |decision| tally.file_of(decision).unwrap_or_default();
    let mut lines: Vec<Line> = Decision::ALL
        .into_iter()
        .map(|decision| Line {
            tone: tone(decision),
            cells: vec![
                decision.title().get(lang).to_owned(),
                tally.rows_with(decision).to_string(),
                format!("{:.1}%", 100.0 * tally.share(decision)),
                file(decision).to_owned(),
            ],
        })
        .collect();
    if tally.footer > 0 {
        lines.push(Line {
            tone: Tone::Aside,
            cells: vec![
                String::new(),
                tally.footer.to_string(),
                String::new(),
                summary::FOOTER.get(lang).to_owned(),
            ],
        });
    }
    if let Some(all) = tally
        .outputs
        .iter()
        .find(|output| output.decision.is_none())
    {
        lines.push(Line {
            tone: Tone::Plain,
            cells: vec![
                summary::ALL_ROWS.get(lang).to_owned(),
                tally.total().to_string(),
                String::new(),
                all.name.clone(),
            ],
        });
    }
    lines
}

fn reasons(tally: &Tally, lang: Lang) -> Vec<Line> {
    let mut lines = vec![heading(lang, summary::REASONS)];
    lines.extend(
        tally
            .reasons_by_weight()
            .into_iter()
            .map(|(decision, reason, count)| Line {
                tone: tone(decision),
                cells: vec![
                    decision.title().get(lang).to_owned(),
                    count.to_string(),
                    reason.id().to_owned(),
                    reason.spec().title.get(lang).to_owned(),
                ],
            }),
    );
    lines
}

fn notes(tally: &Tally, lang: Lang) -> Vec<Line> {
    let mut lines = vec![heading(lang, summary::FURTHER_FINDINGS)];
    lines.extend(tally.notes.iter().map(|(reason, count)| Line {
        tone: Tone::Aside,
        cells: vec![
            String::new(),
            count.to_string(),
            reason.id().to_owned(),
            reason.spec().title.get(lang).to_owned(),
        ],
    }));
    lines
}

fn misspellings(tally: &Tally, lang: Lang) -> Vec<Line> {
    let all = tally.misspellings_by_weight();
    let mut lines = vec![heading(lang, summary::MISSPELLINGS)];
    lines.extend(all.iter().take(MISSPELLINGS).map(|(found, count)| Line {
        tone: Tone::Plain,
        cells: vec![
            String::new(),
            count.to_string(),
            found.typed.clone(),
            format!("→ {}", found.intended),
        ],
    }));
    if all.len() > MISSPELLINGS {
        let more = all.len() - MISSPELLINGS;
        lines.push(Line {
            tone: Tone::Aside,
            cells: vec![
                String::new(),
                more.to_string(),
                summary::MORE.get(lang).to_owned(),
            ],
        });
    }
    lines
}
