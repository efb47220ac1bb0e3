//! Sender Policy Framework (RFC 7208): may this address send for this domain?

mod eval;
mod macros;
mod record;

pub use eval::{Evaluation, Identity, SpfResult, evaluate};
