//! SARIF 2.1.0, the form of code scanning: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/>.

use serde_json::{Value, json};

use crate::report::finding::{Finding, Rule};
use crate::report::findings::Findings;

/// The name of our fingerprint in `partialFingerprints`; the number is its version.
const FINGERPRINT: &str = "presend/v1";

/// The report. The whole stands in the properties of the run.
pub fn to_sarif(all: &Findings) -> Value {
    let results: Vec<Value> = all
        .findings
        .iter()
        .zip(all.fingerprints())
        .map(|(found, fingerprint)| result(all, found, fingerprint))
        .collect();
    let notices: Vec<Value> = all
        .unreadable
        .iter()
        .map(|(file, why)| {
            json!({
                "level": "error",
                "message": { "text": why },
                "locations": [{ "physicalLocation": { "artifactLocation": { "uri": uri(file) } } }],
            })
        })
        .chain(
            all.notes
                .iter()
                .map(|note| json!({ "level": "note", "message": { "text": note } })),
        )
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "presend",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": all.rules.iter().map(|rule| as_rule(all, rule)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "automationDetails": { "id": format!("presend/{}/", all.command) },
            "invocations": [{
                "executionSuccessful": all.unreadable.is_empty(),
                "toolExecutionNotifications": notices,
            }],
            "properties": {
                "headline": all.headline,
                "files": all.files.len(),
                "rows": all.subjects(),
                "failed": all.failed(),
            },
            "results": results,
        }],
    })
}

fn as_rule(all: &Findings, rule: &Rule) -> Value {
    let help = rule.help.get(all.lang);
    json!({
        "id": rule.id,
        "shortDescription": { "text": rule.title.get(all.lang) },
        "fullDescription": { "text": help },
        "help": {
            "text": format!("{help}\n\npresend explain {}", rule.id),
            "markdown": format!("{help}\n\n`presend explain {}`", rule.id),
        },
        "defaultConfiguration": { "level": rule.level.id() },
    })
}

fn result(all: &Findings, found: &Finding, fingerprint: String) -> Value {
    let span = &found.span;
    let mut location = json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(&span.file) },
            "region": { "startLine": span.line, "startColumn": span.column },
        },
    });
    if let Some(cell) = &span.cell {
        let name = cell.name.clone().unwrap_or_else(|| cell.number.to_string());
        location["logicalLocations"] = json!([{ "name": name, "kind": "column" }]);
    }
    json!({
        "ruleId": found.id,
        "ruleIndex": all.rules.iter().position(|rule| rule.id == found.id),
        "level": found.level.id(),
        "message": { "text": found.line() },
        "locations": [location],
        "partialFingerprints": { FINGERPRINT: fingerprint },
    })
}

/// A path as a reference: relative ones stay so, from the folder in which the run began (RFC 3986).
fn uri(path: &str) -> String {
    let path = path.trim_start_matches("./");
    let mut out = String::with_capacity(path.len());
    if path.starts_with('/') {
        out.push_str("file://");
    }
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}
