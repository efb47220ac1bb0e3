//! What a gate reports: one type for `check` and for every later command that ends in findings, so that each form of
//! report serves all of them.
//!
//! The judge has findings of its own ([`crate::judge::Finding`]): a reason that holds of a row. This is one of them
//! with its place, ready to be told, and nothing in it says more of a person than may be shown.

use crate::lang::Text;

/// How grave a finding is. The order is the order of gravity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// To be known; it never fails a run.
    Note,
    /// A person should look at it.
    Warning,
    /// It must not stay.
    Error,
}

impl Level {
    /// All of them, the gravest first.
    pub const ALL: [Level; 3] = [Level::Error, Level::Warning, Level::Note];

    /// As SARIF and our JSON name it.
    pub fn id(self) -> &'static str {
        match self {
            Level::Note => "note",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }
}

/// Where a finding stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The file, as the user named it; folders are parted by `/`.
    pub file: String,
    /// The physical line of a text, the row of a spreadsheet; from 1.
    pub line: u64,
    /// The character in the line, the column of a spreadsheet; from 1.
    pub column: u64,
    /// The column of a table.
    pub cell: Option<CellName>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellName {
    /// From 1.
    pub number: usize,
    /// Its header, where there is one.
    pub name: Option<String>,
}

/// What is said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// One sentence, or several with `; ` between them, in the reader's language.
    pub message: String,
    /// What was probably meant.
    pub suggestion: Option<String>,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's id.
    pub id: &'static str,
    /// How grave it is.
    pub level: Level,
    /// What it is about, an address or a domain, in the form that may be shown.
    pub subject: Option<String>,
    /// Where it stands.
    pub span: Span,
    /// What is said of it.
    pub detail: Detail,
}

impl Finding {
    /// Subject, message and suggestion in one line, for forms that have one place for all of them.
    pub fn line(&self) -> String {
        let mut line = String::new();
        if let Some(subject) = &self.subject {
            line.push_str(subject);
            line.push_str(": ");
        }
        line.push_str(&self.detail.message);
        if let Some(suggestion) = &self.detail.suggestion {
            line.push_str(" → ");
            line.push_str(suggestion);
        }
        line
    }
}

/// A rule that findings name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Kebab-case, never renamed.
    pub id: &'static str,
    /// How grave its findings are unless a policy says otherwise.
    pub level: Level,
    /// A few words.
    pub title: Text,
    /// What it means and what to do.
    pub help: Text,
}
