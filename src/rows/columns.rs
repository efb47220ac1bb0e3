//! Which columns hold the addresses: what their names say, held against what is in them.

use super::error::RowsError;
use super::header::fold;
use super::layout::{Candidate, Layout};
use crate::lang::texts::rows as texts;

/// What the name of a column says about its content. The tables that know are the caller's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderHint {
    /// It holds addresses; the lower the rank, the surer it is the main one.
    Address {
        /// 0 is the best.
        rank: u8,
    },
    /// It holds something that looks like addresses and is none to send to: `Email Domain`, `Contact owner`.
    NotAddress,
}

/// Looks up the name of a column.
pub type HeaderHints<'a> = &'a dyn Fn(&str) -> Option<HeaderHint>;

/// A column that the user chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnChoice {
    /// By its name in the header.
    Name(String),
    /// By its number, from 1.
    Number(usize),
}

/// What a walk over the rows counted for one column.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Content {
    /// Cells that are not blank.
    pub filled: u64,
    /// Cells that hold something like an address.
    pub addresses: u64,
}

impl Content {
    /// Nothing was said of it, or enough of it are addresses. 邮箱 is the P.O. box in Outlook's Chinese export.
    fn agrees(self) -> bool {
        self.filled == 0 || self.addresses * 5 >= self.filled
    }

    /// Whatever it is called, it holds addresses.
    fn are_addresses(self) -> bool {
        self.addresses > 0 && self.addresses * 4 >= self.filled
    }
}

/// Fills in the columns that the user chose, and those that look like better choices.
pub(super) fn chosen(
    layout: &mut Layout,
    choices: &[ColumnChoice],
    hint: &dyn Fn(&str) -> Option<HeaderHint>,
    content: &[Content],
    first_row: &[String],
) -> Result<(), RowsError> {
    for choice in choices {
        let column = match choice {
            ColumnChoice::Name(name) => by_name(layout, name, first_row)?,
            ColumnChoice::Number(number) => by_number(layout, *number, first_row)?,
        };
        if !layout.address_columns.contains(&column) {
            layout.address_columns.push(column);
        }
    }
    let name = |column: usize| layout.header.as_ref().and_then(|header| header.get(column));
    let mut others: Vec<(usize, Content)> = content
        .iter()
        .copied()
        .enumerate()
        .filter(|(column, _)| !layout.address_columns.contains(column))
        .filter(|(column, _)| name(*column).and_then(|n| hint(n)) != Some(HeaderHint::NotAddress))
        .filter(|(_, content)| content.are_addresses())
        .collect();
    others.sort_by_key(|(column, content)| (std::cmp::Reverse(content.addresses), *column));
    layout.other_candidates = others
        .into_iter()
        .map(|(column, content)| layout.candidate(column, content.addresses))
        .collect();
    Ok(())
}

fn by_name(layout: &Layout, name: &str, first_row: &[String]) -> Result<usize, RowsError> {
    let wanted = format!("\"{name}\"");
    let Some(header) = &layout.header else {
        let hint = texts::NO_HEADER_TAKE_NUMBER.into();
        return Err(RowsError::NoSuchColumn {
            wanted,
            header: first_row.to_vec(),
            hint,
        });
    };
    let exact = header.iter().position(|cell| cell == name);
    if let Some(column) = exact.or_else(|| header.iter().position(|cell| fold(cell) == fold(name)))
    {
        return Ok(column);
    }
    let near = header
        .iter()
        .map(|cell| {
            (
                strsim::normalized_damerau_levenshtein(&fold(cell), &fold(name)),
                cell,
            )
        })
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .filter(|(likeness, _)| *likeness >= 0.5);
    let hint = match near {
        Some((_, cell)) => texts::DID_YOU_MEAN_COLUMN.with("near", cell.trim()),
        None => texts::TAKE_NAME_OR_NUMBER.into(),
    };
    Err(RowsError::NoSuchColumn {
        wanted,
        header: header.clone(),
        hint,
    })
}

fn by_number(layout: &Layout, number: usize, first_row: &[String]) -> Result<usize, RowsError> {
    let found = (0..layout.width).find(|column| layout.shape.place(*column) + 1 == number);
    found.ok_or_else(|| RowsError::NoSuchColumn {
        wanted: number.to_string(),
        header: layout.header.clone().unwrap_or_else(|| first_row.to_vec()),
        hint: texts::COLUMN_NUMBERS.with("n", layout.width),
    })
}

/// Finds the columns where the user chose none.
pub(super) fn find(
    layout: &mut Layout,
    hint: &dyn Fn(&str) -> Option<HeaderHint>,
    content: &[Content],
    first_row: &[String],
) -> Result<(), RowsError> {
    let of = |column: usize| content.get(column).copied().unwrap_or_default();
    let hint = |column: usize| {
        layout
            .header
            .as_ref()
            .and_then(|h| h.get(column))
            .and_then(|cell| hint(cell))
    };

    let mut named: Vec<(u8, usize)> = (0..layout.width)
        .filter_map(|column| match hint(column) {
            Some(HeaderHint::Address { rank }) => Some((rank, column)),
            _ => None,
        })
        .collect();
    // A column with addresses before an empty one, the better name before the fuller, the left before the right; what
    // its content contradicts comes last.
    let order = |&(rank, column): &(u8, usize)| {
        let c = of(column);
        (
            !c.agrees(),
            c.addresses == 0,
            rank,
            std::cmp::Reverse(c.addresses),
            column,
        )
    };
    named.sort_by_key(order);

    let mut unnamed: Vec<usize> = (0..layout.width)
        .filter(|c| hint(*c).is_none() && of(*c).are_addresses())
        .collect();
    unnamed.sort_by_key(|column| (std::cmp::Reverse(of(*column).addresses), *column));

    let best_named = named
        .first()
        .filter(|(_, c)| of(*c).agrees() || unnamed.is_empty());
    let chosen = match (best_named, unnamed.as_slice()) {
        (Some((_, column)), _) => Some(*column),
        (None, [only]) => Some(*only),
        // Cleaning the wrong column would be worse than asking.
        (None, [first, second, ..]) if of(*first).addresses >= 3 * of(*second).addresses => {
            Some(*first)
        }
        _ => None,
    };
    let likely = named
        .iter()
        .map(|(_, c)| *c)
        .filter(|c| of(*c).agrees() && of(*c).addresses > 0);
    let Some(chosen) = chosen else {
        let guesses = likely
            .chain(unnamed.iter().copied())
            .map(|c| layout.candidate(c, of(c).addresses))
            .collect();
        let header = layout.header.clone().unwrap_or_else(|| first_row.to_vec());
        return Err(RowsError::NoAddressColumn { header, guesses });
    };
    // An unnamed column beside a good name is worth a hint only if it is nearly as full of addresses.
    let strong = unnamed.iter().copied().filter(|c| {
        let (c, best) = (of(*c), of(chosen));
        c.addresses * 5 >= c.filled * 4 && c.addresses * 2 >= best.addresses
    });
    let others: Vec<Candidate> = likely
        .chain(strong)
        .filter(|c| *c != chosen)
        .map(|c| layout.candidate(c, of(c).addresses))
        .collect();
    layout.address_columns = vec![chosen];
    layout.other_candidates = others;
    Ok(())
}
