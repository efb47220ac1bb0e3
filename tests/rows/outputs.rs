//! Outputs appear whole or not at all.

use presend::rows::{Input, OutputSet, ReadOptions, Row, Table, Target, WriteOptions};

use super::common::{Folder, OWN, open, rewrite};

const LIST: &str = "name,email\nLi,li@firm.test\nWu,wu@firm.test\n";

fn table(folder: &Folder) -> (Table, Input) {
    let path = folder.write("list.csv", LIST);
    (
        open(&path, &ReadOptions::default()).unwrap(),
        Input::Path(path),
    )
}

fn fill(set: &mut OutputSet, handle: usize, table: &Table) {
    let (mut reader, mut row) = (table.reader().unwrap(), Row::new());
    while reader.next(&mut row).unwrap() {
        set.write(handle, &row, &[], &["keep", "ok", ""]).unwrap();
    }
}

#[test]
fn nothing_is_seen_before_the_end_and_nothing_is_left_of_a_run_that_fails() {
    let folder = Folder::new();
    let (table, input) = table(&folder);
    let mut set = OutputSet::new(false);
    let add = |set: &mut OutputSet, name: &str| {
        set.add(
            Target::Path(folder.path(name)),
            table.layout(),
            &input,
            &OWN,
            WriteOptions::default(),
        )
        .unwrap()
    };
    let (a, b) = (add(&mut set, "a.csv"), add(&mut set, "b.csv"));
    fill(&mut set, a, &table);
    fill(&mut set, b, &table);
    assert!(!folder.path("a.csv").exists() && !folder.path("b.csv").exists());
    drop(set);
    assert_eq!(folder.names(), ["list.csv"]);
    let mut set = OutputSet::new(false);
    let (a, b) = (add(&mut set, "a.csv"), add(&mut set, "b.csv"));
    fill(&mut set, a, &table);
    fill(&mut set, b, &table);
    // Somebody else takes one of the names meanwhile: none appears.
    std::fs::write(folder.path("b.csv"), "theirs").unwrap();
    assert!(set.commit().is_err());
    assert_eq!(folder.names(), ["b.csv", "list.csv"]);
    assert_eq!(
        std::fs::read_to_string(folder.path("b.csv")).unwrap(),
        "theirs"
    );
}

#[cfg(unix)]
#[test]
fn temporary_files_are_private_and_the_result_has_the_mode_of_the_input() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new();
    let (table, input) = table(&folder);
    let mode = |name: &str| folder.path(name).metadata().unwrap().permissions().mode() & 0o777;
    let mut set = OutputSet::new(false);
    set.add(
        Target::Path(folder.path("a.csv")),
        table.layout(),
        &input,
        &OWN,
        WriteOptions::default(),
    )
    .unwrap();
    for name in folder.names().iter().filter(|name| *name != "list.csv") {
        assert_eq!(mode(name), 0o600, "{name}");
    }
    set.commit().unwrap();
    assert_eq!(mode("a.csv"), mode("list.csv"));
}

#[test]
fn what_must_not_be_overwritten_is_not() {
    let folder = Folder::new();
    let (table, input) = table(&folder);
    folder.write("old.csv", "old");
    let refused = |set: &mut OutputSet, path: std::path::PathBuf| {
        set.add(
            Target::Path(path),
            table.layout(),
            &input,
            &OWN,
            WriteOptions::default(),
        )
        .unwrap_err()
        .to_string()
    };
    let mut set = OutputSet::new(false);
    assert!(refused(&mut set, folder.path("old.csv")).contains("old.csv"));
    assert!(refused(&mut set, folder.path("list.csv")).contains("list.csv"));
    let mut set = OutputSet::new(true);
    assert!(refused(&mut set, folder.path("list.csv")).contains("list.csv"));
    refused(&mut set, folder.path("no/such/folder.csv"));
    set.add(
        Target::Path(folder.path("twice.csv")),
        table.layout(),
        &input,
        &OWN,
        WriteOptions::default(),
    )
    .unwrap();
    refused(&mut set, folder.path("twice.csv"));
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(folder.path("list.csv"), folder.path("link.csv")).unwrap();
        refused(&mut set, folder.path("link.csv"));
    }
    set.add(
        Target::Path(folder.path("old.csv")),
        table.layout(),
        &input,
        &OWN,
        WriteOptions::default(),
    )
    .unwrap();
    set.commit().unwrap();
    assert_ne!(
        std::fs::read_to_string(folder.path("old.csv")).unwrap(),
        "old"
    );
    assert_eq!(
        std::fs::read_to_string(folder.path("list.csv")).unwrap(),
        LIST
    );
}

#[test]
fn our_columns_are_appended_once_and_replaced_in_place() {
    let options = ReadOptions::default();
    let once = rewrite(LIST.as_bytes(), &options, &["keep", "ok", ""]).unwrap();
    assert_eq!(
        String::from_utf8(once.clone()).unwrap(),
        "name,email,presend_verdict,presend_reason,presend_original\nLi,li@firm.test,keep,ok,\nWu,wu@firm.test,keep,ok,\n"
    );
    let twice = rewrite(&once, &options, &["remove", "a, \"b\"", ""]).unwrap();
    let twice = String::from_utf8(twice).unwrap();
    assert!(
        twice.contains("Li,li@firm.test,remove,\"a, \"\"b\"\"\",\n"),
        "{twice}"
    );
    assert_eq!(twice.matches("presend_verdict").count(), 1);
}

#[test]
fn cells_keep_their_quotes_and_what_the_encoding_lacks_is_marked() {
    let list = "\"name\",email\n\"Li\",li@firm.test\nO\"x,wu@firm.test\n";
    let out = rewrite(
        list.as_bytes(),
        &ReadOptions::default(),
        &["keep", "ok", ""],
    )
    .unwrap();
    let out = String::from_utf8(out).unwrap();
    assert!(
        out.contains("\n\"Li\",li@firm.test,keep") && out.contains("\nO\"x,wu@firm.test,keep"),
        "{out}"
    );
    let latin = b"nom,email\nChlo\xE9,c@firm.test\nRen\xE9,r@firm.test\n";
    let options = ReadOptions {
        encoding: Some("windows-1252".into()),
        ..ReadOptions::default()
    };
    let out = rewrite(latin, &options, &["keep", "格式", ""]).unwrap();
    assert!(out.windows(16).any(|part| part == b"Chlo\xE9,c@firm.tes"));
    assert!(
        out.windows(8).any(|part| part == b"keep,??,"),
        "{}",
        String::from_utf8_lossy(&out)
    );
}

#[test]
fn formulas_are_quoted_on_request_only() {
    let folder = Folder::new();
    let path = folder.write(
        "list.csv",
        "phone,email\n+86 755,li@firm.test\n=1+1,wu@firm.test\n",
    );
    let table = open(&path, &ReadOptions::default()).unwrap();
    let input = Input::Path(path);
    for (safe, wanted) in [(false, "\n+86 755,"), (true, "\n'+86 755,")] {
        let mut set = OutputSet::new(true);
        let target = Target::Path(folder.path("out.csv"));
        let options = WriteOptions {
            excel_safe: safe,
            ..WriteOptions::default()
        };
        let handle = set
            .add(target, table.layout(), &input, &OWN, options)
            .unwrap();
        fill(&mut set, handle, &table);
        set.commit().unwrap();
        let out = std::fs::read_to_string(folder.path("out.csv")).unwrap();
        assert!(out.contains(wanted), "{out}");
    }
}

/// What a killed run left goes; what a run writes that lives, or what is not ours, stays.
#[test]
fn remains_of_a_killed_run_are_taken_away() {
    let folder = Folder::new();
    let (table, input) = table(&folder);
    let old = std::time::SystemTime::now() - std::time::Duration::from_secs(3600);
    let age = |name: &str| {
        let file = std::fs::File::create(folder.path(name)).unwrap();
        file.set_modified(old).unwrap();
        file
    };
    drop(age(".presend-dead.tmp"));
    drop(age(".presend-older.old"));
    drop(age("other.tmp"));
    let alive = age(".presend-alive.tmp");
    alive.lock().unwrap();
    let mut set = OutputSet::new(false);
    let target = Target::Path(folder.path("out.csv"));
    set.add(
        target,
        table.layout(),
        &input,
        &OWN,
        WriteOptions::default(),
    )
    .unwrap();
    let names = folder.names();
    let stands = |name: &str| names.iter().any(|other| other == name);
    assert!(!stands(".presend-dead.tmp"), "{names:?}");
    for name in [".presend-older.old", "other.tmp", ".presend-alive.tmp"] {
        assert!(stands(name), "{name}: {names:?}");
    }
}
