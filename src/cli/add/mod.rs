mod arguments;

use std::process::ExitCode;

use clap::{Args, Subcommand};
use oxrdf::{Literal, NamedNode};
use sayso::check::Copy;
use sayso::data::Data;
use sayso::model::Time;
use sayso::names::{Kind, Match};
use sayso::record::Draft;
use sayso::record::alike::{alike, same_documents};
use sayso::record::naming::is_described;
use sayso::render::refusal;
use sayso::vocab::Known;

pub(super) use arguments::url;
use arguments::{Agent, Claim, Document, Labelled, Tie};

use super::failure::Failure;
use super::record::{Desk, label, open};
use super::{Common, name, record};

const EXAMPLES: &str = "\
Examples:
  sayso add document \"Le Soir on the breach\" --publisher \"Le Soir\" --url https://lesoir.example/1
  sayso add agent \"The Record\" --reliability B
  sayso add claim \"The attackers used stolen passwords\"
  sayso add tie Mandiant \"Le Soir\" --kind client-of --source https://register.example/

`sayso add KIND --help` tells each with its options.";

/// Add a claim, an agent, a document or a tie
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Add {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Claim(Claim),
    Agent(Agent),
    Document(Document),
    Tie(Tie),
}

pub(super) fn run(arguments: &Add, common: &Common) -> Result<ExitCode, Failure> {
    match &arguments.what {
        What::Claim(arguments) => claim(arguments, common),
        What::Agent(arguments) => agent(arguments, common),
        What::Document(arguments) => document(arguments, common),
        What::Tie(arguments) => tie(arguments, common),
    }
}

fn claim(arguments: &Claim, common: &Common) -> Result<ExitCode, Failure> {
    let desk = open(common, &arguments.labelled.writing.target)?;
    let mut draft = begun(Kind::Claim, &arguments.label, &arguments.labelled, &desk)?;
    for topic in &arguments.topic {
        let topic = topic_of(&draft, topic, &desk)?;
        draft.say(Known::Subject, topic);
    }
    say_all(
        &mut draft,
        Known::SpanFrom,
        arguments.span_from.iter().cloned(),
    );
    say_all(
        &mut draft,
        Known::SpanUntil,
        arguments.span_until.iter().cloned(),
    );
    for (property, claims) in [
        (Known::Entails, &arguments.entails),
        (Known::Contradicts, &arguments.contradicts),
        (Known::Presupposes, &arguments.presupposes),
    ] {
        say_all(&mut draft, property, desk.things(Kind::Claim, claims)?);
    }
    finish(draft, &arguments.label, &arguments.labelled, &desk)
}

fn agent(arguments: &Agent, common: &Common) -> Result<ExitCode, Failure> {
    let desk = open(common, &arguments.labelled.writing.target)?;
    let mut draft = begun(Kind::Agent, &arguments.label, &arguments.labelled, &desk)?;
    if arguments.anonymous {
        draft.say(Known::Type, Known::AnonymousSource);
        draft.properties.rotate_right(1);
    }
    say_all(&mut draft, Known::Reliability, arguments.reliability);
    let vouchers = desk.things(Kind::Agent, &arguments.vouched_by)?;
    say_all(&mut draft, Known::VouchedBy, vouchers);
    for over in &arguments.authority_over {
        let data = desk.recording.data();
        let found = data
            .names
            .find(&data.graph, &data.evidence, Kind::Claim, over);
        let over = match found {
            // A topic is no claim: it is known by its name alone.
            Match::None(_) => match topic_of(&draft, over, &desk) {
                Ok(topic) if is_topic(data, &topic) => topic,
                _ => desk.thing(Kind::Claim, over)?,
            },
            _ => desk.thing(Kind::Claim, over)?,
        };
        draft.say(Known::AuthorityOver, over);
    }
    let interests = desk.things(Kind::Claim, &arguments.interest_in)?;
    say_all(&mut draft, Known::InterestIn, interests);
    say_all(
        &mut draft,
        Known::RecordedAt,
        arguments.recorded_at.iter().cloned(),
    );
    finish(draft, &arguments.label, &arguments.labelled, &desk)
}

fn document(arguments: &Document, common: &Common) -> Result<ExitCode, Failure> {
    let desk = open(common, &arguments.labelled.writing.target)?;
    let capture = match &arguments.capture {
        Some(file) => Some(
            Copy::read(file)
                .map_err(|error| Failure::Io(format!("cannot read {}: {error}", file.display())))?,
        ),
        None => None,
    };
    let sha256 = capture
        .map(|copy| copy.sha256)
        .or_else(|| arguments.sha256.clone());
    let urls: Vec<String> = arguments
        .url
        .iter()
        .map(|url| url.as_str().to_owned())
        .collect();
    let same = same_documents(desk.recording.data(), &urls, sha256.as_deref());
    if !same.is_empty() && !arguments.labelled.new {
        return Err(Failure::usage(
            "this document is recorded already, with the same address or the same hash",
            format!(
                "use it:\n{}\n  a later version of it is a document of its own: say --new",
                refusal::list(Kind::Document, &same, desk.recording.data())
            ),
        ));
    }
    let mut draft = begun(Kind::Document, &arguments.label, &arguments.labelled, &desk)?;
    let publishers = desk.things(Kind::Agent, &arguments.publisher)?;
    say_all(&mut draft, Known::Publisher, publishers);
    say_all(&mut draft, Known::Issued, arguments.issued.iter().cloned());
    say_all(&mut draft, Known::Url, arguments.url.iter().cloned());
    let hash = sha256.iter().map(Literal::new_simple_literal);
    say_all(&mut draft, Known::Sha256, hash);
    say_all(
        &mut draft,
        Known::RecordedAt,
        arguments.recorded_at.iter().cloned(),
    );
    let code = finish(draft, &arguments.label, &arguments.labelled, &desk)?;
    if arguments.url.is_empty() && sha256.is_none() {
        eprintln!(
            "note: it has neither an address nor a hash, so what is known from it alone counts for nothing; --url, --capture or --sha256 gives it one"
        );
    }
    Ok(code)
}

fn tie(arguments: &Tie, common: &Common) -> Result<ExitCode, Failure> {
    let desk = open(common, &arguments.writing.target)?;
    let data = desk.recording.data();
    let agent = desk.thing(Kind::Agent, &arguments.agent)?;
    let other = desk.thing(Kind::Agent, &arguments.other)?;
    if agent == other {
        return Err(Failure::usage(
            "a tie is between two agents, and these are one",
            "name two that differ",
        ));
    }
    let ends = [&agent, &other].map(|iri| data.graph.terms.find_iri(iri.as_str()));
    let dates = [&arguments.valid_from, &arguments.valid_until]
        .map(|date| date.as_ref().and_then(|date| Time::parse_any(date.value())));
    let first_instants =
        |tie: &sayso::evidence::Tie| tie.dates().map(|date| date.map(|date| date.first));
    let known = data.evidence.ties.iter().position(|tie| {
        let held = tie
            .agents
            .map(|it| Some(data.evidence.agents[it as usize].term));
        tie.kind() == arguments.kind
            && (held == ends || held == [ends[1], ends[0]])
            && (tie.is_undated() || dates == [None; 2] || first_instants(tie) == dates)
    });
    if let Some(known) = known {
        return Err(Failure::usage(
            "this tie is recorded already",
            format!(
                "edit it there:\n{}",
                refusal::list(Kind::Tie, &[known as u32], data)
            ),
        ));
    }
    let mut draft = Draft::new(Kind::Tie, None);
    let kind = arguments.kind.term();
    draft.say(Known::Kind, kind);
    if arguments.kind.is_directed() && !arguments.undirected {
        draft.say(Known::Dependent, agent);
        draft.say(Known::Principal, other);
    } else {
        draft.say(Known::Between, agent);
        draft.say(Known::Between, other);
    }
    say_all(
        &mut draft,
        Known::ValidFrom,
        arguments.valid_from.iter().cloned(),
    );
    say_all(
        &mut draft,
        Known::ValidUntil,
        arguments.valid_until.iter().cloned(),
    );
    for source in &arguments.source {
        let found = data
            .names
            .find(&data.graph, &data.evidence, Kind::Document, source);
        match (found, url(source)) {
            (Match::One(number), _) => {
                draft.say(Known::Source, record::iri_of(data, Kind::Document, number)?);
            }
            (Match::Several(found), _) => {
                return Err(name::ambiguous(source, Kind::Document, &found, data));
            }
            (Match::None(_), Ok(address)) if source.contains("://") => {
                draft.say(Known::Source, address);
            }
            _ => draft.say(Known::Source, Literal::new_simple_literal(source)),
        }
    }
    say_all(
        &mut draft,
        Known::RecordedAt,
        arguments.recorded_at.iter().cloned(),
    );
    if arguments.name.is_some() {
        draft.name = Some(desk.name(&draft, arguments.name.as_deref(), "")?);
    }
    desk.finish(&[draft], &arguments.writing)
}

fn say_all<V: std::convert::Into<sayso::record::Value>>(
    draft: &mut Draft,
    property: Known,
    values: impl IntoIterator<Item = V>,
) {
    for value in values {
        draft.say(property, value);
    }
}

/// A draft with its label.
fn begun(kind: Kind, text: &str, labelled: &Labelled, desk: &Desk) -> Result<Draft, Failure> {
    if text.trim().is_empty() {
        return Err(Failure::usage(
            format!("a {} needs a label", kind.word()),
            "say in a few words what it is",
        ));
    }
    let mut draft = Draft::new(kind, None);
    let label = label(text, labelled.language.as_deref(), desk.recording.data())?;
    draft.say(Known::Label, label);
    for also in &labelled.also {
        if also.trim().is_empty() {
            return Err(Failure::usage(
                "--also has no words",
                "say what else it is called",
            ));
        }
        draft.say(Known::AltLabel, Literal::new_simple_literal(also));
    }
    Ok(draft)
}

fn topic_of(draft: &Draft, text: &str, desk: &Desk) -> Result<NamedNode, Failure> {
    let data = desk.recording.data();
    let topic = desk.recording.topic(data, draft, &desk.into, text)?;
    topic.map_err(|message| Failure::usage(message, "a topic is a name, such as water-supply"))
}

/// Whether a claim has something as its topic.
fn is_topic(data: &Data, topic: &NamedNode) -> bool {
    let term = data.graph.terms.find_iri(topic.as_str());
    let mut topics = data.index.data.pairs(Known::Subject.id().0);
    term.is_some_and(|term| topics.any(|(_, object)| object == term.0))
}

/// Names a draft and adds it, unless something that is there reads alike.
fn finish(
    mut draft: Draft,
    text: &str,
    labelled: &Labelled,
    desk: &Desk,
) -> Result<ExitCode, Failure> {
    let data = desk.recording.data();
    let name = desk.name(&draft, labelled.name.as_deref(), text)?;
    if !labelled.new {
        let mut found = alike(data, draft.kind, text, labelled.language.as_deref());
        let terms = draft.kind.terms(&data.evidence);
        // What is named as its opposite, or as what follows from it, has been looked at.
        let linked = [Known::Entails, Known::Contradicts, Known::Presupposes]
            .into_iter()
            .flat_map(|property| draft.iris(property));
        let linked: Vec<&str> = linked.map(NamedNode::as_str).collect();
        found.retain(|number| {
            let iri = data.graph.terms.text(terms[*number as usize]);
            iri != name.as_str() && !linked.contains(&iri)
        });
        if !found.is_empty() {
            let what = draft.kind.word();
            let bare = found
                .iter()
                .find(|it| !is_described(data, terms[**it as usize]));
            let describe = bare.map_or_else(String::new, |it| {
                let name = data.graph.display(terms[*it as usize]);
                format!("\n  to describe {name}, of which nothing is said yet:  --name {name}")
            });
            let follows = if draft.kind == Kind::Claim {
                "; if one of the two says more than the other, also --entails"
            } else {
                ""
            };
            return Err(Failure::usage(
                format!("there is a {what} that reads alike"),
                format!(
                    "if it is meant, use it:\n{}\n  if yours is another, say --new{follows}{describe}",
                    refusal::list(draft.kind, &found, data)
                ),
            ));
        }
    }
    draft.name = Some(name);
    desk.finish(&[draft], &labelled.writing)
}
