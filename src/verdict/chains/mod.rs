//! The graph of chains: origin → … → attested statement, each step in the colour of its group.
//!
//! A node is a live statement of the right polarity, or the implicit anonymous origin behind a
//! statement that gives no basis. Every node has a group (its colour) and a threshold (how low
//! the group's latent variable must be for the step to be sound). A chain is a path from an
//! origin to an attested node; everything that a verdict says about independence is a property
//! of this coloured graph. Statements on no chain are left out.

mod flow;
mod gather;
mod lists;
mod parts;
mod speaking;

pub use flow::{Flow, Step};
pub(super) use gather::{Facet, Gathering};
pub(super) use lists::Lists;
pub(super) use speaking::Speaking;

/// How a statement is attested by its own group.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Attestation {
    /// The document has a locator.
    Cited,
    /// A capture of the document is held.
    Held,
    /// It is the record itself: whoever keeps that says so, or tells us of it.
    Kept,
}

/// One step that a chain can take.
#[derive(Clone, Copy, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "five independent properties of a step, each with a name of its own"
)]
pub struct Node {
    /// The step is sound if the group's latent variable is at most this.
    pub threshold: f64,
    /// The statement; for an implicit origin, the one that it stands behind.
    pub statement: u32,
    /// Who made that statement.
    pub agent: u32,
    /// The group, by its position in [`ChainGraph::groups`].
    pub group: u32,
    /// Whether this is the implicit anonymous origin behind the statement.
    pub is_implicit: bool,
    /// Whether chains begin here.
    pub is_origin: bool,
    /// How chains may end here.
    pub attestation: Option<Attestation>,
    /// Whether the speaker has it first-hand and has authority over the claim.
    pub is_official: bool,
    /// Whether a confirmation may pass through: the speaker is graded C or better.
    pub carries_confirmation: bool,
    /// Whether it is an origin of whom is known who that is, so that it is nobody else.
    pub is_named: bool,
}

/// A group that stands on some chain.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Group {
    /// The representative of the agents.
    pub representative: u32,
    /// Whether this is the implicit anonymous origin behind that group.
    pub is_implicit: bool,
}

/// The coloured graph of all chains of one question.
#[derive(Clone, Debug, Default)]
pub struct ChainGraph {
    /// The steps.
    pub nodes: Vec<Node>,
    /// The groups.
    pub groups: Vec<Group>,
    /// Where chains begin.
    pub origins: Vec<u32>,
    members: Lists,
    next: Lists,
    previous: Lists,
}

impl ChainGraph {
    /// Takes some nodes, sorted, and of their steps those from a node that `keeps_steps`.
    /// Groups are renumbered; gives, for each group here, its number there.
    /// O(nodes kept and their steps, times log nodes kept).
    pub(in crate::verdict) fn restricted(
        &self,
        keep: &[u32],
        keeps_steps: impl Fn(&Node) -> bool,
    ) -> (Self, Vec<u32>) {
        let mut part = Self::default();
        let groups = self.restrict_into(keep, keeps_steps, &mut part);
        (part, groups)
    }

    /// The same, in the memory of another graph.
    pub(in crate::verdict) fn restrict_into(
        &self,
        keep: &[u32],
        keeps_steps: impl Fn(&Node) -> bool,
        part: &mut Self,
    ) -> Vec<u32> {
        part.clear();
        let kept = || keep.iter().map(|number| self.nodes[*number as usize]);
        let mut groups: Vec<u32> = kept().map(|node| node.group).collect();
        groups.sort_unstable();
        groups.dedup();
        let named = groups.iter().map(|group| self.groups[*group as usize]);
        part.groups.extend(named);
        let mut steps = Vec::with_capacity(keep.len());
        for (node, number) in kept().zip(0..) {
            if node.is_origin {
                part.origins.push(number);
            }
            if keeps_steps(&node) {
                let next = self.next(keep[number as usize]).iter();
                steps.extend(
                    next.filter_map(|other| keep.binary_search(other).ok())
                        .map(|other| (number, other as u32)),
                );
            }
            let group = groups.partition_point(|group| *group < node.group) as u32;
            part.nodes.push(Node { group, ..node });
        }
        part.connect(&steps);
        groups
    }

    /// Puts in the steps, and the members of groups, once the nodes are there.
    fn connect(&mut self, steps: &[(u32, u32)]) {
        self.put_in_steps(steps);
        let members = self.nodes.iter().zip(0..);
        let members = members.map(|(node, number)| (node.group, number));
        self.members.fill(self.groups.len(), members);
    }

    fn put_in_steps(&mut self, steps: &[(u32, u32)]) {
        let count = self.nodes.len();
        self.next.fill(count, steps.iter().copied());
        let back = steps.iter().map(|(from, to)| (*to, *from));
        self.previous.fill(count, back);
    }

    fn clear(&mut self) {
        self.nodes.clear();
        self.groups.clear();
        self.origins.clear();
        self.members.clear();
        self.next.clear();
        self.previous.clear();
    }

    /// The nodes of a group.
    pub fn members(&self, group: u32) -> &[u32] {
        self.members.row(group)
    }

    /// The agents of a group that speak on the chains, in order.
    pub fn agents(&self, group: u32) -> Vec<u32> {
        let members = self.members(group).iter();
        let mut agents: Vec<u32> = members
            .map(|node| self.nodes[*node as usize].agent)
            .collect();
        agents.sort_unstable();
        agents.dedup();
        agents
    }

    /// The same chains, where some groups are one: `group` gives, for a representative, that of the
    /// group that it belongs to. O((nodes + steps) log groups).
    pub(in crate::verdict) fn regrouped(&self, group: impl Fn(u32) -> u32) -> Self {
        let regroup = |known: &Group| Group {
            representative: group(known.representative),
            ..*known
        };
        let key = |group: &Group| (group.representative, group.is_implicit);
        let mut groups: Vec<Group> = self.groups.iter().map(regroup).collect();
        groups.sort_unstable_by_key(key);
        groups.dedup();
        let nodes = self.nodes.iter().map(|node| {
            let wanted = key(&regroup(&self.groups[node.group as usize]));
            let place = groups.partition_point(|group| key(group) < wanted);
            Node {
                group: place as u32,
                ..*node
            }
        });
        let mut regrouped = Self {
            nodes: nodes.collect(),
            origins: self.origins.clone(),
            next: self.next.clone(),
            previous: self.previous.clone(),
            groups,
            members: Lists::default(),
        };
        let members = regrouped.nodes.iter().zip(0..);
        let members = members.map(|(node, number)| (node.group, number));
        regrouped.members.fill(regrouped.groups.len(), members);
        regrouped
    }

    /// The nodes that lead on from some nodes, these included; sorted. O(nodes + steps).
    pub(in crate::verdict) fn reached_from(&self, start: impl Iterator<Item = u32>) -> Vec<u32> {
        let mut is_reached = vec![false; self.nodes.len()];
        let mut open: Vec<u32> = start.collect();
        let mut reached = Vec::new();
        while let Some(node) = open.pop() {
            if !std::mem::replace(&mut is_reached[node as usize], true) {
                reached.push(node);
                open.extend_from_slice(self.next(node));
            }
        }
        reached.sort_unstable();
        reached
    }

    /// The nodes that are on a chain of allowed nodes alone; sorted. O(nodes + steps).
    pub(in crate::verdict) fn on_chains(&self, allowed: impl Fn(u32) -> bool) -> Vec<u32> {
        const REACHED: u8 = 1;
        const ENDING: u8 = 2;
        let mut marks = vec![0_u8; self.nodes.len()];
        let mut pass = |mark: u8, mut open: Vec<u32>, needs: u8| {
            while let Some(node) = open.pop() {
                let held = &mut marks[node as usize];
                if *held & mark != 0 || *held & needs != needs || !allowed(node) {
                    continue;
                }
                *held |= mark;
                let on = if mark == REACHED {
                    self.next(node)
                } else {
                    self.previous(node)
                };
                open.extend_from_slice(on);
            }
        };
        pass(REACHED, self.origins.clone(), 0);
        let all = 0..self.nodes.len() as u32;
        let ends = all
            .clone()
            .filter(|node| self.nodes[*node as usize].attestation.is_some());
        pass(ENDING, ends.collect(), REACHED);
        all.filter(|node| marks[*node as usize] & ENDING != 0)
            .collect()
    }

    /// Whether there is no chain at all.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Whether the graph is one chain, attested at its end and nowhere before.
    pub(in crate::verdict) fn is_path(&self) -> bool {
        let is_step = |number: u32| {
            let is_end = self.nodes[number as usize].attestation.is_some();
            let next = self.next(number).len();
            self.previous(number).len() <= 1 && if is_end { next == 0 } else { next == 1 }
        };
        self.origins.len() == 1 && (0..self.nodes.len() as u32).all(is_step)
    }

    /// Whether the graph branches from one origin and nothing joins again, and each group has
    /// one statement.
    pub(in crate::verdict) fn is_tree(&self) -> bool {
        self.origins.len() == 1
            && self.groups.len() == self.nodes.len()
            && (0..self.nodes.len() as u32).all(|node| self.previous(node).len() <= 1)
    }

    /// The steps after a node.
    pub fn next(&self, node: u32) -> &[u32] {
        self.next.row(node)
    }

    /// The steps before a node.
    pub fn previous(&self, node: u32) -> &[u32] {
        self.previous.row(node)
    }

    /// Whether some chain stays within the allowed groups. O(nodes + steps).
    pub fn reaches(&self, allowed: impl Fn(u32) -> bool) -> bool {
        self.chain(allowed).is_some()
    }

    /// A chain of fewest steps within the allowed groups, origin first. O(nodes + steps).
    pub fn chain(&self, allowed: impl Fn(u32) -> bool) -> Option<Vec<u32>> {
        self.chain_from(&self.origins, allowed)
    }

    /// A chain of fewest steps from one of the given origins within the allowed groups.
    pub fn chain_from(&self, origins: &[u32], allowed: impl Fn(u32) -> bool) -> Option<Vec<u32>> {
        const START: u32 = u32::MAX - 1;
        let mut came_from = vec![u32::MAX; self.nodes.len()];
        let mut open: Vec<u32> = Vec::new();
        for origin in origins {
            if allowed(self.nodes[*origin as usize].group) {
                came_from[*origin as usize] = START;
                open.push(*origin);
            }
        }
        let mut position = 0;
        while let Some(node) = open.get(position).copied() {
            position += 1;
            if self.nodes[node as usize].attestation.is_some() {
                let mut chain = vec![node];
                let mut at = came_from[node as usize];
                while at != START {
                    chain.push(at);
                    at = came_from[at as usize];
                }
                chain.reverse();
                return Some(chain);
            }
            for other in self.next(node) {
                let slot = &mut came_from[*other as usize];
                if *slot == u32::MAX && allowed(self.nodes[*other as usize].group) {
                    *slot = node;
                    open.push(*other);
                }
            }
        }
        None
    }

    /// The groups on a chain, sorted.
    pub fn groups_of(&self, chain: &[u32]) -> Vec<u32> {
        let mut groups: Vec<u32> = chain
            .iter()
            .map(|node| self.nodes[*node as usize].group)
            .collect();
        groups.sort_unstable();
        groups.dedup();
        groups
    }

    /// The view of the graph that petgraph's algorithms take.
    pub fn flow(&self) -> Flow<'_> {
        Flow::new(self)
    }
}
