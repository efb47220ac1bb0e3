//! Which delimiter a file uses: the one under which its records are alike and a column of addresses stands out.

use super::header::{Found, Wanted};
use super::sample::{has_address, is_address, records};

/// The delimiters that are tried, the commonest first.
const KNOWN: [u8; 4] = [b',', b';', b'\t', b'|'];

/// A delimiter and what it makes of the sample.
#[derive(Debug)]
pub(super) struct Dialect {
    /// `None` for one address a line.
    pub delimiter: Option<u8>,
    pub header: Found,
    pub records: Vec<Vec<String>>,
    score: f64,
}

impl Dialect {
    /// Reads the sample under a given delimiter.
    pub(super) fn given(
        text: &str,
        delimiter: Option<u8>,
        wanted: &Wanted<'_>,
        no_header: bool,
    ) -> Self {
        let records = records(text, delimiter);
        let header = if no_header {
            Found::default()
        } else {
            wanted.find(&records)
        };
        let score = score(&records, delimiter, header);
        Dialect {
            delimiter,
            header,
            records,
            score: score.unwrap_or(f64::MIN),
        }
    }

    /// How many cells a row is expected to have.
    pub(super) fn width(&self) -> usize {
        match self.header.record {
            Some(at) => self.records[at].len(),
            None => usual_width(&self.records).0,
        }
    }

    /// Finds the delimiter.
    pub(super) fn detect(text: &str, wanted: &Wanted<'_>, no_header: bool) -> Self {
        let mut best = Dialect::given(text, None, wanted, no_header);
        for delimiter in KNOWN.into_iter().filter(|d| text.as_bytes().contains(d)) {
            let rival = Dialect::given(text, Some(delimiter), wanted, no_header);
            if rival.score > best.score {
                best = rival;
            }
        }
        best
    }
}

/// How well a delimiter explains the records; `None` where it does not delimit them.
fn score(records: &[Vec<String>], delimiter: Option<u8>, header: Found) -> Option<f64> {
    let rows = &records[header.record.map_or(0, |at| at + 1)..];
    let known = if header.own { 8.0 } else { 0.0 } + if header.known { 4.0 } else { 0.0 };
    let pure = purity(rows);
    if delimiter.is_none() {
        // A little below a perfect table, so that two columns win over one only where the rows agree.
        return Some(known + pure + 0.5);
    }
    let (usual, alike) = usual_width(rows);
    let width = match header.record {
        // A delimiter that is not in the header belongs to the cells.
        Some(at) => records[at].len(),
        None => usual,
    };
    if width < 2 || (header.record.is_none() && only_addresses(rows) && alike < 0.95) {
        return None;
    }
    // Ragged rows are common, so that the header's width counts as agreement too.
    Some(known + pure + alike + 0.001 * width.min(50) as f64)
}

/// The commonest number of cells, and the share of rows that have it.
fn usual_width(rows: &[Vec<String>]) -> (usize, f64) {
    let mut counts = std::collections::BTreeMap::new();
    for row in rows {
        *counts.entry(row.len()).or_insert(0_usize) += 1;
    }
    match counts
        .into_iter()
        .max_by_key(|(width, count)| (*count, *width))
    {
        Some((width, count)) => (width, count as f64 / rows.len() as f64),
        None => (0, 1.0),
    }
}

/// The share of rows with an address in which one cell is an address and nothing else, in the best column.
fn purity(rows: &[Vec<String>]) -> f64 {
    let with = rows
        .iter()
        .filter(|row| row.iter().any(|cell| has_address(cell)))
        .count();
    let width = rows.iter().map(Vec::len).max().unwrap_or(0).min(200);
    let pure = |column: usize| {
        rows.iter()
            .filter(|row| row.get(column).is_some_and(|c| is_address(c)))
            .count()
    };
    let best = (0..width).map(pure).max().unwrap_or(0);
    if with == 0 {
        0.0
    } else {
        best as f64 / with as f64
    }
}

/// Whether a delimiter only separates addresses from each other: `a@example.com; b@example.com` is one cell that names
/// two people, unless every row does it.
fn only_addresses(rows: &[Vec<String>]) -> bool {
    rows.iter().all(|row| {
        row.iter()
            .all(|cell| cell.trim().is_empty() || has_address(cell))
    })
}
