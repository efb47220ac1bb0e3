//! A reader that remembers what the csv parser was given, so that a record's bytes can be had as they came.

use std::io::{self, Read};
use std::ops::Range;

use super::cut::cut;
use super::input::SourceReader;

/// A field that grew beyond the limit while its record was still being read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Oversize {
    /// Byte offset of the field in the source.
    pub offset: u64,
    /// It is inside quotes, and has taken in so many line ends that the quote probably never closes.
    pub open_quote: bool,
}

/// Keeps the bytes of the record at hand, and one byte beyond what it gives away: whether a CR is followed by an LF is
/// known before the parser asks.
#[derive(Debug)]
pub(super) struct Tee {
    source: SourceReader,
    /// What is kept.
    buf: Vec<u8>,
    /// Offset in the source of the first byte kept.
    base: u64,
    /// How much of `buf` the parser was given.
    given: usize,
    eof: bool,
    delimiter: u8,
    max_field: usize,
    /// Start of the record at hand, in `buf`.
    record: usize,
    /// Size of the record at which its fields are measured next.
    measure_at: usize,
    pub oversize: Option<Oversize>,
}

impl Tee {
    const BLOCK: usize = 1 << 16;

    pub(super) fn new(source: SourceReader, base: u64, delimiter: u8, max_field: usize) -> Self {
        Tee {
            source,
            buf: Vec::new(),
            base,
            given: 0,
            eof: false,
            delimiter,
            max_field,
            record: 0,
            measure_at: max_field,
            oversize: None,
        }
    }

    /// Forgets what lies before the record that begins at `offset`.
    pub(super) fn begin_record(&mut self, offset: u64) {
        self.record = usize::try_from(offset - self.base)
            .unwrap_or(usize::MAX)
            .min(self.buf.len());
        self.measure_at = self.max_field;
        if self.record >= 4 * Self::BLOCK {
            self.buf.drain(..self.record);
            self.base += self.record as u64;
            self.given -= self.record;
            self.record = 0;
        }
    }

    /// The bytes between two offsets of the record at hand.
    pub(super) fn bytes(&self, range: Range<u64>) -> &[u8] {
        let at = |offset: u64| {
            usize::try_from(offset - self.base)
                .unwrap_or(usize::MAX)
                .min(self.buf.len())
        };
        &self.buf[at(range.start)..at(range.end)]
    }

    /// The byte at an offset, if the source goes so far.
    pub(super) fn byte_at(&self, offset: u64) -> Option<u8> {
        self.bytes(offset..offset + 1).first().copied()
    }

    fn fill(&mut self) -> io::Result<()> {
        while !self.eof && self.buf.len() - self.given < 2 {
            let old = self.buf.len();
            self.buf.resize(old + Self::BLOCK, 0);
            let result = self.source.read(&mut self.buf[old..]);
            self.buf.truncate(old + *result.as_ref().unwrap_or(&0));
            match result {
                Ok(0) => self.eof = true,
                Ok(_) => {}
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => return Err(e),
            }
        }
        Ok(())
    }

    /// Stops a record before it eats the memory: an open quote swallows the rest of the file.
    fn measure(&mut self) -> io::Result<()> {
        let raw = &self.buf[self.record..self.given];
        if raw.len() <= self.measure_at {
            return Ok(());
        }
        let blank = raw
            .iter()
            .take_while(|b| matches!(b, b'\r' | b'\n'))
            .count();
        let mut cells = Vec::new();
        let open = cut(&raw[blank..], self.delimiter, &mut cells);
        if let Some(cell) = cells.iter().find(|cell| cell.len() > self.max_field) {
            let breaks = memchr::memchr2_iter(b'\n', b'\r', &raw[blank..][cell.clone()])
                .take(4)
                .count();
            let offset = self.base + (self.record + blank + cell.start) as u64;
            self.oversize = Some(Oversize {
                offset,
                open_quote: open == Some(cell.start) && breaks > 3,
            });
            return Err(io::Error::other("field too long"));
        }
        self.measure_at = raw.len() * 2;
        Ok(())
    }
}

impl Read for Tee {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        self.measure()?;
        self.fill()?;
        let ready = self.buf.len() - self.given - usize::from(!self.eof);
        let n = out.len().min(ready);
        out[..n].copy_from_slice(&self.buf[self.given..self.given + n]);
        self.given += n;
        Ok(n)
    }
}
