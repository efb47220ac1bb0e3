//! Reads the address out of a cell as people fill it.

use std::borrow::Cow;

use super::damage::{longer_domain, longer_local};
use super::domain::registry_suffix;
use super::fold::{fold_text, is_invisible};
use super::glue::{Cut, without_front, without_tail};
use super::mend::mend;
use super::scan::{Hit, hits};
use super::spelt::spelt_out;
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

impl Reading {
    /// Every address that the cell may stand for.
    pub fn into_addresses(self) -> Vec<Address> {
        match self {
            Reading::Empty | Reading::Broken { .. } => Vec::new(),
            Reading::One(found) => vec![found.address],
            Reading::Guess { literal, meant } => literal.into_iter().chain([meant]).collect(),
            Reading::Many { addresses, .. } => addresses,
        }
    }
}

/// Reads a cell. Repairs only what loses nothing: white space, zero-width characters, full-width
/// forms, `mailto:`, display names, brackets and trailing punctuation.
pub fn read_cell(cell: &str) -> Reading {
    let broken = match syntax::parse(cell) {
        Ok(address) if is_file_name(address.host_text()) => return Reading::Empty,
        Ok(address) if cell.is_ascii() || !cell.contains(is_invisible) => {
            return whole(address, cell, false);
        }
        Ok(_) => SyntaxFault::BadLocalPart,
        Err(fault) => fault,
    };
    let folded = fold_text(cell);
    let text = folded.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    if let Ok(address) = syntax::parse(text)
        && !is_file_name(address.host_text())
    {
        return whole(address, text, true);
    }
    if text.chars().any(|c| c.is_control() && c != '\n') {
        return Reading::Broken {
            fault: SyntaxFault::Control,
            parts: None,
        };
    }
    let broken = match hits(text) {
        Some(hits) => match read_hits(text, &hits) {
            Some(reading) => return reading,
            None if !text.contains('@') => Reading::Empty,
            None => no_address(text, &hits, broken),
        },
        None => Reading::Broken {
            fault: broken,
            parts: None,
        },
    };
    match mended(text) {
        Some(meant) => guess(None, meant),
        None => broken,
    }
}

fn guess(literal: Option<Address>, meant: Address) -> Reading {
    Reading::Guess { literal, meant }
}

/// The addresses at the places found; `None` where there are none.
fn read_hits(text: &str, hits: &[Hit]) -> Option<Reading> {
    let mut addresses: Vec<Address> = Vec::new();
    let mut bad = text.matches('@').count() - hits.len();
    let mut doubtful = false;
    for hit in hits {
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
        0 => None,
        1 if bad == 0 && !doubtful => {
            let address = addresses.remove(0);
            let typed = address.text();
            Some(whole(address, &typed, true))
        }
        1 if bad == 0 => Some(guess(None, addresses.remove(0))),
        _ => Some(Reading::Many {
            addresses,
            certain: bad == 0 && !doubtful,
        }),
    }
}

/// The cell is one address; is it the one that was meant? `typed` is the address with its case.
fn whole(address: Address, typed: &str, repaired: bool) -> Reading {
    let domain = typed.rsplit_once('@').map_or("", |(_, domain)| domain);
    // In a host name of ASCII there is nothing to mend, and nearly all are.
    let middle_dots = match domain.is_ascii() {
        true => Cow::Borrowed(domain),
        false => Cow::Owned(mend(domain)),
    };
    let tail = match without_tail(domain) {
        Some(cut) => Some(cut),
        // `foo·com`, which IDNA would take as one label.
        None if middle_dots != domain && registry_suffix(domain).is_none() => Some(Cut {
            rest: middle_dots.trim_end_matches('.'),
            sure: false,
        }),
        None => None,
    };
    let front = without_front(address.local());
    if front.is_none() && tail.is_none() {
        return Reading::One(Found { address, repaired });
    }
    let local = front.map_or(address.local(), |cut| cut.rest);
    let host = tail.map_or(address.host_text(), |cut| cut.rest);
    match syntax::parse(&format!("{local}@{host}")) {
        Ok(meant) if front.is_none_or(|cut| cut.sure) && tail.is_none_or(|cut| cut.sure) => {
            Reading::One(Found {
                address: meant,
                repaired: true,
            })
        }
        Ok(meant) => guess(Some(address), meant),
        Err(_) => Reading::One(Found { address, repaired }),
    }
}

/// The address at one `@` of a longer text, and whether its borders are beyond doubt.
fn read_hit(text: &str, hit: &Hit) -> Option<(Address, bool)> {
    let (before, behind) = (&text[..hit.start], &text[hit.end..]);
    let address = |local: &str, domain: &str| syntax::parse(&format!("{local}@{domain}")).ok();
    if let Some(domain) = longer_domain(&hit.domain, behind) {
        return Some((address(&hit.local, &domain)?, false));
    }
    if !hit.domain.contains('.') || is_file_name(&hit.domain) {
        return None;
    }
    if let Some(local) = longer_local(before, &hit.local) {
        return Some((address(&local, &hit.domain)?, false));
    }
    let escaped = hit.local.strip_prefix(['n', 'r', 't']);
    if let Some(local) = escaped.filter(|local| before.ends_with('\\') && !local.is_empty()) {
        // `\nli@foo.com`: a line break that was written out.
        return Some((address(local, &hit.domain)?, false));
    }
    let front = without_front(&hit.local);
    let found = address(front.map_or(&hit.local, |cut| cut.rest), &hit.domain)?;
    let bordered = before.chars().next_back().is_none_or(is_left_border)
        && behind.chars().next().is_none_or(is_right_border);
    let pulled_apart = split_name(before) || (hit.spaced && before.ends_with(' '));
    let sure = hit.sure && bordered && front.is_none_or(|cut| cut.sure) && !pulled_apart;
    Some((found, sure))
}

fn is_left_border(c: char) -> bool {
    c.is_whitespace() || "<([{\"':;,|/\\>*=.·•".contains(c) || !c.is_ascii()
}

fn is_right_border(c: char) -> bool {
    c.is_whitespace() || "<>)]}\"'`:;,.|/\\!?*#%-_&".contains(c) || !c.is_ascii()
}

/// `user name@...`: a blank inside the local part reads like a name in front of it. A capital,
/// a colon or a second word speaks for the name.
fn split_name(before: &str) -> bool {
    let word = before.trim_end();
    word.len() < before.len()
        && !word.is_empty()
        && word
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '_' | '-'))
        && word.chars().any(|c| c.is_ascii_lowercase())
}

/// What was meant by a cell without a readable address, if there is one way only to read it.
fn mended(text: &str) -> Option<Address> {
    let plain = mend(&spelt_out(text));
    if plain == text {
        return None;
    }
    let meant = match syntax::parse(&plain) {
        Ok(address) => address,
        Err(_) => match hits(&plain)?.as_slice() {
            [hit] => read_hit(&plain, hit)?.0,
            _ => return None,
        },
    };
    let host = meant.domain()?;
    (registry_suffix(host.as_str()).is_some() && !is_file_name(host.as_str())).then_some(meant)
}

/// `logo@2x.png`: a picture's name out of a scraped page.
fn is_file_name(domain: &str) -> bool {
    let ending = domain.rsplit('.').next().unwrap_or_default();
    matches!(
        ending.to_ascii_lowercase().as_str(),
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "svg" | "css" | "js" | "ico" | "avif" | "bmp"
    )
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
            "li@foo.com, Li",
            "li@foo.com/fax",
            "Wang,li@foo.com",
            "_x000D_li@foo.com",
            "mailto:li%40foo.com",
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
            "Email: li[at]foo.com",
            "#li@foo.com",
            "email -li@foo.com",
            "\\nli@foo.com",
            "王丽/li@foo.com",
            "0755-12345678li@foo.com",
            "li@foo.comTel:0755",
            "li@foo.comwww.foo.com",
            "li@foo·com",
            "li@@foo.com",
            "li.@foo.com",
            "li@http://foo.com",
            "li\n@foo.com",
        ] {
            assert_eq!(guessed(cell), "li@foo.com", "{cell}");
        }
    }

    fn guessed(cell: &str) -> String {
        match read_cell(cell) {
            Reading::Guess { meant, .. } => meant.text(),
            other => panic!("{cell:?}: {other:?}"),
        }
    }

    #[test]
    fn half_an_address_is_never_taken_for_the_whole() {
        for (cell, meant) in [
            ("li@foo.com,br", "li@foo.com.br"),
            ("li@foo.com；br", "li@foo.com.br"),
            ("Li <li@foo.ne,jp>", "li@foo.ne.jp"),
            ("li@foo.co/uk", "li@foo.co.uk"),
            ("li@foo.co. uk", "li@foo.co.uk"),
            ("li@vip.acme com", "li@vip.acme.com"),
            ("li,wang@foo.com", "li.wang@foo.com"),
            ("li .wang@foo.com", "li.wang@foo.com"),
            ("li. wang@foo.com", "li.wang@foo.com"),
            ("li\\.wang@foo.com", "li.wang@foo.com"),
            ("li\\wang@foo.com", "li.wang@foo.com"),
            ("a..b@foo.com", "a.b@foo.com"),
        ] {
            assert_eq!(guessed(cell), meant, "{cell}");
        }
    }

    #[test]
    fn what_is_no_address_is_no_guess() {
        for cell in [
            "ask @ reception",
            "meet @ 5pm",
            "price@$5",
            "react@18.2.0",
            "jquery@3.7.1.min.js",
            "https://x.com/@liwang",
            "@li_wang",
            "(0755) 1234-5678",
            "USD 5.00 at the door",
            "call at 9 a.m. (Mr. Li)",
            "http://foo.com/a#b.c",
            "[email protected]",
        ] {
            let read = read_cell(cell);
            assert!(
                matches!(read, Reading::Empty | Reading::Broken { .. }),
                "{cell}: {read:?}"
            );
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
            "a@foo.com,b@bar.com",
            "a@foo.com; b@bar.com; ",
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
        for cell in [
            "a@foo.combo@bar.com",
            "a@foo.com&bo@bar.com",
            "a@foo.com...bo@bar.com",
            "a@foo.com或bo@bar.com",
            "a@foo.com?cc=bo@bar.com",
        ] {
            match read_cell(cell) {
                Reading::Many { addresses, certain } => {
                    let texts: Vec<String> = addresses.iter().map(Address::text).collect();
                    assert_eq!(texts, ["a@foo.com", "bo@bar.com"], "{cell}");
                    assert!(!certain, "{cell}");
                }
                other => panic!("{cell:?}: {other:?}"),
            }
        }
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
        for cell in ["a@b@foo.com", "@foo.com", "a@", "a\u{7}b@foo.com"] {
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
