//! What the list itself says about its domains.

use std::collections::HashMap;
use std::hash::Hasher;

use siphasher::sip::SipHasher13;

/// How many different mailboxes of the list stand at each domain.
#[derive(Clone, Debug, Default)]
pub struct Census {
    counts: HashMap<String, u32>,
    /// The domains that many rows use, sorted.
    common: Vec<String>,
    /// Fingerprints of the same domains with one letter left out, and which domain each is of, sorted.
    neighbours: Vec<(u64, u32)>,
}

/// From this many mailboxes on, the list uses a domain on purpose.
const MANY: u32 = 10;
/// A domain with at most this many mailboxes may be a slip of a common one.
const FEW: u32 = 2;

impl Census {
    /// Takes the counts: domain (lower-case A-labels) to number of mailboxes.
    pub fn new(counts: HashMap<String, u32>) -> Census {
        let mut common: Vec<String> = counts
            .iter()
            .filter(|&(_, &count)| count >= MANY)
            .map(|(domain, _)| domain.clone())
            .collect();
        common.sort_unstable();
        let mut neighbours: Vec<(u64, u32)> = common
            .iter()
            .zip(0..)
            .flat_map(|(domain, place)| {
                with_one_left_out(domain).map(move |word| (fingerprint(&word), place))
            })
            .collect();
        neighbours.sort_unstable();
        neighbours.dedup();
        Census {
            counts,
            common,
            neighbours,
        }
    }

    /// The number of mailboxes at a domain.
    pub fn count(&self, domain: &str) -> u32 {
        self.counts.get(domain).copied().unwrap_or(0)
    }

    /// Whether so many rows use `domain`, also in relation to the one it resembles, that it
    /// cannot be a slip.
    pub fn uses(&self, domain: &str, instead_of: &str) -> bool {
        let count = self.count(domain);
        count >= MANY && count >= self.count(instead_of) / 10
    }

    /// Domains that many rows use and of which `domain`, seldom as it is, may be a slip.
    pub fn common_neighbours(&self, domain: &str) -> Vec<&str> {
        let count = self.count(domain);
        if self.neighbours.is_empty() || count > FEW {
            return Vec::new();
        }
        let mut found: Vec<&str> = with_one_left_out(domain)
            .flat_map(|word| self.with_fingerprint(fingerprint(&word)))
            .filter(|&other| other != domain && self.count(other) >= MANY * count.max(1))
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn with_fingerprint(&self, wanted: u64) -> impl Iterator<Item = &str> {
        let from = self
            .neighbours
            .partition_point(|&(found, _)| found < wanted);
        self.neighbours[from..]
            .iter()
            .take_while(move |&&(found, _)| found == wanted)
            .map(|&(_, place)| self.common[place as usize].as_str())
    }
}

fn fingerprint(word: &str) -> u64 {
    let mut hasher = SipHasher13::new();
    hasher.write(word.as_bytes());
    hasher.finish()
}

/// The word itself, and each word that leaves one letter out: two words that are one slip apart
/// share at least one of them.
fn with_one_left_out(word: &str) -> impl Iterator<Item = String> {
    let left_out = word.char_indices().map(|(place, c)| {
        let mut shorter = String::with_capacity(word.len());
        shorter.push_str(&word[..place]);
        shorter.push_str(&word[place + c.len_utf8()..]);
        shorter
    });
    std::iter::once(word.to_owned()).chain(left_out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn census(counts: &[(&str, u32)]) -> Census {
        Census::new(counts.iter().map(|&(d, n)| (d.to_owned(), n)).collect())
    }

    #[test]
    fn what_many_rows_use_is_no_slip() {
        let census = census(&[("gmai.com", 30), ("gmail.com", 40), ("rare.com", 9)]);
        assert!(census.uses("gmai.com", "gmail.com"));
        assert!(!census.uses("rare.com", "gmail.com"));
    }

    #[test]
    fn a_few_beside_many_are_neighbours() {
        let census = census(&[
            ("acme-trading.com", 40),
            ("acme-trading.con", 1),
            ("acme-trade.com", 5),
        ]);
        assert_eq!(
            census.common_neighbours("acme-trading.con"),
            ["acme-trading.com"]
        );
        assert!(census.common_neighbours("acme-trade.com").is_empty());
        assert!(census.common_neighbours("other.com").is_empty());
    }
}
