//! Copies raise nothing: neither the independence of a claim nor what of it is established, whoever
//! passes them on, wherever they are put, and under whatever addresses.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sayso::evidence::View;
use sayso::import::{Elsewhere, Format, History, Input, Options, read, turtle};
use sayso::workspace::Source;
use serde_json::{Value, json};

use super::{data, fixture, foreign};
use crate::oracle::generate::Random;

/// Files of a workspace, each in a dataset of its own.
#[derive(Clone, Default)]
struct Files(Vec<String>);

impl Files {
    fn import(&mut self, format: Format, bytes: &[u8], publisher: Option<&str>) {
        let options = Options {
            publisher: publisher.map(str::to_owned),
            recorded_at: Some("2025-01-01".to_owned()),
            ..Options::default()
        };
        let file = read(
            format,
            Input {
                name: "file",
                bytes,
            },
            &options,
        )
        .expect("it is in order");
        let history = History::default();
        let mut record = file.record(&history);
        let sources: Vec<Source> = (0..)
            .zip(&self.0)
            .map(|(at, text)| source(at, text))
            .collect();
        let elsewhere = Elsewhere::read(&sources).expect("they can be read");
        elsewhere.settle(&mut record);
        let made = turtle(record, &history, "made by a test").expect("it can be written");
        assert!(made.findings.is_empty(), "{:?}", made.findings);
        self.0.push(made.text);
    }

    /// For each claim, how many would have to be wrong, and how many of these are established, if all
    /// who speak are at first hand.
    fn verdicts(&self) -> BTreeMap<String, (usize, usize)> {
        let mut texts = self.0.clone();
        let all = self.0.concat();
        let mut hands = String::from("@prefix sayso: <https://w3id.org/sayso/ns#> .\n");
        for agent in agents(&all) {
            let _ = writeln!(hands, "<{agent}> sayso:firstHand true .");
        }
        texts.push(hands);
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let data = data(&texts);
        let verdicts = sayso::verdict::all(&data.snapshot(View::default()));
        verdicts
            .into_iter()
            .map(|verdict| {
                let term = data.evidence.claims[verdict.claim as usize].term;
                let iri = data.graph.terms.text(term).to_owned();
                let (most, sure) = (verdict.independence.value, verdict.established.value);
                (iri, (most, sure))
            })
            .collect()
    }
}

fn source(at: usize, text: &str) -> Source {
    let name = format!("{at}.ttl");
    Source::text(&name, &format!("https://example.org/{name}"), text)
}

/// Who speaks in a text of Turtle.
fn agents(text: &str) -> std::collections::BTreeSet<String> {
    let data = data(&[text]);
    let agents = data.evidence.agents.iter();
    agents
        .map(|agent| data.graph.terms.text(agent.term).to_owned())
        .collect()
}

fn holds(
    before: &BTreeMap<String, (usize, usize)>,
    after: &BTreeMap<String, (usize, usize)>,
    of: &str,
) {
    for (claim, (most, sure)) in before {
        let (now, now_sure) = after[claim];
        assert!(now <= *most, "{of}: {claim}: {now} and not {most}");
        assert!(
            now_sure <= *sure,
            "{of}: {claim}: established {now_sure} and not {sure}"
        );
    }
}

fn id(kind: &str, number: usize) -> String {
    format!("{kind}--00000000-0000-4000-8000-{number:012}")
}

/// A bundle by somebody, who cites some for some objects, lists others in a report, and names no
/// source for the rest.
fn bundle(random: &mut Random) -> Value {
    let maker = id("identity", 1);
    let mut objects = vec![
        json!({"type": "identity", "id": maker, "name": "Ferry Exchange",
        "created": "2024-01-01T00:00:00Z", "modified": "2024-01-01T00:00:00Z"}),
    ];
    let mut listed = Vec::new();
    for number in 10..10 + 1 + random.below(5) {
        let references: Vec<Value> = (0..random.below(4)).map(|_| reference(random)).collect();
        let mut object = json!({"type": "relationship", "id": id("relationship", number),
            "created": "2024-01-02T00:00:00Z", "modified": "2024-01-02T00:00:00Z", "created_by_ref": maker,
            "relationship_type": "uses", "source_ref": id("tool", 2), "target_ref": id("tool", 3)});
        if !references.is_empty() {
            object["external_references"] = json!(references);
        }
        if random.chance(50) {
            listed.push(id("relationship", number));
        }
        objects.push(object);
    }
    if !listed.is_empty() {
        let references: Vec<Value> = (0..random.below(3)).map(|_| reference(random)).collect();
        objects.push(json!({"type": "report", "id": id("report", 5), "name": "Ferries", "published": "2024-01-03T00:00:00Z",
            "created": "2024-01-03T00:00:00Z", "modified": "2024-01-03T00:00:00Z", "created_by_ref": maker,
            "object_refs": listed, "external_references": references}));
    }
    json!({"type": "bundle", "id": id("bundle", 9), "objects": objects})
}

fn reference(random: &mut Random) -> Value {
    let number = random.below(5);
    let urls = [
        format!("https://lab{number}.example/reports/{number}"),
        format!("https://medium.com/@writer{number}/a-story"),
        format!("https://dl.acm.org/doi/10.1145/12345.{number}"),
        format!("https://bit.ly/story{number}"),
        format!("https://en.wikipedia.org/wiki/Ferry_{number}"),
    ];
    json!({"source_name": format!("Paper {number} of {}", urls.len()), "url": urls[random.below(urls.len())]})
}

/// The same address by other ways.
fn mirrored(random: &mut Random, url: &str) -> String {
    let rest = url.trim_start_matches("https://");
    let encoded: String = url.bytes().map(|byte| format!("%{byte:02X}")).collect();
    match random.below(8) {
        0 => format!("https://web.archive.org/web/20240101000000/{url}"),
        1 => format!("https://www.google.com/url?q={encoded}&sa=D"),
        2 => format!("https://eur01.safelinks.protection.outlook.com/?url={encoded}&data=1"),
        3 => format!("http://www.{rest}/?utm_source=feed#top"),
        4 => format!("https://12ft.io/{url}"),
        5 => format!("https://translate.google.com/translate?sl=de&tl=en&u={encoded}"),
        6 if rest.starts_with("dl.acm.org") => {
            format!(
                "https://doi.org/10.1145/{}",
                rest.rsplit('/').next().unwrap_or_default()
            )
        }
        6 if rest.starts_with("lab") => format!("{url}/amp?amp=1"),
        7 if rest.starts_with("medium.com/@") => {
            let (writer, story) = rest["medium.com/@".len()..]
                .split_once('/')
                .unwrap_or_default();
            format!("https://{writer}.medium.com/{story}")
        }
        _ => url.to_owned(),
    }
}

/// A copy: by another platform, or by nobody, at other addresses, as another release, with fewer
/// sources named.
fn copied(random: &mut Random, bundle: &Value) -> Value {
    let mut copy = bundle.clone();
    let (is_renamed, is_unnamed) = (random.chance(50), random.chance(30));
    let (is_later, is_silent) = (random.chance(40), random.chance(30));
    for object in copy["objects"].as_array_mut().expect("objects") {
        if is_later {
            object["modified"] = json!("2024-06-01T00:00:00Z");
        }
        if object["type"] == "identity" && is_renamed {
            object["id"] = json!(id("identity", 7));
            object["name"] = json!("Another Feed");
        }
        if object.get("created_by_ref").is_some() {
            if is_unnamed {
                object
                    .as_object_mut()
                    .expect("an object")
                    .remove("created_by_ref");
            } else if is_renamed {
                object["created_by_ref"] = json!(id("identity", 7));
            }
        }
        if is_silent {
            object
                .as_object_mut()
                .expect("an object")
                .remove("external_references");
        }
        let references = object
            .get_mut("external_references")
            .and_then(Value::as_array_mut);
        for reference in references.into_iter().flatten() {
            let url = reference["url"].as_str().expect("a text").to_owned();
            reference["url"] = json!(mirrored(random, &url));
        }
    }
    copy
}

#[test]
fn a_copy_of_a_bundle_raises_nothing() {
    for seed in 0..60 {
        let mut random = Random::new(seed);
        let original = bundle(&mut random);
        let mut files = Files::default();
        files.import(Format::Stix, original.to_string().as_bytes(), None);
        let alone = files.verdicts();
        for _ in 0..3 {
            let copy = copied(&mut random, &original);
            files.import(Format::Stix, copy.to_string().as_bytes(), None);
        }
        holds(&alone, &files.verdicts(), &format!("seed {seed}"));
        // The copies first, and the original then: no more than from the original alone.
        let mut backwards = Files::default();
        for _ in 0..2 {
            let copy = copied(&mut random, &original);
            backwards.import(Format::Stix, copy.to_string().as_bytes(), None);
        }
        backwards.import(Format::Stix, original.to_string().as_bytes(), None);
        holds(
            &alone,
            &backwards.verdicts(),
            &format!("seed {seed}, backwards"),
        );
    }
}

#[test]
fn a_copy_of_an_event_on_another_instance_raises_nothing() {
    let original = fixture("event.json");
    let mut files = Files::default();
    files.import(Format::Misp, &original, None);
    let alone = files.verdicts();
    let renamed = String::from_utf8(original.clone()).expect("it is text");
    let mut value: Value = serde_json::from_str(&renamed).expect("it is JSON");
    let event = &mut value["response"][0]["Event"];
    event["Org"] =
        json!({"name": "Second Exchange", "uuid": "00000000-0000-4000-8000-0000000000f9"});
    files.import(Format::Misp, value.to_string().as_bytes(), None);
    holds(&alone, &files.verdicts(), "another owner");
    let event = &mut value["response"][0]["Event"];
    event["Orgc"] =
        json!({"name": "Harbour Watch_4711", "uuid": "00000000-0000-4000-8000-0000000000fa"});
    event["Org"] =
        json!({"name": "Third Exchange", "uuid": "00000000-0000-4000-8000-0000000000fb"});
    files.import(Format::Misp, value.to_string().as_bytes(), None);
    holds(&alone, &files.verdicts(), "another name of the creator");
    let mut named = Files::default();
    named.import(Format::Misp, &original, None);
    named.import(Format::Misp, &original, Some("somebody.example"));
    holds(&alone, &named.verdicts(), "another publisher");
}

#[test]
fn a_copy_of_a_galaxy_raises_nothing() {
    let mut originals = vec![fixture("galaxy.json")];
    originals.extend(
        foreign("misp-galaxy/threat-actor.json")
            .map(|path| std::fs::read(path).expect("it can be read")),
    );
    for original in originals {
        let mut files = Files::default();
        files.import(Format::MispGalaxy, &original, None);
        let alone = files.verdicts();
        files.import(Format::MispGalaxy, &original, Some("Another Feed"));
        let mut bare: Value = serde_json::from_slice(&original).expect("it is JSON");
        bare.as_object_mut().expect("an object").remove("source");
        for cluster in bare["values"].as_array_mut().expect("clusters") {
            if let Some(meta) = cluster["meta"].as_object_mut() {
                meta.remove("refs");
            }
        }
        files.import(Format::MispGalaxy, bare.to_string().as_bytes(), None);
        holds(&alone, &files.verdicts(), "galaxy");
    }
}

#[test]
fn a_release_in_another_dataset_raises_nothing_beyond_what_it_has_itself() {
    let paths = ["attack/ics-attack-17.1.json", "attack/ics-attack-18.1.json"].map(foreign);
    let [Some(one), Some(other)] = paths else {
        return;
    };
    let [one, other] = [one, other].map(|path| std::fs::read(path).expect("it can be read"));
    let alone = |bytes: &[u8]| {
        let mut files = Files::default();
        files.import(Format::Stix, bytes, None);
        files.verdicts()
    };
    let (first, second) = (alone(&one), alone(&other));
    let mut files = Files::default();
    files.import(Format::Stix, &one, None);
    files.import(Format::Stix, &other, None);
    let mut most = first;
    for (claim, (independence, established)) in second {
        let held = most.entry(claim).or_default();
        *held = (held.0.max(independence), held.1.max(established));
    }
    holds(&most, &files.verdicts(), "releases");
}

/// A catalogue in two formats: some entries under one UUID, others under one number; some with the
/// sources that the first one names, some without, one with another.
fn catalogue() -> (Value, Value) {
    let uuid = |number: usize| format!("00000000-0000-4000-8000-{number:012}");
    let maker = id("identity", 1);
    let mut objects = vec![
        json!({"type": "identity", "id": maker, "name": "Harbour Catalogue",
        "created": "2024-01-01T00:00:00Z", "modified": "2024-01-01T00:00:00Z"}),
    ];
    let mut values = Vec::new();
    for number in 10..18 {
        let page = format!("https://catalogue.example/G{number:04}");
        let paper = format!("https://lab{number}.example/a");
        let mut references =
            vec![json!({"source_name": "hc", "external_id": format!("G{number:04}"), "url": page})];
        let mut copied = vec![page.clone()];
        if number % 2 == 0 {
            references.push(json!({"source_name": format!("Lab {number}"), "url": paper}));
        }
        match number {
            12 => copied.push(paper),
            13 => copied.push("https://other.example/b".to_owned()),
            _ => {}
        }
        let name = format!("Heron {number}");
        objects.push(json!({"type": "intrusion-set", "id": format!("intrusion-set--{}", uuid(number)), "created_by_ref": maker,
            "name": name, "description": format!("{name} is a group."), "aliases": [format!("Bird {number}")],
            "created": "2024-01-01T00:00:00Z", "modified": "2024-01-01T00:00:00Z", "external_references": references}));
        let own = if number < 14 { number } else { number + 100 };
        values.push(json!({"value": name, "uuid": uuid(own), "description": format!("{name} is a group."),
            "meta": {"external_id": format!("G{number:04}"), "refs": copied, "synonyms": [format!("Bird {number}")]}}));
    }
    let galaxy =
        json!({"name": "Herons", "source": "Harbour Mirror", "type": "actor", "values": values});
    (
        json!({"type": "bundle", "id": id("bundle", 9), "objects": objects}),
        galaxy,
    )
}

#[test]
fn accepting_what_is_proposed_raises_nothing() {
    let (bundle, galaxy) = catalogue();
    let folder = super::workspace();
    let path = folder.path();
    std::fs::write(path.join("bundle.json"), bundle.to_string()).expect("it can be written");
    std::fs::write(path.join("galaxy.json"), galaxy.to_string()).expect("it can be written");
    for arguments in [
        ["import", "stix", "bundle.json"],
        ["import", "misp-galaxy", "galaxy.json"],
    ] {
        let output = super::sayso(path, &arguments);
        assert!(output.status.success(), "{}", super::text(&output.stderr));
    }
    let files = |texts: Vec<(std::path::PathBuf, String)>| {
        Files(texts.into_iter().map(|(_, text)| text).collect())
    };
    let before = files(super::datasets(path));
    let output = super::sayso(path, &["match", "--accept", "same-id", "--into", "links"]);
    let told = super::text(&output.stderr);
    assert!(output.status.success(), "{told}");
    // All but the one with another source, and those whose sources the copy has lost.
    assert!(told.contains("12 accepted; 4 left"), "{told}");
    let after = files(super::datasets(path));
    let links = after.0.concat().matches("sayso:sameClaim").count();
    assert_eq!(links, 12);
    holds(&before.verdicts(), &after.verdicts(), "accepted");
    let again = super::sayso(path, &["match", "--accept", "same-id", "--into", "links"]);
    assert_eq!(
        again.status.code(),
        Some(1),
        "{}",
        super::text(&again.stdout)
    );
}
