//! Misspelt domains: which one was meant, and on what evidence.
//!
//! A domain that is known to be right is never suspected. What is not known is held against the
//! table of misspellings, against the mailbox providers, against the real top-level domains, and against
//! the other rows of the list, in this order.

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
}

/// A provider as a target of corrections.
struct Target {
    domain: &'static str,
    /// What stands before the public suffix.
    name: &'static str,
    suffix: &'static str,
    tier: u8,
    letters: Letters,
    /// The most slips that [`name_slips`] believes in a name of this length; none where it believes swaps and doublings
    /// only, which bring no new letter.
    slips: u32,
}

/// What two domains must nearly share to be a few slips apart. To compare it costs next to nothing.
#[derive(Clone, Copy)]
struct Letters {
    /// One bit for each letter, digit and the hyphen that stands in the domain.
    present: u64,
    /// How many there are, without the dots.
    count: u32,
}

impl Letters {
    fn of(domain: &str) -> Letters {
        let mut letters = Letters {
            present: 0,
            count: 0,
        };
        for byte in domain.bytes().filter(|&byte| byte != b'.') {
            letters.present |= 1 << (byte & 63);
            letters.count += 1;
        }
        letters
    }

    /// Whether so many slips may lie between the two. A slip brings or takes at most two letters (`rn` for `m`).
    fn within(self, other: Letters, slips: u32) -> bool {
        self.count.abs_diff(other.count) <= slips.max(1)
            && (self.present & !other.present).count_ones() <= slips * 2
            && (other.present & !self.present).count_ones() <= slips * 2
    }
}

/// The most slips in an ending that [`TypoJudge::suffix_slips`] believes.
const SUFFIX_SLIPS: u32 = 2;

impl Target {
    /// Whether [`TypoJudge::compare`] may find anything: it is asked of every provider for every domain.
    fn may_be_meant(&self, typed: &str, letters: Letters, exists: bool) -> bool {
        let slips = match exists {
            true => self.slips,
            false => self.slips + SUFFIX_SLIPS,
        };
        self.letters.within(letters, slips) || typed.starts_with(self.name)
    }
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
            .filter_map(|provider| {
                let suffix = psl::suffix_str(provider.domain)?;
                let name = provider.domain.strip_suffix(suffix)?.strip_suffix('.')?;
                Some(Target {
                    domain: provider.domain,
                    name,
                    suffix,
                    tier: provider.tier,
                    letters: Letters::of(provider.domain),
                    slips: match name.split('.').map(str::len).max() {
                        Some(7..) => 2,
                        Some(5..) => 1,
                        _ => 0,
                    },
                })
            })
            .collect();
        TypoJudge {
            lists,
            census,
            targets,
            tlds: lists.tld_targets(),
        }
    }

    /// The domain that was meant by what stands behind the `@`, where it is not itself.
    /// `typed` need not be a valid domain.
    pub fn suspect(&self, typed: &str) -> Option<Suspicion> {
        self.nearest(typed)
            .filter(|found| self.can_be_meant(&found.intended))
    }

    /// Nobody means a name under which no mail exists, and a disposable mailbox is no contact.
    fn can_be_meant(&self, intended: &str) -> bool {
        let hit = self.lists.disposable(intended);
        let disposable = hit.is_some_and(|hit| hit.tier != DisposableTier::Suspected);
        self.lists.reserved(intended).is_none() && !disposable
    }

    fn nearest(&self, typed: &str) -> Option<Suspicion> {
        let typed = typed.to_lowercase();
        let shaped = reshape(&typed);
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
            None if self.lists.is_tld(domain.tld()) && name.contains('.') => name.to_owned(),
            None => return None,
        };
        let original = Domain::parse(&typed).ok();
        if let Some(original) = &original
            && self.is_known(original.as_str(), &intended)
        {
            return None;
        }
        Some(Suspicion {
            certain: original.is_none() && self.is_target(&intended),
            kind: TypoKind::of(&typed, &intended),
            intended,
            rule: TypoRule::Shape,
            cost: 5,
            slips: Vec::new(),
        })
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
        let exists = self.lists.is_tld(tld_of(name));
        let letters = Letters::of(name);
        let best = self
            .targets
            .iter()
            .filter(|target| target.may_be_meant(name, letters, exists))
            .filter_map(|target| Some((target, self.compare(name, exists, target)?)))
            .min_by_key(|(target, found)| (found.cost, target.tier, target.domain))
            .map(|(_, found)| found)
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
        if same_letters(typed, target.domain) && (!single || target.tier < SMALL) {
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
            let (cost, slips) = name_slips(name, target.name)?;
            return found(TypoRule::ProviderName, cost, slips);
        }
        if exists {
            return None;
        }
        // Both name and ending are off; one slip each.
        let labels = target.suffix.split('.').count();
        let cut = typed.rmatch_indices('.').nth(labels - 1)?.0;
        let (name, suffix) = (&typed[..cut], &typed[cut + 1..]);
        let (name_cost, mut slips) = name_slips(name, target.name)?;
        let (suffix_cost, more) = self.suffix_slips(suffix, target)?;
        slips.extend(more);
        (name_cost <= 10).then(|| found(TypoRule::ProviderName, name_cost + suffix_cost, slips))?
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
            ("co", "com") => target.tier == 1 || (target.tier == 2 && target.name.len() > 4),
            _ => false,
        }
    }

    /// `acmecom`, where the list has `acme.com` too: alone it may be any word (`telecom`, `intranet`).
    fn missing_dot(&self, name: &str) -> Option<Suspicion> {
        if name.contains('.') {
            return None;
        }
        let (label, tld) = ["com", "net", "org"]
            .iter()
            .find_map(|tld| Some((name.strip_suffix(tld)?, *tld)))?;
        let intended = format!("{label}.{tld}");
        (self.census.count(&intended) > 0).then_some(Suspicion {
            intended,
            kind: TypoKind::Domain,
            rule: TypoRule::Shape,
            cost: 6,
            slips: Vec::new(),
            certain: false,
        })
    }

    /// `acme.con`: only where the top-level domain does not exist. `.cm`, `.om` and `.co` do.
    fn unknown_tld(&self, name: &str) -> Option<Suspicion> {
        let (label, tld) = name.rsplit_once('.')?;
        if self.lists.is_tld(tld) || self.lists.reserved(name).is_some() {
            return None;
        }
        let (meant, cost, slips) = match self.lists.tld_typo(tld) {
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
                let (kind, (cost, slips)) = if suffix == other_suffix && other_label.len() >= 5 {
                    (TypoKind::Domain, edits(label, other_label, 10)?)
                } else if label == other_label
                    && matches!(
                        (suffix, other_suffix),
                        ("cm" | "om" | "co", "com") | ("ne", "net")
                    )
                {
                    (TypoKind::Tld, edits(suffix, other_suffix, 10)?)
                } else {
                    return None;
                };
                Some(Suspicion {
                    intended: other.to_owned(),
                    kind,
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

/// Puts the dots right: other signs in their place, doubled, leading and trailing ones, and
/// a `www.` that belongs to the web site.
fn reshape(typed: &str) -> String {
    let mut shaped = String::with_capacity(typed.len());
    for part in typed.split(|c: char| c == '.' || c.is_whitespace() || ",;:、，；。".contains(c))
    {
        if part.is_empty() {
            continue;
        }
        if !shaped.is_empty() {
            shaped.push('.');
        }
        shaped.push_str(part);
    }
    match shaped.strip_prefix("www.") {
        Some(rest) if rest.contains('.') => rest.to_owned(),
        _ => shaped,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    fn intended(typed: &str, census: &Census) -> Option<(String, TypoKind)> {
        let lists = Lists::builtin();
        let found = TypoJudge::new(&lists, census).suspect(typed)?;
        Some((found.intended, found.kind))
    }

    #[test]
    fn a_single_label_is_a_provider_only_where_it_can_be_nothing_else() {
        let census = Census::default();
        for typed in [
            "mail",
            "web",
            "free",
            "live",
            "list",
            "inbox",
            "me",
            "intranet",
            "telecom",
            "internet",
            "localhost",
        ] {
            assert_eq!(intended(typed, &census), None, "{typed}");
        }
        for (typed, meant) in [
            ("gmail", "gmail.com"),
            ("qq", "qq.com"),
            ("163", "163.com"),
            ("yahoo", "yahoo.com"),
            ("hotmail", "hotmail.com"),
            ("gmailcom", "gmail.com"),
            ("webde", "web.de"),
        ] {
            let found = intended(typed, &census).map(|(intended, _)| intended);
            assert_eq!(found.as_deref(), Some(meant), "{typed}");
        }
    }

    #[test]
    fn what_is_never_compared_would_not_be_found() {
        let lists = Lists::builtin();
        let census = Census::default();
        let judge = TypoJudge::new(&lists, &census);
        let mut found = 0;
        for (i, target) in judge.targets.iter().enumerate() {
            for typed in misspelt(target.domain, i) {
                let (letters, exists) = (Letters::of(&typed), lists.is_tld(tld_of(&typed)));
                for other in &judge.targets {
                    // The whole comparison is slow without optimisation: a part of the others will do.
                    if other.domain != target.domain && (other.domain.len() + i) % 8 != 0 {
                        continue;
                    }
                    if judge.compare(&typed, exists, other).is_some() {
                        found += 1;
                        let seen = other.may_be_meant(&typed, letters, exists);
                        assert!(seen, "{typed}: {}", other.domain);
                    }
                }
            }
        }
        assert!(found > 1000, "{found}");
    }

    /// A few ways to mistype a domain, others for each `turn`.
    fn misspelt(domain: &str, turn: usize) -> Vec<String> {
        let at = 1 + turn % (domain.len() - 2);
        let (before, behind) = domain.split_at(at);
        let next = &behind[1..];
        let (name, _) = domain.split_once('.').unwrap_or((domain, ""));
        vec![
            format!("{before}{next}"),
            format!("{before}{}{behind}", &behind[..1]),
            format!("{before}x{next}"),
            format!("{before}rn{next}"),
            format!("x{domain}"),
            format!("{before}q{next}n"),
            format!("{}m", domain.replace('m', "rn")),
            domain.replace('m', "rn").replace('w', "vv"),
            domain
                .replace("rn", "m")
                .replace("oo", "u")
                .replace("ph", "f"),
            domain.replace('.', ""),
            domain.replace("il", ".il"),
            format!("{name}.con"),
            format!("{name}.comm"),
            format!("{name}.c0rn"),
            format!("{name}.co"),
            format!("{domain}.{}", tld_of(domain)),
            format!("{}.con", &name[..name.len() - 1]),
        ]
    }

    #[test]
    fn every_brand_is_a_provider() {
        let lists = Lists::builtin();
        for brand in BRANDS {
            let provider = lists.provider(&format!("{brand}.com"));
            assert!(
                provider.is_some_and(|provider| provider.tier < NO_TARGET),
                "{brand}"
            );
        }
    }

    #[test]
    fn a_missing_dot_is_seen_where_the_list_has_the_dot() {
        let counts = HashMap::from([("acme-notreal.com".to_owned(), 1)]);
        let found = intended("acme-notrealcom", &Census::new(counts));
        assert_eq!(
            found,
            Some(("acme-notreal.com".to_owned(), TypoKind::Domain))
        );
        assert_eq!(intended("acme-notrealcom", &Census::default()), None);
    }

    #[test]
    fn the_kind_is_what_differs() {
        for (typed, kind) in [
            ("gmail.con", TypoKind::Tld),
            ("hotmail.con", TypoKind::Tld),
            ("163.con", TypoKind::Tld),
            ("gmail.co", TypoKind::Tld),
            ("gmx.dee", TypoKind::Tld),
            ("yahoo.co.ukk", TypoKind::Tld),
            ("gmail", TypoKind::Tld),
            ("gmial.com", TypoKind::Domain),
            ("gmial.con", TypoKind::Domain),
            ("gmailcom", TypoKind::Domain),
            ("gmail,com", TypoKind::Domain),
        ] {
            let found = intended(typed, &Census::default()).map(|(_, kind)| kind);
            assert_eq!(found, Some(kind), "{typed}");
        }
    }

    #[test]
    fn nobody_means_a_reserved_or_disposable_domain() {
        for typed in ["example.con", "mailinator.con", "example.comm"] {
            assert_eq!(intended(typed, &Census::default()), None, "{typed}");
        }
    }
}
