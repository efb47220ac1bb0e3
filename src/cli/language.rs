//! The language to speak before the command line is parsed: in help, and about mistakes in it.

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;

use clap::ValueEnum;

use super::args::LangChoice;
use super::settings;
use crate::lang::{Lang, preferred};

/// The language of the first source that names one: flag, variable, settings file, the user's locale. Whatever is
/// wrong with a source is told later, when it is read in earnest.
pub fn of(argv: &[OsString]) -> Lang {
    given(argv, "--lang")
        .or_else(|| variable("PRESEND_LANG"))
        .and_then(|value| choice(value.to_str()?))
        .or_else(|| from_file(argv))
        .map_or_else(preferred, Lang::from)
}

/// A variable that says something.
fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

fn choice(text: &str) -> Option<LangChoice> {
    LangChoice::from_str(text, false).ok()
}

fn from_file(argv: &[OsString]) -> Option<LangChoice> {
    let path = given(argv, "--config")
        .or_else(|| variable("PRESEND_CONFIG"))
        .map(PathBuf::from)
        .or_else(settings::search_upward)?;
    let table: toml::Table = fs::read_to_string(path).ok()?.parse().ok()?;
    choice(table.get("lang")?.as_str()?)
}

/// The value of a flag, of the last one where it stands several times.
fn given(argv: &[OsString], flag: &str) -> Option<OsString> {
    let mut found = None;
    let mut rest = argv.iter().skip(1).take_while(|arg| *arg != "--");
    while let Some(arg) = rest.next() {
        if arg == flag {
            found = rest.next().cloned();
        } else if let Some(value) = arg.to_str().and_then(|arg| arg.strip_prefix(flag))
            && let Some(value) = value.strip_prefix('=')
        {
            found = Some(value.into());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lang(args: &str) -> Option<OsString> {
        let argv: Vec<OsString> = args.split(' ').map(OsString::from).collect();
        given(&argv, "--lang")
    }

    #[test]
    fn a_flag_is_found_in_each_form() {
        assert_eq!(lang("presend x.csv --lang zh"), Some("zh".into()));
        assert_eq!(lang("presend --lang=en x.csv"), Some("en".into()));
        assert_eq!(lang("presend --lang=en --lang zh"), Some("zh".into()));
        assert_eq!(lang("presend --language=en"), None);
        assert_eq!(lang("presend -- --lang zh"), None);
    }
}
