//! Rows of the same mailbox, and names that a provider does not give out.

use crate::run::Place;

#[test]
fn the_fullest_duplicate_stays_on_request() {
    let list = "email,name,phone\nli@firm-notreal.com,,\nLI@firm-notreal.com,Li,1\n";
    let place = Place::with(list);
    place.run(&["leads.csv", "--offline"]).ends(0);
    assert!(
        place
            .text("leads.removed.csv")
            .contains("LI@firm-notreal.com,Li,1,remove,duplicate,same mailbox as row 2")
    );
    place
        .run(&["leads.csv", "--offline", "--force", "--prefer-fullest"])
        .ends(0);
    assert!(
        place
            .text("leads.clean.csv")
            .contains("LI@firm-notreal.com,Li,1,keep")
    );
    assert!(
        place
            .text("leads.removed.csv")
            .contains("li@firm-notreal.com,,,remove,duplicate,same mailbox as row 3")
    );
}

#[test]
fn the_domains_of_a_provider_are_other_names_of_a_mailbox() {
    let place = Place::with(
        "email\nli.na@proton.me\nli.na@pm.me\nli.na@protonmail.com\nli.na@proton.me\n\
         wu.fei@me.com\nwu.fei@icloud.com\nwu.fei@mac.com\n\
         zhao@ya.ru\nzhao+a@yandex.by\nzhao@yandex.com\nzhao@mail.ru\n",
    );
    place.write("block.txt", "wu.fei@icloud.com\n");
    let args = [
        "leads.csv",
        "--offline",
        "--force",
        "--annotated",
        "all.csv",
    ];
    let reasons = |more: &[&str]| -> Vec<String> {
        place.run(&[&args, more].concat()).ends(0);
        let all = place.text("all.csv");
        let reasons = all
            .lines()
            .skip(1)
            .map(|line| line.split(',').nth(2).unwrap());
        reasons.map(str::to_owned).collect()
    };
    let (first, alias) = ("freemail", "duplicate-alias");
    let expected = [
        first,
        alias,
        alias,
        "duplicate",
        first,
        alias,
        alias,
        first,
        alias,
        alias,
        first,
    ];
    assert_eq!(reasons(&[]), expected);
    assert_eq!(reasons(&["--split"]), expected);
    // Who asked for no more mail is not written to at the other name.
    let blocked = reasons(&["--list", "block=block.txt"]);
    assert_eq!(blocked[4..7], ["block-listed"; 3]);
}

#[test]
fn a_qq_number_is_none_of_just_any_digits() {
    let names = [
        ("10001", true),
        ("12345678901", true),
        ("li", false),
        ("lin", true),
        ("lin2024", true),
        ("1234", false),
        ("123456789012", false),
        ("012345", false),
    ];
    let list: String = names
        .iter()
        .map(|(local, _)| format!("{local}@qq.com\n"))
        .collect();
    let place = Place::with(format!("email\n{list}"));
    // With `--split` each row is judged by itself, without it in blocks.
    for more in [&[][..], &["--split"]] {
        let args = [
            "leads.csv",
            "--offline",
            "--force",
            "--annotated",
            "all.csv",
        ];
        place.run(&[&args, more].concat()).ends(0);
        let all = place.text("all.csv");
        for ((local, possible), line) in names.iter().zip(all.lines().skip(1)) {
            assert_eq!(
                !line.contains("impossible-mailbox"),
                *possible,
                "{local}: {line}"
            );
        }
    }
}

#[test]
fn the_first_of_several_names_of_a_mailbox_goes_without_a_note_whichever_it_is() {
    let place = Place::with(
        "email\nl.iwang@gmail.com\nliwang@gmail.com\nli.wang@gmail.com\nLiWang@gmail.com\n\
         zhaoliu@gmail.com\nzhao.liu@gmail.com\nzhaoliu@googlemail.com\nzhao.liu@gmail.com\n",
    );
    place
        .run(&["leads.csv", "--offline", "--annotated", "all.csv"])
        .ends(0);
    let reasons: Vec<String> = place
        .text("all.csv")
        .lines()
        .skip(1)
        .map(|line| line.split(',').nth(2).unwrap().to_owned())
        .collect();
    let (first, alias, twin) = ("freemail", "duplicate-alias", "duplicate");
    assert_eq!(
        reasons,
        [first, alias, alias, twin, first, alias, twin, twin]
    );
}

/// What is left without its tag is no address there, so that it names no other mailbox: row by row and in blocks.
#[test]
fn what_is_no_address_is_no_other_name() {
    let place = Place::with("email\nli.+x@outlook.com\nli.+y@outlook.com\n");
    for more in [&[][..], &["--split"]] {
        let args = [
            "leads.csv",
            "--offline",
            "--force",
            "--annotated",
            "all.csv",
        ];
        place.run(&[&args, more].concat()).ends(0);
        assert!(!place.text("all.csv").contains("duplicate"), "{more:?}");
    }
}
