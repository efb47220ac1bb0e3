//! What the tests of this folder share.

use std::sync::atomic::AtomicBool;
use std::time::Duration;

use presend::dns::{Cache, DnsConfig, MailRoute, Onlooker, Outcome, Recording, lookup};

use crate::support::DnsServer;

/// Patient for a moment only, at any pace.
pub fn config(server: &DnsServer) -> DnsConfig {
    DnsConfig {
        servers: vec![server.address],
        timeout: Duration::from_millis(120),
        rate: Some(0),
        canary: false,
        ..DnsConfig::default()
    }
}

/// Asks for the domains.
pub fn ask(domains: &[&str], config: &DnsConfig) -> Outcome {
    ask_with(domains, config, None, None)
}

/// Asks, with a recording and a cache.
pub fn ask_with(
    domains: &[&str],
    config: &DnsConfig,
    facts: Option<&Recording>,
    cache: Option<&Cache>,
) -> Outcome {
    let domains: Vec<String> = domains.iter().map(|&domain| domain.to_owned()).collect();
    lookup(
        &domains,
        config,
        facts,
        cache,
        &Onlooker {
            cancel: &AtomicBool::new(false),
            progress: &|_, _| {},
            warn: &|_| {},
        },
        &|_| false,
    )
}

/// The route of one domain.
pub fn route(server: &DnsServer, domain: &str) -> MailRoute {
    ask(&[domain], &config(server)).book[domain].route.clone()
}

/// Names of domains.
pub fn names(count: usize) -> Vec<String> {
    (0..count).map(|i| format!("firm-{i}.test")).collect()
}
