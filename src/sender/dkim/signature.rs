//! A signature, and whether it is true (RFC 6376, sections 3.5 and 6.1).

use ring::digest::{SHA256, digest};
use ring::signature::{
    ED25519, RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY as RSA_SHA256, RsaPublicKeyComponents,
    UnparsedPublicKey,
};

use super::canon::{self, Canon};
use super::key::{FEWEST_BITS, Key, Material, base64};
use crate::lang::{Text, texts::sender_dkim as words};
use crate::sender::message::{Field, Message};
use crate::sender::tags::Tags;

/// A signature as it stands in the header.
#[derive(Clone, Debug)]
pub struct Signature {
    /// The domain that signs.
    pub domain: String,
    /// Where its key stands.
    pub selector: String,
    /// Octets of the body that are signed, where not all are.
    pub length: Option<usize>,
    identity: Option<String>,
    algorithm: Algorithm,
    header: Canon,
    body: Canon,
    fields: Vec<String>,
    body_hash: Vec<u8>,
    signature: Vec<u8>,
    expires: Option<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Algorithm {
    RsaSha256,
    Ed25519Sha256,
}

/// A signature that cannot be read: where its key would be, as far as that is known, and why.
#[derive(Clone, Debug)]
pub struct Unreadable {
    /// `d=`
    pub domain: String,
    /// `s=`
    pub selector: String,
    /// What is wrong.
    pub what: Text,
}

impl Signature {
    /// Reads a `DKIM-Signature` field.
    ///
    /// # Errors
    ///
    /// Why no receiver would accept it, whatever its key.
    pub fn parse(field: &Field) -> Result<Signature, Unreadable> {
        let tags = Tags::parse(&String::from_utf8_lossy(field.value()));
        let packed = |name| tags.packed(name).filter(|value| !value.is_empty());
        let domain = packed("d").unwrap_or_default().to_ascii_lowercase();
        let selector = packed("s").unwrap_or_default();
        let wrong = |what| Unreadable {
            domain: domain.clone(),
            selector: selector.clone(),
            what,
        };
        let missing = || wrong(words::MISSING_TAG);
        let bad = || wrong(words::BAD_TAG);
        if tags.twice().is_some() || !tags.broken.is_empty() {
            return Err(bad());
        }
        if domain.is_empty() || selector.is_empty() {
            return Err(missing());
        }
        if packed("v").ok_or_else(missing)? != "1" {
            return Err(bad());
        }
        let algorithm = match packed("a")
            .ok_or_else(missing)?
            .to_ascii_lowercase()
            .as_str()
        {
            "rsa-sha256" => Algorithm::RsaSha256,
            "ed25519-sha256" => Algorithm::Ed25519Sha256,
            "rsa-sha1" => return Err(wrong(words::SHA1)),
            _ => return Err(wrong(words::BAD_ALGORITHM)),
        };
        let canon = packed("c")
            .unwrap_or_else(|| "simple".to_owned())
            .to_ascii_lowercase();
        let (header, body) = canon.split_once('/').unwrap_or((&canon, "simple"));
        let fields = tags.list("h");
        if fields.is_empty() {
            return Err(missing());
        }
        if !fields.iter().any(|name| name.eq_ignore_ascii_case("from")) {
            return Err(wrong(words::NO_FROM));
        }
        let number = |name| {
            packed(name)
                .map(|text| text.parse::<i64>().map_err(|_| bad()))
                .transpose()
        };
        let (begins, expires) = (number("t")?, number("x")?);
        if let (Some(begins), Some(expires)) = (begins, expires)
            && expires < begins
        {
            return Err(bad());
        }
        if packed("q").is_some_and(|q| !q.split(':').any(|way| way.eq_ignore_ascii_case("dns/txt")))
        {
            return Err(bad());
        }
        let length = packed("l")
            .map(|text| text.parse().map_err(|_| bad()))
            .transpose()?;
        let bytes = |name| {
            let text = packed(name).ok_or_else(missing)?;
            base64(&text).ok_or_else(bad)
        };
        let identity = packed("i").map(|i| i.to_ascii_lowercase());
        if let Some(identity) = &identity
            && !is_within(identity_domain(identity), &domain)
        {
            return Err(wrong(words::FOREIGN_IDENTITY));
        }
        Ok(Signature {
            length,
            identity,
            algorithm,
            header: canon_of(header).ok_or_else(bad)?,
            body: canon_of(body).ok_or_else(bad)?,
            fields,
            body_hash: bytes("bh")?,
            signature: bytes("b")?,
            expires,
            domain,
            selector,
        })
    }

    /// Whether the signature is true of the message under the key, at `now` (Unix seconds). `field` is the one that it
    /// was read from.
    ///
    /// # Errors
    ///
    /// Why it is not.
    pub fn verify(
        &self,
        message: &Message,
        field: &Field,
        key: &Key,
        now: i64,
    ) -> Result<(), Text> {
        if self.expires.is_some_and(|expires| expires < now) {
            return Err(words::EXPIRED);
        }
        if !key.allows_sha256() || !key.is_for_mail() {
            return Err(words::KEY_UNUSABLE);
        }
        if key.strict
            && self
                .identity
                .as_deref()
                .is_some_and(|i| identity_domain(i) != self.domain)
        {
            return Err(words::STRICT_IDENTITY);
        }
        let body = canon::body(&message.body, self.body);
        let signed = match self.length {
            Some(length) => body.get(..length).ok_or(words::BODY_SHORT)?,
            None => &body,
        };
        if digest(&SHA256, signed).as_ref() != self.body_hash {
            return Err(words::BODY_CHANGED);
        }
        let headers = self.headers(message, field);
        match (&key.material, self.algorithm) {
            (Material::Revoked, _) => Err(words::KEY_REVOKED),
            (Material::Rsa(rsa), Algorithm::RsaSha256) if rsa.bits() < FEWEST_BITS => {
                Err(words::KEY_SHORT)
            }
            (Material::Rsa(rsa), Algorithm::RsaSha256) => {
                let public = RsaPublicKeyComponents {
                    n: &rsa.n,
                    e: &rsa.e,
                };
                public
                    .verify(&RSA_SHA256, &headers, &self.signature)
                    .map_err(|_| words::WRONG_SIGNATURE)
            }
            (Material::Ed25519(public), Algorithm::Ed25519Sha256) => {
                // What is signed is the hash of the headers (RFC 8463, section 3).
                let hash = digest(&SHA256, &headers);
                UnparsedPublicKey::new(&ED25519, public)
                    .verify(hash.as_ref(), &self.signature)
                    .map_err(|_| words::WRONG_SIGNATURE)
            }
            _ => Err(words::KEY_TYPE),
        }
    }

    /// The header fields that are signed, canonical, and the signature's own field without its value at the end (section
    /// 3.7).
    fn headers(&self, message: &Message, own: &Field) -> Vec<u8> {
        let mut out = Vec::new();
        let mut used = vec![false; message.fields.len()];
        for name in &self.fields {
            // The last one that was not taken yet; a name without any stands for its absence (section 5.4.2).
            let found = (0..message.fields.len())
                .rev()
                .find(|&at| !used[at] && message.fields[at].is(name));
            if let Some(at) = found {
                used[at] = true;
                out.extend(canon::header(&message.fields[at].raw, self.header));
                out.extend_from_slice(b"\r\n");
            }
        }
        out.extend(canon::header(&without_signature(&own.raw), self.header));
        out
    }
}

/// The field with the value of its `b=` taken out.
fn without_signature(raw: &[u8]) -> Vec<u8> {
    let colon = memchr::memchr(b':', raw).map_or(raw.len(), |at| at + 1);
    let (mut out, value) = (raw[..colon].to_vec(), &raw[colon..]);
    for (at, part) in value.split(|byte| *byte == b';').enumerate() {
        if at > 0 {
            out.push(b';');
        }
        let equals = memchr::memchr(b'=', part);
        match equals {
            Some(equals) if part[..equals].trim_ascii() == b"b" => {
                out.extend_from_slice(&part[..=equals]);
            }
            _ => out.extend_from_slice(part),
        }
    }
    out
}

fn canon_of(name: &str) -> Option<Canon> {
    match name {
        "simple" => Some(Canon::Simple),
        "relaxed" => Some(Canon::Relaxed),
        _ => None,
    }
}

fn identity_domain(identity: &str) -> &str {
    identity
        .rsplit_once('@')
        .map_or(identity, |(_, domain)| domain)
}

fn is_within(name: &str, domain: &str) -> bool {
    name.strip_suffix(domain)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_value_of_the_signature_is_taken_out() {
        let raw = b"DKIM-Signature: v=1; bh=abc=; b = x\r\n y==; d=example.com";
        assert_eq!(
            without_signature(raw),
            b"DKIM-Signature: v=1; bh=abc=; b =; d=example.com"
        );
        assert_eq!(without_signature(b"X: b=abc"), b"X: b=");
    }
}
