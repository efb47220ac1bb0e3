//! The lists in a folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::outputs::kind;
use crate::judge::Decision;

/// The files of a folder that may be lists, by name; hidden files and folders are none.
pub(super) fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let hidden = path
            .file_name()
            .is_none_or(|name| name.to_string_lossy().starts_with('.'));
        if !hidden && path.is_file() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Whether a file has a name that [`super::outputs`] gives: `leads.clean.csv`.
pub(super) fn is_output(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.split('.').skip(1).any(|part| {
        Decision::ALL
            .into_iter()
            .any(|decision| kind(decision) == part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outputs_are_told_by_their_names() {
        for name in ["leads.clean.csv", "a/leads.review.csv.gz", "leads.removed"] {
            assert!(is_output(Path::new(name)), "{name}");
        }
        for name in ["leads.csv", "clean.csv", "cleaned.leads.csv"] {
            assert!(!is_output(Path::new(name)), "{name}");
        }
    }
}
