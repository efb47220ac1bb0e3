//! `presend lists`: the built-in tables, and the user's own entries beside them.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::args::{CommonArgs, Format, ListsArgs};
use super::failure::{Exit, Failure};
use super::own_lists::{self, OwnList};
use super::printer::{Printer, pad, safe};
use super::wrap::{lines, room};
use crate::address::Domain;
use crate::lang::{Lang, Value, system_error, texts::tables as texts};
use crate::lists::{Lists, TableInfo, fold_header};

/// Columns of the overview before what a table holds.
const BEFORE_WHAT: usize = 67;

/// Shows the tables, one of them, or what they say of an entry; keeps and drops the user's own.
pub(super) fn run(
    args: &ListsArgs,
    common: &CommonArgs,
    printer: &Printer,
) -> Result<Exit, Failure> {
    for name in &args.forget {
        own_lists::forget(name, &args.own, printer)?;
    }
    own_lists::update(&args.update, &args.own, printer)?;
    if !args.forget.is_empty() || !args.update.is_empty() {
        return Ok(Exit::Done);
    }
    let tables = Lists::tables();
    let own = own_lists::kept(&args.own)?;
    let mut out = io::stdout().lock();
    let done = match &args.what {
        None if common.format == Format::Json => writeln!(out, "{:#}", as_json(&tables, &own)),
        None => overview(&mut out, &tables, common.lang())
            .and_then(|()| own_overview(&mut out, &own, common.lang())),
        Some(what) => match tables
            .iter()
            .find(|table| table.name() == what || table.file == *what)
        {
            Some(table) => out.write_all(Lists::text(&table.file).unwrap_or_default().as_bytes()),
            None if own.iter().any(|own| own.name == what) => own
                .iter()
                .filter(|own| own.name == what)
                .try_for_each(|own| out.write_all(own.text.as_bytes())),
            None => {
                let hits = look_up(&tables, &own, what);
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

/// What the user keeps.
fn own_overview(out: &mut impl Write, own: &[OwnList], lang: Lang) -> io::Result<()> {
    if own.is_empty() {
        return writeln!(
            out,
            "{}",
            lines(texts::NO_OWN_LISTS.get(lang), 0).join("\n")
        );
    }
    writeln!(out, "\n{}", texts::OWN_LISTS.get(lang))?;
    let title = |own: &OwnList| own.title().get(lang);
    let width = own.iter().map(|own| title(own).width()).max();
    for own in own {
        let mode = pad(title(own), width.unwrap_or(0));
        let date = pad(&own.date, 10);
        let (name, from) = (pad(own.name, 22), safe(&own.from));
        writeln!(out, "{name}  {:>7}  {date}  {mode}  {from}", own.entries)?;
    }
    Ok(())
}

fn as_json(tables: &[TableInfo], own: &[OwnList]) -> serde_json::Value {
    let own = own.iter().map(|own| {
        serde_json::json!({
            "table": own.name,
            "own": own.mode(),
            "entries": own.entries,
            "origin": own.from,
            "date": own.date,
            "file": own.path.display().to_string(),
        })
    });
    let tables = tables.iter().map(|table| {
        serde_json::json!({
            "table": table.name(),
            "what": table.what,
            "entries": table.count,
            "origin": table.origin,
            "licence": table.licence,
            "date": table.date,
            "sha256": table.sha256,
        })
    });
    tables.chain(own).collect()
}

/// Every line of every table whose first field is the entry.
fn look_up<'a>(tables: &'a [TableInfo], own: &'a [OwnList], what: &str) -> Vec<(&'a str, &'a str)> {
    let lower = what.to_lowercase();
    let forms = [
        Domain::parse(what).map_or(lower.clone(), |domain| domain.to_string()),
        fold_header(what),
        lower,
    ];
    let built_in = tables.iter().flat_map(|table| {
        let text = Lists::text(&table.file).unwrap_or_default();
        text.lines().map(|line| (table.name(), line))
    });
    let built_in = built_in.filter(|(_, line)| {
        let key = line.split(',').next().unwrap_or(line);
        forms.iter().any(|form| form == key)
    });
    let kept = own
        .iter()
        .flat_map(|own| own.text.lines().map(|line| (own.name, line)));
    let kept = kept.filter(|(_, line)| {
        let entry = line.split('#').next().unwrap_or_default().trim();
        let entry = entry.to_lowercase();
        forms.contains(&entry)
    });
    built_in.chain(kept).collect()
}
