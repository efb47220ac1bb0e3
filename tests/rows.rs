//! Contact files in and out.

/// Inline, so that `cargo nextest run rows` picks these tests too.
mod rows {
    mod common;
    mod layouts;
    mod outputs;
    mod refusals;
    mod round_trip;
    mod samples;
    mod watching;
}
