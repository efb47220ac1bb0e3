//! Which file each row goes to.

use std::path::{Path, PathBuf};

use super::args::{CleanArgs, NetArgs};
use super::failure::Failure;
use super::pipeline::Judged;
use super::progress::Progress;
use super::world;
use crate::dns::Cache;
use crate::judge::{Decision, Reason};
use crate::lang::Lang;
use crate::report::OutputTally;
use crate::rows::{Input, Layout, OutputSet, RowRenderer, Target, WriteOptions};

/// The outputs of `clean`.
pub(super) struct Outputs {
    set: OutputSet,
    /// What each output takes, its handle and its name.
    places: Vec<(Option<Decision>, usize, String)>,
    /// The page about the list: its handle, and whether it goes to standard output.
    page: Option<(usize, bool)>,
}

impl Outputs {
    /// Prepares the outputs: whatever could keep one from being written is found here.
    pub(super) fn open(
        args: &CleanArgs,
        input: &Input,
        layout: &Layout,
        columns: &[&str],
    ) -> Result<Outputs, Failure> {
        let targets: Vec<(Option<Decision>, PathBuf)> = match &args.annotated {
            Some(path) => vec![(None, path.clone())],
            None => Decision::ALL
                .into_iter()
                .map(|decision| {
                    let named = match decision {
                        Decision::Keep => &args.output,
                        Decision::Review => &args.review,
                        Decision::Remove => &args.removed,
                    };
                    let path = named
                        .clone()
                        .unwrap_or_else(|| beside(input, layout, kind(decision)));
                    (Some(decision), path)
                })
                .collect(),
        };
        let mut outputs = Outputs {
            set: protected(args),
            places: Vec::new(),
            page: None,
        };
        let options = WriteOptions {
            excel_safe: args.excel_safe,
            bom: args.excel,
        };
        for (decision, path) in targets {
            let name = path.display().to_string();
            let target = Target::of(&path);
            let handle = outputs.set.add(target, layout, input, columns, options)?;
            outputs.places.push((decision, handle, name));
        }
        if let Some(path) = &args.report {
            let handle = outputs.set.add_side(Target::of(path), Some(input))?;
            outputs.page = Some((handle, path.as_os_str() == "-"));
        }
        Ok(outputs)
    }

    /// The language in which the outputs can take the messages: the one that is wanted, or English where their encoding
    /// lacks a character of it.
    pub(super) fn language(&self, wanted: Lang) -> Lang {
        let held = |reason: Reason| self.set.can_hold(reason.spec().message.get(wanted));
        match Reason::all().all(held) {
            true => wanted,
            false => Lang::En,
        }
    }

    /// Writes a judged row where it belongs.
    pub(super) fn write(&mut self, judged: &Judged<'_>) -> Result<(), Failure> {
        let decision = judged.judgement.decision();
        let (replaced, own) = judged.cells();
        for (takes, handle, _) in &self.places {
            if takes.is_none_or(|takes| takes == decision) {
                self.set.write(*handle, judged.row, &replaced, &own)?;
            }
        }
        Ok(())
    }

    /// Renders rows apart from the outputs, where they can be.
    pub(super) fn renderer(&self) -> Option<RowRenderer> {
        self.set.renderer()
    }

    /// Which output takes the rows of each decision, and how many outputs there are.
    pub(super) fn takers(&self) -> ([usize; 3], usize) {
        let taker = |decision| {
            let takes = |place: &(Option<Decision>, usize, String)| {
                place.0.is_none_or(|takes| takes == decision)
            };
            self.places.iter().position(takes).unwrap_or(0)
        };
        (Decision::ALL.map(taker), self.places.len())
    }

    /// Appends rendered rows to an output.
    pub(super) fn append(&mut self, output: usize, rendered: &mut Vec<u8>) -> Result<(), Failure> {
        let (_, handle, _) = self.places[output];
        Ok(self.set.append(handle, rendered)?)
    }

    /// Writes the page about the list, where one is wanted.
    pub(super) fn write_page(
        &mut self,
        page: impl FnOnce() -> Result<String, Failure>,
    ) -> Result<(), Failure> {
        match self.page {
            Some((handle, _)) => Ok(self.set.write_side(handle, page()?.as_bytes())?),
            None => Ok(()),
        }
    }

    /// Where the rows go, for the summary.
    pub(super) fn tally(&self) -> Vec<OutputTally> {
        self.places
            .iter()
            .map(|(decision, handle, name)| OutputTally {
                decision: *decision,
                name: name.clone(),
                written: self.set.written(*handle),
            })
            .collect()
    }

    /// Whether an output goes to standard output.
    pub(super) fn uses_stdout(&self) -> bool {
        self.places.iter().any(|(_, _, name)| name == "-")
            || self.page.is_some_and(|(_, stdout)| stdout)
    }

    /// Puts all outputs in place.
    pub(super) fn commit(mut self, progress: Progress) -> Result<(), Failure> {
        let watching = progress.watching();
        self.set.watch(watching.watch());
        Ok(self.set.commit()?)
    }
}

/// An empty set that spares what the run needs besides its input.
fn protected(args: &CleanArgs) -> OutputSet {
    let mut set = OutputSet::new(args.force);
    for path in world::in_use(&args.judge, &args.net) {
        set.protect(path);
    }
    set
}

/// Where the cache is kept, where one is.
pub(super) fn cache_path(args: &NetArgs) -> Option<PathBuf> {
    match args.no_cache {
        true => None,
        false => args.cache.clone().or_else(Cache::default_path),
    }
}

/// What the name of an output says of its rows.
pub(super) fn kind(decision: Decision) -> &'static str {
    match decision {
        Decision::Keep => "clean",
        Decision::Review => "review",
        Decision::Remove => "removed",
    }
}

/// `leads.csv` → `leads.clean.csv` beside it.
fn beside(input: &Input, layout: &Layout, kind: &str) -> PathBuf {
    let path = match input {
        // Nothing is written beside a pipe or a device, such as /dev/stdin and `<(zcat leads.csv.gz)`.
        Input::Path(path) if path.metadata().is_ok_and(|meta| meta.is_file()) => path.as_path(),
        _ => Path::new("stdin.csv"),
    };
    path.with_file_name(layout.output_name(path, kind))
}
