//! Everything that a person reads stands in the person's language.

#[path = "support/dns.rs"]
mod dns;
#[path = "support/run.rs"]
mod run;
#[path = "support/serve.rs"]
mod serve;
#[path = "support/zone.rs"]
mod zone;

mod lang {
    mod chinese;
    mod choice;
    mod guide;
}
