//! The forms in which lists come and go, told by their first bytes on the way in and by the name on the way out.

use std::path::Path;

use crate::lang::{Text, texts::rows as texts};

/// What a list is stored as.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// CSV and its relatives: cells between delimiters, or one address a line.
    #[default]
    Delimited,
    /// One JSON object a line.
    JsonLines,
    /// An Excel workbook (Office Open XML).
    Xlsx,
    /// An Excel workbook of before 2007 (BIFF8).
    Xls,
    /// An OpenDocument spreadsheet.
    Ods,
}

impl Format {
    /// Whether the list is a sheet of a workbook.
    #[must_use]
    pub fn is_workbook(self) -> bool {
        matches!(self, Format::Xlsx | Format::Xls | Format::Ods)
    }

    /// Its name for people.
    #[must_use]
    pub fn title(self) -> Text {
        match self {
            Format::Delimited => texts::DELIMITED,
            Format::JsonLines => texts::JSON_LINES,
            Format::Xlsx => texts::EXCEL_WORKBOOK,
            Format::Xls => texts::OLD_EXCEL_WORKBOOK,
            Format::Ods => texts::OPEN_DOCUMENT,
        }
    }

    /// Its id, as in the JSON summary.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Format::Delimited => "delimited",
            Format::JsonLines => "jsonl",
            Format::Xlsx => "xlsx",
            Format::Xls => "xls",
            Format::Ods => "ods",
        }
    }
}

/// What the file is compressed with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Packing {
    /// Nothing.
    #[default]
    None,
    /// gzip (RFC 1952).
    Gzip,
    /// Zstandard (RFC 8878).
    Zstd,
}

impl Packing {
    /// Told by the first bytes.
    pub(super) fn of(head: &[u8]) -> Packing {
        if head.starts_with(b"\x1F\x8B") {
            Packing::Gzip
        } else if head.starts_with(b"\x28\xB5\x2F\xFD") {
            Packing::Zstd
        } else {
            Packing::None
        }
    }

    /// Its name; `None` for nothing.
    #[must_use]
    pub fn id(self) -> Option<&'static str> {
        match self {
            Packing::None => None,
            Packing::Gzip => Some("gzip"),
            Packing::Zstd => Some("zstd"),
        }
    }

    /// Told by the ending of a name, which is given without it.
    fn of_name(name: &str) -> (&str, Packing) {
        for (ending, packing) in [
            (".gz", Packing::Gzip),
            (".zst", Packing::Zstd),
            (".zstd", Packing::Zstd),
        ] {
            if let Some(at) = name.len().checked_sub(ending.len())
                && name.is_char_boundary(at)
                && name[at..].eq_ignore_ascii_case(ending)
            {
                return (&name[..at], packing);
            }
        }
        (name, Packing::None)
    }
}

/// What the name of an output asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// A form that presend writes.
    Form(Format, Packing),
    /// Nothing in particular, but for the packing.
    Any(Packing),
    /// A form that presend does not write.
    Unwritable,
}

/// What the name of an output asks for.
pub(super) fn asked(path: &Path) -> Asked {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let (bare, packing) = Packing::of_name(&name);
    match ending(bare).as_str() {
        "xlsx" if packing == Packing::None => Asked::Form(Format::Xlsx, packing),
        // A workbook is compressed already; what else a spreadsheet's name promises is not written.
        "xlsx" | "xls" | "xlsm" | "xlsb" | "xltx" | "ods" | "et" | "numbers" => Asked::Unwritable,
        "jsonl" | "ndjson" => Asked::Form(Format::JsonLines, packing),
        "csv" | "tsv" | "tab" | "txt" => Asked::Form(Format::Delimited, packing),
        _ => Asked::Any(packing),
    }
}

fn ending(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((_, ending)) => ending.to_ascii_lowercase(),
        None => String::new(),
    }
}

/// Whether the name asks for tabs between the cells.
pub(super) fn wants_tabs(path: &Path) -> bool {
    let name = path.to_string_lossy();
    let (bare, _) = Packing::of_name(&name);
    ["tsv", "tab"].contains(&ending(bare).as_str())
}

/// The name of an output beside its input: `leads.csv.gz`, `clean` → `leads.clean.csv.gz`. The ending stays as long as
/// it tells the truth about what is written.
pub(super) fn beside(name: &str, kind: &str, format: Format, tabs: bool) -> String {
    let (bare, packing) = Packing::of_name(name);
    let packed = &name[bare.len()..];
    let (stem, old) = match bare.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() => (stem, Some(ending)),
        _ => (bare, None),
    };
    let written = if format.is_workbook() {
        Format::Xlsx
    } else {
        format
    };
    let true_name = match asked(Path::new(bare)) {
        Asked::Form(named, _) => named == written,
        Asked::Any(_) => written == Format::Delimited,
        Asked::Unwritable => false,
    };
    let ending = match (written, old) {
        (_, old) if true_name => old,
        (Format::Xlsx | Format::Xls | Format::Ods, _) => Some("xlsx"),
        (Format::JsonLines, _) => Some("jsonl"),
        (Format::Delimited, _) if tabs => Some("tsv"),
        (Format::Delimited, _) => Some("csv"),
    };
    let mut out = format!("{stem}.{kind}");
    if let Some(ending) = ending {
        out.push('.');
        out.push_str(ending);
    }
    if packing != Packing::None && written != Format::Xlsx {
        out.push_str(packed);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_ask_for_forms() {
        let of = |name: &str| asked(Path::new(name));
        assert_eq!(of("a/b.CSV"), Asked::Form(Format::Delimited, Packing::None));
        assert_eq!(
            of("b.csv.gz"),
            Asked::Form(Format::Delimited, Packing::Gzip)
        );
        assert_eq!(
            of("b.jsonl.ZST"),
            Asked::Form(Format::JsonLines, Packing::Zstd)
        );
        assert_eq!(of("b.xlsx"), Asked::Form(Format::Xlsx, Packing::None));
        assert_eq!(of("b.xlsx.gz"), Asked::Unwritable);
        assert_eq!(of("b.ods"), Asked::Unwritable);
        assert_eq!(of("list.gz"), Asked::Any(Packing::Gzip));
        assert_eq!(of("邮箱"), Asked::Any(Packing::None));
        assert!(wants_tabs(Path::new("a.tsv.gz")) && !wants_tabs(Path::new("a.csv")));
    }

    #[test]
    fn endings_stay_as_long_as_they_are_true() {
        let of = |name, format| beside(name, "clean", format, false);
        assert_eq!(of("leads.csv", Format::Delimited), "leads.clean.csv");
        assert_eq!(of("leads.csv.gz", Format::Delimited), "leads.clean.csv.gz");
        assert_eq!(of("leads", Format::Delimited), "leads.clean");
        assert_eq!(of("leads.list", Format::Delimited), "leads.clean.list");
        assert_eq!(of("leads.xls", Format::Delimited), "leads.clean.csv");
        assert_eq!(of("leads.xls", Format::Xls), "leads.clean.xlsx");
        assert_eq!(of("leads.csv", Format::Xlsx), "leads.clean.xlsx");
        assert_eq!(of("leads.XLSX", Format::Xlsx), "leads.clean.XLSX");
        assert_eq!(of("leads.xlsx.gz", Format::Xlsx), "leads.clean.xlsx");
        assert_eq!(of("leads.json", Format::JsonLines), "leads.clean.jsonl");
        assert_eq!(
            of("leads.ndjson.zst", Format::JsonLines),
            "leads.clean.ndjson.zst"
        );
        assert_eq!(
            beside("leads.xls", "clean", Format::Delimited, true),
            "leads.clean.tsv"
        );
    }
}
