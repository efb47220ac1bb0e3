//! The page before validators of HTML.

use std::process::Command;

use crate::run::{Place, repository};

/// The pages of the place below.
const PAGES: [&str; 4] = ["en.html", "zh.html", "check-en.html", "check-zh.html"];

/// A place with a page of each command in each language.
fn pages() -> Place {
    let place = Place::new();
    for (from, to) in [
        ("data/sample-leads.csv", "leads.csv"),
        ("data/sample-facts.jsonl", "facts.jsonl"),
    ] {
        place.write(to, std::fs::read(repository(from)).unwrap());
    }
    for lang in ["en", "zh"] {
        let name = format!("{lang}.html");
        let args = ["leads.csv", "--force", "--report", &name, "--lang", lang];
        let facts = ["--facts", "facts.jsonl", "--no-cache"];
        place.run(&[&args[..], &facts[..]].concat()).ends(0);
        let name = format!("check-{lang}.html");
        let files = ["check", "leads.csv", "missing.csv"];
        let args = ["--report", &name, "--lang", lang];
        place.run(&[&files[..], &args, &facts].concat()).ends(3);
    }
    place
}

/// Runs a program over a file and tells whether it has nothing to complain of, and what it said.
fn passes(place: &Place, program: &str, args: &[&str], file: &str) -> (bool, String) {
    let output = Command::new(program)
        .args(args)
        .arg(place.path(file))
        .output()
        .unwrap_or_else(|error| panic!("{program}: {error}"));
    let said = [output.stdout, output.stderr].concat();
    (
        output.status.success(),
        String::from_utf8_lossy(&said).into_owned(),
    )
}

#[track_caller]
fn validates(program: &str, args: &[&str], broken: &str) {
    let place = pages();
    for file in PAGES {
        let (passes, said) = passes(&place, program, args, file);
        assert!(passes, "{file}: {said}");
    }
    // The validator must be able to fail.
    place.write(
        "broken.html",
        place.text("en.html").replace("<main>", broken),
    );
    assert!(!passes(&place, program, args, "broken.html").0);
}

#[test]
#[ignore = "needs html-validate"]
fn the_page_is_valid_and_accessible_by_html_validate() {
    let preset = ["--preset", "recommended"];
    validates(
        "html-validate",
        &preset,
        "<main><ul><p>not in a list</p></ul>",
    );
}

#[test]
#[ignore = "needs html5lib"]
fn the_page_parses_without_a_parse_error() {
    let strict = "import html5lib, sys\n\
                  html5lib.HTMLParser(strict=True).parse(open(sys.argv[1], 'rb'))";
    validates("python3", &["-c", strict], "<main></p>");
}
