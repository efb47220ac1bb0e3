//! A UTF-8 copy of a file that cannot be parsed as it is.
//!
//! In UTF-16 and ISO-2022-JP a delimiter is not always the byte it is in ASCII; in GBK, Big5 and Shift_JIS `|` is also
//! the second byte of characters. The copy is taken only if each line encodes back to the bytes it came from.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};

use encoding_rs::{DecoderResult, EUC_KR, Encoding, GB18030, ISO_2022_JP, UTF_16BE, UTF_16LE};

use super::encoding::encode;
use super::error::RowsError;
use super::input::Source;

/// Whether a file in this encoding must be transcoded to be parsed by this delimiter.
pub(super) fn needed(encoding: &'static Encoding, delimiter: Option<u8>) -> bool {
    if [UTF_16LE, UTF_16BE, ISO_2022_JP].contains(&encoding) {
        return true;
    }
    let trail = match delimiter {
        None => false,
        Some(byte) if encoding == GB18030 => byte.is_ascii_digit() || byte >= 0x40,
        Some(byte) if encoding == EUC_KR => byte.is_ascii_alphabetic(),
        Some(byte) => byte >= 0x40,
    };
    trail && !encoding.is_single_byte() && encoding != encoding_rs::UTF_8
}

/// Writes the copy. It begins after the BOM, of `bom` bytes.
pub(super) fn to_utf8(
    name: &str,
    source: &Source,
    encoding: &'static Encoding,
    bom: usize,
) -> Result<Source, RowsError> {
    let mut copy = Copy {
        name,
        encoding,
        out: BufWriter::new(tempfile::tempfile().map_err(|source| RowsError::Spool {
            name: name.to_owned(),
            source,
        })?),
        len: 0,
        line: 1,
        text: String::new(),
        back: Vec::new(),
    };
    let mut reader = source.reader_at(bom as u64);
    let mut block = vec![0; 1 << 20];
    let mut kept = 0;
    loop {
        let n = reader
            .read(&mut block[kept..])
            .map_err(|source| RowsError::Read {
                name: name.to_owned(),
                source,
            })?;
        let filled = kept + n;
        let end = if n == 0 {
            filled
        } else {
            copy.last_line_end(&block[..filled])
        };
        copy.lines(&block[..end])?;
        block.copy_within(end..filled, 0);
        kept = filled - end;
        if n == 0 {
            break;
        }
        if kept == block.len() {
            // One line longer than the block: grow, the caller's limit on fields comes later.
            block.resize(block.len() * 2, 0);
        }
    }
    let len = copy.len;
    let spool = |source: io::Error| RowsError::Spool {
        name: name.to_owned(),
        source,
    };
    let file = copy.out.into_inner().map_err(|e| spool(e.into_error()))?;
    Ok(Source::new(file, len))
}

struct Copy<'a> {
    name: &'a str,
    encoding: &'static Encoding,
    out: BufWriter<File>,
    len: u64,
    line: u64,
    text: String,
    back: Vec<u8>,
}

impl Copy<'_> {
    /// The size of an LF in bytes.
    fn unit(&self) -> usize {
        if self.encoding == UTF_16LE || self.encoding == UTF_16BE {
            2
        } else {
            1
        }
    }

    /// The end of the first line in `bytes`, of all lines with `last`.
    fn line_end(&self, bytes: &[u8], last: bool) -> Option<usize> {
        if self.unit() == 1 {
            let at = if last {
                memchr::memrchr(b'\n', bytes)
            } else {
                memchr::memchr(b'\n', bytes)
            };
            return at.map(|at| at + 1);
        }
        let lf = if self.encoding == UTF_16LE {
            [b'\n', 0]
        } else {
            [0, b'\n']
        };
        let mut units = bytes.chunks_exact(2);
        let at = if last {
            units.rposition(|unit| unit == lf)
        } else {
            units.position(|unit| unit == lf)
        };
        at.map(|at| (at + 1) * 2)
    }

    fn last_line_end(&self, bytes: &[u8]) -> usize {
        self.line_end(bytes, true).unwrap_or(0)
    }

    fn lines(&mut self, mut bytes: &[u8]) -> Result<(), RowsError> {
        while !bytes.is_empty() {
            let end = self.line_end(bytes, false).unwrap_or(bytes.len());
            self.line(&bytes[..end])?;
            bytes = &bytes[end..];
            self.line += 1;
        }
        Ok(())
    }

    fn line(&mut self, bytes: &[u8]) -> Result<(), RowsError> {
        let mut decoder = self.encoding.new_decoder_without_bom_handling();
        self.text.clear();
        let need = decoder.max_utf8_buffer_length_without_replacement(bytes.len());
        self.text.reserve(need.unwrap_or(bytes.len() * 4));
        let (result, _) = decoder.decode_to_string_without_replacement(bytes, &mut self.text, true);
        self.back.clear();
        let whole = matches!(result, DecoderResult::InputEmpty)
            && encode(self.encoding, &self.text, &mut self.back);
        if !whole || self.back != bytes {
            return Err(RowsError::Transcode {
                name: self.name.to_owned(),
                encoding: self.encoding.name(),
                line: self.line,
            });
        }
        self.len += self.text.len() as u64;
        let written = self.out.write_all(self.text.as_bytes());
        written.map_err(|source| RowsError::Spool {
            name: self.name.to_owned(),
            source,
        })
    }
}
