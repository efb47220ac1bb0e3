//! Work on several cores whose results come back in order.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// How many blocks wait for a worker, or for their turn, beside those that are worked on.
const AHEAD: usize = 2;

/// How many workers suit the machine.
#[must_use]
pub fn workers() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// Takes jobs one by one, does them on all cores, each worker with a state of its own from `begin`, and gives the
/// results to `sink` in the order of the jobs. Few jobs are held at a time. Returns the states of the workers.
///
/// # Errors
///
/// The first error of `jobs` or `sink`; what is then under way is finished and dropped.
pub fn in_order<J: Send, S: Send, T: Send, E>(
    mut jobs: impl FnMut() -> Result<Option<J>, E>,
    begin: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, J) -> T + Sync,
    mut sink: impl FnMut(T) -> Result<(), E>,
) -> Result<Vec<S>, E> {
    let count = workers();
    let (give, take) = channel::<(usize, J)>();
    let take = Mutex::new(take);
    let (done, results) = channel::<(usize, T)>();
    thread::scope(|scope| {
        let threads: Vec<_> = (0..count)
            .map(|_| {
                let done = done.clone();
                let (begin, work, take) = (&begin, &work, &take);
                scope.spawn(move || lane(begin(), work, take, &done))
            })
            .collect();
        drop(done);
        let (mut given, mut told) = (0, 0);
        let mut early = BTreeMap::new();
        let mut outcome = Ok(());
        let mut more = true;
        while outcome.is_ok() && (more || told < given) {
            if more && given - told < count + AHEAD {
                match jobs() {
                    Ok(Some(job)) => {
                        // No worker ends before its time.
                        let _ = give.send((given, job));
                        given += 1;
                    }
                    Ok(None) => more = false,
                    Err(error) => outcome = Err(error),
                }
                continue;
            }
            let Ok((number, result)) = results.recv() else {
                break;
            };
            early.insert(number, result);
            while outcome.is_ok()
                && let Some(result) = early.remove(&told)
            {
                outcome = sink(result);
                told += 1;
            }
        }
        drop(give);
        let mut states = Vec::new();
        for thread in threads {
            match thread.join() {
                Ok(state) => states.push(state),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        outcome.map(|()| states)
    })
}

fn lane<J, S, T>(
    mut state: S,
    work: &impl Fn(&mut S, J) -> T,
    take: &Mutex<Receiver<(usize, J)>>,
    done: &Sender<(usize, T)>,
) -> S {
    loop {
        let next = take.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((number, job)) = next else {
            return state;
        };
        if done.send((number, work(&mut state, job))).is_err() {
            return state;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(to: usize) -> impl FnMut() -> Result<Option<usize>, String> {
        let mut numbers = 0..to;
        move || Ok(numbers.next())
    }

    #[test]
    fn results_come_in_the_order_of_the_jobs() {
        let mut seen = Vec::new();
        let states = in_order(
            numbers(200),
            || 0,
            |state, job| {
                *state += 1;
                // The odd ones take longer.
                (0..(job % 2) * 10_000).map(std::hint::black_box).count();
                job
            },
            |result| {
                seen.push(result);
                Ok(())
            },
        );
        assert_eq!(states.unwrap().iter().sum::<usize>(), 200);
        assert!(seen.iter().copied().eq(0..200));
    }

    #[test]
    fn an_error_ends_it() {
        let sink = |result| match result {
            7 => Err("seven".to_owned()),
            _ => Ok(()),
        };
        let outcome = in_order(numbers(100), || (), |(), job| job, sink);
        assert_eq!(outcome, Err("seven".to_owned()));
    }
}
