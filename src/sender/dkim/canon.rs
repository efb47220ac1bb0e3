//! Canonicalisation (RFC 6376, section 3.4): what may change on the way without breaking a signature.

/// How much may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Canon {
    /// Nothing.
    Simple,
    /// White space.
    Relaxed,
}

/// One header field without the CRLF at its end (sections 3.4.1 and 3.4.2).
pub fn header(raw: &[u8], canon: Canon) -> Vec<u8> {
    if canon == Canon::Simple {
        return raw.to_vec();
    }
    let colon = memchr::memchr(b':', raw).unwrap_or(raw.len());
    let mut out = raw[..colon].trim_ascii_end().to_ascii_lowercase();
    out.push(b':');
    let value = raw.get(colon + 1..).unwrap_or_default();
    let unfolded: Vec<u8> = value
        .iter()
        .copied()
        .filter(|b| !matches!(b, b'\r' | b'\n'))
        .collect();
    let mut packed = Vec::with_capacity(unfolded.len());
    pack(&unfolded, &mut packed);
    let packed = packed.strip_prefix(b" ").unwrap_or(&packed);
    out.extend_from_slice(packed.strip_suffix(b" ").unwrap_or(packed));
    out
}

/// The body (sections 3.4.3 and 3.4.4), whose lines end in CRLF.
pub fn body(bytes: &[u8], canon: Canon) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + 2);
    // Where the last line that is not empty ends.
    let mut end = 0;
    let mut rest = bytes;
    while !rest.is_empty() {
        let length = memchr::memmem::find(rest, b"\r\n").unwrap_or(rest.len());
        let line = &rest[..length];
        rest = rest.get(length + 2..).unwrap_or_default();
        let before = out.len();
        match canon {
            Canon::Simple => out.extend_from_slice(line),
            Canon::Relaxed => {
                pack(line, &mut out);
                if out.len() > before && out.last() == Some(&b' ') {
                    out.pop();
                }
            }
        }
        let empty = out.len() == before;
        out.extend_from_slice(b"\r\n");
        if !empty {
            end = out.len();
        }
    }
    out.truncate(end);
    if out.is_empty() && canon == Canon::Simple {
        out.extend_from_slice(b"\r\n");
    }
    out
}

/// Runs of white space become one blank.
fn pack(line: &[u8], out: &mut Vec<u8>) {
    let begin = out.len();
    for &byte in line {
        if !matches!(byte, b' ' | b'\t') {
            out.push(byte);
        } else if out.len() == begin || out.last() != Some(&b' ') {
            out.push(b' ');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of RFC 6376, section 3.4.5.
    #[test]
    fn the_example_of_the_standard_holds() {
        let text = b" C \r\nD \t E\r\n\r\n\r\n";
        assert_eq!(body(text, Canon::Relaxed), b" C\r\nD E\r\n");
        assert_eq!(body(text, Canon::Simple), b" C \r\nD \t E\r\n");
        assert_eq!(header(b"A: X", Canon::Relaxed), b"a:X");
        assert_eq!(header(b"B : Y\t\r\n\tZ  ", Canon::Relaxed), b"b:Y Z");
        assert_eq!(
            header(b"B : Y\t\r\n\tZ  ", Canon::Simple),
            b"B : Y\t\r\n\tZ  "
        );
    }

    #[test]
    fn an_empty_body_is_a_line_end_or_nothing() {
        for text in [&b""[..], b"\r\n", b"\r\n\r\n"] {
            assert_eq!(body(text, Canon::Simple), b"\r\n");
            assert_eq!(body(text, Canon::Relaxed), b"");
        }
        assert_eq!(body(b" \t\r\n", Canon::Relaxed), b"");
        assert_eq!(body(b"a", Canon::Relaxed), b"a\r\n");
    }
}
