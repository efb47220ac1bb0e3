//! Which files are meant.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use super::args::CheckArgs;
use crate::cli::failure::{Exit, Failure};
use crate::cli::printer::Printer;
use crate::lang::texts::check as texts;

/// What is checked in folders. Each may be packed.
const ENDINGS: [&str; 11] = [
    "csv", "tsv", "txt", "xlsx", "xls", "ods", "json", "jsonl", "ndjson", "md", "markdown",
];
const PACKED: [&str; 2] = ["gz", "zst"];

/// A file to check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Target {
    /// Its path, `-` for standard input.
    pub(super) path: PathBuf,
    /// It was named itself. One that a folder or a glob brought in may turn out to be no contact file.
    pub(super) named: bool,
}

/// The files that the arguments mean, each once, in the order of the arguments; those of a folder by name.
pub(super) fn targets(args: &CheckArgs, printer: &Printer) -> Result<Vec<Target>, Failure> {
    let mut targets = Vec::new();
    for path in &args.files {
        if path.as_os_str() == "-" || path.is_file() {
            targets.push(Target {
                path: path.clone(),
                named: true,
            });
        } else if path.is_dir() {
            let include = globs(path, "include", &args.include)?;
            let exclude = globs(path, "exclude", &args.exclude)?;
            let usual = include.is_empty();
            let found = walk(path, &exclude, |file| {
                if usual {
                    has_usual_ending(file)
                } else {
                    include.matched_path_or_any_parents(file, false).is_ignore()
                }
            })?;
            if found.is_empty() {
                printer.warn(texts::EMPTY_FOLDER.with("folder", path.display()));
            }
            targets.extend(found);
        } else if !path.exists() && is_glob(path) {
            let found = expand(path, args)?;
            if found.is_empty() {
                return Err(Failure::new(
                    Exit::Input,
                    texts::NO_MATCH.with("glob", path.display()),
                ));
            }
            targets.extend(found);
        } else {
            // Whether it is missing or a pipe, opening it tells.
            targets.push(Target {
                path: path.clone(),
                named: true,
            });
        }
    }
    Ok(each_once(targets))
}

/// `leads.csv`, `leads.csv.gz`.
fn has_usual_ending(path: &Path) -> bool {
    let inner = match ending(path) {
        Some(packed) if PACKED.contains(&packed.as_str()) => ending(&path.with_extension("")),
        plain => plain,
    };
    inner.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
}

/// The ending of a name in small letters.
pub(super) fn ending(path: &Path) -> Option<String> {
    let ending = path.extension()?.to_str()?;
    Some(ending.to_ascii_lowercase())
}

/// The files below a folder that `.gitignore` lets through, without hidden ones, by name.
fn walk(
    folder: &Path,
    exclude: &Gitignore,
    wanted: impl Fn(&Path) -> bool,
) -> Result<Vec<Target>, Failure> {
    let excluded = exclude.clone();
    let walk = WalkBuilder::new(folder)
        .require_git(false)
        .sort_by_file_path(Ord::cmp)
        .filter_entry(move |entry| {
            let folder = entry.file_type().is_some_and(|kind| kind.is_dir());
            entry.depth() == 0 || !excluded.matched(entry.path(), folder).is_ignore()
        })
        .build();
    let entries: Result<Vec<_>, _> = walk.collect();
    // What cannot be looked into is not passed.
    let entries = entries.map_err(|error| Failure::new(Exit::Input, error.to_string()))?;
    let files = entries
        .into_iter()
        .filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()))
        .map(ignore::DirEntry::into_path)
        .filter(|path| wanted(path))
        .map(|path| Target {
            path: path.strip_prefix("./").map(Path::to_owned).unwrap_or(path),
            named: false,
        });
    Ok(files.collect())
}

/// Globs as in `.gitignore`, from a folder on: without a slash they match at any depth.
fn globs(folder: &Path, flag: &str, globs: &[String]) -> Result<Gitignore, Failure> {
    let wrong = |error: ignore::Error| Failure::usage(format!("--{flag}: {error}"));
    let mut builder = GitignoreBuilder::new(folder);
    for glob in globs {
        builder.add_line(None, glob).map_err(wrong)?;
    }
    builder.build().map_err(wrong)
}

fn is_glob(path: &Path) -> bool {
    path.to_str()
        .is_some_and(|text| text.contains(['*', '?', '[']))
}

/// A glob that no shell has expanded: `'lists/**/*.csv'`.
fn expand(path: &Path, args: &CheckArgs) -> Result<Vec<Target>, Failure> {
    let parts: Vec<_> = path.components().collect();
    let plain = parts
        .iter()
        .take_while(|part| !is_glob(Path::new(part.as_os_str())))
        .count();
    let folder: PathBuf = parts[..plain].iter().collect();
    let rest: PathBuf = parts[plain..].iter().collect();
    let folder = match folder.as_os_str().is_empty() {
        true => PathBuf::from("."),
        false => folder,
    };
    let anchored = format!("/{}", rest.display()).replace('\\', "/");
    let wanted = globs(&folder, "include", &[anchored])?;
    let exclude = globs(&folder, "exclude", &args.exclude)?;
    let found = walk(&folder, &exclude, |file| {
        wanted.matched(file, false).is_ignore()
    })?;
    let named = found.into_iter().map(|target| Target {
        named: true,
        ..target
    });
    Ok(named.collect())
}

/// Each file once, however it was named; that it was named itself counts.
fn each_once(targets: Vec<Target>) -> Vec<Target> {
    let real = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let named: BTreeSet<PathBuf> = targets
        .iter()
        .filter(|target| target.named)
        .map(|target| real(&target.path))
        .collect();
    let mut seen = BTreeSet::new();
    targets
        .into_iter()
        .filter_map(|target| {
            let place = real(&target.path);
            seen.insert(place.clone()).then(|| Target {
                named: target.named || named.contains(&place),
                path: target.path,
            })
        })
        .collect()
}
