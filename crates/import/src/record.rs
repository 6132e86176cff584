//! What an importer makes of a file, whatever its format: things by name, each with what is said
//! of it. Saying something twice is saying it once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use oxrdf::{Literal, NamedNode, Term};

use super::Options;
use super::date;
use super::identifier;
use super::publisher::{Address, Kind, Own, Published, Unknown, Web};
use super::report::Report;
use crate::vocab::{Id, Known};

/// A property: one that sayso understands, or one for readers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Property {
    /// One of sayso's table.
    Known(Id),
    /// Another one, by its IRI.
    Other(&'static str),
}

impl Property {
    /// Its IRI.
    pub fn iri(self) -> String {
        match self {
            Self::Known(id) => Known::from_id(id).map(Known::iri).unwrap_or_default(),
            Self::Other(iri) => iri.to_owned(),
        }
    }
}

impl From<Known> for Property {
    fn from(known: Known) -> Self {
        Self::Known(known.id())
    }
}

impl From<&'static str> for Property {
    fn from(iri: &'static str) -> Self {
        Self::Other(iri)
    }
}

/// What is said by a property.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Value {
    /// A thing.
    Iri(String),
    /// A text as the source has it, in whatever language.
    Text(String),
    /// Words of ours, in English.
    English(String),
    /// A value of another type, as it is written.
    Typed(String, Id),
    /// A value as the source has it, of whatever type or language.
    Literal {
        /// What is written.
        text: String,
        /// The IRI of its type.
        datatype: String,
        /// The tag of its language, if it has one.
        language: Option<String>,
    },
}

impl Value {
    /// A thing.
    pub fn iri(iri: impl Into<String>) -> Self {
        Self::Iri(iri.into())
    }

    /// A text as the source has it.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A value as the source has it.
    pub fn literal(literal: &Literal) -> Self {
        if literal.language().is_none() && literal.datatype() == oxrdf::vocab::xsd::STRING {
            return Self::text(literal.value());
        }
        Self::Literal {
            text: literal.value().to_owned(),
            datatype: literal.datatype().as_str().to_owned(),
            language: literal.language().map(ToOwned::to_owned),
        }
    }

    /// A time, in whatever form it is written, as long as it can mean but one.
    pub fn time(text: &str) -> Option<Self> {
        date::value(text)
    }

    /// Hundredths as a number from 0 to 1: `85` is `0.85`. None beyond 100.
    pub fn hundredths(number: u64) -> Option<Self> {
        let text = match number {
            0..100 => format!("0.{number:02}"),
            100 => "1.00".to_owned(),
            _ => return None,
        };
        Some(Self::Typed(text, Known::Decimal.id()))
    }

    /// The same as an RDF term.
    pub fn term(&self) -> Term {
        match self {
            Self::Iri(iri) => NamedNode::new_unchecked(iri).into(),
            Self::Text(text) => Literal::from(text.as_str()).into(),
            Self::English(text) => {
                Literal::new_language_tagged_literal_unchecked(text, "en").into()
            }
            Self::Typed(text, datatype) => {
                let datatype = Known::from_id(*datatype)
                    .map(Known::iri)
                    .unwrap_or_default();
                Literal::new_typed_literal(text, NamedNode::new_unchecked(datatype)).into()
            }
            Self::Literal {
                text,
                language: Some(language),
                ..
            } => Literal::new_language_tagged_literal_unchecked(text, language).into(),
            Self::Literal { text, datatype, .. } => {
                Literal::new_typed_literal(text, NamedNode::new_unchecked(datatype)).into()
            }
        }
    }
}

/// What is said of one thing.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Entry {
    /// What it is.
    pub classes: BTreeSet<Id>,
    /// Its properties.
    pub properties: BTreeSet<(Property, Value)>,
}

impl Entry {
    /// Says something more of it.
    pub fn say(&mut self, property: impl Into<Property>, value: Value) -> &mut Self {
        self.properties.insert((property.into(), value));
        self
    }

    /// Says something more of it, if there is something to say.
    pub fn maybe(&mut self, property: impl Into<Property>, value: Option<Value>) -> &mut Self {
        if let Some(value) = value {
            self.say(property, value);
        }
        self
    }

    /// Says something of which there can be only one; what was said first stands.
    pub fn once(&mut self, property: impl Into<Property>, value: Option<Value>) -> &mut Self {
        let property = property.into();
        let is_said = self.values(property).next().is_some();
        self.maybe(property, value.filter(|_| !is_said))
    }

    /// Whether it is of a class.
    pub fn is(&self, class: Known) -> bool {
        self.classes.contains(&class.id())
    }

    /// The values of a property.
    pub fn values(&self, property: impl Into<Property>) -> impl Iterator<Item = &Value> {
        let property = property.into();
        let all = self.properties.iter();
        all.filter(move |(held, _)| *held == property)
            .map(|(_, value)| value)
    }
}

/// What an importer makes of a file.
#[derive(Clone, Default, Debug)]
pub struct Record {
    /// Things by their IRIs.
    pub entries: BTreeMap<String, Entry>,
    /// What was left out.
    pub report: Report,
    /// Whether versions are ordered by the objects that they are of, and not by their files.
    pub is_by_object: bool,
    /// When the recorder learnt of all this.
    pub recorded_at: Option<String>,
    /// What is known of hosts; without it, what comes with the program.
    pub web: Option<Arc<Web>>,
    /// Pages of those who compiled what is being read.
    pub own: Own,
    /// Statements to which something is added that other files do not say.
    pub added_to: BTreeSet<String>,
    /// Statements that are only said again, for what is added to them or relays them.
    pub said_again: BTreeSet<String>,
}

impl Record {
    /// A record with nothing in it.
    pub fn new(options: &Options, recorded_at: Option<&str>) -> Self {
        let mut own = Own::default();
        if let Some(publisher) = &options.publisher {
            own.add(publisher);
        }
        Self {
            recorded_at: recorded_at.map(ToOwned::to_owned),
            web: options.web.clone(),
            own,
            ..Self::default()
        }
    }

    /// What is known of hosts.
    pub fn web(&self) -> &Web {
        self.web.as_deref().unwrap_or_else(|| Web::built_in())
    }

    /// Reads an address of the web. None if it is not one.
    pub fn address(&self, text: &str) -> Option<Address> {
        Address::read(text, self.web())
    }

    /// Who speaks at an address that a compiler cites.
    ///
    /// # Errors
    ///
    /// [`Unknown`] where nobody does.
    pub fn speaker(&self, address: &Address) -> Result<Published, Unknown> {
        if self.own.has(address, self.web()) {
            return Err(Unknown::Own);
        }
        Published::by(address, self.web())
    }

    /// An agent, under the name that it has as a publisher.
    pub fn publisher(&mut self, published: &Published) -> String {
        let iri = published.iri();
        self.of(Known::Agent, &iri)
            .say(Known::Label, Value::text(published.name()));
        iri
    }

    /// Whoever made a file that does not name its maker: one for all such files, so that they never
    /// add up.
    pub fn unnamed(&mut self, example: &str) -> String {
        if self.report.number(UNNAMED) == 0 {
            self.report.leave_out(UNNAMED, example);
        }
        let iri = identifier::UNNAMED.to_owned();
        self.of(Known::Agent, &iri).say(
            Known::Label,
            Value::English("a producer whom no file names".to_owned()),
        );
        iri
    }

    /// A thing of no class of ours, such as what a claim is about.
    pub fn thing(&mut self, iri: &str) -> &mut Entry {
        self.entries.entry(iri.to_owned()).or_default()
    }

    /// A thing of a class.
    pub fn of(&mut self, class: Known, iri: &str) -> &mut Entry {
        let entry = self.thing(iri);
        entry.classes.insert(class.id());
        entry
    }

    /// A statement: who takes which stance on what, and when it was recorded.
    pub fn statement(&mut self, iri: &str, by: &str, stance: Known, claim: &str) -> &mut Entry {
        let recorded_at = self.recorded_at.as_deref().and_then(Value::time);
        self.of(Known::Statement, iri)
            .say(Known::By, Value::iri(by))
            .say(Known::Stance, Value::iri(stance.iri()))
            .say(Known::ClaimOf, Value::iri(claim))
            .maybe(Known::RecordedAt, recorded_at)
    }

    /// The document at an address, with its publisher; gives the IRIs of both.
    pub fn document(&mut self, address: &Address, published: &Published) -> (String, String) {
        let document = address.document();
        let agent = published.iri();
        self.of(Known::Agent, &agent)
            .say(Known::Label, Value::text(published.name()));
        self.of(Known::Document, &document)
            .say(Known::Publisher, Value::iri(agent.as_str()))
            .say(Known::Url, Value::iri(address.url()));
        (document, agent)
    }

    /// Has the publisher of the document at an address assert a claim in it. Where the address does
    /// not tell the publisher, the document is there and nobody speaks.
    pub fn cite(&mut self, claim: &str, address: &Address) -> Cited {
        let cited = self.hear(claim, address);
        if let Cited::Said {
            statement,
            document,
        } = &cited
        {
            let entry = self.thing(statement);
            let pointer = (identifier::REFERENCES.into(), Value::iri(document.as_str()));
            entry.properties.remove(&pointer);
            entry.say(Known::In, Value::iri(document.as_str()));
        }
        cited
    }

    /// Has the publisher of the document at an address assert a claim, as somebody says who names the
    /// document as the source of more than this: so it is known through that somebody alone.
    pub fn hear(&mut self, claim: &str, address: &Address) -> Cited {
        let published = match self.speaker(address) {
            Ok(published) => published,
            Err(reason) => {
                return Cited::Pointed {
                    document: self.unpublished(address),
                    reason,
                };
            }
        };
        let is_compiled = self.web().kind(address) == Some(Kind::Compiler);
        let (document, agent) = self.document(address, &published);
        let statement = identifier::statement(&[claim, "cited", &document]);
        let entry = self.statement(&statement, &agent, Known::Asserts, claim);
        let is_cited = entry.values(Known::In).next().is_some();
        if !is_cited {
            entry.say(identifier::REFERENCES, Value::iri(document.as_str()));
        }
        if is_compiled {
            // Whoever compiles has it from somebody else.
            let no = Value::Typed("false".to_owned(), Known::Boolean.id());
            entry.say(Known::FirstHand, no);
        }
        Cited::Said {
            statement,
            document,
        }
    }

    /// Ties two agents that are one, in the words of whoever says so.
    pub fn same(&mut self, one: &str, other: &str, source: &str) {
        let tie = format!("{}{}", identifier::TIE, identifier::short(&[one, other]));
        self.of(Known::Tie, &tie)
            .say(Known::Between, Value::iri(one))
            .say(Known::Between, Value::iri(other))
            .say(Known::Kind, Value::iri(Known::SameAs.iri()))
            .say(identifier::SOURCE, Value::English(source.to_owned()));
    }

    /// The document at an address, without anybody's word in it.
    pub fn point(&mut self, address: &Address) -> String {
        match Published::by(address, self.web()) {
            Ok(published) => self.document(address, &published).0,
            Err(_) => self.unpublished(address),
        }
    }

    /// The document at an address of which nobody can tell the publisher: it can be pointed to,
    /// and says nothing here.
    pub fn unpublished(&mut self, address: &Address) -> String {
        let document = address.document();
        self.of(Known::Document, &document)
            .say(Known::Url, Value::iri(address.url()));
        document
    }

    /// A file that is at hand, as the document that it is.
    pub fn capture(&mut self, bytes: &[u8], publisher: &str) -> String {
        let sha256 = identifier::sha256(bytes);
        let document = identifier::capture(&sha256);
        self.of(Known::Agent, publisher);
        self.of(Known::Document, &document)
            .say(Known::Publisher, Value::iri(publisher))
            .say(Known::Sha256, Value::text(sha256));
        document
    }
}

/// What is told of files whose maker is not named.
pub const UNNAMED: &str = "producers whom the file does not name, who all count as one; say who it is with --publisher NAME";

/// What became of a citation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Cited {
    /// The publisher of the document speaks.
    Said {
        /// Its statement.
        statement: String,
        /// The document.
        document: String,
    },
    /// The document is only pointed to.
    Pointed {
        /// The document.
        document: String,
        /// Why nobody speaks in it.
        reason: Unknown,
    },
}
