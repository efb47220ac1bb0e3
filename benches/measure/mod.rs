//! A run of the program, with its time and its memory.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Runs presend to its end and tells how long it took and how many bytes it had in memory at the most.
pub fn run(folder: &Path, args: &[&str]) -> (Duration, u64) {
    let begun = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_presend"))
        .args(args)
        .args(["--force", "--quiet"])
        .current_dir(folder)
        .env("XDG_CACHE_HOME", folder.join("cache"))
        .stdin(Stdio::null())
        .spawn()
        .expect("presend starts");
    let mut memory = 0;
    let status = loop {
        memory = memory.max(peak(&child));
        match child.try_wait().expect("presend runs") {
            Some(status) => break status,
            None => std::thread::sleep(Duration::from_millis(2)),
        }
    };
    let time = begun.elapsed();
    assert_eq!(
        status.success(),
        !args.contains(&REFUSED),
        "{args:?}: {status}"
    );
    (time, memory)
}

/// The name of a list that must be refused.
pub const REFUSED: &str = "bomb";

/// Bytes that the process had in memory at the most; 0 where the system does not tell.
fn peak(child: &Child) -> u64 {
    fs::read_to_string(format!("/proc/{}/status", child.id()))
        .unwrap_or_default()
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .and_then(|rest| rest.trim().strip_suffix("kB")?.trim().parse::<u64>().ok())
        .map_or(0, |kib| kib * 1024)
}
