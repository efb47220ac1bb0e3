//! The command line: arguments, settings, printing, and one file for each command.

mod args;
mod check;
mod clean;
mod eval;
mod explain;
mod facts;
mod failure;
mod interrupt;
mod lists;
mod outputs;
mod pipeline;
mod printer;
mod progress;
mod settings;
mod world;

use std::ffi::OsString;
use std::panic;
use std::process::ExitCode;

use args::Command;
use failure::{Exit, Failure};
use printer::{ColorChoice, Printer};
use settings::{Loaded, NotLoaded};

use crate::lang::preferred;

pub use args::Cli;

/// Runs presend with the given command line, the program's name first.
pub fn run(argv: Vec<OsString>) -> ExitCode {
    panic::set_hook(Box::new(report_bug));
    let exit = panic::catch_unwind(|| dispatch(argv)).unwrap_or(Exit::Bug);
    ExitCode::from(exit as u8)
}

fn dispatch(argv: Vec<OsString>) -> Exit {
    let loaded = match settings::load(argv) {
        Ok(loaded) => loaded,
        Err(NotLoaded::Parser(error)) => {
            let _ = error.print();
            return if error.use_stderr() {
                Exit::Usage
            } else {
                Exit::Done
            };
        }
        Err(NotLoaded::Settings(failure)) => {
            Printer::new(preferred(), ColorChoice::Auto, false, false).failure(&failure);
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
        Command::Clean(args) => clean::run(args, common, &loaded.policy, printer),
        Command::Check(args) => check::run(args, common, &loaded.policy, &loaded.allow, printer),
        Command::Explain(args) => explain::run(args, common, &loaded.policy, printer),
        Command::Lists(args) => lists::run(args, common),
        Command::Facts(args) => facts::run(args, common, printer),
        Command::Eval(args) => eval::run(args),
    }
}

/// A bug is reported as one, without a back trace that frightens people.
fn report_bug(info: &panic::PanicHookInfo<'_>) {
    let place = info.location().map_or_else(String::new, |place| {
        format!(" at {}:{}", place.file(), place.line())
    });
    let what = info.payload_as_str().unwrap_or("no message");
    eprintln!("error: presend has a bug{place}: {}", printer::safe(what));
    eprintln!("hint: please report this line; the input was not touched and no output was written");
}
