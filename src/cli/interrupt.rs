//! Ctrl-C: the first asks the run to end, a second one ends it.

use std::sync::atomic::{AtomicBool, Ordering};

use super::failure::{Exit, Failure};

static STOP: AtomicBool = AtomicBool::new(false);

/// From now on Ctrl-C, a hang-up or a polite kill ends the run in good order.
pub fn watch() {
    // Without a handler the system's own remains: the run ends at once, outputs are temporary files till then.
    let _ = ctrlc::set_handler(|| {
        if STOP.swap(true, Ordering::SeqCst) {
            std::process::exit(i32::from(Exit::Interrupted as u8));
        }
    });
}

/// The flag that long steps look at.
pub fn flag() -> &'static AtomicBool {
    &STOP
}

/// An error once the user asked to stop.
pub fn check() -> Result<(), Failure> {
    if STOP.load(Ordering::Relaxed) {
        Err(Failure::interrupted())
    } else {
        Ok(())
    }
}
