//! Where the report goes.

use std::fs::OpenOptions;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use crate::cli::args::{CommonArgs, Format};
use crate::cli::clean::columns;
use crate::cli::failure::Failure;
use crate::cli::printer::{ColorChoice, Printer, print_data, safe};
use crate::lang::{system_error, texts::check as texts};
use crate::report::{
    Findings, findings_json, findings_lines, findings_ndjson, json_safe, step_summary, to_github,
    to_gitlab, to_junit, to_sarif,
};
use crate::rows::{Target, write_file};

/// Prints or writes the report. `inputs` are never written over, an older report is with `force`.
pub(super) fn report(
    findings: &Findings,
    format: Format,
    to: Option<&Path>,
    (inputs, force): (&[&Path], bool),
    common: &CommonArgs,
    printer: &Printer,
) -> Result<(), Failure> {
    let to = to.filter(|path| path.as_os_str() != "-");
    let text = match format {
        Format::Text => {
            let color = match common.color {
                ColorChoice::Auto if to.is_some() || !io::stdout().is_terminal() => {
                    ColorChoice::Never
                }
                choice => choice,
            };
            as_text(findings, &Printer::new(printer.lang(), color, false, false))
        }
        Format::Json => format!("{:#}\n", findings_json(findings)),
        Format::Ndjson => findings_ndjson(findings),
        Format::Sarif => format!("{:#}\n", to_sarif(findings)),
        // Its lines go to a terminal as well as to GitHub.
        Format::Github => to_github(findings)
            .lines()
            .map(|line| format!("{}\n", safe(line)))
            .collect(),
        Format::Junit => to_junit(findings),
        Format::Gitlab => format!("{:#}\n", to_gitlab(findings)),
    };
    let text = match format {
        Format::Json | Format::Ndjson | Format::Sarif | Format::Gitlab => json_safe(&text),
        Format::Text | Format::Github | Format::Junit => text,
    };
    if format == Format::Github {
        add_summary(findings, printer);
    }
    match to {
        Some(path) => Ok(write_file(
            Target::of(path),
            inputs,
            force,
            text.as_bytes(),
        )?),
        None if common.quiet && format == Format::Text => Ok(()),
        None => print_data(text.as_bytes()),
    }
}

fn as_text(findings: &Findings, printer: &Printer) -> String {
    let blocks = findings_lines(findings);
    let blocks: Vec<String> = blocks
        .iter()
        .map(|block| {
            let lines = columns(block, printer);
            lines
                .iter()
                .map(|line| format!("{}\n", line.trim_end()))
                .collect()
        })
        .collect();
    blocks.join("\n")
}

/// Appends to the summary of the step, where GitHub says where that is.
fn add_summary(findings: &Findings, printer: &Printer) {
    let Some(path) = std::env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty()) else {
        return;
    };
    let file = OpenOptions::new().append(true).create(true).open(&path);
    let written = file.and_then(|mut file| file.write_all(step_summary(findings).as_bytes()));
    if let Err(error) = written {
        printer.warn(
            texts::CANNOT_WRITE
                .with("file", Path::new(&path).display())
                .with("error", system_error(&error)),
        );
    }
}
