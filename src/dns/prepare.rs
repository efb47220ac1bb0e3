//! Before the first question: whom to ask, and how far to believe them.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::time::sleep;

use super::ask::{Asker, Trust};
use super::config::DnsConfig;
use super::pace::Pace;
use super::probe::{Probed, probe};
use super::transport::Server;
use super::trouble::ResolverTrouble;
use crate::lang::{Text, texts::dns};

/// How often a run looks up from its questions at the wish to stop.
pub(super) const TICK: Duration = Duration::from_millis(50);

/// What the preparation found.
#[derive(Default)]
pub(super) struct Prepared {
    /// Those to ask. `None`: there is nobody.
    pub(super) asker: Option<Arc<Asker>>,
    /// What is wrong with the resolver.
    pub(super) trouble: Option<ResolverTrouble>,
    /// What the user should know of it.
    pub(super) caution: Option<Text>,
    /// Questions sent.
    pub(super) asked: usize,
    /// The user wanted an end.
    pub(super) interrupted: bool,
}

/// Which servers that fail the probe are used all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standard {
    /// None: a wrong "no such name" would cost contacts.
    Strict,
    /// Those that answer, but not as the probe wants: what they say of a name that is asked for may be right.
    AnyoneWhoAnswers,
}

/// Finds the servers and tests them.
pub(super) async fn prepare(
    config: &DnsConfig,
    standard: Standard,
    cancel: &AtomicBool,
) -> Prepared {
    let addresses = config.resolvers();
    let servers: Vec<Server> = addresses
        .iter()
        .filter_map(|a| Server::new(*a, config.timeout).ok())
        .collect();
    if servers.is_empty() {
        return Prepared {
            trouble: Some(ResolverTrouble::NoServer),
            ..Prepared::default()
        };
    }
    let unprobed = |servers| Probed {
        servers,
        trust: Trust {
            probed: false,
            liar: false,
        },
        trouble: None,
        walled: false,
        asked: 0,
    };
    let mut probed = if config.probe {
        let all = servers.clone();
        tokio::select! {
            probed = probe(all, config.canary) => probed,
            () = cancelled(cancel) => return Prepared {
                interrupted: true,
                ..Prepared::default()
            },
        }
    } else {
        unprobed(servers.clone())
    };
    if standard == Standard::AnyoneWhoAnswers && probed.servers.is_empty() && answers(&probed) {
        let asked = probed.asked;
        probed = Probed {
            asked,
            ..unprobed(servers)
        };
    }
    let mut prepared = Prepared {
        asker: None,
        trouble: probed.trouble,
        caution: probed.walled.then_some(dns::WALLED),
        asked: probed.asked,
        interrupted: false,
    };
    if probed.servers.is_empty() {
        return prepared;
    }
    let used: Vec<_> = probed.servers.iter().map(|s| s.address).collect();
    let pace = Pace::new(config.pace(&used), config.in_flight());
    prepared.asker = Some(Arc::new(Asker::new(probed.servers, pace, probed.trust)));
    prepared
}

/// Whether the server that failed the probe said anything, and knows the public DNS.
fn answers(probed: &Probed) -> bool {
    let deaf = [dns::SILENT, dns::UNREACHABLE, dns::NOT_ASKED, dns::BLIND];
    match &probed.trouble {
        Some(ResolverTrouble::ProbeFailed { why, .. }) => {
            !deaf.into_iter().any(|text| *why == text.into())
        }
        _ => false,
    }
}

/// Waits for the wish to stop.
pub(super) async fn cancelled(cancel: &AtomicBool) {
    while !cancel.load(Ordering::Relaxed) {
        sleep(TICK).await;
    }
}
