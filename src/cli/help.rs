//! The help in other languages than English.
//!
//! The English stands at the arguments themselves and is laid out by the parser. The parser knows no other language, and
//! breaks no line without blanks, so that the page for another language is made here from the same registry of
//! commands and handed to the parser ready.

use clap::{Arg, Command, CommandFactory};
use unicode_width::UnicodeWidthStr;

use super::args::Cli;
use super::printer::pad;
use super::wrap::{terminal_width, wrap};
use crate::lang::{Lang, Value, texts::help};

/// Widest page, as in [`Cli`].
const WIDEST: usize = 100;
/// An argument that is wider than this has its text on the next line.
const WIDEST_ARGUMENT: usize = 32;

/// The command line with its help in one language.
pub fn command(lang: Lang) -> Command {
    let command = Cli::command();
    match lang {
        Lang::En => command,
        Lang::Zh => {
            let mut built = Cli::command();
            built.build();
            with_pages(command, &mut built, "presend", lang)
        }
    }
}

/// The command line with every text in one language and the parser's own layout, for what is generated from it.
pub fn worded(lang: Lang) -> Command {
    let command = Cli::command();
    match lang {
        Lang::En => command,
        Lang::Zh => with_words(command, "presend"),
    }
}

fn with_words(command: Command, path: &str) -> Command {
    let about = about(&command, path);
    let mut command =
        command
            .about(about)
            .mut_args(|arg| match help::argument(path, arg.get_id().as_str()) {
                Some(text) => arg.help(text),
                None => arg,
            });
    if let Some(text) = help::after(path) {
        command = command.after_help(text);
    }
    let inside = path.to_owned();
    command.mut_subcommands(|inner| {
        let path = format!("{inside} {}", inner.get_name());
        with_words(inner, &path)
    })
}

/// `built` is the same command with all that the parser adds to it.
fn with_pages(command: Command, built: &mut Command, path: &str, lang: Lang) -> Command {
    let page = page(built, path, lang);
    let mut command = command.override_help(page);
    let names: Vec<String> = command
        .get_subcommands()
        .map(|inner| inner.get_name().to_owned())
        .collect();
    for name in names {
        if let Some(inner) = built.find_subcommand_mut(&name) {
            let path = format!("{path} {name}");
            command = command.mut_subcommand(&name, |outer| with_pages(outer, inner, &path, lang));
        }
    }
    command
}

/// The whole page.
fn page(built: &mut Command, path: &str, lang: Lang) -> String {
    let width = width();
    let heading = |text: &str| {
        let style = built.get_styles().get_header();
        format!("{style}{text}{style:#}\n")
    };
    let mut sections = vec![paragraph(&about(built, path), width)];
    let commands: Vec<(String, String)> = built
        .get_subcommands()
        .filter(|inner| !inner.is_hide_set())
        .map(|inner| {
            let name = inner.get_name();
            (name.to_owned(), about(inner, &format!("{path} {name}")))
        })
        .collect();
    let mut lists = String::new();
    if !commands.is_empty() {
        lists.push_str(&format!("\n{}", heading(help::COMMANDS.get(lang))));
        lists.push_str(&table(&commands, width));
    }
    for (title, rows) in arguments(built, path, lang) {
        lists.push_str(&format!("\n{}{}", heading(&title), table(&rows, width)));
    }
    let usage = usage(built, lang);
    sections.push(format!("\n{usage}\n"));
    sections.push(lists);
    if let Some(behind) = help::after(path) {
        sections.push(format!("\n{}", paragraph(behind, width)));
    }
    sections.concat()
}

/// What a command does; in English where there is no other text, which a test forbids.
fn about(command: &Command, path: &str) -> String {
    match help::about(path) {
        Some(text) => text.to_owned(),
        None => command
            .get_about()
            .map(ToString::to_string)
            .unwrap_or_default(),
    }
}

/// The arguments by their headings, in the order in which these come up.
fn arguments(command: &Command, path: &str, lang: Lang) -> Vec<(String, Vec<(String, String)>)> {
    let mut sections: Vec<(String, Vec<(String, String)>)> = Vec::new();
    for arg in command.get_arguments().filter(|arg| !arg.is_hide_set()) {
        let title = heading_of(arg, lang);
        let row = (flags(arg), told(arg, path, lang));
        match sections.iter_mut().find(|(known, _)| *known == title) {
            Some((_, rows)) => rows.push(row),
            None => sections.push((title, vec![row])),
        }
    }
    sections
}

fn heading_of(arg: &Arg, lang: Lang) -> String {
    match arg.get_help_heading() {
        Some(heading) => help::heading(heading).unwrap_or(heading).to_owned(),
        None if arg.is_positional() => help::ARGUMENTS.get(lang).to_owned(),
        // Help and version are of every command.
        None if is_the_parsers(arg) => help::heading("General").unwrap_or("General").to_owned(),
        None => help::OPTIONS.get(lang).to_owned(),
    }
}

fn is_the_parsers(arg: &Arg) -> bool {
    ["help", "version"].contains(&arg.get_id().as_str())
}

/// `-o, --output <FILE>`, as the parser writes it.
fn flags(arg: &Arg) -> String {
    match (arg.get_short(), arg.get_long(), arg.is_positional()) {
        (_, _, true) => arg.to_string(),
        (Some(short), Some(_), _) => format!("-{short}, {arg}"),
        (None, Some(_), _) => format!("    {arg}"),
        _ => arg.to_string(),
    }
}

/// What an argument means, with its default and its values.
fn told(arg: &Arg, path: &str, lang: Lang) -> String {
    let mut text = match help::argument(path, arg.get_id().as_str()) {
        Some(text) => text.to_owned(),
        None => arg.get_help().map(ToString::to_string).unwrap_or_default(),
    };
    if !arg.get_action().takes_values() {
        return text;
    }
    let defaults: Vec<String> = arg
        .get_default_values()
        .iter()
        .map(|value| value.to_string_lossy().into_owned())
        .collect();
    let values: Vec<String> = arg
        .get_possible_values()
        .iter()
        .filter(|value| !value.is_hide_set())
        .map(|value| value.get_name().to_owned())
        .collect();
    for (values, label) in [(defaults, help::DEFAULT), (values, help::VALUES)] {
        if !values.is_empty() {
            let values: Value = values.into_iter().collect();
            text.push(' ');
            text.push_str(&label.with("values", values).get(lang));
        }
    }
    text
}

/// Two columns, the second one wrapped.
fn table(rows: &[(String, String)], width: usize) -> String {
    let column = rows
        .iter()
        .map(|(name, _)| name.width())
        .filter(|&wide| wide <= WIDEST_ARGUMENT)
        .max()
        .unwrap_or(WIDEST_ARGUMENT);
    let indent = column + 4;
    let mut text = String::new();
    for (name, told) in rows {
        let mut lines = wrap(told, width.saturating_sub(indent)).into_iter();
        if name.width() > column {
            text.push_str(&format!("  {name}\n"));
        } else {
            let first = lines.next().unwrap_or_default();
            let line = format!("  {}  {first}", pad(name, column));
            text.push_str(line.trim_end());
            text.push('\n');
        }
        for line in lines {
            text.push_str(&format!("{}{line}\n", " ".repeat(indent)));
        }
    }
    text
}

fn paragraph(text: &str, width: usize) -> String {
    text.lines()
        .flat_map(|line| wrap(line, width))
        .map(|line| line + "\n")
        .collect()
}

/// The parser's usage line with the words in it translated; its names of values are in English always.
fn usage(built: &mut Command, lang: Lang) -> String {
    let english = built.render_usage().to_string();
    let lines = english.strip_prefix("Usage: ").unwrap_or(&english);
    let style = built.get_styles().get_usage();
    let lines = help::USAGE_WORDS
        .iter()
        .fold(lines.to_owned(), |line, (word, text)| {
            line.replace(word, text)
        });
    format!("{style}{}{style:#}{lines}", help::USAGE.get(lang))
}

/// Columns of the page.
fn width() -> usize {
    terminal_width().map_or(WIDEST, |width| width.clamp(40, WIDEST))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fails with the place to mend for whatever a person can see and a Chinese cannot read.
    #[test]
    fn every_command_argument_and_heading_stands_in_chinese() {
        let mut built = Cli::command();
        built.build();
        let mut missing = Vec::new();
        walk(&built, "presend", &mut missing);
        assert!(
            missing.is_empty(),
            "src/lang/texts/help.rs needs the Chinese of:\n{}",
            missing.join("\n")
        );
    }

    fn walk(command: &Command, path: &str, missing: &mut Vec<String>) {
        let english = |text: Option<&clap::builder::StyledStr>| {
            text.map(ToString::to_string).unwrap_or_default()
        };
        if help::about(path).is_none() {
            missing.push(format!(
                "  ABOUT: (\"{path}\", ...)  English: {}",
                english(command.get_about())
            ));
        }
        if command.get_after_help().is_some() && help::after(path).is_none() {
            missing.push(format!("  AFTER: (\"{path}\", ...)"));
        }
        assert!(
            command.get_long_about().is_none() && command.get_before_help().is_none(),
            "{path}: src/cli/help.rs shows neither a long text nor one before the help"
        );
        for arg in command.get_arguments().filter(|arg| !arg.is_hide_set()) {
            let id = arg.get_id().as_str();
            if help::argument(path, id).is_none() {
                missing.push(format!(
                    "  ARGUMENTS_OF: (\"{path}\", \"{id}\", ...) or (\"\", \"{id}\", ...)  English: {}",
                    english(arg.get_help())
                ));
            }
            if let Some(heading) = arg.get_help_heading()
                && help::heading(heading).is_none()
            {
                missing.push(format!("  HEADINGS: (\"{heading}\", ...)"));
            }
            assert!(
                arg.get_visible_aliases()
                    .is_none_or(|aliases| aliases.is_empty()),
                "{path} {id}: src/cli/help.rs shows no aliases"
            );
        }
        for inner in command
            .get_subcommands()
            .filter(|inner| !inner.is_hide_set())
        {
            // The parser's own command repeats all others below it.
            if inner.get_name() == "help" {
                continue;
            }
            walk(inner, &format!("{path} {}", inner.get_name()), missing);
        }
    }

    #[test]
    fn no_chinese_is_left_of_what_is_gone() {
        let mut built = Cli::command();
        built.build();
        for (path, id) in help::keys() {
            let mut names = path.split(' ').skip(1);
            let mut known = vec![&built];
            if path.is_empty() {
                known = every(&built);
            } else {
                let inner = names.try_fold(&built, |command, name| command.find_subcommand(name));
                known = inner.map_or(Vec::new(), |inner| vec![inner]);
            }
            let found = known.iter().any(|command| {
                id.is_empty() || command.get_arguments().any(|arg| arg.get_id() == id)
            });
            assert!(found, "src/lang/texts/help.rs: there is no {path:?} {id:?}");
        }
    }

    fn every(command: &Command) -> Vec<&Command> {
        let mut all = vec![command];
        all.extend(command.get_subcommands().flat_map(every));
        all
    }

    #[test]
    fn columns_line_up_whatever_the_width_of_the_characters() {
        let rows = [
            ("--list <名单>".to_owned(), "自己的条目".to_owned()),
            ("--offline".to_owned(), "不查询".to_owned()),
        ];
        assert_eq!(
            table(&rows, 22),
            "  --list <名单>  自己\n                 的条\n                 目\n  --offline      不查\n                 询\n"
        );
    }
}
