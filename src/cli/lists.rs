//! `presend lists`: the built-in tables, and the user's own entries beside them.

use unicode_width::UnicodeWidthStr;

use serde_json::{Value as Json, json};

use super::args::{CommonArgs, Format, ListsArgs};
use super::failure::{Exit, Failure};
use super::own_lists::{self, OwnList};
use super::printer::{Printer, pad, print_data, safe};
use super::wrap::{lines, room};
use crate::address::Domain;
use crate::lang::texts::{failures, tables as texts};
use crate::lang::{Lang, Value, nearest};
use crate::lists::{Lists, TableInfo, fold_header, holds_below};
use crate::report::json_text;

/// Columns of the overview before what a table holds.
const BEFORE_WHAT: usize = 67;
/// Columns of the name of a table.
const NAME: usize = 22;

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
    let as_json = common.format == Format::Json;
    let text = match &args.what {
        None if as_json => {
            let all = tables.iter().map(info).chain(own.iter().map(own_info));
            json_text(&all.collect())
        }
        None => overview(&tables, common.lang()) + &own_overview(&own, common.lang()),
        Some(what) => match Named::of(what, &tables, &own) {
            Some(Named::Table(table)) => match as_json {
                true => json_text(&whole(table)),
                false => Lists::text(&table.file).unwrap_or_default().to_owned(),
            },
            Some(Named::Own(own)) => match as_json {
                true => json_text(&own_whole(own)),
                false => own.text.clone(),
            },
            None => {
                let hits = look_up(&tables, &own, what);
                if hits.is_empty() {
                    return Err(unknown(what, &tables));
                }
                match as_json {
                    true => json_text(&hits.iter().map(Hit::as_json).collect()),
                    false => hits.iter().map(|hit| hit.told(common.lang())).collect(),
                }
            }
        },
    };
    print_data(text.as_bytes()).map(|()| Exit::Done)
}

fn unknown(what: &str, tables: &[TableInfo]) -> Failure {
    if Lists::overlay_name(what).is_ok() {
        return Failure::usage(texts::NO_BUILT_IN.with("name", what))
            .hint(texts::GIVE_ENTRIES.with("name", what));
    }
    let names = tables.iter().map(TableInfo::name);
    let near = nearest(what, names.chain(Lists::overlay_names()));
    let failure = Failure::usage(texts::NEITHER_TABLE_NOR_ENTRY.with("what", what));
    match near {
        Some(near) => failure.hint(failures::DID_YOU_MEAN.with("this", near)),
        None => failure.hint(texts::NAMES_OF_TABLES),
    }
}

fn overview(tables: &[TableInfo], lang: Lang) -> String {
    let wanted = tables
        .iter()
        .map(|table| about(table, lang).0.width())
        .max();
    // On a narrow terminal what a table holds stands below it.
    let narrow = room(BEFORE_WHAT).is_some_and(|room| wanted.is_some_and(|wanted| room < wanted));
    let gap = if narrow { "\n    " } else { "  " };
    let mut text = String::new();
    for table in tables {
        text.push_str(&format!(
            "{}  {:>7}  {}  {}{gap}{}\n",
            pad(table.name(), NAME),
            table.count,
            table.date,
            pad(&table.licence, 20),
            about(table, lang).0
        ));
    }
    let names: Value = Lists::overlay_names().into_iter().collect();
    let own = texts::OWN_ENTRIES.with("names", names).get(lang);
    text.push_str(&format!("\n{}\n", lines(&own, 0).join("\n")));
    text
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
fn own_overview(own: &[OwnList], lang: Lang) -> String {
    if own.is_empty() {
        let none = lines(texts::NO_OWN_LISTS.get(lang), 0).join("\n");
        return format!("{none}\n");
    }
    let mut text = format!("\n{}\n", texts::OWN_LISTS.get(lang));
    let title = |own: &OwnList| own.title().get(lang);
    let width = own.iter().map(|own| title(own).width()).max();
    for own in own {
        let mode = pad(title(own), width.unwrap_or(0));
        let date = pad(&own.date, 10);
        let (name, from) = (pad(own.name, NAME), safe(&own.from));
        text.push_str(&format!(
            "{name}  {:>7}  {date}  {mode}  {from}\n",
            own.entries
        ));
    }
    text
}

/// What a name means.
enum Named<'a> {
    Table(&'a TableInfo),
    /// What the user keeps for a table.
    Own(&'a OwnList),
}

impl<'a> Named<'a> {
    /// A name that a built-in table has to itself means that one; the name under which it takes entries means those
    /// first, where some are kept.
    fn of(what: &str, tables: &'a [TableInfo], own: &'a [OwnList]) -> Option<Named<'a>> {
        let table = |file: &str| tables.iter().find(|table| table.file == file);
        let built_in = tables
            .iter()
            .find(|table| table.name() == what || table.file == what);
        let own = || own.iter().find(|own| own.name == what).map(Named::Own);
        let other = || Lists::table_file(what).and_then(table).map(Named::Table);
        built_in.map(Named::Table).or_else(own).or_else(other)
    }
}

fn info(table: &TableInfo) -> Json {
    json!({
        "table": table.name(),
        "what": table.what,
        "entries": table.count,
        "origin": table.origin,
        "licence": table.licence,
        "date": table.date,
        "sha256": table.sha256,
    })
}

fn own_info(own: &OwnList) -> Json {
    json!({
        "table": own.name,
        "own": own.mode(),
        "entries": own.entries,
        "origin": own.from,
        "date": own.date,
        "file": own.path.display().to_string(),
    })
}

/// A table with its rows.
fn whole(table: &TableInfo) -> Json {
    let (columns, rows) = parts(table);
    let rows: Vec<Json> = rows.map(|line| row(&columns, line)).collect();
    let mut json = info(table);
    json["rows"] = rows.into();
    json
}

/// What the user keeps for a table, with its entries.
fn own_whole(own: &OwnList) -> Json {
    let rows: Vec<&str> = own_lines(own).map(|(_, entry)| entry).collect();
    let mut json = own_info(own);
    json["rows"] = rows.into();
    json
}

/// The lines that hold an entry, and the entries without the comments.
fn own_lines(own: &OwnList) -> impl Iterator<Item = (&str, &str)> {
    let lines = own.text.lines().map(|line| {
        let entry = line.split('#').next().unwrap_or_default();
        (line, entry.trim())
    });
    lines.filter(|(_, entry)| !entry.is_empty())
}

/// The names of a table's columns, none where it has one only, and its lines.
fn parts(table: &TableInfo) -> (Vec<&'static str>, std::str::Lines<'static>) {
    let mut lines = Lists::text(&table.file).unwrap_or_default().lines();
    let columns = match table.file.ends_with(".csv") {
        true => lines.next().unwrap_or_default().split(',').collect(),
        false => Vec::new(),
    };
    (columns, lines)
}

fn row(columns: &[&str], line: &str) -> Json {
    match columns {
        [] => line.into(),
        columns => {
            let cells = columns.iter().zip(line.splitn(columns.len(), ','));
            cells
                .map(|(name, cell)| ((*name).to_owned(), Json::from(cell)))
                .collect()
        }
    }
}

/// A line of a table, or of what the user keeps for one, that holds for what was looked up.
struct Hit<'a> {
    table: &'a str,
    columns: Vec<&'static str>,
    line: &'a str,
    /// The entry on the line, as JSON has it.
    entry: &'a str,
    /// The domain that was looked up, where the line names one above it.
    below: Option<String>,
    /// What the user keeps: whether it adds or replaces.
    own: Option<&'static str>,
}

impl Hit<'_> {
    fn told(&self, lang: Lang) -> String {
        let below = self.below.as_ref().map_or_else(String::new, |domain| {
            let told = texts::HOLDS_BELOW.with("domain", domain);
            format!("  {}", told.get(lang))
        });
        let line = safe(self.line);
        format!("{}  {line}{}\n", pad(self.table, NAME), safe(&below))
    }

    fn as_json(&self) -> Json {
        let mut json = json!({
            "table": self.table,
            "entry": row(&self.columns, self.entry),
            "holds_below": self.below,
        });
        if let Some(own) = self.own {
            json["own"] = own.into();
        }
        json
    }
}

/// Every line of every table that holds for an address, a domain, a local part or a name of a column.
fn look_up<'a>(tables: &'a [TableInfo], own: &'a [OwnList], what: &str) -> Vec<Hit<'a>> {
    let what = what.trim().to_lowercase();
    let (local, domain) = what.rsplit_once('@').unwrap_or(("", &what));
    let domain = Domain::parse(domain).map_or(domain.to_owned(), |domain| domain.to_string());
    let exact = [
        domain.clone(),
        local.to_owned(),
        fold_header(&what),
        what.clone(),
    ];
    let is_below = |key: &str| {
        let rest = domain.strip_suffix(key);
        rest.is_some_and(|rest| rest.ends_with('.'))
    };
    let mut hits = Vec::new();
    for table in tables {
        let (columns, lines) = parts(table);
        for line in lines {
            let key = line.split(',').next().unwrap_or(line);
            let here = !key.is_empty() && exact.iter().any(|form| form == key);
            let above = || is_below(key) && holds_below(&table.file, &domain, key);
            if here || above() {
                hits.push(Hit {
                    table: table.name(),
                    columns: columns.clone(),
                    line,
                    entry: line,
                    below: (!here).then(|| domain.clone()),
                    own: None,
                });
            }
        }
    }
    for own in own {
        for (line, entry) in own_lines(own) {
            let key = entry.to_lowercase();
            let key = key.strip_prefix('@').unwrap_or(&key);
            let (wide, key) = match key.strip_prefix("*.").or_else(|| key.strip_prefix('.')) {
                Some(key) => (true, key),
                None => (false, key),
            };
            let key = Domain::parse(key).map_or(key.to_owned(), |domain| domain.to_string());
            let here = exact.contains(&key);
            if here || (wide && is_below(&key)) {
                hits.push(Hit {
                    table: own.name,
                    columns: Vec::new(),
                    line,
                    entry,
                    below: (!here).then(|| domain.clone()),
                    own: Some(own.mode()),
                });
            }
        }
    }
    hits
}
