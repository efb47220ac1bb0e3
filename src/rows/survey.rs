//! The walk over all rows of a list that is plain text: on all cores, and noting where its blocks lie.

use std::io::{self, Read};
use std::ops::Range;

use super::block::{BLOCK, BlockPlace, Found, Next, cells_of, next};
use super::columns::Content;
use super::cut::cut;
use super::input::SourceReader;
use super::lanes::in_order;
use super::layout::{LineEnd, Shape};
use super::records::{Grid, NO_DELIMITER};
use super::scan::holds_address;
use super::swallow;

/// What a stretch of rows is like.
#[derive(Debug, Default)]
pub(super) struct Stretch {
    /// Most cells of a row, presend's own not counted.
    pub width: usize,
    /// By column, presend's own not counted.
    pub content: Vec<Content>,
    pub rows: u64,
    /// Blank lines before its rows.
    pub blank_lines: u64,
    /// LF, CRLF, CR.
    pub ends: [u64; 3],
    pub footer: Footer,
    /// Something that only a careful reader can tell of: a swallowed row.
    irregular: bool,
}

/// A footer is a run of records of one cell without address, after a blank line, at the end of the file.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Footer {
    /// A row that belongs to no footer stands in the stretch.
    broken: bool,
    /// Number of the row that may be its first, and how many rows there are from it on.
    pub from: Option<u64>,
    pub rows: u64,
}

impl Footer {
    /// Takes the next row.
    pub(super) fn follow(&mut self, may_be: bool, blank: bool, number: u64) {
        if !may_be {
            *self = Footer {
                broken: true,
                ..Footer::default()
            };
        } else if self.from.is_some() {
            self.rows += 1;
        } else if blank {
            self.from = Some(number);
            self.rows = 1;
        }
    }

    fn append(&mut self, next: Footer, rows: u64) {
        if next.broken || self.from.is_none() {
            let broken = self.broken || next.broken;
            *self = Footer { broken, ..next };
        } else {
            self.rows += rows;
        }
    }
}

/// Where a row stands.
pub(super) struct RowPlace<'a> {
    pub shape: &'a Shape,
    /// Blank lines before it.
    pub blank: u64,
    pub number: u64,
}

impl Stretch {
    /// Counts a row of so many cells. `signs`: there may be an `@` in them.
    pub(super) fn count<'r>(
        &mut self,
        row: &RowPlace<'_>,
        cells: usize,
        signs: bool,
        cell: impl Fn(usize) -> &'r [u8],
    ) {
        let others = row.shape.others(cells);
        self.rows += 1;
        self.blank_lines += row.blank;
        self.width = self.width.max(others);
        if self.content.len() < others {
            self.content.resize(others, Content::default());
        }
        let mut address = false;
        for (column, content) in self.content.iter_mut().enumerate().take(others) {
            address |= content.count(cell(row.shape.place(column)), signs);
        }
        let may_be = cells == 1 && !address && row.shape.parsed_by != NO_DELIMITER;
        self.footer.follow(may_be, row.blank > 0, row.number);
    }

    /// Counts the line end of a record.
    pub(super) fn count_end(&mut self, line_end: Option<LineEnd>) {
        match line_end {
            Some(LineEnd::Lf) => self.ends[0] += 1,
            Some(LineEnd::CrLf) => self.ends[1] += 1,
            Some(LineEnd::Cr) => self.ends[2] += 1,
            _ => {}
        }
    }

    /// Takes in the rows that follow.
    pub(super) fn append(&mut self, next: &Stretch) {
        self.width = self.width.max(next.width);
        if self.content.len() < next.content.len() {
            self.content.resize(next.content.len(), Content::default());
        }
        for (sum, more) in self.content.iter_mut().zip(&next.content) {
            sum.filled += more.filled;
            sum.addresses += more.addresses;
        }
        self.rows += next.rows;
        self.blank_lines += next.blank_lines;
        for (sum, more) in self.ends.iter_mut().zip(next.ends) {
            *sum += more;
        }
        self.footer.append(next.footer, next.rows);
    }
}

impl Content {
    /// Counts a cell, and tells whether it holds something like an address. `signs`: there may be an `@` in it.
    fn count(&mut self, cell: &[u8], signs: bool) -> bool {
        let filled = match cell.first() {
            Some(first) => first.is_ascii_graphic() || !cell.trim_ascii().is_empty(),
            None => false,
        };
        self.filled += u64::from(filled);
        let address = signs && holds_address(cell);
        self.addresses += u64::from(address);
        address
    }
}

/// Why the survey gave up.
enum Stop {
    Read(io::Error),
    /// An open quote, a field beyond the limit, swallowed rows: the careful reader says where.
    Irregular,
}

/// Walks all rows from an offset on. `before` is the number of the row before. `None` where something is wrong with the
/// rows: the careful reader finds it again and says what.
///
/// # Errors
///
/// If the file cannot be read.
pub(super) fn survey(
    grid: &Grid,
    offset: u64,
    before: u64,
    width: usize,
    shape: &Shape,
) -> io::Result<Option<(Stretch, Vec<BlockPlace>)>> {
    let mut whole = Stretch::default();
    let mut places = Vec::new();
    let mut cutter = Cutter {
        reader: grid.source.reader_at(offset),
        delimiter: grid.delimiter,
        max_field: grid.max_field,
        bytes: Vec::new(),
        offset,
        before,
        ended: false,
        trailing: 0,
    };
    let outcome = in_order(
        || cutter.next(),
        Vec::new,
        |cells, (place, bytes): (BlockPlace, Vec<u8>)| {
            (
                place,
                stretch(&bytes, place.before, grid.delimiter, width, shape, cells),
            )
        },
        |(place, part)| {
            if part.irregular {
                return Err(Stop::Irregular);
            }
            places.push(place);
            whole.append(&part);
            Ok(())
        },
    );
    match outcome {
        Ok(_) => {
            whole.blank_lines += cutter.trailing;
            Ok(Some((whole, places)))
        }
        Err(Stop::Irregular) => Ok(None),
        Err(Stop::Read(error)) => Err(error),
    }
}

/// Cuts a file into blocks.
struct Cutter {
    reader: SourceReader,
    delimiter: u8,
    max_field: usize,
    /// Read, but in no block yet.
    bytes: Vec<u8>,
    offset: u64,
    before: u64,
    ended: bool,
    /// Blank lines behind the last row.
    trailing: u64,
}

impl Cutter {
    fn next(&mut self) -> Result<Option<(BlockPlace, Vec<u8>)>, Stop> {
        let (mut at, mut number) = (0, self.before);
        loop {
            self.fill()?;
            loop {
                match next(&self.bytes, at, self.delimiter, self.ended) {
                    Next::Record(found) => {
                        if found.end - found.start > self.max_field {
                            return Err(Stop::Irregular);
                        }
                        at = found.next;
                        number += found.blank + 1;
                    }
                    Next::End(blank) => {
                        self.trailing = blank;
                        break;
                    }
                    Next::Unfinished if self.ended => return Err(Stop::Irregular),
                    Next::Unfinished => break,
                }
            }
            if at > 0 || self.ended {
                break;
            }
            // Blank lines without end, or a record that is longer than a block.
            if self.bytes.len() > BLOCK + 2 * self.max_field {
                return Err(Stop::Irregular);
            }
        }
        if at == 0 {
            return Ok(None);
        }
        let rest = self.bytes.split_off(at);
        let bytes = std::mem::replace(&mut self.bytes, rest);
        let place = BlockPlace {
            offset: self.offset,
            len: at,
            before: self.before,
        };
        self.offset += at as u64;
        self.before = number;
        Ok(Some((place, bytes)))
    }

    /// Reads a block's worth more.
    fn fill(&mut self) -> Result<(), Stop> {
        let have = self.bytes.len();
        let want = match have < BLOCK {
            true => BLOCK - have,
            false => BLOCK,
        };
        let limit = want as u64;
        let read = (&mut self.reader)
            .take(limit)
            .read_to_end(&mut self.bytes)
            .map_err(Stop::Read)?;
        self.ended = read < want;
        Ok(())
    }
}

/// Counts the rows of a block.
fn stretch(
    bytes: &[u8],
    before: u64,
    delimiter: u8,
    width: usize,
    shape: &Shape,
    cells: &mut Vec<Range<usize>>,
) -> Stretch {
    let mut stretch = Stretch::default();
    let (mut at, mut number) = (0, before);
    while let Next::Record(Found {
        start,
        end,
        next: behind,
        line_end,
        blank,
    }) = next(bytes, at, delimiter, true)
    {
        at = behind;
        number += blank + 1;
        stretch.count_end(line_end);
        let raw = &bytes[start..end];
        let row = RowPlace {
            shape,
            blank,
            number,
        };
        if memchr::memchr(b'"', raw).is_none() {
            cut(raw, delimiter, cells);
            let signs = memchr::memchr(b'@', raw).is_some();
            stretch.count(&row, cells.len(), signs, |place| &raw[cells[place].clone()]);
            continue;
        }
        if swallow::find(raw, delimiter, width).is_some() {
            stretch.irregular = true;
            break;
        }
        cut(raw, delimiter, cells);
        let record = cells_of(raw, cells);
        stretch.count(&row, record.len(), true, |place| &record[place]);
    }
    stretch
}
