//! `presend sender` as people run it, against a DNS server on loopback.

#[path = "support/run.rs"]
mod run;
#[path = "support/serve.rs"]
mod serve;
#[path = "support/zone.rs"]
mod zone;

mod sender {
    mod blocklists;
    mod common;
    mod dkim;
    mod dmarc;
    mod openspf;
    mod servers;
    mod spf;
    mod whole;
}
