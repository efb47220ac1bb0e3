//! Flag, variable, file, default: in this order.

use crate::run::Place;

fn place() -> Place {
    Place::with("email\nsales@firm-notreal.com\nliwang88@gmial.com\n")
}

#[test]
fn the_nearer_setting_stands() {
    let place = place();
    place.write(
        "presend.toml",
        "offline = true\nlang = \"zh\"\n\n[reasons]\nrole-account = \"review\"\n",
    );
    place.run(&["leads.csv"]).ends(0);
    let review = place.text("leads.review.csv");
    assert!(
        review.contains("sales@firm-notreal.com,review,role-account,sales@ 是"),
        "{review}"
    );
    let run = place
        .command(&["leads.csv", "--force"])
        .env("PRESEND_LANG", "en")
        .output()
        .unwrap();
    assert!(run.status.success());
    assert!(
        place
            .text("leads.review.csv")
            .contains("role-account,\"sales@ is a role")
    );
    let run = place
        .command(&["leads.csv", "--force", "--lang", "zh"])
        .env("PRESEND_LANG", "en")
        .env("PRESEND_FIX_TYPOS", "1")
        .output()
        .unwrap();
    assert!(run.status.success());
    assert!(
        place
            .text("leads.review.csv")
            .contains("role-account,sales@ 是")
    );
    assert!(
        place
            .text("leads.clean.csv")
            .contains("liwang88@gmail.com,keep,typo-fixed")
    );
}

#[test]
fn settings_are_found_upward() {
    let place = place();
    place.write("presend.toml", "offline = true\n");
    std::fs::create_dir(place.path("deep")).unwrap();
    let run = place
        .command(&["../leads.csv"])
        .current_dir(place.path("deep"))
        .output()
        .unwrap();
    assert!(run.status.success());
}

#[test]
fn a_settings_file_of_windows_is_read() {
    let place = place();
    place.write(
        "presend.toml",
        "\u{feff}offline = true\r\nfix-typos = true\r\n",
    );
    place.run(&["leads.csv"]).ends(0);
    assert!(place.text("leads.clean.csv").contains("typo-fixed"));
}

#[test]
fn a_wrong_setting_is_an_error_with_its_place() {
    let place = place();
    for (text, parts) in [
        (
            "offlin = true\n",
            &["presend.toml", "offlin", "did you mean offline?"][..],
        ),
        ("timeout = \"soon\"\n", &["presend.toml", "timeout"]),
        ("offline = \"yes\"\n", &["offline", "true or false"]),
        ("[reasons]\nnull-mxx = \"keep\"\n", &["null-mxx", "null-mx"]),
        (
            "[reasons]\ndns-timeout = \"remove\"\n",
            &["dns-timeout", "cannot remove"],
        ),
        ("offline = true\nlang =\n", &["presend.toml:2"]),
    ] {
        place.write("presend.toml", text);
        let run = place.run(&["leads.csv"]).ends(2);
        for part in parts {
            assert!(run.err.contains(part), "{part:?} is not in {}", run.err);
        }
    }
    std::fs::remove_file(place.path("presend.toml")).unwrap();
    let run = place
        .command(&["leads.csv"])
        .env("PRESEND_OFLINE", "1")
        .output()
        .unwrap();
    assert_eq!(run.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&run.stderr).contains("PRESEND_OFFLINE"));
}

#[test]
fn a_value_that_cannot_be_is_told_with_its_place_and_a_way_out() {
    let place = place();
    for (line, parts) in [
        (
            "lang = \"fr\"",
            &["lang", "\"fr\"", "give one of en, zh"][..],
        ),
        ("timeout = 99", &["timeout", "99", "at most 60"]),
        ("concurrency = 0", &["concurrency", "at least"]),
        (
            "resolver = \"dns\"",
            &["resolver", "no IP address", "192.0.2.53"],
        ),
        (
            "list = \"blok=x\"",
            &["list", "blok", "did you mean block?"],
        ),
        ("list = \"block\"", &["list", "no file", "NAME=FILE"]),
        ("force = true", &["force", "belongs to one run"]),
        ("fix-typo = true", &["fix-typo", "did you mean fix-typos?"]),
    ] {
        place.write("presend.toml", line);
        let run = place.run(&["leads.csv", "--offline"]).ends(2);
        for part in ["presend.toml"].iter().chain(parts) {
            assert!(
                run.err.contains(part),
                "{line}: {part} is not in {}",
                run.err
            );
        }
    }
}

#[test]
fn a_form_that_only_another_command_has_is_for_that_one() {
    let place = place();
    place.write("presend.toml", "format = \"sarif\"\n");
    let run = place.run(&["leads.csv", "--offline"]).ends(0);
    assert!(run.err.contains("Reasons"), "{}", run.err);
    let run = place.run(&["check", "leads.csv", "--exit-zero"]).ends(0);
    assert!(run.out.contains("\"version\": \"2.1.0\""), "{}", run.out);
    place.write("presend.toml", "format = \"sarf\"\n");
    place.run(&["leads.csv", "--offline", "--force"]).ends(2);
}

#[test]
fn an_empty_variable_is_like_none() {
    let place = place();
    let mut command = place.command(&["leads.csv", "--offline"]);
    for name in ["LANG", "CONFIG", "RESOLVER", "FIX_TYPOS"] {
        command.env(format!("PRESEND_{name}"), "");
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
}
