//! `cargo bench --bench workbook`: a workbook of a million rows, and what is made to look like one.
//!
//! The strings are shared, as Excel shares them: a reader has to keep them all. The figures that must hold are asserted.

mod measure;

use std::io::Write;
use std::path::Path;
use std::time::Duration;

use measure::{REFUSED, run};
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const ROWS: u32 = 1_000_000;
const MIB: u64 = 1 << 20;

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path();
    leads(&path.join("leads.xlsx")).expect("the workbook is written");
    let size = std::fs::metadata(path.join("leads.xlsx")).map_or(0, |meta| meta.len());
    println!("{ROWS} rows, {:.1} MiB", size as f64 / MIB as f64);
    within(
        "xlsx to xlsx",
        path,
        &["clean", "leads.xlsx", "--offline"],
        512,
    );
    let csv = ["clean", "leads.xlsx", "--offline", "--annotated", "all.csv"];
    within("xlsx to csv", path, &csv, 512);

    let bomb = path.join(REFUSED);
    std::fs::write(&bomb, sheet(&[("A1", "x"), ("CVM20000", "y")], 0)).expect("a bomb");
    within(
        "two cells, far apart",
        path,
        &["clean", REFUSED, "--offline"],
        64,
    );
    std::fs::write(&bomb, sheet(&[("A1", "x")], 256 << 20)).expect("a bomb");
    within(
        "one cell of 256 MiB",
        path,
        &["clean", REFUSED, "--offline"],
        64,
    );
}

/// Runs presend and shows what it took; the memory must be within a limit in MiB.
fn within(what: &str, folder: &Path, args: &[&str], limit: u64) {
    let (time, memory) = run(folder, args);
    println!(
        "{what:<24} {:>8.2} s {:>8.1} MiB",
        time.as_secs_f64(),
        memory as f64 / MIB as f64
    );
    assert!(memory <= limit * MIB, "{what}: more than {limit} MiB");
    let quick = !args.contains(&REFUSED) || time < Duration::from_secs(1);
    assert!(quick, "{what}: more than a second");
}

/// Invented people, as an export from a shop has them: text that is each row's own and text that many share, a number
/// and a date.
fn leads(path: &Path) -> Result<(), XlsxError> {
    let mut workbook = Workbook::new();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let sheet = workbook.add_worksheet_with_low_memory()?;
    for (column, name) in (0..).zip(["Company", "Contact", "Country", "Email", "Phone", "Since"]) {
        sheet.write_string(0, column, name)?;
    }
    for i in 0..ROWS {
        let (row, domain) = (i + 1, i % 100_000);
        sheet.write_string(row, 0, format!("Firm {domain} 有限公司"))?;
        sheet.write_string(row, 1, format!("Person, {i}"))?;
        sheet.write_string(row, 2, "China")?;
        sheet.write_string(row, 3, format!("person.{i}@firm-{domain}-notreal.com"))?;
        sheet.write_number(row, 4, 8_613_800_000_000.0 + f64::from(i))?;
        sheet.write_number_with_format(row, 5, f64::from(40_000 + i % 5000), &day)?;
    }
    workbook.save(path)
}

/// The least that is a workbook, with some cells and after them one of many bytes.
fn sheet(cells: &[(&str, &str)], long: usize) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut part = |name: &str, xml: &[&[u8]]| {
        zip.start_file(name, SimpleFileOptions::default())
            .expect("a part");
        for bytes in xml {
            zip.write_all(bytes).expect("a part");
        }
    };
    part("[Content_Types].xml", &[b"<Types/>"]);
    let relation = |kind: &str, target: &str| {
        format!(
            "<Relationships><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/\
             relationships/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let root = relation("officeDocument", "xl/workbook.xml");
    part("_rels/.rels", &[root.as_bytes()]);
    let book = relation("worksheet", "worksheets/sheet1.xml");
    part("xl/_rels/workbook.xml.rels", &[book.as_bytes()]);
    part(
        "xl/workbook.xml",
        &[b"<workbook xmlns:r=\"r\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"],
    );
    let mut xml: Vec<Vec<u8>> = vec![b"<worksheet><sheetData>".to_vec()];
    let cell = |place: &str, text: &str| {
        format!("<row><c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c></row>")
            .into_bytes()
    };
    xml.extend(cells.iter().map(|(place, text)| cell(place, text)));
    if long > 0 {
        xml.push(b"<row><c r=\"B9\" t=\"inlineStr\"><is><t>".to_vec());
        xml.extend(std::iter::repeat_n(vec![b'x'; 1 << 20], long >> 20));
        xml.push(b"</t></is></c></row>".to_vec());
    }
    xml.push(b"</sheetData></worksheet>".to_vec());
    let pieces: Vec<&[u8]> = xml.iter().map(Vec::as_slice).collect();
    part("xl/worksheets/sheet1.xml", &pieces);
    zip.finish().expect("the archive").into_inner()
}
