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
        "address-elsewhere",
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
            ("a..b@firm-notreal.com", "review", "garbled-address"),
            ("a@b@firm-notreal.com", "remove", "syntax-invalid"),
            ("li@example.com", "remove", "reserved-domain"),
            ("li@localhost", "remove", "reserved-domain"),
            ("li@firm-notreal.nosuchtld", "remove", "unknown-tld"),
            ("x@mailinator.com", "remove", "disposable-domain"),
            ("x@sub.mailinator.com", "remove", "disposable-domain"),
            ("li.wang@gmial.com", "review", "typo-domain"),
            ("li.wang@gmail.con", "review", "typo-tld"),
            ("zz@mail", "remove", "reserved-domain"),
            ("xx@example.con", "remove", "unknown-tld"),
            ("li@firm-notreal.con", "review", "typo-tld"),
            ("li@firm-notreal.cm", "keep", "dns-not-asked"),
            ("noreply@firm-notreal.com", "review", "no-reply-address"),
            ("sales@firm-notreal.com", "keep", "role-account"),
            ("ab@gmail.com", "review", "impossible-mailbox"),
            ("abc@163.com", "review", "impossible-mailbox"),
            ("test@test.com", "review", "placeholder-address"),
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
fn own_entries_hold_for_a_mailbox_however_its_domain_is_written() {
    let cells = [
        "a@例子-notreal.中国",
        "c@bücher-notreal.de",
        "max.muster@gmail.com",
        "sol.muster@googlemail.com",
    ];
    let place = Place::with(format!("email\n{}\n", cells.join("\n")));
    let label = presend::address::Domain::parse("bücher-notreal.de").unwrap();
    place.write(
        "block.txt",
        format!("例子-notreal.中国\nc@{label}\nmax.muster@googlemail.com\nsol.muster@gmail.com\n"),
    );
    let run = ["leads.csv", "--offline", "--list", "block=block.txt"];
    place.run(&run).ends(0);
    let removed = place.text("leads.removed.csv");
    for cell in cells {
        let row = format!("{cell},remove,block-listed");
        assert!(removed.contains(&row), "{row}\n{removed}");
    }
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
fn messages_that_an_encoding_cannot_hold_are_english() {
    let list = encoding_rs::WINDOWS_1252
        .encode("name,email\nJosé,jose@gmial.com\n")
        .0;
    let place = Place::with(&list);
    let args = [
        "leads.csv",
        "--offline",
        "--lang",
        "zh",
        "--annotated",
        "all.csv",
    ];
    let run = place.run(&args).ends(0);
    let all = encoding_rs::WINDOWS_1252
        .decode(&place.read("all.csv"))
        .0
        .into_owned();
    assert!(
        all.contains("looks like a misspelling") && !all.contains('?'),
        "{all}"
    );
    assert!(run.err.contains("windows-1252"), "{}", run.err);
    let gbk = encoding_rs::GBK.encode("姓名,邮箱\n张,jose@gmial.com\n").0;
    place.write("leads.csv", &gbk);
    place.run(&[&args[..], &["-f"]].concat()).ends(0);
    let all = encoding_rs::GBK
        .decode(&place.read("all.csv"))
        .0
        .into_owned();
    assert!(all.contains("像是 gmail.com 的误写"), "{all}");
}

#[test]
fn a_footer_is_no_contact_and_no_row_is_lost() {
    let place = Place::with("Name,Email\nLi,li@firm-notreal.com\n\nMade by us\nCopyright\n");
    let run = place
        .run(&["leads.csv", "--offline", "--format", "json"])
        .ends(0);
    let summary: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(
        (&summary["rows"], &summary["footer_rows"]),
        (&1.into(), &2.into())
    );
    assert_eq!(summary["verdicts"]["remove"]["rows"], 0);
    let removed = place.text("leads.removed.csv");
    assert!(
        removed.contains("Made by us,") && removed.contains("Copyright,"),
        "{removed}"
    );
    place
        .run(&["check", "leads.csv", "--fail-on", "review"])
        .ends(0);
}

#[test]
fn the_quotes_of_a_list_without_columns_are_kept() {
    let place = Place::with("\"Li, Jr\" <li@firm-notreal.com>\nwu@firm-notreal.com\n");
    place
        .run(&["leads.csv", "--offline", "--annotated", "all.csv"])
        .ends(0);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(std::io::Cursor::new(place.read("all.csv")));
    let row = reader.records().next().unwrap().unwrap();
    assert_eq!(&row[5], "\"Li, Jr\" <li@firm-notreal.com>");
    let first = place.text("all.csv");
    place
        .run(&["all.csv", "--offline", "--annotated", "again.csv"])
        .ends(0);
    assert_eq!(place.text("again.csv"), first);
}

#[cfg(unix)]
#[test]
fn what_comes_through_a_pipe_has_its_outputs_in_the_working_folder() {
    let place = Place::new();
    let list = b"email\nli@firm-notreal.com\n";
    place
        .run_with_input(&["/dev/stdin", "--offline"], list)
        .ends(0);
    assert_eq!(
        place.names(),
        ["stdin.clean.csv", "stdin.removed.csv", "stdin.review.csv"]
    );
    place.write("leads.csv", list);
    let run = place
        .run(&["leads.csv", "--offline", "-o", "/dev/stdout"])
        .ends(4);
    assert!(run.err.contains("-o -"), "{}", run.err);
}

#[test]
fn a_recording_with_a_bom_is_read() {
    let place = Place::with("email\nli@firm-notreal.com\n");
    place.write(
        "facts.jsonl",
        "\u{feff}{\"domain\":\"firm-notreal.com\",\"route\":\"null-mx\",\"ttl\":60,\"at\":\"2026-01-01T00:00:00Z\"}\n",
    );
    place
        .run(&["leads.csv", "--offline", "--facts", "facts.jsonl"])
        .ends(0);
    assert!(place.text("leads.removed.csv").contains(",null-mx,"));
}
