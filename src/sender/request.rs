//! What is to be checked.

use std::collections::BTreeSet;
use std::net::IpAddr;

use super::check::Check;
use super::message::Message;
use super::spf::Identity;

/// What is to be checked. Domains are lower-case A-labels, but for those that a test of SPF brings.
#[derive(Clone, Debug)]
pub struct Request {
    /// The domain that sends.
    pub domain: String,
    /// The domain of the address that the reader sees.
    pub from: String,
    /// The envelope sender as it was given; empty for none, `None` where nothing is known of it.
    pub mail_from: Option<String>,
    /// The name that the sending server gives.
    pub helo: Option<String>,
    /// Addresses of the sending servers.
    pub ips: Vec<IpAddr>,
    /// DKIM selectors that the user named.
    pub selectors: Vec<String>,
    /// A message as it was sent.
    pub message: Option<Message>,
    /// Messages a day.
    pub volume: Option<u64>,
    /// What is to be checked.
    pub checks: BTreeSet<Check>,
}

impl Request {
    /// Whether all is to be checked, which the rules of the receivers need.
    pub fn is_whole(&self) -> bool {
        self.checks.len() == Check::ALL.len()
    }

    /// Who sends from an address.
    pub fn identity(&self, ip: IpAddr) -> Identity {
        let helo = self.helo.as_deref().unwrap_or(&self.domain);
        match &self.mail_from {
            Some(mail_from) => Identity::new(ip, helo, mail_from),
            None => Identity::new(ip, helo, &format!("postmaster@{}", self.domain)),
        }
    }

    /// The domain to which bounces go, which SPF looks at.
    pub fn envelope_domain(&self) -> &str {
        match self.mail_from.as_deref() {
            Some("") => self.helo.as_deref().unwrap_or(&self.domain),
            Some(address) => address
                .rsplit_once('@')
                .map_or(address, |(_, domain)| domain),
            None => &self.domain,
        }
    }
}
