//! Old Excel workbooks, looked at before they are parsed.
//!
//! The parser makes a full table of each sheet, from its first cell to its last, so that two cells in two corners cost
//! as much as a full sheet. Here the records are walked and the tables counted. The file is a compound file
//! ([MS-CFB]), its stream `Workbook` a sequence of records ([MS-XLS] 2.1.4).

use super::{MEMORY, sst};

/// Cells that the tables of all sheets may have.
const CELLS: u64 = 1 << 25;
/// Bytes of a cell of a table: its value, its formula, and the value once more in the copy that we are given.
const PLACE: u64 = 72;
/// Bytes of a filled cell beside its place, before the table is made.
const FILLED: u64 = 40;
/// Beyond so many, one of a hundred must be filled.
const FREE: u64 = 1 << 22;
const SPARSE: u64 = 100;

/// Where a chain of sectors ends; what is above is no sector.
const NO_SECTOR: u32 = 0xFFFF_FFFA;
const ENTRY: usize = 128;

/// What the records say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Finding {
    /// Nothing that would eat the memory.
    Sound,
    /// The tables of the sheets would, and they are hardly filled.
    Swollen,
    /// It would, for it holds so much.
    Large,
    /// A password keeps the workbook.
    Locked,
    /// It cannot be made sense of.
    Damaged,
}

/// Looks at a whole file.
pub(super) fn check(file: &[u8]) -> Finding {
    let Some(compound) = Compound::open(file) else {
        return Finding::Damaged;
    };
    if compound.stream("EncryptedPackage").is_some() {
        return Finding::Locked;
    }
    let stream = compound
        .stream("Workbook")
        .or_else(|| compound.stream("Book"));
    match stream {
        Some(stream) => count(&stream, file.len() as u64),
        None => Finding::Damaged,
    }
}

/// A compound file.
struct Compound<'a> {
    file: &'a [u8],
    sector: usize,
    fat: Vec<u32>,
    mini_fat: Vec<u32>,
    mini: Vec<u8>,
    cutoff: usize,
    directory: Vec<u8>,
}

impl<'a> Compound<'a> {
    fn open(file: &'a [u8]) -> Option<Self> {
        let shift = u16_at(file, 30)?;
        let sector = match shift {
            9 | 12 => 1usize << shift,
            _ => return None,
        };
        let mut new = Compound {
            file,
            sector,
            fat: Vec::new(),
            mini_fat: Vec::new(),
            mini: Vec::new(),
            cutoff: u32_at(file, 56)? as usize,
            directory: Vec::new(),
        };
        for id in new.fat_sectors()? {
            new.fat.extend(numbers(new.sector(id)?));
        }
        new.directory = new.chain(u32_at(file, 48)?)?;
        new.mini_fat = numbers(&new.chain(u32_at(file, 60)?).unwrap_or_default()).collect();
        // The root entry's stream holds the small ones.
        new.mini = u32_at(&new.directory, 116)
            .and_then(|start| new.chain(start))
            .unwrap_or_default();
        Some(new)
    }

    /// The sectors that hold the table of sectors: the first in the header, the others in a chain of their own.
    fn fat_sectors(&self) -> Option<Vec<u32>> {
        let mut ids: Vec<u32> = numbers(self.file.get(76..512)?).collect();
        let mut next = u32_at(self.file, 68)?;
        for _ in 0..=self.file.len() / self.sector {
            if next >= NO_SECTOR {
                ids.retain(|id| *id < NO_SECTOR);
                return Some(ids);
            }
            let mut more: Vec<u32> = numbers(self.sector(next)?).collect();
            next = more.pop()?;
            ids.extend(more);
        }
        None
    }

    fn sector(&self, id: u32) -> Option<&'a [u8]> {
        let start = (id as usize).checked_add(1)?.checked_mul(self.sector)?;
        // The last one may be cut short.
        let end = (start + self.sector).min(self.file.len());
        self.file.get(start..end)
    }

    fn chain(&self, start: u32) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        let mut next = start;
        while next < NO_SECTOR {
            out.extend_from_slice(self.sector(next)?);
            // A chain that runs in a circle ends here.
            if out.len() > self.file.len() {
                return None;
            }
            next = *self.fat.get(next as usize)?;
        }
        Some(out)
    }

    fn mini_chain(&self, start: u32) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        let mut next = start;
        while next < NO_SECTOR {
            let at = (next as usize).checked_mul(64)?;
            out.extend_from_slice(self.mini.get(at..)?.get(..64)?);
            if out.len() > self.mini.len() {
                return None;
            }
            next = *self.mini_fat.get(next as usize)?;
        }
        Some(out)
    }

    fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let wanted: Vec<u16> = name.encode_utf16().collect();
        let entry = self.directory.chunks_exact(ENTRY).find(|entry| {
            let length = usize::from(u16_at(entry, 64).unwrap_or(0)).min(64);
            let units = entry[..length].chunks_exact(2);
            let name: Vec<u16> = units
                .map(|unit| u16::from_le_bytes([unit[0], unit[1]]))
                .take_while(|unit| *unit != 0)
                .collect();
            name == wanted
        })?;
        let (start, size) = (u32_at(entry, 116)?, u32_at(entry, 120)? as usize);
        let mut bytes = if size < self.cutoff {
            self.mini_chain(start)?
        } else {
            self.chain(start)?
        };
        bytes.truncate(size);
        Some(bytes)
    }
}

/// The table of a sheet.
#[derive(Clone, Copy)]
struct Area {
    /// Where its records begin in the stream.
    start: usize,
    rows: (u64, u64),
    columns: (u64, u64),
    filled: u64,
}

impl Area {
    fn new(start: usize) -> Self {
        Area {
            start,
            rows: (u64::MAX, 0),
            columns: (u64::MAX, 0),
            filled: 0,
        }
    }

    fn take(&mut self, row: u16, first: u16, last: u16) {
        let (row, first, last) = (u64::from(row), u64::from(first), u64::from(last));
        self.rows = (self.rows.0.min(row), self.rows.1.max(row));
        self.columns = (self.columns.0.min(first), self.columns.1.max(last));
        self.filled += last.saturating_sub(first) + 1;
    }

    fn area(&self) -> u64 {
        match self.filled {
            0 => 0,
            _ => {
                (self.rows.1 - self.rows.0 + 1)
                    * (self.columns.1.saturating_sub(self.columns.0) + 1)
            }
        }
    }
}

/// The bodies of the records that continue the one before `at`.
fn continued(stream: &[u8], mut at: usize) -> Vec<&[u8]> {
    let mut bodies = Vec::new();
    while let (Some(0x003C), Some(length)) = (u16_at(stream, at), u16_at(stream, at + 2)) {
        let Some(body) = stream.get(at + 4..at + 4 + usize::from(length)) else {
            break;
        };
        bodies.push(body);
        at += 4 + usize::from(length);
    }
    bodies
}

/// Walks the records. `size` is that of the file.
fn count(stream: &[u8], size: u64) -> Finding {
    let mut boxes = vec![Area::new(0)];
    let mut sheets = Vec::new();
    let mut shared: Vec<u32> = Vec::new();
    // Bytes of text that the cells will hold, and of the longest name that formulas may speak of.
    let (mut text, mut longest) = (0u64, 0u64);
    let mut at = 0;
    while let (Some(kind), Some(length)) = (u16_at(stream, at), u16_at(stream, at + 2)) {
        let body = at + 4;
        let Some(record) = stream.get(body..body + usize::from(length)) else {
            break;
        };
        match kind {
            // BOF and BoundSheet8
            0x0809 => boxes.push(Area::new(at)),
            0x0085 => sheets.extend(u32_at(record, 0)),
            // FilePass
            0x002F if u16_at(record, 0) != Some(0) => return Finding::Locked,
            // Dimensions, for which the parser makes room at once
            0x0200 if promised(record) > CELLS / 2 => return Finding::Swollen,
            // SST, Lbl
            0x00FC => shared = sst::lengths(record, continued(stream, body + record.len())),
            0x0018 => longest = longest.max(record.len() as u64),
            // Formula, Number, Label, BoolErr, RK, LabelSst, RString
            0x0006 | 0x0203 | 0x0204 | 0x0205 | 0x027E | 0x00FD | 0x00D6 => {
                if let (Some(table), Some(row), Some(column)) =
                    (boxes.last_mut(), u16_at(record, 0), u16_at(record, 2))
                {
                    table.take(row, column, column);
                }
                let length = record.len() as u64;
                text += match kind {
                    0x00FD => {
                        let string = u32_at(record, 6).and_then(|at| shared.get(at as usize));
                        string.copied().unwrap_or(0).into()
                    }
                    // A name of five bytes stands for its whole text, a reference for that of its sheet.
                    0x0006 => length * (8 + longest / 5),
                    _ => length * 3,
                };
            }
            // MulRk
            0x00BD => {
                let last = record
                    .len()
                    .checked_sub(2)
                    .and_then(|at| u16_at(record, at));
                if let (Some(table), Some(row), Some(first), Some(last)) =
                    (boxes.last_mut(), u16_at(record, 0), u16_at(record, 2), last)
                {
                    table.take(row, first, last);
                }
            }
            _ => {}
        }
        at = body + usize::from(length);
    }
    // Several sheets may begin at one place, and each gets its table.
    let (mut area, mut filled) = (0u64, 0u64);
    for start in sheets {
        let table = boxes.iter().rfind(|table| table.start <= start as usize);
        area += table.map_or(0, Area::area);
        filled += table.map_or(0, |table| table.filled);
    }
    let unique = shared.iter().map(|length| u64::from(*length) + 32);
    let cost = area * PLACE + filled * FILLED + text * 2 + unique.sum::<u64>() + size * 3;
    if area > CELLS || (area > FREE && area / SPARSE > filled) {
        Finding::Swollen
    } else if cost > MEMORY {
        Finding::Large
    } else {
        Finding::Sound
    }
}

/// The cells that a Dimensions record promises.
fn promised(record: &[u8]) -> u64 {
    let (rows, columns) = match record.len() {
        10 => (
            u16_at(record, 2).map(u64::from),
            u16_at(record, 6).map(u64::from),
        ),
        _ => (
            u32_at(record, 4).map(u64::from),
            u16_at(record, 10).map(u64::from),
        ),
    };
    rows.unwrap_or(0) * columns.unwrap_or(0).min(256)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes([two[0], two[1]]))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes
        .chunks_exact(4)
        .map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, body: &[u16]) -> Vec<u8> {
        let length = body.len() as u16 * 2;
        [kind, length]
            .iter()
            .chain(body)
            .flat_map(|unit| unit.to_le_bytes())
            .collect()
    }

    #[test]
    fn two_corners_are_a_full_table() {
        let stream = |row, column| {
            [
                record(0x0085, &[8, 0]),
                record(0x0809, &[0]),
                record(0x0203, &[0, 0]),
                record(0x0203, &[row, column]),
            ]
            .concat()
        };
        let count = |stream: &[u8]| count(stream, stream.len() as u64);
        assert_eq!(count(&stream(100, 10)), Finding::Sound);
        assert_eq!(count(&stream(65_535, 255)), Finding::Swollen);
        assert_eq!(
            count(&record(0x0200, &[0, 0, 0xFFFF, 0xFFFF, 0, 255, 0])),
            Finding::Swollen
        );
        assert_eq!(count(&record(0x002F, &[1])), Finding::Locked);
    }

    #[test]
    fn a_string_that_many_cells_share_is_counted_for_each() {
        let long = 30_000u16;
        let mut string = vec![0; 8];
        string.extend(long.to_le_bytes());
        // In two records, as none is longer than 8224 bytes.
        let part = |kind: u16, body: &[u8]| {
            let head = [kind.to_le_bytes(), (body.len() as u16).to_le_bytes()].concat();
            [&head[..], body].concat()
        };
        let begun = [&string[..], &[0], &vec![b'x'; 8000]].concat();
        let mut stream = part(0x00FC, &begun);
        for letters in [8000, 8000, 6000] {
            stream.extend(part(0x003C, &[&[0][..], &vec![b'x'; letters]].concat()));
        }
        let begin = stream.len() as u16 + 12;
        stream.extend(record(0x0085, &[begin, 0, 0, 0]));
        stream.extend(record(0x0809, &[0]));
        let cells = |count: u16| {
            let cells = (0..count).flat_map(|row| record(0x00FD, &[row, 0, 0, 0, 0]));
            stream.iter().copied().chain(cells).collect::<Vec<u8>>()
        };
        assert_eq!(count(&cells(10), 0), Finding::Sound);
        assert_eq!(count(&cells(10_000), 0), Finding::Large);
    }

    #[test]
    fn a_real_workbook_is_sound() {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/samples/suppliers_biff8.xls"
        );
        let file = std::fs::read(path).unwrap();
        assert_eq!(check(&file), Finding::Sound);
        assert_eq!(check(&file[..400]), Finding::Damaged);
    }
}
