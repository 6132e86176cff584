//! The graph of chains taken apart.

use std::borrow::Cow;

use super::ChainGraph;

impl ChainGraph {
    /// Splits the graph into parts that share neither a step nor a group, so that independence
    /// adds up over them and unsoundness multiplies. O((nodes + steps) log nodes).
    pub fn parts(&self) -> Vec<Cow<'_, Self>> {
        // What is on a chain is reached from the only origin.
        if self.origins.len() == 1 {
            return vec![Cow::Borrowed(self)];
        }
        let mut union = petgraph::unionfind::UnionFind::<u32>::new(self.nodes.len());
        for members in self.members.rows() {
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
        let mut nodes: Vec<(u32, u32)> = labels.into_iter().zip(0..).collect();
        nodes.sort_unstable();
        let parts: Vec<_> = nodes.chunk_by(|(a, _), (b, _)| a == b).collect();
        if parts.len() <= 1 {
            return vec![Cow::Borrowed(self)];
        }
        let mut node_of = vec![u32::MAX; self.nodes.len()];
        let mut group_of = vec![u32::MAX; self.groups.len()];
        let parts = parts.into_iter();
        parts
            .map(|part| Cow::Owned(self.induced(part, &mut node_of, &mut group_of)))
            .collect()
    }

    /// The subgraph on some nodes that are closed under steps and groups. O(size of the part):
    /// the two maps serve one part after another.
    fn induced(&self, nodes: &[(u32, u32)], node_of: &mut [u32], group_of: &mut [u32]) -> Self {
        let mut part = Self::default();
        for (_, old) in nodes {
            let mut node = self.nodes[*old as usize];
            let group = &mut group_of[node.group as usize];
            if *group == u32::MAX {
                *group = part.groups.len() as u32;
                part.groups.push(self.groups[node.group as usize]);
            }
            node.group = *group;
            let new = part.nodes.len() as u32;
            node_of[*old as usize] = new;
            if node.is_origin {
                part.origins.push(new);
            }
            part.nodes.push(node);
        }
        let mut steps = Vec::new();
        for (_, old) in nodes {
            let from = node_of[*old as usize];
            let next = self.next(*old).iter();
            steps.extend(next.map(|other| (from, node_of[*other as usize])));
        }
        part.connect(&steps);
        part
    }
}
