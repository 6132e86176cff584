use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Command, CommandFactory as _};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};
use sayso::write::replace;

use super::failure::Failure;
use super::{EXIT_CODES, Sayso, output};

const EXAMPLES: &str = "\
Examples:
  sayso manual | man -l -                                 the page of sayso itself
  sayso manual ~/.local/share/man/man1 && man sayso-why   a page for each command";

/// Print the manual page, or write the pages of all commands into a folder
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Manual {
    /// Write sayso.1, sayso-ask.1 and so on into this folder, which is made if need be
    folder: Option<PathBuf>,
}

pub(super) fn run(arguments: &Manual) -> Result<ExitCode, Failure> {
    let mut sayso = Sayso::command();
    sayso.build();
    let Some(folder) = &arguments.folder else {
        output::print_raw(page(&sayso)?.as_bytes())?;
        return Ok(ExitCode::SUCCESS);
    };
    std::fs::create_dir_all(folder)
        .map_err(|error| Failure::Io(format!("cannot make {}: {error}", folder.display())))?;
    let mut open = vec![&sayso];
    while let Some(command) = open.pop() {
        write(command, folder)?;
        open.extend(command.get_subcommands().filter(|sub| !is_hidden(sub)));
    }
    Ok(ExitCode::SUCCESS)
}

/// What has no page: what is hidden, and `help`, which is the pages.
fn is_hidden(command: &Command) -> bool {
    command.is_hide_set() || command.get_name() == "help"
}

fn write(command: &Command, folder: &Path) -> Result<(), Failure> {
    let name = command
        .get_display_name()
        .unwrap_or_else(|| command.get_name());
    let path = folder.join(format!("{name}.1"));
    replace(&path, &page(command)?).map_err(|error| Failure::Io(error.to_string()))?;
    eprintln!("wrote {}", path.display());
    Ok(())
}

/// One page, its sections in the order that manual pages have.
fn page(command: &Command) -> Result<String, Failure> {
    let help = command
        .get_after_help()
        .map(ToString::to_string)
        .unwrap_or_default();
    let name = command
        .get_display_name()
        .unwrap_or_else(|| command.get_name());
    // The pages of commands are known by their names with a hyphen, as with git.
    let named = command
        .clone()
        .name(name.to_owned())
        .disable_help_subcommand(true);
    let man = Man::new(named)
        .source(format!("sayso {}", env!("CARGO_PKG_VERSION")))
        .manual("sayso");
    let mut bytes = Vec::new();
    man.render_title(&mut bytes)?;
    man.render_name_section(&mut bytes)?;
    man.render_synopsis_section(&mut bytes)?;
    man.render_description_section(&mut bytes)?;
    man.render_options_section(&mut bytes)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut bytes)?;
    }
    let mut roff = Roff::new();
    let mut has_codes = false;
    for paragraph in help.split("\n\n") {
        if let Some(examples) = paragraph.strip_prefix("Examples:\n") {
            roff.control("SH", ["EXAMPLES"]);
            for example in examples.lines() {
                let (line, comment) = example
                    .trim()
                    .split_once("   ")
                    .unwrap_or((example.trim(), ""));
                roff.control("TP", []);
                roff.text([bold(line)]);
                if !comment.is_empty() {
                    roff.text([roman(comment.trim())]);
                }
            }
        } else if let Some(codes) = paragraph.strip_prefix("Exit codes: ") {
            has_codes = true;
            roff.control("SH", ["EXIT STATUS"]);
            roff.text([roman(joined(codes))]);
        } else if !paragraph.trim().is_empty() {
            roff.control("SH", ["NOTES"]);
            roff.text([roman(joined(paragraph))]);
        }
    }
    if !has_codes {
        roff.control("SH", ["EXIT STATUS"]);
        roff.text([roman(EXIT_CODES)]);
    }
    if name != "sayso" {
        roff.control("SH", ["SEE ALSO"]);
        roff.text([bold("sayso"), roman("(1)")]);
    }
    bytes.extend(roff.to_roff().into_bytes());
    String::from_utf8(bytes).map_err(|error| Failure::Io(error.to_string()))
}

fn joined(paragraph: &str) -> String {
    paragraph.split_whitespace().collect::<Vec<_>>().join(" ")
}
