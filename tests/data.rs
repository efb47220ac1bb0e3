//! The tables of `data/` are what they say they are.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use presend::address::Domain;
use presend::lists::{Lists, MxClass, fold_header};
use sha2::{Digest, Sha256};

fn table(file: &str) -> &'static str {
    Lists::text(file).unwrap_or_else(|| panic!("{file} is not embedded"))
}

/// The rows of a table as fields, without the header.
fn rows(file: &str) -> Vec<Vec<&'static str>> {
    let skip = usize::from(file.ends_with(".csv"));
    table(file)
        .lines()
        .skip(skip)
        .map(|line| line.split(',').collect())
        .collect()
}

fn keys(file: &str) -> BTreeSet<&'static str> {
    rows(file).into_iter().map(|row| row[0]).collect()
}

#[test]
fn every_table_is_recorded_with_count_and_checksum() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let recorded: BTreeMap<String, _> = Lists::tables()
        .into_iter()
        .map(|info| (info.file.clone(), info))
        .collect();
    for entry in fs::read_dir(&folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let is_table =
            (name.ends_with(".csv") || name.ends_with(".txt")) && !name.starts_with("sample-");
        assert_eq!(recorded.contains_key(&name), is_table, "{name}");
    }
    for (file, info) in recorded {
        let digest = Sha256::digest(table(&file).as_bytes());
        let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(
            (info.count, info.sha256.as_str()),
            (rows(&file).len(), hex.as_str()),
            "{file}: run data/refresh.py"
        );
        for text in [&info.what, &info.origin, &info.licence, &info.date] {
            assert!(!text.is_empty(), "{file}");
        }
    }
}

#[test]
fn tables_are_sorted_unique_and_plain() {
    for info in Lists::tables() {
        let file = info.file.as_str();
        let text = table(file);
        assert!(
            text.ends_with('\n') && !text.contains(['\r', '"', '\t', '\u{feff}']),
            "{file}"
        );
        let rows = rows(file);
        for pair in rows.windows(2) {
            assert!(
                pair[0][0].as_bytes() < pair[1][0].as_bytes(),
                "{file}: {} before {}",
                pair[0][0],
                pair[1][0]
            );
            assert_eq!(pair[0].len(), pair[1].len(), "{file}: {}", pair[1][0]);
        }
    }
}

#[test]
fn domains_are_lower_case_a_labels_below_a_real_ending() {
    let tlds = keys("tlds.txt");
    for file in [
        "providers.csv",
        "known-domains.txt",
        "disposable-domains.txt",
        "disposable-suspected.txt",
        "relays.txt",
        "mx-hosts.csv",
        "mx-providers.csv",
        "provider-rules.csv",
        "alias-rules.csv",
    ] {
        for name in keys(file) {
            let domain =
                Domain::parse(name).unwrap_or_else(|fault| panic!("{file}: {name}: {fault:?}"));
            assert_eq!(domain.as_str(), name, "{file}");
            assert!(tlds.contains(domain.tld()), "{file}: {name}");
        }
    }
}

#[test]
fn nobody_who_is_good_is_disposable() {
    let disposable: BTreeSet<&str> = keys("disposable-domains.txt")
        .union(&keys("disposable-suspected.txt"))
        .copied()
        .collect();
    let targets: BTreeSet<&str> = rows("typos.csv").into_iter().map(|row| row[1]).collect();
    for (what, names) in [
        ("a provider", keys("providers.csv")),
        ("a relay", keys("relays.txt")),
        ("known", keys("known-domains.txt")),
        ("a misspelling", keys("typos.csv")),
        ("the target of a misspelling", targets),
    ] {
        for name in names {
            assert!(
                !disposable.contains(name),
                "{name} is disposable and {what}"
            );
        }
    }
    let lists = Lists::builtin();
    for name in &disposable {
        assert_ne!(
            psl::suffix_str(name),
            Some(*name),
            "{name} is a public suffix"
        );
    }
    // A parent of a provider would take it along.
    for provider in keys("providers.csv") {
        assert!(lists.disposable(provider).is_none(), "{provider}");
    }
}

#[test]
fn misspellings_are_none_of_what_is_right() {
    let (providers, known, relays) = (
        keys("providers.csv"),
        keys("known-domains.txt"),
        keys("relays.txt"),
    );
    for row in rows("typos.csv") {
        let (typed, intended) = (row[0], row[1]);
        assert!(providers.contains(intended), "{typed} → {intended}");
        assert!(
            !providers.contains(typed) && !known.contains(typed) && !relays.contains(typed),
            "{typed}"
        );
    }
    let tlds = keys("tlds.txt");
    for row in rows("tld-typos.csv") {
        assert!(!tlds.contains(row[0]) && tlds.contains(row[1]), "{row:?}");
    }
    for tld in keys("tld-targets.csv") {
        assert!(tlds.contains(tld), "{tld}");
    }
}

#[test]
fn the_providers_of_the_world_are_known() {
    let lists = Lists::builtin();
    for domain in [
        "gmail.com",
        "qq.com",
        "163.com",
        "126.com",
        "foxmail.com",
        "sina.com",
        "139.com",
        "189.cn",
        "21cn.com",
        "tom.com",
        "sify.com",
        "yandex.ru",
        "mail.ru",
        "gmx.de",
        "web.de",
        "naver.com",
        "rediffmail.com",
        "uol.com.br",
    ] {
        assert!(lists.provider(domain).is_some(), "{domain}");
        assert!(lists.is_freemail(domain), "{domain}");
    }
    for domain in [
        "duck.com",
        "mozmail.com",
        "privaterelay.appleid.com",
        "simplelogin.com",
    ] {
        assert!(lists.is_relay(domain), "{domain}");
    }
    for (host, id) in [
        ("aspmx.l.google.com", "google-workspace"),
        ("acme-com.mail.protection.outlook.com", "microsoft-365"),
        ("mxbiz1.qq.com", "tencent-exmail"),
        ("mx3.qq.com", "qq-mail"),
        ("mxn.mxhichina.com", "aliyun"),
        ("qiye163mx01.mxmail.netease.com", "netease-qiye"),
        ("mx.yandex.net", "yandex-360"),
        ("mx2.zoho.com", "zoho"),
    ] {
        assert_eq!(
            lists.mx_provider(host).map(|provider| provider.id),
            Some(id),
            "{host}"
        );
    }
    assert_eq!(lists.mx_class("park-mx.above.com"), Some(MxClass::Parked));
    assert_eq!(
        lists.mx_class("route1.mx.cloudflare.net"),
        Some(MxClass::Shared)
    );
}

#[test]
fn headers_and_local_parts_are_in_the_form_they_are_asked_for() {
    for header in keys("columns.csv") {
        assert_eq!(fold_header(header), header);
    }
    for local in keys("no-reply.txt") {
        assert!(
            local
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()),
            "{local}"
        );
    }
    let lists = Lists::builtin();
    for local in [
        "noreply",
        "no-reply",
        "do_not.reply",
        "mailer-daemon",
        "postmaster",
        "abuse",
        "no-reply+7",
        "noreply2",
    ] {
        assert!(lists.is_no_reply(local), "{local}");
    }
    for local in [
        "info", "sales", "sales2", "info.de", "waimao", "caigou", "einkauf", "ventas", "achats",
        "vendas",
    ] {
        assert!(lists.role(local).is_some(), "{local}");
        assert!(!lists.is_no_reply(local), "{local}");
    }
    for local in ["li.wang", "salesman.li", "informatics", "postma"] {
        assert!(
            lists.role(local).is_none() && !lists.is_no_reply(local),
            "{local}"
        );
    }
    for header in [
        "Email",
        "E-mail Address",
        "Email 1 - Value",
        "Work Email",
        "邮箱",
        "电子邮箱",
        "邮箱地址",
        "联系邮箱",
        "电子邮件",
        "Correo",
        "メールアドレス",
        "E-Mail-Adresse",
        "Эл. почта",
        "이메일",
    ] {
        assert!(lists.column(header).is_some(), "{header}");
    }
}

#[test]
fn every_line_of_the_patches_has_its_reason() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/patches");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.display();
        let mut reader = csv::Reader::from_path(&path).unwrap();
        let header = reader.headers().unwrap().clone();
        let column = |wanted: &str| header.iter().position(|name| name == wanted);
        let reason = column("reason").unwrap_or_else(|| panic!("{name}: no column `reason`"));
        let key = column("entry").or(column("domain")).unwrap();
        let mut seen = BTreeSet::new();
        for row in reader.records() {
            let row = row.unwrap();
            assert!(row[reason].trim().len() > 3, "{name}: {row:?}");
            assert!(seen.insert(row[key].to_owned()), "{name}: twice: {row:?}");
            if let Some(action) = column("action") {
                assert!(["add", "remove"].contains(&&row[action]), "{name}: {row:?}");
            }
        }
        assert!(!seen.is_empty(), "{name}");
    }
}

#[test]
fn every_table_and_its_words_stand_in_chinese() {
    use presend::lang::texts::tables;
    for info in Lists::tables() {
        assert!(
            tables::chinese(info.name()).is_some(),
            "src/lang/texts/tables.rs says nothing of the table {}",
            info.name()
        );
    }
    let rows = |file: &str, column: usize| -> BTreeSet<&'static str> {
        let text = Lists::text(file).unwrap();
        text.lines()
            .skip(1)
            .filter_map(|line| line.split(',').nth(column))
            .collect()
    };
    let regions = rows("providers.csv", 2);
    // Countries are named by their code in every language.
    let words = regions.into_iter().filter(|region| region.len() > 2);
    for word in words.chain(rows("roles.csv", 2)) {
        let text = tables::word(word);
        assert!(
            !text.zh.is_ascii(),
            "src/lang/texts/tables.rs has no Chinese for {word:?}"
        );
    }
}
