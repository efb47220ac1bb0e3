//! Which cell of a row decides, where several may hold its address.

use std::borrow::Cow;

use super::pipeline::ORIGINAL;
use super::twins::twin_of;
use crate::address::{Address, MailboxKey, Reading, read_cell};
use crate::judge::{Cards, Context, Decision, Finding, Judgement, Reason, judge_cell};
use crate::lang::texts::judge as words;
use crate::lang::{Message, Value};
use crate::lists::ColumnHint;
use crate::rows::{Format, Layout, Row};

/// The judgement of a row, and of the cell that decided.
pub(super) struct Choice {
    pub(super) judgement: Judgement,
    /// The column of the cell that decided.
    pub(super) column: usize,
    /// Columns, and what is to stand there instead.
    pub(super) written: Vec<(usize, String)>,
    /// Where a cell is written anew, what it was before any run of presend; else empty.
    pub(super) original: String,
    /// What is to be said of the other columns.
    pub(super) others: Vec<Message>,
}

/// Judges the cells of rows and chooses among them.
pub(super) struct Chooser<'a> {
    context: &'a Context<'a>,
    columns: &'a [usize],
    split: bool,
    /// Columns whose addresses are none to send to, by their names.
    not_theirs: Vec<usize>,
    /// How many cells the header has.
    width: usize,
    /// The list has one address a line.
    one_column: bool,
}

/// A row, with one address of a cell alone where it is split.
struct View<'r> {
    row: &'r Row,
    part: Option<(usize, String)>,
}

impl View<'_> {
    fn cell(&self, column: usize) -> Cow<'_, str> {
        match &self.part {
            Some((at, text)) if *at == column => Cow::Borrowed(text),
            _ => self.row.cell(column),
        }
    }

    fn is_part(&self, column: usize) -> bool {
        self.part.as_ref().is_some_and(|(at, _)| *at == column)
    }
}

/// A judged cell.
struct Candidate {
    column: usize,
    judgement: Judgement,
    /// What the cell was before any run of presend.
    original: String,
    /// It holds what an earlier run made of that.
    made: bool,
}

impl<'a> Chooser<'a> {
    pub(super) fn new(layout: &'a Layout, context: &'a Context<'a>, split: bool) -> Chooser<'a> {
        let header = layout.header.as_deref().unwrap_or_default();
        let not_theirs = header
            .iter()
            .enumerate()
            .filter(|(_, name)| matches!(context.lists.column(name), Some(ColumnHint::NotAddress)));
        Chooser {
            context,
            columns: &layout.address_columns,
            split,
            not_theirs: not_theirs.map(|(column, _)| column).collect(),
            width: header.len(),
            one_column: layout.delimiter.is_none() && layout.format == Format::Delimited,
        }
    }

    /// The choice of a row, or one for each address where cells that hold several are split. `is_twin` tells whether
    /// another row stands for a mailbox already.
    pub(super) fn choices(
        &self,
        cards: &mut Cards,
        row: &Row,
        is_twin: &dyn Fn(&MailboxKey) -> bool,
    ) -> Vec<Choice> {
        let whole = View { row, part: None };
        let judged = self.candidates(cards, &whole);
        let parts: Vec<(usize, String)> = match self.split && !was_split(&judged) {
            true => judged
                .iter()
                .filter(|cell| cell.judgement.parts.len() > 1)
                .flat_map(|cell| {
                    let parts = cell.judgement.parts.iter();
                    parts.map(|part| (cell.column, part.text()))
                })
                .collect(),
            false => Vec::new(),
        };
        if parts.is_empty() {
            return vec![self.choose(&whole, judged, is_twin)];
        }
        let mut taken: Vec<MailboxKey> = Vec::new();
        let rows = parts.into_iter().map(|part| {
            let view = View {
                row,
                part: Some(part),
            };
            let judged = self.candidates(cards, &view);
            let mut choice = self.choose(&view, judged, &|key| taken.contains(key) || is_twin(key));
            // The rows of a split cell have one number, by which they are not told apart later.
            match choice.judgement.key {
                Some(key) if taken.contains(&key) => {
                    choice.judgement.add(twin_of(row.number()), self.context);
                }
                Some(key) => taken.push(key),
                None => {}
            }
            choice
        });
        rows.collect()
    }

    /// Judges each cell that may hold the address.
    fn candidates(&self, cards: &mut Cards, view: &View<'_>) -> Vec<Candidate> {
        // What an earlier run noted belongs to one cell, the first that it made.
        let mut earlier = view.row.own(ORIGINAL);
        let columns = self.columns.iter().map(|&column| {
            if view.row.is_footer() {
                return Candidate {
                    column,
                    judgement: judge_cell(self.context, cards, "", ""),
                    original: String::new(),
                    made: false,
                };
            }
            let cell = view.cell(column);
            let original = match view.is_part(column) {
                true => view.row.cell(column),
                false => earlier.clone(),
            };
            let judgement = judge_cell(self.context, cards, &cell, &original);
            let made = !original.is_empty()
                && judgement.rewritten
                && text(&judgement).as_deref() == Some(&*cell);
            if made && !view.is_part(column) {
                earlier = Cow::Borrowed("");
            }
            Candidate {
                column,
                judgement,
                original: match made {
                    true => original.into_owned(),
                    false => self.as_it_came(view.row, cell),
                },
                made,
            }
        });
        columns.collect()
    }

    /// The text of a cell with its quotes, where they are no quoting: `"Li" <li@example.com>` in a list without columns.
    fn as_it_came(&self, row: &Row, cell: Cow<'_, str>) -> String {
        let whole = row.text();
        match self.one_column && whole.starts_with('"') && !whole.ends_with('"') {
            true => whole.into_owned(),
            false => cell.into_owned(),
        }
    }

    /// The first column whose address can be sent to and stands in no other row decides; where there is none the first
    /// to look at, else the first that holds anything.
    fn choose(
        &self,
        view: &View<'_>,
        mut judged: Vec<Candidate>,
        is_twin: &dyn Fn(&MailboxKey) -> bool,
    ) -> Choice {
        let policy = &self.context.settings.policy;
        let twin = |judgement: &Judgement| {
            judged_several(self.columns) && judgement.key.is_some_and(|key| is_twin(&key))
        };
        let verdict = |judgement: &Judgement| match twin(judgement) {
            true => judgement.decision().max(policy.decision(Reason::DUPLICATE)),
            false => judgement.decision(),
        };
        let decides = (0..judged.len())
            .min_by_key(|&i| {
                let judgement = &judged[i].judgement;
                (verdict(judgement), is_empty(judgement), i)
            })
            .unwrap_or(0);
        let Candidate {
            column,
            mut judgement,
            original,
            ..
        } = judged.remove(decides);
        if is_empty(&judgement) && !view.row.is_footer() {
            self.look_elsewhere(view.row, &mut judgement);
        }
        let others = judged
            .iter()
            .filter(|other| !view.cell(other.column).trim().is_empty() && !view.row.is_footer())
            .map(|other| {
                let reason = match verdict(&other.judgement) > other.judgement.decision() {
                    true => Reason::DUPLICATE.id(),
                    false => other.judgement.reason_id(),
                };
                words::OTHER_COLUMN
                    .with("column", view.row.column_name(other.column).0)
                    .with("what", what(&other.judgement))
                    .with("decision", verdict(&other.judgement).id())
                    .with("reason", reason)
            })
            .collect();
        let mut written = Vec::new();
        let mut noted = String::new();
        if let Some((at, part)) = &view.part {
            written.push((*at, part.clone()));
            noted = view.row.cell(*at).into_owned();
        }
        if let Some(address) = text(&judgement).filter(|_| judgement.rewritten)
            && judgement.decision() == Decision::Keep
        {
            written.retain(|(at, _)| *at != column);
            written.push((column, address));
            noted = original;
        }
        if noted.is_empty()
            && let Some(made) = judged.iter().find(|other| other.made)
        {
            noted.clone_from(&made.original);
        }
        Choice {
            judgement,
            column,
            written,
            original: noted,
            others,
        }
    }

    /// A row without an address where one belongs may hold it in another column, and is not to be thrown away then.
    fn look_elsewhere(&self, row: &Row, judgement: &mut Judgement) {
        // In a row that is wider than the header the cells are not what their columns are called.
        let shifted = row.len() > self.width;
        let found = (0..row.len())
            .filter(|column| !self.columns.contains(column))
            .filter(|column| shifted || !self.not_theirs.contains(column))
            .find_map(|column| Some((column, address_in(&row.cell(column))?)));
        let Some((column, address)) = found else {
            return;
        };
        let address = address.text();
        judgement.findings.clear();
        judgement.suggestion = Some(address.clone());
        judgement.add(
            Finding::new(Reason::ADDRESS_ELSEWHERE)
                .with("column", row.column_name(column).0)
                .with("address", address),
            self.context,
        );
    }
}

/// With one column there is nothing to choose, and who is a twin is told later.
fn judged_several(columns: &[usize]) -> bool {
    columns.len() > 1
}

fn is_empty(judgement: &Judgement) -> bool {
    judgement.reason() == Some(Reason::EMPTY)
}

/// Whether the row is one that an earlier run made of a cell with several addresses.
fn was_split(judged: &[Candidate]) -> bool {
    judged
        .iter()
        .any(|cell| cell.made && matches!(read_cell(&cell.original), Reading::Many { .. }))
}

fn text(judgement: &Judgement) -> Option<String> {
    judgement.address.as_ref().map(Address::text)
}

/// What stands in a cell, in words that hold nothing of a stranger's but addresses.
fn what(judgement: &Judgement) -> Value {
    let parts = || {
        let parts: Vec<String> = judgement.parts.iter().map(Address::text).collect();
        (!parts.is_empty()).then(|| parts.join(", "))
    };
    let address = text(judgement).or_else(|| judgement.suggestion.clone());
    match (address.or_else(parts), judgement.findings.first()) {
        (Some(address), _) => address.into(),
        (None, Some(finding)) => finding.sentence().clone().into(),
        (None, None) => Value::from(""),
    }
}

/// The first address of a cell that was not meant to hold one.
fn address_in(cell: &str) -> Option<Address> {
    if !cell.contains(['@', '＠']) {
        return None;
    }
    match read_cell(cell) {
        Reading::One(found) => Some(found.address),
        Reading::Many { addresses, .. } => addresses.into_iter().next(),
        Reading::Empty | Reading::Broken { .. } | Reading::Guess { .. } => None,
    }
}
