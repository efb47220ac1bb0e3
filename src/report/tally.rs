//! The count of a run.

use std::collections::BTreeMap;

use crate::judge::{Decision, Judgement, Reason};
use crate::lang::Message;
use crate::rows::{Layout, Written};

/// What a run found, counted.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    /// The input's name, as the user gave it.
    pub input: String,
    /// How the input was understood.
    pub layout: Option<Layout>,
    /// Rows by decision.
    pub rows: BTreeMap<Decision, u64>,
    /// Rows of a footer, which are no contacts and in no other count. They stand with the rows that are removed.
    pub footer: u64,
    /// Rows by primary reason; rows of one reason may differ in their decision.
    pub reasons: BTreeMap<(Decision, Reason), u64>,
    /// Rows by further findings.
    pub notes: BTreeMap<Reason, u64>,
    /// Rows by misspelt domain.
    pub misspellings: BTreeMap<Misspelling, u64>,
    /// Rows with a misspelling that `--fix-typos` would correct.
    pub fixable: u64,
    /// Where the rows went.
    pub outputs: Vec<OutputTally>,
    /// What DNS was asked.
    pub dns: DnsTally,
    /// What the user might do next, the most useful first.
    pub hints: Vec<Message>,
}

/// What is counted of a judged row.
#[derive(Clone, Debug)]
pub struct Counted {
    decision: Decision,
    /// The primary one first.
    reasons: Vec<Reason>,
    /// And whether `--fix-typos` would correct it.
    misspelling: Option<(Misspelling, bool)>,
}

impl Counted {
    /// Takes it from a judgement.
    pub fn of(judgement: &Judgement) -> Counted {
        let misspelling = judgement.misspelling.as_ref();
        Counted {
            decision: judgement.decision(),
            reasons: judgement
                .findings
                .iter()
                .map(|finding| finding.reason)
                .collect(),
            misspelling: misspelling.map(|(typed, intended)| {
                let misspelling = Misspelling {
                    typed: typed.clone(),
                    intended: intended.clone(),
                };
                (misspelling, judgement.fixable)
            }),
        }
    }
}

/// A misspelt domain and what was meant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Misspelling {
    /// As typed.
    pub typed: String,
    /// What was meant.
    pub intended: String,
}

/// One output file.
#[derive(Clone, Debug)]
pub struct OutputTally {
    /// The rows in it; `None` for all of them.
    pub decision: Option<Decision>,
    /// Its name, `-` for standard output.
    pub name: String,
    /// How it is written.
    pub written: Written,
}

/// What DNS was asked.
#[derive(Clone, Debug, Default)]
pub struct DnsTally {
    /// Distinct domains that DNS had to be asked about.
    pub domains: usize,
    /// Of these, answered by the recording.
    pub from_facts: usize,
    /// Of these, answered by the cache.
    pub from_cache: usize,
    /// Of these, without an answer.
    pub unknown: usize,
    /// Of those without an answer, the ones that another run may find out: they are in no recording.
    pub open: usize,
    /// Of these, not asked because the user said so.
    pub not_asked: usize,
    /// Questions sent.
    pub questions: usize,
    /// Why part of the list could not be asked for.
    pub trouble: Option<Message>,
}

impl Tally {
    /// Counts a judged row.
    pub fn count(&mut self, judgement: &Judgement) {
        self.add(&Counted::of(judgement), 1);
    }

    /// Counts rows that were judged alike.
    pub fn add(&mut self, counted: &Counted, rows: u64) {
        if rows == 0 {
            return;
        }
        *self.rows.entry(counted.decision).or_default() += rows;
        let mut reasons = counted.reasons.iter();
        if let Some(&primary) = reasons.next() {
            *self.reasons.entry((counted.decision, primary)).or_default() += rows;
        }
        for &reason in reasons {
            *self.notes.entry(reason).or_default() += rows;
        }
        if let Some((misspelling, fixable)) = &counted.misspelling {
            *self.misspellings.entry(misspelling.clone()).or_default() += rows;
            self.fixable += rows * u64::from(*fixable);
        }
    }

    /// Adds the rows of another list.
    pub fn merge(&mut self, other: &Tally) {
        add(&mut self.rows, &other.rows);
        add(&mut self.reasons, &other.reasons);
        add(&mut self.notes, &other.notes);
        add(&mut self.misspellings, &other.misspellings);
        self.fixable += other.fixable;
        self.footer += other.footer;
    }

    /// All rows.
    pub fn total(&self) -> u64 {
        self.rows.values().sum()
    }

    /// Rows with this decision.
    pub fn rows_with(&self, decision: Decision) -> u64 {
        self.rows.get(&decision).copied().unwrap_or(0)
    }

    /// Share of the rows with this decision, 0 to 1.
    pub fn share(&self, decision: Decision) -> f64 {
        match self.total() {
            0 => 0.0,
            total => self.rows_with(decision) as f64 / total as f64,
        }
    }

    /// The file that takes only the rows with this decision.
    pub fn file_of(&self, decision: Decision) -> Option<&str> {
        let of = |output: &&OutputTally| output.decision == Some(decision);
        self.outputs
            .iter()
            .find(of)
            .map(|output| output.name.as_str())
    }

    /// Rows whose primary reason is this one.
    pub fn rows_for(&self, reason: Reason) -> u64 {
        self.reasons
            .iter()
            .filter(|((_, found), _)| *found == reason)
            .map(|(_, count)| count)
            .sum()
    }

    /// Primary reasons with their counts: the harshest decision first, then the most rows.
    pub fn reasons_by_weight(&self) -> Vec<(Decision, Reason, u64)> {
        let mut reasons: Vec<_> = self
            .reasons
            .iter()
            .map(|(&(decision, reason), &count)| (decision, reason, count))
            .collect();
        reasons.sort_by_key(|&(decision, reason, count)| {
            (std::cmp::Reverse((decision, count)), reason)
        });
        reasons
    }

    /// Misspellings with their counts, the most rows first.
    pub fn misspellings_by_weight(&self) -> Vec<(&Misspelling, u64)> {
        let mut found: Vec<_> = self.misspellings.iter().map(|(m, &n)| (m, n)).collect();
        found.sort_by_key(|&(misspelling, count)| (std::cmp::Reverse(count), misspelling));
        found
    }
}

fn add<K: Ord + Clone>(sum: &mut BTreeMap<K, u64>, more: &BTreeMap<K, u64>) {
    for (key, count) in more {
        *sum.entry(key.clone()).or_default() += count;
    }
}
