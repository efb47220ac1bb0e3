//! The table of reasons for the docs.

use crate::judge::{Group, Reason};
use crate::lang::Lang;

/// `docs/reasons.md`, made from the registry.
pub fn reasons_markdown() -> String {
    let mut text = String::from(
        "# Reasons\n\n\
         Made from the registry in `src/judge/registry.rs`; a test holds it. `presend explain ID` says the same.\n\n\
         Each reason leads to a decision, which `[reasons]` in `presend.toml` may change. When several hold, the \
         harshest decision wins; within one decision the order below picks the primary reason. A row whose misspelt \
         domain is dead or disposable is `review`, because a person can save it. Nothing makes an unanswered DNS \
         question remove a contact.\n",
    );
    let mut group: Option<Group> = None;
    for reason in Reason::all() {
        let spec = reason.spec();
        if group != Some(spec.group) {
            group = Some(spec.group);
            text.push_str(&format!(
                "\n## {}\n\n| id | default | message | meaning | 中文 |\n| --- | --- | --- | --- | --- |\n",
                spec.group.title().get(Lang::En)
            ));
        }
        let cell = |text: &str| text.replace('|', "\\|");
        text.push_str(&format!(
            "| `{}` | {} | {} | {} | {} |\n",
            spec.id,
            spec.decision,
            cell(spec.message.get(Lang::En)),
            cell(spec.explain.get(Lang::En)),
            cell(spec.explain.get(Lang::Zh)),
        ));
    }
    text
}
