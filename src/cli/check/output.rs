//! Where the report goes.

use std::fs::{self, OpenOptions};
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use crate::cli::args::{CommonArgs, Format};
use crate::cli::clean::columns;
use crate::cli::failure::{Exit, Failure};
use crate::cli::printer::{ColorChoice, Printer, safe};
use crate::lang::{system_error, texts::check as texts};
use crate::report::{
    Findings, findings_json, findings_lines, findings_ndjson, step_summary, to_github, to_gitlab,
    to_junit, to_sarif,
};

/// Prints or writes the report.
pub(super) fn report(
    findings: &Findings,
    format: Format,
    to: Option<&Path>,
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
    if format == Format::Github {
        add_summary(findings, printer);
    }
    match to {
        Some(path) => write(path, &text),
        None if common.quiet && format == Format::Text => Ok(()),
        None => match io::stdout().lock().write_all(text.as_bytes()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Err(Failure::new(Exit::Output, system_error(&error)))
            }
            _ => Ok(()),
        },
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

/// Refuses a path where something stands that is not to be replaced.
pub(super) fn refuse(path: &Path, inputs: &[&Path], force: bool) -> Result<(), Failure> {
    let Ok(meta) = fs::symlink_metadata(path) else {
        return Ok(());
    };
    let shown = || path.display().to_string();
    let real = fs::canonicalize(path).ok();
    let is_input = inputs
        .iter()
        .any(|input| fs::canonicalize(input).ok() == real && real.is_some());
    let text = if is_input {
        texts::OUTPUT_IS_INPUT
    } else if meta.is_symlink() || meta.is_dir() {
        texts::OUTPUT_IS_NO_FILE
    } else if force || !meta.is_file() {
        return Ok(());
    } else {
        return Err(
            Failure::new(Exit::Output, texts::OUTPUT_EXISTS.with("file", shown()))
                .hint(texts::FORCE),
        );
    };
    Err(Failure::new(Exit::Output, text.with("file", shown())))
}

/// Writes a file whole or not at all.
pub(super) fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let failed = |error: io::Error| {
        Failure::new(
            Exit::Output,
            texts::CANNOT_WRITE
                .with("file", path.display())
                .with("error", system_error(&error)),
        )
    };
    if fs::symlink_metadata(path).is_ok_and(|meta| !meta.is_file()) {
        // A device or a pipe cannot be replaced, only written to.
        return fs::write(path, text).map_err(failed);
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    #[cfg(unix)]
    {
        // Reports are made for others to read, as an artifact of a build.
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(file.path(), fs::Permissions::from_mode(0o644)).map_err(failed)?;
    }
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}
