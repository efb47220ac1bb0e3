//! What to do next with a cleaned list.

use super::Step;
use crate::judge::{Decision, Reason};
use crate::lang::texts::{report, summary};
use crate::lang::{Message, Text, Value};
use crate::report::Tally;
use crate::rows::Written;

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
pub fn after_clean(tally: &Tally, choices: &Choices) -> Vec<Step> {
    let all = [
        // What a further run does better.
        trouble(tally),
        offline(tally),
        other_column(tally, choices),
        several(tally, choices),
        fixable(tally, choices),
        unknown(tally),
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
    all.into_iter().flatten().collect()
}

/// Advice about rows, where there are any.
fn about(count: u64, title: Text, text: Text) -> Option<Step> {
    (count > 0).then(|| Step::page(title, text.with("rows", rows(count))))
}

/// A number of rows as the page writes it.
fn rows(count: u64) -> Message {
    Message::counted(count, report::A_ROW, report::N_ROWS)
}

/// A number of rows as the terminal writes it.
fn in_line(count: u64) -> Message {
    Message::counted(count, summary::ROW, summary::ROWS)
}

/// The file with the rows of a decision, as code; the file with all rows where there is no other.
fn file(tally: &Tally, decision: Decision) -> Option<Value> {
    let name = tally
        .file_of(decision)
        .or_else(|| tally.outputs.first().map(|output| output.name.as_str()))?;
    Some(Value::from(format!("`{name}`")))
}

fn trouble(tally: &Tally) -> Option<Step> {
    tally.dns.trouble.as_ref()?;
    Some(Step::page(report::TROUBLE_TITLE, report::TROUBLE))
}

fn offline(tally: &Tally) -> Option<Step> {
    let count = tally.dns.not_asked;
    (count > 0).then(|| {
        let text = report::OFFLINE.with("domains", domains(count));
        Step::page(report::OFFLINE_TITLE, text)
    })
}

fn other_column(tally: &Tally, choices: &Choices) -> Option<Step> {
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
    let flags = flags.join(" ");
    let say = |text: Text| text.with("column", other.told()).with("flags", &flags);
    let step = Step::page(report::OTHER_COLUMN_TITLE, say(report::OTHER_COLUMN));
    Some(step.hint(say(summary::OTHER_COLUMN)))
}

fn several(tally: &Tally, choices: &Choices) -> Option<Step> {
    let count = tally.rows_for(Reason::MULTIPLE_ADDRESSES);
    let step = about(count, report::SEVERAL_TITLE, report::SEVERAL)?;
    (!choices.split).then(|| step.hint(summary::SPLIT.with("rows", in_line(count))))
}

fn fixable(tally: &Tally, choices: &Choices) -> Option<Step> {
    let count = tally.fixable;
    let step = about(count, report::FIXABLE_TITLE, report::FIXABLE)?;
    (!choices.fix_typos).then(|| step.hint(summary::FIX_TYPOS.with("rows", in_line(count))))
}

fn domains(count: usize) -> Message {
    Message::counted(count as u64, report::A_DOMAIN, report::N_DOMAINS)
}

fn unknown(tally: &Tally) -> Option<Step> {
    let dns = &tally.dns;
    if dns.open == 0 || dns.trouble.is_some() {
        return None;
    }
    let text = report::UNKNOWN.with("domains", domains(dns.open));
    let step = Step::page(report::UNKNOWN_TITLE, text);
    Some(step.hint(Message::counted(
        dns.open as u64,
        summary::ASK_AGAIN_ONE,
        summary::ASK_AGAIN,
    )))
}

fn duplicates(tally: &Tally, choices: &Choices) -> Option<Step> {
    if choices.prefer_fullest {
        return None;
    }
    let count = tally.rows_for(Reason::DUPLICATE);
    about(count, report::DUPLICATES_TITLE, report::DUPLICATES)
}

/// How the files are opened so that nothing in them changes.
fn open(tally: &Tally) -> Option<Step> {
    let text = match tally.outputs.first()?.written {
        Written::Workbook => report::OPEN_WORKBOOK.into(),
        Written::Objects => return None,
        Written::Text { bom: true, .. } => report::OPEN_BOM.into(),
        Written::Text {
            encoding: "UTF-8", ..
        } => report::OPEN_UTF8.into(),
        Written::Text { encoding, .. } => report::OPEN.with("encoding", encoding),
    };
    let text: Message = text;
    Some(Step::page(report::OPEN_TITLE, text))
}

fn suggestions(tally: &Tally) -> Option<Step> {
    let reasons = [
        Reason::TYPO_DOMAIN,
        Reason::TYPO_TLD,
        Reason::GARBLED_ADDRESS,
    ];
    let count: u64 = reasons.map(|reason| tally.rows_for(reason)).iter().sum();
    if count == 0 {
        return None;
    }
    let text = report::TYPOS
        .with("rows", rows(count))
        .with("file", file(tally, Decision::Review)?);
    Some(Step::page(report::TYPOS_TITLE, text))
}

fn review(tally: &Tally) -> Option<Step> {
    let count = tally.rows_with(Decision::Review);
    if count == 0 {
        return None;
    }
    // Without a file of its own the rows are found by the column, which the advice on sending names.
    let page = tally.file_of(Decision::Review).map(|file| {
        let text = report::REVIEW_ALL
            .with("rows", rows(count))
            .with("file", format!("`{file}`"));
        (report::REVIEW_TITLE, text.into())
    });
    Some(Step {
        hint: Some(summary::EXPLAIN.into()),
        page,
    })
}

fn send(tally: &Tally) -> Option<Step> {
    let count = tally.rows_with(Decision::Keep);
    if count == 0 {
        return None;
    }
    let text = match tally.file_of(Decision::Keep) {
        Some(_) => report::SEND,
        None => report::SEND_ANNOTATED,
    };
    let text = text
        .with("file", file(tally, Decision::Keep)?)
        .with("rows", rows(count));
    Some(Step::page(report::SEND_TITLE, text))
}

fn batches(tally: &Tally) -> Option<Step> {
    (tally.rows_with(Decision::Keep) > 0).then(|| Step::page(report::BATCH_TITLE, report::BATCH))
}

fn roles(tally: &Tally) -> Option<Step> {
    let count = tally.rows_for(Reason::ROLE_ACCOUNT);
    about(count, report::ROLES_TITLE, report::ROLES)
}
