//! What there is to say of a DMARC record.

use super::record::{Policy, Psd, Record};
use super::reports::{Consent, Destination};
use super::section::{Holding, Section};
use super::walk::{Stop, place};
use crate::dns::Client;
use crate::lang::{Value, texts::sender_dmarc as words};
use crate::report::visible;
use crate::sender::registry as rules;
use crate::sender::registry::Rule;
use crate::sender::remark::{Entry, Remark, fault_words};

/// Characters of a part of a record that are shown.
const SHOWN: usize = 200;

/// Looks through all that was found.
pub fn lint(client: &Client<'_>, section: &Section) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for (domain, stop) in &section.walk.steps {
        if let Stop::Several(records) = stop {
            remarks.push(several(domain, records));
        }
    }
    if let Some((name, fault)) = &section.doubt {
        let remark = Remark::new(&rules::DMARC_UNANSWERED, &section.domain);
        remarks.push(
            remark
                .with("target", name)
                .with("fault", fault_words(*fault)),
        );
    }
    match &section.holding {
        Some(holding) => remarks.extend(held(section, holding)),
        None if section.doubt.is_none() => remarks.extend(missing(client, section, &remarks)),
        None => {}
    }
    remarks
}

fn several(domain: &str, records: &[String]) -> Remark {
    let name = place(domain);
    let mut remark = Remark::new(&rules::DMARC_SEVERAL_RECORDS, &name).with("n", records.len());
    for text in records.iter().take(5) {
        remark = remark.found(Entry::txt(&name, text));
    }
    // Of two policies the milder one does no harm.
    let all = records.iter().map(|text| Record::parse(text));
    match all.filter(Record::is_usable).min_by_key(Record::own_policy) {
        Some(record) => remark.publish(Entry::txt(&name, record.mended)),
        None => remark,
    }
}

fn missing(client: &Client<'_>, section: &Section, known: &[Remark]) -> Option<Remark> {
    let name = place(&section.domain);
    let texts = |name: &str| client.texts(name).found().unwrap_or_default();
    let near = texts(&name)
        .into_iter()
        .map(|text| text.text())
        .find(|text| Record::looks_like(text));
    let fresh = format!("v=DMARC1; p=none; rua=mailto:dmarc@{}", section.domain);
    if let Some(text) = near.filter(|text| !Record::is_one(text)) {
        let remark = Remark::new(&rules::DMARC_NOT_RECOGNISED, &name);
        let mended = repaired(&text).unwrap_or(fresh);
        return Some(
            remark
                .found(Entry::txt(&name, text))
                .publish(Entry::txt(&name, mended)),
        );
    }
    if known
        .iter()
        .any(|remark| remark.rule.id == rules::DMARC_SEVERAL_RECORDS.id)
    {
        return None;
    }
    let mut remark = Remark::new(&rules::DMARC_MISSING, &section.domain);
    // Some publish it at the domain itself, where nobody looks.
    let misplaced = texts(&section.domain).into_iter().map(|text| text.text());
    let misplaced = misplaced.into_iter().find(|text| Record::is_one(text));
    let text = match misplaced {
        Some(text) => {
            remark = remark.found(Entry::txt(&section.domain, &text));
            Record::parse(&text).mended
        }
        None => fresh,
    };
    Some(remark.publish(Entry::txt(&name, text)))
}

/// A record that was meant for one, with its tags divided by semicolons.
pub(super) fn repaired(text: &str) -> Option<String> {
    let known = [
        "p", "sp", "np", "adkim", "aspf", "t", "psd", "fo", "rua", "ruf",
    ];
    let parts = text
        .split([' ', '\t', ';', '"', '\''])
        .filter(|part| !part.is_empty());
    let tags: Vec<String> = parts
        .filter_map(|part| {
            let (name, value) = part.split_once('=')?;
            let name = name.to_ascii_lowercase();
            known
                .contains(&name.as_str())
                .then(|| format!("{name}={value}"))
        })
        .collect();
    let record = Record::parse(&format!("v=DMARC1; {}", tags.join("; ")));
    (!tags.is_empty() && record.is_usable()).then_some(record.mended)
}

fn held(section: &Section, holding: &Holding) -> Vec<Remark> {
    let name = place(&holding.domain);
    let record = &holding.record;
    let about =
        |rule: &'static Rule| Remark::new(rule, &name).found(Entry::txt(&name, &holding.text));
    let mended = |remark: Remark| remark.publish(Entry::txt(&name, &record.mended));
    let mut all = Vec::new();
    if !record.bad_policies.is_empty() {
        let treated = match record.is_usable() {
            true => words::AS_NONE,
            false => words::AS_NOTHING,
        };
        let text = repaired(&holding.text).unwrap_or_else(|| record.mended.clone());
        let remark = about(&rules::DMARC_BAD_POLICY)
            .with("what", listed(&record.bad_policies))
            .with("as", treated);
        all.push(remark.publish(Entry::txt(&name, text)));
    } else if record.p.is_none() {
        let remark = about(&rules::DMARC_BAD_POLICY).with("what", words::NO_P);
        all.push(mended(remark.with("as", words::AS_NONE)));
    }
    if !record.ignored.is_empty() {
        all.push(mended(
            about(&rules::DMARC_SYNTAX).with("what", listed(&record.ignored)),
        ));
    }
    if record.psd == Psd::Yes && psl::suffix_str(&holding.domain) != Some(&holding.domain) {
        all.push(mended(about(&rules::DMARC_PSD)));
    }
    all.extend(unaligned(section));
    let wrong: Vec<String> = record
        .addresses
        .iter()
        .filter(|address| !address.is_uri)
        .map(|address| format!("{}={}", address.tag, address.text))
        .collect();
    if !wrong.is_empty() {
        all.push(mended(
            about(&rules::DMARC_REPORT_SYNTAX).with("what", listed(&wrong)),
        ));
    }
    for destination in &holding.destinations {
        all.extend(consent(destination, holding, &name));
    }
    if let (None, true) = (holding.policy, record.is_usable()) {
        let remark = Remark::new(&rules::DMARC_UNANSWERED, &section.domain);
        let fault = fault_words(crate::dns::DnsFault::ServFail);
        all.push(remark.with("target", &section.domain).with("fault", fault));
    }
    if record.testing && holding.policy.is_some_and(|policy| policy > Policy::None) {
        all.push(about(&rules::DMARC_TESTING));
    }
    if holding.policy == Some(Policy::None) && record.bad_policies.is_empty() {
        let remark = Remark::new(&rules::DMARC_POLICY_NONE, &section.domain);
        all.push(remark.found(Entry::txt(&name, &holding.text)));
    }
    if !record.addresses.iter().any(|address| address.tag == "rua") {
        let text = format!("{}; rua=mailto:dmarc@{}", record.mended, holding.domain);
        all.push(about(&rules::DMARC_NO_REPORTS).publish(Entry::txt(&name, text)));
    }
    if !record.historic.is_empty() {
        let names: Value = record
            .historic
            .iter()
            .map(|tag| visible(tag, SHOWN))
            .collect();
        all.push(about(&rules::DMARC_HISTORIC).with("what", names));
    }
    all
}

fn consent(destination: &Destination, holding: &Holding, name: &str) -> Option<Remark> {
    let place = destination.place(&holding.domain);
    match destination.consent {
        Consent::Own | Consent::Given => None,
        Consent::Missing => {
            let target = visible(&destination.address.text, SHOWN);
            let remark =
                Remark::new(&rules::DMARC_REPORT_UNAUTHORISED, name).with("target", target);
            let found = Entry::txt(name, &holding.text);
            Some(remark.found(found).publish(Entry::txt(&place, "v=DMARC1")))
        }
        Consent::Unknown(fault) => {
            let remark = Remark::new(&rules::DMARC_UNANSWERED, name).with("target", place);
            Some(remark.with("fault", fault_words(fault)))
        }
    }
}

/// Why mail of the domain cannot pass, where that is certain.
fn unaligned(section: &Section) -> Option<Remark> {
    if section.passes() != Some(false) {
        return None;
    }
    let said = |one: &super::align::Aligned, apart, fails| -> Value {
        let text: crate::lang::Text = match one.aligned {
            Some(false) => apart,
            _ => fails,
        };
        text.with("domain", visible(&one.identifier.domain, SHOWN))
            .into()
    };
    let spf = section
        .spf
        .iter()
        .map(|one| said(one, words::SPF_APART, words::SPF_FAILS));
    let dkim = section
        .dkim
        .iter()
        .map(|one| said(one, words::DKIM_APART, words::DKIM_FAILS));
    let remark = Remark::new(&rules::DMARC_UNALIGNED, &section.domain);
    Some(remark.with("what", spf.chain(dkim).collect::<Value>()))
}

fn listed(parts: &[String]) -> Value {
    parts
        .iter()
        .map(|part| format!("\"{}\"", visible(part, SHOWN)))
        .collect()
}
