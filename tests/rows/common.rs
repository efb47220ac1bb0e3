//! What the tests of this folder share.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use presend::rows::{
    HeaderHint, Input, OutputSet, ReadOptions, Row, RowsError, Table, Target, WriteOptions,
};

/// presend's columns in these tests: the mechanism does not depend on their names.
pub const OWN: [&str; 3] = ["presend_verdict", "presend_reason", "presend_original"];

/// A small table of header names, in place of the one in `data/`.
pub fn hints(name: &str) -> Option<HeaderHint> {
    let folded: String = name.to_lowercase().replace([' ', '-', '.'], "");
    let rank = match folded.as_str() {
        "email"
        | "emailaddress"
        | "电子邮箱"
        | "邮箱"
        | "邮箱地址"
        | "联系邮箱"
        | "メールアドレス"
        | "элпочта" => 0,
        "email1value" | "correo" | "이메일" | "電子郵件" | "电子邮件地址" => 0,
        "workemail" | "email2value" | "email2address" | "备用邮箱" => 1,
        "email3address" => 2,
        "emaildomain" | "emaildisplayname" | "email2displayname" | "contactowner"
        | "email1label" => {
            return Some(HeaderHint::NotAddress);
        }
        _ => return None,
    };
    Some(HeaderHint::Address { rank })
}

/// Whether trailing cells look like presend's own.
pub fn own_rows(cells: &[Cow<'_, str>]) -> bool {
    matches!(cells[0].as_ref(), "keep" | "review" | "remove")
}

pub fn open(path: &Path, options: &ReadOptions) -> Result<Table, RowsError> {
    Table::open(
        &Input::Path(path.to_owned()),
        options,
        &hints,
        &OWN,
        &own_rows,
    )
}

/// A folder that vanishes, and files in it.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new() -> Self {
        Folder(tempfile::tempdir().unwrap())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    /// The names of all files in it, hidden ones too.
    pub fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

/// Opens bytes as a list.
pub fn open_bytes(bytes: impl AsRef<[u8]>, options: &ReadOptions) -> Result<Table, RowsError> {
    let folder = Folder::new();
    open(&folder.write("list.csv", bytes), options)
}

/// All rows, as number and cells.
pub fn read(table: &Table) -> Vec<(u64, Vec<String>)> {
    let (mut reader, mut row, mut rows) = (table.reader().unwrap(), Row::new(), Vec::new());
    while reader.next(&mut row).unwrap() {
        rows.push((
            row.number(),
            (0..row.len()).map(|i| row.cell(i).into_owned()).collect(),
        ));
    }
    rows
}

/// Copies all rows with the same own values (those that the input has, if it has any) and gives the bytes written.
pub fn rewrite(bytes: &[u8], options: &ReadOptions, own: &[&str; 3]) -> Result<Vec<u8>, RowsError> {
    let folder = Folder::new();
    let input = Input::Path(folder.write("list.csv", bytes));
    let table = Table::open(&input, options, &hints, &OWN, &own_rows)?;
    let mut outputs = OutputSet::new(false);
    let handle = outputs
        .add(
            Target::Path(folder.path("out.csv")),
            table.layout(),
            &input,
            &OWN,
            WriteOptions::default(),
        )
        .unwrap();
    let (mut reader, mut row) = (table.reader()?, Row::new());
    while reader.next(&mut row)? {
        outputs.write(handle, &row, &[], own).unwrap();
    }
    outputs.commit().unwrap();
    Ok(std::fs::read(folder.path("out.csv")).unwrap())
}
