//! The keys of a domain, and the signatures of a message.

use serde_json::{Value, json};

use super::key::{FEWEST_BITS, GOOD_BITS, Key, Material};
use super::signature::Signature;
use crate::dns::{Answer, Client, DnsFault, Question, RecordKind};
use crate::lang::{Text, texts::sender_dkim as words};
use crate::lists::Platform;
use crate::report::visible;
use crate::sender::dmarc::Identifier;
use crate::sender::message::Message;
use crate::sender::outcome::Outcome;
use crate::sender::registry as rules;
use crate::sender::remark::{Entry, Remark, fault_words};
use crate::sender::request::Request;
use crate::sender::tags::Tags;

/// Signatures of a message that are looked at.
const MOST_SIGNATURES: usize = 10;
/// Characters of a record that are shown.
const SHOWN: usize = 4096;

/// From where a selector is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A signature of the message.
    Message,
    /// The user named it.
    Named,
    /// It is usual at the service that MX or SPF point at.
    Usual(&'static str),
}

/// What stands at a selector.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// A key.
    Key(Key),
    /// Nothing, or no key.
    Missing,
    /// A key that cannot be read, and why.
    Broken(Text),
    /// So many keys.
    Several(usize),
    /// DNS could not tell.
    Unknown(DnsFault),
}

/// A selector that was looked at.
#[derive(Clone, Debug)]
pub struct Selector {
    /// The domain that signs.
    pub domain: String,
    /// Its name.
    pub selector: String,
    /// From where it is known.
    pub source: Source,
    /// What stands there.
    pub state: State,
    /// The record.
    pub text: Option<String>,
    /// What the signature of the message is worth: nothing to say against it, or why it fails; `None` where there is
    /// none or DNS could not tell.
    pub signature: Option<Result<(), Text>>,
}

/// All that is known of the keys of a domain.
#[derive(Clone, Debug)]
pub struct Section {
    /// The selectors that have a key, were named, or stand in the message.
    pub selectors: Vec<Selector>,
    /// What there is to say.
    pub remarks: Vec<Remark>,
}

impl Section {
    /// Looks at the selectors that are known, in this order: those of the message, those that were named, those that
    /// are usual at the services; and where there is none, whether there is any key at all.
    pub fn make<'p>(
        client: &Client<'_>,
        request: &Request,
        platforms: impl FnOnce() -> &'p [Platform],
    ) -> Section {
        let domain = request.from.as_str();
        let mut section = Section {
            selectors: Vec::new(),
            remarks: Vec::new(),
        };
        if let Some(message) = &request.message {
            section.verify_all(client, message, domain);
        }
        let names = request.selectors.iter();
        client.prefetch(names.clone().map(|name| question(name, domain)));
        for name in names {
            section.add(look(client, domain, name, Source::Named));
        }
        if !section.knows(domain) {
            section.usual(client, domain, platforms());
        }
        for selector in &section.selectors {
            section.remarks.extend(remarks(selector));
        }
        section
    }

    /// How the check ends.
    pub fn outcome(&self) -> Outcome {
        Remark::worst(&self.remarks)
    }

    /// What was found, in a few words.
    pub fn brief(&self) -> crate::lang::Value {
        let keys = self.selectors.iter().filter_map(|one| {
            let State::Key(key) = &one.state else {
                return None;
            };
            let name = visible(&one.selector, 63);
            let told = words::KEY.with("selector", name).with("kind", key.kind()?);
            Some(told.with("bits", key.bits()?))
        });
        keys.take(5).collect()
    }

    /// Whether there is a key that receivers accept; `None` where that is not known.
    pub fn has_key(&self) -> Option<bool> {
        if self.selectors.iter().any(Selector::is_usable) {
            return Some(true);
        }
        match self.outcome() {
            Outcome::CannotTell => None,
            _ => Some(false),
        }
    }

    /// The domains that sign the message, with what their signatures are worth.
    pub fn signatures(&self) -> impl Iterator<Item = Identifier> + '_ {
        let signed = self
            .selectors
            .iter()
            .filter(|one| one.source == Source::Message);
        signed.map(|one| Identifier {
            domain: one.domain.clone(),
            passes: one.signature.as_ref().map(Result::is_ok),
        })
    }

    /// Whether a signature of the message is true; `None` where DNS could not tell.
    pub fn is_signed(&self) -> Option<bool> {
        let all: Vec<Option<bool>> = self.signatures().map(|one| one.passes).collect();
        match all.contains(&Some(true)) {
            true => Some(true),
            false if all.contains(&None) => None,
            false => Some(false),
        }
    }

    /// Whether a selector of the domain is known.
    fn knows(&self, domain: &str) -> bool {
        self.selectors.iter().any(|one| one.domain == domain)
    }

    fn add(&mut self, selector: Selector) {
        let known = |one: &Selector| {
            one.signature.is_none()
                && one.domain == selector.domain
                && one.selector == selector.selector
        };
        if !self.selectors.iter().any(known) {
            self.selectors.push(selector);
        }
    }

    fn verify_all(&mut self, client: &Client<'_>, message: &Message, domain: &str) {
        let now = jiff::Timestamp::now().as_second();
        let fields: Vec<_> = message
            .all("DKIM-Signature")
            .take(MOST_SIGNATURES)
            .collect();
        if fields.is_empty() {
            self.remarks
                .push(Remark::new(&rules::DKIM_NOT_SIGNED, domain));
        }
        for field in fields {
            let (mut selector, read) = match Signature::parse(field) {
                Ok(read) => (
                    look(client, &read.domain, &read.selector, Source::Message),
                    Ok(read),
                ),
                Err(wrong) => {
                    let found = look(client, &wrong.domain, &wrong.selector, Source::Message);
                    (found, Err(wrong.what))
                }
            };
            selector.signature = match (&read, &selector.state) {
                (Err(what), _) => Some(Err(*what)),
                (Ok(_), State::Unknown(_)) => None,
                (Ok(_), State::Missing) => Some(Err(words::KEY_MISSING)),
                (Ok(_), State::Broken(_) | State::Several(_)) => Some(Err(words::KEY_UNUSABLE)),
                (Ok(read), State::Key(key)) => Some(read.verify(message, field, key, now)),
            };
            let subject = format!("{}._domainkey.{}", selector.selector, selector.domain);
            if let Some(Err(what)) = selector.signature {
                let remark = Remark::new(&rules::DKIM_SIGNATURE_FAILED, &subject);
                self.remarks.push(remark.with("what", what));
            }
            if let Ok(Some(length)) = read.map(|read| read.length) {
                let remark = Remark::new(&rules::DKIM_SIGNATURE_LENGTH, &subject);
                self.remarks.push(remark.with("n", length));
            }
            self.selectors.push(selector);
        }
    }

    /// The usual selectors; where none of them has a key, whether there can be one.
    fn usual(&mut self, client: &Client<'_>, domain: &str, platforms: &[Platform]) {
        let usual: Vec<(&'static str, &'static str)> = platforms
            .iter()
            .flat_map(|platform| platform.selectors().map(|name| (name, platform.name)))
            .collect();
        client.prefetch(usual.iter().map(|(name, _)| question(name, domain)));
        let mut fault = None;
        for (name, platform) in usual {
            let found = look(client, domain, name, Source::Usual(platform));
            match &found.state {
                State::Missing => {}
                // An old key at a selector that nobody named says nothing of the present one.
                State::Key(key) if key.material == Material::Revoked => {}
                State::Unknown(why) => fault = fault.or(Some((entry_name(&found), *why))),
                _ => self.add(found),
            }
        }
        if self.knows(domain) {
            return;
        }
        let below = format!("_domainkey.{domain}");
        let remark = match (client.texts(&below), fault) {
            (_, Some((name, fault))) => {
                let remark = Remark::new(&rules::DKIM_UNANSWERED, &name);
                remark.with("fault", fault_words(fault))
            }
            (Answer::NoName, None) => {
                let name = format!("default.{below}");
                let remark = Remark::new(&rules::DKIM_NO_KEYS, domain);
                remark.publish(Entry::txt(&name, words::YOUR_KEY))
            }
            (Answer::Unknown(fault), None) => {
                let remark = Remark::new(&rules::DKIM_UNANSWERED, &below);
                remark.with("fault", fault_words(fault))
            }
            (Answer::Found(_) | Answer::NoData, None) => {
                Remark::new(&rules::DKIM_SELECTOR_UNKNOWN, domain)
            }
        };
        self.remarks.push(remark);
    }

    /// The section as a list, one object for each selector. Where no selector is known there is one without.
    pub fn json(&self) -> Vec<Value> {
        let mut all: Vec<Value> = self.selectors.iter().map(Selector::json).collect();
        if all.is_empty() {
            all.push(json!({ "outcome": self.outcome().id(), "selector": null }));
        }
        all
    }
}

impl Selector {
    /// Whether receivers accept the key.
    pub fn is_usable(&self) -> bool {
        let State::Key(key) = &self.state else {
            return false;
        };
        let strong = match &key.material {
            Material::Rsa(rsa) => rsa.bits() >= FEWEST_BITS,
            Material::Ed25519(_) => true,
            Material::Revoked => false,
        };
        strong && key.is_for_mail() && key.allows_sha256()
    }

    fn json(&self) -> Value {
        let outcomes = remarks(self).into_iter().map(|remark| remark.outcome());
        let failed = matches!(self.signature, Some(Err(_))).then_some(Outcome::Problem);
        let outcome = Outcome::of(outcomes.chain(failed).chain([Outcome::Ok]));
        let (state, key) = match &self.state {
            State::Key(key) if key.material == Material::Revoked => ("revoked", Some(key)),
            State::Key(key) => ("present", Some(key)),
            State::Missing => ("missing", None),
            State::Broken(_) => ("broken", None),
            State::Several(_) => ("several keys", None),
            State::Unknown(_) => ("cannot tell", None),
        };
        let (source, platform) = match self.source {
            Source::Message => ("message", None),
            Source::Named => ("selector", None),
            Source::Usual(platform) => ("usual", Some(platform)),
        };
        let (signature, reason) = match &self.signature {
            Some(Ok(())) => (Some("pass"), None),
            Some(Err(what)) => (Some("fail"), Some(what.en)),
            None if self.source == Source::Message => (Some("cannot tell"), None),
            None => (None, None),
        };
        json!({
            "outcome": outcome.id(),
            "domain": visible(&self.domain, SHOWN),
            "selector": visible(&self.selector, SHOWN),
            "name": visible(&entry_name(self), SHOWN),
            "source": source,
            "platform": platform,
            "state": state,
            "record": self.text.as_ref().map(|text| visible(text, SHOWN)),
            "key_type": key.and_then(Key::kind),
            "bits": key.and_then(Key::bits),
            "testing": key.map(|key| key.testing),
            "strict": key.map(|key| key.strict),
            "services": key.map(|key| key.services.clone()),
            "hashes": key.map(|key| key.hashes.clone()),
            "signature": signature,
            "reason": reason,
        })
    }
}

/// The domains that sign a message, whatever the signatures are worth.
pub fn domains(message: &Message) -> impl Iterator<Item = String> + '_ {
    let fields = message.all("DKIM-Signature").take(MOST_SIGNATURES);
    fields.filter_map(|field| match Signature::parse(field) {
        Ok(read) => Some(read.domain),
        Err(wrong) => Some(wrong.domain).filter(|domain| !domain.is_empty()),
    })
}

fn entry_name(selector: &Selector) -> String {
    format!("{}._domainkey.{}", selector.selector, selector.domain)
}

fn question(selector: &str, domain: &str) -> Option<Question> {
    Question::new(&format!("{selector}._domainkey.{domain}"), RecordKind::Txt)
}

/// What stands at a selector. Texts that are no keys are left aside: a wildcard may have brought them.
fn look(client: &Client<'_>, domain: &str, selector: &str, source: Source) -> Selector {
    let mut found = Selector {
        domain: domain.to_owned(),
        selector: selector.to_owned(),
        source,
        state: State::Missing,
        text: None,
        signature: None,
    };
    let texts = match client.texts(&entry_name(&found)) {
        Answer::Found(texts) => texts,
        Answer::NoData | Answer::NoName => return found,
        Answer::Unknown(fault) => {
            found.state = State::Unknown(fault);
            return found;
        }
    };
    let mut keys: Vec<String> = texts
        .iter()
        .map(|text| text.text())
        .filter(|text| Key::is_one(text))
        .collect();
    keys.dedup();
    found.text = keys.first().cloned();
    found.state = match keys.as_slice() {
        [] => State::Missing,
        [one] => match Key::parse(one) {
            Ok(key) => State::Key(key),
            Err(what) => State::Broken(what),
        },
        several => State::Several(several.len()),
    };
    found
}

/// What there is to say of a selector.
fn remarks(selector: &Selector) -> Vec<Remark> {
    let name = entry_name(selector);
    let about = |rule| match &selector.text {
        Some(text) => Remark::new(rule, &name).found(Entry::txt(&name, text)),
        None => Remark::new(rule, &name),
    };
    let fresh = || Entry::txt(&name, words::YOUR_KEY);
    let key = match &selector.state {
        State::Missing => return vec![about(&rules::DKIM_KEY_MISSING).publish(fresh())],
        State::Several(n) => return vec![about(&rules::DKIM_KEY_SEVERAL).with("n", *n)],
        State::Unknown(fault) => {
            return vec![about(&rules::DKIM_UNANSWERED).with("fault", fault_words(*fault))];
        }
        State::Broken(what) => {
            let remark = about(&rules::DKIM_KEY_BROKEN).with("what", *what);
            let mended = selector.text.as_deref().and_then(mended);
            let entry = mended.map_or_else(fresh, |text| Entry::txt(&name, text));
            return vec![remark.publish(entry)];
        }
        State::Key(key) => key,
    };
    let mut all = Vec::new();
    match &key.material {
        Material::Revoked => return vec![about(&rules::DKIM_KEY_REVOKED).publish(fresh())],
        Material::Rsa(rsa) if rsa.bits() < FEWEST_BITS => {
            all.push(
                about(&rules::DKIM_KEY_SHORT)
                    .with("n", rsa.bits())
                    .publish(fresh()),
            );
        }
        Material::Rsa(rsa) if rsa.bits() < GOOD_BITS => {
            all.push(about(&rules::DKIM_KEY_WEAK).with("n", rsa.bits()));
        }
        _ => {}
    }
    let without = |tag: &str| {
        let text = selector.text.as_deref().unwrap_or_default();
        Entry::txt(&name, without_tag(text, tag))
    };
    if !key.is_for_mail() {
        let remark = about(&rules::DKIM_KEY_SERVICE).with("what", shown(&key.services));
        all.push(remark.publish(without("s")));
    }
    if !key.allows_sha256() {
        let remark = about(&rules::DKIM_KEY_HASH).with("what", shown(&key.hashes));
        all.push(remark.publish(without("h")));
    }
    if key.testing {
        all.push(about(&rules::DKIM_KEY_TESTING).publish(without("t")));
    }
    if key.strict {
        all.push(about(&rules::DKIM_KEY_STRICT));
    }
    all
}

fn shown(words: &[String]) -> String {
    visible(&words.join(":"), 120)
}

fn without_tag(text: &str, name: &str) -> String {
    let tags = Tags::parse(text)
        .tags
        .into_iter()
        .filter(|tag| tag.name != name);
    let parts: Vec<String> = tags
        .map(|tag| format!("{}={}", tag.name, tag.value))
        .collect();
    parts.join("; ")
}

/// A record whose tags are divided by blanks or commas, or whose version is misspelt, as it was meant.
pub(super) fn mended(text: &str) -> Option<String> {
    let parts = text
        .split([' ', '\t', ',', ';', '"'])
        .filter(|part| !part.is_empty());
    let mut others: Vec<String> = Vec::new();
    for part in parts {
        match part.split_once('=') {
            Some(("v", _)) => {}
            Some((name, _)) if ["k", "p", "h", "s", "t", "n", "g"].contains(&name) => {
                others.push(part.to_owned());
            }
            // The rest of a key that was broken into pieces.
            _ => others.last_mut()?.push_str(part),
        }
    }
    let text = format!("v=DKIM1; {}", others.join("; "));
    Key::parse(&text).is_ok().then_some(text)
}
