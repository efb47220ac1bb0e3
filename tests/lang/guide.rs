//! README.zh-CN.md says what the program does.

use std::fs;
use std::process::Command;

use crate::run::{Place, Run, repository};

/// The lines of the fenced blocks in which commands stand.
fn commands(text: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for (i, block) in text.split("```").enumerate() {
        let Some((kind, body)) = block.split_once('\n') else {
            continue;
        };
        if i % 2 == 0 || !["sh", "powershell", "bat"].contains(&kind.trim()) {
            continue;
        }
        for line in body.lines() {
            // What comes out may go into a file.
            let line = line.split(" >").next().unwrap_or(line);
            let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
            if words.first().is_some_and(|word| {
                ["presend", ".\\presend.exe", "presend.exe"].contains(&word.as_str())
            }) {
                found.push(words[1..].to_vec());
            }
        }
    }
    found
}

#[test]
fn every_command_of_the_chinese_guide_is_understood() {
    let text = fs::read_to_string(repository("README.zh-CN.md")).unwrap();
    let commands = commands(&text);
    assert!(commands.len() >= 8, "{commands:?}");
    let place = Place::new();
    place.write("退订.txt", "stop@firm-notreal.com\n");
    place.write("老客户.txt", "firm-notreal.com\n");
    for mut args in commands {
        // No list is there to be read: what is understood ends as a missing input, never as a mistake in use.
        args.push("--offline".to_owned());
        let plain: Vec<&str> = args.iter().map(String::as_str).collect();
        const ASK_NOTHING: [&str; 8] = [
            "lists",
            "init",
            "completions",
            "man",
            "--help",
            "-h",
            "--version",
            "help",
        ];
        let takes_net = !ASK_NOTHING.contains(&plain[0]);
        let plain = if takes_net {
            &plain[..]
        } else {
            &plain[..plain.len() - 1]
        };
        let run = place.run(plain);
        // `sender` that may not ask cannot tell.
        let understood =
            matches!(run.code, 0 | 3 | 5) || (run.code == 2 && run.err.contains("cannot read"));
        assert!(understood, "{plain:?}\n{}", run.err);
    }
}

#[test]
fn the_sample_of_the_chinese_guide_runs() {
    let text = fs::read_to_string(repository("README.zh-CN.md")).unwrap();
    let sample = "clean data/sample-leads.csv --facts data/sample-facts.jsonl --force";
    assert!(text.contains(sample), "the sample's command is gone");
    let place = Place::new();
    fs::create_dir(place.path("data")).unwrap();
    for name in ["data/sample-leads.csv", "data/sample-facts.jsonl"] {
        fs::copy(repository(name), place.path(name)).unwrap();
    }
    let args: Vec<&str> = sample.split(' ').chain(["--lang", "zh"]).collect();
    let run = place.run(&args).ends(0);
    // The guide shows the head of what comes out, without what was detected of the file.
    let head: Vec<&str> = run.err.lines().skip(1).take(5).map(str::trim_end).collect();
    assert!(text.contains(&head.join("\n")), "{}", head.join("\n"));
}

#[test]
fn the_guides_link_each_other() {
    let read = |name: &str| fs::read_to_string(repository(name)).unwrap();
    let english = read("README.md");
    let chinese = read("README.zh-CN.md");
    assert!(
        english
            .lines()
            .take(4)
            .any(|line| line.contains("(README.zh-CN.md)"))
    );
    assert!(
        chinese
            .lines()
            .take(4)
            .any(|line| line.contains("(README.md)"))
    );
    // Each reason's group stands in the guide with what to do.
    let explain = Run::of(
        Command::new(env!("CARGO_BIN_EXE_presend"))
            .args(["explain", "--lang", "zh"])
            .output()
            .unwrap(),
    );
    for group in explain
        .out
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with(' '))
    {
        assert!(
            chinese.contains(group),
            "README.zh-CN.md says nothing of the group {group}"
        );
    }
}
