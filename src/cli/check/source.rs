//! Opening a file: as a table where it is one, else as a text with addresses in it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::document::Document;
use super::marker;
use super::walk::{Target, ending};
use crate::cli::failure::{Exit, Failure};
use crate::cli::interrupt;
use crate::cli::pipeline::{self, COLUMNS, Counting, Scan, USUAL_COLUMNS};
use crate::cli::progress::Progress;
use crate::lang::Lang;
use crate::lang::texts::{check as texts, screen};
use crate::lists::{ColumnHint, Lists};
use crate::rows::{Input, Nature, ReadOptions, Row, RowsError, Table, read_text, standard_input};

/// Endings of files that are tables or nothing.
const TABLES: [&str; 7] = ["csv", "tsv", "xlsx", "xls", "ods", "jsonl", "ndjson"];
/// Those of them that are zip archives.
const ARCHIVES: [&str; 2] = ["xlsx", "ods"];
/// Endings of texts that are never tables.
const TEXTS: [&str; 8] = ["md", "markdown", "html", "htm", "xml", "vcf", "yml", "yaml"];

/// An open file.
pub(super) struct Source {
    /// Its name in the report.
    pub(super) name: String,
    /// What is in it.
    pub(super) content: Content,
    /// What the first pass learnt.
    pub(super) scan: Scan,
    /// Standard input is kept here.
    _spool: Option<NamedTempFile>,
}

/// What is in a file.
pub(super) enum Content {
    /// Rows.
    Table(Table),
    /// Addresses with their places.
    Document(Document),
}

/// Why a file is not judged.
pub(super) enum Unusable {
    /// A folder brought it in, and it is no contact file.
    Skipped,
    /// It cannot be read; why, in one line.
    Unreadable(String),
    /// The command cannot go on.
    Failure(Failure),
}

/// Opens a file and takes the first pass over it.
pub(super) fn open(
    target: &Target,
    options: &ReadOptions,
    counting: Counting<'_>,
    lang: Lang,
    progress: Progress,
) -> Result<Source, Unusable> {
    let (path, spool) =
        place(&target.path, progress).map_err(|error| Unusable::Unreadable(error.to_string()))?;
    let name = name(&target.path);
    let unusable = |error: RowsError| {
        if !target.named && is_no_list(&path, &error) {
            return Unusable::Skipped;
        }
        let failure = Failure::from(error);
        if failure.exit == Exit::Usage {
            return Unusable::Failure(failure);
        }
        Unusable::Unreadable(plain(&failure, lang, &path, &name))
    };
    let input = Input::Path(path.clone());
    let content = content(&input, &path, options, counting.lists, progress).map_err(unusable)?;
    let scan = match &content {
        Content::Table(table) => {
            pipeline::scan(table, counting, progress).map_err(Unusable::Failure)?
        }
        Content::Document(document) => {
            interrupt::check().map_err(Unusable::Failure)?;
            pipeline::scan_cells(document.cells(), counting).map_err(Unusable::Failure)?
        }
    };
    Ok(Source {
        name,
        content,
        scan,
        _spool: spool,
    })
}

/// Whether a file that a folder brought in is no list, so that it may be passed by: it holds none, or is something else
/// under a name that promises nothing. A list that cannot be read is not passed by.
pub(in crate::cli) fn is_no_list(path: &Path, error: &RowsError) -> bool {
    let ending = ending(path).unwrap_or_default();
    match error.nature() {
        // What should be an archive and is something else was spoilt, whatever it can be taken for.
        Some(Nature::Nothing) => !ARCHIVES.contains(&ending.as_str()) || is_archive(path),
        Some(Nature::Other) => !TABLES.contains(&ending.as_str()),
        Some(Nature::Lost) | None => false,
    }
}

/// Whether the file begins as zip archives do, or is empty.
fn is_archive(path: &Path) -> bool {
    let head = head(path, 2);
    head.is_ok_and(|head| head.is_empty() || head == b"PK")
}

fn head(path: &Path, length: u64) -> io::Result<Vec<u8>> {
    use io::Read;
    let mut head = Vec::new();
    fs::File::open(path)?
        .take(length)
        .read_to_end(&mut head)
        .map(|_| head)
}

/// The name of a file in the report.
pub(super) fn name(path: &Path) -> String {
    match path.as_os_str() == "-" {
        true => "standard input".to_owned(),
        false => path.display().to_string().replace('\\', "/"),
    }
}

/// Where the bytes are. Standard input is kept in a file, because it may be read twice before it is known what it is.
fn place(path: &Path, progress: Progress) -> io::Result<(PathBuf, Option<NamedTempFile>)> {
    if path.as_os_str() != "-" {
        return Ok((path.to_owned(), None));
    }
    let mut spool = NamedTempFile::new()?;
    let bar = progress.endless(screen::RECEIVING);
    let mut from = bar.wrap_read(standard_input(Some(interrupt::flag())));
    io::copy(&mut from, &mut spool)?;
    bar.finish_and_clear();
    Ok((spool.path().to_owned(), Some(spool)))
}

/// The failure and what to do about it in one line, without the name of the file, which stands beside it.
fn plain(failure: &Failure, lang: Lang, path: &Path, name: &str) -> String {
    let text = match &failure.hint {
        Some(hint) => texts::WITH_HINT
            .with("what", failure.what.clone())
            .with("hint", hint.clone())
            .get(lang),
        None => failure.what.get(lang),
    };
    let text = text.replace(&path.display().to_string(), name);
    let bare = text
        .strip_prefix(name)
        .map(|rest| rest.trim_start_matches([' ', ',', ':', '：', '，']));
    bare.map_or(text.clone(), str::to_owned)
}

fn content(
    input: &Input,
    path: &Path,
    options: &ReadOptions,
    lists: &Lists,
    progress: Progress,
) -> Result<Content, RowsError> {
    let ending = ending(path).unwrap_or_default();
    let columns = &COLUMNS[..USUAL_COLUMNS];
    let table = || pipeline::open_table(input, options, lists, columns, progress);
    let text = || {
        let watching = progress.watching();
        read_text(input, options.encoding.as_deref(), &watching.watch())
    };
    if TEXTS.contains(&ending.as_str()) {
        return Ok(Content::Document(Document::of_text(&text()?)));
    }
    let packed = matches!(ending.as_str(), "gz" | "zst");
    if TABLES.contains(&ending.as_str()) || packed || path.is_dir() {
        return table().map(Content::Table);
    }
    if looks_like_json(path) {
        let text = text()?;
        if let Some(document) = Document::of_json(&text, &|key| lists.column(key)) {
            return Ok(Content::Document(document));
        }
        // JSON Lines, or a text that only begins like JSON.
        return Ok(match table() {
            Ok(table) => Content::Table(table),
            Err(_) => Content::Document(Document::of_text(&text)),
        });
    }
    match table() {
        Ok(table) if is_list(&table, lists)? || !options.columns.is_empty() => {
            Ok(Content::Table(table))
        }
        Ok(_) => Ok(Content::Document(Document::of_text(&text()?))),
        Err(
            error @ (RowsError::NotATable { .. }
            | RowsError::NoAddressColumn { .. }
            | RowsError::BadJson { .. }
            | RowsError::TooManyKeys { .. }
            | RowsError::OpenQuote { .. }),
        ) => match text() {
            Ok(text) if !text.trim().is_empty() => Ok(Content::Document(Document::of_text(&text))),
            _ => Err(error),
        },
        Err(error) => Err(error),
    }
}

fn looks_like_json(path: &Path) -> bool {
    let Ok(head) = head(path, 1 << 10) else {
        return false;
    };
    let head = head
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(&head)
        .trim_ascii_start();
    matches!(head.first(), Some(b'{' | b'['))
}

/// Whether what can be read as a table is one, and no prose with commas: a header names the column, or half of the rows
/// hold an address and nothing beside it.
fn is_list(table: &Table, lists: &Lists) -> Result<bool, RowsError> {
    let layout = table.layout();
    let columns = &layout.address_columns;
    let named = layout.header.as_ref().is_some_and(|header| {
        let mut names = columns.iter().filter_map(|&column| header.get(column));
        names.any(|name| matches!(lists.column(name), Some(ColumnHint::Address { .. })))
    });
    if named {
        return Ok(true);
    }
    let (mut rows, mut lone) = (0u64, 0u64);
    let mut reader = table.reader()?;
    let mut row = Row::new();
    while reader.next(&mut row)? {
        rows += 1;
        let alone = columns.iter().any(|&column| {
            let cell = row.cell(column);
            let cell = marker::without(&cell).trim();
            cell.contains('@') && (cell.contains('<') || !cell.contains(char::is_whitespace))
        });
        lone += u64::from(alone);
    }
    Ok(lone * 2 >= rows)
}
