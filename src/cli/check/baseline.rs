//! The baseline: findings that were there when the gate was set up.
//!
//! An entry is a rule and a keyed hash of the address, never a line, so that lines may move and files be renamed. The
//! key is made at random with the file and stands in it: nobody can look the hashes up in a table made for another
//! baseline, and the same run writes the same bytes. It is no secret from those who can read the file: with key and
//! hash a guessed address can be confirmed.

use std::collections::BTreeMap;
use std::collections::hash_map::RandomState;
use std::fs;
use std::hash::{BuildHasher, Hasher};
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};
use siphasher::sip128::{Hasher128, SipHasher24};

use crate::cli::failure::Failure;
use crate::judge::Reason;
use crate::lang::{system_error, texts::check as texts};

const VERSION: u32 = 1;

/// The file.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    version: u32,
    key: String,
    entries: Vec<Entry>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    rule: String,
    hash: String,
    /// How often; left out where it is once.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    count: u64,
}

fn one() -> u64 {
    1
}

fn is_one(count: &u64) -> bool {
    *count == 1
}

/// Findings that are known.
#[derive(Debug)]
pub(super) struct Baseline {
    key: [u8; 16],
    /// Rule and hash → how often it may occur yet.
    left: BTreeMap<(String, String), u64>,
    /// Rule and hash → how often it was met.
    met: BTreeMap<(String, String), u64>,
}

impl Baseline {
    /// An empty one with a key of its own.
    pub(super) fn new() -> Baseline {
        let mut key = [0; 16];
        for half in key.chunks_mut(8) {
            // The standard library takes these keys from the system's source of randomness.
            half.copy_from_slice(
                &RandomState::new()
                    .hash_one("presend baseline")
                    .to_le_bytes(),
            );
        }
        Baseline {
            key,
            left: BTreeMap::new(),
            met: BTreeMap::new(),
        }
    }

    /// Reads the file.
    pub(super) fn read(path: &Path) -> Result<Baseline, Failure> {
        let shown = || path.display().to_string();
        let text = fs::read_to_string(path).map_err(|error| {
            let failure = Failure::usage(
                texts::NO_BASELINE
                    .with("file", shown())
                    .with("error", system_error(&error)),
            );
            match error.kind() {
                io::ErrorKind::NotFound => failure.hint(texts::WRITE_BASELINE),
                _ => failure,
            }
        })?;
        let wrong = || Failure::usage(texts::BAD_BASELINE.with("file", shown()));
        let form: Form = serde_json::from_str(&text).map_err(|_| wrong())?;
        let key = u128::from_str_radix(&form.key, 16)
            .ok()
            .filter(|_| form.key.len() == 32);
        let (Some(key), VERSION) = (key, form.version) else {
            return Err(wrong());
        };
        let mut left = BTreeMap::new();
        for entry in form.entries {
            *left.entry((entry.rule, entry.hash)).or_default() += entry.count;
        }
        Ok(Baseline {
            key: key.to_be_bytes(),
            left,
            met: BTreeMap::new(),
        })
    }

    /// Whether a finding is known, which uses up one of its entries.
    pub(super) fn knows(&mut self, reason: Reason, subject: &str) -> bool {
        let entry = (reason.id().to_owned(), self.hash(reason, subject));
        *self.met.entry(entry.clone()).or_default() += 1;
        match self.left.get_mut(&entry) {
            Some(left) if *left > 0 => {
                *left -= 1;
                true
            }
            _ => false,
        }
    }

    fn hash(&self, reason: Reason, subject: &str) -> String {
        let mut hasher = SipHasher24::new_with_key(&self.key);
        hasher.write(reason.id().as_bytes());
        hasher.write_u8(0);
        hasher.write(subject.as_bytes());
        format!("{:032x}", hasher.finish128().as_u128())
    }

    /// Entries for which nothing was found any more.
    pub(super) fn stale(&self) -> u64 {
        self.left.values().sum()
    }

    /// Findings that the file will hold.
    pub(super) fn size(&self) -> u64 {
        self.met.values().sum()
    }

    /// The file anew: what was met, under the same key.
    pub(super) fn write(&self) -> String {
        let entries = self.met.iter().map(|((rule, hash), &count)| Entry {
            rule: rule.clone(),
            hash: hash.clone(),
            count,
        });
        let form = Form {
            version: VERSION,
            key: format!("{:032x}", u128::from_be_bytes(self.key)),
            entries: entries.collect(),
        };
        let mut text = serde_json::to_string_pretty(&form).unwrap_or_default();
        text.push('\n');
        text
    }
}
