//! Rewrites of a cell in which no address can be read as it stands. What comes out is a guess.

/// Signs that stand for a dot where a list is typed or set by hand.
const MIDDLE_DOTS: [char; 4] = ['·', '・', '‧', '•'];

/// The text with the usual damage around `@` and dots undone.
pub fn mend(text: &str) -> String {
    let mut text = without_tags(text);
    for [open, close] in [['(', ')'], ['[', ']'], ['{', '}'], ['<', '>'], ['"', '"']] {
        text = text.replace(&format!("{open}@{close}"), "@");
        text = text.replace(&format!("{open}.{close}"), ".");
    }
    text = text.replace("\\@", "@").replace("\\.", ".");
    text = text.replace(MIDDLE_DOTS, ".");
    text = close_up(&text);
    loop {
        let mut next = text.clone();
        for (wrong, right) in [
            ("@@", "@"),
            ("@http://", "@"),
            ("@https://", "@"),
            ("@mailto:", "@"),
            ("@\"", "@"),
            ("@<", "@"),
            ("@'", "@"),
            (">@", "@"),
            ("..", "."),
            (".@", "@"),
            ("@.", "@"),
            ("@/", "@"),
        ] {
            if next.contains(wrong) {
                next = next.replace(wrong, right);
            }
        }
        if next == text {
            return text;
        }
        text = next;
    }
}

/// Without white space beside an `@`, and beside a dot that goes on in small letters.
fn close_up(text: &str) -> String {
    let is_small = |text: &str| text.starts_with(|c: char| c.is_ascii_lowercase());
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        if c.is_whitespace() {
            let ahead = rest.trim_start();
            let dot_ahead = ahead
                .strip_prefix('.')
                .is_some_and(|after| is_small(after.trim_start()));
            let beside_at = ahead.starts_with('@') || out.ends_with('@');
            if beside_at || dot_ahead || (out.ends_with('.') && is_small(ahead)) {
                rest = ahead;
                continue;
            }
        }
        out.push(c);
    }
    out
}

/// Without the tags that set letters, not lines: `<b>li</b>@foo.com`.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let inner = &rest[open + 1..];
        let name = inner.trim_start_matches('/');
        let len = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let tag = matches!(
            name[..len].to_ascii_lowercase().as_str(),
            "a" | "b" | "i" | "u" | "em" | "strong" | "span" | "font" | "small" | "mark" | "wbr"
        ) && name[len..].starts_with([' ', '>', '/']);
        let end = inner
            .find('>')
            .filter(|&end| tag && !inner[..end].contains('@'));
        out.push_str(&rest[..open]);
        match end {
            Some(end) => rest = &inner[end + 1..],
            None => {
                out.push('<');
                rest = inner;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damage_around_signs_is_undone() {
        for damaged in [
            "li(@)foo.com",
            "li [@] foo.com",
            "li@@foo.com",
            "li@ @foo.com",
            "li\\@foo.com",
            "li@foo\\.com",
            "li@http://foo.com",
            "li@\"foo.com",
            "li@<foo.com",
            "li.@foo.com",
            "li@.foo.com",
            "li@foo..com",
            "li\n@foo.com",
            "li@\nfoo.com",
            "li @ foo . com",
            "li@foo. com",
            "li@foo·com",
            "li@foo・com",
            "<b>li</b>@<span class=\"x\">foo.com</span>",
        ] {
            assert_eq!(mend(damaged), "li@foo.com", "{damaged}");
        }
        for sound in ["li@foo.com", "Mr. Li <li@foo.com>", "a < b", "<li@foo.com>"] {
            assert_eq!(mend(sound), sound);
        }
    }
}
