//! The program as people run it.

#[path = "support/dns.rs"]
mod dns;
#[path = "support/run.rs"]
mod run;

mod cli {
    mod asking;
    mod check;
    mod check_files;
    mod check_forms;
    mod check_silence;
    mod clean;
    mod conservation;
    mod explain;
    mod mistakes;
    mod settings;
    mod stopping;
}
