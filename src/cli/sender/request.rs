//! What the flags ask for.

use std::net::IpAddr;

use super::args::SenderArgs;
use crate::address::Domain;
use crate::cli::failure::Failure;
use crate::lang::texts::{failures, sender};
use crate::sender::{Check, Request};

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
            text.trim().parse::<IpAddr>().map_err(|_| what())
        })
        .collect::<Result<Vec<_>, _>>()?;
    let from = args.from.as_deref().map(from_domain).transpose()?;
    let given = args.domain.as_deref().map(domain).transpose()?;
    let envelope = args.mail_from.as_deref().and_then(behind_at);
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
        mail_from: args.mail_from.clone(),
        helo: args.helo.clone(),
        ips,
        selectors: args.selector.clone(),
        volume: args.volume.as_deref().map(volume).transpose()?,
        checks,
        domain,
    })
}

fn domain(text: &str) -> Result<String, Failure> {
    let bare = text.strip_suffix('.').unwrap_or(text);
    match Domain::parse(bare) {
        Ok(domain) => Ok(domain.to_string()),
        Err(fault) => {
            let what = failures::ABOUT
                .with("subject", sender::BAD_DOMAIN.with("text", text))
                .with("what", fault.title());
            Err(Failure::usage(what))
        }
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
