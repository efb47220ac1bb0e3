//! `presend lists`: the built-in tables.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::args::{CommonArgs, Format, ListsArgs};
use super::failure::{Exit, Failure};
use super::printer::{pad, safe};
use super::wrap::{lines, room};
use crate::address::Domain;
use crate::lang::{Lang, Value, system_error, texts::tables as texts};
use crate::lists::{Lists, TableInfo, fold_header};

/// Columns of the overview before what a table holds.
const BEFORE_WHAT: usize = 67;

/// Shows the tables, one of them, or what they say of an entry.
pub(super) fn run(args: &ListsArgs, common: &CommonArgs) -> Result<Exit, Failure> {
    let tables = Lists::tables();
    let mut out = io::stdout().lock();
    let done = match &args.what {
        None if common.format == Format::Json => writeln!(out, "{:#}", as_json(&tables)),
        None => overview(&mut out, &tables, common.lang()),
        Some(what) => match tables
            .iter()
            .find(|table| table.name() == what || table.file == *what)
        {
            Some(table) => out.write_all(Lists::text(&table.file).unwrap_or_default().as_bytes()),
            None => {
                let hits = look_up(&tables, what);
                if hits.is_empty() {
                    let wrong = texts::NEITHER_TABLE_NOR_ENTRY.with("what", what);
                    return Err(Failure::usage(wrong).hint(texts::NAMES_OF_TABLES));
                }
                hits.iter().try_for_each(|(table, line)| {
                    writeln!(out, "{}  {}", pad(table, 22), safe(line))
                })
            }
        },
    };
    match done {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::new(Exit::Output, system_error(&error)))
        }
        _ => Ok(Exit::Done),
    }
}

fn overview(out: &mut impl Write, tables: &[TableInfo], lang: Lang) -> io::Result<()> {
    let wanted = tables
        .iter()
        .map(|table| about(table, lang).0.width())
        .max();
    // On a narrow terminal what a table holds stands below it.
    let narrow = room(BEFORE_WHAT).is_some_and(|room| wanted.is_some_and(|wanted| room < wanted));
    let gap = if narrow { "\n    " } else { "  " };
    for table in tables {
        writeln!(
            out,
            "{}  {:>7}  {}  {}{gap}{}",
            pad(table.name(), 22),
            table.count,
            table.date,
            pad(&table.licence, 20),
            about(table, lang).0
        )?;
    }
    let names: Value = Lists::overlay_names().into_iter().collect();
    let own = texts::OWN_ENTRIES.with("names", names).get(lang);
    writeln!(out, "\n{}", lines(&own, 0).join("\n"))
}

/// What a table holds, and where it comes from.
pub(super) fn about(table: &TableInfo, lang: Lang) -> (&str, &str) {
    let english = (&*table.what, &*table.origin);
    match lang {
        Lang::En => english,
        Lang::Zh => texts::chinese(table.name()).unwrap_or(english),
    }
}

fn as_json(tables: &[TableInfo]) -> serde_json::Value {
    tables
        .iter()
        .map(|table| {
            serde_json::json!({
                "table": table.name(),
                "what": table.what,
                "entries": table.count,
                "origin": table.origin,
                "licence": table.licence,
                "date": table.date,
                "sha256": table.sha256,
            })
        })
        .collect()
}

/// Every line of every table whose first field is the entry.
fn look_up<'a>(tables: &'a [TableInfo], what: &str) -> Vec<(&'a str, &'static str)> {
    let lower = what.to_lowercase();
    let forms = [
        Domain::parse(what).map_or(lower.clone(), |domain| domain.to_string()),
        fold_header(what),
        lower,
    ];
    tables
        .iter()
        .flat_map(|table| {
            let text = Lists::text(&table.file).unwrap_or_default();
            text.lines().map(|line| (table.name(), line))
        })
        .filter(|(_, line)| {
            let key = line.split(',').next().unwrap_or(line);
            forms.iter().any(|form| form == key)
        })
        .collect()
}
