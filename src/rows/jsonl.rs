//! JSON Lines: one object a line, its keys are columns.

use std::fmt;
use std::io::{BufRead, BufReader, Read};

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::error::RowsError;
use super::format::Format;
use super::input::Source;
use super::kind::{GENERAL, Kind};
use super::spool::{self, Cells, SpoolWriter};
use super::table::Copied;
use super::watch::Step;

/// Most different keys in a list: more are no columns.
const KEYS: usize = 4096;

/// Reads a list into a copy with a header: the keys in the order of their first appearance.
///
/// # Errors
///
/// If a line is no object, or longer than sixteen fields may be.
pub(super) fn read(name: &str, file: &Source, max_field: usize) -> Result<Copied, RowsError> {
    let limit = max_field.saturating_mul(16);
    let mut keys = Keys::default();
    Lines::new(name, file, limit).each(|line, number| {
        let Object(pairs) = parse(name, line, number)?;
        for (key, _) in pairs {
            keys.index(&key);
            if keys.names.len() > KEYS {
                return Err(RowsError::TooManyKeys {
                    name: name.to_owned(),
                    line: number,
                    limit: KEYS,
                });
            }
        }
        Ok(())
    })?;

    let file = &file.during(Step::Copying);
    let mut spool = SpoolWriter::new(name, spool::cap(file.len()), 0)?;
    let mut cells = Cells::default();
    for (column, key) in keys.names.iter().enumerate() {
        cells.set(column, Kind::Text).push_str(key);
    }
    spool.row(0, &mut cells, false)?;
    let width = keys.names.len();
    Lines::new(name, file, limit).each(|line, number| {
        cells.clear();
        for column in 0..width {
            cells.set(column, Kind::Missing);
        }
        let Object(pairs) = parse(name, line, number)?;
        for (key, value) in pairs {
            let (kind, text) = read_value(value.get());
            cells.set(keys.index(&key), kind).push_str(&text);
        }
        spool.row(number, &mut cells, false)
    })?;
    Ok(Copied {
        spool: spool.finish()?,
        format: Format::JsonLines,
        sheet: None,
        lines_before: -1,
    })
}

/// A value's kind and its text.
fn read_value(raw: &str) -> (Kind, String) {
    match raw.as_bytes().first() {
        Some(b'"') => match serde_json::from_str(raw) {
            Ok(text) => (Kind::Text, text),
            // A lone surrogate: it stays as it came.
            Err(_) => (Kind::Json, raw.to_owned()),
        },
        Some(b'n') => (Kind::Empty, String::new()),
        Some(b't') => (Kind::Bool(true), raw.to_owned()),
        Some(b'f') => (Kind::Bool(false), raw.to_owned()),
        Some(b'{' | b'[') => (Kind::Json, raw.to_owned()),
        _ => (number(raw), raw.to_owned()),
    }
}

/// A spreadsheet keeps fifteen digits. A number of more, as long ids are, is none for it.
fn number(raw: &str) -> Kind {
    let digits = raw
        .bytes()
        .take_while(|b| !matches!(b, b'e' | b'E'))
        .filter(u8::is_ascii_digit)
        .count();
    match raw.parse::<f64>() {
        Ok(value) if digits <= 15 && value.is_finite() => Kind::Number {
            value,
            format: GENERAL,
        },
        _ => Kind::Json,
    }
}

fn parse<'a>(name: &str, line: &'a [u8], number: u64) -> Result<Object<'a>, RowsError> {
    serde_json::from_slice(line).map_err(|error| RowsError::BadJson {
        name: name.to_owned(),
        line: number,
        why: error.to_string(),
    })
}

/// The keys found so far. Most objects have them in one order, so that the next is looked for behind the last.
#[derive(Default)]
struct Keys {
    names: Vec<String>,
    next: usize,
}

impl Keys {
    fn index(&mut self, key: &str) -> usize {
        let at = if self.names.get(self.next).is_some_and(|name| name == key) {
            self.next
        } else {
            self.names
                .iter()
                .position(|name| name == key)
                .unwrap_or_else(|| {
                    self.names.push(key.to_owned());
                    self.names.len() - 1
                })
        };
        self.next = (at + 1) % self.names.len();
        at
    }
}

/// An object's keys and values in their order, the values as they are written.
struct Object<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Object<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object<'de>, A::Error> {
                let mut pairs: Vec<(String, &RawValue)> = Vec::new();
                while let Some(key) = map.next_key::<String>()? {
                    if pairs.len() <= KEYS && pairs.iter().any(|(known, _)| *known == key) {
                        // Of a key that stands twice the first counts: it may hold the address.
                        map.next_value::<IgnoredAny>()?;
                    } else {
                        pairs.push((key, map.next_value()?));
                    }
                }
                Ok(Object(pairs))
            }
        }
        from.deserialize_map(Pairs)
    }
}

/// Walks the lines of a file that hold anything.
struct Lines<'a> {
    name: &'a str,
    from: BufReader<super::input::SourceReader>,
    limit: usize,
}

impl<'a> Lines<'a> {
    fn new(name: &'a str, file: &Source, limit: usize) -> Self {
        Lines {
            name,
            from: BufReader::with_capacity(1 << 16, file.reader_at(0)),
            limit,
        }
    }

    fn each(
        mut self,
        mut each: impl FnMut(&[u8], u64) -> Result<(), RowsError>,
    ) -> Result<(), RowsError> {
        let mut line = Vec::new();
        let mut number = 0;
        loop {
            line.clear();
            let most = self.limit as u64 + 1;
            let read = self.from.by_ref().take(most).read_until(b'\n', &mut line);
            let read = read.map_err(|source| RowsError::Read {
                name: self.name.to_owned(),
                source,
            })?;
            if read == 0 {
                return Ok(());
            }
            number += 1;
            if read > self.limit {
                return Err(RowsError::FieldTooLong {
                    name: self.name.to_owned(),
                    line: number,
                    limit: self.limit,
                });
            }
            let text = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&line);
            if !text.trim_ascii().is_empty() {
                each(text, number)?;
            }
        }
    }
}
