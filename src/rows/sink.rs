//! Where an output's bytes go: a temporary file, compressed where the name asks for it.

use std::io::{self, BufWriter, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use tempfile::NamedTempFile;

use super::format::Packing;

/// Bytes on their way into a temporary file. gzip gets no time and no name, so that the same rows give the same bytes.
pub(super) enum Sink {
    Plain(BufWriter<NamedTempFile>),
    Gzip(GzEncoder<BufWriter<NamedTempFile>>),
    Zstd(zstd::Encoder<'static, BufWriter<NamedTempFile>>),
}

impl Sink {
    pub(super) fn new(file: NamedTempFile, packing: Packing) -> io::Result<Self> {
        let file = BufWriter::with_capacity(1 << 16, file);
        Ok(match packing {
            Packing::None => Sink::Plain(file),
            Packing::Gzip => Sink::Gzip(GzEncoder::new(file, Compression::default())),
            Packing::Zstd => Sink::Zstd(zstd::Encoder::new(file, zstd::DEFAULT_COMPRESSION_LEVEL)?),
        })
    }

    pub(super) fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            Sink::Plain(file) => file.write_all(bytes),
            Sink::Gzip(encoder) => encoder.write_all(bytes),
            Sink::Zstd(encoder) => encoder.write_all(bytes),
        }
    }

    /// Ends the compression and gives the file back.
    pub(super) fn finish(self) -> io::Result<NamedTempFile> {
        let file = match self {
            Sink::Plain(file) => file,
            Sink::Gzip(encoder) => encoder.finish()?,
            Sink::Zstd(encoder) => encoder.finish()?,
        };
        file.into_inner().map_err(|error| error.into_error())
    }
}
