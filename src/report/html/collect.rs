//! What the page shows and the tally does not count: domains, and the first rows of each reason.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::judge::{Decision, Judgement, Reason};
use crate::report::tally::Misspelling;
use crate::report::visible;
use crate::rows::Row;

/// Cells beside the address that a sample shows.
const FIELDS: usize = 3;
/// Characters kept of a cell: more than the page shows of it, and no more than memory can bear.
const KEPT: usize = 400;

/// Gathers rows for a page. Its memory is bounded by the samples and the distinct domains.
#[derive(Clone, Debug, Default)]
pub struct Collector {
    /// Rows kept of each reason.
    limit: usize,
    /// Rows by domain and decision.
    pub(super) domains: HashMap<String, [u64; 3]>,
    /// The first rows of each reason.
    pub(super) samples: BTreeMap<(Decision, Reason), Vec<Sample>>,
    /// Misspellings that are certain.
    pub(super) certain: BTreeSet<Misspelling>,
    /// Misspellings that were corrected.
    pub(super) corrected: BTreeSet<Misspelling>,
}

/// A row that stands for others.
#[derive(Clone, Debug)]
pub(super) struct Sample {
    pub row: u64,
    /// The cell that decided, as it came.
    pub address: String,
    /// Other cells that are filled: the column from 0, the text.
    pub fields: Vec<(usize, String)>,
    /// The findings as sentences.
    pub message: String,
    /// The address that was probably meant.
    pub suggestion: Option<String>,
}

impl Collector {
    /// Keeps the first `limit` rows of each reason.
    pub fn new(limit: usize) -> Collector {
        Collector {
            limit,
            ..Collector::default()
        }
    }

    /// Takes in a judged row. `column` is the one that decided, `message` what is said of the row.
    pub fn add(&mut self, row: &Row, column: usize, judgement: &Judgement, message: &str) {
        self.count(judgement);
        let decision = judgement.decision();
        let Some(reason) = judgement.reason() else {
            return;
        };
        self.keep(row, column, judgement, (decision, reason), message);
    }

    /// Takes in a judgement without keeping its row.
    pub fn count(&mut self, judgement: &Judgement) {
        let decision = judgement.decision();
        if let Some(domain) = judgement.address.as_ref().and_then(|a| a.domain()) {
            let counts = match self.domains.get_mut(domain.as_str()) {
                Some(counts) => counts,
                None => self.domains.entry(domain.as_str().to_owned()).or_default(),
            };
            counts[decision as usize] += 1;
        }
        self.note_misspelling(judgement);
    }

    fn keep(
        &mut self,
        row: &Row,
        column: usize,
        judgement: &Judgement,
        of: (Decision, Reason),
        message: &str,
    ) {
        let samples = self.samples.entry(of).or_default();
        if samples.len() >= self.limit {
            return;
        }
        samples.push(Sample {
            row: row.number(),
            address: visible(row.cell(column).trim(), KEPT),
            fields: (0..row.len())
                .filter(|&other| other != column)
                .map(|other| (other, visible(row.cell(other).trim(), KEPT)))
                .filter(|(_, text)| !text.is_empty())
                .take(FIELDS)
                .collect(),
            message: visible(message, KEPT),
            suggestion: judgement.suggestion.clone(),
        });
    }

    fn note_misspelling(&mut self, judgement: &Judgement) {
        let Some((typed, intended)) = &judgement.misspelling else {
            return;
        };
        let corrected = judgement
            .findings
            .iter()
            .any(|finding| finding.reason == Reason::TYPO_FIXED);
        let set = match (corrected, judgement.fixable) {
            (true, _) => &mut self.corrected,
            (false, true) => &mut self.certain,
            (false, false) => return,
        };
        set.insert(Misspelling {
            typed: typed.clone(),
            intended: intended.clone(),
        });
    }
}
