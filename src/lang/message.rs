//! A text with values in its places.

use super::{Lang, Text};

/// A text whose `{places}` are filled, to be rendered in any language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    text: Text,
    values: Vec<(&'static str, Value)>,
}

/// What fills a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// The same in every language: a name, a number, an address.
    Plain(String),
    /// Words of our own.
    Words(Text),
    /// A message inside a message.
    Message(Box<Message>),
    /// Several, with the language's comma between them.
    List(Vec<Value>),
}

impl Message {
    /// A message without values yet.
    pub fn new(text: Text) -> Message {
        Message {
            text,
            values: Vec::new(),
        }
    }

    /// One text for a single thing, another for any other number; both may have the place `{n}`.
    pub fn counted(n: u64, one: Text, many: Text) -> Message {
        Message::new(if n == 1 { one } else { many }).with("n", n)
    }

    /// Fills one place. The name stands in the text between braces.
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Message {
        self.values.push((name, value.into()));
        self
    }

    /// The message in one language. A value is never searched for places: what a stranger wrote stays as it is.
    pub fn get(&self, lang: Lang) -> String {
        let mut rest = self.text.get(lang);
        let mut out = String::with_capacity(rest.len() + 32);
        while let Some(open) = rest.find('{') {
            let Some(length) = rest[open..].find('}') else {
                break;
            };
            let name = &rest[open + 1..open + length];
            out.push_str(&rest[..open]);
            match self.values.iter().find(|(place, _)| *place == name) {
                Some((_, value)) => value.render(lang, &mut out),
                None => out.push_str(&rest[open..=open + length]),
            }
            rest = &rest[open + length + 1..];
        }
        out.push_str(rest);
        out
    }
}

impl Value {
    /// The value in one language.
    pub fn get(&self, lang: Lang) -> String {
        let mut out = String::new();
        self.render(lang, &mut out);
        out
    }

    fn render(&self, lang: Lang, out: &mut String) {
        match self {
            Value::Plain(text) => out.push_str(text),
            Value::Words(text) => out.push_str(text.get(lang)),
            Value::Message(message) => out.push_str(&message.get(lang)),
            Value::List(items) => {
                let comma = match lang {
                    Lang::En => ", ",
                    Lang::Zh => "、",
                };
                for (i, item) in items.iter().enumerate() {
                    if i > 0 {
                        out.push_str(comma);
                    }
                    item.render(lang, out);
                }
            }
        }
    }
}

impl From<Text> for Message {
    fn from(text: Text) -> Message {
        Message::new(text)
    }
}

impl From<Text> for Value {
    fn from(text: Text) -> Value {
        Value::Words(text)
    }
}

impl From<Message> for Value {
    fn from(message: Message) -> Value {
        Value::Message(Box::new(message))
    }
}

impl<T: Into<Value>> FromIterator<T> for Value {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Value {
        Value::List(items.into_iter().map(Into::into).collect())
    }
}

macro_rules! plain {
    ($($kind:ty)*) => {$(
        impl From<$kind> for Value {
            fn from(value: $kind) -> Value {
                Value::Plain(value.to_string())
            }
        }
    )*};
}

/// Makes an error of a type with a `message`: its `Display` is the English of it.
macro_rules! speaks {
    ($kind:ty) => {
        impl std::fmt::Display for $kind {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.message().get($crate::lang::Lang::En))
            }
        }

        impl std::error::Error for $kind {}
    };
}
pub(crate) use speaks;

plain!(&str String &String u16 u32 u64 usize i64 f64 std::path::Display<'_>);

#[cfg(test)]
mod tests {
    use super::*;

    const FILES: Text = Text {
        en: "{n} files in {place}",
        zh: "{place} 中有 {n} 个文件",
    };
    const A_FILE: Text = Text {
        en: "one file in {place}",
        zh: "{place} 中有 1 个文件",
    };
    const HERE: Text = Text {
        en: "this folder",
        zh: "此文件夹",
    };

    #[test]
    fn places_are_filled_in_the_order_of_the_language() {
        let message = Message::counted(3, A_FILE, FILES).with("place", HERE);
        assert_eq!(message.get(Lang::En), "3 files in this folder");
        assert_eq!(message.get(Lang::Zh), "此文件夹 中有 3 个文件");
        let message = Message::counted(1, A_FILE, FILES).with("place", "a");
        assert_eq!(message.get(Lang::En), "one file in a");
    }

    #[test]
    fn a_value_is_never_taken_for_a_text() {
        let message = FILES.with("n", 2u64).with("place", "{n}/{place}{");
        assert_eq!(message.get(Lang::En), "2 files in {n}/{place}{");
    }

    #[test]
    fn lists_have_the_comma_of_the_language() {
        let message = FILES
            .with("n", 2u64)
            .with("place", ["a", "b"].into_iter().collect::<Value>());
        assert_eq!(message.get(Lang::En), "2 files in a, b");
        assert_eq!(message.get(Lang::Zh), "a、b 中有 2 个文件");
    }
}
