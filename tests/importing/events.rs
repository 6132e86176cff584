//! Events of MISP: who says what of them, one instance after the other, and what is refused.

use std::fs;
use std::path::Path;

use sayso::evidence::View;
use sayso::import::Format;
use sayso::model::{Status, Time};
use serde_json::{Value, json};

use super::{data, datasets, fixture, imported, sayso, statuses, text, workspace};
use crate::oracle::generate::Random;

const MISP: &str = "https://w3id.org/sayso/misp/";

fn uuid(number: u32) -> String {
    format!("00000000-0000-4000-8000-{number:012}")
}

/// The event of the fixture.
fn event() -> Value {
    serde_json::from_slice(&fixture("event.json")).expect("it is JSON")
}

fn made(value: &Value) -> sayso::import::Imported {
    let made = imported(Format::Misp, value.to_string().as_bytes()).expect("it is in order");
    assert!(made.findings.is_empty(), "{:?}", made.findings);
    made
}

/// Whether a claim is one on a thing, by how its name ends.
fn is_on(claim: &str, thing: &str, end: &str) -> bool {
    claim.starts_with(&format!("{MISP}{thing}")) && claim.ends_with(end)
}

/// The claims of some texts on a thing, with what speaks for them.
fn found(texts: &[&str], thing: &str, end: &str) -> Vec<(usize, Status)> {
    let all = statuses(&data(texts)).into_iter();
    let of = all.filter(|(claim, ..)| is_on(claim, thing, end));
    of.map(|(_, count, status)| (count, status)).collect()
}

#[test]
fn an_event_becomes_claims_by_those_who_say_so() {
    let made = imported(Format::Misp, &fixture("event.json")).expect("it is in order");
    assert!(made.findings.is_empty(), "{:?}", made.findings);
    insta::assert_snapshot!("import-event", made.text);
    insta::assert_debug_snapshot!("import-event-report", (made.counts, made.report));
}

#[test]
fn a_sighting_is_an_observation_and_no_word_on_what_it_indicates() {
    let made = made(&event());
    let text = made.text.as_str();
    let status = |thing: &str, end: &str| match found(&[text], thing, end)[..] {
        [(_, status)] => status,
        ref other => panic!("one claim {thing}: {other:?}"),
    };
    // Asserted by its creator, agreed to by one organisation, and found harmless by another.
    assert_eq!(status(&uuid(111), "_indicator"), Status::Disputed);
    // Seen by the Coast Guard and by somebody unnamed, both known through the exchange alone.
    assert_eq!(
        status(&format!("sighted_{}", uuid(111)), ""),
        Status::SingleOutlet
    );
    assert_eq!(
        status(&format!("expired_{}", uuid(111)), ""),
        Status::SingleSource
    );
    // Taken back by its creator, whom the exchange reports.
    assert_eq!(status(&uuid(112), "_indicator"), Status::BasisWithdrawn);
    // Two publishers whose analyses it links to, neither of whom gives a basis.
    assert_eq!(status(&uuid(100), "_described"), Status::SeveralSources);
}

#[test]
fn without_its_false_positive_an_indicator_is_not_disputed() {
    let mut event = event();
    let sightings = &mut event["response"][0]["Event"]["Attribute"][0]["Sighting"];
    sightings.as_array_mut().expect("an array").remove(2);
    let made = made(&event);
    let [(_, status)] = found(&[&made.text], &uuid(111), "_indicator")[..] else {
        panic!("one claim");
    };
    assert_eq!(status, Status::SingleOutlet);
}

#[test]
fn one_value_in_two_events_is_two_claims() {
    let one = event();
    let mut other = event();
    let inner = &mut other["response"][0]["Event"];
    inner["uuid"] = json!(uuid(900));
    inner["Attribute"][0]["uuid"] = json!(uuid(911));
    let texts = [made(&one).text, made(&other).text];
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    for number in [111, 911] {
        let found = found(&texts, &uuid(number), "_indicator");
        assert_eq!(found.len(), 1, "{number}");
    }
}

#[test]
fn every_wrapping_of_an_event_says_the_same() {
    let answer = event();
    let wrapped = answer["response"][0].clone();
    let expected = made(&answer);
    for value in [wrapped.clone(), json!([wrapped])] {
        let made = made(&value);
        assert_eq!(made.counts, expected.counts);
        assert_eq!(made.report, expected.report);
    }
    // Numbers and truth values as instances write them, too.
    let loose = answer
        .to_string()
        .replace("\"to_ids\":true", "\"to_ids\":\"1\"")
        .replace("\"deleted\":false", "\"deleted\":0")
        .replace("\"timestamp\":\"1714694400\"", "\"timestamp\":1714694400");
    assert_ne!(loose, answer.to_string());
    let loose = imported(Format::Misp, loose.as_bytes()).expect("it is in order");
    assert_eq!(loose.counts, expected.counts);
}

fn import(folder: &Path, file: &str, value: &Value) -> String {
    fs::write(folder.join(file), value.to_string()).expect("it can be written");
    let output = sayso(folder, &["import", "misp", file]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let told = text(&output.stdout);
    assert!(told.contains("checked: nothing to report"), "{told}");
    told
}

#[test]
fn a_later_state_of_an_event_adds_what_is_new_and_takes_back_what_is_gone() {
    let folder = workspace();
    let path = folder.path();
    import(path, "one.json", &event());
    let mut later = event();
    let inner = &mut later["response"][0]["Event"];
    inner["timestamp"] = json!("1717200000");
    inner["publish_timestamp"] = json!("1717200060");
    let attributes = inner["Attribute"].as_array_mut().expect("an array");
    // One has another value, one is withdrawn, and the link to Lantern is taken out.
    attributes[0]["value"] = json!("203.0.113.9");
    attributes[0]["timestamp"] = json!("1717200000");
    attributes[5]["deleted"] = json!(true);
    attributes[5]["timestamp"] = json!("1717200000");
    attributes[2]["deleted"] = json!(true);
    let told = import(path, "two.json", &later);
    assert!(told.contains("such as lantern.example on"), "{told}");
    let files = datasets(path);
    let [(_, one), (_, two)] = &files[..] else {
        panic!("two files: {files:?}");
    };
    insta::assert_snapshot!("import-event-later", two);
    let both = data(&[one, two]);
    let status = |known_at: &str, thing: &str, end: &str| {
        let view = View {
            known_at: Time::parse_any(known_at),
            ..View::default()
        };
        let verdicts = sayso::verdict::all(&both.snapshot(view)).into_iter();
        let of = verdicts.filter_map(|verdict| {
            let term = both.evidence.claims[verdict.claim as usize].term;
            let iri = both.graph.terms.text(term);
            is_on(iri, thing, end).then_some(verdict.status)
        });
        let mut of: Vec<Status> = of.collect();
        of.sort();
        of
    };
    let target = |known_at| status(known_at, &uuid(116), "_attribute");
    // Two analyses that the event links to, both known for this through its creator alone.
    assert_eq!(target("2024-05-10"), [Status::SingleOutlet]);
    assert_eq!(target("2024-07-01"), [Status::BasisWithdrawn]);
    let address = |known_at| status(known_at, &uuid(111), "_indicator");
    assert_eq!(
        address("2024-05-10"),
        [Status::Disputed, Status::Unsupported]
    );
    // Of the old value, what others said is left, on both sides; of the new one they said nothing.
    assert_eq!(
        address("2024-07-01"),
        [Status::SingleSource, Status::Disputed]
    );

    // The same again, in any order and in one go, gives the same bytes.
    import(path, "one.json", &event());
    import(path, "two.json", &later);
    assert_eq!(datasets(path), files);
    let output = sayso(path, &["import", "misp", "two.json", "one.json"]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    assert_eq!(datasets(path), files);
}

#[test]
fn the_same_event_from_another_instance_is_known_through_both() {
    let folder = workspace();
    let path = folder.path();
    import(path, "one.json", &event());
    let mut other = event();
    let inner = &mut other["response"][0]["Event"];
    inner["publish_timestamp"] = json!("1717200060");
    inner["Org"] = json!({"name": "Second Exchange", "uuid": uuid(9)});
    import(path, "two.json", &other);
    let files = datasets(path);
    let texts: Vec<&str> = files.iter().map(|(_, text)| text.as_str()).collect();
    // Its creator alone says so; through whom that is known no longer hangs on one exchange.
    assert_eq!(
        found(&texts, &uuid(116), "_attribute"),
        [(1, Status::SingleOutlet)]
    );
    // What each instance says for itself of the one event, for which they count as one, and nothing of
    // what others said before.
    assert_eq!(texts[1].matches("sayso:asserts").count(), 2, "{}", texts[1]);
    let why = sayso(path, &["ask", "all", "--format", "json"]);
    let answer: Value = serde_json::from_slice(&why.stdout).expect("it is JSON");
    let claims = answer["claims"].as_array().expect("claims").iter();
    let is_meant = |claim: &&Value| {
        let iri = claim["iri"].as_str().unwrap_or_default();
        is_on(iri, &uuid(116), "_attribute")
    };
    let claim: Vec<&Value> = claims.filter(is_meant).collect();
    let [claim] = &claim[..] else {
        panic!("one claim: {claim:?}");
    };
    let failing = claim["single_points_of_failure"].to_string();
    assert!(failing.contains("Harbour Watch"), "{failing}");
    assert!(!failing.contains("Exchange"), "{failing}");
}

#[test]
fn what_is_no_event_is_refused_with_its_place() {
    let whole = fixture("event.json");
    let refused = |bytes: &[u8], says: &str| {
        let error = imported(Format::Misp, bytes).expect_err("it is wrong");
        let error = error.to_string();
        assert!(error.contains(says), "{says:?} is not in {error:?}");
    };
    for end in [1, whole.len() / 3, whole.len() - 4] {
        let lines = whole[..end].split(|byte| *byte == b'\n').count();
        refused(&whole[..end], "EOF while parsing");
        refused(&whole[..end], &format!("file:{lines}:"));
    }
    let whole = text(&whole);
    for (old, new, says) in [
        (
            "\"to_ids\": true",
            "\"to_ids\": \"perhaps\"",
            "expected true or false",
        ),
        (
            "\"value\": \"198.51.100.7\"",
            "\"value\": {}",
            "expected a text or a number",
        ),
        (
            "\"value\": \"198.51.100.7\"",
            "\"value\": null",
            "without a value",
        ),
        (
            "\"type\": \"ip-dst\"",
            "\"kind\": \"ip-dst\"",
            "without a type",
        ),
        (
            "\"Organisation\": []",
            "\"Organisation\": [1]",
            "expected an object",
        ),
        (
            "00000000-0000-4000-8000-000000000111\", \"type\"",
            "1> <x\", \"type\"",
            "is no UUID",
        ),
        (
            "00000000-0000-4000-8000-000000000100",
            "../../x",
            "is no UUID",
        ),
    ] {
        let wrong = whole.replacen(old, new, 1);
        assert_ne!(wrong, whole, "{old}");
        refused(wrong.as_bytes(), says);
    }
    refused(b"{}", "there is no \"Event\"");
    refused(b"[]", "there are no events");
    refused(b"[1]", "expected");
    refused(b"{\"response\": {\"Attribute\": []}}", "each as \"Event\"");
    let deep = format!(
        "{{\"Event\": {}{}}}",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    refused(deep.as_bytes(), "expected an event of MISP");
    let deep = format!(
        "{{\"Event\": {{\"x\": {}{}}}}}",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    refused(deep.as_bytes(), "recursion limit exceeded");
    let folder = workspace();
    fs::write(folder.path().join("bad.json"), &whole[..2000]).expect("it can be written");
    let output = sayso(folder.path(), &["import", "misp", "bad.json"]);
    assert_eq!(output.status.code(), Some(3));
    assert!(datasets(folder.path()).is_empty());
}

#[test]
fn events_and_objects_in_rings_are_no_trouble() {
    let object = |one: u32, other: u32| {
        json!({"uuid": uuid(one), "name": "file", "ObjectReference": [
            {"referenced_uuid": uuid(other), "relationship_type": "derived-from"},
            {"referenced_uuid": uuid(one), "relationship_type": "derived-from"}]})
    };
    let event = |one: u32, other: u32, objects: Value| json!({"Event": {"uuid": uuid(one), "extends_uuid": uuid(other), "Object": objects}});
    let ring = json!([
        event(1, 2, json!([object(3, 4), object(4, 3)])),
        event(2, 1, json!([])),
    ]);
    assert_eq!(made(&ring).counts.claims, 6);
}

#[test]
fn what_is_made_of_random_events_is_what_was_put_in() {
    for seed in 0..200 {
        let mut random = Random::new(seed);
        let mut next = 0;
        let mut fresh = || {
            next += 1;
            uuid(next)
        };
        let organisation = |number: usize| json!({"name": format!("O{number}"), "uuid": uuid(900_000 + u32::try_from(number).expect("small"))});
        let is_own = random.chance(50);
        // Whoever is quoted is reported by the owner of the instance: two statements for one.
        let doubled = |is_by_owner: bool| if is_by_owner { 1 } else { 2 };
        let creators = doubled(is_own);
        let (mut claims, mut statements, mut retractions) = (1, creators, 0);
        let (mut attributes, mut seen) = (Vec::new(), 0);
        for number in 0..random.below(6) {
            let mut attribute = json!({"uuid": fresh(), "type": "domain", "category": "Network activity",
                "value": format!("a{number}.example"), "to_ids": random.chance(50), "timestamp": "1714694400"});
            claims += 1;
            statements += creators;
            if random.chance(20) {
                attribute["deleted"] = json!(true);
                retractions += 1;
                statements += creators;
            } else if random.chance(30) {
                attribute["first_seen"] = json!("2024-01-02T03:04:05+00:00");
                seen += 1;
                claims += 1;
                statements += creators;
            }
            let mut sightings = Vec::new();
            let mut is_seen = false;
            for at in 0..random.below(4) {
                let by = random.below(3);
                let kind = random.below(4);
                sightings.push(json!({"type": kind, "date_sighting": 1_714_700_000 + at, "Organisation": organisation(by)}));
                statements += doubled(by == 0);
                claims += usize::from(kind == 2) + usize::from(kind == 0 && !is_seen);
                is_seen |= kind == 0;
            }
            attribute["Sighting"] = json!(sightings);
            attributes.push(attribute);
        }
        let links = random.below(3);
        let retracted = retractions;
        for number in 0..links {
            let url = format!("https://outlet{number}.example/a");
            attributes.push(json!({"uuid": fresh(), "type": "link", "category": "External analysis", "value": url}));
            statements += 1;
        }
        let clusters: Vec<Value> = (0..random.below(3))
            .map(|number| json!({"uuid": fresh(), "type": "tool", "value": format!("T{number}")}))
            .collect();
        claims += clusters.len();
        statements += creators * clusters.len();
        // What it links to it relays, also for what is in it.
        let asserted = attributes.len() - links - retracted + seen + clusters.len();
        statements += links * asserted;
        let creator = usize::from(!is_own);
        let event = json!({"Event": {"uuid": fresh(), "info": "An event", "timestamp": "1714694400",
            "Org": organisation(0), "Orgc": organisation(creator), "Attribute": attributes,
            "Galaxy": [{"type": "tool", "GalaxyCluster": clusters}]}});
        let made = made(&event);
        assert_eq!(made.counts.claims, claims, "claims of seed {seed}");
        assert_eq!(made.counts.documents, 2 + links, "documents of seed {seed}");
        assert_eq!(
            made.counts.retractions, retractions,
            "retractions of seed {seed}"
        );
        // What `sayso:quotedIn` makes of a retraction is counted when the file is read.
        let quoted = if is_own { 0 } else { retractions };
        assert_eq!(
            made.counts.statements + quoted,
            statements,
            "statements of seed {seed}"
        );
        let read = data(&[&made.text]);
        assert_eq!(read.evidence.statements.count(), statements, "seed {seed}");
    }
}

#[test]
fn as_json_it_tells_the_same() {
    let folder = workspace();
    let path = folder.path();
    fs::write(path.join("event.json"), fixture("event.json")).expect("it can be written");
    let told = text(&sayso(path, &["import", "misp", "event.json", "--dry-run"]).stdout);
    let arguments = ["import", "misp", "event.json", "--format", "json"];
    let dry = sayso(path, &[&arguments[..], &["--dry-run"]].concat());
    let dry: Value = serde_json::from_slice(&dry.stdout).expect("it is JSON");
    assert!(datasets(path).is_empty());
    let output = sayso(path, &arguments);
    let mut json: Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    assert_eq!(json["written"], true);
    assert_eq!(datasets(path).len(), 1);
    let file = json["files"][0].clone();
    for name in ["claims", "statements", "speakers", "documents"] {
        let line = format!("  {name:<12}{:>8}", file[name].as_u64().expect("a number"));
        assert!(told.contains(&line), "{line}: {told}");
    }
    for left_out in file["left_out"].as_array().expect("a list") {
        let reason = left_out["reason"].as_str().expect("a text");
        let line = format!(
            "{:>7} {reason}",
            left_out["number"].as_u64().expect("a number")
        );
        assert!(told.contains(&line), "{line}: {told}");
    }
    // Lines break wherever they are full.
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    for (name, number) in file["fields"].as_object().expect("an object") {
        assert!(told.contains(&format!("{name} {number}")), "{name}: {told}");
    }
    // Nothing but that tells a trial from the thing itself.
    json["written"] = dry["written"].clone();
    assert_eq!(json, dry);
    assert_eq!(json["written"], false);
}
