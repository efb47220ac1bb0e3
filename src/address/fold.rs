//! Lossless folding of what spreadsheets, input methods and web pages do to a cell.

use std::borrow::Cow;

/// Folds a cell for reading: HTML entities are decoded, zero-width and bidi marks dropped,
/// full-width forms and typographic quotes made plain, foreign white space made a blank.
/// Line breaks stay, since they separate addresses.
pub fn fold_text(text: &str) -> Cow<'_, str> {
    if text
        .bytes()
        .all(|b| b.is_ascii_graphic() && b != b'&' && b != b'\\')
    {
        return Cow::Borrowed(text);
    }
    let decoded = decode_entities(text);
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

/// Characters without a width: they are never part of an address.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// The few entities that stand around addresses in scraped pages.
fn decode_entities(text: &str) -> Cow<'_, str> {
    if !text.contains('&') || !text.contains(';') {
        return Cow::Borrowed(text);
    }
    let mut out = text.to_owned();
    for (entity, plain) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&apos;", "'"),
        ("&nbsp;", " "),
        ("&#64;", "@"),
        ("&#x40;", "@"),
        ("&commat;", "@"),
        ("&#46;", "."),
        ("&period;", "."),
        ("&amp;", "&"),
    ] {
        if out.contains(entity) {
            out = out.replace(entity, plain);
        }
    }
    Cow::Owned(out)
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
        ] {
            assert_eq!(fold_text(raw), plain, "{raw:?}");
        }
    }
}
