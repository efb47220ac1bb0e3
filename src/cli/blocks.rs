//! A list judged in blocks on all cores.
//!
//! It says what [`super::pipeline`] says, byte for byte, and is for the usual case: a text file with one column of
//! addresses whose rows are copied as they came. Nearly all rows hold an address in the plain form, about which only its
//! domain can say anything: what is written behind such a row is made once for a domain. Every other row goes the long way.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use foldhash::fast::RandomState;

use super::choice::{Choice, Chooser};
use super::failure::Failure;
use super::interrupt;
use super::mailboxes::{Batches, Entry, Gathering, Mailboxes};
use super::pipeline::{Counting, Judged, Scan, Wishes, doubt, own_values, tell};
use super::progress::Progress;
use crate::address::{
    Address, Census, DomainKeys, Found, MailboxKey, Reading, mailbox_key, plain, read_cell,
};
use crate::judge::{
    Cards, Context, Decision, Finding, Judgement, Reason, judge_cell, kept_for_itself,
};
use crate::lang::texts::{judge as words, screen};
use crate::lists::{AsciiRule, Lists, LocalFilter};
use crate::report::{Counted, Tally};
use crate::rows::{
    Block, BlockPlace, Layout, RawRow, Row, RowRenderer, RowsError, Table, in_order,
};

/// A mailbox name of which no table says anything and that every provider could give out. It stands for all others when
/// a domain is judged.
const PROBE: &str = "presendx";
/// A row number that stands for all others in a sentence.
const A_ROW: u64 = 987_654_321_987;

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
    fn of(domain: &str, counting: Counting<'_>) -> DomainFacts {
        let Counting { lists, policy, .. } = counting;
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
    /// Cells that are not blank.
    filled: u64,
    /// Cells that hold an address.
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
                base: base_of(&address, lists)
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
        self.domains
            .push(DomainFacts::of(name(domain), self.counting));
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

/// The address that the provider's own rules make of one, and its mailbox.
fn base_of(address: &Address, lists: &Lists) -> Option<(String, MailboxKey)> {
    let domain = address.domain()?;
    let keys = DomainKeys::of(domain.as_str(), lists);
    let local = address.local().to_lowercase();
    Some((keys.base(&local)?, keys.base_key(&local)?))
}

/// What the second pass needs, beside the list.
pub(super) struct Judging<'a> {
    pub(super) table: &'a Table,
    pub(super) context: &'a Context<'a>,
    pub(super) counting: Counting<'a>,
    pub(super) wishes: &'a Wishes,
    pub(super) mailboxes: &'a Mailboxes,
    /// The output of each decision, all the same where there is one.
    pub(super) places: [usize; 3],
    /// How many outputs there are.
    pub(super) outputs: usize,
}

/// Rows for the outputs.
pub(super) struct Rendered {
    bytes: Vec<Vec<u8>>,
    /// Rows that must wait for those before them: where each belongs in every output.
    waiting: Vec<(Vec<usize>, Row)>,
    size: u64,
}

/// The second pass: hands rendered rows to `write`, by the number of the output, in the order of the list.
pub(super) fn judge(
    judging: &Judging<'_>,
    renderer: &RowRenderer,
    progress: Progress,
    mut write: impl FnMut(usize, &mut Vec<u8>) -> Result<(), Failure>,
) -> Result<Tally, Failure> {
    let filter = judging.counting.lists.local_filter();
    let layout = judging.table.shared_layout();
    let begin = || Judge {
        judging,
        filter: &filter,
        chooser: Chooser::new(layout, judging.context, false),
        cards: Cards::default(),
        numbers: Numbers::default(),
        domains: Vec::new(),
        renderer: renderer.clone(),
        tally: Tally::default(),
        lower: String::new(),
        row: Row::new(),
    };
    let bar = progress.bytes(screen::WRITING, layout.bytes);
    let mut places = judging.table.blocks().unwrap_or_default().iter();
    let mut last = begin();
    let mut taken: HashSet<MailboxKey> = HashSet::new();
    let judges = in_order(
        || {
            interrupt::check()?;
            Ok(places.next())
        },
        begin,
        |judge, place: &BlockPlace| judge.block(place),
        |rendered: Result<Rendered, RowsError>| {
            let mut rendered = rendered?;
            bar.inc(rendered.size);
            let mut written = vec![0; rendered.bytes.len()];
            for (until, row) in std::mem::take(&mut rendered.waiting) {
                for (output, until) in until.into_iter().enumerate() {
                    let mut part = rendered.bytes[output][written[output]..until].to_vec();
                    written[output] = until;
                    write(output, &mut part)?;
                }
                let (output, mut bytes) = last.last(&row, &mut taken);
                write(output, &mut bytes)?;
            }
            for (output, mut bytes) in rendered.bytes.into_iter().enumerate() {
                bytes.drain(..written[output]);
                write(output, &mut bytes)?;
            }
            Ok::<(), Failure>(())
        },
    )?;
    bar.finish_and_clear();
    interrupt::check()?;
    let mut tally = last.finish();
    for judge in judges {
        tally.merge(&judge.finish());
    }
    Ok(tally)
}

/// What is written behind every plain row of a domain, and how often it was.
struct Standard {
    output: usize,
    counted: Counted,
    rows: u64,
    /// Before and behind what differs from row to row.
    parts: [Vec<u8>; 3],
    /// The domain of the suggested address.
    meant: Option<Vec<u8>>,
}

/// A domain in the second pass.
struct JudgedDomain {
    facts: DomainFacts,
    /// For the first row of a mailbox, and for those that repeat it; `None` where even plain rows go the long way.
    first: Option<Standard>,
    again: Option<Standard>,
}

/// A worker of the second pass.
struct Judge<'a> {
    judging: &'a Judging<'a>,
    filter: &'a LocalFilter,
    chooser: Chooser<'a>,
    cards: Cards,
    numbers: Numbers,
    domains: Vec<JudgedDomain>,
    renderer: RowRenderer,
    tally: Tally,
    lower: String,
    row: Row,
}

impl Judge<'_> {
    fn block(&mut self, place: &BlockPlace) -> Result<Rendered, RowsError> {
        let judging = self.judging;
        let layout = judging.table.shared_layout();
        let (column, delimiter) = (layout.address_columns[0], layout.parsed_by());
        let block = judging.table.read_block(place)?;
        let mut rendered = Rendered {
            bytes: vec![Vec::new(); judging.outputs],
            waiting: Vec::new(),
            size: place.size(),
        };
        // Most rows are kept.
        rendered.bytes[judging.places[0]].reserve(place.size() as usize * 3 / 2);
        for row in block.rows(layout) {
            let cell = row.cell(column, delimiter);
            let until = |rendered: &Rendered| rendered.bytes.iter().map(Vec::len).collect();
            match self.plain(&row, content(cell.raw), cell.cells, &mut rendered.bytes) {
                Plain::Written => continue,
                Plain::Waits => {
                    row.fill(layout, &mut self.row);
                    rendered.waiting.push((until(&rendered), self.row.clone()));
                }
                Plain::No => {
                    row.fill(layout, &mut self.row);
                    let row = std::mem::take(&mut self.row);
                    match self.long_way(&row) {
                        Some((output, bytes)) => rendered.bytes[output].extend(bytes),
                        None => rendered.waiting.push((until(&rendered), row.clone())),
                    }
                    self.row = row;
                }
            }
        }
        Ok(rendered)
    }

    /// Writes a row with a plain address.
    fn plain(
        &mut self,
        row: &RawRow<'_>,
        cell: &[u8],
        cells: usize,
        outputs: &mut [Vec<u8>],
    ) -> Plain {
        let judging = self.judging;
        let Some((local, domain)) = plain(cell) else {
            return Plain::No;
        };
        let at = self.number(domain);
        let facts = &self.domains[at].facts;
        if self.domains[at].first.is_none() || !facts.passes(local, self.filter) {
            return Plain::No;
        }
        let lower = lower(local, &mut self.lower);
        if judging.mailboxes.any_shared()
            && facts
                .base(lower)
                .is_some_and(|base| judging.mailboxes.is_shared(&base))
        {
            return Plain::Waits;
        }
        let layout = judging.table.layout();
        let line_end = row.line_end(layout);
        let is_first = judging.mailboxes.is_first(short(row.number));
        let twin = match is_first {
            true => None,
            false => judging.mailboxes.row(&facts.keys.key(lower)),
        };
        if twin.is_some() && self.domains[at].again.is_none() {
            self.domains[at].again = self.again(name(domain));
        }
        let domain = &mut self.domains[at];
        let standard = match twin {
            None => domain.first.as_mut(),
            Some(_) => domain.again.as_mut(),
        };
        let Some(standard) = standard else {
            return Plain::No;
        };
        standard.rows += 1;
        let number = twin.map(|row| row.to_string()).unwrap_or_default();
        let [before, between, behind] = &standard.parts;
        let out = &mut outputs[standard.output];
        let suggestion: [&[u8]; 3] = match &standard.meant {
            Some(meant) => [local, b"@", meant],
            None => [b"", b"", b""],
        };
        let [local, sign, meant] = suggestion;
        let own = [
            before,
            number.as_bytes(),
            between,
            local,
            sign,
            meant,
            behind,
        ];
        self.renderer.raw(row.raw, cells, &own, line_end, out);
        Plain::Written
    }

    fn number(&mut self, domain: &[u8]) -> usize {
        if let Some(&at) = self.numbers.get(domain) {
            return at as usize;
        }
        let at = self.domains.len();
        self.numbers.insert(domain.into(), short(at as u64));
        let name = name(domain);
        let facts = DomainFacts::of(name, self.judging.counting);
        let first = match facts.plain {
            true => self.standard(&self.probe(name), ""),
            false => None,
        };
        self.domains.push(JudgedDomain {
            facts,
            first,
            again: None,
        });
        at
    }

    /// The judgement of all plain rows of a domain.
    fn probe(&self, domain: &str) -> Judgement {
        let cell = format!("{PROBE}@{domain}");
        judge_cell(self.judging.context, &mut Cards::default(), &cell, "")
    }

    /// What is written behind the rows that repeat a mailbox.
    fn again(&mut self, domain: &str) -> Option<Standard> {
        let mut judgement = self.probe(domain);
        judgement.add(twin(A_ROW), self.judging.context);
        self.standard(&judgement, &A_ROW.to_string())
    }

    /// `differs` stands in the message where the rows differ.
    fn standard(&self, judgement: &Judgement, differs: &str) -> Option<Standard> {
        let judging = self.judging;
        let address = judgement.address.as_ref()?;
        if judgement.rewritten {
            return None;
        }
        let meant = match &judgement.suggestion {
            Some(suggestion) => Some(suggestion.strip_prefix(PROBE)?.strip_prefix('@')?),
            None => None,
        };
        let own = own_values(
            judging.context,
            judgement,
            String::new(),
            &[],
            judging.wishes,
        );
        let [verdict, reason, message, _, rest @ ..] = own.as_slice() else {
            return None;
        };
        if message.contains(PROBE) || address.local() != PROBE {
            return None;
        }
        let mut renderer = self.renderer.clone();
        let mut front = renderer.own(&[verdict, reason, message]);
        front.push(renderer.delimiter());
        let rest: Vec<&str> = rest.iter().map(String::as_str).collect();
        let (before, between) = match differs.is_empty() {
            true => (front, Vec::new()),
            false => {
                let at = memchr::memmem::find(&front, differs.as_bytes())?;
                let between = front.split_off(at + differs.len());
                front.truncate(at);
                (front, between)
            }
        };
        Some(Standard {
            output: judging.places[judgement.decision() as usize],
            counted: Counted::of(judgement),
            rows: 0,
            parts: [before, between, renderer.own(&rest)],
            meant: meant.map(|meant| meant.as_bytes().to_vec()),
        })
    }

    /// Any row by itself; `None` where it must wait for those before it.
    fn long_way(&mut self, row: &Row) -> Option<(usize, Vec<u8>)> {
        let mut choice = self.choice(row);
        if !self.repeats(row, &mut choice.judgement)
            && self.shared_base(&choice.judgement).is_some()
        {
            return None;
        }
        Some(self.render(row, choice))
    }

    /// A row whose mailbox has other names, when all rows before it are written.
    fn last(&mut self, row: &Row, taken: &mut HashSet<MailboxKey>) -> (usize, Vec<u8>) {
        let mut choice = self.choice(row);
        if !self.repeats(row, &mut choice.judgement)
            && let Some((address, base)) = self.shared_base(&choice.judgement)
            && !taken.insert(base)
        {
            let alias = Finding::new(Reason::DUPLICATE_ALIAS).with("address", address);
            choice.judgement.add(alias, self.judging.context);
        }
        self.render(row, choice)
    }

    fn choice(&mut self, row: &Row) -> Choice {
        let mut choices = self.chooser.choices(&mut self.cards, row, &|_| false);
        // Cells are not split here: there is one.
        choices.swap_remove(0)
    }

    /// Says so where an earlier row has the mailbox.
    fn repeats(&self, row: &Row, judgement: &mut Judgement) -> bool {
        let first = judgement
            .key
            .and_then(|key| self.judging.mailboxes.row(&key))
            .map_or(row.number(), u64::from);
        if first == row.number() {
            return false;
        }
        judgement.add(twin(first), self.judging.context);
        true
    }

    /// The base of a kept row's mailbox, where the list has it under several names.
    fn shared_base(&self, judgement: &Judgement) -> Option<(String, MailboxKey)> {
        let address = judgement
            .address
            .as_ref()
            .filter(|_| judgement.decision() == Decision::Keep)?;
        base_of(address, self.judging.counting.lists)
            .filter(|(_, base)| self.judging.mailboxes.is_shared(base))
    }

    fn render(&mut self, row: &Row, choice: Choice) -> (usize, Vec<u8>) {
        let judging = self.judging;
        let judged: Judged<'_> = tell(judging.context, row, choice, judging.wishes);
        match row.is_footer() {
            true => self.tally.footer += 1,
            false => self.tally.count(&judged.judgement),
        }
        let replaced: Vec<(usize, &str)> = judged
            .replaced
            .iter()
            .map(|(column, text)| (*column, text.as_str()))
            .collect();
        let own: Vec<&str> = judged.own.iter().map(String::as_str).collect();
        let mut bytes = Vec::new();
        self.renderer.row(row, &replaced, &own, &mut bytes);
        let output = judging.places[judged.judgement.decision() as usize];
        (output, bytes)
    }

    fn finish(mut self) -> Tally {
        for domain in &self.domains {
            for standard in domain.first.iter().chain(&domain.again) {
                self.tally.add(&standard.counted, standard.rows);
            }
        }
        self.tally
    }
}

/// What became of a row with a plain address.
enum Plain {
    Written,
    /// It must wait for the rows before it.
    Waits,
    /// It goes the long way.
    No,
}

fn twin(row: u64) -> Finding {
    Finding::new(Reason::DUPLICATE).with("place", words::ROW_PLACE.with("row", row))
}
