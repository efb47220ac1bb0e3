//! The flags of `check`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::args::{Format, InputArgs, JudgeArgs, NetArgs};
use crate::report::Level;

/// Arguments of `check`.
#[derive(Clone, Debug, Args)]
pub struct CheckArgs {
    /// Files, folders and globs, `-` for standard input
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,

    /// The mildest verdict that fails the run
    #[arg(
        long,
        value_name = "VERDICT",
        default_value = "remove",
        help_heading = "Gate"
    )]
    pub fail_on: FailOn,
    /// Exit with 0 whatever is found
    #[arg(long, help_heading = "Gate")]
    pub exit_zero: bool,
    /// Findings that are known already; only others are reported
    #[arg(long, value_name = "FILE", help_heading = "Gate")]
    pub baseline: Option<PathBuf>,
    /// Write what is found to the baseline, and drop from it what is gone [default: presend-baseline.json]
    #[arg(long, help_heading = "Gate")]
    pub write_baseline: bool,
    /// The day that counts as today for `until` in `[[allow]]`, as in 2027-01-31
    #[arg(long, value_name = "DATE", hide = true)]
    pub today: Option<String>,

    /// In folders, check the files that match instead of those with a usual ending; several allowed
    #[arg(long, value_name = "GLOB", help_heading = "Files")]
    pub include: Vec<String>,
    /// In folders, leave out the files and folders that match; several allowed
    #[arg(long, value_name = "GLOB", help_heading = "Files")]
    pub exclude: Vec<String>,

    /// Form of the report
    #[arg(
        id = "format",
        long,
        value_name = "FORMAT",
        default_value = "text",
        help_heading = "Report"
    )]
    pub format: Format,
    /// Write the report to a file instead of standard output
    #[arg(long, short, value_name = "FILE", help_heading = "Report")]
    pub output: Option<PathBuf>,
    /// A page about the findings, to be opened in a browser, `-` for standard output
    #[arg(long, value_name = "FILE", help_heading = "Report")]
    pub report: Option<PathBuf>,
    /// Findings that the page shows of each reason
    #[arg(long, value_name = "N", default_value = "10", help_heading = "Report",
          value_parser = clap::value_parser!(u16).range(0..=1000))]
    pub report_rows: u16,
    /// Replace a report of an earlier run
    #[arg(long, short, help_heading = "Report")]
    pub force: bool,
    /// Show addresses in full instead of j***@example.com
    #[arg(long, help_heading = "Report")]
    pub show_addresses: bool,

    /// Ask DNS; without it nothing is asked
    #[arg(long, overrides_with = "offline", help_heading = "DNS")]
    pub dns: bool,

    /// How lists are read.
    #[command(flatten)]
    pub read: InputArgs,
    /// How addresses are judged.
    #[command(flatten)]
    pub judge: JudgeArgs,
    /// How DNS is asked.
    #[command(flatten)]
    pub net: NetArgs,
}

/// The mildest verdict that fails a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Addresses not to send to
    Remove,
    /// Addresses to look at, too
    Review,
}

impl FailOn {
    /// The level of findings with that verdict.
    pub(super) fn level(self) -> Level {
        match self {
            FailOn::Remove => Level::Error,
            FailOn::Review => Level::Warning,
        }
    }
}
