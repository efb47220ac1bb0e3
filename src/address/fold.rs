//! Lossless folding of what spreadsheets, input methods and web pages do to a cell.
//!
//! What is folded here can stand for nothing else.

use std::borrow::Cow;

/// Folds a cell for reading: entities and the escapes of URLs and workbooks are decoded, zero-width and bidi marks dropped,
/// full-width forms and typographic quotes made plain, foreign white space made a blank.
/// Line breaks stay, since they separate addresses.
pub fn fold_text(text: &str) -> Cow<'_, str> {
    if text
        .bytes()
        .all(|b| b.is_ascii_graphic() && !matches!(b, b'&' | b'%' | b'\\'))
        && !text.contains("_x00")
    {
        return Cow::Borrowed(text);
    }
    let decoded = decode_escapes(decode_entities(text));
    let mut folded = String::with_capacity(decoded.len());
    for c in decoded.chars() {
        match c {
            _ if is_invisible(c) => {}
            '\r' | '\n' => folded.push('\n'),
            '\t' => folded.push(' '),
            '\u{FF01}'..='\u{FF5E}' => folded.extend(char::from_u32(c as u32 - 0xFEE0)),
            '\u{FE6B}' => folded.push('@'),
            '\u{3002}' | '\u{FF61}' | '\u{FE52}' => folded.push('.'),
            '\u{2018}' | '\u{2019}' | '\u{201B}' | '\u{00B4}' => folded.push('\''),
            '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{00AB}' | '\u{00BB}' => folded.push('"'),
            '\u{3008}' | '\u{300A}' | '\u{2039}' => folded.push('<'),
            '\u{3009}' | '\u{300B}' | '\u{203A}' => folded.push('>'),
            '\u{3010}' | '\u{300C}' | '\u{300E}' => folded.push('['),
            '\u{3011}' | '\u{300D}' | '\u{300F}' => folded.push(']'),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => folded.push('-'),
            _ if c.is_whitespace() => folded.push(' '),
            _ => folded.push(c),
        }
    }
    Cow::Owned(folded)
}

/// Characters without a width or a shape: they are never part of an address.
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFFC}'
        // Fillers and the blank of Braille: letters by their class, nothing to the eye.
        | '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' | '\u{2800}')
}

/// The few entities that stand around addresses in scraped pages, also where `&` was itself encoded.
fn decode_entities(text: &str) -> Cow<'_, str> {
    if !text.contains('&') || !text.contains(';') {
        return Cow::Borrowed(text);
    }
    let mut out = text.replace("&amp;", "&");
    for (entity, plain) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&nbsp;", " "),
        ("&commat;", "@"),
        ("&period;", "."),
    ] {
        if out.contains(entity) {
            out = out.replace(entity, plain);
        }
    }
    Cow::Owned(decode_numbers(&out))
}

/// `&#64;`, `&#0064;`, `&#x40;`: of printable ASCII only.
fn decode_numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(place) = rest.find("&#") {
        let behind = &rest[place + 2..];
        let decoded = behind.split_once(';').and_then(|(number, after)| {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u8::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            (code == b' ' || code.is_ascii_graphic()).then_some((char::from(code), after))
        });
        out.push_str(&rest[..place]);
        match decoded {
            Some((c, after)) => {
                out.push(c);
                rest = after;
            }
            None => {
                out.push_str("&#");
                rest = behind;
            }
        }
    }
    out.push_str(rest);
    out
}

/// The line breaks that workbooks write as `_x000D_`, and the signs that URLs write as `%40`.
fn decode_escapes(text: Cow<'_, str>) -> Cow<'_, str> {
    let mut out = text;
    for (escape, plain) in [
        ("_x000d_", "\n"),
        ("_x000a_", "\n"),
        ("_x0009_", " "),
        ("%40", "@"),
        ("%3a", ":"),
        ("%20", " "),
        ("%0d", "\n"),
        ("%0a", "\n"),
        ("%09", " "),
        ("%3c", "<"),
        ("%3e", ">"),
        ("%2c", ","),
        ("%3b", ";"),
    ] {
        let sign = &escape[..1];
        if out.contains(sign) && out.to_ascii_lowercase().contains(escape) {
            out = Cow::Owned(replace_ignoring_case(&out, escape, plain));
        }
    }
    out
}

/// Replaces `what`, which is lower-case ASCII, in any case.
pub fn replace_ignoring_case(text: &str, what: &str, with: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_makes_typed_forms_plain() {
        for (raw, plain) in [
            ("li@foo.com", "li@foo.com"),
            ("li\u{200b}@foo.com\u{feff}", "li@foo.com"),
            ("ｌｉ＠ｆｏｏ．ｃｏｍ", "li@foo.com"),
            ("li@foo。com", "li@foo.com"),
            ("li@foo.com\u{3000}", "li@foo.com "),
            ("&lt;li@foo.com&gt;", "<li@foo.com>"),
            ("《li@foo.com》", "<li@foo.com>"),
            ("“li@foo.com”；", "\"li@foo.com\";"),
            ("li&#0064;foo&#x2E;com", "li@foo.com"),
            ("li&amp;#64;foo.com", "li@foo.com"),
            ("li&#9;&#x;&#;", "li&#9;&#x;&#;"),
            ("mailto%3Ali%40foo.com", "mailto:li@foo.com"),
            ("li@foo.com_x000D_", "li@foo.com\n"),
            ("\u{fffc}li\u{3164}@\u{115f}foo\u{2800}.com", "li@foo.com"),
        ] {
            assert_eq!(fold_text(raw), plain, "{raw:?}");
        }
    }
}
