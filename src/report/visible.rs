//! Text that a stranger wrote, made safe to look at.

/// Whether a character is not seen for what it is: it moves a terminal (C0, C1, DEL), turns the direction of the text
/// (bidi), or shows nothing (format characters).
pub fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E007F}')
}

/// A JSON value over several lines, safe for a terminal: see [`json_safe`].
pub fn json_text(json: &serde_json::Value) -> String {
    json_safe(&format!("{json:#}\n"))
}

/// A JSON text with its unseen characters as `\u` escapes, which mean the same to any parser. C0 is escaped in JSON as it
/// is; the line breaks between its tokens stay.
pub fn json_safe(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() && c != '\u{7f}' || !is_unseen(c) {
            out.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            out.push_str(&format!("\\u{unit:04x}"));
        }
    }
    out
}

/// The text with its unseen characters escaped, cut with an ellipsis so that at most `limit` characters are shown.
///
/// Noncharacters are escaped too, because no HTML page may hold one. A character takes at most three marks (accents) with
/// it: a tower of them would cover the neighbouring lines.
pub fn visible(text: &str, limit: usize) -> String {
    let mut out = String::with_capacity(text.len().min(limit) + 8);
    let (mut shown, mut marks) = (0, 0);
    for c in text.chars() {
        marks = if is_mark(c) { marks + 1 } else { 0 };
        let escaped = is_unseen(c) || is_nonchar(c) || marks > 3;
        let width = if escaped { c.escape_unicode().len() } else { 1 };
        if shown + width > limit {
            out.push('…');
            break;
        }
        shown += width;
        match escaped {
            true => out.extend(c.escape_unicode()),
            false => out.push(c),
        }
    }
    out
}

fn is_nonchar(c: char) -> bool {
    matches!(c, '\u{FDD0}'..='\u{FDEF}') || (c as u32) & 0xFFFE == 0xFFFE
}

/// Marks that stand above or below the character before them.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_spelt_out() {
        assert_eq!(visible("plain 邮箱 é", 99), "plain 邮箱 é");
        assert_eq!(
            visible("a\u{202e}b\0\u{200b}", 99),
            "a\\u{202e}b\\u{0}\\u{200b}"
        );
        assert_eq!(visible("a\u{ffff}\u{1fffe}", 99), "a\\u{ffff}\\u{1fffe}");
    }

    #[test]
    fn json_means_the_same_and_moves_no_terminal() {
        let json = serde_json::json!({ "cell": "a\u{202e}b\u{9b}\u{7f}\u{e0001}\u{1b}邮\n" });
        let text = json_text(&json);
        assert!(text.chars().all(|c| c == '\n' || !is_unseen(c)), "{text}");
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&text).unwrap(),
            json
        );
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(visible("邮箱邮箱", 3), "邮箱邮…");
        assert_eq!(visible("邮箱邮箱", 4), "邮箱邮箱");
        assert_eq!(visible("abc\u{202e}", 5), "abc…");
        assert!(visible(&"\u{200b}".repeat(1 << 20), 100).chars().count() <= 101);
    }

    #[test]
    fn towers_of_accents_are_taken_down() {
        assert_eq!(
            visible("e\u{301}\u{301}\u{301}\u{301}", 99),
            "e\u{301}\u{301}\u{301}\\u{301}"
        );
    }
}
