//! The page about what a gate found: the report of `check`, made of nothing but [`Findings`].

use super::next::next;
use super::page::{Block, Cell, Column, Item, Items, Mark, Page, Section, Share, Table};
use super::sections::{more, tables, thousands};
use crate::lang::{Text, Value, texts::report};
use crate::report::finding::{Finding, Level};
use crate::report::{Findings, Step};

/// How many files are shown.
const FILES: usize = 50;

/// What a gate's page needs to know beside the findings.
#[derive(Clone, Debug)]
pub struct GatePage {
    /// What was checked, as the user named it.
    pub subject: String,
    /// Addresses are shown in full.
    pub show_addresses: bool,
    /// Findings of each rule that are shown.
    pub limit: usize,
    /// What must be read with it.
    pub warnings: Vec<Value>,
    /// What to do next.
    pub steps: Vec<Step>,
    /// Sections of the command's own, behind the findings.
    pub sections: Vec<Section>,
}

/// The page about findings.
pub fn gate_page(findings: &Findings, parts: GatePage) -> Page {
    let notes = findings.notes.iter().map(|note| Value::from(note.as_str()));
    let mut sections = vec![
        result(findings),
        next(parts.steps),
        rules(findings, parts.limit),
        files(findings),
    ];
    sections.extend(parts.sections);
    sections.push(silenced(findings));
    Page {
        kind: report::KIND_CHECK,
        subject: parts.subject,
        headline: headline(findings),
        warnings: parts.warnings.into_iter().chain(notes).collect(),
        sections,
        footer: match parts.show_addresses {
            true => report::FOOTER_OPEN,
            false => report::FOOTER_MASKED,
        },
    }
}

fn headline(findings: &Findings) -> Value {
    let (errors, warnings) = (findings.count(Level::Error), findings.count(Level::Warning));
    let text = match errors + warnings {
        0 if findings.subjects() == 0 => report::GATE_HEADLINE_EMPTY,
        0 => report::GATE_HEADLINE_FINE,
        _ => report::GATE_HEADLINE,
    };
    text.with("remove", thousands(errors))
        .with("review", thousands(warnings))
        .with("total", thousands(findings.subjects()))
        .into()
}

fn mark(level: Level) -> Mark {
    match level {
        Level::Error => Mark::Bad,
        Level::Warning => Mark::Look,
        Level::Note => Mark::Plain,
    }
}

/// What became of the addresses.
fn result(findings: &Findings) -> Section {
    let fine = findings
        .subjects()
        .saturating_sub(findings.findings.len() as u64);
    let mut shares = vec![Share {
        mark: Mark::Good,
        label: report::GATE_FINE.into(),
        meaning: report::GATE_FINE_MEANING.into(),
        count: fine,
        file: None,
    }];
    let meanings = [
        (Level::Warning, report::REVIEW, report::REVIEW_MEANING),
        (Level::Error, report::REMOVE, report::REMOVE_MEANING),
        (Level::Note, report::GATE_OPEN, report::GATE_OPEN_MEANING),
    ];
    for (level, label, meaning) in meanings {
        let count = findings.count(level);
        if count > 0 || level != Level::Note {
            shares.push(Share {
                mark: mark(level),
                label: label.into(),
                meaning: meaning.into(),
                count,
                file: None,
            });
        }
    }
    Section {
        title: report::RESULT,
        intro: None,
        blocks: vec![Block::Shares(shares)],
    }
}

/// Every rule with its count, its meaning and its first findings.
fn rules(findings: &Findings, limit: usize) -> Section {
    let headings = [
        (Level::Error, report::TO_REMOVE),
        (Level::Warning, report::TO_REVIEW),
        (Level::Note, report::GATE_OPEN),
    ];
    let weighed = findings.by_rule();
    let item = |&(level, id, count): &(Level, &'static str, u64)| {
        let rule = findings.rules.iter().find(|rule| rule.id == id)?;
        Some(Item {
            mark: mark(level),
            title: rule.title.into(),
            id,
            count,
            explain: rule.help.into(),
            samples: samples(findings, level, id, count, limit),
        })
    };
    let groups = headings.map(|(level, title)| Items {
        title,
        total: findings.subjects(),
        items: weighed
            .iter()
            .filter(|(of, ..)| *of == level)
            .filter_map(item)
            .collect(),
    });
    let groups = groups.into_iter().filter(|group| !group.items.is_empty());
    Section {
        title: report::REASONS,
        intro: Some(report::GATE_REASONS_INTRO.into()),
        blocks: groups.map(Block::Items).collect(),
    }
}

fn samples(findings: &Findings, level: Level, id: &str, count: u64, limit: usize) -> Option<Table> {
    let all = findings.findings.iter();
    let rows: Vec<Vec<Cell>> = all
        .filter(|found| found.level == level && found.id == id)
        .take(limit)
        .map(sample)
        .collect();
    let shown = rows.len() as u64;
    let caption = match (shown, count) {
        (0, _) => return None,
        (_, 1) => report::THE_PLACE.into(),
        (shown, count) if shown >= count => report::ALL_PLACES.with("n", shown),
        _ => report::FIRST_PLACES
            .with("n", shown)
            .with("total", thousands(count)),
    };
    Some(Table {
        caption: caption.into(),
        columns: vec![
            Column::words(report::PLACE),
            Column::words(report::GATE_ADDRESS),
            Column::words(report::FINDING),
        ],
        rows,
        more: None,
    })
}

fn sample(found: &Finding) -> Vec<Cell> {
    let span = &found.span;
    let probably = |address: &String| report::PROBABLY.with("address", address).into();
    vec![
        Cell::Data(format!("{}:{}:{}", span.file, span.line, span.column)),
        match &found.subject {
            Some(subject) => Cell::Data(subject.clone()),
            None => Cell::Words(report::NOT_SHOWN.into()),
        },
        Cell::Finding(
            Value::from(found.detail.message.as_str()),
            found.detail.suggestion.as_ref().map(probably),
        ),
    ]
}

/// Each file with what was found in it, and those that could not be read.
fn files(findings: &Findings) -> Section {
    let lost = Table {
        caption: report::UNREADABLE_FILES.into(),
        columns: vec![Column::words(report::FILE), Column::words(report::WHY)],
        rows: (findings.unreadable.iter().take(FILES))
            .map(|(file, why)| vec![Cell::Data(file.clone()), Cell::Data(why.clone())])
            .collect(),
        more: more(findings.unreadable.len(), FILES),
    };
    let mut counted: Vec<(&str, u64, [u64; 3])> = (findings.files.iter())
        .map(|(file, subjects)| (file.as_str(), *subjects, [0; 3]))
        .collect();
    let mut places = std::collections::BTreeMap::new();
    for (at, (file, ..)) in counted.iter().enumerate() {
        places.entry(*file).or_insert(at);
    }
    for found in &findings.findings {
        if let Some(&at) = places.get(found.span.file.as_str()) {
            counted[at].2[found.level as usize] += 1;
        }
    }
    // Those with most to mend first; the others as they were named.
    counted.sort_by_key(|(_, _, counts)| {
        let [_, warnings, errors] = counts;
        (std::cmp::Reverse(*errors), std::cmp::Reverse(*warnings))
    });
    let judged = Table {
        caption: report::FILES.into(),
        columns: vec![
            Column::words(report::FILE),
            Column::number(report::CHECKED),
            Column::number(report::TO_REMOVE),
            Column::number(report::TO_REVIEW),
        ],
        rows: (counted.iter().take(FILES))
            .map(|&(file, subjects, [_, warnings, errors])| {
                vec![
                    Cell::Data(file.to_owned()),
                    Cell::Count(subjects),
                    Cell::Count(errors),
                    Cell::Count(warnings),
                ]
            })
            .collect(),
        more: more(counted.len(), FILES),
    };
    Section {
        title: report::FILES,
        intro: None,
        blocks: tables([lost, judged]),
    }
}

/// What was kept silent, and by what.
fn silenced(findings: &Findings) -> Section {
    let silent = findings.silenced;
    let rows: [(Text, u64); 4] = [
        (report::SILENT_COMMENT, silent.ignored),
        (report::SILENT_ALLOW, silent.allowed),
        (report::SILENT_BASELINE, silent.baseline),
        (report::SKIPPED_FILES, findings.skipped),
    ];
    let table = Table {
        caption: report::SILENT.into(),
        columns: vec![
            Column::words(report::BY_WHAT),
            Column::number(report::COUNT),
        ],
        rows: rows
            .into_iter()
            .filter(|&(_, count)| count > 0)
            .map(|(what, count)| vec![Cell::Words(what.into()), Cell::Count(count)])
            .collect(),
        more: None,
    };
    Section {
        title: report::SILENT,
        intro: Some(report::SILENT_INTRO.into()),
        blocks: tables([table]),
    }
}
