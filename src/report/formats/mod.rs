//! The forms of a gate's report, one file each. All of them tell the whole first, then the single findings.

mod github;
mod gitlab;
mod json;
mod junit;
mod sarif;
mod text;

pub use github::{step_summary, to_github};
pub use gitlab::to_gitlab;
pub use json::{findings_json, findings_ndjson};
pub use junit::to_junit;
pub use sarif::to_sarif;
pub use text::findings_lines;
