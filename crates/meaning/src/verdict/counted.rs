//! Who counts as one for a claim, and what makes them so: ties, or one text in which they speak.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use rustc_hash::FxHashMap;

use super::chains::Speaking;
use super::facets::Facets;
use super::idle::Groups;
use crate::evidence::{Grouping, Snapshot};
use crate::model::Polarity;

/// Agents who count as one, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Counted {
    /// Those who say so, and the publishers of what they are quoted in; in order.
    pub agents: Vec<u32>,
    /// What joins them.
    pub links: Vec<Link>,
    /// Whether one of them keeps the record.
    pub keep_record: bool,
}

/// What joins two agents.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Link {
    /// A tie, by number.
    Tie(u32),
    /// They speak in one text.
    Text {
        /// Who.
        agents: [u32; 2],
        /// In which documents, which may be one.
        documents: [u32; 2],
        /// Why these are one text.
        sameness: Sameness,
    },
}

/// Why two documents are one text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sameness {
    /// They are one document.
    Document,
    /// Their captures are equal.
    Capture,
    /// They have one address.
    Address,
    /// It is recorded so, of them or of others between them.
    Recorded,
}

/// An attested statement in a text: the text, who speaks, in which document.
type Spoken = (u32, u32, u32);

/// The groups of several agents on one side of a claim.
/// O(statements of the claims involved, and for each such group the ties of all its agents).
pub(super) fn counted(
    snapshot: &Snapshot<'_>,
    facets: &Facets,
    side: Polarity,
    groups: &Groups<'_, '_, '_>,
) -> Vec<Counted> {
    let tables = snapshot.tables();
    let claims = match side {
        Polarity::Support => &facets.supporting,
        Polarity::Denial => &facets.entailed,
    };
    let mut members: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    let mut spoken: Vec<Spoken> = Vec::new();
    for claim in claims {
        let liveness = facets.liveness(*claim);
        let speaking = Speaking::new(groups.tied, *claim);
        for row in 0..liveness.len() {
            let is_dead = liveness.is_dead(row) && liveness.is_on(row, side);
            if !is_dead && !liveness.counts(row, side) {
                continue;
            }
            let number = liveness.first + row as u32;
            let statement = &tables.statements[number as usize];
            let agent = statement.agent;
            let group = groups.speaking.group(agent);
            let documents = tables.documents_of.row(number).iter();
            let documents = documents.filter(|document| snapshot.knows_document(**document));
            if !is_dead {
                let of_group = members.entry(group).or_default();
                of_group.insert(agent);
                let publishers = documents.clone();
                let publishers = publishers.flat_map(|document| tables.publishers.row(*document));
                of_group.extend(publishers.filter(|agent| {
                    groups.tied.group(**agent) == groups.tied.group(statement.agent)
                }));
            }
            let (node, _) = speaking.nodes(number, statement, !liveness.is_relaying(row));
            if node.attestation.is_some() {
                spoken
                    .extend(documents.map(|document| (snapshot.text(*document), agent, *document)));
            }
        }
    }
    spoken.sort_unstable();
    spoken.dedup();
    let several = members.into_iter().filter(|(_, agents)| agents.len() > 1);
    several
        .map(|(group, agents)| Counted {
            links: links(snapshot, groups.tied, &agents, &spoken),
            agents: agents.into_iter().collect(),
            keep_record: groups.speaking.is_keepers(group),
        })
        .collect()
}

/// What joins some agents of one group.
fn links(
    snapshot: &Snapshot<'_>,
    tied: &Grouping<'_, '_>,
    agents: &BTreeSet<u32>,
    spoken: &[Spoken],
) -> Vec<Link> {
    let mut links = Vec::new();
    let mut left = agents.clone();
    // Those whom ties join, each time from the first who is not yet reached.
    while let Some(first) = left.pop_first() {
        let reached = reach(snapshot, tied, first);
        let mut way: Vec<u32> = Vec::new();
        left.retain(|agent| {
            let mut at = *agent;
            while let Some((before, tie)) = reached.get(&at).copied() {
                if !way.contains(&tie) {
                    way.push(tie);
                }
                at = before;
            }
            !reached.contains_key(agent)
        });
        links.extend(way.into_iter().map(Link::Tie));
    }
    // Those who speak in one text.
    let mut joined: Vec<BTreeSet<u32>> = Vec::new();
    for pair in spoken.windows(2) {
        let [(text, one, first), (other_text, other, second)] = [pair[0], pair[1]];
        let [a, b] = [one, other].map(|agent| tied.group(agent));
        let is_own = |agent: u32| {
            let group = tied.group(agent);
            agents.iter().any(|own| tied.group(*own) == group)
        };
        let is_known = joined
            .iter()
            .any(|set| set.contains(&a) && set.contains(&b));
        if text != other_text || a == b || is_known || !is_own(one) {
            continue;
        }
        let (with, without): (Vec<_>, Vec<_>) = joined
            .into_iter()
            .partition(|set| set.contains(&a) || set.contains(&b));
        joined = without;
        joined.push(with.into_iter().flatten().chain([a, b]).collect());
        links.push(Link::Text {
            agents: [one, other],
            documents: [first, second],
            sameness: sameness(snapshot, first, second),
        });
    }
    links
}

/// Whom ties join to an agent: each with the agent before it on the way, and the tie between.
fn reach(
    snapshot: &Snapshot<'_>,
    tied: &Grouping<'_, '_>,
    first: u32,
) -> FxHashMap<u32, (u32, u32)> {
    let tables = snapshot.tables();
    let mut reached = FxHashMap::default();
    let mut open = VecDeque::from([first]);
    while let Some(agent) = open.pop_front() {
        for number in tables.ties_of.row(agent) {
            let tie = &tables.ties[*number as usize];
            let other = tie.other(agent);
            if tie.kind().contracts()
                && tied.holds(*number)
                && other != first
                && !reached.contains_key(&other)
            {
                reached.insert(other, (agent, *number));
                open.push_back(other);
            }
        }
    }
    reached
}

fn sameness(snapshot: &Snapshot<'_>, one: u32, other: u32) -> Sameness {
    let evidence = snapshot.evidence;
    let share = |rows: &crate::evidence::Rows| {
        let row = rows.row(one);
        !row.is_empty() && row == rows.row(other)
    };
    if one == other {
        Sameness::Document
    } else if share(&evidence.same_hash) {
        Sameness::Capture
    } else if share(&evidence.same_address) {
        Sameness::Address
    } else {
        Sameness::Recorded
    }
}
