//! The docs say what the program does. `BLESS=1` writes them anew.

use std::fs;
use std::path::Path;
use std::process::Command;

fn check(path: &str, expected: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, expected).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == expected,
        "{} is out of date: run `BLESS=1 cargo test --test docs`",
        path.display()
    );
}

#[test]
fn the_docs_of_the_reasons_are_those_of_the_registry() {
    check("docs/reasons.md", &presend::report::reasons_markdown());
}

#[test]
fn the_docs_of_the_senders_findings_are_those_of_the_registry() {
    check("docs/sender.md", &presend::sender::markdown());
}

#[test]
fn no_id_stands_in_both_registries() {
    for rule in presend::sender::rules() {
        assert!(
            presend::judge::Reason::from_id(rule.id).is_none(),
            "{}",
            rule.id
        );
    }
}

fn presend(args: &[&str]) -> std::process::Output {
    let output = Command::new(env!("CARGO_BIN_EXE_presend"))
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("COLUMNS", "100")
        .env("LC_ALL", "C")
        .output()
        .unwrap();
    assert!(output.status.success(), "{args:?}: {}", output.status);
    output
}

/// Puts a text between the marks of a block of the README.
fn check_block(block: &str, text: &[u8]) {
    let (begins, ends) = (
        format!("<!-- {block} begins -->\n"),
        format!("<!-- {block} ends -->"),
    );
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(readme).unwrap();
    let (before, rest) = readme.split_once(&begins).unwrap();
    let (_, behind) = rest.split_once(&ends).unwrap();
    let text = std::str::from_utf8(text).unwrap().trim_end();
    check(
        "README.md",
        &format!("{before}{begins}```text\n{text}\n```\n{ends}{behind}"),
    );
}

#[test]
fn the_readme_shows_the_help_and_the_summary() {
    check_block("help", &presend(&["clean", "-h"]).stdout);
    let folder = tempfile::tempdir().unwrap();
    let out = |kind: &str| {
        folder
            .path()
            .join(format!("{kind}.csv"))
            .display()
            .to_string()
    };
    let summary = presend(&[
        "clean",
        "data/sample-leads.csv",
        "--facts",
        "data/sample-facts.jsonl",
        "--no-cache",
        "-o",
        &out("clean"),
        "--review",
        &out("review"),
        "--removed",
        &out("removed"),
    ])
    .stderr;
    let place = format!("{}/", folder.path().display());
    let summary = String::from_utf8(summary)
        .unwrap()
        .replace(&place, "data/sample-leads.");
    check_block("summary", summary.as_bytes());
}
