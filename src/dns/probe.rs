//! Tests the resolvers before a run: is anyone there, and is the truth told?

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::net::IpAddr;
use std::time::Duration;

use hickory_resolver::proto::rr::{Name, RecordType};
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::ask::Trust;
use super::reply::{Fault, Reply};
use super::transport::{Habits, Manner, Server};
use super::trouble::ResolverTrouble;
use crate::lang::{Text, texts::dns};

/// Patience for one try. Two tries end within two seconds, so that a run without a network ends within five.
const PATIENCE: Duration = Duration::from_millis(950);
const TRIES: usize = 2;

/// What the probe found.
pub(super) struct Probed {
    /// The servers to use, in the order given. Empty: ask nobody.
    pub(super) servers: Vec<Server>,
    /// How far to believe them.
    pub(super) trust: Trust,
    /// What to tell the user.
    pub(super) trouble: Option<ResolverTrouble>,
    /// A server is used though it denies that `.com` exists.
    pub(super) walled: bool,
    /// Questions sent.
    pub(super) asked: usize,
}

/// One server's answer to a name that cannot exist.
enum Finding {
    /// NXDOMAIN, as it must be.
    Honest(Habits),
    /// An address.
    Lie {
        name: String,
        answer: IpAddr,
        mx_too: bool,
    },
    /// Anything else.
    Useless(Text),
}

/// Asks every server, at once, for a random name under `.invalid`, which no server may know (RFC 6761,
/// section 6.4), and with `canary` for `.com`, which every resolver of the public DNS knows. Servers that pass are
/// used; where none does, the first one's failure is told. Without `canary` one that does not know `.com` is used all
/// the same, and that is told.
pub(super) async fn probe(servers: Vec<Server>, canary: bool) -> Probed {
    let mut tasks = JoinSet::new();
    for (place, server) in servers.iter().enumerate() {
        let server = server.clone();
        tasks.spawn(async move {
            let ((finding, asked), blind) = tokio::join!(examine(&server), is_blind(&server));
            let finding = match finding {
                Finding::Honest(_) if blind && canary => Finding::Useless(dns::BLIND),
                finding => finding,
            };
            (place, (finding, asked + 1, blind))
        });
    }
    let mut findings: Vec<Option<(Finding, usize, bool)>> = servers.iter().map(|_| None).collect();
    while let Some(done) = tasks.join_next().await {
        if let Ok((place, finding)) = done {
            findings[place] = Some(finding);
        }
    }
    weigh(servers, findings)
}

fn weigh(servers: Vec<Server>, findings: Vec<Option<(Finding, usize, bool)>>) -> Probed {
    let mut probed = Probed {
        servers: Vec::new(),
        trust: Trust {
            probed: true,
            liar: false,
        },
        trouble: None,
        walled: false,
        asked: 0,
    };
    let mut liars = Vec::new();
    for (mut server, finding) in servers.into_iter().zip(findings) {
        let unasked = (Finding::Useless(dns::NOT_ASKED), 0, false);
        let (finding, asked, blind) = finding.unwrap_or(unasked);
        probed.asked += asked;
        match finding {
            Finding::Honest(habits) => {
                server.habits = habits;
                probed.walled |= blind;
                probed.servers.push(server);
            }
            Finding::Lie {
                name,
                answer,
                mx_too,
            } => {
                // A lie is worth more to the user than a silence of another server.
                if liars.is_empty() {
                    probed.trouble = Some(ResolverTrouble::LyingResolver {
                        server: server.address,
                        name,
                        answer,
                    });
                }
                liars.push((server, mx_too));
            }
            Finding::Useless(why) => {
                probed.trouble.get_or_insert(ResolverTrouble::ProbeFailed {
                    server: server.address,
                    why: why.into(),
                });
            }
        }
    }
    if !probed.servers.is_empty() {
        probed.trouble = None;
    } else if liars.iter().any(|(_, mx_too)| !mx_too) {
        // It rewrites NXDOMAIN into an address, as providers do, but invents no mail exchangers.
        let usable = liars.into_iter().filter(|(_, mx_too)| !mx_too);
        probed.servers = usable.map(|(server, _)| server).collect();
        probed.trust = Trust {
            probed: false,
            liar: true,
        };
    }
    probed
}

/// Asks one server, twice where the first try says nothing, and counts the questions.
async fn examine(server: &Server) -> (Finding, usize) {
    let text = format!("presend-{:016x}.invalid", random());
    let Ok(mut name) = Name::from_ascii(&text) else {
        return (Finding::Useless(dns::NOT_ASKED), 0);
    };
    name.set_fqdn(true);
    let mut manner = Manner {
        edns: true,
        tcp: false,
    };
    let mut why = dns::NOT_ASKED;
    for asked in 1..=TRIES {
        let question = server.ask(&name, RecordType::A, manner);
        let reply = timeout(PATIENCE, question)
            .await
            .unwrap_or(Reply::Fault(Fault::Timeout));
        match reply {
            Reply::Nothing {
                no_name: true,
                soa_ttl,
            } => {
                let habits = Habits {
                    edns: manner.edns,
                    soa: soa_ttl.is_some(),
                };
                return (Finding::Honest(habits), asked);
            }
            Reply::Records(records) if !records.addresses.is_empty() => {
                let question = server.ask(&name, RecordType::MX, manner);
                let mx_too =
                    !matches!(timeout(PATIENCE, question).await, Ok(Reply::Nothing { .. }));
                let finding = Finding::Lie {
                    name: text,
                    answer: records.addresses[0],
                    mx_too,
                };
                return (finding, asked + 1);
            }
            Reply::Fault(fault) => {
                // Whatever went wrong, a box on the way that bears no EDNS may be the cause (RFC 6891, section
                // 6.2.2). If it was chance, long answers come over TCP from now on.
                manner.edns = false;
                why = match fault {
                    Fault::Timeout => dns::SILENT,
                    Fault::Refused => dns::REFUSES,
                    Fault::FormErr | Fault::ServFail => dns::FAILS,
                    Fault::Ours => dns::UNREACHABLE,
                };
            }
            _ => why = dns::MUMBLES,
        }
    }
    (Finding::Useless(why), TRIES)
}

/// Whether the server denies that `.com` exists. No answer is no denial.
async fn is_blind(server: &Server) -> bool {
    let Ok(mut name) = Name::from_ascii("com") else {
        return false;
    };
    name.set_fqdn(true);
    let manner = Manner {
        edns: false,
        tcp: false,
    };
    matches!(
        timeout(PATIENCE, server.ask(&name, RecordType::MX, manner)).await,
        Ok(Reply::Nothing { no_name: true, .. })
    )
}

/// Unpredictable enough that no server has the name in its cache.
fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}
