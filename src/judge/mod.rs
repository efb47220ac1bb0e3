//! The judgement of a row: which findings hold, which of them decides, and what it says.
//!
//! Pure: no I/O, no clock. The same input and the same DNS answers give the same judgement.

mod context;
mod domain;
mod finding;
mod policy;
mod reason;
mod registry;
mod row;

pub use context::{Context, Settings};
pub use domain::{Cards, DomainCard, asks_about, is_public, provider_name, route_findings};
pub use finding::Finding;
pub use policy::{Policy, PolicyError};
pub use reason::{Decision, Group, Reason, Spec};
pub use row::{Judgement, judge_cell, kept_for_itself};
