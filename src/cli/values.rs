//! The values of arguments: what each may be. They are read by the parser, so that a wrong one in a variable or in the
//! settings file is told with its place.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::time::Duration;

use crate::lang::texts::{failures, usage};
use crate::lang::{Lang, Message};
use crate::lists::Lists;

/// Why a value cannot be.
#[derive(Clone, Debug)]
pub struct BadValue {
    /// What is wrong with it, as the end of a sentence.
    pub why: Message,
    /// What to write instead.
    pub hint: Option<Message>,
}

impl fmt::Display for BadValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why.get(Lang::En))
    }
}

impl std::error::Error for BadValue {}

fn bad<T>(why: impl Into<Message>, hint: impl Into<Option<Message>>) -> Result<T, BadValue> {
    let (why, hint) = (why.into(), hint.into());
    Err(BadValue { why, hint })
}

/// Seconds, with a fraction.
pub fn timeout(text: &str) -> Result<Duration, BadValue> {
    match text.parse::<f64>() {
        Ok(seconds) if seconds > 0.0 && seconds <= 60.0 => Ok(Duration::from_secs_f64(seconds)),
        Ok(_) => bad(usage::NO_TIMEOUT, None),
        Err(_) => bad(usage::NOT_NUMBER, None),
    }
}

/// A number of things of which one at least must be.
pub fn one_or_more(text: &str) -> Result<usize, BadValue> {
    match text.parse::<NonZeroUsize>() {
        Ok(number) => Ok(number.get()),
        Err(_) if text.parse::<usize>() == Ok(0) => bad(usage::NOT_ZERO, None),
        Err(_) => bad(usage::NOT_WHOLE, None),
    }
}

/// `192.0.2.53`, `192.0.2.53:5353`, `[2001:db8::53]:53`.
pub fn resolver(text: &str) -> Result<SocketAddr, BadValue> {
    if let Ok(address) = text.parse() {
        return Ok(address);
    }
    let inside = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    match inside.unwrap_or(text).parse::<IpAddr>() {
        Ok(ip) => Ok(SocketAddr::new(ip, 53)),
        Err(_) => bad(failures::NOT_AN_IP, Message::new(failures::RESOLVER_FORMS)),
    }
}

/// A character, or the name of one.
pub fn delimiter(text: &str) -> Result<u8, BadValue> {
    match (text.to_ascii_lowercase().as_str(), text.as_bytes()) {
        ("comma", _) => Ok(b','),
        ("semicolon", _) => Ok(b';'),
        ("tab" | "\\t", _) => Ok(b'\t'),
        ("pipe", _) => Ok(b'|'),
        (_, [byte]) => Ok(*byte),
        _ => bad(
            failures::NO_DELIMITER,
            Message::new(failures::DELIMITER_FORMS),
        ),
    }
}

/// A file with entries of the user's own.
#[derive(Clone, Debug)]
pub struct OwnEntries {
    /// The table, by the name under which it takes entries.
    pub table: &'static str,
    /// The file.
    pub file: PathBuf,
    /// The entries stand in the place of the table's.
    pub replace: bool,
}

/// A table that takes entries, by either of its names.
pub fn own_table(name: &str) -> Result<&'static str, BadValue> {
    Lists::overlay_name(name).map_err(|error| BadValue {
        hint: error.hint(),
        why: error.message(),
    })
}

/// `NAME=FILE` or `NAME=+FILE`.
pub fn own_entries(text: &str) -> Result<OwnEntries, BadValue> {
    let Some((name, file)) = text.split_once('=') else {
        return bad(
            failures::LIST_WITHOUT_FILE,
            Message::new(failures::LIST_FORMS),
        );
    };
    let table = own_table(name)?;
    let added = file.strip_prefix('+');
    Ok(OwnEntries {
        table,
        file: PathBuf::from(added.unwrap_or(file)),
        replace: added.is_none(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_what_it_says() {
        assert_eq!(timeout("0.5").unwrap(), Duration::from_millis(500));
        for text in ["0", "-1", "61", "NaN", "inf", "x"] {
            assert!(timeout(text).is_err(), "{text}");
        }
        assert_eq!(one_or_more("3").unwrap(), 3);
        for text in ["0", "-1", "x", ""] {
            assert!(one_or_more(text).is_err(), "{text}");
        }
        for text in ["192.0.2.53", "192.0.2.53:53"] {
            assert_eq!(resolver(text).unwrap().to_string(), "192.0.2.53:53");
        }
        for text in ["[2001:db8::53]", "2001:db8::53", "[2001:db8::53]:53"] {
            assert_eq!(resolver(text).unwrap().to_string(), "[2001:db8::53]:53");
        }
        for text in ["dns.example", "[::1", "::1]", ""] {
            assert!(resolver(text).is_err(), "{text}");
        }
        assert_eq!(delimiter("TAB").unwrap(), b'\t');
        assert!(delimiter("ab").is_err());
    }

    #[test]
    fn own_entries_go_to_a_table_by_either_of_its_names() {
        for name in ["disposable", "disposable-domains", "disposable-domains.txt"] {
            let own = own_entries(&format!("{name}=+a=b.txt")).unwrap();
            assert_eq!((own.table, own.replace), ("disposable", false));
            assert_eq!(own.file, PathBuf::from("a=b.txt"));
        }
        assert!(own_entries("block=x").unwrap().replace);
        assert!(own_entries("block").is_err());
        let error = own_entries("blok=x").unwrap_err();
        assert!(error.hint.unwrap().get(Lang::En).contains("block"));
    }
}
