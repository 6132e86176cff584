//! The saved queries: that they run, what they answer, that their answers agree with those of the verdicts, and
//! that `docs/queries.md` tells them as they are.
//!
//! `SAYSO_UPDATE=1 cargo test --release queries` writes that page anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::Arc;

use oxrdf::Term;
use sayso::data::Data;
use sayso::evidence::View;
use sayso::index::{Dataset, Index};
use sayso::model::{Flag, Stance, Status, Time};
use sayso::query;
use sayso::query::results::{self, Format};
use sayso::query::saved::{Saved, embedded};
use sayso::read::Graph;
use sayso::verdict::explanation::explain;
use sayso::verdict::{self, Verdict};
use sayso::vocab::Id;
use sayso::workspace::{Source, loose};
use spareval::{QueryEvaluator, QueryResults};
use spargebra::{Query, SparqlParser};

use crate::program::root;

const VSSE: &str = "datasets/vsse-breach/vsse-breach.ttl";
const TOUR: &str = "datasets/tour/tour.ttl";

/// Values of parameters for the tour; the headers of the queries have those for the other dataset.
const ON_THE_TOUR: &[(&str, &[(&str, &str)])] = &[
    ("about-thing", &[]),
    ("authority", &[("claim", "resign")]),
    ("anonymous", &[("voucher", "tour:ledger")]),
    ("by-confidence", &[("least", "0.5"), ("most", "0.9")]),
    ("chains", &[("claim", "brake test")]),
    ("corroborated", &[("status", "sayso:disputed")]),
    ("denials", &[("claim", "brake bought used")]),
    ("describe", &[("claim", "tour:sabotage")]),
    ("documents", &[("publisher", "Gull")]),
    ("find", &[("words", "DRIVER had")]),
    ("flagged", &[("flag", "sayso:relay-spof")]),
    (
        "in-common",
        &[("source", "tour:ledger"), ("other", "tour:estravian")],
    ),
    ("interests", &[("interested", "tour:norrow")]),
    ("is-corroborated", &[("claim", "tour:crane-fell")]),
    ("leads-to", &[("claim", "wind 90")]),
    ("learnt-since", &[("since", "2024-06")]),
    ("origins", &[("claim", "brake test")]),
    ("period", &[("from", "2024-03-14"), ("until", "2024-04")]),
    ("provenance", &[("claim", "tour:driver-drunk")]),
    ("rests-on", &[("source", "tour:ledger")]),
    ("said-by", &[("source", "spokeswoman")]),
    (
        "statements",
        &[("claim", "tour:used-brake"), ("stance", "sayso:denies")],
    ),
    ("sources", &[("source", "tour:gull")]),
    ("tied-to", &[("agent", "tour:estravian")]),
    ("ties", &[("day", "2024-06-01")]),
    (
        "ties-of",
        &[("agent", "tour:ledger-house"), ("other", "tour:ledger")],
    ),
    ("topics", &[("topic", "tour:port-staff")]),
];

/// A dataset with its verdicts, as queries see it.
struct Desk {
    data: Data,
    verdicts: Vec<Verdict>,
    index: Arc<Index>,
    /// What the results are shown with: the data of the graph, its terms gone into the index.
    graph: Graph,
}

impl Desk {
    fn new(sources: &[Source]) -> Self {
        let load = || Data::load(sources).expect("the data is right");
        let data = load();
        let verdicts = verdict::all(&data.snapshot(View::default()));
        let index = data.with_verdicts(View::default());
        let graph = load().graph;
        Self {
            data,
            verdicts,
            index,
            graph,
        }
    }

    fn files(names: &[&str]) -> Self {
        let sources: Vec<Source> = names.iter().map(|name| loose(&root().join(name))).collect();
        Self::new(&sources)
    }

    fn text(body: &str) -> Self {
        let text = format!(
            "@prefix : <https://example.org/desk#> . @prefix sayso: <https://w3id.org/sayso/ns#> .
             @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n{body}"
        );
        Self::new(&[Source::text("desk.ttl", "https://example.org/desk", text)])
    }

    fn run(&self, saved: &Saved, given: &[(&str, &str)]) -> QueryResults<'static> {
        let given: Vec<(String, String)> = given
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect();
        // A query that is not run without a value is right for all values at once, too.
        if given.is_empty() && saved.parameters.iter().any(|p| p.is_required) {
            return self.evaluate(saved, &[]);
        }
        let bindings = saved
            .bindings(&given, &self.data)
            .unwrap_or_else(|error| panic!("{}: {error}", saved.name));
        self.evaluate(saved, &bindings)
    }

    fn evaluate(&self, saved: &Saved, bindings: &[(String, Term)]) -> QueryResults<'static> {
        let parsed = query::parse(&saved.text, []).expect("the query is SPARQL");
        query::evaluate(&self.index, &parsed, bindings)
            .unwrap_or_else(|error| panic!("{}: {error}", saved.name))
    }

    /// The results as the program writes them: CSV, or Turtle for triples.
    fn written(&self, name: &str, given: &[(&str, &str)]) -> String {
        let found = self.run(&query_named(name), given);
        let format = match found {
            QueryResults::Graph(_) => Format::Turtle,
            _ => Format::Csv,
        };
        let mut bytes = Vec::new();
        results::write(found, format, &self.graph, &mut bytes).expect("the results can be written");
        let text = String::from_utf8(bytes).expect("results are UTF-8");
        text.replace("\r\n", "\n")
    }

    /// The rows of a query, each by name of variable; IRIs in full, literals without quotes.
    fn rows(&self, name: &str, given: &[(&str, &str)]) -> Vec<BTreeMap<String, String>> {
        let QueryResults::Solutions(solutions) = self.run(&query_named(name), given) else {
            panic!("{name} has no rows");
        };
        let text = |term: &Term| match term {
            Term::NamedNode(node) => node.as_str().to_owned(),
            Term::BlankNode(node) => node.as_str().to_owned(),
            Term::Literal(literal) => literal.value().to_owned(),
        };
        solutions
            .map(|solution| {
                let solution = solution.expect("the evaluation goes through");
                solution
                    .iter()
                    .map(|(variable, term)| (variable.as_str().to_owned(), text(term)))
                    .collect()
            })
            .collect()
    }

    /// The values of some variables in the rows of a query.
    fn set(&self, name: &str, given: &[(&str, &str)], variables: &[&str]) -> BTreeSet<Vec<String>> {
        let rows = self.rows(name, given).into_iter();
        rows.map(|row| {
            let value = |variable: &&str| row.get(*variable).cloned().unwrap_or_default();
            variables.iter().map(value).collect()
        })
        .collect()
    }

    fn iri(&self, term: Id) -> String {
        self.data.graph.terms.text(term).to_owned()
    }

    fn claim(&self, number: u32) -> String {
        self.iri(self.data.evidence.claims[number as usize].term)
    }

    fn agent(&self, number: u32) -> String {
        self.iri(self.data.evidence.agents[number as usize].term)
    }

    fn claims(&self) -> impl Iterator<Item = u32> {
        0..self.data.evidence.claims.len() as u32
    }

    /// The claims of the verdicts that pass, as one-column rows.
    fn claims_where(&self, passes: impl Fn(&Verdict) -> bool) -> BTreeSet<Vec<String>> {
        let verdicts = self.verdicts.iter().filter(|verdict| passes(verdict));
        verdicts
            .map(|verdict| vec![self.claim(verdict.claim)])
            .collect()
    }
}

fn query_named(name: &str) -> Saved {
    let mut queries = embedded().into_iter();
    let found = queries.find(|query| query.name == name);
    found.unwrap_or_else(|| panic!("there is no query {name}"))
}

/// The datasets that the queries are held against, by name.
fn desks() -> Vec<(&'static str, Desk)> {
    let mut desks = vec![
        ("vsse-breach", Desk::files(&[VSSE])),
        (
            "vsse-breach-b",
            Desk::files(&[VSSE, "tests/fixtures/vsse/b.ttl"]),
        ),
    ];
    if root().join(TOUR).exists() {
        desks.push(("tour", Desk::files(&[TOUR])));
    } else {
        eprintln!("SKIPPED: {TOUR} is not there, so no query is held against it");
    }
    desks
}

fn sayso(name: impl std::fmt::Display) -> String {
    format!("https://w3id.org/sayso/ns#{name}")
}

/// The values that the header of a query gives as examples, by parameter.
fn examples(saved: &Saved) -> Vec<(String, String)> {
    let mut examples = Vec::new();
    let mut name = String::new();
    for line in saved.text.lines().filter_map(|l| l.strip_prefix("#+")) {
        let line = line.trim().trim_start_matches("- ");
        if let Some(value) = line.strip_prefix("name:") {
            value.trim().clone_into(&mut name);
        } else if let Some(value) = line.strip_prefix("example:") {
            examples.push((name.clone(), value.trim().to_owned()));
        }
    }
    examples
}

// ---- the queries themselves

#[test]
fn every_file_is_embedded() {
    let mut files: Vec<String> = fs::read_dir(root().join("queries"))
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be listed").file_name())
        .filter_map(|name| name.to_str()?.strip_suffix(".rq").map(str::to_owned))
        .collect();
    files.sort();
    let names: Vec<String> = embedded().into_iter().map(|query| query.name).collect();
    assert_eq!(names, files);
    assert!(names.len() >= 28);
    for query in embedded() {
        let path = root().join(format!("queries/{}.rq", query.name));
        let text = fs::read_to_string(path).expect("the file is there");
        assert_eq!(query.text, text, "{}", query.name);
    }
}

#[test]
fn headers_are_complete_and_queries_are_standard() {
    let kinds = [
        "claim", "agent", "iri", "string", "integer", "decimal", "boolean", "date",
    ];
    for query in embedded() {
        let name = &query.name;
        assert!(
            name.chars().all(|c| c.is_ascii_lowercase() || c == '-'),
            "{name}"
        );
        assert!(
            !query.title.is_empty() && !query.title.ends_with('.'),
            "{name}"
        );
        assert!(query.summary.ends_with('.'), "{name}: {}", query.summary);
        let examples = examples(&query);
        for (parameter, _) in &examples {
            assert!(
                query.parameters.iter().any(|p| p.name == *parameter),
                "{name}: {parameter}"
            );
        }
        // Every prefix is declared: other tools know none.
        let parsed = SparqlParser::new()
            .parse_query(&query.text)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        if matches!(parsed, Query::Select { .. }) {
            assert!(query.text.contains("ORDER BY"), "{name} has no order");
        }
        for parameter in &query.parameters {
            assert!(
                kinds.contains(&parameter.kind.as_str()),
                "{name}: {parameter:?}"
            );
            assert!(!parameter.summary.is_empty(), "{name}: {parameter:?}");
            let Query::Select { pattern, .. } = &parsed else {
                continue;
            };
            let mut is_selected = false;
            pattern.on_in_scope_variable(|variable| {
                is_selected |= variable.as_str() == parameter.name;
            });
            assert!(is_selected, "{name} does not select {}", parameter.name);
        }
        // Walks along repetition want an end to begin from.
        let walks = ["relays+", "sameClaim)+", "principal))+"];
        if walks.iter().any(|walk| query.text.contains(walk)) {
            let is_bounded = query.parameters.iter().any(|p| p.is_required);
            assert!(
                is_bounded && !examples.is_empty(),
                "{name} walks from nowhere"
            );
        }
    }
}

#[test]
fn answers_are_as_before() {
    let mut expected = BTreeSet::new();
    for (dataset, desk) in desks() {
        if dataset == "vsse-breach-b" {
            continue;
        }
        for query in embedded() {
            let given: Vec<(String, String)> = if dataset == "tour" {
                let given = ON_THE_TOUR.iter().find(|(name, _)| *name == query.name);
                let given = given.map_or(&[][..], |(_, given)| given);
                let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
                given.iter().map(own).collect()
            } else {
                examples(&query)
            };
            let given: Vec<(&str, &str)> = given
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            let mut text = format!("# by default\n{}", desk.written(&query.name, &[]));
            if !given.is_empty() {
                let values = given.iter().map(|(name, value)| format!("{name}={value}"));
                let values = values.collect::<Vec<_>>().join(", ");
                let answer = desk.written(&query.name, &given);
                text.push_str(&format!("\n# {values}\n{answer}"));
            }
            // Snapshots are read by people: short names instead of full ones, and no prefixes.
            let lines = text.lines().filter(|line| !line.starts_with("@prefix"));
            let text = lines.collect::<Vec<_>>().join("\n");
            let text = text
                .replace("https://w3id.org/sayso/ns#", "sayso:")
                .replace("https://w3id.org/sayso/data/vsse-breach#", "vsse:")
                .replace("https://w3id.org/sayso/data/tour#", "tour:");
            let name = format!("queries-{dataset}-{}", query.name);
            insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
                insta::assert_snapshot!(name.clone(), text);
            });
            expected.insert(format!("{name}.snap"));
        }
    }
    let folder = fs::read_dir(root().join("tests/snapshots")).expect("there are snapshots");
    for entry in folder {
        let name = entry.expect("it can be listed").file_name();
        let name = name.to_string_lossy().into_owned();
        let is_mine = name.starts_with("queries-") && !name.contains(".snap.");
        assert!(
            !is_mine || expected.contains(&name) || !root().join(TOUR).exists(),
            "{name} is of no query"
        );
    }
}

#[test]
fn neither_files_nor_their_order_matter_to_answers() {
    for file in [VSSE, TOUR] {
        if !root().join(file).exists() {
            eprintln!("SKIPPED: {file} is not there");
            continue;
        }
        let one = Desk::files(&[file]);
        // The same triples again, last first, so that every term gets another number.
        let terms = &one.data.graph.terms;
        let mut again = String::new();
        for quad in one.data.graph.quads.iter().rev() {
            let parts = [quad.subject, quad.predicate, quad.object];
            if parts.iter().any(|part| terms.is_blank(*part)) {
                continue;
            }
            let parts = parts.map(|part| terms.to_term(part).to_string());
            again.push_str(&format!("{} .\n", parts.join(" ")));
        }
        let again = Source::text("again.ttl", "https://example.org/again", again);
        let two = Desk::new(&[again, loose(&root().join(file))]);
        for query in embedded() {
            let turtle = |text: String| {
                // The prefixes are those of the files.
                let lines = text.lines().filter(|line| !line.starts_with("@prefix"));
                lines.map(str::to_owned).collect::<Vec<_>>()
            };
            if query.name == "describe" {
                continue; // anchors are blank nodes, whose names may differ
            }
            let before = one.written(&query.name, &[]);
            let after = two.written(&query.name, &[]);
            assert_eq!(turtle(before), turtle(after), "{file}: {}", query.name);
        }
    }
}

// ---- answers that can be had in two ways

#[test]
fn verdicts_agree() {
    for (dataset, desk) in desks() {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for verdict in &desk.verdicts {
            *counts.entry(sayso(verdict.status)).or_default() += 1;
        }
        let counted: BTreeMap<String, usize> = desk
            .rows("statuses", &[])
            .into_iter()
            .map(|row| (row["status"].clone(), row["claims"].parse().unwrap()))
            .collect();
        assert_eq!(counts, counted, "{dataset}");

        let expected: BTreeSet<Vec<String>> = desk
            .verdicts
            .iter()
            .map(|verdict| {
                let independence = verdict.independence.value.to_string();
                vec![
                    desk.claim(verdict.claim),
                    sayso(verdict.status),
                    independence,
                ]
            })
            .collect();
        let variables = ["claim", "status", "independence"];
        assert_eq!(
            desk.set("corroborated", &[], &variables),
            expected,
            "{dataset}"
        );
        for row in desk.rows("corroborated", &[]) {
            let mut all = desk.verdicts.iter();
            let verdict = all.find(|verdict| desk.claim(verdict.claim) == row["claim"]);
            let support: f64 = row["support"].parse().unwrap();
            assert!(
                (support - verdict.unwrap().support.lower).abs() < 1e-9,
                "{row:?}"
            );
        }

        let mut rests: BTreeSet<Vec<String>> = BTreeSet::new();
        for verdict in &desk.verdicts {
            for agent in verdict.single_points.iter().flat_map(|point| &point.agents) {
                rests.insert(vec![desk.agent(*agent), desk.claim(verdict.claim)]);
            }
        }
        assert_eq!(
            desk.set("rests-on", &[], &["source", "claim"]),
            rests,
            "{dataset}"
        );
        for row in desk.rows("only-carriers", &[]) {
            let carried = rests.iter().filter(|pair| pair[0] == row["source"]).count();
            assert_eq!(row["claims"], carried.to_string(), "{dataset}: {row:?}");
        }
        for flag in desk
            .verdicts
            .iter()
            .flat_map(|verdict| verdict.flags.iter())
        {
            let flagged = desk.set("flagged", &[("flag", &format!("sayso:{flag}"))], &["claim"]);
            let expected = desk.claims_where(|verdict| verdict.flags.contains(flag));
            assert_eq!(flagged, expected, "{dataset}: {flag}");
        }
        for verdict in &desk.verdicts {
            let claim = desk.claim(verdict.claim);
            let found = desk.run(&query_named("is-corroborated"), &[("claim", &claim)]);
            let QueryResults::Boolean(answer) = found else {
                panic!("is-corroborated is a question")
            };
            assert_eq!(answer, verdict.status == Status::Corroborated, "{claim}");
        }
    }
}

#[test]
fn who_was_asked_and_has_not_answered_agrees() {
    for (dataset, desk) in desks() {
        let snapshot = desk.data.snapshot(View::default());
        let mut standing = BTreeSet::new();
        for claim in desk.claims() {
            for number in verdict::unanswered(&snapshot, claim) {
                let statement = &desk.data.evidence.statements[number as usize];
                standing.insert(vec![
                    desk.claim(claim),
                    desk.agent(statement.agent),
                    desk.iri(statement.stance().term().id()),
                ]);
            }
        }
        let asked = desk.set("asked", &[], &["claim", "asked", "reply"]);
        let silent = [
            Stance::Declines,
            Stance::NoResponse,
            Stance::Deflects,
            Stance::NeitherConfirmsNorDenies,
            Stance::Retracts,
        ]
        .map(|stance| desk.iri(stance.term().id()));
        let rows = desk.rows("statements", &[]);
        let is_answered = |row: &Vec<String>| {
            let mine = |other: &&BTreeMap<String, String>| {
                other["claim"] == row[0] && other["speaker"] == row[1]
            };
            let mut when = rows.iter().filter(mine);
            let when = when.find(|other| other["stance"] == row[2]);
            let Some(when) = when.and_then(|row| row.get("said")) else {
                return false;
            };
            rows.iter().filter(mine).any(|other| {
                !silent.contains(&other["stance"]) && other.get("said").is_some_and(|s| s > when)
            })
        };
        let expected: BTreeSet<Vec<String>> =
            asked.into_iter().filter(|row| !is_answered(row)).collect();
        assert_eq!(standing, expected, "{dataset}");
        let flagged = desk.set("flagged", &[("flag", "sayso:unanswered")], &["claim"]);
        let claims: BTreeSet<Vec<String>> =
            expected.iter().map(|row| vec![row[0].clone()]).collect();
        assert!(claims.is_subset(&flagged), "{dataset}");
    }
}

#[test]
fn origins_of_chains_agree() {
    for (dataset, desk) in desks() {
        let snapshot = desk.data.snapshot(View::default());
        for claim in desk.claims() {
            let name = desk.claim(claim);
            let explanation = explain(&snapshot, claim, None);
            let explained: BTreeSet<Vec<String>> = explanation
                .chains
                .iter()
                .filter(|chain| chain.claim == claim)
                .map(|chain| {
                    let first = &desk.data.evidence.statements[chain.steps[0].statement as usize];
                    vec![desk.agent(first.agent)]
                })
                .collect();
            let given = [("claim", name.as_str())];
            let origins = desk.set("origins", &given, &["origin"]);
            assert!(explained.is_subset(&origins), "{dataset}: {name}");
            if !dataset.starts_with("vsse") {
                continue;
            }
            // There everybody who says something on a basis of their own is on a chain.
            assert_eq!(explained, origins, "{dataset}: {name}");
            if dataset == "vsse-breach" {
                // And everybody is repeated by TechCrunch, those who did not answer as well.
                let mut repeated = BTreeSet::new();
                for row in desk.rows("chains", &given) {
                    if row.get("origin").is_some_and(|origin| origin == "true") {
                        repeated.insert(vec![row["repeats"].clone()]);
                    }
                }
                for asked in desk.rows("asked", &[]) {
                    if asked["claim"] == name {
                        repeated.remove(&vec![asked["asked"].clone()]);
                    }
                }
                assert_eq!(repeated, explained, "{name}");
            }
        }
    }
}

#[test]
fn what_was_taken_back_agrees() {
    for (dataset, desk) in desks() {
        let retracted = desk.set("retractions", &[], &["claim"]);
        let emptied = desk.claims_where(|verdict| {
            [Status::Retracted, Status::BasisWithdrawn].contains(&verdict.status)
        });
        assert!(emptied.is_subset(&retracted), "{dataset}");
        let targets = desk.data.evidence.statements.iter();
        let targets = targets.filter(|statement| statement.target().is_some());
        assert_eq!(
            desk.rows("retractions", &[]).len(),
            targets.count(),
            "{dataset}"
        );
        let stale = desk.claims_where(|verdict| verdict.flags.contains(Flag::StaleBasis));
        assert_eq!(desk.set("stale-bases", &[], &["claim"]), stale, "{dataset}");
    }
}

#[test]
fn a_retraction_taken_back_leaves_no_stale_basis() {
    let text = ":first sayso:by :a ; sayso:asserts :c . :copy sayso:by :b ; sayso:reports :c ; sayso:relays :first .
        :back sayso:by :a ; sayso:retracts :c ; sayso:target :first .";
    let desk = Desk::text(text);
    assert_eq!(desk.rows("stale-bases", &[]).len(), 1);
    let again = format!("{text} :again sayso:by :a ; sayso:retracts :c ; sayso:target :back .");
    let desk = Desk::text(&again);
    assert_eq!(desk.rows("stale-bases", &[]).len(), 0);
    let taken: Vec<String> = desk
        .rows("retractions", &[])
        .into_iter()
        .map(|row| format!("{} {}", row["stance"], row["takenBack"]))
        .collect();
    assert_eq!(
        taken,
        [
            format!("{} true", sayso("asserts")),
            format!("{} false", sayso("retracts")),
        ]
    );
}

#[test]
fn claims_taken_as_one_are_listed_once_and_lead_to_each_other() {
    let desk = Desk::text(
        "[] sayso:by :a ; sayso:asserts :x . [] sayso:by :a ; sayso:asserts :y .
         [] sayso:by :b ; sayso:asserts :z . [] sayso:by :a ; sayso:asserts :w .
         :x sayso:sameClaim :y . :y sayso:sameClaim :x . :z sayso:sameClaim :y . :y sayso:entails :w .",
    );
    let name = |name: &str| format!("https://example.org/desk#{name}");
    let pairs = desk.set("same-claims", &[], &["claim", "same"]);
    assert_eq!(
        pairs,
        BTreeSet::from([vec![name("x"), name("y")], vec![name("y"), name("z")]])
    );
    let leads = desk.set("leads-to", &[("claim", "z")], &["relation", "other"]);
    let pair = |relation: &str, other: &str| vec![relation.to_owned(), name(other)];
    assert_eq!(
        leads,
        BTreeSet::from([
            pair("it entails", "x"),
            pair("it entails", "y"),
            pair("it entails", "w"),
            pair("is entailed by", "x"),
            pair("is entailed by", "y"),
        ])
    );
}

#[test]
fn times_agree() {
    for (dataset, desk) in desks() {
        let evidence = &desk.data.evidence;
        let snapshot = desk.data.snapshot(View::default());
        let mut tense = BTreeSet::new();
        for claim in desk.claims() {
            if !explain(&snapshot, claim, None).conflicting_spans.is_empty() {
                tense.insert(vec![desk.claim(claim)]);
            }
        }
        let spans = desk.rows("spans", &[]).into_iter();
        let spans: BTreeSet<Vec<String>> = spans
            .filter(|row| row.get("tension").is_some_and(|tension| tension == "true"))
            .map(|row| vec![row["claim"].clone()])
            .collect();
        assert_eq!(spans, tense, "{dataset}");

        let said: Vec<Option<Time>> = evidence
            .statements
            .iter()
            .map(sayso::evidence::Statement::said)
            .collect();
        let undated = said.iter().filter(|time| time.is_none()).count();
        assert_eq!(desk.rows("undated", &[]).len(), undated, "{dataset}");
        let dated = said.len() - undated;
        assert_eq!(desk.rows("timeline", &[]).len(), dated, "{dataset}");
        assert_eq!(desk.rows("period", &[]).len(), dated, "{dataset}");
        for (from, until, end) in [
            ("2023-05", "2023-06", "2023-07"),
            ("2024-03-14", "2024-03-16", "2024-03-17"),
            ("2024-03-11", "2024-03-11", "2024-03-12"),
            ("2024", "2024", "2025"),
        ] {
            let time = |text| Time::parse_any(text).expect("a time");
            let is_in =
                |at: &&Option<Time>| at.is_some_and(|at| time(from) <= at && at < time(end));
            let expected = said.iter().filter(is_in).count();
            let found = desk.rows("period", &[("from", from), ("until", until)]);
            assert_eq!(found.len(), expected, "{dataset}: {from} to {until}");
        }
    }
}

#[test]
fn ties_agree() {
    let dated = "[] sayso:kind sayso:OwnedBy ; sayso:dependent :a ; sayso:principal :b ;
        sayso:validFrom \"2023\"^^<http://www.w3.org/2001/XMLSchema#gYear> ;
        sayso:validUntil \"2024-06\"^^<http://www.w3.org/2001/XMLSchema#gYearMonth> .
        [] sayso:kind sayso:SharedDesk ; sayso:between :c , :d .
        [] sayso:by :a ; sayso:asserts :claim .";
    let mut desks = desks();
    desks.push(("dated", Desk::text(dated)));
    for (dataset, desk) in desks {
        for day in [
            "2022-12-31",
            "2023-01-01",
            "2024-05-31",
            "2024-06-01",
            "2024-06-02",
            "2024-12-31",
            "2025-01-01",
        ] {
            let at = Time::parse_any(day);
            let expected: BTreeSet<Vec<String>> = desk
                .data
                .evidence
                .ties
                .iter()
                .filter(|tie| tie.in_force(at))
                .map(|tie| tie.agents.map(|agent| desk.agent(agent)).to_vec())
                .collect();
            let found = desk.set("ties", &[("day", day)], &["one", "other"]);
            assert_eq!(found, expected, "{dataset}: {day}");
        }
    }
}

#[test]
fn counts_of_documents_agree() {
    for (dataset, desk) in desks() {
        let evidence = &desk.data.evidence;
        let uncaptured: BTreeSet<Vec<String>> = evidence
            .documents
            .iter()
            .filter(|document| !document.is_held())
            .map(|document| vec![desk.iri(document.term)])
            .collect();
        let found = desk.set("never-captured", &[], &["document"]);
        assert_eq!(found, uncaptured, "{dataset}");
        let numbers = 0..evidence.statements.len() as u32;
        let nowhere = numbers.filter(|n| evidence.documents_of.row(*n).is_empty());
        let found = desk.rows("without-document", &[]).len();
        assert_eq!(found, nowhere.count(), "{dataset}");
        for (number, document) in evidence.documents.iter().enumerate() {
            let rows = desk.rows("documents", &[]);
            let mut rows = rows.iter();
            let row = rows.find(|row| row["document"] == desk.iri(document.term));
            let row = row.expect("each document has a publisher");
            let inside = (0..evidence.statements.len() as u32)
                .filter(|n| evidence.documents_of.row(*n).contains(&(number as u32)))
                .count();
            assert_eq!(row["statements"], inside.to_string(), "{dataset}");
            assert_eq!(row["held"], document.is_held().to_string(), "{dataset}");
        }
    }
}

#[test]
fn words_against_a_claim_agree() {
    for (dataset, desk) in desks() {
        let denied: BTreeSet<Vec<String>> = desk
            .data
            .evidence
            .statements
            .iter()
            .filter(|statement| statement.stance() == Stance::Denies)
            .map(|statement| vec![desk.claim(statement.claim), desk.agent(statement.agent)])
            .collect();
        let found = desk.set("denials", &[], &["claim", "speaker"]);
        assert_eq!(found, denied, "{dataset}");
        let mut rivals = BTreeSet::new();
        for claim in desk.claims() {
            for rival in desk.data.evidence.contradicts.row(claim) {
                let is_supported = |n: u32| desk.verdicts[n as usize].support.lower > 0.0;
                if claim < *rival && is_supported(claim) && is_supported(*rival) {
                    rivals.insert(vec![desk.claim(claim), desk.claim(*rival)]);
                }
            }
        }
        let found = desk.set("contradictions", &[], &["claim", "rival"]);
        assert_eq!(found, rivals, "{dataset}");
    }
}

#[test]
fn provenance_is_that_of_the_claim_alone() {
    for (dataset, desk) in desks() {
        for claim in desk.claims() {
            let name = desk.claim(claim);
            let found = desk.run(&query_named("provenance"), &[("claim", &name)]);
            let QueryResults::Graph(triples) = found else {
                panic!("provenance is a graph")
            };
            let mut attributed = 0;
            for triple in triples {
                let triple = triple.expect("the evaluation goes through");
                if triple.predicate.as_str() == "http://purl.org/dc/terms/subject" {
                    attributed += 1;
                    let object = triple.object.to_string();
                    assert_eq!(object, format!("<{name}>"), "{dataset}");
                }
            }
            let statements = desk.data.evidence.claims[claim as usize].statements();
            assert_eq!(attributed, statements.len(), "{dataset}: {name}");
        }
    }
}

// ---- parameters

const HOSTILE: [&str; 8] = [
    "\"} DROP ALL",
    "\" . } } ; DROP GRAPH <https://w3id.org/sayso/ns#verdicts> #",
    "\\\"}) UNION { ?s ?p ?o }",
    "' OR '1' = '1",
    "x> } SELECT * WHERE { ?s ?p ?o } #",
    "line\nbreak\r\n\ttab \"quote\" \\ backslash",
    "?claim",
    "\u{0}\u{202e}",
];

#[test]
fn a_hostile_value_changes_nothing_but_the_binding() {
    let desk = Desk::files(&[VSSE]);
    let open: Vec<String> = embedded()
        .iter()
        .map(|q| desk.written(&q.name, &[]))
        .collect();
    for value in HOSTILE {
        for query in embedded() {
            for parameter in &query.parameters {
                let given = [(parameter.name.clone(), value.to_owned())];
                let Ok(bindings) = query.bindings(&given, &desk.data) else {
                    // It names nothing, and is no number or date.
                    assert_ne!(parameter.kind, "string", "a string may be anything");
                    continue;
                };
                assert!(
                    !["integer", "decimal", "boolean", "date"].contains(&parameter.kind.as_str()),
                    "{}: {value:?} is no {}",
                    query.name,
                    parameter.kind
                );
                let bound = bindings.iter().find(|(name, _)| *name == parameter.name);
                let (_, bound) = bound.expect("the parameter is bound");
                if let (Term::Literal(literal), "string") = (bound, parameter.kind.as_str()) {
                    assert_eq!(literal.value(), value);
                }
                let QueryResults::Solutions(solutions) = desk.evaluate(&query, &bindings) else {
                    continue;
                };
                for solution in solutions {
                    let solution = solution.expect("the evaluation goes through");
                    assert_eq!(solution.get(parameter.name.as_str()), Some(bound));
                }
            }
        }
    }
    let after: Vec<String> = embedded()
        .iter()
        .map(|q| desk.written(&q.name, &[]))
        .collect();
    assert_eq!(open, after);
}

#[test]
fn a_hostile_value_finds_what_is_called_so() {
    for value in HOSTILE {
        let label = oxrdf::Literal::new_simple_literal(value).to_string();
        let desk = Desk::text(&format!(
            "[] sayso:by :a ; sayso:asserts :odd . :odd rdfs:label {label} .
             [] sayso:by :a ; sayso:asserts :plain . :plain rdfs:label \"plain\" ."
        ));
        let rows = desk.rows("find", &[("words", value)]);
        assert_eq!(rows.len(), 1, "{value:?}");
        assert_eq!(rows[0]["label"], value);
        assert_eq!(rows[0]["words"], value);
        assert_eq!(rows[0]["claim"], "https://example.org/desk#odd");
    }
}

// ---- the page

/// What `docs/queries.md` says.
fn page() -> String {
    let queries = embedded();
    let mut page = format!(
        "# Saved queries

{} SPARQL queries come with sayso. `sayso query NAME` runs one, `sayso queries NAME` shows it whole, and
`--format csv` writes the answer for other programs; see [the command line](command-line.md#sayso-query-name). They are files in
[queries/](../queries): copy one into the `queries/` of your workspace to change it.

- A parameter is given with `-p NAME=VALUE`. Without a value and a default it stays open, and the answer is on everything;
  but those that walk along repetitions, ties or entailments are not run without one, for they would pair everything with everything.
- The statements are those of the whole record. Options such as `--said-by` and `--strict` cut the verdicts alone: status, independence,
  support, what a claim rests on, flags.
- Names in the answers are those of the data, so an answer can be followed up with `sayso why`.
- The order of the rows is fixed, so two answers can be compared line by line. Times are compared as they are written; zones are not
  converted.

The examples are for the dataset [vsse-breach](../datasets/vsse-breach/README.md). Where nothing of the kind is on record, the answer is
`no results`.

| query | |
|---|---|
",
        queries.len()
    );
    for query in &queries {
        page.push_str(&format!(
            "| [`{0}`](#{0}) | {1} |\n",
            query.name,
            cell(&query.title)
        ));
    }
    for query in &queries {
        let stop = if query.title.ends_with('?') { "" } else { "." };
        page.push_str(&format!(
            "\n## {}\n\n**{}{stop}** {}\n",
            query.name, query.title, query.summary
        ));
        if !query.parameters.is_empty() {
            page.push_str("\n| parameter | type | unless given | |\n|---|---|---|---|\n");
        }
        for parameter in &query.parameters {
            let default = match parameter.default.as_deref() {
                None if parameter.is_required => "not run".to_owned(),
                None => "open".to_owned(),
                Some("") => "empty".to_owned(),
                Some(value) => format!("`{value}`"),
            };
            page.push_str(&format!(
                "| `{}` | {} | {default} | {} |\n",
                parameter.name,
                parameter.kind,
                cell(&parameter.summary)
            ));
        }
        let mut command = format!("sayso query {}", query.name);
        for (name, value) in examples(query) {
            let is_plain = value
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || ":.-".contains(c));
            let value = if is_plain {
                value
            } else {
                format!("\"{value}\"")
            };
            command.push_str(&format!(" -p {name}={value}"));
        }
        page.push_str(&format!("\n```sh\n{command}\n```\n"));
    }
    page
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

#[test]
fn the_page_tells_the_queries_as_they_are() {
    let path = root().join("docs/queries.md");
    let page = page();
    if std::env::var_os("SAYSO_UPDATE").is_some_and(|value| value == "1") {
        fs::write(&path, &page).expect("the page can be written");
    }
    let written = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written.replace("\r\n", "\n") == page,
        "docs/queries.md is not up to date; SAYSO_UPDATE=1 cargo test --release queries writes it anew"
    );
}

#[test]
fn rows_are_ordered_as_the_evaluator_orders_them() {
    let desk = Desk::text(
        ":a :n 10, 9 ; :t \"b\", \"é\" ; :r :b, [] ; :m \"1\", 1 .
         :b :n 1.5, 01 ; :t \"B\" ; :r :a ; :m \"x\"@en, <x:y>, 2.5 .
         :c :n 1 ; :t \"\", \"b\" ; :r :c, [] ; :m true, \"2025-01-01\"^^<x:z> .
         :d :n -3 ; :is true, false ; :m \"1\"@en .",
    );
    let orders = [
        "ORDER BY ?x ?s",
        "ORDER BY DESC(?x) ?s",
        "ORDER BY ?s DESC(?x)",
        "ORDER BY STR(?x) ?s ?x",
        "ORDER BY DESC(STRLEN(STR(?x))) STR(?x) ?s ?x",
        "ORDER BY ?x ?s OFFSET 2 LIMIT 3",
        "ORDER BY ?x ?s OFFSET 100",
    ];
    for property in ["n", "t", "r", "is", "m"] {
        for order in orders {
            for what in ["?s ?x", "DISTINCT ?x ?s", "?s (STR(?x) AS ?text)"] {
                let text = format!(
                    "PREFIX : <https://example.org/desk#> SELECT {what} WHERE {{
                         VALUES ?s {{ :a :b :c :d :e }} OPTIONAL {{ ?s :{property} ?x }}
                     }} {order}"
                );
                let parsed = query::parse(&text, []).unwrap();
                let evaluator = QueryEvaluator::new();
                let expected = evaluator
                    .prepare(&parsed)
                    .execute(Dataset(Arc::clone(&desk.index)))
                    .unwrap();
                let found = query::evaluate(&desk.index, &parsed, &[]).unwrap();
                let [expected, found] = [expected, found].map(|results| {
                    let mut bytes = Vec::new();
                    results::write(results, Format::Tsv, &desk.graph, &mut bytes).unwrap();
                    String::from_utf8(bytes).unwrap()
                });
                assert_eq!(found, expected, "{text}");
            }
        }
    }
}
