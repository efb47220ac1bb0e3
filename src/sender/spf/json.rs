//! SPF as JSON. The names are a format: never rename one.

use serde_json::{Value, json};

use super::eval::Evaluation;
use super::section::Section;
use super::tree::{Found, Leaf, Node, State};
use crate::report::visible;

/// Characters of a record that are shown.
const SHOWN: usize = 4096;
/// Terms of a record that are shown.
const TERMS: usize = 200;

impl Section {
    /// The section as one object. Without an address there is no result.
    pub fn json(&self) -> Value {
        let worst = self.worst();
        json!({
            "outcome": self.outcome().id(),
            "domain": self.domain,
            "record": self.tree.text.as_ref().map(|text| visible(text, SHOWN)),
            "result": worst.map(|one| one.result.id()),
            "explanation": worst.and_then(|one| one.explanation.as_ref()),
            "lookups": self.tree.lookups,
            "void_lookups": self.tree.void_lookups,
            "results": self.evaluations.iter().map(evaluation).collect::<Vec<_>>(),
            "tree": node(&self.tree),
        })
    }
}

fn evaluation(one: &Evaluation) -> Value {
    let (term, record) = one.matched.clone().unzip();
    json!({
        "ip": one.identity.ip.to_string(),
        "helo": one.identity.helo,
        "mail_from": format!("{}@{}", one.identity.local, one.identity.domain),
        "result": one.result.id(),
        "explanation": one.explanation,
        "matched": term,
        "matched_in": record,
        "lookups": one.lookups,
        "void_lookups": one.void_lookups,
    })
}

fn node(one: &Node) -> Value {
    let count = match one.state {
        State::Several(n) => Some(n),
        _ => None,
    };
    let terms: Vec<Value> = one.terms.iter().take(TERMS).map(leaf).collect();
    json!({
        "domain": visible(&one.domain, SHOWN),
        "state": one.state.id(),
        "records": count,
        "record": one.text.as_ref().map(|text| visible(text, SHOWN)),
        "lookups": one.lookups,
        "void_lookups": one.void_lookups,
        "terms": terms,
    })
}

fn leaf(one: &Leaf) -> Value {
    let found = match &one.found {
        Found::Nothing | Found::Hosts(_) => None,
        Found::Void => Some("nothing"),
        Found::Addresses(_) => Some("addresses"),
        Found::Unknown(_) => Some("cannot tell"),
    };
    json!({
        "term": visible(&one.text, SHOWN),
        "error": one.term.as_ref().err().map(|what| what.en),
        "lookups": one.lookups(),
        "void_lookups": one.void_lookups(),
        "ignored": one.ignored,
        "found": found,
        "include": one.below.as_ref().map(|below| node(below)),
    })
}
