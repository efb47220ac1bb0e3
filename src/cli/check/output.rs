//! Where the report and the page go.

use std::fs::OpenOptions;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use unicode_width::UnicodeWidthStr;

use super::args::CheckArgs;
use crate::cli::args::{CommonArgs, Format};
use crate::cli::clean::columns;
use crate::cli::failure::Failure;
use crate::cli::printer::{ColorChoice, Printer, print_data, safe};
use crate::cli::wrap::{hanging, room, wrap};
use crate::lang::{system_error, texts::check as texts};
use crate::report::{
    Findings, Line, findings_json, findings_lines, findings_ndjson, json_safe, step_summary,
    to_github, to_gitlab, to_junit, to_sarif,
};
use crate::rows::{OutputSet, Target};

/// The files of a run, which appear together or not at all.
pub(super) struct Outputs {
    set: OutputSet,
    /// The report; `None` where it goes to standard output.
    report: Option<usize>,
    page: Option<usize>,
}

impl Outputs {
    /// Prepares them: whatever could keep one from being written is found here. `in_use` are files that the run reads
    /// or keeps.
    pub(super) fn open(
        args: &CheckArgs,
        common: &CommonArgs,
        in_use: &[PathBuf],
    ) -> Result<Outputs, Failure> {
        let to_stdout =
            |path: &Option<PathBuf>| path.as_ref().is_some_and(|p| p.as_os_str() == "-");
        let printed = args.output.is_none() || to_stdout(&args.output);
        let silent = common.quiet && args.format == Format::Text;
        if to_stdout(&args.report) && printed && !silent {
            return Err(Failure::usage(texts::STDOUT_TAKEN).hint(texts::PAGE_TO_A_FILE));
        }
        let mut set = OutputSet::new(args.force);
        for path in in_use {
            set.protect(path.clone());
        }
        let mut add = |path: &Path| set.add_side(Target::of(path), None);
        let report = args.output.as_deref().filter(|_| !printed);
        let report = report.map(&mut add).transpose()?;
        let page = args.report.as_deref().map(&mut add).transpose()?;
        Ok(Outputs { set, report, page })
    }

    /// Writes or prints the report, and the page where there is one.
    pub(super) fn write(
        mut self,
        findings: &Findings,
        page: Option<String>,
        args: &CheckArgs,
        common: &CommonArgs,
        printer: &Printer,
    ) -> Result<(), Failure> {
        if args.format == Format::Github {
            add_summary(findings, printer);
        }
        let text = text(
            findings,
            args.format,
            self.report.is_some(),
            common,
            printer,
        );
        if let Some(handle) = self.report {
            self.set.write_side(handle, text.as_bytes())?;
        }
        if let (Some(handle), Some(page)) = (self.page, page) {
            self.set.write_side(handle, page.as_bytes())?;
        }
        self.set.commit()?;
        match self.report {
            Some(_) => Ok(()),
            None if common.quiet && args.format == Format::Text => Ok(()),
            None => print_data(text.as_bytes()),
        }
    }
}

fn text(
    findings: &Findings,
    format: Format,
    to_file: bool,
    common: &CommonArgs,
    printer: &Printer,
) -> String {
    let text = match format {
        Format::Text => {
            let color = match common.color {
                ColorChoice::Auto if to_file || !io::stdout().is_terminal() => ColorChoice::Never,
                choice => choice,
            };
            let room = (!to_file).then(|| room(0)).flatten();
            let printer = Printer::new(printer.lang(), color, false, false);
            as_text(findings, &printer, room)
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
    match format {
        Format::Json | Format::Ndjson | Format::Sarif | Format::Gitlab => json_safe(&text),
        Format::Text | Format::Github | Format::Junit => text,
    }
}

/// Room beside the place of a finding that its message needs; where there is less it stands below.
const BESIDE: usize = 50;

/// The lines of a block, as they fit into so many columns.
fn fitted(block: &[Line], room: usize, printer: &Printer) -> Vec<String> {
    let plain = Printer::new(printer.lang(), ColorChoice::Never, false, false);
    let heads: Vec<Line> = block
        .iter()
        .map(|line| Line {
            cells: line.cells[..line.cells.len().saturating_sub(1)].to_vec(),
            ..line.clone()
        })
        .collect();
    let tails = block.iter().map(|line| line.cells.last());
    let left = columns(&heads, &plain)
        .iter()
        .map(|line| line.width())
        .max();
    let left = left.unwrap_or(0) + 2;
    let mut lines = Vec::new();
    for (head, tail) in columns(&heads, printer).into_iter().zip(tails) {
        let tail = tail.map(|tail| safe(tail)).unwrap_or_default();
        if left + tail.width() <= room {
            lines.push(format!("{head}  {tail}"));
        } else if left + BESIDE <= room {
            let mut parts = wrap(&tail, room - left).into_iter();
            lines.push(format!("{head}  {}", parts.next().unwrap_or_default()));
            lines.extend(parts.map(|part| format!("{:left$}{part}", "")));
        } else {
            lines.push(head);
            let parts = wrap(&tail, room.saturating_sub(4));
            lines.extend(parts.iter().map(|part| format!("    {part}")));
        }
    }
    lines
}

fn as_text(findings: &Findings, printer: &Printer, room: Option<usize>) -> String {
    let blocks = findings_lines(findings);
    let blocks: Vec<String> = blocks
        .iter()
        .enumerate()
        .map(|(i, block)| {
            let lines = match room {
                Some(room) if i + 1 < blocks.len() && block.iter().all(|l| l.cells.len() > 1) => {
                    fitted(block, room, printer)
                }
                Some(room) => columns(block, printer)
                    .iter()
                    .flat_map(|line| hanging(line, room, 2))
                    .collect(),
                None => columns(block, printer),
            };
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
