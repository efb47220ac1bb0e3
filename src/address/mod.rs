//! Addresses: syntax, folding and repair of cells, and the judgement of misspellings.
//!
//! All of it is pure: no I/O, no clock.

mod cell;
mod census;
mod damage;
mod distance;
mod domain;
mod fold;
mod glue;
mod key;
mod mend;
mod places;
mod plain;
mod scan;
mod script;
mod spelt;
mod syntax;
mod typo;

pub use cell::{Found, Reading, read_cell};
pub use census::Census;
pub use distance::{Edit, edits, keyboard_neighbours};
pub use domain::{Domain, DomainFault};
pub use fold::fold_text;
pub use key::{DomainKeys, MailboxKey, alias_address, base_mailbox, mailbox_key};
pub use places::{Place, places};
pub use plain::plain;
pub use syntax::{Address, Host, SyntaxFault, parse};
pub use typo::{Suspicion, Suspicions, TypoJudge, TypoKind, TypoRule};
