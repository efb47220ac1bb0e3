//! What DNS says, asked of a real server in process.

#[path = "support/serve.rs"]
mod serve;
#[path = "support/dns.rs"]
mod support;

mod dns {
    mod cache;
    mod common;
    mod faults;
    mod manners;
    mod resolver;
    mod routes;
}
