//! What is found wrong with a file, how it is said and with what hint; each code has a bad file.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use sayso::read::{Diagnostic, Severity};
use sayso::workspace::Source;

use super::{BASE, all_findings, bad_files, from_file, one_line};
use crate::program::root;

#[test]
fn bad_files_are_answered_with_what_is_wrong_and_where() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../fixtures/bad");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for path in bad_files() {
        let code = path
            .file_stem()
            .and_then(|stem| stem.to_str())
            .expect("a plain name")
            .to_owned();
        let mut source = from_file(&path);
        let extension = path.extension().expect("it has one");
        source.name = format!("{code}.{}", extension.display());
        let findings = all_findings(&source);
        let text = findings.iter().map(one_line).collect::<Vec<_>>().join("\n");
        assert!(
            findings.iter().any(|finding| finding.code == code),
            "{code}: {text}"
        );
        for finding in &findings {
            let location = finding.location.as_ref();
            assert!(
                location.is_some_and(|location| location.line > 0) || finding.code == "more-errors",
                "no place: {finding:?}"
            );
            assert!(
                finding.hint.is_some() || finding.code == "more-errors",
                "no hint: {finding:?}"
            );
        }
        settings.bind(|| insta::assert_snapshot!(code, text));
    }
}

/// The codes in the sources, found by how they are written there.
fn codes_in_sources() -> BTreeSet<String> {
    let mut files: Vec<PathBuf> = ["crates/graph/src/read", "crates/meaning/src/evidence/build"]
        .into_iter()
        .flat_map(|folder| fs::read_dir(root().join(folder)).expect("the folder is there"))
        .map(|entry| entry.expect("the folder can be listed").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .collect();
    files.sort();
    let mut codes = BTreeSet::new();
    for path in files {
        let text = fs::read_to_string(&path).expect("the file is there");
        for constructor in ["::error(", "::warning(", "::note("] {
            for after in text.split(constructor).skip(1) {
                let literal = after.trim_start().strip_prefix('"');
                if let Some((code, _)) = literal.and_then(|rest| rest.split_once('"')) {
                    codes.insert(code.to_owned());
                }
            }
        }
        for after in text.split("\"missing-").skip(1) {
            if let Some((rest, _)) = after.split_once('"') {
                codes.insert(format!("missing-{rest}"));
            }
        }
    }
    codes
}

#[test]
fn every_code_has_a_bad_file() {
    let codes = codes_in_sources();
    assert!(codes.len() > 20, "{codes:?}");
    let files: BTreeSet<String> = bad_files()
        .iter()
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    // Files for these would be long; `terms_have_a_limit` and `contexts_have_a_limit` make them.
    let expected: BTreeSet<String> = codes
        .into_iter()
        .filter(|code| !["term-too-long", "costly-contexts"].contains(&code.as_str()))
        .collect();
    assert_eq!(files, expected);
}

#[test]
fn one_statement_by_two_speakers_without_names_is_asked_about() {
    let statement = "[] sayso:by [ a sayso:AnonymousSource ; sayso:vouchedBy :p ] ; sayso:asserts :c ; sayso:in :d .\n";
    let data = format!(
        "@prefix : <https://example.org/w#> .\n@prefix sayso: <https://w3id.org/sayso/ns#> .\n:d <http://purl.org/dc/terms/publisher> :p .\n{statement}{statement}"
    );
    let findings = all_findings(&Source::text("desk.ttl", BASE, data));
    let errors: Vec<&Diagnostic> = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .collect();
    let [error] = errors.as_slice() else {
        panic!("{errors:?}");
    };
    assert!(error.message.contains("cannot be told apart"), "{error:?}");
    assert_eq!(error.location.as_ref().map(|it| it.line), Some(5));
}

#[test]
fn the_date_of_a_document_is_complained_of_once_however_often_it_is_quoted() {
    for name in ["bad-time--issued", "said-twice--issues"] {
        let path = root().join(format!("tests/fixtures/shacl/{name}.ttl"));
        let findings = all_findings(&from_file(&path));
        let errors = findings.iter().filter(|f| f.severity == Severity::Error);
        assert_eq!(errors.count(), 1, "{name}: {findings:?}");
    }
}

#[test]
fn hints_name_the_likely_slip_in_the_syntax() {
    let hint = |line: &str| {
        let text = format!("@prefix : <https://example.org/w#> .\n{line}\n");
        let source = Source::text("x.ttl", "https://example.org/x", text.into_bytes());
        let findings = all_findings(&source);
        assert_eq!(findings[0].code, "syntax", "{line}");
        findings[0].hint.clone().unwrap_or_default()
    };
    for (line, says) in [
        (":a :b :c\n:d :e :f .", "a dot missing at the end"),
        (":a :b :c :d :e .", "a semicolon missing before this"),
        (":a :b “c” .", "quotation marks of a word processor"),
        (":a :b <https://example.org/a b> .", "an IRI has no spaces"),
        (
            ":a :b \"c .\n:d :e \"f\" .",
            "closing quotation mark missing",
        ),
        (":a :b [ :c :d .", "subject predicate object"),
        (":a :b :c", "is the dot missing at the end"),
    ] {
        assert!(hint(line).contains(says), "{line}: {}", hint(line));
    }
}

#[test]
fn a_prefix_that_is_not_declared_is_asked_for_once() {
    let text = "<a> x:b <c> , y:d .\n<a> x:e x:f .\n<a> y:e <f> .\n";
    let source = Source::text("x.ttl", "https://example.org/x", text);
    let findings = all_findings(&source);
    let asked = |prefix: &str| {
        let hints = findings
            .iter()
            .filter_map(|finding| finding.hint.as_deref());
        hints
            .filter(|hint| hint.contains(&format!("@prefix {prefix}:")))
            .count()
    };
    assert_eq!((asked("x"), asked("y")), (1, 1), "{findings:?}");
}
