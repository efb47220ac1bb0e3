//! What to do next, from what the run found.

use super::list::encoding;
use super::page::{Advice, Block, Section};
use super::sections::{file_of, rows};
use crate::judge::{Decision, Reason};
use crate::lang::{Message, Text, Value, texts::report};
use crate::report::Tally;

/// What the user chose already: it needs no advice.
#[derive(Clone, Copy, Debug, Default)]
pub struct Choices {
    /// Cells with several addresses were split.
    pub split: bool,
    /// Certain misspellings were corrected.
    pub fix_typos: bool,
    /// Of duplicates the fullest was kept.
    pub prefer_fullest: bool,
    /// The columns of the addresses were named.
    pub columns: bool,
}

/// What to do next, in the order in which it is done.
pub fn advice(tally: &Tally, choices: &Choices) -> Section {
    let all = [
        // What a further run does better.
        trouble(tally),
        offline(tally),
        unknown(tally),
        other_column(tally, choices),
        fixable(tally, choices),
        several(tally, choices),
        duplicates(tally, choices),
        // What a person does by hand.
        open(tally),
        suggestions(tally),
        review(tally),
        // How to send.
        send(tally),
        batches(tally),
        roles(tally),
    ];
    let all: Vec<Advice> = all.into_iter().flatten().collect();
    Section {
        title: report::NEXT,
        intro: None,
        blocks: match all.is_empty() {
            true => Vec::new(),
            false => vec![Block::Advice(all)],
        },
    }
}

fn say(title: Text, text: impl Into<Value>) -> Option<Advice> {
    Some(Advice {
        title: title.into(),
        text: text.into(),
    })
}

/// Advice about rows, where there are any.
fn about(count: u64, title: Text, text: Text) -> Option<Advice> {
    (count > 0)
        .then(|| say(title, text.with("rows", rows(count))))
        .flatten()
}

/// The file with the rows of a decision, as code; the file with all rows where there is no other.
fn file(tally: &Tally, decision: Decision) -> Option<Value> {
    let name = file_of(tally, decision)
        .or_else(|| tally.outputs.first().map(|output| output.name.clone()))?;
    Some(Value::from(format!("`{name}`")))
}

fn trouble(tally: &Tally) -> Option<Advice> {
    tally.dns.trouble.as_ref()?;
    say(report::TROUBLE_TITLE, report::TROUBLE)
}

fn other_column(tally: &Tally, choices: &Choices) -> Option<Advice> {
    let layout = tally.layout.as_ref()?;
    let other = layout.other_candidates.first()?;
    if choices.columns {
        return None;
    }
    let flags: Vec<String> = layout
        .address_columns
        .iter()
        .map(|column| column + 1)
        .chain([other.number])
        .map(|number| format!("--column {number}"))
        .collect();
    say(
        report::OTHER_COLUMN_TITLE,
        report::OTHER_COLUMN
            .with("column", other.told())
            .with("flags", flags.join(" ")),
    )
}

fn fixable(tally: &Tally, choices: &Choices) -> Option<Advice> {
    if choices.fix_typos {
        return None;
    }
    about(tally.fixable, report::FIXABLE_TITLE, report::FIXABLE)
}

fn suggestions(tally: &Tally) -> Option<Advice> {
    let reasons = [
        Reason::TYPO_DOMAIN,
        Reason::TYPO_TLD,
        Reason::GARBLED_ADDRESS,
    ];
    let count: u64 = reasons.map(|reason| tally.rows_for(reason)).iter().sum();
    let mut advice = about(count, report::TYPOS_TITLE, report::TYPOS)?;
    advice.text = report::TYPOS
        .with("rows", rows(count))
        .with("file", file(tally, Decision::Review)?)
        .into();
    Some(advice)
}

fn several(tally: &Tally, choices: &Choices) -> Option<Advice> {
    if choices.split {
        return None;
    }
    let count = tally.rows_for(Reason::MULTIPLE_ADDRESSES);
    about(count, report::SEVERAL_TITLE, report::SEVERAL)
}

fn domains(count: usize) -> Message {
    Message::counted(count as u64, report::A_DOMAIN, report::N_DOMAINS)
}

fn unknown(tally: &Tally) -> Option<Advice> {
    let dns = &tally.dns;
    if dns.open == 0 || dns.trouble.is_some() {
        return None;
    }
    let text = report::UNKNOWN.with("domains", domains(dns.open));
    say(report::UNKNOWN_TITLE, text)
}

fn offline(tally: &Tally) -> Option<Advice> {
    let count = tally.dns.not_asked;
    if count == 0 {
        return None;
    }
    let text = report::OFFLINE.with("domains", domains(count));
    say(report::OFFLINE_TITLE, text)
}

fn send(tally: &Tally) -> Option<Advice> {
    let count = tally.rows_with(Decision::Keep);
    if count == 0 {
        return None;
    }
    let text = match file_of(tally, Decision::Keep) {
        Some(_) => report::SEND,
        None => report::SEND_ANNOTATED,
    };
    say(
        report::SEND_TITLE,
        text.with("file", file(tally, Decision::Keep)?)
            .with("rows", rows(count)),
    )
}

fn review(tally: &Tally) -> Option<Advice> {
    let count = tally.rows_with(Decision::Review);
    // Without a file of its own the rows are found by the column, which the advice on sending names.
    if count == 0 || file_of(tally, Decision::Review).is_none() {
        return None;
    }
    say(
        report::REVIEW_TITLE,
        report::REVIEW_ALL
            .with("rows", rows(count))
            .with("file", file(tally, Decision::Review)?),
    )
}

fn duplicates(tally: &Tally, choices: &Choices) -> Option<Advice> {
    if choices.prefer_fullest {
        return None;
    }
    let count = tally.rows_for(Reason::DUPLICATE);
    about(count, report::DUPLICATES_TITLE, report::DUPLICATES)
}

fn roles(tally: &Tally) -> Option<Advice> {
    let count = tally.rows_for(Reason::ROLE_ACCOUNT);
    about(count, report::ROLES_TITLE, report::ROLES)
}

fn open(tally: &Tally) -> Option<Advice> {
    let layout = tally.layout.as_ref()?;
    if tally.outputs.is_empty() {
        return None;
    }
    say(
        report::OPEN_TITLE,
        report::OPEN.with("encoding", encoding(layout)),
    )
}

fn batches(tally: &Tally) -> Option<Advice> {
    if tally.rows_with(Decision::Keep) == 0 {
        return None;
    }
    say(report::BATCH_TITLE, report::BATCH)
}
