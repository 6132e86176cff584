//! Questions, and what answers them.
//!
//! A [`Selection`] asks for claims or for statements; canonical words (`corroborated`,
//! `not-disputed`, `first-hand`, …) name the common ones. A [`Request`] is all that can be asked
//! for, and shows itself as the command that asks it. A question in English becomes a request by
//! [`reading::read`]: parts of it that mean the same wherever they stand ([`parts`]), around one of
//! the forms of some fifteen [`intents`].

pub mod canonical;
pub mod dates;
mod filling;
pub mod find;
pub mod form;
pub mod intents;
mod meanings;
mod mending;
pub mod next;
mod overview;
pub mod parts;
pub mod profile;
pub mod reading;
mod readings;
pub mod request;
mod spelling;
mod suggest;
pub mod things;
pub mod vocabulary;
pub mod whether;
pub mod words;

pub use canonical::{canonical, canonical_words};
pub use dates::{Date, Period};
pub use overview::{Overview, Sources, Tally, nearest_to_corroborated};
pub use request::{Command, Request};

use crate::data::Data;
use crate::evidence::passing::Sides;
use crate::evidence::{Snapshot, Statement};
use crate::model::{Flag, Polarities, Polarity, Stance, Status};
use crate::verdict::{Verdict, Verdicts};

/// What is asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Selection {
    /// Claims.
    Claims(Claims),
    /// Statements.
    Statements(Statements),
}

/// Which claims are asked for: those that meet all conditions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Claims {
    /// What the verdict is to say.
    pub which: Which,
    /// The source without which nothing is to be left of them.
    pub rests_on: Option<u32>,
    /// The source without which something is to be left of them.
    pub stands_without: Option<u32>,
    /// The words that they are to mention.
    pub about: Option<String>,
    /// What is not to be said of them.
    pub unsaid: Option<Unsaid>,
}

/// What is not said: no statement by this source, none of these stances, or none by this source of
/// these stances.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Unsaid {
    /// By whom; none: by anybody.
    pub by: Option<u32>,
    /// Of which stances; none: of any.
    pub stances: Vec<Stance>,
}

impl Claims {
    /// The claims of which a verdict says this.
    pub const fn of(which: Which) -> Self {
        Self {
            which,
            rests_on: None,
            stands_without: None,
            about: None,
            unsaid: None,
        }
    }
}

/// What the verdict on a claim is to say.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Which {
    /// Anything.
    All,
    /// One of these statuses.
    Statuses(Vec<Status>),
    /// A flag.
    Flagged(Flag),
    /// Not that flag.
    Unflagged(Flag),
}

/// Which statements are asked for: those that meet all conditions.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Statements {
    /// What they are.
    pub kind: Sort,
    /// Who made them.
    pub by: Option<u32>,
    /// By whom they are not.
    pub not_by: Option<u32>,
    /// The claim that they are on.
    pub on: Option<u32>,
    /// The words that the claims that they are on mention.
    pub about: Option<String>,
    /// To whom they were made.
    pub to: Option<u32>,
    /// Whose statements they repeat.
    pub repeating: Option<u32>,
    /// Their stance; none: any.
    pub stances: Vec<Stance>,
    /// The side of the claim that they are on, by their own words or by what they pass on.
    pub side: Option<Side>,
    /// The document that they are in.
    pub document: Option<u32>,
    /// Whether they must be in some document.
    pub is_documented: bool,
    /// When they were made.
    pub period: Period,
}

/// On which side of its claim a statement is; a report is where what it passes on is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// For it.
    Support,
    /// Against it.
    Opposition,
    /// On neither: non-answers, retractions, and reports of such.
    Neither,
}

impl Side {
    /// Every side.
    pub const ALL: [Self; 3] = [Self::Support, Self::Opposition, Self::Neither];

    /// How commands write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Support => "support",
            Self::Opposition => "opposition",
            Self::Neither => "neither",
        }
    }

    /// Whether something with these sides is on this one.
    pub fn is_of(self, sides: Polarities) -> bool {
        match self {
            Self::Support => sides.has(Polarity::Support),
            Self::Opposition => sides.has(Polarity::Denial),
            Self::Neither => sides == Polarities::NONE,
        }
    }
}

/// What sort of statements is asked for.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Sort {
    /// All.
    #[default]
    Any,
    /// Non-answers of those who have not answered since.
    Unanswered,
    /// Those that repeat others.
    Repetitions,
    /// Those made from the speaker's own knowledge, by the speaker's account or office.
    FirstHand,
    /// The earliest of those with a date.
    Earliest,
    /// Those that take something back.
    Retractions,
}

impl Statements {
    /// Whether only what has a date can be meant.
    pub fn is_dated(&self) -> bool {
        self.kind == Sort::Earliest || !self.period.is_open()
    }

    /// Whether what anybody said anywhere and at any time is asked for.
    pub fn is_of_anybody(&self) -> bool {
        let things = [self.by, self.to, self.repeating, self.document];
        things.iter().all(Option::is_none)
            && self.not_by.is_none()
            && !self.is_documented
            && self.period.is_open()
    }

    /// The side that is asked for. Who first said so, and who repeats whom, is about support,
    /// unless it is said what else is meant.
    pub fn asked_side(&self) -> Option<Side> {
        let is_about_support = matches!(self.kind, Sort::Earliest | Sort::Repetitions);
        let default = (is_about_support && self.stances.is_empty()).then_some(Side::Support);
        self.side.or(default)
    }
}

/// What answers a question.
#[derive(Debug)]
pub enum Answer {
    /// Claims, best supported first.
    Claims(Vec<Verdict>),
    /// Statements, by number, and what was left aside.
    Statements(Vec<u32>, Aside),
}

/// What fits a question but for one thing.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Aside {
    /// How many statements have no date, where dates matter.
    pub undated: usize,
    /// The statements that are on another side than the one that was asked for.
    pub other_sides: Vec<u32>,
}

/// The claims on which somebody was asked who has not answered since, best supported first.
fn unanswered(verdicts: &Verdicts) -> Vec<u32> {
    let all = 0..verdicts.len() as u32;
    let chosen = all.filter(|claim| verdicts.flags(*claim).contains(Flag::Unanswered));
    let ranked = verdicts.ranked(chosen).into_iter();
    ranked.map(|verdict| verdict.claim).collect()
}

/// The claims that mention some words, in order. O(words of all claims).
pub fn mentioning(data: &Data, words: &str) -> Vec<u32> {
    let claims = crate::names::Kind::Claim.terms(&data.evidence);
    let directory = data.names.directory(&data.graph, claims);
    directory.mentioning(words)
}

/// Answers from the verdicts on all claims. O(claims), or O(statements).
pub fn answer(
    selection: &Selection,
    data: &Data,
    snapshot: &Snapshot<'_>,
    verdicts: &Verdicts,
) -> Answer {
    match selection {
        Selection::Claims(claims) => {
            let mentioned = claims.about.as_ref().map(|words| mentioning(data, words));
            let all = match mentioned {
                Some(mentioned) => mentioned,
                None => (0..verdicts.len() as u32).collect(),
            };
            let chosen = all.into_iter();
            let chosen = chosen.filter(|claim| claims.choose(snapshot, verdicts, *claim));
            Answer::Claims(verdicts.ranked(chosen))
        }
        Selection::Statements(statements) => statements.answer(data, snapshot, verdicts),
    }
}

impl Claims {
    fn choose(&self, snapshot: &Snapshot<'_>, verdicts: &Verdicts, claim: u32) -> bool {
        // A claim that is circular has the flag for it too.
        let has = |flag: Flag| verdicts.flags(claim).contains(flag);
        let fits = match &self.which {
            Which::All => true,
            Which::Statuses(statuses) => statuses.contains(&verdicts.status(claim)),
            Which::Flagged(flag) => has(*flag),
            Which::Unflagged(flag) => !has(*flag),
        };
        let rests_on = |agent: u32| {
            let grouping = snapshot.grouping(&[claim]);
            let group = grouping.group(agent);
            let mut agents = verdicts.single_points(claim).flat_map(|point| point.agents);
            agents.any(|other| grouping.group(*other) == group)
        };
        let is_said = |unsaid: &Unsaid| {
            let statements = snapshot.evidence.claims[claim as usize].statements();
            statements.into_iter().any(|number| {
                let statement = &snapshot.evidence.statements[number as usize];
                snapshot.sees(number)
                    && unsaid.by.is_none_or(|by| by == statement.agent)
                    && (unsaid.stances.is_empty() || unsaid.stances.contains(&statement.stance()))
            })
        };
        fits && self.rests_on.is_none_or(rests_on)
            && !self.unsaid.as_ref().is_some_and(is_said)
            && self
                .stands_without
                .is_none_or(|agent| verdicts.support_rank(claim) > 0 && !rests_on(agent))
    }
}

impl Statements {
    fn answer(&self, data: &Data, snapshot: &Snapshot<'_>, verdicts: &Verdicts) -> Answer {
        let evidence = &data.evidence;
        let statement = |number: u32| &evidence.statements[number as usize];
        let candidates: Vec<u32> = if self.kind == Sort::Unanswered {
            let mut claims = unanswered(verdicts);
            claims.retain(|claim| self.on.is_none_or(|on| on == *claim));
            let claims = claims.into_iter();
            claims
                .flat_map(|claim| crate::verdict::unanswered(snapshot, claim))
                .collect()
        } else {
            (0..evidence.statements.len() as u32)
                .filter(|number| snapshot.sees(*number))
                .collect()
        };
        let mentioned = self.about.as_ref().map(|words| mentioning(data, words));
        let is_about = |claim: u32| {
            let mentioned = mentioned.as_ref();
            mentioned.is_none_or(|mentioned| mentioned.binary_search(&claim).is_ok())
        };
        let mut chosen: Vec<u32> = candidates
            .into_iter()
            .filter(|number| is_about(statement(*number).claim))
            .filter(|number| self.choose(data, snapshot, *number, statement(*number)))
            .collect();
        let mut aside = Aside::default();
        if let Some(side) = self.asked_side() {
            let sides = Sides::new(evidence);
            (chosen, aside.other_sides) = chosen
                .into_iter()
                .partition(|number| side.is_of(sides.of(*number)));
        }
        if self.is_dated() {
            let before = chosen.len();
            chosen.retain(|number| statement(*number).said_at().is_some());
            aside.undated = before - chosen.len();
            let said = |number: &u32| statement(*number).said_at().map(|(said, _)| said.first);
            chosen.retain(|number| {
                said(number).is_some_and(|said| {
                    self.period.from().is_none_or(|from| from <= said)
                        && self.period.to().is_none_or(|end| said < end)
                })
            });
            chosen.sort_by_key(said);
            if self.kind == Sort::Earliest {
                let first = chosen.first().and_then(said);
                chosen.retain(|number| said(number) == first);
            }
        }
        Answer::Statements(chosen, aside)
    }

    /// Whether a statement meets all conditions but those on its date.
    fn choose(
        &self,
        data: &Data,
        snapshot: &Snapshot<'_>,
        number: u32,
        statement: &Statement,
    ) -> bool {
        let evidence = &data.evidence;
        let documents = evidence.documents_of.row(number);
        let repeats = |agent: u32| {
            let mut relayed = evidence.relays.row(number).iter();
            relayed.any(|other| evidence.statements[*other as usize].agent == agent)
        };
        let is_of_kind = match self.kind {
            Sort::Any | Sort::Unanswered => true,
            // When a claim was first said is not when somebody first would not comment on it.
            Sort::Earliest => {
                !statement.stance().is_non_answer() && statement.stance() != Stance::Retracts
            }
            Sort::Retractions => statement.stance() == Stance::Retracts,
            Sort::Repetitions => statement.is_relaying(),
            Sort::FirstHand => {
                let is_basis =
                    statement.stance().own_polarity().is_some() && !statement.is_relaying();
                is_basis
                    && statement
                        .first_hand()
                        .or(snapshot.first_hand(statement.agent))
                        .unwrap_or_else(|| {
                            let at = snapshot.timing(number).of_its_own();
                            snapshot.has_authority(statement.agent, statement.claim, at)
                        })
            }
        };
        is_of_kind
            && self.by.is_none_or(|agent| agent == statement.agent)
            && self.not_by.is_none_or(|agent| agent != statement.agent)
            && self.on.is_none_or(|claim| claim == statement.claim)
            && self
                .to
                .is_none_or(|asker| evidence.askers.row(number).contains(&asker))
            && self.repeating.is_none_or(repeats)
            && (self.stances.is_empty() || self.stances.contains(&statement.stance()))
            && self
                .document
                .is_none_or(|document| documents.contains(&document))
            && (!self.is_documented || !documents.is_empty())
    }
}
