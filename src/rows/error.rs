//! What can go wrong with a contact file, in words for the person who has it.

use std::fmt;
use std::io;
use std::path::PathBuf;

use super::layout::{Candidate, delimiter_name};
use crate::lang::texts::rows as texts;
use crate::lang::{Lang, Message, Text, Value, system_error};

/// What a file is that is no list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// It holds no addresses: nobody is lost with it.
    Nothing,
    /// It is something else.
    Other,
    /// It has the form of a list, but cannot be read.
    Lost,
}

/// The input cannot be read as a contact list.
///
/// Header names in the message come from the file, so that the caller must escape the text before it goes to a
/// terminal.
#[derive(Debug)]
pub enum RowsError {
    /// The file could not be opened or read.
    Read {
        /// The file's name, or `standard input`.
        name: String,
        /// The system's answer.
        source: io::Error,
    },
    /// Standard input, or a copy in another form, could not be kept in a temporary file.
    Spool {
        /// The file's name, or `standard input`.
        name: String,
        /// The system's answer.
        source: io::Error,
    },
    /// The file is something else than a table, or none that can be read.
    NotATable {
        /// The file's name, or `standard input`.
        name: String,
        /// What it is, as the rest of a sentence: `is a PDF document`.
        what: Message,
        /// What to do about it.
        hint: Text,
        /// Whether a list may be lost in it.
        nature: Nature,
    },
    /// `--sheet` names a sheet that the workbook does not have.
    NoSuchSheet {
        /// The file's name, or `standard input`.
        name: String,
        /// The sheet as it was asked for.
        wanted: String,
        /// The sheets that there are.
        sheets: Vec<String>,
    },
    /// A line is no JSON object.
    BadJson {
        /// The file's name, or `standard input`.
        name: String,
        /// The line, from 1.
        line: u64,
        /// What the parser says.
        why: String,
    },
    /// The objects have so many different keys that they are no table.
    TooManyKeys {
        /// The file's name, or `standard input`.
        name: String,
        /// The line, from 1.
        line: u64,
        /// The most keys that are taken.
        limit: usize,
    },
    /// `--encoding` names no encoding that is known.
    UnknownEncoding {
        /// The label as it was given.
        label: String,
        /// The label that was probably meant.
        near: Option<&'static str>,
    },
    /// The delimiter asked for cannot delimit anything.
    BadDelimiter {
        /// The delimiter.
        byte: u8,
    },
    /// A file that must be transcoded to be parsed does not come back to the same bytes.
    Transcode {
        /// The file's name, or `standard input`.
        name: String,
        /// The encoding it was read in.
        encoding: &'static str,
        /// The physical line, from 1.
        line: u64,
    },
    /// No column can be told to hold the addresses.
    NoAddressColumn {
        /// The header's cells, or the first row's where there is no header.
        header: Vec<String>,
        /// The likeliest columns, best first.
        guesses: Vec<Candidate>,
    },
    /// `--column` names a column that is not there.
    NoSuchColumn {
        /// The column as it was asked for.
        wanted: String,
        /// The header's cells, or the first row's where there is no header.
        header: Vec<String>,
        /// The column that was probably meant, or how to name one.
        hint: Message,
    },
    /// A quote opens a field and no other closes it.
    OpenQuote {
        /// The file's name, or `standard input`.
        name: String,
        /// The physical line where it opens, from 1.
        line: u64,
    },
    /// A quote opens a field, and the next one in the file, rows later, closes it.
    SwallowedRows {
        /// The file's name, or `standard input`.
        name: String,
        /// The physical line where it opens, from 1.
        line: u64,
    },
    /// A field is longer than is sane.
    FieldTooLong {
        /// The file's name, or `standard input`.
        name: String,
        /// The physical line where the field begins, from 1.
        line: u64,
        /// The limit in bytes.
        limit: usize,
    },
}

impl RowsError {
    /// The file cannot be made sense of. `why` is what the library says.
    pub(super) fn damaged(name: &str, why: &str) -> RowsError {
        RowsError::NotATable {
            name: name.to_owned(),
            what: texts::IS_DAMAGED.with("why", why.replace(['\r', '\n'], " ")),
            hint: texts::SAVE_ANEW,
            nature: Nature::Lost,
        }
    }

    /// The file unpacks to more than any real list does.
    pub(super) fn bomb(name: &str) -> RowsError {
        RowsError::NotATable {
            name: name.to_owned(),
            what: texts::IS_A_BOMB.into(),
            hint: texts::SAVE_ANEW,
            nature: Nature::Lost,
        }
    }

    /// A password keeps the workbook.
    pub(super) fn locked(name: &str) -> RowsError {
        RowsError::NotATable {
            name: name.to_owned(),
            what: texts::HAS_PASSWORD.into(),
            hint: texts::TAKE_PASSWORD_OFF,
            nature: Nature::Lost,
        }
    }

    /// What the file is, where it is no list.
    #[must_use]
    pub fn nature(&self) -> Option<Nature> {
        match self {
            RowsError::NotATable { nature, .. } => Some(*nature),
            RowsError::NoAddressColumn { .. } => Some(Nature::Nothing),
            _ => None,
        }
    }

    /// What went wrong and where, in one line.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            RowsError::Read { name, source } => texts::CANNOT_READ
                .with("name", name)
                .with("why", system_error(source)),
            RowsError::Spool { name, source } => texts::CANNOT_SPOOL
                .with("name", name)
                .with("why", system_error(source)),
            RowsError::NotATable { name, what, .. } => texts::NOT_A_TABLE
                .with("name", name)
                .with("what", what.clone()),
            RowsError::NoSuchSheet {
                name,
                wanted,
                sheets,
            } => texts::NO_SUCH_SHEET
                .with("name", name)
                .with("wanted", wanted)
                .with("sheets", numbered(sheets)),
            RowsError::BadJson { name, line, why } => texts::BAD_JSON
                .with("name", name)
                .with("line", *line)
                .with("why", why),
            RowsError::TooManyKeys { name, line, limit } => texts::TOO_MANY_KEYS
                .with("name", name)
                .with("line", *line)
                .with("limit", *limit),
            RowsError::UnknownEncoding { label, .. } => {
                texts::UNKNOWN_ENCODING.with("label", label)
            }
            RowsError::BadDelimiter { byte } => {
                texts::BAD_DELIMITER.with("what", delimiter_name(*byte))
            }
            RowsError::Transcode {
                name,
                encoding,
                line,
            } => texts::CANNOT_TRANSCODE
                .with("name", name)
                .with("encoding", *encoding)
                .with("line", *line),
            RowsError::NoAddressColumn { header, guesses } => texts::NO_ADDRESS_COLUMN
                .with("header", show_header(header))
                .with("guesses", show_guesses(guesses)),
            RowsError::NoSuchColumn { wanted, header, .. } => texts::NO_SUCH_COLUMN
                .with("wanted", wanted)
                .with("header", show_header(header)),
            RowsError::OpenQuote { name, line } => {
                texts::OPEN_QUOTE.with("name", name).with("line", *line)
            }
            RowsError::SwallowedRows { name, line } => {
                texts::SWALLOWED_ROWS.with("name", name).with("line", *line)
            }
            RowsError::FieldTooLong { name, line, limit } => texts::LONG_FIELD
                .with("name", name)
                .with("line", *line)
                .with("limit", *limit),
        }
    }

    /// The one thing to do about it.
    #[must_use]
    pub fn hint(&self) -> Option<Message> {
        Some(match self {
            RowsError::Read { .. } => return None,
            RowsError::Spool { .. } => texts::SET_TMPDIR.into(),
            RowsError::NotATable { hint, .. } => (*hint).into(),
            RowsError::NoSuchSheet { .. } => texts::NAME_A_SHEET.into(),
            RowsError::BadJson { .. } => texts::JSON_HINT.into(),
            RowsError::TooManyKeys { .. } => texts::FEWER_KEYS.into(),
            RowsError::UnknownEncoding { near, .. } => match near {
                Some(near) => texts::DID_YOU_MEAN.with("near", *near),
                None => texts::ENCODING_NAMES.into(),
            },
            RowsError::BadDelimiter { .. } => texts::GOOD_DELIMITERS.into(),
            RowsError::Transcode { .. } => texts::SAVE_OR_NAME_ENCODING.into(),
            RowsError::NoAddressColumn { .. } => texts::NAME_THE_COLUMN.into(),
            RowsError::NoSuchColumn { hint, .. } => hint.clone(),
            RowsError::OpenQuote { .. } | RowsError::SwallowedRows { .. } => {
                texts::CLOSE_QUOTE.into()
            }
            RowsError::FieldTooLong { .. } => texts::RAISE_MAX_FIELD.into(),
        })
    }
}

/// The outputs cannot be written.
#[derive(Debug)]
pub enum OutputError {
    /// The output is the file that is being read.
    SameAsInput {
        /// The output asked for.
        path: PathBuf,
    },
    /// The output is a file that the run reads or keeps besides its input.
    InUse {
        /// The output asked for.
        path: PathBuf,
    },
    /// Two outputs would be the same file.
    Twice {
        /// The output asked for; `None` for standard output.
        path: Option<PathBuf>,
    },
    /// The output exists as a symbolic link, which is not followed.
    Symlink {
        /// The output asked for.
        path: PathBuf,
    },
    /// The output is a folder.
    Folder {
        /// The output asked for.
        path: PathBuf,
    },
    /// The output exists.
    Exists {
        /// The output asked for.
        path: PathBuf,
    },
    /// The folder for the output is missing.
    NoFolder {
        /// The folder.
        folder: PathBuf,
    },
    /// The name asks for a kind of file that presend does not write.
    UnwritableKind {
        /// The output asked for.
        path: PathBuf,
    },
    /// No file can be created in the folder.
    Unwritable {
        /// The folder.
        folder: PathBuf,
        /// The system's answer.
        source: io::Error,
    },
    /// Writing failed on the way; nothing was put in place.
    Write {
        /// The output; `None` for standard output.
        path: Option<PathBuf>,
        /// The system's answer.
        source: io::Error,
    },
    /// More rows or columns than a worksheet holds; nothing was put in place.
    FullSheet {
        /// The output.
        path: Option<PathBuf>,
    },
    /// A cell is longer than a worksheet takes; nothing was put in place.
    LongCell {
        /// The output.
        path: Option<PathBuf>,
        /// Number of the row in the output, from 1.
        row: u64,
        /// Number of the column in the output, from 1.
        column: u64,
    },
}

/// Rows of a worksheet at most.
pub(super) const SHEET_ROWS: u32 = 1 << 20;
/// Columns of a worksheet at most.
pub(super) const SHEET_COLUMNS: u16 = 1 << 14;

impl OutputError {
    /// What went wrong and where, in one line.
    #[must_use]
    pub fn message(&self) -> Message {
        let shown = |path: &Option<PathBuf>| match path {
            Some(path) => Value::from(path.display()),
            None => Value::from(texts::STANDARD_OUTPUT),
        };
        match self {
            OutputError::SameAsInput { path } => texts::SAME_AS_INPUT.with("path", path.display()),
            OutputError::InUse { path } => texts::IN_USE.with("path", path.display()),
            OutputError::Twice { path } => texts::TWICE.with("name", shown(path)),
            OutputError::Symlink { path } => texts::IS_SYMLINK.with("path", path.display()),
            OutputError::Folder { path } => texts::OUTPUT_IS_FOLDER.with("path", path.display()),
            OutputError::Exists { path } => texts::EXISTS.with("path", path.display()),
            OutputError::NoFolder { folder } => texts::NO_FOLDER.with("folder", folder.display()),
            OutputError::UnwritableKind { path } => texts::UNWRITABLE.with("path", path.display()),
            OutputError::Unwritable { folder, source } => texts::CANNOT_WRITE_IN
                .with("folder", folder.display())
                .with("why", system_error(source)),
            OutputError::Write { path, source } => texts::CANNOT_WRITE
                .with("name", shown(path))
                .with("why", system_error(source)),
            OutputError::FullSheet { path } => texts::FULL_SHEET
                .with("name", shown(path))
                .with("limit", SHEET_ROWS.to_string())
                .with("width", SHEET_COLUMNS),
            OutputError::LongCell { path, row, column } => texts::LONG_SHEET_CELL
                .with("name", shown(path))
                .with("row", *row)
                .with("column", *column),
        }
    }

    /// The one thing to do about it.
    #[must_use]
    pub fn hint(&self) -> Option<Message> {
        let hint = match self {
            OutputError::SameAsInput { .. } | OutputError::InUse { .. } => texts::NAME_ANOTHER,
            OutputError::Twice { .. } => texts::OWN_FILES,
            OutputError::Symlink { path } if path.starts_with("/dev") => texts::USE_DASH,
            OutputError::Symlink { .. } => texts::NAME_POINTED,
            OutputError::Folder { .. } => texts::NAME_A_FILE,
            OutputError::Exists { .. } => texts::USE_FORCE,
            OutputError::NoFolder { .. } => texts::CREATE_FOLDER,
            OutputError::UnwritableKind { .. } => texts::WRITABLE,
            OutputError::FullSheet { .. } | OutputError::LongCell { .. } => texts::WRITE_CSV,
            OutputError::Unwritable { .. } | OutputError::Write { .. } => return None,
        };
        Some(hint.into())
    }
}

/// The message and its hint in English, for those who use the library.
fn show(f: &mut fmt::Formatter<'_>, message: &Message, hint: Option<Message>) -> fmt::Result {
    f.write_str(&message.get(Lang::En))?;
    match hint {
        Some(hint) => write!(f, "; hint: {}", hint.get(Lang::En)),
        None => Ok(()),
    }
}

impl fmt::Display for RowsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        show(f, &self.message(), self.hint())
    }
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        show(f, &self.message(), self.hint())
    }
}

impl std::error::Error for RowsError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            RowsError::Read { source, .. } | RowsError::Spool { source, .. } => Some(source),
            _ => None,
        }
    }
}

impl std::error::Error for OutputError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            OutputError::Unwritable { source, .. } | OutputError::Write { source, .. } => {
                Some(source)
            }
            _ => None,
        }
    }
}

/// `1 "name", 2 "email"`. A line of sixty of them helps nobody; forty characters tell any name apart.
fn numbered(names: &[String]) -> Value {
    const SHOWN: usize = 24;
    let shown = names.iter().take(SHOWN).enumerate().map(|(i, name)| {
        let told = texts::NUMBERED.with("n", i + 1);
        Value::from(told.with("name", shorten(name)))
    });
    let more =
        (names.len() > SHOWN).then(|| Value::from(texts::AND_MORE.with("n", names.len() - SHOWN)));
    shown.chain(more).collect()
}

fn show_header(header: &[String]) -> Message {
    if header.is_empty() {
        return texts::NO_COLUMNS.into();
    }
    texts::THE_COLUMNS.with("columns", numbered(header))
}

fn show_guesses(guesses: &[Candidate]) -> Message {
    if guesses.is_empty() {
        return texts::NO_GUESSES.into();
    }
    let names: Value = guesses.iter().take(3).map(Candidate::told).collect();
    texts::BEST_GUESSES.with("columns", names)
}

fn shorten(cell: &str) -> String {
    let cell = cell.trim();
    if cell.chars().count() <= 40 {
        return cell.to_owned();
    }
    cell.chars().take(39).chain(['…']).collect()
}
