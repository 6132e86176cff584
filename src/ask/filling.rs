//! What fills the slots of a form and the parts around it: names looked up, in one way or in several
//! where one is in doubt, and words that mean something by themselves.

use super::dates::{self, Date};
use super::form::{self, Slot, phrase};
use super::intents::{Asks, Form};
use super::readings::{Doubted, Obstacle};
use super::things::{Doubt, Meaning, NamesOf, Thing, slice};
use super::vocabulary;
use super::words::Word;
use crate::model::Stance;

/// How many of several things a name may mean are each tried.
const MOST_TRIED: usize = 3;

/// What fills the slots of a form.
#[derive(Clone, Default, Debug)]
pub(super) struct Filled {
    pub(super) claim: Option<u32>,
    /// Whether that is what they say, and not only what it is about.
    pub(super) is_said: bool,
    /// Words that claims mention, in place of one claim.
    pub(super) about: Option<String>,
    pub(super) agent: Option<u32>,
    pub(super) other: Option<u32>,
    pub(super) document: Option<u32>,
    /// Somebody to whom it was said.
    pub(super) to: Option<u32>,
    /// Somebody who is left out.
    pub(super) except: Option<u32>,
    pub(super) topic: Option<u32>,
    pub(super) status: Option<String>,
    pub(super) flag: Option<&'static str>,
    pub(super) stances: Vec<Stance>,
    pub(super) date: Option<Date>,
    pub(super) text: Option<String>,
    pub(super) doubts: Vec<Doubted>,
}

/// A thing that a part or a slot names, and where it goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    Claim,
    Agent,
    Other,
    Document,
    Topic,
    To,
    Except,
}

impl Named {
    const fn thing(self) -> Thing {
        match self {
            Self::Claim => Thing::Claim,
            Self::Agent | Self::Other | Self::To | Self::Except => Thing::Agent,
            Self::Document => Thing::Document,
            Self::Topic => Thing::Topic,
        }
    }
}

pub(super) struct Filler<'f, 'd> {
    pub(super) form: &'static Form,
    pub(super) text: &'f str,
    pub(super) names: &'f NamesOf<'d>,
    pub(super) is_first: bool,
}

impl Filler<'_, '_> {
    pub(super) fn fill(
        &self,
        mut ways: Vec<Filled>,
        slot: Slot,
        words: &[Word],
    ) -> Result<Vec<Filled>, Obstacle> {
        let named = match slot {
            Slot::Claim => Named::Claim,
            Slot::Agent => Named::Agent,
            Slot::Other => Named::Other,
            Slot::Document => Named::Document,
            Slot::Topic => Named::Topic,
            _ => {
                for filled in &mut ways {
                    self.know(filled, slot, words);
                }
                return Ok(ways);
            }
        };
        self.name(ways, named, words)
    }

    /// Fills a slot with words that mean something by themselves.
    fn know(&self, filled: &mut Filled, slot: Slot, words: &[Word]) {
        let said = phrase(words);
        match slot {
            Slot::Status => {
                filled.status = form::status(&said);
                filled.stances = stances(&said);
            }
            Slot::Flag => filled.flag = form::flag(&said),
            Slot::Stance => filled.stances = stances(&said),
            Slot::Date => filled.date = dates::date(words),
            _ => {
                let lead = words.iter().take_while(|word| form::is_passed_over(word));
                let lead = lead.count().min(words.len().saturating_sub(1));
                filled.text = Some(slice(self.text, &words[lead..]).into_owned());
            }
        }
    }

    /// Looks a name up: for each way so far, each thing that it may mean.
    pub(super) fn name(
        &self,
        ways: Vec<Filled>,
        named: Named,
        words: &[Word],
    ) -> Result<Vec<Filled>, Obstacle> {
        // A day is no claim.
        if named == Named::Claim && is_date(words) {
            return Err(Obstacle::Part);
        }
        let thing = named.thing();
        let name = slice(self.text, super::things::without_lead(words, thing)).into_owned();
        let sentence = matches!(self.form.words, "BE {claim}" | "DO {claim}");
        let meaning = self.names.meaning(thing, self.text, words, sentence);
        let meant: Vec<(u32, Option<Doubt>)> = match meaning {
            Meaning::One(number) => vec![(number, None)],
            Meaning::Perhaps(number, doubt) => vec![(number, Some(doubt))],
            Meaning::Several(_) if named == Named::Claim && self.is_about(words) => {
                let mut ways = ways;
                for filled in &mut ways {
                    filled.about = Some(bare(&name));
                    filled.is_said = true;
                }
                return Ok(ways);
            }
            // Of many, those that the words describe best.
            Meaning::Several(mut found) => {
                if found.len() > MOST_TRIED {
                    let ranked = self.names.directory(thing).search(&name, usize::MAX);
                    found = ranked
                        .into_iter()
                        .filter(|number| found.contains(number))
                        .collect();
                    found.truncate(MOST_TRIED);
                }
                let found = found.into_iter();
                found
                    .map(|number| (number, Some(Doubt::OneOfSeveral)))
                    .collect()
            }
            Meaning::Nothing(nearest) => {
                return Err(Obstacle::Unknown(name, vec![(thing, nearest)]));
            }
            Meaning::Pointing => return Err(Obstacle::Pointing(name)),
            Meaning::Turned => return Err(Obstacle::Part),
        };
        let ways = ways.into_iter().flat_map(|filled| {
            let (name, meant) = (&name, &meant);
            let each = meant.iter().map(move |(number, doubt)| {
                let mut filled = filled.clone();
                filled.set(named, *number);
                filled.doubts.extend(doubt.map(|doubt| Doubted {
                    name: name.clone(),
                    thing,
                    number: *number,
                    doubt,
                }));
                filled
            });
            each.collect::<Vec<_>>()
        });
        Ok(ways.collect())
    }

    /// Whether words for a claim may as well be what several claims mention: where statements are
    /// listed, each with its claim, whatever they say. Who said *so* is asked of one claim: to confirm an
    /// investigation into an attack is not to confirm the attack.
    fn is_about(&self, words: &[Word]) -> bool {
        let is_fitting = match self.form.asks {
            Asks::Corroborated | Asks::Documented => true,
            Asks::Statements(_) | Asks::Quoted => {
                !self.form.words.contains("{stance}") && !self.is_first
            }
            _ => false,
        };
        let is_agent = || {
            let meaning = self.names.meaning(Thing::Agent, self.text, words, false);
            matches!(meaning, Meaning::One(_))
        };
        is_fitting && !is_agent()
    }

    /// What it is about: a claim, or words that claims mention.
    pub(super) fn about(&self, ways: Vec<Filled>, words: &[Word]) -> Result<Vec<Filled>, Obstacle> {
        let is_taken = |filled: &Filled| filled.claim.is_some() || filled.about.is_some();
        if ways.iter().any(is_taken) || is_date(words) {
            return Err(Obstacle::Part);
        }
        let name = slice(self.text, super::things::without_lead(words, Thing::Claim));
        // A topic has a list of its own.
        let topic = self.names.meaning(Thing::Topic, self.text, words, false);
        if self.form.asks == Asks::Claims && matches!(topic, Meaning::One(_)) {
            return Err(Obstacle::Part);
        }
        match self.names.meaning(Thing::Claim, self.text, words, false) {
            Meaning::Several(_) | Meaning::Perhaps(_, Doubt::Within | Doubt::Differs) => {
                let mut ways = ways;
                for filled in &mut ways {
                    filled.about = Some(bare(&name));
                }
                Ok(ways)
            }
            _ => self.name(ways, Named::Claim, words),
        }
    }
}

/// Whether words are a date, or begin as one would.
fn is_date(words: &[Word]) -> bool {
    dates::date(words).is_some() || dates::is_doubtful(words)
}

/// A name without the article before it.
pub(super) fn bare(name: &str) -> String {
    let articles = ["the ", "The ", "a ", "A ", "an ", "An "];
    let rest = articles
        .iter()
        .find_map(|article| name.strip_prefix(article));
    rest.unwrap_or(name).to_owned()
}

fn stances(said: &str) -> Vec<Stance> {
    let names = vocabulary::lookup(vocabulary::STANCES, said).unwrap_or_default();
    let stances = names.split(',').filter_map(|name| {
        let mut all = Stance::ALL.iter();
        all.find(|stance| stance.name() == name)
    });
    stances.copied().collect()
}

impl Filled {
    const fn set(&mut self, named: Named, number: u32) {
        let place = match named {
            Named::Claim => &mut self.claim,
            Named::Agent => &mut self.agent,
            Named::Other => &mut self.other,
            Named::Document => &mut self.document,
            Named::Topic => &mut self.topic,
            Named::To => &mut self.to,
            Named::Except => &mut self.except,
        };
        *place = Some(number);
    }
}
