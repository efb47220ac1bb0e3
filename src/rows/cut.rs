//! Where the cells lie in the bytes of a record.
//!
//! The csv crate gives the contents of the cells, not their places. Copying a cell as it came needs its place, so this
//! follows the same rules once more: a quote opens only at the start of a cell, a doubled one stands for itself, and
//! what follows a closing quote is taken as it is.

use std::ops::Range;

/// Finds the cells of one record (without its line end). Returns where a quote opened that never closed.
pub(super) fn cut(raw: &[u8], delimiter: u8, cells: &mut Vec<Range<usize>>) -> Option<usize> {
    cells.clear();
    let mut start = 0;
    loop {
        let mut at = start;
        if raw.get(at) == Some(&b'"') {
            match close(raw, at + 1) {
                Some(after) => at = after,
                None => {
                    cells.push(start..raw.len());
                    return Some(start);
                }
            }
        }
        match memchr::memchr(delimiter, &raw[at..]) {
            Some(n) => {
                cells.push(start..at + n);
                start = at + n + 1;
            }
            None => {
                cells.push(start..raw.len());
                return None;
            }
        }
    }
}

/// The place after the quote that closes a cell.
pub(super) fn close(raw: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at += memchr::memchr(b'"', raw.get(at..)?)? + 1;
        if raw.get(at) != Some(&b'"') {
            return Some(at);
        }
        at += 1;
    }
}

/// Whether a cell is quoted from end to end, so that it means the same under any delimiter.
pub(super) fn is_quoted(cell: &[u8]) -> bool {
    cell.len() >= 2 && cell[0] == b'"' && close(cell, 1) == Some(cell.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The csv crate must see the same cells, or a cell would be copied from the wrong place.
    #[test]
    fn agrees_with_the_csv_crate() {
        let records: [&[u8]; 9] = [
            b"a,b,c",
            b",,",
            b"\"a,b\",c",
            b"\"a\"\"b\",\"\"",
            b"a \"b\",c",
            b"\"a\" tail,b",
            b"\"a\"x\"y,z\",b",
            b"\"line\r\nbreak\",x",
            b"\"\"\"\",",
        ];
        for raw in records {
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .from_reader(raw);
            let record = reader.byte_records().next().unwrap().unwrap();
            let mut cells = Vec::new();
            assert_eq!(cut(raw, b',', &mut cells), None);
            let shown = String::from_utf8_lossy(raw);
            assert_eq!(cells.len(), record.len(), "{shown}");
            for (range, cell) in cells.iter().zip(&record) {
                let alone = &raw[range.clone()];
                assert!(alone == cell || alone.starts_with(b"\""), "{shown}");
            }
        }
    }

    #[test]
    fn reports_where_a_quote_stays_open() {
        let mut cells = Vec::new();
        assert_eq!(cut(b"a,\"b,c\"\"", b',', &mut cells), Some(2));
        assert_eq!(cells, [0..1, 2..8]);
    }

    #[test]
    fn quoted_means_from_end_to_end() {
        assert!(is_quoted(b"\"a,\"\"b\""));
        assert!(!is_quoted(b"\"a\" <b,c>"));
        assert!(!is_quoted(b"\""));
        assert!(!is_quoted(b"a"));
    }
}
