//! What to do next, as a section.

use super::page::{Advice, Block, Section};
use crate::lang::texts::report;
use crate::report::Step;

/// The steps that the page has room for.
pub fn next(steps: Vec<Step>) -> Section {
    let told = steps.into_iter().filter_map(|step| step.page);
    let all: Vec<Advice> = told
        .map(|(title, text)| Advice {
            title: title.into(),
            text,
        })
        .collect();
    Section {
        title: report::NEXT,
        intro: None,
        blocks: match all.is_empty() {
            true => Vec::new(),
            false => vec![Block::Advice(all)],
        },
    }
}
