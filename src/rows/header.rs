//! Finding the header: it need not be the first record, and need not be there at all.

use super::columns::{HeaderHint, HeaderHints};
use super::sample::{has_address, is_address, is_label};

/// Records among which the header is looked for: titles and notes before it are short.
const DEPTH: usize = 20;

/// What is known of a header before it is found.
pub(super) struct Wanted<'a> {
    pub hints: HeaderHints<'a>,
    /// Names of presend's own columns.
    pub own: &'a [&'a str],
    /// Names of the columns that the user chose, which only a header can hold.
    pub named: Vec<String>,
    /// Index of the column that the user chose by number.
    pub numbered: Option<usize>,
}

/// A header, and how sure it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// Index of the record; `None` for a file without header.
    pub record: Option<usize>,
    /// It holds a known name for an address column, or the name that the user gave.
    pub known: bool,
    /// It holds presend's own columns: presend wrote the file.
    pub own: bool,
}

impl Wanted<'_> {
    /// What the name of a column says about it.
    pub(super) fn hint(&self, cell: &str) -> Option<HeaderHint> {
        (self.hints)(cell.trim())
    }

    fn is_own(&self, cell: &str) -> bool {
        self.own.contains(&cell.trim())
    }

    fn is_named(&self, cell: &str) -> bool {
        self.named.contains(&fold(cell))
    }

    fn names_addresses(&self, cell: &str) -> bool {
        matches!(self.hint(cell), Some(HeaderHint::Address { .. }))
    }

    /// Finds the header among the first records.
    pub(super) fn find(&self, records: &[Vec<String>]) -> Found {
        let mut first = None;
        let mut titled = false;
        for (at, record) in records.iter().enumerate().take(DEPTH) {
            if record.iter().any(|cell| has_address(cell)) {
                if is_title(record) {
                    titled = true;
                    continue;
                }
                // Rows have begun; what comes now is no header.
                break;
            }
            if record.iter().any(|cell| self.is_own(cell)) {
                return Found {
                    record: Some(at),
                    known: true,
                    own: true,
                };
            }
            let known = |cell: &String| {
                if self.named.is_empty() {
                    self.names_addresses(cell)
                } else {
                    self.is_named(cell)
                }
            };
            if !record.iter().any(known) {
                continue;
            }
            let holds = |column: usize| {
                records[at + 1..]
                    .iter()
                    .any(|row| row.get(column).is_some_and(|c| has_address(c)))
            };
            if record
                .iter()
                .enumerate()
                .any(|(column, cell)| known(cell) && holds(column))
            {
                return Found {
                    record: Some(at),
                    known: true,
                    own: false,
                };
            }
            // Without one address below, a title may merely contain the word; and what seemed a title may be a row.
            let plain = at == 0
                || (record.len() > 1 && records[..at].iter().all(|before| before.len() == 1));
            first = first.or((plain && !titled).then_some(at));
        }
        match first {
            Some(at) => Found {
                record: Some(at),
                known: true,
                own: false,
            },
            None => Found {
                record: self.unknown(records),
                ..Found::default()
            },
        }
    }

    /// A header whose names are in no table: the first record, if it looks like names and not like a row.
    fn unknown(&self, records: &[Vec<String>]) -> Option<usize> {
        let (first, rows) = records.split_first()?;
        if first.iter().any(|cell| has_address(cell)) {
            return None;
        }
        let count = |column: usize| {
            rows.iter()
                .filter(|row| row.get(column).is_some_and(|c| has_address(c)))
                .count()
        };
        let width = rows.iter().map(Vec::len).max().unwrap_or(0);
        let column = match self.numbered {
            Some(column) => column,
            None => (0..width)
                .max_by_key(|column| (count(*column), width - column))
                .filter(|c| count(*c) > 0)
                .unwrap_or(0),
        };
        let label = first.get(column).is_some_and(|cell| is_label(cell));
        let others = first
            .iter()
            .all(|cell| cell.trim().is_empty() || is_label(cell));
        (label && others).then_some(0)
    }
}

/// Whether a record may be a title that names somebody: `Exported by sam@example.com`, and nothing beside it.
fn is_title(record: &[String]) -> bool {
    let mut filled = record.iter().filter(|cell| !cell.trim().is_empty());
    match (filled.next(), filled.next()) {
        (Some(cell), None) => !is_address(cell),
        _ => false,
    }
}

/// Folds a column's name for comparison: case, blanks and punctuation between words do not tell columns apart.
pub(super) fn fold(name: &str) -> String {
    name.chars()
        .filter(|c| !c.is_whitespace() && !"_-".contains(*c))
        .flat_map(char::to_lowercase)
        .collect()
}
