//! Witnesses: the ⊆-minimal sets of groups that carry a claim by themselves.
//!
//! This is why-provenance, in the semiring `PosBool` of positive Boolean expressions (Green,
//! Karvounarakis and Tannen, *Provenance Semirings*, 2007): each node holds the minimal group
//! sets of the paths that reach it, and sets flow along the steps until nothing changes.

use std::collections::VecDeque;

use smallvec::SmallVec;

use super::chains::{ChainGraph, Lists};
use super::direct::Directs;

/// A set of groups, sorted. Mostly it is small.
type Set = SmallVec<[u32; 8]>;

/// The minimal witnesses, and whether these are all of them.
#[derive(Clone, Debug, Default)]
pub struct Witnesses {
    sets: Lists,
    /// Whether the list is complete; if not, there are more.
    pub is_complete: bool,
}

impl Witnesses {
    /// Sets of groups, each sorted.
    pub fn sets(&self) -> impl Iterator<Item = &[u32]> {
        self.sets.rows()
    }

    /// How many are known.
    pub fn count(&self) -> usize {
        self.sets.len()
    }

    /// The groups that are in every set: the single points of failure, where these are all
    /// witnesses. Sorted.
    pub(super) fn intersection(&self) -> impl Iterator<Item = u32> {
        let mut sets = self.sets();
        let first = sets.next().unwrap_or_default().iter().copied();
        first.filter(|group| {
            let mut others = self.sets().skip(1);
            others.all(|set| set.binary_search(group).is_ok())
        })
    }

    fn clear(&mut self) {
        self.sets.clear();
        self.is_complete = true;
    }

    fn push(&mut self, set: impl IntoIterator<Item = u32>) {
        for group in set {
            self.sets.push(group);
        }
        self.sets.end_row();
    }
}

/// How many sets one node may hold before the list is cut.
const MOST_SETS: usize = 256;
/// How many set members may be held in all before the list is cut.
const MOST_MEMBERS: usize = 200_000;

/// Finds the minimal witnesses.
///
/// Exponentially many in the worst case, so bounded: past the bounds the sets given are still
/// minimal, but not all. Within them, O(steps · sets²·groups).
pub fn minimal_witnesses(graph: &ChainGraph) -> Witnesses {
    let mut witnesses = Witnesses::default();
    fill(&mut witnesses, graph, &Directs::of(graph));
    witnesses
}

/// Finds the minimal witnesses, in the same memory.
pub(super) fn fill(witnesses: &mut Witnesses, graph: &ChainGraph, directs: &Directs) {
    witnesses.clear();
    if graph.is_path() {
        // Groups are numbered within the graph, and all of them are on its only chain.
        witnesses.push(0..graph.groups.len() as u32);
        return;
    }
    let is_first_hand = |group: u32| {
        let directs = directs.of_group(group);
        directs.iter().any(|direct| direct.behind.is_none())
    };
    // Chains that hold all groups of a chain without a relay are no minimal witnesses.
    let rest = directs.rest(graph, |node| {
        let this = &graph.nodes[node as usize];
        match graph.next(node).first() {
            Some(spoken) if this.is_implicit => {
                let speaker = graph.nodes[*spoken as usize].group;
                !directs.of_group(speaker).is_empty()
            }
            _ => is_first_hand(this.group),
        }
    });
    let mut speaking_alone = Vec::new();
    if let Some(keep) = rest {
        directs.with_part(graph, &keep, |part, numbers| {
            if part.is_path() {
                if let [group] = *numbers {
                    speaking_alone.push(group);
                }
                witnesses.push(numbers);
            } else if part.is_tree() && part.nodes.len() <= MOST_SETS {
                push_branches(witnesses, part, &numbers);
            } else {
                let (sets, is_complete) = of_part(part);
                witnesses.is_complete = is_complete;
                for set in sets {
                    if let [group] = *set {
                        speaking_alone.push(numbers[group as usize]);
                    }
                    witnesses.push(set.into_iter().map(|group| numbers[group as usize]));
                }
            }
        });
    }
    for of_group in directs.groups() {
        let group = of_group[0].group;
        let behind = of_group[0].behind;
        if is_first_hand(group) {
            witnesses.push([group]);
        } else if let Some(behind) = behind
            && !speaking_alone.contains(&group)
        {
            let mut pair = [group, graph.nodes[behind as usize].group];
            pair.sort_unstable();
            witnesses.push(pair);
        }
    }
}

/// Adds the chains of a tree that end where they are attested: each is a witness, and none holds
/// another, since each has an end of its own, and each group stands in one place.
fn push_branches(witnesses: &mut Witnesses, tree: &ChainGraph, numbers: &[u32]) {
    let mut branch = Vec::new();
    for (end, node) in (0..).zip(&tree.nodes) {
        if node.attestation.is_some() {
            let mut at = Some(&end);
            while let Some(number) = at {
                branch.push(numbers[tree.nodes[*number as usize].group as usize]);
                at = tree.previous(*number).first();
            }
            branch.sort_unstable();
            witnesses.push(branch.drain(..));
        }
    }
}

fn of_part(graph: &ChainGraph) -> (Vec<Set>, bool) {
    let (mut sets, is_complete) = propagate(graph);
    if !is_complete {
        if sets.is_empty()
            && let Some(chain) = graph.chain(|_| true)
        {
            sets.push(graph.groups_of(&chain).into());
        }
        // Sets cut short may have lost the ones that would have absorbed them.
        sets = sets
            .into_iter()
            .take(MOST_SETS)
            .map(|set| minimise(graph, set))
            .collect();
        sets.sort();
        sets.dedup();
    }
    (sets, is_complete)
}

fn propagate(graph: &ChainGraph) -> (Vec<Set>, bool) {
    let count = graph.nodes.len();
    let mut held: Vec<Vec<Set>> = vec![Vec::new(); count];
    let mut members = 0;
    let mut is_complete = true;
    let mut queue: VecDeque<u32> = VecDeque::new();
    let mut is_queued = vec![false; count];
    for origin in &graph.origins {
        let set = Set::from_slice(&[graph.nodes[*origin as usize].group]);
        if absorb(&mut held[*origin as usize], set) && !is_queued[*origin as usize] {
            is_queued[*origin as usize] = true;
            queue.push_back(*origin);
        }
    }
    while let Some(node) = queue.pop_front() {
        is_queued[node as usize] = false;
        // A chain that has reached an attested node is a witness already; going on adds nothing.
        if graph.nodes[node as usize].attestation.is_some() {
            continue;
        }
        for other in graph.next(node) {
            let group = graph.nodes[*other as usize].group;
            let mut grew = false;
            for set in held[node as usize].clone() {
                let mut set = set;
                if let Err(position) = set.binary_search(&group) {
                    set.insert(position, group);
                }
                if held[*other as usize].len() >= MOST_SETS || members > MOST_MEMBERS {
                    is_complete = false;
                    if !held[*other as usize].is_empty() {
                        continue;
                    }
                    if members > MOST_MEMBERS {
                        return (collect(graph, &held), false);
                    }
                }
                members += set.len();
                grew |= absorb(&mut held[*other as usize], set);
            }
            if grew && !std::mem::replace(&mut is_queued[*other as usize], true) {
                queue.push_back(*other);
            }
        }
    }
    (collect(graph, &held), is_complete)
}

fn collect(graph: &ChainGraph, held: &[Vec<Set>]) -> Vec<Set> {
    let mut sets = Vec::new();
    for (node, held) in graph.nodes.iter().zip(held) {
        if node.attestation.is_some() {
            for set in held {
                absorb(&mut sets, set.clone());
            }
        }
    }
    sets
}

/// Adds a set to an antichain; says whether the antichain changed.
fn absorb(antichain: &mut Vec<Set>, set: Set) -> bool {
    if antichain.iter().any(|held| is_subset(held, &set)) {
        return false;
    }
    antichain.retain(|held| !is_subset(&set, held));
    antichain.push(set);
    true
}

fn is_subset(small: &[u32], large: &[u32]) -> bool {
    small.len() <= large.len() && small.iter().all(|item| large.binary_search(item).is_ok())
}

/// Drops groups from a set that carries the claim until none can be spared.
fn minimise(graph: &ChainGraph, mut set: Set) -> Set {
    // Too large to try each: it is a witness, if perhaps not a minimal one.
    if set.len() * graph.nodes.len() > MOST_MEMBERS * 10 {
        return set;
    }
    let mut position = 0;
    while position < set.len() {
        let spared = set[position];
        let suffices = graph.reaches(|group| group != spared && set.binary_search(&group).is_ok());
        if suffices {
            set.remove(position);
        } else {
            position += 1;
        }
    }
    set
}

/// Whether some chain whose groups are a minimal witness begins in the given group.
///
/// Decided from the witnesses where they are complete; otherwise from one chain, made minimal.
pub fn is_origin_of_minimal_chain(graph: &ChainGraph, witnesses: &Witnesses, group: u32) -> bool {
    // What carries the claim alone begins its chain; and nothing comes before an unnamed origin.
    let is_implicit = graph.groups[group as usize].is_implicit;
    let mut sets = witnesses.sets();
    if sets.any(|set| *set == [group] || (is_implicit && set.binary_search(&group).is_ok())) {
        return true;
    }
    let origins: Vec<u32> = graph
        .origins
        .iter()
        .copied()
        .filter(|origin| graph.nodes[*origin as usize].group == group)
        .collect();
    if origins.is_empty() {
        return false;
    }
    let begins_within = |set: &[u32]| {
        graph
            .chain_from(&origins, |other| set.binary_search(&other).is_ok())
            .is_some()
    };
    if witnesses.sets().any(begins_within) {
        return true;
    }
    if witnesses.is_complete {
        return false;
    }
    graph
        .chain_from(&origins, |_| true)
        .map(|chain| minimise(graph, graph.groups_of(&chain).into()))
        .is_some_and(|set| begins_within(&set))
}
