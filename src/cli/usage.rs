//! Mistakes on the command line, told like any other failure.

use std::error::Error as _;
use std::num::{IntErrorKind, ParseIntError};

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::failure::Failure;
use super::values::BadValue;
use crate::lang::texts::{failures, usage};
use crate::lang::{Message, Value, foreign};

/// What the parser has against a command line, and what to do about it. `command` is the one that was given, as in
/// `presend clean`.
pub fn failure(error: &Error, command: &str) -> Failure {
    let see_help = || usage::SEE_HELP.with("command", command);
    Failure::usage(mistake(error)).hint(hint(error).unwrap_or_else(see_help))
}

/// What is wrong.
pub fn mistake(error: &Error) -> Message {
    let arg = || text(error, ContextKind::InvalidArg);
    let value = || text(error, ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::UnknownArgument => usage::NO_SUCH_ARGUMENT.with("arg", arg()),
        ErrorKind::InvalidSubcommand => {
            usage::NO_SUCH_COMMAND.with("command", text(error, ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingSubcommand => {
            usage::COMMAND_MISSING.with("command", text(error, ContextKind::InvalidSubcommand))
        }
        ErrorKind::InvalidValue if value().is_empty() => usage::VALUE_MISSING.with("arg", arg()),
        ErrorKind::InvalidValue => usage::VALUE_UNKNOWN
            .with("arg", arg())
            .with("value", value()),
        ErrorKind::ValueValidation => usage::VALUE_INVALID
            .with("arg", arg())
            .with("value", value())
            .with("why", why(error)),
        ErrorKind::NoEquals => usage::EQUALS_MISSING.with("arg", arg()),
        ErrorKind::TooManyValues => usage::VALUES_TOO_MANY
            .with("arg", arg())
            .with("value", value()),
        ErrorKind::TooFewValues => usage::VALUES_MISSING.with("arg", arg()),
        ErrorKind::WrongNumberOfValues => usage::VALUES_WRONG.with("arg", arg()),
        ErrorKind::ArgumentConflict => {
            let (arg, others) = (arg(), texts(error, ContextKind::PriorArg));
            if others.is_empty() || others == [&*arg] {
                return usage::TWICE.with("arg", arg);
            }
            usage::CONFLICT
                .with("arg", arg)
                .with("other", others.into_iter().collect::<Value>())
        }
        ErrorKind::MissingRequiredArgument => {
            let missing = texts(error, ContextKind::InvalidArg);
            usage::REQUIRED.with("args", missing.into_iter().collect::<Value>())
        }
        ErrorKind::InvalidUtf8 => usage::NOT_UTF8.into(),
        _ => {
            let rendered = error.to_string();
            let first = rendered.lines().next().unwrap_or_default();
            let words = first.strip_prefix("error: ").unwrap_or(first);
            usage::OTHER.with("detail", foreign(words.to_owned()))
        }
    }
}

/// What to write instead, where that can be told.
pub fn hint(error: &Error) -> Option<Message> {
    if let Some(bad) = bad_value(error) {
        return bad.hint.clone();
    }
    for kind in [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ] {
        if let Some(near) = texts(error, kind).first() {
            return Some(failures::DID_YOU_MEAN.with("this", *near));
        }
    }
    let values = texts(error, ContextKind::ValidValue);
    if !values.is_empty() {
        return Some(usage::VALUES.with("values", values.into_iter().collect::<Value>()));
    }
    let commands = texts(error, ContextKind::ValidSubcommand);
    (!commands.is_empty())
        .then(|| usage::COMMANDS.with("commands", commands.into_iter().collect::<Value>()))
}

fn bad_value(error: &Error) -> Option<&BadValue> {
    error.source()?.downcast_ref()
}

/// Why a value is none, in our words where the parser says what kind of number it wanted.
fn why(error: &Error) -> Value {
    if let Some(bad) = bad_value(error) {
        return bad.why.clone().into();
    }
    let Some(source) = error.source() else {
        return foreign(error.kind().to_string());
    };
    if let Some(number) = source.downcast_ref::<ParseIntError>() {
        return match number.kind() {
            IntErrorKind::PosOverflow => usage::TOO_LARGE.into(),
            IntErrorKind::NegOverflow => usage::TOO_SMALL.into(),
            _ => usage::NOT_WHOLE.into(),
        };
    }
    foreign(source.to_string())
}

/// One text of an error's context, empty where there is none.
fn text(error: &Error, kind: ContextKind) -> String {
    texts(error, kind).join(" ")
}

fn texts(error: &Error, kind: ContextKind) -> Vec<&str> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text],
        Some(ContextValue::Strings(texts)) => texts.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    }
}
