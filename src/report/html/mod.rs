//! The report as one page of HTML: nothing outside it is loaded and no script runs.
//!
//! A command counts what it finds ([`Collector`] keeps what the [`super::Tally`] does not), builds a [`Page`] of typed
//! parts, and [`render()`] sets it in a language. The builders of [`sections`] are there for every command whose rows are
//! judged, [`gate_page`] for every command that ends in [`super::Findings`]. The page holds what strangers wrote: the template escapes all of it, and characters that are not seen for
//! what they are have been spelt out before.

mod collect;
mod gate;
mod list;
mod next;
mod page;
mod render;
pub mod sections;
#[cfg(test)]
mod tests;

pub use collect::Collector;
pub use gate::{GatePage, gate_page};
pub use list::list_page;
pub use next::next;
pub use page::{Advice, Block, Cell, Column, Item, Items, Mark, Page, Section, Share, Table};
pub use render::render;
