//! `presend lists`: the built-in tables.

use std::io::{self, Write};

use super::args::{CommonArgs, Format, ListsArgs};
use super::failure::{Exit, Failure};
use super::printer::{pad, safe};
use crate::address::Domain;
use crate::lang::system_error;
use crate::lists::{Lists, TableInfo, fold_header};

/// Shows the tables, one of them, or what they say of an entry.
pub(super) fn run(args: &ListsArgs, common: &CommonArgs) -> Result<Exit, Failure> {
    let tables = Lists::tables();
    let mut out = io::stdout().lock();
    let done = match &args.what {
        None if common.format == Format::Json => writeln!(out, "{:#}", as_json(&tables)),
        None => overview(&mut out, &tables),
        Some(what) => match tables
            .iter()
            .find(|table| table.name() == what || table.file == *what)
        {
            Some(table) => out.write_all(Lists::text(&table.file).unwrap_or_default().as_bytes()),
            None => {
                let hits = look_up(&tables, what);
                if hits.is_empty() {
                    return Err(Failure::new(
                        Exit::Usage,
                        format!("{what:?} is neither a table nor an entry of one"),
                    )
                    .hint("`presend lists` names the tables"));
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

fn overview(out: &mut impl Write, tables: &[TableInfo]) -> io::Result<()> {
    for table in tables {
        writeln!(
            out,
            "{}  {:>7}  {}  {}  {}",
            pad(table.name(), 22),
            table.count,
            table.date,
            pad(&table.licence, 20),
            table.what
        )?;
    }
    writeln!(
        out,
        "\nOwn entries: --list NAME=+FILE adds, --list NAME=FILE replaces; NAME is one of {}",
        Lists::overlay_names().join(", ")
    )
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
