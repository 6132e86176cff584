//! What an explanation says beside the verdict: chains that raise support, who counts as one and
//! why, whose grade and authority somebody has, the words of statements, and what flags are about.

use sayso::data::Data;
use sayso::evidence::View;
use sayso::render::phrase::{Phrases, bounds, probability};
use sayso::render::report::Report;
use sayso::verdict::Bounds;
use sayso::verdict::explanation::explain;
use sayso::workspace::Source;

const PREFIXES: &str = "\
@prefix : <https://desk.example/#> .
@prefix sayso: <https://w3id.org/sayso/ns#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix schema: <https://schema.org/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:c a sayso:Claim ; rdfs:label \"The dam leaks\"@en .
:mill rdfs:label \"The Mill\" ; sayso:reliability sayso:B .
:post rdfs:label \"The Post\" ; sayso:reliability sayso:B .
:page dcterms:publisher :post ; rdfs:label \"Page one\" ; schema:url <https://post.example/1> .
:sheet dcterms:publisher :mill ; rdfs:label \"The sheet\" ; schema:url <https://mill.example/1> .
";

/// The lines of an explanation of the claim, each after the title of its section.
fn told_to(record: &str, view: View, keepers: &[&str]) -> Vec<String> {
    let text = format!("{PREFIXES}{record}");
    let source = Source::text("desk.ttl", "https://desk.example/", text);
    let mut data = Data::load(&[source]).expect("the record is right");
    let keepers: Vec<String> = keepers.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(data.keep_by(&keepers), Vec::<String>::new());
    let snapshot = data.snapshot(view);
    let claims = data.evidence.claims.iter();
    let mut claims = (0..).zip(claims);
    let iri = "https://desk.example/#c";
    let found = claims.find(|(_, claim)| data.graph.terms.text(claim.term) == iri);
    let explanation = explain(&snapshot, found.expect("the claim is there").0, None);
    let phrases = Phrases::for_explanation(&data, &explanation);
    let report = Report::new(&explanation, &phrases);
    let mut lines = vec![report.headline.join(", ")];
    for section in &report.sections {
        lines.extend(
            section
                .lines
                .iter()
                .map(|line| format!("{}: {line}", section.title)),
        );
    }
    lines
}

fn told(record: &str) -> Vec<String> {
    told_to(record, View::default(), &[])
}

fn strictly(record: &str) -> Vec<String> {
    let view = View {
        strict: true,
        ..View::default()
    };
    told_to(record, view, &[])
}

#[track_caller]
fn assert_told(lines: &[String], expected: &str) {
    let is_there = lines.iter().any(|line| line == expected);
    assert!(is_there, "no “{expected}” in\n{}", lines.join("\n"));
}

#[track_caller]
fn assert_untold(lines: &[String], unexpected: &str) {
    let found = lines.iter().find(|line| line.contains(unexpected));
    assert_eq!(found, None, "{}", lines.join("\n"));
}

const QUOTED_TOO: &str = "
[] sayso:by :post ; sayso:asserts :c ; sayso:in :page ; sayso:firstHand true .
[] sayso:by :mill ; sayso:asserts :c ; sayso:quotedIn :page ; sayso:firstHand true .
";

#[test]
fn a_chain_that_raises_support_only_is_shown_with_what_it_adds() {
    let lines = told(QUOTED_TOO);
    assert_told(&lines, "Chain 2: .679  The Mill (B) → The Post (B)");
    assert_told(&lines, "Chain 2: also: raises support from .700 to .889");
    assert_told(&lines, "Adds nothing: nobody");
}

#[test]
fn of_two_who_add_the_same_one_is_shown() {
    let twice = format!(
        "{QUOTED_TOO}
        [] sayso:by :mill ; sayso:confirms :c ; sayso:quotedIn :page ; sayso:firstHand true ."
    );
    let lines = told(&twice);
    assert_told(&lines, "Chain 2: also: raises support from .700 to .889");
    assert_told(&lines, "Adds nothing: The Mill has said so already");
    assert_told(&lines, "Adds nothing: The Post repeats The Mill once more");
}

#[test]
fn whoever_repeats_adds_nothing() {
    let lines = told(
        ":first sayso:by :post ; sayso:asserts :c ; sayso:in :page ; sayso:firstHand true ;
            sayso:anchor [ a oa:TextQuoteSelector ; oa:exact \"It leaks, we saw it\" ] .
        :again sayso:by :mill ; sayso:reports :c ; sayso:in :sheet ; sayso:relays :first .",
    );
    assert_told(&lines, "Adds nothing: The Mill repeats The Post");
    assert_told(
        &lines,
        "Chain 1: “It leaks, we saw it” (https://post.example/1)",
    );
}

#[test]
fn a_position_is_told_with_the_document_and_its_address() {
    let lines = told(
        "[] sayso:by :mill ; sayso:asserts :c ; sayso:quotedIn :page ;
            sayso:anchor [ a oa:TextPositionSelector ; oa:start 3 ; oa:end 9 ] .",
    );
    assert_told(
        &lines,
        "Chain 1: The Mill: characters 3–9 of “Page one” (https://post.example/1)",
    );
    assert_told(&lines, "Chain 1: The Post: in “Page one”");
}

#[test]
fn a_tie_is_named_with_its_dates_and_its_source() {
    let lines = told(
        "[] sayso:by :post ; sayso:asserts :c ; sayso:in :page ; sayso:firstHand true .
        [] sayso:by :mill ; sayso:asserts :c ; sayso:in :sheet ; sayso:firstHand true .
        :owned a sayso:Tie ; sayso:kind sayso:OwnedBy ; sayso:dependent :mill ;
            sayso:principal :post ; sayso:validFrom \"2019\"^^xsd:gYear ; dcterms:source :register .
        :register rdfs:label \"the register\" .",
    );
    assert_told(
        &lines,
        "Count as one: The Mill and The Post: The Mill is owned by The Post, since 2019 (source: the register)",
    );
    assert_untold(&lines, "at most");
}

#[test]
fn a_text_that_makes_one_of_two_is_named() {
    let lines = told(
        "[] sayso:by :post ; sayso:asserts :c ; sayso:in :page ; sayso:firstHand true .
        :copy dcterms:publisher :mill ; rdfs:label \"The copy\" ; schema:url <https://post.example/1> .
        [] sayso:by :mill ; sayso:asserts :c ; sayso:in :copy ; sayso:firstHand true .",
    );
    let is_told = lines.iter().any(|line| {
        line.starts_with("Count as one: The Mill and The Post: ")
            && line.contains("have one address, https://post.example/1")
    });
    assert!(is_told, "{}", lines.join("\n"));
    assert_told(
        &lines,
        "Flags: same-text: The Mill and The Post speak in one text, and count once",
    );
}

#[test]
fn borrowed_grades_and_authority_are_named() {
    let lines = told(
        ":office rdfs:label \"The Office\" ; sayso:reliability sayso:A ; sayso:authorityOver :c .
        :ann rdfs:label \"Ann\" .
        :release dcterms:publisher :office ; rdfs:label \"A release\" ; schema:url <https://office.example/1> .
        [] a sayso:Tie ; sayso:kind sayso:SpokespersonOf ; sayso:dependent :ann ; sayso:principal :office .
        [] sayso:by :ann ; sayso:confirms :c ; sayso:in :release .",
    );
    assert_told(
        &lines,
        "Borrowed: Ann is graded A as one who speaks for The Office",
    );
    assert_told(
        &lines,
        "Borrowed: Ann speaks with the authority of The Office",
    );
    assert_told(
        &lines,
        "Count as one: Ann and The Office: Ann speaks for The Office",
    );
}

#[test]
fn what_nobody_believes_was_said_is_told_so() {
    let lines = told(
        "[] sayso:by :post ; sayso:asserts :c ; sayso:in :page ; sayso:firstHand true .
        [] sayso:by :mill ; sayso:asserts :c ; sayso:in :sheet ; sayso:confidence 0 .",
    );
    assert_told(
        &lines,
        "Adds nothing: The Mill is given no confidence: whoever keeps the record does not believe that this was said",
    );
}

#[test]
fn what_the_keeper_is_told_is_told_so() {
    let record = "
        :desk rdfs:label \"Our desk\" .
        :ours dcterms:publisher :desk ; rdfs:label \"Our notes\" ; schema:url <https://desk.example/1> .
        :nurse a sayso:AnonymousSource ; sayso:vouchedBy :desk ; rdfs:label \"a nurse\" .
        [] sayso:by :nurse ; sayso:asserts :c ; sayso:firstHand true ; sayso:quotedIn :ours .";
    let lines = told_to(record, View::default(), &["Our desk"]);
    assert_told(
        &lines,
        "Chain 1: a nurse: known by name to Our desk, who keeps the record, told to Our desk, who keeps the record",
    );
    assert_untold(&lines, "Adds nothing: Our desk");
}

#[test]
fn a_relayed_denial_is_told_as_one() {
    let lines = told(
        ":said sayso:by :mill ; sayso:denies :c .
        :told sayso:by :ann ; sayso:reports :c ; sayso:relays :said . :ann rdfs:label \"Ann\" .
        [] sayso:by :bob ; sayso:reports :c ; sayso:relays :told . :bob rdfs:label \"Bob\" .",
    );
    assert_told(
        &lines,
        "Against: a denial that does not count: Bob reported that The Mill denied; Bob can be read saying so nowhere: no document attests it",
    );
}

#[test]
fn flags_say_what_they_are_about() {
    let lines = told(
        ":one sayso:by :post ; sayso:reports :c ; sayso:in :page ; sayso:relays :two .
        :two sayso:by :mill ; sayso:reports :c ; sayso:in :sheet ; sayso:relays :one , :root .
        :root sayso:by :ann ; sayso:asserts :c ; sayso:firstHand true . :ann rdfs:label \"Ann\" .
        :ann sayso:interestIn :c .
        :back sayso:by :bob ; sayso:asserts :c . :bob rdfs:label \"Bob\" .
        [] sayso:by :bob ; sayso:retracts :c ; sayso:target :back .
        [] sayso:by :ann ; sayso:denies :c .",
    );
    for line in [
        "Flags: circular-reporting: The Mill and The Post repeat each other in a ring",
        "Flags: citations-not-checked: “The sheet”: cited, but no capture is held that could be checked",
        "Flags: affiliation-caveat: Ann has an interest in the claim",
        "Flags: self-contradiction: Ann has said both that it is so and that it is not",
        "Flags: partly-retracted: Bob has taken it back; that is not all there is to say of it",
    ] {
        assert_told(&lines, line);
    }
}

#[test]
fn names_are_told_once_and_any_one_of_them_will_do() {
    let lines = told(
        ":a rdfs:label \"Ann\" . :b rdfs:label \"Bob\" .
        [] sayso:by :a ; sayso:asserts :c ; sayso:firstHand true ; sayso:saidAt \"2024-01-01\"^^xsd:date .
        [] sayso:by :a ; sayso:asserts :c ; sayso:firstHand true ; sayso:saidAt \"2024-01-02\"^^xsd:date .
        [] sayso:by :b ; sayso:asserts :c ; sayso:firstHand true .",
    );
    assert_told(
        &lines,
        "Would change it: a document of the speaker's own in which Ann or Bob can be read saying so would make it count",
    );
}

#[test]
fn a_strict_reader_is_told_to_capture() {
    let lines =
        strictly("[] sayso:by :post ; sayso:asserts :c ; sayso:in :page ; sayso:firstHand true .");
    assert_told(
        &lines,
        "Would change it: a capture of “Page one” would make it count",
    );
    assert_told(
        &lines,
        "Would change it: one statement, in a document of its own of which a capture is held, would make it single source",
    );
}

#[test]
fn nothing_is_promised_of_what_contradicts_itself() {
    let lines = told(
        ":c sayso:entails :d . :d rdfs:label \"It does not\"@en ; sayso:contradicts :c .
        [] sayso:by :post ; sayso:asserts :c ; sayso:in :page ; sayso:firstHand true .",
    );
    assert_told(
        &lines,
        "Against: it contradicts itself: what is said for it is said against it too",
    );
    assert_untold(&lines, "Would change it");
}

#[test]
fn unnamed_sources_are_told_with_the_cautious_figure_first() {
    let lines = told(
        "[] sayso:by :post ; sayso:asserts :c ; sayso:in :page .
        [] sayso:by :mill ; sayso:asserts :c ; sayso:in :sheet .",
    );
    assert_eq!(
        lines[0],
        "several-sources, independence 1, at most 2, support .485 if the unnamed sources are one, .735 if they differ"
    );
    assert_told(
        &lines,
        "Would change it: two first-hand statements by named sources of two groups, each in a document of its own, would make it corroborated",
    );
}

#[test]
fn only_what_is_certain_is_told_as_certain() {
    assert_eq!(probability(1.0), "1.000");
    assert_eq!(probability(0.9996), ">.999");
    assert_eq!(probability(0.47), ".470");
    assert_eq!(probability(0.0004), "<.001");
    assert_eq!(probability(0.0), ".000");
    let both = Bounds {
        lower: 0.9996,
        upper: 0.9998,
    };
    assert_eq!(bounds(both), ">.999");
}
