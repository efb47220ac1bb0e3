//! The files that a run writes.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::error::OutputError;
use super::format::{self, Asked, Format, Packing};
use super::input::Input;
use super::layout::Layout;
use super::place::{self, Before, Finished};
use super::reader::Row;
use super::render::Renderer;
use super::watch::Watch;
use super::worksheet::Fault;
use super::writer::{Form, Writer, Written};

/// Where an output goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A file.
    Path(PathBuf),
    /// Standard output, which gets its bytes when all files are ready to take their places.
    Stdout,
}

impl Target {
    /// What a path on the command line means: `-` is standard output.
    #[must_use]
    pub fn of(path: &Path) -> Target {
        match path.as_os_str() == "-" {
            true => Target::Stdout,
            false => Target::Path(path.to_owned()),
        }
    }

    /// For errors: `None` for standard output.
    fn path(&self) -> Option<PathBuf> {
        match self {
            Target::Path(path) => Some(path.clone()),
            Target::Stdout => None,
        }
    }
}

/// Outputs that appear together by [`OutputSet::commit`], or not at all: dropping the set leaves nothing behind.
pub struct OutputSet {
    force: bool,
    in_use: Vec<PathBuf>,
    outputs: Vec<Output>,
    sides: Vec<Side>,
    watch: Watch,
}

/// How rows are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WriteOptions {
    /// Put a `'` before every cell of a text file that a spreadsheet could take for a formula, theirs too.
    pub excel_safe: bool,
    /// Begin a UTF-8 text file with a BOM where the input had none.
    pub bom: bool,
}

/// Renders rows of one list apart from its outputs.
#[derive(Clone)]
pub struct RowRenderer(Renderer);

impl RowRenderer {
    /// Appends a row, as [`OutputSet::write`] would write it.
    pub fn row(&mut self, row: &Row, replaced: &[(usize, &str)], own: &[&str], out: &mut Vec<u8>) {
        self.0.row(row, replaced, own, out);
    }

    /// Appends a row whose cells stay as they came. `own` is what stands behind them, from [`RowRenderer::own`].
    pub fn raw(&self, raw: &[u8], cells: usize, own: &[&[u8]], line_end: &[u8], out: &mut Vec<u8>) {
        out.extend_from_slice(raw);
        self.0.pad(cells, out);
        for part in own {
            out.extend_from_slice(part);
        }
        out.extend_from_slice(line_end);
    }

    /// presend's columns as they stand behind a row, each with the delimiter before it.
    #[must_use]
    pub fn own(&mut self, own: &[&str]) -> Vec<u8> {
        self.0.own(own)
    }

    /// The delimiter of the rows and their columns.
    #[must_use]
    pub fn delimiter(&self) -> u8 {
        self.0.delimiter()
    }
}

struct Output {
    place: Place,
    writer: Writer,
}

/// A file beside the outputs that holds no rows.
struct Side {
    place: Place,
    file: BufWriter<NamedTempFile>,
}

/// Where a temporary file belongs.
struct Place {
    target: Target,
    before: Before,
    permissions: Option<fs::Permissions>,
}

impl OutputSet {
    /// An empty set. `force` allows to replace files that exist.
    #[must_use]
    pub fn new(force: bool) -> Self {
        OutputSet {
            force,
            in_use: Vec::new(),
            outputs: Vec::new(),
            sides: Vec::new(),
            watch: Watch::default(),
        }
    }

    /// Lets the last step, in which workbooks are put together, be looked over.
    pub fn watch(&mut self, watch: Watch) {
        self.watch = watch;
    }

    /// Names a file that the run reads or keeps besides its input. No output that is added later may be it, whatever
    /// `force` says.
    pub fn protect(&mut self, path: PathBuf) {
        self.in_use.push(path);
    }

    /// Adds an output for rows of `layout` and returns its handle. Whatever could keep it from being written is checked
    /// here, so that a long run does not fail at its end.
    ///
    /// `own_columns` names the columns that [`OutputSet::write`] will be given values for, the verdict first.
    ///
    /// The name says what is written: `.xlsx` a workbook, `.jsonl` and `.ndjson` JSON Lines, `.csv`, `.tsv` and `.txt`
    /// text, the last two also compressed with `.gz` or `.zst` behind it. Any other name, and standard output, gets text:
    /// JSON Lines from JSON Lines, else cells between delimiters. A text file from a workbook begins with a BOM, because
    /// it will go back into a spreadsheet.
    ///
    /// # Errors
    ///
    /// If the target is the input, a link, a folder, named twice, exists without `force`, is of a kind that is not
    /// written, or cannot be created.
    pub fn add(
        &mut self,
        target: Target,
        layout: &Layout,
        input: &Input,
        own_columns: &[&str],
        options: WriteOptions,
    ) -> Result<usize, OutputError> {
        let (place, file) = self.temporary(target, Some(input))?;
        let form = form(&place.target, layout)?;
        let writer = Writer::new(file, form, layout, own_columns, options);
        let output = Output {
            writer: writer.map_err(|fault| explain(&place.target, fault))?,
            place,
        };
        self.outputs.push(output);
        Ok(self.outputs.len() - 1)
    }

    /// How an output is written.
    #[must_use]
    pub fn written(&self, handle: usize) -> Written {
        self.outputs[handle].writer.written()
    }

    /// Whether every output's encoding has every character of a text.
    #[must_use]
    pub fn can_hold(&self, text: &str) -> bool {
        self.outputs
            .iter()
            .all(|output| output.writer.can_hold(text))
    }

    /// Adds a file that holds no rows, to be filled by [`OutputSet::write_side`], and returns its handle. It takes its
    /// place together with the outputs. Where it was made of an `input`, only those may read it who may read that.
    ///
    /// # Errors
    ///
    /// As for [`OutputSet::add`].
    pub fn add_side(
        &mut self,
        target: Target,
        input: Option<&Input>,
    ) -> Result<usize, OutputError> {
        let (place, file) = self.temporary(target, input)?;
        let file = BufWriter::with_capacity(1 << 16, file);
        self.sides.push(Side { place, file });
        Ok(self.sides.len() - 1)
    }

    /// Writes to a file that holds no rows.
    ///
    /// # Errors
    ///
    /// If the temporary file cannot be written.
    pub fn write_side(&mut self, handle: usize, bytes: &[u8]) -> Result<(), OutputError> {
        let side = &mut self.sides[handle];
        let written = side.file.write_all(bytes);
        written.map_err(|source| OutputError::Write {
            path: side.place.target.path(),
            source,
        })
    }

    /// Checks that a target may be written, and makes the temporary file for it.
    fn temporary(
        &self,
        target: Target,
        input: Option<&Input>,
    ) -> Result<(Place, NamedTempFile), OutputError> {
        let before = match &target {
            Target::Path(path) => place::check(path, input, &self.in_use, self.force)?,
            Target::Stdout => Before::Device,
        };
        let folder = match &target {
            Target::Path(path) if before != Before::Device => place::folder_of(path),
            // No temporary file belongs beside a device.
            _ => std::env::temp_dir(),
        };
        // Two outputs may both go to /dev/null, but not both to standard output.
        let alone = before != Before::Device || target == Target::Stdout;
        let mut others = (self.outputs.iter().map(|output| &output.place))
            .chain(self.sides.iter().map(|side| &side.place));
        if alone && others.any(|other| same_target(&other.target, &target)) {
            return Err(OutputError::Twice {
                path: target.path(),
            });
        }
        let file = place::temporary(&folder)?;
        let permissions = place::permissions(input, &folder);
        let place = Place {
            target,
            before,
            permissions,
        };
        Ok((place, file))
    }

    /// Writes a row: its cells as they came but for those in `replaced` (column, new text), and `own` in presend's
    /// columns. It may be written several times, with different cells replaced.
    ///
    /// Where the file's encoding lacks a character, `?` stands for it in presend's columns; a replaced cell that it
    /// cannot hold stays as it came.
    ///
    /// # Errors
    ///
    /// If the temporary file cannot be written, or a worksheet cannot take the row.
    pub fn write(
        &mut self,
        handle: usize,
        row: &Row,
        replaced: &[(usize, &str)],
        own: &[&str],
    ) -> Result<(), OutputError> {
        let output = &mut self.outputs[handle];
        let written = output.writer.row(row, replaced, own);
        written.map_err(|fault| explain(&output.place.target, fault))
    }

    /// Renders rows apart from the outputs, for all of them alike; `None` where they are no text in the input's own form,
    /// to which [`OutputSet::append`] could add them.
    #[must_use]
    pub fn renderer(&self) -> Option<RowRenderer> {
        let mut renderers = self
            .outputs
            .iter()
            .map(|output| output.writer.copying_renderer());
        let first = renderers.next()??;
        renderers
            .all(|other| other.is_some())
            .then(|| RowRenderer(first.clone()))
    }

    /// Appends rows that [`OutputSet::renderer`] rendered.
    ///
    /// # Errors
    ///
    /// If the temporary file cannot be written.
    pub fn append(&mut self, handle: usize, rendered: &mut Vec<u8>) -> Result<(), OutputError> {
        let output = &mut self.outputs[handle];
        let written = output.writer.append(rendered);
        written.map_err(|fault| explain(&output.place.target, fault))
    }

    /// Copies to standard output and to devices what belongs there, then puts all files in their places.
    ///
    /// # Errors
    ///
    /// If standard output or a device does not take all of its bytes, or a file cannot be put in place: then none is,
    /// and older versions stand as they stood.
    pub fn commit(self) -> Result<(), OutputError> {
        let mut finished = Vec::new();
        for Output { place, writer } in self.outputs {
            let file = writer
                .finish(&self.watch)
                .map_err(|fault| explain(&place.target, fault))?;
            finished.push((place, file));
        }
        for Side { place, file } in self.sides {
            let file = file
                .into_inner()
                .map_err(|error| place.unwritten(error.into_error()))?;
            finished.push((place, file));
        }
        let (mut files, mut streams) = (Vec::new(), Vec::new());
        for (place, file) in finished {
            let failed = |error| place.unwritten(error);
            match (&place.target, place.before) {
                (Target::Path(path), before @ (Before::Nothing | Before::OlderFile)) => {
                    if let Some(permissions) = &place.permissions {
                        let permissions = permissions.clone();
                        file.as_file()
                            .set_permissions(permissions)
                            .map_err(failed)?;
                    }
                    file.as_file().sync_all().map_err(failed)?;
                    let path = path.clone();
                    files.push(Finished { file, path, before });
                }
                _ => streams.push((place.target, file)),
            }
        }
        // A stream fails more easily than a name changes, and what it took cannot be taken back.
        for (target, file) in streams {
            copy_out(&target, file.into_file()).map_err(|source| OutputError::Write {
                path: target.path(),
                source,
            })?;
        }
        place::put(files)
    }
}

/// Checks that one file that is no list may be written, as [`write_file`] will. `in_use` are files that the run reads
/// or keeps.
///
/// # Errors
///
/// As for [`OutputSet::add`], as far as nothing need be created to know.
pub fn check_file(
    target: &Target,
    in_use: &[impl AsRef<Path>],
    force: bool,
) -> Result<(), OutputError> {
    let in_use: Vec<PathBuf> = in_use.iter().map(|path| path.as_ref().to_owned()).collect();
    match target {
        Target::Path(path) => place::check(path, None, &in_use, force).map(drop),
        Target::Stdout => Ok(()),
    }
}

/// Writes one file that is no list whole or not at all.
///
/// # Errors
///
/// As for [`OutputSet::add`] and [`OutputSet::commit`].
pub fn write_file(
    target: Target,
    in_use: &[&Path],
    force: bool,
    bytes: &[u8],
) -> Result<(), OutputError> {
    let mut set = OutputSet::new(force);
    for path in in_use {
        set.protect((*path).to_owned());
    }
    let handle = set.add_side(target, None)?;
    set.write_side(handle, bytes)?;
    set.commit()
}

impl Place {
    fn unwritten(&self, source: io::Error) -> OutputError {
        OutputError::Write {
            path: self.target.path(),
            source,
        }
    }
}

/// What is to be written, and how packed.
fn form(target: &Target, layout: &Layout) -> Result<Form, OutputError> {
    let usual = match layout.format {
        Format::JsonLines => Format::JsonLines,
        _ => Format::Delimited,
    };
    let Target::Path(path) = target else {
        return Ok(Form {
            format: usual,
            packing: Packing::None,
            tabs: false,
            bom: false,
        });
    };
    let (format, packing) = match format::asked(path) {
        Asked::Form(format, packing) => (format, packing),
        Asked::Any(packing) => (usual, packing),
        Asked::Unwritable => {
            return Err(OutputError::UnwritableKind { path: path.clone() });
        }
    };
    Ok(Form {
        format,
        packing,
        tabs: format::wants_tabs(path),
        bom: layout.format.is_workbook(),
    })
}

fn explain(target: &Target, fault: Fault) -> OutputError {
    let path = target.path();
    match fault {
        Fault::Full => OutputError::FullSheet { path },
        Fault::LongCell { row, column } => OutputError::LongCell { path, row, column },
        Fault::Io(source) => OutputError::Write { path, source },
    }
}

fn same_target(a: &Target, b: &Target) -> bool {
    match (a, b) {
        (Target::Stdout, Target::Stdout) => true,
        (Target::Path(a), Target::Path(b)) => place::same_file(a, b),
        _ => false,
    }
}

fn copy_out(target: &Target, mut file: File) -> io::Result<()> {
    file.rewind()?;
    match target {
        Target::Stdout => {
            let mut out = io::stdout().lock();
            io::copy(&mut file, &mut out)?;
            out.flush()
        }
        Target::Path(path) => {
            io::copy(&mut file, &mut OpenOptions::new().write(true).open(path)?).map(drop)
        }
    }
}
