//! JUnit XML, as Jenkins, GitLab and Azure read it: a suite a file, a case a finding.

use std::fmt::Write;

use crate::report::finding::Finding;
use crate::report::findings::Findings;

/// The report. A finding that does not fail the run is a skipped case, a file without findings a passed one.
pub fn to_junit(all: &Findings) -> String {
    let failures = all
        .findings
        .iter()
        .filter(|found| all.fails(found.level))
        .count();
    let skipped = all.findings.len() - failures;
    let mut suites = String::new();
    let mut cases = 0;
    for (file, _) in &all.files {
        let found: Vec<&Finding> = all
            .findings
            .iter()
            .filter(|f| f.span.file == *file)
            .collect();
        cases += found.len().max(1);
        suite(&mut suites, all, file, &found);
    }
    for (file, why) in &all.unreadable {
        cases += 1;
        let (file, why) = (escape(file), escape(why));
        let _ = write!(
            suites,
            "  <testsuite name=\"{file}\" tests=\"1\" failures=\"0\" errors=\"1\" skipped=\"0\">\n    \
             <testcase classname=\"{file}\" name=\"{file}\"><error message=\"{why}\"/></testcase>\n  </testsuite>\n"
        );
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"presend {}: {}\" tests=\"{cases}\" \
         failures=\"{failures}\" errors=\"{}\" skipped=\"{skipped}\">\n{suites}</testsuites>\n",
        all.command,
        escape(&all.headline),
        all.unreadable.len(),
    )
}

fn suite(out: &mut String, all: &Findings, file: &str, found: &[&Finding]) {
    let failures = found.iter().filter(|found| all.fails(found.level)).count();
    let file = escape(file);
    let _ = writeln!(
        out,
        "  <testsuite name=\"{file}\" tests=\"{}\" failures=\"{failures}\" errors=\"0\" skipped=\"{}\">",
        found.len().max(1),
        found.len() - failures,
    );
    if found.is_empty() {
        let _ = writeln!(out, "    <testcase classname=\"{file}\" name=\"{file}\"/>");
    }
    for found in found {
        let (line, column) = (found.span.line, found.span.column);
        let message = escape(&found.line());
        let inner = if all.fails(found.level) {
            format!(
                "<failure type=\"{}\" message=\"{message}\">{file}:{line}:{column}: {} {}: {message}</failure>",
                found.id,
                all.word(found.level),
                found.id,
            )
        } else {
            format!("<skipped message=\"{message}\"/>")
        };
        let _ = writeln!(
            out,
            "    <testcase classname=\"{file}\" name=\"{line}:{column} {}\" file=\"{file}\" line=\"{line}\">{inner}</testcase>",
            found.id,
        );
    }
    out.push_str("  </testsuite>\n");
}

/// Escapes for XML 1.0, which has no place at all for most control characters.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\t' | '\n' | '\r' => out.push(' '),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => {
                out.extend(c.escape_unicode());
            }
            c => out.push(c),
        }
    }
    out
}
