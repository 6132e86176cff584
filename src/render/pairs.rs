//! Claims that may say the same, as JSON.

use serde::Serialize;

use super::json::{VERSION, pretty};
use super::phrase::Phrases;
use crate::data::Data;
use crate::record::matching::{Proposal, Reason};

#[derive(Serialize)]
struct Shape {
    version: u32,
    pairs: Vec<PairShape>,
    more: usize,
}

#[derive(Serialize)]
struct PairShape {
    score: f64,
    claims: [ClaimShape; 2],
    same_identifier: Option<String>,
    same_content: bool,
    shared_stems: Vec<String>,
    other_content: bool,
    other_time: bool,
}

#[derive(Serialize)]
struct ClaimShape {
    iri: String,
    label: String,
}

/// Proposals, and how many more there are that are not shown, as JSON.
pub fn json(data: &Data, proposals: &[Proposal], more: usize) -> String {
    let phrases = Phrases::new(data);
    let claim = |claim: u32| ClaimShape {
        iri: data
            .graph
            .terms
            .text(data.evidence.claims[claim as usize].term)
            .to_owned(),
        label: phrases.claim(claim),
    };
    let pair = |proposal: &Proposal| {
        let stems = proposal.reasons.iter().find_map(|reason| match reason {
            Reason::Words(stems) => Some(stems.clone()),
            _ => None,
        });
        let has = |reason: &Reason| proposal.reasons.contains(reason);
        PairShape {
            score: proposal.score,
            claims: proposal.claims.map(claim),
            same_identifier: proposal.reasons.iter().find_map(|reason| match reason {
                Reason::SameIdentifier(name) => Some(name.clone()),
                _ => None,
            }),
            same_content: has(&Reason::SameContent),
            shared_stems: stems.unwrap_or_default(),
            other_content: has(&Reason::OtherContent),
            other_time: has(&Reason::OtherTime),
        }
    };
    pretty(&Shape {
        version: VERSION,
        pairs: proposals.iter().map(pair).collect(),
        more,
    })
}
