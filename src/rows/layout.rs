//! What was found out about a file, and how it is told in one line.

use std::ffi::OsString;
use std::fmt;
use std::path::Path;

use super::encoding::Codec;
use super::format::{self, Format, Packing};
use super::kind::{Formats, Kind};
use crate::lang::texts::rows as texts;
use crate::lang::{Message, Value};

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

impl Candidate {
    /// Its number and its header. Escape it for a terminal.
    #[must_use]
    pub fn told(&self) -> Message {
        let text = match &self.name {
            Some(name) => texts::COLUMN_CALLED.with("name", name.trim()),
            None => texts::COLUMN.into(),
        };
        text.with("n", self.number)
    }
}

/// The sheet that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Its number in the workbook, from 1, as `--sheet` takes it.
    pub number: usize,
    /// How many sheets the workbook has.
    pub of: usize,
    /// Formulas whose value was never calculated; their text stands in the cell.
    pub uncalculated: u64,
}

/// What was found out about a file.
///
/// Columns are counted from 0 and without presend's own, whose values [`super::Row::own`] gives.
#[derive(Clone, Debug)]
pub struct Layout {
    /// What the list is stored as.
    pub format: Format,
    /// What the file is compressed with.
    pub packing: Packing,
    /// The sheet, for a workbook.
    pub sheet: Option<Sheet>,
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
    /// Number of the header row, as a spreadsheet counts; 0 where the keys of objects are the header.
    pub header_line: Option<u64>,
    /// The columns that hold the addresses, the one that decides first. Never empty.
    pub address_columns: Vec<usize>,
    /// The user named them.
    pub chosen: bool,
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
    /// The rows before the header, for outputs that cannot copy their bytes.
    pub preamble: Vec<Before>,
    /// Index of the header's row, from 0.
    pub header_row: u32,
    /// The number formats that [`Kind`]s name.
    pub formats: Formats,
}

/// A row before the header.
#[derive(Clone, Debug)]
pub(super) struct Before {
    /// Its index, from 0.
    pub row: u32,
    /// Its cells.
    pub cells: Vec<(String, Kind)>,
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
    /// What was detected, in one line. Names in it come from the file: escape it for a terminal.
    ///
    /// ```text
    /// UTF-8 with BOM, comma, CRLF, header in line 1, addresses in column 6 "邮箱"
    /// Excel workbook, sheet 2 of 3 "Leads", header in row 1, addresses in column 5 "Email"
    /// ```
    #[must_use]
    pub fn describe(&self) -> Value {
        let mut parts: Vec<Value> = Vec::new();
        parts.extend(
            self.packing
                .id()
                .map(|id| texts::PACKED.with("packing", id).into()),
        );
        match self.format {
            Format::Delimited => self.describe_text(&mut parts),
            format => parts.push(format.title().into()),
        }
        if let Some(sheet) = &self.sheet {
            let text = if sheet.of == 1 {
                texts::THE_SHEET
            } else {
                texts::SHEET_OF
            };
            let message = text.with("number", sheet.number).with("all", sheet.of);
            parts.push(message.with("sheet", &sheet.name).into());
        }
        let header = if self.format.is_workbook() {
            texts::HEADER_ROW
        } else {
            texts::HEADER_LINE
        };
        match self.header_line {
            Some(0) => {}
            Some(line) => parts.push(header.with("line", line).into()),
            None => parts.push(texts::NO_HEADER.into()),
        }
        let columns = self.column_names();
        let text = if self.address_columns.len() == 1 {
            texts::ADDRESS_COLUMN
        } else {
            texts::ADDRESS_COLUMNS
        };
        parts.push(text.with("columns", columns).into());
        match self.sheet.as_ref().map_or(0, |sheet| sheet.uncalculated) {
            0 => {}
            n => {
                parts.push(Message::counted(n, texts::UNCALCULATED_ONE, texts::UNCALCULATED).into())
            }
        }
        Value::List(parts)
    }

    /// The columns that hold the addresses, each by its number and name. Escape it for a terminal.
    #[must_use]
    pub fn column_names(&self) -> Value {
        let columns = self.address_columns.iter();
        columns.map(|c| self.candidate(*c, 0).told()).collect()
    }

    /// The name of an output beside its input: `leads.csv.gz` and `clean` give `leads.clean.csv.gz`. The ending stays as
    /// long as it tells the truth about what is written; workbooks give `.xlsx`.
    #[must_use]
    pub fn output_name(&self, input: &Path, kind: &str) -> OsString {
        let name = input.file_name().unwrap_or_default();
        let beside =
            |name: &str| format::beside(name, kind, self.format, self.delimiter == Some(b'\t'));
        if let Some(name) = name.to_str() {
            return beside(name).into();
        }
        // A name in another encoding stays what it is; only its ending is looked at.
        let mut stem = input.file_stem().unwrap_or_default().to_owned();
        let ending = input.extension().unwrap_or_default().to_string_lossy();
        stem.push(beside(&format!("x.{ending}")).trim_start_matches('x'));
        stem
    }

    /// Encoding, delimiter and line ends.
    fn describe_text(&self, parts: &mut Vec<Value>) {
        parts.push(if self.bom {
            texts::WITH_BOM.with("encoding", self.encoding).into()
        } else {
            self.encoding.into()
        });
        parts.push(match self.delimiter {
            Some(byte) => delimiter_name(byte),
            None => texts::ONE_COLUMN.into(),
        });
        parts.push(match self.line_end {
            LineEnd::Mixed => texts::MIXED_LINE_ENDS.into(),
            kind => texts::LINE_END.with("kind", kind.to_string()).into(),
        });
    }

    /// The delimiter that the rows are parsed by.
    #[must_use]
    pub fn parsed_by(&self) -> u8 {
        self.shape.parsed_by
    }

    /// Whether the rows can be read as bytes: nothing but ASCII stands for ASCII, and none of the cells are presend's own.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        let codec = self.shape.codec;
        self.format == Format::Delimited
            && !codec.spooled
            && codec.encoding.is_ascii_compatible()
            && self.shape.taken.is_empty()
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
pub(super) fn delimiter_name(byte: u8) -> Value {
    match byte {
        b',' => texts::COMMA.into(),
        b'\t' => texts::TAB.into(),
        b';' => texts::SEMICOLON.into(),
        b'|' => texts::PIPE.into(),
        b' ' => texts::BLANK.into(),
        byte => {
            let character = char::from(byte).escape_default().to_string();
            texts::OTHER_DELIMITER.with("character", character).into()
        }
    }
}
