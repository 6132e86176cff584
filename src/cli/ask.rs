use std::process::ExitCode;

use clap::Args;
use sayso::ask::{
    Answer, Claims, Overview, Selection, Side, Statements, answer, canonical,
    nearest_to_corroborated,
};
use sayso::data::Data;
use sayso::model::{Stance, Status, Time};
use sayso::names::Kind;
use sayso::render::asked::Asked;
use sayso::render::json::Shapes;
use sayso::render::phrase::{Phrases, join_or};
use sayso::render::{selection, statements, view};

use super::failure::{FINDINGS, Failure};
use super::load::{self, Loaded, ViewArguments};
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
    #[arg(long, value_name = "TIME", value_parser = load::span)]
    since: Option<(Time, Time)>,
    /// Statements made later than this day, month or year
    #[arg(long, value_name = "TIME", value_parser = load::span, conflicts_with = "since")]
    after: Option<(Time, Time)>,
    /// Statements made on this day or earlier; a month or a year belongs to it as a whole
    #[arg(long, value_name = "TIME", value_parser = load::span)]
    until: Option<(Time, Time)>,
    /// Statements made earlier than this day, month or year
    #[arg(long, value_name = "TIME", value_parser = load::span, conflicts_with = "until")]
    before: Option<(Time, Time)>,
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
    let loaded = load::load(common)?;
    let fails = arguments.fails(&loaded);
    if let Some(selection) = arguments.selection(text, &loaded.data)? {
        show(arguments, &selection, &loaded, None)?;
    } else if arguments.select.is_empty() {
        translate::answer(text, arguments, &loaded, common)?;
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
    fn fails(&self, loaded: &Loaded) -> bool {
        let view = loaded.view(&self.view);
        !self.fail_on.is_empty()
            && patience::verdicts(&loaded.data, view)
                .iter()
                .any(|verdict| self.fail_on.contains(&verdict.status))
    }

    /// What is asked for by a canonical word and by options; nothing, if the text is no such word.
    pub(super) fn selection(&self, text: &str, data: &Data) -> Result<Option<Selection>, Failure> {
        let select = &self.select;
        let word = text.trim_end_matches(['?', '!', '.']);
        let selection = if text.is_empty() && select.is_for_claims() {
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
                Some(Selection::Claims(Claims {
                    rests_on: find(&select.rests_on, Kind::Agent)?,
                    stands_without: find(&select.stands_without, Kind::Agent)?,
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
                let since = select.since.map(|(first, _)| first);
                let until = select.until.map(|(_, after)| after);
                Some(Selection::Statements(Statements {
                    by: find(&select.by, Kind::Agent)?,
                    on: find(&select.on, Kind::Claim)?,
                    to: find(&select.to, Kind::Agent)?,
                    repeating: find(&select.repeating, Kind::Agent)?,
                    stances: select.stance.clone(),
                    side: select.side,
                    document: find(&select.document, Kind::Document)?,
                    is_documented: select.in_a_document,
                    from: since.or(select.after.map(|(_, after)| after)),
                    until: until.or(select.before.map(|(first, _)| first)),
                    ..statements
                }))
            }
        })
    }
}

impl Select {
    const fn is_for_claims(&self) -> bool {
        self.rests_on.is_some() || self.stands_without.is_some()
    }

    fn is_for_statements(&self) -> bool {
        let names = [
            &self.by,
            &self.on,
            &self.to,
            &self.repeating,
            &self.document,
        ];
        let times = [self.since, self.after, self.until, self.before];
        names.into_iter().any(Option::is_some)
            || times.iter().any(Option::is_some)
            || !self.stance.is_empty()
            || self.side.is_some()
            || self.in_a_document
    }

    fn is_empty(&self) -> bool {
        !self.is_for_claims() && !self.is_for_statements()
    }
}

/// Shows what a selection chooses.
pub(super) fn show(
    arguments: &Ask,
    selection: &Selection,
    loaded: &Loaded,
    asked: Option<&Asked>,
) -> Result<(), Failure> {
    let data = &loaded.data;
    let view = loaded.view(&arguments.view);
    let snapshot = data.snapshot(view);
    let phrases = Phrases::new(data);
    let shapes = Shapes::new(&phrases, view, asked);
    let verdicts = data.verdicts(view);
    let width = output::width();
    let is_json = arguments.format == Format::Json;
    let chosen = answer(selection, data, &snapshot, &verdicts);
    if arguments.count {
        let (count, of, what) = match &chosen {
            Answer::Claims(claims) => (claims.len(), verdicts.len(), "claim"),
            Answer::Statements(numbers, _) => (numbers.len(), snapshot.seen().count(), "statement"),
        };
        return arguments.format.print(&if is_json {
            shapes.count(count, of)
        } else {
            let plural = if of == 1 { "" } else { "s" };
            view::before(view, data, &format!("{count} of {of} {what}{plural}\n"))
        });
    }
    arguments.format.print(&match (chosen, selection) {
        (Answer::Claims(claims), _) if is_json => shapes.claims(&claims),
        (Answer::Statements(numbers, aside), _) if is_json => shapes.statements(&numbers, &aside),
        (Answer::Claims(claims), Selection::Claims(asked_for)) => {
            let overview = Overview::new(data, &snapshot, &verdicts);
            let nearest = claims
                .is_empty()
                .then(|| nearest_to_corroborated(&snapshot, &verdicts));
            let nearest = nearest.flatten();
            let nearest = nearest.as_ref();
            let text = selection::claims(asked_for, &claims, &overview, nearest, &phrases, width);
            view::before(view, data, &text)
        }
        (Answer::Statements(numbers, aside), Selection::Statements(asked_for)) => {
            let text = statements::answer(asked_for, &numbers, &aside, &phrases, width);
            view::before(view, data, &text)
        }
        // An answer is of the kind that was asked for.
        (Answer::Claims(_) | Answer::Statements(..), _) => String::new(),
    })
}
