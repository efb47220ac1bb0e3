//! `presend sender`: can this domain send this campaign today?

pub mod args;
mod request;
mod text;

use std::io::{self, IsTerminal};

use args::SenderArgs;

use super::args::{CommonArgs, Format};
use super::failure::{Exit, Failure};
use super::printer::{ColorChoice, Printer, print_data};
use super::{interrupt, world};
use crate::dns::Client;
use crate::lang::texts::sender as texts;
use crate::lists::Lists;
use crate::report::json_text;
use crate::sender::{Verdict, check};

/// Checks a sending domain.
pub(super) fn run(
    args: &SenderArgs,
    common: &CommonArgs,
    printer: &Printer,
) -> Result<Exit, Failure> {
    let request = request::read(args)?;
    let config = world::dns_config(&args.net);
    let client = match args.net.offline {
        true => Client::offline(interrupt::flag()),
        false => Client::open(&config, interrupt::flag()),
    };
    let report = check(&client, &request, &Lists::builtin());
    if client.is_interrupted() {
        return Err(Failure::interrupted());
    }
    interrupt::check()?;
    if args.net.offline {
        printer.warn(texts::OFFLINE);
    }
    if let Some(trouble) = client.trouble() {
        printer.warn(trouble.message());
    }
    if let Some(caution) = client.caution() {
        printer.warn(caution);
    }
    match common.format {
        Format::Json => print_data(json_text(&report.json()).as_bytes())?,
        _ if common.quiet => {}
        _ => {
            let color = match common.color {
                ColorChoice::Auto if !io::stdout().is_terminal() => ColorChoice::Never,
                choice => choice,
            };
            let page = Printer::new(printer.lang(), color, false, false);
            print_data(text::report(&report, &page).as_bytes())?;
        }
    }
    Ok(match report.verdict() {
        Verdict::Ready => Exit::Done,
        Verdict::FixFirst => Exit::Findings,
        Verdict::CannotTell => Exit::DnsIncomplete,
    })
}
