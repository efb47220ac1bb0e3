//! The command line. It is also the registry of settings: every long flag here that is not marked
//! otherwise in [`super::settings`] may stand in `presend.toml` and in `PRESEND_*`.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

use super::check::args::CheckArgs;
use super::printer::ColorChoice;
use super::sender::args::SenderArgs;
use super::values::{self, OwnEntries};
use crate::lang::{Lang, preferred};

/// Makes a contact list safe to send to
#[derive(Debug, Parser)]
#[command(
    name = "presend",
    version,
    args_override_self = true,
    arg_required_else_help = true,
    max_term_width = 100,
    after_help = "`presend LIST` is short for `presend clean LIST`.\n\
                  Exit codes: 0 done, 1 findings of `check` or `sender`, 2 usage, 3 input unusable, 4 output not written, \
                  5 finished but DNS could not be asked for part of the list, 130 interrupted"
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,

    /// What every command takes.
    #[command(flatten)]
    pub common: CommonArgs,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Clean a contact list: decide for every row whether to keep, review or remove it, and say why
    Clean(CleanArgs),
    /// Judge contact files as `clean` does, write nothing, and fail where an address should go: a gate for CI
    Check(CheckArgs),
    /// Explain how an address is judged, or what a reason means
    Explain(ExplainArgs),
    /// Show the built-in tables: entries, sources, licences, age; keep entries of your own
    Lists(ListsArgs),
    /// Record the DNS facts of a list, or move them in and out of the cache
    Facts(FactsArgs),
    /// Check whether a domain can send: SPF, DKIM, DMARC, MX, PTR, blocklists, the big receivers' rules
    Sender(SenderArgs),
    /// Write a settings file with every setting in it, after a look at the folder
    Init(InitArgs),
    /// Print the completions of a shell
    Completions(CompletionsArgs),
    /// Print the manual page
    Man(ManArgs),
    /// Measure the judgement against labelled files (for those who develop presend)
    #[command(hide = true)]
    Eval(EvalArgs),
}

/// What every command takes.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "General")]
pub struct CommonArgs {
    /// Language of the messages [default: the system's, English where it is another]
    #[arg(long, global = true, value_name = "LANG")]
    pub lang: Option<LangChoice>,
    /// Form of the summary
    #[arg(long, global = true, value_name = "FORMAT", default_value = "text", value_parser = text_or_json())]
    pub format: Format,
    /// Print errors only
    #[arg(long, short, global = true)]
    pub quiet: bool,
    /// Say more about what is done
    #[arg(long, short, global = true)]
    pub verbose: bool,
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: ColorChoice,
    /// Show no progress
    #[arg(long, global = true)]
    pub no_progress: bool,
    /// Settings file [default: presend.toml, searched upward from the working directory]
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

impl CommonArgs {
    /// The language in which to speak.
    pub fn lang(&self) -> Lang {
        self.lang.map_or_else(preferred, Lang::from)
    }
}

/// A language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LangChoice {
    /// English
    En,
    /// Chinese
    Zh,
}

impl From<LangChoice> for Lang {
    fn from(choice: LangChoice) -> Lang {
        match choice {
            LangChoice::En => Lang::En,
            LangChoice::Zh => Lang::Zh,
        }
    }
}

/// A form of output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    #[default]
    Text,
    /// One JSON object on standard output
    Json,
    /// One JSON object a line
    Ndjson,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of GitHub Actions
    Github,
    /// JUnit XML
    Junit,
    /// Code Quality of GitLab
    Gitlab,
}

/// The forms that every command has; `check` has more.
fn text_or_json() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(["text", "json"]).map(|name| match name.as_str() {
        "json" => Format::Json,
        _ => Format::Text,
    })
}

/// How DNS is asked.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "DNS")]
pub struct NetArgs {
    /// Ask nothing: judge by what needs no network, and by --facts
    #[arg(long)]
    pub offline: bool,
    /// Resolver to ask, several allowed [default: the system's]
    #[arg(long, value_name = "IP[:PORT]", value_parser = values::resolver)]
    pub resolver: Vec<SocketAddr>,
    /// Patience for one question, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "2", value_parser = values::timeout)]
    pub timeout: Duration,
    /// Questions in flight at most
    #[arg(long, value_name = "N", default_value = "90", value_parser = values::one_or_more)]
    pub concurrency: usize,
    /// Questions per second at most, 0 for no limit [default: 100 to a public resolver, 500 to a private one]
    #[arg(long, value_name = "N")]
    pub rate: Option<u32>,
    /// Also ask for the addresses of mail servers (up to one more question per domain)
    #[arg(long)]
    pub mx_hosts: bool,
    /// Answers recorded by `presend facts`; only what is not in it is asked
    #[arg(long, value_name = "FILE")]
    pub facts: Option<PathBuf>,
    /// Where answers are kept between runs [default: in the user's cache folder]
    #[arg(long, value_name = "FILE", overrides_with = "no_cache")]
    pub cache: Option<PathBuf>,
    /// Keep no answers and use none that are kept
    #[arg(long, overrides_with = "cache")]
    pub no_cache: bool,
}

/// How a list is read.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Input")]
pub struct InputArgs {
    /// Sheet of a workbook, by name or number from 1 [default: the first that holds addresses]
    #[arg(long, value_name = "NAME|NUMBER")]
    pub sheet: Option<String>,
    /// Encoding of the list, as in gbk or utf-8 [default: detected]
    #[arg(long, value_name = "NAME")]
    pub encoding: Option<String>,
    /// Delimiter of the list: a character, or tab, comma, semicolon, pipe [default: detected]
    #[arg(long, value_name = "CHAR", value_parser = values::delimiter)]
    pub delimiter: Option<u8>,
    /// The first row is a contact, not a header
    #[arg(long)]
    pub no_header: bool,
    /// Column of the addresses, by name or number from 1; several allowed, the first deliverable one decides
    #[arg(long, value_name = "NAME|NUMBER")]
    pub column: Vec<String>,
    /// Longest field that is believed, in bytes
    #[arg(long, value_name = "BYTES", default_value = "1048576", value_parser = values::one_or_more)]
    pub max_field: usize,
}

/// How addresses are judged.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Judgement")]
pub struct JudgeArgs {
    /// Correct the misspellings that are certain
    #[arg(long)]
    pub fix_typos: bool,
    /// Your own entries for a table: NAME=FILE replaces it, NAME=+FILE adds to it; `allow` and `block` too
    #[arg(long, value_name = "NAME=[+]FILE", value_parser = values::own_entries)]
    pub list: Vec<OwnEntries>,
    /// Own entries that are kept.
    #[command(flatten)]
    pub own: OwnArgs,
}

/// Own entries that are kept for every run.
#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Judgement")]
pub struct OwnArgs {
    /// Where `presend lists --update` keeps your entries [default: in the user's data folder]
    #[arg(long, value_name = "DIR", overrides_with = "no_own_lists")]
    pub own_lists: Option<PathBuf>,
    /// Use none of the entries that are kept
    #[arg(long, overrides_with = "own_lists")]
    pub no_own_lists: bool,
}

/// Arguments of `clean`.
#[derive(Clone, Debug, Args)]
pub struct CleanArgs {
    /// The contact list, `-` for standard input; of a folder, every list in it
    #[arg(value_name = "LIST")]
    pub input: PathBuf,

    /// The clean list, `-` for standard output [default: LIST.clean.csv beside the input, .xlsx for a workbook]
    #[arg(long, short, value_name = "FILE", help_heading = "Output")]
    pub output: Option<PathBuf>,
    /// Rows for a person to look at [default: LIST.review.csv]
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub review: Option<PathBuf>,
    /// Rows not to send to [default: LIST.removed.csv]
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub removed: Option<PathBuf>,
    /// All rows in one file instead, in the order of the input, `-` for standard output
    #[arg(long, value_name = "FILE", help_heading = "Output", conflicts_with_all = ["output", "review", "removed"])]
    pub annotated: Option<PathBuf>,
    /// A page about the list, to be opened in a browser, `-` for standard output
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub report: Option<PathBuf>,
    /// Rows that the page shows of each reason
    #[arg(long, value_name = "N", default_value = "10", help_heading = "Output",
          value_parser = clap::value_parser!(u16).range(0..=1000))]
    pub report_rows: u16,
    /// Replace outputs of an earlier run
    #[arg(long, short, help_heading = "Output")]
    pub force: bool,
    /// In a folder of lists, keep a mailbox in the first list only
    #[arg(long, help_heading = "Output")]
    pub across: bool,
    /// Make a row of each address where a cell holds several
    #[arg(long, help_heading = "Output")]
    pub split: bool,
    /// Of duplicates, keep the row with the most filled cells instead of the first
    #[arg(long, help_heading = "Output")]
    pub prefer_fullest: bool,
    /// Add a column that names who receives the mail (Google Workspace, Tencent Exmail, ...)
    #[arg(long, help_heading = "Output")]
    pub with_provider_column: bool,
    /// Put ' before cells that a spreadsheet would take for a formula
    #[arg(long, help_heading = "Output")]
    pub excel_safe: bool,
    /// Begin UTF-8 text with a BOM where the list had none, so that Excel and WPS open it right
    #[arg(long, help_heading = "Output")]
    pub excel: bool,

    /// How the list is read.
    #[command(flatten)]
    pub read: InputArgs,
    /// How addresses are judged.
    #[command(flatten)]
    pub judge: JudgeArgs,
    /// How DNS is asked.
    #[command(flatten)]
    pub net: NetArgs,
}

/// Arguments of `explain`.
#[derive(Clone, Debug, Args)]
pub struct ExplainArgs {
    /// An address, or the id of a reason; nothing for the list of reasons
    #[arg(value_name = "WHAT")]
    pub what: Option<String>,
    /// How addresses are judged.
    #[command(flatten)]
    pub judge: JudgeArgs,
    /// How DNS is asked.
    #[command(flatten)]
    pub net: NetArgs,
}

/// Arguments of `lists`.
#[derive(Clone, Debug, Args)]
pub struct ListsArgs {
    /// A table to print, or a domain or local part to look up in all of them
    #[arg(value_name = "TABLE|ENTRY")]
    pub what: Option<String>,
    /// Keep your own entries for a table, for every later run: NAME=FILE replaces the table, NAME=+FILE adds to it
    #[arg(long, value_name = "NAME=[+]FILE", conflicts_with = "what", value_parser = values::own_entries)]
    pub update: Vec<OwnEntries>,
    /// Keep the entries for a table no longer
    #[arg(long, value_name = "NAME", conflicts_with = "what", value_parser = values::own_table)]
    pub forget: Vec<&'static str>,
    /// Own entries that are kept.
    #[command(flatten)]
    pub own: OwnArgs,
}

/// Arguments of `facts`.
#[derive(Clone, Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct FactsArgs {
    /// Moving facts in and out of the cache.
    #[command(subcommand)]
    pub action: Option<FactsAction>,
    /// The contact list whose domains are asked for, `-` for standard input
    #[arg(value_name = "LIST", required = true)]
    pub input: Option<PathBuf>,
    /// The recording, `-` for standard output
    #[arg(long, short, value_name = "FILE", default_value = "-")]
    pub output: PathBuf,
    /// Replace an older recording
    #[arg(long, short)]
    pub force: bool,
    /// How the list is read.
    #[command(flatten)]
    pub read: InputArgs,
    /// How DNS is asked.
    #[command(flatten)]
    pub net: NetArgs,
}

/// Moving facts in and out of the cache.
#[derive(Clone, Debug, Subcommand)]
pub enum FactsAction {
    /// Write the cache's facts as a recording
    Export {
        /// The recording, `-` for standard output
        #[arg(value_name = "FILE", default_value = "-")]
        file: PathBuf,
        /// Replace an older recording
        #[arg(long, short)]
        force: bool,
        /// Where answers are kept between runs [default: in the user's cache folder]
        #[arg(long, value_name = "FILE")]
        cache: Option<PathBuf>,
    },
    /// Take the facts of a recording into the cache, as long as they still hold
    Import {
        /// The recording, `-` for standard input
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Where answers are kept between runs [default: in the user's cache folder]
        #[arg(long, value_name = "FILE")]
        cache: Option<PathBuf>,
    },
}

/// Arguments of `init`.
#[derive(Clone, Debug, Args)]
pub struct InitArgs {
    /// The folder of the lists, in which `presend.toml` is written
    #[arg(value_name = "DIR", default_value = ".")]
    pub folder: PathBuf,
    /// Replace an older settings file
    #[arg(long, short)]
    pub force: bool,
}

/// Arguments of `completions`.
#[derive(Clone, Debug, Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}

/// Arguments of `man`.
#[derive(Clone, Debug, Args)]
pub struct ManArgs {
    /// Write the page of every command into this folder instead
    #[arg(long, value_name = "DIR")]
    pub dir: Option<PathBuf>,
}

/// Arguments of `eval`.
#[derive(Clone, Debug, Args)]
pub struct EvalArgs {
    /// Labelled files: misspelt domains, addresses or cells; the header tells which
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// How many of the wrong ones to show
    #[arg(long, value_name = "N", default_value = "20")]
    pub show: usize,
}
