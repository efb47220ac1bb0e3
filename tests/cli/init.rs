//! `presend init`, `presend completions`, `presend man`.

use crate::run::Place;

const LIST: &str = "Name,Email\nLi,li@acme-notreal.com\n";

/// The settings file with every setting in it set.
fn uncommented(text: &str) -> String {
    text.lines()
        .map(|line| match line.strip_prefix('#') {
            Some(setting) if !setting.starts_with(' ') => format!("{setting}\n"),
            _ => format!("{line}\n"),
        })
        .collect()
}

#[test]
fn a_settings_file_is_written_after_a_look_at_the_folder() {
    let place = Place::with(LIST);
    place.write("leads.clean.csv", LIST);
    place.write("unsubscribed.txt", "a@acme-notreal.com\n");
    place.write("photo.png", b"\x89PNG\r\n");
    let run = place.run(&["init"]).ends(0);
    assert!(run.err.contains("1 list"), "{}", run.err);
    let text = place.text("presend.toml");
    assert!(
        text.contains("leads.csv: 1 row, UTF-8, comma, LF"),
        "{text}"
    );
    assert!(!text.contains("leads.clean.csv") && !text.contains("photo.png"));
    assert!(
        text.contains("list = [\"block=+unsubscribed.txt\"]"),
        "{text}"
    );
    // As written it sets nothing.
    assert_eq!(text.parse::<toml::Table>().unwrap(), toml::Table::new());
    place.run(&["leads.csv", "--offline", "--force"]).ends(0);
}

#[test]
fn every_line_of_it_is_a_valid_setting() {
    for lang in ["en", "zh"] {
        let place = Place::with("Li;li@acme-notreal.com\n");
        place.run(&["init", "--lang", lang]).ends(0);
        let text = uncommented(&place.text("presend.toml"));
        assert!(text.contains("\nfix-typos = true\n"), "{text}");
        for file in ["facts.jsonl", "do-not-write.txt"] {
            place.write(file, "");
        }
        place.write("presend.toml", &text);
        place.run(&["clean", "leads.csv"]).ends(0);
        place.run(&["explain", "null-mx"]).ends(0);
        place
            .run(&["check", "leads.csv", "--write-baseline"])
            .ends(0);
    }
}

#[test]
fn it_speaks_the_language_of_the_user() {
    let place = Place::with(LIST);
    place.run(&["init", "--lang", "zh"]).ends(0);
    let text = place.text("presend.toml");
    assert!(
        text.contains("# 自动改正确定的拼写错误\n#fix-typos = true"),
        "{text}"
    );
}

#[test]
fn an_older_settings_file_stands() {
    let place = Place::new();
    place.write("presend.toml", "lang = \"en\"\n");
    let run = place.run(&["init"]).ends(4);
    assert!(run.err.contains("--force"), "{}", run.err);
    assert_eq!(place.text("presend.toml"), "lang = \"en\"\n");
    place.run(&["init", "--force"]).ends(0);
    assert!(place.text("presend.toml").contains("#fix-typos"));
    place.run(&["init", "nowhere"]).ends(3);
}

#[test]
fn completions_are_of_the_commands_that_people_see() {
    let place = Place::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = place.run(&["completions", shell]).ends(0);
        assert!(run.out.contains("explain"), "{shell}");
        assert!(!run.out.contains("eval FILE"), "{shell}");
        assert!(!run.out.contains("labelled"), "{shell}");
    }
    place.run(&["completions", "dos"]).ends(2);
}

#[test]
fn bash_completes_a_command() {
    let place = Place::new();
    let script = place.run(&["completions", "bash"]).ends(0).out;
    place.write("presend.bash", script);
    let ask = "source presend.bash; COMP_WORDS=(presend cle); COMP_CWORD=1; \
               _presend presend cle presend; echo \"${COMPREPLY[@]}\"";
    let output = std::process::Command::new("bash")
        .args(["--norc", "-c", ask])
        .current_dir(place.path(""))
        .output();
    // Not every machine has bash.
    let Ok(output) = output else { return };
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(said.trim(), "clean", "{output:?}");
}

#[test]
fn manual_pages_are_of_every_command() {
    let place = Place::new();
    let page = place.run(&["man"]).ends(0).out;
    assert!(page.contains(".TH presend 1"), "{page}");
    assert!(page.contains("Exit codes"), "{page}");
    assert!(!page.contains("eval"), "{page}");
    place.run(&["man", "--dir", "pages"]).ends(0);
    for name in ["presend.1", "presend-clean.1", "presend-facts-export.1"] {
        assert!(place.path("pages").join(name).is_file(), "{name}");
    }
    let page = std::fs::read_to_string(place.path("pages/presend-clean.1")).unwrap();
    assert!(page.contains("fix\\-typos"), "{page}");
}
