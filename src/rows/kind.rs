//! What a cell is beside its text: a spreadsheet and JSON know numbers, dates and truth, CSV does not.

use std::io::{self, Read, Write};

/// What a cell is. Its text stands in the row.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Kind {
    /// Text, also where nothing is known.
    #[default]
    Text,
    /// There is no value: an empty cell, `null`.
    Empty,
    /// The object has no such key.
    Missing,
    /// True or false.
    Bool(bool),
    /// A number.
    Number {
        /// Its value.
        value: f64,
        /// Index of its number format among those of the list.
        format: u16,
    },
    /// A date, a time or a span.
    Date {
        /// Days since 1899-12-30, as Excel counts them (1900 date system).
        serial: f64,
        /// Index of its number format among those of the list.
        format: u16,
    },
    /// JSON that is no text and no number of a spreadsheet: a list, an object, a number of many digits.
    Json,
}

impl Kind {
    fn write(self, out: &mut impl Write) -> io::Result<()> {
        let (tag, value, format) = match self {
            Kind::Text => (0, None, 0),
            Kind::Empty => (1, None, 0),
            Kind::Missing => (2, None, 0),
            Kind::Bool(false) => (3, None, 0),
            Kind::Bool(true) => (4, None, 0),
            Kind::Json => (5, None, 0),
            Kind::Number { value, format } => (6, Some(value), format),
            Kind::Date { serial, format } => (7, Some(serial), format),
        };
        out.write_all(&[tag])?;
        if let Some(value) = value {
            out.write_all(&value.to_le_bytes())?;
            out.write_all(&format.to_le_bytes())?;
        }
        Ok(())
    }

    fn read(from: &mut impl Read) -> io::Result<Kind> {
        let mut tag = [0];
        from.read_exact(&mut tag)?;
        Ok(match tag[0] {
            0 => Kind::Text,
            1 => Kind::Empty,
            2 => Kind::Missing,
            3 => Kind::Bool(false),
            4 => Kind::Bool(true),
            5 => Kind::Json,
            tag => {
                let (mut value, mut format) = ([0; 8], [0; 2]);
                from.read_exact(&mut value)?;
                from.read_exact(&mut format)?;
                let (value, format) = (f64::from_le_bytes(value), u16::from_le_bytes(format));
                if tag == 6 {
                    Kind::Number { value, format }
                } else {
                    Kind::Date {
                        serial: value,
                        format,
                    }
                }
            }
        })
    }
}

/// Writes the kinds of one record.
pub(super) fn write_record(kinds: &[Kind], out: &mut impl Write) -> io::Result<()> {
    out.write_all(&(kinds.len() as u32).to_le_bytes())?;
    kinds.iter().try_for_each(|kind| kind.write(out))
}

/// Reads the kinds of the next record.
pub(super) fn read_record(from: &mut impl Read, kinds: &mut Vec<Kind>) -> io::Result<()> {
    let mut count = [0; 4];
    from.read_exact(&mut count)?;
    kinds.clear();
    for _ in 0..u32::from_le_bytes(count) {
        kinds.push(Kind::read(from)?);
    }
    Ok(())
}

/// The number formats of a list, each once. The first is `General`.
#[derive(Clone, Debug)]
pub(super) struct Formats(Vec<String>);

/// Index of the format that shows a number as it is.
pub(super) const GENERAL: u16 = 0;

impl Default for Formats {
    fn default() -> Self {
        Formats(vec!["General".to_owned()])
    }
}

impl Formats {
    /// The index of a format. A list with more of them than can be counted gets the general one.
    pub(super) fn index(&mut self, code: &str) -> u16 {
        let at = self.0.iter().position(|known| known == code);
        let at = at.unwrap_or_else(|| {
            self.0.push(code.to_owned());
            self.0.len() - 1
        });
        u16::try_from(at).unwrap_or(GENERAL)
    }

    /// The codes in the order of their indexes.
    pub(super) fn codes(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_come_back() {
        let kinds = [
            Kind::Text,
            Kind::Empty,
            Kind::Missing,
            Kind::Bool(true),
            Kind::Bool(false),
            Kind::Json,
            Kind::Number {
                value: 8_613_800_138_000.0,
                format: 0,
            },
            Kind::Date {
                serial: 45_356.5,
                format: 300,
            },
        ];
        let mut bytes = Vec::new();
        write_record(&kinds, &mut bytes).unwrap();
        write_record(&[], &mut bytes).unwrap();
        let (mut from, mut back) = (bytes.as_slice(), vec![Kind::Json]);
        read_record(&mut from, &mut back).unwrap();
        assert_eq!(back, kinds);
        read_record(&mut from, &mut back).unwrap();
        assert!(back.is_empty() && from.is_empty());
    }
}
