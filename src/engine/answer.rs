//! What is found, and how it is shown.

use std::collections::BTreeSet;

use super::{Engine, Error, Limits, Prepared, Rows, guarded, query};
use crate::ask::next::{self, Check};
use crate::ask::profile::Profile;
use crate::ask::request::{Request, Shown};
use crate::ask::whether::Whether;
use crate::ask::{self, Aside, Date, Overview, Selection, find, nearest_to_corroborated};
use crate::evidence::View;
use crate::query::results::Format;
use crate::render::asked::Asked;
use crate::render::counts::Counts;
use crate::render::json::Shapes;
use crate::render::phrase::Phrases;
use crate::render::report::Report;
use crate::render::{
    self, difference, dot, found, markdown, profile, selection, statements, view, whether,
};
use crate::verdict::difference::{Difference, differences};
use crate::verdict::explanation::{Explanation, explain};
use crate::verdict::{Verdict, Verdicts};

/// The answer to a request, with all that it takes to show it.
#[derive(Debug)]
pub struct Answer {
    engine: Engine,
    request: Request,
    view: View,
    found: Found,
}

/// What is found.
#[derive(Debug)]
pub enum Found {
    /// Claims with their verdicts, best supported first.
    Claims(Vec<Verdict>),
    /// Statements, by number, and what was left aside.
    Statements(Vec<u32>, Aside),
    /// How many there are.
    Count(Count),
    /// Whether somebody said so.
    Whether(Whether),
    /// Why a claim has its verdict.
    Explanation(Box<Explanation>),
    /// What changed.
    Changes(Changes),
    /// A query, which is evaluated when it is shown: in memory that its results need not all share.
    Query(Box<Prepared>),
    /// How much of everything there is.
    Counts(Counts),
    /// What some words describe.
    Things(find::Found),
    /// What is worth checking next.
    Checks(Vec<Check>),
    /// Everything about a source.
    Source(Profile),
}

/// How many things were chosen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Count {
    /// How many.
    pub count: usize,
    /// Of how many.
    pub of: usize,
    /// By how many sources they are, if they are statements: who says it twice is one all the same.
    pub speakers: Option<usize>,
}

/// What changed between two views.
#[derive(Clone, Debug)]
pub struct Changes {
    /// The earlier view, and the later.
    pub views: [View; 2],
    /// The claims that stand otherwise.
    pub claims: Vec<Difference>,
    /// Of how many.
    pub of: usize,
    /// How many statements are in both for want of a date.
    pub undated: usize,
}

impl Answer {
    /// Finds it.
    pub(super) fn find(engine: &Engine, request: &Request, view: View) -> Result<Self, Error> {
        let data = engine.data();
        let found = match request {
            Request::Select { selection, shown } => select(engine, selection, *shown, view)?,
            Request::Why { claim, since } => {
                let since = since.as_ref().map(|date| View {
                    said_by: Some(date.first()),
                    ..view
                });
                let explanation = explain(&data.snapshot(view), *claim, since);
                Found::Explanation(Box::new(explanation))
            }
            Request::Diff {
                from,
                to,
                is_recorded,
            } => Found::Changes(changes(engine, from, to.as_ref(), *is_recorded, view)?),
            Request::Query { name, parameters } => {
                let query = query(name, engine.place().workspace.as_ref())?;
                let given = parameters.iter();
                let given: Vec<(String, String)> = given
                    .map(|(name, value)| (name.to_string(), value.text(data)))
                    .collect();
                Found::Query(Box::new(engine.prepare(&query, &given, &view)?))
            }
            Request::Stats => {
                let verdicts = engine.verdicts(view);
                Found::Counts(Counts::new(data, &data.snapshot(view), &verdicts))
            }
            Request::Find { words, most } => Found::Things(find::find(words, data, *most)),
            Request::Next { most } => {
                let verdicts = engine.verdicts(view);
                let snapshot = data.snapshot(view);
                Found::Checks(next::next(data, &snapshot, &verdicts, *most))
            }
            Request::Source(agent) => {
                let verdicts = engine.verdicts(view);
                let snapshot = data.snapshot(view);
                Found::Source(Profile::new(*agent, data, &snapshot, &verdicts))
            }
        };
        Ok(Self {
            engine: engine.clone(),
            request: request.clone(),
            view,
            found,
        })
    }

    /// What was found.
    pub const fn found(&self) -> &Found {
        &self.found
    }

    /// What was asked for.
    pub const fn request(&self) -> &Request {
        &self.request
    }

    /// The view that it was answered under.
    pub const fn view(&self) -> View {
        self.view
    }

    /// The answer as people read it, laid out for so many columns, with styles for a terminal.
    ///
    /// # Errors
    ///
    /// As [`Engine::run`]; for a query, as [`Prepared::rows`].
    pub fn text(&self, width: usize) -> Result<String, Error> {
        guarded(|| self.in_words(width))
    }

    /// The answer as JSON, in the documented shapes; with the question in English, if there was one.
    ///
    /// # Errors
    ///
    /// As [`Engine::run`]; for a query, as [`Prepared::write`].
    pub fn json(&self, asked: Option<&Asked>) -> Result<String, Error> {
        guarded(|| self.in_json(asked))
    }

    /// An explanation as Markdown; of no other answer.
    ///
    /// # Errors
    ///
    /// [`super::Kind::Corrupt`], as [`Engine::run`].
    pub fn markdown(&self) -> Result<Option<String>, Error> {
        guarded(|| {
            Ok(
                self.explained(|_, report, _| {
                    markdown::explanation(report, self.line().as_deref())
                }),
            )
        })
    }

    /// The chains of an explanation as a graph for Graphviz; of no other answer.
    ///
    /// # Errors
    ///
    /// [`super::Kind::Corrupt`], as [`Engine::run`].
    pub fn dot(&self) -> Result<Option<String>, Error> {
        guarded(|| {
            Ok(self.explained(|explanation, report, phrases| {
                dot::explanation(explanation, report, self.line().as_deref(), phrases)
            }))
        })
    }

    fn line(&self) -> Option<String> {
        view::line(self.view, self.engine.data())
    }

    fn explained<T>(
        &self,
        show: impl FnOnce(&Explanation, &Report, &Phrases<'_>) -> T,
    ) -> Option<T> {
        let Found::Explanation(explanation) = &self.found else {
            return None;
        };
        let phrases = Phrases::for_explanation(self.engine.data(), explanation);
        let phrases = phrases.quoting(self.engine.captures());
        let report = Report::new(explanation, &phrases);
        Some(show(explanation, &report, &phrases))
    }

    fn verdicts(&self) -> std::sync::Arc<Verdicts> {
        self.engine.verdicts(self.view)
    }

    fn in_words(&self, width: usize) -> Result<String, Error> {
        let data = self.engine.data();
        let phrases = Phrases::new(data);
        let text = match &self.found {
            Found::Claims(claims) => {
                let verdicts = self.verdicts();
                let snapshot = data.snapshot(self.view);
                let overview = Overview::new(data, &snapshot, &verdicts);
                let nearest = claims
                    .is_empty()
                    .then(|| nearest_to_corroborated(&snapshot, &verdicts))
                    .flatten();
                let Request::Select {
                    selection: Selection::Claims(asked),
                    ..
                } = &self.request
                else {
                    return Ok(String::new());
                };
                let nearest = nearest.as_ref();
                selection::claims(asked, claims, &overview, nearest, &phrases, width)
            }
            Found::Statements(numbers, aside) => match &self.request {
                Request::Select {
                    shown: Shown::Quoted,
                    ..
                } if !numbers.is_empty() => {
                    let phrases = phrases.quoting(self.engine.captures());
                    statements::quoted(numbers, &phrases, width)
                }
                Request::Select {
                    selection: Selection::Statements(asked),
                    ..
                } => statements::answer(asked, numbers, aside, &phrases, width),
                _ => return Ok(String::new()),
            },
            Found::Count(count) => self.count_in_words(*count),
            Found::Whether(found) => {
                let Request::Select {
                    selection: Selection::Statements(asked),
                    ..
                } = &self.request
                else {
                    return Ok(String::new());
                };
                whether::text(asked, found, &phrases, width)
            }
            Found::Explanation(explanation) => {
                let status = explanation.verdict.status;
                let text =
                    self.explained(|_, report, _| render::text::explanation(report, status, width));
                let text = text.unwrap_or_default();
                return Ok(view::below_headline(self.view, data, &text));
            }
            Found::Changes(changes) => {
                let [from, to] = changes.views;
                let between = view::between(from, to);
                let text = difference::text(&changes.claims, changes.of, &phrases, width);
                return Ok(format!("{between}\n{text}"));
            }
            Found::Query(prepared) => match prepared.rows(Limits::default())? {
                Rows::Written(bytes) => return Ok(String::from_utf8_lossy(&bytes).into_owned()),
                Rows::Table(names, rows) => render::table::text(&names, &rows, width),
            },
            Found::Counts(counts) => counts.text(),
            Found::Things(things) => {
                let words = match &self.request {
                    Request::Find { words, .. } => words.as_str(),
                    _ => "",
                };
                found::text(words, things, &self.verdicts(), &phrases, width)
            }
            Found::Checks(checks) => render::next::text(checks, &phrases, width),
            Found::Source(found) => profile::text(found, &phrases, width),
        };
        Ok(view::before(self.view, data, &text))
    }

    fn count_in_words(&self, found: Count) -> String {
        let what = match &self.request {
            Request::Select {
                selection: Selection::Statements(_),
                ..
            } => "statement",
            _ => "claim",
        };
        let plural = |number: usize| if number == 1 { "" } else { "s" };
        let Count {
            count,
            of,
            speakers,
        } = found;
        let speakers = speakers.filter(|_| count > 0);
        let by = speakers.map_or_else(String::new, |speakers| {
            format!(", by {speakers} source{}", plural(speakers))
        });
        format!("{count} of {of} {what}{}{by}\n", plural(of))
    }

    fn in_json(&self, asked: Option<&Asked>) -> Result<String, Error> {
        let data = self.engine.data();
        let phrases = Phrases::new(data);
        let shapes = Shapes::new(&phrases, self.view, asked);
        Ok(match &self.found {
            Found::Claims(claims) => shapes.claims(claims),
            Found::Statements(numbers, aside) => shapes.statements(numbers, aside),
            Found::Count(found) => shapes.count(found.count, found.of, found.speakers),
            Found::Whether(found) => whether::json(found, &shapes),
            Found::Explanation(_) => self
                .explained(|explanation, report, phrases| {
                    Shapes::new(phrases, self.view, asked).explanation(explanation, report)
                })
                .unwrap_or_default(),
            Found::Changes(changes) => difference::json(
                &changes.claims,
                changes.views,
                changes.undated,
                &phrases,
                asked,
            ),
            Found::Query(prepared) => {
                let mut bytes = Vec::new();
                prepared.write(Format::Json, Limits::default(), &mut bytes)?;
                let table = serde_json::from_slice(&bytes).unwrap_or_default();
                render::asked::table(asked, self.view, data, table)
            }
            Found::Counts(counts) => counts.json(&shapes),
            Found::Things(things) => found::json(things, &self.verdicts(), &shapes),
            Found::Checks(checks) => render::next::json(checks, &shapes),
            Found::Source(found) => profile::json(found, &shapes),
        })
    }
}

fn select(
    engine: &Engine,
    selection: &Selection,
    shown: Shown,
    view: View,
) -> Result<Found, Error> {
    let data = engine.data();
    let snapshot = data.snapshot(view);
    let verdicts = engine.verdicts(view);
    if shown == Shown::Whether {
        let Selection::Statements(asked) = selection else {
            return Err(Error::usage(
                "whether somebody said something is about statements",
                "say which, with --by, --on or --stance",
            ));
        };
        return Ok(Found::Whether(Whether::new(
            asked, data, &snapshot, &verdicts,
        )));
    }
    let chosen = ask::answer(selection, data, &snapshot, &verdicts);
    Ok(match (chosen, shown) {
        (ask::Answer::Claims(claims), Shown::Counted) => Found::Count(Count {
            count: claims.len(),
            of: verdicts.len(),
            speakers: None,
        }),
        (ask::Answer::Statements(numbers, _), Shown::Counted) => {
            let agents = numbers
                .iter()
                .map(|number| data.evidence.statements[*number as usize].agent);
            Found::Count(Count {
                count: numbers.len(),
                of: snapshot.seen().count(),
                speakers: Some(agents.collect::<BTreeSet<u32>>().len()),
            })
        }
        (ask::Answer::Claims(claims), _) => Found::Claims(claims),
        (ask::Answer::Statements(numbers, aside), _) => Found::Statements(numbers, aside),
    })
}

fn changes(
    engine: &Engine,
    from: &Date,
    to: Option<&Date>,
    is_recorded: bool,
    view: View,
) -> Result<Changes, Error> {
    if to.is_some_and(|to| to.first() < from.first()) {
        return Err(Error::usage(
            "--to is earlier than --from",
            "the earlier view comes first",
        ));
    }
    let at = |date: Option<&Date>| match date.map(Date::first) {
        None => view,
        Some(time) if is_recorded => View {
            known_at: Some(view.known_at.map_or(time, |limit| limit.min(time))),
            ..view
        },
        Some(time) => View {
            said_by: Some(view.said_by.map_or(time, |limit| limit.min(time))),
            ..view
        },
    };
    let data = engine.data();
    let views = [at(Some(from)), at(to)];
    let [before, after] = views.map(|view| data.snapshot(view));
    let [earlier, later] = views.map(|view| engine.verdicts(view));
    let claims = differences((&before, &earlier), (&after, &later));
    let undated = after.seen().filter(|number| {
        if is_recorded {
            let statement = &data.evidence.statements[*number as usize];
            statement.recorded_at().is_none()
        } else {
            after.timing(*number).time_or_bound().is_none()
        }
    });
    let undated = undated.count();
    Ok(Changes {
        views,
        claims,
        of: later.len(),
        undated,
    })
}
