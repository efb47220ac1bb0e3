//! Files that LibreOffice made, and what it makes of ours.

use std::path::Path;
use std::process::Command;

use crate::run::Place;

/// A list with what people put into spreadsheets. The last column is text that looks like a number.
const LIST: &str = "公司,Contact,Email,Phone,Since,Amount\n\
    样本公司,\"Li, Wu\",li@firm-notreal.com,+86 755 0000 0000,2024-03-05,1234.5\n\
    \"Zweite \"\"GmbH\"\"\",Ödön, Kaufmann@Firm-Notreal.com,8613800138000,2019-12-31,7\n\
    Third,\"two\nlines\",nobody@gmial.com,,2000-01-01,0.1\n\
    Fourth,,not an address,0,2024-02-29,-3\n";

/// Converts a file in the place; the profile is its own, so that runs do not wait for each other.
fn convert(place: &Place, file: &str, to: &str) {
    let run = Command::new("soffice")
        .arg("--headless")
        .arg(format!(
            "-env:UserInstallation=file://{}",
            place.path("profile").display()
        ))
        .args([
            "--infilter=CSV:44,34,76,1,,0,false,true,false",
            "--convert-to",
            to,
            "--outdir",
        ])
        .arg(place.path("."))
        .arg(place.path(file))
        .output()
        .unwrap();
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
}

/// Converts a workbook to CSV as it is shown, UTF-8.
fn to_csv(place: &Place, file: &str) -> String {
    let run = Command::new("soffice")
        .arg("--headless")
        .arg(format!(
            "-env:UserInstallation=file://{}",
            place.path("profile").display()
        ))
        .args([
            "--convert-to",
            "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false",
            "--outdir",
        ])
        .arg(place.path("shown"))
        .arg(place.path(file))
        .output()
        .unwrap();
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    let name = Path::new(file).with_extension("csv");
    place.text(&format!("shown/{}", name.display()))
}

fn rows(text: &str) -> Vec<Vec<String>> {
    let text = text.trim_start_matches('\u{feff}');
    csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes())
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect()
}

#[test]
#[ignore = "needs libreoffice"]
fn each_format_gives_what_the_csv_gives() {
    let place = Place::with(LIST);
    place
        .run(&["leads.csv", "--offline", "--lang", "en"])
        .ends(0);
    for ending in ["xlsx", "xls", "ods"] {
        convert(&place, "leads.csv", ending);
        let book = format!("leads.{ending}");
        place
            .run(&[&book, "--offline", "--force", "--lang", "en"])
            .ends(0);
        for kind in ["clean", "review", "removed"] {
            let wanted = rows(&place.text(&format!("leads.{kind}.csv")));
            let shown = rows(&to_csv(&place, &format!("leads.{kind}.xlsx")));
            assert_eq!(shown, wanted, "{ending}, {kind}");
            // And as text, without LibreOffice in between.
            place
                .run(&[&book, "--offline", "--force", "--annotated", "all.csv"])
                .ends(0);
            place
                .run(&[
                    "leads.csv",
                    "--offline",
                    "--force",
                    "--annotated",
                    "straight.csv",
                ])
                .ends(0);
            assert_eq!(
                rows(&place.text("all.csv")),
                rows(&place.text("straight.csv")),
                "{ending}"
            );
        }
    }
}

#[test]
#[ignore = "needs libreoffice"]
fn a_clean_workbook_saved_by_libreoffice_is_still_clean() {
    let place = Place::with(LIST);
    convert(&place, "leads.csv", "xlsx");
    place
        .run(&["leads.xlsx", "--offline", "--annotated", "once.xlsx"])
        .ends(0);
    convert(&place, "once.xlsx", "ods");
    place
        .run(&["once.ods", "--offline", "--annotated", "twice.csv"])
        .ends(0);
    place
        .run(&["once.xlsx", "--offline", "--annotated", "once.csv"])
        .ends(0);
    assert_eq!(place.text("once.csv"), place.text("twice.csv"));
}
