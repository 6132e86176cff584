//! The door that others come in by: what it opens, what it answers, and how it fails.

use std::error::Error as _;
use std::fs;
use std::io::Write as _;

use sayso::ask::Request;
use sayso::data::folder::Trust;
use sayso::engine::{Engine, Found, Kind, Options};
use sayso::names;
use sayso::record::Into;
use sayso::record::saying::Saying;
use tempfile::TempDir;

use crate::program::{root, run};

fn desk() -> TempDir {
    let folder = TempDir::new().unwrap();
    let (code, _, told) = run(folder.path(), &["init"]);
    assert_eq!(code, 0, "{told}");
    folder
}

fn open(folder: &TempDir) -> Engine {
    Engine::open(&Options::workspace(folder.path())).expect("the workspace is right")
}

#[test]
fn an_engine_is_asked_by_many_at_once() {
    fn shared<T: Send + Sync + Clone + 'static>(it: &T) -> T {
        it.clone()
    }
    let folder = desk();
    let engine = open(&folder);
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let engine = shared(&engine);
            std::thread::spawn(move || {
                let answer = engine.run(&Request::Stats, &engine.view()).unwrap();
                answer.text(80).unwrap()
            })
        })
        .collect();
    let told: Vec<String> = threads
        .into_iter()
        .map(|thread| thread.join().unwrap())
        .collect();
    assert!(told.windows(2).all(|pair| pair[0] == pair[1]), "{told:?}");
}

/// What a question was understood as is what was answered: the command line says the same.
#[test]
fn a_request_is_the_command_that_it_shows() {
    let data = root().join("datasets/vsse-breach/vsse-breach.ttl");
    let engine = Engine::open(&Options::files([&data])).unwrap();
    let questions = [
        "which claims are corroborated?",
        "which claims are not corroborated?",
        "who denied the mail server?",
        "how many claims are disputed?",
        "what rests on Le Soir?",
        "what did Barracuda say?",
        "why is the mail server accessed?",
        "what should I check next?",
        "what changed since 2024?",
        "who repeats whom?",
    ];
    let mut understood = 0;
    for question in questions {
        let Ok(reading) = engine.read(question) else {
            continue;
        };
        if reading.as_of.is_some() {
            continue;
        }
        understood += 1;
        let answer = engine.run(&reading.request, &engine.view()).unwrap();
        let command = reading.request.command(engine.data());
        let path = data.display().to_string();
        let mut arguments: Vec<&str> = command.0.iter().map(String::as_str).collect();
        arguments.extend(["--data", &path]);
        let (code, told, error) = run(root(), &arguments);
        assert_eq!(code, 0, "{command}: {error}");
        let plain = anstream::adapter::strip_str(&answer.text(100).unwrap()).to_string();
        assert_eq!(told, plain, "{command}");
    }
    assert!(understood >= 7, "only {understood} were understood");
}

#[test]
fn errors_have_a_kind_a_hint_and_what_is_behind_them() {
    let folder = TempDir::new().unwrap();
    let error = Engine::open(&Options::workspace(folder.path())).unwrap_err();
    assert_eq!(error.kind(), Kind::Usage);
    assert!(error.hint().is_some_and(|hint| hint.contains("init")));
    let error = Engine::open(&Options::files([folder.path().join("none.ttl")])).unwrap_err();
    assert_eq!(error.kind(), Kind::Io);
    assert!(error.source().is_some());
    let error = Engine::open(&Options::text("<urn:a> <urn:b> .")).unwrap_err();
    assert_eq!(error.kind(), Kind::Data);
    let findings = error.findings().expect("they are told");
    assert!(!findings.list.is_empty() && !findings.are_new);
    let engine = open(&desk());
    let error = engine
        .resolve(names::Kind::Claim, "something else altogether")
        .unwrap_err();
    assert_eq!(error.kind(), Kind::Usage);
    assert!(error.source().is_some());
}

/// Whoever embeds an engine gets a value, whatever becomes of what is compiled under it.
#[test]
fn a_corrupt_archive_is_an_error_and_no_panic() {
    let folder = desk();
    drop(open(&folder));
    let engine = open(&folder);
    let is_archive = |path: &std::path::PathBuf| path.extension().is_some_and(|it| it == "archive");
    let archive = fs::read_dir(folder.path().join(".sayso"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(is_archive)
        .expect("it was compiled");
    // In place, as a failing disk does it: the engine has the file mapped.
    let length = usize::try_from(fs::metadata(&archive).unwrap().len()).unwrap();
    let mut file = fs::File::options().write(true).open(&archive).unwrap();
    file.write_all(&vec![0x55; length]).unwrap();
    let answered = engine.run(&Request::Stats, &engine.view());
    let error = answered.and_then(|answer| answer.text(80)).unwrap_err();
    assert_eq!(error.kind(), Kind::Corrupt);
    let again = Options {
        trust: Trust::Files,
        ..Options::workspace(folder.path())
    };
    let again = Engine::open(&again).expect("the files are right");
    assert!(again.run(&Request::Stats, &again.view()).is_ok());
}

#[test]
fn something_is_recorded_and_the_engine_stays_as_it_is() {
    let folder = desk();
    let engine = open(&folder);
    let before = engine.run(&Request::Stats, &engine.view()).unwrap();
    let before = before.text(80).unwrap();
    let all = Request::which(sayso::ask::Which::All);
    let answer = engine.run(&all, &engine.view()).unwrap();
    let Found::Claims(claims) = answer.found() else {
        panic!("claims were asked for");
    };
    let data = engine.data();
    let claim = data.evidence.claims[claims[0].claim as usize].term;
    let iri = |text: &str| oxrdf::NamedNode::new(text).unwrap();
    let mut saying = Saying::new(
        iri("https://example.org/somebody"),
        sayso::model::Stance::Denies,
        iri(data.graph.terms.text(claim)),
    );
    let document = data.evidence.documents[0].term;
    saying.quoted_in = vec![iri(data.graph.terms.text(document))];
    let change = engine
        .record(&[saying.draft()], &Into::Fitting)
        .expect("it can be added");
    change.write().unwrap();
    let after = engine.run(&Request::Stats, &engine.view()).unwrap();
    assert_eq!(after.text(80).unwrap(), before);
    let again = open(&folder);
    let after = again.run(&Request::Stats, &again.view()).unwrap();
    assert_ne!(after.text(80).unwrap(), before);
}
