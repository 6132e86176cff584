use std::process::ExitCode;

use clap::Args;
use sayso::ask::request::Shown;
use sayso::ask::{Claims, Date, Period, Request, Selection, Side, Statements, Unsaid, canonical};
use sayso::data::Data;
use sayso::engine::Engine;
use sayso::evidence::View;
use sayso::model::{Stance, Status};
use sayso::names::Kind;
use sayso::render::phrase::join_or;

use super::failure::{FINDINGS, Failure};
use super::load::{self, ViewArguments};
use super::output::{self, Format};
use super::{Common, name, patience, translate};

const EXAMPLES: &str = "\
Examples:
  sayso ask corroborated
  sayso ask single-source --strict
  sayso ask all --format json | jq -r '.claims[] | [.status, .iri] | @tsv'
  sayso ask \"what rests on Le Soir?\"
  sayso ask \"who denied the mail server\"
  sayso ask \"how many claims are corroborated\"
  sayso ask --by Mandiant                    what Mandiant said
  sayso ask statements --on \"mail server\" --stance denies,declines
  sayso ask --by Barracuda --on patch --stance confirms --whether
  sayso ask all --not-stance denies          what nobody denies
  sayso ask all --fail-on single-source      exit 1 if any claim is

Words for claims: corroborated, confirmed, single-source, disputed, contested, circular, retracted,
all, and every status and flag by name; not-corroborated and so on for the others.
Words for statements: unanswered, statements, first-hand, repetitions, earliest,
retractions.
Questions in English: see docs/questions.md.";

/// Ask which claims are corroborated and who said what, by a word or in English
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Ask {
    /// A word such as `corroborated`, or a question in English
    pub(super) question: Vec<String>,
    /// Only say how many there are
    #[arg(long)]
    pub(super) count: bool,
    /// Only say whether there is any such statement, and if not, what was said instead
    #[arg(long, conflicts_with = "count")]
    pub(super) whether: bool,
    /// Show each statement with the words that it is in, where they are at hand
    #[arg(long, conflicts_with_all = ["count", "whether"])]
    pub(super) quote: bool,
    #[command(flatten)]
    pub(super) view: ViewArguments,
    /// How to show the answer
    #[arg(long, value_enum, default_value = "text")]
    pub(super) format: Format,
    /// Exit with 1 if any claim of the data, asked for or not, has this status (repeatable)
    #[arg(long, value_name = "STATUS", value_parser = status)]
    fail_on: Vec<Status>,
    #[command(flatten)]
    select: Select,
}

/// What to choose by.
#[derive(Debug, Args)]
#[command(next_help_heading = "Selection")]
struct Select {
    /// Claims of which nothing would be left without this source
    #[arg(long, value_name = "SOURCE")]
    rests_on: Option<String>,
    /// Claims of which something would be left without this source
    #[arg(long, value_name = "SOURCE")]
    stands_without: Option<String>,
    /// Claims, or statements on claims, that mention these words
    #[arg(long, value_name = "WORDS")]
    about: Option<String>,
    /// Statements by others than this source; claims on which it said nothing
    #[arg(long, value_name = "SOURCE")]
    not_by: Option<String>,
    /// Claims on which there is no statement of this stance; where a source is left out, none by it
    #[arg(long, value_name = "STANCE", value_delimiter = ',', value_parser = stance)]
    not_stance: Vec<Stance>,
    /// Statements by this source
    #[arg(long, value_name = "SOURCE")]
    by: Option<String>,
    /// Statements on this claim
    #[arg(long, value_name = "CLAIM")]
    on: Option<String>,
    /// Statements made to this source: what came back where it asked
    #[arg(long, value_name = "SOURCE")]
    to: Option<String>,
    /// Statements that repeat this source
    #[arg(long, value_name = "SOURCE")]
    repeating: Option<String>,
    /// Statements of this stance: asserts, confirms, denies and so on (several with commas)
    #[arg(long, value_name = "STANCE", value_delimiter = ',', value_parser = stance)]
    stance: Vec<Stance>,
    /// Statements on this side of their claim, by their own words or by what they pass on
    #[arg(long, value_name = "SIDE", value_parser = side)]
    side: Option<Side>,
    /// Statements in this document
    #[arg(long = "in", value_name = "DOCUMENT")]
    document: Option<String>,
    /// Statements in any document
    #[arg(long)]
    in_a_document: bool,
    /// Statements made on this day or later; of a month or a year, its first day counts
    #[arg(long, value_name = "TIME", value_parser = load::date)]
    since: Option<Date>,
    /// Statements made later than this day, month or year
    #[arg(long, value_name = "TIME", value_parser = load::date, conflicts_with = "since")]
    after: Option<Date>,
    /// Statements made on this day or earlier; a month or a year belongs to it as a whole
    #[arg(long, value_name = "TIME", value_parser = load::date)]
    until: Option<Date>,
    /// Statements made earlier than this day, month or year
    #[arg(long, value_name = "TIME", value_parser = load::date, conflicts_with = "until")]
    before: Option<Date>,
}

/// Reads a status by its name.
pub(super) fn status(text: &str) -> Result<Status, String> {
    let found = Status::ALL.iter().find(|status| status.name() == text);
    found.copied().ok_or_else(|| {
        let names = Status::ALL.iter().map(|status| status.name().to_owned());
        format!("the statuses are {}", join_or(names.collect()))
    })
}

fn stance(text: &str) -> Result<Stance, String> {
    let found = Stance::ALL.iter().find(|stance| stance.name() == text);
    found.copied().ok_or_else(|| {
        let names = Stance::ALL.iter().map(|stance| stance.name().to_owned());
        format!("the stances are {}", join_or(names.collect()))
    })
}

fn side(text: &str) -> Result<Side, String> {
    let found = Side::ALL.iter().find(|side| side.name() == text);
    found.copied().ok_or_else(|| {
        let names = Side::ALL.iter().map(|side| side.name().to_owned());
        format!("the sides are {}", join_or(names.collect()))
    })
}

pub(super) fn run(arguments: &Ask, common: &Common) -> Result<ExitCode, Failure> {
    let text = arguments.question.join(" ");
    let text = text.trim();
    if text.is_empty() && arguments.select.is_empty() {
        return Err(Failure::usage(
            "nothing was asked",
            "for example `sayso ask corroborated`; `sayso ask --help` has more",
        ));
    }
    let engine = load::load(common)?;
    let view = arguments.view.of(&engine);
    let fails = arguments.fails(&engine, view);
    if let Some(selection) = arguments.selection(text, engine.data())? {
        let request = Request::Select {
            selection,
            shown: arguments.shown(),
        };
        output::answer(&engine, &request, view, arguments.format, None)?;
    } else if arguments.select.is_empty() {
        translate::answer(text, arguments, &engine, common)?;
    } else {
        return Err(Failure::usage(
            format!("there is no word `{text}` to choose claims or statements by"),
            "a question in English goes without options that choose; `sayso ask --help` lists the words",
        ));
    }
    Ok(if fails {
        ExitCode::from(FINDINGS)
    } else {
        ExitCode::SUCCESS
    })
}

impl Ask {
    fn fails(&self, engine: &Engine, view: View) -> bool {
        !self.fail_on.is_empty()
            && patience::showing(
                || "working out verdicts".to_owned(),
                || engine.verdicts(view),
            )
            .iter()
            .any(|verdict| self.fail_on.contains(&verdict.status))
    }

    /// How what is chosen is to be shown.
    const fn shown(&self) -> Shown {
        if self.whether {
            Shown::Whether
        } else if self.count {
            Shown::Counted
        } else if self.quote {
            Shown::Quoted
        } else {
            Shown::Listed
        }
    }

    /// What is asked for by a canonical word and by options; nothing, if the text is no such word.
    pub(super) fn selection(&self, text: &str, data: &Data) -> Result<Option<Selection>, Failure> {
        let select = &self.select;
        let word = text.trim_end_matches(['?', '!', '.']);
        let is_of_claims = select.is_for_claims() || !select.is_for_statements();
        let selection = if text.is_empty() && is_of_claims {
            canonical("all")
        } else if text.is_empty() {
            canonical("statements")
        } else {
            canonical(word)
        };
        let find = |name: &Option<String>, kind: Kind| {
            name.as_ref()
                .map(|name| name::find(name, kind, data))
                .transpose()
        };
        let mixed = |word: &str, what: &str, other: &str| {
            Failure::usage(
                format!("{word} are chosen by {what}, not by {other}"),
                "`sayso ask --help` tells which option is for which",
            )
        };
        Ok(match selection {
            None => None,
            Some(Selection::Claims(claims)) => {
                if select.is_for_statements() {
                    return Err(mixed(
                        "claims",
                        "--rests-on and --stands-without",
                        "options for statements",
                    ));
                }
                let by = find(&select.not_by, Kind::Agent)?;
                let stances = select.not_stance.clone();
                let is_unsaid = by.is_some() || !stances.is_empty();
                Some(Selection::Claims(Claims {
                    rests_on: find(&select.rests_on, Kind::Agent)?,
                    stands_without: find(&select.stands_without, Kind::Agent)?,
                    about: select.about.clone(),
                    unsaid: is_unsaid.then_some(Unsaid { by, stances }),
                    ..claims
                }))
            }
            Some(Selection::Statements(statements)) => {
                if select.is_for_claims() {
                    return Err(mixed(
                        "statements",
                        "speaker, claim, stance, document and time",
                        "what claims rest on",
                    ));
                }
                if !select.not_stance.is_empty() {
                    return Err(mixed("statements", "--stance", "--not-stance"));
                }
                Some(Selection::Statements(Statements {
                    by: find(&select.by, Kind::Agent)?,
                    on: find(&select.on, Kind::Claim)?,
                    to: find(&select.to, Kind::Agent)?,
                    repeating: find(&select.repeating, Kind::Agent)?,
                    stances: select.stance.clone(),
                    side: select.side,
                    document: find(&select.document, Kind::Document)?,
                    is_documented: select.in_a_document,
                    not_by: find(&select.not_by, Kind::Agent)?,
                    about: select.about.clone(),
                    period: Period {
                        since: select.since.clone(),
                        after: select.after.clone(),
                        until: select.until.clone(),
                        before: select.before.clone(),
                    },
                    ..statements
                }))
            }
        })
    }
}

impl Select {
    const fn is_for_claims(&self) -> bool {
        self.rests_on.is_some() || self.stands_without.is_some() || !self.not_stance.is_empty()
    }

    /// Whether something is asked for that goes with claims and with statements.
    const fn is_for_both(&self) -> bool {
        self.about.is_some() || self.not_by.is_some()
    }

    fn is_for_statements(&self) -> bool {
        let names = [
            &self.by,
            &self.on,
            &self.to,
            &self.repeating,
            &self.document,
        ];
        let times = [&self.since, &self.after, &self.until, &self.before];
        names.into_iter().any(Option::is_some)
            || times.into_iter().any(Option::is_some)
            || !self.stance.is_empty()
            || self.side.is_some()
            || self.in_a_document
    }

    fn is_empty(&self) -> bool {
        !self.is_for_claims() && !self.is_for_statements() && !self.is_for_both()
    }
}
