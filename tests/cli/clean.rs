//! The main job: which row goes where, and what it says.

use std::collections::BTreeMap;

use crate::run::{Place, repository};

/// Runs `clean` offline over a list with the header `email`, and gives cell → (verdict, reason).
fn judged(cells: &[&str], args: &[&str]) -> BTreeMap<String, (String, String)> {
    let mut list = csv::Writer::from_writer(Vec::new());
    list.write_record(["email", "n"]).unwrap();
    for (i, cell) in cells.iter().enumerate() {
        list.write_record([*cell, &i.to_string()]).unwrap();
    }
    let place = Place::with(list.into_inner().unwrap());
    let mut all = vec!["leads.csv", "--offline", "--annotated", "all.csv"];
    all.extend(args);
    place.run(&all).ends(0);
    let mut reader = csv::Reader::from_reader(std::io::Cursor::new(place.read("all.csv")));
    reader
        .records()
        .map(|row| {
            let row = row.unwrap();
            let at: usize = row[1].parse().unwrap();
            (cells[at].to_owned(), (row[2].to_owned(), row[3].to_owned()))
        })
        .collect()
}

#[track_caller]
fn expect(cells: &[(&str, &str, &str)], args: &[&str]) {
    let input: Vec<&str> = cells.iter().map(|(cell, ..)| *cell).collect();
    let found = judged(&input, args);
    for (cell, verdict, reason) in cells {
        let (said, why) = &found[*cell];
        assert_eq!((said.as_str(), why.as_str()), (*verdict, *reason), "{cell}");
    }
}

#[test]
fn the_sample_shows_every_kind_of_trouble() {
    let place = Place::new();
    place.write(
        "leads.csv",
        std::fs::read(repository("data/sample-leads.csv")).unwrap(),
    );
    place.write(
        "facts.jsonl",
        std::fs::read(repository("data/sample-facts.jsonl")).unwrap(),
    );
    let run = place
        .run(&[
            "clean",
            "leads.csv",
            "--facts",
            "facts.jsonl",
            "--format",
            "json",
        ])
        .ends(0);
    let summary: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(summary["rows"], 194);
    assert_eq!(
        summary["dns"]["questions"], 0,
        "the recording answers everything"
    );
    let reasons: Vec<&str> = summary["reasons"]
        .as_array()
        .unwrap()
        .iter()
        .map(|reason| reason["id"].as_str().unwrap())
        .collect();
    let elsewhere = [
        "suppressed-hard-bounce",
        "suppressed-complaint",
        "suppressed-unsubscribe",
        "soft-bounce-recent",
        "allow-listed",
        "block-listed",
        "typo-fixed",
        "dns-unavailable",
        "dns-not-asked",
        "disposable-suspected",
    ];
    for reason in presend::judge::Reason::all().map(presend::judge::Reason::id) {
        assert_eq!(
            reasons.contains(&reason),
            !elsewhere.contains(&reason),
            "{reason}"
        );
    }
    assert_eq!(
        place.names(),
        [
            "facts.jsonl",
            "leads.clean.csv",
            "leads.csv",
            "leads.removed.csv",
            "leads.review.csv"
        ]
    );
}

#[test]
fn a_cleaned_list_stays_as_it_is() {
    let place = Place::new();
    place.write(
        "leads.csv",
        std::fs::read(repository("data/sample-leads.csv")).unwrap(),
    );
    place.write(
        "facts.jsonl",
        std::fs::read(repository("data/sample-facts.jsonl")).unwrap(),
    );
    for (round, flags) in [
        &["--fix-typos", "--split", "--with-provider-column"][..],
        &[],
    ]
    .iter()
    .enumerate()
    {
        let first = format!("first{round}.csv");
        let second = format!("second{round}.csv");
        let mut args = vec![
            "clean",
            "leads.csv",
            "--facts",
            "facts.jsonl",
            "--force",
            "-o",
            &first,
        ];
        args.extend(*flags);
        place.run(&args).ends(0);
        let mut args = vec![
            "clean",
            &first,
            "--facts",
            "facts.jsonl",
            "--force",
            "-o",
            &second,
        ];
        args.extend(*flags);
        place.run(&args).ends(0);
        let (first, second) = (place.text(&first), place.text(&second));
        for (before, after) in first.lines().zip(second.lines()) {
            assert_eq!(before, after, "{flags:?}");
        }
        assert_eq!(first.len(), second.len());
    }
}

#[test]
fn form_tables_and_misspellings_decide_offline() {
    expect(
        &[
            ("li.wang@gmail.com", "keep", "freemail"),
            ("li@firm-notreal.com", "keep", "dns-not-asked"),
            ("", "remove", "empty"),
            ("n/a", "remove", "empty"),
            ("a..b@firm-notreal.com", "remove", "syntax-invalid"),
            ("li@example.com", "remove", "reserved-domain"),
            ("li@localhost", "remove", "reserved-domain"),
            ("li@firm-notreal.nosuchtld", "remove", "unknown-tld"),
            ("x@mailinator.com", "remove", "disposable-domain"),
            ("x@sub.mailinator.com", "remove", "disposable-domain"),
            ("li.wang@gmial.com", "review", "typo-domain"),
            ("li.wang@gmail.con", "review", "typo-domain"),
            ("li@firm-notreal.con", "review", "typo-tld"),
            ("li@firm-notreal.cm", "keep", "dns-not-asked"),
            ("noreply@firm-notreal.com", "review", "no-reply-address"),
            ("sales@firm-notreal.com", "keep", "role-account"),
            ("ab@gmail.com", "review", "impossible-mailbox"),
            ("x@duck.com", "keep", "private-relay"),
            ("\"a b\"@firm-notreal.com", "review", "quoted-local-part"),
            ("a@[192.0.2.1]", "review", "ip-literal"),
            ("用户@firm-notreal.com", "review", "needs-smtputf8"),
            ("раypal@firm-notreal.com", "review", "mixed-script"),
            (
                "a@foo-notreal.com; b@foo-notreal.com",
                "review",
                "multiple-addresses",
            ),
            (" pad@firm-notreal.com ", "keep", "repaired"),
            ("LI@firm-notreal.com", "remove", "duplicate"),
            ("l.i.wang@googlemail.com", "keep", "duplicate-alias"),
        ],
        &[],
    );
}

#[test]
fn what_looks_like_a_slip_but_is_right_is_left_alone() {
    let right = [
        "foxmail.com",
        "sina.com",
        "126.com",
        "139.com",
        "21cn.com",
        "yahoo.co.jp",
        "hotmail.fr",
        "gmx.at",
        "ymail.com",
        "mail.com",
        "email.com",
        "yandex.com",
        "acme-notreal.com.cn",
        "shou.com",
        "never.com",
    ];
    let cells: Vec<String> = right
        .iter()
        .map(|domain| format!("liwang88@{domain}"))
        .collect();
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    for (cell, (verdict, reason)) in judged(&cells, &[]) {
        assert_eq!(verdict, "keep", "{cell}: {reason}");
    }
}

#[test]
fn what_many_rows_use_is_no_slip_and_what_one_row_has_beside_many_is() {
    let mut cells: Vec<String> = (0..30).map(|i| format!("p{i}@gmeil-notreal.com")).collect();
    cells.extend((0..12).map(|i| format!("p{i}@outlok.com")));
    cells.push("p99@gmeil-notreal.co".to_owned());
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    let found = judged(&cells, &[]);
    assert_eq!(found["p0@gmeil-notreal.com"].0, "keep");
    assert_eq!(found["p0@outlok.com"].0, "keep");
    assert_eq!(found["p99@gmeil-notreal.co"].1, "typo-tld");
}

#[test]
fn certain_misspellings_are_corrected_on_request_only() {
    let place = Place::with("email\nli.wang@gmial.com\nli@example.com\n");
    place
        .run(&["leads.csv", "--offline", "--fix-typos"])
        .ends(0);
    assert_eq!(
        place.text("leads.clean.csv").lines().nth(1).unwrap(),
        "li.wang@gmail.com,keep,typo-fixed,gmial.com was corrected to gmail.com; gmail.com is a public mailbox provider,,li.wang@gmial.com"
    );
}

#[test]
fn the_fullest_duplicate_stays_on_request() {
    let list = "email,name,phone\nli@firm-notreal.com,,\nLI@firm-notreal.com,Li,1\n";
    let place = Place::with(list);
    place.run(&["leads.csv", "--offline"]).ends(0);
    assert!(
        place
            .text("leads.removed.csv")
            .contains("LI@firm-notreal.com,Li,1,remove,duplicate,same mailbox as row 2")
    );
    place
        .run(&["leads.csv", "--offline", "--force", "--prefer-fullest"])
        .ends(0);
    assert!(
        place
            .text("leads.clean.csv")
            .contains("LI@firm-notreal.com,Li,1,keep")
    );
    assert!(
        place
            .text("leads.removed.csv")
            .contains("li@firm-notreal.com,,,remove,duplicate,same mailbox as row 3")
    );
}

#[test]
fn several_addresses_become_rows_on_request() {
    let place =
        Place::with("name,email\nLi,a@foo-notreal.com；b@foo-notreal.com\nWu,c@foo-notreal.com\n");
    place.run(&["leads.csv", "--offline", "--split"]).ends(0);
    let clean = place.text("leads.clean.csv");
    let rows: Vec<&str> = clean.lines().skip(1).collect();
    assert_eq!(rows.len(), 3, "{clean}");
    assert!(
        rows[0].starts_with("Li,a@foo-notreal.com,keep,"),
        "{}",
        rows[0]
    );
    assert!(
        rows[1].starts_with("Li,b@foo-notreal.com,keep,"),
        "{}",
        rows[1]
    );
    assert!(
        rows[1].ends_with(",a@foo-notreal.com；b@foo-notreal.com"),
        "{}",
        rows[1]
    );
}

#[test]
fn of_several_columns_the_first_deliverable_decides() {
    let list = "name,email,other\nLi,li@example.com,li@firm-notreal.com\nWu,wu@firm-notreal.com,x@mailinator.com\n";
    let place = Place::with(list);
    place
        .run(&[
            "leads.csv",
            "--offline",
            "--column",
            "email",
            "--column",
            "3",
        ])
        .ends(0);
    let clean = place.text("leads.clean.csv");
    assert_eq!(clean.lines().count(), 3, "{clean}");
    assert!(
        clean.contains("li@example.com: remove (reserved-domain)"),
        "{clean}"
    );
    assert!(
        clean.contains("x@mailinator.com: remove (disposable-domain)"),
        "{clean}"
    );
}

#[test]
fn own_lists_are_obeyed() {
    let place = Place::with(
        "email\nli@firm-notreal.com\nwu@mailinator.com\nvip@gmial.com\nzoe@more-notreal.com\nbo@kept-notreal.com\n",
    );
    place.write("block.txt", "# ours\nfirm-notreal.com\n");
    place.write("allow.txt", "vip@gmial.com\nmailinator.com\n");
    place.write("more.txt", ".more-notreal.com\n");
    place
        .run(&[
            "leads.csv",
            "--offline",
            "--list",
            "block=block.txt",
            "--list",
            "allow=+allow.txt",
            "--list",
            "disposable=+more.txt",
        ])
        .ends(0);
    let (clean, removed) = (
        place.text("leads.clean.csv"),
        place.text("leads.removed.csv"),
    );
    assert!(
        removed.contains("li@firm-notreal.com,remove,block-listed"),
        "{removed}"
    );
    assert!(
        removed.contains("zoe@more-notreal.com,remove,disposable-domain"),
        "{removed}"
    );
    assert!(
        clean.contains("wu@mailinator.com,keep,allow-listed"),
        "{clean}"
    );
    assert!(clean.contains("vip@gmial.com,keep,allow-listed"), "{clean}");
    assert!(clean.contains("bo@kept-notreal.com,keep"), "{clean}");
}

#[test]
fn standard_streams_take_and_give_a_list() {
    let place = Place::new();
    let list = "email;name\r\nli@firm-notreal.com;Li\r\n";
    let run = place
        .run_with_input(
            &["-", "--offline", "-o", "-", "--lang", "zh"],
            list.as_bytes(),
        )
        .ends(0);
    assert_eq!(
        run.out,
        "email;name;presend_verdict;presend_reason;presend_message;presend_suggestion;presend_original\r\n\
         li@firm-notreal.com;Li;keep;dns-not-asked;因使用 --offline，没有查询 firm-notreal.com;;\r\n"
    );
    assert_eq!(place.names(), ["stdin.removed.csv", "stdin.review.csv"]);
}

#[test]
fn the_first_of_several_names_of_a_mailbox_goes_without_a_note_whichever_it_is() {
    let place = Place::with(
        "email\nl.iwang@gmail.com\nliwang@gmail.com\nli.wang@gmail.com\nLiWang@gmail.com\n\
         zhaoliu@gmail.com\nzhao.liu@gmail.com\nzhaoliu@googlemail.com\nzhao.liu@gmail.com\n",
    );
    place
        .run(&["leads.csv", "--offline", "--annotated", "all.csv"])
        .ends(0);
    let reasons: Vec<String> = place
        .text("all.csv")
        .lines()
        .skip(1)
        .map(|line| line.split(',').nth(2).unwrap().to_owned())
        .collect();
    let (first, alias, twin) = ("dns-not-asked", "duplicate-alias", "duplicate");
    assert_eq!(
        reasons,
        [first, alias, alias, twin, first, alias, twin, twin]
    );
}
