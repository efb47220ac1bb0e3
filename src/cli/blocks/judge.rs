//! The second pass: what becomes of each row.

use std::collections::HashSet;

use super::{DomainFacts, Numbers, PROBE, content, lower, name, short};
use crate::address::{MailboxKey, base_mailbox, plain};
use crate::cli::choice::{Choice, Chooser};
use crate::cli::failure::Failure;
use crate::cli::interrupt;
use crate::cli::mailboxes::Mailboxes;
use crate::cli::pipeline::{Wishes, own_values, tell};
use crate::cli::progress::Progress;
use crate::cli::twins::{other_name_of, twin_of};
use crate::judge::{Cards, Context, Decision, Judgement, judge_cell};
use crate::lang::texts::screen;
use crate::lists::LocalFilter;
use crate::report::{Counted, Tally};
use crate::rows::{BlockPlace, RawRow, Row, RowRenderer, RowsError, Table, in_order};

/// A row number that stands for all others in a sentence.
const A_ROW: u64 = 987_654_321_987;

/// What the second pass needs, beside the list.
pub(in crate::cli) struct Judging<'a> {
    pub(in crate::cli) table: &'a Table,
    pub(in crate::cli) context: &'a Context<'a>,
    pub(in crate::cli) wishes: &'a Wishes,
    pub(in crate::cli) mailboxes: &'a Mailboxes,
    /// The output of each decision, all the same where there is one.
    pub(in crate::cli) places: [usize; 3],
    /// How many outputs there are.
    pub(in crate::cli) outputs: usize,
}

/// Rows for the outputs.
pub(in crate::cli) struct Rendered {
    bytes: Vec<Vec<u8>>,
    /// Rows that must wait for those before them: where each belongs in every output.
    waiting: Vec<(Vec<usize>, Row)>,
    size: u64,
}

/// The second pass: hands rendered rows to `write`, by the number of the output, in the order of the list.
pub(in crate::cli) fn judge(
    judging: &Judging<'_>,
    renderer: &RowRenderer,
    progress: Progress,
    mut write: impl FnMut(usize, &mut Vec<u8>) -> Result<(), Failure>,
) -> Result<Tally, Failure> {
    let filter = judging.context.lists.local_filter();
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
        let context = self.judging.context;
        let facts = DomainFacts::of(name, context.lists, &context.settings.policy);
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
        judgement.add(twin_of(A_ROW), self.judging.context);
        self.standard(&judgement, &A_ROW.to_string())
    }

    /// `differs` stands in the message where the rows differ.
    fn standard(&mut self, judgement: &Judgement, differs: &str) -> Option<Standard> {
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
        let renderer = &mut self.renderer;
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
            let alias = other_name_of(address);
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
        judgement.add(twin_of(first), self.judging.context);
        true
    }

    /// The base of a kept row's mailbox, where the list has it under several names.
    fn shared_base(&self, judgement: &Judgement) -> Option<(String, MailboxKey)> {
        let address = judgement
            .address
            .as_ref()
            .filter(|_| judgement.decision() == Decision::Keep)?;
        base_mailbox(address, self.judging.context.lists)
            .filter(|(_, base)| self.judging.mailboxes.is_shared(base))
    }

    fn render(&mut self, row: &Row, choice: Choice) -> (usize, Vec<u8>) {
        let judging = self.judging;
        let judged = tell(judging.context, row, choice, judging.wishes);
        match row.is_footer() {
            true => self.tally.footer += 1,
            false => self.tally.count(&judged.judgement),
        }
        let (replaced, own) = judged.cells();
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
