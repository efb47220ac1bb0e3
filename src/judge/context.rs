//! What the judgement of every row of one list shares.

use super::policy::Policy;
use crate::address::{Census, Suspicions, TypoJudge};
use crate::dns::DomainBook;
use crate::lists::Lists;

/// What the user chose.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Which decision each reason leads to.
    pub policy: Policy,
    /// Apply the misspellings that are certain.
    pub fix_typos: bool,
}

/// What the judgement of every row of one list shares.
pub struct Context<'a> {
    /// The tables, with the user's overlays.
    pub lists: &'a Lists,
    /// What DNS said. A domain that is not in the book was not asked for.
    pub book: &'a DomainBook,
    /// What the user chose.
    pub settings: &'a Settings,
    /// Judges misspellings for this list.
    pub typos: TypoJudge<'a>,
}

impl<'a> Context<'a> {
    /// Puts the parts together.
    pub fn new(
        lists: &'a Lists,
        census: &'a Census,
        book: &'a DomainBook,
        settings: &'a Settings,
    ) -> Context<'a> {
        Context {
            lists,
            book,
            settings,
            typos: TypoJudge::new(lists, census),
        }
    }

    /// The same, with what was found out before of the domains' spelling.
    pub fn knowing(self, suspicions: &'a Suspicions) -> Context<'a> {
        Context {
            typos: self.typos.knowing(suspicions),
            ..self
        }
    }
}
