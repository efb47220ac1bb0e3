//! The program as people run it.

#[path = "support/dns.rs"]
mod dns;
#[path = "support/run.rs"]
mod run;

mod cli {
    mod asking;
    mod clean;
    mod conservation;
    mod explain;
    mod mistakes;
    mod report;
    mod settings;
    mod stopping;
}
