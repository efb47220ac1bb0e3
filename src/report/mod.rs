//! What a run has to say: counted once, told in several forms.

pub mod html;
mod json;
mod reasons;
mod tally;
mod text;
mod visible;

pub use json::to_json;
pub use reasons::reasons_markdown;
pub use tally::{DnsTally, Misspelling, OutputTally, Tally};
pub use text::{Line, Tone, to_lines};
pub use visible::{is_unseen, visible};
