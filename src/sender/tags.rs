//! Lists of `tag=value` (RFC 6376, section 3.2), in which DKIM signatures, DKIM keys and DMARC records are written.

/// One tag as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Its name.
    pub name: String,
    /// Its value without white space around it.
    pub value: String,
}

/// A list of tags, and what in it is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tags {
    /// The tags in order.
    pub tags: Vec<Tag>,
    /// Parts that are no tags.
    pub broken: Vec<String>,
}

impl Tags {
    /// Reads a list. Parts are divided by semicolons; the last one may end in one.
    pub fn parse(text: &str) -> Tags {
        let mut read = Tags::default();
        for part in text.split(';').map(trimmed) {
            if part.is_empty() {
                continue;
            }
            match part.split_once('=') {
                Some((name, value)) if is_name(trimmed(name)) => read.tags.push(Tag {
                    name: trimmed(name).to_owned(),
                    value: trimmed(value).to_owned(),
                }),
                _ => read.broken.push(part.to_owned()),
            }
        }
        read
    }

    /// The value of a tag. Names are told apart by case (section 3.2).
    pub fn get(&self, name: &str) -> Option<&str> {
        let tag = self.tags.iter().find(|tag| tag.name == name)?;
        Some(&tag.value)
    }

    /// The value without any white space in it, as of base64.
    pub fn packed(&self, name: &str) -> Option<String> {
        let value = self.get(name)?;
        Some(value.chars().filter(|c| !is_space(*c)).collect())
    }

    /// The first tag that stands there twice, which makes the whole list invalid (section 3.2).
    pub fn twice(&self) -> Option<&str> {
        let mut tags = self.tags.iter().enumerate();
        let twin = tags.find(|(at, tag)| self.tags[..*at].iter().any(|t| t.name == tag.name));
        twin.map(|(_, tag)| tag.name.as_str())
    }

    /// The parts of a value that colons divide.
    pub fn list(&self, name: &str) -> Vec<String> {
        let value = self.get(name).unwrap_or_default();
        let parts = value.split(':').map(|part| trimmed(part).to_owned());
        parts.filter(|part| !part.is_empty()).collect()
    }
}

fn trimmed(text: &str) -> &str {
    text.trim_matches(is_space)
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_read_with_white_space_anywhere() {
        let tags = Tags::parse(" v = DKIM1 ;k=rsa; p= AB\r\n\tCD == ; h = sha256 : sha1 ;");
        assert_eq!(tags.get("v"), Some("DKIM1"));
        assert_eq!(tags.packed("p").as_deref(), Some("ABCD=="));
        assert_eq!(tags.list("h"), ["sha256", "sha1"]);
        assert!(tags.broken.is_empty() && tags.twice().is_none());
    }

    #[test]
    fn what_is_no_tag_is_kept_apart() {
        let tags = Tags::parse("v=DKIM1; nonsense; 1a=b; =c; p=; p=x");
        assert_eq!(tags.broken, ["nonsense", "1a=b", "=c"]);
        assert_eq!(tags.twice(), Some("p"));
        assert_eq!(tags.get("p"), Some(""));
        assert_eq!(tags.get("P"), None);
    }
}
