//! What of a record could give a source away: by what it is, not by what it is called.

use rustc_hash::{FxHashMap, FxHashSet};

use super::phrases::address;
use crate::read::Graph;
use crate::vocab::{Id, Known, SCHEMA_URL_HTTP};

/// The things of which no more is told than verdicts need.
#[derive(Debug, Default)]
pub(super) struct Scope {
    /// The sources, with all that are the same as one of them.
    pub(super) agents: FxHashSet<Id>,
    /// Statements by a source, those that repeat them, and all that are in the same documents.
    pub(super) statements: FxHashSet<Id>,
    /// Documents that a source published, or that what it said is in.
    pub(super) documents: FxHashSet<Id>,
    /// Ties of a source.
    pub(super) ties: FxHashSet<Id>,
    /// Anchors of such statements and in such documents, with all that belongs to them.
    pub(super) anchors: FxHashSet<Id>,
}

impl Scope {
    /// O(q) for q quads.
    pub(super) fn new(graph: &Graph, agents: impl IntoIterator<Item = Id>) -> Self {
        let ends = Links::new(graph, &[Known::Between, Known::Dependent, Known::Principal]);
        let kinds = Links::new(graph, &[Known::Kind]);
        let agents = closure(agents, |agent| {
            let ties = ends.to(agent).iter();
            let same = ties.filter(|tie| kinds.from(**tie).contains(&Known::SameAs.id()));
            same.flat_map(|tie| ends.from(*tie)).copied().collect()
        });
        let (by, relays) = (
            Links::new(graph, &[Known::By]),
            Links::new(graph, &[Known::Relays]),
        );
        let within = Links::new(graph, &[Known::In]);
        let published = Links::new(graph, &[Known::Publisher]);
        let own = all(&agents, |agent| by.to(agent));
        let repeated = closure(own.iter().copied(), |statement| {
            relays.to(statement).to_vec()
        });
        let mut documents = all(&agents, |agent| published.to(agent));
        documents.extend(all(&repeated, |statement| within.from(statement)));
        let documents = equal(graph, documents);
        let agents = platforms(graph, agents, &own, &documents);
        let mut statements = all(&documents, |document| within.to(document));
        statements.extend(repeated);
        let anchored = Links::new(graph, &[Known::Anchor]);
        let sources = Links::new(graph, &[Known::HasSource]);
        let mut anchors = all(&statements, |statement| anchored.from(statement));
        anchors.extend(all(&documents, |document| sources.to(document)));
        let mut blanks: FxHashMap<Id, Vec<Id>> = FxHashMap::default();
        for quad in &graph.quads {
            if graph.terms.is_blank(quad.object) {
                blanks.entry(quad.subject).or_default().push(quad.object);
            }
        }
        let anchors = closure(anchors, |anchor| {
            blanks.get(&anchor).cloned().unwrap_or_default()
        });
        Self {
            ties: all(&agents, |agent| ends.to(agent)),
            agents,
            statements,
            documents,
            anchors,
        }
    }

    /// Whether a thing gets another name.
    pub(super) fn renames(&self, thing: Id) -> bool {
        self.agents.contains(&thing)
            || self.statements.contains(&thing)
            || self.documents.contains(&thing)
            || self.ties.contains(&thing)
    }

    /// Whether what is said of a thing with a property may stay.
    pub(super) fn keeps(&self, subject: Id, property: Known) -> bool {
        use Known::{
            AuthorityOver, Between, By, ClaimOf, Confidence, Copies, Credibility, DeflectsTo,
            Dependent, FirstHand, In, InterestIn, Issued, Kind, Principal, Publisher, RecordedAt,
            Relays, Reliability, SaidAt, SameText, Sha256, Stance, Target, To, Type, Url,
            ValidFrom, ValidUntil, VouchedBy,
        };
        let of_agent = [
            Type,
            Reliability,
            InterestIn,
            AuthorityOver,
            VouchedBy,
            FirstHand,
            RecordedAt,
        ];
        let of_document = [
            Type, Publisher, Issued, Url, Sha256, RecordedAt, Copies, SameText,
        ];
        let of_tie = [
            Type, Between, Dependent, Principal, Kind, ValidFrom, ValidUntil, RecordedAt,
        ];
        let of_statement = [
            Type,
            ClaimOf,
            By,
            Stance,
            In,
            Relays,
            FirstHand,
            To,
            DeflectsTo,
            Target,
            SaidAt,
            RecordedAt,
            Confidence,
            Credibility,
        ];
        let kinds: [(&FxHashSet<Id>, &[Known]); 4] = [
            (&self.agents, &of_agent),
            (&self.documents, &of_document),
            (&self.ties, &of_tie),
            (&self.statements, &of_statement),
        ];
        let mut kinds = kinds.iter().filter(|(things, _)| things.contains(&subject));
        kinds.any(|(_, kept)| kept.contains(&property))
    }
}

/// Some documents, with all that are the same text as one of them: by their hash, by their address,
/// or because somebody says so.
fn equal(graph: &Graph, documents: FxHashSet<Id>) -> FxHashSet<Id> {
    let mut marks: FxHashMap<String, Vec<Id>> = FxHashMap::default();
    let mut marks_of: FxHashMap<Id, Vec<String>> = FxHashMap::default();
    let said = Links::new(graph, &[Known::SameText, Known::Copies]);
    for quad in &graph.quads {
        let text = graph.terms.text(quad.object);
        let is_url = quad.predicate == Known::Url.id()
            || graph.terms.text(quad.predicate) == SCHEMA_URL_HTTP;
        let mark = if is_url && !text.is_empty() {
            address(text)
        } else if quad.predicate == Known::Sha256.id() {
            text.to_ascii_lowercase()
        } else {
            continue;
        };
        marks.entry(mark.clone()).or_default().push(quad.subject);
        marks_of.entry(quad.subject).or_default().push(mark);
    }
    closure(documents, |document| {
        let marks_of = marks_of.get(&document).into_iter().flatten();
        let alike = marks_of.filter_map(|mark| marks.get(mark)).flatten();
        let said = said.from(document).iter().chain(said.to(document));
        alike.chain(said).copied().collect()
    })
}

/// Some agents, with whatever publishes nothing but what they themselves said: it is theirs.
fn platforms(
    graph: &Graph,
    mut agents: FxHashSet<Id>,
    own: &FxHashSet<Id>,
    documents: &FxHashSet<Id>,
) -> FxHashSet<Id> {
    let published = Links::new(graph, &[Known::Publisher]);
    let within = Links::new(graph, &[Known::In]);
    let by = Links::new(graph, &[Known::By]);
    let own_documents = all(own, |statement| within.from(statement));
    let publishers = all(&own_documents, |document| published.from(document));
    let mut publishers: Vec<Id> = publishers.into_iter().collect();
    publishers.sort_unstable();
    let mut platforms: Vec<Id> = Vec::new();
    for publisher in publishers {
        let is_theirs = |document: &Id| {
            let statements = within.to(*document).iter();
            let mut speakers = statements.flat_map(|statement| by.from(*statement));
            documents.contains(document)
                && speakers.all(|speaker| agents.contains(speaker) || *speaker == publisher)
        };
        // A publisher that speaks for itself, as a paper does that quotes, is another source.
        let speaks = by
            .to(publisher)
            .iter()
            .any(|statement| !own.contains(statement));
        if published.to(publisher).iter().all(is_theirs) && !speaks {
            platforms.push(publisher);
        }
    }
    agents.extend(platforms);
    agents
}

/// The subjects and objects of some properties.
struct Links {
    forth: FxHashMap<Id, Vec<Id>>,
    back: FxHashMap<Id, Vec<Id>>,
}

impl Links {
    fn new(graph: &Graph, properties: &[Known]) -> Self {
        let mut links = Self {
            forth: FxHashMap::default(),
            back: FxHashMap::default(),
        };
        let is_one = |predicate: Id| properties.iter().any(|known| known.id() == predicate);
        for quad in graph.quads.iter().filter(|quad| is_one(quad.predicate)) {
            links
                .forth
                .entry(quad.subject)
                .or_default()
                .push(quad.object);
            links
                .back
                .entry(quad.object)
                .or_default()
                .push(quad.subject);
        }
        links
    }

    fn from(&self, subject: Id) -> &[Id] {
        self.forth.get(&subject).map_or(&[], Vec::as_slice)
    }

    fn to(&self, object: Id) -> &[Id] {
        self.back.get(&object).map_or(&[], Vec::as_slice)
    }
}

fn all<'l>(things: &FxHashSet<Id>, next: impl Fn(Id) -> &'l [Id]) -> FxHashSet<Id> {
    things
        .iter()
        .flat_map(|thing| next(*thing))
        .copied()
        .collect()
}

/// Some things, and all that they lead to.
fn closure(things: impl IntoIterator<Item = Id>, next: impl Fn(Id) -> Vec<Id>) -> FxHashSet<Id> {
    let mut open: Vec<Id> = things.into_iter().collect();
    let mut seen: FxHashSet<Id> = open.iter().copied().collect();
    while let Some(thing) = open.pop() {
        for other in next(thing) {
            if seen.insert(other) {
                open.push(other);
            }
        }
    }
    seen
}
