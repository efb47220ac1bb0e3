//! Whether a domain can send: what receivers will see of it in DNS.

mod check;
mod ip;
mod outcome;
mod report;
mod request;
pub mod spf;

pub use check::Check;
pub use outcome::{Outcome, Verdict};
pub use report::{Report, check};
pub use request::Request;
