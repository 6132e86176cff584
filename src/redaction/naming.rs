//! What a source is called, and where else that is said.
//!
//! Names are compared as words in lower-case ASCII, so that *José Doe*, *JOSE DOE*, `jose-doe` and
//! `Jos%C3%A9_Doe` are one name; run together (`josedoe`) they are found too, and so are *Doe, José*,
//! *J. Doe* and `jdoe7`.

use std::collections::BTreeSet;

use super::phrases::address;
use super::words::{Word, words};
use crate::names::significant_words;
use crate::read::Graph;
use crate::vocab::namespace::SCHEMA;
use crate::vocab::{Id, Known};

/// Where names are given, beside `rdfs:label`.
const NAMING: [&str; 12] = [
    "http://www.w3.org/2004/02/skos/core#prefLabel",
    "http://www.w3.org/2004/02/skos/core#altLabel",
    "http://www.w3.org/2004/02/skos/core#hiddenLabel",
    "http://xmlns.com/foaf/0.1/name",
    "http://xmlns.com/foaf/0.1/nick",
    "http://xmlns.com/foaf/0.1/familyName",
    "http://xmlns.com/foaf/0.1/givenName",
    "http://purl.org/dc/terms/title",
    "http://purl.org/dc/terms/alternative",
    "http://www.w3.org/2006/vcard/ns#fn",
    "https://schema.org/name",
    "https://schema.org/alternateName",
];
/// A name made of fewer letters is none: it is everywhere.
const SHORTEST: usize = 3;
/// A name run together that is found within a longer word has at least so many letters.
const SHORTEST_WITHIN: usize = 6;

/// Local names that many things have: who is meant stands before them.
const GENERIC: [&str; 14] = [
    "me", "i", "id", "it", "this", "self", "card", "person", "agent", "profile", "user", "about",
    "index", "home",
];

/// So many others may be described on a page that is about one.
const MOST_BESIDE: usize = 2;

/// What stands between given name and surname without being either.
const PARTICLES: [&str; 18] = [
    "von", "van", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "al",
    "el", "bin", "ibn", "ben",
];

/// Where mailboxes, accounts and numbers of a source are given.
const ACCOUNTS: [&str; 16] = [
    "mbox",
    "email",
    "hasemail",
    "accountname",
    "account",
    "holdsaccount",
    "onlineaccount",
    "sameas",
    "url",
    "homepage",
    "openid",
    "telephone",
    "phone",
    "jabberid",
    "weblog",
    "seealso",
];

/// The names of one source.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    /// The longest first.
    whole: Vec<Name>,
    people: Vec<Person>,
    /// Words that some name consists of, beside others.
    parts: BTreeSet<String>,
    /// Where the source itself is, in the web.
    pub(super) addresses: BTreeSet<String>,
}

/// A name.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Name {
    words: Vec<String>,
    /// The same run together.
    joined: String,
}

/// A name of which parts may be left out, abbreviated, or put in another order.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Person {
    given: Vec<String>,
    surname: String,
    /// As people call their accounts.
    logins: Vec<String>,
}

impl Name {
    fn new(text: &str) -> Self {
        let words: Vec<String> = words(text).into_iter().map(|word| word.text).collect();
        Self {
            joined: words.concat(),
            words,
        }
    }
}

impl Person {
    /// A name of some words; with a comma, the surname comes first.
    fn new(text: &str) -> Option<Self> {
        let words = match text.split_once(',') {
            Some((surname, given)) => significant(&format!("{given} {surname}")),
            None => significant(text),
        };
        let (surname, given) = words.split_last()?;
        if given.is_empty() || words.len() > 4 || surname.len() < SHORTEST {
            return None;
        }
        let mut logins = Vec::new();
        for name in given {
            let first = name.chars().next()?;
            let last = surname.chars().next()?;
            logins.extend([
                format!("{first}{surname}"),
                format!("{surname}{first}"),
                format!("{name}{surname}"),
                format!("{surname}{name}"),
                format!("{name}{last}"),
            ]);
        }
        logins.retain(|login| login.len() > SHORTEST);
        Some(Self {
            given: given.to_vec(),
            surname: surname.clone(),
            logins,
        })
    }

    /// How many words of a text are this name: the surname with a given name or its initial,
    /// before or after it, with particles or names joined by a hyphen between them.
    fn length_at(&self, words: &[Word], text: &str) -> Option<usize> {
        let (mut has_given, mut has_surname) = (false, false);
        let mut length = 0;
        for (at, word) in words.iter().enumerate().take(6) {
            let is_surname = !has_surname && is_or_of(&word.text, &self.surname);
            let is_given = self.given.iter().any(|name| is_or_of(&word.text, name));
            let is_initial = word.text.chars().count() == 1
                && self.given.iter().any(|name| name.starts_with(&word.text));
            if is_surname {
                has_surname = true;
            } else if is_given || is_initial {
                has_given = true;
            } else {
                let hyphen = |one: Option<&Word>, other: Option<&Word>| match (one, other) {
                    (Some(one), Some(other)) => text.get(one.end..other.start) == Some("-"),
                    _ => false,
                };
                let before = at.checked_sub(1).map(|before| &words[before]);
                let is_between = at > 0
                    && !(has_given && has_surname)
                    && (PARTICLES.contains(&word.text.as_str())
                        || word.text.chars().count() == 1
                        || hyphen(before, Some(word)));
                if is_between {
                    continue;
                }
                break;
            }
            length = at + 1;
        }
        (has_given && has_surname).then_some(length)
    }
}

/// Whether a word is a name, or its genitive.
fn is_or_of(word: &str, name: &str) -> bool {
    word == name || word.strip_suffix('s') == Some(name)
}

/// The words of a name that tell it from others.
fn significant(text: &str) -> Vec<String> {
    let name = Name::new(text);
    significant_words(&name.words.join(" "))
}

/// What somebody is called by an IRI: its last part, or where that is everybody's, what stands
/// before it.
fn name_in(iri: &str) -> Option<&str> {
    let iri = iri.trim_end_matches(['/', '#']);
    let (scheme, rest) = iri.split_once(':').unwrap_or(("", iri));
    if ["mailto", "acct", "xmpp", "tel"].contains(&scheme) {
        return rest.split('@').next();
    }
    let parts = rest.rsplit(['#', '/', ':']);
    let mut parts = parts.map(|part| part.trim_start_matches('@'));
    let name = parts.find(|part| !part.is_empty() && !is_generic(part))?;
    (Name::new(name).joined.len() >= SHORTEST).then_some(name)
}

fn is_generic(part: &str) -> bool {
    GENERIC.contains(&Name::new(part).joined.as_str())
}

/// Whether a page is about one thing, which is called as everybody is called: few others are
/// there, such as its card.
fn is_personal(graph: &Graph, iri: &str) -> bool {
    let base = iri.split('#').next().unwrap_or(iri);
    let terms = &graph.terms;
    let subjects: BTreeSet<Id> = graph.quads.iter().map(|quad| quad.subject).collect();
    let beside = subjects.into_iter().filter(|subject| {
        let subject = terms.as_iri(*subject).unwrap_or_default();
        subject != iri && subject.split('#').next() == Some(base)
    });
    beside.count() <= MOST_BESIDE
}

impl Names {
    /// The names of an agent: its labels, its mailboxes and accounts, and what its IRI calls it.
    pub(super) fn of(graph: &Graph, agent: Id) -> Self {
        let terms = &graph.terms;
        let mut names = Self::default();
        let mut given: Vec<String> = Vec::new();
        for quad in graph.quads.iter().filter(|quad| quad.subject == agent) {
            let object = terms.text(quad.object);
            let predicate = terms.text(quad.predicate);
            let iri = predicate.replace("http://schema.org/", SCHEMA);
            let local = predicate.rsplit(['#', '/']).next().unwrap_or_default();
            if terms.is_literal(quad.object)
                && (quad.predicate == Known::Label.id() || NAMING.contains(&iri.as_str()))
            {
                given.push(object.to_owned());
            } else if ACCOUNTS.contains(&local.to_ascii_lowercase().as_str()) {
                names.account(object, &mut given);
            }
        }
        if let Some(iri) = terms.as_iri(agent) {
            let local = iri.rsplit(['#', '/', ':']).find(|part| !part.is_empty());
            let is_everybodys = local.is_some_and(is_generic);
            if is_everybodys && iri.contains("://") && is_personal(graph, iri) {
                names.addresses.insert(address(iri));
            }
            if !is_everybodys || is_personal(graph, iri) {
                let host = iri.split_once("://").map(|(_, rest)| rest);
                let host = host.and_then(|rest| rest.split(['/', '#']).next());
                given.extend(name_in(iri).map(|name| {
                    let is_host = host == Some(name);
                    if is_host {
                        without_ending(name)
                    } else {
                        name.to_owned()
                    }
                }));
            }
        }
        for text in given {
            let name = Name::new(&text);
            if name.joined.len() < SHORTEST {
                continue;
            }
            // A mailbox is no name of a person: its host is anybody's.
            let is_mailbox = text.contains('@');
            if name.words.len() > 1 && !is_mailbox {
                let parts = significant_words(&name.words.join(" ")).into_iter();
                names
                    .parts
                    .extend(parts.filter(|part| part.len() >= SHORTEST));
            }
            names
                .people
                .extend(Person::new(&text).filter(|_| !is_mailbox));
            names.whole.push(name);
        }
        names
            .whole
            .sort_by_key(|name| (std::cmp::Reverse(name.joined.len()), name.words.clone()));
        names.whole.dedup();
        names.people.dedup();
        names
    }

    /// Notes a mailbox, an account or a page.
    fn account(&mut self, text: &str, given: &mut Vec<String>) {
        let bare = text
            .trim_start_matches("mailto:")
            .trim_start_matches("acct:");
        if text.contains("://") {
            self.addresses.insert(address(text));
            let has_path = address(text).contains('/');
            given.extend(name_in(text).filter(|_| has_path).map(str::to_owned));
            return;
        }
        given.push(bare.to_owned());
        if let Some((local, _)) = bare.trim_start_matches('@').split_once('@') {
            given.push(local.to_owned());
        }
    }

    /// The text with every name replaced, if it has one.
    pub(super) fn replaced(&self, text: &str, with: &str) -> Option<String> {
        let words = words(text);
        let mut replaced = String::new();
        let (mut kept_until, mut at) = (0, 0);
        while at < words.len() {
            let Some(length) = self.length_at(&words[at..], text) else {
                at += 1;
                continue;
            };
            replaced.push_str(&text[kept_until..words[at].start]);
            replaced.push_str(with);
            kept_until = words[at + length - 1].end;
            at += length;
        }
        (kept_until > 0).then(|| replaced + &text[kept_until..])
    }

    /// Whether a text has a name.
    pub(super) fn are_in(&self, text: &str) -> bool {
        let words = words(text);
        (0..words.len()).any(|at| self.length_at(&words[at..], text).is_some())
    }

    /// The parts of names that a text has.
    pub(super) fn parts_in(&self, text: &str) -> Vec<String> {
        let is_part = |word: &String| {
            let base = word.strip_suffix('s').unwrap_or(word);
            self.parts.contains(word) || self.parts.contains(base)
        };
        let mut found: Vec<String> = words(text)
            .into_iter()
            .map(|word| word.text)
            .filter(is_part)
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// How many words a name takes up at the beginning of some, if one is there.
    fn length_at(&self, words: &[Word], text: &str) -> Option<usize> {
        let word = &words.first()?.text;
        // What follows the letters of an account is most often a number.
        let bare = word.trim_end_matches(|it: char| it.is_ascii_digit());
        let runs_together =
            |joined: &String| joined.len() >= SHORTEST_WITHIN && word.contains(joined.as_str());
        let whole = self.whole.iter().find_map(|name| {
            let mut spelled = name.words.iter().zip(words);
            let is_spelled = words.len() >= name.words.len()
                && spelled.all(|(name, word)| is_or_of(&word.text, name));
            if is_spelled {
                return Some(name.words.len());
            }
            (*word == name.joined || runs_together(&name.joined)).then_some(1)
        });
        whole.or_else(|| {
            self.people.iter().find_map(|person| {
                let is_login = |login: &String| bare == login || runs_together(login);
                let is_account = person.logins.iter().any(is_login);
                let length = person.length_at(words, text);
                length.or(is_account.then_some(1))
            })
        })
    }
}

/// A host without what is registered for all.
fn without_ending(name: &str) -> String {
    name.rsplit_once('.')
        .map_or(name, |(name, _)| name)
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Name, Names, Person, name_in};

    fn names(of: &[&str]) -> Names {
        Names {
            whole: of.iter().map(|name| Name::new(name)).collect(),
            people: of.iter().filter_map(|name| Person::new(name)).collect(),
            ..Names::default()
        }
    }

    #[test]
    fn a_name_is_found_however_it_is_spelled() {
        let names = names(&["José Doe"]);
        let replaced = |text: &str| names.replaced(text, "X");
        assert_eq!(replaced("JOSE DOE's friend").as_deref(), Some("X's friend"));
        assert_eq!(
            replaced("by jose-doe, to Jos\u{e9}_DOE").as_deref(),
            Some("by X, to X")
        );
        assert_eq!(replaced("Jose\u{301} Doe\u{301}!").as_deref(), Some("X!"));
        assert_eq!(replaced("Jose\u{301} Doe").as_deref(), Some("X"));
        assert_eq!(
            replaced("https://x.example/Jos%C3%A9%20Doe").as_deref(),
            Some("https://x.example/X")
        );
        assert_eq!(replaced("@josedoe1970").as_deref(), Some("@X"));
        assert_eq!(replaced("José and Doe, 100 %"), None);
        assert_eq!(replaced("%ff José Doe").as_deref(), Some("%ff X"));
    }

    #[test]
    fn a_name_is_found_however_people_shorten_it() {
        let names = names(&["Jörg Müller"]);
        for text in [
            "J. Müller",
            "Müller, Jörg",
            "Mueller, J.",
            "Joerg von Mueller",
            "Jörg-Peter Müller",
            "J&ouml;rg M&uuml;ller",
            "Jörg Müllers",
            "jmuller",
            "JMueller77",
            "mueller.j",
            "joergm",
        ] {
            let replaced = names.replaced(text, "X").unwrap_or_default();
            assert_eq!(replaced.trim_end_matches('.'), "X", "{text}");
        }
        for text in [
            "Müller",
            "Jörg sagt, Müller nicht",
            "K. Müller",
            "Jäger Müller",
        ] {
            assert_eq!(names.replaced(text, "X"), None, "{text}");
        }
        assert_eq!(
            names.replaced("Jörg Müller came", "X").as_deref(),
            Some("X came")
        );
    }

    #[test]
    fn an_iri_calls_somebody_by_what_is_not_everybodys() {
        for (iri, name) in [
            ("https://people.example/jose-doe#me", Some("jose-doe")),
            ("https://jose-doe.example/#me", Some("jose-doe.example")),
            ("https://example.org/desk#jose", Some("jose")),
            ("mailto:jd77@mail.example", Some("jd77")),
        ] {
            assert_eq!(name_in(iri), name);
        }
    }
}
