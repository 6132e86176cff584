//! The order of the house: what imports what, that every word is explained, that files stay small.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use oxigraph::sparql::SparqlEvaluator;
use oxrdf::{NamedOrBlankNode, Term};
use oxttl::TurtleParser;
use sayso::vocab::{Known, namespace};

use crate::program::root;

/// Where sources are, by crate. That crates know only those below them is for the compiler; here it
/// is seen that modules within a crate do.
const SOURCES: [&str; 4] = [
    "crates/graph/src",
    "crates/meaning/src",
    "crates/import/src",
    "src",
];

/// Of one piece, and known to nothing but the command line.
const WHOLE: &str = "crates/import/src";

/// The modules from the ground up: each may import those before it.
const FLOORS: [&str; 26] = [
    "plain",
    "column",
    "archive",
    "packed",
    "progress",
    "escape",
    "vocab",
    "address",
    "model",
    "workspace",
    "read",
    "index",
    "write",
    "evidence",
    "verdict",
    "copying",
    "names",
    "data",
    "query",
    "ask",
    "check",
    "record",
    "redaction",
    "render",
    "import",
    "engine",
];

/// Part of the binary, above all floors.
const ABOVE: [&str; 1] = ["cli"];

const LONGEST_SOURCE: usize = 450;

fn files_below(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries {
            let path = entry.expect("the folder can be listed").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|found| found == extension) {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// All sources.
fn sources(extension: &str) -> Vec<PathBuf> {
    let folders = SOURCES.iter();
    folders
        .flat_map(|folder| files_below(&root().join(folder), extension))
        .collect()
}

/// The top module that a source file belongs to.
fn module_of(path: &Path) -> String {
    let inside = SOURCES
        .iter()
        .find_map(|folder| path.strip_prefix(root().join(folder)).ok());
    let inside = inside.expect("a source");
    let first = inside.components().next().expect("a name");
    let name = first.as_os_str().to_string_lossy();
    name.trim_end_matches(".rs").to_owned()
}

/// The code of a source without its comments.
fn code_of(path: &Path) -> String {
    fs::read_to_string(path)
        .expect("the file is there")
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .collect::<Vec<_>>()
        .join("\n")
}

/// The top modules that a source names after `crate::`.
fn imports_of(path: &Path) -> BTreeSet<String> {
    let code = code_of(path);
    let name = |text: &str| -> String {
        text.trim_start()
            .chars()
            .take_while(|character| character.is_alphanumeric() || *character == '_')
            .collect()
    };
    let mut imports = BTreeSet::new();
    for after in code.split("crate::").skip(1) {
        match after.strip_prefix('{') {
            None => {
                imports.insert(name(after));
            }
            Some(list) => {
                // The names at the first level of the braces.
                let mut depth = 0;
                let mut item = String::new();
                for character in list.chars() {
                    match character {
                        '}' if depth == 0 => break,
                        '{' => depth += 1,
                        '}' => depth -= 1,
                        ',' if depth == 0 => imports.extend([name(&std::mem::take(&mut item))]),
                        _ if depth == 0 => item.push(character),
                        _ => {}
                    }
                }
                imports.extend([name(&item)]);
            }
        }
    }
    imports.remove("");
    imports
}

#[test]
fn imports_go_down() {
    let floor = |module: &str| FLOORS.iter().position(|name| *name == module);
    let mut wrong = Vec::new();
    for path in sources("rs") {
        let module = module_of(&path);
        if path.starts_with(root().join(WHOLE))
            || module == "lib"
            || module == "main"
            || ABOVE.contains(&module.as_str())
        {
            continue;
        }
        let Some(own) = floor(&module) else {
            wrong.push(format!("{module} has no floor: {}", path.display()));
            continue;
        };
        for import in imports_of(&path) {
            if floor(&import).is_none_or(|other| other > own) {
                wrong.push(format!("{} imports crate::{import}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_command_line_and_the_server_belong_to_the_binary() {
    let library = code_of(&root().join("src/lib.rs"));
    for module in ABOVE {
        assert!(!library.contains(&format!("mod {module};")), "{module}");
    }
}

/// What the ontology says of each term of ours: property to values.
fn ontology() -> BTreeMap<String, BTreeMap<String, Vec<String>>> {
    let text = fs::read_to_string(root().join("ontology/sayso.ttl")).expect("the file is there");
    let mut terms: BTreeMap<String, BTreeMap<String, Vec<String>>> = BTreeMap::new();
    for triple in TurtleParser::new().for_slice(&text) {
        let triple = triple.expect("the ontology is Turtle");
        let NamedOrBlankNode::NamedNode(subject) = triple.subject else {
            continue;
        };
        let Some(local) = subject.as_str().strip_prefix(namespace::SAYSO) else {
            continue;
        };
        let object = match triple.object {
            Term::Literal(literal) => literal.value().to_owned(),
            other => other.to_string(),
        };
        terms
            .entry(local.to_owned())
            .or_default()
            .entry(triple.predicate.into_string())
            .or_default()
            .push(object);
    }
    terms
}

#[test]
fn the_ontology_and_the_table_of_terms_are_the_same() {
    let known: BTreeSet<String> = Known::ALL
        .iter()
        .filter(|known| known.is_own())
        .map(|known| known.parts().1.to_owned())
        .collect();
    let defined: BTreeSet<String> = ontology().into_keys().collect();
    let only_known: Vec<_> = known.difference(&defined).collect();
    let only_defined: Vec<_> = defined.difference(&known).collect();
    assert!(
        only_known.is_empty() && only_defined.is_empty(),
        "only in vocab.rs: {only_known:?}; only in sayso.ttl: {only_defined:?}"
    );
}

#[test]
fn every_term_is_explained() {
    let mut wrong = Vec::new();
    for (term, properties) in ontology() {
        for property in ["label", "comment"] {
            let values = properties.get(&format!("{}{property}", namespace::RDFS));
            match values.map(Vec::as_slice) {
                Some([value]) if !value.trim().is_empty() => {}
                found => wrong.push(format!("sayso:{term} has rdfs:{property} {found:?}")),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_iri_stands_for_two_terms() {
    let iris: BTreeSet<String> = Known::ALL.iter().map(|known| known.iri()).collect();
    assert_eq!(iris.len(), Known::ALL.len());
}

#[test]
fn queries_are_queries_and_say_what_they_answer() {
    let mut files = files_below(&root().join("queries"), "rq");
    files.extend(files_below(&root().join("ontology"), "rq"));
    files.extend(sources("rq"));
    let mut wrong = Vec::new();
    for path in files {
        let text = fs::read_to_string(&path).expect("the file is there");
        if let Err(error) = SparqlEvaluator::new().parse_query(&text) {
            wrong.push(format!("{}: {error}", path.display()));
        }
        for header in ["#+ title: ", "#+ summary: "] {
            let is_there = text
                .lines()
                .filter_map(|line| line.strip_prefix(header))
                .any(|value| !value.trim().is_empty());
            if !is_there {
                wrong.push(format!("{} lacks {header}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn sources_stay_small() {
    let mut wrong = Vec::new();
    for path in sources("rs") {
        let lines = fs::read_to_string(&path)
            .expect("the file is there")
            .lines()
            .count();
        if lines > LONGEST_SOURCE {
            wrong.push(format!("{} has {lines} lines", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The repository stands by itself: it points at nothing that only its makers had.
#[test]
fn nothing_points_outside() {
    let forbidden = [concat!("SPEC", ".md"), concat!("DESIGN", ".md")];
    let listing = Command::new("git")
        .args(["ls-files", "-z"])
        .current_dir(root())
        .output();
    let Ok(listing) = listing.as_ref().map(|output| &output.stdout) else {
        let _ = writeln!(std::io::stderr(), "SKIPPED: git is not at hand");
        return;
    };
    let mut wrong = Vec::new();
    for name in listing
        .split(|byte| *byte == 0)
        .filter(|name| !name.is_empty())
    {
        let name = String::from_utf8_lossy(name);
        // A file that is listed and gone is about to be removed.
        let Ok(bytes) = fs::read(root().join(name.as_ref())) else {
            continue;
        };
        let text = String::from_utf8_lossy(&bytes);
        for word in forbidden {
            if text.contains(word) || name.contains(word) {
                wrong.push(format!("{name} mentions {word}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
