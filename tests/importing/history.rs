//! Releases one after the other: what was known when, and nothing twice.

use std::fs;
use std::path::Path;

use sayso::evidence::View;
use sayso::model::{Status, Time};

use super::{data, datasets, fixture, sayso, statuses, text, workspace, workspace_with_times};

/// How an import tells that those who were cited before still stand.
const CITED_BEFORE: &str = "publishers whom an earlier release cites and this one no more";

/// A later release: one relationship withdrawn, a name gone, and a reference more.
fn later() -> String {
    let bundle = text(&fixture("bundle.json"));
    let bundle = bundle.replace("\"modified\": \"2024-05-01", "\"modified\": \"2024-11-01");
    let bundle = bundle.replace(
        "\"modified\": \"2024-04-01T00:00:00.000Z\",\n      \"name\": \"Quiet Heron\"",
        "\"modified\": \"2024-10-01T00:00:00.000Z\",\n      \"name\": \"Quiet Heron\"",
    );
    let bundle = bundle.replace(
        "\"aliases\": [\"Quiet Heron\", \"Grey Bird\"]",
        "\"aliases\": [\"Quiet Heron\"]",
    );
    let bundle = bundle.replace(
        "\"modified\": \"2024-02-01T00:00:00.000Z\",\n      \"relationship_type\": \"uses\"",
        "\"modified\": \"2024-10-02T00:00:00.000Z\",\n      \"revoked\": true,\n      \"relationship_type\": \"uses\"",
    );
    bundle.replace(
        "{\"source_name\": \"Another post\"",
        "{\"source_name\": \"A third\", \"url\": \"https://third.example/a\"},\n        {\"source_name\": \"Another post\"",
    )
}

fn import(folder: &Path, files: &[&str]) -> String {
    let arguments = [&["import", "stix"], files, &["--into", "groups"]].concat();
    let output = sayso(folder, &arguments);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let told = text(&output.stdout);
    assert!(told.contains("checked: nothing to report"), "{told}");
    told
}

#[test]
fn a_later_release_adds_what_is_new_and_takes_back_what_is_gone() {
    let folder = workspace();
    let path = folder.path();
    fs::write(path.join("one.json"), fixture("bundle.json")).expect("it can be written");
    fs::write(path.join("two.json"), later()).expect("it can be written");
    let told = import(path, &["one.json"]);
    assert!(!told.contains(CITED_BEFORE), "{told}");
    let told = import(path, &["two.json"]);
    // The relationship that is revoked, and the name that is gone, were cited to beacon.example.
    assert!(told.contains(CITED_BEFORE), "{told}");
    assert!(told.contains("such as beacon.example on "), "{told}");
    let files = datasets(path);
    let [(_, one), (_, two)] = &files[..] else {
        panic!("two files: {files:?}");
    };
    insta::assert_snapshot!("import-later", two);
    let both = data(&[one, two]);
    let status = |known_at: &str, local: &str| {
        let view = View {
            known_at: Time::parse_any(known_at),
            ..View::default()
        };
        let iri = format!("https://w3id.org/sayso/stix/{local}");
        let verdicts = sayso::verdict::all(&both.snapshot(view));
        let found = verdicts.into_iter().find(|verdict| {
            let term = both.evidence.claims[verdict.claim as usize].term;
            both.graph.terms.text(term) == iri
        });
        found
            .map(|verdict| verdict.status)
            .expect("the claim is there")
    };
    let alias = "intrusion-set--00000000-0000-4000-8000-000000000030_alias_Grey%20Bird";
    let uses = "relationship--00000000-0000-4000-8000-000000000050";
    let attributed = "relationship--00000000-0000-4000-8000-000000000051";
    assert_eq!(status("2024-05-02", alias), Status::SingleSource);
    assert_eq!(status("2024-05-02", attributed), Status::Disputed);
    assert_eq!(status("2024-12-01", uses), Status::SeveralSources);
    assert_eq!(status("2024-05-02", uses), Status::SeveralSources);
    // What the catalogue says of the name is taken back; that Beacon uses it is not its to take.
    assert_eq!(status("2024-12-01", alias), Status::SingleSource);
    assert!(two.contains("sayso:retracts"));

    // The same again, in any order and in one go, gives the same bytes.
    import(path, &["one.json"]);
    import(path, &["two.json"]);
    assert_eq!(datasets(path), files);
    import(path, &["two.json", "one.json"]);
    assert_eq!(datasets(path), files);
}

/// Versions are ordered by the object that they are of: which file comes first does not matter.
#[test]
fn releases_answer_the_same_in_whatever_order_they_come() {
    let answers = |order: &[&str]| {
        let folder = workspace();
        let path = folder.path();
        fs::write(path.join("one.json"), fixture("bundle.json")).expect("it can be written");
        fs::write(path.join("two.json"), later()).expect("it can be written");
        for file in order {
            import(path, &[file]);
        }
        let files = datasets(path);
        let texts: Vec<&str> = files.iter().map(|(_, text)| text.as_str()).collect();
        statuses(&data(&texts))
    };
    let in_order = answers(&["one.json", "two.json"]);
    assert!(!in_order.is_empty());
    assert_eq!(answers(&["two.json", "one.json"]), in_order);
}

/// A file may hold the newer version of one object and the older of another.
#[test]
fn versions_are_ordered_by_the_object_and_not_by_the_file() {
    let object = |id: u8, modified: &str, aliases: &str| {
        format!(
            r#"{{"type": "malware", "id": "malware--00000000-0000-4000-8000-00000000000{id}",
            "created": "2024-01-01T00:00:00Z", "modified": "{modified}T00:00:00Z",
            "created_by_ref": "identity--00000000-0000-4000-8000-0000000000ff",
            "name": "Reed {id}", "aliases": [{aliases}]}}"#
        )
    };
    let answers = |files: &[[String; 2]; 2]| {
        let folder = workspace();
        let path = folder.path();
        for (number, objects) in files.iter().enumerate() {
            let bundle = format!("[{}]", objects.join(", "));
            fs::write(path.join(format!("{number}.json")), bundle).expect("it can be written");
            import(path, &[&format!("{number}.json")]);
        }
        let made = datasets(path);
        let texts: Vec<&str> = made.iter().map(|(_, text)| text.as_str()).collect();
        let data = data(&texts);
        let alias = |end: &str| {
            let all = statuses(&data).into_iter();
            let mut found = all.filter(|(claim, ..)| claim.ends_with(end));
            found.next().map(|(.., status)| status)
        };
        (
            alias("1_alias_Old"),
            alias("1_alias_New"),
            alias("2_alias_Old"),
            alias("2_alias_New"),
        )
    };
    let (old, new) = ("\"Old\"", "\"New\"");
    let mixed = [
        [object(1, "2024-03-01", new), object(2, "2024-01-02", old)],
        [object(1, "2024-02-01", old), object(2, "2024-04-01", new)],
    ];
    let retracted = Some(Status::Retracted);
    let (a, b, c, d) = answers(&mixed);
    assert_eq!((a, c), (retracted, retracted));
    assert!(b.is_some() && b != retracted && d.is_some() && d != retracted);
}

/// Where the desk notes when it learnt of things, releases keep their order, and what was imported
/// once keeps its time.
#[test]
fn releases_keep_their_order_where_the_time_of_the_import_is_noted() {
    let folder = workspace_with_times();
    let path = folder.path();
    fs::write(path.join("one.json"), fixture("bundle.json")).expect("it can be written");
    fs::write(path.join("two.json"), later()).expect("it can be written");
    import(path, &["one.json"]);
    import(path, &["two.json"]);
    let files = datasets(path);
    assert!(files[1].1.contains("sayso:retracts"), "{}", files[1].1);
    let release = |text: &str| text.contains("recordedAt \"2024");
    assert!(!files.iter().any(|(_, text)| release(text)), "{files:?}");
    import(path, &["two.json", "one.json"]);
    assert_eq!(datasets(path), files);
}
