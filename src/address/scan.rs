//! Finds the places in a folded cell that look like addresses.

/// One `@` with what stands around it, as byte offsets into the folded text.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Where the local part begins.
    pub start: usize,
    /// Behind the last character of the domain.
    pub end: usize,
    /// Where the `@` stands.
    pub at: usize,
    /// The local part.
    pub local: String,
    /// The domain, without trailing dots and hyphens.
    pub domain: String,
    /// Blanks stood beside the `@`.
    pub spaced: bool,
}

/// Every `@` that has something before and behind it.
pub fn hits(text: &str) -> Vec<Hit> {
    text.match_indices('@')
        .filter_map(|(at, _)| hit_at(text, at))
        .collect()
}

fn hit_at(text: &str, at: usize) -> Option<Hit> {
    let before = text[..at].trim_end_matches(' ');
    let token = trailing(before, is_local_char);
    let local = token.trim_start_matches(['.', '\'', '=', '%', '&', '~']);
    let behind = &text[at + 1..];
    let blanks = behind.len() - behind.trim_start_matches(' ').len();
    let domain = leading(&behind[blanks..], is_domain_char);
    let domain = cut_glued_text(domain).trim_end_matches(['.', '-', '_']);
    if local.is_empty() || domain.is_empty() {
        return None;
    }
    Some(Hit {
        start: before.len() - local.len(),
        end: at + 1 + blanks + domain.len(),
        at,
        local: local.to_owned(),
        domain: domain.to_owned(),
        spaced: blanks > 0 || before.len() < at,
    })
}

/// What a real local part holds outside quotes. The rare rest of RFC 5322's `atext` is accepted
/// only where the whole cell is one address.
fn is_local_char(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(c, '.' | '_' | '-' | '+' | '&' | '\'' | '%' | '=' | '~')
        || (!c.is_ascii() && c.is_alphanumeric())
}

fn is_domain_char(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(c, '.' | '-' | '_')
        || (!c.is_ascii() && c.is_alphanumeric())
}

/// `foo.com采购`: East Asian text right behind an ASCII top-level domain is not part of it.
fn cut_glued_text(domain: &str) -> &str {
    let last = domain.rfind('.').map_or(0, |dot| dot + 1);
    let label = &domain[last..];
    let ascii = label.bytes().take_while(u8::is_ascii_alphabetic).count();
    if last > 0 && ascii >= 2 && ascii < label.len() && !label[ascii..].is_ascii() {
        &domain[..last + ascii]
    } else {
        domain
    }
}

fn trailing(text: &str, keep: fn(char) -> bool) -> &str {
    let len: usize = text
        .chars()
        .rev()
        .take_while(|&c| keep(c))
        .map(char::len_utf8)
        .sum();
    &text[text.len() - len..]
}

fn leading(text: &str, keep: fn(char) -> bool) -> &str {
    let len: usize = text
        .chars()
        .take_while(|&c| keep(c))
        .map(char::len_utf8)
        .sum();
    &text[..len]
}
