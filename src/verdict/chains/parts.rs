//! The graph of chains taken apart, and with sources taken as one.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::{ChainGraph, Node};

impl ChainGraph {
    /// Splits the graph into parts that share neither a step nor a group, so that independence
    /// adds up over them and unsoundness multiplies. O(nodes + steps).
    pub fn parts(&self) -> Vec<Cow<'_, Self>> {
        let mut union = petgraph::unionfind::UnionFind::<u32>::new(self.nodes.len());
        for members in &self.members {
            for pair in members.windows(2) {
                union.union(pair[0], pair[1]);
            }
        }
        for node in 0..self.nodes.len() as u32 {
            for other in self.next(node) {
                union.union(node, *other);
            }
        }
        let labels = union.into_labeling();
        let mut distinct: Vec<u32> = labels.clone();
        distinct.sort_unstable();
        distinct.dedup();
        if distinct.len() <= 1 {
            return vec![Cow::Borrowed(self)];
        }
        let parts = self.split(&labels, &distinct).into_iter();
        parts.map(Cow::Owned).collect()
    }

    fn split(&self, labels: &[u32], distinct: &[u32]) -> Vec<Self> {
        // Parts are cut out one by one from sorted positions, so the whole costs O(n log n).
        let mut nodes: Vec<(u32, u32)> = labels
            .iter()
            .enumerate()
            .map(|(node, label)| (*label, node as u32))
            .collect();
        nodes.sort_unstable();
        let mut start = 0;
        distinct
            .iter()
            .map(|label| {
                let length = nodes[start..].partition_point(|(other, _)| other == label);
                let part = self.induced(&nodes[start..start + length]);
                start += length;
                part
            })
            .collect()
    }

    /// The subgraph on some nodes that are closed under steps and groups. O(size of the part).
    fn induced(&self, nodes: &[(u32, u32)]) -> Self {
        let position: FxHashMap<u32, u32> = nodes
            .iter()
            .enumerate()
            .map(|(new, (_, old))| (*old, new as u32))
            .collect();
        let mut groups: FxHashMap<u32, u32> = FxHashMap::default();
        let mut part = Self::default();
        for (new, (_, old)) in nodes.iter().enumerate() {
            let node = &self.nodes[*old as usize];
            let group = *groups.entry(node.group).or_insert_with(|| {
                part.groups.push(self.groups[node.group as usize].clone());
                part.members.push(Vec::new());
                part.groups.len() as u32 - 1
            });
            part.members[group as usize].push(new as u32);
            if node.is_origin {
                part.origins.push(new as u32);
            }
            part.nodes.push(Node {
                group,
                ..node.clone()
            });
            let steps = |list: &[u32]| list.iter().map(|other| position[other]).collect();
            part.next.push(steps(self.next(*old)));
            part.previous.push(steps(self.previous(*old)));
        }
        part
    }

    /// The graph with all indistinct origins joined into one group: is independence established
    /// if the unnamed and ungraded sources are one?
    #[must_use]
    pub fn with_indistinct_origins_joined(&self) -> Self {
        let mut joined = self.clone();
        let indistinct: Vec<u32> = self
            .origins
            .iter()
            .filter(|origin| self.nodes[**origin as usize].is_indistinct)
            .map(|origin| self.nodes[*origin as usize].group)
            .collect();
        let Some(one) = indistinct.iter().min().copied() else {
            return joined;
        };
        for node in &mut joined.nodes {
            if indistinct.contains(&node.group) {
                node.group = one;
            }
        }
        joined.members = vec![Vec::new(); joined.groups.len()];
        for (number, node) in joined.nodes.iter().enumerate() {
            joined.members[node.group as usize].push(number as u32);
        }
        joined
    }
}
