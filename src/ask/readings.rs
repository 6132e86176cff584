//! From a form and the parts around it to a request: what fills the slots is looked up, and what
//! goes with it is put to it. What cannot go with it makes no reading at all.

use super::canonical;
use super::dates::{Date, Period};
use super::filling::{Filled, Filler, Named, bare};
use super::form::{Fit, Slot};
use super::intents::{Asks, Form, Parameter};
use super::parts::{Parts, Peeled};
use super::request::{Request, Shown, Value};
use super::things::{Doubt, NamesOf, Thing};
use super::{Claims, Selection, Side, Sort, Statements, Unsaid, Which};
use crate::model::{Flag, Stance};
use std::borrow::Cow;

/// One way to read a question.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) form: &'static Form,
    pub(super) request: Request,
    /// The day by whose end things are asked about.
    pub(super) as_of: Option<Date>,
    /// What is not sure about it.
    pub(super) doubts: Vec<Doubted>,
    /// What a reader of the answer should be told.
    pub(super) note: Option<&'static str>,
}

/// A name that is perhaps not of the thing that it was taken for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Doubted {
    /// What was said.
    pub name: String,
    /// What kind of thing it was taken for.
    pub thing: Thing,
    /// The thing, by number.
    pub number: u32,
    /// Why it is perhaps not meant.
    pub doubt: Doubt,
}

/// Why a form that fits makes no reading.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Obstacle {
    /// Some part does not go with it.
    Part,
    /// A name points at something that is not in the question.
    Pointing(String),
    /// Nothing has a name; the nearest, by what kind of thing was looked for.
    Unknown(String, Vec<(Thing, Vec<u32>)>),
    /// It asks for something that is not recorded.
    Unrecorded(&'static str),
}

/// Reads what is asked with a form that fits: in one way, or in several where a name is in doubt.
pub(super) fn candidates(
    fit: &Fit,
    peeled: &Peeled,
    text: &str,
    names: &NamesOf<'_>,
) -> Result<Vec<Candidate>, Obstacle> {
    if let Asks::Unrecorded(reason) = fit.form.asks {
        return Err(Obstacle::Unrecorded(reason));
    }
    let filler = Filler {
        form: fit.form,
        text,
        names,
        is_first: peeled.parts.is_first,
    };
    let mut ways = vec![Filled::default()];
    for (slot, range) in &fit.slots {
        ways = filler.fill(ways, *slot, &peeled.words[range.clone()])?;
        for filled in &mut ways {
            filled.is_said |= *slot == Slot::Claim;
        }
    }
    if let Asks::Said(stances) = fit.form.asks {
        for filled in &mut ways {
            filled.stances = stances.to_vec();
        }
    }
    let parts = &peeled.parts;
    if let Some(words) = &parts.about {
        ways = filler.about(ways, words)?;
    }
    let around = [
        (&parts.document, Named::Document),
        (&parts.to, Named::To),
        (&parts.except, Named::Except),
    ];
    for (words, named) in around {
        if let Some(words) = words {
            ways = match filler.name(ways, named, words) {
                // *In* may stand before other things than documents.
                Err(Obstacle::Unknown(..)) if named == Named::Document => Err(Obstacle::Part),
                ways => ways,
            }?;
        }
    }
    let candidates = ways.into_iter().map(|filled| {
        let mut doubts = filled.doubts.clone();
        let mut note = fit.form.note;
        // Why a claim has its verdict is told with the claim in full, so its opposite is as good.
        if let [
            Doubted {
                doubt: Doubt::Opposite,
                ..
            },
        ] = doubts.as_slice()
            && fit.form.asks == Asks::Why
        {
            doubts.clear();
            note = Some(OPPOSITE);
        }
        let opposite = doubts.iter().find(|it| it.doubt == Doubt::Opposite);
        let opposite = opposite.map(|doubted| doubted.number);
        let (mut request, as_of) =
            request(fit.form, &filled, parts, names).ok_or(Obstacle::Part)?;
        // Who said the opposite is another question; what there is on it, none.
        if let Some(claim) = opposite {
            request = Request::why(claim);
        }
        Ok(Candidate {
            form: fit.form,
            request,
            as_of,
            doubts,
            note,
        })
    });
    candidates.collect()
}

const OPPOSITE: &str = "the claim says the opposite of what was asked: what speaks for it speaks against that, and the other way round";

impl Filled {
    /// What a slot was filled with, as a parameter of a query.
    fn value(&self, slot: Slot, names: &NamesOf<'_>) -> Option<Value> {
        Some(match slot {
            Slot::Claim => Value::Claim(self.claim?),
            Slot::Agent => Value::Agent(self.agent?),
            Slot::Other => Value::Agent(self.other?),
            Slot::Document => Value::Document(self.document?),
            Slot::Topic => Value::Term(
                *names
                    .directory(Thing::Topic)
                    .terms()
                    .get(self.topic? as usize)?,
            ),
            Slot::Date => Value::Date(self.date.clone()?),
            Slot::Text => Value::Text(self.text.clone()?),
            Slot::Status | Slot::Flag | Slot::Stance => return None,
        })
    }

    fn which(&self) -> Option<Which> {
        let word = match (&self.status, self.flag) {
            (Some(status), _) => status,
            (None, Some(flag)) => flag,
            (None, None) => return Some(Which::All),
        };
        match canonical(word)? {
            Selection::Claims(claims) => Some(claims.which),
            // *Unanswered* asks for statements, as a word and in a question.
            Selection::Statements(_) => Some(Which::Flagged(Flag::Unanswered)),
        }
    }

    /// Statements, with what was filled in where it belongs.
    fn statements(&self, kind: Sort) -> Statements {
        let is_for = |stance: &Stance| matches!(stance, Stance::Asserts | Stance::Reports);
        let mut statements = Statements {
            kind,
            by: self.agent,
            not_by: self.except,
            on: self.claim,
            about: self.about.clone(),
            to: self.to.or(self.other),
            stances: self.stances.clone(),
            document: self.document,
            ..Statements::default()
        };
        // Who first said so, or says so from what it knows, may do so by any words for it; and who
        // reports that it is so is on its side, but who reports a denial is not.
        if matches!(kind, Sort::Earliest | Sort::FirstHand) && self.stances.iter().any(is_for) {
            statements.stances.clear();
        } else if self.is_said && self.stances.contains(&Stance::Reports) {
            statements.side = Some(Side::Support);
        }
        statements
    }
}

/// The request that a form makes of what fills it and of the parts around it, and the day that it is
/// about. None where some part cannot go with it.
fn request(
    form: &Form,
    filled: &Filled,
    parts: &Parts,
    names: &NamesOf<'_>,
) -> Option<(Request, Option<Date>)> {
    let statements = |kind: Sort| {
        let kind = match kind {
            Sort::Any if parts.is_first_hand && !parts.is_first => Sort::FirstHand,
            Sort::Any if parts.is_first && !parts.is_first_hand => Sort::Earliest,
            _ => kind,
        };
        Statements {
            period: parts
                .period
                .clone()
                .or_else(|| until(parts))
                .unwrap_or_default(),
            ..filled.statements(kind)
        }
    };
    let shown = if parts.is_count {
        Shown::Counted
    } else if parts.is_quote {
        Shown::Quoted
    } else {
        Shown::Listed
    };
    let is_first = |kind: Sort| matches!(kind, Sort::Any | Sort::Earliest) || !parts.is_first;
    let is_own = |kind: Sort| matches!(kind, Sort::Any | Sort::FirstHand) || !parts.is_first_hand;
    let select = |kind: Sort, shown: Shown| {
        let fits = is_first(kind) && is_own(kind) && !(parts.is_first && parts.is_first_hand);
        fits.then(|| Request::statements(statements(kind)).shown(shown))
    };
    let request = match form.asks {
        Asks::Statements(kind) => select(kind, shown)?,
        Asks::Said(_) => select(Sort::Any, shown)?,
        Asks::Made => {
            let stances = vec![Stance::Asserts, Stance::Confirms];
            Request::statements(Statements {
                stances,
                ..statements(Sort::Any)
            })
            .shown(shown)
        }
        Asks::Documented => {
            let Request::Select {
                selection: Selection::Statements(found),
                ..
            } = select(Sort::Any, shown)?
            else {
                return None;
            };
            let is_documented = true;
            Request::statements(Statements {
                is_documented,
                ..found
            })
            .shown(shown)
        }
        Asks::Whether if !parts.is_count => select(Sort::Any, Shown::Whether)?,
        Asks::Quoted if !parts.is_count => select(Sort::Any, Shown::Quoted)?,
        Asks::To(kind) => {
            let found = Statements {
                by: None,
                to: filled.agent,
                ..statements(kind)
            };
            Request::statements(found).shown(shown)
        }
        Asks::Repeating => {
            let (by, repeating) = match (filled.agent, filled.other) {
                (agent, Some(other)) => (agent, Some(other)),
                (agent, None) => (None, agent),
            };
            let kind = Sort::Repetitions;
            let to = filled.to;
            let found = Statements {
                by,
                to,
                repeating,
                ..statements(kind)
            };
            (is_first(kind) && is_own(kind)).then(|| Request::statements(found).shown(shown))?
        }
        _ => return about_claims(form, filled, parts, names),
    };
    Some((request, None))
}

/// *By* a day, of statements: until then.
fn until(parts: &Parts) -> Option<Period> {
    let moment = parts.moment.clone()?;
    Some(Period {
        until: Some(moment),
        ..Period::default()
    })
}

/// The same for forms that ask for claims, for one of them, or for a query.
fn about_claims(
    form: &Form,
    filled: &Filled,
    parts: &Parts,
    names: &NamesOf<'_>,
) -> Option<(Request, Option<Date>)> {
    let is_plain = !parts.is_first
        && !parts.is_first_hand
        && !parts.is_quote
        && parts.except.is_none()
        && parts.to.is_none()
        && parts.document.is_none();
    if !is_plain {
        return None;
    }
    let which = |which: Which| Claims {
        about: filled.about.clone(),
        ..Claims::of(which)
    };
    let claims = match form.asks {
        // One claim is no list of claims.
        Asks::Claims | Asks::Lacking | Asks::Word(_) if filled.claim.is_some() => return None,
        // What was denied in a year are the denials of that year.
        Asks::Claims
            if parts.period.is_some()
                && !filled.stances.is_empty()
                && !form.words.contains("CLAIMS") =>
        {
            return None;
        }
        Asks::Claims => Some(which(filled.which()?)),
        Asks::Mentioning => Some(Claims {
            about: filled.text.as_deref().map(bare),
            ..Claims::of(Which::All)
        }),
        Asks::Corroborated if filled.claim.is_none() => Some(which(Which::Statuses(vec![
            crate::model::Status::Corroborated,
        ]))),
        Asks::Word(word) => match canonical(word)? {
            Selection::Claims(claims) => Some(which(claims.which)),
            Selection::Statements(_) => return None,
        },
        Asks::Lacking => match canonical(&format!("not-{}", filled.status.as_ref()?))? {
            Selection::Claims(claims) => Some(which(claims.which)),
            Selection::Statements(_) => return None,
        },
        Asks::Unsaid => Some(Claims {
            unsaid: Some(Unsaid {
                by: filled.agent,
                stances: filled.stances.clone(),
            }),
            ..which(Which::All)
        }),
        Asks::RestsOn => Some(Claims {
            rests_on: filled.agent,
            ..which(Which::All)
        }),
        Asks::StandsWithout => Some(Claims {
            stands_without: filled.agent,
            ..which(Which::All)
        }),
        _ => None,
    };
    // Claims are asked about on a day, in a year: as it stood when that was over.
    let day = parts.moment.clone().or_else(|| {
        let period = parts.period.as_ref()?;
        let date = period.since.as_ref()?;
        (*period == Period::of(date)).then(|| date.last_day())
    });
    let is_timed = parts.period.is_some() || parts.moment.is_some();
    if is_timed && day.is_none() {
        return None;
    }
    if let Some(claims) = claims {
        let shown = if parts.is_count {
            Shown::Counted
        } else {
            Shown::Listed
        };
        return Some((Request::claims(claims).shown(shown), day));
    }
    if filled.about.is_some() || parts.about.is_some() && form.asks != Asks::Why || parts.is_count {
        return None;
    }
    if let Asks::Why | Asks::Corroborated = form.asks {
        return Some((Request::why(filled.claim?), day));
    }
    if is_timed {
        return None;
    }
    Some((about_the_rest(form, filled, names)?, None))
}

/// The same for forms that ask for neither claims nor statements.
fn about_the_rest(form: &Form, filled: &Filled, names: &NamesOf<'_>) -> Option<Request> {
    Some(match form.asks {
        Asks::Diff => Request::since(filled.date.clone()?),
        Asks::Stats => Request::Stats,
        Asks::Find => Request::find(filled.text.clone()?),
        Asks::Next => Request::next(),
        Asks::Source => Request::Source(filled.agent?),
        Asks::Query(name, parameters) => {
            let given = parameters.iter().map(|(name, parameter)| {
                let value = match parameter {
                    Parameter::Slot(slot) => filled.value(*slot, names)?,
                    Parameter::Text(text) => Value::Text((*text).to_owned()),
                };
                Some((Cow::Borrowed(*name), value))
            });
            Request::Query {
                name: Cow::Borrowed(name),
                parameters: given.collect::<Option<_>>()?,
            }
        }
        _ => return None,
    })
}
