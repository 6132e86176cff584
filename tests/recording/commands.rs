//! The commands that add: `say`, `retract` and `add`, and what they make of a verdict.

use std::fs;

use super::{desk, ends, sayso, told, words};

#[test]
fn a_verdict_moves_and_moves_back() {
    let (folder, file) = desk();
    let capture = folder.path().join("radio.txt");
    fs::write(
        &capture,
        "Today on air:\nthe builder  knew\nof the \u{201c}cracks\u{201d}, and knew.",
    )
    .unwrap();
    let say = |line: &str| sayso(folder.path(), &words(line));
    let radio = "say radio says cracks --in radio-item --first-hand --name radio-on-cracks --recorded-at 2025-03-04";
    let anchor = "--anchor 'builder knew of the \"cracks\"' --copy radio.txt";
    ends(
        &say(&format!("{radio} {anchor}")),
        0,
        "→ several-sources 1, at most 2",
    );
    let text = fs::read_to_string(&file).unwrap();
    for part in [
        ":radio-on-cracks sayso:by :radio ; sayso:asserts :cracks-known ;",
        "oa:start 18 ; oa:end 47",
        "@prefix oa:      <http://www.w3.org/ns/oa#> .",
    ] {
        assert!(text.contains(part), "{text}");
    }
    assert!(!text.contains('“'), "the words themselves are not kept");
    let denial = "say radio denies cracks --in radio-item --copy radio.txt";
    ends(&say(&format!("{denial} --anchor knew")), 2, "2  line 3: ");
    ends(
        &say(&format!("{denial} --anchor knew --occurrence 3")),
        2,
        "no occurrence 3",
    );
    ends(
        &say(&format!("{denial} --anchor KNEW")),
        2,
        "in other letters",
    );
    let retraction = "retract radio cracks --in radio-item --at 2025-03-05";
    ends(
        &say(retraction),
        0,
        "several-sources 1, at most 2 → single-source 1",
    );
    ends(&say(retraction), 2, "taken back already");
    ends(&say("check"), 0, "nothing to report");
    let json = say("add tie Gazette Radio --kind 'shared desk' --dry-run --format json");
    let value: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(value["written"], false);
    let turtle = value["added"][0]["turtle"].as_str().unwrap();
    assert!(
        turtle.contains("sayso:between :gazette , :radio"),
        "{turtle}"
    );
}

#[test]
fn what_is_put_into_several_files_says_which() {
    let (folder, file) = desk();
    let say = |line: &str| sayso(folder.path(), &words(line));
    ends(
        &say("add agent 'Harbour Post' --into harbour"),
        0,
        "began datasets/harbour.ttl, line 8",
    );
    // Beside the claim, whatever else there is; with a full IRI for what another file names.
    let before = fs::read(&file).unwrap();
    ends(
        &say("say 'Harbour Post' says cracks --quoted-in radio-item"),
        0,
        "added to datasets/example/bridge.ttl",
    );
    assert_ne!(fs::read(&file).unwrap(), before);
    ends(
        &say("add claim 'Ships were late in June'"),
        0,
        "datasets/example/bridge.ttl",
    );
    ends(
        &say("add claim 'The quay was flooded' --into harbour"),
        0,
        "datasets/harbour.ttl",
    );
    ends(
        &say("add claim 'Trains ran as planned'"),
        2,
        "--into datasets/harbour.ttl",
    );
    ends(&say("check"), 0, "nothing to report");
}

#[test]
fn a_copy_with_another_hash_is_no_copy() {
    let (folder, _) = desk();
    fs::write(folder.path().join("a.txt"), "The mayor resigned.").unwrap();
    fs::write(folder.path().join("b.txt"), "The mayor resigned!").unwrap();
    let say = |words: &[&str]| sayso(folder.path(), words);
    ends(
        &say(&[
            "add",
            "document",
            "Extra edition",
            "--publisher",
            "Gazette",
            "--capture",
            "a.txt",
        ]),
        0,
        "sayso:sha256",
    );
    ends(
        &say(&["add", "claim", "The mayor resigned", "--language", "en-GB"]),
        0,
        "\"The mayor resigned\"@en-gb",
    );
    let quote = [
        "say",
        "Gazette",
        "says",
        "resigned",
        "--in",
        "extra edition",
        "--anchor",
        "mayor resigned",
    ];
    ends(
        &say(&[&quote[..], &["--copy", "b.txt"]].concat()),
        2,
        "is not the copy",
    );
    ends(
        &say(&[&quote[..], &["--documents", "."]].concat()),
        0,
        "oa:start 4 ; oa:end 18",
    );
    ends(&say(&["check", "--documents", "."]), 0, "nothing to report");
}

#[test]
fn the_names_of_those_involved_make_nothing_read_alike() {
    let (folder, _) = desk();
    let say = |line: &str| sayso(folder.path(), &words(line));
    ends(
        &say("add document 'Radio Riverside on the bridge' --publisher radio"),
        0,
        "counts for nothing; --url, --capture or --sha256 gives it one",
    );
    ends(
        &say(
            "add document 'Radio Riverside apologises' --publisher radio --url https://radio.example/2",
        ),
        0,
        "added",
    );
    ends(
        &say("add document 'Radio Riverside on bridges' --publisher radio"),
        2,
        "reads alike",
    );
    ends(
        &say("add agent 'Ann Bo, head of Radio Riverside'"),
        0,
        "added",
    );
    ends(&say("add agent 'Radio Riverside News'"), 2, "reads alike");
    // Whoever says that a claim contradicts another has seen the other.
    ends(
        &say("add claim 'The bridge was closed on 3 March 2025'"),
        2,
        "reads alike",
    );
    ends(
        &say("add claim 'The bridge was closed on 3 March 2025' --contradicts bridge-closed"),
        0,
        "added",
    );
}

#[test]
fn what_stands_in_a_document_of_ones_own_was_said_when_it_was_issued() {
    let (folder, file) = desk();
    let say = |line: &str| sayso(folder.path(), &words(line));
    ends(
        &say("say radio says cracks --in radio-item"),
        0,
        "sayso:saidAt \"2025-03-03\"^^xsd:date",
    );
    // So a retraction that is too early is found out.
    ends(
        &say("retract radio cracks --in radio-item --at 2025-03-01 --dry-run"),
        0,
        "predates what it takes back",
    );
    ends(
        &say("add document 'The radio takes it back' --publisher radio --issued 2025-03-09"),
        0,
        "added",
    );
    ends(
        &say("retract radio cracks --in 'takes it back'"),
        0,
        "sayso:saidAt \"2025-03-09\"^^xsd:date",
    );
    let again = say("retract radio cracks --in 'takes it back'");
    ends(&again, 2, "taken back already");
    assert!(!told(&again).contains("retracted"), "{}", told(&again));
    ends(
        &say("say mayor says cracks --quoted-in gazette-article"),
        0,
        "[] sayso:by :mayor ; sayso:asserts :cracks-known ; sayso:quotedIn :gazette-article .",
    );
    assert!(fs::read_to_string(&file).unwrap().contains("2025-03-09"));
}

#[test]
fn a_statement_is_known_by_the_name_of_its_claim() {
    let (folder, _) = desk();
    let relaying =
        "say radio reports cracks --in radio-item --relays 'gazette cracks-known' --at 2025-03-05";
    ends(
        &sayso(folder.path(), &words(relaying)),
        0,
        "sayso:relays :gazette-on-cracks",
    );
}
