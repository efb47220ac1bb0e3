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
