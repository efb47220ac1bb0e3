//! Quotes that take in the rows below them.
//!
//! A quote that was never meant to open a cell ends at the next one in the file, rows later, and every contact between
//! them would be text of one cell. Real cells with line breaks must pass, even those that hold pasted rows.

use super::cut::{close, cut};
use super::scan::holds_address;

/// Where in a record a quote opens that took in rows of `width` cells.
///
/// The signs are text directly behind the closing quote while a line inside is a whole row with an address, or a
/// record that is too short while each of its lines is one.
pub(super) fn find(raw: &[u8], delimiter: u8, width: usize) -> Option<usize> {
    memchr::memchr2(b'\r', b'\n', raw)?;
    let mut cells = Vec::new();
    if cut(raw, delimiter, &mut cells).is_some() {
        return None;
    }
    let opens = |at: &usize| {
        let cell = &cells[*at];
        let after = close(raw, cell.start + 1).filter(|_| raw.get(cell.start) == Some(&b'"'));
        after.is_some_and(|after| {
            let inside = &raw[cell.start + 1..after];
            let runs_on = !raw[after..cell.end].trim_ascii().is_empty();
            memchr::memchr2(b'\r', b'\n', inside).is_some()
                && (runs_on || cells.len() < width)
                && holds_rows(raw, cell.start, delimiter, width, runs_on)
        })
    };
    (0..cells.len()).find(opens).map(|at| cells[at].start)
}

/// Whether the lines from a quote on are rows of their own: any but the last with `any`, else all.
fn holds_rows(raw: &[u8], quote: usize, delimiter: u8, width: usize, any: bool) -> bool {
    let begin = raw[..quote]
        .iter()
        .rposition(|b| matches!(b, b'\r' | b'\n'))
        .map_or(0, |at| at + 1);
    let mut cells = Vec::new();
    let mut is_row = |line: &[u8], quote: Option<usize>| {
        // The quote itself is read as text.
        let (before, rest) = line.split_at(quote.map_or(0, |at| at + 1));
        cut(
            before.strip_suffix(b"\"").unwrap_or(before),
            delimiter,
            &mut cells,
        );
        let first = cells.len() - 1;
        cut(rest, delimiter, &mut cells);
        first + cells.len() == width && holds_address(line)
    };
    let mut lines = raw[begin..]
        .split(|b| matches!(b, b'\r' | b'\n'))
        .enumerate()
        .filter(|(_, line)| !line.is_empty())
        .map(|(at, line)| is_row(line, (at == 0).then_some(quote - begin)))
        .collect::<Vec<_>>();
    if any {
        lines.pop();
        return lines.contains(&true);
    }
    lines.len() > 1 && !lines.contains(&false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_inside_a_cell_are_told_from_lines_of_text() {
        for (raw, width, found) in [
            ("\"B,b@x.com\nC,c@x.com\n\"E\",e@x.com", 2, Some(0)),
            ("\"B,b@x.com\r\n\"C\",c@x.com", 2, Some(0)),
            ("B,\"b@x.com\n\"C\",c@x.com", 2, Some(2)),
            ("\"B,b@x.com\nC,c@x.com\"", 2, Some(0)),
            ("1,\"B,b@x.com\n2,C,c@x.com,\"z", 3, Some(2)),
            // Pasted rows, well quoted, in a record of full width.
            ("\"B,b@x.com\nC,c@x.com\",Acme", 2, None),
            ("A,\"B,b@x.com\nC,c@x.com\"", 2, None),
            ("\"1 High Street\nLondon\",b@x.com", 2, None),
            ("\"he said\nthe \"big\" one\",b@x.com", 2, None),
            ("\"Tom, t@x.com, Ulm\nsecond line\",b@x.com,Ulm", 3, None),
            ("\"B,b@x.com\" tail,c", 2, None),
        ] {
            assert_eq!(find(raw.as_bytes(), b',', width), found, "{raw}");
        }
    }
}
