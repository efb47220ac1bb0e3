//! Whether those to whom reports are to be sent agree (RFC 9990, section 4).

use super::record::{Address, Record};
use super::walk::{Organisation, Walk};
use crate::dns::{Answer, Client, DnsFault};

/// Addresses that are looked at.
const MOST: usize = 10;

/// An address for reports, and whether its owner takes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// The address.
    pub address: Address,
    /// What its owner says.
    pub consent: Consent,
}

/// What the owner of an address says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consent {
    /// It belongs to the same organisation, and need not say anything.
    Own,
    /// It agrees.
    Given,
    /// It does not.
    Missing,
    /// DNS could not tell.
    Unknown(DnsFault),
}

impl Destination {
    /// Where its owner must agree. `policy` is the domain at which the record stands.
    pub fn place(&self, policy: &str) -> String {
        let domain = self.address.domain.as_deref().unwrap_or_default();
        format!("{policy}._report._dmarc.{domain}")
    }
}

/// Looks at every address of a record.
pub fn destinations(client: &Client<'_>, policy: &str, record: &Record) -> Vec<Destination> {
    let organisation = Walk::from(client, policy).organisation();
    let addresses = record
        .addresses
        .iter()
        .filter(|address| address.domain.is_some());
    addresses
        .take(MOST)
        .map(|address| {
            let mut destination = Destination {
                address: address.clone(),
                consent: Consent::Own,
            };
            let domain = address.domain.as_deref().unwrap_or_default();
            if domain != policy && !is_own(client, &organisation, domain) {
                destination.consent = consent(client, &destination.place(policy));
            }
            destination
        })
        .collect()
}

/// Whether the address stands in the same organisation. Where that is not known it must agree to be sure.
fn is_own(client: &Client<'_>, organisation: &Organisation, domain: &str) -> bool {
    match (organisation, Walk::from(client, domain).organisation()) {
        (Organisation::At(one), Organisation::At(other)) => *one == other,
        _ => false,
    }
}

fn consent(client: &Client<'_>, place: &str) -> Consent {
    match client.texts(place) {
        Answer::Found(texts) if texts.iter().any(|text| Record::is_one(&text.text())) => {
            Consent::Given
        }
        Answer::Found(_) | Answer::NoData | Answer::NoName => Consent::Missing,
        Answer::Unknown(fault) => Consent::Unknown(fault),
    }
}
