//! What the flags ask for.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::net::IpAddr;
use std::path::Path;

use super::args::SenderArgs;
use crate::address::Domain;
use crate::cli::failure::{Exit, Failure};
use crate::lang::system_error;
use crate::lang::texts::{failures, sender};
use crate::sender::{Check, Message, Request};

/// No message that anybody would take is longer, in bytes.
const LONGEST_MESSAGE: u64 = 64 << 20;

/// Reads the flags.
///
/// # Errors
///
/// A usage error for what is no domain, address, IP address or number, and where no domain is named at all.
pub(super) fn read(args: &SenderArgs) -> Result<Request, Failure> {
    let ips = args
        .ip
        .iter()
        .map(|text| {
            let what = || Failure::usage(sender::BAD_IP.with("text", text));
            let ip = text.trim().parse::<IpAddr>().map_err(|_| what());
            ip.map(|ip| ip.to_canonical())
        })
        .collect::<Result<Vec<_>, _>>()?;
    let message = args.message.as_deref().map(message).transpose()?;
    let in_message = message.as_ref().and_then(Message::from_domain);
    let from = match args.from.as_deref() {
        Some(from) => Some(from_domain(from)?),
        None => in_message.and_then(|name| domain(&name).ok()),
    };
    let given = args.domain.as_deref().map(domain).transpose()?;
    let returned = message.as_ref().and_then(Message::return_path);
    let mail_from = args.mail_from.clone().or(returned).map(in_ascii);
    let envelope = mail_from.as_deref().and_then(behind_at);
    let helo = args.helo.as_deref().map(str::to_owned);
    let Some(domain) = given.or(from.clone()).or(envelope).or(helo) else {
        return Err(Failure::usage(sender::NO_DOMAIN).hint(sender::NAME_A_DOMAIN));
    };
    let checks = match args.only.is_empty() {
        true => Check::ALL.into(),
        false => args.only.iter().copied().collect(),
    };
    Ok(Request {
        from: from.unwrap_or_else(|| domain.clone()),
        mail_from,
        helo: args.helo.clone(),
        ips,
        selectors: args
            .selector
            .iter()
            .map(|text| selector(text))
            .collect::<Result<_, _>>()?,
        message,
        volume: args.volume.as_deref().map(volume).transpose()?,
        checks,
        domain,
    })
}

fn domain(text: &str) -> Result<String, Failure> {
    let bare = text.strip_suffix('.').unwrap_or(text);
    match Domain::parse(bare) {
        Ok(domain) if domain.is_single_label() => {
            Err(Failure::usage(sender::BAD_DOMAIN.with("text", text)))
        }
        Ok(domain) => Ok(domain.to_string()),
        Err(fault) => {
            let what = failures::ABOUT
                .with("subject", sender::BAD_DOMAIN.with("text", text))
                .with("what", fault.title());
            Err(Failure::usage(what))
        }
    }
}

/// A message in a file.
fn message(path: &Path) -> Result<Message, Failure> {
    let mut bytes = Vec::new();
    let read = File::open(path)
        .and_then(|file| file.take(LONGEST_MESSAGE + 1).read_to_end(&mut bytes))
        .and_then(|length| match length as u64 > LONGEST_MESSAGE {
            true => Err(ErrorKind::FileTooLarge.into()),
            false => Ok(()),
        });
    match read {
        Ok(()) => Ok(Message::parse(&bytes)),
        Err(error) => {
            let what = failures::UNREADABLE
                .with("file", path.display())
                .with("why", system_error(&error));
            Err(Failure::new(Exit::Input, what))
        }
    }
}

/// A selector, also one that stands before `._domainkey`.
fn selector(text: &str) -> Result<String, Failure> {
    let lower = text.trim().to_ascii_lowercase();
    let name = lower.split("._domainkey").next().unwrap_or_default();
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.".contains(&b);
    match !name.is_empty() && name.bytes().all(plain) {
        true => Ok(name.to_owned()),
        false => Err(Failure::usage(sender::BAD_SELECTOR.with("text", text))),
    }
}

/// The domain of an address, or a domain that stands alone.
fn from_domain(text: &str) -> Result<String, Failure> {
    let bare = text.trim().trim_end_matches('>');
    let bare = bare.rsplit_once('@').map_or(bare, |(_, domain)| domain);
    domain(bare).map_err(|_| {
        let what = sender::BAD_ADDRESS
            .with("flag", "--from")
            .with("text", text);
        Failure::usage(what)
    })
}

/// The domain of an envelope sender, whatever it is like: SPF has an answer to each.
fn behind_at(text: &str) -> Option<String> {
    let domain = text.rsplit_once('@').map_or(text, |(_, domain)| domain);
    (!domain.is_empty()).then(|| domain.to_owned())
}

/// An address with its domain as A-labels; as it came where that is not possible.
fn in_ascii(address: String) -> String {
    let (local, domain) = address.rsplit_once('@').unwrap_or(("", &address));
    match Domain::parse(domain) {
        Ok(ascii) if !domain.is_ascii() => format!("{local}@{ascii}"),
        _ => address,
    }
}

fn volume(text: &str) -> Result<u64, Failure> {
    let number = text.trim().split('/').next().unwrap_or_default();
    let unit = text.trim().split_once('/').map_or("day", |(_, unit)| unit);
    let number: String = number.chars().filter(|c| !", _".contains(*c)).collect();
    match number.parse() {
        Ok(number) if matches!(unit, "day" | "d") => Ok(number),
        _ => {
            let what = sender::BAD_VOLUME.with("text", text);
            Err(Failure::usage(what).hint(sender::VOLUME_FORMS))
        }
    }
}
