//! The files that a run writes.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Seek, Write};
use std::path::PathBuf;

use tempfile::NamedTempFile;

use super::error::OutputError;
use super::input::Input;
use super::layout::Layout;
use super::place::{self, Before, Finished};
use super::reader::Row;
use super::render::Renderer;

/// Where an output goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A file.
    Path(PathBuf),
    /// Standard output, which gets its bytes when all files are in place.
    Stdout,
}

impl Target {
    fn name(&self) -> String {
        match self {
            Target::Path(path) => path.display().to_string(),
            Target::Stdout => "standard output".to_owned(),
        }
    }
}

/// Outputs that appear together by [`OutputSet::commit`], or not at all: dropping the set leaves nothing behind.
#[derive(Debug)]
pub struct OutputSet {
    force: bool,
    outputs: Vec<Output>,
    sides: Vec<Side>,
}

#[derive(Debug)]
struct Output {
    target: Target,
    temporary: Temporary,
    renderer: Renderer,
    line: Vec<u8>,
}

/// A file beside the outputs that holds no rows.
#[derive(Debug)]
struct Side {
    target: Target,
    temporary: Temporary,
}

/// What is written before it takes its place.
#[derive(Debug)]
struct Temporary {
    before: Before,
    file: BufWriter<NamedTempFile>,
    permissions: Option<fs::Permissions>,
}

impl OutputSet {
    /// An empty set. `force` allows to replace files that exist.
    #[must_use]
    pub fn new(force: bool) -> Self {
        OutputSet {
            force,
            outputs: Vec::new(),
            sides: Vec::new(),
        }
    }

    /// Adds an output for rows of `layout` and returns its handle. Whatever could keep it from being written is checked
    /// here, so that a long run does not fail at its end.
    ///
    /// `own_columns` names the columns that [`OutputSet::write`] will be given values for. `excel_safe` puts a `'` before
    /// every cell that a spreadsheet could take for a formula, theirs too.
    ///
    /// # Errors
    ///
    /// If the target is the input, a link, a folder, named twice, exists without `force`, or cannot be created.
    pub fn add(
        &mut self,
        target: Target,
        layout: &Layout,
        input: &Input,
        own_columns: &[&str],
        excel_safe: bool,
    ) -> Result<usize, OutputError> {
        let mut output = Output {
            temporary: self.temporary(&target, input)?,
            renderer: Renderer::new(layout, excel_safe),
            line: Vec::new(),
            target,
        };
        output
            .renderer
            .head(layout.header.is_some(), own_columns, &mut output.line);
        output.put_line()?;
        self.outputs.push(output);
        Ok(self.outputs.len() - 1)
    }

    /// Adds a file that holds no rows, to be filled by [`OutputSet::write_side`], and returns its handle. It takes its
    /// place together with the outputs.
    ///
    /// # Errors
    ///
    /// As for [`OutputSet::add`].
    pub fn add_side(&mut self, target: Target, input: &Input) -> Result<usize, OutputError> {
        let temporary = self.temporary(&target, input)?;
        self.sides.push(Side { target, temporary });
        Ok(self.sides.len() - 1)
    }

    /// Writes to a file that holds no rows.
    ///
    /// # Errors
    ///
    /// If the temporary file cannot be written.
    pub fn write_side(&mut self, handle: usize, bytes: &[u8]) -> Result<(), OutputError> {
        let side = &mut self.sides[handle];
        let written = side.temporary.file.write_all(bytes);
        written.map_err(|source| OutputError::Write {
            name: side.target.name(),
            source,
        })
    }

    /// Checks that a target may be written, and makes the temporary file for it.
    fn temporary(&self, target: &Target, input: &Input) -> Result<Temporary, OutputError> {
        let before = match target {
            Target::Path(path) => place::check(path, input, self.force)?,
            Target::Stdout => Before::Device,
        };
        let folder = match target {
            Target::Path(path) if before != Before::Device => place::folder_of(path),
            // No temporary file belongs beside a device.
            _ => std::env::temp_dir(),
        };
        // Two outputs may both go to /dev/null, but not both to standard output.
        let alone = before != Before::Device || *target == Target::Stdout;
        let mut others = (self.outputs.iter().map(|output| &output.target))
            .chain(self.sides.iter().map(|side| &side.target));
        if alone && others.any(|other| same_target(other, target)) {
            return Err(OutputError::Twice {
                name: target.name(),
            });
        }
        Ok(Temporary {
            before,
            file: BufWriter::with_capacity(1 << 16, place::temporary(&folder)?),
            permissions: place::permissions(input, &folder),
        })
    }

    /// Writes a row: its cells as they came but for those in `replaced` (column, new text), and `own` in presend's
    /// columns. It may be written several times, with different cells replaced.
    ///
    /// Where the file's encoding lacks a character, `?` stands for it in presend's columns; a replaced cell that it
    /// cannot hold stays as it came.
    ///
    /// # Errors
    ///
    /// If the temporary file cannot be written.
    pub fn write(
        &mut self,
        handle: usize,
        row: &Row,
        replaced: &[(usize, &str)],
        own: &[&str],
    ) -> Result<(), OutputError> {
        let output = &mut self.outputs[handle];
        output.renderer.row(row, replaced, own, &mut output.line);
        output.put_line()
    }

    /// Puts all files in their places, then copies to standard output what belongs there.
    ///
    /// # Errors
    ///
    /// If a file cannot be put in place: then none is, and older versions stand as they stood. If standard output
    /// cannot be written: the files are in place then.
    pub fn commit(self) -> Result<(), OutputError> {
        let (mut files, mut streams) = (Vec::new(), Vec::new());
        let outputs = self.outputs.into_iter().map(|o| (o.target, o.temporary));
        let sides = self.sides.into_iter().map(|s| (s.target, s.temporary));
        for (target, temporary) in outputs.chain(sides) {
            let name = target.name();
            let write = |source| OutputError::Write {
                name: name.clone(),
                source,
            };
            let file = temporary
                .file
                .into_inner()
                .map_err(|e| write(e.into_error()))?;
            match (target, temporary.before) {
                (Target::Path(path), before @ (Before::Nothing | Before::OlderFile)) => {
                    if let Some(permissions) = temporary.permissions {
                        file.as_file().set_permissions(permissions).map_err(write)?;
                    }
                    file.as_file().sync_all().map_err(write)?;
                    files.push(Finished { file, path, before });
                }
                (target, _) => streams.push((target, file)),
            }
        }
        place::put(files)?;
        for (target, file) in streams {
            copy_out(&target, file.into_file()).map_err(|source| OutputError::Write {
                name: target.name(),
                source,
            })?;
        }
        Ok(())
    }
}

impl Output {
    fn put_line(&mut self) -> Result<(), OutputError> {
        let written = self.temporary.file.write_all(&self.line);
        self.line.clear();
        written.map_err(|source| OutputError::Write {
            name: self.target.name(),
            source,
        })
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
