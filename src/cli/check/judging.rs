//! From the addresses of a file to its findings.

use super::document::Document;
use super::marker::{self, Marker, Markers};
use super::page::Seen;
use super::sieve::Sieve;
use super::source::Source;
use crate::cli::failure::Failure;
use crate::cli::interrupt;
use crate::cli::pipeline::{self, STRIDE, Wishes};
use crate::cli::progress::Progress;
use crate::judge::{Cards, Context, judge_cell};
use crate::lang::texts::screen;
use crate::report::{CellName, Finding, Span};
use crate::rows::Table;

/// What one file gave.
#[derive(Default)]
pub(super) struct Found {
    /// Rows or addresses that were judged.
    pub(super) count: u64,
    pub(super) findings: Vec<Finding>,
    /// Comments that silence findings, with their lines.
    pub(super) markers: Vec<(u64, Marker)>,
}

/// Judges the rows of a table.
pub(super) fn in_table(
    source: &Source,
    table: &Table,
    context: &Context<'_>,
    (sieve, mut seen): (&mut Sieve<'_>, Option<&mut Seen>),
    progress: Progress,
) -> Result<Found, Failure> {
    let wishes = Wishes {
        split: false,
        prefer_fullest: false,
        provider: false,
        lang: sieve.lang,
        what: screen::JUDGING,
    };
    let mut found = Found::default();
    let mut markers = Markers::default();
    pipeline::judge(table, context, &wishes, None, progress, |judged| {
        let row = judged.row;
        if row.is_footer() {
            return Ok(());
        }
        let text = row.text();
        found
            .markers
            .extend(marker::find(&text).map(|marker| (row.line(), marker)));
        let marker = markers.of(&text);
        if marker.as_ref().is_some_and(|marker| marker.alone) {
            return Ok(());
        }
        found.count += 1;
        let cell = row.cell(judged.column);
        let left = sieve.strain(judged.judgement, &cell, marker.as_ref());
        if let Some(seen) = &mut seen {
            seen.count(&left);
        }
        if left.findings.is_empty() {
            return Ok(());
        }
        let position = row.position(judged.column);
        let (number, name) = row.column_name(judged.column);
        let span = Span {
            file: source.name.clone(),
            line: position.line,
            column: position.column,
            cell: Some(CellName {
                number,
                name: name.map(str::to_owned),
            }),
        };
        found.findings.extend(sieve.finding(&left, &cell, span));
        Ok(())
    })?;
    Ok(found)
}

/// Judges the addresses of a text.
pub(super) fn in_document(
    source: &Source,
    document: &Document,
    context: &Context<'_>,
    (sieve, mut seen): (&mut Sieve<'_>, Option<&mut Seen>),
    progress: Progress,
) -> Result<Found, Failure> {
    let mut cards = Cards::default();
    let bar = progress.count(screen::JUDGING, document.spots.len() as u64);
    let mut findings = Vec::new();
    for (i, spot) in (0u64..).zip(&document.spots) {
        if i.is_multiple_of(STRIDE) {
            interrupt::check()?;
            bar.set_position(i);
        }
        let judgement = judge_cell(context, &mut cards, &spot.cell, "");
        let span = Span {
            file: source.name.clone(),
            line: spot.position.line,
            column: spot.position.column,
            cell: None,
        };
        let left = sieve.strain(judgement, &spot.cell, spot.marker.as_ref());
        if let Some(seen) = &mut seen {
            seen.count(&left);
        }
        findings.extend(sieve.finding(&left, &spot.cell, span));
    }
    bar.finish_and_clear();
    Ok(Found {
        count: document.spots.len() as u64,
        findings,
        markers: document.markers.clone(),
    })
}
