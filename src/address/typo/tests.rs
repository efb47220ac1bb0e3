//! Tests of the judgement of misspelt domains.

use std::collections::HashMap;

use super::*;

fn meant(typed: &str, counts: &[(&str, usize)]) -> Option<String> {
    let lists = Lists::builtin();
    let counts: HashMap<_, _> = counts
        .iter()
        .map(|&(domain, count)| (domain.to_owned(), count.try_into().unwrap()))
        .collect();
    let census = Census::new(counts);
    let judge = TypoJudge::new(&lists, &census);
    judge.suspect(typed).map(|found| found.intended)
}

#[test]
fn slips_lead_to_the_provider() {
    for (typed, intended) in [
        ("gmael.com", "gmail.com"),
        ("yohoo.com", "yahoo.com"),
        ("jotmaiil.fr", "hotmail.fr"),
        ("smatico.ca", "sympatico.ca"),
        ("gmail.c", "gmail.com"),
        ("hotmail.c", "hotmail.com"),
        ("comcast.bet", "comcast.net"),
        ("gmail-com", "gmail.com"),
        ("gmail_com", "gmail.com"),
        ("t.online.de", "t-online.de"),
        ("t_online.de", "t-online.de"),
        ("-online.de", "t-online.de"),
        ("www.gmial.com", "gmail.com"),
        ("gmail.comgmail.com", "gmail.com"),
        ("acme.couk", "acme.co.uk"),
        ("acme.combr", "acme.com.br"),
        ("acme.com.auu", "acme.com.au"),
        ("acme.com.twn", "acme.com.tw"),
        ("acme.ptt", "acme.pt"),
        ("acme.com.c", "acme.com.cn"),
        ("firma.d", "firma.de"),
        ("acme.comm", "acme.com"),
        ("acme.de.de", "acme.de"),
        ("acme.co.kr.kr", "acme.co.kr"),
        ("acme.se.e", "acme.se"),
        ("-acme.com", "acme.com"),
    ] {
        assert_eq!(meant(typed, &[]).as_deref(), Some(intended), "{typed}");
    }
}

#[test]
fn other_names_are_not_suspected() {
    for typed in [
        "gomail.com",
        "fastermail.com",
        "busymail.com",
        "www.acme-trading.com",
        "abler.ru",
        "web.se",
        "acme.com.br",
    ] {
        assert_eq!(meant(typed, &[]), None, "{typed}");
    }
}

#[test]
fn the_list_proves_slips_in_long_names_only() {
    let list = [("acme-trading.com", 40), ("hilti.com", 40)];
    let found = meant("acme-traiding.com", &list);
    assert_eq!(found.as_deref(), Some("acme-trading.com"));
    assert_eq!(meant("hilt.com", &list), None);
}

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
fn a_missing_dot_is_seen_where_nothing_else_can_be_meant() {
    let counts = HashMap::from([("acme.com".to_owned(), 1)]);
    let found = intended("acmecom", &Census::new(counts));
    assert_eq!(found, Some(("acme.com".to_owned(), TypoKind::Domain)));
    assert_eq!(intended("acmecom", &Census::default()), None);
    let found = intended("acme-tradingcom", &Census::default());
    assert_eq!(
        found,
        Some(("acme-trading.com".to_owned(), TypoKind::Domain))
    );
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
