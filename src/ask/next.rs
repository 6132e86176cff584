//! What is worth checking next: the claims of which the least would make more, and whom to ask.

use rayon::prelude::*;

use crate::data::Data;
use crate::evidence::Snapshot;
use crate::model::{Polarity, Status};
use crate::verdict::explanation::explain;
use crate::verdict::remedy::Remedy;
use crate::verdict::{Verdict, Verdicts};

/// So many claims are looked at, those best supported first.
const MOST_LOOKED_AT: usize = 200;

/// A claim that is worth checking.
#[derive(Clone, Debug)]
pub struct Check {
    /// Its verdict.
    pub verdict: Verdict,
    /// The least that would make more of it.
    pub remedy: Remedy,
    /// Whom to ask.
    pub whom: Vec<Whom>,
}

/// Somebody to ask, and why.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Whom {
    /// It has authority over the claim, and has not spoken on it.
    Authority(u32),
    /// It was asked, and has not answered: the statement.
    Unanswered(u32),
    /// It is said to have said so, and no document of its own shows that: the statement.
    Unattested(u32),
}

/// The claims of which the least would make more, in that order; those with the same by support.
///
/// O(claims), and an explanation for each of the claims that are looked at.
pub fn next(data: &Data, snapshot: &Snapshot<'_>, verdicts: &Verdicts, most: usize) -> Vec<Check> {
    let is_open = |claim: &u32| {
        !matches!(
            verdicts.status(*claim),
            Status::Corroborated | Status::OfficiallyConfirmed | Status::Retracted
        )
    };
    let open = (0..verdicts.len() as u32).filter(is_open);
    let mut ranked = verdicts.ranked(open);
    ranked.truncate(MOST_LOOKED_AT);
    let checks: Vec<Option<Check>> = ranked
        .into_par_iter()
        .map(|verdict| check(data, snapshot, verdict))
        .collect();
    let mut checks: Vec<Check> = checks.into_iter().flatten().collect();
    checks.sort_by_key(|check| effort(&check.remedy));
    checks.truncate(most);
    checks
}

fn check(data: &Data, snapshot: &Snapshot<'_>, verdict: Verdict) -> Option<Check> {
    let evidence = &data.evidence;
    let explanation = explain(snapshot, verdict.claim, None);
    // Whose name is withheld has no document of its own.
    let may_show = |statement: &u32| {
        let agent = evidence.statements[*statement as usize].agent;
        !evidence.agents[agent as usize].is_anonymous()
    };
    let makes_more = |remedy: &Remedy| match remedy {
        Remedy::Fall { .. } => false,
        Remedy::Speech { side, .. } => *side == Polarity::Support,
        Remedy::Attestation {
            statements,
            captures,
            ..
        } => !captures.is_empty() || statements.iter().any(may_show),
    };
    let remedies = explanation.remedies.into_iter();
    let remedy = remedies.filter(makes_more).min_by_key(effort)?;
    let has_spoken = |agent: u32| {
        let statements = evidence.claims[verdict.claim as usize].statements();
        let mut seen = statements
            .into_iter()
            .filter(|number| snapshot.sees(*number));
        seen.any(|number| evidence.statements[number as usize].agent == agent)
    };
    let authorities = evidence.authorities.row(verdict.claim).iter().copied();
    let silent = authorities.filter(|agent| !has_spoken(*agent));
    let mut whom: Vec<Whom> = silent.map(Whom::Authority).collect();
    whom.extend(explanation.unanswered.into_iter().map(Whom::Unanswered));
    if let Remedy::Attestation { statements, .. } = &remedy {
        let showing = statements.iter().copied().filter(may_show);
        whom.extend(showing.map(Whom::Unattested));
    }
    Some(Check {
        verdict,
        remedy,
        whom,
    })
}

/// How much a remedy takes: a capture of what is cited, a document, a statement, two.
fn effort(remedy: &Remedy) -> usize {
    match remedy {
        Remedy::Attestation { captures, .. } if !captures.is_empty() => 0,
        Remedy::Attestation { .. } => 1,
        Remedy::Speech { groups, .. } => 1 + groups,
        Remedy::Fall { .. } => usize::MAX,
    }
}
