//! Workbooks that would eat the memory of who reads them as they say.

#![allow(dead_code)]

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Bytes of the long cell.
const LONG: usize = 256 << 20;

/// Every bomb: its name, its bytes, and a word of the refusal.
pub fn all() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    vec![
        ("far.xlsx", xlsx(&far("A1", "CVM20000")), "CVM20000"),
        ("long.xlsx", xlsx(&long("B1")), "has a cell longer than"),
        ("far.ods", ods(&ods_far(), 0), "unpacks to far more"),
        ("wide.ods", ods(&ods_wide(), 0), "MiB of memory"),
        ("long.ods", ods("", LONG), "has a cell longer than"),
        ("far.xls", xls(&corners()), "unpacks to far more"),
        ("shared.xls", xls(&shared()), "MiB of memory"),
    ]
}

fn cell(place: &str, text: &str) -> String {
    format!("<row><c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c></row>")
}

fn far(first: &str, last: &str) -> Vec<u8> {
    (cell(first, "li@firm-notreal.com") + &cell(last, "x")).into_bytes()
}

fn long(place: &str) -> Vec<u8> {
    let begun = cell("A1", "li@firm-notreal.com");
    let mut rows = format!("{begun}<row><c r=\"{place}\" t=\"inlineStr\"><is><t>").into_bytes();
    rows.resize(LONG, b'x');
    rows.extend_from_slice(b"</t></is></c></row>");
    rows
}

fn archive(parts: &[(&str, &[&[u8]])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, pieces) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        for piece in *pieces {
            zip.write_all(piece).unwrap();
        }
    }
    zip.finish().unwrap().into_inner()
}

fn xlsx(rows: &[u8]) -> Vec<u8> {
    let relation = |kind: &str, target: &str| {
        format!(
            "<Relationships><Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/\
             relationships/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let root = relation("officeDocument", "xl/workbook.xml");
    let book = relation("worksheet", "worksheets/sheet1.xml");
    archive(&[
        ("[Content_Types].xml", &[b"<Types/>"]),
        ("_rels/.rels", &[root.as_bytes()]),
        ("xl/_rels/workbook.xml.rels", &[book.as_bytes()]),
        (
            "xl/workbook.xml",
            &[b"<workbook xmlns:r=\"r\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"],
        ),
        (
            "xl/worksheets/sheet1.xml",
            &[b"<worksheet><sheetData>", rows, b"</sheetData></worksheet>"],
        ),
    ])
}

const ODS_CELL: &str =
    "<table:table-cell office:value-type=\"string\"><text:p>x</text:p></table:table-cell>";

fn ods_row(attributes: &str, cells: &str) -> String {
    format!("<table:table-row {attributes}>{cells}</table:table-row>")
}

/// A filled cell in the first row and one far below and to the right.
fn ods_far() -> String {
    let gap = "<table:table-cell table:number-columns-repeated=\"2612\"/>";
    ods_row("", ODS_CELL)
        + &ods_row(
            "table:number-rows-repeated=\"19998\"",
            "<table:table-cell/>",
        )
        + &ods_row("", &format!("{gap}{ODS_CELL}"))
}

/// A filled cell far to the right in each of five thousand rows: not so many that it could be no sheet.
fn ods_wide() -> String {
    let gap = "<table:table-cell table:number-columns-repeated=\"1000\"/>";
    ods_row("", &format!("{gap}{ODS_CELL}")).repeat(5000)
}

fn ods(rows: &str, long: usize) -> Vec<u8> {
    let mut text = Vec::new();
    if long > 0 {
        let begun = "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>";
        text = begun.as_bytes().to_vec();
        text.resize(long, b'x');
        text.extend_from_slice(b"</text:p></table:table-cell></table:table-row>");
    }
    const SPACES: [&str; 3] = ["office", "table", "text"];
    let spaces = SPACES
        .map(|name| format!(" xmlns:{name}=\"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0\""));
    let spaces = spaces.concat();
    let begin = format!(
        "<office:document-content{spaces}><office:body><office:spreadsheet><table:table table:name=\"S\">"
    );
    let end = b"</table:table></office:spreadsheet></office:body></office:document-content>";
    archive(&[
        ("mimetype", &[b"application/vnd.oasis.opendocument.spreadsheet"]),
        (
            "META-INF/manifest.xml",
            &[b"<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>"],
        ),
        (
            "content.xml",
            &[begin.as_bytes(), rows.as_bytes(), &text, end],
        ),
    ])
}

fn record(kind: u16, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len()).unwrap();
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), body].concat()
}

fn words(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

/// A stream of one sheet: what stands before it, and its cells.
fn stream(globals: &[u8], cells: &[u8]) -> Vec<u8> {
    const BOF: u16 = 0x0809;
    const EOF: u16 = 0x000A;
    let bof = |kind: u16| record(BOF, &words(&[0x0600, kind, 0, 1997, 0, 0, 0, 0]));
    let begin = bof(5);
    // The name of the sheet is one letter behind its length and its flags.
    let named = |at: usize| {
        let at = u32::try_from(at).unwrap().to_le_bytes();
        record(0x0085, &[&at[..], &[0, 0, 1, 0, b'S']].concat())
    };
    let before = begin.len() + named(0).len() + globals.len() + 4;
    [
        begin,
        named(before),
        globals.to_vec(),
        record(EOF, &[]),
        bof(0x10),
        cells.to_vec(),
        record(EOF, &[]),
    ]
    .concat()
}

/// A number in the first cell and in the last.
fn corners() -> Vec<u8> {
    let number = |row, column| record(0x0203, &words(&[row, column, 0, 0, 0, 0, 0]));
    stream(&[], &[number(0, 0), number(65_535, 255)].concat())
}

/// One string of thirty thousand letters in sixty thousand cells.
fn shared() -> Vec<u8> {
    let head = [&[0; 8][..], &30_000u16.to_le_bytes(), &[0]].concat();
    let mut globals = record(0x00FC, &[head, vec![b'x'; 8000]].concat());
    for letters in [8000, 8000, 6000] {
        globals.extend(record(0x003C, &[vec![0], vec![b'x'; letters]].concat()));
    }
    let cells = (0..60_000).flat_map(|row| record(0x00FD, &words(&[row, 0, 0, 0, 0])));
    stream(&globals, &cells.collect::<Vec<u8>>())
}

/// A compound file ([MS-CFB]) with one stream, `Workbook`.
fn xls(stream: &[u8]) -> Vec<u8> {
    const SECTOR: usize = 512;
    const END: u32 = 0xFFFF_FFFE;
    const FREE: u32 = 0xFFFF_FFFF;
    let padded = stream.len().max(4096).next_multiple_of(SECTOR);
    let sectors = padded / SECTOR;
    // The table of sectors holds itself, the directory and the stream.
    let tables = (1..).find(|n| n * (SECTOR / 4) >= n + 1 + sectors).unwrap();
    assert!(tables <= 109, "the header holds no more");
    let number = |n: usize| u32::try_from(n).unwrap();
    let mut header = vec![0; SECTOR];
    let mut put = |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    put(24, &words(&[0x3E, 3, 0xFFFE, 9, 6]));
    put(44, &number(tables).to_le_bytes());
    put(48, &number(tables).to_le_bytes());
    put(56, &4096u32.to_le_bytes());
    put(60, &END.to_le_bytes());
    put(68, &END.to_le_bytes());
    for i in 0..109 {
        let id = if i < tables { number(i) } else { FREE };
        put(76 + i * 4, &id.to_le_bytes());
    }
    let mut fat = vec![0xFFFF_FFFD; tables];
    fat.push(END);
    fat.extend((1..sectors).map(|i| number(tables + 1 + i)));
    fat.push(END);
    fat.resize(tables * (SECTOR / 4), FREE);
    let entry = |name: &str, kind: u8, child: u32, start: u32, size: usize| {
        let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let length = entry.len() as u16 + 2;
        entry.resize(64, 0);
        entry.extend(length.to_le_bytes());
        entry.extend([kind, 1]);
        entry.extend([FREE, FREE, child].into_iter().flat_map(u32::to_le_bytes));
        entry.resize(116, 0);
        entry.extend(start.to_le_bytes());
        entry.extend((size as u64).to_le_bytes());
        entry
    };
    let mut directory = entry("Root Entry", 5, 1, END, 0);
    directory.extend(entry("Workbook", 2, FREE, number(tables + 1), padded));
    directory.resize(SECTOR, 0);
    let mut body = stream.to_vec();
    body.resize(padded, 0);
    let fat = fat.into_iter().flat_map(u32::to_le_bytes);
    [header, fat.collect(), directory, body].concat()
}

/// A workbook like the bombs, but harmless: its one cell holds an address.
pub fn harmless() -> Vec<u8> {
    let text = b"li@firm-notreal.com";
    let head = [&[0; 8][..], &(text.len() as u16).to_le_bytes(), &[0], text].concat();
    let cell = record(0x00FD, &words(&[0, 0, 0, 0, 0]));
    xls(&stream(&record(0x00FC, &head), &cell))
}
