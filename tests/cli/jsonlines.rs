//! JSON Lines in and out.

use calamine::Data;

use super::books::cells;
use crate::run::Place;

const LIST: &str = concat!(
    "{\"id\": 12345678901234567890, \"Email\": \" Li@Firm-Notreal.com\", \"vip\": true, \"score\": 1.50}\n",
    "\n",
    "{\"id\":2,\"Email\":\"wu@gmial.com\",\"tags\":[\"a\", \"b\"],\"score\":null}\n",
    "{\"id\":3,\"Email\":\"\u{674e}\",\"vip\":false}\n",
);

#[test]
fn objects_keep_their_values() {
    let place = Place::new();
    place.write("leads.jsonl", LIST);
    let run = place
        .run(&["leads.jsonl", "--offline", "--lang", "en"])
        .ends(0);
    assert!(
        run.err
            .contains("3 rows, JSON Lines, addresses in column 2 \"Email\""),
        "{}",
        run.err
    );
    let clean: Vec<String> = place
        .text("leads.clean.jsonl")
        .lines()
        .map(str::to_owned)
        .collect();
    assert_eq!(clean.len(), 1);
    for part in [
        "{\"id\":12345678901234567890,\"Email\":\"Li@firm-notreal.com\",\"vip\":true,\"score\":1.50,\
         \"presend_verdict\":\"keep\",\"presend_reason\":\"repaired\",\"presend_message\":\"",
        "\",\"presend_suggestion\":\"\",\"presend_original\":\" Li@Firm-Notreal.com\"}",
    ] {
        assert!(clean[0].contains(part), "{part}: {}", clean[0]);
    }
    let review = place.text("leads.review.jsonl");
    assert!(
        review.starts_with("{\"id\":2,\"Email\":\"wu@gmial.com\",\"score\":null,\"tags\":[\"a\", \"b\"],\"presend_verdict\":"),
        "{review}"
    );
    assert!(
        place
            .text("leads.removed.jsonl")
            .starts_with("{\"id\":3,\"Email\":\"李\",\"vip\":false,")
    );
}

#[test]
fn cleaning_clean_objects_changes_nothing() {
    let place = Place::new();
    place.write("leads.jsonl", LIST);
    place
        .run(&["leads.jsonl", "--offline", "--annotated", "once.jsonl"])
        .ends(0);
    place
        .run(&["once.jsonl", "--offline", "--annotated", "twice.jsonl"])
        .ends(0);
    assert_eq!(place.text("once.jsonl"), place.text("twice.jsonl"));
}

#[test]
fn rows_are_counted_by_lines() {
    let place = Place::new();
    place.write(
        "leads.jsonl",
        "\n{\"email\":\"li@firm-notreal.com\"}\n{\"email\":\"li@firm-notreal.com\"}\n",
    );
    let run = place
        .run(&["leads.jsonl", "--offline", "--annotated", "-"])
        .ends(0);
    assert!(run.out.contains("row 2"), "{}", run.out);
}

#[test]
fn objects_become_tables_and_tables_objects() {
    let place = Place::new();
    place.write("leads.jsonl", LIST);
    place
        .run(&["leads.jsonl", "--offline", "--annotated", "all.csv"])
        .ends(0);
    let csv = place.text("all.csv");
    assert!(
        csv.starts_with("id,Email,vip,score,tags,presend_verdict"),
        "{csv}"
    );
    assert!(
        csv.contains("\r\n2,wu@gmial.com,,,\"[\"\"a\"\", \"\"b\"\"]\",review"),
        "{csv}"
    );
    place
        .run(&["leads.jsonl", "--offline", "--annotated", "all.xlsx"])
        .ends(0);
    let rows = cells(&place.path("all.xlsx"));
    assert_eq!(rows[1][0], Data::String("12345678901234567890".into()));
    assert_eq!(rows[1][2], Data::Bool(true));
    assert_eq!(rows[1][3], Data::Float(1.5));
    assert_eq!(rows[2][0], Data::Float(2.0));

    place.write(
        "leads.csv",
        "Name,Email,Name,\nLi,li@firm-notreal.com,,007\n",
    );
    place
        .run(&["leads.csv", "--offline", "-o", "out.ndjson"])
        .ends(0);
    let out = place.text("out.ndjson");
    let wanted = "{\"Name\":\"Li\",\"Email\":\"li@firm-notreal.com\",\"Name_2\":\"\",\"column4\":\"007\",\"presend_verdict\":";
    assert!(out.starts_with(wanted), "{out}");
}

#[test]
fn what_is_no_object_is_told_with_its_line() {
    let place = Place::new();
    for (text, part) in [
        (
            "{\"email\":\"a@firm-notreal.com\"}\n{\"email\":\n",
            "line 2",
        ),
        ("{\"email\":\"a@firm-notreal.com\"}\n[1]\n", "line 2"),
        ("[{\"email\":\"a@firm-notreal.com\"}]\n", "JSON list"),
        ("{\"name\":\"a\"}\n", "--column"),
    ] {
        place.write("leads.jsonl", text);
        let run = place.run(&["leads.jsonl", "--offline"]).ends(3);
        assert!(run.err.contains(part), "{part}: {}", run.err);
    }
}
