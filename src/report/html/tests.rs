//! The page holds its promises.

use sha2::{Digest, Sha256};

use super::render::{STYLE, STYLE_HASH};

/// Base64 with padding (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let word =
            chunk.iter().fold(0u32, |word, &b| word << 8 | u32::from(b)) << (8 * (3 - chunk.len()));
        for i in 0..4 {
            match i <= chunk.len() {
                true => out.push(char::from(LETTERS[(word >> (18 - 6 * i) & 63) as usize])),
                false => out.push('='),
            }
        }
    }
    out
}

#[test]
fn the_policy_allows_the_style_and_no_other() {
    assert_eq!(
        base64(&Sha256::digest(b"abc")),
        "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
    );
    // A browser reads CR LF as LF, and takes the hash of what it read.
    let style = STYLE.replace("\r\n", "\n");
    assert_eq!(STYLE_HASH, base64(&Sha256::digest(style)));
}
