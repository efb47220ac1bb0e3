//! The form that nearly all addresses have, told from their bytes alone.
//!
//! What is told here must agree with the full reading: in an address of this form there is nothing to repair and nothing to
//! guess, and the form of its local part says nothing. A property test holds the two together.

/// Octets of a local part and of an address (RFC 5321, section 4.5.3.1; RFC 3696 erratum 1690).
const LONGEST: (usize, usize) = (64, 254);

const OTHER: u8 = 0;
const LOWER: u8 = 1;
const UPPER: u8 = 2;
const DIGIT: u8 = 3;
const DOT: u8 = 4;
/// `-`
const HYPHEN: u8 = 5;
/// `_`
const LOW_LINE: u8 = 6;

const CLASSES: [u8; 256] = {
    let mut classes = [OTHER; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' => LOWER,
            b'A'..=b'Z' => UPPER,
            b'0'..=b'9' => DIGIT,
            b'.' => DOT,
            b'-' => HYPHEN,
            b'_' => LOW_LINE,
            _ => OTHER,
        };
        byte += 1;
    }
    classes
};

/// Local part and domain of a cell that is an address in the plain form: a local part of ASCII letters, digits and single
/// `.`, `_` and `-` inside, of digits alone or beginning with a letter; and a domain in lower case, which may still be
/// wrong.
pub fn plain(cell: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = memchr::memchr(b'@', cell)?;
    let (local, domain) = (&cell[..at], &cell[at + 1..]);
    if local.len() > LONGEST.0 || cell.len() > LONGEST.1 || domain.is_empty() {
        return None;
    }
    plain_local(local).then_some(())?;
    let in_domain = |byte: &u8| {
        let class = CLASSES[usize::from(*byte)];
        class != OTHER && class != UPPER && class != LOW_LINE
    };
    domain.iter().all(in_domain).then_some((local, domain))
}

fn plain_local(local: &[u8]) -> bool {
    let Some(first) = local.first().map(|byte| CLASSES[usize::from(*byte)]) else {
        return false;
    };
    match first {
        // A number is a name; digits before letters may be a glued telephone number or an escape.
        DIGIT => return local.iter().all(u8::is_ascii_digit),
        LOWER | UPPER => {}
        _ => return false,
    }
    let mut before = first;
    for byte in &local[1..] {
        let class = CLASSES[usize::from(*byte)];
        if class == OTHER || (class >= DOT && before >= DOT) {
            return false;
        }
        before = class;
    }
    before < DOT && !begins_like_an_escape(local)
}

/// `u003eli`, `x3eli`: what scrapers leave.
fn begins_like_an_escape(local: &[u8]) -> bool {
    match local {
        [b'u' | b'U', b'0', b'0', ..] | [b'x' | b'X', b'3', ..] => true,
        [b'm' | b'M', rest @ ..] => rest.len() > 5 && rest[..5].eq_ignore_ascii_case(b"ailto"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Reading, read_cell};
    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4000, ..ProptestConfig::default() })]

        #[test]
        fn what_is_plain_reads_as_it_stands(
            parts in proptest::collection::vec(
                proptest::sample::select(vec![
                    "li", "Wang", "0755", "13800000000", ".", "-", "_", "u003e", "mailto", "email", "x3c", "3D", "=", "'",
                    "tel", "info", "7",
                ]),
                1..6,
            ),
        ) {
            let cell = format!("{}@firm-notreal.com", parts.concat());
            if plain(cell.as_bytes()).is_some() {
                let Reading::One(found) = read_cell(&cell) else {
                    panic!("{cell}");
                };
                prop_assert!(!found.repaired && found.address.text() == cell, "{cell}");
                prop_assert!(!found.address.is_unusual() && !found.address.is_quoted(), "{cell}");
                prop_assert!(!found.address.mixes_scripts() && !found.address.needs_smtputf8(), "{cell}");
            }
        }
    }

    #[test]
    fn ordinary_addresses_are_plain() {
        for cell in ["li@foo.com", "Li.Wang-1_2@foo-bar.co.uk", "123456@qq.com"] {
            assert!(plain(cell.as_bytes()).is_some(), "{cell}");
        }
        for cell in [
            "",
            "li",
            "@foo.com",
            "li@",
            "li@Foo.com",
            "a..b@foo.com",
            ".a@foo.com",
            "a.@foo.com",
            "a+b@foo.com",
            "li@foo.com ",
            "li@@foo.com",
            "12li@foo.com",
        ] {
            assert!(plain(cell.as_bytes()).is_none(), "{cell}");
        }
    }
}
