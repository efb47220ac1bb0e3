//! Cleaning the clean list again changes nothing, though what the list itself says of its domains has changed.

use proptest::prelude::*;

use crate::run::Place;

/// Addresses whose judgement leans on how often the others stand in the list.
fn cell() -> impl Strategy<Value = String> {
    const DOMAINS: &[&str] = &[
        "gmaip.com",
        "gmail.com",
        "acme-trading.com",
        "acme-tradng.com",
        "acme-trading.co",
        "acme-notreal.com",
        "firm-notreal.de",
    ];
    const LOCALS: &[&str] = &[
        "li", "wu", "bo", "noreply", "abc", "x_y", "\"a b\"", "u1", "u2", "u3", "u4", "u5", "u6",
        "u7", "u8", "u9", "anna.li", "an.na.li",
    ];
    let address = (
        proptest::sample::select(LOCALS),
        proptest::sample::select(DOMAINS),
    )
        .prop_map(|(local, domain)| format!("{local}@{domain}"));
    prop_oneof![
        12 => address.clone(),
        1 => (address.clone(), address.clone()).prop_map(|(a, b)| format!("{a}; {b}")),
        1 => address.clone().prop_map(|a| format!("mailto:{a}")),
        1 => address.clone().prop_map(|a| a.replace('.', ",")),
        1 => address.prop_map(|a| a.replace('@', " at ")),
    ]
}

/// Cleans `leads.csv` twice over and compares.
fn unchanged(place: &Place, args: &[&str]) -> Result<(), String> {
    let clean = |from: &str, to: &str| {
        let mut all = vec![from, "--offline", "-f", "-o", to];
        all.extend(["--review", "r.csv", "--removed", "x.csv"]);
        all.extend(args);
        place.run(&all).ends(0);
        place.text(to)
    };
    let once = clean("leads.csv", "once.csv");
    let again = clean("once.csv", "again.csv");
    match once == again {
        true => Ok(()),
        false => Err(format!(
            "{args:?}: {once}\n{again}\n{}",
            place.text("r.csv")
        )),
    }
}

#[test]
fn rows_that_go_do_not_speak_for_their_domain() {
    let mut list = String::from("email\nnoreply@gmaip.com\n\"a@gmaip.com; b@gmaip.com\"\n");
    for i in 0..9 {
        list.push_str(&format!("li{i}@gmaip.com\n"));
    }
    let place = Place::with(&list);
    unchanged(&place, &[]).unwrap();
    unchanged(&place, &["--split"]).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_list(cells in proptest::collection::vec(cell(), 1..60)) {
        let mut list = String::from("name,email\n");
        for cell in &cells {
            list.push_str(&format!("x,\"{}\"\n", cell.replace('"', "\"\"")));
        }
        let place = Place::with(&list);
        for args in [&[][..], &["--split"], &["--fix-typos"], &["--prefer-fullest"]] {
            if let Err(why) = unchanged(&place, args) {
                prop_assert!(false, "{why}");
            }
        }
    }

    /// A run that also writes a page judges row by row; one that does not, in blocks on all cores.
    #[test]
    fn blocks_say_what_rows_say(cells in proptest::collection::vec(cell(), 1..80)) {
        let mut list = String::from("name,email,note\r\n");
        for (i, cell) in cells.iter().enumerate() {
            let end = if i % 7 == 0 { ",\"a\nb\"\r\n\r\n" } else { "\r\n" };
            list.push_str(&format!("x,\"{}\"{end}", cell.replace('"', "\"\"")));
        }
        let place = Place::with(&list);
        let out = |extra: &[&str]| {
            let mut args = vec!["leads.csv", "--offline", "-f"];
            args.extend(extra);
            place.run(&args).ends(0);
            ["clean", "review", "removed"].map(|kind| place.text(&format!("leads.{kind}.csv")))
        };
        prop_assert_eq!(out(&[]), out(&["--report", "page.html"]));
    }
}
