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

use std::collections::{BTreeMap, BTreeSet};

use super::case::{Agent, Case, Day, Document, Grade, Stance, Statement, Tie, TieKind, View};

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

// docs/semantics.md: what the view shows.
impl World<'_> {
    fn statement(&self, statement: usize) -> &Statement {
        &self.case.statements[statement]
    }

    /// Said and recorded by the as-of times.
    fn visible(&self, statement: usize) -> bool {
        let statement = self.statement(statement);
        by_then(statement.said_at, self.view.said_by)
            && by_then(statement.recorded_at, self.view.known_at)
    }

    /// The visible statements, in order.
    fn all_visible(&self) -> impl Iterator<Item = usize> {
        (0..self.case.statements.len()).filter(|&statement| self.visible(statement))
    }

    /// The visible statements on any of the claims.
    fn visible_on(&self, claims: &BTreeSet<usize>) -> Vec<usize> {
        self.all_visible()
            .filter(|&statement| claims.contains(&self.statement(statement).claim))
            .collect()
    }

    /// What is recorded of an agent; nothing, if that was later than the view.
    fn agent(&self, agent: usize) -> Option<&Agent> {
        Some(&self.case.agents[agent])
            .filter(|agent| by_then(agent.recorded_at, self.view.known_at))
    }

    /// A document; nothing, if it was recorded later than the view. When it was issued plays no part.
    fn document(&self, document: usize) -> Option<&Document> {
        Some(&self.case.documents[document])
            .filter(|document| by_then(document.recorded_at, self.view.known_at))
    }

    /// The ties that are undated, or were in force when either agent spoke on one of the claims.
    fn ties_in_force(&self, claims: &BTreeSet<usize>) -> Vec<&Tie> {
        self.case
            .ties
            .iter()
            .filter(|tie| by_then(tie.recorded_at, self.view.known_at))
            .filter(|tie| {
                let undated = tie.valid_from.is_none() && tie.valid_until.is_none();
                undated
                    || self.visible_on(claims).into_iter().any(|statement| {
                        let Statement { by, said_at, .. } = *self.statement(statement);
                        let spoke = by == tie.dependent || by == tie.principal;
                        spoke
                            && !strictly_before(said_at, tie.valid_from)
                            && !strictly_before(tie.valid_until, said_at)
                    })
            })
            .collect()
    }

    /// Those of them that contract.
    fn contracting_ties(&self, claims: &BTreeSet<usize>) -> Vec<&Tie> {
        self.ties_in_force(claims)
            .into_iter()
            .filter(|tie| tie.kind.contracts())
            .collect()
    }
}

// docs/semantics.md: groups, grades, authority.
impl World<'_> {
    /// "agents joined by contracting ties".
    fn grouping(&self, claims: &BTreeSet<usize>) -> Grouping {
        let mut least: Grouping = (0..self.case.agents.len()).collect();
        for tie in self.contracting_ties(claims) {
            let (one, other) = (least[tie.dependent], least[tie.principal]);
            for label in &mut least {
                if *label == one || *label == other {
                    *label = one.min(other);
                }
            }
        }
        least
    }

    /// "A spokesperson without a grade takes the principal's"; "A named `sayso:AnonymousSource` without a grade is one
    /// letter below its voucher". Several: the worst letter of those that have any.
    fn grade(&self, agent: usize, claims: &BTreeSet<usize>) -> Option<Grade> {
        self.grade_along(&mut vec![agent], claims)
    }

    /// The grade of the last agent of `path`, without coming back to an agent on it.
    fn grade_along(&self, path: &mut Vec<usize>, claims: &BTreeSet<usize>) -> Option<Grade> {
        let agent = path.last().copied()?;
        let known = self.agent(agent);
        if let Some(own) = known.and_then(|known| known.grade) {
            return Some(own);
        }
        let principals: BTreeSet<usize> = self
            .contracting_ties(claims)
            .into_iter()
            .filter(|tie| tie.kind == TieKind::SpokespersonOf && tie.dependent == agent)
            .map(|tie| tie.principal)
            .collect();
        let vouchers = known
            .filter(|known| known.anonymous)
            .map(|known| known.vouched_by.clone())
            .unwrap_or_default();
        self.worst(&principals, path, claims)
            .or_else(|| self.worst(&vouchers, path, claims).map(Grade::one_below))
    }

    /// The worst grade that any of the agents has, none being on `path`.
    fn worst(
        &self,
        agents: &BTreeSet<usize>,
        path: &mut Vec<usize>,
        claims: &BTreeSet<usize>,
    ) -> Option<Grade> {
        let mut worst = None;
        for &agent in agents {
            if !path.contains(&agent) {
                path.push(agent);
                worst = worst.max(self.grade_along(path, claims));
                path.pop();
            }
        }
        worst
    }

    /// "its agent has authority over the claim (itself, or as `SameAs` / `SpokespersonOf` of one that has)": transitively,
    /// along ties that contract for the pool, a spokesperson having the authority of its principal and not the reverse.
    fn has_authority(&self, agent: usize, claim: usize, claims: &BTreeSet<usize>) -> bool {
        let mut stands_for = BTreeSet::from([agent]);
        loop {
            let before = stands_for.len();
            for tie in self.contracting_ties(claims) {
                let along = tie.kind == TieKind::SameAs || tie.kind == TieKind::SpokespersonOf;
                if along && stands_for.contains(&tie.dependent) {
                    stands_for.insert(tie.principal);
                }
                if tie.kind == TieKind::SameAs && stands_for.contains(&tie.principal) {
                    stands_for.insert(tie.dependent);
                }
            }
            if stands_for.len() == before {
                break;
            }
        }
        stands_for
            .into_iter()
            .filter_map(|agent| self.agent(agent))
            .any(|agent| {
                agent.authority_over_claims.contains(&claim)
                    || !agent
                        .authority_over_topics
                        .is_disjoint(&self.case.claims[claim].topics)
            })
    }

    /// The groups of a pool that have an agent interested in the claim.
    fn interested(&self, grouping: &Grouping, claim: usize) -> BTreeSet<usize> {
        (0..self.case.agents.len())
            .filter(|&agent| {
                self.agent(agent)
                    .is_some_and(|known| known.interests.contains(&claim))
            })
            .map(|agent| grouping[agent])
            .collect()
    }
}

// docs/semantics.md: live, polarity, attested.
impl World<'_> {
    /// "effectively retracted": by a visible retraction which does not predate it, comes from the same group (of the
    /// statement's own claim), and is not itself effectively retracted.
    fn retracted(&self, statement: usize) -> bool {
        let target = self.statement(statement);
        let grouping = self.grouping(&BTreeSet::from([target.claim]));
        self.all_visible().any(|retraction| {
            let by = self.statement(retraction);
            by.stance == Stance::Retracts
                && by.target == Some(statement)
                && !strictly_before(by.said_at, target.said_at)
                && grouping[by.by] == grouping[target.by]
                && !self.retracted(retraction)
        })
    }

    /// "said and recorded by the as-of times of the view, and not effectively retracted".
    fn live(&self, statement: usize) -> bool {
        self.visible(statement) && !self.retracted(statement)
    }

    /// What a statement relays on the same claim, as far as visible. "Relays across claims are never chain edges."
    fn relayed(&self, statement: usize) -> Vec<usize> {
        let claim = self.statement(statement).claim;
        let relays = self.statement(statement).relays.iter().copied();
        relays
            .filter(|&relayed| self.statement(relayed).claim == claim && self.visible(relayed))
            .collect()
    }

    /// The same, as far as live.
    fn relayed_live(&self, statement: usize) -> Vec<usize> {
        self.relayed(statement)
            .into_iter()
            .filter(|&relayed| self.live(relayed))
            .collect()
    }

    /// docs/semantics.md, Stances, and docs/semantics.md: "read through the relays of the same claim, live or dead; if they have both, it has
    /// both; if none, it supports nothing". An unseen one contributes nothing. `reports` that relays nothing is
    /// `asserts`; one that relays only something unseen or something on another claim is not.
    fn polarity(&self, statement: usize) -> BTreeSet<Sign> {
        let mut polarity = BTreeSet::new();
        let mut read = BTreeSet::new();
        let mut to_read = vec![statement];
        while let Some(next) = to_read.pop() {
            if !read.insert(next) {
                continue;
            }
            match self.statement(next).stance {
                Stance::Asserts | Stance::Confirms => {
                    polarity.insert(Sign::Plus);
                }
                Stance::Denies => {
                    polarity.insert(Sign::Minus);
                }
                Stance::Reports if self.statement(next).relays.is_empty() => {
                    polarity.insert(Sign::Plus);
                }
                Stance::Reports => to_read.extend(self.relayed(next)),
                _ => {}
            }
        }
        polarity
    }

    /// "`held` (… `sayso:in` a document that its own group published, and the document has a `sayso:sha256`), `cited`
    /// (the same, but only a `schema:url`), or `hearsay`". One publisher of the group suffices; the best document counts.
    fn attestation(&self, statement: usize, grouping: &Grouping) -> Attestation {
        let statement = self.statement(statement);
        statement
            .documents
            .iter()
            .filter_map(|&document| self.document(document))
            .filter(|document| {
                document
                    .publishers
                    .iter()
                    .any(|&by| grouping[by] == grouping[statement.by])
            })
            .map(|document| match (document.sha256, document.url) {
                (true, _) => Attestation::Held,
                (false, true) => Attestation::Cited,
                (false, false) => Attestation::Hearsay,
            })
            .max()
            .unwrap_or(Attestation::Hearsay)
    }

    /// "whether `cited` suffices (default …) or only `held`".
    fn attested(&self, statement: usize, grouping: &Grouping) -> bool {
        let least = if self.view.strict {
            Attestation::Held
        } else {
            Attestation::Cited
        };
        self.attestation(statement, grouping) >= least
    }
}

/// docs/semantics.md, Chain, as a simple path.
#[derive(Clone, Debug)]
struct Chain {
    /// The statements, origin first.
    path: Vec<usize>,
    /// Which group must be sound under which threshold, origin first; the implicit anonymous origin is an element too.
    elements: Vec<(GroupName, f64)>,
    /// Whether the last statement is held or cited.
    end: Attestation,
    /// docs/semantics.md, p=3: the origin is first-hand and has authority over its claim.
    authoritative: bool,
    /// Whether all relays are by agents graded C or better.
    relays_c_or_better: bool,
    /// Whether the origin is implicit, or an anonymous source, or by an agent without grade.
    unnamed_or_ungraded: bool,
}

impl Chain {
    /// The witness: "the set of groups on a chain".
    fn witness(&self) -> Groups {
        self.elements
            .iter()
            .map(|(group, _)| group.clone())
            .collect()
    }

    /// The group that the chain begins with.
    fn origin(&self) -> Option<&GroupName> {
        self.elements.first().map(|(group, _)| group)
    }

    /// For each group, the least threshold it must meet.
    fn needs(&self) -> BTreeMap<&GroupName, f64> {
        let mut needs = BTreeMap::new();
        for (group, threshold) in &self.elements {
            needs
                .entry(group)
                .and_modify(|least: &mut f64| *least = least.min(*threshold))
                .or_insert(*threshold);
        }
        needs
    }
}

/// A pool with its groups and its chains.
#[derive(Clone, Debug)]
struct Evidence {
    claims: BTreeSet<usize>,
    pool: Pool,
    grouping: Grouping,
    chains: Vec<Chain>,
}

// docs/semantics.md, last paragraph: what is pooled.
impl World<'_> {
    /// "E(c) be c and all that it `entails`, transitively".
    fn entailed(&self, claim: usize) -> BTreeSet<usize> {
        entailed(self.case, claim)
    }

    fn all_claims(&self) -> impl Iterator<Item = usize> {
        0..self.case.claims.len()
    }

    /// "Support of c is the chains of every claim whose E contains c."
    fn support_of(&self, claim: usize) -> Pool {
        self.all_claims()
            .filter(|&other| self.entailed(other).contains(&claim))
            .map(|other| (other, Sign::Plus))
            .collect()
    }

    /// "The denials of c are those of the members of E(c)."
    fn denials_of(&self, claim: usize) -> Pool {
        self.entailed(claim)
            .into_iter()
            .map(|other| (other, Sign::Minus))
            .collect()
    }

    /// "The contradicting claims are those whose E meets one that contradicts (symmetric) a member of E(c)." That may be
    /// c itself, where what it entails contradicts itself.
    fn contradicting(&self, claim: usize) -> BTreeSet<usize> {
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
    fn opposition_to(&self, claim: usize) -> Pool {
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
    fn evidence(&self, pool: &Pool) -> Evidence {
        let claims: BTreeSet<usize> = pool.iter().map(|&(claim, _)| claim).collect();
        let grouping = self.grouping(&claims);
        let mut evidence = Evidence {
            claims,
            pool: pool.clone(),
            grouping,
            chains: Vec::new(),
        };
        for &(claim, sign) in pool {
            let live = self.live_of(claim, sign);
            for origin in live
                .iter()
                .copied()
                .filter(|&origin| self.statement(origin).relays.is_empty())
            {
                self.extend(&mut vec![origin], &live, &mut evidence);
            }
        }
        evidence
    }

    /// The live statements on the claim that are of the polarity.
    fn live_of(&self, claim: usize, sign: Sign) -> Vec<usize> {
        self.visible_on(&BTreeSet::from([claim]))
            .into_iter()
            .filter(|&statement| self.live(statement) && self.polarity(statement).contains(&sign))
            .collect()
    }

    /// Notes the chain that `path` is, if it ends in an attested statement, and every longer one.
    fn extend(&self, path: &mut Vec<usize>, live: &[usize], evidence: &mut Evidence) {
        let Some(&last) = path.last() else { return };
        if self.attested(last, &evidence.grouping) {
            let chain = self.chain(path, evidence);
            evidence.chains.push(chain);
        }
        for &next in live {
            if self.statement(next).relays.contains(&last) && !path.contains(&next) {
                path.push(next);
                self.extend(path, live, evidence);
                path.pop();
            }
        }
    }

    /// The name of an agent's group in a pool.
    fn members(
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

    /// docs/semantics.md, Origin: "first-hand if `sayso:firstHand true`, or if unstated and its agent has authority over the claim".
    fn first_hand(&self, origin: usize, claims: &BTreeSet<usize>) -> bool {
        let statement = self.statement(origin);
        statement
            .first_hand
            .unwrap_or_else(|| self.has_authority(statement.by, statement.claim, claims))
    }

    /// docs/semantics.md, Chain and Origin, with the thresholds of docs/semantics.md.
    fn chain(&self, path: &[usize], evidence: &Evidence) -> Chain {
        let Evidence {
            claims, grouping, ..
        } = evidence;
        let origin = path[0];
        let source = self.statement(origin);
        let source_grade = self.grade(source.by, claims);
        let first_hand = self.first_hand(origin, claims);
        let mut elements = Vec::new();
        let mut relays_c_or_better = true;
        for (position, &at) in path.iter().enumerate() {
            let statement = self.statement(at);
            let members = self.members(statement.by, claims, grouping);
            let grade = self.grade(statement.by, claims);
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
                elements.push((GroupName::Named(members), counted.as_relay()));
            } else {
                relays_c_or_better &= grade.is_some_and(|grade| grade <= Grade::C);
                elements.push((
                    GroupName::Named(members),
                    recorded.unwrap_or(counted.as_relay()),
                ));
            }
        }
        let anonymous = self.agent(source.by).is_some_and(|agent| agent.anonymous);
        Chain {
            path: path.to_vec(),
            elements,
            end: path.last().map_or(Attestation::Hearsay, |&last| {
                self.attestation(last, grouping)
            }),
            authoritative: first_hand && self.has_authority(source.by, source.claim, claims),
            relays_c_or_better,
            unnamed_or_ungraded: !first_hand || anonymous || source_grade.is_none(),
        }
    }
}

/// The ⊆-minimal ones.
fn minimal(witnesses: &BTreeSet<Groups>) -> BTreeSet<Groups> {
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
fn subsets<T: Clone>(items: &[T], size: usize) -> Vec<Vec<T>> {
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
fn minimum_hitting_set(witnesses: &BTreeSet<Groups>) -> usize {
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

// docs/semantics.md and 4, of one pool.
impl Evidence {
    /// W: "the ⊆-minimal witnesses".
    fn witnesses(&self) -> BTreeSet<Groups> {
        minimal(&self.chains.iter().map(Chain::witness).collect())
    }

    /// The chains whose witness is in W.
    fn minimal_chains(&self) -> Vec<&Chain> {
        let witnesses = self.witnesses();
        self.chains
            .iter()
            .filter(|chain| witnesses.contains(&chain.witness()))
            .collect()
    }

    /// ι.
    fn independence(&self) -> usize {
        minimum_hitting_set(&self.witnesses())
    }

    /// The most pairwise disjoint witnesses, by trying all sets of witnesses.
    fn packing(&self) -> usize {
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
    fn single_points_of_failure(&self) -> BTreeMap<GroupName, Role> {
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

    /// docs/semantics.md: "0 ι=0, 1 ι=1, 2 ι≥2, 3 some chain whose origin is first-hand and has authority over the claim, and which
    /// is either attested by that statement's own document" (the chain that is the origin alone) "or relayed only by
    /// agents graded C or better".
    fn rank(&self) -> u8 {
        let official = |chain: &Chain| {
            chain.authoritative && (chain.path.len() == 1 || chain.relays_c_or_better)
        };
        if self.chains.iter().any(official) {
            return 3;
        }
        match self.independence() {
            0 => 0,
            1 => 1,
            _ => 2,
        }
    }

    /// S, by every combination of the cells between each group's thresholds.
    fn probability(&self) -> f64 {
        let needs: Vec<BTreeMap<&GroupName, f64>> = self.chains.iter().map(Chain::needs).collect();
        let mut thresholds: BTreeMap<&GroupName, Vec<f64>> = BTreeMap::new();
        for (&group, &threshold) in needs.iter().flatten() {
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
    fn best_chain(&self) -> f64 {
        self.chains
            .iter()
            .map(|chain| chain.needs().values().product())
            .fold(0.0, f64::max)
    }

    /// docs/semantics.md: `1−∏(1−a over origin groups)`, with the greatest a of each group that is an origin.
    fn origin_bound(&self) -> f64 {
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

    /// ι, once all unnamed and ungraded origins are taken as one.
    fn independence_if_one(&self) -> usize {
        let one: Groups = self
            .chains
            .iter()
            .filter(|chain| chain.unnamed_or_ungraded)
            .filter_map(|chain| chain.origin().cloned())
            .collect();
        // A name that no group has: nobody speaks in it.
        let all = GroupName::Anonymous(BTreeSet::new());
        let taken = |group: &GroupName| {
            if one.contains(group) {
                all.clone()
            } else {
                group.clone()
            }
        };
        let witnesses = self
            .chains
            .iter()
            .map(|chain| chain.witness().iter().map(taken).collect())
            .collect();
        minimum_hitting_set(&minimal(&witnesses))
    }
}

/// The probability of the cells in which some chain holds, given where the U of the groups before `left` lie. A cell is
/// named by its upper threshold; the one above all thresholds by infinity.
fn sum_of_cells<'a>(
    left: &[(&'a GroupName, Vec<f64>)],
    drawn: &mut BTreeMap<&'a GroupName, f64>,
    needs: &[BTreeMap<&'a GroupName, f64>],
) -> f64 {
    let Some(((group, thresholds), rest)) = left.split_first() else {
        // "it is sound as an origin if U ≤ a and as a relay if U ≤ r"
        let sound = |need: &BTreeMap<&GroupName, f64>| {
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

// docs/semantics.md: ranks and status.
impl World<'_> {
    /// n: "the highest of: that rank for the denials taken together, and that rank for the support of each contradicting
    /// claim by itself. If deleting all that groups interested in c say against it leaves n = 0, n is at most 1."
    fn opposition_rank(&self, claim: usize) -> u8 {
        let mut pools = vec![self.denials_of(claim)];
        pools.extend(
            self.contradicting(claim)
                .into_iter()
                .map(|rival| self.support_of(rival)),
        );
        let against: Vec<Evidence> = pools.iter().map(|pool| self.evidence(pool)).collect();
        let highest = |against: &[Evidence]| against.iter().map(Evidence::rank).max().unwrap_or(0);
        let disinterested: Vec<Evidence> = against
            .iter()
            .map(|evidence| self.without_interested(evidence, claim))
            .collect();
        let n = highest(&against);
        if highest(&disinterested) == 0 {
            n.min(1)
        } else {
            n
        }
    }

    /// The pool without what groups interested in the claim say.
    fn without_interested(&self, evidence: &Evidence, claim: usize) -> Evidence {
        let interested = self.interested(&evidence.grouping, claim);
        let mut left = evidence.clone();
        left.chains.retain(|chain| {
            chain
                .path
                .iter()
                .all(|&at| !interested.contains(&evidence.grouping[self.statement(at).by]))
        });
        left
    }

    /// The table of docs/semantics.md.
    fn status(&self, support: &Evidence, p: u8, n: u8) -> Status {
        match (p, n) {
            (0, 0) => self.status_without_evidence(support),
            (0, 1) => Status::Denied,
            (0, _) | (1, 2..) | (2, 3..) => Status::Contradicted,
            (1, 0)
                if support
                    .single_points_of_failure()
                    .values()
                    .all(|&role| role == Role::Relay) =>
            {
                Status::SingleOutlet
            }
            (1, 0) => Status::SingleSource,
            (2, 0) => Status::Corroborated,
            (_, 0) => Status::OfficiallyConfirmed,
            _ => Status::Disputed,
        }
    }

    /// docs/semantics.md: "p = n = 0, in order".
    fn status_without_evidence(&self, support: &Evidence) -> Status {
        let live: Vec<usize> = support
            .pool
            .iter()
            .flat_map(|&(claim, sign)| self.live_of(claim, sign))
            .collect();
        let plus = |statement: usize| self.polarity(statement).contains(&Sign::Plus);
        // "grounded support that nobody attests"
        if live
            .iter()
            .any(|&statement| self.grounded(statement, &live))
        {
            return Status::Unsupported;
        }
        // "live support on a cycle": of live relays, whatever their polarity
        let of_any_polarity: Vec<usize> = self
            .visible_on(&support.claims)
            .into_iter()
            .filter(|&statement| self.live(statement))
            .collect();
        if live
            .iter()
            .any(|&statement| self.on_cycle(statement, &of_any_polarity))
        {
            return Status::Circular;
        }
        // "live support that leads back to a retracted statement": along relays within the claim, through live statements
        if live
            .iter()
            .any(|&statement| self.leads_to_retracted(statement))
        {
            return Status::BasisWithdrawn;
        }
        // "a retracted + statement in the view"
        let visible = self.visible_on(&support.claims);
        if visible
            .into_iter()
            .any(|statement| self.retracted(statement) && plus(statement))
        {
            return Status::Retracted;
        }
        Status::Unsupported
    }

    /// docs/semantics.md, Grounded: "least fixpoint from origins", among the statements `live` (of one polarity).
    fn grounded(&self, statement: usize, live: &[usize]) -> bool {
        let mut grounded: BTreeSet<usize> = live
            .iter()
            .copied()
            .filter(|&origin| self.statement(origin).relays.is_empty())
            .collect();
        loop {
            let before = grounded.len();
            for &next in live {
                if self
                    .relayed(next)
                    .iter()
                    .any(|relayed| grounded.contains(relayed))
                {
                    grounded.insert(next);
                }
            }
            if grounded.len() == before {
                return grounded.contains(&statement);
            }
        }
    }

    /// Everything reached by one or more relays within the claim, through the statements `among`.
    fn reached(&self, statement: usize, among: &[usize]) -> BTreeSet<usize> {
        let mut reached = BTreeSet::new();
        let mut to_read = vec![statement];
        while let Some(next) = to_read.pop() {
            for relayed in self.relayed(next) {
                if among.contains(&relayed) && reached.insert(relayed) {
                    to_read.push(relayed);
                }
            }
        }
        reached
    }

    /// "a non-trivial SCC or self-loop of live relays": relaying leads back to where it began.
    fn on_cycle(&self, statement: usize, among: &[usize]) -> bool {
        self.reached(statement, among).contains(&statement)
    }

    /// Whether some retracted statement is relayed by this one, or by a live one that this one goes back to.
    fn leads_to_retracted(&self, statement: usize) -> bool {
        let live: Vec<usize> = self
            .all_visible()
            .filter(|&other| self.live(other))
            .collect();
        let mut through = self.reached(statement, &live);
        through.insert(statement);
        through.into_iter().any(|through| {
            self.relayed(through)
                .into_iter()
                .any(|relayed| self.retracted(relayed))
        })
    }
}

// docs/semantics.md: flags.
impl World<'_> {
    /// All flags that stand.
    fn flags(&self, claim: usize, support: &Evidence) -> BTreeSet<Flag> {
        let live: Vec<usize> = self
            .visible_on(&support.claims)
            .into_iter()
            .filter(|&statement| self.live(statement))
            .collect();
        Flag::ALL
            .into_iter()
            .filter(|flag| match flag {
                Flag::CircularReporting => live
                    .iter()
                    .any(|&statement| self.on_cycle(statement, &live)),
                Flag::RelaySpof => support
                    .single_points_of_failure()
                    .values()
                    .any(|&role| role == Role::Relay),
                Flag::CitationsNotChecked => support
                    .minimal_chains()
                    .iter()
                    .any(|chain| chain.end == Attestation::Cited),
                Flag::AffiliationCaveat => self.affiliated(claim, support),
                Flag::Unanswered => self.unanswered(claim),
                Flag::StaleBasis => live
                    .iter()
                    .any(|&statement| self.relays_retracted(statement)),
                Flag::SelfContradiction => self.self_contradiction(claim),
                Flag::TemporalTension => {
                    live.iter().any(|&statement| self.relays_later(statement))
                        || self.span_conflict(claim)
                }
                Flag::IndependenceNotEstablished => {
                    support.independence() >= 2 && support.independence_if_one() < 2
                }
            })
            .collect()
    }

    /// `affiliation-caveat`.
    fn affiliated(&self, claim: usize, support: &Evidence) -> bool {
        let of_witnesses: Groups = support.witnesses().into_iter().flatten().collect();
        let in_witness = |agent: usize| {
            of_witnesses.contains(&GroupName::Named(self.members(
                agent,
                &support.claims,
                &support.grouping,
            )))
        };
        let cautioned = self.ties_in_force(&support.claims).into_iter().any(|tie| {
            !tie.kind.contracts()
                && support.grouping[tie.dependent] != support.grouping[tie.principal]
                && in_witness(tie.dependent)
                && in_witness(tie.principal)
        });
        let interested = self.interested(&support.grouping, claim);
        let interested_origin = support
            .minimal_chains()
            .iter()
            .any(|chain| interested.contains(&support.grouping[self.statement(chain.path[0]).by]));
        cautioned || interested_origin
    }

    /// `unanswered`.
    fn unanswered(&self, claim: usize) -> bool {
        let replies: Vec<&Statement> = self
            .visible_on(&BTreeSet::from([claim]))
            .into_iter()
            .filter(|&statement| self.live(statement))
            .map(|statement| self.statement(statement))
            .filter(|statement| statement.stance != Stance::Retracts)
            .collect();
        replies
            .iter()
            .filter(|reply| reply.stance.is_non_answer())
            .any(|non_answer| {
                !replies.iter().any(|answer| {
                    answer.by == non_answer.by
                        && !answer.stance.is_non_answer()
                        && strictly_before(non_answer.said_at, answer.said_at)
                })
            })
    }

    /// `stale-basis`, of one live statement.
    fn relays_retracted(&self, statement: usize) -> bool {
        self.statement(statement)
            .relays
            .iter()
            .any(|&relayed| self.visible(relayed) && self.retracted(relayed))
    }

    /// `temporal-tension`, of one live statement.
    fn relays_later(&self, statement: usize) -> bool {
        let said_at = self.statement(statement).said_at;
        let mut relays = self.statement(statement).relays.iter();
        relays.any(|&relayed| {
            self.visible(relayed) && strictly_before(said_at, self.statement(relayed).said_at)
        })
    }

    /// `temporal-tension`, of the claim: it begins (or, if that is not known, ends) before what it presupposes begins.
    fn span_conflict(&self, claim: usize) -> bool {
        let own = &self.case.claims[claim];
        let mut presupposed = own.presupposes.clone();
        for _ in 0..self.case.claims.len() {
            for other in presupposed.clone() {
                presupposed.extend(&self.case.claims[other].presupposes);
            }
        }
        presupposed
            .into_iter()
            .filter(|&other| other != claim)
            .map(|other| &self.case.claims[other])
            .any(|other| strictly_before(own.span_from.or(own.span_until), other.span_from))
    }

    /// `self-contradiction`.
    fn self_contradiction(&self, claim: usize) -> bool {
        let supporting = self.support_of(claim);
        let opposing = self.opposition_to(claim);
        let claims: BTreeSet<usize> = supporting
            .union(&opposing)
            .map(|&(claim, _)| claim)
            .collect();
        let grouping = self.grouping(&claims);
        let standing_on = |side: &Pool| -> BTreeSet<usize> {
            side.iter()
                .flat_map(|&(claim, sign)| self.live_of(claim, sign))
                .filter(|&statement| {
                    let told = self.statement(statement);
                    told.stance != Stance::Reports || told.relays.is_empty()
                })
                .map(|statement| grouping[self.statement(statement).by])
                .collect()
        };
        !standing_on(&supporting).is_disjoint(&standing_on(&opposing))
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
