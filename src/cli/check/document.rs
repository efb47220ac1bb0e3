//! Texts and JSON documents: addresses with their places.

use serde::de::IgnoredAny;

use super::marker::{Marker, Markers};
use crate::address::{Place, places};
use crate::cli::interrupt;
use crate::lists::ColumnHint;
use crate::rows::Position;

/// What a key of a JSON object says of its values.
type Keys<'a> = &'a dyn Fn(&str) -> Option<ColumnHint>;

/// The addresses of a text.
#[derive(Debug, Default)]
pub(super) struct Document {
    /// In the order of the text.
    pub(super) spots: Vec<Spot>,
    /// Every comment that silences findings, with its line.
    pub(super) markers: Vec<(u64, Marker)>,
}

/// Something to judge.
#[derive(Debug)]
pub(super) struct Spot {
    /// Where it stands.
    pub(super) position: Position,
    /// The cell to judge.
    pub(super) cell: String,
    /// The comment that holds for its line.
    pub(super) marker: Option<Marker>,
}

impl Document {
    /// The addresses that stand scattered in a text.
    pub(super) fn of_text(text: &str) -> Document {
        let mut document = Document::default();
        let mut markers = Markers::default();
        for (line, number) in lines(text) {
            if stops(number) {
                break;
            }
            let marker = document.marker(&mut markers, line, number);
            for Place { before, text } in places_in(line) {
                document.spots.push(Spot {
                    position: Position {
                        line: number,
                        column: before as u64 + 1,
                    },
                    cell: text,
                    marker: marker.clone(),
                });
            }
        }
        document
    }

    /// The addresses in the strings of a JSON document. A string under a key that names an address, as a header would,
    /// is judged as a whole. `None` where the text is no JSON document.
    pub(super) fn of_json(text: &str, keys: Keys<'_>) -> Option<Document> {
        serde_json::from_str::<IgnoredAny>(text.trim_start_matches('\u{FEFF}')).ok()?;
        let mut document = Document::default();
        let mut markers = Markers::default();
        let mut names_address = false;
        for (line, number) in lines(text) {
            if stops(number) {
                break;
            }
            let marker = document.marker(&mut markers, line, number);
            // A string of JSON never goes over the end of a line.
            for (i, literal) in literals(line).enumerate() {
                if stops(i as u64 + 1) {
                    break;
                }
                if literal.is_key {
                    names_address = matches!(keys(&literal.text), Some(ColumnHint::Address { .. }));
                }
                let whole = names_address && !literal.is_key;
                let found = if whole {
                    vec![Place {
                        before: 0,
                        text: literal.text.clone(),
                    }]
                } else {
                    literal.text.lines().flat_map(places_in).collect()
                };
                for Place { before, text } in found {
                    // A place counts from the beginning of its line within the string.
                    let skipped = if whole {
                        0
                    } else {
                        before_line(&literal.text, &text, before)
                    };
                    document.spots.push(Spot {
                        position: Position {
                            line: number,
                            column: (literal.column + raw_length(literal.raw, skipped)) as u64,
                        },
                        cell: text,
                        marker: marker.clone(),
                    });
                }
            }
        }
        Some(document)
    }

    /// Every cell.
    pub(super) fn cells(&self) -> impl Iterator<Item = &str> {
        self.spots.iter().map(|spot| spot.cell.as_str())
    }

    fn marker(&mut self, markers: &mut Markers, line: &str, number: u64) -> Option<Marker> {
        let own = super::marker::find(line);
        self.markers.extend(own.map(|marker| (number, marker)));
        markers.of(line)
    }
}

/// Whether the user wants to stop. What was found till then is of no use to anybody.
fn stops(line: u64) -> bool {
    line.is_multiple_of(1 << 10) && interrupt::check().is_err()
}

/// The addresses of a line. A long one is looked at in pieces, for the look at a place goes over all that stands before
/// it.
fn places_in(line: &str) -> Vec<Place> {
    let mut found = Vec::new();
    let (mut rest, mut skipped, mut count) = (line, 0, 0);
    while !rest.is_empty() {
        count += 1;
        if stops(count) {
            break;
        }
        let (piece, behind) = rest.split_at(piece(rest));
        found.extend(places(piece).into_iter().map(|place| Place {
            before: place.before + skipped,
            ..place
        }));
        if !behind.is_empty() {
            skipped += piece.chars().count();
        }
        rest = behind;
    }
    found
}

/// The length of a piece that ends where no address goes on: at a blank, or, where none comes for long, at a sign.
fn piece(text: &str) -> usize {
    const SHORT: usize = 1 << 11;
    const LONG: usize = 1 << 13;
    let behind = |from: usize, ends: fn(u8) -> bool| {
        let bytes = text.as_bytes().get(from..)?;
        let at = bytes.iter().position(|byte| ends(*byte))?;
        Some(from + at + 1)
    };
    let blank = behind(SHORT, |byte| byte.is_ascii_whitespace());
    match blank {
        Some(at) if at < LONG => at,
        _ => behind(LONG, |byte| {
            byte.is_ascii_whitespace() || b",;\"'<>()[]{}".contains(&byte)
        })
        .unwrap_or(text.len()),
    }
}

/// Lines with their numbers from 1. LF, CRLF and CR each end one.
fn lines(text: &str) -> impl Iterator<Item = (&str, u64)> {
    let mut rest = Some(text.strip_prefix('\u{FEFF}').unwrap_or(text));
    let mut number = 0;
    std::iter::from_fn(move || {
        let text = rest?;
        number += 1;
        let Some(end) = text.find(['\r', '\n']) else {
            rest = None;
            return Some((text, number));
        };
        let behind = &text[end..];
        rest = Some(behind.strip_prefix("\r\n").unwrap_or(&behind[1..]));
        Some((&text[..end], number))
    })
}

/// A string of a JSON line.
struct Literal<'a> {
    /// Between its quotes.
    raw: &'a str,
    /// The character behind its first quote, from 1.
    column: usize,
    /// Its text.
    text: String,
    /// A colon follows.
    is_key: bool,
}

/// The strings of a line of a document that is known to be JSON.
fn literals(line: &str) -> impl Iterator<Item = Literal<'_>> {
    // Where the next one is looked for, and how many characters stand before that.
    let (mut at, mut before) = (0, 0);
    std::iter::from_fn(move || {
        let open = at + line[at..].find('"')?;
        let start = open + 1;
        let length = string_length(&line[start..])?;
        let raw = &line[start..start + length];
        let column = before + line[at..start].chars().count() + 1;
        at = start + length + 1;
        before = column + raw.chars().count();
        Some(Literal {
            raw,
            column,
            text: serde_json::from_str(&line[open..at]).unwrap_or_default(),
            is_key: line[at..].trim_start().starts_with(':'),
        })
    })
}

/// The bytes up to the quote that ends a string.
fn string_length(text: &str) -> Option<usize> {
    let mut escaped = false;
    text.bytes().position(|byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    })
}

/// How many characters of the string stand before an address that has `before` characters before it in its line.
fn before_line(text: &str, address: &str, before: usize) -> usize {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if places(line)
            .iter()
            .any(|place| place.before == before && place.text == address)
        {
            return start + before;
        }
        start += line.chars().count();
    }
    before
}

/// How many characters of the source the first `count` characters of a string take.
fn raw_length(raw: &str, count: usize) -> usize {
    let mut chars = raw.chars().peekable();
    let mut length = 0;
    for _ in 0..count {
        match chars.next() {
            Some('\\') if chars.next() == Some('u') => {
                let unit: String = chars.by_ref().take(4).collect();
                length += 6;
                // A character beyond the first plane is two of them.
                if matches!(u16::from_str_radix(&unit, 16), Ok(0xD800..=0xDBFF)) {
                    chars.by_ref().take(6).for_each(drop);
                    length += 6;
                }
            }
            // The sign behind the backslash is taken already.
            Some('\\') => length += 2,
            Some(_) => length += 1,
            None => break,
        }
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spots(document: &Document) -> Vec<(u64, u64, &str)> {
        let spots = document.spots.iter();
        spots
            .map(|spot| (spot.position.line, spot.position.column, spot.cell.as_str()))
            .collect()
    }

    #[test]
    fn a_text_tells_line_and_character() {
        let document = Document::of_text("# Contact\r\n请联系li@example.com\rand wu@example.org\n");
        assert_eq!(
            spots(&document),
            [(2, 4, "li@example.com"), (3, 5, "wu@example.org")]
        );
    }

    #[test]
    fn a_long_line_is_looked_at_in_pieces() {
        for between in ["你好 ", "，;", "x\";"] {
            let text = format!("{}li@example.com ", between.repeat(9)).repeat(2000);
            let document = Document::of_text(&text);
            assert_eq!(document.spots.len(), 2000, "{between}");
            let letters: Vec<char> = text.chars().collect();
            for spot in &document.spots {
                let at = spot.position.column as usize - 1;
                let there: String = letters[at..at + 14].iter().collect();
                assert_eq!(there, spot.cell, "{between} {:?}", spot.position);
            }
        }
        let pairs = "{\"é\": \"li@example.com\"},".repeat(3000);
        let json = format!("[{}0]", pairs);
        let document = Document::of_json(&json, &|_| None).unwrap();
        let columns = document.spots.iter().map(|spot| spot.position.column);
        assert!(columns.eq((0..3000).map(|i| 9 + i * 24)));
    }

    #[test]
    fn json_tells_the_place_in_its_source() {
        let text = "{\n  \"note\": \"\\u00e9\\n\\ud83d\\ude00 li@example.com\",\n  \"E-mail\": \"wu@example,org\",\n  \"x\": \"wu@example\"\n}\n";
        let keys = |key: &str| (key == "E-mail").then_some(ColumnHint::Address { rank: 1 });
        let document = Document::of_json(text, &keys).unwrap();
        assert_eq!(
            spots(&document),
            [(2, 33, "li@example.com"), (3, 14, "wu@example,org")]
        );
        assert!(Document::of_json("{\"a\": ", &keys).is_none());
    }
}
