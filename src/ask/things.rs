//! The things that a question may name, which one is meant, and whether that is sure.
//!
//! A name on a command line is taken for the one thing that has its words. In a question more can
//! go wrong: *US* is not *US officials*, that the grid was hacked is not that somebody tried, and
//! that it was connected is not that it was not. So a name that only occurs in what a thing is
//! called is told as a guess, and never answered from.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};

use rustc_hash::FxHashMap;

use super::form::starts_with;
use super::vocabulary::{BEFORE_AGENT, BEFORE_CLAIM, PASSED_OVER, POINTING};
use super::words::Word;
use crate::data::Data;
use crate::names::{Directory, Fit, Kind, Match, significant_words, stem, words_of};
use crate::vocab::{Id, Known};

/// What kind of thing a name in a question is of.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Thing {
    /// A claim.
    Claim,
    /// A source.
    Agent,
    /// A document.
    Document,
    /// A topic.
    Topic,
}

impl Thing {
    /// What people call one of them.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Claim => Kind::Claim.word(),
            Self::Agent => Kind::Agent.word(),
            Self::Document => Kind::Document.word(),
            Self::Topic => "topic",
        }
    }

    /// The things of this kind in a dataset, in order. O(things).
    pub fn terms(self, data: &Data) -> Vec<Id> {
        match self {
            Self::Claim => Kind::Claim.terms(&data.evidence),
            Self::Agent => Kind::Agent.terms(&data.evidence),
            Self::Document => Kind::Document.terms(&data.evidence),
            Self::Topic => {
                let claims = data.evidence.claims.iter();
                let topics =
                    claims.flat_map(|claim| data.index.objects(claim.term, Known::Subject));
                let is_named = |topic: &Id| data.graph.terms.as_iri(*topic).is_some();
                let mut topics: Vec<Id> = topics.filter(is_named).collect();
                topics.sort_by_key(|topic| data.graph.terms.text(*topic));
                topics.dedup();
                topics
            }
        }
    }
}

/// Why something that fits a name is perhaps not what is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Doubt {
    /// The words only occur in what it is called.
    Within,
    /// The words are its first letters.
    Short,
    /// It says the opposite.
    Opposite,
    /// It says more, or less: that somebody tried, or something with much else in it.
    Differs,
    /// Others fit as well.
    OneOfSeveral,
}

/// What a name in a question means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Meaning {
    /// Just this.
    One(u32),
    /// Perhaps this.
    Perhaps(u32, Doubt),
    /// Any of these.
    Several(Vec<u32>),
    /// Nothing; these come nearest.
    Nothing(Vec<u32>),
    /// Words that point at something which stands in no question.
    Pointing,
    /// No name: words that turn the question round.
    Turned,
}

/// The names of a dataset, gathered when they are first asked for, and what was found among them.
pub(super) struct NamesOf<'d> {
    pub(super) data: &'d Data,
    directories: [OnceCell<Directory>; 4],
    found: RefCell<FxHashMap<(Thing, String), Meaning>>,
}

/// Words by which a claim says that something is not so.
const NEGATIONS: &[&str] = &[
    "not", "no", "never", "nobody", "none", "nothing", "neither", "nor", "without", "cannot",
];

/// Words by which a claim says that something was not quite done.
const HEDGES: &[&str] = &[
    "tried",
    "try",
    "tries",
    "attempt",
    "attempts",
    "attempted",
    "plan",
    "plans",
    "planned",
    "could",
    "may",
    "might",
    "would",
    "wanted",
    "failed",
    "threatened",
    "allegedly",
    "reportedly",
    "suspected",
    "almost",
    "if",
];

/// Words that turn round what they stand with. No name begins or ends with one, but for names of
/// things that do.
pub(super) const TURNING: &[&str] = &[
    "not", "never", "nobody", "no", "none", "nothing", "neither", "nor", "only", "alone", "solely",
    "merely", "just", "except", "besides", "without", "but", "hardly", "else", "all", "every",
    "each", "both", "most", "and", "or", "nobody",
];

/// Whether the words around it turn a name round. A claim may well begin with *nobody* or *all*.
fn is_turned(thing: Thing, words: &[String]) -> bool {
    let opening = match thing {
        Thing::Claim => &[
            "not", "never", "only", "and", "or", "but", "except", "else", "just",
        ],
        _ => TURNING,
    };
    let is_in = |list: &[&str], word: Option<&String>| {
        word.is_some_and(|word| list.contains(&word.as_str()))
    };
    is_in(opening, words.first()) || is_in(TURNING, words.last())
}

/// Words that make a sentence of what would be a name.
const VERBS: &[&str] = &[
    "is", "are", "was", "were", "be", "been", "has", "had", "have", "did", "does", "do", "will",
    "would", "can", "could", "may", "might",
];

/// A claim says as much as some words only if they are this share of its own, or more.
const SHARE: f64 = 0.5;

impl<'d> NamesOf<'d> {
    pub(super) fn new(data: &'d Data) -> Self {
        Self {
            data,
            directories: Default::default(),
            found: RefCell::default(),
        }
    }

    pub(super) fn directory(&self, thing: Thing) -> &Directory {
        self.directories[thing as usize].get_or_init(|| {
            if thing == Thing::Claim {
                let data = self.data;
                return data.names.claims(&data.graph, &data.evidence);
            }
            let terms = thing.terms(self.data);
            self.data.names.directory(&self.data.graph, terms)
        })
    }

    pub(super) fn ids(&self, thing: Thing, numbers: &[u32]) -> Vec<Id> {
        let terms = self.directory(thing).terms();
        numbers
            .iter()
            .map(|number| terms[*number as usize])
            .collect()
    }

    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        const THINGS: [Thing; 4] = [Thing::Claim, Thing::Agent, Thing::Document, Thing::Topic];
        THINGS
            .into_iter()
            .flat_map(|thing| self.directory(thing).words())
    }

    /// What words of a question mean, as the name of a thing. Each name is looked up once.
    ///
    /// A claim in a `sentence` is asked about as one: *was the computer connected?* has its verb
    /// elsewhere.
    pub(super) fn meaning(
        &self,
        thing: Thing,
        text: &str,
        words: &[Word],
        sentence: bool,
    ) -> Meaning {
        let bare = without_lead(words, thing);
        let name = &*slice(text, bare);
        let is_clause = sentence
            || bare.len() < words.len() && ends_in_that(&words[..words.len() - bare.len()]);
        let key = (thing, format!("{is_clause}{name}"));
        if let Some(found) = self.found.borrow().get(&key) {
            return found.clone();
        }
        let found = self.look_up(thing, name, is_clause);
        self.found.borrow_mut().insert(key, found.clone());
        found
    }

    fn look_up(&self, thing: Thing, name: &str, is_clause: bool) -> Meaning {
        let directory = self.directory(thing);
        let graph = &self.data.graph;
        if let Some(number) = directory.called(graph, name) {
            return Meaning::One(number);
        }
        if let [one] = directory.written(name).as_slice() {
            return Meaning::One(*one);
        }
        if is_turned(thing, &words_of(name)) {
            return Meaning::Turned;
        }
        let says_nothing = |typed: &str| {
            let lists = [POINTING, PASSED_OVER];
            let word = typed.to_lowercase();
            lists.iter().any(|list| list.contains(&word.as_str())) && !is_capital(typed)
        };
        let mut typed = name.split(|it: char| !it.is_alphanumeric());
        if typed.all(|word| word.is_empty() || says_nothing(word)) {
            return Meaning::Pointing;
        }
        match directory.find(graph, name) {
            Match::Several(found) => self.named_so(thing, name, found),
            Match::One(number) => match self.doubt(thing, number, name, is_clause) {
                None => Meaning::One(number),
                // What merely mentions a source is no answer to what the source says.
                Some(_) if thing == Thing::Document => Meaning::Nothing(vec![number]),
                Some(Doubt::Differs) if directory.mentioning(name).len() > 1 => {
                    Meaning::Several(directory.mentioning(name))
                }
                Some(doubt) => Meaning::Perhaps(number, doubt),
            },
            Match::None(nearest) => {
                // The same without its negation: that is the opposite.
                if let Some(number) = self.negated(thing, name) {
                    return Meaning::Perhaps(number, Doubt::Opposite);
                }
                let mentioning = match thing {
                    Thing::Claim => directory.mentioning(name),
                    _ => Vec::new(),
                };
                match (mentioning.as_slice(), nearest.first()) {
                    ([one], _) => Meaning::Perhaps(*one, Doubt::Differs),
                    ([_, ..], _) => Meaning::Several(mentioning),
                    ([], Some(first))
                        if directory.is_short_for(*first, &significant_words(name).join("")) =>
                    {
                        Meaning::Perhaps(*first, Doubt::Short)
                    }
                    _ => Meaning::Nothing(nearest),
                }
            }
        }
    }

    /// The things that a name fits, where it fits several.
    pub(super) fn several(&self, thing: Thing, name: &str) -> Option<Vec<u32>> {
        match self.look_up(thing, name, false) {
            Meaning::Several(found) => Some(found),
            _ => None,
        }
    }

    /// Of several things that have the words of a name, the one that is called so: a claim that
    /// whoever recorded it named so; a source of whose label they are no mere part.
    fn named_so(&self, thing: Thing, name: &str, found: Vec<u32>) -> Meaning {
        let directory = self.directory(thing);
        let wanted = significant_words(name);
        let is_called = |number: &u32| match thing {
            Thing::Claim => directory.local(*number) == wanted,
            // Of two papers with one word in common, nobody knows which.
            Thing::Agent => wanted.len() > 1 && self.doubt(thing, *number, name, false).is_none(),
            Thing::Document | Thing::Topic => false,
        };
        let mut called = found.iter().copied().filter(is_called);
        match (called.next(), called.next()) {
            (Some(one), None) => Meaning::One(one),
            _ => Meaning::Several(found),
        }
    }

    /// The claim that says what some words say, but for their negation.
    fn negated(&self, thing: Thing, name: &str) -> Option<u32> {
        let words = words_of(name);
        let plain: Vec<&str> = words
            .iter()
            .map(String::as_str)
            .filter(|word| !NEGATIONS.contains(word) && !matches!(*word, "did" | "do" | "does"))
            .collect();
        if thing != Thing::Claim || plain.len() == words.len() || plain.is_empty() {
            return None;
        }
        let plain = plain.join(" ");
        let found = self.directory(thing).find(&self.data.graph, &plain);
        let Match::One(number) = found else {
            return None;
        };
        let is_same = matches!(
            self.difference(number, &plain, true),
            None | Some(Doubt::Opposite)
        );
        is_same.then_some(number)
    }

    /// Whether a claim says that something was not quite done, where some words do not.
    fn hedges(&self, number: u32, name: &str) -> bool {
        let directory = self.directory(Thing::Claim);
        let is_in = |words: &[String]| words.iter().any(|word| HEDGES.contains(&word.as_str()));
        let mut labels = directory.labels(number).iter();
        labels.any(|label| is_in(&words_of(label))) && !is_in(&words_of(name))
    }

    /// Why the one thing that has all words of a name is perhaps not meant by it.
    fn doubt(&self, thing: Thing, number: u32, name: &str, is_clause: bool) -> Option<Doubt> {
        let directory = self.directory(thing);
        let fit = directory.fit(number, name);
        match thing {
            Thing::Topic => None,
            Thing::Claim if fit == Fit::Whole => None,
            Thing::Claim => self.difference(number, name, is_clause),
            Thing::Agent => {
                let agent = &self.data.evidence.agents[number as usize];
                // An anonymous source has no name to be shortened, only words that describe it.
                let is_described = agent.is_anonymous() && directory.labels(number).len() == 1;
                let is_local = directory.local(number) == significant_words(name);
                let is_named = fit == Fit::Whole || (fit == Fit::Part && !is_described);
                (!is_named && !is_local).then_some(Doubt::Within)
            }
            // What merely mentions a source is not it.
            Thing::Document => {
                let is_named = fit == Fit::Whole || directory.begins(number, name);
                (!is_named).then_some(Doubt::Within)
            }
        }
    }

    /// What a claim says that some words do not, or the other way round.
    fn difference(&self, number: u32, name: &str, is_clause: bool) -> Option<Doubt> {
        let directory = self.directory(Thing::Claim);
        let typed = words_of(name);
        let is_in = |list: &[&str], words: &[String]| {
            words.iter().any(|word| list.contains(&word.as_str()))
        };
        let label = directory
            .labels(number)
            .first()
            .map(|label| words_of(label));
        let label = label.unwrap_or_else(|| directory.local(number).to_vec());
        let is_sentence = is_clause || is_in(VERBS, &typed);
        if self.hedges(number, name) {
            return Some(Doubt::Differs);
        }
        if !is_sentence {
            return None;
        }
        if is_in(NEGATIONS, &label) != is_in(NEGATIONS, &typed) {
            return Some(Doubt::Opposite);
        }
        let stems =
            |words: Vec<String>| -> Vec<String> { words.iter().map(|word| stem(word)).collect() };
        let typed = stems(significant_words(name));
        let own = stems(significant_words(&label.join(" ")));
        let local = stems(significant_words(&directory.local(number).join(" ")));
        let is_name = local.len() > 1 && local.iter().all(|word| typed.contains(word));
        let common = own.iter().filter(|word| typed.contains(word)).count();
        let share = common as f64 / own.len().max(1) as f64;
        (!is_name && share < SHARE).then_some(Doubt::Differs)
    }
}

/// Whether a word is written in capitals, and so is no pronoun: *US* is not *us*.
pub(super) fn is_capital(typed: &str) -> bool {
    typed.chars().count() > 1 && typed.chars().all(char::is_uppercase)
}

/// Words as they stand in the question; where others were taken out between them, one by one.
pub(super) fn slice<'t>(text: &'t str, words: &[Word]) -> Cow<'t, str> {
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return Cow::Borrowed("");
    };
    let is_whole = last.place + 1 == first.place + words.len();
    match text
        .get(first.span.start..last.span.end)
        .filter(|_| is_whole)
    {
        Some(stretch) => Cow::Borrowed(stretch),
        None => Cow::Owned(super::form::phrase(words)),
    }
}

/// The words of a name without what people say before it.
pub(super) fn without_lead(words: &[Word], thing: Thing) -> &[Word] {
    let leads = match thing {
        Thing::Claim => BEFORE_CLAIM,
        Thing::Agent => BEFORE_AGENT,
        Thing::Document | Thing::Topic => return words,
    };
    let lead = leads.iter().filter_map(|lead| {
        let lead: Vec<&str> = lead.split(' ').collect();
        (starts_with(words, &lead) && words.len() > lead.len()).then_some(lead.len())
    });
    &words[lead.max().unwrap_or(0)..]
}

fn ends_in_that(lead: &[Word]) -> bool {
    lead.iter()
        .any(|word| matches!(word.text.as_str(), "that" | "whether" | "if"))
}
