//! Which local parts the tables may say something of.

use super::{Lists, NO_REPLY, PLACEHOLDERS, ROLES};

/// A power of two, so that a hash is cut to a place.
const BITS: usize = 1 << 18;

/// Tells, without asking the tables, that they say nothing of a local part. It errs on the other side only.
pub struct LocalFilter {
    bits: Vec<u64>,
}

/// FNV-1a, 64 bits, over letters and digits in lower case.
const SEED: u64 = 0xcbf2_9ce4_8422_2325;

fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte.to_ascii_lowercase())).wrapping_mul(0x0000_0100_0000_01b3)
}

fn is_separator(byte: u8) -> bool {
    matches!(byte, b'.' | b'-' | b'_')
}

impl LocalFilter {
    pub(super) fn of(lists: &Lists) -> LocalFilter {
        let mut filter = LocalFilter {
            bits: vec![0; BITS / 64],
        };
        for row in ROLES
            .rows()
            .chain(NO_REPLY.rows())
            .chain(PLACEHOLDERS.rows())
        {
            filter.add(row.key());
        }
        for table in ["role", "no-reply", "allow", "block"] {
            for entry in lists.overlay_entries(table) {
                filter.add(entry);
            }
        }
        filter
    }

    /// Takes a local part, or that of an address; domains do no harm.
    fn add(&mut self, entry: &str) {
        let local = entry.rsplit_once('@').map_or(entry, |(local, _)| local);
        let whole = local
            .bytes()
            .filter(|byte| !is_separator(*byte))
            .fold(SEED, step);
        self.set(whole);
        let unnumbered = local.trim_end_matches(|c: char| c.is_ascii_digit());
        self.set(
            unnumbered
                .bytes()
                .filter(|byte| !is_separator(*byte))
                .fold(SEED, step),
        );
    }

    fn set(&mut self, hash: u64) {
        if hash == SEED {
            // Nothing is left of a number: every number would be known.
            return;
        }
        let place = hash as usize % BITS;
        self.bits[place / 64] |= 1 << (place % 64);
    }

    fn has(&self, hash: u64) -> bool {
        let place = hash as usize % BITS;
        self.bits[place / 64] >> (place % 64) & 1 == 1
    }

    /// Whether [`Lists::role`], [`Lists::is_no_reply`], [`Lists::is_placeholder`], [`Lists::allows`] or [`Lists::blocks`] may
    /// know a local part of ASCII letters, digits and separators: as it stands, without its separators, without the number
    /// behind it, or by its first word.
    pub fn may_know(&self, local: &[u8]) -> bool {
        let (mut hash, mut unnumbered, mut word) = (SEED, SEED, None);
        for (at, &byte) in local.iter().enumerate() {
            if is_separator(byte) {
                // Behind a role stands at most a country or a short number.
                word = word.or((local.len() - at <= 4).then_some(hash));
                continue;
            }
            hash = step(hash, byte);
            if !byte.is_ascii_digit() {
                unnumbered = hash;
            }
        }
        self.has(hash) || self.has(unnumbered) || word.is_some_and(|word| self.has(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_tables_know_passes() {
        let mut lists = Lists::builtin();
        lists
            .overlay("block", "jo@firm-notreal.com\n", false)
            .unwrap();
        let filter = LocalFilter::of(&lists);
        for local in [
            "info",
            "Sales",
            "sales2",
            "info.de",
            "no-reply",
            "noreply",
            "No_Reply3",
            "jo",
            "J.O",
            "abc",
        ] {
            assert!(filter.may_know(local.as_bytes()), "{local}");
        }
        for row in ROLES.rows() {
            for local in [
                row.key().to_owned(),
                format!("{}7", row.key()),
                format!("{}.cn", row.key()),
            ] {
                assert!(
                    lists.role(&local).is_none() || filter.may_know(local.as_bytes()),
                    "{local}"
                );
            }
        }
        let names = [
            "li.wang",
            "zhaoliu88",
            "maria_schmidt",
            "13800000000",
            "j.doe",
        ];
        let known = names
            .iter()
            .filter(|local| filter.may_know(local.as_bytes()));
        assert_eq!(known.count(), 0);
    }
}
