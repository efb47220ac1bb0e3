//! `presend completions` and `presend man`: what is made from the command line itself.

use std::fs;
use std::io;
use std::path::Path;

use clap::Command;
use clap_mangen::Man;

use super::args::{CompletionsArgs, ManArgs};
use super::failure::{Exit, Failure};
use super::help;
use super::printer::print_data;
use crate::lang::{Lang, system_error, texts::failures};

/// Writes the completions of a shell to standard output.
pub(super) fn completions(args: &CompletionsArgs, lang: Lang) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut visible(lang), "presend", &mut script);
    print_data(&script)?;
    Ok(Exit::Done)
}

/// Writes the main page to standard output, or every page to a folder.
pub(super) fn man(args: &ManArgs, lang: Lang) -> Result<Exit, Failure> {
    let command = visible(lang);
    let Some(folder) = &args.dir else {
        let page = page(&command).map_err(|error| unwritten(Path::new("-"), &error))?;
        print_data(&page)?;
        return Ok(Exit::Done);
    };
    fs::create_dir_all(folder).map_err(|error| unwritten(folder, &error))?;
    pages(&command, folder)?;
    Ok(Exit::Done)
}

/// The command line without what is hidden.
fn visible(lang: Lang) -> Command {
    let mut command = help::worded(lang);
    command.build();
    without_hidden(&command)
}

/// The parser can hide a command and not take it away, and the generators show what is hidden.
fn without_hidden(command: &Command) -> Command {
    let kept: Vec<Command> = command
        .get_subcommands()
        .filter(|inner| !inner.is_hide_set())
        .map(without_hidden)
        .collect();
    let mut bare = Command::new(command.get_name().to_owned())
        .disable_help_flag(true)
        .disable_version_flag(true)
        .disable_help_subcommand(true)
        .args(command.get_arguments().filter(|arg| !arg.is_hide_set()))
        .subcommands(kept);
    if let Some(name) = command.get_display_name() {
        bare = bare.display_name(name.to_owned());
    }
    if let Some(version) = command.get_version() {
        bare = bare.version(version.to_owned());
    }
    if let Some(about) = command.get_about() {
        bare = bare.about(about.clone());
    }
    match command.get_after_help() {
        Some(text) => bare.after_help(text.clone()),
        None => bare,
    }
}

fn page(command: &Command) -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    Man::new(command.clone()).render(&mut page)?;
    Ok(page)
}

/// `presend.1`, `presend-clean.1` and so on.
fn pages(command: &Command, folder: &Path) -> Result<(), Failure> {
    let name = command
        .get_display_name()
        .unwrap_or_else(|| command.get_name())
        .to_owned();
    let path = folder.join(format!("{name}.1"));
    page(&command.clone().name(name))
        .and_then(|page| fs::write(&path, page))
        .map_err(|error| unwritten(&path, &error))?;
    command
        .get_subcommands()
        .filter(|inner| inner.get_name() != "help")
        .try_for_each(|inner| pages(inner, folder))
}

fn unwritten(path: &Path, error: &io::Error) -> Failure {
    let what = failures::CANNOT_WRITE
        .with("file", path.display())
        .with("why", system_error(error));
    Failure::new(Exit::Output, what)
}
