//! What the rows of the tables say.

use super::table::Row;

/// A mailbox provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Provider {
    /// Its domain, lower-case A-labels.
    pub domain: &'static str,
    /// Who runs it; empty where that is not recorded.
    pub operator: &'static str,
    /// Where its users are: a country code, or `global`.
    pub region: &'static str,
    /// What kind of mailboxes it has.
    pub kind: ProviderKind,
    /// How well known it is: 1 to 3; 4 is known, but never a target of corrections.
    pub tier: u8,
}

/// What kind of mailboxes a provider has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProviderKind {
    /// Free for everybody.
    Free,
    /// Comes with an internet access.
    Isp,
    /// Paid for by its user.
    Paid,
    /// Passes mail on to a hidden address.
    Relay,
    /// One company's own.
    Corp,
}

impl Provider {
    pub(super) fn of(row: Row) -> Provider {
        Provider {
            domain: row.key(),
            operator: row.field(1),
            region: row.field(2),
            kind: match row.field(3) {
                "free" => ProviderKind::Free,
                "isp" => ProviderKind::Isp,
                "paid" => ProviderKind::Paid,
                "relay" => ProviderKind::Relay,
                _ => ProviderKind::Corp,
            },
            tier: row.field(4).parse().unwrap_or(4),
        }
    }
}

/// A hit in the tables of disposable domains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisposableHit {
    /// How sure the table is.
    pub tier: DisposableTier,
    /// The entry: the domain itself or one above it.
    pub entry: String,
}

/// How sure a table of disposable domains is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DisposableTier {
    /// The base list.
    Base,
    /// Named by several lists of lesser quality.
    Suspected,
    /// The user's own entry.
    Overlay,
}

/// What an MX host says of the domains behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MxClass {
    /// Serves disposable addresses.
    Disposable,
    /// Serves domains that nobody uses.
    Parked,
    /// Passes mail on to hidden addresses.
    Relay,
    /// Serves all kinds of domains: no evidence, whatever else is found.
    Shared,
}

impl MxClass {
    pub(super) fn of(row: Row) -> MxClass {
        match row.field(1) {
            "disposable" => MxClass::Disposable,
            "parked" => MxClass::Parked,
            "relay" => MxClass::Relay,
            _ => MxClass::Shared,
        }
    }
}

/// Who receives the mail, by the MX host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MxProvider {
    /// Stable id.
    pub id: &'static str,
    /// Name for people.
    pub name: &'static str,
    /// Where its customers are: a country code, or `global`.
    pub region: &'static str,
}

/// A role local part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Role {
    /// The entry that matched.
    pub token: &'static str,
    /// Its language.
    pub lang: &'static str,
    /// What the role is about: sales, support, ...
    pub class: &'static str,
}

/// When a provider takes several addresses for one mailbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AliasRule {
    /// Dots in the local part mean nothing.
    pub dots: bool,
    /// Everything from this sign on means nothing.
    pub tag: Option<char>,
    /// The name among the provider's domains that stands for all: the same names are the same mailboxes there.
    pub canonical: &'static str,
    /// The domain is no more than another spelling of the canonical one (`googlemail.com`): an address that stands at
    /// both is written twice. At others (`pm.me`) it is a second address, which its owner may tell apart.
    pub duplicate: bool,
}

impl AliasRule {
    pub(super) fn of(row: Row) -> AliasRule {
        AliasRule {
            dots: row.field(1) == "yes",
            tag: row.field(2).chars().next(),
            canonical: row.field(3),
            duplicate: row.field(4) == "yes",
        }
    }

    /// The local part without what means nothing to the provider.
    pub fn base(self, local: &str) -> String {
        let untagged = match self.tag {
            Some(tag) => local.split(tag).next().unwrap_or(local),
            None => local,
        };
        if self.dots {
            untagged.replace('.', "")
        } else {
            untagged.to_owned()
        }
    }
}

/// Which mailbox names a provider gives out, by its own published rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MailboxRule {
    min: usize,
    max: usize,
    chars: &'static str,
    first: &'static str,
    /// The fewest and the most digits of a name of digits only, which begins with no 0; `None`: no rule of its own.
    numbers: Option<(usize, usize)>,
    alias: Option<AliasRule>,
    /// Where the provider says so.
    pub source: &'static str,
}

impl MailboxRule {
    pub(super) fn of(row: Row, alias: Option<AliasRule>) -> MailboxRule {
        MailboxRule {
            min: row.field(1).parse().unwrap_or(0),
            max: row.field(2).parse().unwrap_or(usize::MAX),
            chars: row.field(3),
            first: row.field(4),
            numbers: row
                .field(5)
                .split_once('-')
                .and_then(|(min, max)| Some((min.parse().ok()?, max.parse().ok()?))),
            alias,
            source: row.field(6),
        }
    }

    /// The same rule for local parts of ASCII, as bits: which characters may stand in it, and which at its beginning.
    pub fn ascii(&self) -> AsciiRule {
        let bits = |class| {
            (0..128u8)
                .filter(|&byte| in_class(class, char::from(byte)))
                .fold(0, |bits, byte| bits | 1 << byte)
        };
        AsciiRule {
            min: self.min,
            max: self.max,
            chars: bits(self.chars),
            first: bits(self.first),
            numbers: self.numbers,
            dots: self.alias.is_some_and(|alias| alias.dots),
        }
    }

    /// Whether the provider could have given out this local part (lower-case).
    pub fn allows(&self, local: &str) -> bool {
        let base = self
            .alias
            .map_or_else(|| local.to_owned(), |rule| rule.base(local));
        let length = base.chars().count();
        if let Some((min, max)) = self.numbers
            && base.chars().all(|c| c.is_ascii_digit())
        {
            return (min..=max).contains(&length) && !base.starts_with('0');
        }
        (self.min..=self.max).contains(&length)
            && base.chars().all(|c| in_class(self.chars, c))
            && local
                .chars()
                .next()
                .is_some_and(|c| in_class(self.first, c))
    }
}

/// A [`MailboxRule`] for local parts of ASCII without a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AsciiRule {
    min: usize,
    max: usize,
    chars: u128,
    first: u128,
    numbers: Option<(usize, usize)>,
    dots: bool,
}

impl AsciiRule {
    /// As [`MailboxRule::allows`], in any case.
    pub fn allows(&self, local: &[u8]) -> bool {
        let has = |bits: u128, byte: u8| bits >> (byte.to_ascii_lowercase() & 127) & 1 == 1;
        let counts = |byte: &u8| !(self.dots && *byte == b'.');
        let length = local.iter().filter(|byte| counts(byte)).count();
        if let Some((min, max)) = self.numbers
            && local.iter().all(u8::is_ascii_digit)
        {
            return (min..=max).contains(&length) && local.first() != Some(&b'0');
        }
        (self.min..=self.max).contains(&length)
            && local
                .iter()
                .all(|byte| !counts(byte) || has(self.chars, *byte))
            && local.first().is_some_and(|byte| has(self.first, *byte))
    }
}

/// Whether a class such as `a-z0-9._-` has the character; a hyphen at its end means itself.
fn in_class(class: &str, wanted: char) -> bool {
    let mut rest = class.chars();
    while let Some(from) = rest.next() {
        let mut ahead = rest.clone();
        match (ahead.next(), ahead.next()) {
            (Some('-'), Some(to)) => {
                if (from..=to).contains(&wanted) {
                    return true;
                }
                rest = ahead;
            }
            _ if from == wanted => return true,
            _ => {}
        }
    }
    false
}

/// What a column's header says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnHint {
    /// Addresses stand in it.
    Address {
        /// How good a guess it is, 1 the best.
        rank: u8,
    },
    /// It has to do with addresses, but holds none of the contact's.
    NotAddress,
}

impl ColumnHint {
    pub(super) fn of(row: Row) -> ColumnHint {
        match row.field(1) {
            "address" => ColumnHint::Address {
                rank: row.field(2).parse().unwrap_or(u8::MAX),
            },
            _ => ColumnHint::NotAddress,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_have_ranges_and_single_signs() {
        for c in ['a', 'm', 'z', '0', '9', '.', '_', '-'] {
            assert!(in_class("a-z0-9._-", c), "{c}");
        }
        for c in ['A', '+', '中'] {
            assert!(!in_class("a-z0-9._-", c), "{c}");
        }
    }
}
