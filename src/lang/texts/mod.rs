//! The texts of all messages, one file for each part of the program. A test holds that each stands in every language
//! with the same places.
//!
//! The style: no full stop at the end, no capital at the beginning of an error or hint, names of flags and commands in
//! backticks.

use super::Text;

/// Each entry: its name in code, its English, its Chinese. Makes a constant of each, and `ALL` of the constants.
macro_rules! texts {
    ($($name:ident { $en:literal, $zh:literal })*) => {
        use crate::lang::Text;
        $(
            #[doc = concat!("```text\n", $en, "\n```")]
            pub const $name: Text = Text { en: $en, zh: $zh };
        )*
        /// Every text of this part, with its name.
        pub const ALL: &[(&str, Text)] = &[$((stringify!($name), $name),)*];
    };
}

pub mod check;
pub mod dns;
pub mod explain;
pub mod failures;
pub mod help;
pub mod init;
pub mod judge;
pub mod report;
pub mod rows;
pub mod screen;
pub mod sender;
pub mod sender_blocklist;
pub mod sender_dkim;
pub mod sender_dmarc;
pub mod sender_receivers;
pub mod sender_spf;
pub mod summary;
pub mod system;
pub mod tables;
pub mod usage;

/// Every text with its name, part by part.
pub fn all() -> impl Iterator<Item = (&'static str, Text)> {
    [
        check::ALL,
        dns::ALL,
        explain::ALL,
        failures::ALL,
        help::ALL,
        init::ALL,
        judge::ALL,
        report::ALL,
        rows::ALL,
        screen::ALL,
        sender::ALL,
        sender_blocklist::ALL,
        sender_dkim::ALL,
        sender_dmarc::ALL,
        sender_receivers::ALL,
        sender_spf::ALL,
        summary::ALL,
        system::ALL,
        tables::ALL,
        usage::ALL,
    ]
    .into_iter()
    .flatten()
    .copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// The names of the places in a text.
    fn places(text: &str) -> BTreeSet<&str> {
        text.split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
            .collect()
    }

    #[test]
    fn every_text_stands_in_every_language_with_the_same_places() {
        for (name, text) in all() {
            assert!(!text.en.is_empty() && !text.zh.is_empty(), "{name}");
            assert!(!text.zh.is_ascii(), "{name} is not translated: {}", text.zh);
            assert!(text.en.is_ascii() || text.en.contains(['→', '…']), "{name}");
            assert_eq!(places(text.en), places(text.zh), "{name}");
        }
    }
}
