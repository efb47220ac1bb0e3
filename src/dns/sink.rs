//! Where answers go as they come in: the book, the cache, the progress display.

use std::time::{Duration, Instant};

use super::cache::{Cache, CacheError};
use super::route::{DomainBook, Fact, MailRoute};

/// A run that is killed loses at most this many answers...
const BATCH: usize = 256;
/// ...or those of this time.
const LINGER: Duration = Duration::from_millis(400);
/// For so long another process may hold the cache before the run goes on without it.
const BUSY: Duration = Duration::from_secs(3);

/// Collects what a run learns.
pub(super) struct Sink<'a> {
    /// The book of the run.
    pub(super) book: DomainBook,
    cache: Option<&'a Cache>,
    /// The first write that failed. The run goes on without the cache.
    pub(super) cache_error: Option<CacheError>,
    pending: Vec<(String, Fact)>,
    written: Instant,
    /// Since when another process holds the cache.
    busy: Option<Instant>,
    progress: &'a (dyn Fn(usize, usize) + Sync),
    done: usize,
    total: usize,
}

impl<'a> Sink<'a> {
    /// An empty book.
    pub(super) fn new(
        cache: Option<&'a Cache>,
        progress: &'a (dyn Fn(usize, usize) + Sync),
    ) -> Self {
        Self {
            book: DomainBook::new(),
            cache,
            cache_error: None,
            pending: Vec::new(),
            written: Instant::now(),
            busy: None,
            progress,
            done: 0,
            total: 0,
        }
    }

    /// Announces `more` names to ask for.
    pub(super) fn expect(&mut self, more: usize) {
        self.total += more;
        (self.progress)(self.done, self.total);
    }

    /// One name is settled.
    pub(super) fn done(&mut self) {
        self.done += 1;
        (self.progress)(self.done, self.total);
    }

    /// Enters a fact that was asked for. Only knowledge is cached, never a failure.
    pub(super) fn learn(&mut self, domain: String, fact: Fact) {
        if self.cache.is_some() && !matches!(fact.route, MailRoute::Unknown(_)) {
            self.pending.push((domain.clone(), fact.clone()));
            if self.pending.len() >= BATCH && self.busy.is_none() {
                self.write();
            }
        }
        self.book.insert(domain, fact);
    }

    /// To be called now and then: writes what has waited long enough.
    pub(super) fn tick(&mut self) {
        if self.written.elapsed() >= LINGER {
            self.write();
        }
    }

    /// Writes what waits when the run ends: with patience, unless the user has none.
    pub(super) fn finish(&mut self, hurry: impl Fn() -> bool) {
        self.write();
        while self.busy.is_some() && !hurry() {
            self.write();
        }
    }

    /// Writes what waits. What cannot be written because the cache is busy waits on.
    fn write(&mut self) {
        let Some(cache) = self.cache.filter(|_| !self.pending.is_empty()) else {
            return;
        };
        let wrote = cache.put(&self.pending);
        self.written = Instant::now();
        match wrote {
            Err(error) if error.is_busy() && self.is_patient() => return,
            Err(error) => {
                self.cache_error.get_or_insert(error);
                self.cache = None;
            }
            Ok(_) => {}
        }
        self.busy = None;
        self.pending.clear();
    }

    fn is_patient(&mut self) -> bool {
        self.busy.get_or_insert_with(Instant::now).elapsed() < BUSY
    }
}
