//! The `presend` binary: hands the command line to the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    presend::cli::run(std::env::args_os().collect())
}
