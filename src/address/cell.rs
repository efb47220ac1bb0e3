//! Reads the address out of a cell as people fill it.

use super::fold::fold_text;
use super::scan::{Hit, hits};
use super::syntax::{self, Address, SyntaxFault};

/// One address that a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The address.
    pub address: Address,
    /// The cell had to be repaired to read it; nothing of the address was guessed.
    pub repaired: bool,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Nothing that looks like an address.
    Empty,
    /// One address.
    One(Found),
    /// Something that was probably meant as this address, but a person should say so.
    Guess {
        /// The address as it can be read literally, if it can.
        literal: Option<Address>,
        /// What was probably meant.
        meant: Address,
    },
    /// Several addresses.
    Many {
        /// Each once, in order.
        addresses: Vec<Address>,
        /// No part is unreadable, and no border between two addresses was guessed.
        certain: bool,
    },
    /// An `@`, but no address.
    Broken {
        /// What is wrong.
        fault: SyntaxFault,
        /// Local part and domain as typed, where exactly the domain is at fault: a misspelling
        /// may explain it.
        parts: Option<(String, String)>,
    },
}

/// Reads a cell. Repairs only what loses nothing: white space, zero-width characters, full-width
/// forms, `mailto:`, display names, brackets and trailing punctuation.
pub fn read_cell(cell: &str) -> Reading {
    let broken = match syntax::parse(cell) {
        Ok(address) if is_file_name(address.host_text()) => return Reading::Empty,
        Ok(address) => match without_tail(&address) {
            Some(address) => return whole(address, true),
            None => return whole(address, false),
        },
        Err(fault) => fault,
    };
    let folded = fold_text(cell);
    let text = folded.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    if !text.contains('@') {
        return spelt_out(text).map_or(Reading::Empty, |meant| Reading::Guess {
            literal: None,
            meant,
        });
    }
    if let Ok(address) = syntax::parse(text)
        && !is_file_name(address.host_text())
    {
        return whole(address, true);
    }
    if text.chars().any(|c| c.is_control() && c != '\n') {
        return Reading::Broken {
            fault: SyntaxFault::Control,
            parts: None,
        };
    }
    let hits = hits(text);
    if hits.windows(2).any(|pair| pair[1].start < pair[0].end) {
        return run_together(text, &hits, broken);
    }
    let mut addresses: Vec<Address> = Vec::new();
    let mut bad = text.matches('@').count() - hits.len();
    let mut doubtful = false;
    for hit in &hits {
        match read_hit(text, hit) {
            Some((address, sure)) => {
                let twin = addresses
                    .iter()
                    .any(|other| other.text().eq_ignore_ascii_case(&address.text()));
                if !twin {
                    addresses.push(address);
                }
                doubtful |= !sure;
            }
            None => bad += 1,
        }
    }
    match addresses.len() {
        0 => no_address(text, &hits, broken),
        1 if bad == 0 && !doubtful => whole(addresses.remove(0), true),
        1 if bad == 0 => Reading::Guess {
            literal: None,
            meant: addresses.remove(0),
        },
        _ => Reading::Many {
            addresses,
            certain: bad == 0 && !doubtful,
        },
    }
}

/// The cell is one address; is it the one that was meant?
fn whole(address: Address, repaired: bool) -> Reading {
    let local = address.local();
    if let Some(stripped) = local.strip_prefix('\'')
        && let Ok(plain) = syntax::parse(&format!("{stripped}@{}", address.host_text()))
    {
        // A spreadsheet's mark for "this is text".
        return Reading::One(Found {
            address: plain,
            repaired: true,
        });
    }
    match without_residue(local) {
        Some(rest) => match syntax::parse(&format!("{rest}@{}", address.host_text())) {
            Ok(meant) => Reading::Guess {
                literal: Some(address),
                meant,
            },
            Err(_) => Reading::One(Found { address, repaired }),
        },
        None => Reading::One(Found { address, repaired }),
    }
}

/// `li@foo.com采购`: the address without the word that is glued to its end. No top-level domain
/// mixes scripts, so nothing is guessed.
fn without_tail(address: &Address) -> Option<Address> {
    let (front, last) = address.host_text().rsplit_once('.')?;
    let plain: String = last
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect();
    let tail = &last[plain.len()..];
    if plain.is_empty() || tail.is_empty() || !east_asian(tail) {
        return None;
    }
    syntax::parse(&address.at(&format!("{front}.{plain}"))).ok()
}

/// The local part without what a scraper or a label left glued to its front.
fn without_residue(local: &str) -> Option<&str> {
    for escape in ["u003e", "u003c", "u0022", "x3e", "x3c"] {
        if let Some(rest) = local.strip_prefix(escape)
            && rest.len() > 1
        {
            return Some(rest);
        }
    }
    let glued: usize = local
        .chars()
        .take_while(|c| !c.is_ascii())
        .map(char::len_utf8)
        .sum();
    let rest = &local[glued..];
    if glued == 0 || rest.len() < 2 || !rest.is_ascii() || !east_asian(&local[..glued]) {
        return None;
    }
    // A phone number between the label and the name.
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if digits >= 7 && digits < rest.len() {
        return Some(&rest[digits..]);
    }
    Some(rest)
}

fn east_asian(text: &str) -> bool {
    text.chars()
        .all(|c| ('\u{2E80}'..='\u{9FFF}').contains(&c) || ('\u{AC00}'..='\u{D7AF}').contains(&c))
}

/// The address at one `@` of a longer text, and whether its borders are beyond doubt.
fn read_hit(text: &str, hit: &Hit) -> Option<(Address, bool)> {
    if !hit.domain.contains('.') || is_file_name(&hit.domain) {
        return None;
    }
    let address = syntax::parse(&format!("{}@{}", hit.local, hit.domain)).ok()?;
    let before = &text[..hit.start];
    if let Some(whole) = torn(before, hit, &text[hit.end..]) {
        return Some((whole, false));
    }
    let (address, glued) = match without_residue(&hit.local) {
        Some(rest) => (syntax::parse(&format!("{rest}@{}", hit.domain)).ok()?, true),
        None => (address, false),
    };
    let bordered = before.chars().next_back().is_none_or(is_left_border)
        && text[hit.end..].chars().next().is_none_or(is_right_border);
    let pulled_apart = split_name(before) || (hit.spaced && before.ends_with(' '));
    let sure = bordered && !glued && !pulled_apart;
    Some((address, sure))
}

/// `li,wang@foo.com`, `li@yahoo.com,au`: a sign stands where a dot was meant. What is left without the torn part would be
/// somebody else's address.
fn torn(before: &str, hit: &Hit, behind: &str) -> Option<Address> {
    let (mut local, mut domain) = (hit.local.clone(), hit.domain.clone());
    let plain = |word: &str| {
        !word.is_empty()
            && word
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            && word.bytes().any(|b| b.is_ascii_lowercase())
    };
    if let Some(front) = before.strip_suffix([',', '\\', '，']) {
        let word = front.rsplit(char::is_whitespace).next().unwrap_or_default();
        if plain(word) {
            local = format!("{word}.{local}");
        }
    }
    if let Some(tail) = behind.strip_prefix([',', ';', ':', '/', '，', '；']) {
        let label = tail.trim_end();
        let joined = format!("{domain}.{label}");
        let suffix = psl::suffix_str(&joined).unwrap_or_default();
        // The table of public suffixes knows `com.au`, and not `com.b`.
        let known =
            suffix.contains('.') && psl::suffix(joined.as_bytes()).is_some_and(|s| s.is_known());
        if plain(label) && known && domain.ends_with(suffix.split('.').next().unwrap_or_default()) {
            domain = joined;
        }
    }
    let changed = local != hit.local || domain != hit.domain;
    changed.then(|| syntax::parse(&format!("{local}@{domain}")).ok())?
}

fn is_left_border(c: char) -> bool {
    c.is_whitespace() || "<([{\"':;,|/\\>*=.·•".contains(c) || !c.is_ascii()
}

fn is_right_border(c: char) -> bool {
    c.is_whitespace() || "<>)]}\"'`:;,.|/\\!?*#%-_&".contains(c) || !c.is_ascii()
}

/// `li. wang@...` and `user name@...`: a blank inside the local part reads like a name in front
/// of it. A capital, a colon or a second word speaks for the name.
fn split_name(before: &str) -> bool {
    let word = before.trim_end();
    word.len() < before.len()
        && !word.is_empty()
        && word
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '_' | '-'))
        && word.chars().any(|c| c.is_ascii_lowercase())
}

/// `logo@2x.png`: a picture's name out of a scraped page.
fn is_file_name(domain: &str) -> bool {
    let ending = domain.rsplit('.').next().unwrap_or_default();
    matches!(
        ending.to_ascii_lowercase().as_str(),
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "svg" | "css" | "js" | "ico" | "avif" | "bmp"
    )
}

/// `li.wang[at]example[dot]com`.
fn spelt_out(text: &str) -> Option<Address> {
    let lower = text.to_ascii_lowercase();
    let mut plain = text.to_owned();
    let mut seen = false;
    for (word, sign) in [("at", "@"), ("dot", ".")] {
        for (open, close) in [('[', ']'), ('(', ')'), ('{', '}')] {
            let marked = format!("{open}{word}{close}");
            if lower.contains(&marked) {
                seen |= word == "at";
                plain = replace_ignoring_case(&plain, &marked, sign);
            }
        }
    }
    if !seen {
        return None;
    }
    let plain: String = plain.split_whitespace().collect();
    let address = syntax::parse(&plain).ok()?;
    address
        .domain()
        .is_some_and(|domain| !domain.is_single_label())
        .then_some(address)
}

fn replace_ignoring_case(text: &str, what: &str, with: &str) -> String {
    let lower = text.to_ascii_lowercase();
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (place, _) in lower.match_indices(what) {
        out.push_str(&text[done..place]);
        out.push_str(with);
        done = place + what.len();
    }
    out.push_str(&text[done..]);
    out
}

/// Nothing in the cell is an address: says why, and keeps the parts where the domain is at fault.
fn no_address(text: &str, hits: &[Hit], fault: SyntaxFault) -> Reading {
    let one_at = text.matches('@').count() == 1;
    let first = hits.first();
    if first.is_some_and(|hit| is_file_name(&hit.domain)) {
        return Reading::Empty;
    }
    // `li. wang@foo` and the like: only a domain that is at fault alone can be explained.
    let parts = match (one_at, text.split_once('@')) {
        (true, Some((before, behind))) => {
            let behind = behind.trim().trim_end_matches(is_trailing_junk);
            let local = first.map_or_else(
                || before.trim().trim_start_matches('<').to_owned(),
                |hit| hit.local.clone(),
            );
            let lone = first.is_none_or(|hit| {
                text[..hit.start]
                    .trim_matches(['<', '"', '\'', ' '])
                    .is_empty()
            });
            let legal = syntax::parse(&format!("{local}@a.example")).is_ok();
            (lone && legal && !behind.is_empty()).then(|| (local, behind.to_owned()))
        }
        _ => None,
    };
    Reading::Broken { fault, parts }
}

fn is_trailing_junk(c: char) -> bool {
    c.is_whitespace() || ">)]}\"'`:;,.|/\\!?*#、。".contains(c)
}

/// `a@foo.comb@bar.com`: two addresses without anything between them. The border is guessed at
/// the end of a common top-level domain, so it is never certain.
fn run_together(text: &str, hits: &[Hit], fault: SyntaxFault) -> Reading {
    let broken = Reading::Broken { fault, parts: None };
    let [first, second] = hits else {
        return broken;
    };
    let between = &text[first.at + 1..second.at];
    let border = [
        ".com", ".net", ".org", ".cn", ".de", ".fr", ".it", ".ru", ".co.uk",
    ]
    .iter()
    .filter_map(|tld| between.find(tld).map(|place| place + tld.len()))
    .find(|&end| end < between.len());
    let Some(border) = border else {
        return broken;
    };
    let pair = [
        format!("{}@{}", first.local, &between[..border]),
        format!("{}@{}", &between[border..], second.domain),
    ];
    let addresses: Vec<Address> = pair.iter().flat_map(|text| syntax::parse(text)).collect();
    if addresses.len() < 2 {
        return broken;
    }
    Reading::Many {
        addresses,
        certain: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(cell: &str) -> (String, bool) {
        match read_cell(cell) {
            Reading::One(found) => (found.address.text(), found.repaired),
            other => panic!("{cell:?}: {other:?}"),
        }
    }

    #[test]
    fn what_loses_nothing_is_repaired() {
        assert_eq!(one("li@foo.com"), ("li@foo.com".into(), false));
        for cell in [
            " li@foo.com ",
            "li@foo.com\u{200b}",
            "ｌｉ＠foo．com",
            "MAILTO:li@Foo.com",
            "mailto:li@foo.com?subject=hi",
            "Wang Li <li@foo.com>",
            "\"Wang, Li\" <li@foo.com>",
            "<a href=\"mailto:li@foo.com\">li@foo.com</a>",
            "[li@foo.com](mailto:li@foo.com)",
            "=HYPERLINK(\"mailto:li@foo.com\",\"li@foo.com\")",
            "'li@foo.com",
            "li@foo.com;",
            "li@foo.com。",
            "li@foo.com (采购)",
            "邮箱：li@foo.com",
            "T: +86 755 0000 0000 E: li@foo.com",
            "li @ foo.com",
            "li@foo.com, LI@FOO.COM",
            "li@foo.com采购",
        ] {
            assert_eq!(one(cell), ("li@foo.com".into(), true), "{cell:?}");
        }
    }

    #[test]
    fn what_must_be_guessed_is_a_guess() {
        for cell in [
            "li[at]foo[dot]com",
            "li (AT) foo (DOT) com",
            "u003eli@foo.com",
            "邮箱li@foo.com",
            "电话13800000000li@foo.com",
            "user li@foo.com",
        ] {
            match read_cell(cell) {
                Reading::Guess { meant, .. } => assert_eq!(meant.text(), "li@foo.com", "{cell}"),
                other => panic!("{cell:?}: {other:?}"),
            }
        }
    }

    #[test]
    fn what_is_torn_is_never_cut_down_to_another_address() {
        for (cell, whole) in [
            ("li,wang@foo.com", "li.wang@foo.com"),
            ("li\\wang@foo.com", "li.wang@foo.com"),
            ("li@yahoo.com,au", "li@yahoo.com.au"),
            ("li@foo.com;br", "li@foo.com.br"),
            ("li@docomo.ne,jp", "li@docomo.ne.jp"),
            ("li@foo.co/uk", "li@foo.co.uk"),
            ("li@foo.com，cn", "li@foo.com.cn"),
        ] {
            match read_cell(cell) {
                Reading::Guess { meant, .. } => assert_eq!(meant.text(), whole, "{cell}"),
                other => panic!("{cell:?}: {other:?}"),
            }
        }
        // Two addresses, or a word behind a comma, are what they were.
        for cell in [
            "li@foo.com, Li",
            "li@foo.com;",
            "li@foo.com/fax",
            "Wang,li@foo.com",
        ] {
            assert_eq!(one(cell), ("li@foo.com".into(), true), "{cell:?}");
        }
    }

    #[test]
    fn several_addresses_are_several() {
        for cell in [
            "a@foo.com; b@bar.com",
            "a@foo.com；b@bar.com",
            "a@foo.com、b@bar.com",
            "a@foo.com / b@bar.com",
            "a@foo.com\nb@bar.com",
            "a@foo.com b@bar.com",
            "a@foo.com ::: b@bar.com",
            "A <a@foo.com>; B <b@bar.com>",
        ] {
            match read_cell(cell) {
                Reading::Many { addresses, certain } => {
                    let texts: Vec<String> = addresses.iter().map(Address::text).collect();
                    assert_eq!(texts, ["a@foo.com", "b@bar.com"], "{cell}");
                    assert!(certain, "{cell}");
                }
                other => panic!("{cell:?}: {other:?}"),
            }
        }
        assert!(matches!(
            read_cell("a@foo.comb@bar.com"),
            Reading::Many { certain: false, .. }
        ));
    }

    #[test]
    fn cells_without_an_address_are_empty_and_broken_ones_broken() {
        for cell in [
            "",
            "  ",
            "n/a",
            "https://foo.com/contact",
            "li.foo.com",
            "logo@2x.png",
        ] {
            assert_eq!(read_cell(cell), Reading::Empty, "{cell:?}");
        }
        for cell in [
            "a@b@foo.com",
            "a..b@foo.com",
            "@foo.com",
            "a@",
            "a\u{7}b@foo.com",
        ] {
            assert!(
                matches!(read_cell(cell), Reading::Broken { .. }),
                "{cell:?}"
            );
        }
        match read_cell("li@foo,com") {
            Reading::Broken { parts, .. } => {
                assert_eq!(parts, Some(("li".into(), "foo,com".into())));
            }
            other => panic!("{other:?}"),
        }
    }
}
