//! The mailboxes of a list, gathered by several workers at once.
//!
//! Which row stands for a mailbox does not depend on who comes first: it is the one with the lowest number.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::{Mutex, PoisonError};

use crate::address::MailboxKey;

/// Parts of the table, each with a lock of its own.
const PARTS: usize = 64;
/// Entries that a worker holds back for one part, so that it is locked seldom and its memory is near.
const BATCH: usize = 256;

/// A fingerprint is a hash already.
#[derive(Default)]
pub(super) struct Fingerprint(u64);

impl Hasher for Fingerprint {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

type Map<V> = HashMap<MailboxKey, V, BuildHasherDefault<Fingerprint>>;

/// A mailbox of a row.
#[derive(Clone, Copy)]
pub(super) struct Entry {
    pub(super) key: MailboxKey,
    /// The mailbox that the provider's own rules make of it, where that is another.
    pub(super) base: Option<MailboxKey>,
    pub(super) row: u32,
    /// The worker's number of its domain, if the row counts for it.
    pub(super) counts: Option<u32>,
}

/// The mailboxes as they are gathered.
pub(super) struct Gathering {
    parts: Vec<Mutex<Map<u32>>>,
    /// How many names of each base there are, beside its own.
    bases: Mutex<Map<u32>>,
}

impl Gathering {
    /// For a list of so many rows.
    pub(super) fn of(rows: u64) -> Gathering {
        let each = usize::try_from(rows).unwrap_or(0) / PARTS;
        // A part with more than its share would double its memory.
        let room = each + each / 32;
        let part = || {
            Mutex::new(Map::with_capacity_and_hasher(
                room,
                BuildHasherDefault::default(),
            ))
        };
        Gathering {
            parts: (0..PARTS).map(|_| part()).collect(),
            bases: Mutex::default(),
        }
    }

    /// A worker's way in.
    pub(super) fn batches(&self) -> Batches<'_> {
        Batches {
            all: self,
            waiting: (0..PARTS).map(|_| Vec::with_capacity(BATCH)).collect(),
        }
    }

    /// The whole, when all workers are done.
    pub(super) fn finish(self) -> Mailboxes {
        let parts: Vec<Map<u32>> = self
            .parts
            .into_iter()
            .map(|part| part.into_inner().unwrap_or_else(PoisonError::into_inner))
            .collect();
        let bases = self
            .bases
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        let last = parts.iter().flat_map(HashMap::values).max().copied();
        let mut firsts = vec![0; last.map_or(0, |last| last as usize / 64 + 1)];
        for &row in parts.iter().flat_map(HashMap::values) {
            firsts[row as usize / 64] |= 1 << (row % 64);
        }
        let mut mailboxes = Mailboxes {
            parts,
            firsts,
            shared: HashSet::default(),
        };
        mailboxes.shared = bases
            .into_iter()
            .filter(|(base, names)| *names > 1 || mailboxes.row(base).is_some())
            .map(|(base, _)| base)
            .collect();
        mailboxes
    }
}

/// What a worker has found and not yet handed in.
pub(super) struct Batches<'a> {
    all: &'a Gathering,
    waiting: Vec<Vec<Entry>>,
}

impl Batches<'_> {
    /// Takes an entry. `counts` is called with the number of a domain for each mailbox of it that is new.
    pub(super) fn push(&mut self, entry: Entry, counts: &mut impl FnMut(u32)) {
        let part = entry.key.part(PARTS);
        self.waiting[part].push(entry);
        if self.waiting[part].len() == BATCH {
            self.hand_in(part, counts);
        }
    }

    /// Hands in everything.
    pub(super) fn finish(&mut self, counts: &mut impl FnMut(u32)) {
        for part in 0..PARTS {
            self.hand_in(part, counts);
        }
    }

    fn hand_in(&mut self, part: usize, counts: &mut impl FnMut(u32)) {
        let mut rows = self.all.parts[part]
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let mut bases = Vec::new();
        for entry in self.waiting[part].drain(..) {
            let mut new = false;
            let row = rows.entry(entry.key).or_insert_with(|| {
                new = true;
                entry.row
            });
            *row = entry.row.min(*row);
            if new {
                bases.extend(entry.base);
                if let Some(domain) = entry.counts {
                    counts(domain);
                }
            }
        }
        drop(rows);
        if !bases.is_empty() {
            let mut names = self
                .all
                .bases
                .lock()
                .unwrap_or_else(PoisonError::into_inner);
            for base in bases {
                *names.entry(base).or_default() += 1;
            }
        }
    }
}

/// The mailboxes of a list.
pub(super) struct Mailboxes {
    /// Mailbox → the first row that has it.
    parts: Vec<Map<u32>>,
    /// A bit for each row that is the first of its mailbox.
    firsts: Vec<u64>,
    /// Mailboxes that stand in the list under several names.
    shared: HashSet<MailboxKey, BuildHasherDefault<Fingerprint>>,
}

impl Mailboxes {
    /// The first row with a mailbox.
    pub(super) fn row(&self, key: &MailboxKey) -> Option<u32> {
        self.parts[key.part(PARTS)].get(key).copied()
    }

    /// Whether the row is the first with its mailbox.
    pub(super) fn is_first(&self, row: u32) -> bool {
        let word = self.firsts.get(row as usize / 64).copied().unwrap_or(0);
        word >> (row % 64) & 1 == 1
    }

    /// Whether any mailbox stands in the list under several names.
    pub(super) fn any_shared(&self) -> bool {
        !self.shared.is_empty()
    }

    /// Whether the mailbox does.
    pub(super) fn is_shared(&self, base: &MailboxKey) -> bool {
        self.shared.contains(base)
    }
}
