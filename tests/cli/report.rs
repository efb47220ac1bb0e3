//! `--report`: the page beside the lists.

use crate::run::{Place, repository};

fn sample() -> Place {
    let place = Place::new();
    for (from, to) in [
        ("data/sample-leads.csv", "leads.csv"),
        ("data/sample-facts.jsonl", "facts.jsonl"),
    ] {
        place.write(to, std::fs::read(repository(from)).unwrap());
    }
    place
}

const SAMPLE: [&str; 4] = ["leads.csv", "--facts", "facts.jsonl", "--no-cache"];

#[test]
fn the_page_tells_what_became_of_the_list() {
    let place = sample();
    place
        .run(&[&SAMPLE[..], &["--report", "r.html"]].concat())
        .ends(0);
    let page = place.text("r.html");
    for text in [
        "<html lang=\"en\">",
        "124 of 194 rows are safe to send to",
        "leads.clean.csv",
        "leads.review.csv",
        "leads.removed.csv",
        "<code>domain-not-found</code>",
        "gmial.com",
        "Tencent Exmail",
        "beijixing-trading-notreal.com",
        "UTF-8 with byte order mark",
        "column 5, Email",
        "<code>--fix-typos</code>",
        "The first 10 of 18 rows",
    ] {
        assert!(page.contains(text), "{text}");
    }
}

#[test]
fn the_page_speaks_chinese() {
    let place = sample();
    place
        .run(&[&SAMPLE[..], &["--report", "r.html", "--lang", "zh"]].concat())
        .ends(0);
    let page = place.text("r.html");
    for text in [
        "<html lang=\"zh-Hans\">",
        "194 行中有 124 行可以放心发送",
        "域名拼写错误",
        "第 5 列，Email",
    ] {
        assert!(page.contains(text), "{text}");
    }
    for english in ["rows", "Safe", "Result", "Finding"] {
        let text: String = page
            .split("</style>")
            .nth(1)
            .unwrap()
            .split('<')
            .filter_map(|piece| piece.split_once('>'))
            // The ids of reasons stay English.
            .filter(|(tag, _)| *tag != "code")
            .map(|(_, text)| text)
            .collect::<Vec<_>>()
            .join("\n");
        assert!(!text.contains(english), "{english}");
    }
}

#[test]
fn the_same_run_gives_the_same_page() {
    let place = sample();
    let mut pages = Vec::new();
    for name in ["a.html", "b.html"] {
        place
            .run(&[&SAMPLE[..], &["--force", "--report", name]].concat())
            .ends(0);
        pages.push(place.text(name));
    }
    assert_eq!(pages[0], pages[1]);
}

#[test]
fn the_page_stands_with_the_lists_or_not_at_all() {
    let list = "email\nanna@example-notreal.com\n";
    for (report, says) in [
        ("old.html", "exists already"),
        ("leads.csv", "is the input itself"),
        ("leads.clean.csv", "named for two outputs"),
        ("folder", "is a folder"),
        ("nowhere/r.html", "does not exist"),
    ] {
        let place = Place::with(list);
        place.write("old.html", "old");
        std::fs::create_dir(place.path("folder")).unwrap();
        let run = place
            .run(&["leads.csv", "--offline", "--report", report])
            .ends(4);
        assert!(run.err.contains(says), "{report}: {}", run.err);
        assert_eq!(
            place.names(),
            ["folder", "leads.csv", "old.html"],
            "{report}"
        );
        assert_eq!(place.text("old.html"), "old");
    }
    let place = Place::with(list);
    place.write("old.html", "old");
    place
        .run(&["leads.csv", "--offline", "--report", "old.html", "--force"])
        .ends(0);
    assert!(place.text("old.html").starts_with("<!DOCTYPE html>"));
}

#[cfg(unix)]
#[test]
fn the_page_is_not_written_through_a_link() {
    let place = Place::with("email\nanna@example-notreal.com\n");
    place.write("precious", "precious");
    std::os::unix::fs::symlink(place.path("precious"), place.path("r.html")).unwrap();
    place
        .run(&["leads.csv", "--offline", "--report", "r.html", "--force"])
        .ends(4);
    assert_eq!(place.text("precious"), "precious");
}

#[test]
fn a_list_in_gbk_is_shown_as_text() {
    let (list, _, _) =
        encoding_rs::GBK.encode("公司,邮箱\n北极星贸易有限公司,没有邮箱\n启明灯饰,someone@\n");
    let place = Place::with(list);
    place
        .run(&[
            "leads.csv",
            "--offline",
            "--report",
            "r.html",
            "--encoding",
            "gbk",
            "--column",
            "2",
        ])
        .ends(0);
    let page = place.text("r.html");
    for text in ["北极星贸易有限公司", "没有邮箱", "someone@", "公司"] {
        assert!(page.contains(text), "{text}");
    }
}

#[test]
fn only_so_many_rows_are_shown_and_long_cells_are_cut() {
    let mut list = String::from("email,note\n");
    for i in 0..50 {
        list.push_str(&format!("row{i}@,{}\n", "z".repeat(5000)));
    }
    let place = Place::with(list);
    let page = |rows: &str, name: &str| {
        place
            .run(&[
                "leads.csv",
                "--offline",
                "--force",
                "--report",
                name,
                "--report-rows",
                rows,
            ])
            .ends(0);
        place.text(name)
    };
    let three = page("3", "three.html");
    assert!(three.contains("row2@") && !three.contains("row3@"));
    assert!(three.contains("The first 3 of 50 rows"));
    assert!(three.contains(&format!("{}…", "z".repeat(120))));
    assert!(!three.contains(&"z".repeat(121)));
    let none = page("0", "none.html");
    assert!(!none.contains("row0@") && none.contains("syntax-invalid"));
    place
        .run(&["leads.csv", "--offline", "--report-rows", "1001"])
        .ends(2);
}

#[test]
fn the_page_may_go_to_standard_output_alone() {
    let place = Place::with("email\nanna@example-notreal.com\n");
    let run = place
        .run(&["leads.csv", "--offline", "--force", "--report", "-"])
        .ends(0);
    assert!(run.out.starts_with("<!DOCTYPE html>") && run.out.ends_with("</html>\n"));
    for other in [["-o", "-"], ["--format", "json"]] {
        let run = place.run(
            &[
                &["leads.csv", "--offline", "--force", "--report", "-"],
                &other[..],
            ]
            .concat(),
        );
        assert!([2, 4].contains(&run.code), "{other:?}: {}", run.code);
        assert_eq!(run.out, "");
    }
}

#[test]
fn advice_is_not_given_twice() {
    let place = sample();
    place
        .run(
            &[
                &SAMPLE[..],
                &[
                    "--report",
                    "r.html",
                    "--fix-typos",
                    "--split",
                    "--prefer-fullest",
                ],
            ]
            .concat(),
        )
        .ends(0);
    let page = place.text("r.html");
    for flag in [
        "<code>--fix-typos</code> corrects",
        "<code>--split</code> makes a row of each.</p></li>",
    ] {
        assert!(!page.contains(flag), "{flag}");
    }
    assert!(page.contains("corrected"), "what was corrected is told");
}

#[test]
fn an_empty_list_has_a_page_too() {
    let place = Place::with("email\n");
    place
        .run(&["leads.csv", "--offline", "--report", "r.html"])
        .ends(0);
    assert!(place.text("r.html").contains("The list has no rows"));
}

#[test]
fn a_check_has_a_page_without_addresses() {
    let place = sample();
    place.write("b.csv", "email\nli.wang88@gmial.com\n");
    let args = ["check", "leads.csv", "b.csv", "missing.csv"];
    let args = [&args[..], &["--facts", "facts.jsonl", "--report", "r.html"]].concat();
    let before = place.names();
    let run = place.run(&args).ends(3);
    assert!(run.out.contains("27 to remove"), "{}", run.out);
    let page = place.text("r.html");
    for text in [
        "27 to remove, 41 to review of 195 addresses",
        "leads.csv:97:15",
        "l***@gmial.com",
        "<code>domain-not-found</code>",
        "missing.csv",
        "no such file or folder",
        "Tencent Exmail",
        "<code>--show-addresses</code>",
        "<code>--write-baseline</code>",
    ] {
        assert!(page.contains(text), "{text}");
    }
    assert!(!page.contains("li.wang88"));
    let written: Vec<String> = place.names();
    assert_eq!(written.len(), before.len() + 1, "{written:?}");
    // It is not written over, and what is silenced is not in it.
    place.run(&args).ends(4);
    let quiet = ["--write-baseline", "--force", "--show-addresses"];
    place.run(&[&args[..], &quiet].concat()).ends(3);
    let page = place.text("r.html");
    assert!(page.contains("findings in the baseline"), "{page}");
    assert!(!page.contains("li.wang88@"));
    let shown = ["check", "b.csv", "--show-addresses", "--report", "s.html"];
    place.run(&shown).ends(0);
    assert!(place.text("s.html").contains("li.wang88@gmial.com"));
}

#[test]
fn the_page_of_a_check_has_a_place_of_its_own() {
    let place = Place::with("email\nanna@firm-notreal.com\n");
    place.write("facts.jsonl", "");
    for (args, code, says) in [
        (&["--report", "leads.csv"][..], 4, "leads.csv"),
        (&["--report", "r", "-o", "r"], 4, "named for two outputs"),
        (&["--report", "-"], 2, "standard output"),
        (
            &["--report", "facts.jsonl", "--facts", "facts.jsonl", "-f"],
            4,
            "facts.jsonl",
        ),
        (
            &[
                "--report",
                "b.json",
                "--baseline",
                "b.json",
                "--write-baseline",
            ],
            4,
            "b.json",
        ),
    ] {
        let run = place
            .run(&[&["check", "leads.csv"], args].concat())
            .ends(code);
        assert!(run.err.contains(says), "{args:?}: {}", run.err);
        assert_eq!(place.names(), ["facts.jsonl", "leads.csv"], "{args:?}");
    }
    let run = place
        .run(&["check", "leads.csv", "--report", "-", "-q"])
        .ends(0);
    assert!(run.out.starts_with("<!DOCTYPE html>"), "{}", run.out);
    let both = ["check", "leads.csv", "--report", "-", "-o", "r.txt"];
    let run = place.run(&both).ends(0);
    assert!(run.out.starts_with("<!DOCTYPE html>") && !place.text("r.txt").is_empty());
}

#[test]
fn what_is_said_of_opening_fits_what_was_written() {
    let place = Place::with("email\nanna@firm-notreal.com\n");
    for (more, says) in [
        (&[][..], "UTF-8 without a mark"),
        (&["--excel"], "right after a double click"),
        (&["--annotated", "all.xlsx"], "The files are workbooks"),
    ] {
        let args = ["leads.csv", "--offline", "--force", "--report", "r.html"];
        place.run(&[&args[..], more].concat()).ends(0);
        let page = place.text("r.html");
        assert!(page.contains(says), "{more:?}");
    }
    let args = ["all.xlsx", "--offline", "--force", "--report", "r.html"];
    place.run(&args).ends(0);
    let page = place.text("r.html");
    assert!(page.contains("Excel workbook") && page.contains("<code>--sheet</code>"));
    assert!(!page.contains("Delimiter"), "a workbook has none");
}
