//! Making a network smaller without changing its reliability.
//!
//! The reductions of two-terminal reliability (Colbourn, *The Combinatorics of Network
//! Reliability*, 1987, chapter 2), for steps that fail instead of links: two steps of which one
//! only leads to the other become one (series); so do two that stand in the same place
//! (parallel). Both only where the groups concerned have no other step, since a group has one
//! latent variable. Of two steps of one group in the same place the stronger suffices. What is
//! left of most parts is a single step.

use smallvec::SmallVec;

use crate::verdict::chains::ChainGraph;

/// A step, or several that were made one.
#[derive(Clone, Debug)]
pub(super) struct Link {
    /// It is sound if the variable of its group is at most this.
    pub(super) threshold: f64,
    pub(super) group: u32,
    pub(super) is_origin: bool,
    pub(super) is_end: bool,
    pub(super) previous: Neighbours,
    pub(super) next: Neighbours,
}

/// Steps beside a step, sorted. Mostly they are few.
type Neighbours = SmallVec<[u32; 6]>;

/// Takes a step out of those beside another, if it is one of them.
fn take_from(neighbours: &mut Neighbours, number: u32) {
    if let Ok(position) = neighbours.binary_search(&number) {
        neighbours.remove(position);
    }
}

/// A part of a chain graph, reduced.
#[derive(Debug)]
pub(super) struct Network {
    /// The steps; those that were merged into others are `None`.
    links: Vec<Option<Link>>,
    /// How many steps each group has.
    members: Vec<u32>,
}

impl Network {
    /// Reduces a part until nothing more can be. O(steps · log steps) a round; a round that
    /// changes something takes away at least one step, and most take away a constant share.
    pub(super) fn of(part: &ChainGraph) -> Self {
        let sorted = |list: &[u32]| {
            let mut list = Neighbours::from_slice(list);
            list.sort_unstable();
            list.dedup();
            list
        };
        let mut network = Self {
            members: vec![0; part.groups.len()],
            links: Vec::with_capacity(part.nodes.len()),
        };
        for (number, node) in part.nodes.iter().enumerate() {
            network.members[node.group as usize] += 1;
            network.links.push(Some(Link {
                threshold: node.threshold,
                group: node.group,
                is_origin: node.is_origin,
                is_end: node.attestation.is_some(),
                previous: sorted(part.previous(number as u32)),
                next: sorted(part.next(number as u32)),
            }));
        }
        for _ in 0..MOST_ROUNDS {
            let has_series = network.join_series();
            let has_parallel = network.join_parallel();
            if !has_series && !has_parallel {
                break;
            }
        }
        network
    }

    /// What is left, numbered anew.
    pub(super) fn links(&self) -> Vec<Link> {
        let mut count = 0;
        let number_of: Vec<u32> = self
            .links
            .iter()
            .map(|link| {
                count += u32::from(link.is_some());
                count.wrapping_sub(1)
            })
            .collect();
        let renumber = |list: &[u32]| list.iter().map(|old| number_of[*old as usize]).collect();
        let left = self.links.iter().flatten();
        left.map(|link| Link {
            previous: renumber(&link.previous),
            next: renumber(&link.next),
            ..*link
        })
        .collect()
    }

    fn is_alone(&self, link: &Link) -> bool {
        self.members[link.group as usize] == 1
    }

    fn link(&self, number: u32) -> Option<&Link> {
        self.links[number as usize].as_ref()
    }

    /// Takes a step out of the lists of its neighbours, and of the network.
    fn take_out(&mut self, number: u32) -> Option<Link> {
        let link = self.links[number as usize].take()?;
        self.members[link.group as usize] -= 1;
        for before in &link.previous {
            if let Some(before) = &mut self.links[*before as usize] {
                take_from(&mut before.next, number);
            }
        }
        for after in &link.next {
            if let Some(after) = &mut self.links[*after as usize] {
                take_from(&mut after.previous, number);
            }
        }
        Some(link)
    }

    /// Joins steps with the one that they alone lead to, if it follows nothing else.
    fn join_series(&mut self) -> bool {
        let mut has_joined = false;
        for number in 0..self.links.len() as u32 {
            // Again and again, so that a chain of any length takes one round.
            while let Some(before) = self.only_one_before(number)
                && let Some(first) = self.take_out(before)
            {
                has_joined = true;
                for earlier in &first.previous {
                    if let Some(earlier) = &mut self.links[*earlier as usize]
                        && let Err(position) = earlier.next.binary_search(&number)
                    {
                        earlier.next.insert(position, number);
                    }
                }
                if let Some(link) = &mut self.links[number as usize] {
                    link.threshold *= first.threshold;
                    link.is_origin = first.is_origin;
                    link.previous = first.previous;
                }
            }
        }
        has_joined
    }

    /// The step that is joined with a step in series, if there is one.
    fn only_one_before(&self, number: u32) -> Option<u32> {
        let link = self.link(number)?;
        let [before] = *link.previous else {
            return None;
        };
        let first = self.link(before)?;
        let is_series = before != number
            && !link.is_origin
            && !first.is_end
            && first.next[..] == [number]
            && first.previous.binary_search(&number).is_err()
            && self.is_alone(link)
            && self.is_alone(first);
        is_series.then_some(before)
    }

    /// Joins steps that stand in the same place.
    fn join_parallel(&mut self) -> bool {
        let mut has_joined = false;
        let mut order: Vec<u32> = (0..self.links.len() as u32)
            .filter(|number| self.links[*number as usize].is_some())
            .collect();
        let place = |number: &u32| {
            let link = self.links[*number as usize].as_ref();
            link.map(|link| (link.is_origin, link.is_end, &link.previous, &link.next))
        };
        order.sort_by(|a, b| place(a).cmp(&place(b)).then(a.cmp(b)));
        let stacks: Vec<Vec<u32>> = order
            .chunk_by(|a, b| place(a) == place(b))
            .filter(|stack| stack.len() > 1)
            .map(<[u32]>::to_vec)
            .collect();
        for stack in stacks {
            has_joined |= self.keep_strongest_of_groups(&stack);
            // Taking out the weaker changed nobody's place within the stack.
            let mut alone = stack
                .into_iter()
                .filter(|number| self.link(*number).is_some_and(|link| self.is_alone(link)));
            let Some(kept) = alone.next() else {
                continue;
            };
            let others: Vec<u32> = alone.collect();
            for other in others {
                let taken = self.take_out(other);
                if let (Some(taken), Some(kept)) = (taken, &mut self.links[kept as usize]) {
                    has_joined = true;
                    kept.threshold = 1.0 - (1.0 - kept.threshold) * (1.0 - taken.threshold);
                }
            }
        }
        has_joined
    }

    fn keep_strongest_of_groups(&mut self, stack: &[u32]) -> bool {
        let mut ranked: Vec<(u32, f64, u32)> = stack
            .iter()
            .filter_map(|number| Some((number, self.link(*number)?)))
            .map(|(number, link)| (link.group, link.threshold, *number))
            .collect();
        ranked.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        let mut has_joined = false;
        for pair in ranked.windows(2) {
            if pair[0].0 == pair[1].0 {
                has_joined |= self.take_out(pair[1].2).is_some();
            }
        }
        has_joined
    }
}

/// More rounds than a real record needs; what is left after them is factored as it is.
const MOST_ROUNDS: usize = 64;
