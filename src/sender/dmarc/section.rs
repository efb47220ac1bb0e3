//! All that DMARC says of the domain in From.

use super::align::{Aligned, Identifier, compare_all};
use super::lint::lint;
use super::record::{Policy, Record};
use super::reports::{Destination, destinations};
use super::walk::{Organisation, Stop, Walk};
use crate::dns::{Answer, Client, DnsFault, RecordKind};
use crate::lang::{Value, texts::sender_dmarc as words};
use crate::sender::outcome::Outcome;
use crate::sender::remark::Remark;

/// The record that holds, and what it comes to.
#[derive(Clone, Debug)]
pub struct Holding {
    /// The domain at which it stands.
    pub domain: String,
    /// The record as text.
    pub text: String,
    /// The record.
    pub record: Record,
    /// What it asks for mail of the domain in From; `None` where it depends on an answer that did not come, or where
    /// receivers cannot use the record.
    pub policy: Option<Policy>,
    /// The tag that says so.
    pub tag: Option<&'static str>,
    /// Where its reports go.
    pub destinations: Vec<Destination>,
}

impl Holding {
    /// The policy that receivers apply, which `t=y` makes milder.
    pub fn effective(&self) -> Option<Policy> {
        let policy = self.policy?;
        Some(match self.record.testing {
            true => policy.milder(),
            false => policy,
        })
    }
}

/// All that DMARC says of the domain in From.
#[derive(Clone, Debug)]
pub struct Section {
    /// The domain in From.
    pub domain: String,
    /// The walk.
    pub walk: Walk,
    /// Its organisation.
    pub organisation: Organisation,
    /// The record that holds.
    pub holding: Option<Holding>,
    /// The name without an answer on which the record depends.
    pub doubt: Option<(String, DnsFault)>,
    /// The domain that SPF vouches for.
    pub spf: Option<Aligned>,
    /// The domains that DKIM vouches for.
    pub dkim: Vec<Aligned>,
    /// What there is to say.
    pub remarks: Vec<Remark>,
}

impl Section {
    /// Looks for the record that holds for a domain. `identifiers` are those that SPF and DKIM may vouch for.
    pub fn make(
        client: &Client<'_>,
        domain: &str,
        identifiers: (Option<Identifier>, Vec<Identifier>),
    ) -> Section {
        let walk = Walk::from(client, domain);
        let organisation = walk.organisation();
        let (step, doubt) = match walk.holding() {
            Ok(step) => (step, None),
            Err(doubt) => (None, Some(doubt)),
        };
        let holding = step.and_then(|at| match &walk.steps[at] {
            (place, Stop::One(text, record)) => Some(hold(client, domain, place, text, record)),
            _ => None,
        });
        let plain = Record::default();
        let record = holding.as_ref().map_or(&plain, |holding| &holding.record);
        let (spf, dkim) = compare_all(client, domain, &organisation, record, identifiers);
        let mut section = Section {
            domain: domain.to_owned(),
            walk,
            organisation,
            holding,
            doubt,
            spf,
            dkim,
            remarks: Vec::new(),
        };
        section.remarks = lint(client, &section);
        section
    }

    /// How the check ends.
    pub fn outcome(&self) -> Outcome {
        Remark::worst(&self.remarks)
    }

    /// What was found, in a few words.
    pub fn brief(&self) -> Value {
        let Some((holding, policy)) = self
            .holding
            .as_ref()
            .and_then(|held| Some((held, held.effective()?)))
        else {
            return "".into();
        };
        let place = super::walk::place(&holding.domain);
        words::HOLDS
            .with("policy", policy.id())
            .with("place", place)
            .into()
    }

    /// Whether a usable record holds; `None` where that is not known.
    pub fn has_record(&self) -> Option<bool> {
        match (&self.holding, &self.doubt) {
            (Some(holding), _) => Some(holding.record.is_usable()),
            (None, Some(_)) => None,
            (None, None) => Some(false),
        }
    }

    /// Whether mail passes by one of the domains that SPF and DKIM vouch for; `None` where that is not known.
    pub fn passes(&self) -> Option<bool> {
        let all: Vec<Option<bool>> = self
            .spf
            .iter()
            .chain(&self.dkim)
            .map(Aligned::carries)
            .collect();
        if all.contains(&Some(true)) {
            return Some(true);
        }
        match all.is_empty() || all.contains(&None) {
            true => None,
            false => Some(false),
        }
    }
}

fn hold(client: &Client<'_>, domain: &str, place: &str, text: &str, record: &Record) -> Holding {
    let said = if !record.is_usable() {
        None
    } else if place == domain {
        Some((record.own_policy(), "p"))
    } else {
        // Only where the two differ does it matter whether the domain exists.
        let (there, absent) = (record.policy_below(true), record.policy_below(false));
        match client.addresses(domain, RecordKind::A) {
            _ if there == absent => Some(there),
            Answer::NoName => Some(absent),
            Answer::Unknown(_) => None,
            Answer::Found(_) | Answer::NoData => Some(there),
        }
    };
    Holding {
        domain: place.to_owned(),
        text: text.to_owned(),
        record: record.clone(),
        policy: said.map(|(policy, _)| policy),
        tag: said.map(|(_, tag)| tag),
        destinations: destinations(client, place, record),
    }
}
