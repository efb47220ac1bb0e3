//! The resolvers of a run: whom to ask next, at what pace, and what is known about them.

use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};

use hickory_resolver::proto::rr::{Name, RecordType};

use super::breaker::Breaker;
use super::pace::Pace;
use super::reply::{Fault, Reply};
use super::transport::{Habits, Manner, Server};

/// A server that failed this often in a row while another stands by is no longer asked first.
const PATIENCE: u32 = 5;
/// So many questions over TCP in a row without a reply: the way is closed, and each costs a time-out. Two rounds of
/// what is in flight, so that one slow domain is not taken for a wall.
const TCP_PATIENCE: u32 = 16;

/// How far the word of the resolvers goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Trust {
    /// The probe passed, so that NXDOMAIN with an SOA record is certain at once.
    pub(super) probed: bool,
    /// The resolver invents addresses. Only its MX records are believed: nobody forges those, and taking
    /// them can only keep a contact, never lose one.
    pub(super) liar: bool,
}

/// All that the look-ups of a run share.
pub(super) struct Asker {
    servers: Vec<Server>,
    faults: Vec<AtomicU32>,
    /// The same over TCP.
    tcp_faults: Vec<AtomicU32>,
    first: AtomicUsize,
    asked: AtomicUsize,
    pace: Pace,
    /// See [`Trust`].
    pub(super) trust: Trust,
    /// Stops the run when the transport fails.
    pub(super) breaker: Breaker,
}

impl Asker {
    /// `servers` must not be empty.
    pub(super) fn new(servers: Vec<Server>, pace: Pace, trust: Trust) -> Self {
        Self {
            faults: servers.iter().map(|_| AtomicU32::new(0)).collect(),
            tcp_faults: servers.iter().map(|_| AtomicU32::new(0)).collect(),
            servers,
            first: AtomicUsize::new(0),
            asked: AtomicUsize::new(0),
            pace,
            trust,
            breaker: Breaker::default(),
        }
    }

    /// Questions sent so far.
    pub(super) fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }

    /// The server to begin with.
    pub(super) fn first(&self) -> usize {
        self.first.load(Ordering::Relaxed)
    }

    /// The server to ask when `server` did not help: the next, or the same where there is only one.
    pub(super) fn after(&self, server: usize) -> usize {
        (server + 1) % self.servers.len()
    }

    /// How many servers there are.
    pub(super) fn servers(&self) -> usize {
        self.servers.len()
    }

    /// What the probe found out about a server.
    pub(super) fn habits(&self, server: usize) -> Habits {
        self.servers[server].habits
    }

    /// Asks one question of one server, when the pace allows. Where TCP leads nowhere it is not tried any more.
    pub(super) async fn ask(
        &self,
        server: usize,
        name: &Name,
        kind: RecordType,
        manner: Manner,
    ) -> Reply {
        if manner.tcp && self.is_walled(server) {
            return Reply::Fault(Fault::Timeout);
        }
        let _in_flight = self.pace.start(manner.tcp).await;
        // Those in front in the queue may have found out meanwhile.
        if manner.tcp && self.is_walled(server) {
            return Reply::Fault(Fault::Timeout);
        }
        self.asked.fetch_add(1, Ordering::Relaxed);
        let reply = self.servers[server].ask(name, kind, manner).await;
        let fault = match reply {
            Reply::Fault(fault) => fault,
            reply => {
                self.faults[server].store(0, Ordering::Relaxed);
                if manner.tcp {
                    self.tcp_faults[server].store(0, Ordering::Relaxed);
                }
                return reply;
            }
        };
        self.blame(server);
        if manner.tcp && fault.is_transport() {
            self.tcp_faults[server].fetch_add(1, Ordering::Relaxed);
            // Refused, reset or lost: the server is there, but its answer does not come through.
            return Reply::Fault(Fault::Timeout);
        }
        if fault == Fault::Ours {
            self.pace.back_off();
        }
        Reply::Fault(fault)
    }

    /// Whether TCP to the server leads nowhere.
    fn is_walled(&self, server: usize) -> bool {
        self.tcp_faults[server].load(Ordering::Relaxed) >= TCP_PATIENCE
    }

    /// Moves on to the next server when the first has failed for a while. Without it a server that refuses
    /// would cost one question more for every domain of the list.
    fn blame(&self, server: usize) {
        let faults = self.faults[server].fetch_add(1, Ordering::Relaxed) + 1;
        let next = self.after(server);
        if faults >= PATIENCE
            && server == self.first()
            && self.faults[next].load(Ordering::Relaxed) < PATIENCE
        {
            self.first.store(next, Ordering::Relaxed);
        }
    }
}
