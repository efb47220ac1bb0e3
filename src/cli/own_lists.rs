//! The user's own entries that are kept for later runs: `presend lists --update`.
//!
//! Each table's entries stand in a file of their own, `block.txt`, as they came; the first line says whether they add to
//! the table or replace it, from which day they are, and from which file they were taken.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::args::OwnArgs;
use super::failure::{Exit, Failure};
use super::printer::{Printer, safe};
use super::values::OwnEntries;
use super::world::{AskedList, text_file};
use crate::lang::texts::{failures, tables as texts};
use crate::lang::{Message, Text, Value, system_error};
use crate::lists::{Lists, OverlayError};
use crate::rows::{Input, OutputSet, Target};

/// How the first line begins.
const MARK: &str = "# presend";
const ADDS: &str = "adds";
const REPLACES: &str = "replaces";

/// Entries of the user's own for one table.
pub(super) struct OwnList {
    /// The table.
    pub(super) name: &'static str,
    /// The file in which they are kept.
    pub(super) path: PathBuf,
    /// They stand instead of the built-in entries, not beside them.
    pub(super) replaces: bool,
    /// The day on which they were taken; empty in a file that a person wrote.
    pub(super) date: String,
    /// The file from which they were taken.
    pub(super) from: String,
    /// How many there are.
    pub(super) entries: usize,
    /// The file's content.
    pub(super) text: String,
}

impl OwnList {
    /// Whether they add to the table or replace it, as the first line and the JSON say it.
    pub(super) fn mode(&self) -> &'static str {
        match self.replaces {
            true => REPLACES,
            false => ADDS,
        }
    }

    /// The same for people.
    pub(super) fn title(&self) -> Text {
        match self.replaces {
            true => texts::REPLACES,
            false => texts::ADDS,
        }
    }
}

/// Where own lists are kept: the folder that is named, else `lists` in `presend` under `XDG_DATA_HOME`,
/// `~/.local/share`, `~/Library/Application Support` or `%APPDATA%`. `None` where there is no home, and where they are
/// not wanted.
pub(super) fn folder(args: &OwnArgs) -> Option<PathBuf> {
    if args.no_own_lists {
        return None;
    }
    args.own_lists.clone().or_else(|| {
        let absolute = |name: &str| {
            std::env::var_os(name)
                .map(PathBuf::from)
                .filter(|path| path.is_absolute())
        };
        let base = if cfg!(windows) {
            absolute("APPDATA")
        } else {
            let usual = match cfg!(target_os = "macos") {
                true => "Library/Application Support",
                false => ".local/share",
            };
            absolute("XDG_DATA_HOME").or_else(|| absolute("HOME").map(|home| home.join(usual)))
        };
        base.map(|base| base.join("presend").join("lists"))
    })
}

fn path_of(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}.txt"))
}

/// The files that are kept.
pub(super) fn paths(args: &OwnArgs) -> Vec<PathBuf> {
    let Some(folder) = folder(args) else {
        return Vec::new();
    };
    let names = Lists::overlay_names().into_iter();
    let paths = names.map(|name| path_of(&folder, name));
    paths.filter(|path| path.exists()).collect()
}

/// Every list that is kept, by the names of the tables.
pub(super) fn kept(args: &OwnArgs) -> Result<Vec<OwnList>, Failure> {
    let Some(folder) = folder(args) else {
        return Ok(Vec::new());
    };
    let mut kept = Vec::new();
    for name in Lists::overlay_names() {
        let path = path_of(&folder, name);
        match fs::metadata(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            _ => kept.push(read(name, path)?),
        }
    }
    Ok(kept)
}

fn read(name: &'static str, path: PathBuf) -> Result<OwnList, Failure> {
    let forget = || texts::FORGET_HINT.with("name", name);
    let text = text_file(&path).map_err(|why| {
        let what = failures::UNREADABLE.with("file", path.display());
        Failure::usage(what.with("why", why)).hint(forget())
    })?;
    let mut words = text.lines().next().unwrap_or_default().strip_prefix(MARK);
    let mut word = || {
        let (word, rest) = words?.trim_start().split_once(' ')?;
        words = Some(rest);
        Some(word)
    };
    let replaces = word() == Some(REPLACES);
    let date = word().unwrap_or_default().to_owned();
    let from = words.unwrap_or_default().trim().to_owned();
    let entries = count(name, &text).map_err(|error| {
        let what = failures::ABOUT
            .with("subject", path.display())
            .with("what", error.message());
        Failure::usage(what).hint(forget())
    })?;
    Ok(OwnList {
        name,
        path,
        replaces,
        date,
        from,
        entries,
        text,
    })
}

/// How many entries a text has; an error where one is none.
fn count(name: &str, text: &str) -> Result<usize, OverlayError> {
    let mut alone = Lists::builtin();
    alone.overlay(name, text, false)?;
    Ok(alone.own_entries(name))
}

/// Lays the lists that are kept over the tables, and says which they are.
pub(super) fn lay(lists: &mut Lists, args: &OwnArgs, printer: &Printer) -> Result<(), Failure> {
    let kept = kept(args)?;
    for own in &kept {
        let laid = lists.overlay(own.name, &own.text, own.replaces);
        // It was counted a moment ago.
        laid.map_err(|error| Failure::new(Exit::Bug, error.message()))?;
    }
    if !kept.is_empty() {
        let each = kept.iter().map(|own| {
            let text = Message::counted(own.entries as u64, texts::OWN_ONE, texts::OWN_MANY);
            text.with("name", own.name)
        });
        let told = texts::OWN_OBEYED.with("lists", each.collect::<Value>());
        printer.say(&safe(&told.get(printer.lang())));
    }
    Ok(())
}

/// Where lists are kept, or why that is not known.
fn place(args: &OwnArgs) -> Result<PathBuf, Failure> {
    folder(args)
        .ok_or_else(|| Failure::usage(texts::NO_DATA_FOLDER).hint(texts::NAME_THE_DATA_FOLDER))
}

/// Keeps the entries of files for later runs, all of them or none. What was kept for a table is replaced.
pub(super) fn update(
    values: &[OwnEntries],
    args: &OwnArgs,
    printer: &Printer,
) -> Result<(), Failure> {
    if values.is_empty() {
        return Ok(());
    }
    let folder = place(args)?;
    fs::create_dir_all(&folder).map_err(|error| unwritten(&folder, &error))?;
    let mut set = OutputSet::new(true);
    let mut told = Vec::new();
    for own in values {
        let asked = AskedList::read("--update", own)?;
        let entries = count(own.table, &asked.text).map_err(|error| asked.refused(&error))?;
        let path = path_of(&folder, own.table);
        let source = fs::canonicalize(&own.file).unwrap_or_else(|_| own.file.clone());
        let text = marked(own, &asked.text, &source);
        // Who may read the file may read what was taken from it.
        let handle = set.add_side(Target::Path(path.clone()), Some(&Input::Path(source)))?;
        set.write_side(handle, text.as_bytes())?;
        let text = Message::counted(entries as u64, texts::UPDATED_ONE, texts::UPDATED);
        told.push(text.with("name", own.table).with("file", path.display()));
    }
    set.commit()?;
    for message in told {
        printer.say(&safe(&message.get(printer.lang())));
    }
    Ok(())
}

/// The text of a file with our first line before it.
fn marked(own: &OwnEntries, text: &str, source: &Path) -> String {
    let mode = if own.replace { REPLACES } else { ADDS };
    let date = jiff::ZonedDateTime::now().date();
    let from = source.display().to_string();
    let from = from.replace(char::is_control, " ");
    let bare = text.trim_start_matches('\u{feff}');
    // What was kept before has such a line already.
    let bare = match bare.starts_with(MARK) {
        true => bare.split_once('\n').map_or("", |(_, rest)| rest),
        false => bare,
    };
    format!("{MARK} {mode} {date} {from}\n{bare}")
}

/// Keeps the entries of a table no longer.
pub(super) fn forget(name: &str, args: &OwnArgs, printer: &Printer) -> Result<(), Failure> {
    let folder = place(args)?;
    let path = path_of(&folder, name);
    match fs::remove_file(&path) {
        Ok(()) => {
            let told = texts::FORGOTTEN.with("name", name);
            printer.say(&told.get(printer.lang()));
            Ok(())
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let what = texts::NOTHING_TO_FORGET.with("name", name);
            Err(Failure::usage(what).hint(texts::SEE_OWN_LISTS))
        }
        Err(error) => Err(unwritten(&path, &error)),
    }
}

fn unwritten(path: &Path, error: &std::io::Error) -> Failure {
    let what = failures::CANNOT_WRITE
        .with("file", path.display())
        .with("why", system_error(error));
    Failure::new(Exit::Output, what)
}
