//! Every row of the input stands in exactly one output, in order, byte for byte.

use encoding_rs::Encoding;
use proptest::prelude::*;

use crate::run::Place;

#[derive(Clone, Debug)]
struct Case {
    encoding: &'static str,
    bom: bool,
    delimiter: char,
    line_end: &'static str,
    last_end: bool,
    header: bool,
    rows: Vec<Vec<String>>,
}

/// Cells of all kinds, quoted or not, with text that the encoding has.
fn cell(encoding: &'static str, delimiter: char) -> impl Strategy<Value = String> {
    let words: &[&str] = match encoding {
        "gbk" | "gb18030" => &["张样例", "采购", "深圳市", "x"],
        "big5" => &["樣本", "採購", "x"],
        "shift_jis" => &["見本", "購買", "ー", "x"],
        "euc-kr" => &["견본", "구매", "x"],
        "windows-1252" => &["Chloé", "Straße", "x"],
        "windows-1251" => &["Образец", "Закупки", "x"],
        _ => &["张样例", "Łódź", "Образец", "😀", "x"],
    };
    let plain = proptest::sample::select(words);
    prop_oneof![
        4 => plain.clone().prop_map(str::to_owned),
        1 => Just(String::new()),
        1 => Just("+86 755 0000".to_owned()),
        1 => plain.clone().prop_map(|word| format!("\"{word}\"")),
        1 => plain.clone().prop_map(move |word| format!("\"{word}{delimiter} {word}\"")),
        1 => plain.clone().prop_map(|word| format!("\"{word} \"\"{word}\"\"\"")),
        1 => plain.prop_map(|word| format!("\"{word}\n{word}\"")),
    ]
}

fn address() -> impl Strategy<Value = String> {
    const CELLS: &[&str] = &[
        "li@firm-notreal.com",
        "sales@firm-notreal.com",
        "x@mailinator.com",
        "a..b@firm-notreal.com",
        "",
        "li@gmial.com",
        "wu@example.com",
        "noreply@firm-notreal.com",
        "\"zoe@firm-notreal.com\"",
        "bo@gmail.com",
    ];
    proptest::sample::select(CELLS).prop_map(str::to_owned)
}

fn case() -> impl Strategy<Value = Case> {
    const ENCODINGS: &[&str] = &[
        "utf-8",
        "gbk",
        "big5",
        "shift_jis",
        "euc-kr",
        "windows-1252",
        "windows-1251",
        "utf-16le",
        "utf-16be",
    ];
    let shape = (
        proptest::sample::select(ENCODINGS),
        any::<bool>(),
        proptest::sample::select(&[',', ';', '\t', '|'][..]),
        proptest::sample::select(&["\n", "\r\n", "\r"][..]),
        any::<bool>(),
        any::<bool>(),
    );
    shape.prop_flat_map(|(encoding, bom, delimiter, line_end, last_end, header)| {
        let row = (
            address(),
            proptest::collection::vec(cell(encoding, delimiter), 1..5),
        );
        proptest::collection::vec(row, 4..24).prop_map(move |rows| Case {
            encoding,
            bom,
            delimiter,
            line_end,
            last_end,
            header,
            rows: rows
                .into_iter()
                .enumerate()
                .map(|(i, (address, cells))| {
                    let mut row = vec![format!("row{i:03}"), address];
                    row.extend(cells);
                    row
                })
                .collect(),
        })
    })
}

impl Case {
    /// The file as text, and each row of it.
    fn text(&self) -> (String, Vec<String>) {
        let delimiter = self.delimiter.to_string();
        let rows: Vec<String> = self.rows.iter().map(|row| row.join(&delimiter)).collect();
        let mut lines = rows.clone();
        if self.header {
            lines.insert(0, ["id", "email", "a", "b", "c", "d"].join(&delimiter));
        }
        let mut text = lines.join(self.line_end);
        if self.last_end {
            text.push_str(self.line_end);
        }
        (text, rows)
    }

    fn encode(&self, text: &str) -> Vec<u8> {
        let unit = |little: bool| {
            let bytes = move |unit: u16| {
                if little {
                    unit.to_le_bytes()
                } else {
                    unit.to_be_bytes()
                }
            };
            std::iter::once(0xFEFF)
                .chain(text.encode_utf16())
                .flat_map(bytes)
                .collect()
        };
        match self.encoding {
            "utf-16le" => unit(true),
            "utf-16be" => unit(false),
            "utf-8" if self.bom => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            label => {
                let (bytes, _, lost) = Encoding::for_label(label.as_bytes()).unwrap().encode(text);
                assert!(!lost, "{label}: {text}");
                bytes.into_owned()
            }
        }
    }

    fn decode(&self, bytes: &[u8]) -> String {
        let encoding = Encoding::for_label(self.encoding.as_bytes()).unwrap();
        let (text, _, broken) = encoding.decode(bytes);
        assert!(!broken, "{}", self.encoding);
        text.into_owned()
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 160,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn rows_in_are_rows_out(case in case()) {
        let (text, rows) = case.text();
        let bytes = case.encode(&text);
        let place = Place::with(&bytes);
        let delimiter = match case.delimiter { '\t' => "tab".to_owned(), other => other.to_string() };
        // Short lists say too little to be sure of the encoding; its detection has tests of its own.
        let mut args = vec!["clean", "leads.csv", "--offline", "--column", "2", "--encoding", case.encoding, "--delimiter", &delimiter];
        if !case.header {
            args.push("--no-header");
        }
        let run = place.run(&args);
        prop_assert_eq!(run.code, 0, "{}", run.err);
        prop_assert_eq!(place.read("leads.csv"), bytes);
        let outputs: Vec<String> = ["clean", "review", "removed"]
            .iter()
            .map(|kind| case.decode(&place.read(&format!("leads.{kind}.csv"))))
            .collect();
        let mut last = [0usize; 3];
        for row in &rows {
            // The row as it came, and our columns behind it.
            let wanted = format!("{row}{}", case.delimiter);
            let found: Vec<(usize, usize)> = outputs
                .iter()
                .enumerate()
                .flat_map(|(file, text)| text.match_indices(&wanted).map(move |(at, _)| (file, at)))
                .collect();
            prop_assert_eq!(found.len(), 1, "{:?} in {:?}", wanted, outputs);
            let (file, at) = found[0];
            prop_assert!(at >= last[file], "{:?} is out of order", wanted);
            last[file] = at + wanted.len();
        }
        let marks: usize = outputs.iter().map(|text| text.matches("row0").count()).sum();
        prop_assert_eq!(marks, rows.len());
        // Cleaning the clean list again changes nothing.
        let clean = place.read("leads.clean.csv");
        if outputs[0].contains("row") {
            let mut args = args.clone();
            args[1] = "leads.clean.csv";
            args.extend(["-o", "again.csv"]);
            let run = place.run(&args);
            prop_assert_eq!(run.code, 0, "{}", run.err);
            prop_assert_eq!(case.decode(&place.read("again.csv")), case.decode(&clean));
        }
    }
}
