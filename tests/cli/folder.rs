//! A folder of lists: each is cleaned, and with `--across` a mailbox stays in the first only.

use crate::run::Place;

fn place() -> Place {
    let place = Place::new();
    std::fs::create_dir(place.path("in")).unwrap();
    place.write(
        "in/a.csv",
        "Name,Email\nLi,li@firm-notreal.com\nBad,not-an-address@\nWu,wu@firm-notreal.com\n",
    );
    place.write(
        "in/b.csv",
        "邮箱;姓名\nLI@firm-notreal.com;李\nzhou@other-notreal.com;周\n",
    );
    place.write("in/photo.png", b"\x89PNG\r\n\x1a\n");
    place.write("in/prices.csv", "Item,Price\nLamp,3\nChair,4\n");
    place.write("in/presend.toml", "lang = \"en\"\n");
    place
}

fn names(place: &Place) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(place.path("in"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn each_list_of_a_folder_is_cleaned() {
    let place = place();
    let run = place.run(&["in", "--offline"]).ends(0);
    assert_eq!(
        names(&place),
        [
            "a.clean.csv",
            "a.csv",
            "a.removed.csv",
            "a.review.csv",
            "b.clean.csv",
            "b.csv",
            "b.removed.csv",
            "b.review.csv",
            "photo.png",
            "presend.toml",
            "prices.csv"
        ]
    );
    // Without --across the lists know nothing of each other.
    assert!(place.text("in/b.clean.csv").contains("LI@firm-notreal.com"));
    for line in ["skipped photo.png: ", "skipped prices.csv: "] {
        assert!(run.err.contains(line), "{}", run.err);
    }
    assert!(!run.err.contains("presend.toml"), "{}", run.err);
    assert!(
        run.err.contains("a.csv  2  keep  0  review  1  remove"),
        "{}",
        run.err
    );
    // The second run takes no output of the first for a list.
    let run = place.run(&["in", "--offline", "--force"]).ends(0);
    assert!(
        run.err
            .contains("skipped a.clean.csv: an output of presend"),
        "{}",
        run.err
    );
    assert_eq!(names(&place).len(), 11);
}

#[test]
fn across_the_lists_a_mailbox_stays_in_the_first() {
    for (lang, said) in [
        ("en", "same mailbox as row 2 of a.csv"),
        ("zh", "与 a.csv 第 2 行是同一个邮箱"),
    ] {
        let place = place();
        place
            .run(&["in", "--offline", "--across", "--lang", lang])
            .ends(0);
        assert!(place.text("in/a.clean.csv").contains("li@firm-notreal.com"));
        assert!(!place.text("in/b.clean.csv").contains("firm-notreal"));
        let removed = place.text("in/b.removed.csv");
        assert!(removed.contains(said), "{removed}");
        assert!(removed.contains(",duplicate,") || removed.contains(";duplicate;"));
    }
}

#[test]
fn within_a_list_a_duplicate_names_the_row_alone() {
    let place = Place::with("Email\nli@firm-notreal.com\nli@firm-notreal.com\n");
    place.run(&["leads.csv", "--offline"]).ends(0);
    let removed = place.text("leads.removed.csv");
    assert!(removed.contains("same mailbox as row 2"), "{removed}");
}

#[test]
fn a_list_that_cannot_be_read_does_not_stop_the_others() {
    let place = place();
    place.write(
        "in/broken.csv",
        "Name,Email\n\"A,a@firm-notreal.com\nB,b@firm-notreal.com\n",
    );
    let run = place.run(&["in", "--offline"]).ends(3);
    assert!(run.err.contains("error:"), "{}", run.err);
    assert!(place.path("in/b.clean.csv").is_file());
    assert!(!place.path("in/broken.clean.csv").exists());
    // What stands already weighs more: it was not written.
    let run = place.run(&["in", "--offline"]).ends(4);
    assert!(run.err.contains("--force"), "{}", run.err);
}

#[test]
fn the_summary_of_a_folder_is_one_object() {
    let place = place();
    let run = place
        .run(&["in", "--offline", "--across", "--format", "json"])
        .ends(0);
    let json: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(json["lists"].as_array().unwrap().len(), 2);
    assert_eq!(json["lists"][1]["verdicts"]["remove"]["rows"], 1);
    assert_eq!(json["total"]["rows"], 5);
    assert_eq!(json["total"]["dns"]["domains"], 2);
    assert_eq!(json["skipped"].as_array().unwrap().len(), 2);
}

#[test]
fn flags_of_one_list_are_refused() {
    let place = place();
    for flag in ["-o", "--review", "--removed", "--annotated", "--report"] {
        let run = place.run(&["in", "--offline", flag, "x.csv"]).ends(2);
        assert!(run.err.contains("folder"), "{}", run.err);
    }
    std::fs::create_dir(place.path("empty")).unwrap();
    place.run(&["empty", "--offline"]).ends(3);
}
