//! What cannot be read is refused in one clear line.

use presend::rows::{ColumnChoice, Input, ReadOptions};

use super::common::{Folder, OWN, hints, open, open_bytes, own_rows};

#[track_caller]
fn refusal(bytes: impl AsRef<[u8]>, options: &ReadOptions) -> String {
    let error = open_bytes(bytes, options)
        .map(|table| format!("{:?}", table.layout()))
        .unwrap_err();
    let text = error.to_string();
    assert!(!text.contains('\n'), "{text}");
    text
}

#[track_caller]
fn refused(bytes: impl AsRef<[u8]>, parts: &[&str]) {
    let text = refusal(bytes, &ReadOptions::default());
    for part in parts {
        assert!(text.contains(part), "{part:?} is not in {text:?}");
    }
}

#[test]
fn files_that_are_no_table() {
    refused("", &["list.csv", "empty"]);
    refused(" \r\n\r\n\t\n", &["list.csv"]);
    refused(b"%PDF-1.4\n%\xE2\xE3\n", &["PDF"]);
    refused(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", &["list.csv", "hint"]);
    refused(
        b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0[Content_Types].xml",
        &["hint"],
    );
    refused(
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0\0\0\0\0\0\0",
        &["hint"],
    );
    refused(
        "<html><body><table><tr><td>email</td></tr></table></body></html>",
        &["hint"],
    );
    refused(
        (0..=255u8).cycle().take(5000).collect::<Vec<u8>>(),
        &["list.csv"],
    );
}

#[test]
fn files_that_cannot_be_opened() {
    let folder = Folder::new();
    let missing = open(&folder.path("none.csv"), &ReadOptions::default()).unwrap_err();
    assert!(missing.to_string().contains("none.csv"), "{missing}");
    std::fs::create_dir(folder.path("folder")).unwrap();
    let error = open(&folder.path("folder"), &ReadOptions::default()).unwrap_err();
    assert!(error.to_string().contains("folder"), "{error}");
    assert_eq!(Input::Stdin.name(), "standard input");
}

#[test]
fn a_quote_that_never_closes_is_told_with_its_line() {
    let text = "name,email\nLi,li@firm.test\n\"a\nb\",wu@firm.test\nMa,\"ma@firm.test\nZhu,zhu@firm.test\n";
    refused(text, &["list.csv, line 5", "quote"]);
    let long: String = (0..5000)
        .map(|i| format!("p{i},p{i}@firm.test\n"))
        .collect();
    refused(
        format!("name,email\n{long}x,\"open@firm.test\n{long}"),
        &["line 5002"],
    );
}

/// What stands between two stray quotes would be text of one cell, and nobody would judge it.
#[test]
fn a_quote_that_takes_in_rows_is_told_with_its_line() {
    let text = "Name,Email\nA,a@firm.test\n\"B,b@firm.test\nC,c@firm.test\nD,d@firm.test\n\"E\",e@firm.test\nF,f@firm.test\n";
    refused(text, &["list.csv, line 3", "rows below"]);
    refused(text.replace(',', ";"), &["list.csv, line 3"]);
    refused(
        "Name,Email\nA,a@firm.test\nX,\"b@firm.test\n\"C\",\"c@firm.test\"\n",
        &["list.csv, line 3"],
    );
    refused(
        "Name,Email\nA,a@firm.test\nB,b@firm.test\"\n\"C,c@firm.test\nD,d@firm.test\"\nE,e@firm.test\n",
        &["list.csv, line 4"],
    );
    let honest = "Name,Email,Notes\nA,a@firm.test,\"met: Tom,tom@firm.test,Ulm\nAnn,ann@firm.test,Bonn\"\n\"B\nLtd\",b@firm.test,\n";
    assert!(open_bytes(honest, &ReadOptions::default()).is_ok());
}

#[test]
fn a_field_beyond_belief_is_told() {
    let options = ReadOptions {
        max_field: 1000,
        ..ReadOptions::default()
    };
    let text = format!(
        "name,email\nLi,li@firm.test\n\"{}\",wu@firm.test\n",
        "x".repeat(2000)
    );
    let refusal = refusal(text, &options);
    assert!(
        refusal.contains("list.csv, line 3") && refusal.contains("1000"),
        "{refusal}"
    );
}

#[test]
fn wrong_options_are_told() {
    let list = "name,email\nLi,li@firm.test\n";
    let encoding = ReadOptions {
        encoding: Some("utf8x".into()),
        ..ReadOptions::default()
    };
    assert!(refusal(list, &encoding).contains("utf8x"));
    for delimiter in [b'"', b'\n', 0xA4] {
        let options = ReadOptions {
            delimiter: Some(delimiter),
            ..ReadOptions::default()
        };
        assert!(refusal(list, &options).contains("cannot be a delimiter"));
    }
    for (column, part) in [
        (
            ColumnChoice::Name("emial".into()),
            "did you mean \"email\"?",
        ),
        (ColumnChoice::Number(3), "from 1 to 2"),
        (ColumnChoice::Number(0), "from 1 to 2"),
    ] {
        let options = ReadOptions {
            columns: vec![column],
            ..ReadOptions::default()
        };
        let text = refusal(list, &options);
        assert!(text.contains(part), "{text}");
    }
}

#[test]
fn where_no_column_holds_addresses_the_header_and_the_guesses_are_shown() {
    refused(
        "name,city\nLi,Ningbo\nWu,Yiwu\n",
        &["name", "city", "--column"],
    );
    let folder = Folder::new();
    let path = folder.write("list.csv", "a,b\nli@x.test,l@y.test\nwu@x.test,w@y.test\n");
    let none = |_: &str| None;
    let input = Input::Path(path);
    let error = presend::rows::Table::open(&input, &ReadOptions::default(), &none, &OWN, &own_rows)
        .unwrap_err();
    let text = error.to_string();
    assert!(
        text.contains("1 \"a\"") && text.contains("2 \"b\""),
        "{text}"
    );
    assert!(hints("email").is_some());
}
