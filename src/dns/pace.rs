//! How fast and how many at once: the manners of the client.

use std::sync::Mutex;
use std::time::Duration;

use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::{Instant, sleep_until};

/// Questions that may leave at once after a pause, in a tenth of a second's worth of the rate.
const BURST: Duration = Duration::from_millis(100);
/// Fewer questions in flight than this are not the cause of anyone's trouble.
const FEWEST_IN_FLIGHT: usize = 8;
/// How often the number in flight may be halved: the faults of one burst are one event.
const HALVING: Duration = Duration::from_millis(200);
/// TCP connections fail far earlier than UDP sockets do (5 to 38 % at 500 in flight).
const TCP_IN_FLIGHT: usize = 8;

/// A token bucket over all questions, and the limits of what is in flight.
#[derive(Debug)]
pub(super) struct Pace {
    interval: Option<Duration>,
    next: Mutex<Instant>,
    in_flight: Semaphore,
    tcp: Semaphore,
    room: Mutex<(usize, Instant)>,
}

impl Pace {
    /// `rate` in questions a second, `None` for no limit.
    pub(super) fn new(rate: Option<u32>, in_flight: usize) -> Self {
        let now = Instant::now();
        Self {
            interval: rate.map(|r| Duration::from_secs(1) / r.max(1)),
            next: Mutex::new(now),
            in_flight: Semaphore::new(in_flight),
            tcp: Semaphore::new(TCP_IN_FLIGHT),
            room: Mutex::new((in_flight, now - HALVING)),
        }
    }

    /// Waits until one more question may leave; the question is in flight as long as the permit lives.
    pub(super) async fn start(&self, over_tcp: bool) -> [Option<SemaphorePermit<'_>>; 2] {
        // The semaphores are never closed, so `acquire` cannot fail.
        let tcp = if over_tcp {
            self.tcp.acquire().await.ok()
        } else {
            None
        };
        let permit = self.in_flight.acquire().await.ok();
        if let Some(interval) = self.interval {
            sleep_until(self.slot(interval)).await;
        }
        [permit, tcp]
    }

    /// A fault of our own (no descriptor, a full channel): halves what is in flight from now on.
    pub(super) fn back_off(&self) {
        let mut room = self.room.lock().unwrap_or_else(|e| e.into_inner());
        let half = room.0.saturating_sub(FEWEST_IN_FLIGHT).min(room.0 / 2);
        if half > 0 && room.1.elapsed() >= HALVING {
            let gone = self.in_flight.forget_permits(half);
            *room = (room.0 - gone, Instant::now());
        }
    }

    fn slot(&self, interval: Duration) -> Instant {
        let mut next = self.next.lock().unwrap_or_else(|e| e.into_inner());
        let earliest = Instant::now()
            .checked_sub(BURST)
            .unwrap_or_else(Instant::now);
        let slot = (*next).max(earliest);
        *next = slot + interval;
        slot
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dns_pace_holds_the_rate() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .expect("a runtime");
        let took = runtime.block_on(async {
            let pace = Pace::new(Some(1000), 4);
            let begin = Instant::now();
            for _ in 0..300 {
                drop(pace.start(false).await);
            }
            begin.elapsed()
        });
        assert!(took >= Duration::from_millis(190), "{took:?}");
    }

    #[test]
    fn dns_pace_halves_once_a_burst_and_never_stops() {
        let pace = Pace::new(None, 100);
        (0..10).for_each(|_| pace.back_off());
        assert_eq!(pace.in_flight.available_permits(), 50);
        let small = Pace::new(None, FEWEST_IN_FLIGHT);
        small.back_off();
        assert_eq!(small.in_flight.available_permits(), FEWEST_IN_FLIGHT);
    }
}
