//! What keeps `check` silent: comments, `[[allow]]`, the baseline.

use super::check::{found, report};
use crate::run::Place;

fn ids(report: &serde_json::Value) -> Vec<(u64, String)> {
    found(report)
        .into_iter()
        .map(|(_, line, _, id)| (line, id))
        .collect()
}

#[test]
fn comments_silence_lines() {
    let place = Place::new();
    place.write(
        "a.csv",
        "email,note\na@localhost,# presend:ignore\nb@localhost,x\n# presend:ignore,\nc@localhost,x\nd@localhost,\
         # presend:ignore[typo-domain]\ne@localhost,presend:ignore\n",
    );
    let all = report(&place, &["a.csv"], 1);
    let lines: Vec<u64> = ids(&all).iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [3, 6, 7]);
    assert_eq!(all["silenced"]["ignored"], 2);
    place.write(
        "b.md",
        "a@localhost.test <!-- presend:ignore -->\n// presend:ignore[reserved-domain]\nb@localhost.test\n\
         c@localhost.test <!-- presend:ignore[no-such] -->\n",
    );
    let all = report(&place, &["b.md"], 1);
    assert_eq!(ids(&all), [(4, "reserved-domain".to_owned())]);
    assert!(
        all["notes"][0].as_str().unwrap().contains("b.md:4"),
        "{}",
        all["notes"]
    );
}

#[test]
fn a_reason_that_is_silenced_uncovers_the_next() {
    let place = Place::with("email\nliwang88@gmail.con\n");
    assert_eq!(ids(&report(&place, &["leads.csv"], 0))[0].1, "typo-tld");
    place.write(
        "presend.toml",
        "[[allow]]\nreason = \"typo-tld\"\nwhy = \"a test\"\n",
    );
    assert_eq!(ids(&report(&place, &["leads.csv"], 0))[0].1, "unknown-tld");
}

#[test]
fn exceptions_hold_until_their_day() {
    let place = Place::with(
        "email\nann@firm-notreal.invalid\nbob@firm-notreal.invalid\nbob@mail.other-notreal.invalid\nbob@third-notreal.invalid\n",
    );
    let reported = |toml: &str, today: &str| {
        place.write("presend.toml", toml);
        let run = place.run(&["check", "leads.csv", "--format", "json", "--today", today]);
        let report: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        let lines: Vec<u64> = ids(&report).iter().map(|(line, _)| *line).collect();
        (lines, report["notes"].as_array().unwrap().len(), run)
    };
    let toml = "[[allow]]\naddress = \"Ann@Firm-notreal.invalid\"\nwhy = \"a\"\n\n[[allow]]\ndomain = \".other-notreal.invalid\"\n\
                reason = \"reserved-domain\"\nuntil = \"2027-01-31\"\nwhy = \"b\"\n";
    let (lines, notes, _) = reported(toml, "2027-01-31");
    assert_eq!((lines, notes), (vec![3, 5], 0));
    let (lines, notes, run) = reported(toml, "2027-02-01");
    assert_eq!((lines, notes), (vec![3, 4, 5], 1));
    assert!(
        run.err.contains("2027-01-31") && run.err.contains(".other-notreal.invalid"),
        "{}",
        run.err
    );
    // All that an entry names must hold.
    let (lines, ..) = reported(
        "[[allow]]\ndomain = \"firm-notreal.invalid\"\nreason = \"duplicate\"\nwhy = \"c\"\n",
        "2027-01-01",
    );
    assert_eq!(lines, [2, 3, 4, 5]);
    let (lines, ..) = reported(
        "[[allow]]\ndomain = \"other-notreal.invalid\"\nwhy = \"only the domain itself\"\n",
        "2027-01-01",
    );
    assert_eq!(lines, [2, 3, 4, 5]);
    // They are for the gate: what is known is not fit to be sent to.
    reported(
        "[[allow]]\nreason = \"reserved-domain\"\nwhy = \"d\"\n",
        "2027-01-01",
    );
    place.run(&["clean", "leads.csv", "--offline"]).ends(0);
    assert_eq!(place.text("leads.removed.csv").lines().count(), 5);
}

#[test]
fn a_wrong_exception_is_explained() {
    let place = Place::with("email\nli@firm-notreal.com\n");
    for (toml, parts) in [
        (
            "[[allow]]\nreasn = \"empty\"\nwhy = \"x\"\n",
            &["reasn", "did you mean reason?"][..],
        ),
        (
            "[[allow]]\nreason = \"emty\"\nwhy = \"x\"\n",
            &["emty", "did you mean empty?"],
        ),
        ("[[allow]]\nreason = \"empty\"\n", &["why"]),
        (
            "[[allow]]\nwhy = \"x\"\n",
            &["address, a domain or a reason"],
        ),
        (
            "[[allow]]\nreason = \"empty\"\nwhy = \"x\"\nuntil = \"31.1.2027\"\n",
            &["31.1.2027", "2027-01-31"],
        ),
        ("[allow]\nreason = \"empty\"\n", &["[[allow]]"]),
        (
            "[[alow]]\nreason = \"empty\"\n",
            &["alow", "did you mean allow?"],
        ),
    ] {
        place.write("presend.toml", toml);
        let run = place.run(&["check", "leads.csv"]).ends(2);
        for part in parts {
            assert!(run.err.contains(part), "{part:?} is not in {}", run.err);
        }
    }
}

#[test]
fn the_baseline_knows_addresses_and_no_lines() {
    let place = Place::with("email\nann@localhost\n\"\"\nbob@localhost\n\"n/a\"\n\"n/a\"\n");
    place.run(&["check", "leads.csv"]).ends(1);
    let run = place
        .run(&["check", "leads.csv", "--write-baseline"])
        .ends(0);
    assert!(run.err.contains("presend-baseline.json"), "{}", run.err);
    let first = place.text("presend-baseline.json");
    assert!(
        !first.contains("ann") && !first.contains("leads") && !first.contains("localhost"),
        "{first}"
    );
    assert!(first.contains("\"count\": 2"), "{first}");
    let with = ["leads.csv", "--baseline", "presend-baseline.json"];
    assert_eq!(report(&place, &with, 0)["silenced"]["baseline"], 5);

    // Other lines, another file: the same addresses. A third of two known ones is new.
    place.write(
        "moved.csv",
        "email\nn/a\nbob@localhost\nn/a\nANN@localhost\n\"\"\nn/a\n",
    );
    let moved = report(
        &place,
        &["moved.csv", "--baseline", "presend-baseline.json"],
        1,
    );
    assert_eq!(ids(&moved), [(7, "empty".to_owned())]);

    // What is gone is told, and dropped when it is written anew, under the same key.
    place.write("leads.csv", "email\nann@localhost\n");
    let run = place
        .run(&["check", "leads.csv", "--baseline", "presend-baseline.json"])
        .ends(0);
    assert!(
        run.err.contains("4 findings of the baseline"),
        "{}",
        run.err
    );
    place
        .run(&["check", "leads.csv", "--write-baseline"])
        .ends(0);
    let second = place.text("presend-baseline.json");
    let key = |text: &str| {
        text.lines()
            .find(|line| line.contains("\"key\""))
            .unwrap()
            .to_owned()
    };
    assert_eq!(key(&first), key(&second));
    assert_eq!(second.matches("\"hash\"").count(), 1);
    place
        .run(&["check", "leads.csv", "--write-baseline"])
        .ends(0);
    assert_eq!(place.text("presend-baseline.json"), second);

    // A baseline of its own has a key of its own, and so other hashes.
    place
        .run(&[
            "check",
            "leads.csv",
            "--write-baseline",
            "--baseline",
            "other.json",
        ])
        .ends(0);
    let hash = |text: &str| {
        text.lines()
            .find(|line| line.contains("\"hash\""))
            .unwrap()
            .to_owned()
    };
    assert_ne!(hash(&second), hash(&place.text("other.json")));
}

#[test]
fn a_wrong_baseline_is_refused_and_left_alone() {
    let place = Place::with("email\nann@localhost\n");
    let run = place
        .run(&["check", "leads.csv", "--baseline", "none.json"])
        .ends(2);
    assert!(
        run.err.contains("none.json") && run.err.contains("--write-baseline"),
        "{}",
        run.err
    );
    place.write("list.json", "{\"mine\": 1}\n");
    place
        .run(&["check", "leads.csv", "--baseline", "list.json"])
        .ends(2);
    place
        .run(&[
            "check",
            "leads.csv",
            "--baseline",
            "list.json",
            "--write-baseline",
        ])
        .ends(2);
    assert_eq!(place.text("list.json"), "{\"mine\": 1}\n");
    place
        .run(&[
            "check",
            "leads.csv",
            "--baseline",
            "leads.csv",
            "--write-baseline",
        ])
        .ends(4);
    assert_eq!(place.text("leads.csv"), "email\nann@localhost\n");
}

#[test]
fn the_baseline_may_be_a_setting() {
    let place = Place::with("email\nann@localhost\n");
    place
        .run(&["check", "leads.csv", "--write-baseline"])
        .ends(0);
    place.write("presend.toml", "baseline = \"presend-baseline.json\"\n");
    std::fs::create_dir(place.path("deep")).unwrap();
    let run = place
        .command(&["check", "../leads.csv"])
        .current_dir(place.path("deep"))
        .output()
        .unwrap();
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
}

/// An entry without a reason says that the address is good, and every command believes it. One with a reason says that
/// a finding is known, which makes no address fit to send to.
#[test]
fn what_is_allowed_without_a_reason_is_kept_by_clean_too() {
    let place = Place::with(
        "email\nnoreply@firm-notreal.com\nnoreply@other-notreal.com\nnoreply@x.third-notreal.com\n\
         noreply@fourth-notreal.com\nnoreply@old-notreal.com\nnoreply@firm-notreal.com\n",
    );
    place.write(
        "presend.toml",
        "[[allow]]\naddress = \"NoReply@Firm-notreal.com\"\nwhy = \"a person reads it\"\n\
         [[allow]]\ndomain = \".third-notreal.com\"\nuntil = 2999-01-01\nwhy = \"a person reads it\"\n\
         [[allow]]\ndomain = \"fourth-notreal.com\"\nreason = \"no-reply-address\"\nwhy = \"known\"\n\
         [[allow]]\ndomain = \"old-notreal.com\"\nuntil = 2020-01-01\nwhy = \"a person read it\"\n",
    );
    let args = ["leads.csv", "--offline", "--annotated", "-"];
    let run = place.run(&args).ends(0);
    let reasons: Vec<&str> = run
        .out
        .lines()
        .skip(1)
        .map(|l| l.split(',').nth(2).unwrap())
        .collect();
    let judged = "no-reply-address";
    let kept = "allow-listed";
    assert_eq!(reasons, [kept, judged, kept, judged, judged, "duplicate"]);
    assert!(
        run.err.contains("old-notreal.com held until 2020-01-01"),
        "{}",
        run.err
    );
    let run = place
        .run(&["explain", "noreply@firm-notreal.com", "--offline"])
        .ends(0);
    assert!(run.out.contains("allow-listed"), "{}", run.out);
    let run = place
        .run(&["check", "leads.csv", "--fail-on", "review"])
        .ends(1);
    let told = run.out.lines().filter(|line| line.contains("leads.csv:"));
    assert_eq!(told.count(), 2, "{}", run.out);
}
