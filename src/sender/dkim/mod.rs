//! DomainKeys Identified Mail (RFC 6376, RFC 8301, RFC 8463): the keys of a domain, and signatures made with them.
//!
//! Verified with `ring` directly and not with mail-auth: that would bring 25 crates and a resolver of its own past the
//! one client that all questions go through, and the state of a key (revoked, short, for tests) has to be read here
//! anyway. What is left is canonicalisation and two hashes.

mod canon;
mod der;
mod key;
mod section;
mod signature;

pub use section::{Section, domains};

/// Gives a text to every reader of this folder.
#[cfg(test)]
pub fn read_anything(text: &str) {
    let _ = (
        key::Key::is_one(text),
        key::Key::parse(text),
        section::mended(text),
    );
    let _ = der::RsaKey::parse(text.as_bytes());
    for canon in [canon::Canon::Simple, canon::Canon::Relaxed] {
        let _ = (
            canon::header(text.as_bytes(), canon),
            canon::body(text.as_bytes(), canon),
        );
    }
}
