//! What the user might do next: decided in one place, told in a line on the terminal and in a paragraph on the page.

mod gate;
mod list;

pub use gate::{GateChoices, after_check};
pub use list::{Choices, after_clean};

use crate::lang::{Message, Text, Value};

/// How many hints a run ends with.
const HINTS: usize = 2;

/// Something that helps.
#[derive(Clone, Debug)]
pub struct Step {
    /// It in one line that names the flag, for the end of a run; `None` where the page alone has room for it.
    pub hint: Option<Message>,
    /// What, in a few words, and how and why, for the page; `None` for what the page tells elsewhere.
    pub page: Option<(Text, Value)>,
}

impl Step {
    /// A step for the page alone.
    fn page(title: Text, text: impl Into<Value>) -> Step {
        Step {
            hint: None,
            page: Some((title, text.into())),
        }
    }

    /// The same with a line for the terminal.
    fn hint(self, hint: impl Into<Message>) -> Step {
        Step {
            hint: Some(hint.into()),
            ..self
        }
    }
}

/// The most useful steps, for the end of a run.
pub fn hints(steps: &[Step]) -> Vec<Message> {
    let lines = steps.iter().filter_map(|step| step.hint.clone());
    lines.take(HINTS).collect()
}
