//! Whose file is it? What another program made is never renamed, nor written to.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

/// Stands in the header of our files (SQLite's file format, section 1.3.8: the application id): `pres`.
pub(super) const APPLICATION: i32 = 0x7072_6573;
/// What every SQLite database begins with (section 1.3.1).
const MAGIC: &[u8; 16] = b"SQLite format 3\0";
/// Where the application id stands, big-endian.
const APPLICATION_AT: usize = 68;

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// Nothing, or an empty file: there is nothing to lose.
    Nobody,
    /// A cache of ours.
    Us,
    /// Anything else: a list, another program's database, a link, a folder, a device.
    Another,
}

/// Whose the file is, by its first bytes alone.
///
/// # Errors
///
/// Where it cannot be read.
pub(super) fn owner(path: &Path) -> io::Result<Owner> {
    let meta = match fs::symlink_metadata(path) {
        Ok(meta) => meta,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Owner::Nobody),
        Err(error) => return Err(error),
    };
    // Behind a link stands a file that was not named; a pipe would be waited for.
    if !meta.is_file() {
        return Ok(Owner::Another);
    }
    let mut head = Vec::with_capacity(100);
    File::open(path)?.take(100).read_to_end(&mut head)?;
    if head.is_empty() {
        return Ok(Owner::Nobody);
    }
    let mark = head.get(APPLICATION_AT..APPLICATION_AT + 4);
    Ok(match head.strip_prefix(MAGIC) {
        Some(_) if mark == Some(&APPLICATION.to_be_bytes()) => Owner::Us,
        Some(_) if mark == Some(&[0; 4]) && holds_facts_only(path) => Owner::Us,
        _ => Owner::Another,
    })
}

/// Whether a database without a mark is ours all the same: the mark is written after the file is made, and
/// stands in the log until SQLite moves it to its place.
fn holds_facts_only(path: &Path) -> bool {
    let tables = || -> rusqlite::Result<Vec<String>> {
        let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let mut query = connection.prepare("SELECT name FROM sqlite_master")?;
        query.query_map([], |row| row.get(0))?.collect()
    };
    tables().is_ok_and(|names| names.iter().all(|name| name == "fact1"))
}
