use std::fmt::Write as _;
use std::process::ExitCode;

use clap::Args;
use sayso::ask::{Answer, Overview, Question, answer, canonical, canonical_words, grammar};
use sayso::data::Data;
use sayso::escape;
use sayso::model::{Flag, Status};
use sayso::render::json::Shapes;
use sayso::render::phrase::{Phrases, join_or};
use sayso::render::text;
use sayso::verdict::{self, Verdict};

use super::Common;
use super::failure::{FINDINGS, Failure};
use super::load::{self, ViewArguments};
use super::output::{self, Format};
use super::{name, why};

const EXAMPLES: &str = "\
Examples:
  sayso ask corroborated
  sayso ask single-source --strict
  sayso ask all --format json | jq -r '.claims[] | [.status, .iri] | @tsv'
  sayso ask \"what rests on Le Soir?\"
  sayso ask \"who denied the mail server\"
  sayso ask all --fail-on single-source      exit 1 if any claim is

Words: corroborated, confirmed, single-source, disputed, unanswered, circular, retracted, all,
and every status and flag by name. Questions in English: see docs/questions.md.";

/// Ask which claims are corroborated, by a word or in English
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Ask {
    /// A word such as `corroborated`, or a question in English
    #[arg(required = true)]
    question: Vec<String>,
    #[command(flatten)]
    view: ViewArguments,
    /// How to show the answer
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Exit with 1 if any claim of the data, asked for or not, has this status (repeatable)
    #[arg(long, value_name = "STATUS", value_parser = status)]
    fail_on: Vec<Status>,
}

/// Reads a status by its name.
pub(super) fn status(text: &str) -> Result<Status, String> {
    let found = Status::ALL.iter().find(|status| status.name() == text);
    found.copied().ok_or_else(|| {
        let names = Status::ALL.iter().map(|status| status.name().to_owned());
        format!("the statuses are {}", join_or(names.collect()))
    })
}

pub(super) fn run(arguments: &Ask, common: &Common) -> Result<ExitCode, Failure> {
    let loaded = load::load(common)?;
    let data = &loaded.data;
    let view = loaded.view(&arguments.view);
    let question = understand(&arguments.question.join(" "), data)?;
    let snapshot = data.snapshot(view);
    let phrases = Phrases::new(data);
    let verdicts = verdict::ranked(&snapshot);
    let text = match answer(&question, data, &snapshot, &verdicts) {
        Answer::Why(claim) => why::answer(
            data,
            claim,
            view,
            None,
            match arguments.format {
                Format::Text => why::Format::Text,
                Format::Json => why::Format::Json,
            },
        ),
        Answer::Claims(selected) => match arguments.format {
            Format::Json => Shapes::new(&phrases, view).claims(&selected),
            Format::Text => {
                let overview = Overview::new(data, &snapshot, &verdicts);
                claims_in_text(&question, &selected, &overview, &phrases)
            }
        },
        Answer::Statements(numbers) => match arguments.format {
            Format::Json => Shapes::new(&phrases, view).statements(&numbers),
            Format::Text if numbers.is_empty() => none(&question, &phrases),
            Format::Text => text::statements(&numbers, &phrases, output::width()),
        },
    };
    arguments.format.print(&text)?;
    let fails = verdicts
        .iter()
        .any(|verdict| arguments.fail_on.contains(&verdict.status));
    Ok(if fails {
        ExitCode::from(FINDINGS)
    } else {
        ExitCode::SUCCESS
    })
}

/// That nothing of the kind was said, naming what was asked about.
fn none(question: &Question, phrases: &Phrases<'_>) -> String {
    let text = match question {
        Question::SaidBy(agent, _) => {
            format!(
                "No such statement by {} is recorded.",
                phrases.agent(*agent)
            )
        }
        Question::WhoSaid(claim, _) | Question::Unanswered(Some(claim)) => {
            format!(
                "No such statement on “{}” is recorded.",
                phrases.claim(*claim)
            )
        }
        _ => "Nobody who was asked is without an answer.".to_owned(),
    };
    format!("{}\n", escape::terminal(&text))
}

/// The claims asked for; and where the honest answer is "none", what there is instead.
fn claims_in_text(
    question: &Question,
    selected: &[Verdict],
    overview: &Overview,
    phrases: &Phrases<'_>,
) -> String {
    let width = output::width();
    let (documents, held) = overview.documents;
    let scope = format!(
        "({} claim{}, {documents} document{}, {held} held)",
        overview.claims,
        if overview.claims == 1 { "" } else { "s" },
        if documents == 1 { "" } else { "s" },
    );
    let is_corroborated = *question == Question::Statuses(vec![Status::Corroborated]);
    let mut answer = String::new();
    if selected.is_empty() {
        let _ = match question {
            Question::Statuses(_) if is_corroborated => {
                writeln!(answer, "No claim is corroborated independently {scope}.\n")
            }
            Question::Statuses(statuses) => {
                let words = statuses
                    .iter()
                    .map(|status| status.words().to_owned())
                    .collect();
                writeln!(answer, "No claim is {} {scope}.\n", join_or(words))
            }
            Question::Flagged(flag) => {
                writeln!(answer, "No claim has the flag {} {scope}.\n", flag.name())
            }
            Question::RestsOn(agent) => writeln!(
                answer,
                "No claim would be left with nothing without {} {scope}.\n",
                escape::terminal(&phrases.agent(*agent))
            ),
            _ => writeln!(answer, "No claim {scope}.\n"),
        };
        answer.push_str(&text::overview(overview, phrases, width));
        return answer;
    }
    if is_corroborated {
        let number = selected.len();
        let verb = if number == 1 {
            "claim is"
        } else {
            "claims are"
        };
        let flag = Flag::IndependenceNotEstablished;
        let doubtful = selected.iter().filter(|v| v.flags.contains(&flag)).count();
        let caveat = match doubtful {
            0 => String::new(),
            _ if doubtful == number => ", if the unnamed sources differ".to_owned(),
            _ => format!(", {doubtful} of them only if the unnamed sources differ"),
        };
        let _ = writeln!(
            answer,
            "{number} {verb} corroborated independently{caveat} {scope}.\n"
        );
    }
    answer.push_str(&text::claims(selected, phrases, width));
    if is_corroborated {
        answer.push('\n');
        answer.push_str(&text::overview(overview, phrases, width));
    }
    answer
}

/// A canonical word, or a question in English.
fn understand(text: &str, data: &Data) -> Result<Question, Failure> {
    let trimmed = text.trim();
    if let Some(question) = canonical(trimmed) {
        return Ok(question);
    }
    if !trimmed.contains(char::is_whitespace) {
        let words = canonical_words();
        let nearest = words
            .iter()
            .map(|word| {
                (
                    strsim::damerau_levenshtein(word, &trimmed.to_lowercase()),
                    *word,
                )
            })
            .min();
        let hint = match nearest {
            Some((distance, word)) if distance <= 3 => format!("did you mean `{word}`?"),
            _ => format!("the words are {}", words.join(", ")),
        };
        return Err(Failure::usage(
            format!("there is no question `{trimmed}`"),
            hint,
        ));
    }
    grammar::read(trimmed, data).map_err(|reason| match reason {
        grammar::Misunderstood::Pattern(nearest) => Failure::usage(
            format!("the question was not understood: {trimmed}"),
            format!(
                "the nearest that can be asked:\n    {}",
                nearest.join("\n    ")
            ),
        ),
        grammar::Misunderstood::Unknown {
            name,
            kind,
            nearest,
        } => name::unknown(&name, kind, &nearest, data),
        grammar::Misunderstood::Ambiguous {
            name,
            kind,
            candidates,
        } => name::ambiguous(&name, kind, &candidates, data),
    })
}
