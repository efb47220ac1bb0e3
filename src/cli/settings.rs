//! Settings in their order: flag, `PRESEND_*` variable, `presend.toml`, default.
//!
//! A setting from a variable or the file is given to the parser as the flag of the same name, so that one
//! registry (the command line) knows what there is, what it means and what is a valid value.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command, CommandFactory, FromArgMatches};

use super::allow::{Allow, KEYS as ALLOW_KEYS};
use super::args::Cli;
use super::failure::Failure;
use super::world::text_file;
use super::{help, usage, words};
use crate::judge::{Policy, Reason};
use crate::lang::texts::{check as texts, failures};
use crate::lang::{Lang, Message, Text, Value, foreign, nearest};

/// Flags that belong to one run and cannot be settings.
const NOT_SETTINGS: [&str; 17] = [
    "today",
    "dir",
    "help",
    "version",
    "config",
    "output",
    "review",
    "removed",
    "annotated",
    "report",
    "force",
    "show",
    "write-baseline",
    "message",
    "only",
    "update",
    "forget",
];
/// Arguments of which the second says that there is none of the first.
const EXCLUSIVE: [(&str, &str); 2] = [("cache", "no_cache"), ("own_lists", "no_own_lists")];
pub(super) const FILE_NAME: &str = "presend.toml";
const PREFIX: &str = "PRESEND_";

/// The parsed command line with all settings, and the policy of the settings file.
pub struct Loaded {
    /// The command line.
    pub cli: Cli,
    /// `[reasons]` of the settings file.
    pub policy: Policy,
    /// `[[allow]]` of the settings file.
    pub allow: Vec<Allow>,
}

/// Why there is nothing to run.
pub enum NotLoaded {
    /// Help or version is what was asked for.
    Help(clap::Error),
    /// A mistake on the command line, in a variable or in the settings file.
    Mistake(Failure),
}

/// The parser's word about a command line.
fn not_parsed(error: clap::Error, argv: &[OsString]) -> NotLoaded {
    match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => NotLoaded::Help(error),
        _ => NotLoaded::Mistake(usage::failure(&error, &words::command_of(argv))),
    }
}

impl From<Failure> for NotLoaded {
    fn from(failure: Failure) -> NotLoaded {
        NotLoaded::Mistake(failure)
    }
}

/// One setting from outside the command line.
struct Setting {
    /// The flag's name without `--`.
    key: String,
    /// The arguments it stands for.
    args: Vec<OsString>,
    /// For error messages.
    origin: Value,
}

impl Setting {
    /// Whether its value is one of those that another command offers.
    fn is_elsewhere(&self) -> bool {
        let offered: Vec<String> = words::commands()
            .iter()
            .flat_map(Command::get_arguments)
            .filter(|arg| arg.get_long() == Some(&self.key))
            .flat_map(Arg::get_possible_values)
            .map(|value| format!("--{}={}", self.key, value.get_name()))
            .collect();
        let given = self.args.iter().map(|arg| arg.to_str());
        given
            .flatten()
            .all(|arg| offered.iter().any(|known| known == arg))
    }
}

/// Parses the command line and adds what variables and the settings file hold. Help is in the given language.
pub fn load(argv: Vec<OsString>, lang: Lang) -> Result<Loaded, NotLoaded> {
    let argv = words::with_command(argv)?;
    let command = help::command(lang);
    let parse = |argv: &[OsString]| command.clone().try_get_matches_from(argv);
    let matches = parse(&argv).map_err(|error| not_parsed(error, &argv))?;
    let known = known_settings();
    let (mut settings, named_config) = from_environment(&known)?;
    let config = matches
        .get_one::<PathBuf>("config")
        .or_else(|| deepest(&matches).1.get_one::<PathBuf>("config"))
        .cloned()
        .or(named_config);
    let (mut policy, mut allow) = (Policy::default(), Vec::new());
    if let Some(path) = config.or_else(search_upward) {
        settings.extend(from_file(&path, &known, &mut policy, &mut allow)?);
    }
    let (names, inner) = deepest(&matches);
    let mut argv = argv;
    let place = words::behind_command(&argv, names.len());
    let mut taken = BTreeSet::new();
    for setting in settings {
        let id = setting.key.replace('-', "_");
        let applies = has_argument(&names, &id);
        let given = applies && inner.value_source(&id) == Some(ValueSource::CommandLine);
        // Of two that exclude each other, the one nearer to the user stands.
        let excluded = EXCLUSIVE.into_iter().any(|(place, none)| {
            let said_none = || inner.try_get_one::<bool>(none);
            let said_place = || inner.try_get_one::<PathBuf>(place);
            (id == place && said_none().is_ok_and(|v| v == Some(&true)))
                || (id == none && said_place().is_ok_and(|v| v.is_some()))
        });
        if !applies || given || excluded || !taken.insert(id) {
            continue;
        }
        let mut longer = argv.clone();
        longer.splice(place..place, setting.args.iter().cloned());
        match parse(&longer) {
            Ok(_) => argv = longer,
            // `format = "sarif"` is meant for `check`, and says nothing to `clean`.
            Err(error) if error.kind() == ErrorKind::InvalidValue && setting.is_elsewhere() => {}
            Err(error) => {
                let what = failures::ABOUT
                    .with("subject", setting.origin)
                    .with("what", usage::mistake(&error));
                let failure = Failure::usage(what);
                return Err(match usage::hint(&error) {
                    Some(hint) => failure.hint(hint),
                    None => failure,
                }
                .into());
            }
        }
    }
    let cli = parse(&argv)
        .and_then(|matches| Cli::from_arg_matches(&matches))
        .map_err(|error| not_parsed(error, &argv))?;
    Ok(Loaded { cli, policy, allow })
}

/// Whether a command takes an argument. The matches cannot tell: in a release build the parser says yes to any name.
fn has_argument(names: &[String], id: &str) -> bool {
    let mut root = Cli::command();
    root.build();
    let command = names.iter().try_fold(&root, |command, name| {
        command.find_subcommand(name.as_str())
    });
    command.is_some_and(|command| command.get_arguments().any(|arg| arg.get_id() == id))
}

/// The innermost command that was given, by its names from the outside in.
fn deepest(matches: &ArgMatches) -> (Vec<String>, &ArgMatches) {
    let (mut names, mut inner) = (Vec::new(), matches);
    while let Some((name, deeper)) = inner.subcommand() {
        names.push(name.to_owned());
        inner = deeper;
    }
    (names, inner)
}

/// Every flag that may be a setting.
pub(super) fn known_settings() -> BTreeSet<String> {
    let commands = words::commands();
    let arguments = commands.iter().flat_map(Command::get_arguments);
    arguments
        .filter_map(Arg::get_long)
        .filter(|long| !NOT_SETTINGS.contains(long))
        .map(str::to_owned)
        .collect()
}

/// `PRESEND_FIX_TYPOS=1` and its like, and the settings file that `PRESEND_CONFIG` names.
fn from_environment(known: &BTreeSet<String>) -> Result<(Vec<Setting>, Option<PathBuf>), Failure> {
    let mut settings = Vec::new();
    let mut config = None;
    let mut variables: Vec<(OsString, OsString)> = std::env::vars_os().collect();
    variables.sort();
    for (name, value) in variables {
        let Some(bare) = name.to_str().and_then(|name| name.strip_prefix(PREFIX)) else {
            continue;
        };
        // An empty variable is as good as none.
        if value.is_empty() {
            continue;
        }
        let key = bare.to_ascii_lowercase().replace('_', "-");
        let origin = format!("{PREFIX}{bare}");
        if key == "config" {
            config = Some(PathBuf::from(value));
            continue;
        }
        if NOT_SETTINGS.contains(&key.as_str()) {
            return Err(Failure::usage(failures::OF_ONE_RUN.with("name", origin)));
        }
        if !known.contains(&key) {
            let near = nearest(&key, known.iter().map(String::as_str))
                .map(|near| format!("{PREFIX}{}", near.to_ascii_uppercase().replace('-', "_")));
            return Err(unknown(
                failures::VARIABLE_UNKNOWN.with("name", origin),
                near,
            ));
        }
        let text = value
            .into_string()
            .map_err(|_| Failure::usage(failures::VARIABLE_NOT_UTF8.with("name", &origin)))?;
        let value = match (words::takes_value(&key), text.to_ascii_lowercase().as_str()) {
            (true, _) => toml::Value::String(text),
            (false, "1" | "true" | "yes" | "on") => toml::Value::Boolean(true),
            (false, "0" | "false" | "no" | "off") => toml::Value::Boolean(false),
            (false, _) => {
                let what = failures::VARIABLE_NOT_BOOL
                    .with("name", origin)
                    .with("text", text);
                return Err(Failure::usage(what));
            }
        };
        settings.push(setting(&key, &value, origin.into(), None)?);
    }
    Ok((settings, config))
}

fn from_file(
    path: &Path,
    known: &BTreeSet<String>,
    policy: &mut Policy,
    allow: &mut Vec<Allow>,
) -> Result<Vec<Setting>, Failure> {
    let shown = path.display().to_string();
    let text = text_file(path).map_err(|why| {
        let what = failures::SETTINGS_UNREADABLE
            .with("file", &shown)
            .with("why", why);
        Failure::usage(what)
    })?;
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
        let line = error.span().map_or(1, |span| {
            text[..span.start.min(text.len())].matches('\n').count() + 1
        });
        let what = failures::NOT_TOML
            .with("file", &shown)
            .with("line", line)
            .with("detail", foreign(error.message().to_owned()));
        Failure::usage(what)
    })?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut settings = Vec::new();
    for (key, value) in &table {
        if key == "reasons" {
            reasons(value, policy).map_err(|what| {
                Failure::usage(failures::IN_REASONS.with("file", &shown).with("what", what))
            })?;
            continue;
        }
        if key == "allow" {
            *allow = exceptions(value, &shown.to_string())?;
            continue;
        }
        if NOT_SETTINGS.contains(&key.as_str()) {
            let name = failures::ABOUT.with("subject", &shown).with("what", key);
            return Err(Failure::usage(failures::OF_ONE_RUN.with("name", name)));
        }
        if !known.contains(key) {
            let flags = known.iter().map(String::as_str);
            let near = nearest(key, flags.chain(["reasons", "allow"]));
            let what = failures::KEY_UNKNOWN.with("file", &shown).with("key", key);
            return Err(unknown(what, near.map(str::to_owned)));
        }
        settings.push(setting(
            key,
            value,
            failures::ABOUT
                .with("subject", &shown)
                .with("what", key)
                .into(),
            Some(folder),
        )?);
    }
    Ok(settings)
}

fn reasons(value: &toml::Value, policy: &mut Policy) -> Result<(), Message> {
    let table = value.as_table().ok_or(failures::REASONS_NO_TABLE)?;
    for (id, decision) in table {
        let decision = decision
            .as_str()
            .ok_or_else(|| failures::DECISION_NO_TEXT.with("id", id))?;
        policy.set(id, decision).map_err(|error| {
            failures::ABOUT
                .with("subject", id)
                .with("what", error.message())
        })?;
    }
    Ok(())
}

/// The entries of `[[allow]]`.
fn exceptions(value: &toml::Value, file: &str) -> Result<Vec<Allow>, Failure> {
    let entries = value
        .as_array()
        .map(|entries| entries.iter().map(toml::Value::as_table));
    let entries: Option<Vec<&toml::Table>> = entries.and_then(Iterator::collect);
    let Some(entries) = entries else {
        let what = texts::ALLOW_ENTRY.with("file", file).with("n", 1usize);
        return Err(Failure::usage(what.with("what", texts::ALLOW_ENTRIES)));
    };
    let mut allow = Vec::new();
    for (i, entry) in entries.into_iter().enumerate() {
        let wrong = |what: Value| {
            let place = texts::ALLOW_ENTRY.with("file", file).with("n", i + 1);
            Failure::usage(place.with("what", what))
        };
        if let Some(key) = entry.keys().find(|key| !ALLOW_KEYS.contains(&key.as_str())) {
            let hint = match nearest(key, ALLOW_KEYS) {
                Some(near) => texts::DID_YOU_MEAN.with("near", near),
                None => texts::KEYS_ARE.with("keys", ALLOW_KEYS.into_iter().collect::<Value>()),
            };
            return Err(wrong(texts::ALLOW_KEY.with("key", key).into()).hint(hint));
        }
        let near = entry.get("reason").and_then(toml::Value::as_str);
        let near = near
            .filter(|id| Reason::from_id(id).is_none())
            .and_then(|id| nearest(id, Reason::all().map(Reason::id)));
        allow.push(Allow::read(entry).map_err(|what| match near {
            Some(near) => wrong(what).hint(texts::DID_YOU_MEAN.with("near", near)),
            None => wrong(what),
        })?);
    }
    Ok(allow)
}

/// What a value stands for on the command line. Paths in a file are relative to its folder.
fn setting(
    key: &str,
    value: &toml::Value,
    origin: Value,
    folder: Option<&Path>,
) -> Result<Setting, Failure> {
    let wrong = |what: Text| {
        Failure::usage(
            failures::ABOUT
                .with("subject", origin.clone())
                .with("what", what),
        )
    };
    let flag = |text: String| OsString::from(format!("--{key}={text}"));
    let args = match value {
        toml::Value::Boolean(on) if !words::takes_value(key) => {
            if *on {
                vec![OsString::from(format!("--{key}"))]
            } else {
                // It says nothing to the parser, but hides what stands farther from the user.
                Vec::new()
            }
        }
        _ if !words::takes_value(key) => return Err(wrong(failures::NOT_BOOL)),
        toml::Value::String(text) => vec![flag(placed(key, text, folder))],
        toml::Value::Integer(number) => vec![flag(number.to_string())],
        toml::Value::Float(number) => vec![flag(number.to_string())],
        toml::Value::Array(items) => items
            .iter()
            .map(|item| match item {
                toml::Value::String(text) => Ok(flag(placed(key, text, folder))),
                toml::Value::Integer(number) => Ok(flag(number.to_string())),
                _ => Err(wrong(failures::ITEM_WRONG)),
            })
            .collect::<Result<_, _>>()?,
        _ => return Err(wrong(failures::VALUE_WRONG)),
    };
    Ok(Setting {
        key: key.to_owned(),
        args,
        origin,
    })
}

fn placed(key: &str, text: &str, folder: Option<&Path>) -> String {
    let Some(folder) = folder else {
        return text.to_owned();
    };
    let join = |path: &str| folder.join(path).display().to_string();
    match key {
        "facts" | "cache" | "baseline" | "own-lists" => join(text),
        "list" => match text.split_once('=') {
            Some((name, file)) => match file.strip_prefix('+') {
                Some(file) => format!("{name}=+{}", join(file)),
                None => format!("{name}={}", join(file)),
            },
            None => text.to_owned(),
        },
        _ => text.to_owned(),
    }
}

/// The settings file in the working folder, or in the nearest one above it that has one.
pub(super) fn search_upward() -> Option<PathBuf> {
    let start = std::env::current_dir().ok()?;
    start
        .ancestors()
        .map(|folder| folder.join(FILE_NAME))
        .find(|path| path.is_file())
}

fn unknown(what: Message, near: Option<String>) -> Failure {
    let failure = Failure::usage(what);
    match near {
        Some(near) => failure.hint(failures::DID_YOU_MEAN.with("this", near)),
        None => failure.hint(failures::SETTINGS_ARE_FLAGS),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_is_for_the_commands_that_take_it() {
        let has = |command: &str, id: &str| {
            let names: Vec<String> = command.split(' ').map(str::to_owned).collect();
            has_argument(&names, id)
        };
        assert!(has("clean", "fix_typos") && has("facts export", "cache"));
        assert!(has("lists", "lang") && has("facts export", "quiet"));
        assert!(!has("lists", "fix_typos") && !has("facts export", "offline"));
    }
}
