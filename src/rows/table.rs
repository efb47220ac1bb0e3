//! Opening a contact list.

use std::borrow::Cow;
use std::io;
use std::sync::Arc;

use super::block::{Block, BlockPlace};
use super::columns::{self, ColumnChoice, HeaderHint, HeaderHints};
use super::dialect::Dialect;
use super::encoding::{self, Codec, Detected};
use super::error::RowsError;
use super::format::{Format, Packing};
use super::header::{Wanted, fold};
use super::input::{Input, Source};
use super::kind::Formats;
use super::layout::{Layout, LineEnd, Shape, Sheet};
use super::reader::RowReader;
use super::records::{Grid, NO_DELIMITER};
use super::scan::{Scan, row_index};
use super::spool::Spool;
use super::unpack::unpack;
use super::watch::{Step, Watch};
use super::{jsonl, sample, sniff, spool, transcode, workbook};
use crate::lang::texts::rows as texts;

/// What the user overrules of what would be detected.
#[derive(Clone, Debug)]
pub struct ReadOptions {
    /// Name or number of the sheet; the first that holds addresses where there is none.
    pub sheet: Option<String>,
    /// Label of the encoding.
    pub encoding: Option<String>,
    /// The delimiter.
    pub delimiter: Option<u8>,
    /// The first record is a row.
    pub no_header: bool,
    /// The columns that hold the addresses, the one that decides first; found where empty.
    pub columns: Vec<ColumnChoice>,
    /// Most bytes a field may have.
    pub max_field: usize,
    /// Looks over the reading.
    pub watch: Watch,
}

impl Default for ReadOptions {
    fn default() -> Self {
        ReadOptions {
            sheet: None,
            encoding: None,
            delimiter: None,
            no_header: false,
            columns: Vec::new(),
            max_field: 1 << 20,
            watch: Watch::default(),
        }
    }
}

/// An open contact list.
#[derive(Debug)]
pub struct Table {
    layout: Arc<Layout>,
    grid: Arc<Grid>,
    /// Records before the first row.
    skip: usize,
    /// Where its blocks lie, where it can be read in blocks.
    blocks: Option<Vec<BlockPlace>>,
}

/// Asks whether the trailing cells of a row are presend's own; for files without header.
type OwnRows<'a> = &'a dyn Fn(&[Cow<'_, str>]) -> bool;

impl Table {
    /// Opens a list and finds out what it is like. The whole file is read once.
    ///
    /// `own_columns` names presend's columns: where the header has them they are not cells of the list, and
    /// [`super::Row::own`] gives their values. In a file without header `own_rows` is asked whether the trailing cells,
    /// as many as there are names, are presend's.
    ///
    /// # Errors
    ///
    /// If the input cannot be read, is no table, holds a quote that never closes, or does not show where its addresses
    /// are.
    pub fn open(
        input: &Input,
        options: &ReadOptions,
        hints: HeaderHints<'_>,
        own_columns: &[&str],
        own_rows: OwnRows<'_>,
    ) -> Result<Table, RowsError> {
        let name = input.name();
        check_delimiter(options.delimiter)?;
        let watch = &options.watch;
        let (file, packing) = unpack(&name, input.open(watch)?)?;
        let file = file.watched(watch, Step::Inspecting);
        let head = file.head(0, 1 << 13).map_err(|source| RowsError::Read {
            name: name.clone(),
            source,
        })?;
        let copy = match sniff::recognise(&name, &head)? {
            Format::Delimited => None,
            Format::JsonLines => Some(jsonl::read(&name, &file, options.max_field)?),
            Format::Xlsx | Format::Xls | Format::Ods => {
                Some(workbook::read(&name, &file, options)?)
            }
        };
        let weigh = |text: &str| known_words(text, hints);
        let detected = match copy {
            Some(_) => Detected::UTF_8,
            None => encoding::detect(&name, &file, options.encoding.as_deref(), &weigh)?,
        };
        let wanted = Wanted {
            hints,
            own: own_columns,
            named: options.columns.iter().filter_map(named).collect(),
            numbered: options.columns.iter().find_map(numbered),
        };
        let delimiter = match copy {
            Some(_) => Some(spool::DELIMITER),
            None => options.delimiter,
        };
        let opening = Opening {
            name,
            file,
            packing,
            copy,
            delimiter,
            detected,
            options,
            wanted,
        };
        opening.finish(own_rows)
    }

    /// What was found out about the file.
    #[must_use]
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The same, to be shared with rows that are taken out of blocks.
    #[must_use]
    pub fn shared_layout(&self) -> &Arc<Layout> {
        &self.layout
    }

    /// The blocks that its rows lie in, in order; `None` where rows can be read only one after the other.
    #[must_use]
    pub fn blocks(&self) -> Option<&[BlockPlace]> {
        self.blocks.as_deref()
    }

    /// Reads a block.
    ///
    /// # Errors
    ///
    /// If the file cannot be read any more.
    pub fn read_block(&self, place: &BlockPlace) -> Result<Block, RowsError> {
        let bytes = self.grid.source.head(place.offset, place.len as u64);
        let bytes = bytes
            .and_then(|bytes| match bytes.len() == place.len {
                true => Ok(bytes),
                false => Err(io::ErrorKind::UnexpectedEof.into()),
            })
            .map_err(|source| RowsError::Read {
                name: self.grid.name.clone(),
                source,
            })?;
        Ok(Block::new(bytes, place.before))
    }

    /// A walk over the rows from the first. Any number of them is possible.
    ///
    /// # Errors
    ///
    /// If the file cannot be read any more.
    pub fn reader(&self) -> Result<RowReader, RowsError> {
        RowReader::new(Arc::clone(&self.layout), Arc::clone(&self.grid), self.skip)
    }
}

fn named(choice: &ColumnChoice) -> Option<String> {
    match choice {
        ColumnChoice::Name(name) => Some(fold(name)),
        ColumnChoice::Number(_) => None,
    }
}

fn numbered(choice: &ColumnChoice) -> Option<usize> {
    match choice {
        ColumnChoice::Name(_) => None,
        ColumnChoice::Number(number) => number.checked_sub(1),
    }
}

fn check_delimiter(delimiter: Option<u8>) -> Result<(), RowsError> {
    match delimiter {
        Some(byte) if !byte.is_ascii() || matches!(byte, b'"' | b'\r' | b'\n' | 0) => {
            Err(RowsError::BadDelimiter { byte })
        }
        _ => Ok(()),
    }
}

/// How many cells of the first lines are names of address columns, or words that headers are made of.
fn known_words(text: &str, hints: HeaderHints<'_>) -> usize {
    const WORDS: &str = " 姓名 名称 公司 公司名称 联系人 国家 国家地区 电话 手机 地址 备注 客户 客户名称 职位 网址 城市 \
        公司名稱 聯絡人 聯繫人 國家 電話 手機 備註 客戶 職稱 網址 名稱 \
        氏名 名前 会社 会社名 住所 国 部署 役職 이름 성명 회사 회사명 전화 주소 국가 직위 имя компания телефон страна контакт город ";
    let cells = text
        .lines()
        .take(20)
        .flat_map(|line| line.split([',', ';', '\t', '|']));
    cells
        .map(|cell| cell.trim().trim_matches('"').trim().to_lowercase())
        .filter(|cell| !cell.is_ascii())
        .filter(|cell| {
            matches!(hints(cell), Some(HeaderHint::Address { .. }))
                || WORDS.contains(&format!(" {cell} "))
        })
        .count()
}

/// A list that is no text, copied into a [`Spool`].
pub(super) struct Copied {
    pub spool: Spool,
    pub format: Format,
    pub sheet: Option<Sheet>,
    /// -1 where the copy has a header that the file has not.
    pub lines_before: i64,
}

/// A file on its way to be a [`Table`].
struct Opening<'a> {
    name: String,
    file: Source,
    packing: Packing,
    /// The copy of a list that is no text.
    copy: Option<Copied>,
    delimiter: Option<u8>,
    detected: Detected,
    options: &'a ReadOptions,
    wanted: Wanted<'a>,
}

impl Opening<'_> {
    fn finish(self, own_rows: OwnRows<'_>) -> Result<Table, RowsError> {
        let (encoding, bom) = (self.detected.encoding, self.detected.bom);
        let mut spooled = transcode::needed(encoding, self.delimiter);
        let mut source = match &self.copy {
            Some(copy) => copy.spool.text.clone(),
            None => self.file.clone(),
        };
        let mut start = bom as u64;
        let mut dialect = None;
        if !spooled {
            let found = self.dialect(&source, start, Codec { encoding, spooled })?;
            spooled = transcode::needed(encoding, found.1.delimiter);
            dialect = Some(found);
        }
        if spooled {
            let file = self.file.during(Step::Copying);
            source = transcode::to_utf8(&self.name, &file, encoding, bom)?;
            start = 0;
            dialect = None;
        }
        source = source.watched(&self.options.watch, Step::Scanning);
        let codec = Codec { encoding, spooled };
        let (separator, dialect) = match dialect {
            Some(found) => found,
            None => self.dialect(&source, start, codec)?,
        };
        if dialect
            .records
            .iter()
            .all(|record| record.iter().all(|cell| cell.trim().is_empty()))
        {
            return Err(sniff::empty(&self.name, texts::IS_EMPTY));
        }
        let grid = Arc::new(Grid {
            name: self.name.clone(),
            source: source.clone(),
            start: start + separator as u64,
            lines_before: match &self.copy {
                Some(copy) => copy.lines_before,
                None => i64::from(separator > 0),
            },
            delimiter: dialect.delimiter.unwrap_or(NO_DELIMITER),
            max_field: self.options.max_field,
            kinds: self.copy.as_ref().map(|copy| copy.spool.kinds.clone()),
        });
        let (own, taken) = self.own_places(&dialect, own_rows);
        let mut shape = Shape {
            codec,
            parsed_by: grid.delimiter,
            head: Vec::new(),
            header_raw: Vec::new(),
            header_end: LineEnd::Lf,
            dominant: LineEnd::Lf,
            own,
            taken,
            footer_from: u64::MAX,
            preamble: Vec::new(),
            header_row: 0,
            formats: match &self.copy {
                Some(copy) => copy.spool.formats.clone(),
                None => Formats::default(),
            },
        };
        let mut scan = Scan::walk(&grid, dialect.header.record, dialect.width(), &shape)?;
        let read = |source| RowsError::Read {
            name: self.name.clone(),
            source,
        };
        shape.head = self.file.head(0, bom as u64).map_err(read)?;
        let preamble = source
            .head(start, scan.preamble_end - start)
            .map_err(read)?;
        shape.head.extend_from_slice(&codec.finish(&preamble));
        let (line_end, dominant) = scan.line_end();
        shape.dominant = dominant;
        shape.header_end = scan
            .header
            .and_then(|place| place.line_end)
            .unwrap_or(dominant);
        shape.header_raw = std::mem::take(&mut scan.header_raw);
        shape.footer_from = scan.footer_from;
        shape.preamble = std::mem::take(&mut scan.preamble);
        shape.header_row = scan.header.map_or(0, |place| row_index(&place, &grid));
        self.settle(grid, dialect, scan, shape, line_end)
    }

    /// The length of a `sep=` line, and the dialect of what follows it.
    fn dialect(
        &self,
        source: &Source,
        start: u64,
        codec: Codec,
    ) -> Result<(usize, Dialect), RowsError> {
        let text = sample::text(&self.name, source, start, codec)?;
        let (length, separator) = match self.copy {
            Some(_) => (0, None),
            None => separator_line(&text),
        };
        let text = &text[length..];
        let dialect = match self.delimiter.or(separator) {
            Some(delimiter) => {
                Dialect::given(text, Some(delimiter), &self.wanted, self.options.no_header)
            }
            None => Dialect::detect(text, &self.wanted, self.options.no_header),
        };
        Ok((length, dialect))
    }

    /// The places of presend's columns: by name, and all that are taken.
    fn own_places(
        &self,
        dialect: &Dialect,
        own_rows: OwnRows<'_>,
    ) -> (Vec<Option<usize>>, Vec<usize>) {
        let own = self.wanted.own;
        if let Some(at) = dialect.header.record {
            let header = &dialect.records[at];
            let place = |name: &&str| header.iter().position(|cell| cell.trim() == *name);
            let taken = (0..header.len())
                .filter(|i| own.contains(&header[*i].trim()))
                .collect();
            return (own.iter().map(place).collect(), taken);
        }
        let width = dialect.records.first().map_or(0, Vec::len);
        let ours = |row: &Vec<String>| {
            row.len() == width && {
                let cells: Vec<Cow<'_, str>> =
                    row[width - own.len()..].iter().map(Cow::from).collect();
                own_rows(&cells)
            }
        };
        // One column at least must be theirs.
        if own.is_empty() || width <= own.len() || !dialect.records.iter().all(ours) {
            return (vec![None; own.len()], Vec::new());
        }
        let places = width - own.len()..width;
        (places.clone().map(Some).collect(), places.collect())
    }

    fn settle(
        self,
        grid: Arc<Grid>,
        dialect: Dialect,
        scan: Scan,
        shape: Shape,
        line_end: LineEnd,
    ) -> Result<Table, RowsError> {
        let others = |record: &Vec<String>| -> Vec<String> {
            (0..shape.others(record.len()))
                .map(|column| record[shape.place(column)].clone())
                .collect()
        };
        let header = dialect.header.record.map(|at| others(&dialect.records[at]));
        let first_row = dialect.records.first().map(others).unwrap_or_default();
        let mut layout = Layout {
            format: self
                .copy
                .as_ref()
                .map_or(Format::Delimited, |copy| copy.format),
            packing: self.packing,
            sheet: self.copy.as_ref().and_then(|copy| copy.sheet.clone()),
            encoding: self.detected.encoding.name(),
            bom: self.detected.bom > 0,
            delimiter: dialect.delimiter,
            line_end,
            header,
            header_line: scan.header.map(|place| place.number),
            address_columns: Vec::new(),
            chosen: !self.options.columns.is_empty(),
            other_candidates: Vec::new(),
            width: scan.all.width,
            preamble_lines: scan
                .header
                .map_or(grid.lines_before.max(0).cast_unsigned(), |place| {
                    place.number.saturating_sub(1)
                }),
            footer_rows: scan.footer_rows,
            blank_lines: scan.all.blank_lines,
            rows: scan.all.rows,
            bytes: self.file.len(),
            shape,
        };
        let hint = |cell: &str| self.wanted.hint(cell);
        if !layout.chosen {
            columns::find(&mut layout, &hint, &scan.all.content, &first_row)?;
        } else {
            let choices = &self.options.columns;
            columns::chosen(&mut layout, choices, &hint, &scan.all.content, &first_row)?;
        }
        let skip = dialect.header.record.map_or(0, |at| at + 1);
        Ok(Table {
            layout: Arc::new(layout),
            grid,
            skip,
            blocks: scan.blocks,
        })
    }
}

/// Excel's `sep=;` in the first line: its length with the line end, and the delimiter it names.
fn separator_line(text: &str) -> (usize, Option<u8>) {
    let end = text.find(['\r', '\n']).unwrap_or(text.len());
    let line = text[..end].trim_matches('"').as_bytes();
    let &[b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter] = line else {
        return (0, None);
    };
    let line_end = match &text.as_bytes()[end..] {
        [b'\r', b'\n', ..] => 2,
        [] => 0,
        _ => 1,
    };
    let known = delimiter.is_ascii_punctuation() || delimiter == b'\t';
    if known && delimiter != b'"' {
        (end + line_end, Some(delimiter))
    } else {
        (0, None)
    }
}
