//! Which language is spoken: flag, variable, settings file, locale.

use crate::run::{Place, Run};

fn run(place: &Place, args: &[&str], locale: &str, variable: Option<&str>) -> Run {
    let mut command = place.command(args);
    command.env("LC_ALL", locale);
    if let Some(value) = variable {
        command.env("PRESEND_LANG", value);
    }
    Run::of(command.output().unwrap())
}

#[track_caller]
fn speaks(run: &Run, chinese: bool) {
    assert_eq!(!run.err.is_ascii(), chinese, "{}", run.err);
}

#[test]
fn the_locale_decides_where_nobody_says_more() {
    let place = Place::with("email\nli@firm-notreal.com\n");
    let args = ["leads.csv", "--offline", "--force"];
    for (locale, chinese) in [
        ("zh_CN.UTF-8", true),
        ("zh_TW.UTF-8", true),
        ("C", false),
        ("en_US.UTF-8", false),
        ("de_DE.UTF-8", false),
    ] {
        speaks(&run(&place, &args, locale, None).ends(0), chinese);
        // Before the command line is understood, too.
        let wrong = ["leads.csv", "--offlin"];
        speaks(&run(&place, &wrong, locale, None).ends(2), chinese);
    }
}

#[test]
fn a_variable_beats_the_locale_and_a_flag_the_variable() {
    let place = Place::with("email\nli@firm-notreal.com\n");
    let args = ["leads.csv", "--offline", "--force"];
    speaks(&run(&place, &args, "C", Some("zh")).ends(0), true);
    speaks(
        &run(&place, &args, "zh_CN.UTF-8", Some("en")).ends(0),
        false,
    );
    let flag = ["leads.csv", "--offline", "--force", "--lang", "zh"];
    speaks(&run(&place, &flag, "C", Some("en")).ends(0), true);
    let flag = ["leads.csv", "--offline", "--force", "--lang=en"];
    speaks(
        &run(&place, &flag, "zh_CN.UTF-8", Some("zh")).ends(0),
        false,
    );
    place.write("presend.toml", "lang = \"zh\"\n");
    speaks(&run(&place, &args, "C", None).ends(0), true);
    speaks(&run(&place, &args, "C", Some("en")).ends(0), false);
}

#[test]
fn mistakes_and_help_are_in_the_language_that_was_asked_for() {
    let place = Place::new();
    for args in [
        &["clean", "--lang", "zh"][..],
        &["--colour", "--lang=zh"],
        &["explain", "nul-mx", "--lang", "zh"],
    ] {
        speaks(&run(&place, args, "C", None).ends(2), true);
    }
    for args in [
        &["--help", "--lang", "zh"][..],
        &["clean", "-h", "--lang", "zh"],
        &["help", "clean", "--lang=zh"],
    ] {
        let help = run(&place, args, "C", None).ends(0);
        assert!(help.out.contains("用法：presend"), "{}", help.out);
        assert!(!help.out.contains("Usage"), "{}", help.out);
    }
    let help = run(&place, &["facts", "export", "-h"], "zh_CN.UTF-8", None).ends(0);
    assert!(
        help.out.contains("用法：presend facts export"),
        "{}",
        help.out
    );
    place.write("presend.toml", "lang = \"zh\"\nofflin = true\n");
    speaks(&run(&place, &["x.csv"], "C", None).ends(2), true);
    // A value that is none is told of in the language of the next source.
    place.write("presend.toml", "lang = \"klingon\"\n");
    let wrong = run(&place, &["x.csv"], "zh_CN.UTF-8", None).ends(2);
    assert!(
        wrong.err.contains("klingon") && wrong.err.contains("错误："),
        "{}",
        wrong.err
    );
}

#[test]
fn what_a_program_reads_is_in_english_always() {
    let place = Place::with("email\nli@firm-notreal.com; wu@firm-notreal.com\na@gmial.com\n");
    for args in [
        &["leads.csv", "--offline", "--force", "--format", "json"][..],
        &["explain", "a@gmial.com", "--offline", "--format", "json"],
        &["lists", "--format", "json"],
    ] {
        let english = run(&place, args, "C", None).ends(0);
        let chinese = run(&place, args, "zh_CN.UTF-8", None).ends(0);
        assert_eq!(english.out, chinese.out);
        assert!(english.out.starts_with(['{', '[']), "{}", english.out);
    }
}
