//! The services that a domain's SPF record names.

use super::eval::{Selected, select};
use super::record::{Mechanism, Record, Term};
use crate::dns::Client;

/// Records of one domain that are followed: the first, and where it redirects.
const MOST_REDIRECTS: usize = 3;

/// The domains that the record includes, or is redirected to, as far as their names do not depend on the message.
pub fn services(client: &Client<'_>, domain: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut next = domain.to_owned();
    for _ in 0..MOST_REDIRECTS {
        let text = match select(client, &next) {
            Selected::One(text) => text,
            Selected::Several(mut several) => several.swap_remove(0),
            Selected::None | Selected::Unknown => break,
        };
        let record = Record::parse(&text);
        for term in record.sound() {
            if let Term::Directive(_, Mechanism::Include(name)) | Term::Redirect(name) = term
                && name.letters().next().is_none()
            {
                found.push(name.expand(|_| String::new()).to_ascii_lowercase());
            }
        }
        match record
            .redirect()
            .filter(|name| name.letters().next().is_none())
        {
            Some(name) => next = name.expand(|_| String::new()),
            None => break,
        }
    }
    found
}
