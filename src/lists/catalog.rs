//! Where the tables come from: `data/SOURCES.toml`.

use serde::Deserialize;

/// What is recorded of a table of `data/`.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct TableInfo {
    /// Name of the file in `data/`.
    pub file: String,
    /// What it holds.
    pub what: String,
    /// Where it comes from: packages and versions, or our own work.
    pub origin: String,
    /// Its licence.
    pub licence: String,
    /// Date of the material, `YYYY-MM-DD`.
    pub date: String,
    /// Number of entries.
    pub count: usize,
    /// SHA-256 of the file, in hex.
    pub sha256: String,
}

impl TableInfo {
    /// The table's name: that of its file without the ending.
    pub fn name(&self) -> &str {
        super::table_name(&self.file)
    }
}

#[derive(Deserialize)]
struct Sources {
    table: Vec<TableInfo>,
}

/// Every table, in the order of the record.
pub(super) fn tables() -> Vec<TableInfo> {
    let sources: Sources = toml::from_str(include_str!("../../data/SOURCES.toml"))
        .expect("data/SOURCES.toml is embedded, and a test reads it");
    sources.table
}
