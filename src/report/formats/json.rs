//! Findings as JSON. The names are a format: never rename one.

use serde_json::{Value, json};

use crate::report::finding::Finding;
use crate::report::findings::Findings;

/// One object: the whole first, then every finding. It has no time in it: the same files give the same bytes.
pub fn findings_json(all: &Findings) -> Value {
    let mut object = summary(all);
    object["findings"] = singles(all).collect();
    object
}

/// One object a line: first the whole (`"type": "summary"`), then each finding (`"type": "finding"`).
pub fn findings_ndjson(all: &Findings) -> String {
    let mut first = summary(all);
    first["type"] = json!("summary");
    let mut text = format!("{first}\n");
    for mut finding in singles(all) {
        finding["type"] = json!("finding");
        text.push_str(&format!("{finding}\n"));
    }
    text
}

fn singles(all: &Findings) -> impl Iterator<Item = Value> {
    let fingerprints = all.fingerprints();
    let pairs = all.findings.iter().zip(fingerprints);
    pairs.map(|(found, fingerprint)| single(all, found, fingerprint))
}

fn summary(all: &Findings) -> Value {
    let rules: Vec<Value> = all
        .by_rule()
        .into_iter()
        .map(|(level, id, count)| {
            json!({
                "id": id,
                "level": level.id(),
                "verdict": all.word(level),
                "findings": count,
                "title": all.title(id),
            })
        })
        .collect();
    let files: Vec<Value> = all
        .files
        .iter()
        .map(|(name, subjects)| json!({ "file": name, "rows": subjects }))
        .collect();
    let unreadable: Vec<Value> = all
        .unreadable
        .iter()
        .map(|(file, why)| json!({ "file": file, "message": why }))
        .collect();
    json!({
        "command": all.command,
        "failed": all.failed(),
        "fail_on": all.word(all.fail_on),
        "headline": all.headline,
        "files": files,
        "skipped": all.skipped,
        "unreadable": unreadable,
        "rows": all.subjects(),
        "counts": counts(all),
        "silenced": {
            "ignored": all.silenced.ignored,
            "allowed": all.silenced.allowed,
            "baseline": all.silenced.baseline,
        },
        "reasons": rules,
        "notes": all.notes,
    })
}

fn counts(all: &Findings) -> Value {
    let levels = crate::report::finding::Level::ALL;
    levels
        .into_iter()
        .map(|level| (all.word(level).to_owned(), json!(all.count(level))))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

fn single(all: &Findings, found: &Finding, fingerprint: String) -> Value {
    let cell = found
        .span
        .cell
        .as_ref()
        .map(|cell| json!({ "number": cell.number, "name": cell.name }));
    json!({
        "id": found.id,
        "level": found.level.id(),
        "verdict": all.word(found.level),
        "file": found.span.file,
        "line": found.span.line,
        "column": found.span.column,
        "cell": cell,
        "subject": found.subject,
        "message": found.detail.message,
        "suggestion": found.detail.suggestion,
        "fingerprint": fingerprint,
    })
}
