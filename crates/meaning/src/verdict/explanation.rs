//! The explanation of a verdict, in the order in which a sceptic asks.
//!
//! 1 the verdict, 2 what it rests on, 3 each chain, 4 who adds nothing, 5 what speaks against
//! it, 6 who was asked, 7 what changed since another view, 8 the least that would change it.
//! Everything here is numbers of the evidence; words are put to it where it is rendered.

use std::collections::BTreeSet;

use super::accounting::{Account, Path, account};
use super::chains::{Attestation, ChainGraph, Gathering};
use super::counted::{self, Counted};
use super::facets::Facets;
use super::idle::{Groups, idle, idle_denials, taken_back};
use super::particulars::Particulars;
use super::remedy::{Remedy, contradicts_itself, remedies};
use super::witnesses::minimal_witnesses;
use super::{Bounds, Count, Verdict, evaluate, flags};
use crate::evidence::{Lender, Snapshot, View};
use crate::model::{Grade, Polarity, Status};

pub use super::idle::{Idle, Reason};

/// Why a verdict is what it is.
#[derive(Debug)]
pub struct Explanation {
    /// The verdict.
    pub verdict: Verdict,
    /// The chains for it: one for each minimal witness, strongest first; then those that raise
    /// support only.
    pub chains: Vec<Chain>,
    /// How many more there are (at least, if the witnesses are not complete).
    pub more_chains: usize,
    /// Agents for it who count as one, and why.
    pub counted: Vec<Counted>,
    /// Speakers for it who add nothing, and why.
    pub idle: Vec<Idle>,
    /// How many more statements for it may add nothing: that was not looked into.
    pub untested: usize,
    /// Statements for it that were taken back, each with what took it back.
    pub taken_back: Vec<(u32, u32)>,
    /// The chains against it, in the same order.
    pub against: Vec<Chain>,
    /// How many more there are.
    pub more_against: usize,
    /// Agents against it who count as one, and why.
    pub counted_against: Vec<Counted>,
    /// Denials that do not count, and why.
    pub idle_denials: Vec<Idle>,
    /// Denials that say nothing that others against it do not.
    pub repeated_denials: Vec<u32>,
    /// Whether what is said for it is said against it too.
    pub contradicts_itself: bool,
    /// The claims that contradict it, with their own status.
    pub rivals: Vec<(u32, Status)>,
    /// Statements that relay one said later: the relaying one first.
    pub early_relays: Vec<(u32, u32)>,
    /// Claims that it presupposes and that begin only after it did.
    pub conflicting_spans: Vec<u32>,
    /// What the flags are about.
    pub particulars: Particulars,
    /// Non-answers that still stand.
    pub unanswered: Vec<u32>,
    /// Who keeps the record: agents.
    pub keepers: Vec<u32>,
    /// What changed since another view, if one was asked for.
    pub since: Option<Since>,
    /// The least that would change it.
    pub remedies: Vec<Remedy>,
}

/// One chain, from its origin to the statement that attests it.
#[derive(Clone, Debug)]
pub struct Chain {
    /// The claim whose chain it is: the one asked about, one that entails it, or a rival.
    pub claim: u32,
    /// The probability that all its steps are sound.
    pub soundness: f64,
    /// What it adds to those before it, where nobody hangs on it and it raises support only.
    pub raises: Option<Raise>,
    /// Its steps, origin first.
    pub steps: Vec<Step>,
}

/// What a chain adds to those before it: before and after, where that is known and differs.
#[derive(Clone, Copy, Default, Debug)]
pub struct Raise {
    /// Support if the unnamed differ.
    pub support: Option<[Bounds; 2]>,
    /// Support if they are one.
    pub support_if_one: Option<[Bounds; 2]>,
    /// Established independence.
    pub established: Option<[Count; 2]>,
}

/// One step of a chain.
#[derive(Clone, Debug)]
pub struct Step {
    /// The statement.
    pub statement: u32,
    /// Whether the statement gives no basis, so that an unknown origin stands behind it.
    pub gives_no_basis: bool,
    /// The grade that counts for the speaker, if there is one.
    pub grade: Option<Grade>,
    /// Whose grade that is, if not the speaker's own.
    pub grade_from: Option<Lender>,
    /// By whose authority the speaker confirms, if not by its own.
    pub authority_from: Option<u32>,
    /// How the statement is attested by itself.
    pub attestation: Option<Attestation>,
}

/// What changed between two views.
#[derive(Clone, Debug)]
pub struct Since {
    /// The earlier verdict.
    pub before: Verdict,
    /// Statements on the claim that the earlier view does not see.
    pub new_statements: Vec<u32>,
}

/// How many chains an explanation shows.
pub const MOST_CHAINS: usize = 10;

/// Explains the verdict on a claim; with another view, also what changed since.
pub fn explain(snapshot: &Snapshot<'_>, claim: u32, since: Option<View>) -> Explanation {
    let case = evaluate(snapshot, claim);
    let facets = Facets::new(snapshot, claim);
    let supporting = snapshot.grouping(&facets.supporting);
    let mut gathering = Gathering::default();
    let mut scratch = ChainGraph::default();
    let joint = gathering.gather(
        snapshot,
        &supporting,
        facets.support(),
        |_| false,
        &mut scratch,
    );
    let groups = Groups {
        tied: &supporting,
        speaking: joint.as_ref().unwrap_or(&supporting),
    };
    let denying = snapshot.grouping(&facets.entailed);
    let joint_denial = gathering.gather(
        snapshot,
        &denying,
        facets.denials(),
        |_| false,
        &mut scratch,
    );
    let denial_groups = Groups {
        tied: &denying,
        speaking: joint_denial.as_ref().unwrap_or(&denying),
    };
    let pro = account(&case.support, &case.witnesses);
    let con = account(&case.opposition, &minimal_witnesses(&case.opposition));
    let early_relays = facets
        .supporting
        .iter()
        .flat_map(|claim| flags::early_relays(snapshot, facets.liveness(*claim)))
        .collect();
    let (chains, more_chains) = shown(snapshot, &case.support, &pro.paths, pro.minimal);
    let (against, more_against) = shown(snapshot, &case.opposition, &con.paths, con.minimal);
    Explanation {
        counted: counted::counted(snapshot, &facets, Polarity::Support, &groups),
        counted_against: counted::counted(snapshot, &facets, Polarity::Denial, &denial_groups),
        idle: idle(snapshot, &facets, &case, &pro, &groups),
        untested: pro.untested.len(),
        taken_back: taken_back(snapshot, &facets),
        idle_denials: idle_denials(snapshot, &facets, &case),
        repeated_denials: repeated_denials(&facets, &con),
        contradicts_itself: contradicts_itself(&facets),
        rivals: facets
            .contradicting
            .iter()
            .filter(|rival| **rival != claim)
            .map(|rival| (*rival, evaluate(snapshot, *rival).verdict.status))
            .collect(),
        particulars: Particulars::new(snapshot, &facets, groups.speaking, &chains),
        unanswered: flags::unanswered(
            snapshot,
            facets.liveness(claim),
            &snapshot.grouping(&[claim]),
        ),
        early_relays,
        conflicting_spans: flags::conflicting_spans(snapshot, claim),
        keepers: snapshot.keepers().to_vec(),
        since: since.map(|view| changes(snapshot, &facets, view)),
        remedies: remedies(snapshot, &facets, &case),
        chains,
        more_chains,
        against,
        more_against,
        verdict: case.verdict,
    }
}

/// The chains that are shown of each kind, and how many are not.
fn shown(
    snapshot: &Snapshot<'_>,
    graph: &ChainGraph,
    paths: &[Path],
    minimal: usize,
) -> (Vec<Chain>, usize) {
    let (minimal, raising) = paths.split_at(minimal);
    let kinds = [minimal, raising].into_iter();
    let chains: Vec<Chain> = kinds
        .flat_map(|paths| paths.iter().take(MOST_CHAINS))
        .map(|path| chain(snapshot, graph, path))
        .collect();
    let more = paths.len() - chains.len();
    (chains, more)
}

/// Puts a path into steps.
fn chain(snapshot: &Snapshot<'_>, graph: &ChainGraph, path: &Path) -> Chain {
    let evidence = snapshot.evidence;
    let mut steps: Vec<Step> = Vec::new();
    for (position, number) in path.nodes.iter().enumerate() {
        let node = &graph.nodes[*number as usize];
        let next = path
            .nodes
            .get(position + 1)
            .map(|next| &graph.nodes[*next as usize]);
        if node.is_implicit && next.is_some_and(|next| next.statement == node.statement) {
            // It is told with the statement that it stands behind.
            continue;
        }
        let statement = &evidence.statements[node.statement as usize];
        let at = snapshot.timing(node.statement).of_its_own();
        let authority = if node.is_official {
            snapshot.authority(node.agent, statement.claim, at)
        } else {
            None
        };
        steps.push(Step {
            statement: node.statement,
            gives_no_basis: node.is_implicit || (!statement.is_relaying() && !node.is_origin),
            grade: snapshot.grade(node.agent, at),
            grade_from: snapshot.lender(node.agent, at),
            authority_from: authority.filter(|from| *from != node.agent),
            attestation: node.attestation,
        });
    }
    let claim = steps
        .first()
        .map_or(0, |step| evidence.statements[step.statement as usize].claim);
    Chain {
        claim,
        soundness: path.soundness,
        raises: path.raises,
        steps,
    }
}

/// Denials on a chain against the claim that add nothing to the others. Where other claims
/// contradict it too, each of these counts by itself as well, so nothing is said of any.
fn repeated_denials(facets: &Facets, account: &Account) -> Vec<u32> {
    if facets.contradicting.is_empty() {
        account.idle.iter().copied().collect()
    } else {
        Vec::new()
    }
}

/// What the earlier view made of the claim, and what it does not see of the claims involved.
fn changes(snapshot: &Snapshot<'_>, facets: &Facets, view: View) -> Since {
    let earlier = Snapshot::kept_by(snapshot.evidence, view, snapshot.keepers());
    Since {
        before: evaluate(&earlier, facets.claim).verdict,
        new_statements: new_statements(&earlier, snapshot, facets),
    }
}

/// The statements on the claims involved that only the later of two views sees.
pub(super) fn new_statements(
    before: &Snapshot<'_>,
    after: &Snapshot<'_>,
    facets: &Facets,
) -> Vec<u32> {
    let evidence = after.evidence;
    let claims = [&facets.supporting, &facets.entailed, &facets.contradicting];
    let claims: BTreeSet<u32> = claims.into_iter().flatten().copied().collect();
    claims
        .into_iter()
        .flat_map(|claim| evidence.claims[claim as usize].statements())
        .filter(|number| after.sees(*number) && !before.sees(*number))
        .collect()
}
