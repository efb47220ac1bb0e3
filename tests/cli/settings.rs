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
