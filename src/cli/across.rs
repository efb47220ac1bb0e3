//! Mailboxes across the lists of a folder.

use std::collections::HashMap;

use crate::address::MailboxKey;
use crate::judge::{Context, Finding, Judgement, Reason};
use crate::lang::texts::judge;

/// Where each mailbox stood first.
#[derive(Default)]
pub(super) struct Across {
    /// Names of the lists so far, as they are shown.
    lists: Vec<String>,
    /// Mailbox → the list and the row. A row beyond 32 bits is not remembered.
    first: HashMap<MailboxKey, (u32, u32)>,
}

impl Across {
    /// Goes on with the next list.
    pub(super) fn begin(&mut self, name: String) {
        self.lists.push(name);
    }

    /// Whether a mailbox stood in an earlier list.
    pub(super) fn knows(&self, key: &MailboxKey) -> bool {
        let this = self.lists.len().saturating_sub(1);
        self.first
            .get(key)
            .is_some_and(|(list, _)| *list as usize != this)
    }

    /// Notes a row, and says so if its mailbox stood in an earlier list.
    pub(super) fn meet(
        &mut self,
        judgement: &mut Judgement,
        row: u64,
        context: &Context<'_>,
    ) -> bool {
        let (Some(key), Ok(row)) = (judgement.key, u32::try_from(row)) else {
            return false;
        };
        let this = self.lists.len().saturating_sub(1);
        let (list, first) = *self.first.entry(key).or_insert((this as u32, row));
        if list as usize == this {
            return false;
        }
        let place = judge::ROW_PLACE_IN
            .with("row", first)
            .with("file", &self.lists[list as usize]);
        judgement.add(
            Finding::new(Reason::DUPLICATE).with("place", place),
            context,
        );
        true
    }
}
