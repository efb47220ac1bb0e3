//! A list that is read and written is the same list.

use presend::rows::ReadOptions;
use proptest::prelude::*;

use super::common::{OWN, open_bytes, read, rewrite};

fn text_of(rows: &[Vec<String>], delimiter: char, end: &str, last: bool) -> String {
    let lines: Vec<String> = rows
        .iter()
        .map(|row| row.join(&delimiter.to_string()))
        .collect();
    format!("{}{}", lines.join(end), if last { end } else { "" })
}

fn cell() -> impl Strategy<Value = String> {
    const CELLS: &[&str] = &[
        "",
        "x",
        "张样例",
        "Chloé",
        "+86",
        "\"q\"",
        "\"a, b;c\"",
        "\"two\nlines\"",
        "\"a \"\"b\"\"\"",
        " pad ",
    ];
    proptest::sample::select(CELLS).prop_map(str::to_owned)
}

fn table() -> impl Strategy<Value = Vec<Vec<String>>> {
    proptest::collection::vec(proptest::collection::vec(cell(), 0..5), 2..20).prop_map(|rows| {
        let row = |(i, mut cells): (usize, Vec<String>)| {
            cells.splice(0..0, [format!("id{i}"), format!("p{i}@firm.test")]);
            cells
        };
        let mut all = vec![vec![
            "id".to_owned(),
            "email".to_owned(),
            "a".to_owned(),
            "b".to_owned(),
        ]];
        all.extend(rows.into_iter().enumerate().map(row));
        all
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_what_was_read(
        rows in table(),
        delimiter in proptest::sample::select(&[',', ';', '\t', '|'][..]),
        end in proptest::sample::select(&["\n", "\r\n", "\r"][..]),
        last in any::<bool>(),
        bom in any::<bool>(),
    ) {
        let mut text = text_of(&rows, delimiter, end, last);
        if bom {
            text.insert(0, '\u{feff}');
        }
        let options = ReadOptions {
            encoding: Some("utf-8".into()),
            delimiter: Some(delimiter as u8),
            ..ReadOptions::default()
        };
        let before = read(&open_bytes(&text, &options).unwrap());
        prop_assert_eq!(before.len(), rows.len() - 1);
        let out = rewrite(text.as_bytes(), &options, &["keep", "ok", ""]).unwrap();
        let written = String::from_utf8(out.clone()).unwrap();
        prop_assert_eq!(written.starts_with('\u{feff}'), bom);
        prop_assert!(written.contains(OWN[0]));
        for row in &rows[1..] {
            let raw = format!("{}{delimiter}", row.join(&delimiter.to_string()));
            prop_assert_eq!(written.matches(&raw).count(), 1, "{:?}", raw);
        }
        // Short rows were filled up to the header; their cells are the same.
        let after = read(&open_bytes(&out, &options).unwrap());
        for ((_, before), (_, after)) in before.iter().zip(&after) {
            prop_assert_eq!(&after[..before.len()], &before[..]);
            prop_assert!(after[before.len()..].iter().all(String::is_empty));
        }
        let again = rewrite(&out, &options, &["keep", "ok", ""]).unwrap();
        prop_assert_eq!(String::from_utf8(again).unwrap(), written);
    }
}
