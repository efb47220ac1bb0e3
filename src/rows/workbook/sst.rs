//! The shared strings of an old Excel workbook ([MS-XLS] 2.4.265), measured.
//!
//! The parser gives each cell a string of its own, so that one long string in a million cells would be a million long
//! strings.

/// The pieces of the record: its own body, and those of the records that continue it.
struct Pieces<'a> {
    now: &'a [u8],
    next: std::vec::IntoIter<&'a [u8]>,
}

impl<'a> Pieces<'a> {
    /// Goes on to the next piece where this one has ended.
    fn go_on(&mut self) -> Option<()> {
        while self.now.is_empty() {
            self.now = self.next.next()?;
        }
        Some(())
    }

    fn byte(&mut self) -> Option<u8> {
        self.go_on()?;
        let (first, rest) = self.now.split_first()?;
        self.now = rest;
        Some(*first)
    }

    fn u16(&mut self) -> Option<usize> {
        Some(usize::from(self.byte()?) | usize::from(self.byte()?) << 8)
    }

    fn skip(&mut self, mut bytes: usize) -> Option<()> {
        while bytes > 0 {
            self.go_on()?;
            let taken = bytes.min(self.now.len());
            self.now = &self.now[taken..];
            bytes -= taken;
        }
        Some(())
    }

    /// Passes by the letters of a string. One that goes on in the next piece says there anew how wide its letters are.
    fn letters(&mut self, mut count: usize, mut wide: bool) -> Option<()> {
        loop {
            let width = 1 + usize::from(wide);
            let here = count.min(self.now.len() / width);
            self.now = &self.now[here * width..];
            count -= here;
            if count == 0 {
                return Some(());
            }
            self.now = self.next.next()?;
            wide = self.byte()? & 1 != 0;
        }
    }
}

/// The lengths of the strings in UTF-8 at most, in their order. What cannot be made sense of ends them.
pub(super) fn lengths(record: &[u8], continued: Vec<&[u8]>) -> Vec<u32> {
    let mut pieces = Pieces {
        now: record.get(8..).unwrap_or_default(),
        next: continued.into_iter(),
    };
    let mut lengths = Vec::new();
    while let Some(length) = string(&mut pieces) {
        lengths.push(length);
    }
    lengths
}

fn string(pieces: &mut Pieces<'_>) -> Option<u32> {
    let count = pieces.u16()?;
    let flags = pieces.byte()?;
    let wide = flags & 1 != 0;
    let runs = if flags & 8 != 0 { pieces.u16()? } else { 0 };
    let extra = match flags & 4 != 0 {
        true => pieces.u16()? | pieces.u16()? << 16,
        false => 0,
    };
    pieces.letters(count, wide)?;
    pieces.skip(runs * 4)?;
    pieces.skip(extra)?;
    // A letter of one byte is Latin-1, of two bytes at most three in UTF-8.
    Some(count as u32 * if wide { 3 } else { 2 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_measured_across_records() {
        let head = [0u8; 8];
        let plain = [&head[..], &[3, 0, 0, b'a', b'b', b'c', 2, 0, 1, 1, 2, 3, 4]].concat();
        assert_eq!(lengths(&plain, Vec::new()), [6, 6]);
        // Five letters, two of them in the next record, where they are wide; then formats and an extension.
        let begun = [&head[..], &[5, 0, 0, b'a', b'b', b'c']].concat();
        let rest = [
            1,
            b'd',
            0,
            b'e',
            0,
            1,
            0,
            8 | 4,
            1,
            0,
            2,
            0,
            0,
            0,
            b'x',
            1,
            2,
            3,
            4,
            9,
            9,
        ];
        assert_eq!(lengths(&begun, vec![&rest, &[1, 0, 0, b'y']]), [10, 2, 2]);
        assert_eq!(lengths(&[0; 4], Vec::new()), [0u32; 0]);
        assert_eq!(
            lengths(&[&head[..], &[255, 255, 0, b'a']].concat(), Vec::new()),
            [0u32; 0]
        );
    }
}
