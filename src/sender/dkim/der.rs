//! As much of DER (X.690) as an RSA public key needs.

/// Modulus and exponent, big-endian, without leading zeros.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RsaKey {
    /// The modulus.
    pub n: Vec<u8>,
    /// The public exponent.
    pub e: Vec<u8>,
}

impl RsaKey {
    /// Reads a `SubjectPublicKeyInfo` (RFC 5280, section 4.1), or the bare `RSAPublicKey` (RFC 8017, appendix A.1.1)
    /// that some publish instead.
    pub fn parse(der: &[u8]) -> Option<RsaKey> {
        let (outer, _) = element(der, SEQUENCE)?;
        if let Some((_, rest)) = element(outer, SEQUENCE) {
            let (bits, _) = element(rest, BIT_STRING)?;
            let (spare, key) = bits.split_first()?;
            let (inner, _) = element(key, SEQUENCE)?;
            return (*spare == 0).then(|| RsaKey::numbers(inner))?;
        }
        RsaKey::numbers(outer)
    }

    fn numbers(bytes: &[u8]) -> Option<RsaKey> {
        let (n, rest) = element(bytes, INTEGER)?;
        let (e, _) = element(rest, INTEGER)?;
        let (n, e) = (bare(n), bare(e));
        (!n.is_empty() && !e.is_empty()).then_some(RsaKey { n, e })
    }

    /// Bits of the modulus.
    pub fn bits(&self) -> usize {
        let zeros = self
            .n
            .first()
            .map_or(0, |byte| byte.leading_zeros() as usize);
        self.n.len() * 8 - zeros
    }
}

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const SEQUENCE: u8 = 0x30;

/// The content of the element that begins here, and what stands behind it.
fn element(bytes: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (&found, rest) = bytes.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = match first {
        0..=0x7f => (usize::from(first), rest),
        0x81 => (usize::from(*rest.first()?), &rest[1..]),
        0x82 => {
            let octets = rest.get(..2)?;
            (
                usize::from(octets[0]) << 8 | usize::from(octets[1]),
                &rest[2..],
            )
        }
        _ => return None,
    };
    (found == tag && length <= rest.len()).then(|| rest.split_at(length))
}

fn bare(number: &[u8]) -> Vec<u8> {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    number[zeros..].to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_a_key_are_read() {
        let bare = [0x30, 8, 2, 3, 0, 0x8f, 1, 2, 1, 3];
        let key = RsaKey::parse(&bare).expect("a key");
        assert_eq!(
            (key.bits(), key.n.as_slice(), key.e.as_slice()),
            (16, &[0x8f, 1][..], &[3][..])
        );
        let mut whole = vec![
            0x30, 26, 0x30, 11, 6, 9, 42, 134, 72, 134, 247, 13, 1, 1, 1, 3, 11, 0,
        ];
        whole.extend(bare);
        assert_eq!(RsaKey::parse(&whole), Some(key));
    }

    #[test]
    fn nothing_breaks_the_reader() {
        for bytes in [
            &[][..],
            &[0x30],
            &[0x30, 0x82],
            &[0x30, 0x82, 1],
            &[0x30, 5, 2, 9, 1],
            &[0x30, 0x84, 0, 0, 0, 1],
            &[0x30, 2, 2, 0],
            &[0x30, 2, 0x30, 0],
        ] {
            assert_eq!(RsaKey::parse(bytes), None, "{bytes:?}");
        }
    }
}
