//! The files and examples for CI do what they say, as far as that can be seen without the services.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use serde_yaml_ng::Value;

#[path = "support/run.rs"]
mod run;

use run::{Place, Run, repository};

fn yaml(text: &str) -> Value {
    serde_yaml_ng::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn file(name: &str) -> Value {
    yaml(&std::fs::read_to_string(repository(name)).unwrap())
}

/// The examples of the page: their kind and their content.
fn examples() -> Vec<(String, Value)> {
    let page = std::fs::read_to_string(repository("docs/ci.md")).unwrap();
    page.split("<!-- example: ")
        .skip(1)
        .map(|part| {
            let (kind, rest) = part.split_once(" -->").unwrap();
            let (_, rest) = rest.split_once("```yaml\n").unwrap();
            let (text, _) = rest.split_once("\n```").unwrap();
            (kind.to_owned(), yaml(text))
        })
        .collect()
}

/// A folder as the examples take it: `lists` and a README.
fn repository_with(list: &str) -> Place {
    let place = Place::new();
    std::fs::create_dir(place.path("lists")).unwrap();
    place.write("lists/leads.csv", list);
    place.write("README.md", "# Lists\n");
    place
}

const GOOD: &str = "email\nli@firm-notreal.com\n";
const BAD: &str = "email\nli@localhost\n";

/// Runs a script with bash, presend in its path.
fn bash(place: &Place, script: &str, variables: &[(&str, &str)], path: &[&Path]) -> Run {
    let program = Path::new(env!("CARGO_BIN_EXE_presend")).parent().unwrap();
    let mut folders: Vec<_> = path.iter().map(|path| path.to_path_buf()).collect();
    folders.push(program.to_owned());
    folders.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap()));
    let mut command = Command::new("bash");
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("PRESEND_") {
            command.env_remove(name);
        }
    }
    command
        .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script])
        .current_dir(place.path("."))
        .env("PATH", std::env::join_paths(folders).unwrap())
        .env("HOME", place.path("."))
        .env("LC_ALL", "C")
        .env("GITHUB_OUTPUT", place.path("output.txt"))
        .env("GITHUB_PATH", place.path("path.txt"))
        .env("RUNNER_TEMP", place.path("temp"))
        .env_remove("GITHUB_STEP_SUMMARY")
        .envs(variables.iter().copied());
    Run::of(command.output().unwrap())
}

#[test]
fn the_commands_of_the_examples_are_a_gate() {
    let mut ran = 0;
    for (kind, example) in examples() {
        let scripts: Vec<&str> = match kind.as_str() {
            "github" => steps(&example)
                .iter()
                .filter_map(|step| step["run"].as_str())
                .collect(),
            "gitlab" => {
                let script = example["contacts"]["script"].as_sequence().unwrap();
                script.iter().map(|line| line.as_str().unwrap()).collect()
            }
            _ => Vec::new(),
        };
        for script in scripts {
            ran += 1;
            bash(&repository_with(GOOD), script, &[], &[]).ends(0);
            let place = repository_with(BAD);
            bash(&place, script, &[], &[]).ends(1);
            if kind == "gitlab" {
                // The report stands where the example says that it does.
                let reports = example["contacts"]["artifacts"]["reports"]
                    .as_mapping()
                    .unwrap();
                for (_, name) in reports {
                    assert!(!place.read(name.as_str().unwrap()).is_empty(), "{name:?}");
                }
            }
        }
    }
    assert_eq!(ran, 3);
}

fn steps(example: &Value) -> &Vec<Value> {
    example["jobs"]["presend"]["steps"].as_sequence().unwrap()
}

/// Name and default of each input of the action.
fn inputs() -> BTreeMap<String, String> {
    let action = file("action.yml");
    let inputs = action["inputs"].as_mapping().unwrap();
    inputs
        .iter()
        .map(|(name, input)| {
            assert!(
                input["description"].is_string() && input["required"] == Value::Bool(false),
                "{name:?}"
            );
            (
                name.as_str().unwrap().to_owned(),
                input["default"].as_str().unwrap().to_owned(),
            )
        })
        .collect()
}

#[test]
fn the_examples_give_the_action_what_it_takes() {
    let inputs = inputs();
    let mut seen = 0;
    for (_, example) in examples().into_iter().filter(|(kind, _)| kind == "github") {
        for step in steps(&example) {
            if step["uses"]
                .as_str()
                .is_some_and(|uses| uses.contains("/presend@"))
            {
                let with = step["with"].as_mapping().unwrap();
                for (name, value) in with {
                    assert!(inputs.contains_key(name.as_str().unwrap()), "{name:?}");
                    assert!(value.is_string(), "{name:?}");
                }
                seen += 1;
                // The action does with them what the example promises.
                let given: Vec<(&str, &str)> = with
                    .iter()
                    .map(|(n, v)| (n.as_str().unwrap(), v.as_str().unwrap()))
                    .collect();
                let zero = given.contains(&("exit-zero", "true"));
                check_step(&repository_with(GOOD), &given).ends(0);
                let place = repository_with(BAD);
                check_step(&place, &given).ends(if zero { 0 } else { 1 });
                if let Some((_, output)) = given.iter().find(|(name, _)| *name == "output") {
                    assert!(place.text(output).contains("reserved-domain"));
                }
                // What a later step takes up is there.
                for taken in steps(&example)
                    .iter()
                    .filter_map(|step| step["with"].as_mapping())
                {
                    for name in ["sarif_file", "path"] {
                        if let Some(file) = taken.get(name).and_then(Value::as_str) {
                            assert!(!place.read(file).is_empty(), "{file}");
                        }
                    }
                }
            }
        }
    }
    assert_eq!(seen, 3);
}

/// The script of a step of the action, and the variables that it is given.
fn step(id: &str) -> (String, BTreeMap<String, String>) {
    let action = file("action.yml");
    let steps = action["runs"]["steps"].as_sequence().unwrap();
    let step = steps.iter().find(|step| step["id"] == id).unwrap();
    let variables = step["env"].as_mapping().unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let variables = variables
        .iter()
        .map(|(name, value)| (text(name), text(value)))
        .collect();
    (text(&step["run"]), variables)
}

/// Runs the step `check` with some inputs, the others at their defaults.
fn check_step(place: &Place, given: &[(&str, &str)]) -> Run {
    let (script, variables) = step("check");
    let mut inputs = inputs();
    for (name, value) in given {
        inputs.insert((*name).to_owned(), (*value).to_owned());
    }
    let variables: Vec<(&str, &str)> = variables
        .iter()
        .map(|(variable, from)| {
            let name = from
                .trim_start_matches("${{ inputs.")
                .trim_end_matches(" }}");
            (variable.as_str(), inputs[name].as_str())
        })
        .collect();
    bash(place, &script, &variables, &[])
}

#[test]
fn no_input_becomes_text_of_a_script() {
    for id in ["install", "check"] {
        let (script, variables) = step(id);
        assert!(!script.contains("${{"), "{script}");
        // A setting of presend would be one of its own.
        assert!(variables.keys().all(|name| !name.starts_with("PRESEND_")));
    }
    let place = repository_with(BAD);
    place.write("lists/$(touch pwned).csv", GOOD);
    for value in [
        "$(touch pwned)",
        "`touch pwned`",
        "lists\"; touch pwned; \"",
        "'; touch pwned; '",
    ] {
        for name in [
            "files", "fail-on", "format", "output", "baseline", "dns", "args",
        ] {
            assert_ne!(check_step(&place, &[(name, value)]).code, -1);
            assert!(!place.path("pwned").exists(), "{name}: {value}");
        }
    }
}

#[test]
fn the_action_hands_its_inputs_on() {
    let place = repository_with("email\nliwang88@gmial.com\n");
    place.write("two words.csv", BAD);
    check_step(&place, &[("files", "lists\n")]).ends(0);
    assert_eq!(place.text("output.txt"), "exit-code=0\n");
    check_step(&place, &[("files", "lists"), ("fail-on", "review")]).ends(1);
    assert!(place.text("output.txt").ends_with("exit-code=1\n"));
    let run = check_step(
        &place,
        &[("files", "lists\ntwo words.csv\n"), ("format", "text")],
    )
    .ends(1);
    assert!(
        run.out.contains("two words.csv:2:1") && run.out.contains("lists/leads.csv:2:1"),
        "{}",
        run.out
    );
    let run = check_step(
        &place,
        &[
            ("args", "--lang\nzh"),
            ("show-addresses", "true"),
            ("format", "text"),
        ],
    )
    .ends(1);
    assert!(
        run.out.contains("liwang88@gmial.com") && run.out.contains("保留名称"),
        "{}",
        run.out
    );
    check_step(&place, &[("exit-zero", "true")]).ends(0);
    check_step(&place, &[("exit-zero", "yes")]).ends(2);
    check_step(&place, &[("fail-on", "never")]).ends(2);
    // What begins with a dash is a file, not a flag.
    check_step(&place, &[("files", "--exit-zero")]).ends(3);
}

#[test]
fn what_the_action_names_are_flags() {
    let place = Place::new();
    let help = place.run(&["check", "--help"]).ends(0).out;
    let not_flags = ["files", "args", "working-directory", "version", "sha256"];
    for (name, default) in inputs() {
        if !not_flags.contains(&name.as_str()) {
            assert!(help.contains(&format!("--{name}")), "{name}");
        }
        if name == "fail-on" {
            assert!(help.contains(&format!("[default: {default}]")));
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_downloaded_archive_must_have_its_checksum() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    for folder in ["release", "tools", "content"] {
        std::fs::create_dir(place.path(folder)).unwrap();
    }
    place.write("content/presend", "#!/bin/sh\n");
    let archive = "presend-0.1.0-x86_64-unknown-linux-gnu.tar.gz";
    let packed = bash(
        &place,
        &format!(
            "tar -czf release/{archive} -C content presend; cd release; sha256sum {archive} > {archive}.sha256"
        ),
        &[],
        &[],
    );
    packed.ends(0);
    // Stands for the network: the last argument is the URL, its end the name of a file.
    place.write(
        "tools/curl",
        "#!/bin/bash\nwhile [ $# -gt 1 ]; do [ \"$1\" = --output ] && out=\"$2\"; shift; done\n\
         echo \"$1\" >> urls.txt\ncp \"release/$(basename \"$1\")\" \"$out\"\n",
    );
    std::fs::set_permissions(
        place.path("tools/curl"),
        std::fs::Permissions::from_mode(0o755),
    )
    .unwrap();
    let (script, _) = step("install");
    let tools = place.path("tools");
    let install = |version: &str, sha256: &str| {
        let variables = [
            ("INPUT_VERSION", version),
            ("INPUT_SHA256", sha256),
            ("ACTION_FOLDER", "."),
            ("ACTION_REPOSITORY", "OWNER/presend"),
            ("SERVER", "https://example.com"),
            ("RUNNER_OS", "Linux"),
            ("RUNNER_ARCH", "X64"),
        ];
        let _ = std::fs::remove_dir_all(place.path("temp"));
        bash(&place, &script, &variables, &[&tools])
    };
    install("0.1.0", "").ends(0);
    let installed = place.path("temp/presend-bin/bin/presend");
    assert!(installed.exists());
    assert!(
        place
            .text("path.txt")
            .trim()
            .ends_with("temp/presend-bin/bin")
    );
    assert!(
        place
            .text("urls.txt")
            .contains("https://example.com/OWNER/presend/releases/download/v0.1.0/presend-")
    );
    let right = place.text(&format!("release/{archive}.sha256"))[..64].to_owned();
    install("0.1.0", &right.to_uppercase()).ends(0);
    install("0.1.0", &right.replace(['0', '1'], "2")).ends(1);
    assert!(!installed.exists());
    place.write(&format!("release/{archive}.sha256"), "");
    install("0.1.0", "").ends(1);
    for version in ["latest", "0.1.0; touch pwned", "../0.1.0"] {
        install(version, &right).ends(2);
    }
    assert!(!place.path("pwned").exists());
}

#[test]
fn the_hook_takes_the_files_that_pre_commit_gives() {
    let hooks = file(".pre-commit-hooks.yaml");
    let hook = &hooks.as_sequence().unwrap()[0];
    let (_, example) = examples()
        .into_iter()
        .find(|(kind, _)| kind == "pre-commit")
        .unwrap();
    let used = &example["repos"][0]["hooks"][0];
    assert_eq!(hook["id"], used["id"]);
    assert_eq!(hook["language"], "rust");
    for key in ["name", "description", "files"] {
        assert!(hook[key].is_string(), "{key}");
    }
    let mut command = hook["entry"].as_str().unwrap().to_owned();
    for arg in used["args"].as_sequence().unwrap() {
        command.push_str(&format!(" {}", arg.as_str().unwrap()));
    }
    command.push_str(" lists/leads.csv");
    bash(&repository_with(GOOD), &command, &[], &[]).ends(0);
    bash(
        &repository_with("email\nliwang88@gmial.com\n"),
        &command,
        &[],
        &[],
    )
    .ends(1);
    // Its pattern takes lists and leaves other files; grep knows this kind of pattern too.
    let pattern = hook["files"].as_str().unwrap();
    let script = "printf '%s\\n' a.csv b/c.xlsx d.jsonl.gz e.rs f.csv.txt csv | grep -E \"$PATTERN\" | tr '\\n' ' '";
    let run = bash(&Place::new(), script, &[("PATTERN", pattern)], &[]).ends(0);
    assert_eq!(run.out, "a.csv b/c.xlsx d.jsonl.gz ");
}
