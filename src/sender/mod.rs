//! Whether a domain can send: what receivers will see of it in DNS.

mod blocklist;
mod bounces;
mod check;
mod dkim;
mod dmarc;
mod docs;
mod generic;
#[cfg(test)]
mod hostile;
mod ip;
mod message;
mod outcome;
mod receivers;
mod registry;
mod remark;
mod report;
mod request;
mod servers;
mod spf;
mod tags;

pub use check::Check;
pub use docs::markdown;
pub use message::Message;
pub use outcome::{Outcome, Verdict};
pub use receivers::Standing;
pub use registry::{Part, Rule, Weight, rule, rules};
pub use remark::{Entry, Remark};
pub use report::{Report, check};
pub use request::Request;

/// The domain that somebody registered, by the public suffix list.
fn registered(domain: &str) -> &str {
    psl::domain_str(domain).unwrap_or(domain)
}

/// Whether two names stand under one registered domain, so that one console holds the records of both.
fn same_owner(one: &str, other: &str) -> bool {
    let bare = |name: &str| name.trim_end_matches('.').to_ascii_lowercase();
    registered(&bare(one)) == registered(&bare(other))
}
