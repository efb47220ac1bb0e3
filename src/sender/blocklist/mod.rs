//! Blocklists that are asked through DNS (RFC 5782).

mod reading;
mod section;

pub use section::Section;
