//! The languages: what a person reads stands here in each of them.
//!
//! A [`Text`] is one text in every language, a [`Message`] a text with values in its `{places}`. Both are rendered when
//! it is known in which language, so that the code between says *what* and never *how*. The texts of messages stand in
//! [`texts`], those of the reasons in the registry of reasons; ids, column names and JSON keys are English always.

mod message;
mod near;
mod system;
pub mod texts;

pub(crate) use message::speaks;
pub use message::{Message, Value};
pub use near::nearest;
pub use system::{foreign, preferred, system_error};

/// A language of the messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Chinese, simplified.
    Zh,
}

/// One text in every language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// English.
    pub en: &'static str,
    /// Chinese, simplified.
    pub zh: &'static str,
}

impl Text {
    /// The text in one language.
    pub fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::Zh => self.zh,
        }
    }

    /// The message that fills the text's first place.
    pub fn with(self, name: &'static str, value: impl Into<Value>) -> Message {
        Message::new(self).with(name, value)
    }
}
