//! The table of findings for the docs.

use super::registry::{Part, rules};
use crate::lang::Lang;

/// `docs/sender.md`, made from the registry.
pub fn markdown() -> String {
    let mut text = String::from(
        "# Findings of `presend sender`\n\n\
         Made from the registry in `src/sender/registry`; a test holds it. `presend explain ID` says the same.\n\n\
         A *problem* keeps mail from arriving, or lets anybody send as the domain: the verdict is \"fix first\" and the \
         exit code 1. What *cannot* be *told* is neither a problem nor ok: without a problem beside it the verdict is \
         \"cannot tell\" and the exit code 5. Warnings and hints change neither. The order is that in which to mend.\n",
    );
    let mut part: Option<Part> = None;
    for rule in rules() {
        if part != Some(rule.part) {
            part = Some(rule.part);
            text.push_str(&format!(
                "\n## {}\n\n| id | weight | message | meaning | 中文 |\n| --- | --- | --- | --- | --- |\n",
                rule.part.title().get(Lang::En)
            ));
        }
        let cell = |text: &str| text.replace('|', "\\|");
        text.push_str(&format!(
            "| `{}` | {} | {} | {} | {} |\n",
            rule.id,
            rule.weight.title().get(Lang::En),
            cell(rule.message.get(Lang::En)),
            cell(rule.explain.get(Lang::En)),
            cell(rule.explain.get(Lang::Zh)),
        ));
    }
    text
}
