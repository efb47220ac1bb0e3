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
