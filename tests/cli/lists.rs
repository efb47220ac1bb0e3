//! `lists`: own entries that are kept for every run.

use serde_json::Value;

use crate::run::Place;

const LIST: &str = "email\nstop@acme-notreal.com\nvip@acme-notreal.com\nli@x.partner-notreal.com\n";

fn place() -> Place {
    let place = Place::with(LIST);
    place.write("stop.txt", "stop@acme-notreal.com # asked us to\n");
    place.write(
        "vip.txt",
        "\u{feff}VIP@acme-notreal.com\r\n.partner-notreal.com\r\n",
    );
    place
}

/// Reasons of the rows, by a run over the list.
#[track_caller]
fn reasons(place: &Place, more: &[&str]) -> Vec<String> {
    let args = ["leads.csv", "--offline", "--annotated", "-"];
    let run = place.run(&[&args[..], more].concat()).ends(0);
    let mut reader = csv::Reader::from_reader(run.out.as_bytes());
    reader
        .records()
        .map(|row| row.unwrap()[2].to_owned())
        .collect()
}

const BOTH: [&str; 5] = [
    "lists",
    "--update",
    "block=stop.txt",
    "--update",
    "allow=+vip.txt",
];

#[test]
fn what_is_kept_is_obeyed_by_every_command() {
    let place = place();
    let nothing = ["dns-not-asked"; 3];
    let known = ["block-listed", "allow-listed", "allow-listed"];
    assert_eq!(reasons(&place, &[]), nothing);
    let run = place.run(&BOTH).ends(0);
    assert!(run.err.contains("block: 1 entry kept in ") && run.err.contains("allow: 2 entries"));
    // The files are needed no longer.
    std::fs::remove_file(place.path("stop.txt")).unwrap();
    std::fs::remove_file(place.path("vip.txt")).unwrap();
    assert_eq!(reasons(&place, &[]), known);
    assert_eq!(reasons(&place, &["--no-own-lists"]), nothing);
    let run = place.run(&["check", "leads.csv"]).ends(1);
    assert!(run.out.contains("block-listed"), "{}", run.out);
    assert!(
        run.err
            .contains("own entries: allow (2 entries), block (1 entry)")
    );
    let run = place
        .run(&["explain", "stop@acme-notreal.com", "--offline"])
        .ends(0);
    assert!(run.out.contains("block-listed"), "{}", run.out);
    // What a run is given stands beside it.
    place.write("more.txt", "vip@acme-notreal.com\n");
    assert_eq!(
        reasons(&place, &["--list", "block=more.txt"]),
        ["block-listed", "block-listed", "allow-listed"]
    );
}

#[test]
fn it_is_shown_with_its_day_and_number_and_can_be_dropped() {
    let place = place();
    place.run(&BOTH).ends(0);
    let run = place.run(&["lists"]).ends(0);
    let shown: Vec<&str> = run
        .out
        .lines()
        .skip_while(|l| !l.contains("kept for"))
        .collect();
    assert_eq!(shown.len(), 3, "{}", run.out);
    for (line, name, entries, mode, file) in [
        (shown[1], "allow", "2", "adds", "vip.txt"),
        (shown[2], "block", "1", "replaces", "stop.txt"),
    ] {
        let cells: Vec<&str> = line.split_whitespace().collect();
        assert_eq!((cells[0], cells[1], cells[3]), (name, entries, mode));
        assert!(cells[2].starts_with("20") && cells[2].len() == 10, "{line}");
        assert!(cells[4].ends_with(file), "{line}");
    }
    let run = place.run(&["lists", "--format", "json"]).ends(0);
    let all: Vec<Value> = serde_json::from_str(&run.out).unwrap();
    let own: Vec<&Value> = all.iter().filter(|t| t["own"].is_string()).collect();
    assert_eq!(own.len(), 2);
    assert_eq!(
        (&own[0]["table"], &own[0]["entries"]),
        (&"allow".into(), &2.into())
    );
    let run = place.run(&["lists", "block"]).ends(0);
    assert!(
        run.out.ends_with("\nstop@acme-notreal.com # asked us to\n"),
        "{}",
        run.out
    );
    let run = place.run(&["lists", "stop@acme-notreal.com"]).ends(0);
    assert!(run.out.starts_with("block "), "{}", run.out);

    // A new version takes the place of the old one.
    place.write("stop.txt", "a@acme-notreal.com\nb@acme-notreal.com\n");
    place.run(&["lists", "--update", "block=+stop.txt"]).ends(0);
    let run = place.run(&["lists", "block"]).ends(0);
    assert_eq!(run.out.lines().count(), 3, "{}", run.out);
    assert!(run.out.starts_with("# presend adds "));
    // What was kept can be brought to another machine, and has one first line there.
    place.write("copy.txt", &run.out);
    place.run(&["lists", "--update", "block=copy.txt"]).ends(0);
    let run = place.run(&["lists", "block"]).ends(0);
    assert_eq!(run.out.lines().count(), 3, "{}", run.out);

    place.run(&["lists", "--forget", "block"]).ends(0);
    assert_eq!(reasons(&place, &[])[0], "dns-not-asked");
    let run = place.run(&["lists", "--forget", "block"]).ends(2);
    assert!(run.err.contains("no own entries are kept"), "{}", run.err);
}

#[test]
fn what_is_wrong_is_refused_and_nothing_changes() {
    let place = place();
    place.write("bad.txt", "fine-notreal.com\nnot a domain\n");
    for (value, says) in [
        ("block=bad.txt", "bad.txt: line 2: \"not a domain\""),
        ("nosuch=stop.txt", "there is no table \"nosuch\""),
        ("../evil=stop.txt", "there is no table"),
        ("block=missing.txt", "missing.txt: no such file"),
        ("block", "no file is named"),
    ] {
        let args = ["lists", "--update", "allow=vip.txt", "--update", value];
        let run = place.run(&args).ends(2);
        assert!(run.err.contains(says), "{value}: {}", run.err);
        assert_eq!(reasons(&place, &[]), ["dns-not-asked"; 3], "{value}");
    }
    place.run(&["lists", "--forget", "nosuch"]).ends(2);
    place
        .run(&["lists", "roles", "--update", "allow=vip.txt"])
        .ends(2);
    // Twice the same table is no order that can be followed.
    let twice = [
        "lists",
        "--update",
        "allow=vip.txt",
        "--update",
        "allow=stop.txt",
    ];
    place.run(&twice).ends(4);
}

#[test]
fn a_kept_file_that_a_person_broke_is_named() {
    let place = place();
    place.write("mine/block.txt", "fine-notreal.com\n");
    let with = ["leads.csv", "--offline", "--own-lists", "mine"];
    place.run(&with).ends(0);
    place.write("mine/block.txt", "not a domain\n");
    let run = place.run(&[&with[..], &["-f"]].concat()).ends(2);
    assert!(run.err.contains("block.txt: line 1"), "{}", run.err);
    assert!(
        run.err.contains("`presend lists --forget block`"),
        "{}",
        run.err
    );
    // No output may take its place.
    place.write("mine/block.txt", "fine-notreal.com\n");
    let over = [&with[..], &["-f", "-o", "mine/block.txt"]].concat();
    place.run(&over).ends(4);
    assert_eq!(place.text("mine/block.txt"), "fine-notreal.com\n");
}

#[test]
fn the_folder_may_be_a_setting() {
    let place = place();
    place.write("team/block.txt", "stop@acme-notreal.com\n");
    place.write("presend.toml", "own-lists = \"team\"\n");
    assert_eq!(reasons(&place, &[])[0], "block-listed");
    assert_eq!(reasons(&place, &["--no-own-lists"])[0], "dns-not-asked");
    place.write("presend.toml", "no-own-lists = true\n");
    assert_eq!(reasons(&place, &[])[0], "dns-not-asked");
    assert_eq!(reasons(&place, &["--own-lists", "team"])[0], "block-listed");
}

#[cfg(unix)]
#[test]
fn who_may_read_the_file_may_read_what_is_kept() {
    use std::os::unix::fs::PermissionsExt;
    let place = place();
    let private = std::fs::Permissions::from_mode(0o600);
    std::fs::set_permissions(place.path("stop.txt"), private).unwrap();
    place.run(&BOTH).ends(0);
    let mode = |name: &str| {
        let path = place.path("kept/presend/lists").join(name);
        std::fs::metadata(path).unwrap().permissions().mode() & 0o777
    };
    assert_eq!(mode("block.txt"), 0o600);
    assert_ne!(mode("allow.txt"), 0o600);
}
