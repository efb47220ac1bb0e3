//! What is wrong with the resolver, told to the user.

use std::fmt;
use std::net::{IpAddr, SocketAddr};

/// Why part of a list could not be asked for. Each prints as one line that says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResolverTrouble {
    /// The system names no resolver and none was given.
    NoServer,
    /// No server passed the probe.
    ProbeFailed {
        /// The first of them.
        server: SocketAddr,
        /// What it did instead.
        why: String,
    },
    /// A server answers for names that cannot exist.
    LyingResolver {
        /// The server.
        server: SocketAddr,
        /// The name that it was asked for (RFC 6761, section 6.4: under `.invalid`).
        name: String,
        /// The address that it gave.
        answer: IpAddr,
    },
    /// Too many questions found no reply, so the run stopped asking.
    Breaker {
        /// Questions without a reply.
        failed: usize,
        /// Questions until then.
        of: usize,
    },
}

impl fmt::Display for ResolverTrouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoServer => write!(
                f,
                "no DNS resolver is configured on this system: name one with --resolver IP, or use --offline"
            ),
            Self::ProbeFailed { server, why } => write!(
                f,
                "the DNS resolver {server} {why}: check the network, name another with --resolver IP, \
                 or use --offline"
            ),
            Self::LyingResolver {
                server,
                name,
                answer,
            } => write!(
                f,
                "the DNS resolver {server} gives {answer} for {name}, which cannot exist, so its word that \
                 a domain lives or not is worthless: name another with --resolver IP"
            ),
            Self::Breaker { failed, of } => write!(
                f,
                "{failed} of the first {of} DNS questions found no reply, so asking stopped: \
                 try again with a lower --rate or another --resolver IP"
            ),
        }
    }
}
