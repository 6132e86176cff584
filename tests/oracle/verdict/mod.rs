//! Groups, chains, ranks, statuses, flags and figures, by enumeration.
//!
//! # Readings
//!
//! Where docs/semantics.md leaves room, this reads it as follows. Each reading is repeated at its definition.
//!
//! - **Pools.** The support of a claim, its denials, the support of each contradicting claim, and all that speaks against
//!   it for S⁻, are each a *pool*, which is a question: some claims, and on each of them a polarity. A pool has its own
//!   groups (a tie contracts if in force when either agent spoke on any claim of the pool; then texts join) and one
//!   implicit anonymous origin per group. Whether a statement is live is decided by the ties of its own claim alone.
//! - **To speak on a claim** is to have any visible statement on it, whatever its stance, live or dead.
//! - **Times** ([`times`]): the earliest of several uncertain times lies between the least of their first and the least of
//!   their last instants. What nobody dated may have been said at any time, up to its bound if it has one.
//! - **A dated tie** reaches from the first instant of its beginning to the last one of its end.
//! - **Grade**: aliases are one agent. Its own, of several the one with the lowest a (of C and F, F); else the lowest that
//!   its principals have; else, for an anonymous source, one letter below the lowest that its vouchers give. Principals
//!   and vouchers without any grade are passed over.
//! - **Authority** is over the statement's own claim or one of its topics.
//! - **Unknown agent data** (recorded after the view): no grade, no authority, no interest, not anonymous, no voucher, no
//!   basis. An unknown document takes part in nothing.
//! - **Copies** add relays between visible statements; the sides are those of the recorded relays.
//! - **A joint act** counts the visible statements, live or dead: to take a signature back does not make two witnesses.
//! - **A keeper** is on no witness as a relay by itself, not by its group; its group's statements are held.
//! - **An unnamed origin that may be another** is so as an origin: where that agent relays, it is itself.
//! - **A minimal chain** is a chain whose set of groups is in W.
//! - **Deleting what interested groups say** takes away each chain in which they speak, as origin or as relay; the rest of
//!   the pool, its groups among it, stays as it was.
//! - **Flags** look at the statements of all claims pooled for support, unless said otherwise at [`Flag`].

mod chains;
mod flags;
mod identify;
mod pool;
mod seen;
mod size;
mod status;
mod texts;
mod times;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use super::case::{Case, View, When};

use chains::Chain;
pub use chains::entailed;
pub use identify::least_independence;
pub use size::size_ok;
use times::Time;
pub use words::{Flag, Status};

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

/// A set of groups.
pub type Groups = BTreeSet<GroupName>;

/// Everything the page says of one claim in one view.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// docs/semantics.md.
    pub status: Status,
    /// ι of the support.
    pub independence: usize,
    /// ι° of the support.
    pub established: usize,
    /// SPOF of the support, with the role of each.
    pub spof: BTreeMap<GroupName, Role>,
    /// W of the support.
    pub witnesses: BTreeSet<Groups>,
    /// The most witnesses that share no group (never more than ι).
    pub packing: usize,
    /// S⁺.
    pub support: f64,
    /// S⁺, with all unnamed origins as one group.
    pub support_if_one: f64,
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
    let world = World::new(case, view);
    let support = world.evidence(&world.support_of(claim));
    let opposition = world.evidence(&world.opposition_to(claim));
    let p = support.rank();
    let n = world.opposition_rank(claim);
    let status = world.status(&support, p, n);
    let unnamed = support.chains.iter();
    let unnamed = unnamed.filter_map(Chain::unnamed_group).collect();
    Verdict {
        status,
        independence: support.independence(),
        established: support.established(),
        spof: support.single_points_of_failure(),
        witnesses: support.witnesses(),
        packing: support.packing(),
        support: support.probability(Chain::needs),
        support_if_one: support.probability(|chain| chain.needs_if_one(&unnamed)),
        best_chain: support.best_chain(),
        origin_bound: support.origin_bound(),
        opposition: opposition.probability(Chain::needs),
        opposition_independence: opposition.independence(),
        opposition_witnesses: opposition.witnesses(),
        p,
        n,
        flags: world.flags(claim, &support, status),
    }
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
    /// The statements that the view shows.
    present: BTreeSet<usize>,
    /// What each statement relays: as recorded, and by what its documents copy.
    relays: Vec<BTreeSet<usize>>,
    /// When each statement was said.
    times: Vec<Time>,
}

impl<'a> World<'a> {
    /// First what was recorded by the time of the view, then what of that was said by it: a bound is known only from what
    /// is recorded.
    fn new(case: &'a Case, view: &View) -> Self {
        let recorded = (0..case.statements.len())
            .filter(|&index| by_then(case.statements[index].recorded_at, view.known_at))
            .collect();
        let recorded = Self::of(case, view, recorded);
        let said = recorded
            .all_visible()
            .filter(|&statement| recorded.times[statement].visible_by(view.said_by))
            .collect();
        Self::of(case, view, said)
    }

    /// The case as if only these statements were there.
    fn of(case: &'a Case, view: &View, present: BTreeSet<usize>) -> Self {
        let mut world = Self {
            case,
            view: *view,
            present,
            relays: case
                .statements
                .iter()
                .map(|statement| statement.relays.clone())
                .collect(),
            times: Vec::new(),
        };
        let copied: Vec<BTreeSet<usize>> = (0..case.statements.len())
            .map(|statement| world.copied_by(statement))
            .collect();
        for (relays, copied) in world.relays.iter_mut().zip(copied) {
            relays.extend(copied);
        }
        world.times = world.all_times();
        world
    }
}

/// "a missing one is visible always".
fn by_then(at: Option<When>, cut: Option<When>) -> bool {
    match (at, cut) {
        (Some(at), Some(cut)) => at.first() <= cut.first(),
        _ => true,
    }
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
    /// Each statement of the pooled claims that is an origin, dead ones among them.
    pub origins: BTreeSet<usize>,
    /// Each origin behind which an unnamed one stands.
    pub without_basis: BTreeSet<usize>,
    /// For each agent, the least agent of the group that ties make.
    pub grouping: Vec<usize>,
    /// For each agent, the least agent of the group that ties and texts make.
    pub joint: Vec<usize>,
    /// The claims pooled.
    pub claims: BTreeSet<usize>,
}

/// The statements that the view shows.
pub fn visible(case: &Case, view: &View) -> BTreeSet<usize> {
    World::new(case, view).present
}

/// What the view shows of the statements that are pooled for the support of `claim`.
pub fn facts(case: &Case, claim: usize, view: &View) -> Facts {
    let world = World::new(case, view);
    let pool = world.support_of(claim);
    let claims: BTreeSet<usize> = pool.iter().map(|&(claim, _)| claim).collect();
    let grouping = world.grouping(&claims);
    let those = |wanted: &dyn Fn(usize) -> bool| -> BTreeSet<usize> {
        world
            .visible_on(&claims)
            .into_iter()
            .filter(|&statement| wanted(statement))
            .collect()
    };
    let is_origin = |statement: usize| world.relays[statement].is_empty();
    Facts {
        live: those(&|statement| world.live(statement)),
        held: those(&|statement| world.attestation(statement, &grouping) == Attestation::Held),
        cited: those(&|statement| world.attestation(statement, &grouping) == Attestation::Cited),
        positive: those(&|statement| world.polarity(statement).contains(&Sign::Plus)),
        negative: those(&|statement| world.polarity(statement).contains(&Sign::Minus)),
        origins: those(&is_origin),
        without_basis: those(&|statement| is_origin(statement) && !world.first_hand(statement)),
        joint: world.joint_grouping(&pool, &grouping),
        grouping,
        claims,
    }
}
