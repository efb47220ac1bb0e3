//! Where the bytes come from: a file, or standard input kept in a temporary file so that it can be read twice.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::error::{Nature, RowsError};
use super::patient::{Patient, standard_input};
use super::watch::{Step, Watch};
use crate::lang::texts::rows as texts;

/// A contact list to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A file.
    Path(PathBuf),
    /// Standard input, which is spooled to a temporary file.
    Stdin,
}

impl Input {
    /// The name for messages: the path, or `standard input`.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Input::Path(path) => path.display().to_string(),
            Input::Stdin => "standard input".to_owned(),
        }
    }

    /// Opens the input for reading from any place, spooling what cannot be read twice.
    pub(super) fn open(&self, watch: &Watch) -> Result<Source, RowsError> {
        let opened = match self {
            Input::Stdin => spool(standard_input(watch.stop()), &self.name(), watch),
            Input::Path(path) => open_path(path, &self.name(), watch),
        };
        opened.map(|source| source.watched(watch, Step::Inspecting))
    }
}

fn open_path(path: &Path, name: &str, watch: &Watch) -> Result<Source, RowsError> {
    let read = |source| RowsError::Read {
        name: name.to_owned(),
        source,
    };
    if path.is_dir() {
        return Err(RowsError::NotATable {
            name: name.to_owned(),
            what: texts::IS_A_FOLDER.into(),
            hint: texts::NAME_A_FILE,
            nature: Nature::Other,
        });
    }
    if !path.metadata().map_err(read)?.is_file() {
        // A pipe such as `<(zcat leads.csv.gz)` gives its bytes once.
        let path = path.to_owned();
        let waiting = Patient::new(|| File::open(path), watch.stop());
        return spool(waiting, name, watch);
    }
    let file = File::open(path).map_err(read)?;
    let len = file.metadata().map_err(read)?.len();
    Ok(Source::new(file, len))
}

/// Keeps a copy of what can be read once only in a temporary file.
pub(super) fn spool(mut from: impl Read, name: &str, watch: &Watch) -> Result<Source, RowsError> {
    let name = || name.to_owned();
    let mut file = tempfile::tempfile().map_err(|source| RowsError::Spool {
        name: name(),
        source,
    })?;
    let mut block = vec![0; 1 << 16];
    let mut len = 0;
    loop {
        // Not `io::copy`: a failure to read and a failure to write are different errors to the user.
        let n = match from.read(&mut block) {
            Ok(0) => break,
            Ok(n) => n,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            Err(source) => {
                return Err(RowsError::Read {
                    name: name(),
                    source,
                });
            }
        };
        io::Write::write_all(&mut file, &block[..n]).map_err(|source| RowsError::Spool {
            name: name(),
            source,
        })?;
        len += n as u64;
        let told = watch.at(Step::Receiving, len, 0);
        told.map_err(|source| RowsError::Read {
            name: name(),
            source,
        })?;
    }
    Ok(Source::new(file, len))
}

/// An open file that several readers share, each with a place of its own.
///
/// The file is opened once: were another put in its place between the passes, both passes still see the same rows. For
/// the same reason what is appended later is not read.
#[derive(Clone, Debug)]
pub(super) struct Source {
    file: Arc<Mutex<File>>,
    len: u64,
    watch: Watch,
    step: Step,
}

impl Source {
    pub(super) fn new(file: File, len: u64) -> Self {
        Source {
            file: Arc::new(Mutex::new(file)),
            len,
            watch: Watch::default(),
            step: Step::Inspecting,
        }
    }

    /// The same, but that the wish to stop makes every read an error. Whoever reads a list reads it by blocks, so that
    /// neither a long walk nor a huge cell keeps the user waiting.
    pub(super) fn watched(self, watch: &Watch, step: Step) -> Self {
        Source {
            watch: watch.clone(),
            step,
            ..self
        }
    }

    /// The same, to be read in another step.
    pub(super) fn during(&self, step: Step) -> Self {
        Source {
            step,
            ..self.clone()
        }
    }

    /// The size in bytes when it was opened.
    pub(super) fn len(&self) -> u64 {
        self.len
    }

    /// A reader that begins at a byte offset.
    pub(super) fn reader_at(&self, pos: u64) -> SourceReader {
        SourceReader {
            source: self.clone(),
            pos,
        }
    }

    /// Up to `limit` bytes from the offset on.
    pub(super) fn head(&self, pos: u64, limit: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.reader_at(pos).take(limit).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// The physical line, from 1, in which the byte at `offset` stands. LF, CR and CRLF each end a line.
    pub(super) fn line_at(&self, offset: u64) -> io::Result<u64> {
        let mut reader = self.reader_at(0).take(offset);
        let mut block = vec![0; 1 << 16];
        let (mut line, mut after_cr) = (1, false);
        loop {
            let n = reader.read(&mut block)?;
            if n == 0 {
                return Ok(line);
            }
            for &byte in &block[..n] {
                if byte == b'\r' || (byte == b'\n' && !after_cr) {
                    line += 1;
                }
                after_cr = byte == b'\r';
            }
        }
    }
}

/// Reads a [`Source`] from a place of its own.
#[derive(Debug)]
pub(super) struct SourceReader {
    source: Source,
    pos: u64,
}

impl Read for SourceReader {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let source = &self.source;
        source.watch.at(source.step, self.pos, source.len)?;
        let left = usize::try_from(self.source.len.saturating_sub(self.pos)).unwrap_or(usize::MAX);
        let want = out.len().min(left);
        if want == 0 {
            return Ok(0);
        }
        let mut file = self
            .source
            .file
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(self.pos))?;
        let n = file.read(&mut out[..want])?;
        self.pos += n as u64;
        Ok(n)
    }
}

impl Seek for SourceReader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let pos = match to {
            SeekFrom::Start(pos) => Some(pos),
            SeekFrom::End(by) => self.source.len.checked_add_signed(by),
            SeekFrom::Current(by) => self.pos.checked_add_signed(by),
        };
        self.pos = pos.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.pos)
    }
}
