//! What can go wrong with a contact file, in words for the person who has it.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

/// The input cannot be read as a contact list.
///
/// Every message is one line: what, where, and after `hint:` the one thing to do about it. Header names in it come from
/// the file, so that the caller must escape the text before it goes to a terminal.
#[derive(Debug, Error)]
pub enum RowsError {
    /// The file could not be opened or read.
    #[error("cannot read {name}: {source}")]
    Read {
        /// The file's name, or `standard input`.
        name: String,
        /// The system's answer.
        source: io::Error,
    },
    /// Standard input, or a transcoded copy, could not be kept in a temporary file.
    #[error(
        "cannot keep a copy of {name} in the temporary folder: {source}; hint: set TMPDIR to a folder with room"
    )]
    Spool {
        /// The file's name, or `standard input`.
        name: String,
        /// The system's answer.
        source: io::Error,
    },
    /// The file is something else than a table.
    #[error("{name} {what}; hint: {hint}")]
    NotATable {
        /// The file's name, or `standard input`.
        name: String,
        /// What it is, as the rest of a sentence: `is an Excel workbook`.
        what: String,
        /// What to do about it.
        hint: String,
    },
    /// `--encoding` names no encoding that is known.
    #[error("unknown encoding \"{label}\"; hint: {hint}")]
    UnknownEncoding {
        /// The label as it was given.
        label: String,
        /// The label that was probably meant, or some that exist.
        hint: String,
    },
    /// The delimiter asked for cannot delimit anything.
    #[error("{what} cannot be a delimiter; hint: use one of , ; | or tab")]
    BadDelimiter {
        /// The delimiter, named.
        what: String,
    },
    /// A file that must be transcoded to be parsed does not come back to the same bytes.
    #[error(
        "{name}, line {line}: this {encoding} text cannot be written back as it came; \
         hint: save the file as UTF-8, or name its true encoding with --encoding"
    )]
    Transcode {
        /// The file's name, or `standard input`.
        name: String,
        /// The encoding it was read in.
        encoding: &'static str,
        /// The physical line, from 1.
        line: u64,
    },
    /// No column can be told to hold the addresses.
    #[error(
        "cannot tell which column holds the addresses: {}{}; hint: name it with --column NAME or --column NUMBER",
        show_header(header),
        show_guesses(guesses)
    )]
    NoAddressColumn {
        /// The header's cells, or the first row's where there is no header.
        header: Vec<String>,
        /// The likeliest columns, best first.
        guesses: Vec<super::Candidate>,
    },
    /// `--column` names a column that is not there.
    #[error("no column {wanted}: {}; hint: {hint}", show_header(header))]
    NoSuchColumn {
        /// The column as it was asked for.
        wanted: String,
        /// The header's cells, or the first row's where there is no header.
        header: Vec<String>,
        /// The column that was probably meant, or how to name one.
        hint: String,
    },
    /// A quote opens a field and no other closes it.
    #[error(
        "line {line}: a quote (\") opens here and never closes; hint: close it there, or double it if it belongs to the text"
    )]
    OpenQuote {
        /// The physical line where it opens, from 1.
        line: u64,
    },
    /// A field is longer than is sane.
    #[error(
        "line {line}: a field is longer than {limit} bytes; hint: raise the limit with --max-field if that is right"
    )]
    FieldTooLong {
        /// The physical line where the field begins, from 1.
        line: u64,
        /// The limit in bytes.
        limit: usize,
    },
}

/// The outputs cannot be written.
#[derive(Debug, Error)]
pub enum OutputError {
    /// The output is the file that is being read.
    #[error("{} is the input itself; hint: name another file", path.display())]
    SameAsInput {
        /// The output asked for.
        path: PathBuf,
    },
    /// Two outputs would be the same file.
    #[error("{name} is named for two outputs; hint: give each its own file")]
    Twice {
        /// The output asked for, or `standard output`.
        name: String,
    },
    /// The output exists as a symbolic link, which is not followed.
    #[error("{} is a symbolic link, which presend does not write through; hint: name the file it points to", path.display())]
    Symlink {
        /// The output asked for.
        path: PathBuf,
    },
    /// The output is a folder.
    #[error("{} is a folder; hint: name a file in it", path.display())]
    Folder {
        /// The output asked for.
        path: PathBuf,
    },
    /// The output exists.
    #[error("{} exists already; hint: overwrite it with --force", path.display())]
    Exists {
        /// The output asked for.
        path: PathBuf,
    },
    /// The folder for the output is missing.
    #[error("the folder {} does not exist; hint: create it first", folder.display())]
    NoFolder {
        /// The folder.
        folder: PathBuf,
    },
    /// No file can be created in the folder.
    #[error("cannot write in the folder {}: {source}", folder.display())]
    Unwritable {
        /// The folder.
        folder: PathBuf,
        /// The system's answer.
        source: io::Error,
    },
    /// Writing failed on the way; nothing was put in place.
    #[error("cannot write {name}: {source}")]
    Write {
        /// The output's name, or `standard output`.
        name: String,
        /// The system's answer.
        source: io::Error,
    },
}

fn show_header(header: &[String]) -> String {
    // A line of sixty columns helps nobody; forty characters a cell tell any name apart.
    const CELLS: usize = 24;
    let mut cells: Vec<String> = header
        .iter()
        .take(CELLS)
        .enumerate()
        .map(|(i, cell)| format!("{} \"{}\"", i + 1, shorten(cell)))
        .collect();
    if header.len() > CELLS {
        cells.push(format!("and {} more", header.len() - CELLS));
    }
    if cells.is_empty() {
        return "the file has no columns".to_owned();
    }
    format!("the columns are {}", cells.join(", "))
}

fn show_guesses(guesses: &[super::Candidate]) -> String {
    if guesses.is_empty() {
        return "; none of them holds addresses".to_owned();
    }
    let names: Vec<String> = guesses.iter().take(3).map(ToString::to_string).collect();
    format!("; best guesses: {}", names.join(", "))
}

fn shorten(cell: &str) -> String {
    let cell = cell.trim();
    if cell.chars().count() <= 40 {
        return cell.to_owned();
    }
    cell.chars().take(39).chain(['…']).collect()
}
