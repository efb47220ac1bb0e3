//! What DNS says about where the mail of a domain goes.

mod route;

pub use route::{DnsFault, DomainBook, Fact, Learnt, MailRoute, MxHost};
