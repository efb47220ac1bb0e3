//! Workbooks for tests: made by the crates or by hand, and read back.

use std::io::{Cursor, Write};
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};
use rust_xlsxwriter::{Format, Workbook};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A list with a cell of each kind.
pub fn typed(path: &Path) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("客户").unwrap();
    let header = ["Name", "Email", "Phone", "Since", "Code", "Vip", "Note"];
    for (column, name) in (0..).zip(header) {
        sheet.write_string(0, column, name).unwrap();
    }
    let day = Format::new().set_num_format("d/m/yyyy");
    let code = Format::new().set_num_format("00000");
    for (row, email) in (1..).zip([
        "li@firm-notreal.com",
        " WU@Firm-Notreal.com ",
        "not an address",
        "li@gmial.com",
    ]) {
        sheet.write_string(row, 0, format!("Person {row}")).unwrap();
        sheet.write_string(row, 1, email).unwrap();
        sheet
            .write_number(row, 2, 8_613_800_138_000.0 + f64::from(row))
            .unwrap();
        sheet
            .write_number_with_format(row, 3, 45_356.0, &day)
            .unwrap();
        sheet
            .write_number_with_format(row, 4, 123.0, &code)
            .unwrap();
        sheet.write_boolean(row, 5, row % 2 == 0).unwrap();
        sheet
            .write_string(row, 6, "=HYPERLINK(\"http://x\")")
            .unwrap();
    }
    sheet.write_string(1, 2, "+86 755 0000 0000").unwrap();
    sheet.write_number(2, 6, 0.1).unwrap();
    book.save(path).unwrap();
}

/// The cells of a workbook's first sheet, as they are typed.
pub fn cells(path: &Path) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    let name = book.sheet_names()[0].clone();
    let range = book.worksheet_range(&name).unwrap();
    range.rows().map(<[Data]>::to_vec).collect()
}

/// The text of a part of a workbook.
pub fn part(path: &Path, name: &str) -> String {
    let mut zip = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    std::io::read_to_string(zip.by_name(name).unwrap()).unwrap()
}

/// The least that is a workbook: sheets with a name, a state and their rows as XML.
pub fn by_hand(sheets: &[(&str, &str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut part = |name: &str, xml: &[u8]| {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(xml).unwrap();
    };
    const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    part("[Content_Types].xml", b"<Types/>");
    let root = format!(
        "<Relationships><Relationship Id=\"r0\" Type=\"{TYPES}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
    );
    part("_rels/.rels", root.as_bytes());
    let (mut relations, mut names) = (String::new(), String::new());
    for (i, (name, state, rows)) in sheets.iter().enumerate() {
        let n = i + 1;
        relations += &format!(
            "<Relationship Id=\"r{n}\" Type=\"{TYPES}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"
        );
        names +=
            &format!("<sheet name=\"{name}\" sheetId=\"{n}\" state=\"{state}\" r:id=\"r{n}\"/>");
        let xml = [
            b"<worksheet><sheetData>",
            *rows,
            b"</sheetData></worksheet>",
        ]
        .concat();
        part(&format!("xl/worksheets/sheet{n}.xml"), &xml);
    }
    let relations = format!("<Relationships>{relations}</Relationships>");
    part("xl/_rels/workbook.xml.rels", relations.as_bytes());
    let book = format!("<workbook xmlns:r=\"r\"><sheets>{names}</sheets></workbook>");
    part("xl/workbook.xml", book.as_bytes());
    zip.finish().unwrap().into_inner()
}

/// A cell of text.
pub fn cell(place: &str, text: &str) -> String {
    format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}
