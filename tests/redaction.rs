//! Exports without a source's name: nothing gives it away, and every verdict is as before.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use sayso::data::Data;
use sayso::evidence::View;
use sayso::redaction::{Redacted, redact};
use sayso::verdict;
use sayso::vocab::Id;
use sayso::workspace::{Source, loose};
use sayso::write::{Format, export};

use crate::agreement::seeds;
use crate::oracle::generate::{Shape, generate};
use crate::oracle::turtle::{Naming, to_turtle};
use crate::program::{self, root};

const KEY: &[u8] = b"a secret of the tests";
const FORMATS: [Format; 8] = [
    Format::TurtleShort,
    Format::TurtleLong,
    Format::NTriples,
    Format::NQuads,
    Format::JsonLd,
    Format::Nanopublications,
    Format::Csv,
    Format::GraphMl,
];

fn load(text: &str) -> Data {
    let prefixes = "@prefix : <https://example.org/w#> . @prefix sayso: <https://w3id.org/sayso/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix schema: <https://schema.org/> . @prefix oa: <http://www.w3.org/ns/oa#> .\n";
    let source = Source::text(
        "x.ttl",
        "https://example.org/x",
        format!("{prefixes}{text}"),
    );
    Data::load(&[source]).expect("the data is right")
}

fn agent(data: &Data, iri: &str) -> Id {
    data.graph.terms.find_iri(iri).expect("the agent is there")
}

fn without(data: &Data, agents: impl IntoIterator<Item = Id>) -> Redacted {
    let agents: BTreeSet<Id> = agents.into_iter().collect();
    redact(&data.whole(), &agents, KEY).expect("it can be redacted")
}

/// Status, independence, single points and flags of every claim, by what `name` makes of its name.
fn judged(data: &Data, name: impl Fn(&str) -> String) -> BTreeMap<String, String> {
    let verdicts = verdict::all(&data.snapshot(View::default()));
    let verdicts = verdicts.iter().map(|verdict| {
        let claim = data.evidence.claims[verdict.claim as usize].term;
        let judged = format!(
            "{:?} {:?} {} {:?} {:.9} {:.9}",
            verdict.status,
            verdict.independence,
            verdict.single_points.len(),
            verdict.flags,
            verdict.support.lower,
            verdict.opposition.lower,
        );
        (name(data.graph.terms.text(claim)), judged)
    });
    verdicts.collect()
}

fn is_judged_as_before(data: &Data, redacted: &Redacted) {
    let before = judged(data, |name| redacted.rename(name).to_owned());
    assert_eq!(before, judged(&redacted.data, str::to_owned));
}

#[test]
fn verdicts_of_the_datasets_stay_whoever_is_redacted() {
    for file in [
        "datasets/tour/tour.ttl",
        "datasets/vsse-breach/vsse-breach.ttl",
    ] {
        let data = Data::load(&[loose(&root().join(file))]).unwrap();
        for known in data.evidence.agents.iter() {
            let redacted = without(&data, [known.term]);
            is_judged_as_before(&data, &redacted);
            let iri = format!("{}>", data.graph.terms.text(known.term));
            let label = data.names.label(known.term);
            let graph = redacted.data.whole();
            for format in [Format::NTriples, Format::Nanopublications] {
                let text = export(&graph, format).unwrap();
                assert!(!text.contains(&iri), "{iri}");
                assert!(label.is_none_or(|label| !text.contains(label)), "{label:?}");
            }
        }
        // All at once.
        let everybody = data.evidence.agents.iter().map(|known| known.term);
        is_judged_as_before(&data, &without(&data, everybody));
    }
}

#[test]
fn verdicts_of_random_data_stay_whoever_is_redacted() {
    for seed in 0..seeds() / 10 {
        let case = generate(seed, &Shape::default());
        let data = load(&to_turtle(&case, &Naming::plain(&case)));
        let agents: Vec<Id> = data
            .evidence
            .agents
            .iter()
            .map(|known| known.term)
            .collect();
        let chosen = agents[seed as usize % agents.len()];
        let redacted = without(&data, [chosen]);
        is_judged_as_before(&data, &redacted);
        let iri = format!("<{}>", data.graph.terms.text(chosen));
        let text = export(&redacted.data.whole(), Format::NTriples).unwrap();
        assert!(!text.contains(&iri), "seed {seed}");
    }
}

const AFFAIR: &str = "
:doe-memo a sayso:Document ; rdfs:label \"Memo by John Doe\" ; dcterms:publisher :john-doe ; schema:url <https://doe.example/memo> ;
    sayso:sha256 \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\" .
:story rdfs:label \"What the whistle-blower says\" ; dcterms:publisher :paper ; schema:url <https://paper.example/whistle> ;
    dcterms:issued \"2025-02-28\"^^<http://www.w3.org/2001/XMLSchema#date> .
:other dcterms:publisher :paper ; schema:url <https://paper.example/other> .
:john-doe rdfs:label \"John Doe\" , \"Jean Doe\"@fr ; schema:email \"jd@plant.example\" ; sayso:reliability sayso:B ; sayso:authorityOver :leak .
:jd rdfs:label \"The Canary\" . :paper rdfs:label \"The Paper\" . :plant rdfs:label \"The Plant\" .
:tie-doe sayso:between :john-doe , :jd ; sayso:kind sayso:SameAs ; rdfs:comment \"he said so\" .
:tie-plant sayso:dependent :john-doe ; sayso:principal :plant ; sayso:kind sayso:ClientOf ; dcterms:source <https://plant.example/staff> .
:leak rdfs:label \"The plant leaks, as JOHN DOE's memo has it\" ; rdfs:comment \"ask Doe\" .
:john-doe-was-sacked rdfs:label \"Somebody was sacked\" .
[] sayso:by :john-doe ; sayso:asserts :leak ; sayso:in :doe-memo ; sayso:quotedIn :story ; rdfs:comment \"in his kitchen\" ;
    sayso:anchor [ a oa:TextQuoteSelector ; oa:exact \"It leaks, I saw it\" ] .
:statement-by-doe sayso:by :jd ; sayso:denies :john-doe-was-sacked ; sayso:in :doe-memo .
[] sayso:by :plant ; sayso:denies :leak ; sayso:quotedIn :other .
";

fn affair() -> (Data, Redacted) {
    let data = load(AFFAIR);
    let redacted = without(&data, [agent(&data, "https://example.org/w#john-doe")]);
    (data, redacted)
}

#[test]
fn nothing_that_gives_a_source_away_is_left_in_any_format() {
    let (data, redacted) = affair();
    is_judged_as_before(&data, &redacted);
    let graph = redacted.data.whole();
    // Of what was named by its content: by content with the name in it no more.
    let old = data
        .evidence
        .statements
        .iter()
        .map(|statement| statement.term);
    let mut telling: Vec<String> = old
        .map(|term| data.graph.terms.text(term))
        .filter_map(|iri| iri.strip_prefix("https://w3id.org/sayso/statement/"))
        .map(str::to_owned)
        .collect();
    assert_eq!(telling.len(), 4);
    // What another source says of the same claim, in a document of its own, is what it was.
    let kept = telling
        .iter()
        .filter(|hash| export(&graph, Format::NTriples).unwrap().contains(*hash));
    assert_eq!(kept.count(), 2);
    telling.retain(|hash| !export(&graph, Format::NTriples).unwrap().contains(hash));
    assert_eq!(telling.len(), 2);
    telling.extend(
        [
            "doe",
            "Doe",
            "DOE",
            "#jd",
            "Canary",
            "jd@",
            "aaaaaaaa",
            "whistle",
            "It leaks",
            "kitchen",
            "he said so",
            "/staff",
            "#story",
            "tie-plant",
        ]
        .map(str::to_owned),
    );
    for format in FORMATS {
        let text = export(&graph, format).unwrap();
        for word in telling
            .iter()
            .filter(|word| *word != "doe" && *word != "Doe")
        {
            assert!(
                !text.contains(word.as_str()),
                "{format:?} has {word}\n{text}"
            );
        }
        // "ask Doe" has a part of the name: that is reported, and left to a person.
        assert_eq!(
            text.replace("ask Doe", "")
                .to_lowercase()
                .matches("doe")
                .count(),
            0,
            "{format:?}"
        );
        assert!(text.contains("The Plant") || format == Format::Nanopublications);
    }
}

#[test]
fn what_was_done_and_what_is_left_to_do_is_told() {
    let (_, redacted) = affair();
    let report = &redacted.report;
    assert_eq!(report.sources.len(), 2, "{report:?}");
    assert_eq!(report.documents, 2, "{report:?}");
    assert!(
        report
            .changed
            .iter()
            .any(|text| text.starts_with("The plant leaks, as Redacted source"))
    );
    assert_eq!(report.doubtful, [("ask Doe".to_owned(), "doe".to_owned())]);
    assert_eq!(report.tied, [":plant"]);
}

#[test]
fn pseudonyms_hang_on_the_secret_and_on_nothing_else() {
    let data = load(AFFAIR);
    let agents = BTreeSet::from([agent(&data, "https://example.org/w#john-doe")]);
    let text = |key: &[u8]| {
        let redacted = redact(&data.whole(), &agents, key).unwrap();
        export(&redacted.data.whole(), Format::NTriples).unwrap()
    };
    assert_eq!(text(KEY), text(KEY));
    let pseudonyms = |text: &str| -> BTreeSet<String> {
        let parts = text.split("https://w3id.org/sayso/pseudonym/").skip(1);
        parts.map(|part| part[..32].to_owned()).collect()
    };
    let (one, other) = (
        pseudonyms(&text(KEY)),
        pseudonyms(&text(b"another secret, as long")),
    );
    assert!(one.len() > 4 && one.is_disjoint(&other), "{one:?}");
}

/// A source called as our own words are.
#[test]
fn a_name_that_is_a_word_of_ours_is_taken_out_or_refused() {
    let data = load(
        ":x rdfs:label \"Redacted\" . [] sayso:by :x ; sayso:asserts :c . :c rdfs:label \"Nobody redacted it\" .",
    );
    let agents = BTreeSet::from([agent(&data, "https://example.org/w#x")]);
    let redacted = redact(&data.whole(), &agents, KEY);
    // Either it is out, or nothing is given.
    if let Ok(redacted) = redacted {
        let text = export(&redacted.data.whole(), Format::NTriples).unwrap();
        assert!(!text.contains("Nobody redacted"), "{text}");
    }
}

fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    program::run(folder, &[&["export"], arguments].concat())
}

#[test]
fn the_command_redacts_with_a_secret_from_a_file_or_none() {
    let folder = tempfile::TempDir::new().unwrap();
    fs::create_dir(folder.path().join("datasets")).unwrap();
    fs::write(folder.path().join("sayso.toml"), "").unwrap();
    let text = "@prefix : <https://example.org/w#> . @prefix sayso: <https://w3id.org/sayso/ns#> .
:doc <http://purl.org/dc/terms/publisher> :john-doe ; <https://schema.org/url> <https://doe.example/> .
[] sayso:by :john-doe ; sayso:asserts :leak ; sayso:in :doc .\n";
    fs::write(folder.path().join("datasets/john-doe.ttl"), text).unwrap();
    fs::write(folder.path().join("key"), "0123456789abcdef\n").unwrap();
    fs::write(folder.path().join("weak"), "0123456789abcde\n").unwrap();
    let redact = ["--redact", "john doe"];
    let keyed = ["--redact", "john doe", "--redact-key", "key"];
    let (code, one, told) = run(folder.path(), &keyed);
    assert_eq!(code, 0, "{told}");
    assert!(told.contains(":john-doe is “Redacted source "), "{told}");
    assert_eq!(run(folder.path(), &keyed).1, one);
    let (_, random, told) = run(folder.path(), &redact);
    assert!(random != one && told.contains("forgotten"), "{told}");
    assert_ne!(run(folder.path(), &redact).1, random);
    for format in [
        "turtle", "trig", "ntriples", "nquads", "jsonld", "nanopub", "csv", "graphml", "dot",
    ] {
        let (code, text, told) = run(folder.path(), &[&keyed[..], &["--format", format]].concat());
        assert_eq!(code, 0, "{told}");
        assert!(!text.to_lowercase().contains("doe"), "{format}: {text}");
        assert_eq!(text.contains("single-source"), format == "trig");
    }
    // Metadata name no file, and hash none: who guesses the name could tell by that.
    let metadata = [&keyed[..], &["--metadata", "--source", "john doe"]].concat();
    let (code, text, told) = run(folder.path(), &metadata);
    assert_eq!(code, 0, "{told}");
    assert!(
        text.contains("--source <https://w3id.org/sayso/pseudonym/"),
        "{text}"
    );
    assert!(
        !text.contains("prov:used") && !text.to_lowercase().contains("doe"),
        "{text}"
    );
    for (arguments, wanted) in [
        (vec!["--redact-key", "key"], 2),
        (vec!["--redact", "john doe", "--redact-key", "weak"], 2),
        (vec!["--redact", "john doe", "--redact-key", "missing"], 4),
        (vec!["--redact", "nobody"], 2),
        (
            vec![
                "--redact",
                "john doe",
                "--metadata",
                "--title",
                "Doe, John and Jean-John-Doe",
            ],
            2,
        ),
        (
            vec![
                "--redact",
                "john doe",
                "--metadata",
                "--dataset",
                "john-doe",
            ],
            2,
        ),
    ] {
        let (code, text, told) = run(folder.path(), &arguments);
        assert_eq!((code, text.as_str()), (wanted, ""), "{arguments:?} {told}");
    }
}
