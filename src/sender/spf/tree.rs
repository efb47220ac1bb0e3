//! The whole tree of an SPF record: what it includes, what that includes, and what all of it costs. Independent of the
//! address of any server, and past every match.

use std::collections::HashMap;
use std::net::IpAddr;

use super::eval::{LONGEST_NAME, Selected, is_checkable, select};
use super::macros::MacroString;
use super::record::{Host, Mechanism, Qualifier, Record, Term};
use crate::dns::{Answer, Client, DnsFault, Question, RecordKind, Txt};
use crate::lang::Text;

/// So many look-ups are made; what a hostile record wants beyond is counted and not asked.
const MOST: usize = 60;
/// Terms of one record that are looked at.
const MOST_TERMS: usize = 500;

/// What is known of a record of the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It was read.
    Read,
    /// There is none.
    Missing,
    /// There are so many.
    Several(usize),
    /// DNS could not tell.
    Unknown(DnsFault),
    /// It stands above in the tree too: a circle.
    Loop,
    /// It stands elsewhere in the tree too; counted again, shown once.
    Again,
    /// Its name depends on the message.
    Macro,
    /// Too much was asked already.
    Unwalked,
}

impl State {
    /// As our JSON names it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Missing => "missing",
            Self::Several(_) => "several records",
            Self::Unknown(_) => "cannot tell",
            Self::Loop => "loop",
            Self::Again => "shown above",
            Self::Macro => "depends on the message",
            Self::Unwalked => "not looked at",
        }
    }
}

/// One record of the tree.
#[derive(Clone, Debug)]
pub struct Node {
    /// Where it stands.
    pub domain: String,
    /// What is known of it.
    pub state: State,
    /// Its text; of several, the first.
    pub text: Option<String>,
    /// The TXT records at its name, its own among them; empty where it was not read anew.
    pub texts: Vec<Txt>,
    /// Its terms; those behind `all` are marked.
    pub terms: Vec<Leaf>,
    /// Terms that cost a look-up, in it and below.
    pub lookups: usize,
    /// Look-ups that find nothing, in it and below.
    pub void_lookups: usize,
}

/// One term of a record.
#[derive(Clone, Debug)]
pub struct Leaf {
    /// As it was written.
    pub text: String,
    /// What it means.
    pub term: Result<Term, Text>,
    /// The name that it asks for, where that is known.
    pub target: Option<String>,
    /// It stands behind `all`, or is a redirect beside it.
    pub ignored: bool,
    /// What its look-up found.
    pub found: Found,
    /// The record that it leads to.
    pub below: Option<Box<Node>>,
}

/// What the look-up of a term found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// It makes none, or none was made.
    Nothing,
    /// Neither of both families has an address there.
    Void,
    /// Addresses of the hosts, as far as they are known.
    Addresses(Vec<IpAddr>),
    /// So many hosts behind an `mx`.
    Hosts(usize),
    /// DNS could not tell.
    Unknown(DnsFault),
}

impl Leaf {
    /// Whether it lets no server of anybody's send by name: `all`, a modifier, or nothing that can be read.
    pub fn names_nobody(&self) -> bool {
        match &self.term {
            Ok(Term::Directive(qualifier, mechanism)) => {
                *mechanism == Mechanism::All || *qualifier != Qualifier::Pass
            }
            Ok(Term::Redirect(_)) => false,
            Ok(Term::Exp(_) | Term::Other) | Err(_) => true,
        }
    }

    /// Terms that cost a look-up, with what stands below.
    pub fn lookups(&self) -> usize {
        let own = match &self.term {
            Ok(term) if term.costs_lookup() && !self.ignored => 1,
            _ => return 0,
        };
        self.below
            .iter()
            .fold(own, |sum, node| sum.saturating_add(node.lookups))
    }

    /// Look-ups that find nothing, with what stands below.
    pub fn void_lookups(&self) -> usize {
        let own = usize::from(self.found == Found::Void);
        self.below
            .iter()
            .fold(own, |sum, node| sum.saturating_add(node.void_lookups))
    }
}

/// Walks the tree of a domain. `helo` is the name that the server gives, where it is known.
pub fn walk(client: &Client<'_>, domain: &str, helo: Option<&str>) -> Node {
    let mut walker = Walker {
        client,
        sender: domain.to_owned(),
        helo,
        seen: HashMap::new(),
        path: Vec::new(),
        asked: 0,
    };
    walker.record(domain)
}

struct Walker<'a> {
    client: &'a Client<'a>,
    /// The domain of the envelope sender: the `o` macro.
    sender: String,
    helo: Option<&'a str>,
    /// Look-ups and void look-ups of each record that was read.
    seen: HashMap<String, (usize, usize)>,
    /// The records from the first to the present one.
    path: Vec<String>,
    asked: usize,
}

impl Walker<'_> {
    fn record(&mut self, domain: &str) -> Node {
        let key = domain.trim_end_matches('.').to_ascii_lowercase();
        let empty = |state, lookups, void_lookups| Node {
            domain: domain.to_owned(),
            state,
            text: None,
            texts: Vec::new(),
            terms: Vec::new(),
            lookups,
            void_lookups,
        };
        if self.path.contains(&key) {
            return empty(State::Loop, 0, 0);
        }
        if let Some(&(lookups, void_lookups)) = self.seen.get(&key) {
            return empty(State::Again, lookups, void_lookups);
        }
        if self.asked > MOST {
            return empty(State::Unwalked, 0, 0);
        }
        if !is_checkable(domain) {
            return empty(State::Missing, 0, 0);
        }
        let texts = self.client.texts(domain);
        let fault = texts.fault().unwrap_or(DnsFault::ServFail);
        // An include that finds no text at all is a void look-up itself.
        let void = usize::from(texts.is_nothing() && !self.path.is_empty());
        let mut node = empty(State::Read, 0, void);
        node.texts = texts.found().unwrap_or_default();
        let bytes = match select(self.client, domain) {
            Selected::One(bytes) => bytes,
            Selected::None => {
                node.state = State::Missing;
                return node;
            }
            Selected::Unknown => {
                node.state = State::Unknown(fault);
                return node;
            }
            Selected::Several(mut several) => {
                node.state = State::Several(several.len());
                several.swap_remove(0)
            }
        };
        node.text = Some(String::from_utf8_lossy(&bytes).into_owned());
        self.path.push(key.clone());
        node.terms = self.terms(&Record::parse(&bytes), domain);
        self.path.pop();
        let sum = |of: fn(&Leaf) -> usize| node.terms.iter().map(of).fold(0, usize::saturating_add);
        (node.lookups, node.void_lookups) = (sum(Leaf::lookups), sum(Leaf::void_lookups));
        self.seen.insert(key, (node.lookups, node.void_lookups));
        node
    }

    fn terms(&mut self, record: &Record, domain: &str) -> Vec<Leaf> {
        let has_all = record.has_all();
        let mut behind_all = false;
        let mut leaves = Vec::new();
        for written in record.terms.iter().take(MOST_TERMS) {
            let is_redirect = matches!(written.term, Ok(Term::Redirect(_)));
            let is_directive = matches!(written.term, Ok(Term::Directive(..)));
            leaves.push(Leaf {
                text: written.text.clone(),
                target: self.target(written.term.as_ref().ok(), domain),
                term: written.term.clone(),
                ignored: (behind_all && is_directive) || (has_all && is_redirect),
                found: Found::Nothing,
                below: None,
            });
            behind_all |= matches!(written.term, Ok(Term::Directive(_, Mechanism::All)));
        }
        self.ask_ahead(&leaves);
        for leaf in leaves.iter_mut().filter(|leaf| !leaf.ignored) {
            let Ok(term) = leaf.term.clone() else {
                continue;
            };
            if term.costs_lookup() {
                self.asked += 1;
                self.look(&term, leaf);
            }
        }
        leaves
    }

    /// The name that a term asks for. `None` where it asks for none, or for one that depends on the message.
    fn target(&self, term: Option<&Term>, domain: &str) -> Option<String> {
        match term? {
            Term::Directive(_, Mechanism::Include(name) | Mechanism::Exists(name)) => {
                self.name(name, domain)
            }
            Term::Directive(_, Mechanism::A(host) | Mechanism::Mx(host)) => match host {
                Host {
                    domain: Some(name), ..
                } => self.name(name, domain),
                Host { domain: None, .. } => Some(domain.to_owned()),
            },
            Term::Redirect(name) => self.name(name, domain),
            _ => None,
        }
    }

    fn name(&self, name: &MacroString, domain: &str) -> Option<String> {
        let known = |letter| match letter {
            'd' => Some(domain),
            'o' => Some(self.sender.as_str()),
            'h' => self.helo,
            _ => None,
        };
        if name.letters().any(|letter| known(letter).is_none()) {
            return None;
        }
        let name = name.expand(|letter| known(letter).unwrap_or_default().to_owned());
        (name.len() <= LONGEST_NAME).then_some(name)
    }

    /// Asks for all that a record needs at once.
    fn ask_ahead(&self, leaves: &[Leaf]) {
        let room = MOST.saturating_sub(self.asked);
        let questions = leaves
            .iter()
            .filter(|leaf| !leaf.ignored)
            .filter_map(|leaf| Some((leaf.term.as_ref().ok()?, leaf.target.as_ref()?)))
            .take(room)
            .flat_map(|(term, target)| {
                let kinds: &[RecordKind] = match term {
                    Term::Redirect(_) | Term::Directive(_, Mechanism::Include(_)) => {
                        &[RecordKind::Txt]
                    }
                    Term::Directive(_, Mechanism::A(_)) => &[RecordKind::A, RecordKind::Aaaa],
                    Term::Directive(_, Mechanism::Mx(_)) => &[RecordKind::Mx],
                    Term::Directive(_, Mechanism::Exists(_)) => &[RecordKind::A],
                    _ => &[],
                };
                kinds.iter().map(move |&kind| Question::new(target, kind))
            });
        self.client.prefetch(questions);
    }

    fn look(&mut self, term: &Term, leaf: &mut Leaf) {
        let leads_on = matches!(
            term,
            Term::Redirect(_) | Term::Directive(_, Mechanism::Include(_))
        );
        if leads_on {
            let node = match leaf.target.clone() {
                Some(target) => self.record(&target),
                None => Node {
                    domain: leaf.text.clone(),
                    state: State::Macro,
                    text: None,
                    texts: Vec::new(),
                    terms: Vec::new(),
                    lookups: 0,
                    void_lookups: 0,
                },
            };
            leaf.below = Some(Box::new(node));
            return;
        }
        let (Some(target), true) = (&leaf.target, self.asked <= MOST) else {
            return;
        };
        leaf.found = match term {
            Term::Directive(_, Mechanism::A(_)) => self.addresses(target),
            Term::Directive(_, Mechanism::Mx(_)) => self.exchangers(target),
            Term::Directive(_, Mechanism::Exists(_)) => {
                match self.client.addresses(target, RecordKind::A) {
                    Answer::Unknown(fault) => Found::Unknown(fault),
                    Answer::Found(_) => Found::Nothing,
                    Answer::NoData | Answer::NoName => Found::Void,
                }
            }
            _ => Found::Nothing,
        };
    }

    fn addresses(&self, name: &str) -> Found {
        let kinds = [RecordKind::A, RecordKind::Aaaa];
        self.client
            .prefetch(kinds.map(|kind| Question::new(name, kind)));
        let mut all = Vec::new();
        for kind in kinds {
            match self.client.addresses(name, kind) {
                Answer::Unknown(fault) => return Found::Unknown(fault),
                answer => all.extend(answer.found().unwrap_or_default()),
            }
        }
        match all.is_empty() {
            true => Found::Void,
            false => Found::Addresses(all),
        }
    }

    fn exchangers(&self, name: &str) -> Found {
        let hosts = match self.client.exchangers(name) {
            Answer::Unknown(fault) => return Found::Unknown(fault),
            Answer::NoData | Answer::NoName => return Found::Void,
            Answer::Found(hosts) => hosts,
        };
        if hosts.len() > super::eval::HOSTS {
            return Found::Hosts(hosts.len());
        }
        let mut all = Vec::new();
        for mx in &hosts {
            match self.addresses(&mx.host) {
                Found::Addresses(some) => all.extend(some),
                Found::Unknown(fault) => return Found::Unknown(fault),
                _ => {}
            }
        }
        Found::Addresses(all)
    }
}
