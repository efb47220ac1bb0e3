//! What was found out about a file, and how it is told in one line.

use std::fmt;

use super::encoding::Codec;

/// How lines end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineEnd {
    /// LF.
    #[default]
    Lf,
    /// CR LF.
    CrLf,
    /// CR alone, as of old.
    Cr,
    /// Several kinds in one file. Each row keeps its own.
    Mixed,
}

impl LineEnd {
    /// The bytes of the line end; for a mixture LF.
    pub(super) fn bytes(self) -> &'static [u8] {
        match self {
            LineEnd::Lf | LineEnd::Mixed => b"\n",
            LineEnd::CrLf => b"\r\n",
            LineEnd::Cr => b"\r",
        }
    }
}

impl fmt::Display for LineEnd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            LineEnd::Lf => "LF",
            LineEnd::CrLf => "CRLF",
            LineEnd::Cr => "CR",
            LineEnd::Mixed => "mixed line ends",
        })
    }
}

/// A column that may hold addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Index of the column, from 0, presend's own columns not counted.
    pub column: usize,
    /// Its number in the file, from 1, as `--column` takes it.
    pub number: usize,
    /// Its header, where there is one.
    pub name: Option<String>,
    /// Cells that hold something like an address.
    pub addresses: u64,
}

impl fmt::Display for Candidate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.number)?;
        match &self.name {
            Some(name) => write!(f, " \"{}\"", name.trim()),
            None => Ok(()),
        }
    }
}

/// What was found out about a file.
///
/// Columns are counted from 0 and without presend's own, whose values [`super::Row::own`] gives.
#[derive(Clone, Debug)]
pub struct Layout {
    /// Name of the encoding, as the Web's standard spells it.
    pub encoding: &'static str,
    /// The file begins with a byte order mark.
    pub bom: bool,
    /// The delimiter; `None` for one address a line.
    pub delimiter: Option<u8>,
    /// How the lines end.
    pub line_end: LineEnd,
    /// The header's cells, where there is a header.
    pub header: Option<Vec<String>>,
    /// Number of the header row, as a spreadsheet counts.
    pub header_line: Option<u64>,
    /// The columns that hold the addresses, the one that decides first. Never empty.
    pub address_columns: Vec<usize>,
    /// Further columns that hold addresses, for a hint at `--column`.
    pub other_candidates: Vec<Candidate>,
    /// Most cells of any row.
    pub width: usize,
    /// Lines before the header (titles, notes, `sep=;`), copied to each output.
    pub preamble_lines: u64,
    /// Rows at the end that belong to no table (a report's footer after a blank line). They are rows all the same.
    pub footer_rows: u64,
    /// Blank lines among the rows. They are counted in row numbers and not copied.
    pub blank_lines: u64,
    /// Rows that a reader gives, the footer with them.
    pub rows: u64,
    /// Size of the input in bytes, the measure for [`super::RowReader::bytes_read`].
    pub bytes: u64,
    pub(super) shape: Shape,
}

/// What copying rows needs to know and nobody else.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    pub codec: Codec,
    /// The delimiter that was parsed by.
    pub parsed_by: u8,
    /// BOM, `sep=` line and preamble in the file's encoding.
    pub head: Vec<u8>,
    /// The header record as it was parsed, without its line end.
    pub header_raw: Vec<u8>,
    pub header_end: LineEnd,
    /// The line end for a row that has none.
    pub dominant: LineEnd,
    /// For each of presend's columns its place in the input.
    pub own: Vec<Option<usize>>,
    /// All places in the input that presend's columns take, ascending.
    pub taken: Vec<usize>,
    /// Number of the first footer row.
    pub footer_from: u64,
}

impl Shape {
    /// The place in the input of a column.
    pub(super) fn place(&self, column: usize) -> usize {
        self.taken
            .iter()
            .fold(column, |at, taken| at + usize::from(*taken <= at))
    }

    /// How many of the first `cells` places are not presend's.
    pub(super) fn others(&self, cells: usize) -> usize {
        cells - self.taken.iter().filter(|taken| **taken < cells).count()
    }
}

impl Layout {
    /// What was detected, in one line. Header names in it come from the file: escape it for a terminal.
    ///
    /// ```text
    /// UTF-8 with BOM, comma, CRLF, header in line 1, addresses in column 6 "邮箱"
    /// ```
    #[must_use]
    pub fn describe(&self) -> String {
        let mut parts = vec![format!(
            "{}{}",
            self.encoding,
            if self.bom { " with BOM" } else { "" }
        )];
        parts.push(match self.delimiter {
            Some(byte) => delimiter_name(byte),
            None => "one column".to_owned(),
        });
        parts.push(self.line_end.to_string());
        parts.push(match self.header_line {
            Some(line) => format!("header in line {line}"),
            None => "no header".to_owned(),
        });
        let columns: Vec<String> = self
            .address_columns
            .iter()
            .map(|c| self.candidate(*c, 0).to_string())
            .collect();
        let noun = if columns.len() == 1 {
            "column"
        } else {
            "columns"
        };
        parts.push(format!("addresses in {noun} {}", columns.join(", ")));
        parts.join(", ")
    }

    pub(super) fn candidate(&self, column: usize, addresses: u64) -> Candidate {
        let name = self
            .header
            .as_ref()
            .and_then(|header| header.get(column))
            .cloned();
        Candidate {
            column,
            number: self.shape.place(column) + 1,
            name,
            addresses,
        }
    }
}

/// A delimiter as people call it.
pub(super) fn delimiter_name(byte: u8) -> String {
    match byte {
        b',' => "comma".to_owned(),
        b'\t' => "tab".to_owned(),
        b';' => "semicolon".to_owned(),
        b'|' => "pipe".to_owned(),
        b' ' => "blank".to_owned(),
        byte => format!("\"{}\"", char::from(byte).escape_default()),
    }
}
