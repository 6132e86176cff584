//! The worked example and its additions, and graphs that are large or odd.

use std::collections::BTreeMap;

use sayso::data::Data;
use sayso::evidence::View;
use sayso::model::Flag;
use sayso::verdict::{self, Role, Verdict};
use sayso::workspace::{Source, loose};

const BASE: &str = "datasets/vsse-breach/vsse-breach.ttl";
const PREFIXES: &str = "@prefix : <https://example.org/w#> .
@prefix sayso: <https://w3id.org/sayso/ns#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix schema: <https://schema.org/> .
";

struct Answered {
    data: Data,
    verdicts: Vec<Verdict>,
}

impl Answered {
    fn files(names: &[&str]) -> Self {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let sources: Vec<Source> = names.iter().map(|name| loose(&root.join(name))).collect();
        Self::new(&sources)
    }

    fn text(body: &str) -> Self {
        let text = format!("{PREFIXES}{body}");
        Self::new(&[Source::text("w.ttl", "https://example.org/w", text)])
    }

    fn new(sources: &[Source]) -> Self {
        let data = Data::load(sources).expect("the data is right");
        let verdicts = verdict::all(&data.snapshot(View::default()));
        Self { data, verdicts }
    }

    fn local(&self, term: sayso::vocab::Id) -> &str {
        let text = self.data.graph.terms.text(term);
        text.rsplit('#').next().unwrap_or(text)
    }

    fn agent(&self, agent: u32) -> &str {
        self.local(self.data.evidence.agents[agent as usize].term)
    }

    fn on(&self, claim: &str) -> &Verdict {
        let number = self
            .data
            .evidence
            .claims
            .iter()
            .position(|known| self.local(known.term) == claim)
            .expect("the claim is known");
        &self.verdicts[number]
    }

    /// A row of the table: status, independence (established, and at most where that is more), single points of
    /// failure, support (and support if the unnamed sources are one, where that is less).
    fn row(&self, claim: &str) -> String {
        let verdict = self.on(claim);
        let points: Vec<String> = verdict
            .single_points
            .iter()
            .map(|point| {
                let names: Vec<&str> = point
                    .agents
                    .iter()
                    .map(|agent| self.agent(*agent))
                    .collect();
                let role = if point.role == Role::Origin { "!" } else { "" };
                let behind = if point.is_implicit { "behind " } else { "" };
                format!("{behind}{}{role}", names.join("+"))
            })
            .collect();
        let independence = if verdict.established == verdict.independence {
            verdict.independence.value.to_string()
        } else {
            format!(
                "{} of {}",
                verdict.established.value, verdict.independence.value
            )
        };
        let support = if verdict.support == verdict.support_if_one {
            format!("{:.3}", verdict.support.lower)
        } else {
            format!(
                "{:.3} or {:.3}",
                verdict.support.lower, verdict.support_if_one.lower
            )
        };
        format!(
            "{} {independence} [{}] {support}",
            verdict.status,
            points.join(", ")
        )
    }
}

#[test]
fn the_worked_example() {
    let answered = Answered::files(&[BASE]);
    let le_soir = "single-source 1 [behind le-soir!, le-soir, techcrunch] 0.470";
    let barracuda = "officially-confirmed 1 [barracuda!, techcrunch] 0.873";
    let expected = [
        ("mail-server-accessed", le_soir),
        ("hackers-chinese", le_soir),
        ("mail-taken", le_soir),
        ("staff-data-exposed", le_soir),
        ("classified-unaffected", le_soir),
        (
            "investigation-opened",
            "officially-confirmed 1 [prosecutor!, techcrunch] 0.873",
        ),
        (
            "zero-day-exploited",
            "single-source 1 [mandiant!, techcrunch] 0.679",
        ),
        (
            "third-government",
            "single-source 1 [mandiant!, techcrunch] 0.679",
        ),
        ("flaw-disclosed", barracuda),
        ("patch-released", barracuda),
        ("replacement-urged", barracuda),
        ("rotation-urged", barracuda),
        (
            "compromise-since-2022",
            "single-source 1 [barracuda!, techcrunch] 0.679",
        ),
        (
            "barracuda-dropped",
            "single-source 1 [behind local-media!, local-media, techcrunch] 0.461",
        ),
    ];
    for (claim, row) in expected {
        assert_eq!(answered.row(claim), row, "{claim}");
    }
    assert_eq!(answered.verdicts.len(), expected.len());
    let flags = &answered.on("mail-server-accessed").flags;
    assert!(
        flags
            .iter()
            .eq([Flag::RelaySpof, Flag::Unanswered, Flag::TemporalTension])
    );
    // The prosecutor's confirmation reaches the investigation, and nothing else.
    for verdict in &answered.verdicts {
        let rests = verdict.single_points.iter().flat_map(|point| &point.agents);
        let rests: Vec<&str> = rests.map(|agent| answered.agent(*agent)).collect();
        let term = answered.data.evidence.claims[verdict.claim as usize].term;
        assert_eq!(
            rests.contains(&"prosecutor"),
            answered.local(term) == "investigation-opened"
        );
    }
}

#[test]
fn the_additions_to_the_worked_example() {
    let alone = "single-source 1 [behind le-soir!, le-soir] 0.485";
    let owned = "single-source 1 [behind le-soir+second-outlet!, le-soir+second-outlet] 0.485";
    let expected: [(&[&str], &str); 6] = [
        (&["a"], alone),
        (&["b"], "several-sources 1 of 2 [] 0.735 or 0.485"),
        (&["b-prime"], "several-sources 1 of 2 [] 0.743"),
        (
            &["b-prime", "b-prime-prosecutor"],
            "corroborated 2 of 3 [] 0.974",
        ),
        (&["c"], owned),
        (&["d"], alone),
    ];
    for (additions, row) in expected {
        let additions = additions
            .iter()
            .map(|name| format!("tests/fixtures/vsse/{name}.ttl"));
        let files: Vec<String> = std::iter::once(BASE.to_owned()).chain(additions).collect();
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        let answered = Answered::files(&files);
        assert_eq!(answered.row("mail-server-accessed"), row, "{files:?}");
        let verdict = answered.on("mail-server-accessed");
        assert!(verdict.support.is_exact() && verdict.support_if_one.is_exact());
        if row.starts_with("several-sources") && verdict.support != verdict.support_if_one {
            assert!((verdict.support.lower - 0.734_775).abs() < 1e-9);
            assert!((verdict.support_if_one.lower - 0.485).abs() < 1e-9);
        }
    }
}

#[test]
fn the_short_file_of_a_new_user() {
    let answered = Answered::files(&["tests/fixtures/vsse/short.ttl"]);
    assert_eq!(
        answered.row("investigation"),
        "officially-confirmed 1 [prosecutor!, techcrunch] 0.485"
    );
    assert_eq!(
        answered.row("access"),
        "single-source 1 [behind le-soir!, le-soir, techcrunch] 0.461"
    );
    assert!(
        answered.data.findings.is_empty(),
        "{:?}",
        answered.data.findings
    );
}

#[test]
fn a_chain_of_a_hundred_thousand_relays() {
    let last = 99_999;
    let mut text = ":s0 sayso:by :a0 ; sayso:asserts :c ; sayso:firstHand true .\n".to_owned();
    for number in 1..=last {
        let before = number - 1;
        text.push_str(&format!(
            ":s{number} sayso:by :a{number} ; sayso:reports :c ; sayso:relays :s{before} .\n"
        ));
    }
    text.push_str(&format!(
        ":d dcterms:publisher :a{last} ; schema:url <https://example.org/d> . :s{last} sayso:in :d .\n"
    ));
    let answered = Answered::text(&text);
    let verdict = answered.on("c");
    assert_eq!(verdict.status.name(), "single-source");
    assert_eq!(verdict.single_points.len(), last + 1);
    assert!(verdict.support.is_exact());
}

#[test]
fn a_ring_of_fifty_grounds_nothing() {
    let mut text = String::new();
    for number in 0..50 {
        let next = (number + 1) % 50;
        text.push_str(&format!(
            ":s{number} sayso:by :a{number} ; sayso:asserts :c ; sayso:relays :s{next} ; sayso:in :d{number} .
             :d{number} dcterms:publisher :a{number} ; schema:url <https://example.org/d{number}> .\n"
        ));
    }
    let ring = Answered::text(&text);
    assert_eq!(ring.row("c"), "circular 0 [] 0.000");
    text.push_str(
        ":o sayso:by :b ; sayso:asserts :c ; sayso:firstHand true . :s0 sayso:relays :o .",
    );
    let grounded = Answered::text(&text);
    assert_eq!(grounded.on("c").status.name(), "single-source");
    assert!(grounded.on("c").flags.contains(Flag::CircularReporting));
}

#[test]
fn a_lattice_with_two_to_the_fortieth_chains() {
    let mut text = String::new();
    for layer in 0..40 {
        for side in 0..2 {
            let relays = match layer {
                0 => "sayso:asserts :c ; sayso:firstHand true".to_owned(),
                _ => format!(
                    "sayso:reports :c ; sayso:relays :s{0}x0 , :s{0}x1",
                    layer - 1
                ),
            };
            text.push_str(&format!(
                ":s{layer}x{side} sayso:by :a{layer}x{side} ; {relays} .\n"
            ));
        }
    }
    for side in 0..2 {
        text.push_str(&format!(
            ":s39x{side} sayso:in :d{side} . :d{side} dcterms:publisher :a39x{side} ; schema:url <https://example.org/{side}> .\n"
        ));
    }
    let answered = Answered::text(&text);
    let verdict = answered.on("c");
    assert_eq!(
        (verdict.status.name(), verdict.independence.value),
        ("corroborated", 2)
    );
    assert!(verdict.independence.is_exact && !verdict.witnesses_complete);
    // Each layer holds unless both its sides fail; what stands in the same place is one step, so
    // this is exact all the same.
    let layer = |sound: f64| 1.0 - (1.0 - sound).powi(2);
    let expected = layer(0.5) * layer(0.95).powi(39);
    assert!(verdict.support.is_exact());
    assert!((verdict.support.lower - expected).abs() < 1e-9);
}

#[test]
fn a_group_with_ten_thousand_statements_is_one_source() {
    let mut text = ":d dcterms:publisher :a ; schema:url <https://example.org/d> .\n".to_owned();
    let mut highest: f64 = 0.0;
    for number in 0..10_000 {
        let confidence = f64::from(number * 7919 % 9973) / 10_000.0;
        highest = highest.max(confidence);
        text.push_str(&format!(
            ":s{number} sayso:by :a ; sayso:asserts :c ; sayso:in :d ; sayso:firstHand true ; sayso:confidence {confidence:.4} .\n"
        ));
    }
    let verdict = Answered::text(&text);
    let verdict = verdict.on("c");
    assert_eq!(
        (verdict.status.name(), verdict.independence.value),
        ("single-source", 1)
    );
    // One latent variable: the group is as sound as its soundest statement.
    assert!(verdict.support.is_exact());
    assert!((verdict.support.lower - highest).abs() < 1e-9);
}

#[test]
fn ten_thousand_sources_add_up() {
    let mut text = String::new();
    for number in 0..10_000 {
        text.push_str(&format!(
            ":s{number} sayso:by :a{number} ; sayso:asserts :c ; sayso:in :d{number} ; sayso:firstHand true .
             :d{number} dcterms:publisher :a{number} ; schema:url <https://example.org/d{number}> .\n"
        ));
    }
    let answered = Answered::text(&text);
    let verdict = answered.on("c");
    assert_eq!(verdict.independence.value, 10_000);
    assert!(verdict.independence.is_exact);
}

#[test]
fn every_claim_of_a_dataset_is_answered_once() {
    let answered = Answered::files(&[BASE]);
    let mut seen: BTreeMap<u32, usize> = BTreeMap::new();
    for verdict in &answered.verdicts {
        *seen.entry(verdict.claim).or_default() += 1;
    }
    assert!(seen.values().all(|times| *times == 1));
}

/// A relay of another claim is no chain, but its dates can be as wrong: the flag has a finding.
#[test]
fn what_relays_something_later_on_another_claim_is_flagged_and_found() {
    let sources = [Source::text(
        "w.ttl",
        "https://example.org/w",
        format!(
            "{PREFIXES}:word sayso:by :mayor ; sayso:asserts :flood ; sayso:saidAt \"2025-03-02\"^^<http://www.w3.org/2001/XMLSchema#date> .
             :echo sayso:by :courier ; sayso:asserts :fire ; sayso:relays :word ; sayso:saidAt \"2025-03-01\"^^<http://www.w3.org/2001/XMLSchema#date> .\n"
        ),
    )];
    let data = Data::inspect(&sources).expect("the text is readable");
    let verdicts = verdict::all(&data.snapshot(View::default()));
    let flagged = verdicts
        .iter()
        .filter(|verdict| verdict.flags.contains(Flag::TemporalTension))
        .count();
    assert_eq!(flagged, 1);
    let findings = sayso::check::check(&data, View::default(), None);
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
    assert!(codes.contains(&"relays-later"), "{codes:?}");
}
