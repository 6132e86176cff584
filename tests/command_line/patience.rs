//! What takes long: it is told, and ends when its time is up, its answer too long, or somebody interrupts.

#[cfg(unix)]
use std::process::{Command, Stdio};

use super::ends;
use crate::program::{root, sayso, stderr, stdout};

/// A product of values: the evaluator asks no data on the way, so it never asks whether to stop.
fn endless() -> String {
    let values = |name: &str| {
        let numbers: Vec<String> = (0..1000).map(|number| number.to_string()).collect();
        format!("VALUES ?{name} {{ {} }}", numbers.join(" "))
    };
    let names = ["a", "b", "c", "d", "e"].map(values);
    format!("SELECT (COUNT(*) AS ?n) {{ {} }}", names.join(" "))
}

#[test]
fn a_query_ends_when_its_time_is_up() {
    for more in [&["--format", "csv"][..], &["--explain"]] {
        let query = endless();
        let arguments = ["query", "-e", &query, "--timeout", "0.2"];
        let output = sayso(root(), &[&arguments[..], more].concat());
        ends(&output, 5, "the query was stopped after 0.2 s");
        assert!(output.stdout.is_empty());
        // No line that is meant for people goes into a file.
        assert!(!stderr(&output).contains("evaluating"));
    }
    // One that is done in time is answered as ever.
    let query = "SELECT * { ?s sayso:stance ?o } ORDER BY ?s ?o";
    let answer = |more: &[&str]| {
        let output = sayso(root(), &[&["query", "-e", query], more].concat());
        ends(&output, 0, "");
        stdout(&output)
    };
    assert_eq!(
        answer(&[]),
        answer(&["--timeout", "600", "--max-rows", "10000"])
    );
    for wrong in ["0", "-1", "soon", "1e300", "NaN"] {
        let output = sayso(root(), &["query", "asked", &format!("--timeout={wrong}")]);
        ends(&output, 2, "a number of seconds");
    }
}

#[test]
fn an_answer_with_too_many_rows_is_not_shown() {
    let rows = "SELECT ?n { VALUES ?n { 1 2 3 } }";
    let triples = "CONSTRUCT { ?n a ?n } WHERE { VALUES ?n { <a:1> <a:2> <a:3> } }";
    for query in [rows, triples] {
        for format in ["table", "json"] {
            if query == triples && format == "json" {
                continue;
            }
            let ask = |most: &str| {
                let arguments = ["query", "-e", query, "--format", format, "--max-rows", most];
                sayso(root(), &arguments)
            };
            ends(&ask("3"), 0, "");
            let output = ask("2");
            ends(&output, 5, "the answer has more than 2 rows");
            assert!(output.stdout.is_empty());
        }
    }
    // One row more than allowed is worked out, not all of them.
    let many = "SELECT * { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f . ?g ?s ?h }";
    let output = sayso(root(), &["query", "-e", many, "--max-rows", "5"]);
    ends(&output, 5, "more than 5 rows");
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_a_query_at_once() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(["query", "-e", &endless()])
        .current_dir(root())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    std::thread::sleep(std::time::Duration::from_millis(500));
    let killed = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(killed.expect("there is a kill").success());
    // Well before the query would end, which is not within this century.
    for _ in 0..600 {
        if child.try_wait().expect("it can be waited for").is_some() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    let _ = child.kill();
    let output = child.wait_with_output().expect("it has ended");
    ends(&output, 130, "interrupted");
    assert!(output.stdout.is_empty());
}

#[cfg(unix)]
#[test]
fn what_takes_long_is_told_on_a_terminal() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
    command.args(["query", "-e", &endless(), "--timeout", "2"]);
    command.current_dir(root());
    let mut session = rexpect::session::spawn_command(command, Some(60_000)).expect("a terminal");
    session
        .exp_string("evaluating the query")
        .expect("it is told");
    session
        .exp_string("the query was stopped")
        .expect("it ends");
}

#[cfg(target_os = "linux")]
#[test]
fn an_interrupt_ends_with_a_word_and_its_own_code() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(["ask", "all", "--data", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // It waits for standard input, which stays open; its handler is in place by then.
    std::thread::sleep(std::time::Duration::from_millis(300));
    let interrupted = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status()
        .unwrap();
    assert!(interrupted.success());
    // Waiting would close standard input, and the program would end for want of data.
    let stdin = child.stdin.take();
    let code = child.wait().unwrap().code();
    drop(stdin);
    let mut said = String::new();
    std::io::Read::read_to_string(&mut child.stderr.take().unwrap(), &mut said).unwrap();
    assert_eq!(
        (code, said.as_str()),
        (Some(130), "interrupted; nothing was changed\n")
    );
}
