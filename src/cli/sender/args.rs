//! The flags of `sender`.

use std::path::PathBuf;

use clap::Args;
use clap::builder::PossibleValuesParser;
use clap::builder::TypedValueParser;

use crate::cli::args::NetArgs;
use crate::sender::Check;

/// Arguments of `sender`.
///
/// The flags of the cache and of recordings are taken, since every command that asks DNS takes them, but not shown:
/// both hold mail routes only, and who mends records wants to see those of now.
#[derive(Clone, Debug, Args)]
#[command(
    mut_arg("mx_hosts", |arg| arg.hide(true)),
    mut_arg("facts", |arg| arg.hide(true)),
    mut_arg("cache", |arg| arg.hide(true)),
    mut_arg("no_cache", |arg| arg.hide(true)),
)]
pub struct SenderArgs {
    /// The domain that the mail is from [default: that of --from, --mail-from, --message or --helo]
    #[arg(value_name = "DOMAIN")]
    pub domain: Option<String>,

    /// Address of a sending server, several allowed
    #[arg(long, value_name = "IP", help_heading = "Sending")]
    pub ip: Vec<String>,
    /// Name that the sending server gives with HELO or EHLO
    #[arg(
        long,
        value_name = "NAME",
        help_heading = "Sending",
        allow_hyphen_values = true
    )]
    pub helo: Option<String>,
    /// Envelope sender, to which bounces go; empty for none [default: one at DOMAIN]
    #[arg(
        long,
        value_name = "ADDRESS",
        help_heading = "Sending",
        allow_hyphen_values = true
    )]
    pub mail_from: Option<String>,
    /// Address that the reader sees in From [default: one at DOMAIN]
    #[arg(long, value_name = "ADDRESS", help_heading = "Sending")]
    pub from: Option<String>,
    /// DKIM selector, several allowed
    #[arg(long, value_name = "SELECTOR", help_heading = "Sending")]
    pub selector: Vec<String>,
    /// A message as it was sent, with its headers: its DKIM signatures are verified
    #[arg(long, value_name = "FILE", help_heading = "Sending")]
    pub message: Option<PathBuf>,
    /// Messages a day, for the rules of the big receivers
    #[arg(long, value_name = "N/day", help_heading = "Sending")]
    pub volume: Option<String>,
    /// Check these only
    #[arg(long, value_name = "CHECKS", value_delimiter = ',', help_heading = "Sending", value_parser = checks())]
    pub only: Vec<Check>,

    /// How DNS is asked.
    #[command(flatten)]
    pub net: NetArgs,
}

fn checks() -> impl TypedValueParser<Value = Check> {
    PossibleValuesParser::new(Check::ALL.map(Check::id))
        .map(|name| Check::from_id(&name).unwrap_or(Check::Spf))
}
