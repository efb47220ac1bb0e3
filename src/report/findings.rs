//! All that a gate found, counted.

use std::collections::BTreeMap;
use std::hash::Hasher;

use siphasher::sip128::{Hasher128, SipHasher24};

use super::finding::{Finding, Level, Rule};
use super::mask::mask;
use crate::lang::Lang;

/// All that a gate found.
#[derive(Clone, Debug)]
pub struct Findings {
    /// The command, `check`.
    pub command: &'static str,
    /// Language of the texts.
    pub lang: Lang,
    /// What the command calls the levels: error, warning, note.
    pub words: [&'static str; 3],
    /// The level from which on findings fail the run.
    pub fail_on: Level,
    /// Every rule there is.
    pub rules: Vec<Rule>,
    /// The outcome in one line.
    pub headline: String,
    /// The files that were judged, in order, with how many rows or addresses each has.
    pub files: Vec<(String, u64)>,
    /// Files that were named and could not be judged, and why.
    pub unreadable: Vec<(String, String)>,
    /// Files of a folder that are no contact files.
    pub skipped: u64,
    /// The findings, in the order of files, lines and columns.
    pub findings: Vec<Finding>,
    /// What was kept silent, and by what.
    pub silenced: Silenced,
    /// What is to be known about the run itself.
    pub notes: Vec<String>,
}

/// How many findings were kept silent, and by what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Silenced {
    /// By a comment in the file.
    pub ignored: u64,
    /// By an entry of `[[allow]]`.
    pub allowed: u64,
    /// By the baseline.
    pub baseline: u64,
}

impl Findings {
    /// What the command calls a level.
    pub fn word(&self, level: Level) -> &'static str {
        match level {
            Level::Error => self.words[0],
            Level::Warning => self.words[1],
            Level::Note => self.words[2],
        }
    }

    /// Findings of a level.
    pub fn count(&self, level: Level) -> u64 {
        let of = self.findings.iter().filter(|found| found.level == level);
        of.count() as u64
    }

    /// Whether a finding fails the run.
    pub fn fails(&self, level: Level) -> bool {
        level >= self.fail_on && level > Level::Note
    }

    /// Whether any finding fails the run.
    pub fn failed(&self) -> bool {
        self.findings.iter().any(|found| self.fails(found.level))
    }

    /// Rows or addresses that were judged.
    pub fn subjects(&self) -> u64 {
        self.files.iter().map(|(_, count)| count).sum()
    }

    /// The findings by rule: the gravest first, then the most.
    pub fn by_rule(&self) -> Vec<(Level, &'static str, u64)> {
        let mut counts: BTreeMap<(Level, &'static str), u64> = BTreeMap::new();
        for found in &self.findings {
            *counts.entry((found.level, found.id)).or_default() += 1;
        }
        let order = |id: &str| self.rules.iter().position(|rule| rule.id == id);
        let mut rules: Vec<_> = counts
            .into_iter()
            .map(|((level, id), n)| (level, id, n))
            .collect();
        rules.sort_by_key(|&(level, id, n)| (std::cmp::Reverse((level, n)), order(id)));
        rules
    }

    /// The title of a rule.
    pub fn title(&self, id: &str) -> &'static str {
        let rule = self.rules.iter().find(|rule| rule.id == id);
        rule.map_or("", |rule| rule.title.get(self.lang))
    }

    /// For each finding a fingerprint, 128 bits in hexadecimal, that stays as lines move. It is made of what everybody
    /// may see (rule, file, the subject with its local part hidden, and which of those that look alike), so that it
    /// tells nothing of the address.
    pub fn fingerprints(&self) -> Vec<String> {
        let mut alike: BTreeMap<(&str, &str, String), u64> = BTreeMap::new();
        self.findings
            .iter()
            .map(|found| {
                let subject = found.subject.as_deref().map(mask).unwrap_or_default();
                let key = (found.id, found.span.file.as_str(), subject);
                let nth = alike.entry(key.clone()).or_default();
                *nth += 1;
                let mut hasher = SipHasher24::new();
                for part in [key.0, key.1, &key.2, &nth.to_string()] {
                    hasher.write(part.as_bytes());
                    hasher.write_u8(0);
                }
                format!("{:032x}", hasher.finish128().as_u128())
            })
            .collect()
    }
}
