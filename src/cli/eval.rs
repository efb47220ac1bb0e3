//! `presend eval`: how well the judgement does on labelled files.
//!
//! Three forms of tab-separated files are known by their header: misspelt domains (`typed`, `label`,
//! `intended`), addresses (`address_json`, `practice`) and cells (`cell_json`, `expected_json`).

use std::collections::HashMap;
use std::fs;
use std::path::Path;

use super::args::EvalArgs;
use super::failure::{Exit, Failure};
use super::printer::safe;
use crate::address::{Address, Census, Reading, parse, read_cell};
use crate::dns::DomainBook;
use crate::judge::{Cards, Context, Decision, Judgement, Settings, judge_cell};
use crate::lists::Lists;

/// Measures.
pub(super) fn run(args: &EvalArgs) -> Result<Exit, Failure> {
    let lists = Lists::builtin();
    let census = Census::new(HashMap::new());
    let (book, settings) = (DomainBook::new(), Settings::default());
    let context = Context::new(&lists, &census, &book, &settings);
    for path in &args.files {
        let file = Labelled::read(path)?;
        println!("{}: {} rows", path.display(), file.rows.len());
        let wrong = if let (Some(typed), Some(label), Some(intended)) = (
            file.column("typed"),
            file.column("label"),
            file.column("intended"),
        ) {
            misspellings(&file, &context, (typed, label, intended))
        } else if let (Some(address), Some(practice)) =
            (file.column("address_json"), file.column("practice"))
        {
            syntax(&file, (address, practice))?
        } else if let (Some(cell), Some(expected)) =
            (file.column("cell_json"), file.column("expected_json"))
        {
            cells(&file, &context, (cell, expected))?
        } else {
            return Err(Failure::new(
                Exit::Input,
                format!("{}: the header has none of the known forms", path.display()),
            )
            .hint("typed+label+intended, address_json+practice, or cell_json+expected_json"));
        };
        for line in wrong.iter().take(args.show) {
            println!("    {}", safe(line));
        }
        if wrong.len() > args.show {
            println!("    and {} more: --show N", wrong.len() - args.show);
        }
    }
    Ok(Exit::Done)
}

/// A tab-separated file with a header.
struct Labelled {
    name: String,
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Labelled {
    fn read(path: &Path) -> Result<Labelled, Failure> {
        let name = path.display().to_string();
        let text = fs::read_to_string(path)
            .map_err(|error| Failure::new(Exit::Input, format!("cannot read {name}: {error}")))?;
        let cells = |line: &str| -> Vec<String> { line.split('\t').map(str::to_owned).collect() };
        let mut lines = text.lines().filter(|line| !line.is_empty());
        Ok(Labelled {
            header: lines.next().map(cells).unwrap_or_default(),
            rows: lines.map(cells).collect(),
            name,
        })
    }

    fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|cell| cell == name)
    }

    fn json<T: serde::de::DeserializeOwned>(
        &self,
        row: usize,
        column: usize,
    ) -> Result<T, Failure> {
        serde_json::from_str(cell(&self.rows[row], column)).map_err(|error| {
            Failure::new(Exit::Input, format!("{}:{}: {error}", self.name, row + 2))
        })
    }
}

fn cell(row: &[String], column: usize) -> &str {
    row.get(column).map_or("", String::as_str)
}

fn figure(what: &str, part: usize, whole: usize, target: &str) {
    let share = if whole == 0 {
        0.0
    } else {
        100.0 * part as f64 / whole as f64
    };
    println!("  {what:<44} {part:>5} of {whole:<5} {share:>6.2} %  ({target})");
}

fn misspellings(
    file: &Labelled,
    context: &Context<'_>,
    (typed, label, intended): (usize, usize, usize),
) -> Vec<String> {
    let mut wrong = Vec::new();
    let (mut typos, mut found, mut right) = (0, 0, 0);
    let (mut legit, mut suspected, mut removed) = (0, 0, 0);
    let (mut ambiguous, mut fine) = (0, 0);
    let mut cards = Cards::default();
    for row in &file.rows {
        let (typed, intended) = (cell(row, typed), cell(row, intended));
        // As a whole cell: what stands glued to the domain is for the repair.
        let judged = judge_cell(context, &mut cards, &format!("li.wang@{typed}"), "");
        let guess = corrected(&judged, typed);
        let said = guess.as_deref().unwrap_or("nothing");
        match cell(row, label) {
            "typo" => {
                typos += 1;
                found += usize::from(guess.is_some());
                right += usize::from(guess.as_deref() == Some(intended));
                if guess.as_deref() != Some(intended) {
                    wrong.push(format!(
                        "typo {typed}: {intended} was meant, {said} suggested"
                    ));
                }
            }
            "legit" => {
                legit += 1;
                let gone = judged.decision() == Decision::Remove;
                suspected += usize::from(guess.is_some());
                removed += usize::from(gone);
                if guess.is_some() || gone {
                    wrong.push(format!(
                        "legit {typed}: {said} suggested, {}",
                        judged.reason_id()
                    ));
                }
            }
            _ => {
                ambiguous += 1;
                let good = guess.is_none() || guess.as_deref() == Some(intended);
                fine += usize::from(good);
                if !good {
                    wrong.push(format!(
                        "ambiguous {typed}: {intended} or silence, {said} suggested"
                    ));
                }
            }
        }
    }
    figure("misspellings found", found, typos, "at least 90 %");
    figure(
        "of these with the right target",
        right,
        found,
        "at least 97 %",
    );
    figure(
        "legitimate domains suspected",
        suspected,
        legit,
        "at most 0.2 %",
    );
    figure("legitimate domains removed", removed, legit, "none");
    figure(
        "ambiguous: silence or the given target",
        fine,
        ambiguous,
        "no target",
    );
    wrong
}

/// The domain that the judgement suggests or repairs to.
fn corrected(judged: &Judgement, typed: &str) -> Option<String> {
    let domain = |text: &str| text.rsplit_once('@').map(|(_, domain)| domain.to_owned());
    if let Some(suggestion) = &judged.suggestion {
        return domain(suggestion);
    }
    let read = domain(&judged.address.as_ref()?.text())?;
    (read != typed.to_lowercase()).then_some(read)
}

fn syntax(file: &Labelled, (address, practice): (usize, usize)) -> Result<Vec<String>, Failure> {
    let mut wrong = Vec::new();
    for (i, row) in file.rows.iter().enumerate() {
        let text: String = file.json(i, address)?;
        let (expected, said) = (cell(row, practice), practice_of(&text));
        if expected != said {
            wrong.push(format!("{text:?}: {expected} expected, {said} said"));
        }
    }
    let right = file.rows.len() - wrong.len();
    figure("syntax agreement", right, file.rows.len(), "at least 99 %");
    Ok(wrong)
}

/// What practice makes of an address by its form alone: whether there is such a top-level domain is another
/// question.
fn practice_of(text: &str) -> &'static str {
    let Ok(address) = parse(text) else {
        return "reject";
    };
    let Some(domain) = address.domain() else {
        return "reject";
    };
    if address.is_quoted() || domain.is_single_label() {
        "reject"
    } else if address.needs_smtputf8() {
        "review_eai"
    } else if address.is_unusual() {
        "review_chars"
    } else if address.text().is_ascii() && !domain.as_str().contains("xn--") {
        "accept"
    } else {
        "accept_idn"
    }
}

fn cells(
    file: &Labelled,
    context: &Context<'_>,
    (cell, expected): (usize, usize),
) -> Result<Vec<String>, Failure> {
    let mut wrong = Vec::new();
    let mut cards = Cards::default();
    for i in 0..file.rows.len() {
        let text: String = file.json(i, cell)?;
        let expected: Vec<String> = file.json(i, expected)?;
        let expected = folded(&expected);
        let judged = judge_cell(context, &mut cards, &text, "");
        let literal = folded(&addresses(read_cell(&text)));
        let meant = folded(judged.suggestion.as_slice());
        if expected != literal && expected != meant {
            wrong.push(format!(
                "{text:?}: {expected:?} expected, {literal:?} read, {meant:?} suggested"
            ));
        }
    }
    let right = file.rows.len() - wrong.len();
    figure("cells read right", right, file.rows.len(), "at least 97 %");
    Ok(wrong)
}

fn folded(addresses: &[String]) -> Vec<String> {
    let mut folded: Vec<String> = addresses.iter().map(|text| text.to_lowercase()).collect();
    folded.sort();
    folded
}

fn addresses(reading: Reading) -> Vec<String> {
    match reading {
        Reading::Guess { meant, .. } => vec![meant.text()],
        other => other.into_addresses().iter().map(Address::text).collect(),
    }
}
