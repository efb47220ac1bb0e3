//! Which file each row goes to.

use std::path::{Path, PathBuf};

use super::args::CleanArgs;
use super::failure::Failure;
use super::pipeline::Judged;
use crate::judge::Decision;
use crate::report::OutputTally;
use crate::rows::{Input, Layout, OutputSet, Target};

/// The outputs of `clean`.
pub(super) struct Outputs {
    set: OutputSet,
    /// What each output takes, its handle and its name.
    places: Vec<(Option<Decision>, usize, String)>,
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
                        .unwrap_or_else(|| beside(input, kind(decision)));
                    (Some(decision), path)
                })
                .collect(),
        };
        let mut outputs = Outputs {
            set: OutputSet::new(args.force),
            places: Vec::new(),
        };
        for (decision, path) in targets {
            let name = path.display().to_string();
            let target = if name == "-" {
                Target::Stdout
            } else {
                Target::Path(path)
            };
            let handle = outputs
                .set
                .add(target, layout, input, columns, args.excel_safe)?;
            outputs.places.push((decision, handle, name));
        }
        Ok(outputs)
    }

    /// Writes a judged row where it belongs.
    pub(super) fn write(&mut self, judged: &Judged<'_>) -> Result<(), Failure> {
        let decision = judged.judgement.decision();
        let replaced: Vec<(usize, &str)> = judged
            .replaced
            .iter()
            .map(|(column, text)| (*column, text.as_str()))
            .collect();
        let own: Vec<&str> = judged.own.iter().map(String::as_str).collect();
        for (takes, handle, _) in &self.places {
            if takes.is_none_or(|takes| takes == decision) {
                self.set.write(*handle, judged.row, &replaced, &own)?;
            }
        }
        Ok(())
    }

    /// Where the rows go, for the summary.
    pub(super) fn tally(&self) -> Vec<OutputTally> {
        self.places
            .iter()
            .map(|(decision, _, name)| OutputTally {
                decision: *decision,
                name: name.clone(),
            })
            .collect()
    }

    /// Whether an output goes to standard output.
    pub(super) fn uses_stdout(&self) -> bool {
        self.places.iter().any(|(_, _, name)| name == "-")
    }

    /// Puts all outputs in place.
    pub(super) fn commit(self) -> Result<(), Failure> {
        Ok(self.set.commit()?)
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
fn beside(input: &Input, kind: &str) -> PathBuf {
    let path = match input {
        Input::Path(path) => path.as_path(),
        Input::Stdin => Path::new("stdin.csv"),
    };
    let mut name = path.file_stem().unwrap_or_default().to_owned();
    name.push(".");
    name.push(kind);
    if let Some(ending) = path.extension() {
        name.push(".");
        name.push(ending);
    }
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outputs_stand_beside_the_input() {
        let name = |path: &str| beside(&Input::Path(path.into()), "clean");
        assert_eq!(name("a/leads.csv"), Path::new("a/leads.clean.csv"));
        assert_eq!(name("leads"), Path::new("leads.clean"));
        assert_eq!(
            beside(&Input::Stdin, "review"),
            Path::new("stdin.review.csv")
        );
    }
}
