//! `presend:ignore` in a comment.

use crate::judge::Reason;

const WORD: &str = "presend:ignore";
const COMMENTS: [&str; 3] = ["#", "//", "<!--"];

/// A comment that silences findings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Marker {
    /// The reasons that are silenced; all where empty.
    reasons: Vec<String>,
    /// Nothing else stands on the line: the next one is meant.
    pub(super) alone: bool,
}

impl Marker {
    /// Whether the comment silences a reason.
    pub(super) fn covers(&self, reason: Reason) -> bool {
        self.reasons.is_empty() || self.reasons.iter().any(|id| id == reason.id())
    }

    /// What it names that is no reason.
    pub(super) fn unknown(&self) -> impl Iterator<Item = &str> {
        let ids = self.reasons.iter().map(String::as_str);
        ids.filter(|id| Reason::from_id(id).is_none())
    }
}

/// The comment of a line: `# presend:ignore`, `// presend:ignore` or `<!-- presend:ignore -->`, with reasons behind it in
/// brackets where not all are meant: `presend:ignore[typo-domain, duplicate]`.
pub(super) fn find(line: &str) -> Option<Marker> {
    let (start, at) = span(line)?;
    let behind = &line[at + WORD.len()..];
    let reasons = match behind.strip_prefix('[') {
        Some(rest) => {
            let (inside, _) = rest.split_once(']')?;
            let ids = inside.split(',').map(|id| id.trim().to_owned());
            ids.filter(|id| !id.is_empty()).collect()
        }
        None => Vec::new(),
    };
    Some(Marker {
        reasons,
        alone: line[..start]
            .trim_matches([' ', '\t', '"', '\u{FEFF}'])
            .is_empty(),
    })
}

/// The line without its comment.
pub(super) fn without(line: &str) -> &str {
    span(line).map_or(line, |(start, _)| &line[..start])
}

/// Where the comment begins, and where the word.
fn span(line: &str) -> Option<(usize, usize)> {
    let at = line.find(WORD)?;
    let next = line[at + WORD.len()..].chars().next();
    if next.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '_')) {
        return None;
    }
    let before = line[..at].trim_end();
    let sign = COMMENTS.into_iter().find(|sign| before.ends_with(sign))?;
    Some((before.len() - sign.len(), at))
}

/// Carries comments from line to line.
#[derive(Debug, Default)]
pub(super) struct Markers {
    next: Option<Marker>,
}

impl Markers {
    /// The comment that holds for a line: its own, or one that stood alone before it.
    pub(super) fn of(&mut self, line: &str) -> Option<Marker> {
        let own = find(line);
        let waiting = self.next.take();
        match own {
            Some(marker) if marker.alone => {
                self.next = Some(Marker {
                    alone: false,
                    ..marker.clone()
                });
                Some(marker)
            }
            own => own.or(waiting),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_of_three_kinds_are_known() {
        for line in [
            "li@example.com # presend:ignore",
            "li@example.com // presend:ignore[reserved-domain]",
            "li@example.com <!-- presend:ignore -->",
            "li@example.com #presend:ignore, our own",
        ] {
            let marker = find(line).unwrap_or_else(|| panic!("{line}"));
            assert!(
                marker.covers(Reason::RESERVED_DOMAIN) && !marker.alone,
                "{line}"
            );
            assert_eq!(without(line).trim(), "li@example.com");
        }
        let some = find("x # presend:ignore[typo-domain, duplicate]").unwrap();
        assert!(some.covers(Reason::DUPLICATE) && !some.covers(Reason::EMPTY));
        for line in [
            "presend:ignore",
            "# presend:ignored",
            "# ignore",
            "a presend:ignore",
        ] {
            assert_eq!(find(line), None, "{line}");
        }
    }

    #[test]
    fn a_comment_alone_holds_for_the_next_line() {
        let mut markers = Markers::default();
        assert!(markers.of("  # presend:ignore").is_some());
        assert!(markers.of("li@example.com").is_some());
        assert!(markers.of("wu@example.com").is_none());
    }
}
