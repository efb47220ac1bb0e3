//! GitLab's Code Quality report: <https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format>.

use serde_json::{Value, json};

use crate::report::finding::Level;
use crate::report::findings::Findings;

/// A list of findings with GitLab's five names; it has no place for a whole.
pub fn to_gitlab(all: &Findings) -> Value {
    all.findings
        .iter()
        .zip(all.fingerprints())
        .map(|(found, fingerprint)| {
            let severity = match found.level {
                Level::Error => "major",
                Level::Warning => "minor",
                Level::Note => "info",
            };
            json!({
                "description": found.line(),
                "check_name": found.id,
                "fingerprint": fingerprint,
                "severity": severity,
                "location": {
                    "path": found.span.file.trim_start_matches("./"),
                    "lines": { "begin": found.span.line },
                },
            })
        })
        .collect()
}
