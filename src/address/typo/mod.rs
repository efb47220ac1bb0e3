//! Misspelt domains: which one was meant, and on what evidence.
//!
//! A domain that is known to be right is never suspected. What is not known is held against the
//! table of misspellings, against the mailbox providers, against the real top-level domains, and against
//! the other rows of the list, in this order.

mod ending;
mod target;

use std::collections::HashMap;

use self::target::{Letters, Target};
use super::census::Census;
use super::distance::{Edit, edits};
use super::domain::Domain;
use crate::lists::{DisposableTier, Lists};

/// A domain that was probably meant instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspicion {
    /// The domain that was meant, lower-case A-labels.
    pub intended: String,
    /// Where the slip is.
    pub kind: TypoKind,
    /// What speaks for it.
    pub rule: TypoRule,
    /// Cost of the slips, see [`Edit::cost`].
    pub cost: u32,
    /// The slips, from the domain that was meant to the typed one.
    pub slips: Vec<Edit>,
    /// The misspelling stands in the table, or it cannot exist while the other does.
    pub certain: bool,
}

/// What was found of some domains, by the domain.
pub type Suspicions = HashMap<String, Option<Box<Suspicion>>>;

/// Where the slip is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypoKind {
    /// In the name.
    Domain,
    /// Only behind the name: `.con`, `.cm`.
    Tld,
}

/// What speaks for a misspelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TypoRule {
    /// It stands in `data/typos.csv`.
    Table,
    /// Dots are missing, misplaced, doubled or replaced by another sign.
    Shape,
    /// The name of a provider behind which no such ending stands.
    ProviderTld,
    /// The name is close to a provider's.
    ProviderName,
    /// The top-level domain does not exist and is close to one that does.
    UnknownTld,
    /// Many rows of the same list use the other one.
    List,
}

impl TypoKind {
    /// By what differs: the same name before another ending is a slip in the ending.
    fn of(typed: &str, intended: &str) -> TypoKind {
        let name = psl::suffix_str(intended)
            .and_then(|suffix| intended.strip_suffix(suffix))
            .and_then(|name| name.strip_suffix('.'));
        let rest = name.and_then(|name| typed.strip_prefix(name));
        match rest {
            Some(rest) if rest.is_empty() || rest.starts_with('.') => TypoKind::Tld,
            _ => TypoKind::Domain,
        }
    }
}

/// Judges the domains of one list.
pub struct TypoJudge<'a> {
    lists: &'a Lists,
    census: &'a Census,
    targets: Vec<Target>,
    /// Top-level domains to correct towards, commonest first.
    tlds: Vec<&'static str>,
    /// What was found before, by the domain.
    found: Option<&'a Suspicions>,
}

/// Providers from this tier on are known, but too small to correct towards.
const NO_TARGET: u8 = 4;
/// Providers from this tier on are too small to see them in a single label: `intranet` is not `intra.net`.
const SMALL: u8 = 3;
/// Names that stand for one mailbox provider and for nothing else, each of them before `.com`. Other single labels name
/// hosts (`mail`, `web`, `free`): whom they meant nobody can tell.
const BRANDS: [&str; 20] = [
    "126",
    "139",
    "163",
    "21cn",
    "aliyun",
    "aol",
    "foxmail",
    "gmail",
    "googlemail",
    "hotmail",
    "icloud",
    "msn",
    "naver",
    "outlook",
    "protonmail",
    "qq",
    "rediffmail",
    "sina",
    "sohu",
    "yahoo",
];

impl<'a> TypoJudge<'a> {
    /// Makes the judge for one list.
    pub fn new(lists: &'a Lists, census: &'a Census) -> TypoJudge<'a> {
        let targets = lists
            .providers()
            .filter(|provider| provider.tier < NO_TARGET)
            .filter_map(|provider| Target::of(provider.domain, provider.tier))
            .collect();
        TypoJudge {
            lists,
            census,
            targets,
            tlds: lists.tld_targets(),
            found: None,
        }
    }

    /// The same judge, which need not find out again what [`TypoJudge::suspect`] said of some domains.
    pub fn knowing(self, found: &'a Suspicions) -> TypoJudge<'a> {
        TypoJudge {
            found: Some(found),
            ..self
        }
    }

    /// The domain that was meant by what stands behind the `@`, where it is not itself.
    /// `typed` need not be a valid domain.
    pub fn suspect(&self, typed: &str) -> Option<Suspicion> {
        if let Some(found) = self.found.and_then(|found| found.get(typed)) {
            return found.as_deref().cloned();
        }
        self.nearest(typed)
            .filter(|found| self.can_be_meant(&found.intended))
    }

    /// Every provider that is near to the domain, the nearest first, whether or not the domain is suspected.
    pub fn candidates(&self, typed: &str) -> Vec<Suspicion> {
        let typed = typed.to_lowercase();
        let mut near: Vec<(u8, Suspicion)> = self
            .near(&typed)
            .filter(|(target, found)| target.domain != typed && self.can_be_meant(&found.intended))
            .map(|(target, found)| (target.tier, found))
            .collect();
        near.sort_by(|(a_tier, a), (b_tier, b)| {
            (a.cost, a_tier, &a.intended).cmp(&(b.cost, b_tier, &b.intended))
        });
        near.into_iter().map(|(_, found)| found).collect()
    }

    /// The providers that a domain may stand for.
    fn near(&self, name: &str) -> impl Iterator<Item = (&Target, Suspicion)> {
        let exists = self.lists.is_tld(tld_of(name));
        let letters = Letters::of(name);
        self.targets
            .iter()
            .filter(move |target| target.may_be_meant(name, letters, exists))
            .filter_map(move |target| Some((target, self.compare(name, exists, target)?)))
    }

    /// Nobody means a name under which no mail exists, and a disposable mailbox is no contact.
    fn can_be_meant(&self, intended: &str) -> bool {
        let hit = self.lists.disposable(intended);
        let disposable = hit.is_some_and(|hit| hit.tier != DisposableTier::Suspected);
        self.lists.reserved(intended).is_none() && !disposable
    }

    fn nearest(&self, typed: &str) -> Option<Suspicion> {
        let typed = typed.to_lowercase();
        let typed = typed.as_str();
        let shaped = self.reshape(typed);
        if BRANDS.contains(&shaped.as_str()) {
            // Also those that are digits only, hence no domain.
            return self.suspect_name(&shaped);
        }
        let Ok(domain) = Domain::parse(&shaped) else {
            return None;
        };
        let reshaped = shaped != typed;
        let name = domain.as_str();
        let found = self.suspect_name(name);
        if !reshaped {
            return found;
        }
        // The dots were wrong: that alone is a suspicion, if what comes out can exist.
        let intended = match found {
            Some(found) => found.intended,
            // A web server's name is no misspelling, if a strange one for mail.
            None if typed.strip_prefix("www.") == Some(name) && !self.is_target(name) => {
                return None;
            }
            None if self.lists.is_tld(domain.tld()) && name.contains('.') => name.to_owned(),
            None => return None,
        };
        let original = Domain::parse(typed).ok();
        if let Some(original) = &original
            && self.is_known(original.as_str(), &intended)
        {
            return None;
        }
        Some(Suspicion {
            certain: original.is_none() && self.is_target(&intended),
            kind: TypoKind::of(typed, &intended),
            intended,
            rule: TypoRule::Shape,
            cost: 5,
            slips: Vec::new(),
        })
    }

    /// Puts the dots right: other signs in their place, doubled, leading and trailing ones, and
    /// a `www.` that belongs to the web site.
    fn reshape(&self, typed: &str) -> String {
        if let Some(lost) = typed.strip_prefix('-') {
            // `-online.de`: the letter before the hyphen was lost.
            let target = self
                .targets
                .iter()
                .find(|target| target.domain.get(1..) == Some(typed));
            return target.map_or(lost, |target| target.domain).to_owned();
        }
        let false_dot = |c: char| c.is_whitespace() || ",;:、，；。".contains(c);
        let mut shaped = String::with_capacity(typed.len());
        for part in typed.split(|c: char| c == '.' || false_dot(c)) {
            if part.is_empty() {
                continue;
            }
            if !shaped.is_empty() {
                shaped.push('.');
            }
            shaped.push_str(part);
        }
        // `gmail-com`, `gmail_com`: no dot at all.
        if let Some((name, tld)) = shaped.rsplit_once(['-', '_'])
            && !shaped.contains('.')
            && self.tlds.contains(&tld)
            && !name.is_empty()
        {
            return format!("{name}.{tld}");
        }
        match shaped.strip_prefix("www.") {
            Some(rest) if rest.contains('.') => rest.to_owned(),
            // No host name has one: `t_online.de`.
            _ => shaped.replace('_', "-"),
        }
    }

    fn suspect_name(&self, name: &str) -> Option<Suspicion> {
        if let Some(intended) = self.lists.typo(name) {
            return self.unless_used(
                name,
                Suspicion {
                    intended: intended.to_owned(),
                    kind: TypoKind::of(name, intended),
                    rule: TypoRule::Table,
                    cost: 0,
                    slips: Vec::new(),
                    certain: true,
                },
            );
        }
        if self.lists.provider(name).is_some()
            || self.lists.is_known_domain(name)
            || self.lists.is_relay(name)
        {
            return None;
        }
        let best = self
            .near(name)
            .min_by_key(|(target, found)| (found.cost, target.tier, target.domain))
            .map(|(_, found)| found)
            .or_else(|| self.twice(name))
            .or_else(|| self.missing_dot(name))
            .or_else(|| self.unknown_tld(name))
            .or_else(|| self.slip_of_the_list(name))?;
        self.unless_used(name, best)
    }

    /// Whether the list uses the domain too often for a slip. A domain that cannot exist is not
    /// used, however often it stands there.
    fn unless_used(&self, name: &str, found: Suspicion) -> Option<Suspicion> {
        let exists = self.lists.is_tld(tld_of(name)) && name.contains('.');
        (!exists || !self.census.uses(name, &found.intended)).then_some(found)
    }

    fn is_known(&self, name: &str, intended: &str) -> bool {
        self.lists.provider(name).is_some()
            || self.lists.is_known_domain(name)
            || self.census.uses(name, intended)
    }

    fn is_target(&self, domain: &str) -> bool {
        self.lists
            .provider(domain)
            .is_some_and(|provider| provider.tier < NO_TARGET)
    }

    /// `exists`: the typed top-level domain does.
    fn compare(&self, typed: &str, exists: bool, target: &Target) -> Option<Suspicion> {
        let single = !typed.contains('.');
        let found = |rule, cost, slips| {
            Some(Suspicion {
                intended: target.domain.to_owned(),
                kind: TypoKind::of(typed, target.domain),
                rule,
                cost,
                slips,
                certain: !exists || single,
            })
        };
        let hyphenated = target.domain.contains('-')
            && typed != target.domain
            && typed.replace('.', "-") == target.domain.replace('.', "-");
        let moved = same_letters(typed, target.domain) && (!single || target.tier < SMALL);
        if moved || hyphenated {
            return found(TypoRule::Shape, 5, Vec::new());
        }
        if single {
            // `@qq`, `@gmail`: the ending was left away.
            let brand = target.suffix == "com" && BRANDS.contains(&typed);
            return (brand && typed == target.name)
                .then(|| found(TypoRule::Shape, 6, Vec::new()))?;
        }
        let behind_name = typed
            .strip_prefix(target.name)
            .and_then(|rest| rest.strip_prefix('.'));
        if let Some(suffix) = behind_name {
            let (cost, slips) = self.suffix_slips(suffix, target)?;
            return found(TypoRule::ProviderTld, cost, slips);
        }
        let before_suffix = typed
            .strip_suffix(target.suffix)
            .and_then(|rest| rest.strip_suffix('.'));
        if let Some(name) = before_suffix {
            let (cost, slips) = self.name_slips(name, exists, target)?;
            return found(TypoRule::ProviderName, cost, slips);
        }
        if exists {
            return None;
        }
        // Both name and ending are off; one slip each.
        let labels = target.suffix.split('.').count();
        let cut = typed.rmatch_indices('.').nth(labels - 1)?.0;
        let (name, suffix) = (&typed[..cut], &typed[cut + 1..]);
        let (name_cost, mut slips) = self.name_slips(name, exists, target)?;
        let (suffix_cost, more) = self.suffix_slips(suffix, target)?;
        slips.extend(more);
        (name_cost <= 10).then(|| found(TypoRule::ProviderName, name_cost + suffix_cost, slips))?
    }

    /// The slips between the typed name and the target's. What is further off than one ordinary slip is
    /// another name, but for the great providers, for long names and before an ending that does not exist.
    fn name_slips(&self, typed: &str, exists: bool, target: &Target) -> Option<(u32, Vec<Edit>)> {
        let great = target.tier == 1;
        if great && one_vowel(typed, target.name) {
            return Some((10, vec![Edit::Sound]));
        }
        let (cost, slips) = name_slips(typed, target.name)?;
        let alike = typed.get(..1) == target.name.get(..1);
        let long = target.name.len() >= 9;
        let near = cost <= 10 || (great && cost < 20) || (alike && (great || long));
        (near || !exists).then_some((cost, slips))
    }

    /// The slips between an ending and the provider's own, where no such ending could be right.
    fn suffix_slips(&self, typed: &str, target: &Target) -> Option<(u32, Vec<Edit>)> {
        let meant = target.suffix;
        let last = tld_of(meant);
        if let Some(tail) = typed
            .strip_prefix(meant)
            .and_then(|rest| rest.strip_prefix('.'))
        {
            // `.com.com`, `.com.cm`
            let twice =
                tail == last || (meant == "com" && matches!(tail, "cm" | "co" | "om" | "con"));
            return twice.then(|| (5, vec![Edit::Doubling]));
        }
        if typed.len() < meant.len()
            && meant.starts_with(typed)
            && !self.lists.is_tld(tld_of(typed))
        {
            // `gmail.c`: cut short, `.com` far more often than a country.
            return Some((if meant == "com" { 6 } else { 7 }, vec![Edit::Omission]));
        }
        if typed.split('.').count() != meant.split('.').count() {
            return None;
        }
        let last_typed = tld_of(typed);
        let real = last_typed != last && self.lists.is_tld(last_typed);
        if real && !self.hides_a_slip(last_typed, last, target) {
            return None;
        }
        let mut total = (0, Vec::new());
        for (typed, meant) in typed.split('.').zip(meant.split('.')) {
            if typed != meant {
                let limit = if meant.len() > 2 { 16 } else { 10 };
                let (cost, slips) = edits(typed, meant, limit)?;
                total.0 += cost;
                total.1.extend(slips);
            }
        }
        (total.0 <= 18).then_some(total)
    }

    /// Endings that exist, but behind a provider's name are nearly always `.com` or `.net` with
    /// a letter lost. `.co` is a favourite of young companies, so short names are left alone.
    fn hides_a_slip(&self, typed: &str, meant: &str, target: &Target) -> bool {
        match (typed, meant) {
            ("cm" | "om", "com") | ("ne", "net") => true,
            ("bet", "net") | ("jo", "jp") => target.name.len() > 4,
            ("co", "com") => target.tier == 1 || (target.tier == 2 && target.name.len() > 4),
            _ => false,
        }
    }

    /// One `acme-trading.co` beside forty `acme-trading.com`.
    fn slip_of_the_list(&self, name: &str) -> Option<Suspicion> {
        let neighbours = self.census.common_neighbours(name);
        if neighbours.is_empty() {
            return None;
        }
        let suffix = psl::suffix_str(name)?;
        let label = name.strip_suffix(suffix)?.strip_suffix('.')?;
        neighbours
            .into_iter()
            .filter_map(|other| {
                let other_suffix = psl::suffix_str(other)?;
                let other_label = other.strip_suffix(other_suffix)?.strip_suffix('.')?;
                let (cost, slips) = if suffix == other_suffix && other_label.len() >= 8 {
                    // One slip of any kind; short names are too near to each other.
                    edits(label, other_label, 16)?
                } else if label == other_label
                    && matches!(
                        (suffix, other_suffix),
                        ("cm" | "om" | "co", "com") | ("ne", "net")
                    )
                {
                    edits(suffix, other_suffix, 10)?
                } else {
                    return None;
                };
                Some(Suspicion {
                    intended: other.to_owned(),
                    kind: TypoKind::of(name, other),
                    rule: TypoRule::List,
                    cost,
                    slips,
                    certain: false,
                })
            })
            .min_by_key(|found| (found.cost, found.intended.clone()))
    }
}

/// The slips between two names before the same ending, if they are few for the name's length:
/// none up to three letters, a swap or a doubling for four, one slip for five and six, two from
/// seven on.
fn name_slips(typed: &str, meant: &str) -> Option<(u32, Vec<Edit>)> {
    if typed.split('.').count() != meant.split('.').count() {
        return None;
    }
    let mut found = None;
    for (typed, meant_label) in typed.split('.').zip(meant.split('.')) {
        if typed == meant_label {
            continue;
        }
        if found.is_some() {
            return None;
        }
        let below_provider = meant.len() > meant_label.len();
        let (limit, swaps_only) = match meant_label.len() {
            0..=2 => return None,
            3 if below_provider => (8, true),
            3 => return None,
            4 => (8, true),
            5 | 6 => (10, false),
            _ => (20, false),
        };
        let (cost, slips) = edits(typed, meant_label, limit)?;
        let swap = |edit: &Edit| matches!(edit, Edit::Transposition | Edit::Doubling);
        if swaps_only && !slips.iter().all(swap) {
            return None;
        }
        found = Some((cost, slips));
    }
    found
}

/// Whether one vowel stands for another in a name of five letters and more, the first letter aside:
/// `gmael`, `yohoo`.
fn one_vowel(typed: &str, meant: &str) -> bool {
    let vowel = |b: u8| b"aeiou".contains(&b);
    let mut other = typed.bytes().zip(meant.bytes()).filter(|(a, b)| a != b);
    let first = other.next();
    meant.len() >= 5
        && typed.len() == meant.len()
        && typed.as_bytes()[0] == meant.as_bytes()[0]
        && first.is_some_and(|(a, b)| vowel(a) && vowel(b))
        && other.next().is_none()
}

/// Whether two domains differ only in where the dots stand.
fn same_letters(a: &str, b: &str) -> bool {
    a != b
        && a.bytes()
            .filter(|&c| c != b'.')
            .eq(b.bytes().filter(|&c| c != b'.'))
}

fn tld_of(domain: &str) -> &str {
    domain.rsplit('.').next().unwrap_or(domain)
}

#[cfg(test)]
mod tests;
