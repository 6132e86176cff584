//! The program as people run it: what it prints, and how it ends.

use std::fs;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use crate::program::{root, sayso, stderr, stdout};

const PREFIXES: &str = "@prefix : <https://example.org/w#> .
@prefix sayso: <https://w3id.org/sayso/ns#> .
";

#[track_caller]
fn ends(output: &Output, code: i32, says: &str) {
    assert_eq!(
        output.status.code(),
        Some(code),
        "{}\n{}",
        stdout(output),
        stderr(output)
    );
    assert!(
        stderr(output).contains(says),
        "{says:?} is not in:\n{}",
        stderr(output)
    );
    assert!(!stderr(output).contains("panicked"), "{}", stderr(output));
}

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

/// On a terminal a table is as wide as that at most, however long the names; elsewhere names stay
/// whole, so that they can be copied.
#[cfg(unix)]
#[test]
fn tables_fit_the_terminal() {
    let query = "query statements --data datasets/tour/tour.ttl";
    let widest = |text: &str| text.lines().map(|line| line.chars().count()).max();
    for width in [80, 40] {
        for colour in ["never", "always"] {
            let binary = env!("CARGO_BIN_EXE_sayso");
            let mut command = Command::new("sh");
            command.current_dir(root()).args([
                "-c",
                &format!("stty cols {width} rows 50; {binary} {query} --color {colour}"),
            ]);
            let session = rexpect::session::spawn_command(command, Some(60_000));
            let shown = session.expect("a terminal").exp_eof().expect("it ends");
            // Every byte of it comes as a character.
            let bytes = shown.chars().filter(|byte| *byte != '\r');
            let shown = String::from_utf8(bytes.map(|byte| byte as u8).collect());
            let shown = shown.expect("it is UTF-8");
            assert!(shown.lines().count() > 10, "{shown}");
            assert!(widest(&shown) <= Some(width), "{shown}");
        }
    }
    let arguments: Vec<&str> = query.split(' ').collect();
    let piped = sayso(root(), &arguments);
    assert!(
        widest(&stdout(&piped)) > Some(80),
        "the example is a wide one"
    );
}

#[test]
fn short_and_long_form_give_the_same_bytes() {
    for arguments in [
        vec!["ask", "all", "--format", "json"],
        vec!["why", "access", "--format", "json"],
        vec!["why", "investigation", "--format", "markdown"],
    ] {
        let answer = |file: &str| {
            let mut arguments = arguments.clone();
            arguments.extend(["--data", file]);
            let output = sayso(root(), &arguments);
            assert!(output.status.success(), "{}", stderr(&output));
            output.stdout
        };
        let short = answer("tests/fixtures/vsse/short.ttl");
        assert_eq!(
            String::from_utf8_lossy(&short),
            String::from_utf8_lossy(&answer("tests/fixtures/vsse/long.ttl"))
        );
    }
}

#[test]
fn the_same_question_gives_the_same_bytes() {
    for arguments in [
        ["ask", "all", "--format", "json"],
        ["why", "mail server", "--format", "dot"],
    ] {
        assert_eq!(
            sayso(root(), &arguments).stdout,
            sayso(root(), &arguments).stdout
        );
    }
}

#[test]
fn a_new_workspace_answers_at_once_and_is_left_alone_by_a_second_init() {
    let folder = TempDir::new().unwrap();
    assert!(sayso(folder.path(), &["init", "desk"]).status.success());
    let desk = folder.path().join("desk");
    let answer = sayso(&desk, &["ask", "all"]);
    assert!(answer.status.success(), "{}", stderr(&answer));
    assert!(stdout(&answer).contains("officially confirmed (1)"));
    assert!(stdout(&answer).contains("single source (1)"));
    let check = sayso(&desk, &["check"]);
    assert!(check.status.success(), "{}", stdout(&check));
    assert!(sayso(&desk, &["query", "who-said-what"]).status.success());
    fs::write(desk.join("sayso.toml"), "# mine\n").unwrap();
    assert!(stdout(&sayso(&desk, &["init"])).contains("kept"));
    assert_eq!(
        fs::read_to_string(desk.join("sayso.toml")).unwrap(),
        "# mine\n"
    );
    let files: Vec<_> = fs::read_dir(&desk).unwrap().collect();
    assert_eq!(files.len(), 5, "no temporary file stays behind: {files:?}");
}

#[test]
fn what_is_wrong_with_the_command_line_is_usage() {
    let folder = TempDir::new().unwrap();
    ends(&sayso(folder.path(), &["ask", "all"]), 2, "sayso init");
    ends(
        &sayso(root(), &["ask", "corroboratd"]),
        0,
        "understood as: sayso ask corroborated",
    );
    ends(
        &sayso(root(), &["why", "no such thing at all"]),
        2,
        "there is no claim",
    );
    ends(&sayso(root(), &["why", "Barracuda"]), 2, "say which");
    ends(
        &sayso(root(), &["ask", "how", "tall", "is", "Le Soir"]),
        2,
        "the nearest that can be asked",
    );
    ends(
        &sayso(root(), &["query", "chain"]),
        2,
        "did you mean `chains`?",
    );
    ends(
        &sayso(root(), &["query", "chains", "-p", "clam=x"]),
        2,
        "it has claim",
    );
    ends(&sayso(root(), &["query", "-e", "SELECT * {"]), 2, "error");
    ends(
        &sayso(root(), &["ask", "all", "--said-by", "soon"]),
        2,
        "not a time",
    );
    ends(&sayso(root(), &["chekc"]), 2, "check");
    ends(
        &sayso(
            root(),
            &[
                "query",
                "-e",
                &format!(
                    "ASK {{ FILTER({}1{}) }}",
                    "(".repeat(20_000),
                    ")".repeat(20_000)
                ),
            ],
        ),
        2,
        "nested",
    );
}

#[test]
fn what_is_wrong_with_the_data_is_bad_data() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("x.ttl");
    let path = file.to_str().unwrap();
    let ask = |bytes: &[u8]| {
        fs::write(&file, bytes).unwrap();
        sayso(folder.path(), &["ask", "all", "--data", path])
    };
    ends(
        &ask(b"@prefix : <https://example.org/> . :a :b"),
        3,
        "x.ttl:1",
    );
    ends(&ask(b":a :b :c ."), 3, "@prefix");
    ends(&ask(b"\xff\xfe"), 3, "UTF-8");
    ends(&ask(b""), 3, "no claims");
    ends(&ask("<a> <b> \"unterminated .\n".as_bytes()), 3, "x.ttl:1");
    ends(
        &ask(format!("{PREFIXES}[] sayso:by :a .").as_bytes()),
        3,
        "no stance and no claim",
    );
    let huge = format!("{PREFIXES}:a :b \"{}\" .", "x".repeat(100_000_000));
    ends(&ask(huge.as_bytes()), 3, "longer than 16 MiB");
    // A byte order mark is no error.
    let marked = ask(format!("\u{feff}{PREFIXES}[] sayso:by :a ; sayso:asserts :c .").as_bytes());
    assert!(marked.status.success(), "{}", stderr(&marked));
    // All problems in one go.
    let many = ask(format!(
        "{PREFIXES}[] sayso:by :a ; sayso:asert :c .\n[] sayso:by :b ; sayso:denise :c ."
    )
    .as_bytes());
    ends(&many, 3, "sayso:asserts?");
    ends(&many, 3, "sayso:denies?");
    fs::write(folder.path().join("sayso.toml"), "bass = 1").unwrap();
    ends(&sayso(folder.path(), &["ask", "all"]), 3, "sayso.toml");
    fs::write(folder.path().join("sayso.toml"), "").unwrap();
    ends(&sayso(folder.path(), &["ask", "all"]), 3, "no datasets");
}

#[test]
fn what_the_file_system_refuses_is_input_or_output() {
    let folder = TempDir::new().unwrap();
    ends(
        &sayso(folder.path(), &["ask", "all", "--data", "missing.ttl"]),
        4,
        "missing.ttl",
    );
    ends(
        &sayso(folder.path(), &["init", "/proc/nowhere"]),
        4,
        "cannot make a workspace",
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_and_a_closed_pipe_is_not() {
    let full = fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(["ask", "all"])
        .current_dir(root())
        .stdout(full)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    ends(&output, 4, "cannot write the output");
    let mut child = Command::new(env!("CARGO_BIN_EXE_sayso"))
        .args(["ask", "all", "--format", "json"])
        .current_dir(root())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        (output.status.code(), stderr(&output)),
        (Some(0), String::new())
    );
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

#[test]
fn findings_decide_the_exit_code_of_check_and_of_fail_on() {
    assert_eq!(sayso(root(), &["check"]).status.code(), Some(0));
    let bad = sayso(root(), &["check", "tests/fixtures/bad/unknown-term.ttl"]);
    assert_eq!(bad.status.code(), Some(1));
    let json = sayso(
        root(),
        &[
            "check",
            "--format",
            "json",
            "tests/fixtures/bad/unknown-term.ttl",
        ],
    );
    let shape: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert!(shape["errors"].as_u64().unwrap() > 0);
    assert!(shape["findings"][0]["line"].as_u64().unwrap() > 0);
    let fails = sayso(root(), &["ask", "all", "--fail-on", "single-source"]);
    assert_eq!(fails.status.code(), Some(1));
    let passes = sayso(root(), &["ask", "all", "--fail-on", "contradicted"]);
    assert_eq!(passes.status.code(), Some(0));
}

#[test]
fn anchors_are_held_against_copies() {
    let folder = TempDir::new().unwrap();
    let copies = folder.path().join("copies");
    fs::create_dir(&copies).unwrap();
    let text = "The mayor said that the bridge is closed.";
    let dataset = format!(
        "{PREFIXES}@prefix oa: <http://www.w3.org/ns/oa#> . @prefix dcterms: <http://purl.org/dc/terms/> .
:d dcterms:publisher :p ; sayso:sha256 \"{}\" .
[] sayso:by :mayor ; sayso:asserts :closed ; sayso:quotedIn :d ;
   sayso:anchor [ a oa:TextPositionSelector ; oa:start 20 ; oa:end 40 ; sayso:sha256 \"{}\" ] .",
        hash(text),
        hash("the bridge is closed"),
    );
    fs::write(folder.path().join("x.ttl"), dataset).unwrap();
    let check = || sayso(folder.path(), &["check", "x.ttl", "--documents", "copies"]);
    assert!(stdout(&check()).contains("no-copy"));
    fs::write(copies.join("a.txt"), text).unwrap();
    assert_eq!(check().status.code(), Some(0), "{}", stdout(&check()));
    fs::write(
        copies.join("a.txt"),
        "The mayor said that the bridge is closed!",
    )
    .unwrap();
    let changed = stdout(&check());
    assert!(
        changed.contains("changed-copy") && !changed.contains("anchor-mismatch"),
        "{changed}"
    );
    fs::write(copies.join("a.txt"), "Nobody said that the bridge is open.").unwrap();
    assert!(stdout(&check()).contains("no-copy"));
}

fn hash(text: &str) -> String {
    use sha2::Digest;
    sayso::read::hex(&sha2::Sha256::digest(text.as_bytes()))
}

#[test]
fn hostile_text_reaches_no_terminal_raw() {
    let folder = TempDir::new().unwrap();
    let evil = "\\u001B[31mred\\u202Eright\\u0007 %s <script> \\\" | `x`";
    fs::write(
        folder.path().join("x.ttl"),
        format!(
            "{PREFIXES}@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:c rdfs:label \"{evil}\" . :a rdfs:label \"{evil}\" .
:d <http://purl.org/dc/terms/publisher> :a ; <https://schema.org/url> <https://example.org/> ; rdfs:label \"{evil}\" .
[] sayso:by :a ; sayso:asserts :c ; sayso:in :d ."
        ),
    )
    .unwrap();
    for arguments in [
        vec!["ask", "all"],
        vec!["ask", "corroborated"],
        vec!["why", ":c"],
        vec!["why", ":c", "--format", "markdown"],
        vec!["why", ":c", "--format", "dot"],
        vec!["query", "said-by"],
        vec!["stats"],
        vec!["check"],
    ] {
        let mut with_data = arguments.clone();
        with_data.extend(["--data", "x.ttl"]);
        let output = sayso(folder.path(), &with_data);
        let said = stdout(&output) + &stderr(&output);
        for raw in ['\u{1b}', '\u{202e}', '\u{7}'] {
            assert!(!said.contains(raw), "{arguments:?} lets {raw:?} through");
        }
        if arguments.contains(&"markdown") {
            assert!(!said.contains("<script>"), "{said}");
        }
    }
}

#[test]
fn an_explained_query_is_told_the_same_on_every_run_and_hostile_values_stay_harmless() {
    for arguments in [
        vec!["query", "origins", "-p", "claim=mail server", "--explain"],
        vec!["query", "find", "--explain", "--format", "json"],
    ] {
        let first = sayso(root(), &arguments);
        assert!(first.status.success(), "{}", stderr(&first));
        assert_eq!(first.stdout, sayso(root(), &arguments).stdout);
    }
    let output = sayso(
        root(),
        &[
            "query",
            "find",
            "-p",
            "words=\u{1b}[31m> ?0123456789",
            "--explain",
        ],
    );
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(stdout(&output).contains("?words is \"\\u001B[31m> ?0123456789\""));
    let csv = sayso(root(), &["query", "find", "--explain", "--format", "csv"]);
    ends(&csv, 2, "--format json");
    // As deep as queries may nest: deeper than readers of JSON commonly go.
    let deep = format!(
        "ASK {}{}",
        "{ OPTIONAL ".repeat(200) + "{}",
        "}".repeat(200)
    );
    let output = sayso(root(), &["query", "-e", &deep, "--explain"]);
    ends(&output, 0, "");
}

#[test]
fn a_parameter_that_a_query_needs_is_asked_for() {
    ends(
        &sayso(root(), &["query", "chains"]),
        2,
        "-p claim=\"mail server\"",
    );
    let twice = [
        "query",
        "said-by",
        "-p",
        "source=Mandiant",
        "-p",
        "source=Barracuda",
    ];
    ends(&sayso(root(), &twice), 2, "source is given twice");
    assert!(stdout(&sayso(root(), &["queries", "chains"])).contains("(claim, required)"));
}

#[test]
fn a_decimal_has_no_exponent() {
    let folder = TempDir::new().expect("a folder");
    let query = folder.path().join("q.rq");
    fs::write(
        &query,
        "#+ params:\n#+   - name: least\n#+     type: decimal\n\nSELECT ?least { }",
    )
    .expect("it can be written");
    let query = query.to_string_lossy();
    let given = |value: &str| {
        sayso(
            root(),
            &["query", "-f", &query, "-p", &format!("least={value}")],
        )
    };
    ends(&given("1e5"), 2, "least must be a number such as 0.85");
    ends(&given("-.5"), 0, "");
}

#[test]
fn errors_in_a_query_are_short_and_have_a_place() {
    let query = "SELECT *\nWHERE { ?s foo:bar ?o }";
    let output = sayso(root(), &["query", "-e", query]);
    ends(
        &output,
        2,
        "line 2, column 19: the prefix before this place is not declared",
    );
    assert!(stderr(&output).lines().count() <= 4, "{}", stderr(&output));
    let output = sayso(
        root(),
        &["query", "-e", "SELECT ?s { ?s ?p ?o FILTER(?x > }"],
    );
    ends(&output, 2, "column 35: SPARQL does not go on like this");
}

#[test]
fn a_base_must_take_paths_behind_it() {
    let folder = TempDir::new().expect("a folder");
    for base in ["my desk", "https://example.org/my-desk", "desk/"] {
        fs::write(
            folder.path().join("sayso.toml"),
            format!("base = \"{base}\"\n"),
        )
        .expect("it can be written");
        let output = sayso(folder.path(), &["ask", "all"]);
        ends(&output, 3, "base must be an IRI that ends with a slash");
        assert!(stderr(&output).contains("line 1"), "{}", stderr(&output));
    }
}

#[test]
fn what_nobody_attests_is_told_by_what_its_document_lacks() {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("x.ttl");
    let told = |body: &str| {
        let head = "@prefix dcterms: <http://purl.org/dc/terms/> . @prefix schema: <https://schema.org/> .\n";
        let claim = ":d dcterms:publisher :courier . :s sayso:asserts :c ; sayso:by ";
        fs::write(&file, format!("{PREFIXES}{head}{claim}{body}")).expect("it can be written");
        let output = sayso(folder.path(), &["check", "x.ttl"]);
        assert_eq!(output.status.code(), Some(1));
        stdout(&output)
    };
    assert!(told(":mayor .").contains("say where it can be read"));
    assert!(told(":mayor ; sayso:in :d .").contains(":d was published by :courier"));
    assert!(
        told(":courier ; sayso:in :d .").contains(":d has neither a schema:url nor a sayso:sha256")
    );
    let cited = told(":courier ; sayso:in :e . :e dcterms:publisher :mayor . :d schema:url <u> .");
    assert!(cited.contains(":e was published by :mayor"), "{cited}");
}
