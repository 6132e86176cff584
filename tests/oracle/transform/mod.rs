//! The changes that the laws of docs/semantics.md speak of. Each gives a changed case, or nothing where the case has no room for it.
//!
//! Everything new is visible in `view`. What is added by an agent that speaks already is said and recorded on the same
//! days as something it said about the same claim, so that no dated tie comes into force by it.

mod sources;

use std::collections::BTreeSet;

use super::case::{Agent, Case, Document, Stance, Statement, Tie, TieKind, View};
use super::generate::Random;
use super::verdict::{Facts, facts};
pub use sources::{copy_document, name_origin, rebuild, share_text};

/// Changes a case with an eye on one claim, or not.
pub type Transformation = fn(&Case, usize, &View, u64) -> Option<Case>;

fn chosen(set: &BTreeSet<usize>, random: &mut Random) -> Option<usize> {
    random.pick(&set.iter().copied().collect::<Vec<_>>())
}

/// The live statements that support the claim.
fn supporting(facts: &Facts) -> BTreeSet<usize> {
    facts.live.intersection(&facts.positive).copied().collect()
}

/// Adds an agent of which nothing is known.
fn newcomer(case: &mut Case) -> usize {
    case.agents.push(Agent::default());
    case.agents.len() - 1
}

fn unused_capture(case: &Case) -> u8 {
    let captures = case
        .documents
        .iter()
        .filter_map(|document| document.capture);
    captures.max().map_or(0, |capture| capture + 1)
}

/// The case, if the change disturbed nothing that was there: no statement, no tie and no text counts otherwise than before.
/// A new statement may bring a dated tie into force, and a new relay bounds what nobody dated.
fn undisturbed(case: &Case, changed: Case, claim: usize, view: &View) -> Option<Case> {
    let (before, after) = (facts(case, claim, view), facts(&changed, claim, view));
    let old = |statements: &BTreeSet<usize>| -> BTreeSet<usize> {
        let count = case.statements.len();
        let old = statements.iter().copied();
        old.filter(|&statement| statement < count).collect()
    };
    let agents = case.agents.len();
    let same = before.live == old(&after.live)
        && before.held == old(&after.held)
        && before.cited == old(&after.cited)
        && before.positive == old(&after.positive)
        && before.negative == old(&after.negative)
        && before.grouping == after.grouping[..agents]
        && before.joint == after.joint[..agents];
    same.then_some(changed)
}

/// Adds a document that is held, by that publisher.
fn held_document(case: &mut Case, publisher: usize) -> usize {
    let publishers = BTreeSet::from([publisher]);
    case.documents.push(Document {
        publishers,
        capture: Some(unused_capture(case)),
        ..Document::default()
    });
    case.documents.len() - 1
}

/// A bare statement on one of the pooled claims: by a newcomer, or (with its dates) by an agent that speaks there.
fn bare(
    case: &mut Case,
    facts: &Facts,
    claim: usize,
    stance: Stance,
    random: &mut Random,
) -> Option<Statement> {
    let spoken = chosen(&facts.live, random).filter(|_| random.chance(60));
    if let Some(index) = spoken {
        let like = &case.statements[index];
        let mut statement = Statement::new(like.by, stance, like.claim);
        statement.said_at = like.said_at;
        statement.recorded_at = like.recorded_at;
        return Some(statement);
    }
    let pooled = if random.chance(60) {
        Some(claim)
    } else {
        chosen(&facts.claims, random)
    };
    let by = newcomer(case);
    pooled.map(|pooled| Statement::new(by, stance, pooled))
}

/// Law 2: duplicates a live statement of the pool, in every detail. Not one that is bounded by who relays it: nobody relays
/// the duplicate, so it may have been said later.
pub fn duplicate_live(case: &Case, claim: usize, view: &View, seed: u64) -> Option<Case> {
    let index = chosen(&facts(case, claim, view).live, &mut Random::new(seed))?;
    let relayed = |other: &Statement| other.relays.contains(&index);
    if case.statements[index].said_at.is_none() && case.statements.iter().any(relayed) {
        return None;
    }
    let mut changed = case.clone();
    changed.statements.push(case.statements[index].clone());
    undisturbed(case, changed, claim, view)
}

/// Law 3: a newcomer reports, in a held document of its own, one or two live statements of the pool which are on the same
/// claim, of the same polarity, and attested by a document that their own agent published.
pub fn add_pure_copy(case: &Case, claim: usize, view: &View, seed: u64) -> Option<Case> {
    let mut random = Random::new(seed);
    let facts = facts(case, claim, view);
    let own_document = |&index: &usize| {
        let statement = &case.statements[index];
        statement
            .documents
            .iter()
            .map(|&document| &case.documents[document])
            .any(|document| {
                let known = document
                    .recorded_at
                    .zip(view.known_at)
                    .is_none_or(|(recorded, cut)| recorded.first() <= cut.first());
                known
                    && document.publishers.contains(&statement.by)
                    && (document.capture.is_some()
                        || (!document.addresses.is_empty() && !view.strict))
            })
    };
    let polarity = |index: usize| {
        (
            facts.positive.contains(&index),
            facts.negative.contains(&index),
        )
    };
    let attested: BTreeSet<usize> = facts.live.iter().copied().filter(own_document).collect();
    let first = chosen(&attested, &mut random)?;
    if polarity(first) == (false, false) {
        return None;
    }
    let on = case.statements[first].claim;
    let alike = attested
        .into_iter()
        .filter(|&other| case.statements[other].claim == on && polarity(other) == polarity(first))
        .collect();
    let mut changed = case.clone();
    let by = newcomer(&mut changed);
    let document = held_document(&mut changed, by);
    let mut copy = Statement::new(by, Stance::Reports, on);
    copy.relays.insert(first);
    if random.chance(40) {
        copy.relays.extend(chosen(&alike, &mut random));
    }
    copy.documents.insert(document);
    changed.statements.push(copy);
    Some(changed)
}

/// Law 4: adds a supporting statement, held or not, relaying something or nothing.
pub fn add_support(case: &Case, claim: usize, view: &View, seed: u64) -> Option<Case> {
    let mut random = Random::new(seed);
    let facts = facts(case, claim, view);
    let mut changed = case.clone();
    let mut added = bare(&mut changed, &facts, claim, Stance::Asserts, &mut random)?;
    added.first_hand = random.pick(&[None, Some(true), Some(false)]).flatten();
    added.confidence = random.pick(&[None, None, Some(40), Some(85)]).flatten();
    if random.chance(50) {
        let on_claim = facts
            .live
            .iter()
            .copied()
            .filter(|&index| case.statements[index].claim == added.claim)
            .collect();
        added.relays.extend(chosen(&on_claim, &mut random));
    }
    if random.chance(80) {
        let document = held_document(&mut changed, added.by);
        added.documents.insert(document);
    }
    changed.statements.push(added);
    undisturbed(case, changed, claim, view)
}

/// Law 5: the agent of a live supporting statement retracts it, on the day it was said.
pub fn retract_support(case: &Case, claim: usize, view: &View, seed: u64) -> Option<Case> {
    let target = chosen(
        &supporting(&facts(case, claim, view)),
        &mut Random::new(seed),
    )?;
    let retracted = &case.statements[target];
    let mut retraction = Statement::new(retracted.by, Stance::Retracts, retracted.claim);
    retraction.said_at = retracted.said_at;
    retraction.recorded_at = retracted.recorded_at;
    retraction.target = Some(target);
    retraction.documents.clone_from(&retracted.documents);
    let mut changed = case.clone();
    changed.statements.push(retraction);
    let (before, after) = (facts(case, claim, view), facts(&changed, claim, view));
    (before.grouping == after.grouping).then_some(changed)
}

/// Law 6: puts two groups of the pool at one desk, if that changes neither what is live nor what is attested.
pub fn merge_groups(case: &Case, claim: usize, view: &View, seed: u64) -> Option<Case> {
    let mut random = Random::new(seed);
    let before = facts(case, claim, view);
    let speakers: BTreeSet<usize> = supporting(&before)
        .into_iter()
        .map(|index| case.statements[index].by)
        .collect();
    let one = chosen(&speakers, &mut random)?;
    let apart = speakers
        .into_iter()
        .filter(|&other| before.grouping[other] != before.grouping[one])
        .collect();
    let other = chosen(&apart, &mut random)?;
    let mut changed = case.clone();
    changed.ties.push(Tie {
        kind: TieKind::SharedDesk,
        dependent: one,
        principal: other,
        valid_from: None,
        valid_until: None,
        recorded_at: None,
    });
    let after = facts(&changed, claim, view);
    (Facts {
        grouping: before.grouping.clone(),
        joint: before.joint.clone(),
        ..after
    } == before)
        .then_some(changed)
}

/// Whether the statement is by the group of a keeper: what that one has from two is from two.
fn kept(case: &Case, facts: &Facts, statement: usize) -> bool {
    let group = facts.joint[case.statements[statement].by];
    let mut keepers = case.keepers.iter();
    keepers.any(|&keeper| facts.joint[keeper] == group)
}

/// Law 7: lets a live supporting statement that relayed nothing relay another one of the same claim. Not one of a keeper.
pub fn derive_origin(case: &Case, claim: usize, view: &View, seed: u64) -> Option<Case> {
    let mut random = Random::new(seed);
    let before = facts(case, claim, view);
    let live = supporting(&before);
    let origins = live
        .iter()
        .copied()
        .filter(|&index| before.origins.contains(&index) && !kept(case, &before, index))
        .collect();
    let origin = chosen(&origins, &mut random)?;
    let others = live
        .into_iter()
        .filter(|&other| {
            other != origin && case.statements[other].claim == case.statements[origin].claim
        })
        .collect();
    let source = chosen(&others, &mut random)?;
    let mut changed = case.clone();
    changed.statements[origin].relays.insert(source);
    undisturbed(case, changed, claim, view)
}

/// Law 8: adds a denial, held or not.
pub fn add_denial(case: &Case, claim: usize, view: &View, seed: u64) -> Option<Case> {
    let mut random = Random::new(seed);
    let facts = facts(case, claim, view);
    let mut changed = case.clone();
    let mut denial = bare(&mut changed, &facts, claim, Stance::Denies, &mut random)?;
    if random.chance(80) {
        let document = held_document(&mut changed, denial.by);
        denial.documents.insert(document);
    }
    changed.statements.push(denial);
    undisturbed(case, changed, claim, view)
}

/// Law 8: adds a non-answer.
pub fn add_non_answer(case: &Case, claim: usize, view: &View, seed: u64) -> Option<Case> {
    let mut random = Random::new(seed);
    let facts = facts(case, claim, view);
    let stance = random.pick(&Stance::NON_ANSWERS)?;
    let mut changed = case.clone();
    let mut reply = bare(&mut changed, &facts, claim, stance, &mut random)?;
    reply.to = random.chance(50).then_some(0);
    if stance == Stance::Deflects {
        reply.deflects_to = Some(0);
    }
    changed.statements.push(reply);
    undisturbed(case, changed, claim, view)
}
