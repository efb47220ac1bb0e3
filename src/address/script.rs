//! Mixing of scripts, as homographs and glued labels show it (UTS 39, section 5.2).

use unicode_script::{Script, UnicodeScript};

/// Whether one domain label mixes scripts that no registry lets stand together.
///
/// The rule is the "highly restrictive" profile of UTS 39: Latin may stand beside Han with kana,
/// bopomofo or hangul, every other mixture is suspect.
pub fn label_mixes(label: &str) -> bool {
    let mut seen = Seen::default();
    label.chars().for_each(|c| seen.note(c));
    seen.other > 1 || (seen.other == 1 && (seen.latin || seen.east_asian))
}

/// Whether a local part mixes scripts. Latin beside East Asian letters counts here: it is how a
/// label that was glued to an address looks (`邮箱sales`).
pub fn local_mixes(local: &str) -> bool {
    let mut seen = Seen::default();
    local.chars().for_each(|c| seen.note(c));
    seen.other > 1 || (usize::from(seen.latin) + usize::from(seen.east_asian) + seen.other) > 1
}

/// Whether the text is of East Asian letters alone.
pub fn east_asian(text: &str) -> bool {
    text.chars()
        .all(|c| ('\u{2E80}'..='\u{9FFF}').contains(&c) || ('\u{AC00}'..='\u{D7AF}').contains(&c))
}

/// Whether the character is a letter of a script with no letters in common with Latin words: next to
/// ASCII letters it belongs to another word.
pub fn is_foreign_letter(c: char) -> bool {
    !c.is_ascii() && c.is_alphanumeric() && c.script() != Script::Latin
}

#[derive(Default)]
struct Seen {
    latin: bool,
    east_asian: bool,
    other: usize,
    last_other: Option<Script>,
}

impl Seen {
    fn note(&mut self, c: char) {
        match c.script() {
            Script::Common | Script::Inherited | Script::Unknown => {}
            Script::Latin => self.latin = true,
            Script::Han
            | Script::Hiragana
            | Script::Katakana
            | Script::Bopomofo
            | Script::Hangul => {
                self.east_asian = true;
            }
            other => {
                if self.last_other != Some(other) {
                    self.last_other = Some(other);
                    self.other += 1;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn homographs_mix_and_east_asian_names_do_not() {
        assert!(label_mixes("g\u{043e}ogle")); // a Cyrillic o
        assert!(label_mixes("αpple"));
        assert!(!label_mixes("google"));
        assert!(!label_mixes("例子abc"));
        assert!(!label_mixes("пример"));
        assert!(local_mixes("邮箱sales"));
        assert!(!local_mixes("用户"));
        assert!(!local_mixes("jürgen.müller-3"));
    }
}
