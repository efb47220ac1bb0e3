//! Formulas that were never calculated: programs that write workbooks leave that to Excel.

/// What a formula shows, where that stands in it: `HYPERLINK("mailto:a@b","a@b")`, `"text"`.
pub(super) fn literal(formula: &str) -> Option<String> {
    let formula = formula.trim().trim_start_matches('=').trim();
    if let Some((text, rest)) = text(formula) {
        return rest.is_empty().then_some(text);
    }
    const NAME: &str = "HYPERLINK(";
    let named = formula
        .get(..NAME.len())
        .is_some_and(|name| name.eq_ignore_ascii_case(NAME));
    let arguments = formula.strip_suffix(')')?.get(NAME.len()..)?;
    if !named {
        return None;
    }
    let (target, rest) = text(arguments.trim())?;
    let shown = match rest.strip_prefix([',', ';']) {
        Some(rest) => {
            let (shown, rest) = text(rest.trim())?;
            rest.is_empty().then_some(shown)?
        }
        None if rest.is_empty() => String::new(),
        None => return None,
    };
    // "Write to us" is no address, but what it leads to may be one.
    let mail = target.strip_prefix("mailto:");
    Some(match mail {
        Some(address) if !shown.contains('@') => address.to_owned(),
        _ if shown.is_empty() => target,
        _ => shown,
    })
}

/// A quoted text at the beginning, and what follows it.
fn text(formula: &str) -> Option<(String, &str)> {
    let inner = formula.strip_prefix('"')?;
    let mut out = String::new();
    let mut rest = inner;
    loop {
        let at = rest.find('"')?;
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        match rest.strip_prefix('"') {
            Some(after) => {
                out.push('"');
                rest = after;
            }
            None => return Some((out, rest.trim())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn only_what_stands_in_it_is_taken() {
        for (formula, shown) in [
            (
                r#"HYPERLINK("mailto:rita@example.org","rita@example.org")"#,
                Some("rita@example.org"),
            ),
            (
                r#"=hyperlink("mailto:rita@example.org" ; "Write to Rita")"#,
                Some("rita@example.org"),
            ),
            (
                r#"HYPERLINK("http://example.org")"#,
                Some("http://example.org"),
            ),
            (r#""say ""hi""""#, Some(r#"say "hi""#)),
            (r#""a"&"b""#, None),
            (r#"HYPERLINK(A1,"x")"#, None),
            (r#"CONCATENATE("a","b")"#, None),
            ("A1", None),
        ] {
            assert_eq!(literal(formula).as_deref(), shown, "{formula}");
        }
    }
}
