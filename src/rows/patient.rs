//! Reading what may keep one waiting for ever: a terminal, a pipe whose writer is silent.

use std::io::{self, Read};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

/// The wish to stop, which every read of a list looks at.
pub(super) type Stop = Option<&'static AtomicBool>;

/// An error once the wish was uttered.
pub(super) fn check(stop: Stop) -> io::Result<()> {
    match stop {
        Some(stop) if stop.load(Ordering::Relaxed) => Err(io::Error::other("stopped")),
        _ => Ok(()),
    }
}

/// Standard input, read so that the wish to stop ends the wait for it.
#[must_use]
pub fn standard_input(stop: Option<&'static AtomicBool>) -> impl Read {
    Patient::new(|| Ok(io::stdin()), stop)
}

/// Waits for bytes that another thread reads. That thread ends with the program, should nothing ever come.
pub(super) struct Patient {
    blocks: Receiver<io::Result<Vec<u8>>>,
    block: Vec<u8>,
    taken: usize,
    stop: Stop,
}

impl Patient {
    const BLOCK: usize = 1 << 16;
    /// Time between two looks at the wish to stop.
    const LOOK: Duration = Duration::from_millis(100);

    /// To open a pipe may itself keep one waiting.
    pub(super) fn new<R: Read>(
        open: impl FnOnce() -> io::Result<R> + Send + 'static,
        stop: Stop,
    ) -> Self {
        let (sender, blocks) = sync_channel(4);
        thread::spawn(move || {
            let mut from = match open() {
                Ok(from) => from,
                Err(error) => {
                    let _ = sender.send(Err(error));
                    return;
                }
            };
            loop {
                let mut block = vec![0; Self::BLOCK];
                let read = match from.read(&mut block) {
                    Ok(0) => return,
                    Ok(n) => {
                        block.truncate(n);
                        Ok(block)
                    }
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                    Err(error) => Err(error),
                };
                let last = read.is_err();
                // Nobody listens any more once the wait was given up.
                if sender.send(read).is_err() || last {
                    return;
                }
            }
        });
        Patient {
            blocks,
            block: Vec::new(),
            taken: 0,
            stop,
        }
    }
}

impl Read for Patient {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.taken == self.block.len() {
            check(self.stop)?;
            match self.blocks.recv_timeout(Self::LOOK) {
                Ok(block) => (self.block, self.taken) = (block?, 0),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Ok(0),
            }
        }
        let n = out.len().min(self.block.len() - self.taken);
        out[..n].copy_from_slice(&self.block[self.taken..self.taken + n]);
        self.taken += n;
        Ok(n)
    }
}
