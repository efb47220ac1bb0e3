//! Providers as the targets of corrections, and which of them a domain may mean at all.

/// A provider as a target of corrections.
pub(super) struct Target {
    pub(super) domain: &'static str,
    /// What stands before the public suffix.
    pub(super) name: &'static str,
    pub(super) suffix: &'static str,
    pub(super) tier: u8,
    pub(super) letters: Letters,
    /// The most slips that `name_slips` believes in a name of this length; none where it believes swaps and doublings
    /// only, which bring no new letter.
    pub(super) slips: u32,
}

/// What two domains must nearly share to be a few slips apart. To compare it costs next to nothing.
#[derive(Clone, Copy)]
pub(super) struct Letters {
    /// One bit for each letter and digit that stands in the domain.
    present: u64,
    /// How many there are, dots and hyphens aside.
    count: u32,
}

impl Letters {
    pub(super) fn of(domain: &str) -> Letters {
        let mut letters = Letters {
            present: 0,
            count: 0,
        };
        for byte in domain.bytes().filter(|byte| !b".-_".contains(byte)) {
            letters.present |= 1 << (byte & 63);
            letters.count += 1;
        }
        letters
    }

    /// Whether so many slips may lie between the two. A slip brings or takes at most two letters (`rn` for `m`).
    pub(super) fn within(self, other: Letters, slips: u32) -> bool {
        self.count.abs_diff(other.count) <= slips.max(1)
            && (self.present & !other.present).count_ones() <= slips * 2
            && (other.present & !self.present).count_ones() <= slips * 2
    }
}

/// The most slips in an ending that `TypoJudge::suffix_slips` believes.
const SUFFIX_SLIPS: u32 = 2;

impl Target {
    /// `None` for a domain without a public suffix.
    pub(super) fn of(domain: &'static str, tier: u8) -> Option<Target> {
        let suffix = psl::suffix_str(domain)?;
        let name = domain.strip_suffix(suffix)?.strip_suffix('.')?;
        Some(Target {
            domain,
            name,
            suffix,
            tier,
            letters: Letters::of(domain),
            slips: match name.split('.').map(str::len).max() {
                Some(7..) => 2,
                Some(5..) => 1,
                _ => 0,
            },
        })
    }

    /// Whether [`super::TypoJudge::compare`] may find anything: it is asked of every provider for every domain.
    pub(super) fn may_be_meant(&self, typed: &str, letters: Letters, exists: bool) -> bool {
        let slips = match exists {
            true => self.slips,
            false => self.slips + SUFFIX_SLIPS,
        };
        self.letters.within(letters, slips) || typed.starts_with(self.name)
    }
}
