//! Everything about a source, as the record has it.

use super::{Answer, Claims, Selection, Side, Sort, Statements, Which, answer};
use crate::data::Data;
use crate::evidence::Snapshot;
use crate::evidence::passing::Sides;
use crate::model::{Grade, Polarities, Polarity, Stance, Status};
use crate::verdict::Verdicts;

/// Everything about a source. Numbers are those of the evidence.
#[derive(Clone, Debug)]
pub struct Profile {
    /// The source.
    pub agent: u32,
    /// Its own grade.
    pub grade: Option<Grade>,
    /// Who vouches for it.
    pub vouchers: Vec<u32>,
    /// Its ties.
    pub ties: Vec<u32>,
    /// The claims that it gains or loses by.
    pub interests: Vec<u32>,
    /// The claims that it has authority over.
    pub authority: Vec<u32>,
    /// The documents that it published.
    pub documents: Vec<u32>,
    /// Its statements by stance.
    pub stances: Vec<(Stance, usize)>,
    /// On how many claims it spoke, and how many have which status.
    pub claims: usize,
    /// Of the claims on which it is for: how many have which status.
    pub statuses: Vec<(Status, usize)>,
    /// The claims of which nothing is left without it.
    pub carries: Vec<u32>,
    /// How often it repeats whom, most often first.
    pub repeats: Vec<(u32, usize)>,
    /// Who repeats it how often, most often first.
    pub repeated_by: Vec<(u32, usize)>,
    /// Its non-answers that stand.
    pub unanswered: Vec<u32>,
    /// Its statements that take something back.
    pub retractions: Vec<u32>,
    /// The claims on which it stands on both sides.
    pub both_sides: Vec<u32>,
}

impl Profile {
    /// Gathers what is recorded of a source. O(statements + claims).
    #[expect(clippy::too_many_lines, reason = "one field after the other")]
    pub fn new(agent: u32, data: &Data, snapshot: &Snapshot<'_>, verdicts: &Verdicts) -> Self {
        let evidence = &data.evidence;
        let own: Vec<u32> = snapshot
            .seen()
            .filter(|number| evidence.statements[*number as usize].agent == agent)
            .collect();
        let speaker = |number: &u32| evidence.statements[*number as usize].agent;
        let repeats = own.iter().flat_map(|number| {
            let mut whom: Vec<u32> = evidence.relays.row(*number).iter().map(speaker).collect();
            whom.sort_unstable();
            whom.dedup();
            whom
        });
        let repeated = own.iter().flat_map(|number| {
            let relaying = evidence.relayed_by.row(*number).iter();
            relaying
                .filter(|number| snapshot.sees(**number))
                .map(speaker)
        });
        let sides = Sides::new(evidence);
        let side_on = |claim: u32| {
            let own = own.iter();
            let on_claim =
                own.filter(|number| evidence.statements[**number as usize].claim == claim);
            on_claim.fold(Polarities::NONE, |all, number| all.union(sides.of(*number)))
        };
        let mut claims: Vec<u32> = own
            .iter()
            .map(|number| evidence.statements[*number as usize].claim)
            .collect();
        claims.dedup();
        let supported: Vec<u32> = claims
            .iter()
            .copied()
            .filter(|claim| Side::Support.is_of(side_on(*claim)))
            .collect();
        let is_both = |claim: &u32| {
            side_on(*claim).has(Polarity::Support) && side_on(*claim).has(Polarity::Denial)
        };
        let counted = |stance: &Stance| {
            let of = own.iter();
            let of = of.filter(|number| evidence.statements[**number as usize].stance() == *stance);
            (*stance, of.count())
        };
        let with_status = |status: &Status| {
            let having = supported.iter();
            (
                *status,
                having
                    .filter(|claim| verdicts.status(**claim) == *status)
                    .count(),
            )
        };
        let said = |kind: Sort| {
            let asked = Statements {
                kind,
                by: Some(agent),
                ..Statements::default()
            };
            match answer(&Selection::Statements(asked), data, snapshot, verdicts) {
                Answer::Statements(numbers, _) => numbers,
                Answer::Claims(_) => Vec::new(),
            }
        };
        let carried = Claims {
            rests_on: Some(agent),
            ..Claims::of(Which::All)
        };
        let indispensable = match answer(&Selection::Claims(carried), data, snapshot, verdicts) {
            Answer::Claims(verdicts) => verdicts.iter().map(|verdict| verdict.claim).collect(),
            Answer::Statements(..) => Vec::new(),
        };
        let having = |row: &dyn Fn(u32) -> bool, length: usize| -> Vec<u32> {
            (0..length as u32).filter(|number| row(*number)).collect()
        };
        Self {
            agent,
            grade: evidence.agents[agent as usize].grade(),
            vouchers: evidence.vouchers.row(agent).to_vec(),
            ties: evidence.ties_of.row(agent).to_vec(),
            interests: having(
                &|claim| evidence.interested.row(claim).contains(&agent),
                evidence.claims.len(),
            ),
            authority: having(
                &|claim| evidence.authorities.row(claim).contains(&agent),
                evidence.claims.len(),
            ),
            documents: having(
                &|it| evidence.publishers.row(it).contains(&agent),
                evidence.documents.len(),
            ),
            stances: present(Stance::ALL.iter().map(counted)),
            statuses: present(Status::ALL.iter().map(with_status)),
            carries: indispensable,
            repeats: tallied(repeats.collect()),
            repeated_by: tallied(repeated.collect()),
            unanswered: said(Sort::Unanswered),
            retractions: said(Sort::Retractions),
            both_sides: claims.iter().copied().filter(is_both).collect(),
            claims: claims.len(),
        }
    }
}

fn present<T>(counts: impl Iterator<Item = (T, usize)>) -> Vec<(T, usize)> {
    counts.filter(|(_, count)| *count > 0).collect()
}

/// How often each number is there, the most frequent first.
fn tallied(mut numbers: Vec<u32>) -> Vec<(u32, usize)> {
    numbers.sort_unstable();
    let runs = numbers.chunk_by(|a, b| a == b);
    let mut counts: Vec<(u32, usize)> = runs.map(|run| (run[0], run.len())).collect();
    counts.sort_by_key(|(number, count)| (std::cmp::Reverse(*count), *number));
    counts
}
