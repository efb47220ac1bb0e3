//! The command line: arguments, settings, printing, and one file for each command.

mod across;
mod allow;
mod args;
mod blocks;
mod check;
mod choice;
mod clean;
mod completions;
mod eval;
mod explain;
mod facts;
mod failure;
mod folder;
mod help;
mod init;
mod interrupt;
mod language;
mod lists;
mod mailboxes;
mod outputs;
mod own_lists;
mod pipeline;
mod printer;
mod progress;
mod sender;
mod settings;
mod twins;
mod usage;
mod values;
mod words;
mod world;
mod wrap;

use std::ffi::OsString;
use std::panic;
use std::process::ExitCode;
use std::sync::OnceLock;

use args::Command;
use failure::{Exit, Failure};
use printer::{ColorChoice, Printer};
use settings::{Loaded, NotLoaded};

use crate::lang::{Lang, texts::failures};

pub use args::Cli;

/// Runs presend with the given command line, the program's name first.
pub fn run(argv: Vec<OsString>) -> ExitCode {
    panic::set_hook(Box::new(report_bug));
    let exit = panic::catch_unwind(|| dispatch(argv)).unwrap_or(Exit::Bug);
    ExitCode::from(exit as u8)
}

/// The language for a word about a bug, which may come from anywhere.
static SPOKEN: OnceLock<Lang> = OnceLock::new();

fn dispatch(argv: Vec<OsString>) -> Exit {
    let lang = language::of(&argv);
    let _ = SPOKEN.set(lang);
    let plain = Printer::new(lang, ColorChoice::Auto, false, false);
    let loaded = match settings::load(argv, lang) {
        Ok(loaded) => loaded,
        Err(NotLoaded::Help(help)) => {
            let _ = help.print();
            return if help.use_stderr() {
                Exit::Usage
            } else {
                Exit::Done
            };
        }
        Err(NotLoaded::Mistake(failure)) => {
            plain.failure(&failure);
            return failure.exit;
        }
    };
    let common = &loaded.cli.common;
    let printer = Printer::new(common.lang(), common.color, common.quiet, common.verbose);
    interrupt::watch();
    match execute(&loaded, &printer) {
        Ok(exit) => exit,
        Err(failure) => {
            printer.failure(&failure);
            failure.exit
        }
    }
}

fn execute(loaded: &Loaded, printer: &Printer) -> Result<Exit, Failure> {
    let common = &loaded.cli.common;
    match &loaded.cli.command {
        Command::Clean(args) => clean::run(args, common, &loaded.policy, &loaded.allow, printer),
        Command::Check(args) => check::run(args, common, &loaded.policy, &loaded.allow, printer),
        Command::Explain(args) => {
            explain::run(args, common, &loaded.policy, &loaded.allow, printer)
        }
        Command::Lists(args) => lists::run(args, common, printer),
        Command::Facts(args) => facts::run(args, common, printer),
        Command::Sender(args) => sender::run(args, common, printer),
        Command::Init(args) => init::run(args, common, printer),
        Command::Completions(args) => completions::completions(args, printer.lang()),
        Command::Man(args) => completions::man(args, printer.lang()),
        Command::Eval(args) => eval::run(args),
    }
}

/// A bug is reported as one, without a back trace that frightens people.
fn report_bug(info: &panic::PanicHookInfo<'_>) {
    let place = info.location().map_or_else(String::new, |place| {
        format!("{}:{}", place.file(), place.line())
    });
    let what = failures::BUG
        .with("place", place)
        .with("what", info.payload_as_str().unwrap_or("-"));
    let lang = SPOKEN.get().copied().unwrap_or_default();
    Printer::new(lang, ColorChoice::Auto, false, false)
        .failure(&Failure::new(Exit::Bug, what).hint(failures::REPORT_BUG));
}
