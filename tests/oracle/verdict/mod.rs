//! docs/semantics.md, 3, 4 and 5 by enumeration.
//!
//! # Readings
//!
//! Where the page leaves room, this file reads it as follows. Each reading is repeated at its definition.
//!
//! - **Pools.** The support of a claim, its denials, the support of each contradicting claim, and all that speaks against
//!   it for S⁻, are each a *pool*: some claims, and on each of them a polarity. A pool has its own groups (a tie contracts
//!   if in force when either agent spoke on any claim of the pool) and one implicit anonymous origin per group. Whether a
//!   statement is live is decided by the groups of its own claim alone.
//! - **To speak on a claim** is to have any visible statement on it, whatever its stance, live or dead.
//! - **A dated tie** is in force at an undated statement; both of its ends are included.
//! - **A retraction predates its target** only if both are dated and it was said on an earlier day.
//! - **Grade**: an agent's own; else the worst (by letter) that its principals have; else, for an anonymous source, one
//!   letter below the worst that its vouchers have. Principals and vouchers without any grade are passed over.
//! - **Authority** is over the statement's own claim or one of its topics.
//! - **Unknown agent data** (recorded after the view): no grade, no authority, no interest, not anonymous, no voucher.
//! - **A minimal chain** is a chain whose set of groups is in W.
//! - **Deleting what interested groups say** takes away each chain in which they speak, as origin or as relay; the rest of
//!   the pool, its groups among it, stays as it was.
//! - **Flags** look at the statements of all claims pooled for support, unless said otherwise at [`Flag`].

mod chains;
mod flags;
mod pool;
mod seen;
mod status;

use std::collections::{BTreeMap, BTreeSet};

use super::case::{Case, Day, View};

pub use chains::entailed;

/// The name of a group, comparable from outside: the agents of the group that speak on a claim of the pool.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GroupName {
    /// A group of tied agents.
    Named(BTreeSet<usize>),
    /// The implicit anonymous origin behind that group.
    Anonymous(BTreeSet<usize>),
}

/// docs/semantics.md: a single point of failure is an origin or a relay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// It is the origin of some minimal chain.
    Origin,
    /// It is not.
    Relay,
}

/// docs/semantics.md.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// p=3, n=0.
    OfficiallyConfirmed,
    /// p=2, n=0.
    Corroborated,
    /// p=1, n=0, several sources through one relay.
    SingleOutlet,
    /// p=1, n=0.
    SingleSource,
    /// Something on both sides, neither outweighing.
    Disputed,
    /// What speaks against it outweighs.
    Contradicted,
    /// p=0, n=1.
    Denied,
    /// p=n=0: support that rests on itself.
    Circular,
    /// p=n=0: support that leads back to a retracted statement.
    BasisWithdrawn,
    /// p=n=0: support that was retracted.
    Retracted,
    /// p=n=0: anything else.
    Unsupported,
}

impl Status {
    /// All statuses.
    pub const ALL: [Self; 11] = [
        Self::OfficiallyConfirmed,
        Self::Corroborated,
        Self::SingleOutlet,
        Self::SingleSource,
        Self::Disputed,
        Self::Contradicted,
        Self::Denied,
        Self::Circular,
        Self::BasisWithdrawn,
        Self::Retracted,
        Self::Unsupported,
    ];

    /// As spelled in docs/semantics.md.
    pub const fn term(self) -> &'static str {
        match self {
            Self::OfficiallyConfirmed => "officially-confirmed",
            Self::Corroborated => "corroborated",
            Self::SingleOutlet => "single-outlet",
            Self::SingleSource => "single-source",
            Self::Disputed => "disputed",
            Self::Contradicted => "contradicted",
            Self::Denied => "denied",
            Self::Circular => "circular",
            Self::BasisWithdrawn => "basis-withdrawn",
            Self::Retracted => "retracted",
            Self::Unsupported => "unsupported",
        }
    }
}

/// The flags of docs/semantics.md, with what each is read to look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flag {
    /// "a cycle of live relays": of any polarity, each relay within one claim.
    CircularReporting,
    /// "SPOF holds a group that is no origin".
    RelaySpof,
    /// "a minimal chain ends in `cited`", even where another chain with the same groups ends in `held`.
    CitationsNotChecked,
    /// "a cautioning tie between groups of W, or an interested origin". The tie must be undated or in force when either
    /// agent spoke on the pooled claims. An interested origin is the first statement of a minimal chain, if its group
    /// has an agent interested in the claim, whether or not an implicit anonymous origin stands behind it.
    AffiliationCaveat,
    /// "some agent's latest reply is a non-answer". On the claim itself: a live non-answer after which (strictly later,
    /// both dated) the same agent made no live statement on the claim that is neither non-answer nor retraction.
    Unanswered,
    /// "a live statement relays a retracted one", be it one about another claim.
    StaleBasis,
    /// "one group's live statements stand on both sides": in its own words; to report both sides is not to take both. The sides are the support of the claim
    /// and all that speaks against it; the groups are those of all these claims together.
    SelfContradiction,
    /// "a statement relays a later one" (a live one, a visible other, both dated, on any claim), or the claim's time span
    /// begins before that of a claim it presupposes, directly or by way of others.
    TemporalTension,
    /// "ι falls below 2 once all unnamed and ungraded origins are taken as one": every group that is the origin of some
    /// chain and is anonymous (implicitly, or speaking there through an anonymous source) or speaks there through an
    /// agent without a grade, becomes one group, in all its roles.
    IndependenceNotEstablished,
}

impl Flag {
    /// All flags.
    pub const ALL: [Self; 9] = [
        Self::CircularReporting,
        Self::RelaySpof,
        Self::CitationsNotChecked,
        Self::AffiliationCaveat,
        Self::Unanswered,
        Self::StaleBasis,
        Self::SelfContradiction,
        Self::TemporalTension,
        Self::IndependenceNotEstablished,
    ];

    /// As spelled in docs/semantics.md.
    pub const fn term(self) -> &'static str {
        match self {
            Self::CircularReporting => "circular-reporting",
            Self::RelaySpof => "relay-spof",
            Self::CitationsNotChecked => "citations-not-checked",
            Self::AffiliationCaveat => "affiliation-caveat",
            Self::Unanswered => "unanswered",
            Self::StaleBasis => "stale-basis",
            Self::SelfContradiction => "self-contradiction",
            Self::TemporalTension => "temporal-tension",
            Self::IndependenceNotEstablished => "independence-not-established",
        }
    }
}

/// A set of groups.
pub type Groups = BTreeSet<GroupName>;

/// Everything the page says of one claim in one view.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// docs/semantics.md.
    pub status: Status,
    /// ι of the support.
    pub independence: usize,
    /// SPOF of the support, with the role of each.
    pub spof: BTreeMap<GroupName, Role>,
    /// W of the support.
    pub witnesses: BTreeSet<Groups>,
    /// The most witnesses that share no group (never more than ι).
    pub packing: usize,
    /// S⁺.
    pub support: f64,
    /// The lower end of the bracket around S⁺: the best chain.
    pub best_chain: f64,
    /// The upper end of the bracket around S⁺: `1−∏(1−a over origin groups)`.
    pub origin_bound: f64,
    /// S⁻.
    pub opposition: f64,
    /// ι of all that speaks against the claim, as one pool (that of S⁻).
    pub opposition_independence: usize,
    /// W of all that speaks against the claim, as one pool (that of S⁻).
    pub opposition_witnesses: BTreeSet<Groups>,
    /// The support rank.
    pub p: u8,
    /// The rank of what speaks against it, lowered where only interested groups say so.
    pub n: u8,
    /// The flags of docs/semantics.md.
    pub flags: BTreeSet<Flag>,
}

/// docs/semantics.md: what is to be said of `claim` in `view`.
pub fn verdict(case: &Case, claim: usize, view: &View) -> Verdict {
    let world = World { case, view: *view };
    let support = world.evidence(&world.support_of(claim));
    let opposition = world.evidence(&world.opposition_to(claim));
    let p = support.rank();
    let n = world.opposition_rank(claim);
    Verdict {
        status: world.status(&support, p, n),
        independence: support.independence(),
        spof: support.single_points_of_failure(),
        witnesses: support.witnesses(),
        packing: support.packing(),
        support: support.probability(),
        best_chain: support.best_chain(),
        origin_bound: support.origin_bound(),
        opposition: opposition.probability(),
        opposition_independence: opposition.independence(),
        opposition_witnesses: opposition.witnesses(),
        p,
        n,
        flags: world.flags(claim, &support),
    }
}

/// Whether enumerating is cheap enough: few statements, few relay paths, few cells.
pub fn size_ok(case: &Case) -> bool {
    case.statements.len() <= 12 && relay_paths(case) <= 2_000 && cells(case) <= 1 << 16
}

/// The number of simple paths along relays within a claim (or more than 2,000).
fn relay_paths(case: &Case) -> usize {
    fn extend(case: &Case, path: &mut Vec<usize>, count: &mut usize) {
        *count += 1;
        let Some(&last) = path.last() else { return };
        for &next in &case.statements[last].relays {
            let same_claim = case.statements[next].claim == case.statements[last].claim;
            if same_claim && !path.contains(&next) && *count <= 2_000 {
                path.push(next);
                extend(case, path, count);
                path.pop();
            }
        }
    }
    let mut count = 0;
    for start in 0..case.statements.len() {
        extend(case, &mut vec![start], &mut count);
    }
    count
}

/// An upper bound, whatever the groups, on the cells between the thresholds of a pool.
fn cells(case: &Case) -> usize {
    let mut product = 1_usize;
    for agent in 0..case.agents.len() {
        let mut own = BTreeSet::new();
        let mut behind = BTreeSet::new();
        for statement in case
            .statements
            .iter()
            .filter(|statement| statement.by == agent)
        {
            let origin = statement.relays.is_empty();
            own.insert((
                origin && statement.confidence.is_none(),
                statement.confidence,
            ));
            if origin {
                own.insert((false, None));
                behind.insert(statement.confidence);
            }
        }
        product = product
            .saturating_mul(own.len() + 1)
            .saturating_mul(behind.len() + 1);
    }
    product
}

/// The two polarities of docs/semantics.md, Stances.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Sign {
    Plus,
    Minus,
}

/// docs/semantics.md, Attested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Attestation {
    Hearsay,
    Cited,
    Held,
}

/// The evidence that is taken together: on which claims, and of which polarity on each.
type Pool = BTreeSet<(usize, Sign)>;

/// docs/semantics.md, Group: for each agent, the least agent of its group.
type Grouping = Vec<usize>;

/// A case seen in a view.
struct World<'a> {
    case: &'a Case,
    view: View,
}

/// docs/semantics.md, and docs/semantics.md: "a missing one is visible always".
fn by_then(at: Option<Day>, cut: Option<Day>) -> bool {
    match (at, cut) {
        (Some(at), Some(cut)) => at <= cut,
        _ => true,
    }
}

/// Whether `earlier` was said on an earlier day than `later`; never so where one of them is undated.
fn strictly_before(earlier: Option<Day>, later: Option<Day>) -> bool {
    matches!((earlier, later), (Some(earlier), Some(later)) if earlier < later)
}

/// What a transformation must not disturb, of the pool that supports a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Each statement of the pooled claims that is live.
    pub live: BTreeSet<usize>,
    /// Each statement of the pooled claims that is held.
    pub held: BTreeSet<usize>,
    /// Each statement of the pooled claims that is cited.
    pub cited: BTreeSet<usize>,
    /// Each statement of the pooled claims that stands on the + side.
    pub positive: BTreeSet<usize>,
    /// Each statement of the pooled claims that stands on the − side.
    pub negative: BTreeSet<usize>,
    /// For each agent, the least agent of its group.
    pub grouping: Vec<usize>,
    /// The claims pooled.
    pub claims: BTreeSet<usize>,
}

/// What the view shows of the statements that are pooled for the support of `claim`.
pub fn facts(case: &Case, claim: usize, view: &View) -> Facts {
    let world = World { case, view: *view };
    let claims: BTreeSet<usize> = world
        .support_of(claim)
        .into_iter()
        .map(|(claim, _)| claim)
        .collect();
    let grouping = world.grouping(&claims);
    let those = |wanted: &dyn Fn(usize) -> bool| -> BTreeSet<usize> {
        world
            .visible_on(&claims)
            .into_iter()
            .filter(|&statement| wanted(statement))
            .collect()
    };
    Facts {
        live: those(&|statement| world.live(statement)),
        held: those(&|statement| world.attestation(statement, &grouping) == Attestation::Held),
        cited: those(&|statement| world.attestation(statement, &grouping) == Attestation::Cited),
        positive: those(&|statement| world.polarity(statement).contains(&Sign::Plus)),
        negative: those(&|statement| world.polarity(statement).contains(&Sign::Minus)),
        grouping,
        claims,
    }
}
