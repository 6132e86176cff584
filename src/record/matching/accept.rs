//! Many proposals accepted at once, by kind: where nothing is raised by that.
//!
//! What two collections claim of one thing is mostly one word that both pass on. So the collections are
//! noted as one text where they have it in common, and what would make a claim look more independent
//! than it did is left for a person to judge.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::NamedNode;
use petgraph::unionfind::UnionFind;

use super::{Proposal, Reason};
use crate::data::Data;
use crate::evidence::View;
use crate::names::Kind;
use crate::record::Draft;
use crate::vocab::Known;
use crate::vocab::namespace::DOCUMENT;

/// A kind of proposal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Grounds {
    /// Both are on a thing of one identifier.
    SameId,
    /// Their contents as triples are the same.
    SameContent,
}

/// The proposals of a kind.
pub fn of(proposals: Vec<Proposal>, grounds: Grounds) -> Vec<Proposal> {
    let is_of = |proposal: &Proposal| {
        proposal.reasons.iter().any(|reason| match grounds {
            Grounds::SameId => matches!(reason, Reason::SameIdentifier(_)),
            Grounds::SameContent => *reason == Reason::SameContent,
        })
    };
    proposals.into_iter().filter(is_of).collect()
}

/// What is to be added where these are one claim each, and the files that have both are one text.
pub fn drafts(data: &Data, proposals: &[Proposal]) -> Vec<Draft> {
    let iri = |term| data.graph.terms.as_iri(term).map(NamedNode::new_unchecked);
    let mut claims: BTreeMap<String, Draft> = BTreeMap::new();
    let mut texts: BTreeSet<[String; 2]> = BTreeSet::new();
    for proposal in proposals {
        let terms = proposal
            .claims
            .map(|claim| data.evidence.claims[claim as usize].term);
        let [Some(one), Some(other)] = terms.map(iri) else {
            continue;
        };
        let key = one.as_str().to_owned();
        let draft = claims
            .entry(key)
            .or_insert_with(|| Draft::new(Kind::Claim, Some(one)));
        draft.say(Known::SameClaim, other);
        let [here, there] = proposal.claims.map(|claim| captures(data, claim));
        for one in &here {
            for other in there.iter().filter(|other| *other != one) {
                let pair = [one.min(other).clone(), one.max(other).clone()];
                texts.insert(pair);
            }
        }
    }
    let mut documents: BTreeMap<String, Draft> = BTreeMap::new();
    for [one, other] in texts {
        let name = NamedNode::new_unchecked(&one);
        let draft = documents
            .entry(one)
            .or_insert_with(|| Draft::new(Kind::Document, Some(name)));
        draft.say(Known::SameText, NamedNode::new_unchecked(other));
    }
    let mut drafts: Vec<Draft> = claims.into_values().collect();
    drafts.extend(documents.into_values());
    drafts
}

/// The files that were imported and have a claim.
fn captures(data: &Data, claim: u32) -> BTreeSet<String> {
    let start = format!("{DOCUMENT}sha256/");
    let evidence = &data.evidence;
    let statements = evidence.claims[claim as usize].statements();
    let documents = statements.flat_map(|it| evidence.documents_of.row(it).iter().copied());
    let names = documents.map(|it| data.graph.terms.text(evidence.documents[it as usize].term));
    names
        .filter(|name| name.starts_with(&start))
        .map(str::to_owned)
        .collect()
}

/// Claims that are more independent after than before, or more of that is established.
pub fn raised(before: &Data, after: &Data) -> BTreeSet<String> {
    let counts = |data: &Data| -> BTreeMap<String, (usize, usize)> {
        let verdicts = crate::verdict::all(&data.snapshot(View::default()));
        let told = verdicts.into_iter().map(|verdict| {
            let term = data.evidence.claims[verdict.claim as usize].term;
            let counts = (verdict.independence.value, verdict.established.value);
            (data.graph.terms.text(term).to_owned(), counts)
        });
        told.collect()
    };
    let before = counts(before);
    let is_raised = |(claim, (most, sure)): &(String, (usize, usize))| {
        let held = before.get(claim);
        held.is_some_and(|(held, held_sure)| most > held || sure > held_sure)
    };
    let after = counts(after).into_iter().filter(is_raised);
    after.map(|(claim, _)| claim).collect()
}

/// The proposals that have nothing to do with these claims, neither by themselves nor through others.
pub fn without(data: &Data, proposals: &[Proposal], claims: &BTreeSet<String>) -> Vec<Proposal> {
    let mut same: UnionFind<u32> = UnionFind::new(data.evidence.claims.count());
    for proposal in proposals {
        same.union(proposal.claims[0], proposal.claims[1]);
    }
    let raised = |claim: &u32| {
        let term = data.evidence.claims[*claim as usize].term;
        claims.contains(data.graph.terms.text(term))
    };
    let all = 0..data.evidence.claims.count() as u32;
    let parts: BTreeSet<u32> = all.filter(raised).map(|claim| same.find(claim)).collect();
    let kept = proposals
        .iter()
        .filter(|proposal| !parts.contains(&same.find(proposal.claims[0])));
    kept.cloned().collect()
}
