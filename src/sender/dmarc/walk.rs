//! The walk up the tree of names (RFC 9989, section 4.10).

use super::record::{Psd, Record};
use crate::dns::{Answer, Client, DnsFault, Question, RecordKind};

/// From so many labels on, a name is cut to [`CUT`] after the first question, so that no more than eight are asked.
const LONG: usize = 8;
const CUT: usize = 7;

/// What stands at one name of the walk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// One record, with its text.
    One(String, Box<Record>),
    /// None.
    Missing,
    /// Several, which are all ignored.
    Several(Vec<String>),
    /// DNS could not tell.
    Unknown(DnsFault),
}

/// A walk: each domain from the first upwards, and what stands at `_dmarc` below it.
#[derive(Clone, Debug)]
pub struct Walk {
    /// In the order of the walk.
    pub steps: Vec<(String, Stop)>,
}

/// Where the organisation of a domain begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Organisation {
    /// At this domain.
    At(String),
    /// Not known: this name found no answer.
    Unknown(String, DnsFault),
}

/// The name at which the record of a domain stands.
pub fn place(domain: &str) -> String {
    format!("_dmarc.{domain}")
}

impl Walk {
    /// Walks up from a domain.
    pub fn from(client: &Client<'_>, domain: &str) -> Walk {
        let targets = targets(domain);
        client.prefetch(
            targets
                .iter()
                .map(|name| Question::new(&place(name), RecordKind::Txt)),
        );
        let mut steps = Vec::new();
        for target in targets {
            let stop = look(client, &target);
            let ends = matches!(&stop, Stop::One(_, record) if record.psd != Psd::Unsaid);
            steps.push((target, stop));
            if ends {
                break;
            }
        }
        Walk { steps }
    }

    /// The record at the domain itself.
    pub fn own(&self) -> Option<&Stop> {
        self.steps.first().map(|(_, stop)| stop)
    }

    /// The records that were found, from the longest name to the shortest.
    fn records(&self) -> impl Iterator<Item = (usize, &str, &Record)> {
        let found = self.steps.iter().enumerate();
        found.filter_map(|(at, (name, stop))| match stop {
            Stop::One(_, record) => Some((at, name.as_str(), record.as_ref())),
            _ => None,
        })
    }

    /// The domain's organisation (section 4.10.2).
    pub fn organisation(&self) -> Organisation {
        let start = self.steps.first().map_or("", |(name, _)| name);
        let mut shortest = start;
        for (at, name, record) in self.records() {
            match record.psd {
                Psd::No => return Organisation::At(name.to_owned()),
                Psd::Yes if at > 0 => return Organisation::At(one_below(start, name)),
                _ => shortest = name,
            }
        }
        match self.doubt() {
            Some((name, fault)) => Organisation::Unknown(place(name), fault),
            None => Organisation::At(shortest.to_owned()),
        }
    }

    /// The step whose record holds for the first domain (section 4.10.1): its own, its organisation's, the public
    /// suffix's. `Ok(None)`: none holds.
    ///
    /// # Errors
    ///
    /// The name that found no answer, where the record depends on it.
    pub fn holding(&self) -> Result<Option<usize>, (String, DnsFault)> {
        match self.own() {
            Some(Stop::One(..)) => return Ok(Some(0)),
            Some(Stop::Unknown(fault)) => {
                let name = self.steps.first().map_or("", |(name, _)| name);
                return Err((place(name), *fault));
            }
            _ => {}
        }
        let organisation = match self.organisation() {
            Organisation::At(name) => name,
            Organisation::Unknown(name, fault) => return Err((name, fault)),
        };
        let at = |wanted: &str| {
            self.records()
                .find(|(_, name, _)| *name == wanted)
                .map(|(at, ..)| at)
        };
        let suffix = || {
            self.records()
                .find(|(_, _, record)| record.psd == Psd::Yes)
                .map(|(at, ..)| at)
        };
        Ok(at(&organisation).or_else(suffix))
    }

    /// A step without an answer that may hide a record. Above the registered domain stands a registry: where a record
    /// was found below, its silence changes nothing.
    fn doubt(&self) -> Option<(&str, DnsFault)> {
        let found = self.records().next().is_some();
        self.steps.iter().find_map(|(name, stop)| match stop {
            Stop::Unknown(_) if found && is_suffix(name) => None,
            Stop::Unknown(fault) => Some((name.as_str(), *fault)),
            _ => None,
        })
    }
}

/// The domains whose records are asked for, in order.
fn targets(domain: &str) -> Vec<String> {
    let labels: Vec<&str> = domain.split('.').collect();
    let mut targets = vec![domain.to_owned()];
    let first = match labels.len() >= LONG {
        true => labels.len() - CUT,
        false => 1,
    };
    targets.extend((first..labels.len()).map(|from| labels[from..].join(".")));
    targets
}

/// The domain of the walk that has one label more than `name`.
fn one_below(start: &str, name: &str) -> String {
    let above = name.split('.').count();
    let labels: Vec<&str> = start.split('.').collect();
    labels[labels.len().saturating_sub(above + 1)..].join(".")
}

fn is_suffix(name: &str) -> bool {
    psl::suffix_str(name) == Some(name)
}

fn look(client: &Client<'_>, domain: &str) -> Stop {
    let texts = match client.texts(&place(domain)) {
        Answer::Found(texts) => texts,
        Answer::NoData | Answer::NoName => return Stop::Missing,
        Answer::Unknown(fault) => return Stop::Unknown(fault),
    };
    let mut records: Vec<String> = texts
        .iter()
        .map(|text| text.text())
        .filter(|text| Record::is_one(text))
        .collect();
    match records.len() {
        0 => Stop::Missing,
        1 => {
            let text = records.remove(0);
            let record = Box::new(Record::parse(&text));
            Stop::One(text, record)
        }
        _ => Stop::Several(records),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_walk_of_the_standard_asks_eight_questions() {
        assert_eq!(
            targets("a.b.c.d.e.f.g.h.i.j.mail.example.com"),
            [
                "a.b.c.d.e.f.g.h.i.j.mail.example.com",
                "g.h.i.j.mail.example.com",
                "h.i.j.mail.example.com",
                "i.j.mail.example.com",
                "j.mail.example.com",
                "mail.example.com",
                "example.com",
                "com"
            ]
        );
        assert_eq!(
            targets("a.example.com"),
            ["a.example.com", "example.com", "com"]
        );
        let eight = "a.b.c.d.e.f.example.com";
        assert_eq!(
            (targets(eight).len(), targets(eight)[1].as_str()),
            (8, "b.c.d.e.f.example.com")
        );
    }

    fn walk(steps: &[(&str, &str)]) -> Walk {
        let stop = |text: &str| match text {
            "" => Stop::Missing,
            "?" => Stop::Unknown(DnsFault::ServFail),
            text => Stop::One(text.to_owned(), Box::new(Record::parse(text))),
        };
        let steps = steps
            .iter()
            .map(|(name, text)| ((*name).to_owned(), stop(text)));
        Walk {
            steps: steps.collect(),
        }
    }

    #[test]
    fn the_organisation_is_found_as_in_the_examples_of_the_standard() {
        let p = "v=DMARC1; p=none";
        for (steps, organisation, holding) in [
            (
                &[
                    ("a.mail.example.com", ""),
                    ("mail.example.com", p),
                    ("example.com", p),
                    ("com", ""),
                ][..],
                "example.com",
                Some(2),
            ),
            (
                &[
                    ("a.mail.example.com", ""),
                    ("mail.example.com", "v=DMARC1; psd=n"),
                ],
                "mail.example.com",
                Some(1),
            ),
            (
                &[
                    ("a.mail.example.com", ""),
                    ("mail.example.com", ""),
                    ("example.com", ""),
                    ("com", "v=DMARC1; psd=y"),
                ],
                "example.com",
                Some(3),
            ),
            (
                &[
                    ("a.mail.example.com", ""),
                    ("mail.example.com", ""),
                    ("example.com", p),
                    ("com", "v=DMARC1; psd=y"),
                ],
                "example.com",
                Some(2),
            ),
            (
                &[("mail.example.com", p), ("example.com", ""), ("com", "")],
                "mail.example.com",
                Some(0),
            ),
            (
                &[("mail.example.com", p), ("example.com", p), ("com", "")],
                "example.com",
                Some(0),
            ),
            (&[("bank", "v=DMARC1; psd=y")], "bank", Some(0)),
            (
                &[("a.example.com", ""), ("example.com", ""), ("com", "")],
                "a.example.com",
                None,
            ),
            (
                &[("a.example.com", ""), ("example.com", p), ("com", "?")],
                "example.com",
                Some(1),
            ),
        ] {
            let walk = walk(steps);
            assert_eq!(
                walk.organisation(),
                Organisation::At(organisation.to_owned()),
                "{steps:?}"
            );
            assert_eq!(walk.holding(), Ok(holding), "{steps:?}");
        }
    }

    #[test]
    fn silence_is_no_absence() {
        let p = "v=DMARC1; p=none";
        for steps in [
            &[("a.example.com", "?"), ("example.com", p), ("com", "")][..],
            &[("a.example.com", ""), ("example.com", "?"), ("com", "")],
            &[("a.example.com", ""), ("example.com", ""), ("com", "?")],
        ] {
            assert!(walk(steps).holding().is_err(), "{steps:?}");
        }
        let own = walk(&[("a.example.com", p), ("example.com", "?"), ("com", "")]);
        assert_eq!(own.holding(), Ok(Some(0)));
        assert!(matches!(own.organisation(), Organisation::Unknown(..)));
    }
}
