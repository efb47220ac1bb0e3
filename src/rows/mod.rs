//! Contact files in and out: encoding, dialect, column finding, atomic output.
//!
//! A [`Table`] is opened once: its encoding, delimiter, header and address columns are found, and the whole file is
//! walked so that a quote that never closes is reported before any question is asked of the network. Each
//! [`Table::reader`] then walks the rows anew; a [`Row`] shows decoded cells and keeps the bytes as they came. An
//! [`OutputSet`] writes rows back (those bytes, padded, and presend's own columns after them) into temporary files
//! that take their places together or not at all.
//!
//! What is no text (a sheet of a workbook, JSON Lines) is copied to a UTF-8 spool of cells first, with what the cells are
//! beside it; what is compressed is unpacked first. From there on all lists are read alike. An output is what its name
//! says: text, JSON Lines or a workbook.
//!
//! The parsing is done on raw bytes wherever the encoding allows it, because no byte of a contact may change. Where it
//! does not (UTF-16, ISO-2022-JP, a delimiter that is also a trail byte) the file is transcoded to a UTF-8 spool, but
//! only after it was proved that the way back gives the same bytes.

mod block;
mod columns;
mod cut;
mod dialect;
mod encoding;
mod error;
mod format;
mod header;
mod input;
mod jsonl;
mod kind;
mod lanes;
mod layout;
mod objects;
mod output;
mod patient;
mod place;
mod position;
mod prose;
mod reader;
mod records;
mod render;
mod sample;
mod scan;
mod sink;
mod sniff;
mod spool;
mod survey;
mod swallow;
mod table;
mod tee;
mod transcode;
mod unpack;
mod watch;
mod workbook;
mod worksheet;
mod writer;

pub use block::{Block, BlockPlace, RawCell, RawRow};
pub use columns::{ColumnChoice, HeaderHint, HeaderHints};
pub use error::{Nature, OutputError, RowsError};
pub use format::{Format, Packing};
pub use input::Input;
pub use lanes::in_order;
pub use layout::{Candidate, Layout, LineEnd, Sheet};
pub use output::{OutputSet, RowRenderer, Target, WriteOptions, check_file, write_file};
pub use patient::standard_input;
pub use position::Position;
pub use prose::read_text;
pub use reader::{Row, RowReader};
pub use table::{ReadOptions, Table};
pub use watch::{Step, Tell, Watch};
pub use writer::Written;
