//! What the findings of `sender` mean.

use unicode_width::UnicodeWidthStr;

use super::reasons::described;
use crate::cli::printer::pad;
use crate::lang::{Lang, texts::explain};
use crate::sender::{Part, Rule, rules};

/// Every finding in a line, part by part.
pub(super) fn all(lang: Lang) -> String {
    let width = rules()
        .map(|rule| rule.weight.title().get(lang).width())
        .max()
        .unwrap_or(0);
    let mut text = String::new();
    let mut part: Option<Part> = None;
    for rule in rules() {
        if part != Some(rule.part) {
            part = Some(rule.part);
            text.push_str(&format!("\n{}\n", rule.part.title().get(lang)));
        }
        text.push_str(&format!(
            "  {} {}  {}\n",
            pad(rule.id, 26),
            pad(rule.weight.title().get(lang), width),
            rule.title.get(lang)
        ));
    }
    text
}

/// One finding.
pub(super) fn one(rule: &Rule, lang: Lang) -> String {
    let rows = [
        (explain::WEIGHT, rule.weight.title().get(lang)),
        (explain::GROUP, rule.part.title().get(lang)),
        (explain::MESSAGE, rule.message.get(lang)),
    ];
    described(rule.id, rule.title, &rows, rule.explain, lang)
}
