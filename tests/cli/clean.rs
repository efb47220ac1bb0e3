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

/// Cells of a list with several columns of addresses, cleaned into one file: verdict, reason, message.
fn of_two(list: &str, args: &[&str]) -> (Place, Vec<csv::StringRecord>) {
    let place = Place::with(list);
    let mut all = vec![
        "leads.csv",
        "--offline",
        "--column",
        "2",
        "--column",
        "3",
        "--annotated",
        "all.csv",
    ];
    all.extend(args);
    place.run(&all).ends(0);
    let mut reader = csv::Reader::from_reader(std::io::Cursor::new(place.read("all.csv")));
    let rows = reader.records().map(Result::unwrap).collect();
    (place, rows)
}

#[test]
fn an_address_beside_its_column_is_for_a_person_to_look_at() {
    let place = Place::with(
        "name,email,city,contact owner\nLi,li@firm-notreal.com,Ulm,\n\
         Foo, Ltd.,c@firm-notreal.com,Ulm\nBo,,bo@firm-notreal.com,\nTi,n/a,Ulm,boss@firm-notreal.com\n\
         Zoe, \"z@firm-notreal.com\",Ulm,\nMa,none,Ulm,\n",
    );
    place
        .run(&["leads.csv", "--offline", "--column", "email"])
        .ends(0);
    let review = place.text("leads.review.csv");
    for row in [
        "Foo, Ltd.,c@firm-notreal.com,Ulm,review,address-elsewhere,",
        "Bo,,bo@firm-notreal.com,,review,address-elsewhere,",
    ] {
        assert!(review.contains(row), "{review}");
    }
    assert!(
        review.contains("column 3 holds c@firm-notreal.com\",c@firm-notreal.com,"),
        "{review}"
    );
    let removed = place.text("leads.removed.csv");
    assert!(removed.contains("Ma,none,Ulm,,remove,empty,"), "{removed}");
    assert_eq!(removed.lines().count(), 3, "{removed}");
}

#[test]
fn every_cell_with_several_addresses_is_split() {
    let list = "name,email,other\n\
                Li,li@a-notreal.com; wu@a-notreal.com,x@b-notreal.com\n\
                Bo,bo@a-notreal.com; bo@mailinator.com,y@b-notreal.com; z@b-notreal.com\n\
                Ma,ma@mailinator.com; mo@mailinator.com,ma@b-notreal.com\n";
    let (place, rows) = of_two(list, &["--split"]);
    let found: Vec<[&str; 4]> = rows
        .iter()
        .map(|row| [&row[1], &row[2], &row[3], &row[4]])
        .collect();
    let split = "y@b-notreal.com; z@b-notreal.com";
    let both = "bo@a-notreal.com; bo@mailinator.com";
    assert_eq!(
        found,
        [
            ["li@a-notreal.com", "x@b-notreal.com", "keep", "repaired"],
            ["wu@a-notreal.com", "x@b-notreal.com", "keep", "repaired"],
            ["bo@a-notreal.com", split, "keep", "repaired"],
            ["bo@mailinator.com", split, "review", "multiple-addresses"],
            [both, "y@b-notreal.com", "keep", "repaired"],
            [both, "z@b-notreal.com", "keep", "repaired"],
            [
                "ma@mailinator.com",
                "ma@b-notreal.com",
                "keep",
                "dns-not-asked"
            ],
            [
                "mo@mailinator.com",
                "ma@b-notreal.com",
                "remove",
                "disposable-domain"
            ],
        ]
    );
    place.write("leads.csv", place.read("all.csv"));
    let first = place.text("all.csv");
    let again = [
        "leads.csv",
        "--offline",
        "--column",
        "2",
        "--column",
        "3",
        "--annotated",
        "all.csv",
        "-f",
    ];
    place.run(&again).ends(0);
    let kept = |text: &str| -> Vec<String> {
        let kept = text.lines().filter(|line| line.contains(",keep,"));
        kept.map(str::to_owned).collect()
    };
    assert_eq!(kept(&place.text("all.csv")), kept(&first));
}

#[test]
fn what_is_said_of_a_further_column_names_it() {
    let list = "name,email,other\nLi,li@a-notreal.com,x@b-notreal.com; y@b-notreal.com\n\
                Wu,wu@a-notreal.com,bad\nBo,bo@a-notreal.com,\n";
    let (_, rows) = of_two(list, &[]);
    assert!(
        rows[0][5]
            .ends_with("column 3: x@b-notreal.com, y@b-notreal.com: review (multiple-addresses)"),
        "{}",
        &rows[0][5]
    );
    assert!(
        rows[1][5].ends_with("column 3: the cell holds no address: remove (empty)"),
        "{}",
        &rows[1][5]
    );
    assert!(!rows[2][5].contains("column 3"), "{}", &rows[2][5]);
}

#[test]
fn the_original_of_one_column_says_nothing_of_another() {
    let list = "name,email,other\nDi,Tom <tom.lee.x@gmail.com>,tom.lee.x@gmail.com\n";
    let (place, rows) = of_two(list, &[]);
    assert_eq!(&rows[0][7], "Tom <tom.lee.x@gmail.com>");
    let first = place.text("all.csv");
    let again = [
        "all.csv",
        "--offline",
        "--column",
        "2",
        "--column",
        "3",
        "--annotated",
        "again.csv",
    ];
    place.run(&again).ends(0);
    assert_eq!(place.text("again.csv"), first);
}

/// A twin in the first column takes nothing from the address in the second.
#[test]
fn a_row_with_an_address_of_its_own_is_no_duplicate() {
    let list = "name,email,other\nA,a@foo-notreal.com,\nB,a@foo-notreal.com,other@bar-notreal.com\n\
                C,a@foo-notreal.com,other@bar-notreal.com\n";
    let (place, rows) = of_two(list, &[]);
    let verdicts: Vec<&str> = rows.iter().map(|row| &row[3]).collect();
    assert_eq!(verdicts, ["keep", "keep", "remove"]);
    assert!(
        rows[1][5].ends_with("column 2: a@foo-notreal.com: remove (duplicate)"),
        "{}",
        &rows[1][5]
    );
    assert_eq!(&rows[2][4], "duplicate");
    let first = place.text("all.csv");
    let again = [
        "all.csv",
        "--offline",
        "--column",
        "2",
        "--column",
        "3",
        "--annotated",
        "again.csv",
    ];
    place.run(&again).ends(0);
    assert_eq!(place.text("again.csv"), first);
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

#[test]
fn the_domains_of_a_provider_are_other_names_of_a_mailbox() {
    let place = Place::with(
        "email\nli.na@proton.me\nli.na@pm.me\nli.na@protonmail.com\nli.na@proton.me\n\
         wu.fei@me.com\nwu.fei@icloud.com\nwu.fei@mac.com\n\
         zhao@ya.ru\nzhao+a@yandex.by\nzhao@yandex.com\nzhao@mail.ru\n",
    );
    place.write("block.txt", "wu.fei@icloud.com\n");
    let args = [
        "leads.csv",
        "--offline",
        "--force",
        "--annotated",
        "all.csv",
    ];
    let reasons = |more: &[&str]| -> Vec<String> {
        place.run(&[&args, more].concat()).ends(0);
        let all = place.text("all.csv");
        let reasons = all
            .lines()
            .skip(1)
            .map(|line| line.split(',').nth(2).unwrap());
        reasons.map(str::to_owned).collect()
    };
    let (first, alias) = ("freemail", "duplicate-alias");
    let expected = [
        first,
        alias,
        alias,
        "duplicate",
        first,
        alias,
        alias,
        first,
        alias,
        alias,
        first,
    ];
    assert_eq!(reasons(&[]), expected);
    assert_eq!(reasons(&["--split"]), expected);
    // Who asked for no more mail is not written to at the other name.
    let blocked = reasons(&["--list", "block=block.txt"]);
    assert_eq!(blocked[4..7], ["block-listed"; 3]);
}

#[test]
fn a_qq_number_is_none_of_just_any_digits() {
    let names = [
        ("10001", true),
        ("12345678901", true),
        ("li", false),
        ("lin", true),
        ("lin2024", true),
        ("1234", false),
        ("123456789012", false),
        ("012345", false),
    ];
    let list: String = names
        .iter()
        .map(|(local, _)| format!("{local}@qq.com\n"))
        .collect();
    let place = Place::with(format!("email\n{list}"));
    // With `--split` each row is judged by itself, without it in blocks.
    for more in [&[][..], &["--split"]] {
        let args = [
            "leads.csv",
            "--offline",
            "--force",
            "--annotated",
            "all.csv",
        ];
        place.run(&[&args, more].concat()).ends(0);
        let all = place.text("all.csv");
        for ((local, possible), line) in names.iter().zip(all.lines().skip(1)) {
            assert_eq!(
                !line.contains("impossible-mailbox"),
                *possible,
                "{local}: {line}"
            );
        }
    }
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
    let (first, alias, twin) = ("freemail", "duplicate-alias", "duplicate");
    assert_eq!(
        reasons,
        [first, alias, alias, twin, first, alias, twin, twin]
    );
}
