//! XML measured as it is unpacked, so that nothing is given to a parser that would eat the memory.
//!
//! A parser keeps each text and each tag in memory, so that what counts is the longest of them and how many there are
//! of those that become objects.

/// What a workbook's XML may not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Excess {
    /// A cell, a tag or a comment longer than is believed.
    LongCell,
    /// More shared strings, formats or repeated cells than the file's size allows for.
    Objects,
    /// A document type, in which entities could be defined; or a part under a name that is not measured.
    Forbidden,
}

/// The caps.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Bytes of one cell's text, and of one tag.
    pub cell: u64,
    /// Bytes that the shared strings may take in memory.
    pub strings: u64,
}

/// Cells that repeated rows and columns may make of an OpenDocument sheet.
const REPEATED: u64 = 1 << 25;
/// Bytes of a cell of OpenDocument but for its text, as often as the parser holds it.
const PLACE: u64 = 140;
/// Cell formats and their parts; Excel's own limit is 65,490 formats.
const STYLES: u64 = 400_000;
/// How much of a tag is kept to be looked at.
const KEPT: usize = 2048;

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Text,
    Tag,
    Comment,
    CData,
    Instruction,
}

/// The walk through one part.
pub(super) struct Measure {
    limits: Limits,
    state: State,
    /// Bytes of text since the last cell began.
    run: u64,
    tag: Vec<u8>,
    tag_len: u64,
    quote: u8,
    last: [u8; 2],
    strings: u64,
    text: u64,
    unique: u64,
    styles: u64,
    cell: Cell,
    sheet: OdsSheet,
    /// Formulas whose value was never calculated.
    pub uncalculated: u64,
}

/// The cell at hand.
#[derive(Default)]
struct Cell {
    is_text: bool,
    formula: bool,
    value_from: Option<u64>,
    valued: bool,
}

/// What the repetitions of an OpenDocument sheet make of it.
#[derive(Default)]
struct OdsSheet {
    row_repeats: u64,
    column: u64,
    filled_to: u64,
    width: u64,
    rows: u64,
    /// Empty rows that count only where a filled one follows.
    pending: u64,
    repeats: u64,
    /// Cells of all sheets, the repeated ones each.
    area: u64,
    /// Bytes that repeated cells cost beyond their first.
    copied: u64,
}

impl Measure {
    pub(super) fn new(limits: Limits) -> Self {
        Measure {
            limits,
            state: State::Text,
            run: 0,
            tag: Vec::with_capacity(KEPT),
            tag_len: 0,
            quote: 0,
            last: [0; 2],
            strings: 0,
            text: 0,
            unique: 0,
            styles: 0,
            cell: Cell::default(),
            sheet: OdsSheet::default(),
            uncalculated: 0,
        }
    }

    /// Takes the next bytes of the part.
    pub(super) fn feed(&mut self, mut bytes: &[u8]) -> Result<(), Excess> {
        while !bytes.is_empty() {
            let used = match self.state {
                State::Text => self.text(bytes),
                State::Tag => self.tag(bytes)?,
                State::Comment => self.until(bytes, |last, b| last == *b"--" && b == b'>'),
                State::CData => self.until(bytes, |last, b| last == *b"]]" && b == b'>'),
                State::Instruction => self.until(bytes, |last, b| last[1] == b'?' && b == b'>'),
            };
            if self.run > self.limits.cell || self.tag_len > self.limits.cell {
                return Err(Excess::LongCell);
            }
            bytes = &bytes[used..];
        }
        Ok(())
    }

    /// What can be told at the end only.
    pub(super) fn finish(&self) -> Result<(), Excess> {
        // The parser reserves as much as the part promises.
        let repeated = self.sheet.area > REPEATED || self.sheet.copied > self.limits.strings;
        let promised = self.unique > (1 << 20).max(self.strings * 8);
        // A string costs its own bytes, its place in the list, and what the allocator adds.
        let strings = self.strings * 56 + self.text;
        if promised || repeated || (self.strings > 0 && strings > self.limits.strings) {
            return Err(Excess::Objects);
        }
        Ok(())
    }

    /// Bytes that the parser will take for the cells of an OpenDocument part: it holds each value and its formula, makes
    /// the table of them, and gives us a copy of that.
    pub(super) fn memory(&self) -> u64 {
        let text = self.text.saturating_add(self.sheet.copied);
        self.sheet
            .area
            .saturating_mul(PLACE)
            .saturating_add(text.saturating_mul(3))
    }

    fn text(&mut self, bytes: &[u8]) -> usize {
        let end = memchr::memchr(b'<', bytes);
        let length = end.unwrap_or(bytes.len());
        self.run += length as u64;
        self.text += length as u64;
        if end.is_none() {
            return length;
        }
        self.state = State::Tag;
        self.tag.clear();
        self.tag_len = 0;
        self.quote = 0;
        length + 1
    }

    fn tag(&mut self, bytes: &[u8]) -> Result<usize, Excess> {
        for (i, &byte) in bytes.iter().enumerate() {
            self.tag_len += 1;
            if self.tag.len() < KEPT {
                self.tag.push(byte);
            }
            if self.tag_len <= 8 {
                let special = match self.tag.as_slice() {
                    b"?" => Some(State::Instruction),
                    b"!--" => Some(State::Comment),
                    b"![CDATA[" => Some(State::CData),
                    tag if tag.eq_ignore_ascii_case(b"!doctype") => {
                        return Err(Excess::Forbidden);
                    }
                    _ => None,
                };
                if let Some(state) = special {
                    self.state = state;
                    self.last = [0; 2];
                    return Ok(i + 1);
                }
            }
            match byte {
                _ if self.quote == byte => self.quote = 0,
                _ if self.quote != 0 => {}
                b'"' | b'\'' => self.quote = byte,
                b'>' => {
                    self.state = State::Text;
                    let tag = std::mem::take(&mut self.tag);
                    self.close(&tag[..tag.len().saturating_sub(1)])?;
                    self.tag = tag;
                    return Ok(i + 1);
                }
                _ => {}
            }
        }
        Ok(bytes.len())
    }

    fn until(&mut self, bytes: &[u8], ends: fn([u8; 2], u8) -> bool) -> usize {
        for (i, &byte) in bytes.iter().enumerate() {
            self.run += 1;
            if ends(self.last, byte) {
                self.state = State::Text;
                return i + 1;
            }
            self.last = [self.last[1], byte];
        }
        bytes.len()
    }

    /// A whole tag, without its brackets.
    fn close(&mut self, tag: &[u8]) -> Result<(), Excess> {
        let empty = tag.last() == Some(&b'/');
        let end = tag
            .iter()
            .position(|b| b.is_ascii_whitespace())
            .unwrap_or(tag.len() - usize::from(empty));
        let name = &tag[..end];
        let (closing, name) = match name.strip_prefix(b"/") {
            Some(name) => (true, name),
            None => (false, name),
        };
        let local = name.rsplit(|b| *b == b':').next().unwrap_or_default();
        match (closing, local) {
            (false, b"c") => {
                self.run = 0;
                self.cell = Cell {
                    is_text: tag.windows(7).any(|part| part == b"t=\"str\""),
                    ..Cell::default()
                };
            }
            (true, b"c") => {
                let cell = &self.cell;
                self.uncalculated += u64::from(cell.formula && !cell.valued && !cell.is_text);
            }
            (false, b"f") => self.cell.formula = true,
            (false, b"v") if !empty => self.cell.value_from = Some(self.run),
            (true, b"v") => {
                self.cell.valued |= self.cell.value_from.is_some_and(|from| self.run > from);
            }
            (false, b"si") => {
                self.run = 0;
                self.strings += 1;
            }
            (false, b"sst") => self.unique = number(tag, "uniqueCount").unwrap_or(0),
            (false, b"xf" | b"font" | b"fill" | b"border" | b"numFmt" | b"cellStyle" | b"dxf") => {
                self.styles += 1;
                if self.styles > STYLES {
                    return Err(Excess::Objects);
                }
            }
            (false, b"Relationship") => return measured_part(tag),
            (false, b"row") => self.run = 0,
            (false, b"table") => {
                self.sheet = OdsSheet {
                    area: self.sheet.area,
                    copied: self.sheet.copied,
                    ..OdsSheet::default()
                }
            }
            (false, b"table-row") => {
                self.run = 0;
                self.sheet.column = 0;
                self.sheet.filled_to = 0;
                self.sheet.row_repeats = number(tag, "table:number-rows-repeated").unwrap_or(1);
            }
            (false, b"table-cell" | b"covered-table-cell") => {
                self.run = 0;
                self.sheet.cell(tag);
                self.sheet.copies(tag.len() as u64);
            }
            (true, b"table-cell" | b"covered-table-cell") => self.sheet.copies(self.run),
            (true, b"table-row") => self.sheet.end_row(),
            (false, b"s") => {
                // Blanks that one tag makes of a number.
                self.run = self.run.saturating_add(number(tag, "text:c").unwrap_or(0));
            }
            _ => {}
        }
        Ok(())
    }
}

impl OdsSheet {
    fn cell(&mut self, tag: &[u8]) {
        self.repeats = number(tag, "table:number-columns-repeated").unwrap_or(1);
        self.column = self.column.saturating_add(self.repeats);
        let filled = ["office:value-type", "table:formula"];
        if filled.iter().any(|name| attribute(tag, name).is_some()) {
            self.filled_to = self.column;
        } else {
            self.repeats = 1;
        }
    }

    /// Each repetition of a cell is a cell of its own to the parser.
    fn copies(&mut self, bytes: u64) {
        let copies = self.repeats.saturating_mul(self.row_repeats);
        let more = bytes.saturating_mul(copies.saturating_sub(1));
        if self.filled_to > 0 {
            self.copied = self.copied.saturating_add(more);
        }
    }

    fn end_row(&mut self) {
        if self.filled_to == 0 {
            self.pending = self.pending.saturating_add(self.row_repeats);
            return;
        }
        let before = self.rows.saturating_mul(self.width);
        self.width = self.width.max(self.filled_to);
        self.rows = self
            .rows
            .saturating_add(self.pending)
            .saturating_add(self.row_repeats);
        self.pending = 0;
        let now = self.rows.saturating_mul(self.width);
        self.area = self.area.saturating_add(now.saturating_sub(before));
    }
}

/// The parts that become worksheets, strings and styles must be XML by their names, or they would not be measured.
fn measured_part(tag: &[u8]) -> Result<(), Excess> {
    let kind = attribute(tag, "Type").unwrap_or_default();
    let parsed = [
        &b"/worksheet"[..],
        b"/sharedStrings",
        b"/styles",
        b"/officeDocument",
    ];
    let target = attribute(tag, "Target").unwrap_or_default();
    let xml = target.to_ascii_lowercase().ends_with(b".xml");
    if parsed.iter().any(|end| kind.ends_with(end)) && !xml && !target.is_empty() {
        return Err(Excess::Forbidden);
    }
    Ok(())
}

/// The value of an attribute, as it is written.
fn attribute<'a>(tag: &'a [u8], name: &str) -> Option<&'a [u8]> {
    let finder = memchr::memmem::Finder::new(name.as_bytes());
    finder.find_iter(tag).find_map(|at| {
        let before = tag.get(at.checked_sub(1)?)?;
        let rest = tag.get(at + name.len()..)?.strip_prefix(b"=")?;
        let (quote, rest) = rest.split_first()?;
        let quoted = before.is_ascii_whitespace() && matches!(quote, b'"' | b'\'');
        let end = rest.iter().position(|b| b == quote)?;
        quoted.then_some(&rest[..end])
    })
}

fn number(tag: &[u8], name: &str) -> Option<u64> {
    let digits = attribute(tag, name)?;
    // What is too long for a number is too large for a sheet.
    std::str::from_utf8(digits)
        .ok()
        .map(|digits| digits.trim().parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The part in pieces of every size gives one answer.
    fn measure(xml: &str) -> Result<u64, Excess> {
        measure_within(xml, 1000)
    }

    fn measure_within(xml: &str, strings: u64) -> Result<u64, Excess> {
        let limits = Limits { cell: 100, strings };
        let one = |size: usize| {
            let mut measure = Measure::new(limits);
            xml.as_bytes()
                .chunks(size)
                .try_for_each(|bytes| measure.feed(bytes))?;
            measure.finish().map(|()| measure.uncalculated)
        };
        let answers: Vec<_> = [1, 2, 7, 64, 1 << 20].map(one).to_vec();
        assert!(
            answers.iter().all(|answer| *answer == answers[0]),
            "{answers:?}"
        );
        answers[0]
    }

    #[test]
    fn long_cells_are_found_in_every_disguise() {
        let long = "x".repeat(101);
        for xml in [
            format!("<c><is><t>{long}</t></is></c>"),
            format!("<si><r><t>{0}</t></r><r><t>{0}</t></r></si>", &long[..60]),
            format!("<c><![CDATA[{long}]]></c>"),
            format!("<c><![CDATA[{}]]></c>", "<c>".repeat(40)),
            format!("<!--{}-->", "<c>".repeat(40)),
            format!("<?{long}?>"),
            format!("<c r='{long}'/>"),
            format!("<c r='{}'/>", ">".repeat(101)),
            "<text:p><text:s text:c=\"900000000\"/></text:p>".to_owned(),
        ] {
            assert_eq!(measure(&xml), Err(Excess::LongCell), "{xml}");
        }
        let many = "<c r=\"A1\"><v>12345678901234567890</v></c>".repeat(40);
        assert_eq!(measure(&many), Ok(0));
    }

    #[test]
    fn objects_are_counted() {
        assert_eq!(measure(&"<si/>".repeat(18)), Err(Excess::Objects));
        assert_eq!(measure(&"<si/>".repeat(17)), Ok(0));
        assert_eq!(
            measure("<sst uniqueCount=\"4000000000\"><si/></sst>"),
            Err(Excess::Objects)
        );
        let rows = |n: u64| {
            format!(
                "<table:table-row table:number-rows-repeated=\"{n}\"><table:table-cell \
                 office:value-type=\"float\" table:number-columns-repeated=\"1024\"/></table:table-row>"
            )
        };
        let many = |n: u64| measure_within(&rows(n), u64::MAX);
        assert_eq!(many(1 << 15), Ok(0));
        assert_eq!(many((1 << 15) + 1), Err(Excess::Objects));
        assert_eq!(
            measure(&rows(1)),
            Err(Excess::Objects),
            "1023 copies of a tag"
        );
        let empty = "<table:table-row table:number-rows-repeated=\"1048576\">\
                     <table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
        assert_eq!(measure(empty), Ok(0));
    }

    #[test]
    fn what_no_workbook_has_is_forbidden() {
        assert_eq!(
            measure("<!DOCTYPE x [<!ENTITY a \"b\">]>"),
            Err(Excess::Forbidden)
        );
        let part = |target: &str| {
            measure(&format!(
                "<Relationship Type=\"http://x/worksheet\" Target=\"{target}\"/>"
            ))
        };
        assert_eq!(part("worksheets/sheet1.xml"), Ok(0));
        assert_eq!(part("media/image1.png"), Err(Excess::Forbidden));
    }

    #[test]
    fn formulas_without_a_value_are_counted() {
        let xml = "<c r=\"A1\"><f>1+1</f><v/></c><c><f>2</f><v></v></c><c><f>1</f><v>1</v></c>\
                   <c t=\"str\"><f>\"\"</f><v></v></c><c><f>x</f></c><c><v>1</v></c>";
        assert_eq!(measure(xml), Ok(3));
    }
}
