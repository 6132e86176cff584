//! Who the unnamed origins may be: all ways of identifying them, by enumeration.

use std::collections::{BTreeMap, BTreeSet};

use super::super::case::{Case, View};
use super::chains::{Chain, minimal, minimum_hitting_set};
use super::{GroupName, Groups, World};

/// How many ways are tried.
const WAYS: usize = 3_000;

/// What an unnamed origin is taken for: some group, or some unnamed origin apart from all groups.
type Taken = (bool, GroupName);

/// "the minimum of ι over all ways of identifying unnamed origins with each other and with named groups"; nothing, if
/// there are too many ways. As an origin only: where an anonymous source relays, it is itself.
pub fn least_independence(case: &Case, claim: usize, view: &View) -> Option<usize> {
    let world = World::new(case, view);
    let evidence = world.evidence(&world.support_of(claim));
    let unnamed: BTreeSet<&GroupName> = evidence
        .chains
        .iter()
        .filter(|chain| !chain.named)
        .filter_map(|chain| chain.origin())
        .collect();
    let named = evidence
        .chains
        .iter()
        .flat_map(Chain::witness)
        .filter(|group| matches!(group, GroupName::Named(_)));
    let targets: BTreeSet<Taken> = named
        .map(|group| (true, group))
        .chain(unnamed.iter().map(|&group| (false, group.clone())))
        .collect();
    let targets: Vec<Taken> = targets.into_iter().collect();
    let ways = (0..unnamed.len()).try_fold(1_usize, |ways, _| ways.checked_mul(targets.len()))?;
    if ways > WAYS {
        return None;
    }
    (0..ways)
        .map(|way| {
            let mut left = way;
            let mut taken_for: BTreeMap<&GroupName, &Taken> = BTreeMap::new();
            for &origin in &unnamed {
                taken_for.insert(origin, &targets[left % targets.len()]);
                left /= targets.len();
            }
            let witnesses = evidence
                .chains
                .iter()
                .map(|chain| {
                    let mut witness: Groups = Groups::new();
                    for (position, (group, _)) in chain.elements.iter().enumerate() {
                        witness.insert(if position == 0 && !chain.named {
                            match taken_for[group] {
                                (true, known) => known.clone(),
                                // A name that no group has, so that the origin stands apart from its own relays.
                                (false, other) => apart(other),
                            }
                        } else {
                            group.clone()
                        });
                    }
                    witness
                })
                .collect();
            minimum_hitting_set(&minimal(&witnesses))
        })
        .min()
}

fn apart(group: &GroupName) -> GroupName {
    let (GroupName::Named(members) | GroupName::Anonymous(members)) = group;
    let mut marked = members.clone();
    marked.insert(usize::MAX);
    match group {
        GroupName::Named(_) => marked.insert(usize::MAX - 1),
        GroupName::Anonymous(_) => false,
    };
    GroupName::Anonymous(marked)
}
