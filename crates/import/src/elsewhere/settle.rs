//! What is added to a record for what other files say of the same objects.

use std::collections::{BTreeMap, BTreeSet};

use super::{DOCUMENTED, Elsewhere, File, Kind, SAID, Word, is_shared};
use crate::identifier::{MISP, REFERENCES, STIX};
use crate::record::{Entry, Property, Record, Value};
use crate::vocab::{Id, Known};

/// What is told where two makers have one object.
const MAKERS: &str = "claims on objects that another file has from another maker; an object has one maker, so the two count as one for it";
/// What is told where two made one document.
const CREATORS: &str = "events and reports that another file has from another maker; they count as one for what it says";
/// Names that catalogues give to all sources alike.
const NO_NAMES: [&str; 16] = [
    "article",
    "blog",
    "external",
    "external reference",
    "external_reference",
    "link",
    "news",
    "osint",
    "other",
    "reference",
    "report",
    "source",
    "unknown",
    "url",
    "web",
    "website",
];

impl Elsewhere {
    /// Adds to a record what follows from other files. O(statements · log) and what these have of the
    /// same claims.
    pub fn settle(&self, record: &mut Record) {
        self.keep_first(record);
        let entries = record.entries.values();
        let targets = entries.flat_map(|entry| entry.values(Known::Target));
        let taken_back: BTreeSet<String> = targets.filter_map(named).collect();
        let mut claims: BTreeMap<String, Vec<Word>> = BTreeMap::new();
        for (iri, entry) in &record.entries {
            if let (Some((claim, word)), false) = (word(iri, entry), taken_back.contains(iri)) {
                claims.entry(claim).or_default().push(word);
            }
        }
        for (claim, here) in claims {
            let there = self.said(&claim);
            if claim.starts_with(STIX) {
                one_document(record, &here, &there);
            }
            if !there.is_empty() {
                relay_sources(record, &here, &there);
                one_maker(record, &claim, &here, &there);
            }
        }
        self.creators(record);
    }

    /// What can be said once alone stays as another file has it: it was said, and recorded, before.
    fn keep_first(&self, record: &mut Record) {
        const ONCE: [Known; 5] = [
            Known::Stance,
            Known::SaidAt,
            Known::RecordedAt,
            Known::FirstHand,
            Known::Issued,
        ];
        for (iri, entry) in &mut record.entries {
            let class = match (entry.is(Known::Statement), entry.is(Known::Document)) {
                (true, _) => Known::Statement,
                (_, true) => Known::Document,
                _ => continue,
            };
            let known = self.files.iter().find_map(|file| {
                let id = file.terms.find_iri(iri)?;
                let said = file.entry(id, class, &ONCE);
                (!said.properties.is_empty()).then_some(said)
            });
            for property in ONCE {
                let first = known.iter().find_map(|known| known.values(property).next());
                if let Some(first) = first {
                    let is_other = |held: &(Property, Value)| held.0 != property.into();
                    entry.properties.retain(is_other);
                    entry.say(property, first.clone());
                }
            }
        }
    }

    /// Events and reports that others say they made.
    fn creators(&self, record: &mut Record) {
        let mut told = Vec::new();
        for (iri, entry) in &record.entries {
            if !entry.is(Known::Document) || !is_shared(iri) {
                continue;
            }
            let here: BTreeSet<&Value> = entry.values(Known::Publisher).collect();
            for file in &self.files {
                let Some(id) = file.terms.find_iri(iri) else {
                    continue;
                };
                let there = file.values(id, Known::Publisher.id());
                let there = there.filter_map(|it| file.terms.as_iri(it));
                let other = there.map(Value::iri).find(|it| !here.contains(it));
                if let (Some(Value::Iri(other)), false) = (other, here.is_empty()) {
                    told.push(format!("{iri} by {other}"));
                }
            }
        }
        for example in told {
            record.report.leave_out(CREATORS, &example);
        }
    }
}

/// A statement of a record on an object that is passed on.
fn word(iri: &str, entry: &Entry) -> Option<(String, Word)> {
    if !entry.is(Known::Statement) {
        return None;
    }
    let iris = |property: Known| -> Vec<String> {
        let values = entry.values(property);
        values.filter_map(named).collect()
    };
    let claim = iris(Known::ClaimOf).into_iter().next()?;
    if !is_shared(&claim) {
        return None;
    }
    let stance = entry.values(Known::Stance).find_map(named)?;
    let stances = [Known::Asserts, Known::Reports];
    let yes = Value::Typed("true".to_owned(), Known::Boolean.id());
    let pointed: Vec<String> = entry.values(REFERENCES).filter_map(named).collect();
    let word = Word::new(
        &claim,
        iri,
        iris(Known::By).into_iter().next()?,
        stances.into_iter().find(|known| known.iri() == stance),
        iris(Known::Relays),
        iris(Known::In),
        &pointed,
        entry.values(Known::FirstHand).any(|it| *it == yes),
    );
    Some((claim, word))
}

fn named(value: &Value) -> Option<String> {
    match value {
        Value::Iri(iri) => Some(iri.clone()),
        _ => None,
    }
}

/// Says again what another file says: a statement, what it relays, and the documents and agents that
/// these need.
fn again(record: &mut Record, file: &File, statement: Id) {
    let (mut statements, mut needed) = (vec![statement], Vec::new());
    let mut at = 0;
    while let Some(statement) = statements.get(at).copied() {
        at += 1;
        needed.push((statement, Known::Statement, &SAID[..]));
        for quad in file.of(statement) {
            let thing = quad.object;
            let is_place = quad.predicate == Known::In.id();
            let is_pointed = file.terms.text(quad.predicate) == REFERENCES
                && file.values(thing, Known::Url.id()).next().is_some();
            if is_place || is_pointed {
                needed.push((thing, Known::Document, &DOCUMENTED));
                let publishers = file.values(thing, Known::Publisher.id());
                needed.extend(publishers.map(|it| (it, Known::Agent, &[Known::Label][..])));
            } else if quad.predicate == Known::By.id() {
                needed.push((thing, Known::Agent, &[Known::Label]));
            } else if quad.predicate == Known::Relays.id() && !statements.contains(&thing) {
                statements.push(thing);
            }
        }
    }
    for (thing, class, properties) in needed {
        let Some(iri) = file.terms.as_iri(thing) else {
            continue;
        };
        let said = file.entry(thing, class, properties);
        if class == Known::Statement && said.values(Known::ClaimOf).next().is_none() {
            continue;
        }
        if class == Known::Statement && !record.entries.contains_key(iri) {
            record.said_again.insert(iri.to_owned());
        }
        let entry = record.of(class, iri);
        entry.properties.extend(said.properties);
    }
}

/// A repetition without sources relays those that are named elsewhere, whichever file came first.
fn relay_sources(record: &mut Record, here: &[Word], there: &[(&File, Id, Word)]) {
    let own: BTreeSet<&str> = here.iter().map(|word| word.statement.as_str()).collect();
    let sources: Vec<_> = there
        .iter()
        .filter(|(.., word)| word.is_cited() && !own.contains(word.statement.as_str()))
        .collect();
    // Another file may have settled it already.
    let is_settled = |word: &&Word| {
        let mut said = there.iter().map(|(.., said)| said);
        said.any(|said| said.statement == word.statement && !said.relays.is_empty())
    };
    for word in here
        .iter()
        .filter(|word| word.is_without_source() && !is_settled(word))
    {
        for (file, id, source) in &sources {
            again(record, file, *id);
            relay(record, &word.statement, &source.statement);
        }
    }
    let cited: Vec<&Word> = here.iter().filter(|word| word.is_cited()).collect();
    for (file, id, word) in there {
        if word.is_without_source() && !cited.is_empty() && !own.contains(word.statement.as_str()) {
            again(record, file, *id);
            for source in &cited {
                relay(record, &word.statement, &source.statement);
            }
        }
    }
}

fn relay(record: &mut Record, statement: &str, source: &str) {
    record
        .of(Known::Statement, statement)
        .say(Known::Relays, Value::iri(source));
    record.added_to.insert(statement.to_owned());
}

/// Two who each give an object as theirs, or pass it on, are one for what it claims: their statements
/// stand in one document, the object.
fn one_maker(record: &mut Record, claim: &str, here: &[Word], there: &[(&File, Id, Word)]) {
    let object = format!("{claim}_passed-on");
    let all = here.iter().chain(there.iter().map(|(.., word)| word));
    // What is attested by itself needs nobody who passes it on.
    let attested: BTreeSet<&str> = all
        .clone()
        .filter(|word| word.kind == Kind::Cited { is_attested: true })
        .map(|word| word.statement.as_str())
        .collect();
    let mut relays: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for word in all.filter(|word| word.kind == Kind::Maker && word.is_held()) {
        let relayed = relays.entry(word.by.as_str()).or_default();
        relayed.extend(word.relays.iter().map(String::as_str));
    }
    let is_open = |one: &Word, other: &Word| {
        let (first, second) = (&relays[one.by.as_str()], &relays[other.by.as_str()]);
        let is_same = first == second && first.len() == 1;
        let both = || first.iter().chain(second);
        let is_attested =
            !first.is_empty() && !second.is_empty() && both().all(|it| attested.contains(it));
        one.by != other.by && !is_same && !is_attested
    };
    let is_joined = |word: &Word| {
        let mut said = there.iter().map(|(.., said)| said);
        said.any(|said| said.statement == word.statement && said.places.contains(&object))
    };
    let makers = |word: &&Word| word.kind == Kind::Maker && word.is_held();
    let mut joined = Vec::new();
    for one in here.iter().filter(makers) {
        for (file, id, other) in there {
            let is_settled = is_joined(one) && is_joined(other);
            if makers(&other) && is_open(one, other) && !is_settled {
                again(record, file, *id);
                joined.extend([one, other]);
            }
        }
    }
    for word in &joined {
        record
            .of(Known::Document, &object)
            .say(Known::Label, Value::English(LABEL.to_owned()))
            .say(Known::Publisher, Value::iri(word.by.as_str()));
        record
            .of(Known::Statement, &word.statement)
            .say(Known::In, Value::iri(object.as_str()));
        record.added_to.insert(word.statement.clone());
    }
    if let [one, other, ..] = joined[..] {
        let names =
            [one, other].map(|word| word.by.trim_start_matches(MISP).trim_start_matches(STIX));
        let example = format!("{} and {}", names[0], names[1]);
        record.report.leave_out(MAKERS, &example);
    }
}

/// What the document is called that is the object itself.
const LABEL: &str = "an object, as those who pass it on have it";

/// What one object cites under one name is one text, though the address has moved.
fn one_document(record: &mut Record, here: &[Word], there: &[(&File, Id, Word)]) {
    let mut named: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut note = |label: &str, document: &str| {
        let key = label.trim().to_lowercase();
        if !key.is_empty() && !NO_NAMES.contains(&key.as_str()) {
            named.entry(key).or_default().insert(document.to_owned());
        }
    };
    let mut own = BTreeSet::new();
    for word in here.iter().filter(|word| word.is_cited()) {
        for place in &word.places {
            own.insert(place.clone());
            let entry = record.entries.get(place);
            for label in entry.iter().flat_map(|entry| entry.values(Known::Label)) {
                if let Value::Text(label) = label {
                    note(label, place);
                }
            }
        }
    }
    let mut known: BTreeMap<String, (&File, Id)> = BTreeMap::new();
    for (file, statement, word) in there.iter().filter(|(.., word)| word.is_cited()) {
        for place in &word.places {
            let Some(id) = file.terms.find_iri(place) else {
                continue;
            };
            known.insert(place.clone(), (*file, *statement));
            for label in file.values(id, Known::Label.id()) {
                note(file.terms.text(label), place);
            }
        }
    }
    for documents in named.values().filter(|documents| documents.len() > 1) {
        let mut ours = documents.iter().filter(|it| own.contains(*it));
        let Some(first) = ours.next() else { continue };
        for other in documents.iter().filter(|it| *it != first) {
            if is_said(there, first, other) || is_said(there, other, first) {
                continue;
            }
            if let (Some((file, statement)), false) = (known.get(other), own.contains(other)) {
                again(record, file, *statement);
            }
            record
                .of(Known::Document, first)
                .say(Known::SameText, Value::iri(other.as_str()));
        }
    }
}

/// Whether another file says that two documents are one text.
fn is_said(there: &[(&File, Id, Word)], one: &str, other: &str) -> bool {
    there.iter().any(|(file, ..)| {
        let ids = [one, other].map(|iri| file.terms.find_iri(iri));
        let [Some(one), Some(other)] = ids else {
            return false;
        };
        let mut texts = file.values(one, Known::SameText.id());
        texts.any(|text| text == other)
    })
}
