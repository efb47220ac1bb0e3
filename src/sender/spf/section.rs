//! All that SPF says of a domain and its servers.

use super::eval::{Evaluation, SpfResult, evaluate};
use super::lint::{lint, missing_ips};
use super::mend::{Wanted, mended};
use super::tree::{Node, State, walk};
use crate::dns::{Client, DnsFault};
use crate::lang::{Value, texts::sender_spf as words};
use crate::sender::outcome::Outcome;
use crate::sender::registry::{self as rules, Weight};
use crate::sender::remark::{Entry, Remark, fault_words};
use crate::sender::request::Request;

/// All that SPF says of a domain and its servers.
#[derive(Clone, Debug)]
pub struct Section {
    /// The domain of the envelope sender.
    pub domain: String,
    /// The record and all that it includes.
    pub tree: Node,
    /// What receivers make of each server.
    pub evaluations: Vec<Evaluation>,
    /// What there is to say.
    pub remarks: Vec<Remark>,
}

impl Section {
    /// Looks at the domain of the envelope sender. `includes` finds those of the services that are known to send for it,
    /// for a record that names nobody yet.
    pub fn make(
        client: &Client<'_>,
        request: &Request,
        includes: impl FnOnce() -> Vec<String>,
    ) -> Section {
        let domain = request.envelope_domain().to_owned();
        let tree = walk(client, &domain, request.helo.as_deref());
        let evaluations: Vec<Evaluation> = request
            .ips
            .iter()
            .map(|&ip| evaluate(client, request.identity(ip)))
            .collect();
        let names_nobody = matches!(tree.state, State::Missing | State::Read)
            && tree.terms.iter().all(|leaf| leaf.names_nobody());
        let wanted = Wanted {
            ips: missing_ips(&evaluations),
            includes: if names_nobody { includes() } else { Vec::new() },
        };
        let mut remarks = lint(&tree, &wanted);
        for one in &evaluations {
            remarks.extend(verdict(one, &tree, &wanted, &remarks));
        }
        Section {
            domain,
            tree,
            evaluations,
            remarks,
        }
    }

    /// How the check ends.
    pub fn outcome(&self) -> Outcome {
        Remark::worst(&self.remarks)
    }

    /// What was found, in a few words.
    pub fn brief(&self) -> Value {
        let results = self.evaluations.iter().map(|one| {
            let told = words::RESULT.with("result", one.result.id());
            told.with("ip", one.identity.ip.to_string()).into()
        });
        let costs = match self.tree.state {
            State::Read => Some(words::COSTS.with("n", self.tree.lookups).into()),
            _ => None,
        };
        Value::List(results.take(5).chain(costs).collect())
    }

    /// The worst of the results, by what receivers do about it.
    pub fn worst(&self) -> Option<&Evaluation> {
        self.evaluations.iter().max_by_key(|one| match one.result {
            SpfResult::Pass => 0,
            SpfResult::None => 1,
            SpfResult::Neutral => 2,
            SpfResult::SoftFail => 3,
            SpfResult::TempError => 4,
            SpfResult::Fail => 5,
            SpfResult::PermError => 6,
        })
    }
}

/// What the result for one server adds to what is wrong anyway.
fn verdict(one: &Evaluation, tree: &Node, wanted: &Wanted, known: &[Remark]) -> Option<Remark> {
    let has = |weight| known.iter().any(|remark| remark.rule.weight == weight);
    let domain = &one.identity.domain;
    let ip = one.identity.ip.to_string();
    match one.result {
        SpfResult::Pass | SpfResult::None => None,
        SpfResult::Fail | SpfResult::SoftFail | SpfResult::Neutral => {
            let mut remark = Remark::new(&rules::SPF_NOT_AUTHORISED, domain)
                .with("result", one.result.id())
                .with("ip", ip);
            if let Some(text) = &tree.text {
                remark = remark.found(Entry::txt(domain, text));
            }
            if let Some(text) = mended(tree, wanted) {
                remark = remark.publish(Entry::txt(domain, text));
            }
            Some(remark)
        }
        SpfResult::PermError if has(Weight::Problem) => None,
        SpfResult::PermError => Some(Remark::new(&rules::SPF_BROKEN, domain).with("ip", ip)),
        SpfResult::TempError if has(Weight::Unknown) => None,
        SpfResult::TempError => {
            let remark = Remark::new(&rules::SPF_UNANSWERED, domain).with("target", domain);
            Some(remark.with("fault", fault_words(DnsFault::ServFail)))
        }
    }
}
