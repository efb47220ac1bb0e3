//! Reasons: what a finding is called and what it means.

use std::fmt;

use super::registry::REGISTRY;
use crate::lang::{Text, texts::judge};

/// What becomes of a row. The order is the order of harshness.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decision {
    /// Send to it.
    Keep,
    /// A person should look at it.
    Review,
    /// Do not send to it.
    Remove,
}

impl Decision {
    /// All of them, in the order of the output files.
    pub const ALL: [Decision; 3] = [Decision::Keep, Decision::Review, Decision::Remove];

    /// As it stands in `presend_verdict`.
    pub fn id(self) -> &'static str {
        match self {
            Decision::Keep => "keep",
            Decision::Review => "review",
            Decision::Remove => "remove",
        }
    }

    /// Its name for people; the id stands in it in every language.
    pub fn title(self) -> Text {
        match self {
            Decision::Keep => judge::KEEP,
            Decision::Review => judge::REVIEW,
            Decision::Remove => judge::REMOVE,
        }
    }

    /// The decision of that name.
    pub fn from_id(id: &str) -> Option<Decision> {
        Decision::ALL
            .into_iter()
            .find(|decision| decision.id() == id)
    }
}

impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

/// Which part of the judgement a reason belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// The form of the address.
    Syntax,
    /// The place of the row in the list.
    List,
    /// A misspelling.
    Typo,
    /// What kind of domain it is.
    DomainClass,
    /// What the local part says.
    LocalPart,
    /// What DNS says for certain.
    Dns,
    /// What DNS could not tell.
    DnsUnknown,
    /// What the user's own records say.
    OwnRecords,
}

impl Group {
    /// A heading for the group.
    pub fn title(self) -> Text {
        match self {
            Group::Syntax => judge::SYNTAX,
            Group::List => judge::LIST,
            Group::Typo => judge::TYPO,
            Group::DomainClass => judge::DOMAIN_CLASS,
            Group::LocalPart => judge::LOCAL_PART,
            Group::Dns => judge::DNS,
            Group::DnsUnknown => judge::DNS_UNKNOWN,
            Group::OwnRecords => judge::OWN_RECORDS,
        }
    }
}

/// A reason: an entry of the registry.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reason(pub(super) u8);

/// What the registry holds of one reason.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// Kebab-case, never renamed.
    pub id: &'static str,
    /// The group it belongs to.
    pub group: Group,
    /// What becomes of a row unless the policy says otherwise.
    pub decision: Decision,
    /// Short, for the summary.
    pub title: Text,
    /// One sentence for the row, with `{placeholders}`.
    pub message: Text,
    /// What it means and what to do, for `explain` and the docs.
    pub explain: Text,
}

impl Spec {
    /// Nothing is known: no policy can turn it into `remove`.
    pub fn unknown(&self) -> bool {
        self.group == Group::DnsUnknown
    }
}

impl Reason {
    /// All reasons in the registry's order.
    pub fn all() -> impl Iterator<Item = Reason> {
        (0..REGISTRY.len() as u8).map(Reason)
    }

    /// The reason of that id.
    pub fn from_id(id: &str) -> Option<Reason> {
        Reason::all().find(|reason| reason.spec().id == id)
    }

    /// The registry's entry.
    pub fn spec(self) -> &'static Spec {
        &REGISTRY[usize::from(self.0)]
    }

    /// The id, as in `presend_reason`.
    pub fn id(self) -> &'static str {
        self.spec().id
    }
}

impl fmt::Debug for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_kebab_case_and_unique() {
        let mut ids: Vec<&str> = Reason::all().map(Reason::id).collect();
        for id in &ids {
            assert!(
                id.bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
                    && !id.starts_with('-')
                    && !id.ends_with('-'),
                "{id}"
            );
        }
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count);
    }

    #[test]
    fn the_ids_of_the_contract_are_there_with_their_decisions() {
        for (decision, ids) in [
            (
                Decision::Remove,
                "empty syntax-invalid address-too-long control-character reserved-domain \
                 unknown-tld duplicate disposable-domain domain-not-found no-mail-route null-mx \
                 suppressed-hard-bounce suppressed-complaint suppressed-unsubscribe",
            ),
            (
                Decision::Review,
                "multiple-addresses mixed-script quoted-local-part ip-literal needs-smtputf8 \
                 typo-domain typo-tld disposable-suspected disposable-mx parked-mx \
                 no-reply-address impossible-mailbox implicit-mx mx-private-address mx-is-ip \
                 dns-timeout dns-servfail dns-refused dns-unavailable soft-bounce-recent",
            ),
            (
                Decision::Keep,
                "repaired duplicate-alias typo-fixed private-relay freemail role-account \
                 dns-not-asked allow-listed",
            ),
        ] {
            for id in ids.split_whitespace() {
                let reason = Reason::from_id(id).unwrap_or_else(|| panic!("{id} is missing"));
                assert_eq!(reason.spec().decision, decision, "{id}");
            }
        }
    }

    #[test]
    fn an_unknown_never_removes() {
        for reason in Reason::all().filter(|reason| reason.spec().unknown()) {
            assert_ne!(reason.spec().decision, Decision::Remove, "{reason}");
        }
    }

    #[test]
    fn every_text_stands_in_every_language_with_the_same_placeholders() {
        let holders = |text: &str| -> Vec<String> {
            let mut found: Vec<String> = text
                .split('{')
                .skip(1)
                .filter_map(|rest| rest.split_once('}').map(|(name, _)| name.to_owned()))
                .collect();
            found.sort();
            found
        };
        for reason in Reason::all() {
            let spec = reason.spec();
            for text in [spec.title, spec.message, spec.explain] {
                assert!(!text.en.is_empty() && !text.zh.is_empty(), "{reason}");
                assert!(!text.zh.is_ascii(), "{reason}: {}", text.zh);
            }
            assert_eq!(
                holders(spec.message.en),
                holders(spec.message.zh),
                "{reason}"
            );
            assert!(!spec.message.en.ends_with('.'), "{reason}");
            assert!(
                !spec.message.en.contains("; "),
                "{reason}: the separator of findings"
            );
        }
    }
}
