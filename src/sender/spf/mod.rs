//! Sender Policy Framework (RFC 7208): may this address send for this domain?

mod eval;
mod joined;
mod json;
mod lint;
mod macros;
mod mend;
mod record;
mod section;
mod services;
mod tree;

pub use eval::{Identity, SpfResult};
pub use section::Section;
pub use services::services;

/// Gives a text to every reader of this folder.
#[cfg(test)]
pub fn read_anything(text: &str) {
    let record = record::Record::parse(text.as_bytes());
    let _ = (
        record.fault(),
        record.has_all(),
        record::Record::is_one(text.as_bytes()),
    );
    for place in [
        macros::Place::Domain,
        macros::Place::Modifier,
        macros::Place::Explanation,
    ] {
        if let Some(read) = macros::MacroString::parse(text, place) {
            read.expand(|letter| format!("{letter}.{text}"));
        }
    }
    let txt = crate::dns::Txt {
        strings: text
            .split(';')
            .map(|part| part.as_bytes().to_vec())
            .collect(),
    };
    let _ = (joined::looks_like(&txt), joined::joined_term(&txt));
}
