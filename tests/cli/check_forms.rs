//! The forms of the report of `check`.

use serde_json::Value;

use super::check::{found, report};
use crate::run::{Place, repository};

const LIST: &str = "email\nann@localhost\nliwang88@gmial.com\nbob@localhost\n";

#[test]
fn sarif_is_valid_and_its_fingerprints_stay() {
    let schema = std::fs::read(repository("tests/schemas/sarif-2.1.0.json")).unwrap();
    let mut schema: Value = serde_json::from_slice(&schema).unwrap();
    // A pattern of this edition has a bracket too many and is no regular expression.
    for part in ["run", "toolComponent"] {
        let language = &mut schema["definitions"][part]["properties"]["language"];
        let language = language.as_object_mut().unwrap();
        assert!(language.remove("pattern").is_some());
    }
    let validator = jsonschema::validator_for(&schema).unwrap();
    let place = Place::new();
    std::fs::copy(
        repository("data/sample-leads.csv"),
        place.path("some leads, 100%.csv"),
    )
    .unwrap();
    place.write(
        "presend.toml",
        "[[allow]]\nreason = \"freemail\"\nuntil = 2020-01-01\nwhy = \"old\"\n",
    );
    let sarif = |args: &[&str], code| -> Value {
        let mut all = vec!["check", "--format", "sarif"];
        all.extend(args);
        let run = place.run(&all).ends(code);
        let sarif = serde_json::from_str(&run.out).unwrap();
        let errors: Vec<String> = validator
            .iter_errors(&sarif)
            .map(|e| e.to_string())
            .collect();
        assert!(errors.is_empty(), "{errors:?}");
        sarif
    };
    let whole = sarif(&["some leads, 100%.csv", "missing.csv"], 3);
    let run = &whole["runs"][0];
    assert_eq!(run["results"].as_array().unwrap().len(), 57);
    let first = &run["results"][0];
    let place_of = &first["locations"][0]["physicalLocation"];
    assert_eq!(
        place_of["artifactLocation"]["uri"],
        "some%20leads%2C%20100%25.csv"
    );
    assert_eq!(place_of["region"]["startLine"], 2);
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let rule = &rules[first["ruleIndex"].as_u64().unwrap() as usize];
    assert_eq!(rule["id"], first["ruleId"]);
    assert_eq!(rule["defaultConfiguration"]["level"], "error");
    assert!(rule["help"]["text"].as_str().unwrap().len() > 20);
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);
    // A schema that lets everything pass would show nothing.
    let mut broken = whole.clone();
    broken["runs"][0]["results"][0]["level"] = "awful".into();
    assert!(!validator.is_valid(&broken));

    let prints = |sarif: &Value| -> Vec<String> {
        let results = sarif["runs"][0]["results"].as_array().unwrap().iter();
        let mut prints: Vec<String> = results
            .map(|result| result["partialFingerprints"]["presend/v1"].to_string())
            .collect();
        prints.sort();
        prints
    };
    place.write("leads.csv", LIST);
    let before = prints(&sarif(&["leads.csv"], 1));
    place.write(
        "leads.csv",
        "email\nok@firm-notreal.com\nann@localhost\n\nliwang88@gmial.com\nbob@localhost\n",
    );
    assert_eq!(before, prints(&sarif(&["leads.csv"], 1)));
    assert_eq!(
        before,
        prints(&sarif(&["leads.csv", "--show-addresses"], 1))
    );
    // It is made of what is shown: another address that looks the same gives the same.
    place.write("leads.csv", LIST.replace("ann@", "amy@"));
    assert_eq!(before, prints(&sarif(&["leads.csv"], 1)));
    let mut apart = before.clone();
    apart.dedup();
    assert_eq!(apart.len(), 3);
}

#[test]
fn github_gets_the_whole_first_and_ten_of_a_kind() {
    let place = Place::new();
    let rows: String = (0..30)
        .map(|i| format!("a{i}@localhost\nb{i}@[192.0.2.7]\n"))
        .collect();
    place.write("a,b:c%.csv", format!("email\n{rows}"));
    let run = place
        .run(&["check", "a,b:c%.csv", "--format", "github"])
        .ends(1);
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(
        lines[0],
        "::error title=presend check::30 to remove, 30 to review among 60 addresses in 1 file"
    );
    for (kind, count) in [("::error ", 10), ("::warning ", 10), ("::notice ", 0)] {
        let of = lines.iter().filter(|line| line.starts_with(kind)).count();
        assert_eq!(of, count, "{kind}");
    }
    assert!(
        lines[1].starts_with("::error file=a%2Cb%3Ac%25.csv,line=2,col=1,title=remove reserved-domain::a***@localhost: "),
        "{}",
        lines[1]
    );
    // Nothing in a file begins a command of its own.
    assert!(lines.iter().all(|line| line.starts_with("::")));
    place.write("b.csv", "email\nfine@firm-notreal.com\n");
    let run = place.run(&["check", "b.csv", "--format", "github"]).ends(0);
    assert_eq!(
        run.out,
        "::notice title=presend check::nothing to report among 1 address in 1 file\n"
    );
}

#[test]
fn github_gets_a_summary_of_the_step() {
    let place = Place::new();
    place.write("a|b<i>.csv", LIST);
    place.write("summary.md", "before\n");
    let run = |format: &str| {
        place
            .command(&["check", "a|b<i>.csv", "--format", format])
            .env("GITHUB_STEP_SUMMARY", place.path("summary.md"))
            .output()
            .unwrap()
    };
    run("text");
    assert_eq!(place.text("summary.md"), "before\n");
    run("github");
    let summary = place.text("summary.md");
    assert!(
        summary.starts_with("before\n### presend check: 2 to remove, 1 to review"),
        "{summary}"
    );
    assert!(
        summary.contains("| remove | 2 | `reserved-domain` | reserved domain |"),
        "{summary}"
    );
    assert!(
        summary.contains("| a\\|b&lt;i&gt;.csv:2:1 | remove | `reserved-domain` |"),
        "{summary}"
    );
    assert!(!summary.contains("ann"), "{summary}");
}

#[test]
fn junit_is_well_formed_and_counts_right() {
    let place = Place::new();
    place.write("a<&\".csv", LIST);
    place.write("good.csv", "email\nfine@firm-notreal.com\n");
    let run = place
        .run(&[
            "check",
            "a<&\".csv",
            "good.csv",
            "missing.csv",
            "--format",
            "junit",
        ])
        .ends(3);
    let mut reader = quick_xml::Reader::from_str(&run.out);
    reader.config_mut().check_end_names = true;
    let mut counts = std::collections::BTreeMap::<String, u64>::new();
    loop {
        use quick_xml::events::Event;
        match reader.read_event().unwrap() {
            Event::Eof => break,
            Event::Start(tag) | Event::Empty(tag) => {
                for attribute in tag.attributes() {
                    attribute.unwrap();
                }
                let name = tag.name().as_ref().to_owned();
                *counts.entry(name).or_default() += 1;
            }
            _ => {}
        }
    }
    let expected = [
        ("error", 1),
        ("failure", 2),
        ("skipped", 1),
        ("testcase", 5),
        ("testsuite", 3),
        ("testsuites", 1),
    ];
    assert_eq!(
        counts.into_iter().collect::<Vec<_>>(),
        expected.map(|(name, n)| (name.to_owned(), n))
    );
    assert!(
        run.out
            .contains("tests=\"5\" failures=\"2\" errors=\"1\" skipped=\"1\">"),
        "{}",
        run.out
    );
    assert!(
        run.out.contains("name=\"a&lt;&amp;&quot;.csv\""),
        "{}",
        run.out
    );
    assert!(
        run.out.contains("name=\"2:1 reserved-domain\""),
        "{}",
        run.out
    );
}

#[test]
fn gitlab_gets_what_it_requires() {
    let place = Place::with(LIST);
    let run = place
        .run(&["check", "./leads.csv", "--format", "gitlab"])
        .ends(1);
    let report: Vec<Value> = serde_json::from_str(&run.out).unwrap();
    let mut prints = std::collections::BTreeSet::new();
    for found in &report {
        assert!(
            found["description"]
                .as_str()
                .is_some_and(|text| !text.is_empty())
        );
        assert!(found["check_name"].is_string());
        assert_eq!(found["location"]["path"], "leads.csv");
        assert!(found["location"]["lines"]["begin"].as_u64().unwrap() > 1);
        assert!(
            ["info", "minor", "major", "critical", "blocker"]
                .contains(&found["severity"].as_str().unwrap())
        );
        prints.insert(found["fingerprint"].to_string());
    }
    assert_eq!((report.len(), prints.len()), (3, 3));
}

#[test]
fn ndjson_has_the_whole_in_its_first_line() {
    let place = Place::with(LIST);
    let run = place
        .run(&["check", "leads.csv", "--format", "ndjson"])
        .ends(1);
    let lines: Vec<Value> = run
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines[0]["type"], "summary");
    assert_eq!(lines[0]["counts"]["remove"], 2);
    assert!(lines[1..].iter().all(|line| line["type"] == "finding"));
    let whole = report(&place, &["leads.csv"], 1);
    assert_eq!(lines.len() - 1, found(&whole).len());
    assert_eq!(whole["failed"], true);
    assert_eq!(whole["counts"]["review"], 1);
    assert_eq!(whole["findings"][1]["suggestion"], "l***@gmail.com");
}

#[test]
fn the_report_may_go_to_a_file() {
    let place = Place::with(LIST);
    let run = place
        .run(&["check", "leads.csv", "-o", "report.txt"])
        .ends(1);
    assert_eq!(run.out, "");
    assert!(place.text("report.txt").contains("leads.csv:2:1"));
    let run = place
        .run(&["check", "leads.csv", "-o", "report.txt", "--format", "json"])
        .ends(4);
    assert!(run.err.contains("--force"), "{}", run.err);
    place
        .run(&[
            "check",
            "leads.csv",
            "-o",
            "report.txt",
            "--format",
            "json",
            "--force",
        ])
        .ends(1);
    assert!(place.text("report.txt").starts_with('{'));
    place
        .run(&["check", "leads.csv", "-o", "leads.csv", "--force"])
        .ends(4);
    assert_eq!(place.text("leads.csv"), LIST);
    place
        .run(&["check", "leads.csv", "-o", "no/where.txt"])
        .ends(4);
}
