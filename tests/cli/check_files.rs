//! Which files `check` reads, and as what.

use super::check::{found, report};
use crate::run::Place;

const BAD: &str = "email\nli@localhost\n";

fn files(report: &serde_json::Value) -> Vec<&str> {
    let files = report["files"].as_array().unwrap().iter();
    files.map(|file| file["file"].as_str().unwrap()).collect()
}

fn tree() -> Place {
    let place = Place::new();
    for folder in ["lists/deep", "lists/old", ".hidden"] {
        std::fs::create_dir_all(place.path(folder)).unwrap();
    }
    for name in [
        "lists/a.csv",
        "lists/b.TSV",
        "lists/c.txt",
        "lists/deep/d.csv",
        "lists/old/e.csv",
        "lists/f.rs",
        "lists/secret.csv",
        ".hidden/g.csv",
        "lists/.h.csv",
    ] {
        place.write(name, BAD);
    }
    place.write("lists/numbers.csv", "a,b\n1,2\n3,4\n");
    place.write("lists/picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\0");
    place.write(".gitignore", "secret.csv\n");
    place
}

#[test]
fn folders_are_walked_as_git_sees_them() {
    let place = tree();
    let all = report(&place, &["."], 1);
    assert_eq!(
        files(&all),
        [
            "lists/a.csv",
            "lists/b.TSV",
            "lists/c.txt",
            "lists/deep/d.csv",
            "lists/old/e.csv"
        ]
    );
    assert_eq!(all["skipped"], 2);
    let some = report(
        &place,
        &["lists", "--exclude", "old/", "--exclude", "*.txt"],
        1,
    );
    assert_eq!(
        files(&some),
        ["lists/a.csv", "lists/b.TSV", "lists/deep/d.csv"]
    );
    let some = report(
        &place,
        &["lists", "--include", "*.rs", "--include", "deep/"],
        1,
    );
    assert_eq!(files(&some), ["lists/deep/d.csv", "lists/f.rs"]);
    place.run(&["check", "lists", "--include", "a{"]).ends(2);
}

/// What a list may be lost in is told of, wherever it was met.
#[test]
fn an_unreadable_list_in_a_folder_is_not_passed_by() {
    let place = Place::new();
    place.write("lists/good.csv", "email\nli@firm-notreal.com\n");
    let book = std::fs::read(crate::run::repository("tests/samples/canton_fair.xlsx")).unwrap();
    for (name, bytes) in [
        ("cut.xlsx", &book[..book.len() / 2]),
        ("noise.xlsx", b"\x01\x02\0\x03 nothing\0 at all"),
        (
            "empty-zip.ods",
            b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
        ),
        ("cut.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 cut"),
        (
            "page.xls",
            b"<html><table><tr><td>li@localhost</td></tr></table></html>",
        ),
        ("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0\0"),
        ("cut.csv.gz", b"\x1F\x8B\x08\0\0\0\0\0 nothing"),
        ("list.jsonl", b"[{\"email\": \"li@localhost\"}]"),
    ] {
        let path = format!("lists/{name}");
        place.write(&path, bytes);
        for args in [&["lists"][..], &["lists/*"], &[&path]] {
            let report = report(&place, args, 3);
            assert_eq!(report["unreadable"][0]["file"], path.as_str(), "{args:?}");
        }
        let run = place.run(&["clean", "lists", "--offline", "-f"]).ends(3);
        assert!(run.err.contains(name), "{}", run.err);
        std::fs::remove_file(place.path(&path)).unwrap();
    }
    // Nobody is lost in what holds no addresses.
    place.write("lists/numbers.csv", "a,b\n1,2\n");
    place.write("lists/empty.csv", "");
    place.write("lists/picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\0");
    assert_eq!(report(&place, &["lists"], 0)["skipped"], 3);
}

#[test]
fn what_is_named_is_checked_whatever_it_is() {
    let place = tree();
    for name in [
        "lists/secret.csv",
        "lists/f.rs",
        ".hidden/g.csv",
        "lists/.h.csv",
    ] {
        assert_eq!(files(&report(&place, &[name], 1)), [name]);
    }
    for name in ["lists/numbers.csv", "lists/picture.csv"] {
        let all = report(&place, &[name], 3);
        assert_eq!(all["unreadable"][0]["file"], name);
        // Named by the folder and by itself it is named.
        report(&place, &["lists", name], 3);
    }
    let both = report(&place, &["lists/a.csv", "./lists/a.csv", "lists"], 1);
    assert_eq!(
        files(&both)
            .iter()
            .filter(|name| name.ends_with("a.csv"))
            .count(),
        1
    );
}

#[test]
fn a_glob_that_no_shell_expanded_is_expanded() {
    let place = tree();
    assert_eq!(
        files(&report(
            &place,
            &[
                "lists/**/*.csv",
                "--exclude",
                "numbers.csv",
                "--exclude",
                "picture.csv"
            ],
            1
        )),
        ["lists/a.csv", "lists/deep/d.csv", "lists/old/e.csv"]
    );
    assert_eq!(files(&report(&place, &["lists/?.csv"], 1)), ["lists/a.csv"]);
    let run = place.run(&["check", "lists/*.xyz"]).ends(3);
    assert!(run.err.contains("lists/*.xyz"), "{}", run.err);
    let run = place
        .run(&["check", ".hidden", "--include", "*.xyz"])
        .ends(0);
    assert!(run.err.contains("no contact file"), "{}", run.err);
}

#[test]
fn a_broken_list_is_no_passed_one() {
    let place = tree();
    place.write(
        "lists/open.csv",
        "email,note\nli@firm-notreal.com,\"never closed\n",
    );
    let all = report(&place, &["lists"], 3);
    assert_eq!(all["unreadable"][0]["file"], "lists/open.csv");
    assert!(
        all["unreadable"][0]["message"]
            .as_str()
            .unwrap()
            .contains("line 2")
    );
}

#[test]
fn standard_input_is_read() {
    let place = Place::new();
    for (text, line, column) in [
        (BAD, 2, 1),
        (
            "Dear all,\nplease write to li@localhost.invalid, or call.\n",
            2,
            17,
        ),
        ("{\"email\":\"li@localhost\"}", 1, 11),
    ] {
        let run = place
            .run_with_input(&["check", "-", "--format", "json"], text.as_bytes())
            .ends(1);
        let report = serde_json::from_str(&run.out).unwrap();
        let found = found(&report);
        assert_eq!(
            (
                found[0].0.as_str(),
                found[0].1,
                found[0].2,
                found[0].3.as_str()
            ),
            ("standard input", line, column, "reserved-domain")
        );
    }
    let run = place
        .run_with_input(&["check", "-"], b"\x89PNG\r\n\x1a\n\0\0\0\0")
        .ends(3);
    assert!(
        run.out.contains("standard input: is an image"),
        "{}",
        run.out
    );
}

#[test]
fn addresses_are_found_in_texts_and_documents() {
    let place = Place::new();
    place.write(
        "README.md",
        "# Contact\n\nWrite to [us](mailto:li@localhost.test) or 请联系wu@gmial.com。\n`npm i left-pad@1.3.0`, git@localhost.test:a/b.git\n",
    );
    place.write(
        "notes.txt",
        "Dear all, please write to li@localhost.test, or to wu@firm-notreal.com if nobody answers.\nThank you, all of you.\n",
    );
    place.write(
        "lone.txt",
        "anna@firm-notreal.com\n\nnobody\nli@localhost.test\n",
    );
    place.write(
        "people.json",
        "{\n  \"people\": [\n    {\"name\": \"Li\", \"email\": \"li@firm,notreal\"},\n    {\"email\": \"wu@firm-notreal.com\", \"bio\": \"was\\twu@old.invalid\"}\n  ]\n}\n",
    );
    let at = |file: &str, line, column, id: &str| (file.to_owned(), line, column, id.to_owned());
    assert_eq!(
        found(&report(
            &place,
            &["README.md", "notes.txt", "lone.txt", "people.json"],
            1
        )),
        [
            at("README.md", 3, 22, "reserved-domain"),
            at("README.md", 3, 47, "typo-domain"),
            at("notes.txt", 1, 27, "reserved-domain"),
            at("lone.txt", 3, 1, "empty"),
            at("lone.txt", 4, 1, "reserved-domain"),
            at("people.json", 3, 30, "syntax-invalid"),
            at("people.json", 4, 51, "reserved-domain"),
        ]
    );
}
