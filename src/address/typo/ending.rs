//! Endings that cannot be: glued, doubled, cut short, typed twice.

use super::super::distance::edits;
use super::super::domain::registry_suffix;
use super::{Suspicion, TypoJudge, TypoKind, TypoRule, tld_of};

/// From so many letters on, a word that ends in `com` is a company's name without its dot.
const LONG_NAME: usize = 8;

impl TypoJudge<'_> {
    /// `gmail.comgmail.com`, `acme.de.de`, `acme.co.kr.kr`, `acme.se.e`: typed twice, in whole or in part.
    pub(super) fn twice(&self, name: &str) -> Option<Suspicion> {
        let (half, rest) = name.split_at_checked(name.len() / 2)?;
        let (front, last) = name.rsplit_once('.')?;
        let ends = registry_suffix(front).is_some();
        if half == rest && registry_suffix(half).is_some() {
            return Some(shape(name, half.to_owned()));
        }
        let whole = registry_suffix(name) == Some(last) && tld_of(front) == last;
        let part = last.len() == 1 && front.ends_with(last);
        (ends && (whole || part)).then(|| shape(name, front.to_owned()))
    }

    /// `acmecom` where the list has `acme.com` too, `acme-trading-com` anyway: a short word alone may be any
    /// (`telecom`, `intranet`).
    pub(super) fn missing_dot(&self, name: &str) -> Option<Suspicion> {
        if name.contains('.') {
            return None;
        }
        let (label, tld) = ["com", "net", "org"]
            .iter()
            .find_map(|tld| Some((name.strip_suffix(tld)?, *tld)))?;
        let intended = format!("{label}.{tld}");
        let company = tld == "com" && label.len() >= LONG_NAME && !label.ends_with('-');
        (company || self.census.count(&intended) > 0).then(|| shape(name, intended))
    }

    /// `acme.con`: only where the top-level domain does not exist. `.cm`, `.om` and `.co` do.
    pub(super) fn unknown_tld(&self, name: &str) -> Option<Suspicion> {
        let (label, tld) = name.rsplit_once('.')?;
        if self.lists.is_tld(tld) || self.lists.reserved(name).is_some() {
            return None;
        }
        let listed = self.lists.tld_typo(tld);
        if let (None, Some(meant)) = (listed, self.broken_country(label, tld)) {
            return Some(shape(name, meant));
        }
        let (meant, cost, slips) = match listed {
            Some(meant) => (meant, 0, Vec::new()),
            None => self
                .tlds
                .iter()
                .enumerate()
                .filter_map(|(rank, &meant)| {
                    // One letter says too little about a two-letter ending, unless it was
                    // swapped or doubled.
                    let limit = if meant.len() > 2 { 10 } else { 8 };
                    let (cost, slips) = edits(tld, meant, limit)?;
                    Some((cost, rank, meant, slips))
                })
                .min_by_key(|&(cost, rank, ..)| (cost, rank))
                .map(|(cost, _, meant, slips)| (meant, cost, slips))?,
        };
        Some(Suspicion {
            intended: format!("{label}.{meant}"),
            kind: TypoKind::Tld,
            rule: TypoRule::UnknownTld,
            cost,
            slips,
            certain: false,
        })
    }

    /// `acme.couk`, `acme.com.auu`, `acme.com.twn`, `acme.com.c`, `acme.d`: an ending with a country's
    /// letters, glued, doubled or cut short.
    fn broken_country(&self, label: &str, tld: &str) -> Option<String> {
        if !tld.is_ascii() || label.is_empty() {
            return None;
        }
        if tld.len() == 1 {
            return self
                .tlds
                .iter()
                .map(|whole| (whole, format!("{label}.{whole}")))
                .find(|(whole, name)| {
                    let suffix = registry_suffix(name);
                    whole.starts_with(tld) && label.contains('.') == (suffix != Some(**whole))
                })
                .map(|(_, name)| name);
        }
        let (head, country) = tld.split_at(tld.len().saturating_sub(2));
        let glued = format!("{head}.{country}");
        if ["com", "co", "net", "org", "ne", "or", "ac", "gov", "edu"].contains(&head)
            && registry_suffix(&format!("{label}.{glued}")) == Some(&glued)
        {
            return Some(format!("{label}.{glued}"));
        }
        if tld.len() != 3 {
            return None;
        }
        let (short, more) = tld.split_at(2);
        let name = format!("{label}.{short}");
        let suffix = registry_suffix(&name)?;
        let doubled = short.ends_with(more);
        (doubled || suffix.contains('.')).then_some(name)
    }
}

/// A suspicion for the shape alone.
fn shape(typed: &str, intended: String) -> Suspicion {
    Suspicion {
        kind: TypoKind::of(typed, &intended),
        intended,
        rule: TypoRule::Shape,
        cost: 6,
        slips: Vec::new(),
        certain: false,
    }
}
