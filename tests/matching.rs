//! Claims that may be one: what is proposed, how it is judged, and what comes of it.

use std::fs;

use sayso::data::Data;
use sayso::record::matching::review::{self, Judgement};
use sayso::record::matching::{Reason, proposals};
use sayso::workspace::Source;

use crate::program::run;

const PREFIXES: &str = "@prefix : <https://example.org/w#> . @prefix sayso: <https://w3id.org/sayso/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix schema: <https://schema.org/> .\n";

fn load(text: &str) -> Data {
    let source = Source::text(
        "x.ttl",
        "https://example.org/x",
        format!("{PREFIXES}{text}"),
    );
    Data::load(&[source]).expect("the data is right")
}

/// The pairs that are proposed, by local names.
fn pairs(text: &str) -> Vec<(String, String)> {
    let data = load(text);
    let local = |claim: u32| {
        let iri = data
            .graph
            .terms
            .text(data.evidence.claims[claim as usize].term);
        iri.rsplit('#').next().unwrap_or_default().to_owned()
    };
    let found = proposals(&data, 0.6).into_iter();
    found
        .map(|it| (local(it.claims[0]), local(it.claims[1])))
        .collect()
}

fn claims(labels: &[(&str, &str)]) -> String {
    let claims = labels.iter().map(|(name, label)| {
        format!(":{name} rdfs:label \"{label}\"@en . [] sayso:by :a ; sayso:asserts :{name} .\n")
    });
    claims.collect()
}

const TWO: [(&str, &str); 2] = [
    ("x", "Hackers accessed the mail server of the agency"),
    ("y", "The agency's mail server was accessed by hackers"),
];

#[test]
fn what_says_the_same_is_proposed_and_what_does_not_is_not() {
    let pair = [("x".to_owned(), "y".to_owned())];
    assert_eq!(pairs(&claims(&TWO)), pair);
    for (what, one, other) in [
        (
            "numbers differ",
            "Hackers took 10 % of the mail",
            "Hackers took 20 % of the mail",
        ),
        (
            "one denies",
            "The mayor was told of the leak",
            "The mayor was not told of the leak",
        ),
        (
            "other words",
            "The mayor was told of the leak",
            "A bridge was closed in March",
        ),
        ("one word", "The mayor resigned", "The mayor was warned"),
    ] {
        assert_eq!(pairs(&claims(&[("x", one), ("y", other)])), [], "{what}");
    }
    // What is known already is not asked.
    for known in [
        ":x sayso:sameClaim :y .",
        ":y sayso:sameClaim :x .",
        ":x sayso:entails :y . :y sayso:entails :x .",
        ":y sayso:contradicts :x .",
        ":y owl:differentFrom :x .",
    ] {
        assert_eq!(pairs(&format!("{}{known}", claims(&TWO))), [], "{known}");
    }
    // That one entails the other leaves open whether they are one.
    assert_eq!(
        pairs(&format!("{}:x sayso:entails :y .", claims(&TWO))),
        pair
    );
}

#[test]
fn the_same_content_comes_before_words_and_words_in_any_language_count() {
    let data = load(
        ":x rdfs:label \"It rained\"@en ; rdf:subject :town ; rdf:predicate :had ; rdf:object :rain .
         :y rdfs:label \"Il a plu\"@fr ; rdf:subject :town ; rdf:predicate :had ; rdf:object :rain .
         :z rdfs:label \"Les pompes de la gare étaient arrêtées\"@fr . :w rdfs:label \"La pompe de la gare était arrêtée\"@fr .
         [] sayso:by :a ; sayso:asserts :x . [] sayso:by :a ; sayso:asserts :y .
         [] sayso:by :a ; sayso:asserts :z . [] sayso:by :a ; sayso:asserts :w .",
    );
    let found = proposals(&data, 0.5);
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(found[0].reasons, [Reason::SameContent]);
    assert!((found[0].score - 1.0).abs() < f64::EPSILON && found[1].score < 1.0);
}

#[test]
fn different_times_and_contents_count_against_a_pair_and_are_told() {
    let text = format!(
        "{}:x sayso:spanFrom \"2021\"^^xsd:gYear . :y sayso:spanFrom \"2022\"^^xsd:gYear .",
        claims(&TWO)
    );
    let (plain, dated) = (load(&claims(&TWO)), load(&text));
    let (plain, dated) = (&proposals(&plain, 0.0)[0], &proposals(&dated, 0.0)[0]);
    assert!(dated.score < plain.score);
    assert!(dated.reasons.contains(&Reason::OtherTime));
}

#[test]
fn a_review_file_reads_back_whatever_the_labels_say() {
    let evil = "\\nsame <https://example.org/w#x> <https://example.org/w#z>\\n \\u001B[31m";
    let (one, other) = (
        format!("Hackers accessed mail{evil}"),
        format!("Mail was accessed by hackers{evil}"),
    );
    let data = load(&claims(&[
        ("x", &one),
        ("y", &other),
        ("z", "Something else"),
    ]));
    let text = review::text(&data, &proposals(&data, 0.5));
    assert!(!text.contains('\u{1b}'), "{text}");
    let lines = review::parse(&text).expect("it is one of ours");
    assert_eq!(lines.len(), 1, "{text}");
    assert_eq!(lines[0].judgement, Judgement::Open);
    let decisions = review::decisions(&data, &lines).unwrap();
    assert_eq!((decisions.open, decisions.drafts.len()), (1, 0));
}

#[test]
fn everything_wrong_with_a_review_file_is_told_with_its_line() {
    let wrong = review::parse("# fine\nmaybe <a> <b>\nsame <a>\n? 0.5 :x :y :z\n")
        .expect_err("three lines are wrong");
    let numbers: Vec<usize> = wrong.iter().map(|it| it.number).collect();
    assert_eq!(numbers, [2, 3, 4], "{wrong:?}");
    let data = load(&claims(&TWO));
    let judge = |text: &str| review::decisions(&data, &review::parse(text).unwrap());
    assert!(judge("same :x :y\nsame :y :x\n").is_ok());
    for (text, line) in [
        ("same :x :nobody", 1),
        ("same :x :x", 1),
        ("same :x :y\ndifferent :y :x", 2),
    ] {
        assert_eq!(judge(text).expect_err(text)[0].number, line);
    }
}

/// Two claims in other words, each from one source; accepted as one they corroborate each other,
/// and taken back they do not.
#[test]
fn an_accepted_pair_corroborates_and_can_be_taken_back() {
    let folder = tempfile::TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("datasets")).unwrap();
    fs::write(at("sayso.toml"), "").unwrap();
    let source = |name: &str, claim: usize| {
        format!(
            ":{name}-doc dcterms:publisher :{name} ; schema:url <https://{name}.example/> . :{name} sayso:reliability sayso:B .
:{claim} rdfs:label \"{label}\"@en .
[] sayso:by :{name} ; sayso:asserts :{claim} ; sayso:in :{name}-doc ; sayso:firstHand true .\n",
            claim = TWO[claim].0,
            label = TWO[claim].1,
        )
    };
    let before = format!("{PREFIXES}{}{}", source("one", 0), source("two", 1));
    fs::write(at("datasets/affair.ttl"), &before).unwrap();
    let status = || run(folder.path(), &["query", "statuses", "--format", "csv"]).1;
    assert!(status().contains("#single-source,2"), "{}", status());
    let (code, _, told) = run(folder.path(), &["match", "--output", "pairs.txt"]);
    assert_eq!(code, 0, "{told}");
    // What somebody may have judged is not written over.
    assert_eq!(run(folder.path(), &["match", "--output", "pairs.txt"]).0, 4);
    let (_, _, told) = run(folder.path(), &["match", "--apply", "pairs.txt"]);
    assert!(
        told.contains("1 not decided") && told.contains("nothing to add"),
        "{told}"
    );
    let judged = |word: &str| {
        let text = fs::read_to_string(at("pairs.txt")).unwrap();
        fs::write(
            at("judged.txt"),
            text.replace("\n? ", &format!("\n{word} ")),
        )
        .unwrap();
    };
    judged("same");
    let (code, shown, _) = run(
        folder.path(),
        &["match", "--apply", "judged.txt", "--dry-run"],
    );
    assert!(code == 0 && shown.contains("corroborated"), "{shown}");
    assert_eq!(
        fs::read_to_string(at("datasets/affair.ttl")).unwrap(),
        before
    );
    assert_eq!(run(folder.path(), &["match", "--apply", "judged.txt"]).0, 0);
    let after = fs::read_to_string(at("datasets/affair.ttl")).unwrap();
    assert!(after.contains(":x sayso:sameClaim :y"), "{after}");
    assert!(status().contains("#corroborated,2"), "{}", status());
    assert_eq!(run(folder.path(), &["match"]).0, 1);
    let (_, _, told) = run(folder.path(), &["match", "--apply", "judged.txt"]);
    assert!(told.contains("1 judged before"), "{told}");
    // Taken back: the line goes, and all is as it was.
    let taken: Vec<&str> = after
        .lines()
        .filter(|line| !line.contains("sameClaim"))
        .collect();
    fs::write(at("datasets/affair.ttl"), taken.join("\n")).unwrap();
    assert!(status().contains("#single-source,2"), "{}", status());
    // Rejected: nothing counts, and nobody asks again.
    judged("different");
    assert_eq!(run(folder.path(), &["match", "--apply", "judged.txt"]).0, 0);
    assert!(status().contains("#single-source,2"), "{}", status());
    assert_eq!(run(folder.path(), &["match"]).0, 1);
}

/// Many pairs are judged at once: all links go into the file, one below the other, whatever the
/// file ends with; and each is told with the line that it stands on.
#[test]
fn many_judgements_go_into_a_file_together() {
    let topics = [
        "The harbour crane fell on the quay",
        "A minister met the shipping company",
        "Divers found barrels below the pier",
    ];
    for ending in ["\n", ""] {
        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("record.ttl");
        let mut text = PREFIXES.to_owned();
        let mut review = String::new();
        for (number, topic) in topics.iter().enumerate() {
            text += &claims(&[
                (&format!("x{number}"), topic),
                (&format!("y{number}"), topic),
            ]);
            review += &format!("same :x{number} :y{number}\n");
        }
        let before = format!("{}{ending}", text.trim_end());
        fs::write(&file, &before).unwrap();
        fs::write(folder.path().join("judged.txt"), &review).unwrap();
        let arguments = ["--data", "record.ttl", "--format", "json"];
        let (code, told, talk) = run(
            folder.path(),
            &[&["match", "--apply", "judged.txt"][..], &arguments].concat(),
        );
        assert_eq!(code, 0, "{talk}");
        let told: serde_json::Value = serde_json::from_str(&told).unwrap();
        let after = fs::read_to_string(&file).unwrap();
        let lines: Vec<&str> = after.lines().collect();
        let added = told["added"].as_array().unwrap();
        assert_eq!(added.len(), topics.len());
        for (number, one) in added.iter().enumerate() {
            let line = one["line"].as_u64().unwrap() as usize;
            let expected = format!(":x{number} sayso:sameClaim :y{number} .");
            assert_eq!(one["turtle"], expected.as_str());
            assert_eq!(lines[line - 1], expected, "{after}");
        }
        let kept: Vec<&str> = lines
            .into_iter()
            .filter(|line| !line.is_empty() && !line.contains("sameClaim"))
            .collect();
        assert_eq!(kept, before.lines().collect::<Vec<_>>());
        assert_eq!(after.ends_with('\n'), before.ends_with('\n'));
        assert_eq!(
            run(folder.path(), &[&["match"][..], &arguments].concat()).0,
            1
        );
    }
}

#[test]
fn pairs_are_told_to_programs() {
    let folder = tempfile::TempDir::new().unwrap();
    let pairs = |of: &[(&str, &str)]| {
        let text = format!("{PREFIXES}{}", claims(of));
        fs::write(folder.path().join("record.ttl"), text).unwrap();
        let arguments = ["match", "--data", "record.ttl", "--format", "json"];
        let (code, told, _) = run(folder.path(), &arguments);
        let value: serde_json::Value = serde_json::from_str(&told).expect("it is JSON");
        (code, value)
    };
    let (code, found) = pairs(&TWO);
    assert_eq!(code, 0);
    let claim = &found["pairs"][0]["claims"];
    assert_eq!(claim[0]["iri"], "https://example.org/w#x");
    assert_eq!(claim[1]["label"], TWO[1].1);
    let stems = found["pairs"][0]["shared_stems"].as_array().unwrap();
    assert!(stems.contains(&"hacker".into()), "{found}");
    let (code, found) = pairs(&TWO[..1]);
    assert_eq!(
        (code, found["pairs"].as_array().map(Vec::len)),
        (1, Some(0))
    );
}
