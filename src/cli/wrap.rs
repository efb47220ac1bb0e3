//! Text in lines of a given width, with or without blanks between its words.

use std::io::{self, IsTerminal};

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Signs that never begin a line.
const CLOSING: &str = "，。、；：！？）》」』”’…,.;:!?)]}%";
/// Signs that never end a line.
const OPENING: &str = "：（《「『“‘([{";

/// The lines of a text that stands on standard output behind `indent` columns: as wide as the terminal, and one line
/// where there is no terminal, so that programs can search it.
pub fn lines(text: &str, indent: usize) -> Vec<String> {
    match room(indent) {
        Some(width) => wrap(text, width),
        None => vec![text.to_owned()],
    }
}

/// Columns of the terminal behind `indent` others; `None` where standard output is no terminal.
pub fn room(indent: usize) -> Option<usize> {
    let width = terminal_width()?;
    io::stdout()
        .is_terminal()
        .then(|| width.saturating_sub(indent))
}

/// Columns of the terminal, else of `COLUMNS`.
pub fn terminal_width() -> Option<usize> {
    let terminal = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    terminal.or_else(|| std::env::var("COLUMNS").ok()?.parse().ok())
}

/// Breaks a text into lines of at most `width` columns: at blanks, and between Chinese characters. A word that is longer
/// than a line stays whole.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        let wide = width_of(&line) + width_of(piece.trim_end());
        if wide > width && !line.is_empty() {
            lines.push(line.trim_end().to_owned());
            line.clear();
        }
        line.push_str(piece);
    }
    lines.push(line.trim_end().to_owned());
    lines
}

/// Columns that a text takes; what sets a colour takes none.
pub fn width_of(text: &str) -> usize {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default().width();
    let rest = parts.map(|part| {
        part.split_once('m')
            .map_or(part, |(_, shown)| shown)
            .width()
    });
    first + rest.sum::<usize>()
}

/// The same, but that the lines after the first are indented by so many columns.
pub fn hanging(text: &str, width: usize, indent: usize) -> Vec<String> {
    let mut lines = wrap(text, width);
    if lines.len() > 1 {
        let first = lines.remove(0);
        // What was broken for the whole width is broken anew for what is left of it.
        let rest = text.trim_start().get(first.trim_start().len()..);
        let rest = wrap(
            rest.unwrap_or_default().trim_start(),
            width.saturating_sub(indent),
        );
        lines = vec![first];
        lines.extend(rest.iter().map(|line| format!("{:indent$}{line}", "")));
    }
    lines
}

/// The pieces between which a line may break; blanks stand at the end of the piece before.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        if let Some(b) = before
            && breaks_between(b, c)
        {
            pieces.push(&text[start..at]);
            start = at;
        }
        before = Some(c);
    }
    pieces.push(&text[start..]);
    pieces
}

fn breaks_between(before: char, behind: char) -> bool {
    if behind == ' ' {
        return false;
    }
    if before == ' ' {
        return true;
    }
    let wide = |c: char| c.width() == Some(2);
    (wide(before) || wide(behind)) && !CLOSING.contains(behind) && !OPENING.contains(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_breaks_at_blanks() {
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
        assert_eq!(wrap("incomprehensible", 4), ["incomprehensible"]);
        assert_eq!(wrap("", 4), [""]);
    }

    #[test]
    fn what_goes_on_is_indented() {
        assert_eq!(
            hanging("one two three four", 8, 2),
            ["one two", "  three", "  four"]
        );
        assert_eq!(
            hanging("  one two three", 8, 4),
            ["  one", "    two", "    three"]
        );
        assert_eq!(hanging("one", 8, 2), ["one"]);
        let bold = "\u{1b}[1mone two\u{1b}[0m";
        assert_eq!(
            (width_of(bold), hanging(bold, 7, 2)),
            (7, vec![bold.to_owned()])
        );
    }

    #[test]
    fn chinese_breaks_between_characters_but_not_before_a_comma() {
        assert_eq!(
            wrap("联系人名单，可以群发", 10),
            ["联系人名", "单，可以群", "发"]
        );
        assert_eq!(wrap("用 --offline 参数", 12), ["用 --offline", "参数"]);
        assert_eq!(wrap("邮箱（地址）", 6), ["邮箱", "（地", "址）"]);
    }
}
