//! Rows as JSON Lines: their cells under the names of their columns, presend's after them.

use serde_json::value::RawValue;

use super::format::Format;
use super::kind::Kind;
use super::layout::Layout;
use super::reader::Row;

/// Writes rows of one input as objects.
///
/// Numbers, truth and nested values stay what they were; a key that an object did not have is not given to it. Titles
/// before a header have no place here.
#[derive(Debug)]
pub(super) struct Objects {
    /// `"name":`, by column.
    keys: Vec<String>,
    own: Vec<String>,
    /// The cells of a text file have no kinds: an empty one is an empty text.
    typed: bool,
}

impl Objects {
    pub(super) fn new(layout: &Layout, own_columns: &[&str]) -> Self {
        let mut names: Vec<String> = Vec::with_capacity(layout.width);
        for column in 0..layout.width {
            let header = layout.header.as_ref().and_then(|header| header.get(column));
            let name = match header {
                // The keys of an object are names as they are.
                Some(name) if layout.format == Format::JsonLines => name.clone(),
                Some(name) if !name.trim().is_empty() => name.trim().to_owned(),
                _ => format!("column{}", column + 1),
            };
            let mut unique = name.clone();
            let mut n = 2;
            while names.contains(&unique) || own_columns.contains(&unique.as_str()) {
                unique = format!("{name}_{n}");
                n += 1;
            }
            names.push(unique);
        }
        Objects {
            keys: names.iter().map(|name| key(name)).collect(),
            own: own_columns.iter().map(|name| key(name)).collect(),
            typed: layout.format != Format::Delimited,
        }
    }

    /// Appends a row. `replaced` gives new text for some of its cells.
    pub(super) fn row(
        &self,
        row: &Row,
        replaced: &[(usize, &str)],
        own: &[&str],
        out: &mut Vec<u8>,
    ) {
        out.push(b'{');
        let mut first = true;
        let mut pair = |key: &str, value: &str| {
            if !std::mem::take(&mut first) {
                out.push(b',');
            }
            out.extend_from_slice(key.as_bytes());
            out.extend_from_slice(value.as_bytes());
        };
        for (column, key) in self.keys.iter().enumerate() {
            if let Some((_, text)) = replaced.iter().find(|(at, _)| *at == column) {
                pair(key, &quoted(text));
                continue;
            }
            let text = row.cell(column);
            let kind = match row.kind(column) {
                Kind::Text if self.typed && column >= row.len() => Kind::Empty,
                kind => kind,
            };
            match kind {
                Kind::Missing => {}
                Kind::Empty => pair(key, "null"),
                Kind::Bool(truth) => pair(key, if truth { "true" } else { "false" }),
                Kind::Json => pair(key, &text),
                Kind::Number { value, .. } => {
                    // As it was written, unless that is no JSON, as 007 is not.
                    if serde_json::from_str::<&RawValue>(&text).is_ok() {
                        pair(key, &text);
                    } else {
                        pair(key, &value.to_string());
                    }
                }
                Kind::Text | Kind::Date { .. } => pair(key, &quoted(&text)),
            }
        }
        for (key, value) in self.own.iter().zip(own) {
            pair(key, &quoted(value));
        }
        out.extend_from_slice(b"}\n");
    }
}

fn key(name: &str) -> String {
    quoted(name) + ":"
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
