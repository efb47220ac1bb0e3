//! The `presend` binary.

fn main() {}
