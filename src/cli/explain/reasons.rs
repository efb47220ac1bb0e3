//! What the reasons mean.

use unicode_width::UnicodeWidthStr;

use crate::cli::printer::pad;
use crate::cli::wrap::lines;
use crate::judge::{Decision, Group, Policy, Reason};
use crate::lang::{Lang, Text, texts::explain};

/// Every reason in a line, group by group.
pub(super) fn all(policy: &Policy, lang: Lang) -> String {
    let decided = |reason| policy.decision(reason).title().get(lang);
    let width = Reason::all()
        .map(|reason| decided(reason).width())
        .max()
        .unwrap_or(0);
    let mut text = String::new();
    let mut group: Option<Group> = None;
    for reason in Reason::all() {
        let spec = reason.spec();
        if group != Some(spec.group) {
            if group.is_some() {
                text.push('\n');
            }
            text.push_str(spec.group.title().get(lang));
            text.push('\n');
            group = Some(spec.group);
        }
        text.push_str(&format!(
            "  {} {}  {}\n",
            pad(spec.id, 24),
            pad(decided(reason), width),
            spec.title.get(lang)
        ));
    }
    text
}

/// One reason, and how to change what it leads to.
pub(super) fn one(reason: Reason, policy: &Policy, lang: Lang) -> String {
    let spec = reason.spec();
    let decision = policy.decision(reason);
    let decided = if decision == spec.decision {
        decision.title().get(lang).to_owned()
    } else {
        explain::CHANGED
            .with("decision", decision.title())
            .with("default", spec.decision.title())
            .get(lang)
    };
    let rows = [
        (explain::DECISION, &*decided),
        (explain::GROUP, spec.group.title().get(lang)),
        (explain::MESSAGE, spec.message.get(lang)),
    ];
    let described = described(spec.id, spec.title, &rows, spec.explain, lang);
    let change = if spec.unknown() {
        lines(explain::FIXED.get(lang), 0).join("\n")
    } else {
        let other = match decision {
            Decision::Review => Decision::Keep,
            _ => Decision::Review,
        };
        let how = explain::CHANGE.get(lang);
        format!("{how}\n\n    [reasons]\n    {} = \"{other}\"", spec.id)
    };
    format!("{described}\n{change}\n")
}

/// What has an id and a title, what is to be said of it line by line, and what it means.
pub(super) fn described(
    id: &str,
    title: Text,
    rows: &[(Text, &str)],
    meaning: Text,
    lang: Lang,
) -> String {
    let labels = rows.iter().map(|(label, _)| label.get(lang).width());
    let width = labels.max().unwrap_or(0);
    let title = explain::REASON_TITLE.with("id", id).with("title", title);
    let mut text = format!("{}\n", title.get(lang));
    for (label, what) in rows {
        let label = pad(label.get(lang), width);
        let what = lines(what, width + 4).join(&format!("\n{}", " ".repeat(width + 4)));
        text.push_str(&format!("  {label}  {what}\n"));
    }
    let meaning = lines(meaning.get(lang), 0).join("\n");
    text.push_str(&format!("\n{meaning}\n"));
    text
}
