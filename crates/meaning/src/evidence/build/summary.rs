//! What is asked of nearly every claim and statement, brought to its row from the tables that say
//! it: a verdict then reads one row where it would have looked into seven tables to find nothing.

use std::ops::Range;

use rayon::prelude::*;

use crate::evidence::record::{Printed, Surrounding};
use crate::evidence::timing::Sources;
use crate::evidence::{Agent, Claim, Document, Evidence, Statement, Tie};

/// Tells statements that state no time when they were said. O(statements + relays).
pub(super) fn date(statements: &mut [Statement], evidence: &Evidence) {
    let sources = Sources {
        statements,
        documents: &evidence.documents,
        documents_of: evidence.documents_of.view(),
        relays: evidence.relays.view(),
        relays_across: evidence.relays_across.view(),
    };
    for (number, timing, literal) in sources.unstated(|_| true, |_| true) {
        statements[number as usize].set_timing(timing, literal);
    }
}

/// Tells agents whether they have authority over any claim. O(authorities).
pub(super) fn empower(agents: &mut [Agent], evidence: &Evidence) {
    for agent in evidence.authorities.view().items() {
        agents[*agent as usize].set_authority();
    }
}

/// Tells statements where they can be read. O(statements and their documents), on all cores.
pub(super) fn print(statements: &mut [Statement], evidence: &Evidence) {
    let documents: &[Document] = &evidence.documents;
    let (documents_of, publishers) = (evidence.documents_of.view(), evidence.publishers.view());
    let place = |number: usize| {
        let mut printed = Printed::Nowhere;
        for document in documents_of.row(number as u32) {
            let known = &documents[*document as usize];
            let publishers = publishers.row(*document);
            if publishers.is_empty() || !(known.is_held() || known.has_url()) {
                continue;
            }
            printed = match (printed, publishers) {
                (Printed::Nowhere, [publisher]) => Printed::Once {
                    publisher: *publisher,
                    is_held: known.is_held(),
                },
                _ => Printed::Often,
            };
        }
        printed
    };
    let statements = statements.par_iter_mut().enumerate();
    statements.for_each(|(number, statement)| statement.set_printed(place(number)));
}

/// Tells claims what there is around them. O(claims + statements + agents and their ties), on all
/// cores.
pub(super) fn surround(claims: &mut [Claim], statements: &[Statement], evidence: &Evidence) {
    let ties: &[Tie] = &evidence.ties;
    let ties_of = evidence.ties_of.view();
    let has_dated_ties: Vec<bool> = (0..evidence.agents.len() as u32)
        .into_par_iter()
        .map(|agent| {
            let mut ties_of = ties_of.row(agent).iter();
            ties_of.any(|tie| !ties[*tie as usize].is_undated())
        })
        .collect();
    let of_claim = [
        (Surrounding::Links, evidence.entails.view()),
        (Surrounding::Links, evidence.entailed_by.view()),
        (Surrounding::Links, evidence.contradicts.view()),
        (Surrounding::Presuppositions, evidence.presupposes.view()),
        (Surrounding::Authorities, evidence.authorities.view()),
        (Surrounding::Interests, evidence.interested.view()),
    ];
    let of_statements = [
        (Surrounding::Relays, evidence.relays.view()),
        (Surrounding::RelaysAcross, evidence.relays_across.view()),
        (Surrounding::Copies, evidence.copied.view()),
    ];
    let documents: &[Document] = &evidence.documents;
    let documents_of = evidence.documents_of.view();
    claims
        .par_iter_mut()
        .enumerate()
        .for_each(|(number, claim)| {
            for (surrounding, table) in &of_claim {
                if !table.row(number as u32).is_empty() {
                    claim.set(*surrounding);
                }
            }
            for (surrounding, table) in &of_statements {
                if !table.rows(claim.statements()).is_empty() {
                    claim.set(*surrounding);
                }
            }
            let range = claim.statements();
            if shares_texts(statements, range.clone(), |number| {
                let of_statement = documents_of.row(number).iter();
                of_statement.map(|document| documents[*document as usize].text())
            }) {
                claim.set(Surrounding::SharedTexts);
            }
            let mut own = statements[range.start as usize..range.end as usize].iter();
            if own.any(|statement| has_dated_ties[statement.agent as usize]) {
                claim.set(Surrounding::DatedTies);
            }
        });
}

/// Whether two agents make statements of a stretch that stand in one text. O(n log n).
fn shares_texts<T: Iterator<Item = u32>>(
    statements: &[Statement],
    range: Range<u32>,
    texts_of: impl Fn(u32) -> T,
) -> bool {
    let agent = |number: u32| statements[number as usize].agent;
    let mut others = range.clone().skip(1);
    if others.all(|number| agent(number) == agent(range.start)) {
        return false;
    }
    let mut spoken: Vec<(u32, u32)> = range
        .flat_map(|number| texts_of(number).map(move |text| (text, agent(number))))
        .collect();
    spoken.sort_unstable();
    spoken
        .windows(2)
        .any(|pair| pair[0].0 == pair[1].0 && pair[0].1 != pair[1].1)
}
