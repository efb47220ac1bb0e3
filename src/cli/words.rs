//! The words of a command line: what is neither an option nor the value of one.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use clap::{Arg, Command, CommandFactory};

use super::args::Cli;
use super::failure::Failure;
use crate::address::parse;
use crate::judge::Reason;
use crate::lang::nearest;
use crate::lang::texts::{failures, usage};
use crate::lists::Lists;

/// Options that ask about the program.
const QUESTIONS: [&str; 4] = ["--help", "-h", "--version", "-V"];

/// Where the words stand, in order.
pub fn words(argv: &[OsString]) -> Vec<usize> {
    let commands = commands();
    let mut found = Vec::new();
    let mut places = 1..argv.len();
    while let Some(at) = places.next() {
        let arg = argv[at].to_string_lossy();
        if arg == "--" {
            found.extend(places);
            break;
        }
        let wants_value = match (arg.strip_prefix("--"), arg.strip_prefix('-')) {
            (Some(long), _) => !long.contains('=') && long_takes_value(&commands, long),
            (None, Some(letters)) if !letters.is_empty() => last_takes_value(&commands, letters),
            _ => {
                found.push(at);
                false
            }
        };
        if wants_value {
            places.next();
        }
    }
    found
}

/// Every command, those inside others too.
pub fn commands() -> Vec<Command> {
    let mut all = vec![Cli::command()];
    let mut at = 0;
    while at < all.len() {
        let inner: Vec<Command> = all[at].get_subcommands().cloned().collect();
        all.extend(inner);
        at += 1;
    }
    all
}

fn find(commands: &[Command], is: impl Fn(&Arg) -> bool) -> Option<&Arg> {
    commands
        .iter()
        .find_map(|command| command.get_arguments().find(|arg| is(arg)))
}

/// Whether an option takes a value, by its long name in whatever command.
pub fn takes_value(long: &str) -> bool {
    long_takes_value(&commands(), long)
}

fn long_takes_value(commands: &[Command], long: &str) -> bool {
    find(commands, |arg| arg.get_long() == Some(long))
        .is_some_and(|arg| arg.get_action().takes_values())
}

/// Whether the last of the letters in `-fo` waits for a value. One that has its value behind it, as in `-oFILE`, does not.
fn last_takes_value(commands: &[Command], letters: &str) -> bool {
    let takes = |letter| {
        find(commands, |arg| arg.get_short() == Some(letter))
            .is_some_and(|arg| arg.get_action().takes_values())
    };
    match letters.char_indices().find(|(_, letter)| takes(*letter)) {
        Some((at, letter)) => at + letter.len_utf8() == letters.len(),
        None => false,
    }
}

/// `presend LIST` is `presend clean LIST`: where no command stands, `clean` is put in. `presend help X` is
/// `presend X --help`, and so takes the flags of all commands.
///
/// # Errors
///
/// If the word in the command's place is no file, but looks like a command or like what `explain` takes.
pub fn with_command(mut argv: Vec<OsString>) -> Result<Vec<OsString>, Failure> {
    if argv.get(1).is_some_and(|arg| arg == "help") {
        argv.remove(1);
        argv.push("--help".into());
        return Ok(argv);
    }
    let first = words(&argv).first().copied();
    let before = &argv[1.min(argv.len())..first.unwrap_or(argv.len())];
    let asks = before
        .iter()
        .any(|arg| QUESTIONS.iter().any(|question| arg == question));
    let root = Cli::command();
    // Behind `--` stand no commands.
    let word = first.filter(|_| !before.iter().any(|arg| arg == "--"));
    let is_command = word.is_some_and(|at| root.find_subcommand(&argv[at]).is_some());
    if argv.len() < 2 || asks || is_command {
        return Ok(argv);
    }
    if let Some(failure) = word.and_then(|at| mistaken(&root, &argv[at])) {
        return Err(failure);
    }
    argv.insert(1, "clean".into());
    Ok(argv)
}

/// What a word that stands where a list or a command should was meant to be.
fn mistaken(root: &Command, word: &OsStr) -> Option<Failure> {
    let text = word.to_str()?;
    if text == "-" || Path::new(word).symlink_metadata().is_ok() {
        return None;
    }
    let is_address = parse(text).is_ok_and(|address| {
        let domain = address.domain();
        domain.is_some_and(|domain| Lists::builtin().is_tld(domain.tld()))
    });
    if is_address || Reason::from_id(text).is_some() {
        let what = usage::NO_SUCH_LIST.with("word", text);
        return Some(Failure::usage(what).hint(usage::EXPLAIN_IT.with("word", text)));
    }
    let visible = root
        .get_subcommands()
        .filter(|command| !command.is_hide_set());
    let names: Vec<&str> = visible.map(Command::get_name).collect();
    let near = nearest(text, names)?;
    let what = usage::NEITHER_COMMAND_NOR_LIST.with("word", text);
    Some(Failure::usage(what).hint(failures::DID_YOU_MEAN.with("this", near)))
}

/// The command that stands on a command line, as in `presend facts export`.
pub fn command_of(argv: &[OsString]) -> String {
    let (mut path, mut command) = ("presend".to_owned(), Cli::command());
    for at in words(argv) {
        let Some(inner) = command.find_subcommand(&argv[at]) else {
            break;
        };
        path = format!("{path} {}", inner.get_name());
        command = inner.clone();
    }
    path
}

/// Where further flags of a command can be put in that so many words name.
pub fn behind_command(argv: &[OsString], names: usize) -> usize {
    match names.checked_sub(1) {
        Some(last) => words(argv).get(last).map_or(argv.len(), |at| at + 1),
        None => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(line: &str) -> Vec<OsString> {
        line.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn values_of_options_are_no_words() {
        for (line, expected) in [
            ("presend leads.csv -o clean", "leads.csv"),
            ("presend -fo clean leads.csv --lang zh", "leads.csv"),
            ("presend --output=clean -oclean -f clean -", "clean -"),
            ("presend --config clean clean -- -o", "clean -o"),
            ("presend facts export --cache facts x", "facts export x"),
        ] {
            let argv = split(line);
            let found: Vec<_> = words(&argv).iter().map(|at| argv[*at].clone()).collect();
            assert_eq!(found, split(expected), "{line}");
        }
    }

    #[test]
    fn clean_is_put_in_where_no_command_stands() {
        for (line, expected) in [
            ("presend ./l.csv -o clean", "presend clean ./l.csv -o clean"),
            (
                "presend --lang zh ./l.csv --help",
                "presend clean --lang zh ./l.csv --help",
            ),
            ("presend -- clean", "presend clean -- clean"),
            ("presend --lang zh lists", "presend --lang zh lists"),
            ("presend --offline", "presend clean --offline"),
            ("presend -V", "presend -V"),
            ("presend help facts", "presend facts --help"),
            ("presend", "presend"),
        ] {
            assert_eq!(
                with_command(split(line)).unwrap(),
                split(expected),
                "{line}"
            );
        }
    }

    #[test]
    fn settings_stand_behind_the_command() {
        let argv = split("presend --config facts facts export x");
        assert_eq!(behind_command(&argv, 2), 5);
        assert_eq!(behind_command(&argv, 1), 4);
        assert_eq!(command_of(&argv), "presend facts export");
        assert_eq!(command_of(&split("presend clean lists")), "presend clean");
    }
}
