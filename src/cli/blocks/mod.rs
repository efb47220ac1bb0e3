//! A list judged in blocks on all cores.
//!
//! It says what [`super::pipeline`] says, byte for byte, and is for the usual case: a text file with one column of
//! addresses whose rows are copied as they came. Nearly all rows hold an address in the plain form, about which only its
//! domain can say anything: what is written behind such a row is made once for a domain. Every other row goes the long way.

mod judge;

use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::RandomState;

pub(super) use self::judge::{Judging, judge};

use super::failure::Failure;
use super::interrupt;
use super::mailboxes::{Batches, Entry, Gathering};
use super::pipeline::{Counting, Scan, doubt};
use super::progress::Progress;
use crate::address::{
    Census, DomainKeys, Found, MailboxKey, Reading, base_mailbox, mailbox_key, plain, read_cell,
};
use crate::judge::{Policy, kept_for_itself};
use crate::lang::texts::screen;
use crate::lists::{AsciiRule, Lists, LocalFilter};
use crate::rows::{Block, BlockPlace, Layout, Row, RowsError, Table, in_order};

/// A mailbox name of which no table says anything and that every provider could give out. It stands for all others when
/// a domain is judged.
const PROBE: &str = "presendx";
/// Domains by their name as typed, numbered.
type Numbers = HashMap<Box<[u8]>, u32, RandomState>;

/// The content of a cell that is not quoted, or quoted from end to end with no quote inside.
fn content(raw: &[u8]) -> &[u8] {
    match raw {
        [b'"', inside @ .., b'"'] if memchr::memchr(b'"', inside).is_none() => inside,
        raw => raw,
    }
}

/// What both passes know of a domain.
struct DomainFacts {
    /// A plain address there reads as it stands, and of its local part only the rule speaks.
    plain: bool,
    /// Mailboxes there count for the domain.
    counts: bool,
    keys: DomainKeys,
    rule: Option<AsciiRule>,
}

impl DomainFacts {
    fn of(domain: &str, lists: &Lists, policy: &Policy) -> DomainFacts {
        let cell = format!("{PROBE}@{domain}");
        let address = match read_cell(&cell) {
            Reading::One(Found {
                address,
                repaired: false,
            }) if address.text() == cell => Some(address),
            _ => None,
        };
        let rule = lists.mailbox_rule(domain);
        let allowed = rule.is_none_or(|rule| rule.allows(PROBE));
        DomainFacts {
            plain: allowed && address.as_ref().is_some_and(|at| at.domain().is_some()),
            counts: address.is_some_and(|address| kept_for_itself(lists, policy, &address)),
            keys: DomainKeys::of(domain, lists),
            rule: rule.map(|rule| rule.ascii()),
        }
    }

    /// Whether nothing can be said of the local part.
    fn passes(&self, local: &[u8], filter: &LocalFilter) -> bool {
        self.plain
            && self.rule.is_none_or(|rule| rule.allows(local))
            && !filter.may_know(local)
            // A tag makes another mailbox of it.
            && !self.keys.rule().is_some_and(|alias| {
                alias.tag.is_some_and(|tag| local.contains(&(tag as u8)))
            })
    }

    /// The mailbox that stands for all names of one, where the provider has such a rule.
    fn base(&self, lower: &str) -> Option<MailboxKey> {
        self.keys.base_key(lower)
    }
}

/// Puts a local part of ASCII in lower case.
fn lower<'a>(local: &[u8], into: &'a mut String) -> &'a str {
    into.clear();
    into.extend(
        local
            .iter()
            .map(|byte| char::from(byte.to_ascii_lowercase())),
    );
    into
}

/// A row number that fits; the others are not remembered.
fn short(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn name(bytes: &[u8]) -> &str {
    // Only ASCII gets here.
    std::str::from_utf8(bytes).unwrap_or_default()
}

/// The first pass.
pub(super) fn scan(
    table: &Table,
    counting: Counting<'_>,
    progress: Progress,
) -> Result<Scan, Failure> {
    let layout = table.shared_layout();
    let filter = counting.lists.local_filter();
    let gathering = Gathering::of(layout.rows);
    let bar = progress.bytes(screen::READING, layout.bytes);
    let mut places = table.blocks().unwrap_or_default().iter();
    let counters = in_order(
        || {
            interrupt::check()?;
            Ok(places.next())
        },
        || Counter {
            counting,
            layout,
            filter: &filter,
            numbers: Numbers::default(),
            domains: Vec::new(),
            counts: Vec::new(),
            batches: gathering.batches(),
            lower: String::new(),
            row: Row::new(),
            filled: 0,
            with_address: 0,
        },
        |counter, place: &BlockPlace| {
            let block = table.read_block(place)?;
            counter.block(&block);
            Ok(place.size())
        },
        |size: Result<u64, RowsError>| {
            bar.inc(size?);
            Ok::<(), Failure>(())
        },
    )?;
    let mut counts: HashMap<String, u32> = HashMap::new();
    let (mut filled, mut with_address) = (0, 0);
    for counter in counters {
        filled += counter.filled;
        with_address += counter.with_address;
        counter.finish(&mut counts);
    }
    bar.finish_and_clear();
    interrupt::check()?;
    let mut domains: Vec<String> = counts.keys().cloned().collect();
    domains.sort_unstable();
    let doubt = doubt(layout, filled, with_address)?;
    let mailboxes = Some(gathering.finish());
    Ok(Scan::of(Census::new(counts), domains, mailboxes, doubt))
}

/// A worker of the first pass.
struct Counter<'a> {
    counting: Counting<'a>,
    layout: &'a Arc<Layout>,
    filter: &'a LocalFilter,
    numbers: Numbers,
    domains: Vec<DomainFacts>,
    /// Distinct mailboxes by domain; `None` where no address has that domain after all.
    counts: Vec<Option<u32>>,
    batches: Batches<'a>,
    lower: String,
    row: Row,
    /// Cells that are not blank, and those that hold an address.
    filled: u64,
    with_address: u64,
}

impl Counter<'_> {
    fn block(&mut self, block: &Block) {
        let column = self.layout.address_columns[0];
        let delimiter = self.layout.parsed_by();
        for row in block.rows(self.layout) {
            let cell = row.cell(column, delimiter);
            if !self.plain(content(cell.raw), row.number) {
                row.fill(self.layout, &mut self.row);
                let cell = self.row.cell(column).into_owned();
                self.cell(&cell, row.number);
            }
        }
    }

    /// Counts a plain address; `false` where the cell must go the long way.
    fn plain(&mut self, cell: &[u8], number: u64) -> bool {
        let Some((local, domain)) = plain(cell) else {
            return false;
        };
        let at = self.number(domain);
        let facts = &self.domains[at as usize];
        if !facts.passes(local, self.filter) {
            return false;
        }
        let local = lower(local, &mut self.lower);
        let key = facts.keys.key(local);
        let entry = Entry {
            key,
            base: facts.base(local).filter(|base| *base != key),
            row: short(number),
            counts: facts.counts.then_some(at),
        };
        self.counts[at as usize].get_or_insert(0);
        let counts = &mut self.counts;
        self.batches.push(entry, &mut |domain| add(counts, domain));
        self.filled += 1;
        self.with_address += 1;
        true
    }

    /// Counts whatever stands in a cell.
    fn cell(&mut self, cell: &str, number: u64) {
        let Counting { lists, policy, .. } = self.counting;
        let reading = read_cell(cell);
        let one = matches!(reading, Reading::One(_));
        let addresses = reading.into_addresses();
        self.filled += u64::from(!cell.trim().is_empty());
        self.with_address += u64::from(!addresses.is_empty());
        for address in addresses {
            let counts = address.domain().map(|domain| {
                let at = self.number(domain.as_str().as_bytes());
                self.counts[at as usize].get_or_insert(0);
                at
            });
            if !one {
                continue;
            }
            let key = mailbox_key(&address, lists);
            let entry = Entry {
                key,
                base: base_mailbox(&address, lists)
                    .map(|(_, base)| base)
                    .filter(|base| *base != key),
                row: short(number),
                counts: counts.filter(|_| kept_for_itself(lists, policy, &address)),
            };
            let counts = &mut self.counts;
            self.batches.push(entry, &mut |domain| add(counts, domain));
        }
    }

    fn number(&mut self, domain: &[u8]) -> u32 {
        if let Some(&at) = self.numbers.get(domain) {
            return at;
        }
        let at = short(self.domains.len() as u64);
        self.numbers.insert(domain.into(), at);
        self.domains.push(DomainFacts::of(
            name(domain),
            self.counting.lists,
            self.counting.policy,
        ));
        self.counts.push(None);
        at
    }

    fn finish(mut self, sum: &mut HashMap<String, u32>) {
        let counts = &mut self.counts;
        self.batches.finish(&mut |domain| add(counts, domain));
        for (domain, at) in &self.numbers {
            if let Some(count) = self.counts[*at as usize] {
                *sum.entry(name(domain).to_owned()).or_default() += count;
            }
        }
    }
}

fn add(counts: &mut [Option<u32>], domain: u32) {
    *counts[domain as usize].get_or_insert(0) += 1;
}
