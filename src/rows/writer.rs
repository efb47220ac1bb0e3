//! The forms in which rows are written.

use std::io;

use tempfile::NamedTempFile;

use super::format::{Format, Packing};
use super::layout::Layout;
use super::objects::Objects;
use super::output::WriteOptions;
use super::reader::Row;
use super::render::Renderer;
use super::sink::Sink;
use super::watch::Watch;
use super::worksheet::{Fault, Sheet};

/// What is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    pub format: Format,
    pub packing: Packing,
    /// Tabs between the cells of what was no text file.
    pub tabs: bool,
    /// A BOM before UTF-8 text.
    pub bom: bool,
}

/// How an output is written, for what is said of opening it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// Cells between delimiters.
    Text {
        /// Name of the encoding, as the Web's standard spells it.
        encoding: &'static str,
        /// It begins with a byte order mark.
        bom: bool,
    },
    /// JSON Lines.
    Objects,
    /// A workbook.
    Workbook,
}

/// Rows on their way into a temporary file.
pub(super) enum Writer {
    Lines {
        sink: Sink,
        renderer: Box<Renderer>,
        line: Vec<u8>,
    },
    Objects {
        sink: Sink,
        objects: Objects,
        line: Vec<u8>,
    },
    Sheet {
        file: NamedTempFile,
        sheet: Box<Sheet>,
    },
}

impl Writer {
    /// Begins a file with what comes before the rows.
    pub(super) fn new(
        file: NamedTempFile,
        form: Form,
        layout: &Layout,
        own_columns: &[&str],
        options: WriteOptions,
    ) -> Result<Self, Fault> {
        match form.format {
            Format::Xlsx | Format::Xls | Format::Ods => Ok(Writer::Sheet {
                file,
                sheet: Box::new(Sheet::new(layout, own_columns)?),
            }),
            Format::JsonLines => Ok(Writer::Objects {
                sink: Sink::new(file, form.packing).map_err(Fault::Io)?,
                objects: Objects::new(layout, own_columns),
                line: Vec::new(),
            }),
            Format::Delimited => {
                let mut sink = Sink::new(file, form.packing).map_err(Fault::Io)?;
                let bom = form.bom || options.bom;
                let mut renderer = Renderer::new(layout, options.excel_safe, form.tabs, bom);
                let mut line = Vec::new();
                renderer.head(layout.header.is_some(), own_columns, &mut line);
                put(&mut sink, &mut line)?;
                Ok(Writer::Lines {
                    sink,
                    renderer: Box::new(renderer),
                    line,
                })
            }
        }
    }

    /// How it is written.
    pub(super) fn written(&self) -> Written {
        match self {
            Writer::Lines { renderer, .. } => renderer.written(),
            Writer::Objects { .. } => Written::Objects,
            Writer::Sheet { .. } => Written::Workbook,
        }
    }

    /// Whether a text can be written as it is.
    pub(super) fn can_hold(&self, text: &str) -> bool {
        match self {
            Writer::Lines { renderer, .. } => renderer.can_hold(text),
            Writer::Objects { .. } | Writer::Sheet { .. } => true,
        }
    }

    /// What renders its rows, if those that are not altered are copied as they came.
    pub(super) fn copying_renderer(&self) -> Option<&Renderer> {
        match self {
            Writer::Lines { renderer, .. } if renderer.copies() => Some(renderer),
            _ => None,
        }
    }

    /// Appends rendered rows.
    pub(super) fn append(&mut self, rendered: &mut Vec<u8>) -> Result<(), Fault> {
        match self {
            Writer::Lines { sink, .. } => put(sink, rendered),
            // Nothing was rendered for them.
            Writer::Objects { .. } | Writer::Sheet { .. } => Ok(()),
        }
    }

    /// Writes a row.
    pub(super) fn row(
        &mut self,
        row: &Row,
        replaced: &[(usize, &str)],
        own: &[&str],
    ) -> Result<(), Fault> {
        match self {
            Writer::Lines {
                sink,
                renderer,
                line,
            } => {
                renderer.row(row, replaced, own, line);
                put(sink, line)
            }
            Writer::Objects {
                sink,
                objects,
                line,
            } => {
                objects.row(row, replaced, own, line);
                put(sink, line)
            }
            Writer::Sheet { sheet, .. } => sheet.row(row, replaced, own),
        }
    }

    /// Ends the file.
    pub(super) fn finish(self, watch: &Watch) -> Result<NamedTempFile, Fault> {
        match self {
            Writer::Lines { sink, .. } | Writer::Objects { sink, .. } => {
                sink.finish().map_err(Fault::Io)
            }
            Writer::Sheet { file, sheet } => sheet.finish(file, watch),
        }
    }
}

fn put(sink: &mut Sink, line: &mut Vec<u8>) -> Result<(), Fault> {
    let written: io::Result<()> = sink.write_all(line);
    line.clear();
    written.map_err(Fault::Io)
}
