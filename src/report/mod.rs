//! What a run has to say: counted once, told in several forms.

mod advice;
mod finding;
mod findings;
mod formats;
pub mod html;
mod json;
mod mask;
mod reasons;
mod tally;
mod text;
mod visible;

pub use advice::{Choices, GateChoices, Step, after_check, after_clean, hints};
pub use finding::{CellName, Detail, Finding, Level, Rule, Span};
pub use findings::{Findings, Silenced};
pub use formats::{
    findings_json, findings_lines, findings_ndjson, step_summary, to_github, to_gitlab, to_junit,
    to_sarif,
};
pub use json::to_json;
pub use mask::mask;
pub use reasons::reasons_markdown;
pub use tally::{Counted, DnsTally, Misspelling, OutputTally, Tally};
pub use text::{Line, Tone, to_lines};
pub use visible::{is_unseen, json_safe, json_text, visible};
