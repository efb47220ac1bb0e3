//! The report for people: the verdict, what to mend and how, the checks, the receivers.

use unicode_width::UnicodeWidthStr;

use crate::cli::printer::{Printer, Style, pad, safe};
use crate::cli::wrap::lines;
use crate::lang::{Message, Text, Value, texts::sender as texts};
use crate::sender::{Entry, Outcome, Remark, Report, Standing, Verdict, Weight};

/// Columns before what belongs to a remark.
const INDENT: usize = 4;

/// The whole report. Every text of a stranger's is made safe for a terminal.
pub(super) fn report(report: &Report, printer: &Printer) -> String {
    let mut text = Page {
        printer,
        out: String::new(),
        number: 0,
        told: Vec::new(),
    };
    text.verdict(report);
    let remarks = report.remarks();
    for (weight, heading) in [
        (Weight::Problem, texts::PROBLEMS),
        (Weight::Warning, texts::WARNINGS),
        (Weight::Unknown, texts::UNKNOWNS),
        (Weight::Hint, texts::HINTS),
    ] {
        let of: Vec<&Remark> = remarks
            .iter()
            .filter(|one| one.rule.weight == weight)
            .collect();
        text.remarks(heading, weight, &of);
    }
    text.checks(report);
    text.receivers(report);
    text.out
}

struct Page<'a> {
    printer: &'a Printer,
    out: String,
    /// Of the last remark.
    number: usize,
    /// Records to publish that stand above, with the number of their remark.
    told: Vec<(Vec<Entry>, usize)>,
}

impl Page<'_> {
    fn get(&self, what: impl Into<Value>) -> String {
        safe(&what.into().get(self.printer.lang())).into_owned()
    }

    fn heading(&mut self, heading: Text) {
        let heading = self.printer.paint(Style::Bold, &self.get(heading));
        self.out.push_str(&format!("\n{heading}\n"));
    }

    /// A text behind `indent` columns, in as many lines as it takes.
    fn paragraph(&mut self, text: &str, indent: usize) {
        let gap = " ".repeat(indent);
        for line in lines(text, indent) {
            self.out.push_str(&format!("{gap}{line}\n"));
        }
    }

    fn verdict(&mut self, report: &Report) {
        let problems = report
            .remarks()
            .iter()
            .filter(|one| one.rule.weight == Weight::Problem)
            .count();
        let (style, message): (Style, Message) = match report.verdict() {
            Verdict::Ready if report.receivers.is_some() => {
                (Style::Green, texts::HEAD_READY.into())
            }
            Verdict::Ready => (Style::Green, texts::HEAD_PASSES.into()),
            Verdict::FixFirst => (
                Style::Red,
                Message::counted(problems as u64, texts::HEAD_ONE, texts::HEAD_FIX),
            ),
            Verdict::CannotTell => (Style::Yellow, texts::HEAD_UNKNOWN.into()),
        };
        let line = self.get(message.with("domain", &report.domain));
        self.out
            .push_str(&format!("{}\n", self.printer.paint(style, &line)));
    }

    fn remarks(&mut self, heading: Text, weight: Weight, remarks: &[&Remark]) {
        if remarks.is_empty() {
            return;
        }
        self.heading(heading);
        let style = match weight {
            Weight::Problem => Style::Red,
            Weight::Warning => Style::Yellow,
            Weight::Unknown | Weight::Hint => Style::Plain,
        };
        for remark in remarks {
            self.number += 1;
            let number = pad(&format!("{}.", self.number), INDENT);
            let id = self.printer.paint(style, remark.rule.id);
            self.out.push_str(&format!("{number}{id}\n"));
            let message = safe(&remark.message(self.printer.lang())).into_owned();
            self.paragraph(&message, INDENT);
            if weight != Weight::Hint {
                self.records(remark);
            }
        }
    }

    /// The records that were found and those to publish. One that mends several faults is shown once.
    fn records(&mut self, remark: &Remark) {
        let above = self.told.iter().find(|(known, _)| *known == remark.publish);
        if let Some(number) = above
            .map(|(_, number)| *number)
            .filter(|_| !remark.publish.is_empty())
        {
            let (label, as_above) = (self.get(texts::PUBLISH), texts::AS_ABOVE.with("n", number));
            let as_above = self.get(as_above);
            return self.row(&label, &as_above);
        }
        for entry in &remark.found {
            let label = self.get(texts::FOUND);
            let line = safe(&entry.line(self.printer.lang())).into_owned();
            self.row(&label, &line);
        }
        for entry in &remark.publish {
            self.publish(entry);
        }
        self.told.push((remark.publish.clone(), self.number));
    }

    /// One record to publish, each part on a line of its own, so that it can be copied whole.
    fn publish(&mut self, entry: &Entry) {
        let label = self.get(texts::PUBLISH);
        let value = entry.shown(self.printer.lang());
        let parts = [
            (texts::NAME, entry.name.as_str()),
            (texts::TYPE, entry.kind),
            (texts::VALUE, value.as_str()),
        ];
        let width = parts
            .iter()
            .map(|(name, _)| self.get(*name).width())
            .max()
            .unwrap_or(0);
        for (at, (name, value)) in parts.into_iter().enumerate() {
            let label = if at == 0 { label.as_str() } else { "" };
            let name = pad(&self.get(name), width);
            let line = format!("{name}  {}", safe(value));
            self.row(label, &line);
        }
    }

    fn row(&mut self, label: &str, text: &str) {
        let both = [texts::FOUND, texts::PUBLISH];
        let width = both
            .iter()
            .map(|text| self.get(*text).width())
            .max()
            .unwrap_or(0);
        let label = pad(label, width);
        self.out
            .push_str(&format!("{}{label}  {text}\n", " ".repeat(INDENT)));
    }

    fn checks(&mut self, report: &Report) {
        let outcomes = report.outcomes();
        if outcomes.is_empty() {
            return;
        }
        self.heading(texts::CHECKS);
        let rows: Vec<[String; 3]> = outcomes
            .iter()
            .zip(report.briefs())
            .map(|((check, outcome), (_, brief))| {
                [
                    self.get(check.title()),
                    self.get(outcome.title()),
                    self.get(brief),
                ]
            })
            .collect();
        let styles = outcomes.iter().map(|(_, outcome)| match outcome {
            Outcome::Ok => Style::Green,
            Outcome::Problem => Style::Red,
            Outcome::CannotTell => Style::Yellow,
            Outcome::DoesNotApply => Style::Dim,
        });
        self.table(&rows, styles.collect());
    }

    fn receivers(&mut self, report: &Report) {
        let Some(receivers) = &report.receivers else {
            return;
        };
        self.heading(texts::RECEIVERS);
        let (mut rows, mut styles) = (Vec::new(), Vec::new());
        for (name, standing, open) in receivers.lines() {
            rows.push([
                self.get(name),
                self.get(standing.title()),
                self.get(open.into_iter().collect::<Value>()),
            ]);
            styles.push(match standing {
                Standing::Meets => Style::Green,
                Standing::Fails => Style::Red,
                Standing::CannotTell => Style::Yellow,
            });
        }
        self.table(&rows, styles);
        let watch = self.get(texts::WATCH);
        self.paragraph(&watch, 2);
        if receivers.volume.is_none() {
            let give = self.get(texts::GIVE_VOLUME);
            self.paragraph(&give, 2);
        }
    }

    /// Three columns; the second is coloured, the third is wrapped.
    fn table(&mut self, rows: &[[String; 3]], styles: Vec<Style>) {
        let width = |at: usize| rows.iter().map(|row| row[at].width()).max().unwrap_or(0);
        let (first, second) = (width(0), width(1));
        let indent = 2 + first + 2 + second + 2;
        for (row, style) in rows.iter().zip(styles) {
            let told = lines(&row[2], indent).join(&format!("\n{}", " ".repeat(indent)));
            let outcome = self.printer.paint(style, &pad(&row[1], second));
            let line = format!("  {}  {outcome}  {told}", pad(&row[0], first));
            self.out.push_str(line.trim_end());
            self.out.push('\n');
        }
    }
}
