//! `presend sender` as people run it, against a DNS server on loopback.

#[path = "support/run.rs"]
mod run;
#[path = "support/zone.rs"]
mod zone;

mod sender {
    mod common;
    mod dkim;
    mod openspf;
    mod spf;
}
