//! What an answer of a blocklist means. Only what the list documents is a listing.

use std::net::IpAddr;

use crate::dns::{Answer, DnsFault};
use crate::lists::{Blocklist, Code, CodeKind};

/// What an answer means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Not on the list.
    Clean,
    /// On it, with the words of the list.
    Listed(Vec<&'static str>),
    /// Noted, which is no ban.
    Noted(Vec<&'static str>),
    /// The list refuses to answer us, with its code.
    Refused(IpAddr),
    /// An answer that the list does not document.
    Undocumented(IpAddr),
    /// An address that no blocklist gives: somebody else answers for the zone.
    Outside(IpAddr),
    /// DNS could not tell.
    Unknown(DnsFault),
}

/// Reads an answer.
pub fn read(list: &Blocklist, answer: &Answer<Vec<IpAddr>>) -> Reading {
    let addresses = match answer {
        Answer::Found(addresses) => addresses,
        Answer::NoData | Answer::NoName => return Reading::Clean,
        Answer::Unknown(fault) => return Reading::Unknown(*fault),
    };
    // 127.255.255.0/24 are errors of the question, whatever the list (Spamhaus and others).
    let refused =
        |ip: &&IpAddr| matches!(ip, IpAddr::V4(v4) if v4.octets()[..3] == [127, 255, 255]);
    if let Some(ip) = addresses.iter().find(refused) {
        return Reading::Refused(*ip);
    }
    let outside = |ip: &&IpAddr| !matches!(ip, IpAddr::V4(v4) if v4.octets()[0] == 127);
    if let Some(ip) = addresses.iter().find(outside) {
        return Reading::Outside(*ip);
    }
    let codes: Vec<(IpAddr, Vec<Code>)> = addresses
        .iter()
        .map(|ip| (*ip, meanings(list, *ip)))
        .collect();
    let all = || codes.iter().flat_map(|(_, codes)| codes);
    if all().any(|code| code.kind == CodeKind::Refused) {
        return Reading::Refused(addresses[0]);
    }
    let of = |kind| -> Vec<&'static str> {
        let mut words: Vec<&str> = all()
            .filter(|code| code.kind == kind)
            .map(|code| code.meaning)
            .collect();
        words.sort_unstable();
        words.dedup();
        words
    };
    let (listed, noted) = (of(CodeKind::Listed), of(CodeKind::Noted));
    match (listed.is_empty(), noted.is_empty()) {
        (false, _) => Reading::Listed(listed),
        (true, false) => Reading::Noted(noted),
        (true, true) => match codes.first() {
            Some((ip, _)) => Reading::Undocumented(*ip),
            None => Reading::Clean,
        },
    }
}

/// The codes that an answer stands for: one, or those whose bits are set in its last octet.
fn meanings(list: &Blocklist, ip: IpAddr) -> Vec<Code> {
    let IpAddr::V4(v4) = ip else {
        return Vec::new();
    };
    let octets = v4.octets();
    let holds = |code: &Code| match list.bits {
        false => code.address == v4,
        true => octets[..3] == [127, 0, 0] && octets[3] & code.address.octets()[3] != 0,
    };
    list.codes().filter(holds).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lists::Lists;

    fn reading(zone: &str, answers: &[&str]) -> Reading {
        let list = Lists::builtin()
            .blocklists()
            .find(|list| list.zone == zone)
            .expect(zone);
        let ips = answers
            .iter()
            .map(|text| text.parse().expect(text))
            .collect();
        read(&list, &Answer::Found(ips))
    }

    #[test]
    fn only_documented_answers_list() {
        let zen = "zen.spamhaus.org";
        assert_eq!(reading(zen, &["127.0.0.2"]), Reading::Listed(vec!["SBL"]));
        assert_eq!(
            reading(zen, &["127.0.0.4", "127.0.0.11"]),
            Reading::Listed(vec!["PBL", "XBL"])
        );
        for code in ["127.255.255.252", "127.255.255.254", "127.255.255.255"] {
            assert!(
                matches!(reading(zen, &[code]), Reading::Refused(_)),
                "{code}"
            );
            assert!(
                matches!(reading(zen, &["127.0.0.2", code]), Reading::Refused(_)),
                "{code}"
            );
        }
        for code in ["127.0.0.1", "127.0.0.99", "127.0.1.2"] {
            assert!(
                matches!(reading(zen, &[code]), Reading::Undocumented(_)),
                "{code}"
            );
        }
        assert!(matches!(reading(zen, &["192.0.2.1"]), Reading::Outside(_)));
        let list = Lists::builtin().blocklists().next().expect("a list");
        assert_eq!(read(&list, &Answer::NoName), Reading::Clean);
        assert_eq!(
            read(&list, &Answer::Unknown(DnsFault::Timeout)),
            Reading::Unknown(DnsFault::Timeout)
        );
    }

    #[test]
    fn every_word_of_the_table_has_a_text() {
        for list in Lists::builtin().blocklists() {
            for code in list.codes().filter(|code| code.kind != CodeKind::Refused) {
                let text = crate::lang::texts::sender_blocklist::meaning(code.meaning);
                assert!(text.is_some(), "{}: {}", list.zone, code.meaning);
            }
        }
    }

    #[test]
    fn bits_are_added_up() {
        assert_eq!(
            reading("multi.surbl.org", &["127.0.0.80"]),
            Reading::Listed(vec!["abuse", "malware"])
        );
        assert!(matches!(
            reading("multi.surbl.org", &["127.0.0.1"]),
            Reading::Refused(_)
        ));
        assert_eq!(
            reading("multi.uribl.com", &["127.0.0.2"]),
            Reading::Listed(vec!["black"])
        );
        assert_eq!(
            reading("multi.uribl.com", &["127.0.0.12"]),
            Reading::Noted(vec!["grey", "red"])
        );
        assert!(matches!(
            reading("multi.uribl.com", &["127.0.0.1"]),
            Reading::Refused(_)
        ));
        assert!(matches!(
            reading("multi.uribl.com", &["127.0.1.2"]),
            Reading::Undocumented(_)
        ));
        assert!(matches!(
            reading("dbl.spamhaus.org", &["127.0.1.255"]),
            Reading::Refused(_)
        ));
    }
}
