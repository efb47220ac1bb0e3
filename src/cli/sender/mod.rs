//! `presend sender`: can this domain send this campaign today?

pub mod args;
mod request;

use args::SenderArgs;

use super::args::{CommonArgs, Format};
use super::failure::{Exit, Failure};
use super::printer::{Printer, print_data};
use super::{interrupt, world};
use crate::dns::Client;
use crate::lists::Lists;
use crate::sender::{Verdict, check};

/// Checks a sending domain.
pub(super) fn run(
    args: &SenderArgs,
    common: &CommonArgs,
    printer: &Printer,
) -> Result<Exit, Failure> {
    let request = request::read(args)?;
    let config = world::dns_config(&args.net)?;
    let client = match args.net.offline {
        true => Client::offline(interrupt::flag()),
        false => Client::open(&config, interrupt::flag()),
    };
    let report = check(&client, &request, &Lists::builtin());
    interrupt::check()?;
    if let Some(trouble) = client.trouble() {
        printer.warn(trouble.message());
    }
    if let Some(caution) = client.caution() {
        printer.warn(caution);
    }
    let verdict = report.verdict();
    if common.format == Format::Json {
        let json = report.json();
        print_data(format!("{json:#}\n").as_bytes())?;
    }
    Ok(match verdict {
        Verdict::Ready => Exit::Done,
        Verdict::FixFirst => Exit::Findings,
        Verdict::CannotTell => Exit::DnsIncomplete,
    })
}
