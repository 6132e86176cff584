//! Tables of an analyst's own: CSV, TSV and JSON lines. What their columns mean is said in a
//! mapping, which can be drafted from the table.

mod dates;
mod mapping;
mod rows;

use std::collections::BTreeMap;

use super::history::History;
use super::identifier::{self, DESCRIPTION, TABLE};
use super::publisher::{Address, Published};
use super::record::{Record, Value};
use super::{Error, Foreign, Input, Options};
use crate::model::{Stance, Time};
use crate::vocab::Known;

pub use mapping::Mapping;
pub use rows::Layout;

use dates::Order;
use rows::Rows;

/// What is told where a table names a publisher who has the address as another.
const DESKS: &str = "publishers named like the owner of the address, who speaks for all its desks";

/// A row, with the values that have a meaning.
struct Row {
    line: usize,
    values: BTreeMap<&'static str, String>,
}

impl Row {
    fn get(&self, name: &str) -> Option<&str> {
        let value = self.values.get(name)?.trim();
        (!value.is_empty()).then_some(value)
    }

    /// Brings dates and yes or no into the one form that they have here.
    fn tidy(&mut self, mapping: &Mapping) {
        if let Some(time) = self
            .get("said-at")
            .and_then(|time| dates::read(time, mapping.dates))
        {
            self.values.insert("said-at", time);
        }
        let answer = self.get("first-hand").map(str::to_lowercase);
        let answer = match answer.as_deref() {
            Some("true" | "yes") => "true",
            Some("false" | "no") => "false",
            _ => return,
        };
        self.values.insert("first-hand", answer.to_owned());
    }
}

/// A table, read and not yet understood.
pub struct Table<'i> {
    input: Input<'i>,
    options: Options,
    mapping: Mapping,
    rows: Vec<Row>,
    /// Columns without a meaning, and how many rows say something there.
    unused: BTreeMap<String, usize>,
}

/// Drafts a mapping from the header of a table and a sample of its rows. O(bytes of the sample).
///
/// # Errors
///
/// [`Error::Wrong`], with the place.
pub fn guess(input: &Input<'_>, layout: Layout) -> Result<String, Error> {
    mapping::guess(input, Rows::new(input, layout)?)
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
            let Some(at) = rows.header.iter().position(|header| header == column) else {
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
        let mut unused: BTreeMap<String, usize> = BTreeMap::new();
        let header = rows.header.clone();
        let (mut kept, mut errors) = (Vec::new(), Vec::new());
        for row in rows {
            let (line, mut values) = match row {
                Ok(row) => row,
                Err(error) => {
                    errors.push(error);
                    continue;
                }
            };
            let value = |(name, at): &(&'static str, usize)| {
                let value = values.get_mut(*at).map(std::mem::take);
                (*name, value.unwrap_or_default())
            };
            let mut row = Row {
                line,
                values: columns.iter().map(value).collect(),
            };
            for (at, value) in values.iter().enumerate() {
                if !value.trim().is_empty() {
                    *unused.entry(called(&header, at)).or_default() += 1;
                }
            }
            row.tidy(&mapping);
            errors.extend(wrong(&input, &mapping, &row));
            kept.push(row);
        }
        Error::all(errors)?;
        Ok(Self {
            input,
            options,
            mapping,
            rows: kept,
            unused,
        })
    }
}

/// What a column is called; of one without a name, its number.
fn called(header: &[String], at: usize) -> String {
    match header.get(at) {
        Some(name) if !name.is_empty() => name.clone(),
        _ => format!("column {}, which has no name", at + 1),
    }
}

/// Values of a row that do not mean what they should.
fn wrong(input: &Input<'_>, mapping: &Mapping, row: &Row) -> Vec<Error> {
    let mut errors = Vec::new();
    let mut refuse = |message: String, hint: &str| {
        errors.push(Error::Wrong {
            file: input.name.to_owned(),
            line: row.line,
            column: 1,
            message,
            hint: Some(hint.to_owned()),
        });
    };
    if let Some(word) = row.get("stance")
        && stance(mapping, word).is_none()
    {
        refuse(
            format!("{word:?} is no stance"),
            "say in [stances] of the mapping which one it means",
        );
    }
    if let Some(time) = row.get("said-at")
        && Time::parse_any(time).is_none()
    {
        let hint = if [Order::DayFirst, Order::MonthFirst]
            .iter()
            .any(|order| dates::read(time, Some(*order)).is_some())
        {
            "say in the mapping what comes first, above [columns]:  dates = \"day-first\"  or  dates = \"month-first\""
        } else {
            "write 2025, 2025-02, 2025-02-28 or 2025-02-28T09:30:00Z"
        };
        refuse(format!("{time:?} is no time"), hint);
    }
    if let Some(value) = row.get("first-hand")
        && !matches!(value, "true" | "false")
    {
        refuse(
            format!("{value:?} does not say whether it is first-hand"),
            "write true or false, yes or no",
        );
    }
    if let Some(value) = row.get("credibility")
        && !matches!(value, "1" | "2" | "3" | "4" | "5" | "6")
    {
        refuse(
            format!("{value:?} is no credibility"),
            "write 1 to 6, or nothing",
        );
    }
    errors
}

/// The stance that a table's word means.
fn stance(mapping: &Mapping, word: &str) -> Option<Stance> {
    let meant = mapping.stances.get(word).map_or(word, String::as_str);
    mapping::stance(meant).filter(|stance| !matches!(stance, Stance::Retracts | Stance::Reports))
}

impl Foreign for Table<'_> {
    fn recorded_at(&self) -> Option<&str> {
        self.options.recorded_at.as_deref()
    }

    fn record(&self, _: &History) -> Record {
        let recorded_at = self.options.recorded_at.as_deref();
        let mut record = Record::new(&self.options, recorded_at);
        for (column, number) in &self.unused {
            record.report.fields(column, *number);
        }
        for row in &self.rows {
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
        let key = row.get("claim-id").unwrap_or(label);
        let name = identifier::segment(&self.mapping.name);
        let claim = format!("{TABLE}{name}/{}", identifier::short(&[key]));
        let address = row.get("url").and_then(|url| {
            let address = record.address(url);
            if address.is_none() {
                record
                    .report
                    .leave_out("references whose address is none", url);
            }
            address
        });
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
            record
                .report
                .leave_out("rows of which nobody is known to say so", &place);
            return;
        };
        let topic = row.get("topic").map(|topic| {
            let iri = format!("{TABLE}{name}/topic/{}", identifier::segment(topic));
            record.thing(&iri).say(Known::Label, Value::text(topic));
            Value::iri(iri)
        });
        record
            .of(Known::Claim, &claim)
            .say(Known::Label, Value::text(label))
            .maybe(Known::Subject, topic);
        let agent = speaker.iri();
        record
            .of(Known::Agent, &agent)
            .say(Known::Label, Value::text(speaker.name()));
        let is_passed_on = row.get("publisher").is_some()
            && published.as_ref().is_some_and(|it| it.iri() != agent);
        let document = if address.is_some() || row.get("title").is_some() || is_passed_on {
            Some(self.document(record, row, address.as_ref(), published.as_ref()))
        } else {
            None
        };
        let word = row
            .get("stance")
            .or(self.mapping.stance.as_deref())
            .unwrap_or("asserts");
        let stance = stance(&self.mapping, word).unwrap_or(Stance::Asserts);
        let said_at = row.get("said-at").unwrap_or_default();
        let place = document
            .as_ref()
            .map_or("", |(_, document)| document.as_str());
        let words = row.get("words").unwrap_or_default();
        let parts = [&claim, &agent, stance.name(), place, said_at, words];
        let statement = record.statement(
            &identifier::statement(&parts),
            &agent,
            stance.term(),
            &claim,
        );
        if let Some((publisher, document)) = document {
            let property = match publisher {
                Some(outlet) if outlet == agent => Known::In.into(),
                Some(_) => Known::QuotedIn.into(),
                None => super::record::Property::Other(identifier::REFERENCES),
            };
            statement.say(property, Value::iri(document));
        }
        let typed = |text: &str, datatype: Known| Value::Typed(text.to_owned(), datatype.id());
        statement
            .maybe(Known::SaidAt, Value::time(said_at))
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
