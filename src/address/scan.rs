//! Finds the places in a folded cell that look like addresses.

use super::domain::registry_suffix;
use super::glue::without_tail;

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
    /// No border was guessed.
    pub sure: bool,
}

/// Every `@` that has something before and behind it. Where two run into each other, a border between
/// them is guessed; `None` where there is none to guess.
pub fn hits(text: &str) -> Option<Vec<Hit>> {
    let mut hits: Vec<Hit> = Vec::new();
    for hit in each_hit(text) {
        let Some(last) = hits
            .last_mut()
            .filter(|last| hit.start < last.end || last.end > hit.at)
        else {
            hits.push(hit);
            continue;
        };
        let between = &text[last.at + 1..hit.at];
        let (end, start) = border(between)?;
        let from = last.at + 1;
        let mut hit = hit;
        last.domain = between[..end].to_owned();
        last.end = from + end;
        hit.local = between[start..].to_owned();
        hit.start = from + start;
        (last.sure, hit.sure) = (false, false);
        hits.push(hit);
    }
    Some(hits)
}

/// Every `@` that has something before and behind it, by itself.
pub fn each_hit(text: &str) -> impl Iterator<Item = Hit> + '_ {
    text.match_indices('@')
        .filter_map(|(at, _)| hit_at(text, at))
}

/// Where the domain ends and the local part begins in `foo.comsales`, `foo.com&sales`,
/// `foo.com...sales`, `foo.com或sales`. The longest ending at the earliest place counts.
fn border(between: &str) -> Option<(usize, usize)> {
    let sign = between
        .find(|c: char| c != '.' && !is_domain_char(c))
        .or_else(|| between.find(".."))
        .unwrap_or(between.len());
    let domain = &between[..sign];
    let end = match without_tail(domain) {
        _ if sign < between.len() && registry_suffix(&domain.to_ascii_lowercase()).is_some() => {
            sign
        }
        Some(cut) => cut.rest.len(),
        None => [
            ".com.cn", ".com.hk", ".com.tw", ".com.br", ".com.au", ".com.tr", ".com.mx", ".co.uk",
            ".co.jp", ".co.kr", ".co.in", ".com", ".net", ".org", ".cn", ".de", ".fr", ".it",
            ".ru",
        ]
        .iter()
        .filter_map(|ending| Some((domain.find(ending)?, ending.len())))
        .min_by_key(|&(place, len)| (place, std::cmp::Reverse(len)))
        .map(|(place, len)| place + len)?,
    };
    let rest =
        between[end..].trim_start_matches(['.', '&', '=', '\'', '%', '+', '~', '-', '_', '|']);
    (!rest.is_empty()).then(|| (end, between.len() - rest.len()))
}

fn hit_at(text: &str, at: usize) -> Option<Hit> {
    let before = text[..at].trim_end_matches(' ');
    let token = trailing(before, is_local_char);
    let local = token.trim_start_matches(['.', '\'', '=', '%', '&', '~']);
    let behind = &text[at + 1..];
    let blanks = behind.len() - behind.trim_start_matches(' ').len();
    let domain = leading(&behind[blanks..], is_domain_char);
    let (domain, sure) = match without_tail(domain) {
        Some(cut) => (cut.rest, cut.sure),
        None => (domain, true),
    };
    let domain = domain.trim_end_matches(['.', '-', '_']);
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
        sure,
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
