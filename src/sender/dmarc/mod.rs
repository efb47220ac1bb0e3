//! DMARC (RFC 9989): which record holds for a domain, what it says, and whether mail can pass.

mod align;
mod json;
mod lint;
mod record;
mod reports;
mod section;
mod walk;

pub use align::Identifier;
pub use record::Policy;
pub use section::Section;

/// Gives a text to every reader of this folder.
#[cfg(test)]
pub fn read_anything(text: &str) {
    let record = record::Record::parse(text);
    let _ = (
        record.is_usable(),
        record.own_policy(),
        record.policy_below(false),
    );
    let _ = (
        record::Record::is_one(text),
        record::Record::looks_like(text),
        lint::repaired(text),
    );
}
