//! Whether the domains that SPF and DKIM vouch for belong together with the one in From (RFC 9989, section 4.4).

use super::record::Record;
use super::walk::{Organisation, Walk};
use crate::dns::Client;

/// A domain that SPF or DKIM may vouch for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identifier {
    /// The domain.
    pub domain: String,
    /// Whether it passes; `None` where that is not known.
    pub passes: Option<bool>,
}

/// What is known of an identifier beside the domain in From.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aligned {
    /// The identifier.
    pub identifier: Identifier,
    /// Whether it belongs together with the domain in From; `None` where that is not known.
    pub aligned: Option<bool>,
}

impl Aligned {
    /// Whether DMARC passes by it; `None` where that is not known.
    pub fn carries(&self) -> Option<bool> {
        match (self.aligned, self.identifier.passes) {
            (Some(true), Some(true)) => Some(true),
            (Some(false), _) | (_, Some(false)) => Some(false),
            _ => None,
        }
    }
}

/// Compares an identifier with the domain in From.
pub fn compare(
    client: &Client<'_>,
    from: &str,
    organisation: &Organisation,
    identifier: Identifier,
    strict: bool,
) -> Aligned {
    let domain = identifier.domain.trim_end_matches('.').to_ascii_lowercase();
    let aligned = if domain == from {
        Some(true)
    } else if strict {
        Some(false)
    } else {
        match (organisation, Walk::from(client, &domain).organisation()) {
            (Organisation::At(one), Organisation::At(other)) => Some(*one == other),
            _ => None,
        }
    };
    Aligned {
        identifier,
        aligned,
    }
}

/// The comparison for both kinds of identifiers.
pub fn compare_all(
    client: &Client<'_>,
    from: &str,
    organisation: &Organisation,
    record: &Record,
    (spf, dkim): (Option<Identifier>, Vec<Identifier>),
) -> (Option<Aligned>, Vec<Aligned>) {
    let compared = |identifier, strict| compare(client, from, organisation, identifier, strict);
    let spf = spf.map(|identifier| compared(identifier, record.strict_spf));
    let dkim = dkim
        .into_iter()
        .map(|identifier| compared(identifier, record.strict_dkim));
    (spf, dkim.collect())
}
