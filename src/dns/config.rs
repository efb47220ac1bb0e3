//! How to ask: servers, time, pace.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use hickory_resolver::system_conf::read_system_conf;

/// Questions per second to a resolver that belongs to others.
const PUBLIC_RATE: u32 = 100;
/// Questions per second to a resolver in one's own network.
const PRIVATE_RATE: u32 = 500;
/// Descriptors that the rest of the program needs: files, the cache, standard streams.
const OTHER_DESCRIPTORS: usize = 64;
/// What systems allow a process at least, taken where the true limit cannot be read.
const COMMON_DESCRIPTOR_LIMIT: usize = 256;

/// How [`lookup()`](super::lookup()) asks.
#[derive(Clone, Debug)]
pub struct DnsConfig {
    /// Resolvers in the order in which they are asked. Empty: the system's.
    pub servers: Vec<SocketAddr>,
    /// Patience for one question. A name that never answers costs three of them.
    pub timeout: Duration,
    /// Questions in flight at most; lowered where the process may not open as many sockets.
    pub concurrency: usize,
    /// Questions per second at most. `None`: 100 to a public resolver, 500 to a private one or one on this
    /// machine. `Some(0)`: no limit.
    pub rate: Option<u32>,
    /// Whether to ask for the addresses of mail exchangers that came without any.
    pub mx_hosts: bool,
    /// Whether to test the resolvers before the run. Without it no answer counts as certain at first sight.
    pub probe: bool,
    /// Whether the resolvers must know the public DNS: one behind a wall that calls every name non-existent
    /// would cost every contact. `false` for a server of private names: it is asked all the same, and a denial
    /// is only told ([`Outcome::caution`](super::Outcome::caution)).
    pub canary: bool,
}

impl Default for DnsConfig {
    fn default() -> Self {
        Self {
            servers: Vec::new(),
            timeout: Duration::from_secs(2),
            // Three dead names in a hundred hold a place for four seconds each: at 500 questions a second
            // that is 60 places, and the living need some too. Resolvers that limit bear 90 in flight.
            concurrency: 90,
            rate: None,
            mx_hosts: false,
            probe: true,
            canary: true,
        }
    }
}

impl DnsConfig {
    /// The servers to ask: those given, else the system's. Empty where there is none.
    pub(super) fn resolvers(&self) -> Vec<SocketAddr> {
        if !self.servers.is_empty() {
            return self.servers.clone();
        }
        let Ok((config, _)) = read_system_conf() else {
            return Vec::new();
        };
        let mut servers = Vec::new();
        for server in config.name_servers() {
            let port = server.connections.first().map_or(53, |c| c.port);
            let address = SocketAddr::new(server.ip, port);
            if !servers.contains(&address) {
                servers.push(address);
            }
        }
        servers
    }

    /// Questions per second for these servers, `None` for no limit.
    pub(super) fn pace(&self, servers: &[SocketAddr]) -> Option<u32> {
        match self.rate {
            Some(0) => None,
            Some(rate) => Some(rate),
            // The strictest server sets the pace, since failover may send all questions to it.
            None if servers.iter().all(|s| is_own_network(s.ip())) => Some(PRIVATE_RATE),
            None => Some(PUBLIC_RATE),
        }
    }

    /// Questions in flight, fitted to the descriptors: each takes a UDP socket of its own (an unpredictable
    /// source port is the defence against forged answers, RFC 5452, section 9.2).
    pub(super) fn in_flight(&self) -> usize {
        let free = descriptor_limit().saturating_sub(OTHER_DESCRIPTORS);
        self.concurrency.clamp(1, free.max(8))
    }
}

/// Loopback, private (RFC 1918, RFC 4193), shared (RFC 6598) or link-local.
fn is_own_network(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(v4) => {
            let shared = v4.octets()[0] == 100 && v4.octets()[1] & 0xc0 == 64;
            v4.is_loopback() || v4.is_private() || v4.is_link_local() || shared
        }
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local(),
    }
}

/// The soft limit of open files, where the system tells it through a file: on Linux. Windows has none so low.
fn descriptor_limit() -> usize {
    if !cfg!(target_os = "linux") {
        return COMMON_DESCRIPTOR_LIMIT;
    }
    let Ok(limits) = std::fs::read_to_string("/proc/self/limits") else {
        return COMMON_DESCRIPTOR_LIMIT;
    };
    limits
        .lines()
        .find_map(|line| line.strip_prefix("Max open files"))
        .and_then(|rest| rest.split_whitespace().next())
        .map_or(COMMON_DESCRIPTOR_LIMIT, |soft| {
            soft.parse().unwrap_or(usize::MAX)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> SocketAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn dns_pace_follows_the_strictest_server() {
        let config = DnsConfig::default();
        let home = address("192.168.1.1:53");
        let public = address("9.9.9.9:53");
        assert_eq!(config.pace(&[home, address("[::1]:53")]), Some(500));
        assert_eq!(config.pace(&[home, public]), Some(100));
        let free = DnsConfig {
            rate: Some(0),
            ..DnsConfig::default()
        };
        assert_eq!(free.pace(&[public]), None);
    }

    #[test]
    fn dns_in_flight_is_never_zero() {
        let config = DnsConfig {
            concurrency: 0,
            ..DnsConfig::default()
        };
        assert_eq!(config.in_flight(), 1);
    }
}
