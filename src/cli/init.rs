//! `presend init`: a settings file with every setting in it, made from the command line's own registry.

use std::path::Path;

use clap::{Arg, Command};

use super::args::{CommonArgs, InitArgs};
use super::failure::{Exit, Failure};
use super::printer::Printer;
use super::progress::Progress;
use super::{folder, help, pipeline, settings};
use crate::judge::{Decision, Reason};
use crate::lang::texts::{failures, init};
use crate::lang::{Lang, Message, system_error};
use crate::lists::Lists;
use crate::rows::{Input, ReadOptions, Target, write_file};

/// An example for each setting that has no default of its own.
const EXAMPLES: &[(&str, &str)] = &[
    ("baseline", "\"presend-baseline.json\""),
    ("cache", "\"presend-cache.db\""),
    ("column", "[2]"),
    ("delimiter", "\"semicolon\""),
    ("encoding", "\"gbk\""),
    ("exclude", "[\"archive\"]"),
    ("facts", "\"facts.jsonl\""),
    ("from", "\"sales@example.com\""),
    ("helo", "\"mail.example.com\""),
    ("include", "[\"*.csv\"]"),
    ("ip", "[\"192.0.2.1\"]"),
    ("lang", "\"en\""),
    ("list", "[\"block=+do-not-write.txt\"]"),
    ("mail-from", "\"bounces@example.com\""),
    ("own-lists", "\"own-lists\""),
    ("rate", "100"),
    ("resolver", "[\"192.0.2.53\"]"),
    ("selector", "[\"s1\"]"),
    ("sheet", "\"Sheet1\""),
    ("volume", "\"2000/day\""),
];

/// What the name of a file of addresses not to write to holds.
const NOT_TO_WRITE: [&str; 9] = [
    "suppress",
    "unsub",
    "optout",
    "opt-out",
    "block",
    "donotmail",
    "退订",
    "黑名单",
    "拒收",
];

/// Writes `presend.toml` into the folder.
pub(super) fn run(
    args: &InitArgs,
    common: &CommonArgs,
    printer: &Printer,
) -> Result<Exit, Failure> {
    let path = args.folder.join(settings::FILE_NAME);
    let target = Target::Path(path.clone());
    let progress = Progress::new(!common.no_progress && !common.quiet, printer.lang());
    let seen = look(&args.folder, progress)?;
    let text = text(&seen, printer.lang());
    write_file(target, &[], args.force, text.as_bytes())?;
    let lists = Message::counted(seen.lists.len() as u64, init::ONE_LIST, init::LISTS);
    let written = init::WRITTEN
        .with("file", path.display())
        .with("lists", lists);
    printer.say(&super::printer::safe(&written.get(printer.lang())));
    Ok(Exit::Done)
}

/// What stands in the folder.
struct Seen {
    /// Each list with what it is like.
    lists: Vec<(String, Message)>,
    /// Names of files of addresses not to write to.
    own: Vec<String>,
}

fn look(place: &Path, progress: Progress) -> Result<Seen, Failure> {
    let files = folder::files(place).map_err(|error| {
        let what = failures::UNREADABLE
            .with("file", place.display())
            .with("why", system_error(&error));
        Failure::new(Exit::Input, what)
    })?;
    let mut seen = Seen {
        lists: Vec::new(),
        own: Vec::new(),
    };
    let lists = Lists::builtin();
    let files: Vec<_> = files
        .iter()
        .filter(|path| !folder::is_output(path))
        .collect();
    for (i, path) in files.iter().enumerate() {
        super::interrupt::check()?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let lower = name.to_lowercase();
        if NOT_TO_WRITE.iter().any(|word| lower.contains(word)) {
            seen.own.push(name.into_owned());
        } else if let Some(detected) = describe(path, &lists, progress.part(i + 1, files.len())) {
            seen.lists.push((name.into_owned(), detected));
        }
    }
    super::interrupt::check()?;
    Ok(seen)
}

/// What a list is like, if the file is one.
fn describe(path: &Path, lists: &Lists, progress: Progress) -> Option<Message> {
    let input = Input::Path(path.to_owned());
    let options = ReadOptions::default();
    let table = pipeline::open(&input, &options, lists, &pipeline::COLUMNS, progress).ok()?;
    Some(super::clean::detected(&input, table.layout()))
}

fn text(seen: &Seen, lang: Lang) -> String {
    let mut text = String::new();
    let mut say = |line: String| {
        // A name may hold a line break; a comment may not.
        let line = line.replace(['\n', '\r'], " ");
        text.push_str(format!("# {line}").trim_end());
        text.push('\n');
    };
    say(init::TITLE.get(lang).to_owned());
    say(init::HOW.get(lang).to_owned());
    say(String::new());
    match seen.lists.first() {
        None => say(init::NONE_FOUND.get(lang).to_owned()),
        Some((first, _)) => {
            say(init::FOUND.get(lang).to_owned());
            for (_, detected) in &seen.lists {
                say(format!("  {}", detected.get(lang)));
            }
            say(init::CLEAN_ONE.with("file", first).get(lang));
        }
    }
    if !seen.own.is_empty() {
        say(init::OWN_LISTS.get(lang).to_owned());
        for name in &seen.own {
            let value = toml::Value::String(format!("block=+{name}"));
            say(format!("  list = [{value}]"));
        }
    }
    text.push_str(&settings_text(lang));
    text.push_str(&format!("\n# {}\n#[reasons]\n", init::REASONS.get(lang)));
    for reason in Reason::all().filter(|reason| reason.spec().decision == Decision::Review) {
        text.push_str(&format!(
            "# {}\n#{} = \"{}\"\n",
            reason.spec().title.get(lang),
            reason.id(),
            Decision::Review
        ));
    }
    text
}

/// Every setting with its meaning and its default.
fn settings_text(lang: Lang) -> String {
    let known = settings::known_settings();
    let mut said = std::collections::BTreeSet::new();
    let mut text = String::new();
    let mut commands: Vec<Command> = vec![help::worded(lang)];
    while let Some(command) = commands.pop() {
        for arg in command.get_arguments() {
            let Some(name) = arg.get_long().filter(|name| known.contains(*name)) else {
                continue;
            };
            if arg.is_hide_set() || !said.insert(name.to_owned()) {
                continue;
            }
            let meaning = arg.get_help().map(ToString::to_string).unwrap_or_default();
            text.push_str(&format!("\n# {meaning}\n#{name} = {}\n", value(arg, name)));
        }
        commands.extend(
            command
                .get_subcommands()
                .filter(|c| !c.is_hide_set())
                .cloned(),
        );
    }
    text
}

/// The default as it stands in a settings file, else an example.
fn value(arg: &Arg, name: &str) -> String {
    if !arg.get_action().takes_values() {
        return "true".to_owned();
    }
    let default = arg.get_default_values().first();
    match default.map(|value| value.to_string_lossy()) {
        Some(number) if number.parse::<f64>().is_ok() => number.into_owned(),
        Some(word) => toml::Value::String(word.into_owned()).to_string(),
        None => EXAMPLES
            .iter()
            .find(|(of, _)| *of == name)
            .map_or_else(|| "\"\"".to_owned(), |(_, example)| (*example).to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_stands_in_the_file_with_a_value() {
        let text = settings_text(Lang::En);
        for name in settings::known_settings() {
            assert!(text.contains(&format!("\n#{name} = ")), "{name}");
        }
        assert!(
            !text.contains(" = \"\"\n"),
            "EXAMPLES needs a value:\n{text}"
        );
    }
}
