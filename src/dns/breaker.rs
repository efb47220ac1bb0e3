//! Stops a run whose resolver does not answer.

use std::sync::Mutex;

/// Fewer look-ups than this say nothing about the resolver: three dead names in a list of ten are normal.
const FEWEST: usize = 50;
/// Beyond this many the resolver has proven itself, and failures are the domains' own...
const WINDOW: usize = 200;
/// ...except when nothing at all comes back any more: the network went away in the middle of a run.
const SILENCE: usize = 100;

/// Counts first questions without a reply.
#[derive(Debug, Default)]
pub(super) struct Breaker(Mutex<Counts>);

#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    failed: usize,
    of: usize,
    in_a_row: usize,
    tripped: Option<(usize, usize)>,
}

impl Breaker {
    /// Notes one look-up: whether the transport failed it (a time-out or a fault of ours).
    pub(super) fn note(&self, failed: bool) {
        let mut counts = self.lock();
        counts.of += 1;
        counts.failed += usize::from(failed);
        counts.in_a_row = if failed { counts.in_a_row + 1 } else { 0 };
        let early = (FEWEST..=WINDOW).contains(&counts.of) && counts.failed * 5 > counts.of;
        if counts.tripped.is_none() && (early || counts.in_a_row >= SILENCE) {
            counts.tripped = Some((counts.failed, counts.of));
        }
    }

    /// `(failed, of)` as they stood when the breaker tripped, `None` as long as it has not.
    pub(super) fn tripped(&self) -> Option<(usize, usize)> {
        self.lock().tripped
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Counts> {
        // The counts are plain numbers: a panic elsewhere cannot leave them half written.
        self.0.lock().unwrap_or_else(|e| e.into_inner())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dns_breaker_ignores_small_lists() {
        let breaker = Breaker::default();
        (0..49).for_each(|_| breaker.note(true));
        assert_eq!(breaker.tripped(), None);
        breaker.note(true);
        assert_eq!(breaker.tripped(), Some((50, 50)));
    }

    #[test]
    fn dns_breaker_takes_a_fifth_but_not_more() {
        let breaker = Breaker::default();
        (0..201).for_each(|i| breaker.note(i % 5 == 4));
        assert_eq!(breaker.tripped(), None);
        (0..99).for_each(|_| breaker.note(true));
        assert_eq!(breaker.tripped(), None, "late failures are the domains'");
        breaker.note(true);
        assert!(breaker.tripped().is_some(), "nothing comes back any more");
    }
}
