//! What is exported is the data, whole, and always in the same bytes.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use sayso::data::Data;
use sayso::evidence::View;
use sayso::query::verdicts;
use sayso::verdict;
use sayso::workspace::{Source, loose};
use sayso::write::{Format, export, replace};

use crate::agreement::seeds;
use crate::oracle::generate::{Shape, generate};
use crate::oracle::turtle::{Naming, to_turtle};

const FORMATS: [Format; 4] = [
    Format::TurtleShort,
    Format::TurtleLong,
    Format::NQuads,
    Format::TriG,
];

fn load(sources: &[Source]) -> Data {
    Data::load(sources).expect("the data is right")
}

fn read_back(text: &str) -> Data {
    load(&[Source::text("x.ttl", "https://example.org/x", text)])
}

/// The canonical triples of some data, by way of the long form and another library.
fn canonical(data: &Data) -> String {
    let text = export(&data.whole(), Format::TurtleLong).expect("it can be exported");
    let triples = oxttl::TurtleParser::new().for_slice(&text);
    let mut dataset: oxrdf::Dataset = triples
        .map(|triple| {
            triple
                .expect("it is Turtle")
                .in_graph(oxrdf::GraphName::DefaultGraph)
        })
        .collect();
    dataset.canonicalize(oxrdf::dataset::CanonicalizationAlgorithm::Rdfc10 {
        hash_algorithm: oxrdf::dataset::CanonicalizationHashAlgorithm::Sha256,
    });
    let lines: std::collections::BTreeSet<String> =
        dataset.iter().map(|quad| quad.to_string()).collect();
    lines.into_iter().collect::<Vec<_>>().join("\n")
}

fn files() -> Vec<Vec<&'static str>> {
    let base = "datasets/vsse-breach/vsse-breach.ttl";
    vec![
        vec![base],
        vec![base, "tests/fixtures/vsse/c.ttl"],
        vec!["tests/fixtures/vsse/short.ttl"],
        vec!["tests/fixtures/vsse/long.ttl"],
        vec!["src/workspace/template/bridge.ttl"],
    ]
}

#[test]
fn exports_mean_the_same_and_are_stable() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for names in files() {
        let sources: Vec<Source> = names.iter().map(|name| loose(&root.join(name))).collect();
        let data = load(&sources);
        for format in FORMATS {
            let once = export(&data.whole(), format).unwrap();
            assert_eq!(
                once,
                export(&data.whole(), format).unwrap(),
                "{names:?} {format:?}"
            );
        }
        for format in [Format::TurtleShort, Format::TurtleLong] {
            let text = export(&data.whole(), format).unwrap();
            let again = read_back(&text);
            assert!(
                canonical(&data) == canonical(&again),
                "{names:?} {format:?}"
            );
            // The export of an export is the export.
            assert_eq!(
                export(&again.whole(), format).unwrap(),
                text,
                "{names:?} {format:?}"
            );
        }
    }
}

#[test]
fn short_exports_of_short_and_long_form_are_the_same() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let exported = |name: &str| {
        let data = load(&[loose(&root.join(name))]);
        export(&data.whole(), Format::TurtleShort).unwrap()
    };
    let short = exported("tests/fixtures/vsse/short.ttl");
    assert_eq!(short, exported("tests/fixtures/vsse/long.ttl"));
    // As a person would have typed it.
    assert!(
        short.contains("[] sayso:by :prosecutor ;\n    sayso:confirms :investigation"),
        "{short}"
    );
    assert!(
        !short.contains("sayso:Statement") && !short.contains("sayso:stance"),
        "{short}"
    );
}

#[test]
fn random_data_survives_every_format() {
    for seed in 0..seeds() / 10 {
        let case = generate(seed, &Shape::default());
        let one = read_back(&to_turtle(&case, &Naming::plain(&case)));
        for format in [Format::TurtleShort, Format::TurtleLong] {
            let text =
                export(&one.whole(), format).unwrap_or_else(|error| panic!("{seed}: {error}"));
            assert!(
                canonical(&one) == canonical(&read_back(&text)),
                "seed {seed}"
            );
        }
        // The order of the triples does not matter.
        let naming = Naming::plain(&case);
        let text = to_turtle(&case, &naming);
        let mut lines: Vec<&str> = text.lines().collect();
        let body = lines.iter().position(|line| line.is_empty()).unwrap_or(0);
        lines[body..].reverse();
        let other = read_back(&lines.join("\n"));
        assert_eq!(
            export(&one.whole(), Format::TurtleShort).unwrap(),
            export(&other.whole(), Format::TurtleShort).unwrap(),
            "seed {seed}"
        );
    }
}

#[test]
fn verdicts_are_in_the_trig_and_nowhere_else() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let data = load(&[loose(&root.join("tests/fixtures/vsse/short.ttl"))]);
    let found = verdict::all(&data.snapshot(View::default()));
    let whole = verdicts::whole(&data, &found);
    let trig = export(&whole, Format::TriG).unwrap();
    assert!(
        trig.contains("sayso:status sayso:officially-confirmed"),
        "{trig}"
    );
    for format in [Format::TurtleShort, Format::TurtleLong, Format::NQuads] {
        let text = export(&whole, format).unwrap();
        assert!(!text.contains("officially-confirmed"), "{text}");
    }
}

#[test]
fn hostile_text_survives_and_does_no_harm() {
    let label = "\u{1b}[31m \u{202e} \" ' \\ \n \r \t %s <b> \u{0} \u{10FFFF}";
    let escaped: String = label
        .chars()
        .map(|c| format!("\\U{:08X}", u32::from(c)))
        .collect();
    let long = "x".repeat(100_000);
    let text = format!(
        "@prefix : <https://example.org/w#> . @prefix sayso: <https://w3id.org/sayso/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:c rdfs:label \"{escaped}\" , \"{long}\" . <https://example.org/w#odd%20name/é> rdfs:label \"x\" .
[] sayso:by <https://example.org/w#odd%20name/é> ; sayso:asserts :c ; sayso:confidence 0.90 ; sayso:statedConfidence 00.50 ."
    );
    let data = read_back(&text);
    for format in FORMATS {
        let text = export(&data.whole(), format).unwrap();
        assert!(
            !text.contains('\u{1b}') || format == Format::NQuads,
            "{format:?}"
        );
    }
    let again = read_back(&export(&data.whole(), Format::TurtleShort).unwrap());
    assert!(canonical(&data) == canonical(&again));
    let label_kept = (0..again.graph.terms.len() as u32)
        .any(|id| again.graph.terms.text(sayso::vocab::Id(id)) == label);
    assert!(label_kept);
}

#[test]
fn a_file_is_replaced_at_once_or_not_at_all() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("out.ttl");
    replace(&path, "one").unwrap();
    replace(&path, "two").unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "two");
    assert!(replace(&folder.path().join("missing/out.ttl"), "x").is_err());
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        1,
        "nothing stays behind"
    );
}

/// Whatever moment the program is killed at, the file is the old one or the new one.
#[cfg(target_os = "linux")]
#[test]
fn a_killed_export_leaves_a_whole_file() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("out.ttl");
    let program = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
        command
            .args(["export", "--output"])
            .arg(&path)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    };
    assert!(program().status().unwrap().success());
    let whole = fs::read(&path).unwrap();
    for delay in 0..60 {
        fs::write(&path, "old\n").unwrap();
        let mut child = program().spawn().unwrap();
        std::thread::sleep(std::time::Duration::from_micros(delay * 300));
        let _ = child.kill();
        child.wait().unwrap();
        let found = fs::read(&path).unwrap();
        assert!(
            found == b"old\n" || found == whole,
            "half a file after {delay}"
        );
    }
}
