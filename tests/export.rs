//! What is exported is the data, whole, and always in the same bytes.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use sayso::data::Data;
use sayso::evidence::View;
use sayso::workspace::{Source, loose};
use sayso::write::{Format, export, replace};

use crate::agreement::seeds;
use crate::oracle::generate::{Shape, generate};
use crate::oracle::turtle::{Naming, to_turtle};
use crate::program;

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
    let whole = data.whole_with_verdicts(View::default());
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

/// Whatever moment the program is killed at, the file is the old one or the new one; however
/// much of the data is asked for.
#[cfg(target_os = "linux")]
#[test]
fn a_killed_export_leaves_a_whole_file() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("out.ttl");
    for arguments in [
        vec![],
        vec!["--claim", "mail server", "--metadata"],
        vec!["--status", "single-source", "--format", "trig"],
        vec!["--format", "nquads"],
    ] {
        let program = || {
            let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
            command
                .args(["export", "--force", "--output"])
                .arg(&path)
                .args(&arguments)
                .current_dir(env!("CARGO_MANIFEST_DIR"))
                .stdout(Stdio::null())
                .stderr(Stdio::null());
            command
        };
        assert!(program().status().unwrap().success());
        let whole = fs::read(&path).unwrap();
        for delay in 0..40 {
            fs::write(&path, "old\n").unwrap();
            let mut child = program().spawn().unwrap();
            std::thread::sleep(std::time::Duration::from_micros(delay * 450));
            let _ = child.kill();
            child.wait().unwrap();
            let found = fs::read(&path).unwrap();
            assert!(
                found == b"old\n" || found == whole,
                "half a file after {delay}"
            );
        }
    }
}

/// Runs `sayso export` in a folder: the exit code, what it prints, and what it tells.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    program::run(folder, &[&["export"], arguments].concat())
}

/// A workspace with two datasets of one claim each.
fn workspace() -> tempfile::TempDir {
    let folder = tempfile::TempDir::new().unwrap();
    fs::create_dir(folder.path().join("datasets")).unwrap();
    fs::write(folder.path().join("sayso.toml"), "").unwrap();
    for name in ["one", "two"] {
        let text = format!(
            "# A comment.
@prefix : <https://example.org/w#> . @prefix sayso: <https://w3id.org/sayso/ns#> .
:{name}-doc <http://purl.org/dc/terms/publisher> :{name}-source ; <https://schema.org/url> <https://{name}.example/> .
[] sayso:by :{name}-source ; sayso:asserts :{name} ; sayso:in :{name}-doc .
"
        );
        let file = folder.path().join(format!("datasets/{name}.ttl"));
        fs::write(file, text).unwrap();
    }
    folder
}

#[test]
fn selections_add_up_and_datasets_are_what_is_read() {
    let folder = workspace();
    let export = |arguments: &[&str]| {
        let (code, text, told) = run(folder.path(), arguments);
        assert_eq!(code, 0, "{told}");
        text
    };
    let both = export(&[]);
    assert_eq!(export(&["--claim", "one", "--claim", "two"]), both);
    assert_eq!(export(&["--claim", "one", "--source", "two source"]), both);
    assert_eq!(export(&["--status", "single-source"]), both);
    assert_eq!(export(&["--dataset", "one", "--dataset", "two"]), both);
    let one = export(&["--dataset", "one"]);
    assert_ne!(one, both);
    assert_eq!(export(&["--claim", ":one"]), one);
    assert_eq!(export(&["--source", ":one-source"]), one);
    assert_eq!(export(&["--output", "-", "--claim", ":one"]), one);
    assert!(!folder.path().join("-").exists());
    let trig = export(&["--format", "trig", "--claim", ":one"]);
    assert!(
        trig.contains(":one sayso:status") && !trig.contains("two"),
        "{trig}"
    );
    // What is not read cannot be asked for.
    let (code, _, told) = run(folder.path(), &["--dataset", "one", "--claim", ":two"]);
    assert_eq!(code, 2, "{told}");
}

#[test]
fn the_view_decides_which_claims_have_a_status() {
    let folder = workspace();
    let strict = run(folder.path(), &["--status", "single-source", "--strict"]);
    assert_eq!(strict.0, 1, "{strict:?}");
    let cited = run(folder.path(), &["--status", "unsupported", "--strict"]);
    assert_eq!((cited.0, cited.1), (0, run(folder.path(), &[]).1));
}

#[test]
fn an_empty_selection_writes_nothing_and_says_so() {
    let folder = workspace();
    let file = folder.path().join("out.ttl");
    fs::write(&file, "old\n").unwrap();
    let (code, text, told) = run(folder.path(), &["--status", "circular", "-o", "out.ttl"]);
    assert_eq!((code, text.as_str()), (1, ""));
    assert!(told.contains("nothing is selected"), "{told}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "old\n");
    // Whoever is known and never spoke selects nothing either.
    let silent =
        "@prefix : <https://example.org/w#> . @prefix sayso: <https://w3id.org/sayso/ns#> .
[] sayso:by :a ; sayso:asserts :c . :silent a sayso:Agent .";
    fs::write(folder.path().join("silent.ttl"), silent).unwrap();
    let (code, text, _) = run(
        folder.path(),
        &["--data", "silent.ttl", "--source", ":silent"],
    );
    assert_eq!((code, text.as_str()), (1, ""));
    let (code, _, told) = run(folder.path(), &["--status", "circuler"]);
    assert!(code == 2 && told.contains("circular"), "{told}");
}

#[test]
fn datasets_are_not_written_over_unless_that_is_meant() {
    let folder = workspace();
    let at = |name: &str| folder.path().join(name);
    let before = fs::read_to_string(at("datasets/one.ttl")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(at("datasets/one.ttl"), at("link.ttl")).unwrap();
    #[cfg(unix)]
    assert_eq!(run(folder.path(), &["-o", "link.ttl"]).0, 2);
    for arguments in [
        // What was read, by any way that leads there; and what was not.
        vec!["-o", "datasets/one.ttl"],
        vec!["-o", "datasets/../datasets/one.ttl", "--metadata"],
        vec!["-o", "datasets/one.ttl", "--dataset", "two"],
        vec!["-o", "datasets/one.ttl", "--data", "datasets/two.ttl"],
    ] {
        let (code, _, told) = run(folder.path(), &arguments);
        assert!(code == 2 && told.contains("--force"), "{told}");
        assert_eq!(fs::read_to_string(at("datasets/one.ttl")).unwrap(), before);
    }
    // A loose file that is read is spared too.
    fs::write(at("loose.ttl"), &before).unwrap();
    assert_eq!(
        run(folder.path(), &["--data", "loose.ttl", "-o", "loose.ttl"]).0,
        2
    );
    let meant = ["-o", "datasets/one.ttl", "--dataset", "one", "--force"];
    let (code, _, told) = run(folder.path(), &meant);
    assert_eq!(code, 0, "{told}");
    let after = fs::read_to_string(at("datasets/one.ttl")).unwrap();
    assert!(!after.contains("# A comment"), "{after}");
    assert_eq!(run(folder.path(), &["--dataset", "one"]).1, after);
}

#[cfg(unix)]
#[test]
fn links_stay_and_pipes_are_written_to() {
    use std::os::unix::fs::{FileTypeExt, symlink};
    let folder = workspace();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("target.ttl"), "old\n").unwrap();
    symlink("target.ttl", at("link.ttl")).unwrap();
    assert_eq!(run(folder.path(), &["-o", "link.ttl"]).0, 0);
    assert!(fs::symlink_metadata(at("link.ttl")).unwrap().is_symlink());
    assert_eq!(
        fs::read_to_string(at("target.ttl")).unwrap(),
        run(folder.path(), &[]).1
    );
    symlink("nowhere.ttl", at("dangling.ttl")).unwrap();
    assert_eq!(run(folder.path(), &["-o", "dangling.ttl"]).0, 4);
    // A pipe stands for all that is no file: were a device replaced, the machine would suffer.
    let made = Command::new("mkfifo").arg(at("pipe")).status().unwrap();
    assert!(made.success());
    symlink("pipe", at("to-pipe")).unwrap();
    for name in ["pipe", "to-pipe"] {
        let path = at("pipe");
        let reader = std::thread::spawn(move || fs::read_to_string(path).unwrap());
        assert_eq!(run(folder.path(), &["-o", name]).0, 0);
        assert_eq!(reader.join().unwrap(), run(folder.path(), &[]).1);
        assert!(fs::metadata(at("pipe")).unwrap().file_type().is_fifo());
    }
    assert_eq!(run(folder.path(), &["-o", "datasets"]).0, 4);
}

#[test]
fn metadata_come_from_options_before_the_workspace_and_from_no_clock() {
    let folder = workspace();
    let config = "[metadata]\ntitle = \"From the file\"\nlicense = \"CC0-1.0\"\n";
    fs::write(folder.path().join("sayso.toml"), config).unwrap();
    let export = |arguments: &[&str]| {
        let (code, text, told) = run(folder.path(), arguments);
        assert_eq!(code, 0, "{told}");
        text
    };
    let text = export(&["--metadata"]);
    assert_eq!(export(&["--metadata"]), text);
    for said in [
        "dcterms:title \"From the file\"",
        "dcterms:license <http://spdx.org/licenses/CC0-1.0>",
        "dcterms:description \"sayso export\"",
        "dcterms:title \"datasets/one.ttl\"",
        "void:entities 2",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
    assert!(!text.contains("dcterms:issued"), "{text}");
    let text = export(&[
        "--metadata",
        "--title",
        "Mine",
        "--license",
        "https://example.org/mine",
        "--generated-at",
        "2025-03-01T10:00:00Z",
        "--status",
        "single-source",
        "--claim",
        "one",
        "--known-at",
        "2025",
    ]);
    for said in [
        "dcterms:title \"Mine\"",
        "dcterms:license <https://example.org/mine>",
        "dcterms:issued \"2025-03-01T10:00:00Z\"^^xsd:dateTime",
        "\"sayso export --claim <https://example.org/w#one> --status single-source --known-at 2025-01-01T00:00:00Z\"",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
    // Whoever reads the file does not learn in which folder it was made.
    let one = folder.path().join("datasets/one.ttl");
    let text = export(&["--metadata", "--data", one.to_str().unwrap()]);
    assert!(text.contains("dcterms:title \"one.ttl\""), "{text}");
    let parent = folder.path().file_name().unwrap().to_str().unwrap();
    assert!(!text.contains(parent), "{text}");
    for (arguments, code) in [
        (vec!["--title", "x"], 2),
        (vec!["--metadata", "--license", "no licence"], 2),
        (vec!["--metadata", "--generated-at", "soon"], 2),
        (vec!["--metadata", "--format", "ntriples"], 2),
    ] {
        assert_eq!(run(folder.path(), &arguments).0, code, "{arguments:?}");
    }
    fs::write(
        folder.path().join("sayso.toml"),
        "[metadata]\nlicense = \"a b\"",
    )
    .unwrap();
    let (code, _, told) = run(folder.path(), &["--metadata"]);
    assert!(code == 3 && told.contains("license"), "{told}");
}

/// Metadata are in a graph of their own in N-Quads, and the same triples in every format.
#[test]
fn an_export_of_an_export_keeps_title_and_licence_and_replaces_the_rest() {
    let folder = workspace();
    let first = [
        "--metadata",
        "--title",
        "T",
        "--license",
        "CC0-1.0",
        "-o",
        "a.ttl",
    ];
    assert_eq!(run(folder.path(), &first).0, 0);
    let second = ["--metadata", "--data", "a.ttl", "-o", "b.ttl"];
    assert_eq!(run(folder.path(), &second).0, 0);
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    let again = read("b.ttl");
    assert_eq!(again.matches("a dcat:Dataset").count(), 1, "{again}");
    assert_eq!(again.matches("a prov:Activity").count(), 1, "{again}");
    assert!(
        again.contains("\"T\"") && again.contains("CC0-1.0"),
        "{again}"
    );
    assert!(
        again.contains("\"a.ttl\"") && !again.contains("datasets/one.ttl"),
        "{again}"
    );
    // Without the option it is left out, and that is said.
    let (_, bare, told) = run(folder.path(), &["--data", "b.ttl"]);
    assert_eq!(bare, run(folder.path(), &[]).1);
    assert!(told.contains("left out"), "{told}");
    // What is put together from several files has no licence but one that somebody gives it.
    let both = [
        "--metadata",
        "--data",
        "a.ttl",
        "--data",
        "datasets/two.ttl",
    ];
    let (_, text, _) = run(folder.path(), &both);
    assert!(!text.contains("dcterms:license"), "{text}");
    let (_, quads, _) = run(
        folder.path(),
        &["--metadata", "--data", "a.ttl", "--format", "nquads"],
    );
    let graphs: std::collections::BTreeSet<&str> = quads
        .lines()
        .filter_map(|line| line.trim_end_matches(" .").rsplit(' ').next())
        .collect();
    assert_eq!(graphs.len(), 2, "{graphs:?}");
}

/// Ten blank nodes, each linked with each: telling them apart would take for ever, so nobody tries.
#[test]
fn blank_nodes_that_cannot_be_told_apart_are_refused_at_once() {
    let clique = |size: usize| {
        let pairs = (0..size).flat_map(|one| (0..size).map(move |other| (one, other)));
        let links = pairs.filter(|(one, other)| one != other);
        links
            .map(|(one, other)| format!("_:n{one} <urn:knows> _:n{other} .\n"))
            .collect::<String>()
    };
    let written = |text: &str| export(&read_back(text).whole(), Format::NQuads);
    assert!(written(&clique(4)).is_ok());
    let refused = written(&clique(10)).expect_err("too much work");
    assert!(
        refused.to_string().starts_with("10 blank nodes"),
        "{refused}"
    );
    // Many that look alike and do not hang together are no work at all.
    let apart: String = (0..500)
        .map(|number| format!("_:n{number} <urn:says> \"x\" .\n"))
        .collect();
    assert!(written(&apart).is_ok());
}

/// Only quads with blank nodes go through canonical labelling; the outcome is that of all of them.
#[test]
fn n_triples_are_canonical_as_a_whole() {
    let mut all = files();
    all.push(vec!["datasets/tour/tour.ttl"]);
    for names in all {
        let sources: Vec<Source> = names.iter().map(|name| loose(Path::new(name))).collect();
        let data = load(&sources);
        let text = export(&data.whole(), Format::NTriples).unwrap();
        let found: Vec<&str> = text.lines().collect();
        let expected = canonical(&data);
        let expected: Vec<String> = expected.lines().map(|line| format!("{line} .")).collect();
        assert!(found == expected, "{names:?}");
    }
}

#[test]
fn a_prefix_that_stands_only_in_a_text_is_not_declared() {
    let data = read_back(
        "@prefix : <https://example.org/w#> . @prefix other: <https://example.org/other#> .
         @prefix sayso: <https://w3id.org/sayso/ns#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
         @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
         :c a sayso:Claim ; rdfs:label \"other:wise, see schema: or xsd:date\" .",
    );
    for format in [Format::TurtleShort, Format::TurtleLong] {
        let text = export(&data.whole(), format).unwrap();
        let declared: Vec<&str> = text
            .lines()
            .filter_map(|line| line.strip_prefix("@prefix ")?.split(' ').next())
            .collect();
        assert_eq!(declared, [":", "rdfs:", "sayso:"], "{text}");
    }
}

/// Readers nest to some depth, and not as deep as data can.
#[test]
fn a_long_chain_of_blank_nodes_is_written_so_that_it_can_be_read() {
    let links: String = (0..200)
        .map(|number| format!("_:n{number} <urn:next> _:n{} .\n", number + 1))
        .collect();
    let data = read_back(&format!("<urn:first> <urn:next> _:n0 .\n{links}"));
    for format in [Format::TurtleShort, Format::TurtleLong, Format::TriG] {
        let text = export(&data.whole(), format).unwrap_or_else(|error| panic!("{error}"));
        assert!(text.contains("[ <urn:next> [ "), "{text}");
    }
}

/// Canonical labels are those of the whole; a claim without a name has the same one everywhere.
#[test]
fn verdicts_on_claims_without_names_are_exported() {
    let data = read_back(
        "@prefix : <https://example.org/w#> . @prefix sayso: <https://w3id.org/sayso/ns#> .
         @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
         [] sayso:by :clerk ; sayso:asserts [ a sayso:Claim ; rdfs:label \"the bridge is safe\" ] .",
    );
    let whole = data.whole_with_verdicts(View::default());
    let trig = export(&whole, Format::TriG).unwrap_or_else(|error| panic!("{error}"));
    assert!(trig.contains("_:c14n0 sayso:status "), "{trig}");
}
