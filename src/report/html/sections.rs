//! Sections about judged rows, for every command that judges rows.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::collect::{Collector, Sample};
use super::page::{Block, Cell, Column, Item, Items, Mark, Section, Share, Table};
use crate::judge::{Decision, Reason};
use crate::lang::{Text, Value, texts::report};
use crate::report::Tally;

/// How many domains, providers and misspellings are shown.
const TOP_DOMAINS: usize = 15;
const TOP_PROVIDERS: usize = 10;
const TOP_MISSPELLINGS: usize = 50;

/// What became of the rows.
pub fn result(tally: &Tally) -> Section {
    let share = |decision| {
        let (label, meaning) = match decision {
            Decision::Keep => (report::KEEP, report::KEEP_MEANING),
            Decision::Review => (report::REVIEW, report::REVIEW_MEANING),
            Decision::Remove => (report::REMOVE, report::REMOVE_MEANING),
        };
        Share {
            mark: Mark::from(decision),
            label: label.into(),
            meaning: meaning.into(),
            count: tally.rows_with(decision),
            file: tally.file_of(decision).map(str::to_owned),
        }
    };
    Section {
        title: report::RESULT,
        intro: None,
        blocks: vec![Block::Shares(Decision::ALL.map(share).into())],
    }
}

/// Every reason with its count, its meaning and its first rows.
pub fn reasons(tally: &Tally, found: &Collector) -> Section {
    let headings = [
        (Decision::Remove, report::REMOVED_BECAUSE),
        (Decision::Review, report::REVIEW_BECAUSE),
        (Decision::Keep, report::KEPT_WITH_NOTE),
    ];
    let weighed = tally.reasons_by_weight();
    let items = |decision: Decision| {
        weighed
            .iter()
            .filter(move |&&(of, ..)| of == decision)
            .map(|&(_, reason, count)| Item {
                mark: Mark::from(decision),
                title: reason.spec().title.into(),
                id: reason.id(),
                count,
                explain: reason.spec().explain.into(),
                samples: samples(tally, found, decision, reason, count),
            })
            .collect::<Vec<Item>>()
    };
    Section {
        title: report::REASONS,
        intro: Some(report::REASONS_INTRO.into()),
        blocks: headings
            .into_iter()
            .map(|(decision, title)| Items {
                title,
                total: tally.total(),
                items: items(decision),
            })
            .filter(|group| !group.items.is_empty())
            .map(Block::Items)
            .collect(),
    }
}

fn samples(
    tally: &Tally,
    found: &Collector,
    decision: Decision,
    reason: Reason,
    count: u64,
) -> Option<Table> {
    let samples = found.samples.get(&(decision, reason))?;
    let shown = samples.len() as u64;
    if shown == 0 {
        return None;
    }
    let caption = match (shown, count) {
        (_, 1) => report::THE_ROW.into(),
        (shown, count) if shown >= count => report::ALL_ROWS.with("n", shown),
        _ => report::FIRST_ROWS
            .with("n", shown)
            .with("total", thousands(count)),
    };
    Some(Table {
        caption: caption.into(),
        columns: vec![
            Column::number(report::ROW),
            Column::words(report::ADDRESS),
            Column::words(report::FINDING),
            Column::words(report::OTHER_CELLS),
        ],
        rows: samples.iter().map(|row| sample(tally, row)).collect(),
        more: None,
    })
}

fn sample(tally: &Tally, sample: &Sample) -> Vec<Cell> {
    let header = tally.layout.as_ref().and_then(|l| l.header.as_ref());
    let name = |column: usize| match header.and_then(|header| header.get(column)) {
        Some(name) if !name.trim().is_empty() => Value::from(name.trim()),
        _ => report::COLUMN.with("n", column as u64 + 1).into(),
    };
    let address = match sample.address.as_str() {
        "" => Cell::Words(report::BLANK.into()),
        text => Cell::Data(text.to_owned()),
    };
    let probably = |address: &String| report::PROBABLY.with("address", address).into();
    vec![
        Cell::Number(sample.row),
        address,
        Cell::Finding(
            Value::from(sample.message.as_str()),
            sample.suggestion.as_ref().map(probably),
        ),
        Cell::Fields(
            sample
                .fields
                .iter()
                .map(|(column, text)| (name(*column), text.clone()))
                .collect(),
        ),
    ]
}

/// Misspelt domains and what was meant.
pub fn misspellings(tally: &Tally, found: &Collector) -> Section {
    let all = tally.misspellings_by_weight();
    let table = Table {
        caption: report::MISSPELLINGS.into(),
        columns: vec![
            Column::words(report::TYPED),
            Column::words(report::INTENDED),
            Column::number(report::ROWS),
            Column::words(report::CERTAINTY),
        ],
        rows: all
            .iter()
            .take(TOP_MISSPELLINGS)
            .map(|&(misspelling, count)| {
                let (mark, sure) = if found.corrected.contains(misspelling) {
                    (Mark::Good, report::CORRECTED)
                } else if found.certain.contains(misspelling) {
                    (Mark::Good, report::CERTAIN)
                } else {
                    (Mark::Look, report::PLEASE_CHECK)
                };
                vec![
                    Cell::Data(misspelling.typed.clone()),
                    Cell::Data(misspelling.intended.clone()),
                    Cell::Count(count),
                    Cell::Marked(mark, sure.into()),
                ]
            })
            .collect(),
        more: more(all.len(), TOP_MISSPELLINGS),
    };
    Section {
        title: report::MISSPELLINGS,
        intro: Some(report::MISSPELLINGS_INTRO.into()),
        blocks: tables([table]),
    }
}

/// The most frequent domains and who receives their mail. `provider` names the operator of a domain, empty where it is
/// not known.
pub fn domains(found: &Collector, provider: &dyn Fn(&str) -> &'static str) -> Section {
    let all: u64 = found.domains.values().flatten().sum();
    let mut domains: Vec<(&str, u64, u64)> = Vec::new();
    let mut providers: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for (domain, counts) in &found.domains {
        let (rows, safe) = (counts.iter().sum(), counts[Decision::Keep as usize]);
        domains.push((domain, rows, safe));
        let sums = providers.entry(provider(domain)).or_default();
        *sums = (sums.0 + rows, sums.1 + safe);
    }
    domains.sort_unstable_by_key(|&(domain, rows, _)| (Reverse(rows), domain));
    let mut providers: Vec<(&str, u64, u64)> = providers
        .into_iter()
        .map(|(name, (rows, safe))| (name, rows, safe))
        .collect();
    // Those without a name are many operators, not a big one: they stand last.
    providers.sort_by_key(|&(name, rows, _)| (name.is_empty(), Reverse(rows), name));
    let longest = domains.first().map_or(0, |&(_, rows, _)| rows);
    let by_domain = Table {
        caption: report::TOP_DOMAINS.into(),
        columns: counted_columns(report::DOMAIN),
        rows: domains
            .iter()
            .take(TOP_DOMAINS)
            .map(|&(domain, rows, safe)| {
                counted(Cell::Data(domain.to_owned()), rows, safe, (all, longest))
            })
            .collect(),
        more: more(domains.len(), TOP_DOMAINS),
    };
    let shown = TOP_PROVIDERS.min(providers.len());
    let hidden = &providers[shown..];
    let unnamed = hidden.iter().find(|(name, ..)| name.is_empty());
    let longest = providers
        .iter()
        .map(|&(_, rows, _)| rows)
        .max()
        .unwrap_or(0);
    let by_provider = Table {
        caption: report::TOP_PROVIDERS.into(),
        columns: counted_columns(report::PROVIDER),
        rows: providers[..shown]
            .iter()
            .chain(unnamed)
            .map(|&(name, rows, safe)| {
                let name = match name {
                    "" => Cell::Words(report::OTHER_PROVIDER.into()),
                    name => Cell::Words(Value::from(name)),
                };
                counted(name, rows, safe, (all, longest))
            })
            .collect(),
        more: more(hidden.len(), usize::from(unnamed.is_some())),
    };
    Section {
        title: report::DOMAINS,
        intro: Some(report::DOMAINS_INTRO.into()),
        blocks: tables([by_domain, by_provider]),
    }
}

fn counted_columns(first: Text) -> Vec<Column> {
    vec![
        Column::words(first),
        Column::number(report::ROWS),
        Column::number(report::SAFE),
        Column::words(report::SHARE),
    ]
}

fn counted(name: Cell, rows: u64, safe: u64, (total, longest): (u64, u64)) -> Vec<Cell> {
    vec![
        name,
        Cell::Count(rows),
        Cell::Count(safe),
        Cell::Bar {
            count: rows,
            total,
            longest,
        },
    ]
}

/// The tables that have rows.
pub(super) fn tables<const N: usize>(tables: [Table; N]) -> Vec<Block> {
    tables
        .into_iter()
        .filter(|table| !table.rows.is_empty())
        .map(Block::Table)
        .collect()
}

pub(super) fn more(all: usize, shown: usize) -> Option<Value> {
    let rest = all.saturating_sub(shown) as u64;
    (rest > 0).then(|| report::AND_MORE.with("n", thousands(rest)).into())
}

/// A number with a comma between thousands, as both languages write it.
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
