//! What is wrong with the resolver, told to the user.

use std::net::{IpAddr, SocketAddr};

use crate::lang::{Message, speaks, texts::dns};

/// Why part of a list could not be asked for. Each prints as one line that says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResolverTrouble {
    /// The system names no resolver and none was given.
    NoServer,
    /// No server passed the probe.
    ProbeFailed {
        /// The first of them.
        server: SocketAddr,
        /// What it did instead, as the end of a sentence.
        why: Message,
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
    /// The resolver answered, but for most domains with a failure.
    Failing {
        /// Domains without an answer.
        failed: usize,
        /// Domains that were asked for.
        of: usize,
    },
    /// Some domains could not be asked for, though the resolver answered.
    Unasked {
        /// So many.
        domains: usize,
    },
    /// Too many questions found no reply, so the run stopped asking.
    Breaker {
        /// Questions without a reply.
        failed: usize,
        /// Questions until then.
        of: usize,
    },
}

impl ResolverTrouble {
    /// What is wrong, and what to do.
    pub fn message(&self) -> Message {
        match self {
            Self::NoServer => dns::NO_SERVER.into(),
            Self::ProbeFailed { server, why } => dns::PROBE_FAILED
                .with("server", server.to_string())
                .with("why", why.clone()),
            Self::LyingResolver {
                server,
                name,
                answer,
            } => dns::LYING
                .with("server", server.to_string())
                .with("name", name)
                .with("answer", answer.to_string()),
            Self::Failing { failed, of } => dns::FAILING.with("failed", *failed).with("of", *of),
            Self::Unasked { domains } => {
                Message::counted(*domains as u64, dns::ONE_UNASKED, dns::UNASKED)
            }
            Self::Breaker { failed, of } => dns::BREAKER.with("failed", *failed).with("of", *of),
        }
    }
}

speaks!(ResolverTrouble);
