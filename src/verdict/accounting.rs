//! Which chains account for the support.
//!
//! One chain for each minimal witness says whom a claim rests on, but not always how much support
//! there is: a source that is known only through somebody who says so anyway makes no witness of
//! its own, and yet that it says so too counts. So whatever stands on a chain, and on none of
//! those, is taken away: if independence, the single points of failure and support are the same
//! without it, it adds nothing; else the strongest chain through it is shown as well. Many are
//! taken away at once, and only if that changes something are they tried by halves; what was
//! taken away stays away, so that of two who add the same, one is shown.

use std::collections::BTreeSet;

use super::Witnesses;
use super::chains::ChainGraph;
use super::direct::Directs;
use super::established::Established;
use super::explanation::{MOST_CHAINS, Raise};
use super::failure::single_points;
use super::independence::{self, Count};
use super::judge::is_official;
use super::support::{self, Bounds, soundness, strongest_chain, strongest_through};
use super::witnesses::{is_origin_of_minimal_chain, minimal_witnesses};

/// So many verdicts are made to find out what adds nothing, and the fewer, the larger they are.
const MOST_TESTS: usize = 200;
const LARGEST_WORK: usize = 20_000;
/// Probabilities are given to twelve digits, of which the last may hang on the order of adding.
const SAME: f64 = 3e-12;

/// A chain, as steps of its graph.
#[derive(Debug)]
pub(super) struct Path {
    /// Its steps, origin first.
    pub(super) nodes: Vec<u32>,
    /// The probability that all of them are sound.
    pub(super) soundness: f64,
    /// What it adds, where it is on no minimal witness and adds to support only.
    pub(super) raises: Option<Raise>,
}

/// The chains of a graph that are worth telling.
#[derive(Debug, Default)]
pub(super) struct Account {
    /// One for each minimal witness, strongest first; then those that raise support only.
    pub(super) paths: Vec<Path>,
    /// How many are there for a minimal witness.
    pub(super) minimal: usize,
    /// Statements that add nothing.
    pub(super) idle: BTreeSet<u32>,
    /// Statements of which that is not known, because finding out would take too long.
    pub(super) untested: BTreeSet<u32>,
}

/// Accounts for the support of a graph. O(tests · cost of a verdict).
pub(super) fn account(graph: &ChainGraph, witnesses: &Witnesses) -> Account {
    let minimal = minimal_paths(graph, witnesses);
    let nodes = minimal.iter().flat_map(|path| &path.nodes);
    let shown = nodes.map(|node| graph.nodes[*node as usize].statement);
    let mut search = Search {
        graph,
        shown: shown.collect(),
        is_gone: vec![false; graph.nodes.len()],
        whole: None,
        tests_left: (LARGEST_WORK / (graph.nodes.len() + 1)).clamp(1, MOST_TESTS),
        raising: Vec::new(),
        account: Account::default(),
    };
    let all: BTreeSet<u32> = graph.nodes.iter().map(|node| node.statement).collect();
    // Of those that add the same the first is kept, so the last is tried first.
    let mut candidates: Vec<u32> = all.difference(&search.shown).copied().collect();
    candidates.reverse();
    if !candidates.is_empty() {
        let whole = Weight::of(graph);
        if whole.is_exact() {
            search.whole = Some(whole);
            search.settle(&candidates);
        } else {
            search.prove(&candidates);
        }
    }
    let Search {
        whole,
        mut raising,
        mut account,
        ..
    } = search;
    sort(graph, &mut raising);
    let shown = minimal.iter().flat_map(|path| path.nodes.iter().copied());
    tell_raises(graph, whole.as_ref(), shown.collect(), &mut raising);
    account.minimal = minimal.len();
    account.paths = minimal;
    account.paths.extend(raising);
    account
}

/// The strongest chain of each minimal witness, strongest first.
fn minimal_paths(graph: &ChainGraph, witnesses: &Witnesses) -> Vec<Path> {
    let mut paths: Vec<Path> = witnesses
        .sets()
        .filter_map(|set| {
            let within = |node: &u32| {
                let group = graph.nodes[*node as usize].group;
                set.binary_search(&group).is_ok()
            };
            let numbers: Vec<u32> = (0..graph.nodes.len() as u32).filter(within).collect();
            let (path, _) = strongest_chain(&graph.restricted(&numbers, |_| true).0)?;
            Some(path_of(
                graph,
                path.iter().map(|node| numbers[*node as usize]).collect(),
            ))
        })
        .collect();
    sort(graph, &mut paths);
    paths
}

fn path_of(graph: &ChainGraph, nodes: Vec<u32>) -> Path {
    Path {
        soundness: soundness(graph, nodes.iter().copied()),
        nodes,
        raises: None,
    }
}

fn sort(graph: &ChainGraph, paths: &mut [Path]) {
    let statements = |path: &Path| -> Vec<u32> {
        let nodes = path.nodes.iter();
        nodes
            .map(|node| graph.nodes[*node as usize].statement)
            .collect()
    };
    paths.sort_by(|a, b| {
        let by_strength = b.soundness.total_cmp(&a.soundness);
        by_strength.then_with(|| statements(a).cmp(&statements(b)))
    });
}

/// Tells of each further chain that will be shown what it adds to those before it.
fn tell_raises(
    graph: &ChainGraph,
    whole: Option<&Weight>,
    mut shown: BTreeSet<u32>,
    raising: &mut [Path],
) {
    let mut before = None;
    for (position, path) in raising.iter_mut().enumerate() {
        let mut raise = Raise::default();
        if whole.is_some() && position < MOST_CHAINS && shown.len() < LARGEST_WORK / MOST_CHAINS {
            let held = before
                .take()
                .unwrap_or_else(|| Weight::of(&part(graph, &shown)));
            shown.extend(&path.nodes);
            let now = Weight::of(&part(graph, &shown));
            raise.support = differing(held.support, now.support, |a, b| !are_same(*a, *b));
            raise.support_if_one = differing(held.if_one, now.if_one, |a, b| !are_same(*a, *b));
            raise.established = differing(held.established, now.established, |a, b| a != b);
            before = Some(now);
        }
        path.raises = Some(raise);
    }
}

fn differing<T>(before: T, after: T, is_other: impl FnOnce(&T, &T) -> bool) -> Option<[T; 2]> {
    is_other(&before, &after).then_some([before, after])
}

fn part(graph: &ChainGraph, nodes: &BTreeSet<u32>) -> ChainGraph {
    graph
        .restricted(&graph.on_chains(|node| nodes.contains(&node)), |_| true)
        .0
}

fn are_same(a: Bounds, b: Bounds) -> bool {
    (a.lower - b.lower).abs() < SAME && (a.upper - b.upper).abs() < SAME
}

/// What a verdict makes of a graph of chains.
#[derive(Debug)]
struct Weight {
    is_official: bool,
    independence: Count,
    established: Count,
    /// Who stands on every chain: the representative, whether it is the unnamed origin behind
    /// that, and whether a minimal chain begins with it.
    points: Vec<(u32, bool, bool)>,
    support: Bounds,
    if_one: Bounds,
}

impl Weight {
    fn of(graph: &ChainGraph) -> Self {
        let directs = Directs::of(graph);
        let independence = independence::of(graph, &directs);
        let points = single_points(graph);
        let points = if points.is_empty() {
            Vec::new()
        } else {
            let witnesses = minimal_witnesses(graph);
            let point = |number: &u32| {
                let group = &graph.groups[*number as usize];
                let begins = is_origin_of_minimal_chain(graph, &witnesses, *number);
                (group.representative, group.is_implicit, begins)
            };
            points.iter().map(point).collect()
        };
        let support = support::of(graph, &directs);
        Self {
            is_official: is_official(graph),
            independence,
            established: Established::default().of(graph, independence),
            points,
            support,
            if_one: support::if_one(graph, &directs, support),
        }
    }

    fn is_exact(&self) -> bool {
        let counts = [self.independence, self.established];
        let is_counted = counts.iter().all(|count| count.is_exact);
        is_counted && self.support.is_exact() && self.if_one.is_exact()
    }

    /// Whether nothing is different; `None` if that is not known.
    fn is_same(&self, other: &Self) -> Option<bool> {
        if self.is_official != other.is_official || self.points != other.points {
            return Some(false);
        }
        if !other.is_exact() {
            return None;
        }
        Some(
            self.independence == other.independence
                && self.established == other.established
                && are_same(self.support, other.support)
                && are_same(self.if_one, other.if_one),
        )
    }
}

struct Search<'g> {
    graph: &'g ChainGraph,
    /// Statements on chains that are shown.
    shown: BTreeSet<u32>,
    /// Nodes that were taken away.
    is_gone: Vec<bool>,
    /// The verdict with all of them, where it is exact.
    whole: Option<Weight>,
    tests_left: usize,
    raising: Vec<Path>,
    account: Account,
}

impl Search<'_> {
    /// Finds out which of some statements add nothing. It halves them, so it calls itself no
    /// deeper than the logarithm of how many they are.
    fn settle(&mut self, candidates: &[u32]) {
        let Some(whole) = &self.whole else { return };
        let left: BTreeSet<u32> = candidates.iter().copied().collect();
        let left: BTreeSet<u32> = left.difference(&self.shown).copied().collect();
        if left.is_empty() {
            return;
        }
        if self.tests_left == 0 {
            self.account.untested.extend(left);
            return;
        }
        self.tests_left -= 1;
        let kept = self.kept(|statement| !left.contains(&statement));
        let (rest, _) = self.graph.restricted(&kept, |_| true);
        match (whole.is_same(&Weight::of(&rest)), candidates) {
            (Some(true), _) => {
                for (node, is_gone) in self.graph.nodes.iter().zip(&mut self.is_gone) {
                    *is_gone |= left.contains(&node.statement);
                }
                self.account.idle.extend(left);
            }
            (Some(false), [only]) => self.show(*only),
            (None, [only]) => self.prove(&[*only]),
            _ => {
                let (first, second) = candidates.split_at(candidates.len() / 2);
                self.settle(first);
                self.settle(second);
            }
        }
    }

    /// Shows chains through those of some statements that certainly add something; the others are
    /// not known to add nothing.
    fn prove(&mut self, candidates: &[u32]) {
        for statement in candidates {
            if self.shown.contains(statement) {
                continue;
            }
            let is_tested = self.tests_left > 0;
            self.tests_left -= usize::from(is_tested);
            if is_tested && self.is_needed(*statement) {
                self.show(*statement);
            } else {
                self.account.untested.insert(*statement);
            }
        }
    }

    /// The nodes that are on a chain of statements that are neither gone nor left out.
    fn kept(&self, is_in: impl Fn(u32) -> bool) -> Vec<u32> {
        self.graph.on_chains(|node| {
            !self.is_gone[node as usize] && is_in(self.graph.nodes[node as usize].statement)
        })
    }

    /// The strongest chain through a statement.
    fn through(&self, statement: u32) -> Option<Vec<u32>> {
        let kept = self.kept(|_| true);
        let (rest, _) = self.graph.restricted(&kept, |_| true);
        // An unnamed origin is followed by the statement that it stands behind, if that counts.
        let mut nodes = (0..)
            .zip(&rest.nodes)
            .filter(|(_, node)| node.statement == statement);
        let (node, _) = nodes
            .clone()
            .find(|(_, node)| !node.is_implicit)
            .or(nodes.next())?;
        let (path, _) = strongest_through(&rest, node)?;
        Some(path.iter().map(|node| kept[*node as usize]).collect())
    }

    /// Whether support certainly needs a statement: there is a case, possible if improbable, in
    /// which a chain through it is sound and no other is. O(nodes + steps).
    fn is_needed(&self, statement: u32) -> bool {
        let Some(path) = self.through(statement) else {
            return false;
        };
        let nodes = &self.graph.nodes;
        let on_path = path.iter().map(|node| &nodes[*node as usize]);
        let mut lowest: Vec<Option<f64>> = vec![None; self.graph.groups.len()];
        for node in on_path {
            let slot = &mut lowest[node.group as usize];
            *slot = Some(slot.map_or(node.threshold, |held| held.min(node.threshold)));
        }
        // In that case the groups of the path are just sound enough for it, and all others are
        // sound only where they always are.
        let is_possible = lowest.iter().flatten().all(|threshold| *threshold > 0.0);
        is_possible
            && self
                .graph
                .on_chains(|node| {
                    let node = &nodes[node as usize];
                    let needed = lowest[node.group as usize].unwrap_or(1.0);
                    node.statement != statement && node.threshold >= needed
                })
                .is_empty()
    }

    /// Shows the strongest chain through a statement.
    fn show(&mut self, statement: u32) {
        if let Some(nodes) = self.through(statement) {
            let statements = nodes
                .iter()
                .map(|node| self.graph.nodes[*node as usize].statement);
            self.shown.extend(statements);
            self.raising.push(path_of(self.graph, nodes));
        } else {
            self.account.untested.insert(statement);
        }
    }
}
