//! What DNS says about where the mail of a domain goes.
//!
//! [`lookup()`] is the most of it: synchronous outside, the only async island inside. [`Client`] asks single questions
//! about other records in the same way. It takes what a
//! [`Recording`] or the [`Cache`] knows, asks the rest of the resolvers, and returns a book in which every
//! domain stands. Two rules shape everything below: what could not be found out is
//! [`MailRoute::Unknown`], never "dead"; and others' resolvers are asked as little as the job allows.

mod ask;
mod breaker;
mod cache;
mod client;
mod clock;
mod config;
mod inquiry;
mod lookup;
mod mark;
mod pace;
mod prepare;
mod probe;
mod question;
mod recording;
mod reply;
mod route;
mod sink;
mod transport;
mod trouble;

pub use cache::{Cache, CacheError};
pub use client::Client;
pub use config::DnsConfig;
pub use lookup::{Onlooker, Outcome, lookup};
pub use question::{Answer, Question, RecordKind, Txt};
pub use recording::{FactsError, Recording};
pub use route::{DnsFault, DomainBook, Fact, Learnt, MailRoute, MxHost};
pub use trouble::ResolverTrouble;
