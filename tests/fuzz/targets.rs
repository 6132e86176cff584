//! What is fuzzed: everything that takes in what strangers wrote. A target takes any bytes and
//! must come to an end without a panic; what else it promises, it asserts.
//!
//! The same functions are run by `cargo fuzz`, which looks for new paths through the program
//! (nightly), and by `tests/fuzzing.rs`, which alters examples at random (stable, in CI).

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, LazyLock};

use sayso::archive::Archive;
use sayso::ask::reading as questions;
use sayso::check::check;
use sayso::column::Corrupt;
use sayso::data::Data;
use sayso::evidence::View;
use sayso::import::nanopublication::signature::{Algorithm, verify};
use sayso::import::{self, Format, History, Input, Options};
use sayso::query::saved::Saved;
use sayso::read::token::Scanner;
use sayso::read::{Severity, read};
use sayso::verdict;
use sayso::workspace::Source;
use sayso::{query, read as reading};

const BASE: &str = "https://example.org/fuzz";

/// A small record to ask about.
const RECORD: &str = "@prefix : <https://example.org/desk#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sayso: <https://w3id.org/sayso/ns#> .
:story dcterms:publisher :mail .
:mail rdfs:label \"The Mail\" .
:fire rdfs:label \"There was a fire in the mill\" .
:mayor rdfs:label \"the mayor\" .
[] sayso:by :mayor ; sayso:confirms :fire ; sayso:quotedIn :story .
";

static DATA: LazyLock<Data> = LazyLock::new(|| {
    let source = Source::text("desk.ttl", BASE, RECORD);
    Data::load(&[source]).expect("the record is right")
});

/// A name of a target and the target.
pub(crate) type Target = (&'static str, fn(&[u8]));

/// All of them.
pub(crate) const TARGETS: [Target; 15] = [
    ("turtle", turtle),
    ("trig", trig),
    ("n_triples", n_triples),
    ("n_quads", n_quads),
    ("rdf_xml", rdf_xml),
    ("json_ld", json_ld),
    ("nanopublication", nanopublication),
    ("signature", signature),
    ("archive", archive),
    ("tokens", tokens),
    ("question", question),
    ("saved_query", saved_query),
    ("sparql", sparql),
    ("misp", misp),
    ("ftm", ftm),
];

/// Reads a file both ways, and goes on to verdicts and findings where it is right. Both must
/// find it right, or neither.
fn file(name: &str, bytes: &[u8]) {
    let source = || Source::text(name, BASE, bytes);
    let is_right = |care| {
        let (graph, findings) = read(&[source()], care).expect("it is in memory");
        let is_right = findings.iter().all(|it| it.severity != Severity::Error);
        // Where both ways stop is their own affair.
        (is_right, is_right.then_some(graph.quads.len()))
    };
    let fast = is_right(reading::Care::Fast);
    let located = is_right(reading::Care::Located);
    if fast.0 && located.0 {
        assert_eq!(
            fast.1, located.1,
            "the two ways read another number of quads"
        );
    }
    let data = Data::inspect(&[source()]).expect("it is in memory");
    if data
        .findings
        .iter()
        .all(|it| it.severity != Severity::Error)
    {
        check(&data, View::default(), None);
        verdict::all(&data.snapshot(View::default()));
    }
}

/// A dataset in Turtle.
pub(crate) fn turtle(bytes: &[u8]) {
    file("x.ttl", bytes);
}

/// A dataset in `TriG`.
pub(crate) fn trig(bytes: &[u8]) {
    file("x.trig", bytes);
}

/// A dataset in N-Triples.
pub(crate) fn n_triples(bytes: &[u8]) {
    file("x.nt", bytes);
}

/// A dataset in N-Quads.
pub(crate) fn n_quads(bytes: &[u8]) {
    file("x.nq", bytes);
}

/// A dataset in RDF/XML.
pub(crate) fn rdf_xml(bytes: &[u8]) {
    file("x.rdf", bytes);
}

/// A dataset in JSON-LD.
pub(crate) fn json_ld(bytes: &[u8]) {
    file("x.jsonld", bytes);
}

/// Nanopublications, in the syntax that the first byte chooses: what is made of them reads back.
pub(crate) fn nanopublication(bytes: &[u8]) {
    let (first, bytes) = bytes.split_first().unwrap_or((&b't', bytes));
    let name = match first {
        b'q' => "x.nq",
        b'j' => "x.jsonld",
        b'x' => "x.trix",
        _ => "x.trig",
    };
    let input = Input { name, bytes };
    let Ok(file) = import::read(import::Format::Nanopublication, input, &Options::default()) else {
        return;
    };
    let history = History::default();
    let made = import::turtle(file.record(&history), &history, "made by a test");
    let made = made.expect("what was made can be written");
    let errors = made
        .findings
        .iter()
        .filter(|it| it.severity == Severity::Error);
    assert_eq!(errors.count(), 0, "{}", made.text);
}

/// A signature by RSA or DSA: the key, the signature and what is signed, a line each.
pub(crate) fn signature(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut lines = text.splitn(3, '\n');
    let mut line = || lines.next().unwrap_or_default();
    let (key, made, message) = (line(), line(), line());
    for algorithm in [Algorithm::Rsa, Algorithm::Dsa] {
        if let Ok(key) = verify(algorithm, key, made, message.as_bytes()) {
            assert!(key.bits >= 1024, "{key:?}");
        }
    }
}

/// A compiled file: what is touched of it is whole, or is said to be corrupt.
pub(crate) fn archive(bytes: &[u8]) {
    let whole: Arc<Vec<u8>> = Arc::new(bytes.to_vec());
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        let Some((archive, _)) = Archive::read::<serde_json::Value>(whole) else {
            return;
        };
        for name in [
            "terms.bytes",
            "terms.table",
            "data.predicates",
            "data.graphs",
        ] {
            if let Some(column) = archive.column::<u8>(name) {
                let sum = column.iter().fold(0_u8, |sum, it| sum.wrapping_add(*it));
                std::hint::black_box(sum);
            }
        }
    }));
    if let Err(payload) = outcome
        && !payload.is::<Corrupt>()
    {
        resume_unwind(payload);
    }
}

/// Where tokens begin and end: in order, none within another.
pub(crate) fn tokens(bytes: &[u8]) {
    let mut end = 0;
    for token in Scanner::new(bytes) {
        assert!(end <= token.span.start && token.span.start < token.span.end);
        assert!(token.span.end <= bytes.len());
        end = token.span.end;
    }
}

/// A question in English.
pub(crate) fn question(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let _ = questions::read(&text, &DATA);
}

/// A saved query: its header, and values for its parameters.
pub(crate) fn saved_query(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let saved = Saved::parse("x", &text);
    let value = text.lines().last().unwrap_or_default().to_owned();
    let given = saved.parameters.iter().take(1);
    let given: Vec<_> = given.map(|it| (it.name.clone(), value.clone())).collect();
    let _ = saved.bindings(&given, &DATA);
}

/// The text of a query, on a stack as large as the program gives it.
pub(crate) fn sparql(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let thread = std::thread::Builder::new()
        .stack_size(1 << 30)
        .spawn(move || drop(query::parse(&text, [])));
    let outcome = thread.expect("there is a thread").join();
    if let Err(payload) = outcome {
        resume_unwind(payload);
    }
}

/// Events of MISP: what is taken for some becomes a file that is in order.
pub(crate) fn misp(bytes: &[u8]) {
    foreign(Format::Misp, "x.json", bytes);
}

/// Statements of `FollowTheMoney`, likewise.
pub(crate) fn ftm(bytes: &[u8]) {
    foreign(Format::Ftm, "x.csv", bytes);
}

fn foreign(format: Format, name: &str, bytes: &[u8]) {
    let input = Input { name, bytes };
    let Ok(file) = import::read(format, input, &Options::default()) else {
        return;
    };
    let history = History::default();
    let made = import::turtle(file.record(&history), &history, "fuzz").expect("it can be written");
    let again = import::turtle(file.record(&history), &history, "fuzz").expect("it can be written");
    assert_eq!(made.text, again.text);
    let data = Data::inspect(&[Source::text("x.ttl", BASE, made.text.as_str())]);
    let findings = data.expect("it is in memory").findings;
    let wrong = findings.iter().find(|it| it.severity == Severity::Error);
    assert!(wrong.is_none(), "{wrong:?}");
}
