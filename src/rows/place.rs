//! Files that take their places together or not at all.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::error::OutputError;
use super::input::Input;

/// Temporary files are named so that a person who finds one after a power cut knows whose it is.
const PREFIX: &str = ".presend-";

/// What stands at an output's path before the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Before {
    Nothing,
    OlderFile,
    /// A device or a pipe (`/dev/null`), which cannot be replaced, only written to.
    Device,
}

/// Checks that a file may be written at `path`.
pub(super) fn check(path: &Path, input: &Input, force: bool) -> Result<Before, OutputError> {
    let owned = || path.to_owned();
    if let Input::Path(input) = input
        && same_file(path, input)
    {
        return Err(OutputError::SameAsInput { path: owned() });
    }
    let folder = folder_of(path);
    if !folder.is_dir() {
        return Err(OutputError::NoFolder { folder });
    }
    let Ok(meta) = fs::symlink_metadata(path) else {
        return Ok(Before::Nothing);
    };
    let kind = meta.file_type();
    if kind.is_symlink() {
        Err(OutputError::Symlink { path: owned() })
    } else if kind.is_dir() {
        Err(OutputError::Folder { path: owned() })
    } else if !kind.is_file() {
        Ok(Before::Device)
    } else if force {
        Ok(Before::OlderFile)
    } else {
        Err(OutputError::Exists { path: owned() })
    }
}

/// Whether two paths lead to one file, by whatever links.
pub(super) fn same_file(a: &Path, b: &Path) -> bool {
    let (Ok(real_a), Ok(real_b)) = (fs::canonicalize(a), fs::canonicalize(b)) else {
        return same_name(a, b);
    };
    real_a == real_b || same_inode(&real_a, &real_b)
}

/// Whether two paths, of which one at least does not exist yet, will be one file.
fn same_name(a: &Path, b: &Path) -> bool {
    let real = |path: &Path| {
        Some((
            fs::canonicalize(folder_of(path)).ok()?,
            path.file_name()?.to_owned(),
        ))
    };
    real(a).is_some_and(|a| real(b) == Some(a))
}

#[cfg(unix)]
fn same_inode(a: &Path, b: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let id = |path| fs::metadata(path).map(|meta| (meta.dev(), meta.ino())).ok();
    id(a).is_some() && id(a) == id(b)
}

#[cfg(not(unix))]
fn same_inode(_: &Path, _: &Path) -> bool {
    false
}

pub(super) fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// A temporary file in a folder, exclusive and readable to its owner only.
pub(super) fn temporary(folder: &Path) -> Result<NamedTempFile, OutputError> {
    let made = tempfile::Builder::new()
        .prefix(PREFIX)
        .suffix(".tmp")
        .tempfile_in(folder);
    made.map_err(|source| OutputError::Unwritable {
        folder: folder.to_owned(),
        source,
    })
}

/// The permissions that an output gets: the input's, because who may read the list may read what was made of it; for
/// standard input those of any new file.
#[cfg(unix)]
pub(super) fn permissions(input: &Input, folder: &Path) -> Option<fs::Permissions> {
    use std::os::unix::fs::PermissionsExt;
    let mode = match input {
        Input::Path(path) => fs::metadata(path)
            .ok()
            .filter(fs::Metadata::is_file)?
            .permissions()
            .mode(),
        Input::Stdin => {
            // The umask can only be asked by making a file.
            let open = fs::Permissions::from_mode(0o666);
            let probe = tempfile::Builder::new()
                .prefix(PREFIX)
                .permissions(open)
                .tempfile_in(folder)
                .ok()?;
            probe.as_file().metadata().ok()?.permissions().mode()
        }
    };
    Some(fs::Permissions::from_mode(mode & 0o666 | 0o600))
}

#[cfg(not(unix))]
pub(super) fn permissions(_: &Input, _: &Path) -> Option<fs::Permissions> {
    None
}

/// A finished temporary file and where it belongs.
#[derive(Debug)]
pub(super) struct Finished {
    pub file: NamedTempFile,
    pub path: PathBuf,
    pub before: Before,
}

/// Puts all files in their places; if one fails, the older ones come back.
pub(super) fn put(files: Vec<Finished>) -> Result<(), OutputError> {
    let mut done: Vec<(PathBuf, Option<tempfile::TempPath>)> = Vec::new();
    let mut folders = Vec::new();
    for Finished { file, path, before } in files {
        let result = put_one(file, &path, before);
        match result {
            Ok(older) => {
                folders.push(folder_of(&path));
                done.push((path, older));
            }
            Err(source) => {
                take_back(done);
                return Err(OutputError::Write {
                    path: Some(path),
                    source,
                });
            }
        }
    }
    folders.dedup();
    for folder in folders {
        sync_folder(&folder);
    }
    // The older versions go as `done` is dropped.
    Ok(())
}

/// Puts one file in its place and returns the older version, kept under another name.
fn put_one(
    file: NamedTempFile,
    path: &Path,
    before: Before,
) -> io::Result<Option<tempfile::TempPath>> {
    if before != Before::OlderFile {
        // Not over a file that came into being meanwhile.
        return match file.persist_noclobber(path) {
            Ok(_) => Ok(None),
            // Some file systems (FAT, network shares) can only rename.
            Err(e) if e.error.kind() != io::ErrorKind::AlreadyExists && !path.exists() => {
                e.file.persist(path).map(|_| None).map_err(|e| e.error)
            }
            Err(e) => Err(e.error),
        };
    }
    let older = keep_aside(path)?;
    file.persist(path).map_err(|e| e.error)?;
    Ok(older)
}

/// A second name for the older version, so that at no moment there is no file at `path`.
fn keep_aside(path: &Path) -> io::Result<Option<tempfile::TempPath>> {
    let folder = folder_of(path);
    let made = tempfile::Builder::new()
        .prefix(PREFIX)
        .suffix(".old")
        .make_in(&folder, |aside| {
            // Not every file system has hard links.
            fs::hard_link(path, aside).or_else(|e| match e.kind() {
                io::ErrorKind::AlreadyExists | io::ErrorKind::NotFound => Err(e),
                _ => fs::copy(path, aside).map(drop),
            })
        });
    match made {
        Ok(aside) => Ok(Some(aside.into_temp_path())),
        // It was taken away since the run began: there is nothing to bring back.
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(e),
    }
}

fn take_back(done: Vec<(PathBuf, Option<tempfile::TempPath>)>) {
    for (path, older) in done.into_iter().rev() {
        // Nothing better can be done where this fails too; the first error is the one that is reported.
        let _ = match older {
            Some(older) => older.persist(&path).map_err(|e| e.error),
            None => fs::remove_file(&path),
        };
    }
}

/// Makes the new names survive a power cut, where the system can.
fn sync_folder(folder: &Path) {
    if cfg!(unix)
        && let Ok(folder) = File::open(folder)
    {
        let _ = folder.sync_all();
    }
}
