//! presend makes a contact list safe to send to.
//!
//! The library holds the whole job; the binary only hands it the command line.
//! Imports go one way (a test holds it): `cli → sender → report, rows → judge → dns, address → lists`.
//! `address`, `judge` and `lists` know no `async`, no file system and no clock.

pub mod address;
pub mod cli;
pub mod dns;
pub mod judge;
pub mod lang;
pub mod lists;
pub mod report;
pub mod rows;
pub mod sender;
