//! A part of the data is judged like the whole; and what an export says of itself is no data.

use std::collections::{BTreeMap, BTreeSet};

use sayso::check::check;
use sayso::data::Data;
use sayso::evidence::View;
use sayso::read::Quad;
use sayso::verdict::{self, Role};
use sayso::vocab::{Id, namespace};
use sayso::workspace::{Source, loose};
use sayso::write::metadata::{self, File, Metadata};
use sayso::write::selection::{Selection, select};
use sayso::write::{Format, export};
use sha2::{Digest, Sha256};

use crate::agreement::{seeds, view_of};
use crate::oracle::generate::{Shape, generate, generate_view};
use crate::oracle::turtle::{Naming, to_turtle};
use crate::program::root;

fn load(sources: &[Source]) -> Data {
    Data::load(sources).expect("the data is right")
}

fn read_back(text: &str) -> Data {
    load(&[Source::text("x.ttl", "https://example.org/x", text)])
}

fn tour() -> Data {
    load(&[loose(&root().join("datasets/tour/tour.ttl"))])
}

fn breach() -> Data {
    load(&[loose(&root().join("datasets/vsse-breach/vsse-breach.ttl"))])
}

/// All that a verdict says, by claim, in words that do not depend on numbers.
fn verdicts(data: &Data, view: View) -> BTreeMap<String, String> {
    let name = |term: Id| data.graph.terms.text(term).to_owned();
    let found = verdict::all(&data.snapshot(view));
    let said = found.into_iter().map(|verdict| {
        let points: Vec<(Vec<String>, bool, Role)> = verdict
            .single_points
            .iter()
            .map(|point| {
                let agents = point.agents.iter();
                let agents = agents.map(|agent| name(data.evidence.agents[*agent as usize].term));
                (agents.collect(), point.is_implicit, point.role)
            })
            .collect();
        let text = format!(
            "{:?} {:?} {:?} {:?} {points:?} {:?} {} {}",
            verdict.status,
            verdict.independence,
            verdict.support,
            verdict.opposition,
            verdict.flags,
            verdict.support_rank,
            verdict.opposition_rank,
        );
        let claim = data.evidence.claims[verdict.claim as usize].term;
        (name(claim), text)
    });
    said.collect()
}

/// The part of some data that a selection asks for.
fn part(data: &Data, selection: &Selection) -> sayso::read::Graph {
    let mut graph = read_back("").whole();
    let quads = select(&data.whole(), selection);
    for quad in quads {
        let mut intern = |id: Id| match data.graph.terms.to_term(id) {
            oxrdf::Term::NamedNode(node) => graph.terms.iri(node.as_str()),
            oxrdf::Term::BlankNode(node) => graph.terms.blank(node.as_str()),
            oxrdf::Term::Literal(literal) => match literal.language() {
                Some(language) => graph.terms.language_string(literal.value(), language),
                None => graph
                    .terms
                    .typed(literal.value(), literal.datatype().as_str()),
            },
        };
        let quad = Quad {
            subject: intern(quad.subject),
            predicate: intern(quad.predicate),
            object: intern(quad.object),
            graph: intern(quad.graph),
        };
        graph.quads.push(quad);
    }
    graph.prefixes.clone_from(&data.graph.prefixes);
    graph
}

fn of_claim(data: &Data, claim: usize) -> Selection {
    Selection {
        claims: BTreeSet::from([data.evidence.claims[claim].term]),
        ..Selection::default()
    }
}

fn of_source(data: &Data, agent: usize) -> Selection {
    Selection {
        sources: BTreeSet::from([data.evidence.agents[agent].term]),
        ..Selection::default()
    }
}

/// The law: every claim in the part has the verdict that it has in the whole; what was asked for
/// is there; and the part of the part is the part.
fn holds(data: &Data, selection: &Selection, view: View, format: Format) -> usize {
    let graph = part(data, selection);
    let text = export(&graph, format).expect("it can be exported");
    let alone = read_back(&text);
    let (whole, part_of_it) = (verdicts(data, view), verdicts(&alone, view));
    let name = |id: &Id| data.graph.terms.text(*id).to_owned();
    for claim in selection.claims.iter().map(name) {
        assert!(
            part_of_it.contains_key(&claim),
            "{claim} is missing\n{text}"
        );
    }
    let said_by = |data: &Data, agent: &str| {
        let evidence = &data.evidence;
        let terms = &data.graph.terms;
        let statements = evidence.statements.iter().filter(|statement| {
            terms.text(evidence.agents[statement.agent as usize].term) == agent
        });
        statements.count()
    };
    for source in selection.sources.iter().map(name) {
        assert_eq!(
            said_by(data, &source),
            said_by(&alone, &source),
            "{source}\n{text}"
        );
    }
    for (claim, verdict) in &part_of_it {
        assert_eq!(
            Some(verdict),
            whole.get(claim),
            "{claim} under {view:?}\n{text}"
        );
    }
    let translated = Selection {
        claims: selection
            .claims
            .iter()
            .filter_map(|id| alone.graph.terms.find_iri(&name(id)))
            .collect(),
        sources: selection
            .sources
            .iter()
            .filter_map(|id| alone.graph.terms.find_iri(&name(id)))
            .collect(),
    };
    let again = export(&part(&alone, &translated), format).expect("it can be exported");
    assert_eq!(again, text, "the part of the part");
    part_of_it.len()
}

#[test]
fn a_part_of_random_data_is_judged_like_the_whole() {
    let shape = Shape {
        agents: 3..=8,
        claims: 2..=6,
        statements: 4..=14,
        ..Shape::default()
    };
    let inconsistent = Shape {
        inconsistent_claims: true,
        ..shape.clone()
    };
    let mut smaller = 0;
    for seed in 0..seeds() {
        let shape = if seed % 4 == 0 { &inconsistent } else { &shape };
        let case = generate(7_000_000 + seed, shape);
        let data = read_back(&to_turtle(&case, &Naming::shuffled(&case, seed)));
        let view = view_of(&generate_view(seed));
        let (claims, agents) = (data.evidence.claims.len(), data.evidence.agents.len());
        let selection = if seed % 3 == 0 {
            of_source(&data, seed as usize % agents)
        } else {
            of_claim(&data, seed as usize % claims)
        };
        let format = [Format::TurtleShort, Format::TurtleLong, Format::NTriples][seed as usize % 3];
        let kept = holds(&data, &selection, view, format);
        smaller += u64::from(kept < claims);
    }
    assert!(
        smaller > seeds() / 10,
        "only {smaller} parts were smaller than the whole"
    );
}

#[test]
fn every_part_of_the_datasets_is_judged_like_the_whole() {
    for data in [breach(), tour()] {
        for view in [
            View::default(),
            View {
                strict: true,
                ..View::default()
            },
        ] {
            for claim in 0..data.evidence.claims.len() {
                holds(&data, &of_claim(&data, claim), view, Format::TurtleShort);
            }
            for agent in 0..data.evidence.agents.len() {
                holds(&data, &of_source(&data, agent), view, Format::TurtleLong);
            }
        }
    }
}

/// One claim, and beside it things that have nothing to do with its verdict.
#[test]
fn what_does_not_bear_on_a_claim_stays_behind() {
    let data = read_back(
        "@prefix : <https://example.org/w#> . @prefix sayso: <https://w3id.org/sayso/ns#> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:c dcterms:subject :topic ; rdfs:seeAlso :d . :topic rdfs:label \"Topic\" .
[] sayso:by :a ; sayso:asserts :c . [] sayso:by :a ; sayso:asserts :d . [] sayso:by :z ; sayso:denies :d .
:a sayso:interestIn :d ; sayso:authorityOver :d , :topic , :other-topic . :d dcterms:subject :other-topic .
[] a sayso:Tie ; sayso:kind sayso:Government ; sayso:between :a , :far .
[] a sayso:Tie ; sayso:kind sayso:OwnedBy ; sayso:dependent :a ; sayso:principal :near .
[] a sayso:Tie ; sayso:kind sayso:ClientOf ; sayso:dependent :a ; sayso:principal :near .
:far rdfs:label \"Far\" . :near rdfs:label \"Near\" .",
    );
    let claim = data
        .graph
        .terms
        .find_iri("https://example.org/w#c")
        .unwrap();
    let selection = Selection {
        claims: BTreeSet::from([claim]),
        ..Selection::default()
    };
    let text = export(&part(&data, &selection), Format::TurtleShort).unwrap();
    for kept in [
        ":c dcterms:subject :topic",
        "rdfs:seeAlso :d",
        "\"Topic\"",
        "sayso:authorityOver :topic",
        "\"Near\"",
        "ClientOf",
    ] {
        assert!(text.contains(kept), "{kept} is missing\n{text}");
    }
    for gone in [
        "interestIn",
        "other-topic",
        "\"Far\"",
        "Government",
        ":z",
        ":asserts :d",
    ] {
        assert!(!text.contains(gone), "{gone} is there\n{text}");
    }
    assert_eq!(read_back(&text).evidence.claims.len(), 1);
}

fn described(title: &str) -> Metadata {
    Metadata {
        title: title.to_owned(),
        license: Some("https://example.org/licence".to_owned()),
        command: "sayso export".to_owned(),
        files: vec![
            File::new("x.ttl", b"x"),
            File::new("\u{202e}\"y\\\n.ttl", b""),
        ],
        ..Metadata::default()
    }
}

#[test]
fn metadata_changes_neither_data_nor_verdicts_and_does_not_heap_up() {
    let shape = Shape::default();
    let random = (0..40).map(|seed| {
        let case = generate(seed, &shape);
        read_back(&to_turtle(&case, &Naming::plain(&case)))
    });
    for data in [breach(), tour()].into_iter().chain(random) {
        let before = export(&data.whole(), Format::NTriples).unwrap();
        let bare = export(&data.whole(), Format::TurtleShort).unwrap();
        let hash = sayso::read::hex(&Sha256::digest(before.as_bytes()));
        let judged = verdicts(&data, View::default());
        let mut graph = data.whole();
        metadata::describe(&mut graph, &described("One")).unwrap();
        assert_eq!(export(&graph, Format::NTriples).unwrap(), before);
        for format in [Format::TurtleShort, Format::TurtleLong] {
            let text = export(&graph, format).unwrap();
            assert!(
                text.contains(&format!("{}{hash}", namespace::EXPORT)),
                "{text}"
            );
            let again = read_back(&text);
            assert_eq!(verdicts(&again, View::default()), judged);
            let mut again = again.whole();
            let lines = before.lines().count();
            assert!(text.contains(&format!("void:triples {lines}")), "{text}");
            let earlier = metadata::remove(&mut again).unwrap();
            assert_eq!(earlier.title.as_deref(), Some("One"));
            assert_eq!(
                earlier.license.as_deref(),
                Some("https://example.org/licence")
            );
            assert_eq!(export(&again, Format::NTriples).unwrap(), before);
            assert_eq!(export(&again, Format::TurtleShort).unwrap(), bare);
            assert!(metadata::remove(&mut again).is_none());
            // The same said again gives the same bytes: nothing has been left or lost.
            metadata::describe(&mut again, &described("One")).unwrap();
            assert_eq!(export(&again, format).unwrap(), text);
        }
    }
}

#[test]
fn check_has_no_complaint_about_metadata() {
    let mut graph = breach().whole();
    metadata::describe(&mut graph, &described("One")).unwrap();
    for format in [Format::TurtleShort, Format::TurtleLong] {
        let text = export(&graph, format).unwrap();
        let source = Source::text("x.ttl", "https://example.org/x", text);
        let again = Data::inspect(&[source]).unwrap();
        let found = [again.findings.clone(), check(&again, View::default(), None)].concat();
        assert!(found.is_empty(), "{found:?}");
    }
}

#[test]
fn what_people_say_under_such_a_name_is_data() {
    let text = format!(
        "@prefix e: <{}> . @prefix sayso: <https://w3id.org/sayso/ns#> .
[] sayso:by e:agent ; sayso:asserts e:claim . e:agent <http://purl.org/dc/terms/title> \"x\" .",
        namespace::EXPORT
    );
    let mut graph = read_back(&text).whole();
    let before = export(&graph, Format::NTriples).unwrap();
    assert!(metadata::remove(&mut graph).is_none());
    assert_eq!(export(&graph, Format::NTriples).unwrap(), before);
}
