//! `cargo bench --bench workbook`: a workbook of a million rows, and what is made to look like one.
//!
//! The strings are shared, as Excel shares them: a reader has to keep them all. The figures that must hold are asserted.

#[path = "../tests/support/bombs.rs"]
mod bombs;
mod measure;

use std::path::Path;
use std::time::Duration;

use measure::{REFUSED, run};
use rust_xlsxwriter::{Format, Workbook, XlsxError};

const ROWS: u32 = 1_000_000;
const MIB: u64 = 1 << 20;

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path();
    leads(&path.join("leads.xlsx")).expect("the workbook is written");
    let size = std::fs::metadata(path.join("leads.xlsx")).map_or(0, |meta| meta.len());
    println!("{ROWS} rows, {:.1} MiB", size as f64 / MIB as f64);
    within(
        "xlsx to xlsx",
        path,
        &["clean", "leads.xlsx", "--offline"],
        512,
    );
    let csv = ["clean", "leads.xlsx", "--offline", "--annotated", "all.csv"];
    within("xlsx to csv", path, &csv, 512);

    for (name, bytes, _) in bombs::all() {
        std::fs::write(path.join(REFUSED), bytes).expect("a bomb");
        within(name, path, &["clean", REFUSED, "--offline"], 64);
    }
}

/// Runs presend and shows what it took; the memory must be within a limit in MiB.
fn within(what: &str, folder: &Path, args: &[&str], limit: u64) {
    let (time, memory) = run(folder, args);
    println!(
        "{what:<24} {:>8.2} s {:>8.1} MiB",
        time.as_secs_f64(),
        memory as f64 / MIB as f64
    );
    assert!(memory <= limit * MIB, "{what}: more than {limit} MiB");
    let quick = !args.contains(&REFUSED) || time < Duration::from_secs(1);
    assert!(quick, "{what}: more than a second");
}

/// Invented people, as an export from a shop has them: text that is each row's own and text that many share, a number
/// and a date.
fn leads(path: &Path) -> Result<(), XlsxError> {
    let mut workbook = Workbook::new();
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let sheet = workbook.add_worksheet_with_low_memory()?;
    for (column, name) in (0..).zip(["Company", "Contact", "Country", "Email", "Phone", "Since"]) {
        sheet.write_string(0, column, name)?;
    }
    for i in 0..ROWS {
        let (row, domain) = (i + 1, i % 100_000);
        sheet.write_string(row, 0, format!("Firm {domain} 有限公司"))?;
        sheet.write_string(row, 1, format!("Person, {i}"))?;
        sheet.write_string(row, 2, "China")?;
        sheet.write_string(row, 3, format!("person.{i}@firm-{domain}-notreal.com"))?;
        sheet.write_number(row, 4, 8_613_800_000_000.0 + f64::from(i))?;
        sheet.write_number_with_format(row, 5, f64::from(40_000 + i % 5000), &day)?;
    }
    workbook.save(path)
}
