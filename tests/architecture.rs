//! Imports go one way: `cli → sender → report, rows → judge → address, dns, lists`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What each module may use of the others.
fn allowed() -> BTreeMap<&'static str, Vec<&'static str>> {
    BTreeMap::from([
        (
            "cli",
            vec![
                "address", "dns", "judge", "lang", "lists", "report", "rows", "sender",
            ],
        ),
        (
            "sender",
            vec!["address", "dns", "judge", "lang", "lists", "report"],
        ),
        ("report", vec!["judge", "lang", "rows"]),
        ("rows", vec!["lang"]),
        ("judge", vec!["address", "dns", "lang", "lists"]),
        ("address", vec!["lang", "lists"]),
        // An overlay's entries are read as domains.
        ("lists", vec!["address", "lang"]),
        ("dns", vec!["lang"]),
        ("lang", vec![]),
    ])
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn modules() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    sources(&root)
        .into_iter()
        .filter_map(|path| {
            let inside = path.strip_prefix(&root).unwrap().to_owned();
            let module = inside.iter().next()?.to_str()?.to_owned();
            (inside.iter().count() > 1)
                .then(|| (module, inside, fs::read_to_string(&path).unwrap()))
        })
        .collect()
}

#[test]
fn imports_go_one_way() {
    let allowed = allowed();
    for (module, path, text) in modules() {
        let may = allowed
            .get(module.as_str())
            .unwrap_or_else(|| panic!("{module}: which layer?"));
        for (at, _) in text.match_indices("crate::") {
            let name: String = text[at + 7..]
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect();
            if name.is_empty() || !allowed.contains_key(name.as_str()) {
                continue;
            }
            assert!(
                name == module || may.contains(&name.as_str()),
                "{}: uses {name}",
                path.display()
            );
        }
    }
}

#[test]
fn the_judgement_is_pure() {
    for (module, path, text) in modules() {
        if !["address", "judge", "lists"].contains(&module.as_str()) {
            continue;
        }
        for word in [
            "async ",
            "tokio",
            "std::fs",
            "std::io",
            "SystemTime",
            "Instant",
            "std::env",
            "jiff",
        ] {
            assert!(!text.contains(word), "{}: {word}", path.display());
        }
    }
}

#[test]
fn files_are_of_ordinary_length() {
    for (_, path, text) in modules() {
        assert!(text.lines().count() <= 600, "{}", path.display());
    }
}
