//! What is asked of nearly every claim and statement, brought to its row from the tables that say
//! it: a verdict then reads one row where it would have looked into seven tables to find nothing.

use rayon::prelude::*;

use crate::evidence::record::{Printed, Surrounding};
use crate::evidence::{Agent, Claim, Document, Evidence, Statement, Tie};

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
    ];
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
            let mut own = statements[range.start as usize..range.end as usize].iter();
            if own.any(|statement| has_dated_ties[statement.agent as usize]) {
                claim.set(Surrounding::DatedTies);
            }
        });
}
