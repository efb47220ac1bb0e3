//! The one way from data to a terminal.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};

use unicode_width::UnicodeWidthStr;

use super::failure::{Exit, Failure};
use super::wrap::{hanging, terminal_width, width_of};
use crate::lang::{Lang, Text, Value, system_error, texts::screen};
use crate::report::is_unseen;

/// When to use colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// A style. Meaning never stands in colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// As it is.
    Plain,
    /// A heading.
    Bold,
    /// Of less weight.
    Dim,
    /// Good.
    Green,
    /// Look at it.
    Yellow,
    /// Bad.
    Red,
}

/// Prints to standard error what the run has to say, and to standard output what was asked for.
#[derive(Clone, Copy, Debug)]
pub struct Printer {
    lang: Lang,
    color: bool,
    quiet: bool,
    verbose: bool,
    /// Columns of the terminal; `None` where standard error is none.
    room: Option<usize>,
}

impl Printer {
    /// A printer for the streams of this process.
    pub fn new(lang: Lang, color: ColorChoice, quiet: bool, verbose: bool) -> Printer {
        let color = match color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => {
                io::stderr().is_terminal()
                    && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty())
                    && understands_colour()
            }
        };
        Printer {
            lang,
            color,
            quiet,
            verbose,
            room: io::stderr().is_terminal().then(terminal_width).flatten(),
        }
    }

    /// The language in which it speaks.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// A line of the summary. Trailing blanks are dropped; a closed stream is no error.
    pub fn say(&self, line: &str) {
        if !self.quiet {
            self.write(line);
        }
    }

    /// A line as it fits the terminal: broken between words, what goes on is indented.
    fn write(&self, line: &str) {
        let line = line.trim_end();
        let mut stderr = io::stderr();
        let _ = match self.room {
            Some(room) if width_of(line) > room => {
                writeln!(stderr, "{}", hanging(line, room, 2).join("\n"))
            }
            _ => writeln!(stderr, "{line}"),
        };
    }

    /// A line that only `--verbose` shows.
    pub fn detail(&self, line: &str) {
        if self.verbose {
            self.say(line);
        }
    }

    /// Something went less well than it should.
    pub fn warn(&self, what: impl Into<Value>) {
        self.say(&self.labelled(Style::Yellow, screen::WARNING, &what.into()));
    }

    /// What the user might do next.
    pub fn hint(&self, what: impl Into<Value>) {
        self.say(&self.labelled(Style::Green, screen::HINT, &what.into()));
    }

    /// The command could not do its job. Printed even when quiet.
    pub fn failure(&self, failure: &Failure) {
        self.write(&self.labelled(Style::Red, screen::ERROR, &failure.what));
        if let Some(hint) = &failure.hint {
            self.write(&self.labelled(Style::Green, screen::HINT, hint));
        }
    }

    fn labelled(&self, style: Style, label: Text, what: &Value) -> String {
        let label = self.paint(style, label.get(self.lang));
        format!("{label}{}", safe(&what.get(self.lang)))
    }

    /// Colours a text that is already safe.
    pub fn paint(&self, style: Style, text: &str) -> String {
        let code = match style {
            _ if !self.color => return text.to_owned(),
            Style::Plain => return text.to_owned(),
            Style::Bold => "1",
            Style::Dim => "2",
            Style::Green => "32",
            Style::Yellow => "33",
            Style::Red => "31",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }
}

/// Whether the terminal takes colours for colours. The console of Windows must be told to, and old ones cannot.
fn understands_colour() -> bool {
    anstyle_query::windows::enable_ansi_colors().unwrap_or(true)
}

/// Writes what was asked for to standard output. A reader that has gone away (`| head`) is no error.
pub fn print_data(bytes: &[u8]) -> Result<(), Failure> {
    match io::stdout().lock().write_all(bytes) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::new(Exit::Output, system_error(&error)))
        }
        _ => Ok(()),
    }
}

/// Makes a text safe for a terminal: C0, C1, DEL, bidi and format characters are shown escaped.
pub fn safe(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unseen) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if is_unseen(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Pads a text to a width in columns; wide characters count two.
pub fn pad(text: &str, width: usize) -> String {
    let gap = width.saturating_sub(text.width());
    format!("{text}{}", " ".repeat(gap))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_moves_a_terminal_gets_through() {
        assert_eq!(safe("plain 邮箱"), "plain 邮箱");
        assert_eq!(safe("a\u{1b}[31mb"), "a\\u{1b}[31mb");
        assert_eq!(safe("a\u{202e}b\u{9b}c\nd"), "a\\u{202e}b\\u{9b}c\\u{a}d");
    }

    #[test]
    fn wide_characters_line_up() {
        assert_eq!(pad("邮箱", 6), "邮箱  ");
        assert_eq!(pad("mail", 6), "mail  ");
    }
}
