use std::process::ExitCode;

use clap::Args;
use sayso::data::Data;
use sayso::model::Stance;
use sayso::names::Kind;
use sayso::record::saying::{Saying, retractable};
use sayso::render::refusal;

use super::failure::Failure;
use super::record::{Writing, iri_of, note_nameless, open};
use super::say::{Source, refuse_repetition};
use super::{Common, name};

const EXAMPLES: &str = "\
Examples:
  sayso retract \"Le Soir\" \"mail server\" --quoted-in techcrunch --at 2025-03-09
  sayso retract :le-soir-personal-data --quoted-in techcrunch
  sayso retract Mandiant \"espionage group\" --quoted-in techcrunch --dry-run

Nothing is deleted: the retraction is a statement of its own, and its target is dead from then on.";

/// Add that somebody took back what they said; nothing is deleted
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Retract {
    /// The statement, by its name or by words; or who said it, with the claim after it
    statement: String,
    /// The claim, where the first argument is who said it
    claim: Option<String>,
    /// Who takes it back, where it is another of the same group, such as a spokesperson
    #[arg(long, value_name = "AGENT")]
    by: Option<String>,
    #[command(flatten)]
    source: Source,
    /// A name for the retraction, so that others can refer to it
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    writing: Writing,
}

pub(super) fn run(arguments: &Retract, common: &Common) -> Result<ExitCode, Failure> {
    let desk = open(common, &arguments.writing.target)?;
    let data = desk.recording.data();
    let target = target(arguments, data)?;
    let statement = &data.evidence.statements[target as usize];
    let by = match &arguments.by {
        Some(agent) => desk.thing(Kind::Agent, agent)?,
        None => iri_of(data, Kind::Agent, statement.agent)?,
    };
    let claim = iri_of(data, Kind::Claim, statement.claim)?;
    let mut saying = Saying::new(by, Stance::Retracts, claim);
    saying.target = Some(iri_of(data, Kind::Statement, target)?);
    arguments.source.fill(&mut saying, &desk)?;
    refuse_repetition(&saying, &desk)?;
    if arguments.name.is_some() {
        let draft = saying.draft();
        saying.name = Some(desk.name(&draft, arguments.name.as_deref(), "")?);
    }
    let code = desk.finish(&[saying.draft()], &arguments.writing)?;
    note_nameless(saying.target.as_slice());
    Ok(code)
}

/// The statement that is taken back.
fn target(arguments: &Retract, data: &Data) -> Result<u32, Failure> {
    let Some(claim) = &arguments.claim else {
        return name::find(&arguments.statement, Kind::Statement, data);
    };
    let agent = name::find(&arguments.statement, Kind::Agent, data)?;
    let claim = name::find(claim, Kind::Claim, data)?;
    match retractable(data, agent, claim).as_slice() {
        [one] => Ok(*one),
        [] => {
            let statements = data.evidence.claims[claim as usize].statements();
            let own: Vec<u32> = statements
                .filter(|it| {
                    let statement = &data.evidence.statements[*it as usize];
                    statement.agent == agent && statement.stance() != Stance::Retracts
                })
                .collect();
            let hint = if own.is_empty() {
                "nothing is recorded of what they said on this claim".to_owned()
            } else {
                format!(
                    "all is taken back already:\n{}",
                    refusal::list(Kind::Statement, &own, data)
                )
            };
            Err(Failure::usage("there is no statement to take back", hint))
        }
        several => Err(name::ambiguous(
            &format!(
                "{} {}",
                arguments.statement,
                arguments.claim.as_deref().unwrap_or_default()
            ),
            Kind::Statement,
            several,
            data,
        )),
    }
}
