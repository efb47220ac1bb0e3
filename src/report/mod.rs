//! What a run has to say: counted once, told in several forms.

mod json;
mod tally;
mod text;

pub use json::to_json;
pub use tally::{DnsTally, Misspelling, OutputTally, Tally};
pub use text::{Line, Tone, to_lines};
