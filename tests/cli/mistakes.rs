//! Bad input gets one clear line: what, where, and what to do.

use crate::run::Place;

#[track_caller]
fn refused(place: &Place, args: &[&str], code: i32, parts: &[&str]) {
    let before = place.names();
    let run = place.run(args).ends(code);
    for part in parts {
        assert!(run.err.contains(part), "{part:?} is not in {}", run.err);
    }
    assert!(
        !run.err.contains("panicked") && !run.err.contains("RUST_BACKTRACE"),
        "{}",
        run.err
    );
    assert_eq!(place.names(), before, "something was written");
}

#[test]
fn what_is_no_table_is_refused() {
    let place = Place::new();
    place.write("empty.csv", "");
    place.write("paper.csv", b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n");
    place.write(
        "book.xlsx",
        b"PK\x03\x04\x14\x00\x06\x00\x08\x00[Content_Types].xml",
    );
    place.write(
        "noise.csv",
        (0..=255u8).cycle().take(4000).collect::<Vec<u8>>(),
    );
    place.write(
        "open.csv",
        "email,note\na@firm-notreal.com,x\nb@firm-notreal.com,\"never closed\nc,d\n",
    );
    place.write("plain.csv", "name,city\nLi,Ningbo\nWu,Yiwu\n");
    std::fs::create_dir(place.path("folder")).unwrap();
    for (file, parts) in [
        ("empty.csv", &["empty.csv", "empty"][..]),
        ("paper.csv", &["PDF"]),
        ("book.xlsx", &["damaged"]),
        ("noise.csv", &["noise.csv"]),
        ("open.csv", &["line 3"]),
        ("plain.csv", &["name", "city", "--column"]),
        ("folder", &["folder"]),
        ("missing.csv", &["missing.csv"]),
    ] {
        refused(&place, &[file, "--offline"], 3, &["error: "]);
        refused(&place, &[file, "--offline"], 3, parts);
    }
}

#[test]
fn a_wrong_command_line_is_explained() {
    let place = Place::with("email\na@firm-notreal.com\n");
    place.write("bad.txt", "firm notreal\n");
    for (args, parts) in [
        (&["leads.csv", "--colum", "1"][..], &["--column"][..]),
        (
            &["leads.csv", "--offline", "--column", "emial"],
            &["emial", "email"],
        ),
        (&["leads.csv", "--offline", "--column", "9"], &["9"]),
        (
            &["leads.csv", "--offline", "--encoding", "klingon"],
            &["klingon"],
        ),
        (
            &["leads.csv", "--offline", "--delimiter", "ab"],
            &["delimiter"],
        ),
        (
            &["leads.csv", "--resolver", "dns.example"],
            &["dns.example", "IP"],
        ),
        (&["leads.csv", "--resolver", "[::1"], &["[::1", "IP"]),
        (&["leads.csv", "--resolver", "192.0.2.1]"], &["192.0.2.1]"]),
        (&["leads.csv", "--timeout=-3"], &["timeout"]),
        (
            &["leads.csv", "--offline", "--list", "blok=bad.txt"],
            &["blok", "block"],
        ),
        (
            &["leads.csv", "--offline", "--list", "block=bad.txt"],
            &["bad.txt", "line 1"],
        ),
        (
            &["leads.csv", "--offline", "--list", "block=none.txt"],
            &["none.txt"],
        ),
        (
            &["leads.csv", "--offline", "--facts", "none.jsonl"],
            &["none.jsonl"],
        ),
        (
            &["leads.csv", "--offline", "-o", "-", "--format", "json"],
            &["standard output"],
        ),
    ] {
        refused(&place, args, 2, parts);
    }
}

#[test]
fn outputs_are_not_written_over_things() {
    let place = Place::with("email\na@firm-notreal.com\n");
    place.write("leads.review.csv", "mine\n");
    refused(
        &place,
        &["leads.csv", "--offline"],
        4,
        &["leads.review.csv", "--force"],
    );
    refused(
        &place,
        &["leads.csv", "--offline", "--force", "-o", "leads.csv"],
        4,
        &["leads.csv"],
    );
    refused(
        &place,
        &[
            "leads.csv",
            "--offline",
            "-o",
            "nowhere/clean.csv",
            "--review",
            "r.csv",
        ],
        4,
        &["nowhere"],
    );
    assert_eq!(place.text("leads.review.csv"), "mine\n");
}

#[test]
fn nothing_of_a_file_moves_the_terminal() {
    let place = Place::with("na\u{1b}[31mme,ci\u{202e}ty\nLi,Ningbo\nWu,Yiwu\n");
    let run = place.run(&["leads.csv", "--offline"]).ends(3);
    assert!(
        !run.err.contains('\u{1b}') && !run.err.contains('\u{202e}'),
        "{:?}",
        run.err
    );
    assert!(run.err.contains("\\u{1b}"), "{:?}", run.err);
}

#[test]
fn a_recording_is_not_written_over_what_the_run_uses() {
    let place = Place::with("email\na@firm-notreal.com\n");
    let facts = ["facts", "leads.csv", "--offline", "--force", "-o"];
    refused(
        &place,
        &[&facts[..], &["leads.csv"]].concat(),
        4,
        &["leads.csv"],
    );
    place.write("kept.db", "");
    refused(
        &place,
        &[&facts[..], &["kept.db", "--cache", "kept.db"]].concat(),
        4,
        &["kept.db"],
    );
    std::fs::remove_file(place.path("kept.db")).unwrap();
    place.write("none.jsonl", "");
    place
        .run(&["facts", "import", "none.jsonl", "--cache", "kept.db"])
        .ends(0);
    let before = place.read("kept.db");
    refused(
        &place,
        &["facts", "export", "kept.db", "-f", "--cache", "kept.db"],
        4,
        &["kept.db"],
    );
    assert_eq!(place.read("kept.db"), before);
    place.write("block.txt", "firm-notreal.com\n");
    refused(
        &place,
        &[
            "leads.csv",
            "--offline",
            "-f",
            "--list",
            "block=+block.txt",
            "-o",
            "block.txt",
        ],
        4,
        &["block.txt"],
    );
    assert_eq!(place.text("leads.csv"), "email\na@firm-notreal.com\n");
}

#[cfg(unix)]
#[test]
fn links_and_devices_stay_what_they_are() {
    use std::os::unix::fs::FileTypeExt;
    let place = Place::with("email\na@firm-notreal.com\n");
    place.write("real.jsonl", "mine\n");
    std::os::unix::fs::symlink(place.path("real.jsonl"), place.path("link.jsonl")).unwrap();
    let mut pipe = std::process::Command::new("mkfifo");
    assert!(pipe.arg(place.path("pipe")).status().unwrap().success());
    let facts = ["facts", "leads.csv", "--offline", "--force", "-o"];
    refused(
        &place,
        &[&facts[..], &["link.jsonl"]].concat(),
        4,
        &["link.jsonl"],
    );
    assert!(place.path("link.jsonl").is_symlink());
    assert_eq!(place.text("real.jsonl"), "mine\n");
    let reader = std::fs::OpenOptions::new()
        .read(true)
        .write(true)
        .open(place.path("pipe"));
    place.run(&[&facts[..], &["pipe"]].concat()).ends(0);
    drop(reader);
    let kind = std::fs::symlink_metadata(place.path("pipe"))
        .unwrap()
        .file_type();
    assert!(kind.is_fifo());
    place.write("real.toml", "");
    std::os::unix::fs::symlink(place.path("real.toml"), place.path("presend.toml")).unwrap();
    refused(&place, &["init", "--force"], 4, &["presend.toml"]);
}

/// Where standard output takes nothing, the other outputs do not appear either.
#[cfg(target_os = "linux")]
#[test]
fn a_full_device_leaves_no_output() {
    let place = Place::with("email\na@firm-notreal.com\nnone\n");
    let mut command = place.command(&["leads.csv", "--offline", "-o", "-"]);
    let full = std::fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let run = crate::run::Run::of(command.stdout(full).output().unwrap()).ends(4);
    assert!(run.err.contains("standard output"), "{}", run.err);
    assert_eq!(place.names(), ["leads.csv"]);
    refused(
        &place,
        &["leads.csv", "--offline", "-o", "/dev/full"],
        4,
        &["/dev/full"],
    );
}

const TWO_COLUMNS: &str =
    "Name,Email\nLi,li@a-notreal.com\nWu,wu@b-notreal.com\nHe,he@c-notreal.com\n";

#[test]
fn a_column_without_addresses_is_refused_where_another_has_them() {
    let place = Place::with(TWO_COLUMNS);
    place.write("more.csv", TWO_COLUMNS);
    for column in ["Name", "1"] {
        refused(
            &place,
            &["leads.csv", "--offline", "--column", column],
            2,
            &[
                "column 1 \"Name\"",
                "in 3 of column 2 \"Email\"",
                "`--column 2`",
            ],
        );
        refused(
            &place,
            &["check", "leads.csv", "--column", column],
            2,
            &["column 1 \"Name\"", "`--column 2`"],
        );
    }
    let run = place
        .run(&["leads.csv", "--offline", "--column", "2"])
        .ends(0);
    assert!(!run.err.contains("warning"), "{}", run.err);
}

#[test]
fn a_column_with_few_addresses_is_doubted() {
    // Spelt-out ones are addresses too.
    let mut list = String::from("Who,Email,Note\nli[at]a-notreal.com,a@a-notreal.com,\n");
    for i in 0..11 {
        list.push_str(&format!("Li {i},li{i}@b-notreal.com,text\n"));
    }
    let place = Place::with(list);
    let clean = |column: &str| {
        place
            .run(&["leads.csv", "--offline", "--force", "--column", column])
            .ends(0)
            .err
    };
    let err = clean("Who");
    assert!(
        err.contains("warning: an address stands in only 1 of 12 filled cells of column 1 \"Who\"")
            && err.contains("but in 12 of column 2 \"Email\"")
            && err.contains("`--column 2`"),
        "{err}"
    );
    let err = clean("Email");
    assert!(!err.contains("warning"), "{err}");
    let place = Place::with("Name,Phone\nLi,1\nWu,2\n");
    let run = place
        .run(&["leads.csv", "--offline", "--column", "Name"])
        .ends(0);
    assert!(
        run.err
            .contains("warning: an address stands in no cell of column 1"),
        "{}",
        run.err
    );
}

#[test]
fn the_short_form_takes_any_name_for_an_output() {
    let place = Place::with("email\na@firm-notreal.com\n");
    place
        .run(&["leads.csv", "--offline", "-o", "clean", "--review", "check"])
        .ends(0);
    place
        .run(&[
            "-fo",
            "lists",
            "--lang",
            "zh",
            "leads.csv",
            "--offline",
            "--review=facts",
        ])
        .ends(0);
    for name in ["clean", "check", "lists", "facts"] {
        assert!(place.text(name).starts_with("email,"), "{name}");
    }
    // A list that is called like a command.
    place.write("facts", "email\na@firm-notreal.com\n");
    place.run(&["--offline", "--force", "--", "facts"]).ends(0);
    let run = place.run(&["leads.csv", "--help"]).ends(0);
    assert!(run.out.contains("Usage: presend clean"), "{}", run.out);
}

#[test]
fn a_word_in_the_place_of_a_command_is_understood() {
    let place = Place::with("email\na@firm-notreal.com\n");
    for (args, parts) in [
        (
            &["claen", "leads.csv"][..],
            &["claen", "did you mean clean?"][..],
        ),
        (&["explian", "null-mx"], &["did you mean explain?"]),
        (&["null-mx"], &["`presend explain null-mx`"]),
        (&["a@gmial.com"], &["`presend explain a@gmial.com`"]),
    ] {
        refused(&place, args, 2, parts);
    }
    refused(
        &place,
        &["missing@2027.csv"],
        3,
        &["cannot read missing@2027.csv"],
    );
}

#[test]
fn a_cache_that_is_not_there_is_not_made_by_an_export() {
    refused(
        &Place::new(),
        &["facts", "export", "--cache", "missing.db"],
        3,
        &["missing.db", "--cache FILE"],
    );
}
