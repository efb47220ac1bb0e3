//! Addresses as they may be shown to everybody who reads a build's log.

/// The text with the local part of each address in it hidden: `j***@example.com`.
///
/// Whatever stands right before an `@` is taken for one, so that nothing is shown because it was misspelt. Our own words
/// for the sign (`before the @`) have a blank there.
pub fn mask(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('@') {
        let before = &rest[..at];
        let start = local_start(before);
        let local = &before[start..];
        out.push_str(&before[..start]);
        if !local.is_empty() {
            // The only letter of a name is the name.
            let quoted = local.starts_with('"');
            if local.chars().count() > 1 && !quoted {
                out.extend(local.chars().next().filter(|&c| c != '*'));
            }
            out.push_str("***");
        }
        out.push('@');
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
    out
}

/// Where the local part begins that ends the text.
fn local_start(before: &str) -> usize {
    if let Some(inner) = before.strip_suffix('"') {
        // A quoted local part may hold blanks, and quotes behind a backslash.
        let mut end = inner.len();
        while let Some(open) = inner[..end].rfind('"') {
            if !inner[..open].ends_with('\\') {
                return open;
            }
            end = open;
        }
        return 0;
    }
    let outside = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '<' | '>'
                    | '('
                    | ')'
                    | '['
                    | ']'
                    | ','
                    | ';'
                    | ':'
                    | '"'
                    | '：'
                    | '，'
                    | '；'
                    | '、'
            )
    };
    before
        .char_indices()
        .rev()
        .find(|&(_, c)| outside(c))
        .map_or(0, |(i, c)| i + c.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_local_part_is_hidden() {
        for (text, shown) in [
            ("jane@example.com", "j***@example.com"),
            ("j@example.com", "***@example.com"),
            ("a.b@x.com, c.d@y.com", "a***@x.com, c***@y.com"),
            ("Li <jane@example.com>", "Li <j***@example.com>"),
            ("\"jane doe\"@example.com", "***@example.com"),
            ("\"jane \\\" doe\"@example.com", "***@example.com"),
            ("the part before the @", "the part before the @"),
            ("jane@@example.com", "j***@@example.com"),
            ("jane@doe@example.com", "j***@d***@example.com"),
            ("王小明@example.com", "王***@example.com"),
            ("jane/doe!x@example.com", "j***@example.com"),
            ("no address", "no address"),
            ("@example.com", "@example.com"),
        ] {
            assert_eq!(mask(text), shown, "{text}");
        }
    }

    #[test]
    fn masking_twice_changes_nothing() {
        let once = mask("jane@example.com and j@example.org");
        assert_eq!(mask(&once), once);
    }
}
