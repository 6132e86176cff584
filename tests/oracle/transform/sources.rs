//! The changes of who has it from whom: texts that are one, copies, origins that get a name. And the view that is rebuilt.

use std::collections::BTreeSet;

use super::super::case::{Address, Agent, Case, Claim, Document, Stance, Statement, View, When};
use super::super::generate::Random;
use super::super::verdict::{Facts, facts, visible};
use super::{bare, chosen, held_document, kept, newcomer, supporting, undisturbed};

/// A document in which something is said that supports the claim.
fn supporting_document(case: &Case, facts: &Facts, random: &mut Random) -> Option<usize> {
    let documents = supporting(facts)
        .into_iter()
        .flat_map(|index| case.statements[index].documents.iter().copied())
        .collect();
    chosen(&documents, random)
}

/// Law 15: two documents become one text, by `sameText`, by an equal capture or by an equal address; or one more document,
/// by somebody else, holds what is said in both. What is attested stays so, and as well as before.
pub fn share_text(case: &Case, claim: usize, view: &View, seed: u64) -> Option<Case> {
    let mut random = Random::new(seed);
    let before = facts(case, claim, view);
    let one = supporting_document(case, &before, &mut random)?;
    let other = supporting_document(case, &before, &mut random).filter(|&other| other != one)?;
    let mut changed = case.clone();
    let twin = case.documents[other].clone();
    let shares = |document: &Document| {
        let documents = case.documents.iter();
        document.capture.is_some()
            && documents
                .filter(|known| known.capture == document.capture)
                .count()
                > 1
    };
    let document = &mut changed.documents[one];
    match random.below(4) {
        0 => {
            document.same_text.insert(other);
        }
        1 if document.capture.is_some() && twin.capture.is_some() && !shares(document) => {
            document.capture = twin.capture;
        }
        2 if document.capture.is_some() || !document.addresses.is_empty() => {
            let page = twin.addresses.first()?.page;
            document.addresses.insert(Address { page, spelling: 1 });
        }
        _ => {
            let by = newcomer(&mut changed);
            let another = held_document(&mut changed, by);
            for index in supporting(&before) {
                let documents = &mut changed.statements[index].documents;
                if documents.contains(&one) || documents.contains(&other) {
                    documents.insert(another);
                }
            }
        }
    }
    Some(changed)
}

/// Law 15: one document turns out to copy another. What is said in it relayed nothing, and is not by a keeper: with a second
/// way to have it, one knows it from two.
pub fn copy_document(case: &Case, claim: usize, view: &View, seed: u64) -> Option<Case> {
    let mut random = Random::new(seed);
    let before = facts(case, claim, view);
    let one = supporting_document(case, &before, &mut random)?;
    let other = supporting_document(case, &before, &mut random).filter(|&other| other != one)?;
    let told_in_it = |&statement: &usize| case.statements[statement].documents.contains(&one);
    let lone =
        |statement: usize| before.origins.contains(&statement) && !kept(case, &before, statement);
    if !before
        .live
        .iter()
        .filter(|index| told_in_it(index))
        .all(|&index| lone(index))
    {
        return None;
    }
    let mut changed = case.clone();
    changed.documents[one].copies.insert(other);
    undisturbed(case, changed, claim, view)
}

/// Law 16: the origin behind a statement without basis gets a name; or an anonymous source does.
pub fn name_origin(case: &Case, claim: usize, view: &View, seed: u64) -> Option<Case> {
    let mut random = Random::new(seed);
    let before = facts(case, claim, view);
    let live = supporting(&before);
    let mut changed = case.clone();
    let nameless: BTreeSet<usize> = live
        .intersection(&before.origins)
        .copied()
        .filter(|&index| case.agents[case.statements[index].by].anonymous)
        .collect();
    if random.chance(30)
        && let Some(index) = chosen(&nameless, &mut random)
    {
        changed.agents[case.statements[index].by].anonymous = false;
        return undisturbed(case, changed, claim, view);
    }
    let without_basis = live.intersection(&before.without_basis).copied().collect();
    let index = chosen(&without_basis, &mut random)?;
    let told = &case.statements[index];
    let mut added = bare(
        &mut changed,
        &before,
        told.claim,
        Stance::Asserts,
        &mut random,
    )?;
    added.claim = told.claim;
    added.first_hand = Some(true);
    if changed.agents[added.by].anonymous {
        return None;
    }
    let origin = changed.statements.len();
    changed.statements.push(added);
    // The group has one unnamed origin, and it is this one.
    let group = before.joint[told.by];
    for other in live.intersection(&before.without_basis) {
        let told = &case.statements[*other];
        if before.joint[told.by] == group && told.claim == changed.statements[origin].claim {
            changed.statements[*other].relays.insert(origin);
        }
    }
    undisturbed(case, changed, claim, view)
}

/// Law 12: what was recorded and said by the times of the view, and nothing else. What is not there and still relayed is
/// stood for by a bare statement on a claim of its own. Nothing where nothing is left out, or where something is retracted
/// that is not there: a retraction is on the claim of its target.
pub fn rebuild(case: &Case, view: &View) -> Option<Case> {
    let visible = visible(case, view);
    let retracts_nothing = |&index: &usize| {
        let target = case.statements[index].target;
        target.is_some_and(|target| !visible.contains(&target))
    };
    if visible.iter().any(retracts_nothing) {
        return None;
    }
    let mut rebuilt = case.clone();
    let nobody = newcomer(&mut rebuilt);
    rebuilt.claims.push(Claim::default());
    let nothing = rebuilt.claims.len() - 1;
    for (index, statement) in rebuilt.statements.iter_mut().enumerate() {
        if !visible.contains(&index) {
            *statement = Statement::new(nobody, Stance::NoResponse, nothing);
        }
    }
    let known = |at: Option<When>| {
        at.zip(view.known_at)
            .is_none_or(|(at, cut)| at.first() <= cut.first())
    };
    rebuilt.ties.retain(|tie| known(tie.recorded_at));
    for agent in &mut rebuilt.agents {
        if !known(agent.recorded_at) {
            *agent = Agent::default();
        }
    }
    for (index, document) in case.documents.iter().enumerate() {
        if !known(document.recorded_at) {
            for statement in &mut rebuilt.statements {
                statement.documents.remove(&index);
            }
            rebuilt.documents[index] = Document {
                publishers: BTreeSet::from([nobody]),
                ..Document::default()
            };
            for other in &mut rebuilt.documents {
                other.same_text.remove(&index);
                other.copies.remove(&index);
            }
        }
    }
    (rebuilt.statements != case.statements).then_some(rebuilt)
}
