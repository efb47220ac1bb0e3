//! Progress on a terminal; nothing of it anywhere else.

use std::io::{self, IsTerminal};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use super::interrupt;
use crate::lang::{Lang, Text, texts::screen};
use crate::rows::{Step, Watch};

/// A step that ends sooner needs no bar.
const SOON: Duration = Duration::from_millis(300);

const BYTES: &str = "{msg:9} {wide_bar:.green/dim} {bytes:>10}/{total_bytes} {bytes_per_sec:>12}";
const COUNT: &str = "{msg:9} {wide_bar:.green/dim} {human_pos:>9}/{human_len} {rate:>8}/s";
const ENDLESS: &str = "{msg:9} {spinner:.green} {bytes:>10} {bytes_per_sec:>12}";

/// Shows progress, or nothing.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    visible: bool,
    lang: Lang,
    /// Which of how many files it is about.
    part: Option<(usize, usize)>,
}

impl Progress {
    /// Progress is shown where standard error is a terminal and nobody said no.
    pub fn new(wanted: bool, lang: Lang) -> Progress {
        Progress {
            visible: wanted && io::stderr().is_terminal(),
            lang,
            part: None,
        }
    }

    /// The same for one of several files, by its number from 1.
    pub fn part(self, number: usize, of: usize) -> Progress {
        Progress {
            part: (of > 1).then_some((number, of)),
            ..self
        }
    }

    /// A bar over bytes.
    pub fn bytes(self, what: Text, total: u64) -> ProgressBar {
        self.bar(what, Some(total), BYTES)
    }

    /// A bar over things that are counted.
    pub fn count(self, what: Text, total: u64) -> ProgressBar {
        self.bar(what, Some(total), COUNT)
    }

    /// What has come so far, where nobody knows how much will.
    pub fn endless(self, what: Text) -> ProgressBar {
        self.bar(what, None, ENDLESS)
    }

    /// A bar for each long step of reading or writing a list, as long as what is given stands.
    pub fn watching(self) -> Watching {
        let shown = Arc::new(Mutex::new(Shown {
            begun: Instant::now(),
            step: None,
            bar: None,
            over: !self.visible,
        }));
        Watching {
            progress: self,
            shown,
        }
    }

    fn bar(self, what: Text, total: Option<u64>, template: &str) -> ProgressBar {
        let target = if self.visible {
            ProgressDrawTarget::stderr_with_hz(10)
        } else {
            ProgressDrawTarget::hidden()
        };
        // The language has the words of the template, the bar fills its places.
        let left = match total {
            Some(_) => screen::LEFT.with("eta", "{eta:>4}").get(self.lang),
            None => "{elapsed}".to_owned(),
        };
        let style = ProgressStyle::with_template(&format!("{template}  {left}"))
            .unwrap_or_else(|_| ProgressStyle::default_bar())
            .with_key(
                "rate",
                |state: &ProgressState, w: &mut dyn std::fmt::Write| {
                    let _ = write!(w, "{}", HumanCount(state.per_sec() as u64));
                },
            )
            .progress_chars("━━─");
        let what = what.get(self.lang).to_owned();
        let what = match self.part {
            Some((number, of)) => format!("{number}/{of} {what}"),
            None => what,
        };
        let bar = ProgressBar::with_draw_target(total, target)
            .with_style(style)
            .with_message(what);
        if self.visible {
            bar.enable_steady_tick(Duration::from_millis(200));
        }
        bar
    }
}

/// Shows the long steps of reading or writing a list until it is dropped.
pub struct Watching {
    progress: Progress,
    shown: Arc<Mutex<Shown>>,
}

struct Shown {
    begun: Instant,
    step: Option<Step>,
    bar: Option<ProgressBar>,
    /// Nothing is shown any more.
    over: bool,
}

impl Shown {
    fn clear(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }

    fn tell(&mut self, progress: Progress, step: Step, done: u64, total: u64) {
        if self.over || self.begun.elapsed() < SOON {
            return;
        }
        if self.step != Some(step) {
            self.clear();
            self.step = Some(step);
            self.bar = Some(match total {
                0 => progress.endless(name(step)),
                total => progress.bytes(name(step), total),
            });
        }
        if let Some(bar) = &self.bar {
            if total > 0 && bar.length() != Some(total) {
                bar.set_length(total);
            }
            bar.set_position(done);
        }
    }
}

fn name(step: Step) -> Text {
    match step {
        Step::Receiving => screen::RECEIVING,
        Step::Unpacking => screen::UNPACKING,
        Step::Inspecting => screen::INSPECTING,
        Step::Copying => screen::COPYING,
        Step::Scanning => screen::SCANNING,
        Step::Packing => screen::PACKING,
    }
}

impl Watching {
    /// What the steps tell. It heeds the wish to stop, too.
    pub fn watch(&self) -> Watch {
        let (progress, shown) = (self.progress, Arc::clone(&self.shown));
        if !progress.visible {
            return Watch::new(interrupt::flag(), None);
        }
        let tell = move |step: Step, done: u64, total: u64| {
            let mut shown = shown.lock().unwrap_or_else(PoisonError::into_inner);
            shown.tell(progress, step, done, total);
        };
        Watch::new(interrupt::flag(), Some(Arc::new(tell)))
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        shown.clear();
        shown.over = true;
    }
}
