//! The summary as one JSON object. The names are a format: never rename one.

use serde_json::{Map, Value, json};

use super::tally::Tally;
use crate::judge::Decision;
use crate::lang::{Lang, Message};

/// The summary as one object, in English whatever the user's language, for programs read it. It has no time and no
/// address in it: the same run gives the same bytes.
pub fn to_json(tally: &Tally) -> Value {
    let english = |message: &Message| message.get(Lang::En);
    let mut verdicts = Map::new();
    for decision in Decision::ALL {
        let file = tally
            .outputs
            .iter()
            .find(|output| output.decision.is_none_or(|of| of == decision))
            .map(|output| output.name.as_str());
        let entry = json!({
            "rows": tally.rows_with(decision),
            "share": (tally.share(decision) * 10_000.0).round() / 10_000.0,
            "file": file,
        });
        verdicts.insert(decision.id().to_owned(), entry);
    }
    let reasons: Vec<Value> = tally
        .reasons_by_weight()
        .into_iter()
        .map(|(decision, reason, count)| {
            json!({
                "id": reason.id(),
                "verdict": decision.id(),
                "rows": count,
                "title": reason.spec().title.get(Lang::En),
            })
        })
        .collect();
    let notes: Vec<Value> = tally
        .notes
        .iter()
        .map(|(reason, count)| json!({ "id": reason.id(), "rows": count }))
        .collect();
    let misspellings: Vec<Value> = tally
        .misspellings_by_weight()
        .into_iter()
        .map(|(found, count)| {
            json!({ "typed": found.typed, "intended": found.intended, "rows": count })
        })
        .collect();
    let dns = &tally.dns;
    json!({
        "input": tally.input,
        "detected": detected(tally),
        "rows": tally.total(),
        "footer_rows": tally.footer,
        "verdicts": verdicts,
        "reasons": reasons,
        "notes": notes,
        "misspellings": misspellings,
        "dns": {
            "domains": dns.domains,
            "from_facts": dns.from_facts,
            "from_cache": dns.from_cache,
            "unknown": dns.unknown,
            "not_asked": dns.not_asked,
            "questions": dns.questions,
            "trouble": dns.trouble.as_ref().map(english),
        },
        "hints": tally.hints.iter().map(english).collect::<Vec<_>>(),
    })
}

fn detected(tally: &Tally) -> Value {
    let Some(layout) = &tally.layout else {
        return Value::Null;
    };
    let columns: Vec<Value> = layout
        .address_columns
        .iter()
        .map(|&column| {
            let name = layout.header.as_ref().and_then(|header| header.get(column));
            json!({ "number": column + 1, "name": name })
        })
        .collect();
    json!({
        "format": layout.format.id(),
        "packing": layout.packing.id(),
        "sheet": layout.sheet.as_ref().map(|sheet| &sheet.name),
        "encoding": layout.encoding,
        "bom": layout.bom,
        "delimiter": layout.delimiter.map(|byte| char::from(byte).to_string()),
        "line_end": layout.line_end.to_string(),
        "header_line": layout.header_line,
        "columns": columns,
        "preamble_lines": layout.preamble_lines,
        "footer_rows": layout.footer_rows,
        "blank_lines": layout.blank_lines,
    })
}
