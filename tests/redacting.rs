//! Exports without a source's name, against somebody who guesses: by addresses, by captures, by
//! spellings, by names that were made of words.

use std::fs;

use tempfile::TempDir;

use crate::program::{root, run};

const PREFIXES: &str =
    "@prefix : <https://desk.example/w#> . @prefix sayso: <https://w3id.org/sayso/ns#> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix schema: <https://schema.org/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
";

/// What the export of a record without a source says, and what is told beside it.
fn without(record: &str, source: &str) -> (String, String) {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("x.ttl"), format!("{PREFIXES}{record}")).unwrap();
    let arguments = ["export", "--data", "x.ttl", "--redact", source];
    let (code, text, told) = run(folder.path(), &arguments);
    assert_eq!(code, 0, "{told}");
    (text, told)
}

const STORY: &str = "
:kim rdfs:label \"Söhnke Æbelö-Krüger\" ; foaf:mbox <mailto:sk1981@post.example> ; foaf:accountName \"nightowl9\" ;
    schema:sameAs <https://forum.example/@nightowl9> ; sayso:authorityOver :pump .
:paper rdfs:label \"The Paper\" .
:talk rdfs:label \"Confessions of a pump fitter\" ; dcterms:publisher :paper ; schema:url <https://paper.example/2024/fitter-talks> ;
    sayso:sha256 \"abababababababababababababababababababababababababababababababab\" .
:copy rdfs:label \"Saved page\" ; dcterms:publisher :archive ; schema:url <http://www.paper.example/2024/fitter-talks/#top> .
:again rdfs:label \"Another saved page\" ; dcterms:publisher :archive ; schema:url <https://archive.example/77> ;
    sayso:sha256 \"ABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABABAB\" .
:other rdfs:label \"About pumps\" ; dcterms:publisher :paper ; schema:url <https://paper.example/pumps> ;
    dcterms:references <https://paper.example/2024/fitter-talks> ; rdfs:comment \"cf. Confessions of a pump fitter, paper.example/2024/fitter-talks\" .
:pump rdfs:label \"The pump was broken\" ; rdfs:seeAlso <https://archive.example/web/https://paper.example/2024/fitter-talks> ;
    rdfs:comment \"S. Krueger\" , \"Krüger, Söhnke\" , \"S&ouml;hnke &AElig;bel&ouml;-Kr&uuml;ger\" , \"skrueger81\" , \"so nightowl9 wrote\" ,
        \"write to sk1981@post.example\" , \"he said: it never ran a day\" , \"x\"@en-x-krueger .
:s1 sayso:by :kim ; sayso:asserts :pump ; sayso:quotedIn :talk ; sayso:statedConfidence \"as the fitter on duty\" ;
    sayso:anchor [ oa:exact \"it never ran a day\" ] .
:s2 sayso:by :paper ; sayso:denies :pump ; sayso:in :other .
";

#[test]
fn what_tells_without_being_a_name_is_gone() {
    let (text, told) = without(STORY, ":kim");
    let lower = text.to_lowercase();
    for word in [
        "fitter",
        "confessions",
        "abababab",
        "krueger",
        "krüger",
        "kr&uuml;ger",
        "nightowl9",
        "sk1981",
        "post.example",
        "never ran",
        "on duty",
        "archive.example/77",
        "en-x-",
        ":kim",
        "saved page",
    ] {
        assert!(!lower.contains(word), "{word}\n{text}");
    }
    for word in [
        "The Paper",
        "paper.example/pumps",
        "The pump was broken",
        "About pumps",
    ] {
        assert!(text.contains(word), "{word}\n{text}");
    }
    // Two copies are still one text.
    let hash = text.split("sayso:sha256 \"").nth(1).unwrap()[..64].to_owned();
    assert_eq!(text.matches(&hash).count(), 2, "{text}");
    assert!(told.contains("has authority over"), "{told}");
    assert!(told.contains("is published by"), "{told}");
}

#[test]
fn the_table_is_short_and_the_most_telling_first() {
    let mut record = STORY.to_owned();
    for number in 0..100 {
        record.push_str(&format!(
            ":n{number} rdfs:comment \"Söhnke {number}\" , \"Söhnke Krüger {number}\" .\n"
        ));
    }
    let (_, told) = without(&record, ":kim");
    let rows: Vec<&str> = told.lines().filter(|line| line.starts_with("  ")).collect();
    assert!(rows.len() <= 29, "{told}");
    assert!(rows[0].contains("has authority over"), "{told}");
    assert!(rows.last().unwrap().contains("more"), "{told}");
}

#[test]
fn an_iri_without_a_label_is_a_name() {
    for iri in [
        "https://people.example/ann-roe#me",
        "https://ann-roe.example/#me",
        "acct:ann.roe@post.example",
    ] {
        let record = format!(
            ":d dcterms:publisher :p ; schema:url <https://p.example/1> .
:c rdfs:label \"The lid was open, says A. Roe\" ; rdfs:seeAlso <https://people.example/ann-roe/cv> .
[] sayso:by <{iri}> ; sayso:asserts :c ; sayso:quotedIn :d .\n"
        );
        let (text, _) = without(&record, &format!("<{iri}>"));
        assert!(!text.to_lowercase().contains("roe"), "{iri}\n{text}");
    }
}

/// A place of its own, where nobody else writes.
#[test]
fn a_platform_of_the_source_alone_is_redacted_with_it() {
    let (text, _) = without(
        ":log rdfs:label \"Notes from the pit\" . :entry dcterms:publisher :log ; schema:url <https://pit.example/1> .
:tie sayso:between :log , :ann ; sayso:kind sayso:SharedDesk .
:c rdfs:label \"The lid was open\" . [] sayso:by :ann ; sayso:asserts :c ; sayso:in :entry .\n",
        ":ann",
    );
    assert!(!text.contains(":log") && !text.contains("pit"), "{text}");
}

/// Whoever has the words, or an event's identifier, can make the name of what was imported.
#[test]
fn names_made_of_words_do_not_outlive_them() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("datasets")).unwrap();
    fs::write(folder.path().join("sayso.toml"), "").unwrap();
    let fixture = |name: &str| {
        root()
            .join("tests/fixtures/import")
            .join(name)
            .display()
            .to_string()
    };
    let redacted = |format: &str, file: &str, source: &str| {
        let (code, _, told) = run(folder.path(), &["import", format, &fixture(file)]);
        assert_eq!(code, 0, "{told}");
        let (code, text, told) = run(
            folder.path(),
            &["export", "--dataset", format, "--redact", source],
        );
        assert_eq!(code, 0, "{told}");
        text
    };
    let text = redacted("claim-review", "reviews.json", "Invented Checks");
    for word in ["A heron landed", "two herons"] {
        let line = text.lines().find(|line| line.contains(word)).unwrap();
        assert!(!line.contains("claim-review"), "{line}");
    }
    let event = "<https://w3id.org/sayso/misp/00000000-0000-4000-8000-000000000002>";
    let text = redacted("misp", "event.json", event);
    assert!(
        !text.contains("00000000-0000-4000-8000-000000000100"),
        "{text}"
    );
}

#[test]
fn a_redacted_record_does_not_go_among_the_data() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("datasets")).unwrap();
    fs::write(folder.path().join("sayso.toml"), "").unwrap();
    fs::write(
        folder.path().join("datasets/x.ttl"),
        format!("{PREFIXES}{STORY}"),
    )
    .unwrap();
    for output in ["datasets/y.ttl", "datasets/../datasets/y.ttl"] {
        for force in [vec![], vec!["--force"]] {
            let arguments = [
                &["export", "--redact", ":kim", "--output", output][..],
                &force,
            ]
            .concat();
            let (code, _, told) = run(folder.path(), &arguments);
            assert_eq!(code, 2, "{told}");
        }
    }
    assert_eq!(
        run(
            folder.path(),
            &["export", "--redact", ":kim", "--output", "y.ttl"]
        )
        .0,
        0
    );
}

#[test]
fn a_copy_that_came_among_the_data_all_the_same_is_found() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("datasets")).unwrap();
    fs::write(folder.path().join("sayso.toml"), "").unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("datasets/x.ttl"), format!("{PREFIXES}{STORY}")).unwrap();
    assert_eq!(
        run(
            folder.path(),
            &["export", "--redact", ":kim", "--output", "y.ttl"]
        )
        .0,
        0
    );
    fs::rename(at("y.ttl"), at("datasets/y.ttl")).unwrap();
    let (_, printed, _) = run(folder.path(), &["check"]);
    assert!(
        printed.contains("warning[pseudonym-beside-source]"),
        "{printed}"
    );
    // Alone, a redacted record is as good as any.
    let (_, printed, _) = run(folder.path(), &["check", "datasets/y.ttl"]);
    assert!(!printed.contains("pseudonym-beside-source"), "{printed}");
}
