//! Workbooks in and out.

use calamine::Data;

use super::books::{by_hand, cell, cells, part, typed};
use crate::bombs;
use crate::run::{Place, Run, repository};

fn text(data: &Data) -> String {
    data.to_string()
}

#[track_caller]
fn refused(run: Run, code: i32, parts: &[&str]) {
    let run = run.ends(code);
    assert!(
        run.err.contains("error: ") && run.out.is_empty(),
        "{}",
        run.err
    );
    assert!(run.err.lines().count() <= 3, "{}", run.err);
    for part in parts {
        assert!(run.err.contains(part), "{part:?} is not in {}", run.err);
    }
}

#[test]
fn cells_keep_what_they_are() {
    let place = Place::new();
    typed(&place.path("leads.xlsx"));
    let run = place.run(&["leads.xlsx", "--offline"]).ends(0);
    assert!(
        run.err
            .contains("Excel workbook, sheet 1 \"客户\", header in row 1"),
        "{}",
        run.err
    );
    assert_eq!(
        place.names(),
        [
            "leads.clean.xlsx",
            "leads.removed.xlsx",
            "leads.review.xlsx",
            "leads.xlsx"
        ]
    );
    let (before, clean) = (
        cells(&place.path("leads.xlsx")),
        cells(&place.path("leads.clean.xlsx")),
    );
    assert_eq!(clean.len(), 3);
    assert_eq!(text(&clean[0][7]), "presend_verdict");
    for (row, was) in [(1, 1), (2, 2)] {
        for column in [0, 2, 3, 4, 5, 6] {
            assert_eq!(
                clean[row][column], before[was][column],
                "row {row}, column {column}"
            );
        }
        assert_eq!(text(&clean[row][7]), "keep");
    }
    assert_eq!(text(&clean[2][1]), "WU@firm-notreal.com");
    assert_eq!(text(&clean[2][11]), " WU@Firm-Notreal.com ");
    assert!(
        matches!(clean[2][3], Data::DateTime(_)),
        "{:?}",
        clean[2][3]
    );
    assert_eq!(
        text(&cells(&place.path("leads.review.xlsx"))[1][10]),
        "li@gmail.com"
    );

    let path = place.path("leads.clean.xlsx");
    let styles = part(&path, "xl/styles.xml");
    for code in ["d/m/yyyy", "00000", "quotePrefix=\"1\""] {
        assert!(styles.contains(code), "{code}: {styles}");
    }
    let sheet = part(&path, "xl/worksheets/sheet1.xml");
    for tag in [
        "state=\"frozen\"",
        "<autoFilter ref=\"A1:L3\"",
        "<conditionalFormatting sqref=\"H2:H3\"",
        "<cols>",
    ] {
        assert!(sheet.contains(tag), "{tag}: {sheet}");
    }
    assert!(
        !sheet.contains("<f>") && !sheet.contains("hyperlink"),
        "{sheet}"
    );
    assert!(part(&path, "xl/workbook.xml").contains("客户"));
}

#[test]
fn cleaning_a_clean_workbook_changes_nothing() {
    let place = Place::new();
    std::fs::copy(
        repository("tests/samples/canton_fair.xlsx"),
        place.path("fair.xlsx"),
    )
    .unwrap();
    typed(&place.path("typed.xlsx"));
    for name in ["fair", "typed"] {
        let all = |input: &str, output: &str| {
            place
                .run(&[input, "--offline", "--annotated", output])
                .ends(0);
            cells(&place.path(output))
        };
        let once = all(&format!("{name}.xlsx"), "once.xlsx");
        let twice = all("once.xlsx", "twice.xlsx");
        assert_eq!(once, twice, "{name}");
        std::fs::remove_file(place.path("once.xlsx")).unwrap();
        std::fs::remove_file(place.path("twice.xlsx")).unwrap();
    }
}

#[test]
fn the_same_rows_give_the_same_bytes() {
    let place = Place::new();
    typed(&place.path("leads.xlsx"));
    for output in ["one.xlsx", "two.xlsx"] {
        place
            .run(&["leads.xlsx", "--offline", "--annotated", output])
            .ends(0);
        std::thread::sleep(std::time::Duration::from_millis(1100));
    }
    assert!(place.read("one.xlsx") == place.read("two.xlsx"));
}

#[test]
fn a_workbook_becomes_text_that_a_spreadsheet_opens_right() {
    let place = Place::new();
    typed(&place.path("leads.xlsx"));
    place
        .run(&["leads.xlsx", "--offline", "--annotated", "all.csv"])
        .ends(0);
    let csv = place.text("all.csv");
    let mut lines = csv.split("\r\n");
    assert_eq!(
        lines.next().unwrap(),
        "\u{feff}Name,Email,Phone,Since,Code,Vip,Note,\
         presend_verdict,presend_reason,presend_message,presend_suggestion,presend_original"
    );
    let first = lines.next().unwrap();
    assert!(
        first.starts_with(
            "Person 1,li@firm-notreal.com,+86 755 0000 0000,2024-03-05,00123,FALSE,\"=HYPERLINK(\"\"http://x\"\")\",keep"
        ),
        "{first}"
    );
    assert!(
        lines
            .next()
            .unwrap()
            .contains(",8613800138002,2024-03-05,00123,TRUE,0.1,keep")
    );
    place
        .run(&["leads.xlsx", "--offline", "--annotated", "all.tsv"])
        .ends(0);
    assert!(place.text("all.tsv").contains("Name\tEmail\tPhone"));
    let piped = place
        .run(&["leads.xlsx", "--offline", "--annotated", "-"])
        .ends(0);
    assert!(piped.out.starts_with("Name,Email"), "{}", piped.out);
}

#[test]
fn text_becomes_a_workbook_of_text() {
    let place =
        Place::with("name,email,code\nLi,li@firm-notreal.com,007\n=1+1,wu@firm-notreal.com,\n");
    place
        .run(&["leads.csv", "--offline", "--annotated", "all.xlsx"])
        .ends(0);
    let rows = cells(&place.path("all.xlsx"));
    assert_eq!(rows[1][2], Data::String("007".into()));
    assert_eq!(rows[2][0], Data::String("=1+1".into()));
    assert_eq!(rows[2][2], Data::Empty);
    let back = place
        .run(&["all.xlsx", "--offline", "--annotated", "-"])
        .ends(0);
    let straight = place
        .run(&["leads.csv", "--offline", "--annotated", "-"])
        .ends(0);
    assert_eq!(back.out.replace("\r\n", "\n"), straight.out);
}

#[test]
fn excel_gets_its_bom_when_asked() {
    let list = "name,email\n李,li@firm-notreal.com\n";
    let place = Place::with(list);
    place
        .run(&["leads.csv", "--offline", "--excel", "-o", "out.csv"])
        .ends(0);
    assert!(place.text("out.csv").starts_with("\u{feff}name,"));
    place.write("bom.csv", format!("\u{feff}{list}"));
    place.run(&["bom.csv", "--offline", "--excel"]).ends(0);
    assert!(place.text("bom.clean.csv").starts_with("\u{feff}name,"));
    place.write(
        "gbk.csv",
        b"name,email\n\xc0\xee\xce\xe5,li@firm-notreal.com\n",
    );
    place
        .run(&["gbk.csv", "--offline", "--excel", "--encoding", "gbk"])
        .ends(0);
    assert!(place.read("gbk.clean.csv").starts_with(b"name,"));
}

/// Three sheets: a cover, the list, and a hidden list.
fn three_sheets() -> Vec<u8> {
    let row = |cells: &[String]| format!("<row>{}</row>", cells.concat());
    let list = |host: &str| {
        [
            row(&[cell("A1", "Name"), cell("B1", "Email")]),
            row(&[cell("A2", "Li"), cell("B2", &format!("li@{host}"))]),
            row(&[cell("A5", "Wu"), cell("B5", &format!("wu@{host}"))]),
        ]
        .concat()
    };
    let cover = row(&[
        cell("A1", "Questions to"),
        cell("B1", "help@firm-notreal.com"),
    ]);
    by_hand(&[
        ("Old", "hidden", list("old-notreal.com").as_bytes()),
        ("Cover", "visible", cover.as_bytes()),
        ("Leads", "visible", list("firm-notreal.com").as_bytes()),
    ])
}

#[test]
fn the_sheet_with_the_list_is_found_or_named() {
    let place = Place::new();
    place.write("book.xlsx", three_sheets());
    let all = |args: &[&str]| {
        let args = [
            &["book.xlsx", "--offline", "--annotated", "-", "--lang", "en"],
            args,
        ]
        .concat();
        place.run(&args).ends(0)
    };
    let found = all(&[]);
    assert!(
        found.err.contains("sheet 3 of 3 \"Leads\""),
        "{}",
        found.err
    );
    assert!(found.out.contains("li@firm-notreal.com"), "{}", found.out);
    for named in ["Old", "old", "1"] {
        let run = all(&["--sheet", named]);
        assert!(
            run.out.contains("wu@old-notreal.com"),
            "{named}: {}",
            run.out
        );
    }
    let run = place.run(&["book.xlsx", "--offline", "--sheet", "Lead"]);
    refused(run, 2, &["Lead", "2 \"Cover\"", "hint: "]);
    // Rows have the numbers that the spreadsheet shows.
    place.write(
        "twins.xlsx",
        by_hand(&[(
            "S",
            "visible",
            ["A3", "A7", "A9"]
                .map(|at| {
                    format!(
                        "<row>{}</row>",
                        cell(
                            at,
                            if at == "A3" {
                                "email"
                            } else {
                                "li@firm-notreal.com"
                            }
                        )
                    )
                })
                .concat()
                .as_bytes(),
        )]),
    );
    let run = place
        .run(&["twins.xlsx", "--offline", "--annotated", "-"])
        .ends(0);
    assert!(run.out.contains("row 7"), "{}", run.out);
}

#[test]
fn the_samples_are_read() {
    let place = Place::new();
    for sample in [
        "canton_fair.xlsx",
        "suppliers_biff8.xls",
        "inquiries_fake_xls_html.xls",
    ] {
        std::fs::copy(repository("tests/samples").join(sample), place.path(sample)).unwrap();
    }
    let fair = place
        .run(&[
            "canton_fair.xlsx",
            "--offline",
            "--split",
            "--annotated",
            "fair.csv",
        ])
        .ends(0);
    for part in [
        "sheet 1 of 3 \"客户名单\"",
        "header in row 3",
        "4 \"邮箱\"",
        "one formula without a value",
    ] {
        assert!(fair.err.contains(part), "{part}: {}", fair.err);
    }
    let csv = place.text("fair.csv");
    for part in [
        "2026春季广交会客户汇总表\r\n\r\n序号,",
        "1,Sample Kitchens Pty,Olive Sample,olive@kitchens.example.com,+61 2 0000 0000,A类,",
        "compras@muestra.example.net",
        // A link that was never calculated still shows the address.
        "Rita,rita@example.org,8612345670003,",
    ] {
        assert!(csv.contains(part), "{part}: {csv}");
    }
    let old = place
        .run(&[
            "suppliers_biff8.xls",
            "--offline",
            "--column",
            "2",
            "--column",
            "3",
        ])
        .ends(0);
    assert!(old.err.contains("Excel 97-2003 workbook"), "{}", old.err);
    let kept = cells(&place.path("suppliers_biff8.clean.xlsx"));
    assert_eq!(text(&kept[1][2]), "sample04.zq7notreal@21cn.com");
    let run = place.run(&["inquiries_fake_xls_html.xls", "--offline"]);
    refused(run, 3, &["web page", "hint: "]);
}

#[test]
fn what_a_worksheet_cannot_hold_is_told_and_nothing_is_written() {
    let long = "x".repeat(32_768);
    let place = Place::with(format!("email,note\nli@firm-notreal.com,{long}\n"));
    let run = place.run(&["leads.csv", "--offline", "-o", "out.xlsx"]);
    refused(run, 4, &["row 2", "column 2", "32767", "hint: "]);
    assert_eq!(place.names(), ["leads.csv"]);
    for name in ["out.ods", "out.xls", "out.xlsx.gz"] {
        let run = place.run(&["leads.csv", "--offline", "-o", name]);
        refused(run, 4, &[name, ".xlsx"]);
    }
    assert_eq!(place.names(), ["leads.csv"]);
}

/// Bytes that a run has in memory at the most.
#[cfg(target_os = "linux")]
fn memory(place: &Place, args: &[&str]) -> u64 {
    let mut child = place
        .command(args)
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let mut most = 0;
    while child.try_wait().unwrap().is_none() {
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id()));
        let peak = status.unwrap_or_default().lines().find_map(|line| {
            let kib = line.strip_prefix("VmHWM:")?.trim().strip_suffix("kB")?;
            kib.trim().parse::<u64>().ok()
        });
        most = most.max(peak.unwrap_or(0) * 1024);
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    most
}

#[test]
fn bombs_are_refused_before_they_go_off() {
    let place = Place::new();
    let row = format!(
        "<row>{}</row>",
        format!("<c t=\"str\"><v>{}</v></c>", "x".repeat(1 << 20)).repeat(40)
    );
    let wide = by_hand(&[("S", "visible", row.as_bytes())]);
    let mut all = bombs::all();
    all.push(("wide.xlsx", wide, "unpacks to far more"));
    for (file, bytes, part) in all {
        place.write(file, bytes);
        refused(place.run(&[file, "--offline"]), 3, &[file, part, "hint: "]);
        place.run(&["check", file]).ends(3);
        #[cfg(target_os = "linux")]
        {
            let most = memory(&place, &[file, "--offline"]);
            assert!(most < 64 << 20, "{file}: {most} bytes");
        }
        std::fs::remove_file(place.path(file)).unwrap();
    }
    // What is made in the same way is read, so that it is the bomb that is refused.
    place.write("book.xls", bombs::harmless());
    place.run(&["book.xls", "--offline"]).ends(0);
}

/// The least that is a compound file with an encrypted package in it, as Excel makes of a workbook with a password.
fn locked() -> Vec<u8> {
    let mut file = vec![0xFF; 512 * 3];
    file[..76].fill(0);
    file[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    file[30] = 9;
    // The directory is sector 1, there are no small streams, the table of sectors is sector 0.
    file[48] = 1;
    file[60..64].fill(0xFF);
    file[68..72].fill(0xFF);
    file[76..80].fill(0);
    let entry = &mut file[1024..1152];
    entry.fill(0);
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    entry[..name.len()].copy_from_slice(&name);
    entry[64] = name.len() as u8 + 2;
    entry[116..120].fill(0xFF);
    file
}

#[test]
fn what_is_damaged_or_locked_is_told() {
    let place = Place::new();
    typed(&place.path("leads.xlsx"));
    let whole = place.read("leads.xlsx");
    for cut in [30, whole.len() / 2, whole.len() - 30] {
        place.write("cut.xlsx", &whole[..cut]);
        refused(
            place.run(&["cut.xlsx", "--offline"]),
            3,
            &["cut.xlsx", "damaged", "hint: "],
        );
    }
    let old = std::fs::read(repository("tests/samples/suppliers_biff8.xls")).unwrap();
    place.write("cut.xls", &old[..700]);
    refused(
        place.run(&["cut.xls", "--offline"]),
        3,
        &["cut.xls", "damaged"],
    );
    place.write("locked.xlsx", locked());
    refused(
        place.run(&["locked.xlsx", "--offline"]),
        3,
        &["password", "hint: "],
    );
    let none = by_hand(&[("S", "visible", b"")]);
    place.write("none.xlsx", none);
    refused(
        place.run(&["none.xlsx", "--offline"]),
        3,
        &["none.xlsx", "empty"],
    );
}

/// No byte of a workbook may lead to a crash.
#[test]
fn a_flipped_byte_is_no_bug() {
    let place = Place::new();
    for (name, mut bytes) in [
        ("far.xlsx", three_sheets()),
        (
            "old.xls",
            std::fs::read(repository("tests/samples/suppliers_biff8.xls")).unwrap(),
        ),
    ] {
        let step = bytes.len() / 40 + 1;
        for at in (0..bytes.len()).step_by(step) {
            bytes[at] ^= 0x41;
            place.write(name, &bytes);
            let run = place.run(&[name, "--offline", "--annotated", "-"]);
            assert!(
                [0, 3].contains(&run.code),
                "{name}, byte {at}: {} {}",
                run.code,
                run.err
            );
            bytes[at] ^= 0x41;
        }
    }
}
