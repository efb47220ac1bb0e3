//! A key as it stands in DNS (RFC 6376, section 3.6.1).

use data_encoding::BASE64_NOPAD;

use super::der::RsaKey;
use crate::lang::{Text, texts::sender_dkim as words};
use crate::sender::tags::Tags;

/// Fewer bits than these count for nothing (RFC 8301, section 3.2).
pub const FEWEST_BITS: usize = 1024;
/// Signers should use as many (RFC 8301, section 3.2).
pub const GOOD_BITS: usize = 2048;

/// The material of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Material {
    /// RSA.
    Rsa(RsaKey),
    /// Ed25519 (RFC 8463).
    Ed25519([u8; 32]),
    /// `p=` is empty.
    Revoked,
}

/// A key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The material.
    pub material: Material,
    /// Hashes that are allowed; empty for all.
    pub hashes: Vec<String>,
    /// Services that it is for; empty for all.
    pub services: Vec<String>,
    /// `t=y`: a test.
    pub testing: bool,
    /// `t=s`: for no subdomain.
    pub strict: bool,
}

impl Key {
    /// Whether a text at a selector is meant for a key at all.
    pub fn is_one(text: &str) -> bool {
        let tags = Tags::parse(text);
        let version = tags.tags.first().is_some_and(|tag| tag.name == "v");
        tags.get("p").is_some() && (!version || looks_like_dkim(&tags)) || looks_like_dkim(&tags)
    }

    /// Reads a key.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Key, Text> {
        let tags = Tags::parse(text);
        if let Some(first) = tags.tags.iter().position(|tag| tag.name == "v")
            && (first != 0 || tags.tags[0].value != "DKIM1")
        {
            return Err(words::BAD_VERSION);
        }
        if tags.twice().is_some() {
            return Err(words::TWICE);
        }
        if !tags.broken.is_empty() {
            return Err(words::NO_TAGS);
        }
        let data = tags.packed("p").ok_or(words::NO_P)?;
        let material = match tags.get("k").unwrap_or("rsa").to_ascii_lowercase().as_str() {
            _ if data.is_empty() => Material::Revoked,
            "rsa" => {
                let der = base64(&data).ok_or(words::BAD_BASE64)?;
                Material::Rsa(RsaKey::parse(&der).ok_or(words::BAD_RSA)?)
            }
            "ed25519" => {
                let bytes = base64(&data).ok_or(words::BAD_BASE64)?;
                Material::Ed25519(bytes.try_into().map_err(|_| words::BAD_ED25519)?)
            }
            _ => return Err(words::BAD_TYPE),
        };
        let flags = tags.list("t");
        Ok(Key {
            material,
            hashes: tags.list("h"),
            services: tags.list("s"),
            testing: flags.iter().any(|flag| flag == "y"),
            strict: flags.iter().any(|flag| flag == "s"),
        })
    }

    /// The algorithm, as `k=` names it.
    pub fn kind(&self) -> Option<&'static str> {
        match self.material {
            Material::Rsa(_) => Some("rsa"),
            Material::Ed25519(_) => Some("ed25519"),
            Material::Revoked => None,
        }
    }

    /// Bits of the key.
    pub fn bits(&self) -> Option<usize> {
        match &self.material {
            Material::Rsa(key) => Some(key.bits()),
            Material::Ed25519(_) => Some(256),
            Material::Revoked => None,
        }
    }

    /// Whether it is for mail.
    pub fn is_for_mail(&self) -> bool {
        self.services.is_empty()
            || self
                .services
                .iter()
                .any(|s| s == "*" || s.eq_ignore_ascii_case("email"))
    }

    /// Whether it allows the one hash that is accepted.
    pub fn allows_sha256(&self) -> bool {
        self.hashes.is_empty()
            || self
                .hashes
                .iter()
                .any(|hash| hash.eq_ignore_ascii_case("sha256"))
    }
}

fn looks_like_dkim(tags: &Tags) -> bool {
    tags.get("v")
        .is_some_and(|v| v.to_ascii_lowercase().starts_with("dkim"))
}

/// Base64 with or without its padding; white space is gone already.
pub fn base64(text: &str) -> Option<Vec<u8>> {
    BASE64_NOPAD
        .decode(text.trim_end_matches('=').as_bytes())
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ED: &str = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    #[test]
    fn a_key_is_read_with_its_flags() {
        let key = Key::parse(&format!(
            "v=DKIM1; k=ed25519; t=y:s; h=sha1 : sha256; s=tlsrpt; p={ED}"
        ))
        .expect("a key");
        assert_eq!((key.kind(), key.bits()), (Some("ed25519"), Some(256)));
        assert!(key.testing && key.strict && key.allows_sha256() && !key.is_for_mail());
        assert_eq!(
            Key::parse("p=").map(|key| key.material),
            Ok(Material::Revoked)
        );
        assert_eq!(
            Key::parse("v=DKIM1; k=rsa; p= ;").map(|key| key.material),
            Ok(Material::Revoked)
        );
    }

    #[test]
    fn what_is_wrong_is_told() {
        for (text, what) in [
            ("v=DKIM2; p=", words::BAD_VERSION),
            ("v=dkim1; p=", words::BAD_VERSION),
            ("k=rsa; v=DKIM1; p=", words::BAD_VERSION),
            ("v=DKIM1; k=rsa", words::NO_P),
            ("v=DKIM1; p=a; p=b", words::TWICE),
            ("v=DKIM1 k=rsa p=AAAA", words::BAD_VERSION),
            ("v=DKIM1; k=rsa; p=A*", words::BAD_BASE64),
            ("v=DKIM1; k=rsa; p=AAAA", words::BAD_RSA),
            ("v=DKIM1; k=ed25519; p=AAAA", words::BAD_ED25519),
            ("v=DKIM1; k=dsa; p=AAAA", words::BAD_TYPE),
            ("v=DKIM1; junk; p=AAAA", words::NO_TAGS),
        ] {
            assert_eq!(Key::parse(text), Err(what), "{text}");
        }
    }

    #[test]
    fn other_texts_are_no_keys() {
        for text in [
            "v=spf1 -all",
            "v=DMARC1; p=none",
            "google-site-verification=x",
            "",
        ] {
            assert!(!Key::is_one(text), "{text}");
        }
        for text in [
            "p=",
            "k=rsa; p=AAAA",
            "v=DKIM1",
            "v=DKIM1 k=rsa p=AAAA",
            "v=dkim1; p=",
        ] {
            assert!(Key::is_one(text), "{text}");
        }
    }
}
