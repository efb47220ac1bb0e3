//! The page about a check: what was found, and whose domains stand in the files.

use super::args::CheckArgs;
use crate::cli::clean::provider;
use crate::cli::failure::{Exit, Failure};
use crate::dns::Outcome;
use crate::judge::{Context, Judgement};
use crate::lang::texts::report;
use crate::report::html::{Collector, GatePage, gate_page, render, sections};
use crate::report::{Findings, Step, Tally};

/// What the findings do not tell.
#[derive(Default)]
pub(super) struct Seen {
    tally: Tally,
    found: Collector,
}

impl Seen {
    /// Takes in a judgement, without what is kept silent of it.
    pub(super) fn count(&mut self, judgement: &Judgement) {
        self.tally.count(judgement);
        self.found.count(judgement);
    }
}

/// The page about the findings.
pub(super) fn page(
    findings: &Findings,
    seen: &Seen,
    (steps, outcome): (Vec<Step>, &Outcome),
    args: &CheckArgs,
    context: &Context<'_>,
) -> Result<String, Failure> {
    let names = args.files.iter().map(|path| path.display().to_string());
    let trouble = outcome.trouble.iter();
    let parts = GatePage {
        subject: names.collect::<Vec<_>>().join(", "),
        show_addresses: args.show_addresses,
        limit: usize::from(args.report_rows),
        warnings: trouble
            .map(|trouble| {
                let told = report::NOT_CHECKED.with("trouble", trouble.message());
                told.into()
            })
            .collect(),
        steps,
        sections: vec![
            sections::misspellings(&seen.tally, &seen.found),
            sections::domains(&seen.found, &provider(context)),
        ],
    };
    let page = gate_page(findings, parts);
    render(&page, findings.lang).map_err(|error| Failure::new(Exit::Bug, error.to_string()))
}
