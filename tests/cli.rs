//! The program as people run it.

#[path = "support/bombs.rs"]
mod bombs;
#[path = "support/dns.rs"]
mod dns;
#[path = "support/run.rs"]
mod run;
#[path = "support/serve.rs"]
mod serve;

mod cli {
    mod again;
    mod asking;
    mod books;
    mod check;
    mod check_files;
    mod check_forms;
    mod check_silence;
    mod clean;
    mod columns;
    mod compressed;
    mod conservation;
    mod explain;
    mod folder;
    mod init;
    mod jsonlines;
    mod libreoffice;
    mod lists;
    mod mailboxes;
    mod mistakes;
    mod report;
    mod settings;
    mod spreadsheets;
    mod stopping;
}
