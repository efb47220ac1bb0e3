//! The grammar of DMARC records (RFC 9989, sections 4.7 and 4.8).

use crate::sender::tags::Tags;

/// What receivers should do with mail that fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Policy {
    /// Nothing special.
    None,
    /// Look at it with suspicion.
    Quarantine,
    /// Refuse it.
    Reject,
}

impl Policy {
    /// As it stands in a record.
    pub fn id(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Quarantine => "quarantine",
            Self::Reject => "reject",
        }
    }

    fn parse(text: &str) -> Option<Policy> {
        [Self::None, Self::Quarantine, Self::Reject]
            .into_iter()
            .find(|policy| text.eq_ignore_ascii_case(policy.id()))
    }

    /// What `t=y` asks for instead: one step less.
    pub fn milder(self) -> Policy {
        match self {
            Self::Reject => Self::Quarantine,
            _ => Self::None,
        }
    }
}

/// Whether the record says that its domain is a public suffix.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Psd {
    /// `psd=y`
    Yes,
    /// `psd=n`: the domain is an organisation of its own.
    No,
    /// `psd=u`, or nothing.
    #[default]
    Unsaid,
}

impl Psd {
    /// As it stands in a record.
    pub fn id(self) -> &'static str {
        match self {
            Self::Yes => "y",
            Self::No => "n",
            Self::Unsaid => "u",
        }
    }
}

/// An address for reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The tag: `rua` or `ruf`.
    pub tag: &'static str,
    /// As it was written.
    pub text: String,
    /// The domain behind the `@`, lower-case; `None` where it is no address of mail.
    pub domain: Option<String>,
    /// Whether it is a URI at all.
    pub is_uri: bool,
}

/// A record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// `p=`; `None` where it is missing or invalid.
    pub p: Option<Policy>,
    /// `sp=`
    pub sp: Option<Policy>,
    /// `np=`
    pub np: Option<Policy>,
    /// `adkim=s`
    pub strict_dkim: bool,
    /// `aspf=s`
    pub strict_spf: bool,
    /// `t=y`
    pub testing: bool,
    /// `psd=`
    pub psd: Psd,
    /// Where reports go.
    pub addresses: Vec<Address>,
    /// Policies that are none, as they were written.
    pub bad_policies: Vec<String>,
    /// Other parts that receivers ignore, as they were written.
    pub ignored: Vec<String>,
    /// Tags that RFC 9989 has dropped.
    pub historic: Vec<String>,
    /// The record as it would be written without its faults.
    pub mended: String,
}

impl Record {
    /// Whether a text is a DMARC record: its first tag is `v=DMARC1`, in these letters.
    pub fn is_one(text: &str) -> bool {
        let tags = Tags::parse(text);
        text.starts_with(['v', 'V'])
            && tags
                .tags
                .first()
                .is_some_and(|tag| tag.name.eq_ignore_ascii_case("v") && tag.value == "DMARC1")
    }

    /// Whether somebody meant it for one.
    pub fn looks_like(text: &str) -> bool {
        let lower = text.to_ascii_lowercase();
        let begin = lower.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
        begin.starts_with("v=dmarc")
            || begin.starts_with("v = dmarc")
            || begin.starts_with("dmarc1")
            || (begin.starts_with("p=") && lower.contains("rua="))
            || lower.contains("v=dmarc1")
    }

    /// Reads a record that [`Record::is_one`].
    pub fn parse(text: &str) -> Record {
        let tags = Tags::parse(text);
        let mut record = Record {
            ignored: tags.broken.clone(),
            ..Record::default()
        };
        let mut seen: Vec<String> = Vec::new();
        for tag in tags.tags.iter().skip(1) {
            let name = tag.name.to_ascii_lowercase();
            let written = format!("{}={}", tag.name, tag.value);
            if seen.contains(&name) {
                record.ignored.push(written);
                continue;
            }
            record.take(&name, &tag.value, written);
            seen.push(name);
        }
        record.mended = record.rewritten();
        record
    }

    fn take(&mut self, name: &str, value: &str, written: String) {
        let lower = value.to_ascii_lowercase();
        match name {
            "p" | "sp" | "np" => {
                let policy = Policy::parse(value);
                if policy.is_none() {
                    self.bad_policies.push(written);
                }
                match name {
                    "p" => self.p = policy,
                    "sp" => self.sp = policy,
                    _ => self.np = policy,
                }
            }
            "adkim" | "aspf" if matches!(lower.as_str(), "r" | "s") => match name {
                "adkim" => self.strict_dkim = lower == "s",
                _ => self.strict_spf = lower == "s",
            },
            "t" if matches!(lower.as_str(), "y" | "n") => self.testing = lower == "y",
            "psd" if matches!(lower.as_str(), "y" | "n" | "u") => {
                self.psd = match lower.as_str() {
                    "y" => Psd::Yes,
                    "n" => Psd::No,
                    _ => Psd::Unsaid,
                };
            }
            "fo" if lower
                .split(':')
                .all(|part| matches!(part.trim(), "0" | "1" | "d" | "s")) => {}
            "rua" => self.addresses.extend(addresses("rua", value)),
            "ruf" => self.addresses.extend(addresses("ruf", value)),
            "pct" | "rf" | "ri" => self.historic.push(written),
            _ => self.ignored.push(written),
        }
    }

    /// Whether a receiver can apply the record at all (section 4.10.1): all its policies are valid, or there is an
    /// address to report to and it counts as `none`.
    pub fn is_usable(&self) -> bool {
        self.bad_policies.is_empty() || self.reports("rua").next().is_some()
    }

    /// The policy for the domain itself.
    pub fn own_policy(&self) -> Policy {
        match self.bad_policies.is_empty() {
            true => self.p.unwrap_or(Policy::None),
            false => Policy::None,
        }
    }

    /// The policy for a domain below, and the tag that says so.
    pub fn policy_below(&self, exists: bool) -> (Policy, &'static str) {
        if !self.bad_policies.is_empty() {
            return (Policy::None, "p");
        }
        match (self.np, self.sp) {
            (Some(policy), _) if !exists => (policy, "np"),
            (_, Some(policy)) => (policy, "sp"),
            _ => (self.own_policy(), "p"),
        }
    }

    /// The addresses of one tag that mail can be sent to.
    pub fn reports<'a>(&'a self, tag: &'a str) -> impl Iterator<Item = &'a Address> {
        self.addresses
            .iter()
            .filter(move |address| address.tag == tag && address.domain.is_some())
    }

    fn rewritten(&self) -> String {
        let mut parts = vec!["v=DMARC1".to_owned()];
        let mut put = |name: &str, value: Option<&str>| {
            parts.extend(value.map(|value| format!("{name}={value}")));
        };
        put("p", Some(self.p.unwrap_or(Policy::None).id()));
        put("sp", self.sp.map(Policy::id));
        put("np", self.np.map(Policy::id));
        put("adkim", self.strict_dkim.then_some("s"));
        put("aspf", self.strict_spf.then_some("s"));
        put("t", self.testing.then_some("y"));
        put("psd", (self.psd == Psd::No).then_some("n"));
        for tag in ["rua", "ruf"] {
            let all: Vec<String> = self
                .addresses
                .iter()
                .filter(|address| address.tag == tag)
                .filter_map(
                    |address| match (&address.domain, address.text.contains('@')) {
                        (Some(_), _) => Some(address.text.split('!').next()?.to_owned()),
                        (None, true) => Some(format!("mailto:{}", address.text)),
                        _ => None,
                    },
                )
                .collect();
            put(tag, (!all.is_empty()).then(|| all.join(",")).as_deref());
        }
        parts.join("; ")
    }
}

fn addresses(tag: &'static str, value: &str) -> Vec<Address> {
    value
        .split(',')
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .map(|text| {
            let lower = text.to_ascii_lowercase();
            let mail = lower.strip_prefix("mailto:").and_then(|rest| {
                // A limit of size, which RFC 9989 has dropped, and parameters.
                let bare = rest.split(['!', '?']).next()?;
                let (local, domain) = bare.rsplit_once('@')?;
                let sound = !local.is_empty()
                    && domain.contains('.')
                    && !domain.contains(char::is_whitespace);
                sound.then(|| domain.trim_end_matches('.').to_owned())
            });
            let (scheme, rest) = lower.split_once(':').unwrap_or((&lower, ""));
            let is_scheme = !scheme.is_empty()
                && scheme
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
            Address {
                tag,
                text: text.to_owned(),
                is_uri: mail.is_some() || (is_scheme && !rest.is_empty() && scheme != "mailto"),
                domain: mail,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_exact_version_in_the_first_place_makes_a_record() {
        for text in [
            "v=DMARC1",
            "v=DMARC1;p=none",
            "v = DMARC1 ; p=none",
            "V=DMARC1; p=none",
        ] {
            assert!(Record::is_one(text), "{text}");
        }
        for text in [
            "v=dmarc1; p=none",
            "p=none; v=DMARC1",
            " v=DMARC1",
            "v=DMARC1 p=none",
            "v=DMARC2",
            "",
        ] {
            assert!(!Record::is_one(text), "{text}");
        }
    }

    #[test]
    fn tags_are_read_and_what_is_none_is_ignored() {
        let record = Record::parse(
            "v=DMARC1; p=Reject; sp=quarantine; np=none; adkim=s; aspf=x; t=y; psd=n; pct=50; foo=1; junk; p=none; \
             rua=mailto:a@example.com!10m, b@example.com,https://example.com/r;",
        );
        assert_eq!(
            (record.p, record.sp, record.np),
            (
                Some(Policy::Reject),
                Some(Policy::Quarantine),
                Some(Policy::None)
            )
        );
        assert!(record.strict_dkim && !record.strict_spf && record.testing);
        assert_eq!(record.psd, Psd::No);
        assert_eq!(record.historic, ["pct=50"]);
        assert_eq!(record.ignored, ["junk", "aspf=x", "foo=1", "p=none"]);
        let domains: Vec<Option<&str>> = record
            .addresses
            .iter()
            .map(|a| a.domain.as_deref())
            .collect();
        assert_eq!(domains, [Some("example.com"), None, None]);
        assert_eq!(record.policy_below(true), (Policy::Quarantine, "sp"));
        assert_eq!(record.policy_below(false), (Policy::None, "np"));
        assert_eq!(
            record.mended,
            "v=DMARC1; p=reject; sp=quarantine; np=none; adkim=s; t=y; psd=n; rua=mailto:a@example.com,mailto:b@example.com"
        );
    }

    #[test]
    fn a_bad_policy_counts_as_none_only_with_an_address() {
        let without = Record::parse("v=DMARC1; p=foo");
        assert!(!without.is_usable());
        let with = Record::parse("v=DMARC1; p=reject; sp=foo; rua=mailto:a@example.com");
        assert!(with.is_usable());
        assert_eq!(with.own_policy(), Policy::None);
        assert!(Record::parse("v=DMARC1").is_usable(), "a missing p is none");
    }
}
