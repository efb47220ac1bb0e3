//! Dots that became another sign: what stands beside an address then belongs to it, and the rest
//! alone would be somebody else's.

use super::domain::registry_suffix;
use super::glue::is_label;

/// Signs that stand in a dot's place.
const FALSE_DOTS: [char; 7] = [',', ';', ':', '/', '、', '\\', '·'];

/// `li@foo.com,br`: the domain together with what stands behind it, where one sign between them may
/// be a damaged dot. `behind` is the text behind `domain`.
pub fn longer_domain(domain: &str, behind: &str) -> Option<String> {
    let label_at = behind.len() - behind.trim_start_matches(is_gap).len();
    let gap = &behind[..label_at];
    if gap.is_empty() || gap.chars().filter(|&c| c != ' ' && c != '.').count() > 1 {
        return None;
    }
    let rest = &behind[label_at..];
    let len = rest
        .bytes()
        .take_while(|&b| b.is_ascii_lowercase() || b == b'.')
        .count();
    let label = rest[..len].trim_end_matches('.');
    let after = &rest[len..];
    if label.is_empty() || after.starts_with(|c: char| c.is_alphanumeric() || "@-_/=".contains(c)) {
        return None;
    }
    // Behind a blank, a word is a word: only the end of the cell makes it an ending.
    let last_word = after
        .trim_matches(|c: char| c.is_whitespace() || ".,;:>)]}\"'".contains(c))
        .is_empty();
    if gap.contains(' ') && !last_word {
        return None;
    }
    let domain = domain.to_ascii_lowercase();
    let joined = format!("{domain}.{label}");
    let closed = format!("{domain}{label}");
    let (_, last) = domain.rsplit_once('.').unwrap_or(("", &domain));
    let suffix = registry_suffix(&joined);
    // `.com` and `br`: one ending.
    if domain.contains('.') && suffix == Some(&format!("{last}.{label}")) {
        return Some(joined);
    }
    // `qq.c om`, `foo.co m`: a blank within the ending.
    let ends = |name: &str| registry_suffix(name).is_some_and(|suffix| !suffix.contains('.'));
    if gap == " " && domain.contains('.') && label.len() <= 2 && ends(&closed) {
        return Some(closed);
    }
    if registry_suffix(&domain).is_some() || suffix.is_none() {
        return None;
    }
    // `exam ple.com`: a blank within the name. `mail foo.com` is two labels.
    let host = matches!(domain.as_str(), "mail" | "vip" | "smtp" | "mx" | "www");
    if gap == " " && label.contains('.') && !host {
        return registry_suffix(&closed).is_some().then_some(closed);
    }
    // `vip.qq com`, `gmail/com`: an ending that the domain lacks.
    (domain.contains('.') || gap.contains('/')).then_some(joined)
}

fn is_gap(c: char) -> bool {
    c == ' ' || c == '.' || FALSE_DOTS.contains(&c)
}

/// `li,wang@foo.com`: the local part together with the word before it, where the sign between
/// them may be a damaged dot. `before` is the text before `local`.
pub fn longer_local(before: &str, local: &str) -> Option<String> {
    let word = before.trim_end_matches([' ', '.', ',', ';', '\\']);
    let gap = &before[word.len()..];
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    // `Wang,li`: a name and an address. Both small or both great: one local part.
    let great = |text: &str| text.starts_with(|c: char| c.is_ascii_uppercase());
    let alike = great(word) == great(local);
    let one_word = word.chars().all(plain) && word.chars().any(|c| c.is_ascii_alphabetic());
    let joint = match gap {
        "," | ";" | "\\." => true,
        // `\n` is rather a line break that was written out.
        "\\" => !local.starts_with(['n', 'r', 't']),
        _ => gap.contains('.') && gap.trim_matches(' ').len() == 1 && gap.len() > 1,
    };
    (joint && one_word && alike && !is_label(word)).then(|| format!("{word}.{local}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_behind_a_false_dot_belongs_to_the_domain() {
        for (domain, behind, joined) in [
            ("yahoo.com", ",au", "yahoo.com.au"),
            ("uol.com", ",br", "uol.com.br"),
            ("docomo.ne", ",jp", "docomo.ne.jp"),
            ("blueyonder.co", "/uk", "blueyonder.co.uk"),
            ("foo.com", ";br", "foo.com.br"),
            ("foo.com", ",cn;", "foo.com.cn"),
            ("yahoo.co", ". uk", "yahoo.co.uk"),
            ("yahoo.co", " uk", "yahoo.co.uk"),
            ("foo.co", " m", "foo.com"),
            ("qq.c", " om", "qq.com"),
            ("vip.qq", " com", "vip.qq.com"),
            ("mail.acme", " com", "mail.acme.com"),
            ("exam", " ple.com", "example.com"),
            ("gmail", "/com", "gmail.com"),
        ] {
            let found = longer_domain(domain, behind);
            assert_eq!(found.as_deref(), Some(joined), "{domain}{behind}");
        }
        for (domain, behind) in [
            ("foo.com", ""),
            ("foo.com", ";"),
            ("foo.com", " BR"),
            ("foo.com", ", bar.com"),
            ("foo.com", " in Mumbai"),
            ("foo.com", "/cn/contact"),
            ("foo.com", "/contact"),
            ("foo.com", ";li@bar.com"),
            ("foo.com", ",info@bar.com"),
            ("foo.com", " und"),
            ("foo.de", ",at"),
            ("acme", " bar"),
            ("foo.com", " (sales)"),
        ] {
            assert_eq!(longer_domain(domain, behind), None, "{domain}{behind}");
        }
    }

    #[test]
    fn a_word_before_a_false_dot_belongs_to_the_local_part() {
        for (before, local, joined) in [
            ("li,", "wang", "li.wang"),
            ("li .", "wang", "li.wang"),
            ("li. ", "wang", "li.wang"),
            ("li\\.", "wang", "li.wang"),
            ("Li,", "Wang", "Li.Wang"),
            ("li\\", "wang", "li.wang"),
        ] {
            let found = longer_local(before, local);
            assert_eq!(found.as_deref(), Some(joined), "{before}{local}");
        }
        for (before, local) in [
            ("", "wang"),
            ("Wang,", "li"),
            ("email,", "li"),
            ("li, ", "wang"),
            ("a, b,", "li"),
            ("li ", "wang"),
            ("1. ", "li"),
            ("0755,", "li"),
            ("li\\", "nwang"),
            (". ", "li"),
        ] {
            assert_eq!(longer_local(before, local), None, "{before}{local}");
        }
    }
}
