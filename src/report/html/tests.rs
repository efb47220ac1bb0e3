//! The page holds its promises.

use sha2::{Digest, Sha256};

use super::page::*;
use super::render::{STYLE, STYLE_HASH, render};
use super::sections::thousands;
use crate::lang::{Lang, Value, texts::report};

/// Base64 with padding (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let word =
            chunk.iter().fold(0u32, |word, &b| word << 8 | u32::from(b)) << (8 * (3 - chunk.len()));
        for i in 0..4 {
            match i <= chunk.len() {
                true => out.push(char::from(LETTERS[(word >> (18 - 6 * i) & 63) as usize])),
                false => out.push('='),
            }
        }
    }
    out
}

#[test]
fn the_policy_allows_the_style_and_no_other() {
    assert_eq!(
        base64(&Sha256::digest(b"abc")),
        "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
    );
    // A browser reads CR LF as LF, and takes the hash of what it read.
    let style = STYLE.replace("\r\n", "\n");
    assert_eq!(STYLE_HASH, base64(&Sha256::digest(style)));
}
/// A page with one of everything, with the same text in every place where data may stand.
fn full_page(data: &str) -> Page {
    let words = || Value::from(data);
    let table = || Table {
        caption: words(),
        columns: vec![Column::words(report::DOMAIN), Column::number(report::ROWS)],
        rows: vec![
            vec![Cell::Data(data.to_owned()), Cell::Count(1234)],
            vec![Cell::Words(words()), Cell::Number(1234)],
            vec![
                Cell::Fields(vec![(words(), data.to_owned())]),
                Cell::Marked(Mark::Plain, words()),
            ],
            vec![
                Cell::Finding(words(), Some(words())),
                Cell::Bar {
                    count: 1,
                    total: 3,
                    longest: 2,
                },
            ],
        ],
        more: Some(words()),
    };
    let item = Item {
        mark: Mark::Bad,
        title: words(),
        id: "an-id",
        count: 7,
        explain: words(),
        samples: Some(table()),
    };
    let share = |mark, count| Share {
        mark,
        label: words(),
        meaning: words(),
        count,
        file: Some(data.to_owned()),
    };
    let section = |blocks| Section {
        title: report::REASONS,
        intro: Some(words()),
        blocks,
    };
    Page {
        kind: report::KIND_LIST,
        subject: data.to_owned(),
        headline: words(),
        warnings: vec![words()],
        footer: report::FOOTER,
        sections: vec![
            section(vec![Block::Shares(vec![
                share(Mark::Good, 99_999),
                share(Mark::Look, 0),
                share(Mark::Bad, 1),
            ])]),
            section(vec![Block::Items(Items {
                title: report::REMOVED_BECAUSE,
                total: 70,
                items: vec![item],
            })]),
            section(vec![Block::Table(table())]),
            section(vec![Block::Advice(vec![Advice {
                title: words(),
                text: words(),
            }])]),
            section(Vec::new()),
        ],
    }
}

/// What stands between `before` and the next `after`, for each place where `before` stands.
fn between<'t>(text: &'t str, before: &str, after: &str) -> Vec<&'t str> {
    text.split(before)
        .skip(1)
        .map(|rest| rest.split_once(after).map_or(rest, |(found, _)| found))
        .collect()
}

#[test]
fn nothing_that_a_stranger_wrote_becomes_markup() {
    let hostile =
        "<script>x</script>\"'><img src=x onerror=x>&amp;{{ 7*7 }}\u{202e}\0</title></style>";
    let plain = render(&full_page("plain"), Lang::En).unwrap();
    let page = render(&full_page(hostile), Lang::En).unwrap();
    let tags = |page: &str| {
        between(page, "<", ">")
            .iter()
            .map(|tag| tag.split([' ', '\n']).next().unwrap_or("").to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(tags(&page), tags(&plain));
    assert!(page.contains("&lt;script&gt;"));
    assert!(page.contains("{{ 7*7 }}\\u{202e}\\u{0}"));
    assert!(!page.contains(['\u{202e}', '\0']));
}

#[test]
fn the_page_asks_for_nothing_outside_itself() {
    for lang in [Lang::En, Lang::Zh] {
        let page = render(&full_page("x"), lang).unwrap();
        for never in [
            "<script", " src=", "<link", "<iframe", "url(", "@import", " style=", " on",
        ] {
            let markup = between(&page, "<", ">").join("\n");
            let style = between(&page, "<style>", "</style>").join("");
            let html = if never.starts_with(['u', '@']) {
                &style
            } else {
                &markup
            };
            assert!(!html.contains(never), "{never}");
        }
        for link in between(&page, "href=\"", "\"") {
            let target = link.strip_prefix('#').unwrap_or_else(|| panic!("{link}"));
            assert!(
                page.contains(&format!("<section id=\"{target}\"")),
                "{link}"
            );
        }
        let policy = between(&page, "Content-Security-Policy\" content=\"", "\"");
        assert!(
            policy[0].starts_with("default-src 'none'; style-src 'sha256-"),
            "{policy:?}"
        );
    }
}

#[test]
fn the_page_is_well_formed_and_says_its_language() {
    for (lang, name) in [(Lang::En, "en"), (Lang::Zh, "zh-Hans")] {
        let page = render(&full_page("x"), lang).unwrap();
        assert!(page.starts_with(&format!("<!DOCTYPE html>\n<html lang=\"{name}\">\n")));
        let mut open = Vec::new();
        for tag in between(&page, "<", ">").into_iter().skip(1) {
            if let Some(closed) = tag.strip_prefix('/') {
                assert_eq!(open.pop(), Some(closed), "{tag}");
            } else if !tag.ends_with('/') && !tag.starts_with("meta") {
                open.extend(tag.split(' ').next());
            }
        }
        assert!(open.is_empty(), "{open:?}");
        assert_eq!(page.matches("<h1>").count(), 1);
        assert_eq!(
            page.matches("<svg").count(),
            page.matches("role=\"img\"").count()
        );
        assert_eq!(
            page.matches("<svg").count() + 1,
            page.matches("<title>").count()
        );
        assert_eq!(page.matches("<th ").count(), page.matches("scope=").count());
        // The section without content is not shown.
        assert_eq!(page.matches("<section").count(), 4);
        assert_eq!(
            page.matches("<section").count(),
            page.matches("<li><a href").count()
        );
    }
}

#[test]
fn numbers_are_written_for_people_and_bars_fill_their_place() {
    let page = render(&full_page("x"), Lang::En).unwrap();
    assert!(page.contains("99,999") && page.contains("1,234") && page.contains("33.3%"));
    let stack = between(&page, "class=\"stack\"", "</svg>");
    let widths: Vec<u64> = between(stack[0], "width=\"", "\"")
        .iter()
        .map(|width| width.parse().unwrap())
        .collect();
    assert_eq!(widths, [996, 0, 4], "one row of 100,000 is seen");
    assert_eq!(thousands(0), "0");
    assert_eq!(thousands(999), "999");
    assert_eq!(thousands(1_000_000), "1,000,000");
}

#[test]
fn what_stands_between_backticks_is_code() {
    let mut page = full_page("x");
    page.warnings = vec![Value::from("use `--split` or `"), Value::from("`a``b`")];
    let page = render(&page, Lang::En).unwrap();
    assert!(page.contains("use <code>--split</code> or <"), "{page}");
    assert!(page.contains("<code>a</code><code>b</code>"));
}
