//! Tables of an analyst's own: CSV, TSV and JSON lines. What their columns mean is said in a
//! mapping, which can be drafted from the table.

mod draft;
mod mapping;
mod row;

use super::history::History;
use super::identifier::{self, DESCRIPTION, TABLE};
use super::publisher::{Address, Published};
use super::rating::{NO_SIDE, NOT_UNDERSTOOD, RATING};
use super::record::{Property, Record, Value};
use super::rows::{Row, Rows, Understood};
use super::{Error, Foreign, Input, Options, date};
use crate::model::Stance;
use crate::vocab::Known;

pub use super::rows::Layout;
pub use mapping::Mapping;

use mapping::Meaning;
use row::wrong;

/// What is told where a table names a publisher who has the address as another.
const DESKS: &str = "publishers named like the owner of the address, who speaks for all its desks";

/// A table, read and not yet understood.
pub struct Table<'i> {
    input: Input<'i>,
    options: Options,
    mapping: Mapping,
    content: Understood,
}

/// Drafts a mapping from the header of a table and a sample of its rows. O(bytes of the sample).
///
/// # Errors
///
/// [`Error::Wrong`], with the place.
pub fn guess(input: &Input<'_>, layout: Layout) -> Result<String, Error> {
    draft::guess(input, Rows::new(input, layout)?)
}

impl<'i> Table<'i> {
    /// Reads a table by a mapping. O(bytes).
    ///
    /// # Errors
    ///
    /// [`Error::Wrong`], with the place.
    pub fn read(
        input: Input<'i>,
        layout: Layout,
        mapping: Mapping,
        options: Options,
    ) -> Result<Self, Error> {
        let rows = Rows::new(&input, layout)?;
        let mut columns = Vec::new();
        for (name, column) in mapping.columns.named() {
            let same = |header: &String| header.to_lowercase() == column.to_lowercase();
            let exactly = rows.header.iter().position(|header| header == column);
            let Some(at) = exactly.or_else(|| rows.header.iter().position(same)) else {
                let message = format!("no column is called {column:?}, which the mapping names");
                let hint = format!("the columns are: {}", rows.header.join(", "));
                return Err(Error::whole(&input, message, hint));
            };
            if column.ends_with("[]") && layout == Layout::JsonLines {
                let message = format!("{column:?} is a list, and a column holds one value a row");
                let hint = "make a line of each, or leave it out of the mapping";
                return Err(Error::whole(&input, message, hint));
            }
            columns.push((name, at));
        }
        let content = rows.understood(&columns, options.strict, |row| {
            row.tidy(&mapping);
            wrong(&input, &mapping, row)
        })?;
        Ok(Self {
            input,
            options,
            mapping,
            content,
        })
    }
}

impl Foreign for Table<'_> {
    fn recorded_at(&self) -> Option<&str> {
        self.options.recorded_at.as_deref()
    }

    fn record(&self, _: &History) -> Record {
        let recorded_at = self.options.recorded_at.as_deref();
        let mut record = Record::new(&self.options, recorded_at);
        self.content.tell(&mut record);
        for row in &self.content.rows {
            self.row(&mut record, row);
        }
        record
    }
}

impl Table<'_> {
    fn row(&self, record: &mut Record, row: &Row) {
        let place = format!("{}:{}", self.input.name, row.line);
        let Some(label) = row.get("claim") else {
            record.report.leave_out("rows without a claim", &place);
            return;
        };
        let has_stance = self.mapping.columns.stance.is_some();
        let meaning = match row.get("stance") {
            Some(word) => self.mapping.meaning(word),
            None if has_stance => {
                let reason = "rows whose stance is blank, which is no statement";
                record.report.leave_out(reason, &place);
                if row.get("rating").is_none() {
                    return;
                }
                Meaning::Unknown
            }
            None => {
                let word = self.mapping.stance.as_deref().unwrap_or("asserts");
                self.mapping.meaning(word)
            }
        };
        let key = row.get("claim-id").unwrap_or(label);
        let name = identifier::segment(&self.mapping.name);
        let claim = format!("{TABLE}{name}/{}", identifier::short(&[key]));
        let before = record.report.clone();
        let is_said = self.said(record, row, &claim, meaning);
        let is_checked = self.checked(record, row, &claim);
        if !is_said && !is_checked {
            record.report = before;
            record
                .report
                .leave_out("rows of which nobody is known to say so", &place);
            return;
        }
        let topic = row.get("topic").map(|topic| {
            let iri = format!("{TABLE}{name}/topic/{}", identifier::segment(topic));
            record.thing(&iri).say(Known::Label, Value::text(topic));
            Value::iri(iri)
        });
        record
            .of(Known::Claim, &claim)
            .say(Known::Label, Value::text(label))
            .maybe(Known::Subject, topic);
    }

    /// An address of a row. What is none is told.
    fn address(record: &mut Record, row: &Row, name: &str) -> Option<Address> {
        let url = row.get(name)?;
        let address = record.address(url);
        if address.is_none() {
            record
                .report
                .leave_out("references whose address is none", url);
        }
        address
    }

    /// What the speaker of a row says; whether anybody is known to say it.
    fn said(&self, record: &mut Record, row: &Row, claim: &str, meaning: Meaning) -> bool {
        let address = Self::address(record, row, "url");
        let told = row.get("publisher").or(self.options.publisher.as_deref());
        let by_address = address
            .as_ref()
            .and_then(|address| Published::by(address, record.web()).ok());
        // Who owns the address has published what stands there; a name beside it is that of a desk,
        // or of who speaks there.
        let (desk, published) = match (told, by_address) {
            (Some(told), Some(owner)) => {
                let told_of = Published::told(told);
                let is_owner = told_of == owner || owner.is_called(told);
                if told_of.is_named() && is_owner {
                    record.report.leave_out(DESKS, told);
                }
                ((!is_owner).then_some(told_of), Some(owner))
            }
            (Some(told), None) => (None, Some(Published::told(told))),
            (None, owner) => (None, owner),
        };
        let speaker = row.get("speaker").map(|name| match &published {
            Some(outlet) if outlet.is_called(name) => outlet.clone(),
            _ => Published::told(name),
        });
        let speaker = speaker.or(desk).or_else(|| published.clone());
        let Some(speaker) = speaker else {
            return false;
        };
        let stance = match meaning {
            Meaning::Stance(stance) => stance,
            Meaning::NoSide => {
                let word = row.get("stance").unwrap_or_default();
                unsided(record, claim, word);
                return true;
            }
            Meaning::Unknown => return false,
        };
        let agent = speaker.iri();
        record
            .of(Known::Agent, &agent)
            .say(Known::Label, Value::text(speaker.name()));
        let is_passed_on = row.get("publisher").is_some()
            && published.as_ref().is_some_and(|it| it.iri() != agent);
        let document = if address.is_some() || row.get("title").is_some() || is_passed_on {
            Some(self.document(record, row, address.as_ref(), published.as_ref()))
        } else {
            self.file(record)
        };
        let said_at = row.get("said-at").unwrap_or_default();
        let place = document
            .as_ref()
            .map_or("", |(_, document)| document.as_str());
        let words = row.get("words").unwrap_or_default();
        let parts = [claim, &agent, stance.name(), place, said_at, words];
        let statement =
            record.statement(&identifier::statement(&parts), &agent, stance.term(), claim);
        if let Some((publisher, document)) = document {
            let property = match publisher {
                Some(outlet) if outlet == agent => Known::In.into(),
                Some(_) => Known::QuotedIn.into(),
                None => Property::Other(identifier::REFERENCES),
            };
            statement.say(property, Value::iri(document));
        }
        let typed = |text: &str, datatype: Known| Value::Typed(text.to_owned(), datatype.id());
        statement
            .maybe(Known::SaidAt, date::value(said_at))
            .maybe(
                Known::FirstHand,
                row.get("first-hand").map(|it| typed(it, Known::Boolean)),
            )
            .maybe(
                Known::Credibility,
                row.get("credibility").map(|it| typed(it, Known::Integer)),
            )
            .maybe(
                Known::StatedConfidence,
                row.get("stated-confidence").map(Value::text),
            )
            .maybe(DESCRIPTION, row.get("words").map(Value::text));
        true
    }

    /// The file itself as a document, where it is said who published it: what a table without
    /// addresses says is known through that.
    fn file(&self, record: &mut Record) -> Option<(Option<String>, String)> {
        let name = std::path::Path::new(self.input.name).file_name();
        let label = format!("the table {}", name.unwrap_or_default().to_string_lossy());
        let (publisher, document) = record.published(&self.options, &self.input, &label)?;
        Some((Some(publisher), document))
    }

    /// What whoever checked the claim of a row says of it; whether anybody did.
    fn checked(&self, record: &mut Record, row: &Row, claim: &str) -> bool {
        let Some(word) = row.get("rating") else {
            if self.mapping.columns.rating.is_some() {
                let place = format!("{}:{}", self.input.name, row.line);
                let reason = "rows without a rating, which is no second statement";
                record.report.leave_out(reason, &place);
            }
            return false;
        };
        let address = Self::address(record, row, "check-url");
        let published = address
            .as_ref()
            .and_then(|address| Published::by(address, record.web()).ok());
        let told = self.options.publisher.as_deref().map(Published::told);
        let published = published.or(told);
        let checker = row.get("checker").map(Published::told);
        let Some(checker) = checker.or_else(|| published.clone()) else {
            let reason = "ratings of which nobody is known to give them";
            record.report.leave_out(reason, word);
            return false;
        };
        let stance = match self.mapping.meaning(word) {
            Meaning::Stance(stance) if !matches!(stance, Stance::Retracts | Stance::Reports) => {
                stance
            }
            Meaning::Unknown => {
                unclear(record, claim, word);
                return true;
            }
            _ => {
                unsided(record, claim, word);
                return true;
            }
        };
        let agent = checker.iri();
        record
            .of(Known::Agent, &agent)
            .say(Known::Label, Value::text(checker.name()));
        let document = match (&address, published) {
            (Some(address), Some(published)) => {
                let (document, by) = record.document(address, &published);
                Some((Some(by), document))
            }
            (Some(address), None) => Some((None, record.unpublished(address))),
            (None, _) => self.file(record),
        };
        let checked_at = row.get("checked-at").unwrap_or_default();
        let place = document
            .as_ref()
            .map_or("", |(_, document)| document.as_str());
        let parts = [claim, "checked", &agent, stance.name(), place, checked_at];
        let name = identifier::statement(&parts);
        let statement = record.statement(&name, &agent, stance.term(), claim);
        if let Some((publisher, document)) = document {
            let property = match publisher {
                Some(outlet) if outlet == agent => Known::In.into(),
                Some(_) => Known::QuotedIn.into(),
                None => Property::Other(identifier::REFERENCES),
            };
            statement.say(property, Value::iri(document));
        }
        statement
            .maybe(Known::SaidAt, date::value(checked_at))
            .say(Known::StatedConfidence, Value::text(word));
        true
    }

    /// The document of a row, with its publisher where that is known. Without an address it is
    /// known by publisher and title: what is passed on must not look as if it had been heard at
    /// first hand.
    fn document(
        &self,
        record: &mut Record,
        row: &Row,
        address: Option<&Address>,
        outlet: Option<&Published>,
    ) -> (Option<String>, String) {
        let title = row.get("title");
        let document = address.map_or_else(
            || {
                let name = identifier::segment(&self.mapping.name);
                let outlet = outlet.map(Published::iri).unwrap_or_default();
                let key = identifier::short(&[&outlet, title.unwrap_or_default()]);
                format!("{TABLE}{name}/document/{key}")
            },
            Address::document,
        );
        // It must have some name that can be read.
        let label = match (title, address, outlet) {
            (Some(title), ..) => Some(Value::text(title)),
            (None, None, Some(outlet)) => {
                let label = format!("what {} published, without a title", outlet.name());
                Some(Value::English(label))
            }
            _ => None,
        };
        let publisher = outlet.map(|outlet| {
            let iri = outlet.iri();
            record
                .of(Known::Agent, &iri)
                .say(Known::Label, Value::text(outlet.name()));
            iri
        });
        if publisher.is_none() {
            let reason = "documents whose publisher is not known";
            record
                .report
                .leave_out(reason, &format!("{}:{}", self.input.name, row.line));
        }
        record
            .of(Known::Document, &document)
            .maybe(Known::Url, address.map(|at| Value::iri(at.url())))
            .maybe(Known::Publisher, publisher.as_deref().map(Value::iri))
            .maybe(Known::Label, label);
        (publisher, document)
    }
}

/// Keeps a rating that takes no side with its claim.
fn unsided(record: &mut Record, claim: &str, word: &str) {
    record.report.leave_out(NO_SIDE, word);
    record.thing(claim).say(RATING, Value::text(word));
}

/// Keeps a rating that is not understood with its claim.
fn unclear(record: &mut Record, claim: &str, word: &str) {
    record.report.leave_out(NOT_UNDERSTOOD, word);
    record.thing(claim).say(RATING, Value::text(word));
}
