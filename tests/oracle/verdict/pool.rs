//! What is counted and reckoned of one pool: witnesses, independence, single points of failure,
//! support.

use std::collections::{BTreeMap, BTreeSet};

use super::chains::{Chain, Evidence, Needs, minimal, minimum_hitting_set};
use super::{GroupName, Groups, Role};

// docs/semantics.md and 4, of one pool.
impl Evidence {
    /// W: "the ⊆-minimal witnesses".
    pub(super) fn witnesses(&self) -> BTreeSet<Groups> {
        minimal(&self.chains.iter().map(Chain::witness).collect())
    }

    /// The chains whose witness is in W.
    pub(super) fn minimal_chains(&self) -> Vec<&Chain> {
        let witnesses = self.witnesses();
        self.chains
            .iter()
            .filter(|chain| witnesses.contains(&chain.witness()))
            .collect()
    }

    /// ι.
    pub(super) fn independence(&self) -> usize {
        minimum_hitting_set(&self.witnesses())
    }

    /// ι°: "ι over the chains with a named origin, but at least 1 where ι is".
    pub(super) fn established(&self) -> usize {
        let named = self.chains.iter().filter(|chain| chain.named);
        let named = minimum_hitting_set(&minimal(&named.map(Chain::witness).collect()));
        named.max(self.independence().min(1))
    }

    /// The most pairwise disjoint witnesses, by trying all sets of witnesses.
    pub(super) fn packing(&self) -> usize {
        fn most(left: &[Groups], taken: &Groups) -> usize {
            let Some((first, rest)) = left.split_first() else {
                return 0;
            };
            let without = most(rest, taken);
            if first.is_disjoint(taken) {
                without.max(1 + most(rest, &(taken | first)))
            } else {
                without
            }
        }
        most(
            &self.witnesses().into_iter().collect::<Vec<_>>(),
            &Groups::new(),
        )
    }

    /// "SPOF(c) = ⋂ W(c), split into origins and relays": empty where W is; an origin, if some minimal chain begins there.
    pub(super) fn single_points_of_failure(&self) -> BTreeMap<GroupName, Role> {
        let witnesses = self.witnesses();
        let shared = witnesses
            .iter()
            .cloned()
            .reduce(|one, other| &one & &other)
            .unwrap_or_default();
        let origins: BTreeSet<&GroupName> = self
            .minimal_chains()
            .iter()
            .filter_map(|chain| chain.origin())
            .collect();
        shared
            .into_iter()
            .map(|group| {
                let role = if origins.contains(&group) {
                    Role::Origin
                } else {
                    Role::Relay
                };
                (group, role)
            })
            .collect()
    }

    /// docs/semantics.md: "0 ι=0, 1 ι°=1, 2 ι°≥2, 3 some chain whose origin is first-hand and has authority over the claim, and which
    /// is either attested by that statement's own document" (the chain that is the origin alone) "or relayed only by
    /// agents graded C or better".
    pub(super) fn rank(&self) -> u8 {
        let official = |chain: &Chain| {
            chain.authoritative && (chain.path.len() == 1 || chain.relays_c_or_better)
        };
        if self.chains.iter().any(official) {
            return 3;
        }
        match self.established() {
            0 => 0,
            1 => 1,
            _ => 2,
        }
    }

    /// S, by every combination of the cells between each group's thresholds.
    pub(super) fn probability(&self, needs: impl Fn(&Chain) -> Needs) -> f64 {
        let needs: Vec<Needs> = self.chains.iter().map(needs).collect();
        let mut thresholds: BTreeMap<&GroupName, Vec<f64>> = BTreeMap::new();
        for (group, &threshold) in needs.iter().flatten() {
            thresholds.entry(group).or_default().push(threshold);
        }
        for of_group in thresholds.values_mut() {
            of_group.sort_by(f64::total_cmp);
            of_group.dedup();
        }
        let thresholds: Vec<(&GroupName, Vec<f64>)> = thresholds.into_iter().collect();
        sum_of_cells(&thresholds, &mut BTreeMap::new(), &needs)
    }

    /// docs/semantics.md: the best chain alone.
    pub(super) fn best_chain(&self) -> f64 {
        self.chains
            .iter()
            .map(|chain| chain.needs().values().product())
            .fold(0.0, f64::max)
    }

    /// docs/semantics.md: `1−∏(1−a over origin groups)`, with the greatest a of each group that is an origin.
    pub(super) fn origin_bound(&self) -> f64 {
        let mut greatest: BTreeMap<&GroupName, f64> = BTreeMap::new();
        for (group, a) in self
            .chains
            .iter()
            .filter_map(|chain| chain.elements.first())
        {
            greatest
                .entry(group)
                .and_modify(|known| *known = known.max(*a))
                .or_insert(*a);
        }
        1.0 - greatest.values().map(|a| 1.0 - a).product::<f64>()
    }
}

/// The probability of the cells in which some chain holds, given where the U of the groups before `left` lie. A cell is
/// named by its upper threshold; the one above all thresholds by infinity.
pub(super) fn sum_of_cells<'a>(
    left: &[(&'a GroupName, Vec<f64>)],
    drawn: &mut BTreeMap<&'a GroupName, f64>,
    needs: &[Needs],
) -> f64 {
    let Some(((group, thresholds), rest)) = left.split_first() else {
        // "it is sound as an origin if U ≤ a and as a relay if U ≤ r"
        let sound = |need: &Needs| {
            need.iter()
                .all(|(group, threshold)| drawn[group] <= *threshold)
        };
        return if needs.iter().any(sound) { 1.0 } else { 0.0 };
    };
    let mut sum = 0.0;
    let mut below = 0.0;
    for &threshold in thresholds {
        drawn.insert(group, threshold);
        sum += (threshold - below) * sum_of_cells(rest, drawn, needs);
        below = threshold;
    }
    drawn.insert(group, f64::INFINITY);
    sum += (1.0 - below) * sum_of_cells(rest, drawn, needs);
    drawn.remove(group);
    sum
}
