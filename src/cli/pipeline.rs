//! The two passes over a list: which addresses and domains it has, then the judgement of every row.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};

use super::across::Across;
use super::failure::Failure;
use super::interrupt;
use super::progress::Progress;
use super::twins::{Twins, Weights};
use crate::address::{Address, Census, Domain, MailboxKey, Reading, mailbox_key, read_cell};
use crate::dns::DomainBook;
use crate::judge::{
    Cards, Context, Decision, Judgement, Reason, Settings, asks_about, judge_cell, provider_name,
};
use crate::lang::texts::screen;
use crate::lang::{Lang, Text};
use crate::lists::Lists;
use crate::rows::{Input, ReadOptions, Row, RowReader, RowsError, Table};

/// Our columns, in the order in which they are appended.
pub(super) const COLUMNS: [&str; 6] = [
    "presend_verdict",
    "presend_reason",
    "presend_message",
    "presend_suggestion",
    "presend_original",
    "presend_provider",
];
const MESSAGE: usize = 2;
const ORIGINAL: usize = 4;
/// How many of them there are without the provider.
pub(super) const USUAL_COLUMNS: usize = 5;

/// Rows between two looks at the clock and at the user's wish to stop.
const STRIDE: u64 = 512;

/// Opens a list. `columns` are those of ours that will be written.
pub(super) fn open(
    input: &Input,
    options: &ReadOptions,
    lists: &Lists,
    columns: &[&str],
) -> Result<Table, Failure> {
    Ok(open_table(input, options, lists, columns)?)
}

/// Opens a list, for those who go on where it is none.
pub(super) fn open_table(
    input: &Input,
    options: &ReadOptions,
    lists: &Lists,
    columns: &[&str],
) -> Result<Table, RowsError> {
    let hints = |header: &str| super::world::header_hint(lists, header);
    Table::open(input, options, &hints, columns, &is_own_row)
}

/// Whether the last cells of a row without header are ours.
fn is_own_row(cells: &[Cow<'_, str>]) -> bool {
    let [verdict, reason, ..] = cells else {
        return false;
    };
    Decision::from_id(verdict).is_some() && (reason == "ok" || Reason::from_id(reason).is_some())
}

/// Calls `each` for every row, and shows how far it is.
fn walk(
    table: &Table,
    progress: Progress,
    what: Text,
    mut each: impl FnMut(&Row) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let bar = progress.bytes(what, table.layout().bytes);
    let mut reader: RowReader = table.reader()?;
    let mut row = Row::new();
    let mut count = 0u64;
    while reader.next(&mut row)? {
        each(&row)?;
        count += 1;
        if count.is_multiple_of(STRIDE) {
            interrupt::check()?;
            bar.set_position(reader.bytes_read());
        }
    }
    bar.finish_and_clear();
    interrupt::check()
}

/// What the first pass learns.
pub(super) struct Scan {
    /// Mailboxes by domain.
    pub(super) census: Census,
    /// The distinct domains behind an `@`, sorted.
    domains: Vec<String>,
}

/// The first pass: which domains stand in the list, and how many mailboxes at each.
pub(super) fn scan(table: &Table, lists: &Lists, progress: Progress) -> Result<Scan, Failure> {
    let mut gathered = Gathered {
        seen: HashSet::with_capacity(usize::try_from(table.layout().rows).unwrap_or(0)),
        ..Gathered::default()
    };
    let columns = &table.layout().address_columns;
    walk(table, progress, screen::READING, |row| {
        for &column in columns {
            gathered.cell(&row.cell(column), lists);
        }
        // A cleaned list is judged by what it was made from.
        for address in addresses(&row.own(ORIGINAL)) {
            gathered
                .earlier
                .extend(address.domain().map(ToString::to_string));
        }
        Ok(())
    })?;
    Ok(gathered.finish())
}

/// The first pass over cells that stand in no table.
pub(super) fn scan_cells<'a>(cells: impl Iterator<Item = &'a str>, lists: &Lists) -> Scan {
    let mut gathered = Gathered::default();
    for cell in cells {
        gathered.cell(cell, lists);
    }
    gathered.finish()
}

/// What the first pass has learnt so far.
#[derive(Default)]
struct Gathered {
    counts: HashMap<String, u32>,
    seen: HashSet<MailboxKey>,
    earlier: HashSet<String>,
}

impl Gathered {
    fn cell(&mut self, cell: &str, lists: &Lists) {
        for address in addresses(cell) {
            if let Some(domain) = address.domain()
                && self.seen.insert(mailbox_key(&address, lists))
            {
                match self.counts.get_mut(domain.as_str()) {
                    Some(count) => *count += 1,
                    None => {
                        self.counts.insert(domain.as_str().to_owned(), 1);
                    }
                }
            }
        }
    }

    fn finish(self) -> Scan {
        let names = self.counts.keys().cloned();
        let mut domains: Vec<String> = names.chain(self.earlier).collect();
        domains.sort_unstable();
        domains.dedup();
        Scan {
            census: Census::new(self.counts),
            domains,
        }
    }
}

/// Every address that a cell may stand for.
fn addresses(cell: &str) -> Vec<Address> {
    match read_cell(cell) {
        Reading::Empty | Reading::Broken { .. } => Vec::new(),
        Reading::One(found) => vec![found.address],
        Reading::Guess { literal, meant } => literal.into_iter().chain([meant]).collect(),
        Reading::Many { addresses, .. } => addresses,
    }
}

/// The domains that DNS must be asked about to judge the list, sorted.
pub(super) fn questions(scan: &Scan, lists: &Lists, settings: &Settings) -> Vec<String> {
    let book = DomainBook::new();
    let context = Context::new(lists, &scan.census, &book, settings);
    let wanted: BTreeSet<String> = scan
        .domains
        .iter()
        .filter_map(|name| Domain::parse(name).ok())
        .flat_map(|domain| asks_about(&context, &domain))
        .collect();
    wanted.into_iter().collect()
}

/// How rows are judged and told.
pub(super) struct Wishes {
    /// A row of each address where a cell holds several.
    pub(super) split: bool,
    /// Of duplicates, the row with the most filled cells stays.
    pub(super) prefer_fullest: bool,
    /// Name who receives the mail.
    pub(super) provider: bool,
    /// Language of the messages.
    pub(super) lang: Lang,
}

/// A judged row, ready to be written.
pub(super) struct Judged<'r> {
    /// The row.
    pub(super) row: &'r Row,
    /// What becomes of it.
    pub(super) judgement: Judgement,
    /// The column of the cell that decided.
    pub(super) column: usize,
    /// The column of the address, and what is to stand there instead.
    pub(super) replaced: Option<(usize, String)>,
    /// The values of our columns.
    pub(super) own: Vec<String>,
}

impl Judged<'_> {
    /// What is said of the row, as it stands in `presend_message`.
    pub(super) fn message(&self) -> &str {
        &self.own[MESSAGE]
    }
}

/// The second pass: judges every row in the order of the list. `across` knows the mailboxes of the lists before.
pub(super) fn judge(
    table: &Table,
    context: &Context<'_>,
    wishes: &Wishes,
    mut across: Option<&mut Across>,
    progress: Progress,
    mut each: impl FnMut(Judged<'_>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let columns = table.layout().address_columns.clone();
    let mut cards = Cards::default();
    let mut twins = Twins::of(table.layout().rows);
    if wishes.prefer_fullest {
        let mut weights = Weights::default();
        walk(table, progress, screen::WEIGHING, |row| {
            for choice in choices(context, &mut cards, row, &columns, wishes) {
                twins.weigh(&mut weights, &choice.judgement, row);
            }
            Ok(())
        })?;
    }
    walk(table, progress, screen::WRITING, |row| {
        for mut choice in choices(context, &mut cards, row, &columns, wishes) {
            let elsewhere = across
                .as_deref_mut()
                .is_some_and(|across| across.meet(&mut choice.judgement, row.number(), context));
            if !elsewhere {
                twins.check(&mut choice.judgement, row, context);
            }
            each(tell(context, row, choice, wishes))?;
        }
        Ok(())
    })
}

/// The judgement of a row, and of the cell that decided.
struct Choice {
    judgement: Judgement,
    column: usize,
    /// The cell as it came, before any earlier run of presend.
    original: String,
    /// The address of a split cell.
    part: Option<String>,
    /// What is to be said of the other columns.
    others: Vec<String>,
}

fn choices(
    context: &Context<'_>,
    cards: &mut Cards,
    row: &Row,
    columns: &[usize],
    wishes: &Wishes,
) -> Vec<Choice> {
    let choice = choose(context, cards, row, columns);
    if !wishes.split || choice.judgement.parts.len() < 2 {
        return vec![choice];
    }
    choice
        .judgement
        .parts
        .iter()
        .map(|part| {
            let text = part.text();
            Choice {
                judgement: judge_cell(context, cards, &text, &choice.original),
                column: choice.column,
                original: choice.original.clone(),
                part: Some(text),
                others: choice.others.clone(),
            }
        })
        .collect()
}

/// The first column whose address can be sent to decides; where there is none the first to look at,
/// else the first that holds anything.
fn choose(context: &Context<'_>, cards: &mut Cards, row: &Row, columns: &[usize]) -> Choice {
    let earlier = row.own(ORIGINAL);
    let mut judged: Vec<(usize, Judgement)> = columns
        .iter()
        .map(|&column| {
            let judgement = if row.is_footer() {
                judge_cell(context, cards, "", "")
            } else {
                judge_cell(context, cards, &row.cell(column), &earlier)
            };
            (column, judgement)
        })
        .collect();
    let empty = |judgement: &Judgement| judgement.reason() == Some(Reason::EMPTY);
    let decides = (0..judged.len())
        .min_by_key(|&i| (judged[i].1.decision(), empty(&judged[i].1), i))
        .unwrap_or(0);
    let (column, judgement) = judged.remove(decides);
    let others = judged
        .iter()
        .filter(|(_, other)| !empty(other))
        .map(|(_, other)| {
            let what = other.address.as_ref().map_or_else(
                || other.suggestion.clone().unwrap_or_default(),
                Address::text,
            );
            let (decision, reason) = (other.decision(), other.reason_id());
            format!("{what}: {decision} ({reason})")
                .trim_start_matches(": ")
                .to_owned()
        })
        .collect();
    let cell = row.cell(column);
    let original = if judgement.rewritten && !earlier.is_empty() && is_result(&judgement, &cell) {
        earlier.into_owned()
    } else {
        cell.into_owned()
    };
    Choice {
        judgement,
        column,
        original,
        part: None,
        others,
    }
}

/// Whether the cell already holds what an earlier run made of it.
fn is_result(judgement: &Judgement, cell: &str) -> bool {
    judgement
        .address
        .as_ref()
        .is_some_and(|address| address.text() == cell)
}

/// Puts a judgement into words.
fn tell<'r>(context: &Context<'_>, row: &'r Row, choice: Choice, wishes: &Wishes) -> Judged<'r> {
    let Choice {
        judgement,
        column,
        original,
        part,
        others,
    } = choice;
    let keep = judgement.decision() == Decision::Keep;
    let address = judgement.address.as_ref().map(Address::text);
    let written = match (&address, part) {
        (_, Some(part)) if !keep => Some(part),
        (Some(address), _) if keep && judgement.rewritten => Some(address.clone()),
        _ => None,
    };
    let mut message = judgement.message(wishes.lang);
    for other in others {
        if !message.is_empty() {
            message.push_str("; ");
        }
        message.push_str(&other);
    }
    let mut own = vec![
        judgement.decision().id().to_owned(),
        judgement.reason_id().to_owned(),
        message,
        judgement.suggestion.clone().unwrap_or_default(),
        written.as_ref().map_or_else(String::new, |_| original),
    ];
    if wishes.provider {
        let domain = judgement.address.as_ref().and_then(Address::domain);
        let name = domain.map_or("", |domain| provider_name(context, domain));
        own.push(name.to_owned());
    }
    Judged {
        row,
        column,
        replaced: written.map(|text| (column, text)),
        own,
        judgement,
    }
}
