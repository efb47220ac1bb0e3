//! The checks, by name.

use crate::lang::{Text, texts::sender};

/// One of the checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Check {
    /// Which servers may send for the domain.
    Spf,
    /// The keys with which its mail is signed.
    Dkim,
    /// What receivers should do with mail that neither of them vouches for.
    Dmarc,
    /// Where bounces and replies arrive.
    Mx,
    /// The names of the sending servers.
    Ptr,
    /// Lists of senders that are refused.
    Blocklists,
}

impl Check {
    /// All of them.
    pub const ALL: [Check; 6] = [
        Check::Spf,
        Check::Dkim,
        Check::Dmarc,
        Check::Mx,
        Check::Ptr,
        Check::Blocklists,
    ];

    /// As `--only` names it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Spf => "spf",
            Self::Dkim => "dkim",
            Self::Dmarc => "dmarc",
            Self::Mx => "mx",
            Self::Ptr => "ptr",
            Self::Blocklists => "blocklists",
        }
    }

    /// The check of that name.
    pub fn from_id(id: &str) -> Option<Check> {
        Self::ALL.into_iter().find(|check| check.id() == id)
    }

    /// For people.
    pub fn title(self) -> Text {
        match self {
            Self::Spf => sender::SPF,
            Self::Dkim => sender::DKIM,
            Self::Dmarc => sender::DMARC,
            Self::Mx => sender::MX,
            Self::Ptr => sender::PTR,
            Self::Blocklists => sender::BLOCKLISTS,
        }
    }
}
