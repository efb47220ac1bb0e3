//! Sender Policy Framework (RFC 7208): may this address send for this domain?

mod eval;
mod joined;
mod json;
mod lint;
mod macros;
mod mend;
mod record;
mod section;
mod services;
mod tree;

pub use eval::{Identity, SpfResult};
pub use section::Section;
pub use services::services;
