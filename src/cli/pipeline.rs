//! The two passes over a list: which addresses and domains it has, then the judgement of every row.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::across::Across;
use super::choice::{Choice, Chooser};
use super::failure::Failure;
use super::interrupt;
use super::mailboxes::Mailboxes;
use super::printer::Printer;
use super::progress::Progress;
use super::twins::{Twins, Weights};
use crate::address::{
    Address, Census, Domain, MailboxKey, Reading, Suspicions, mailbox_key, read_cell,
};
use crate::dns::DomainBook;
use crate::judge::{
    Cards, Context, Decision, Judgement, Policy, Reason, Settings, asks_about, kept_for_itself,
    provider_name,
};
use crate::lang::texts::{screen, summary};
use crate::lang::{Lang, Message, Text};
use crate::lists::Lists;
use crate::rows::{Input, Layout, ReadOptions, Row, RowReader, RowsError, Table, in_order};

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
pub(super) const ORIGINAL: usize = 4;
/// How many of them there are without the provider.
pub(super) const USUAL_COLUMNS: usize = 5;

/// Rows between two looks at the clock and at the user's wish to stop.
pub(super) const STRIDE: u64 = 512;

/// Opens a list. `columns` are those of ours that will be written.
pub(super) fn open(
    input: &Input,
    options: &ReadOptions,
    lists: &Lists,
    columns: &[&str],
    progress: Progress,
) -> Result<Table, Failure> {
    Ok(open_table(input, options, lists, columns, progress)?)
}

/// Opens a list, for those who go on where it is none.
pub(super) fn open_table(
    input: &Input,
    options: &ReadOptions,
    lists: &Lists,
    columns: &[&str],
    progress: Progress,
) -> Result<Table, RowsError> {
    let hints = |header: &str| super::world::header_hint(lists, header);
    let watching = progress.watching();
    let options = ReadOptions {
        watch: watching.watch(),
        ..options.clone()
    };
    Table::open(input, &options, &hints, columns, &is_own_row)
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
    /// Which row stands for each mailbox, where the list was read in blocks.
    pub(super) mailboxes: Option<Mailboxes>,
    /// The distinct domains behind an `@`, sorted.
    domains: Vec<String>,
    /// What their names say.
    pub(super) suspicions: Suspicions,
    /// What speaks against the columns that the user chose.
    doubt: Option<Doubt>,
}

/// What looks wrong, and what to do about it.
pub(super) type Doubt = (Message, Option<Message>);

impl Scan {
    pub(super) fn of(
        census: Census,
        domains: Vec<String>,
        mailboxes: Option<Mailboxes>,
        doubt: Option<Doubt>,
    ) -> Scan {
        Scan {
            census,
            mailboxes,
            domains,
            suspicions: Suspicions::new(),
            doubt,
        }
    }

    /// Warns where the columns that the user chose hold next to no addresses.
    pub(super) fn warn(&self, printer: &Printer) {
        if let Some((doubt, hint)) = &self.doubt {
            printer.warn(doubt.clone());
            hint.iter().for_each(|hint| printer.hint(hint.clone()));
        }
    }
}

/// What the first pass must know of how rows are judged.
#[derive(Clone, Copy)]
pub(super) struct Counting<'a> {
    pub(super) lists: &'a Lists,
    pub(super) policy: &'a Policy,
    /// A cell with several addresses becomes a row of each.
    pub(super) split: bool,
}

/// The first pass: which domains stand in the list, and how many mailboxes at each.
pub(super) fn scan(
    table: &Table,
    counting: Counting<'_>,
    progress: Progress,
) -> Result<Scan, Failure> {
    let mut gathered = Gathered {
        seen: HashSet::with_capacity(usize::try_from(table.layout().rows).unwrap_or(0)),
        ..Gathered::default()
    };
    let columns = &table.layout().address_columns;
    walk(table, progress, screen::READING, |row| {
        for &column in columns {
            gathered.cell(&row.cell(column), counting);
        }
        // A cleaned list is judged by what it was made from.
        for address in read_cell(&row.own(ORIGINAL)).into_addresses() {
            gathered
                .earlier
                .extend(address.domain().map(ToString::to_string));
        }
        Ok(())
    })?;
    let doubt = doubt(table.layout(), gathered.filled, gathered.with_address)?;
    let mut scan = gathered.finish();
    scan.doubt = doubt;
    Ok(scan)
}

/// What speaks against the columns that the user chose, by their filled cells and by those that hold an address.
/// To choose columns without any is a mistake if another has some.
pub(super) fn doubt(
    layout: &Layout,
    filled: u64,
    with_address: u64,
) -> Result<Option<Doubt>, Failure> {
    /// Fewer addresses than one in so many cells, or than so many times more elsewhere, are few.
    const FEW: u64 = 5;
    let better = layout.other_candidates.first();
    let better = better.filter(|other| other.addresses > FEW * with_address);
    if !layout.chosen || layout.rows == 0 || (better.is_none() && with_address * FEW >= filled) {
        return Ok(None);
    }
    let few = match with_address {
        0 => Message::new(summary::NO_ADDRESS_THERE),
        n => summary::FEW_ADDRESSES_THERE
            .with("n", n)
            .with("filled", filled),
    };
    let few = few.with("columns", layout.column_names());
    let Some(other) = better else {
        return Ok(Some((few, None)));
    };
    let told = summary::MORE_ELSEWHERE
        .with("few", few)
        .with("more", other.addresses)
        .with("other", other.told());
    let hint = summary::TAKE_COLUMN.with("number", other.number);
    match with_address {
        0 => Err(Failure::usage(told).hint(hint)),
        _ => Ok(Some((told, Some(hint)))),
    }
}

/// The first pass over cells that stand in no table.
pub(super) fn scan_cells<'a>(
    cells: impl Iterator<Item = &'a str>,
    counting: Counting<'_>,
) -> Result<Scan, Failure> {
    let mut gathered = Gathered::default();
    for (i, cell) in (0u64..).zip(cells) {
        if i.is_multiple_of(STRIDE) {
            interrupt::check()?;
        }
        gathered.cell(cell, counting);
    }
    Ok(gathered.finish())
}

/// What the first pass has learnt so far.
#[derive(Default)]
struct Gathered {
    counts: HashMap<String, u32>,
    seen: HashSet<MailboxKey>,
    earlier: HashSet<String>,
    /// Cells that are not blank.
    filled: u64,
    /// Cells that hold an address.
    with_address: u64,
}

impl Gathered {
    /// Counts only mailboxes that nothing but their domain keeps out of the clean list: it must come out the same
    /// when that is cleaned in turn.
    fn cell(&mut self, cell: &str, counting: Counting<'_>) {
        let reading = read_cell(cell);
        let kept = match &reading {
            Reading::Many { certain, .. } => counting.split && *certain,
            reading => matches!(reading, Reading::One(_)),
        };
        let addresses = reading.into_addresses();
        self.filled += u64::from(!cell.trim().is_empty());
        self.with_address += u64::from(!addresses.is_empty());
        for address in addresses {
            let Some(domain) = address.domain() else {
                continue;
            };
            let one = u32::from(
                kept && kept_for_itself(counting.lists, counting.policy, &address)
                    && self.seen.insert(mailbox_key(&address, counting.lists)),
            );
            match self.counts.get_mut(domain.as_str()) {
                Some(count) => *count += one,
                None => {
                    self.counts.insert(domain.as_str().to_owned(), one);
                }
            }
        }
    }

    fn finish(self) -> Scan {
        let names = self.counts.keys().cloned();
        let mut domains: Vec<String> = names.chain(self.earlier).collect();
        domains.sort_unstable();
        domains.dedup();
        Scan::of(Census::new(self.counts), domains, None, None)
    }
}

/// Finds out what the names of the domains say, and which of them DNS must be asked about: those are returned, sorted.
pub(super) fn questions(
    scan: &mut Scan,
    lists: &Lists,
    settings: &Settings,
    progress: Progress,
) -> Result<Vec<String>, Failure> {
    let book = DomainBook::new();
    let context = Context::new(lists, &scan.census, &book, settings);
    let bar = progress.count(screen::COMPARING, scan.domains.len() as u64);
    let mut parts = scan.domains.chunks(STRIDE as usize);
    let mut suspicions = Suspicions::with_capacity(scan.domains.len());
    let mut wanted: Vec<String> = Vec::new();
    in_order(
        || {
            interrupt::check()?;
            Ok(parts.next())
        },
        || (),
        |(), names: &[String]| {
            let mut found = Vec::with_capacity(names.len());
            for name in names {
                if let Ok(domain) = Domain::parse(name) {
                    let suspicion = context.typos.suspect(name).map(Box::new);
                    let asked = asks_about(&context, &domain, suspicion.as_deref());
                    found.push((name.clone(), suspicion, asked));
                }
            }
            found
        },
        |found| {
            bar.inc(found.len() as u64);
            for (name, suspicion, asked) in found {
                suspicions.insert(name, suspicion);
                wanted.extend(asked);
            }
            Ok::<(), Failure>(())
        },
    )?;
    bar.finish_and_clear();
    scan.suspicions = suspicions;
    wanted.sort_unstable();
    wanted.dedup();
    Ok(wanted)
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
    /// What is done with the rows.
    pub(super) what: Text,
}

/// A judged row, ready to be written.
pub(super) struct Judged<'r> {
    /// The row.
    pub(super) row: &'r Row,
    /// What becomes of it.
    pub(super) judgement: Judgement,
    /// The column of the cell that decided.
    pub(super) column: usize,
    /// Columns, and what is to stand there instead.
    pub(super) replaced: Vec<(usize, String)>,
    /// The values of our columns.
    pub(super) own: Vec<String>,
}

impl Judged<'_> {
    /// The replaced cells and the values of our columns, as they are written.
    pub(super) fn cells(&self) -> (Vec<(usize, &str)>, Vec<&str>) {
        let replaced = self.replaced.iter();
        (
            replaced
                .map(|(column, text)| (*column, text.as_str()))
                .collect(),
            self.own.iter().map(String::as_str).collect(),
        )
    }

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
    let mut cards = Cards::default();
    let chooser = Chooser::new(table.layout(), context, wishes.split);
    let mut twins = Twins::of(table.layout().rows);
    if wishes.prefer_fullest {
        let mut weights = Weights::default();
        walk(table, progress, screen::WEIGHING, |row| {
            for choice in chooser.choices(&mut cards, row, &|_| false) {
                twins.weigh(&mut weights, &choice.judgement, row);
            }
            Ok(())
        })?;
    }
    walk(table, progress, wishes.what, |row| {
        let number = row.number();
        let earlier = across.as_deref();
        let is_twin = |key: &MailboxKey| {
            twins.is_twin(key, number) || earlier.is_some_and(|across| across.knows(key))
        };
        for mut choice in chooser.choices(&mut cards, row, &is_twin) {
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

/// Puts a judgement into words.
pub(super) fn tell<'r>(
    context: &Context<'_>,
    row: &'r Row,
    choice: Choice,
    wishes: &Wishes,
) -> Judged<'r> {
    let Choice {
        judgement,
        column,
        written,
        original,
        others,
    } = choice;
    let own = own_values(context, &judgement, original, &others, wishes);
    Judged {
        row,
        judgement,
        column,
        replaced: written,
        own,
    }
}

/// The values of our columns. `others`: what is to be said of the other columns.
pub(super) fn own_values(
    context: &Context<'_>,
    judgement: &Judgement,
    original: String,
    others: &[Message],
    wishes: &Wishes,
) -> Vec<String> {
    let mut message = judgement.message(wishes.lang);
    for other in others {
        if !message.is_empty() {
            message.push_str("; ");
        }
        message.push_str(&other.get(wishes.lang));
    }
    let mut own = vec![
        judgement.decision().id().to_owned(),
        judgement.reason_id().to_owned(),
        message,
        judgement.suggestion.clone().unwrap_or_default(),
        original,
    ];
    if wishes.provider {
        let domain = judgement.address.as_ref().and_then(Address::domain);
        let name = domain.map_or("", |domain| provider_name(context, domain));
        own.push(name.to_owned());
    }
    own
}
