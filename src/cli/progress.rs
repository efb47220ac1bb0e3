//! Progress on a terminal; nothing of it anywhere else.

use std::io::{self, IsTerminal};
use std::time::Duration;

use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use crate::lang::{Lang, Text, texts::screen};

/// Shows progress, or nothing.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    visible: bool,
    lang: Lang,
}

impl Progress {
    /// Progress is shown where standard error is a terminal and nobody said no.
    pub fn new(wanted: bool, lang: Lang) -> Progress {
        Progress {
            visible: wanted && io::stderr().is_terminal(),
            lang,
        }
    }

    /// A bar over bytes.
    pub fn bytes(self, what: Text, total: u64) -> ProgressBar {
        self.bar(
            what,
            total,
            "{msg:8} {wide_bar:.green/dim} {bytes:>9}/{total_bytes} {bytes_per_sec:>11}",
        )
    }

    /// A bar over things that are counted.
    pub fn count(self, what: Text, total: u64) -> ProgressBar {
        self.bar(
            what,
            total,
            "{msg:8} {wide_bar:.green/dim} {human_pos:>9}/{human_len} {rate:>8}/s",
        )
    }

    fn bar(self, what: Text, total: u64, template: &str) -> ProgressBar {
        let target = if self.visible {
            ProgressDrawTarget::stderr_with_hz(10)
        } else {
            ProgressDrawTarget::hidden()
        };
        // The language has the words of the template, the bar fills its places.
        let left = screen::LEFT.with("eta", "{eta:>4}").get(self.lang);
        let style = ProgressStyle::with_template(&format!("{template}  {left}"))
            .unwrap_or_else(|_| ProgressStyle::default_bar())
            .with_key(
                "rate",
                |state: &ProgressState, w: &mut dyn std::fmt::Write| {
                    let _ = write!(w, "{}", HumanCount(state.per_sec() as u64));
                },
            )
            .progress_chars("━━─");
        let bar = ProgressBar::with_draw_target(Some(total), target)
            .with_style(style)
            .with_message(what.get(self.lang));
        if self.visible {
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        bar
    }
}
