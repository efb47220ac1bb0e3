//! What a page is made of. Each command builds its page from these parts; how they look is the template's business.

use crate::judge::Decision;
use crate::lang::{Text, Value};

/// A page.
#[derive(Clone, Debug)]
pub struct Page {
    /// What kind of report it is.
    pub kind: Text,
    /// What it is about: the name of a file, a domain.
    pub subject: String,
    /// The result in one line.
    pub headline: Value,
    /// What must be read with it.
    pub warnings: Vec<Value>,
    /// The sections, in their order. An empty one is not shown.
    pub sections: Vec<Section>,
    /// What is to be known of the page itself.
    pub footer: Text,
}

/// A part of the page with a heading.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its heading.
    pub title: Text,
    /// A sentence below the heading.
    pub intro: Option<Value>,
    /// Its content.
    pub blocks: Vec<Block>,
}

/// A piece of content.
#[derive(Clone, Debug)]
pub enum Block {
    /// The parts of a whole, as one bar and a card for each.
    Shares(Vec<Share>),
    /// Findings, each with a bar, an explanation and samples.
    Items(Items),
    /// A table.
    Table(Table),
    /// What to do, in order.
    Advice(Vec<Advice>),
}

/// How a thing is to be taken. It is shown by a sign and a word beside the colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Good.
    Good,
    /// To be looked at.
    Look,
    /// Bad.
    Bad,
    /// Neither.
    Plain,
}

impl From<Decision> for Mark {
    fn from(decision: Decision) -> Mark {
        match decision {
            Decision::Keep => Mark::Good,
            Decision::Review => Mark::Look,
            Decision::Remove => Mark::Bad,
        }
    }
}

/// A part of a whole.
#[derive(Clone, Debug)]
pub struct Share {
    /// How it is to be taken.
    pub mark: Mark,
    /// Its name.
    pub label: Value,
    /// What it means.
    pub meaning: Value,
    /// How many of the whole.
    pub count: u64,
    /// The file in which it stands.
    pub file: Option<String>,
}

/// Findings under one heading.
#[derive(Clone, Debug)]
pub struct Items {
    /// The heading.
    pub title: Text,
    /// What their counts are a part of.
    pub total: u64,
    /// The findings.
    pub items: Vec<Item>,
}

/// A finding.
#[derive(Clone, Debug)]
pub struct Item {
    /// How it is to be taken.
    pub mark: Mark,
    /// Its name.
    pub title: Value,
    /// Its id.
    pub id: &'static str,
    /// How often it was found.
    pub count: u64,
    /// What it means.
    pub explain: Value,
    /// Where it was found.
    pub samples: Option<Table>,
}

/// A table.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its caption.
    pub caption: Value,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows: a cell for each column. The first cell names the row.
    pub rows: Vec<Vec<Cell>>,
    /// What is not shown.
    pub more: Option<Value>,
}

/// A column of a table.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Its heading.
    pub title: Text,
    /// It holds numbers, which are set to the right.
    pub number: bool,
}

impl Column {
    /// A column of words.
    pub fn words(title: Text) -> Column {
        Column {
            title,
            number: false,
        }
    }

    /// A column of numbers.
    pub fn number(title: Text) -> Column {
        Column {
            title,
            number: true,
        }
    }
}

/// A cell of a table.
#[derive(Clone, Debug)]
pub enum Cell {
    /// Words of ours.
    Words(Value),
    /// Words of ours with a sign before them.
    Marked(Mark, Value),
    /// A count.
    Count(u64),
    /// A number that is a name, as of a row.
    Number(u64),
    /// What a stranger wrote.
    Data(String),
    /// What a stranger wrote, with the names of the places where it stands.
    Fields(Vec<(Value, String)>),
    /// Sentences, and an address that was probably meant.
    Finding(Value, Option<Value>),
    /// A count as a part of a whole, as a bar beside others.
    Bar {
        /// The count.
        count: u64,
        /// The whole.
        total: u64,
        /// The count of the longest bar.
        longest: u64,
    },
}

/// A thing to do.
#[derive(Clone, Debug)]
pub struct Advice {
    /// What, in a few words.
    pub title: Value,
    /// How and why. What stands between backticks is set as code.
    pub text: Value,
}
