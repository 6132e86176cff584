//! Claims on one thing under several names: whatever has one UUID, or one number in a catalogue, is one
//! thing, so what two collections claim of it in the same manner is one claim.

use rustc_hash::FxHashMap;

use crate::data::Data;
use crate::read::terms::TermRef;
use crate::vocab::{Id, Known};

/// Where the properties of imported collections are named.
const COLLECTIONS: &str = "https://w3id.org/sayso/";
/// Dublin Core: what catalogues call a thing.
const IDENTIFIER: &str = "http://purl.org/dc/terms/identifier";

/// Pairs of claims that say the same of one thing, each with what names it in both: the first claim of
/// a name with every other. O(claims · identifiers).
pub(super) fn pairs(data: &Data) -> Vec<(u32, u32, String)> {
    let identifiers = Identifiers::new(data);
    let mut first: FxHashMap<String, u32> = FxHashMap::default();
    let mut pairs = Vec::new();
    for number in 0..data.evidence.claims.count() as u32 {
        let term = data.evidence.claims[number as usize].term;
        let one = |property: Known| data.index.objects(term, property).next();
        let (Some(subject), Some(predicate)) = (one(Known::RdfSubject), one(Known::RdfPredicate))
        else {
            continue;
        };
        let manner = manner(data.graph.terms.text(predicate));
        // That a thing is of a type is told by each collection in types of its own.
        let is_type = predicate == Known::Type.id();
        let object = one(Known::RdfObject).filter(|_| !is_type);
        let objects = object.map_or_else(|| vec![String::new()], |it| identifiers.of(data, it));
        // A thing that has no name but its own is known by that already.
        let names = identifiers.of(data, subject).into_iter();
        for name in names.filter(|name| !name.contains("://")) {
            for object in &objects {
                let key = format!("{name}|{manner}|{object}");
                let held = *first.entry(key).or_insert(number);
                if held != number {
                    pairs.push((held, number, name.clone()));
                }
            }
        }
    }
    pairs
}

/// The last part of a property, without the collection that it is from.
fn manner(property: &str) -> &str {
    let local = property.strip_prefix(COLLECTIONS).unwrap_or(property);
    local.split_once('/').map_or(local, |(_, rest)| rest)
}

/// What catalogues call things.
struct Identifiers(FxHashMap<Id, Vec<String>>);

impl Identifiers {
    fn new(data: &Data) -> Self {
        let mut named: FxHashMap<Id, Vec<String>> = FxHashMap::default();
        if let Some(property) = data.graph.terms.find_iri(IDENTIFIER) {
            for (thing, value) in data.index.data.pairs(property.0) {
                if let TermRef::Literal { value, .. } = data.graph.terms.get(Id(value))
                    && let Some(number) = number(value)
                {
                    named.entry(Id(thing)).or_default().push(number);
                }
            }
        }
        Self(named)
    }

    /// The names of a thing, or of a value the value itself.
    fn of(&self, data: &Data, thing: Id) -> Vec<String> {
        let text = data.graph.terms.text(thing);
        if data.graph.terms.is_literal(thing) {
            return vec![text.trim().to_lowercase()];
        }
        let mut names = self.0.get(&thing).cloned().unwrap_or_default();
        let tail = text
            .get(text.len().saturating_sub(36)..)
            .unwrap_or_default();
        names.push(if is_uuid(tail) {
            tail.to_ascii_lowercase()
        } else {
            text.to_owned()
        });
        names
    }
}

/// The number that a catalogue gives, as in `mitre-attack: G0001`: letters and digits, or it would be
/// that of many.
fn number(identifier: &str) -> Option<String> {
    let number = identifier
        .rsplit_once(": ")
        .map_or(identifier, |(_, it)| it);
    let number = number.trim().to_ascii_uppercase();
    let has = |test: fn(char) -> bool| number.chars().any(test);
    let is_telling =
        number.len() >= 4 && has(|c| c.is_ascii_digit()) && has(|c| c.is_ascii_alphabetic());
    is_telling.then_some(number)
}

fn is_uuid(text: &str) -> bool {
    let lengths = text.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12]) && text.bytes().all(|it| it.is_ascii_hexdigit() || it == b'-')
}

#[cfg(test)]
mod tests {
    use super::{manner, number};

    #[test]
    fn numbers_of_catalogues_have_letters_and_digits() {
        assert_eq!(number("mitre-attack: g0001").as_deref(), Some("G0001"));
        assert_eq!(number("desk: 1234"), None);
        assert_eq!(number("desk: heron"), None);
        assert_eq!(
            manner("https://w3id.org/sayso/misp/relationship_uses"),
            "relationship_uses"
        );
        assert_eq!(
            manner("https://w3id.org/sayso/stix/relationship_uses"),
            "relationship_uses"
        );
    }
}
