//! `presend clean`: the main job.

use super::across::Across;
use super::allow::Allow;
use super::args::{CleanArgs, CommonArgs, Format};
use super::blocks::{self, Judging};
use super::failure::{Exit, Failure};
use super::outputs::Outputs;
use super::pipeline::{self, COLUMNS, Counting, Scan, USUAL_COLUMNS, Wishes};
use super::printer::{Printer, Style, pad, print_data, safe};
use super::progress::Progress;
use super::{folder, world};
use crate::address::Domain;
use crate::dns::{DomainBook, Fact, Learnt, MailRoute, Outcome, ResolverTrouble};
use crate::judge::{Context, Policy, Settings, provider_name};
use crate::lang::texts::{failures, screen, summary};
use crate::lang::{Lang, Message, Value};
use crate::lists::Lists;
use crate::report::html::{Collector, list_page, render};
use crate::report::{
    Choices, DnsTally, Line, Tally, Tone, after_clean, hints, json_text, to_json, to_lines,
};
use crate::rows::{Input, Layout, ReadOptions, RowsError, Table};

/// Cleans a list, or each list in a folder.
pub(super) fn run(
    args: &CleanArgs,
    common: &CommonArgs,
    policy: &Policy,
    allow: &[Allow],
    printer: &Printer,
) -> Result<Exit, Failure> {
    let lists = world::lists(&args.judge, allow, printer)?;
    let job = Job {
        args,
        lists: &lists,
        options: world::read_options(&args.read),
        settings: world::settings(&args.judge, policy),
        progress: Progress::new(!common.no_progress && !common.quiet, printer.lang()),
        lang: printer.lang(),
        across: args.across,
    };
    if args.input.is_dir() {
        return folder::run(&job, common, printer);
    }
    let list = job.open(world::input(&args.input))?;
    if list.outputs.uses_stdout() && common.format == Format::Json {
        return Err(Failure::usage(failures::STDOUT_TAKEN).hint(failures::WRITE_TO_A_FILE));
    }
    if common.format == Format::Text {
        printer.say(&safe(
            &detected(&list.input, list.table.layout()).get(printer.lang()),
        ));
    }
    if list.outputs.language(job.lang) != job.lang {
        let encoding = list.table.layout().encoding;
        printer.warn(summary::OTHER_LANGUAGE.with("encoding", encoding));
    }
    let mut scan = job.scan(&list)?;
    scan.warn(printer);
    let domains = pipeline::questions(&mut scan, &lists, &job.settings, job.progress)?;
    let outcome = world::ask(&domains, &args.net, &lists, printer, job.progress)?;
    let mut tally = job.finish(
        list,
        &scan,
        &outcome.book,
        dns_tally(&domains, &outcome),
        None,
    )?;
    tally.hints = hints(&after_clean(&tally, &choices(args)));
    match common.format {
        Format::Json => print_data(json_text(&to_json(&tally)).as_bytes())?,
        _ => summarise(&tally, common, printer),
    }
    Ok(exit(&tally.dns))
}

/// How the run ends by what DNS could be asked.
pub(super) fn exit(dns: &DnsTally) -> Exit {
    match dns.trouble {
        Some(_) => Exit::DnsIncomplete,
        None => Exit::Done,
    }
}

/// What the cleaning of every list of a run shares.
#[derive(Clone)]
pub(super) struct Job<'a> {
    pub(super) args: &'a CleanArgs,
    pub(super) lists: &'a Lists,
    pub(super) options: ReadOptions,
    pub(super) settings: Settings,
    pub(super) progress: Progress,
    lang: Lang,
    /// Other lists are cleaned with it, and share their mailboxes.
    pub(super) across: bool,
}

/// A list that can be read, with outputs that can be written.
pub(super) struct OpenList {
    pub(super) input: Input,
    pub(super) table: Table,
    outputs: Outputs,
}

impl Job<'_> {
    /// Our columns in the outputs.
    fn columns(&self) -> &'static [&'static str] {
        match self.args.with_provider_column {
            true => &COLUMNS[..],
            false => &COLUMNS[..USUAL_COLUMNS],
        }
    }

    /// Opens a list and its outputs: whatever could keep it from being cleaned is found here.
    pub(super) fn open(&self, input: Input) -> Result<OpenList, Failure> {
        let table = self.table(&input)?;
        self.with_outputs(input, table)
    }

    /// Opens the outputs of a list.
    pub(super) fn with_outputs(&self, input: Input, table: Table) -> Result<OpenList, Failure> {
        let outputs = Outputs::open(self.args, &input, table.layout(), self.columns())?;
        Ok(OpenList {
            input,
            table,
            outputs,
        })
    }

    /// The same for one of several lists, by its number from 1.
    pub(super) fn part(&self, number: usize, of: usize) -> Self {
        Job {
            progress: self.progress.part(number, of),
            ..self.clone()
        }
    }

    /// Opens a list.
    pub(super) fn table(&self, input: &Input) -> Result<Table, RowsError> {
        let columns = self.columns();
        pipeline::open_table(input, &self.options, self.lists, columns, self.progress)
    }

    fn counting(&self) -> Counting<'_> {
        Counting {
            lists: self.lists,
            policy: &self.settings.policy,
            split: self.args.split,
        }
    }

    /// The first pass.
    pub(super) fn scan(&self, list: &OpenList) -> Result<Scan, Failure> {
        let counting = self.counting();
        match self.in_blocks(list) {
            true => blocks::scan(&list.table, counting, self.progress),
            false => pipeline::scan(&list.table, counting, self.progress),
        }
    }

    /// Whether the list can be judged in blocks: one address decides a row, no row has anything to do with another but
    /// for its mailbox, and rows are copied as they came.
    fn in_blocks(&self, list: &OpenList) -> bool {
        let args = self.args;
        let layout = list.table.layout();
        let usual = !args.split
            && !args.prefer_fullest
            && !args.judge.fix_typos
            && args.report.is_none()
            && !self.across;
        usual
            && list.table.blocks().is_some()
            && layout.is_plain()
            && layout.address_columns.len() == 1
            && layout.rows < 1 << 31
            && matches!(layout.parsed_by(), b',' | b';' | b'\t' | b'|')
            && list.outputs.renderer().is_some()
    }

    /// The second pass: judges every row and writes the outputs.
    pub(super) fn finish(
        &self,
        list: OpenList,
        scan: &Scan,
        book: &DomainBook,
        dns: DnsTally,
        across: Option<&mut Across>,
    ) -> Result<Tally, Failure> {
        let args = self.args;
        let OpenList {
            input,
            table,
            mut outputs,
        } = list;
        let mut tally = Tally {
            input: input.name(),
            layout: Some(table.layout().clone()),
            outputs: outputs.tally(),
            dns,
            ..Tally::default()
        };
        let context =
            Context::new(self.lists, &scan.census, book, &self.settings).knowing(&scan.suspicions);
        let wishes = Wishes {
            split: args.split,
            prefer_fullest: args.prefer_fullest,
            provider: args.with_provider_column,
            lang: outputs.language(self.lang),
            what: screen::WRITING,
        };
        let mut found = args
            .report
            .is_some()
            .then(|| Collector::new(usize::from(args.report_rows)));
        if let Some(mailboxes) = &scan.mailboxes
            && let Some(renderer) = outputs.renderer()
        {
            let (places, count) = outputs.takers();
            let judging = Judging {
                table: &table,
                context: &context,
                wishes: &wishes,
                mailboxes,
                places,
                outputs: count,
            };
            let write = |output, rows: &mut Vec<u8>| outputs.append(output, rows);
            let found = blocks::judge(&judging, &renderer, self.progress, write)?;
            tally.merge(&found);
            outputs.commit(self.progress)?;
            return Ok(tally);
        }
        pipeline::judge(&table, &context, &wishes, across, self.progress, |judged| {
            if judged.row.is_footer() {
                // It goes with the rows that are removed, and was never a contact.
                tally.footer += 1;
                return outputs.write(&judged);
            }
            tally.count(&judged.judgement);
            if let Some(found) = &mut found {
                let (row, column) = (judged.row, judged.column);
                found.add(row, column, &judged.judgement, judged.message());
            }
            outputs.write(&judged)
        })?;
        if let Some(found) = &found {
            outputs.write_page(|| page(&tally, found, args, &context, self.lang))?;
        }
        outputs.commit(self.progress)?;
        Ok(tally)
    }
}

/// The page about the list.
fn page(
    tally: &Tally,
    found: &Collector,
    args: &CleanArgs,
    context: &Context<'_>,
    lang: Lang,
) -> Result<String, Failure> {
    let provider = provider(context);
    let steps = after_clean(tally, &choices(args));
    let page = list_page(tally, found, steps, &provider);
    render(&page, lang).map_err(|error| Failure::new(Exit::Bug, error.to_string()))
}

/// The operator of a domain, empty where it is not known.
pub(super) fn provider(context: &Context<'_>) -> impl Fn(&str) -> &'static str {
    |domain| match Domain::parse(domain) {
        Ok(domain) => provider_name(context, &domain),
        Err(_) => "",
    }
}

/// What was detected, in one line.
pub(super) fn detected(input: &Input, layout: &Layout) -> Message {
    let mut parts = vec![
        Message::counted(layout.rows, summary::ROW, summary::ROWS).into(),
        layout.describe(),
    ];
    for (count, one, many) in [
        (
            layout.preamble_lines,
            summary::PREAMBLE_LINE,
            summary::PREAMBLE_LINES,
        ),
        (
            layout.footer_rows,
            summary::FOOTER_ROW,
            summary::FOOTER_ROWS,
        ),
        (
            layout.blank_lines,
            summary::BLANK_LINE,
            summary::BLANK_LINES,
        ),
    ] {
        if count > 0 {
            parts.push(Message::counted(count, one, many).into());
        }
    }
    summary::DETECTED
        .with("name", input.name())
        .with("parts", Value::List(parts))
}

pub(super) fn dns_tally(domains: &[String], outcome: &Outcome) -> DnsTally {
    let unknown = |fact: &&Fact| matches!(fact.route, MailRoute::Unknown(_));
    let unknown = || outcome.book.values().filter(unknown);
    let recorded = unknown().filter(|fact| fact.learnt == Learnt::Facts);
    let recorded = recorded.count();
    DnsTally {
        domains: domains.len(),
        from_facts: outcome.from_facts - recorded,
        from_cache: outcome.from_cache,
        unknown: unknown().count(),
        open: unknown().count() - recorded,
        not_asked: domains.len() - outcome.book.len(),
        questions: outcome.asked,
        trouble: outcome.trouble.as_ref().map(ResolverTrouble::message),
    }
}

/// What the user chose already.
pub(super) fn choices(args: &CleanArgs) -> Choices {
    Choices {
        split: args.split,
        fix_typos: args.judge.fix_typos,
        prefer_fullest: args.prefer_fullest,
        columns: !args.read.column.is_empty(),
    }
}

fn summarise(tally: &Tally, common: &CommonArgs, printer: &Printer) {
    if tally.dns.domains > 0 {
        printer.say(&dns_line(&tally.dns).get(printer.lang()));
    }
    for block in to_lines(tally, printer.lang(), common.verbose) {
        printer.say("");
        for line in columns(&block, printer) {
            printer.say(&line);
        }
    }
    if !tally.hints.is_empty() {
        printer.say("");
    }
    for hint in &tally.hints {
        printer.hint(hint.clone());
    }
}

pub(super) fn dns_line(dns: &DnsTally) -> Message {
    let counted = |count: usize, one, many| Message::counted(count as u64, one, many);
    let mut parts = vec![counted(dns.domains, summary::DOMAIN, summary::DOMAINS)];
    for (count, what) in [
        (dns.from_facts, summary::FROM_FACTS),
        (dns.from_cache, summary::FROM_CACHE),
        (dns.not_asked, summary::NOT_ASKED),
        (dns.unknown, summary::UNKNOWN),
    ] {
        if count > 0 {
            parts.push(what.with("n", count));
        }
    }
    parts.push(counted(
        dns.questions,
        summary::QUESTION,
        summary::QUESTIONS,
    ));
    summary::DNS.with("parts", parts.into_iter().collect::<Value>())
}

/// Sets the cells of a block in columns, numbers to the right.
pub(super) fn columns(block: &[Line], printer: &Printer) -> Vec<String> {
    use unicode_width::UnicodeWidthStr;
    let number = |cell: &str| {
        cell.chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | '%'))
    };
    let body: Vec<&Line> = block.iter().filter(|line| line.cells.len() > 1).collect();
    let count = body.iter().map(|line| line.cells.len()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..count)
        .map(|i| {
            body.iter()
                .filter_map(|line| line.cells.get(i))
                .map(|cell| safe(cell).width())
                .max()
                .unwrap_or(0)
        })
        .collect();
    block
        .iter()
        .map(|line| {
            let style = match line.tone {
                Tone::Plain => Style::Plain,
                Tone::Heading => Style::Bold,
                Tone::Keep => Style::Green,
                Tone::Review => Style::Yellow,
                Tone::Remove => Style::Red,
                Tone::Aside => Style::Dim,
            };
            if line.cells.len() == 1 {
                return printer.paint(style, &safe(&line.cells[0]));
            }
            let mut text = String::new();
            for (i, (cell, &width)) in line.cells.iter().zip(&widths).enumerate() {
                if width == 0 {
                    continue;
                }
                let cell = safe(cell);
                let padded = if i < 3 && number(&cell) {
                    format!("{}{cell}", " ".repeat(width.saturating_sub(cell.width())))
                } else {
                    pad(&cell, width)
                };
                text.push_str("  ");
                let styled = if i == 0 {
                    printer.paint(style, &padded)
                } else {
                    padded
                };
                text.push_str(&styled);
            }
            text
        })
        .collect()
}
