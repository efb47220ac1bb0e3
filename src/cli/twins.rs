//! Rows of the same mailbox.

use std::collections::HashMap;

use crate::address::{MailboxKey, base_mailbox};
use crate::judge::{Context, Decision, Finding, Judgement, Reason};
use crate::lang::texts::judge as words;
use crate::rows::Row;

/// Set where a row that is kept has the mailbox, or by the provider's own rules another name of it.
const TAKEN: u32 = 1 << 31;
/// The number of the row that stands for the mailbox; 0: none has that very address.
const ROW: u32 = TAKEN - 1;

/// The mailboxes of a list.
///
/// This table is what a run remembers of each row, so it is one, of 16 bytes a mailbox. A row whose number does not fit
/// into 31 bits is not remembered: its mailbox may be kept twice, but never lost.
#[derive(Default)]
pub(super) struct Twins {
    /// Mailbox → [`ROW`] and [`TAKEN`].
    rows: HashMap<MailboxKey, u32>,
}

/// How many cells of the row that stands for a mailbox are filled.
#[derive(Default)]
pub(super) struct Weights(HashMap<MailboxKey, u32>);

impl Twins {
    /// For a list of so many rows.
    pub(super) fn of(rows: u64) -> Twins {
        Twins {
            rows: HashMap::with_capacity(rows.min(u64::from(ROW)) as usize),
        }
    }

    /// Lets the row stand for its mailbox if it has more filled cells than those before.
    pub(super) fn weigh(&mut self, weights: &mut Weights, judgement: &Judgement, row: &Row) {
        let (Some(key), Some(number)) = (judgement.key, number(row)) else {
            return;
        };
        let filled = u32::try_from(row.filled()).unwrap_or(u32::MAX);
        if weights.0.get(&key).is_none_or(|&most| filled > most) {
            weights.0.insert(key, filled);
            self.rows.insert(key, number);
        }
    }

    /// Whether another row stands for the mailbox.
    pub(super) fn is_twin(&self, key: &MailboxKey, number: u64) -> bool {
        let stands = self.rows.get(key).map(|entry| entry & ROW);
        stands.is_some_and(|stands| stands != 0 && u64::from(stands) != number)
    }

    /// Adds what is to be said of a row whose mailbox stands in another.
    pub(super) fn check(&mut self, judgement: &mut Judgement, row: &Row, context: &Context<'_>) {
        let (Some(key), Some(number)) = (judgement.key, number(row)) else {
            return;
        };
        let entry = self.rows.entry(key).or_insert(0);
        if *entry & ROW == 0 {
            *entry |= number;
        }
        let stands = *entry & ROW;
        if stands != number {
            judgement.add(twin_of(u64::from(stands)), context);
            return;
        }
        if judgement.decision() != Decision::Keep {
            return;
        }
        let Some(address) = &judgement.address else {
            return;
        };
        let Some((base, alias)) = base_mailbox(address, context.lists) else {
            return;
        };
        let entry = self.rows.entry(alias).or_insert(0);
        if *entry & TAKEN != 0 {
            judgement.add(other_name_of(base), context);
        }
        *entry |= TAKEN;
    }
}

/// Says that a row has the mailbox of an earlier one.
pub(super) fn twin_of(row: u64) -> Finding {
    Finding::new(Reason::DUPLICATE).with("place", words::ROW_PLACE.with("row", row))
}

/// Says that a row has another name of a mailbox that an earlier one has.
pub(super) fn other_name_of(base: String) -> Finding {
    Finding::new(Reason::DUPLICATE_ALIAS).with("address", base)
}

fn number(row: &Row) -> Option<u32> {
    u32::try_from(row.number())
        .ok()
        .filter(|number| (1..=ROW).contains(number))
}
