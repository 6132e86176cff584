//! Documents that share wording, as JSON.

use serde::Serialize;

use super::json::{VERSION, pretty};
use crate::data::Data;
use crate::record::copies::{AtHand, Found, Proposal, review};
use crate::vocab::{Id, Known};

#[derive(Serialize)]
struct Shape {
    version: u32,
    pairs: Vec<PairShape>,
    more: usize,
    compared: usize,
    missing: usize,
    set_aside: usize,
}

#[derive(Serialize)]
struct PairShape {
    share: f64,
    documents: [DocumentShape; 2],
    ordered: bool,
    whole: bool,
    passages: Vec<PassageShape>,
    more_passages: usize,
}

#[derive(Serialize)]
struct DocumentShape {
    iri: String,
    label: String,
    issued: Option<String>,
    own_words: usize,
    shared_words: usize,
    quoted_words: usize,
    quoted_shared_words: usize,
    set_aside_words: usize,
}

#[derive(Serialize)]
struct PassageShape {
    length: usize,
    text: String,
    places: [PlaceShape; 2],
}

#[derive(Serialize)]
struct PlaceShape {
    start: usize,
    end: usize,
}

/// What was found, and how many pairs more there are that are not shown, as JSON.
pub fn json(data: &Data, found: &Found, more: usize, at_hand: &AtHand<'_>) -> String {
    let document = |proposal: &Proposal, term: Id, at: usize| {
        let sharing = &proposal.sharing;
        let mut issued = data.index.objects(term, Known::Issued);
        DocumentShape {
            iri: data.graph.terms.text(term).to_owned(),
            label: data.names.words(&data.graph, term),
            issued: issued.next().map(|it| data.graph.terms.text(it).to_owned()),
            own_words: sharing.own[at],
            shared_words: sharing.shared[at],
            quoted_words: sharing.quoted[at],
            quoted_shared_words: sharing.quoted_shared[at],
            set_aside_words: sharing.set_aside[at],
        }
    };
    let pair = |proposal: &Proposal| {
        let [one, other] = review::terms(data, proposal);
        let passages = review::passages(data, proposal, at_hand).into_iter();
        let passages: Vec<PassageShape> = passages
            .map(|(passage, text)| PassageShape {
                length: passage.words,
                text,
                places: passage.places.clone().map(|place| PlaceShape {
                    start: place.start,
                    end: place.end,
                }),
            })
            .collect();
        PairShape {
            share: (proposal.score() * 1e4).round() / 1e4,
            documents: [document(proposal, one, 0), document(proposal, other, 1)],
            ordered: proposal.is_ordered,
            whole: proposal.is_whole,
            more_passages: proposal.sharing.passages.len() - passages.len(),
            passages,
        }
    };
    pretty(&Shape {
        version: VERSION,
        pairs: found.proposals.iter().map(pair).collect(),
        more,
        compared: found.compared,
        missing: found.missing,
        set_aside: found.set_aside,
    })
}
