//! The report as people see it: in a real browser, and before a validator of HTML.

#[path = "support/devtools.rs"]
mod devtools;
#[path = "support/run.rs"]
mod run;

mod browser {
    mod report;
    mod validity;
}
