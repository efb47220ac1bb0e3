//! A message as it was sent: its header fields as bytes, and its body.

/// A message (RFC 5322).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    /// The header fields from the top, each with its folding and its line end.
    pub fields: Vec<Field>,
    /// Everything behind the empty line, with CRLF at the end of each line.
    pub body: Vec<u8>,
}

/// One header field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// As it was written, without the CRLF at its end.
    pub raw: Vec<u8>,
    /// Octets of `raw` before the colon.
    name: usize,
}

impl Field {
    /// The name as it was written, without blanks before the colon.
    pub fn name(&self) -> &[u8] {
        self.raw[..self.name].trim_ascii_end()
    }

    /// What stands behind the colon.
    pub fn value(&self) -> &[u8] {
        self.raw.get(self.name + 1..).unwrap_or_default()
    }

    /// The value as text in one line.
    pub fn text(&self) -> String {
        let text = String::from_utf8_lossy(self.value());
        text.replace("\r\n", "").trim().to_owned()
    }

    /// Whether the field has that name; case does not matter.
    pub fn is(&self, name: &str) -> bool {
        self.name().eq_ignore_ascii_case(name.as_bytes())
    }
}

impl Message {
    /// Reads a message. Lines that end in a bare LF are taken to have lost their CR when the file was saved. A first
    /// line of an mbox is left out.
    pub fn parse(bytes: &[u8]) -> Message {
        let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
        let bytes = with_crlf(bytes);
        let mut message = Message::default();
        let mut at = 0;
        while at < bytes.len() {
            let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |n| at + n + 1);
            let line = &bytes[at..end];
            at = end;
            let bare = line.strip_suffix(b"\r\n").unwrap_or(line);
            if bare.is_empty() {
                message.body = bytes[at..].to_vec();
                break;
            }
            if message.fields.is_empty() && bare.starts_with(b"From ") {
                continue;
            }
            match (bare[0], message.fields.last_mut()) {
                (b' ' | b'\t', Some(field)) => {
                    field.raw.extend_from_slice(b"\r\n");
                    field.raw.extend_from_slice(bare);
                }
                _ => message.fields.push(Field {
                    name: memchr::memchr(b':', bare).unwrap_or(bare.len()),
                    raw: bare.to_vec(),
                }),
            }
        }
        message
    }

    /// The fields of that name, from the top.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Field> {
        self.fields.iter().filter(move |field| field.is(name))
    }

    /// The domain of the address in From, lower-case; the first where there are several.
    pub fn from_domain(&self) -> Option<String> {
        address_domain(&self.all("From").next()?.text())
    }

    /// The envelope sender as the receiving server noted it; empty for none.
    pub fn return_path(&self) -> Option<String> {
        let text = self.all("Return-Path").next()?.text();
        let inner = text.trim().strip_prefix('<')?.strip_suffix('>')?;
        Some(inner.trim().to_owned())
    }

    /// Whether readers can leave the list by one click (RFC 8058): a link over HTTPS, and the word that a POST to it
    /// is enough.
    pub fn has_one_click(&self) -> bool {
        let link = self
            .all("List-Unsubscribe")
            .any(|field| field.text().to_ascii_lowercase().contains("<https://"));
        let post = self.all("List-Unsubscribe-Post").any(|field| {
            let packed: String = field.text().split_whitespace().collect();
            packed.eq_ignore_ascii_case("List-Unsubscribe=One-Click")
        });
        link && post
    }
}

/// The domain of the first address in a field: what stands in angle brackets, else the whole.
fn address_domain(text: &str) -> Option<String> {
    let inner = match text.rsplit_once('<') {
        Some((_, rest)) => rest.split('>').next()?,
        None => text,
    };
    let (_, domain) = inner.trim().rsplit_once('@')?;
    let end = domain.find(|c: char| c.is_whitespace() || ",;()\"".contains(c));
    let domain = &domain[..end.unwrap_or(domain.len())];
    (!domain.is_empty()).then(|| domain.to_lowercase())
}

fn with_crlf(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + bytes.len() / 40);
    let mut before = 0;
    for &byte in bytes {
        if byte == b'\n' && before != b'\r' {
            out.push(b'\r');
        }
        out.push(byte);
        before = byte;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_keep_their_folding_and_bodies_their_lines() {
        let message = Message::parse(
            b"From x@y Thu\nFrom: \"A\" <Li@Example.COM>\nSubject : a\n b\n\nx\r\ny\n",
        );
        assert_eq!(message.fields.len(), 2);
        assert_eq!(message.fields[1].raw, b"Subject : a\r\n b");
        assert_eq!(message.fields[1].name(), b"Subject");
        assert_eq!(message.body, b"x\r\ny\r\n");
        assert_eq!(message.from_domain().as_deref(), Some("example.com"));
    }

    #[test]
    fn one_click_needs_both_fields() {
        let with =
            |fields: &str| Message::parse(format!("{fields}\r\n\r\n").as_bytes()).has_one_click();
        let link = "List-Unsubscribe: <mailto:a@example.com>,\r\n <https://example.com/u?1>";
        assert!(with(&format!(
            "{link}\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click"
        )));
        assert!(!with(link));
        assert!(!with(
            "List-Unsubscribe: <http://a.example>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click"
        ));
    }

    #[test]
    fn nothing_breaks_the_reader() {
        for bytes in [
            &b""[..],
            b"\n",
            b":\n",
            b" x\n",
            b"no colon\n\n",
            b"From: @\n",
        ] {
            let message = Message::parse(bytes);
            let _ = (
                message.from_domain(),
                message.return_path(),
                message.has_one_click(),
            );
        }
    }
}
