use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use dialoguer::console::Term;
use dialoguer::{Confirm, Input, Select};
use oxrdf::{Literal, NamedNode};
use sayso::check::Copy;
use sayso::data::Data;
use sayso::escape::terminal;
use sayso::model::Stance;
use sayso::names::{Kind, Match};
use sayso::record::alike::alike;
use sayso::record::saying::Saying;
use sayso::record::{Draft, Into, wording};
use sayso::render::phrase::Phrases;
use sayso::vocab::Known;

use super::bounds::Target;
use super::failure::Failure;
use super::output::{self, Format};
use super::record::{Desk, iri_of, label, open, probability, time};
use super::{Common, add, say};

const EXAMPLES: &str = "\
Examples:
  sayso note
  sayso note --into story

It asks who said what, where it can be read, when, and on what basis; makes what is not there yet;
shows what would be written and what it would change; and writes when you say so. Leave an answer
empty to pass it over. Ctrl-C ends it, and nothing is written.";

/// Add what somebody said, asked step by step
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Note {
    #[command(flatten)]
    target: Target,
}

/// A conversation: what is to be added so far.
struct Talk {
    desk: Desk,
    term: Term,
    drafts: Vec<Draft>,
    /// The data with it.
    data: Option<Data>,
}

pub(super) fn run(arguments: &Note, common: &Common) -> Result<ExitCode, Failure> {
    if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
        return Err(Failure::usage(
            "`sayso note` asks, and there is no terminal to ask on",
            "say it in one line:  sayso say AGENT STANCE CLAIM --quoted-in DOCUMENT",
        ));
    }
    let mut talk = Talk {
        desk: open(common, &arguments.target)?,
        term: Term::stderr(),
        drafts: Vec::new(),
        data: None,
    };
    talk.where_to_write()?;
    let mut saying = talk.who_says_what()?;
    talk.where_and_when(&mut saying)?;
    say::refuse_repetition(&saying, &talk.desk)?;
    talk.basis(&mut saying)?;
    talk.words(&mut saying)?;
    talk.drafts.push(saying.draft());
    let change = talk.desk.change(&talk.drafts)?;
    talk.desk.tell(&change, false, Format::Text)?;
    if !talk.agrees("Write it?", true)? {
        return Ok(ExitCode::SUCCESS);
    }
    talk.desk.write(&change)?;
    output::print(&format!("added to {}\n", terminal(&change.file)))?;
    Ok(ExitCode::SUCCESS)
}

fn asked<T>(answer: dialoguer::Result<T>) -> Result<T, Failure> {
    answer.map_err(|error| Failure::Io(format!("cannot ask: {error}; nothing was written")))
}

impl Talk {
    fn data(&self) -> &Data {
        self.data.as_ref().unwrap_or(self.desk.recording.data())
    }

    fn ask(&self, question: &str) -> Result<String, Failure> {
        let input = Input::<String>::new()
            .with_prompt(question)
            .allow_empty(true);
        let answer: String = asked(input.interact_text_on(&self.term))?;
        Ok(answer.trim().to_owned())
    }

    /// Asks until the answer can be read; an empty one is none.
    fn ask_for<T>(
        &self,
        question: &str,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Result<Option<T>, Failure> {
        loop {
            let answer = self.ask(question)?;
            if answer.is_empty() {
                return Ok(None);
            }
            match read(&answer) {
                Ok(value) => return Ok(Some(value)),
                Err(message) => self.say(&message)?,
            }
        }
    }

    fn say(&self, text: &str) -> Result<(), Failure> {
        Ok(self.term.write_line(&format!("  {}", terminal(text)))?)
    }

    fn choose(&self, question: &str, items: &[String]) -> Result<usize, Failure> {
        let items: Vec<String> = items.iter().map(|item| terminal(item)).collect();
        let select = Select::new().with_prompt(question).items(&items).default(0);
        asked(select.interact_on(&self.term))
    }

    fn agrees(&self, question: &str, default: bool) -> Result<bool, Failure> {
        // Who types `y` and Enter would else have passed over the next question.
        let confirm = Confirm::new()
            .with_prompt(question)
            .default(default)
            .wait_for_newline(true);
        asked(confirm.interact_on(&self.term))
    }

    /// One of some things, or none of them.
    fn pick(&self, question: &str, kind: Kind, found: &[u32]) -> Result<Option<u32>, Failure> {
        let phrases = Phrases::new(self.data());
        let mut items: Vec<String> = found
            .iter()
            .map(|number| phrases.thing(kind, *number))
            .collect();
        items.push("none of these".to_owned());
        Ok(found.get(self.choose(question, &items)?).copied())
    }

    /// Something that is there, or is made now.
    fn thing(&mut self, kind: Kind, question: &str) -> Result<NamedNode, Failure> {
        loop {
            let text = self.ask(question)?;
            if text.is_empty() {
                continue;
            }
            let data = self.data();
            let mut found = match data.names.find(&data.graph, &data.evidence, kind, &text) {
                Match::One(number) => {
                    self.say(&format!("= {}", Phrases::new(data).thing(kind, number)))?;
                    return iri_of(data, kind, number);
                }
                Match::Several(found) => found,
                // Whoever is asked which one is meant is asked about what may be.
                Match::None(mut found) => {
                    let terms = kind.terms(&data.evidence);
                    found.retain(|it| data.names.is_near(&data.graph, terms[*it as usize], &text));
                    found
                }
            };
            found.extend(alike(data, kind, &text, None));
            found.sort_unstable();
            found.dedup();
            let word = kind.word();
            if !found.is_empty() {
                let which = format!("Which {word} do you mean?");
                if let Some(number) = self.pick(&which, kind, &found)? {
                    return iri_of(self.data(), kind, number);
                }
            }
            if self.agrees(&format!("Make a new {word}, “{}”?", terminal(&text)), true)? {
                return self.make(kind, &text);
            }
        }
    }

    fn make(&mut self, kind: Kind, text: &str) -> Result<NamedNode, Failure> {
        let mut draft = Draft::new(kind, None);
        draft.say(Known::Label, label(text, None, self.data())?);
        match kind {
            Kind::Agent => {
                let grade = self.ask_for(
                    "  How reliable, A to F? (empty: not graded)",
                    wording::grade,
                )?;
                if let Some(grade) = grade {
                    draft.say(Known::Reliability, grade);
                }
            }
            Kind::Document => {
                let publisher = self.thing(Kind::Agent, "  Who published it?")?;
                draft.say(Known::Publisher, publisher);
                if let Some(issued) = self.ask_for(
                    "  When did it come out? (2025-02-28; empty: not known)",
                    time,
                )? {
                    draft.say(Known::Issued, issued);
                }
                if let Some(url) =
                    self.ask_for("  Where is it? (https://…; empty: nowhere)", add::url)?
                {
                    draft.say(Known::Url, url);
                }
                let read = |text: &str| {
                    Copy::read(&PathBuf::from(text)).map_err(|error| error.to_string())
                };
                if let Some(copy) =
                    self.ask_for("  Your capture of it, a file? (empty: none)", read)?
                {
                    draft.say(Known::Sha256, Literal::new_simple_literal(copy.sha256));
                }
            }
            _ => {}
        }
        let name = self
            .desk
            .recording
            .name(self.data(), &draft, &self.desk.into, None, text)?;
        let name =
            name.map_err(|message| Failure::usage(message, "add it with `sayso add --name`"))?;
        draft.name = Some(name.clone());
        self.drafts.push(draft);
        let change = self.desk.change(&self.drafts)?;
        self.data = Some(change.data);
        Ok(name)
    }

    /// Which file to add to: names of what is made depend on it, so it comes first where nobody
    /// said and there are several.
    fn where_to_write(&mut self) -> Result<(), Failure> {
        let files = &self.data().graph.files;
        if self.desk.into == Into::Fitting && files.len() > 1 {
            let chosen = self.choose("Which file is it for?", files)?;
            self.desk.into = Into::Source(chosen);
        }
        Ok(())
    }

    fn who_says_what(&mut self) -> Result<Saying, Failure> {
        let by = self.thing(Kind::Agent, "Who said it?")?;
        let stances = Stance::ALL
            .iter()
            .filter(|stance| **stance != Stance::Retracts);
        let stances: Vec<Stance> = stances.copied().collect();
        let words: Vec<String> = stances
            .iter()
            .map(|stance| format!("{} ({})", wording::hyphenated(stance.name()), stance.said()))
            .collect();
        let stance = stances[self.choose("How do they stand to the claim?", &words)?];
        let claim = self.thing(Kind::Claim, "Which claim? (words of it, or a new one)")?;
        let mut saying = Saying::new(by, stance, claim);
        if stance.is_non_answer() && self.agrees("Do you know who asked?", true)? {
            saying.to.push(self.thing(Kind::Agent, "Who asked?")?);
        }
        if stance == Stance::Deflects {
            let to = self.thing(Kind::Agent, "To whom did they point?")?;
            saying.deflects_to.push(to);
        }
        Ok(saying)
    }

    fn where_and_when(&mut self, saying: &mut Saying) -> Result<(), Failure> {
        let document = self.thing(Kind::Document, "Where can it be read?")?;
        let data = self.data();
        let find = |iri: &NamedNode| data.graph.terms.find_iri(iri.as_str());
        let evidence = &data.evidence;
        let mut documents = evidence.documents.iter();
        let number = documents.position(|it| Some(it.term) == find(&document));
        let is_own = number.is_some_and(|number| {
            let mut publishers = evidence.publishers.row(number as u32).iter();
            publishers.any(|it| Some(evidence.agents[*it as usize].term) == find(&saying.by))
        });
        if is_own {
            self.say("their own document")?;
            saying.within.push(document);
        } else {
            saying.quoted_in.push(document);
        }
        let issued = saying.issued(self.data());
        let otherwise = issued.as_ref().map_or_else(
            || "not known".to_owned(),
            |date| format!("when it was issued, {}", terminal(date.value())),
        );
        let question = format!("When did they say it? (2025-02-28; empty: {otherwise})");
        saying.said_at = self.ask_for(&question, time)?.or(issued);
        Ok(())
    }

    fn basis(&mut self, saying: &mut Saying) -> Result<(), Failure> {
        if !saying.stance.is_non_answer() {
            let mut items = vec![
                "they do not say how they know".to_owned(),
                "they know it first-hand".to_owned(),
                "they have it from somebody, who is not known".to_owned(),
            ];
            let data = self.data();
            let claim = data.graph.terms.find_iri(saying.claim.as_str());
            let statements = &data.evidence.statements;
            let on_claim: Vec<u32> = (0..statements.len() as u32)
                .filter(|it| {
                    let claim_of = statements[*it as usize].claim as usize;
                    Some(data.evidence.claims[claim_of].term) == claim
                })
                .collect();
            let phrases = Phrases::new(data);
            let repeats = on_claim.iter();
            items.extend(repeats.map(|it| format!("they repeat: {}", phrases.statement(*it))));
            match self.choose("On what basis?", &items)? {
                0 => {}
                1 => saying.first_hand = Some(true),
                2 => saying.first_hand = Some(false),
                more => {
                    let relayed = iri_of(self.data(), Kind::Statement, on_claim[more - 3])?;
                    saying.relays.push(relayed);
                }
            }
        }
        let question = "Your own confidence in it, 0 to 1? (empty: as the grade says)";
        saying.confidence = self.ask_for(question, probability)?;
        Ok(())
    }

    fn words(&self, saying: &mut Saying) -> Result<(), Failure> {
        let words = self.ask("Words of the document to anchor it by? (empty: none)")?;
        if words.is_empty() {
            return Ok(());
        }
        let documents = [saying.within.as_slice(), &saying.quoted_in].concat();
        let question = "Your copy of the document, a text file?";
        let read = |file: &str| Copy::read(&PathBuf::from(file)).map_err(|error| error.to_string());
        let mut captured = say::captured(&documents, &self.desk);
        while let Some(copy) = match captured.take() {
            Some(copy) => Some(copy),
            None => self.ask_for(question, read)?,
        } {
            let passage = say::only_copy(&copy, &documents, self.data()).and_then(|document| {
                let occurrence = say::places(&copy, &words).len() > 1;
                let occurrence = occurrence
                    .then(|| self.which_place(&copy, &words))
                    .transpose()?;
                Ok((say::passage(&copy, &words, occurrence)?, document))
            });
            match passage {
                Ok(anchor) => {
                    saying.anchors.push(anchor);
                    say::note_unheld(&copy, &documents, self.data());
                    return Ok(());
                }
                Err(Failure::Usage(message, hint)) => {
                    self.say(&message)?;
                    for line in hint.unwrap_or_default().lines() {
                        self.say(line)?;
                    }
                }
                Err(failure) => return Err(failure),
            }
        }
        Ok(())
    }

    fn which_place(&self, copy: &Copy, words: &str) -> Result<usize, Failure> {
        let places = say::places(copy, words);
        let items: Vec<String> = places
            .iter()
            .map(|place| format!("line {}: …{}…", place.line, place.context))
            .collect();
        Ok(self.choose("They stand there more than once: where?", &items)? + 1)
    }
}
