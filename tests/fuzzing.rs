//! The fuzz targets on examples altered at random, a bounded number of times, so that they run
//! wherever the tests do. `SAYSO_TEST_SEEDS=100000 cargo test --release fuzzing` goes further;
//! CONTRIBUTING.md tells how to run them with `cargo fuzz`.

#[path = "fuzz/targets.rs"]
mod targets;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use sayso::data::Data;
use sayso::workspace::{dataset_files, loose};

use crate::oracle::generate::Random;
use crate::program::root;

/// What means something in one of the languages.
const PIECES: [&str; 48] = [
    "<",
    ">",
    "\"",
    "'",
    "\"\"\"",
    "[",
    "]",
    "(",
    ")",
    "{",
    "}",
    ".",
    ";",
    ",",
    "#",
    "@prefix ",
    "@base ",
    "PREFIX ",
    "GRAPH ",
    "<<",
    "^^",
    "@en",
    "_:b",
    "\\u12",
    "\\",
    "a ",
    "true",
    "1e9",
    "<a:b>",
    "sayso:by ",
    "sayso:asserts ",
    "sayso:relays ",
    "sayso:quotedIn ",
    "<!ENTITY x \"",
    "&x;",
    "<![CDATA[",
    "<!--",
    "rdf:about=\"",
    "/>",
    "\"@context\":",
    "\"@id\":",
    "\"@graph\":",
    "null",
    "#+ ",
    "- name: x\n",
    "who said ",
    "not ",
    "\u{feff}",
];

/// The same bytes but for a few bits: a compiled file of another length is refused at once.
fn flipped(corpus: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let mut bytes = random.pick(corpus).unwrap_or_default();
    for _ in 0..=random.below(3) {
        // The header and the table at the end are short, and what all the rest hangs on.
        let near = random.below(bytes.len().min(200));
        let at = match random.below(4) {
            0 => near,
            1 => bytes.len() - 1 - near,
            _ => random.below(bytes.len()),
        };
        bytes[at] ^= 1 << random.below(8);
    }
    bytes
}

/// Longer examples are tried by what surrounds a place in them.
const LONGEST: usize = 4_000;

/// Another text from some texts.
fn altered(corpus: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let mut text = random.pick(corpus).unwrap_or_default();
    if text.len() > LONGEST {
        let start = random.below(text.len() - LONGEST + 1);
        let head = text[..500].to_vec();
        text = [&head, &text[start..start + LONGEST]].concat();
    }
    for _ in 0..=random.below(6) {
        let at = random.below(text.len() + 1);
        let until = (at + 1 + random.below(40)).min(text.len());
        match random.below(7) {
            0 if at < text.len() => text[at] ^= 1 << random.below(8),
            1 => drop(text.drain(at..until.max(at))),
            2 => {
                let again = text[at.min(until)..until].to_vec();
                text.splice(at..at, again);
            }
            3 => {
                let other = random.pick(corpus).unwrap_or_default();
                let from = random.below(other.len() + 1);
                let to = (from + random.below(200)).min(other.len());
                text.splice(at..at, other[from..to].iter().copied());
            }
            4 => text.truncate(at),
            5 => {
                let piece = random.pick(&PIECES).unwrap_or_default();
                let times = if random.chance(3) { 300 } else { 1 };
                text.splice(at..at, piece.repeat(times).bytes());
            }
            _ => {
                let piece = random.pick(&PIECES).unwrap_or_default();
                text.splice(at..at, piece.bytes());
            }
        }
    }
    text
}

fn bytes(paths: impl IntoIterator<Item = PathBuf>) -> Vec<Vec<u8>> {
    let paths = paths.into_iter();
    paths
        .map(|path| fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
        .collect()
}

fn below(folder: &str, extension: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = walkdir::WalkDir::new(root().join(folder))
        .into_iter()
        .filter_map(|entry| Some(entry.ok()?.into_path()))
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect();
    files.sort();
    files
}

fn lines(text: &str) -> Vec<Vec<u8>> {
    text.lines().map(|line| line.as_bytes().to_vec()).collect()
}

/// The same datasets in another format.
fn translated(format: oxigraph::io::RdfFormat) -> Vec<Vec<u8>> {
    let files = below("tests/fixtures/shacl", "ttl").into_iter().take(40);
    files
        .map(|path| {
            let text = fs::read(path).expect("the file is there");
            let parser = oxttl::TurtleParser::new()
                .with_base_iri("https://example.org/x")
                .expect("an IRI");
            let serializer = oxigraph::io::RdfSerializer::from_format(format);
            let mut serializer = serializer.for_writer(Vec::new());
            for triple in parser.for_slice(&text).flatten() {
                let quad = triple.in_graph(oxrdf::GraphName::DefaultGraph);
                serializer.serialize_quad(&quad).expect("it can be written");
            }
            serializer.finish().expect("it can be written")
        })
        .collect()
}

/// A key, a signature and a message a line, from nanopublications that are signed.
fn keys_and_signatures() -> Vec<Vec<u8>> {
    let texts = bytes(below("tests/fixtures/import/signed", "trig"));
    let value = |text: &str, word: &str| {
        let found = text
            .split_once(&format!("npx:{word} \""))?
            .1
            .split_once('"')?
            .0;
        Some(found.replace("\\n", ""))
    };
    let all = texts.iter().filter_map(|text| {
        let text = String::from_utf8_lossy(text);
        let key = value(&text, "hasPublicKey")?;
        let made = value(&text, "hasSignature")?;
        Some(format!("{key}\n{made}\nA heron nests on the town hall.").into_bytes())
    });
    all.collect()
}

fn corpus(target: &str) -> Vec<Vec<u8>> {
    use oxigraph::io::{JsonLdProfileSet, RdfFormat};
    match target {
        "turtle" | "tokens" => {
            let mut paths = dataset_files(&root().join("datasets")).expect("the folder is there");
            paths.extend(below("tests/fixtures", "ttl"));
            bytes(paths)
        }
        "trig" => {
            let mut texts = translated(RdfFormat::TriG);
            texts.extend(bytes(below("tests/fixtures", "trig")));
            texts.push(
                b"PREFIX : <a:> :g { :s :p ( 1 [ :q 'x'@en ] ) . } GRAPH _:g { :a :b _:c }"
                    .to_vec(),
            );
            texts
        }
        "n_triples" => translated(RdfFormat::NTriples),
        "n_quads" => {
            let mut texts = translated(RdfFormat::NQuads);
            texts.push(b"<a:s> <a:p> \"x\\ty\"@en <a:g> . # c\n_:a <a:p> _:b _:g .".to_vec());
            texts
        }
        "rdf_xml" => {
            let mut texts = translated(RdfFormat::RdfXml);
            texts.push(include_bytes!("fixtures/fuzz/typical.rdf").to_vec());
            texts
        }
        "json_ld" => {
            let mut texts = translated(RdfFormat::JsonLd {
                profile: JsonLdProfileSet::empty(),
            });
            texts.push(include_bytes!("fixtures/fuzz/typical.jsonld").to_vec());
            texts
        }
        "nanopublication" => {
            let mut texts = bytes(below("tests/fixtures/import", "trig"));
            for text in &mut texts {
                text.insert(0, b't');
            }
            texts.push(include_bytes!("fixtures/fuzz/typical.trix").to_vec());
            texts
        }
        "signature" => keys_and_signatures(),
        "archive" => {
            let path = root().join("datasets/vsse-breach/vsse-breach.ttl");
            let data = Data::load(&[loose(&path)]).expect("the data is right");
            let archive = data.save(std::io::Cursor::new(Vec::new()));
            vec![archive.expect("it is in memory").into_inner()]
        }
        "question" => {
            let table = |name: &str| {
                let path = root().join("tests/fixtures").join(name);
                lines(&fs::read_to_string(path).expect("the table is there"))
            };
            [table("questions.tsv"), table("refused.tsv")].concat()
        }
        "saved_query" | "sparql" => {
            bytes(below("queries", "rq").into_iter().chain(below("src", "rq")))
        }
        "ftm" => vec![include_bytes!("fixtures/import/statements.csv").to_vec()],
        "misp" => {
            let text = include_str!("fixtures/import/event.json");
            let event: serde_json::Value = serde_json::from_str(text).expect("it is JSON");
            // Short enough that what is altered can be whole.
            let event = &event["response"][0]["Event"];
            let part = |name: &str| {
                let uuid = &event["uuid"];
                serde_json::json!([{"Event": {"uuid": uuid, name: event[name]}}]).to_string()
            };
            let parts = ["Tag", "Galaxy", "Object", "EventReport"].map(part);
            let attributes = event["Attribute"].as_array().expect("an array").iter();
            let attributes = attributes.map(|it| {
                serde_json::json!({"Event": {"uuid": event["uuid"], "Attribute": [it]}}).to_string()
            });
            let texts = attributes.chain(parts).chain([text.to_owned()]);
            texts.map(String::into_bytes).collect()
        }
        other => panic!("{other} has no examples"),
    }
}

/// How many texts each target is tried on.
fn steps() -> u64 {
    let asked = std::env::var("SAYSO_TEST_SEEDS").ok();
    asked.and_then(|text| text.parse().ok()).unwrap_or(400)
}

fn run(name: &str) {
    let (_, target) = targets::TARGETS
        .iter()
        .find(|(other, _)| *other == name)
        .expect("there is such a target");
    let corpus = corpus(name);
    assert!(!corpus.is_empty(), "{name} has no examples");
    for text in &corpus {
        target(text);
    }
    let alter = if name == "archive" { flipped } else { altered };
    // What was tried last is left for whoever looks for the reason of a failure.
    let step = AtomicU64::new(0);
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        for seed in 0..steps() {
            step.store(seed, Ordering::Relaxed);
            target(&alter(&corpus, &mut Random::new(seed)));
        }
    }));
    if let Err(payload) = outcome {
        let seed = step.load(Ordering::Relaxed);
        let text = alter(&corpus, &mut Random::new(seed));
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{name}-{seed}"));
        let _ = fs::write(&path, &text);
        let shown = String::from_utf8_lossy(&text).into_owned();
        eprintln!("{name}, seed {seed}, in {}:\n{shown}", path.display());
        std::panic::resume_unwind(payload);
    }
}

macro_rules! run_each {
    ($($name:ident),*) => {
        $(#[test]
        fn $name() {
            run(stringify!($name));
        })*

        #[test]
        fn every_target_is_run() {
            let run = [$(stringify!($name)),*];
            let all = targets::TARGETS.map(|(name, _)| name);
            assert_eq!(run, all);
            for name in all {
                let path = format!("tests/fuzz/fuzz_targets/{name}.rs");
                assert!(root().join(&path).is_file(), "there is no {path}");
            }
        }
    };
}

run_each!(
    turtle,
    trig,
    n_triples,
    n_quads,
    rdf_xml,
    json_ld,
    nanopublication,
    signature,
    archive,
    tokens,
    question,
    saved_query,
    sparql,
    misp,
    ftm
);
