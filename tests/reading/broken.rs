//! Odd texts and broken ones: empty, in other encodings, never closed, cut anywhere.

use std::fs;

use sayso::evidence::build;
use sayso::read::{Care, Diagnostic};

use super::{PREFIXES, accepted, one_line, read_text, refused};
use crate::program::root;

#[test]
fn empty_files_are_fine() {
    for text in [
        "",
        "\n",
        "# nothing",
        "\u{feff}",
        "@prefix : <https://example.org/> .",
    ] {
        assert_eq!(accepted(text), 0);
    }
}

#[test]
fn a_byte_order_mark_is_no_error_and_moves_no_column() {
    assert_eq!(accepted(format!("\u{feff}{PREFIXES}:a :b :c .")), 1);
    let found = refused("\u{feff}:a :b :c .");
    for finding in found {
        let location = finding.location.expect("a place");
        assert_eq!(location.line, 1, "{}", finding.message);
        assert!((1..=2).contains(&location.column), "{location}");
    }
}

#[test]
fn carriage_returns_are_white_space() {
    let text = format!("{PREFIXES}:a :b :c ;\n  :d \"e\" .\n:f sayso:nothing :g .\n");
    let (_, unix) = read_text(text.clone(), Care::Located);
    let (_, dos) = read_text(text.replace('\n', "\r\n"), Care::Located);
    let places = |findings: &[Diagnostic]| findings.iter().map(one_line).collect::<Vec<_>>();
    assert_eq!(places(&unix), places(&dos));
    assert_eq!(unix.len(), 1);
}

#[test]
fn what_is_not_utf_8_is_refused() {
    let mut text = format!("{PREFIXES}:a :b \"caf").into_bytes();
    text.extend(b"\xe9\" .");
    for finding in refused(text) {
        assert_eq!(finding.code, "not-utf-8");
        let location = finding.location.expect("a place");
        assert_eq!((location.line, location.column), (3, 11));
    }
    refused(b"\xff\xfe:\0a\0".to_vec());
    refused(b":a :b \"cut off in the middle: \xc3".to_vec());
}

#[test]
fn quoted_triples_are_refused_with_a_hint() {
    let found = refused(format!(
        "{PREFIXES}:a :b :c .\n<< :a :b :c >> :d :e .\n:x sayso:by << :a :b :c >> ."
    ));
    assert!(
        found.iter().any(|finding| finding
            .hint
            .as_ref()
            .is_some_and(|hint| hint.contains("quoted triples"))),
        "{found:?}"
    );
}

#[test]
fn what_never_ends_is_refused() {
    for text in [
        ":a :b \"never closed .",
        ":a :b \"never closed .\n:c :d :e .",
        ":a :b \"\"\"never closed .\n:c :d :e .\n",
        ":a :b 'x\\",
        ":a :b \"x\\",
        ":a :b <never-closed .",
        ":a :b <",
        ":a :b [ :c :d",
        ":a :b ( 1 2",
        ":a :b \"x\"^^",
        ":a :b \"x\"@",
        ":a :b",
        ":a",
        ":a :b :c",
        "@prefix x",
        "@prefix x: <",
        ":a :b :c\\",
        "\\",
        "]",
        ". . .",
        ":a :b :c . }",
        "<a> <b> \"\\u12\" .",
        "<a> <b> \"\\uD800\" .",
        "<a b> <c> <d> .",
        "\0",
    ] {
        refused(format!("{PREFIXES}{text}"));
    }
}

/// Text cut anywhere and broken anywhere: an answer, never a panic.
#[test]
fn broken_files_never_panic() {
    use crate::oracle::generate::Random;
    let whole = fs::read(root().join("datasets/vsse-breach/vsse-breach.ttl")).expect("it is there");
    let junk: [&[u8]; 12] = [
        b"<", b">", b"\"", b"\\", b"[", b"]", b"(", b".", b";", b"\xff", b"'''", b"^^",
    ];
    for seed in 0..300 {
        let mut random = Random::new(seed);
        let from = random.below(whole.len());
        let length = random.below(4_000);
        let mut text = PREFIXES.as_bytes().to_vec();
        text.extend(&whole[from..(from + length).min(whole.len())]);
        for _ in 0..random.below(5) {
            let at = random.below(text.len());
            let piece = junk[random.below(junk.len())];
            text.splice(at..at + random.below(2), piece.iter().copied());
        }
        for care in [Care::Fast, Care::Located] {
            let (graph, findings) = read_text(text.clone(), care);
            let _ = build::build(&graph);
            for finding in findings {
                let _ = one_line(&finding);
            }
        }
    }
}
