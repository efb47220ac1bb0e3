//! Long steps tell how far they are, and end once the user wants to stop.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use flate2::Compression;
use flate2::write::GzEncoder;
use presend::rows::{
    Input, OutputSet, ReadOptions, Row, RowsError, Step, Target, Watch, WriteOptions,
};

use super::common::{Folder, OWN, open};

/// Every step that was told of, with what was done and what there is.
type Told = Arc<Mutex<Vec<(Step, u64, u64)>>>;

/// What was told, and a watch that stops at a step where one is named.
fn watch(stop_at: Option<Step>) -> (Watch, Told) {
    let stop: &'static AtomicBool = Box::leak(Box::new(AtomicBool::new(false)));
    let told = Told::default();
    let kept = Arc::clone(&told);
    let tell = move |step: Step, done: u64, total: u64| {
        kept.lock().unwrap().push((step, done, total));
        if stop_at == Some(step) {
            stop.store(true, Ordering::Relaxed);
        }
    };
    (Watch::new(stop, Some(Arc::new(tell))), told)
}

/// Ten thousand invented people.
fn list() -> String {
    let people =
        (0..10_000).map(|i| format!("Person {i},person.{i}@firm-{}-notreal.com\n", i % 99));
    format!("name,email\n{}", people.collect::<String>())
}

fn files(folder: &Folder) -> Vec<(PathBuf, Vec<Step>)> {
    use Step::{Copying, Inspecting, Scanning, Unpacking};
    let csv = list();
    let mut gz = GzEncoder::new(Vec::new(), Compression::default());
    gz.write_all(csv.as_bytes()).unwrap();
    let utf16: Vec<u8> = "\u{feff}"
        .encode_utf16()
        .chain(csv.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let objects = csv.lines().skip(1).map(|line| {
        let (name, email) = line.split_once(',').unwrap();
        format!("{{\"name\":\"{name}\",\"email\":\"{email}\"}}\n")
    });
    let workbook = folder.path("book.xlsx");
    let source = folder.write("source.csv", &csv);
    to_workbook(&source, &workbook, Watch::default()).unwrap();
    vec![
        (folder.write("a.csv", &csv), vec![Inspecting, Scanning]),
        (
            folder.write("a.csv.gz", gz.finish().unwrap()),
            vec![Unpacking, Inspecting, Scanning],
        ),
        (
            folder.write("a.csv.zst", zstd::encode_all(csv.as_bytes(), 1).unwrap()),
            vec![Unpacking, Inspecting, Scanning],
        ),
        (folder.write("u.txt", utf16), vec![Copying, Scanning]),
        (
            folder.write("a.jsonl", objects.collect::<String>()),
            vec![Inspecting, Copying, Scanning],
        ),
        (workbook, vec![Inspecting, Copying, Scanning]),
    ]
}

/// Writes every row of a list into a workbook.
fn to_workbook(from: &Path, to: &Path, watch: Watch) -> Result<(), String> {
    let table = open(from, &ReadOptions::default()).unwrap();
    let mut set = OutputSet::new(true);
    let input = Input::Path(from.to_owned());
    let target = Target::Path(to.to_owned());
    let options = WriteOptions::default();
    let handle = set
        .add(target, table.layout(), &input, &OWN, options)
        .unwrap();
    let mut reader = table.reader().unwrap();
    let mut row = Row::new();
    while reader.next(&mut row).unwrap() {
        set.write(handle, &row, &[], &["keep", "ok", ""]).unwrap();
    }
    set.watch(watch);
    set.commit().map_err(|error| error.to_string())
}

#[test]
fn each_step_of_opening_tells_how_far_it_is() {
    let folder = Folder::new();
    for (path, steps) in files(&folder) {
        let (watch, told) = watch(None);
        let options = ReadOptions {
            watch,
            ..ReadOptions::default()
        };
        open(&path, &options).unwrap();
        let told = told.lock().unwrap();
        let at = path.display();
        for step in steps {
            let of = told.iter().filter(|(of, ..)| *of == step);
            let farthest = of.map(|&(_, done, total)| {
                assert!(done <= total, "{at}: {step:?} {done} of {total}");
                done * 100 / total
            });
            assert!(farthest.max() >= Some(50), "{at}: {step:?}");
        }
    }
}

#[test]
fn each_step_of_opening_can_be_stopped() {
    let folder = Folder::new();
    for (path, steps) in files(&folder) {
        for step in steps {
            let (watch, told) = watch(Some(step));
            let options = ReadOptions {
                watch,
                ..ReadOptions::default()
            };
            let at = path.display();
            let opened = open(&path, &options);
            assert!(opened.is_err(), "{at}: {step:?}");
            let told = told.lock().unwrap();
            let after = told.iter().skip_while(|(of, ..)| *of != step).skip(1);
            assert!(after.count() < 20, "{at}: {step:?}");
        }
    }
    // The old format is taken in as a whole; its rows are copied one by one.
    let old = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples/suppliers_biff8.xls");
    let (watch, _) = watch(Some(Step::Inspecting));
    let options = ReadOptions {
        watch,
        ..ReadOptions::default()
    };
    assert!(matches!(open(&old, &options), Err(RowsError::Read { .. })));
}

#[test]
fn packing_tells_how_far_it_is_and_can_be_stopped() {
    let folder = Folder::new();
    let source = folder.write("a.csv", list());
    let to = folder.path("a.xlsx");
    let (tells, told) = watch(None);
    to_workbook(&source, &to, tells).unwrap();
    let told = told.lock().unwrap();
    assert!(told.len() > 2 && told.iter().all(|(step, ..)| *step == Step::Packing));
    assert!(told.iter().all(|(_, done, total)| done <= total));
    std::fs::remove_file(&to).unwrap();
    let (stops, told) = watch(Some(Step::Packing));
    assert!(to_workbook(&source, &to, stops).is_err());
    assert!(told.lock().unwrap().len() < 5);
    assert!(!to.exists());
}
