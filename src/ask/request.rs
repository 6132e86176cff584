//! All that can be asked for, as a value: with what it names found, and nothing left to parse.
//!
//! Whoever understood a question makes one of these; whoever answers takes it. Its
//! [`Request::command`] is the command line that asks for the same, so what a question was
//! understood as can be shown, typed again and put into a script.

use std::borrow::Cow;
use std::fmt;

use super::canonical::{word_for, word_of};
use super::dates::{Date, Period};
use super::{Claims, Selection, Side, Statements, Unsaid, Which};
use crate::data::Data;
use crate::model::Stance;
use crate::vocab::Id;

/// How many things are shown where nobody says how many.
pub const MOST: usize = 10;

/// Something that can be asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Request {
    /// Claims or statements: `sayso ask`.
    Select {
        /// Which.
        selection: Selection,
        /// How they are to be shown.
        shown: Shown,
    },
    /// Why a claim has its verdict: `sayso why`.
    Why {
        /// The claim, by number.
        claim: u32,
        /// Since when changes are told too.
        since: Option<Date>,
    },
    /// Which claims stand otherwise at one time than at another: `sayso diff`.
    Diff {
        /// The earlier time.
        from: Date,
        /// The later one; without it, that of the view.
        to: Option<Date>,
        /// Whether what had been recorded by then is meant, and not what had been said.
        is_recorded: bool,
    },
    /// A saved query, with its parameters: `sayso query`.
    Query {
        /// Its name.
        name: Cow<'static, str>,
        /// The values of its parameters.
        parameters: Vec<(Cow<'static, str>, Value)>,
    },
    /// How much of everything there is: `sayso stats`.
    Stats,
    /// What has some words: `sayso find`.
    Find {
        /// The words.
        words: String,
        /// How many of each kind at the most.
        most: usize,
    },
    /// What is worth checking next: `sayso next`.
    Next {
        /// How many claims at the most.
        most: usize,
    },
    /// Everything about a source: `sayso source`.
    Source(u32),
}

/// How what was chosen is to be shown.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Shown {
    /// One by one.
    #[default]
    Listed,
    /// Each statement with the words that it is in, where these are at hand.
    Quoted,
    /// Only how many there are.
    Counted,
    /// Only whether there are any; and where there are none, what was said instead.
    Whether,
}

/// What a parameter of a saved query is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Value {
    /// A claim, by number.
    Claim(u32),
    /// A source, by number.
    Agent(u32),
    /// A document, by number.
    Document(u32),
    /// Some other thing.
    Term(Id),
    /// A date.
    Date(Date),
    /// Words, or a number.
    Text(String),
}

impl Value {
    /// How it is given to a query: by its name, or as text.
    pub fn text(&self, data: &Data) -> String {
        Line::new(data).value(self)
    }
}

/// A command, as its arguments without `sayso`. It shows itself as it can be typed into a shell.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Command(pub Vec<String>);

impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("sayso")?;
        for argument in &self.0 {
            write!(f, " {}", quoted(argument))?;
        }
        Ok(())
    }
}

/// An argument as it can be typed into a shell.
fn quoted(argument: &str) -> String {
    let is_plain =
        |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.' | ',' | '=' | '/' | '+');
    if !argument.is_empty() && argument.chars().all(is_plain) {
        argument.to_owned()
    } else {
        format!("'{}'", argument.replace('\'', "'\\''"))
    }
}

impl Request {
    /// Claims.
    pub const fn claims(claims: Claims) -> Self {
        Self::Select {
            selection: Selection::Claims(claims),
            shown: Shown::Listed,
        }
    }

    /// Claims of which a verdict says something.
    pub const fn which(which: Which) -> Self {
        Self::claims(Claims::of(which))
    }

    /// Statements.
    pub const fn statements(statements: Statements) -> Self {
        Self::Select {
            selection: Selection::Statements(statements),
            shown: Shown::Listed,
        }
    }

    /// The same, shown in another way, where it is something that was chosen.
    #[must_use]
    pub fn shown(self, shown: Shown) -> Self {
        match self {
            Self::Select { selection, .. } => Self::Select { selection, shown },
            other => other,
        }
    }

    /// Why a claim has its verdict.
    pub const fn why(claim: u32) -> Self {
        Self::Why { claim, since: None }
    }

    /// What changed since a date.
    pub const fn since(from: Date) -> Self {
        Self::Diff {
            from,
            to: None,
            is_recorded: false,
        }
    }

    /// What has some words.
    pub const fn find(words: String) -> Self {
        Self::Find { words, most: MOST }
    }

    /// What is worth checking next.
    pub const fn next() -> Self {
        Self::Next { most: MOST }
    }

    /// The command that asks for it.
    pub fn command(&self, data: &Data) -> Command {
        let mut line = Line::new(data);
        match self {
            Self::Select { selection, shown } => {
                line.push("ask");
                match selection {
                    Selection::Claims(claims) => line.claims(claims),
                    Selection::Statements(statements) => line.statements(statements),
                }
                match shown {
                    Shown::Listed => {}
                    Shown::Quoted => line.push("--quote"),
                    Shown::Counted => line.push("--count"),
                    Shown::Whether => line.push("--whether"),
                }
            }
            Self::Why { claim, since } => {
                line.push("why");
                line.push(&line.claim(*claim));
                line.date("--since", since.as_ref());
            }
            Self::Diff {
                from,
                to,
                is_recorded,
            } => {
                line.push("diff");
                line.date("--from", Some(from));
                line.date("--to", to.as_ref());
                if *is_recorded {
                    line.push("--recorded");
                }
            }
            Self::Query { name, parameters } => {
                line.push("query");
                line.push(name);
                for (name, value) in parameters {
                    let value = line.value(value);
                    line.option("-p", &format!("{name}={value}"));
                }
            }
            Self::Stats => line.push("stats"),
            Self::Find { words, most } => {
                line.push("find");
                line.push(words);
                line.most(*most);
            }
            Self::Next { most } => {
                line.push("next");
                line.most(*most);
            }
            Self::Source(agent) => {
                line.push("source");
                line.push(&line.agent(*agent));
            }
        }
        Command(line.arguments)
    }
}

/// A command line in the making.
struct Line<'d> {
    data: &'d Data,
    arguments: Vec<String>,
}

impl<'d> Line<'d> {
    const fn new(data: &'d Data) -> Self {
        Self {
            data,
            arguments: Vec::new(),
        }
    }

    fn push(&mut self, argument: &str) {
        self.arguments.push(argument.to_owned());
    }

    fn option(&mut self, name: &str, value: &str) {
        self.push(name);
        self.push(value);
    }

    fn date(&mut self, name: &str, date: Option<&Date>) {
        if let Some(date) = date {
            self.option(name, &date.to_string());
        }
    }

    fn most(&mut self, most: usize) {
        if most != MOST {
            self.option("--most", &most.to_string());
        }
    }

    fn term(&self, term: Id) -> String {
        self.data.graph.display(term)
    }

    fn claim(&self, claim: u32) -> String {
        self.term(self.data.evidence.claims[claim as usize].term)
    }

    fn agent(&self, agent: u32) -> String {
        self.term(self.data.evidence.agents[agent as usize].term)
    }

    fn document(&self, document: u32) -> String {
        self.term(self.data.evidence.documents[document as usize].term)
    }

    fn value(&self, value: &Value) -> String {
        match value {
            Value::Claim(claim) => self.claim(*claim),
            Value::Agent(agent) => self.agent(*agent),
            Value::Document(document) => self.document(*document),
            Value::Term(term) => self.term(*term),
            Value::Date(date) => date.to_string(),
            Value::Text(text) => text.clone(),
        }
    }

    fn agent_option(&mut self, name: &str, agent: Option<u32>) {
        if let Some(agent) = agent {
            self.option(name, &self.agent(agent));
        }
    }

    fn stances(&mut self, name: &str, stances: &[Stance]) {
        if !stances.is_empty() {
            let names: Vec<&str> = stances.iter().map(|stance| stance.name()).collect();
            self.option(name, &names.join(","));
        }
    }

    fn claims(&mut self, claims: &Claims) {
        let is_narrowed = claims.rests_on.is_some() || claims.stands_without.is_some();
        if claims.which != Which::All || !is_narrowed {
            self.push(&word_for(&claims.which));
        }
        self.agent_option("--rests-on", claims.rests_on);
        self.agent_option("--stands-without", claims.stands_without);
        if let Some(words) = &claims.about {
            self.option("--about", words);
        }
        if let Some(Unsaid { by, stances }) = &claims.unsaid {
            self.agent_option("--not-by", *by);
            self.stances("--not-stance", stances);
        }
    }

    fn statements(&mut self, statements: &Statements) {
        self.push(word_of(statements.kind));
        self.agent_option("--by", statements.by);
        self.agent_option("--not-by", statements.not_by);
        self.agent_option("--repeating", statements.repeating);
        if let Some(claim) = statements.on {
            self.option("--on", &self.claim(claim));
        }
        if let Some(words) = &statements.about {
            self.option("--about", words);
        }
        self.agent_option("--to", statements.to);
        if let Some(document) = statements.document {
            self.option("--in", &self.document(document));
        }
        if statements.is_documented {
            self.push("--in-a-document");
        }
        self.stances("--stance", &statements.stances);
        self.side(statements.side);
        self.period(&statements.period);
    }

    fn side(&mut self, side: Option<Side>) {
        if let Some(side) = side {
            self.option("--side", side.name());
        }
    }

    fn period(&mut self, period: &Period) {
        for (name, date) in period.options() {
            self.option(name, &date);
        }
    }
}
