//! The one home of what `presend sender` has to say: ids, weights and texts. The findings, `presend explain`,
//! `docs/sender.md` and the tests over all of them are made from it. The order here is that in which to mend.

/// Each entry: the name in code, the id, the part, the weight; then title, message and explanation, in English and in
/// Chinese. Makes a rule of each, and `ALL` of the rules.
macro_rules! rules {
    ($($name:ident $id:literal $part:ident $weight:ident {
        $title_en:literal, $title_zh:literal;
        $message_en:literal, $message_zh:literal;
        $explain_en:literal, $explain_zh:literal;
    })*) => {
        use super::{Part, Rule, Weight};
        use crate::lang::Text;
        $(
            #[doc = $explain_en]
            pub static $name: Rule = Rule {
                id: $id,
                part: Part::$part,
                weight: Weight::$weight,
                title: Text { en: $title_en, zh: $title_zh },
                message: Text { en: $message_en, zh: $message_zh },
                explain: Text { en: $explain_en, zh: $explain_zh },
            };
        )*
        pub(super) static ALL: &[&Rule] = &[$(&$name,)*];
    };
}

mod authentication;
mod servers;
mod spf;

pub use authentication::*;
pub use servers::*;
pub use spf::*;

use crate::lang::{Text, texts::sender};
use crate::report::Level;

/// What a finding means for the campaign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Mail will be refused, or anybody can send as the domain.
    Problem,
    /// It should be mended, though mail goes out.
    Warning,
    /// Nothing is known: never a problem, never ok.
    Unknown,
    /// To be known.
    Hint,
}

impl Weight {
    /// The level of the finding.
    pub fn level(self) -> Level {
        match self {
            Self::Problem => Level::Error,
            Self::Warning => Level::Warning,
            Self::Hint | Self::Unknown => Level::Note,
        }
    }

    /// For people.
    pub fn title(self) -> Text {
        match self {
            Self::Problem => sender::PROBLEM,
            Self::Warning => sender::WARNING,
            Self::Hint => sender::HINT,
            Self::Unknown => sender::CANNOT_TELL,
        }
    }
}

/// Which part of the checks a rule belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The address that the reader sees.
    From,
    /// The domain to which bounces go.
    Bounces,
    /// SPF.
    Spf,
    /// DKIM.
    Dkim,
    /// DMARC.
    Dmarc,
    /// The sending servers and their names.
    Servers,
    /// Blocklists.
    Blocklists,
    /// The rules of the big receivers.
    Receivers,
}

impl Part {
    /// A heading for the part.
    pub fn title(self) -> Text {
        match self {
            Self::From => sender::PART_FROM,
            Self::Bounces => sender::PART_BOUNCES,
            Self::Spf => sender::PART_SPF,
            Self::Dkim => sender::PART_DKIM,
            Self::Dmarc => sender::PART_DMARC,
            Self::Servers => sender::PART_SERVERS,
            Self::Blocklists => sender::PART_BLOCKLISTS,
            Self::Receivers => sender::PART_RECEIVERS,
        }
    }
}

/// A kind of finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Kebab-case, never renamed.
    pub id: &'static str,
    /// The part that it belongs to.
    pub part: Part,
    /// What it means for the campaign.
    pub weight: Weight,
    /// A few words.
    pub title: Text,
    /// One sentence with `{places}`.
    pub message: Text,
    /// What it means and what to do.
    pub explain: Text,
}

/// Every rule, in the order in which to mend.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    let all = [servers::ALL, spf::ALL, authentication::ALL];
    let mut rules: Vec<&Rule> = all.into_iter().flatten().copied().collect();
    rules.sort_by_key(|rule| rule.part);
    rules.into_iter()
}

/// The rule of that id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.id == id)
}

/// The place of a rule among all.
pub fn place(rule: &Rule) -> usize {
    rules()
        .position(|other| other.id == rule.id)
        .unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn ids_are_kebab_case_and_unique() {
        let mut seen = BTreeSet::new();
        for rule in rules() {
            let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
            assert!(
                rule.id.bytes().all(plain) && !rule.id.ends_with('-'),
                "{}",
                rule.id
            );
            assert!(seen.insert(rule.id), "{} twice", rule.id);
        }
    }

    #[test]
    fn every_text_stands_in_every_language_with_the_same_places() {
        let places = |text: &'static str| -> BTreeSet<&str> {
            let rest = text.split('{').skip(1);
            rest.filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
                .collect()
        };
        for rule in rules() {
            for text in [rule.title, rule.message, rule.explain] {
                assert!(!text.zh.is_ascii() && text.en.is_ascii(), "{}", rule.id);
            }
            assert_eq!(
                places(rule.message.en),
                places(rule.message.zh),
                "{}",
                rule.id
            );
            assert!(
                !rule.message.en.ends_with('.') && !rule.message.en.contains("; "),
                "{}",
                rule.id
            );
            assert!(
                rule.explain.en.ends_with('.') && rule.explain.zh.ends_with('。'),
                "{}",
                rule.id
            );
        }
    }
}
