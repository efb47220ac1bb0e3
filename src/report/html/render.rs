//! Sets a page in a language.

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, Error, UndefinedBehavior, Value as View, context};

use super::page::{Block, Cell, Column, Item, Mark, Page, Section, Share, Table};
use super::sections::thousands;
use crate::lang::{Lang, Text, Value, texts::report};
use crate::report::visible;

const TEMPLATE: &str = include_str!("report.html.j2");
pub(super) const STYLE: &str = include_str!("report.css");
/// SHA-256 of [`STYLE`] in base64, the only style that the page's policy allows. A test holds it.
pub(super) const STYLE_HASH: &str = "9Yglt7+lCGGkKZC/SSDb7juvgAiBtzyzSwwofclY4JM=";

/// Characters shown of a cell that a stranger wrote.
const CELL: usize = 120;
/// Characters of the title, which stands in a narrow tab.
const TITLE: usize = 69;
/// Characters shown of a sentence, which may have such cells in it.
const SENTENCE: usize = 600;
/// Width of a bar in the units of its drawing.
const BAR: u64 = 1000;
/// A part that is not nothing shows at least this much of the bar.
const LEAST: u64 = 4;

/// The page as HTML. The same page gives the same bytes.
///
/// # Errors
///
/// If the template is at fault, which only a bug can bring about.
pub fn render(page: &Page, lang: Lang) -> Result<String, Error> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    let mut syntax = SyntaxConfig::builder();
    environment.set_syntax(
        syntax
            .trim_blocks(true)
            .lstrip_blocks(true)
            .keep_trailing_newline(true)
            .build()?,
    );
    environment.add_template("report.html", TEMPLATE)?;
    let set = Setter { lang };
    let sections: Vec<View> = page
        .sections
        .iter()
        .filter(|section| !section.blocks.is_empty())
        .enumerate()
        .map(|(i, section)| set.section(i, section))
        .collect();
    let made_by = report::MADE_BY.with("version", env!("CARGO_PKG_VERSION"));
    environment.get_template("report.html")?.render(context! {
        lang => match lang {
            Lang::En => "en",
            Lang::Zh => "zh-Hans",
        },
        style => View::from_safe_string(STYLE.to_owned()),
        style_hash => STYLE_HASH,
        title => visible(&format!("{} - {}", set.words(&page.headline), page.subject), TITLE),
        kind => set.text(page.kind),
        subject => set.data(&page.subject),
        headline => set.words(&page.headline),
        warnings => page.warnings.iter().map(|w| set.prose(w)).collect::<Vec<_>>(),
        contents => set.text(report::CONTENTS),
        sections,
        footer => set.text(page.footer),
        made_by => set.words(&made_by.into()),
    })
}

/// Turns the parts of a page into what the template reads: texts of one language that are safe to look at.
struct Setter {
    lang: Lang,
}

impl Setter {
    fn text(&self, text: Text) -> &'static str {
        text.get(self.lang)
    }

    fn words(&self, value: &Value) -> String {
        visible(&value.get(self.lang), SENTENCE)
    }

    fn data(&self, text: &str) -> String {
        visible(text, CELL)
    }

    /// A text in pieces; what stands between backticks is code.
    fn prose(&self, value: &Value) -> Vec<View> {
        let text = self.words(value);
        let last = text.matches('`').count();
        text.split('`')
            .enumerate()
            .filter(|(_, piece)| !piece.is_empty())
            // A backtick without its fellow opens nothing.
            .map(|(i, piece)| context! { text => piece, code => i % 2 == 1 && i < last + last % 2 })
            .collect()
    }

    fn mark(&self, mark: Mark) -> View {
        let (class, sign) = match mark {
            Mark::Good => ("good", "\u{2713}"),
            Mark::Look => ("look", "?"),
            Mark::Bad => ("bad", "\u{2715}"),
            Mark::Plain => ("plain", "\u{2022}"),
        };
        context! { class, sign }
    }

    fn share_of(&self, count: u64, total: u64) -> String {
        let tenths = (1000 * count + total / 2).checked_div(total).unwrap_or(0);
        format!("{}.{}%", tenths / 10, tenths % 10)
    }

    /// A bar and what it says.
    ///
    /// Its length is measured by `longest`, so that small parts of a large whole can be compared.
    fn bar(&self, count: u64, total: u64, longest: u64) -> View {
        let label = report::OF_ROWS
            .with("n", thousands(count))
            .with("total", thousands(total))
            .with("share", self.share_of(count, total));
        context! {
            width => width(count, longest),
            label => label.get(self.lang),
            share => self.share_of(count, total),
        }
    }

    fn section(&self, number: usize, section: &Section) -> View {
        let counts = section.blocks.iter().flat_map(|block| match block {
            Block::Items(group) => group.items.as_slice(),
            _ => &[],
        });
        let longest = counts.map(|item| item.count).max().unwrap_or(0);
        let blocks: Vec<View> = (section.blocks.iter())
            .map(|block| self.block(block, longest))
            .collect();
        context! {
            id => format!("s{}", number + 1),
            title => self.text(section.title),
            intro => section.intro.as_ref().map(|intro| self.prose(intro)),
            blocks,
        }
    }

    fn block(&self, block: &Block, longest: u64) -> View {
        match block {
            Block::Shares(shares) => self.shares(shares),
            Block::Items(items) => context! {
                kind => "items",
                title => self.text(items.title),
                items => items
                    .items
                    .iter()
                    .map(|item| self.item(item, items.total, longest))
                    .collect::<Vec<_>>(),
            },
            Block::Table(table) => context! { kind => "table", table => self.table(table) },
            Block::Advice(advice) => context! {
                kind => "advice",
                advice => advice
                    .iter()
                    .map(|a| context! { title => self.words(&a.title), text => self.prose(&a.text) })
                    .collect::<Vec<_>>(),
            },
        }
    }

    fn shares(&self, shares: &[Share]) -> View {
        let total: u64 = shares.iter().map(|share| share.count).sum();
        let widths = widths(shares, total);
        let mut x = 0;
        let shares: Vec<View> = shares
            .iter()
            .zip(widths)
            .map(|(share, width)| {
                let view = context! {
                    mark => self.mark(share.mark),
                    label => self.words(&share.label),
                    meaning => self.words(&share.meaning),
                    count => thousands(share.count),
                    file => share.file.as_ref().map(|file| self.data(file)),
                    bar => self.bar(share.count, total, total),
                    x,
                    width,
                };
                x += width;
                view
            })
            .collect();
        context! { kind => "shares", shares }
    }

    fn item(&self, item: &Item, total: u64, longest: u64) -> View {
        context! {
            mark => self.mark(item.mark),
            title => self.words(&item.title),
            id => item.id,
            count => thousands(item.count),
            bar => self.bar(item.count, total, longest),
            explain => self.prose(&item.explain),
            samples => item.samples.as_ref().map(|table| self.table(table)),
        }
    }

    fn table(&self, table: &Table) -> View {
        let columns: Vec<View> = table
            .columns
            .iter()
            .map(|column| context! { title => self.text(column.title), number => column.number })
            .collect();
        let rows: Vec<Vec<View>> = table
            .rows
            .iter()
            .map(|row| {
                row.iter()
                    .zip(&table.columns)
                    .map(|(cell, column)| self.cell(cell, column))
                    .collect()
            })
            .collect();
        context! {
            caption => self.words(&table.caption),
            columns,
            rows,
            more => table.more.as_ref().map(|more| self.words(more)),
        }
    }

    fn cell(&self, cell: &Cell, column: &Column) -> View {
        let title = self.text(column.title);
        let number = column.number;
        match cell {
            Cell::Words(value) => {
                context! { kind => "words", title, number, text => self.prose(value) }
            }
            Cell::Marked(mark, value) => context! {
                kind => "marked", title, number, mark => self.mark(*mark), text => self.words(value),
            },
            Cell::Count(count) => {
                context! { kind => "number", title, number, text => thousands(*count) }
            }
            Cell::Number(name) => {
                context! { kind => "number", title, number, text => name.to_string() }
            }
            Cell::Data(text) => context! { kind => "data", title, number, text => self.data(text) },
            Cell::Fields(fields) => context! {
                kind => "fields", title, number,
                fields => fields
                    .iter()
                    .map(|(name, text)| {
                        context! { name => self.data(&name.get(self.lang)), text => self.data(text) }
                    })
                    .collect::<Vec<_>>(),
            },
            Cell::Finding(message, meant) => context! {
                kind => "finding", title, number,
                text => self.words(message),
                meant => meant.as_ref().map(|meant| self.words(meant)),
            },
            Cell::Bar {
                count,
                total,
                longest,
            } => context! {
                kind => "bar", title, number, bar => self.bar(*count, *total, *longest),
            },
        }
    }
}

/// The length of a bar; a count that is not zero shows.
fn width(count: u64, total: u64) -> u64 {
    match (BAR * count).checked_div(total) {
        Some(width) if count > 0 => width.max(LEAST),
        _ => 0,
    }
}

/// The lengths of the parts of one bar, which fill it: what the small ones get too much, the largest gives.
fn widths(shares: &[Share], total: u64) -> Vec<u64> {
    let mut widths: Vec<u64> = shares.iter().map(|s| width(s.count, total)).collect();
    let sum: u64 = widths.iter().sum();
    if let Some(largest) = widths.iter_mut().max()
        && sum > 0
    {
        *largest = *largest + BAR - sum;
    }
    widths
}
