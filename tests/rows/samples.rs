//! What people export, each with its quirks.

use presend::rows::{ColumnChoice, ReadOptions, Row};

use super::common::{open, read, rewrite};

#[derive(serde::Deserialize)]
struct Manifest {
    samples: Vec<Sample>,
}

#[derive(serde::Deserialize)]
struct Sample {
    file: String,
    encoding: String,
    bom: bool,
    delimiter: Option<char>,
    header_line: Option<u64>,
    email_columns: Vec<serde_json::Value>,
    data_rows: u64,
    footer_rows: u64,
}

fn folder() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples")
}

fn samples() -> Vec<Sample> {
    let text = std::fs::read_to_string(folder().join("manifest.json")).unwrap();
    serde_json::from_str::<Manifest>(&text).unwrap().samples
}

#[test]
fn samples_are_recognised() {
    for sample in samples() {
        let file = &sample.file;
        let table = open(&folder().join(file), &ReadOptions::default())
            .unwrap_or_else(|e| panic!("{file}: {e}"));
        let layout = table.layout();
        assert_eq!(layout.encoding, sample.encoding, "{file}");
        assert_eq!(layout.bom, sample.bom, "{file}");
        assert_eq!(layout.delimiter.map(char::from), sample.delimiter, "{file}");
        assert_eq!(layout.header_line, sample.header_line, "{file}");
        assert_eq!(layout.footer_rows, sample.footer_rows, "{file}");
        assert_eq!(layout.rows, sample.data_rows + sample.footer_rows, "{file}");
        let column = layout.address_columns[0];
        match &sample.email_columns[0] {
            serde_json::Value::String(name) => {
                assert_eq!(&layout.header.as_ref().unwrap()[column], name, "{file}");
                let others: Vec<_> = layout
                    .other_candidates
                    .iter()
                    .map(|c| c.name.clone().unwrap())
                    .collect();
                for other in &others {
                    assert!(
                        sample.email_columns.contains(&other.as_str().into()),
                        "{file}: {others:?}"
                    );
                }
            }
            number => assert_eq!(column as u64, number.as_u64().unwrap(), "{file}"),
        }
        assert_eq!(read(&table).len() as u64, layout.rows, "{file}");
    }
}

#[test]
fn samples_come_back_as_they_were() {
    for sample in samples() {
        let file = &sample.file;
        let bytes = std::fs::read(folder().join(file)).unwrap();
        let own = ["keep", "ok", ""];
        let once = rewrite(&bytes, &ReadOptions::default(), &own).unwrap();
        let twice =
            rewrite(&once, &ReadOptions::default(), &own).unwrap_or_else(|e| panic!("{file}: {e}"));
        assert_eq!(once, twice, "{file}");
    }
}

#[test]
fn salesforce_footer_is_told_from_contacts() {
    let table = open(
        &folder().join("salesforce_report.csv"),
        &ReadOptions::default(),
    )
    .unwrap();
    let (mut reader, mut row, mut footer) = (table.reader().unwrap(), Row::new(), Vec::new());
    while reader.next(&mut row).unwrap() {
        if row.is_footer() {
            footer.push(row.number());
        }
    }
    assert_eq!(footer, [7, 8, 9, 10, 11]);
    assert_eq!(table.layout().blank_lines, 2);
}

#[test]
fn the_layout_is_told_in_one_line() {
    let describe = |file: &str| {
        open(&folder().join(file), &ReadOptions::default())
            .unwrap()
            .layout()
            .describe()
            .get(presend::lang::Lang::En)
    };
    assert_eq!(
        describe("customs_leads_utf8bom.csv"),
        "UTF-8 with BOM, comma, CRLF, header in line 1, addresses in column 6 \"邮箱\""
    );
    assert_eq!(
        describe("headerless_list.txt"),
        "UTF-8, one column, LF, no header, addresses in column 1"
    );
}

#[test]
fn every_address_column_of_a_sample_can_be_chosen_by_name() {
    for sample in samples() {
        for name in sample.email_columns.iter().filter_map(|name| name.as_str()) {
            let columns = vec![ColumnChoice::Name(name.to_uppercase())];
            let table = open(
                &folder().join(&sample.file),
                &ReadOptions {
                    columns,
                    ..Default::default()
                },
            )
            .unwrap();
            let layout = table.layout();
            assert_eq!(
                layout.header.as_ref().unwrap()[layout.address_columns[0]],
                name,
                "{}",
                sample.file
            );
        }
    }
}
