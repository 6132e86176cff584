//! What the flags of a claim are about, so that a reader is told more than that there is something.

use std::collections::BTreeSet;

use super::chains::Attestation;
use super::explanation::Chain;
use super::facets::Facets;
use super::liveness::Liveness;
use super::status::rings;
use crate::evidence::{Grouping, Snapshot};
use crate::model::Polarity;

/// What the flags of a claim are about. All are numbers, in order.
#[derive(Debug, Default)]
pub struct Particulars {
    /// Agents who repeat each other in a ring.
    pub rings: Vec<Vec<u32>>,
    /// Documents that are cited and not held, at the end of the chains shown.
    pub cited: Vec<u32>,
    /// Ties that only caution, between groups on these.
    pub cautions: Vec<u32>,
    /// Agents with an interest in the claim, in groups with which a chain begins.
    pub interested: Vec<u32>,
    /// Statements that repeat one that has been taken back, with that one.
    pub stale: Vec<(u32, u32)>,
    /// Agents on both sides of one group.
    pub on_both_sides: Vec<u32>,
    /// Statements that are there for no other reason than that their document copies another,
    /// with what they copy.
    pub copying: Vec<(u32, u32)>,
}

impl Particulars {
    /// O(statements of the claims involved, and the chains).
    pub(super) fn new(
        snapshot: &Snapshot<'_>,
        facets: &Facets,
        speaking: &Grouping<'_, '_>,
        chains: &[Chain],
    ) -> Self {
        let mut particulars = Self {
            on_both_sides: on_both_sides(snapshot, facets),
            ..Self::default()
        };
        for claim in &facets.supporting {
            let liveness = facets.liveness(*claim);
            if liveness.has_ring {
                let agent = |row: &usize| {
                    let number = liveness.first as usize + row;
                    snapshot.evidence.statements[number].agent
                };
                let of_claim = rings(snapshot, liveness).into_iter();
                particulars.rings.extend(of_claim.map(|ring| {
                    let agents: BTreeSet<u32> = ring.iter().map(agent).collect();
                    agents.into_iter().collect()
                }));
            }
            particulars.add_stale(snapshot, liveness);
            particulars.add_copying(snapshot, liveness);
        }
        particulars.look_at_chains(snapshot, facets.claim, speaking, chains);
        particulars
    }

    fn add_stale(&mut self, snapshot: &Snapshot<'_>, liveness: &Liveness) {
        let tables = snapshot.tables();
        let live = (0..liveness.len()).filter(|row| liveness.is_live(*row));
        for row in live {
            let number = liveness.first + row as u32;
            let dead = liveness
                .relayed(snapshot, row)
                .filter(|target| liveness.is_dead(*target));
            self.stale
                .extend(dead.map(|target| (number, liveness.first + target as u32)));
            for target in tables.relays_across.row(number) {
                let claim = tables.statements[*target as usize].claim;
                let other = Liveness::new(snapshot, claim, &snapshot.grouping(&[claim]));
                if other.is_dead((target - other.first) as usize) {
                    self.stale.push((number, *target));
                }
            }
        }
    }

    fn add_copying(&mut self, snapshot: &Snapshot<'_>, liveness: &Liveness) {
        let tables = snapshot.tables();
        for row in 0..liveness.len() {
            let number = liveness.first + row as u32;
            let statement = &tables.statements[number as usize];
            if liveness.counts(row, Polarity::Support)
                && liveness.is_only_copying(row, statement)
                && let Some(target) = liveness.relayed(snapshot, row).next()
            {
                self.copying.push((number, liveness.first + target as u32));
            }
        }
    }

    fn look_at_chains(
        &mut self,
        snapshot: &Snapshot<'_>,
        claim: u32,
        speaking: &Grouping<'_, '_>,
        chains: &[Chain],
    ) {
        let tables = snapshot.tables();
        let group = |statement: u32| speaking.group(tables.statements[statement as usize].agent);
        let minimal = || chains.iter().filter(|chain| chain.raises.is_none());
        let mut cited = BTreeSet::new();
        let mut on_chains = BTreeSet::new();
        let mut origins = BTreeSet::new();
        for chain in minimal() {
            on_chains.extend(chain.steps.iter().map(|step| group(step.statement)));
            origins.extend(chain.steps.first().map(|step| group(step.statement)));
            if let Some(last) = chain.steps.last()
                && last.attestation == Some(Attestation::Cited)
            {
                let documents = tables.documents_of.row(last.statement).iter().copied();
                cited.extend(
                    documents.filter(|document| snapshot.attests(*document) == Some(false)),
                );
            }
        }
        let ties: BTreeSet<u32> = on_chains
            .iter()
            .flat_map(|group| speaking.cautions(*group))
            .filter(|number| {
                let [a, b] = tables.ties[*number as usize]
                    .agents
                    .map(|agent| speaking.group(agent));
                speaking.holds(*number)
                    && a != b
                    && on_chains.contains(&a)
                    && on_chains.contains(&b)
            })
            .collect();
        let interested = tables.interested.row(claim).iter().copied();
        self.interested = interested
            .filter(|agent| snapshot.knows_agent(*agent))
            .filter(|agent| origins.contains(&speaking.group(*agent)))
            .collect();
        self.cited = cited.into_iter().collect();
        self.cautions = ties.into_iter().collect();
    }
}

/// The agents who say, in words of their own, what their group says the contrary of.
fn on_both_sides(snapshot: &Snapshot<'_>, facets: &Facets) -> Vec<u32> {
    let grouping = snapshot.grouping(&facets.involved);
    let speakers = |claims: &[u32], side: Polarity| -> BTreeSet<u32> {
        let claims = claims.iter().map(|claim| facets.liveness(*claim));
        claims
            .flat_map(|liveness| {
                let rows = (0..liveness.len()).filter(move |row| liveness.says(*row, side));
                rows.map(|row| snapshot.evidence.statements[liveness.first as usize + row].agent)
            })
            .collect()
    };
    let pro = speakers(&facets.supporting, Polarity::Support);
    let mut con = speakers(&facets.entailed, Polarity::Denial);
    con.extend(speakers(&facets.contradicting, Polarity::Support));
    let groups = |agents: &BTreeSet<u32>| -> BTreeSet<u32> {
        agents.iter().map(|agent| grouping.group(*agent)).collect()
    };
    let both: BTreeSet<u32> = groups(&pro).intersection(&groups(&con)).copied().collect();
    let all = pro.union(&con).copied();
    all.filter(|agent| both.contains(&grouping.group(*agent)))
        .collect()
}
