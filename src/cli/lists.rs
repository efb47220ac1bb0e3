//! `presend lists`: the built-in tables.

use unicode_width::UnicodeWidthStr;

use serde_json::{Value as Json, json};

use super::args::{CommonArgs, Format, ListsArgs};
use super::failure::{Exit, Failure};
use super::printer::{pad, print_data, safe};
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

/// Shows the tables, one of them, or what they say of an entry.
pub(super) fn run(args: &ListsArgs, common: &CommonArgs) -> Result<Exit, Failure> {
    let tables = Lists::tables();
    let as_json = common.format == Format::Json;
    let text = match &args.what {
        None if as_json => json_text(&tables.iter().map(info).collect()),
        None => overview(&tables, common.lang()),
        Some(what) => match Lists::table_file(what) {
            Some(file) => {
                let table = tables.iter().find(|table| table.file == file);
                match table.filter(|_| as_json) {
                    Some(table) => json_text(&whole(table)),
                    None => Lists::text(file).unwrap_or_default().to_owned(),
                }
            }
            None => {
                let hits = look_up(&tables, what);
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

/// A table with its rows.
fn whole(table: &TableInfo) -> Json {
    let (columns, rows) = parts(table);
    let rows: Vec<Json> = rows.map(|line| row(&columns, line)).collect();
    let mut json = info(table);
    json["rows"] = rows.into();
    json
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

/// A line of a table that holds for what was looked up.
struct Hit<'a> {
    table: &'a TableInfo,
    columns: Vec<&'static str>,
    line: &'static str,
    /// The domain that was looked up, where the line names one above it.
    below: Option<String>,
}

impl Hit<'_> {
    fn told(&self, lang: Lang) -> String {
        let below = self.below.as_ref().map_or_else(String::new, |domain| {
            let told = texts::HOLDS_BELOW.with("domain", domain);
            format!("  {}", told.get(lang))
        });
        let line = safe(self.line);
        format!("{}  {line}{}\n", pad(self.table.name(), NAME), safe(&below))
    }

    fn as_json(&self) -> Json {
        json!({
            "table": self.table.name(),
            "entry": row(&self.columns, self.line),
            "holds_below": self.below,
        })
    }
}

/// Every line of every table that holds for an address, a domain, a local part or a name of a column.
fn look_up<'a>(tables: &'a [TableInfo], what: &str) -> Vec<Hit<'a>> {
    let what = what.trim().to_lowercase();
    let (local, domain) = what.rsplit_once('@').unwrap_or(("", &what));
    let domain = Domain::parse(domain).map_or(domain.to_owned(), |domain| domain.to_string());
    let exact = [
        domain.clone(),
        local.to_owned(),
        fold_header(&what),
        what.clone(),
    ];
    let mut hits = Vec::new();
    for table in tables {
        let (columns, lines) = parts(table);
        for line in lines {
            let key = line.split(',').next().unwrap_or(line);
            let here = !key.is_empty() && exact.iter().any(|form| form == key);
            let above = || {
                let parent = domain
                    .strip_suffix(key)
                    .is_some_and(|rest| rest.ends_with('.'));
                parent && holds_below(&table.file, &domain, key)
            };
            if here || above() {
                hits.push(Hit {
                    table,
                    columns: columns.clone(),
                    line,
                    below: (!here).then(|| domain.clone()),
                });
            }
        }
    }
    hits
}
