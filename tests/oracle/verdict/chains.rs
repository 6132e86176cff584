//! What is pooled for a claim, and the chains of a pool.

use std::collections::{BTreeMap, BTreeSet};

use super::super::case::{Case, Grade};
use super::{Attestation, GroupName, Grouping, Groups, Pool, Sign, World};

/// docs/semantics.md, Chain, as a simple path.
#[derive(Clone, Debug)]
pub(super) struct Chain {
    /// The statements, origin first.
    pub(super) path: Vec<usize>,
    /// Which group must be sound under which threshold, origin first; the implicit anonymous origin is an element too, a
    /// relay by a keeper is not.
    pub(super) elements: Vec<(GroupName, f64)>,
    /// Whether the last statement is held or cited.
    pub(super) end: Attestation,
    /// docs/semantics.md, p=3: the origin is first-hand and has authority over its claim.
    pub(super) authoritative: bool,
    /// Whether all relays, but for those by keepers, are by agents graded C or better.
    pub(super) relays_c_or_better: bool,
    /// Whether the origin is named.
    pub(super) named: bool,
}

impl Chain {
    /// The witness: "the set of groups on a chain".
    pub(super) fn witness(&self) -> Groups {
        self.elements
            .iter()
            .map(|(group, _)| group.clone())
            .collect()
    }

    /// The group that the chain begins with.
    pub(super) fn origin(&self) -> Option<&GroupName> {
        self.elements.first().map(|(group, _)| group)
    }

    /// For each group, the least threshold it must meet.
    pub(super) fn needs(&self) -> Needs {
        needs(self.elements.iter().cloned())
    }

    /// The same, "with all unnamed origins of the question as one group": an origin is a statement, so its group is
    /// that of whoever makes it, and behind one group stands one implicit origin.
    pub(super) fn needs_if_one(&self, unnamed: &BTreeSet<BTreeSet<usize>>) -> Needs {
        let one: BTreeSet<usize> = unnamed.iter().flatten().copied().collect();
        let elements = self.elements.iter().map(|(group, threshold)| {
            let group = match group {
                GroupName::Named(members) if unnamed.contains(members) => {
                    GroupName::Named(one.clone())
                }
                GroupName::Anonymous(members) if unnamed.contains(members) => {
                    GroupName::Anonymous(one.clone())
                }
                group => group.clone(),
            };
            (group, *threshold)
        });
        needs(elements)
    }

    /// The group that makes the statement that the chain begins with, if that is no named origin.
    pub(super) fn unnamed_group(&self) -> Option<BTreeSet<usize>> {
        let origin = self.origin().filter(|_| !self.named)?;
        let (GroupName::Named(members) | GroupName::Anonymous(members)) = origin;
        Some(members.clone())
    }
}

/// For each group, the least threshold it must meet.
pub(super) type Needs = BTreeMap<GroupName, f64>;

fn needs(elements: impl IntoIterator<Item = (GroupName, f64)>) -> Needs {
    let mut needs = Needs::new();
    for (group, threshold) in elements {
        needs
            .entry(group)
            .and_modify(|least| *least = least.min(threshold))
            .or_insert(threshold);
    }
    needs
}

/// A pool with its groups and its chains.
#[derive(Clone, Debug)]
pub(super) struct Evidence {
    pub(super) claims: BTreeSet<usize>,
    pub(super) pool: Pool,
    /// The groups that ties make.
    pub(super) ties: Grouping,
    /// The groups that ties and texts make.
    pub(super) grouping: Grouping,
    pub(super) chains: Vec<Chain>,
}

// docs/semantics.md, last paragraph: what is pooled.
impl World<'_> {
    /// "E(c) be c and all that it `entails`, transitively".
    pub(super) fn entailed(&self, claim: usize) -> BTreeSet<usize> {
        entailed(self.case, claim)
    }

    pub(super) fn all_claims(&self) -> impl Iterator<Item = usize> {
        0..self.case.claims.len()
    }

    /// "Support of c is the chains of every claim whose E contains c."
    pub(super) fn support_of(&self, claim: usize) -> Pool {
        self.all_claims()
            .filter(|&other| self.entailed(other).contains(&claim))
            .map(|other| (other, Sign::Plus))
            .collect()
    }

    /// "The denials of c are those of the members of E(c)."
    pub(super) fn denials_of(&self, claim: usize) -> Pool {
        self.entailed(claim)
            .into_iter()
            .map(|other| (other, Sign::Minus))
            .collect()
    }

    /// "The contradicting claims are those whose E meets one that contradicts (symmetric) a member of E(c)." That may be
    /// c itself, where what it entails contradicts itself.
    pub(super) fn contradicting(&self, claim: usize) -> BTreeSet<usize> {
        let contradict = |one: usize, other: usize| {
            self.case.claims[one].contradicts.contains(&other)
                || self.case.claims[other].contradicts.contains(&one)
        };
        let own = self.entailed(claim);
        self.all_claims()
            .filter(|&rival| {
                self.entailed(rival)
                    .iter()
                    .any(|&one| own.iter().any(|&other| contradict(one, other)))
            })
            .collect()
    }

    /// docs/semantics.md: "S⁻ likewise, over the chains of the denials and of the contradicting claims", as one pool.
    pub(super) fn opposition_to(&self, claim: usize) -> Pool {
        let mut pool = self.denials_of(claim);
        for rival in self.contradicting(claim) {
            pool.extend(self.support_of(rival));
        }
        pool
    }
}

/// docs/semantics.md: a claim and all that it entails, transitively; "two claims that are the same claim in other words
/// entail each other".
pub fn entailed(case: &Case, claim: usize) -> BTreeSet<usize> {
    let mut all = BTreeSet::from([claim]);
    loop {
        let more: BTreeSet<usize> = all
            .iter()
            .flat_map(|&one| {
                let same = move |&other: &usize| {
                    case.claims[one].same.contains(&other) || case.claims[other].same.contains(&one)
                };
                let entails = case.claims[one].entails.iter().copied();
                entails.chain((0..case.claims.len()).filter(same))
            })
            .collect();
        if more.is_subset(&all) {
            return all;
        }
        all.extend(more);
    }
}

// docs/semantics.md: chains.
impl World<'_> {
    /// All chains of a pool, one per simple path from an origin to an attested statement.
    pub(super) fn evidence(&self, pool: &Pool) -> Evidence {
        let claims: BTreeSet<usize> = pool.iter().map(|&(claim, _)| claim).collect();
        let ties = self.grouping(&claims);
        let mut evidence = Evidence {
            claims,
            pool: pool.clone(),
            grouping: self.joint_grouping(pool, &ties),
            ties,
            chains: Vec::new(),
        };
        for &(claim, sign) in pool {
            let mut live = self.live_of(claim, sign);
            // "A statement of `sayso:confidence` 0 is on no chain."
            live.retain(|&statement| self.statement(statement).confidence != Some(0));
            let origins = live.iter().copied();
            for origin in origins.filter(|&origin| self.relays[origin].is_empty()) {
                self.extend(&mut vec![origin], &live, &mut evidence);
            }
        }
        evidence
    }

    /// The live statements on the claim that are of the polarity.
    pub(super) fn live_of(&self, claim: usize, sign: Sign) -> Vec<usize> {
        self.visible_on(&BTreeSet::from([claim]))
            .into_iter()
            .filter(|&statement| self.live(statement) && self.polarity(statement).contains(&sign))
            .collect()
    }

    /// Notes the chain that `path` is, if it ends in an attested statement, and every longer one.
    pub(super) fn extend(&self, path: &mut Vec<usize>, live: &[usize], evidence: &mut Evidence) {
        let Some(&last) = path.last() else { return };
        if self.attested(last, &evidence.ties) {
            let chain = self.chain(path, evidence);
            evidence.chains.push(chain);
        }
        for &next in live {
            if self.relays[next].contains(&last) && !path.contains(&next) {
                path.push(next);
                self.extend(path, live, evidence);
                path.pop();
            }
        }
    }

    /// The name of an agent's group in a pool.
    pub(super) fn members(
        &self,
        agent: usize,
        claims: &BTreeSet<usize>,
        grouping: &Grouping,
    ) -> BTreeSet<usize> {
        self.visible_on(claims)
            .into_iter()
            .map(|statement| self.statement(statement).by)
            .filter(|&other| grouping[other] == grouping[agent])
            .collect()
    }

    /// docs/semantics.md, Chain and Origin, with the thresholds of docs/semantics.md.
    pub(super) fn chain(&self, path: &[usize], evidence: &Evidence) -> Chain {
        let Evidence {
            claims,
            ties,
            grouping,
            ..
        } = evidence;
        let origin = path[0];
        let first_hand = self.first_hand(origin);
        let mut elements = Vec::new();
        let mut relays_c_or_better = true;
        for (position, &at) in path.iter().enumerate() {
            let statement = self.statement(at);
            let members = self.members(statement.by, claims, grouping);
            let grade = self.grade(at);
            // "As relays they are on no witness and fail nobody."
            let keeps = self.case.keepers.contains(&statement.by);
            // "Ungraded agents are F."
            let counted = grade.unwrap_or(Grade::F);
            // "A recorded `sayso:confidence` … replaces a for an origin, r for a statement that relays, and, where an
            // implicit anonymous origin stands behind the statement, that origin's a (the agent's r stays)."
            let recorded = statement
                .confidence
                .map(|hundredths| f64::from(hundredths) / 100.0);
            if position == 0 && first_hand {
                elements.push((
                    GroupName::Named(members),
                    recorded.unwrap_or(counted.as_origin()),
                ));
            } else if position == 0 {
                let behind = recorded.unwrap_or(counted.one_below().as_origin());
                elements.push((GroupName::Anonymous(members.clone()), behind));
                if !keeps {
                    elements.push((GroupName::Named(members), counted.as_relay()));
                }
            } else if !keeps {
                relays_c_or_better &= grade.is_some_and(|grade| grade <= Grade::C);
                elements.push((
                    GroupName::Named(members),
                    recorded.unwrap_or(counted.as_relay()),
                ));
            }
        }
        Chain {
            path: path.to_vec(),
            elements,
            end: path
                .last()
                .map_or(Attestation::Hearsay, |&last| self.attestation(last, ties)),
            authoritative: first_hand && self.has_authority(origin),
            relays_c_or_better,
            named: self.named(origin),
        }
    }
}

/// The ⊆-minimal ones.
pub(super) fn minimal(witnesses: &BTreeSet<Groups>) -> BTreeSet<Groups> {
    let beaten = |witness: &Groups| {
        witnesses
            .iter()
            .any(|other| other != witness && other.is_subset(witness))
    };
    witnesses
        .iter()
        .filter(|witness| !beaten(witness))
        .cloned()
        .collect()
}

/// The subsets of `items` that have `size` members.
pub(super) fn subsets<T: Clone>(items: &[T], size: usize) -> Vec<Vec<T>> {
    if size == 0 {
        return vec![Vec::new()];
    }
    let mut all = Vec::new();
    for (index, first) in items.iter().enumerate() {
        for mut rest in subsets(&items[index + 1..], size - 1) {
            rest.push(first.clone());
            all.push(rest);
        }
    }
    all
}

/// docs/semantics.md, Independence: "minimum hitting set of W", by trying all sets of groups, smaller ones first.
pub(super) fn minimum_hitting_set(witnesses: &BTreeSet<Groups>) -> usize {
    let groups: Vec<GroupName> = witnesses
        .iter()
        .flatten()
        .cloned()
        .collect::<Groups>()
        .into_iter()
        .collect();
    (0..=groups.len())
        .find(|&size| {
            subsets(&groups, size).iter().any(|wrong| {
                witnesses
                    .iter()
                    .all(|witness| wrong.iter().any(|group| witness.contains(group)))
            })
        })
        .unwrap_or(groups.len())
}
