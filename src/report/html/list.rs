//! The page about one list: the report of `clean`.

use super::collect::Collector;
use super::next::next;
use super::page::{Block, Cell, Column, Page, Section, Table};
use super::sections::{self, thousands};
use crate::judge::Decision;
use crate::lang::{Text, Value, texts::report};
use crate::report::{Step, Tally};
use crate::rows::{Format, Layout};

/// The page about a list. `steps` are what to do next, `provider` names the operator of a domain, empty where it is not known.
pub fn list_page(
    tally: &Tally,
    found: &Collector,
    steps: Vec<Step>,
    provider: &dyn Fn(&str) -> &'static str,
) -> Page {
    Page {
        kind: report::KIND_LIST,
        subject: tally.input.clone(),
        headline: headline(tally),
        warnings: tally
            .dns
            .trouble
            .iter()
            .map(|trouble| report::NOT_CHECKED.with("trouble", trouble.clone()).into())
            .collect(),
        sections: vec![
            sections::result(tally),
            next(steps),
            sections::reasons(tally, found),
            sections::misspellings(tally, found),
            sections::domains(found, provider),
            reading(tally),
        ],
        footer: report::FOOTER,
    }
}

fn headline(tally: &Tally) -> Value {
    let (safe, total) = (tally.rows_with(Decision::Keep), tally.total());
    let text = match safe {
        _ if total == 0 => report::HEADLINE_EMPTY,
        0 => report::HEADLINE_NONE,
        1 if total > 1 => report::HEADLINE_ONE,
        safe if safe == total => report::HEADLINE_ALL,
        _ => report::HEADLINE,
    };
    text.with("n", thousands(safe))
        .with("total", thousands(total))
        .into()
}

/// How the list was read, with the flag that overrules each detection.
fn reading(tally: &Tally) -> Section {
    let mut rows = Vec::new();
    let mut put = |what: Text, found: Value, flag: &str| {
        rows.push(vec![
            Cell::Words(what.into()),
            Cell::Words(found),
            Cell::Words(Value::from(flag)),
        ]);
    };
    let count = |number: u64| Value::from(thousands(number));
    if let Some(layout) = &tally.layout {
        match (layout.format, &layout.sheet) {
            (Format::Delimited, _) => {
                put(report::ENCODING, encoding(layout), "`--encoding`");
                put(report::DELIMITER, delimiter(layout), "`--delimiter`");
            }
            (format, sheet) => {
                put(report::FORM, format.title().into(), "");
                if let Some(sheet) = sheet {
                    let name = report::SHEET_NAME.with("n", sheet.number);
                    put(
                        report::SHEET,
                        name.with("name", sheet.name.trim()).into(),
                        "`--sheet`",
                    );
                }
            }
        }
        let header = match layout.header_line {
            Some(row) => report::HEADER_IN.with("n", row).into(),
            None => report::NO_HEADER.into(),
        };
        put(report::HEADER, header, "`--no-header`");
        put(report::ADDRESS_COLUMNS, columns(layout), "`--column`");
        put(report::DATA_ROWS, count(layout.rows), "");
        for (what, number) in [
            (report::PREAMBLE, layout.preamble_lines),
            (report::FOOTER_ROWS, layout.footer_rows),
            (report::BLANK_LINES, layout.blank_lines),
        ] {
            if number > 0 {
                put(what, count(number), "");
            }
        }
    }
    let dns = &tally.dns;
    for (what, number, flag) in [
        (report::DNS, dns.domains, "`--resolver`"),
        (report::DNS_WITHOUT_ANSWER, dns.unknown, ""),
        (report::DNS_NOT_ASKED, dns.not_asked, ""),
    ] {
        if number > 0 {
            put(what, count(number as u64), flag);
        }
    }
    let table = Table {
        caption: report::READING.into(),
        columns: vec![
            Column::words(report::PROPERTY),
            Column::words(report::DETECTED),
            Column::words(report::OVERRULE),
        ],
        rows,
        more: None,
    };
    Section {
        title: report::READING,
        intro: Some(report::READING_INTRO.into()),
        blocks: vec![Block::Table(table)],
    }
}

fn encoding(layout: &Layout) -> Value {
    match layout.bom {
        true => report::WITH_BOM.with("encoding", layout.encoding).into(),
        false => Value::from(layout.encoding),
    }
}

fn delimiter(layout: &Layout) -> Value {
    match layout.delimiter {
        Some(b',') => report::COMMA.into(),
        Some(b'\t') => report::TAB.into(),
        Some(b';') => report::SEMICOLON.into(),
        Some(b'|') => report::PIPE.into(),
        Some(other) => Value::from(char::from(other).escape_default().to_string()),
        None => report::ONE_COLUMN.into(),
    }
}

fn columns(layout: &Layout) -> Value {
    let name = |column: usize| Some(layout.header.as_ref()?.get(column)?.trim());
    layout
        .address_columns
        .iter()
        .map(|&column| {
            let number = column as u64 + 1;
            match name(column) {
                Some(name) if !name.is_empty() => {
                    report::NAMED_COLUMN.with("n", number).with("name", name)
                }
                _ => report::COLUMN.with("n", number),
            }
        })
        .collect()
}
