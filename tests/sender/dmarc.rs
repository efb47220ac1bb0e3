//! DMARC: which record holds, what it says, whether mail is aligned and reports are wanted.

use super::common::{Said, look, look_in, look_on};
use crate::run::Place;
use crate::zone::ZoneServer;

const ONLY: &str = "--only dmarc";
const GOOD: &str = "v=DMARC1; p=reject; rua=mailto:d@example.com";

fn dmarc(zone: &str, domain: &str) -> Said {
    look(zone, &format!("{domain} {ONLY}"))
}

#[test]
fn a_sound_record_is_ready() {
    let said = dmarc(&format!("_dmarc.example.com TXT \"{GOOD}\""), "example.com");
    assert_eq!((said.code, said.ids().len()), (0, 0), "{:#}", said.json);
    let dmarc = &said.json["dmarc"];
    assert_eq!(
        (&dmarc["policy"], &dmarc["found_at"]),
        (&"reject".into(), &"_dmarc.example.com".into())
    );
    assert_eq!(
        (&dmarc["source"], &dmarc["organizational_domain"]),
        (&"own".into(), &"example.com".into())
    );
}

#[test]
fn the_walk_finds_the_record_of_the_organisation() {
    let zone = "_dmarc.example.com TXT \"v=DMARC1; p=reject; sp=quarantine; np=none; rua=mailto:d@example.com\"\n\
                news.example.com A 192.0.2.1";
    for (domain, policy, tag) in [
        ("example.com", "reject", "p"),
        ("news.example.com", "quarantine", "sp"),
        ("gone.example.com", "none", "np"),
        ("a.b.c.d.e.f.g.h.i.j.example.com", "none", "np"),
    ] {
        let said = dmarc(zone, domain);
        let dmarc = &said.json["dmarc"];
        assert_eq!(
            (&dmarc["policy"], &dmarc["policy_tag"]),
            (&policy.into(), &tag.into()),
            "{domain}"
        );
        assert_eq!(dmarc["found_at"], "_dmarc.example.com");
        assert_eq!(dmarc["organizational_domain"], "example.com");
    }
}

#[test]
fn the_walk_asks_no_more_than_eight_questions() {
    let server =
        ZoneServer::with("_dmarc.example.com TXT \"v=DMARC1; p=none; rua=mailto:d@example.com\"");
    let said = look_on(
        &server,
        &format!("a.b.c.d.e.f.g.h.i.j.mail.example.com {ONLY}"),
    );
    let asked: Vec<String> = server
        .asked()
        .into_iter()
        .map(|(name, ..)| name)
        .filter(|n| n.starts_with("_dmarc.") && n.ends_with("com"))
        .collect();
    let mut names = asked.clone();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), 8, "{names:?}");
    assert_eq!(said.json["dmarc"]["walk"].as_array().unwrap().len(), 8);
}

#[test]
fn public_suffixes_and_organisations_below_them_are_told_apart() {
    let psd = "_dmarc.bank TXT \"v=DMARC1; p=reject; sp=quarantine; np=none; psd=y; rua=mailto:r@bank.example\"\n\
               mail.acme.bank A 192.0.2.1";
    let said = dmarc(psd, "mail.acme.bank");
    let section = &said.json["dmarc"];
    assert_eq!(section["organizational_domain"], "acme.bank");
    assert_eq!(
        (&section["source"], &section["policy"]),
        (&"public suffix domain".into(), &"quarantine".into())
    );
    // The organisation's own record beats the suffix's.
    let own = format!("{psd}\n_dmarc.acme.bank TXT \"v=DMARC1; p=none; rua=mailto:d@acme.bank\"");
    let section = dmarc(&own, "mail.acme.bank").json["dmarc"].clone();
    assert_eq!(
        (&section["source"], &section["policy"]),
        (&"organizational domain".into(), &"none".into())
    );
    // psd=n makes an organisation of a subdomain.
    let zone = "_dmarc.dept.example.com TXT \"v=DMARC1; p=none; psd=n; rua=mailto:d@dept.example.com\"\n\
                _dmarc.example.com TXT \"v=DMARC1; p=reject\"\nx.dept.example.com A 192.0.2.1";
    let section = dmarc(zone, "x.dept.example.com").json["dmarc"].clone();
    assert_eq!(
        (&section["organizational_domain"], &section["policy"]),
        (&"dept.example.com".into(), &"none".into())
    );
    // psd=y at an ordinary domain is a mistake.
    let said = dmarc(
        "_dmarc.example.com TXT \"v=DMARC1; p=none; psd=y; rua=mailto:d@example.com\"",
        "example.com",
    );
    assert!(said.ids().contains(&"dmarc-psd"));
    assert_eq!(
        said.publish("dmarc-psd"),
        "v=DMARC1; p=none; rua=mailto:d@example.com"
    );
}

#[test]
fn what_is_wrong_with_a_record_is_told_with_the_right_one() {
    for (record, code, ids, mended) in [
        (
            "\"v=DMARC1; p=none; rua=mailto:d@example.com\"",
            0,
            &["dmarc-policy-none"][..],
            None,
        ),
        (
            "\"v=DMARC1;p=quarantine;rua=mailto:d@example.com;\"",
            0,
            &[],
            None,
        ),
        (
            "\"v=DMARC1 ; p = quarantine ; rua = mailto:d@example.com \"",
            0,
            &[],
            None,
        ),
        (
            "\"v=DMARC1; p=quar\" \"antine; rua=mailto:d@example.com\"",
            0,
            &[],
            None,
        ),
        (
            "\"v=DMARC1; p=reject\"",
            0,
            &["dmarc-no-reports"],
            Some("v=DMARC1; p=reject; rua=mailto:dmarc@example.com"),
        ),
        (
            "\"v=DMARC1; p=reject; t=y; rua=mailto:d@example.com\"",
            0,
            &["dmarc-testing"],
            None,
        ),
        (
            "\"v=DMARC1; p=reject; pct=50; ri=3600; rf=afrf; rua=mailto:d@example.com\"",
            0,
            &["dmarc-historic"],
            None,
        ),
        (
            "\"v=DMARC1; p=foo\"",
            1,
            &["dmarc-bad-policy", "dmarc-no-reports"],
            Some("v=DMARC1; p=none"),
        ),
        (
            "\"v=DMARC1; p=none rua=mailto:d@example.com\"",
            1,
            &["dmarc-bad-policy", "dmarc-no-reports"],
            Some("v=DMARC1; p=none; rua=mailto:d@example.com"),
        ),
        (
            "\"v=DMARC1; rua=mailto:d@example.com\"",
            1,
            &["dmarc-bad-policy", "dmarc-policy-none"],
            Some("v=DMARC1; p=none; rua=mailto:d@example.com"),
        ),
        (
            "\"v=DMARC1; p=reject; sp=foo; rua=mailto:d@example.com\"",
            1,
            &["dmarc-bad-policy"],
            None,
        ),
        (
            "\"v=DMARC1; p=reject; adkim=x; foo=bar; rua=mailto:d@example.com\"",
            0,
            &["dmarc-syntax"],
            Some("v=DMARC1; p=reject; rua=mailto:d@example.com"),
        ),
        (
            "\"v=DMARC1; p=reject; rua=d@example.com\"",
            0,
            &["dmarc-report-syntax"],
            Some("v=DMARC1; p=reject; rua=mailto:d@example.com"),
        ),
        (
            "\"v=dmarc1; p=none; rua=mailto:d@example.com\"",
            1,
            &["dmarc-not-recognised"],
            Some("v=DMARC1; p=none; rua=mailto:d@example.com"),
        ),
        (
            "\"p=none; v=DMARC1\"",
            1,
            &["dmarc-not-recognised"],
            Some("v=DMARC1; p=none"),
        ),
        (
            "\"v=DMARC1 p=none\"",
            1,
            &["dmarc-not-recognised"],
            Some("v=DMARC1; p=none"),
        ),
        (
            "\"v=spf1 -all\"",
            1,
            &["dmarc-missing"],
            Some("v=DMARC1; p=none; rua=mailto:dmarc@example.com"),
        ),
    ] {
        let said = dmarc(&format!("_dmarc.example.com TXT {record}"), "example.com");
        assert_eq!((said.code, said.ids().as_slice()), (code, ids), "{record}");
        if let Some(mended) = mended {
            assert_eq!(said.publish(ids[0]), mended, "{record}");
        }
    }
}

#[test]
fn t_y_makes_the_policy_one_step_milder() {
    let said = dmarc(
        "_dmarc.example.com TXT \"v=DMARC1; p=reject; t=y; rua=mailto:d@example.com\"",
        "example.com",
    );
    assert_eq!(
        (
            &said.json["dmarc"]["policy"],
            &said.json["dmarc"]["effective_policy"]
        ),
        (&"reject".into(), &"quarantine".into())
    );
}

#[test]
fn several_records_are_none() {
    let zone =
        format!("_dmarc.example.com TXT \"{GOOD}\"\n_dmarc.example.com TXT \"v=DMARC1; p=none\"");
    let said = dmarc(&zone, "example.com");
    assert_eq!((said.code, said.ids()), (1, vec!["dmarc-several-records"]));
    assert_eq!(said.json["dmarc"]["policy"], serde_json::Value::Null);
    assert_eq!(said.publish("dmarc-several-records"), "v=DMARC1; p=none");
    // Other texts at the name are no records.
    let zone = format!("_dmarc.example.com TXT \"{GOOD}\"\n_dmarc.example.com TXT \"other\"");
    assert_eq!(dmarc(&zone, "example.com").code, 0);
}

#[test]
fn a_record_at_the_domain_itself_is_in_the_wrong_place() {
    let said = dmarc(&format!("example.com TXT \"{GOOD}\""), "example.com");
    let finding = said.finding("dmarc-missing");
    assert_eq!(finding["found"][0]["name"], "example.com");
    assert_eq!(
        (
            &finding["publish"][0]["name"],
            said.publish("dmarc-missing")
        ),
        (&"_dmarc.example.com".into(), GOOD)
    );
}

#[test]
fn what_was_not_answered_is_not_missing() {
    for (zone, domain) in [
        ("_dmarc.example.com SERVFAIL", "example.com"),
        ("_dmarc.example.com TIMEOUT", "example.com"),
        ("_dmarc.example.com REFUSED", "news.example.com"),
        ("_dmarc.com SERVFAIL", "example.com"),
    ] {
        let said = dmarc(zone, domain);
        assert_eq!(
            (said.code, said.ids()),
            (5, vec!["dmarc-unanswered"]),
            "{zone}"
        );
    }
    // The registry's silence changes nothing where the domain has a record.
    let said = dmarc(
        &format!("_dmarc.example.com TXT \"{GOOD}\"\n_dmarc.com SERVFAIL"),
        "example.com",
    );
    assert_eq!(said.code, 0);
}

#[test]
fn foreign_report_addresses_must_agree() {
    let record = "_dmarc.example.com TXT \"v=DMARC1; p=reject; rua=mailto:d@reports.example.net!10m,mailto:e@sub.example.com; ruf=mailto:f@reports.example.net\"";
    let said = dmarc(record, "example.com");
    assert_eq!(
        (said.code, said.ids()),
        (0, vec!["dmarc-report-unauthorised"])
    );
    let finding = said.finding("dmarc-report-unauthorised");
    assert_eq!(
        finding["publish"][0]["name"],
        "example.com._report._dmarc.reports.example.net"
    );
    assert_eq!(finding["publish"][0]["value"], "v=DMARC1");
    let reports = &said.json["dmarc"]["reports"];
    assert_eq!(
        (&reports[0]["external"], &reports[0]["authorized"]),
        (&true.into(), &false.into())
    );
    assert_eq!(
        (&reports[1]["external"], &reports[1]["authorized"]),
        (&false.into(), &true.into())
    );
    for consent in [
        "example.com._report._dmarc.reports.example.net TXT \"v=DMARC1\"",
        "example.com._report._dmarc.reports.example.net TXT \"v=DMARC1;\"",
        "*._report._dmarc.reports.example.net TXT \"v=DMARC1\"",
    ] {
        let said = dmarc(&format!("{record}\n{consent}"), "example.com");
        assert_eq!(said.ids().len(), 0, "{consent}");
    }
    let open = format!("{record}\nexample.com._report._dmarc.reports.example.net SERVFAIL");
    let said = dmarc(&open, "example.com");
    assert_eq!(
        (said.code, &said.json["dmarc"]["reports"][0]["authorized"]),
        (5, &serde_json::Value::Null)
    );
}

#[test]
fn alignment_follows_the_organisation_or_is_strict() {
    let zone = |mode: &str| {
        format!(
            "_dmarc.example.com TXT \"v=DMARC1; p=reject; rua=mailto:d@example.com{mode}\"\nnews.example.com A 192.0.2.1"
        )
    };
    for (mode, from, mail_from, aligned) in [
        ("", "a@example.com", "b@example.com", true),
        ("", "a@example.com", "b@bounce.example.com", true),
        ("", "a@news.example.com", "b@example.com", true),
        ("", "a@example.com", "b@example.net", false),
        ("; aspf=s", "a@example.com", "b@bounce.example.com", false),
        ("; aspf=s", "a@example.com", "b@EXAMPLE.com", true),
    ] {
        let said = look(
            &zone(mode),
            &format!("{ONLY} --from {from} --mail-from {mail_from}"),
        );
        assert_eq!(
            said.json["dmarc"]["alignment"]["spf"]["aligned"], aligned,
            "{mode} {from} {mail_from}"
        );
    }
    let place = Place::new();
    place.write("m.eml", "DKIM-Signature: v=1; a=rsa-sha256; d=esp.example.net; s=s; h=from; bh=AA==; b=AA==\nFrom: a@example.com\n\nx\n");
    let server = ZoneServer::with(&zone(""));
    let said = look_in(
        &place,
        &server,
        "--only dmarc --message m.eml --mail-from b@esp.example.net",
    );
    assert_eq!((said.code, said.ids()), (1, vec!["dmarc-unaligned"]));
    let said = look_in(
        &place,
        &server,
        "--only dmarc --message m.eml --mail-from b@example.com",
    );
    assert_eq!((said.code, said.ids().len()), (0, 0));
}
