//! Answers must not mislead: what a reader who forwards one line of them would pass on is held
//! here, on small records of invented things.

use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use crate::program;

const PREFIXES: &str = "@prefix : <https://town.example/r#> .
@prefix sayso: <https://w3id.org/sayso/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
";

/// One ferry, and what was said of it: an assertion, a denial and a *no comment*, all of them known
/// from one paper; and one statement at first hand.
const FERRY: &str = r#"
:courier rdfs:label "The Courier" . :mate rdfs:label "the first mate" .
:harbour rdfs:label "Harbour Office of Kelm" . :owner rdfs:label "the owner" .
:monday rdfs:label "Monday's page" ; dcterms:publisher :courier ;
    dcterms:issued "2031-05-05"^^xsd:date ; schema:url <https://courier.example/5> .
:friday rdfs:label "Friday's page" ; dcterms:publisher :courier ;
    dcterms:issued "2031-05-09"^^xsd:date ; schema:url <https://courier.example/9> .
:ran rdfs:label "The ferry ran aground"@en .
:empty rdfs:label "The ferry was empty"@en .
:s sayso:by :mate ; sayso:asserts :ran ; sayso:quotedIn :friday ; sayso:saidAt "2031-05-08"^^xsd:date .
[] sayso:by :owner ; sayso:denies :ran ; sayso:quotedIn :monday ; sayso:saidAt "2031-05-05"^^xsd:date .
[] sayso:by :harbour ; sayso:declines :ran ; sayso:to :courier ; sayso:quotedIn :monday ; sayso:saidAt "2031-05-05"^^xsd:date .
[] sayso:by :owner ; sayso:denies :empty ; sayso:quotedIn :monday ; sayso:saidAt "2031-05-05"^^xsd:date .
"#;

/// A record in a folder of its own.
struct Record {
    folder: TempDir,
}

impl Record {
    fn new(turtle: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let text = format!("{PREFIXES}{turtle}");
        fs::write(folder.path().join("r.ttl"), text).expect("a file");
        Self { folder }
    }

    /// Exit code, what is printed, and what is told beside it.
    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let with_data = [arguments, &["--data", "r.ttl"]].concat();
        program::run(self.folder.path(), &with_data)
    }

    fn answer(&self, arguments: &[&str]) -> String {
        let (code, answer, talk) = self.run(arguments);
        assert_eq!(code, 0, "{arguments:?}: {talk}");
        answer
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let answer = self.answer(&[arguments, &["--format", "json"]].concat());
        serde_json::from_str(&answer).expect("it is JSON")
    }

    /// What is told of a question that is refused.
    fn refusal(&self, arguments: &[&str]) -> String {
        let (code, answer, talk) = self.run(arguments);
        assert_eq!((code, answer.as_str()), (2, ""), "{arguments:?}: {talk}");
        talk
    }
}

#[test]
fn a_relayed_denial_is_worded_as_one() {
    let record = Record::new(FERRY);
    let all = record.answer(&["ask", "statements", "--by", "courier"]);
    for line in [
        "The Courier reported that the owner denied: The ferry ran aground",
        "The Courier reported that Harbour Office of Kelm declined to comment on: The ferry ran aground",
        "The Courier reported: The ferry ran aground\n    2031-05-09, repeating the first mate",
    ] {
        assert!(all.contains(line), "{line}\n{all}");
    }
    let shapes = record.json(&["ask", "statements", "--by", "courier"]);
    let passed: Vec<(&str, &str, &str)> = shapes["statements"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|statement| {
            let passed = &statement["passes_on"][0];
            (
                statement["side"].as_str().expect("a side"),
                passed["stance"].as_str().expect("a stance"),
                passed["by"]["label"].as_str().expect("a speaker"),
            )
        })
        .collect();
    assert!(
        passed.contains(&("opposition", "denies", "the owner")),
        "{passed:?}"
    );
    assert!(
        passed.contains(&("neither", "declines", "Harbour Office of Kelm")),
        "{passed:?}"
    );
    assert!(
        passed.contains(&("support", "asserts", "the first mate")),
        "{passed:?}"
    );
}

#[test]
fn who_says_so_is_whoever_supports_it() {
    let record = Record::new(FERRY);
    for question in [
        "who says that the ferry was empty?",
        "Who reported that the ferry was empty?",
        "who supports the ferry was empty",
        "When was the ferry was empty first reported, and by whom?",
    ] {
        let (_, answer, _) = record.run(&["ask", question]);
        let before = answer.split("Left aside").next().unwrap_or_default();
        assert!(
            !before.contains("The Courier reported:"),
            "{question}\n{answer}"
        );
    }
    let answer = record.answer(&["ask", "who says that the ferry was empty?"]);
    assert!(
        answer.contains("Nobody is recorded as saying that: The ferry was empty"),
        "{answer}"
    );
    assert!(
        answer.contains("The Courier reported that the owner denied"),
        "{answer}"
    );
    let first = record.json(&["ask", "earliest", "--on", "ran aground"]);
    let dates = first["statements"].as_array().expect("a list").iter();
    let dates: Vec<_> = dates
        .map(|statement| statement["said_at"].clone())
        .collect();
    assert_eq!(
        dates,
        ["2031-05-08"],
        "a denial on Monday is no first report"
    );
    let repeated = record.json(&["ask", "repetitions"]);
    assert_eq!(repeated["statements"].as_array().map(Vec::len), Some(1));
    assert_eq!(repeated["other_sides"], 3);
    let denied = record.json(&[
        "ask",
        "earliest",
        "--on",
        "ran aground",
        "--stance",
        "denies",
    ]);
    assert_eq!(denied["statements"][0]["said_at"], "2031-05-05");
}

#[test]
fn relays_are_followed_to_whoever_speaks() {
    let record = Record::new(
        r#"
:a rdfs:label "Anna" . :b rdfs:label "The Bell" . :c rdfs:label "The Clock" . :d dcterms:publisher :c ; schema:url <https://c.example/> .
:fire rdfs:label "There was a fire" .
:one sayso:by :a ; sayso:denies :fire .
:two sayso:by :b ; sayso:reports :fire ; sayso:relays :one .
:three sayso:by :c ; sayso:reports :fire ; sayso:relays :two ; sayso:in :d .
"#,
    );
    let answer = record.answer(&["ask", "--by", "The Clock"]);
    let lines: Vec<&str> = answer.lines().collect();
    assert_eq!(
        lines[0],
        "The Clock reported that Anna denied: There was a fire"
    );
    assert!(lines[1].contains("by way of The Bell"), "{answer}");
    let none = record.answer(&["ask", "who says that there was a fire"]);
    assert!(none.starts_with("Nobody is recorded"), "{none}");
}

#[test]
fn what_was_retracted_are_acts() {
    let record = Record::new(
        r#"
:p rdfs:label "The Penny" . :q rdfs:label "Quill" .
:d a sayso:Document ; rdfs:label "Page one" ; dcterms:publisher :p ; dcterms:issued "2031-01-01"^^xsd:date ; schema:url <https://p.example/1> .
:late rdfs:label "The train was late" . :full rdfs:label "The train was full" .
:s1 sayso:by :q ; sayso:asserts :late ; sayso:in :d .
:s2 sayso:by :p ; sayso:reports :late ; sayso:relays :s1 ; sayso:in :d .
:s3 sayso:by :p ; sayso:asserts :full ; sayso:in :d ; sayso:saidAt "2031-01-01"^^xsd:date .
:s4 sayso:by :q ; sayso:denies :full ; sayso:quotedIn :d .
:r1 sayso:by :p ; sayso:retracts :late ; sayso:target :s2 ; sayso:in :d ; sayso:saidAt "2031-01-02"^^xsd:date .
:r2 sayso:by :p ; sayso:retracts :full ; sayso:target :s3 ; sayso:in :d ; sayso:saidAt "2031-01-02"^^xsd:date .
"#,
    );
    for question in [
        "What was retracted?",
        "has anything been taken back?",
        "retractions",
    ] {
        let answer = record.answer(&["ask", question]);
        assert!(
            answer.contains(
                "The Penny took back a report of 2031-01-01 that Quill asserted: The train was late"
            ),
            "{question}\n{answer}"
        );
        assert!(
            answer.contains("The Penny took back an assertion of 2031-01-01: The train was full"),
            "{question}\n{answer}"
        );
    }
    let claims = record.answer(&["ask", "retracted"]);
    assert!(
        claims.contains("retracted (1)\n  The train was late"),
        "{claims}"
    );
}

const TWO_LABELS: &str = r#"
:p rdfs:label "The Chronicle" . :inq rdfs:label "The Inquirer" . :line rdfs:label "Kelm Ferry Company" .
:d rdfs:label "Chronicle on the KFC" ; dcterms:publisher :p ; schema:url <https://p.example/1> .
:short rdfs:label "The bridge closed" . :long rdfs:label "The bridge closed for good" .
:boats rdfs:label "Nine ferries collided" . :hoax rdfs:label "The ferry collision was a hoax" .
[] sayso:by :p ; sayso:asserts :short ; sayso:in :d .
[] sayso:by :p ; sayso:asserts :long ; sayso:in :d .
[] sayso:by :p ; sayso:asserts :boats ; sayso:in :d .
[] sayso:by :p ; sayso:asserts :hoax ; sayso:in :d .
[] sayso:by :inq ; sayso:asserts :short ; sayso:quotedIn :d .
[] sayso:by :line ; sayso:denies :boats ; sayso:quotedIn :d .
"#;

#[test]
fn a_label_that_is_just_the_words_decides() {
    let record = Record::new(TWO_LABELS);
    for words in ["The bridge closed", "the bridge closed", "bridge closed"] {
        assert!(
            record.answer(&["why", words]).contains("\n:short\n"),
            "{words}"
        );
    }
    assert!(
        record
            .answer(&["why", "closed for good"])
            .contains("\n:long\n")
    );
    let talk = record.refusal(&["why", "bridge"]);
    assert!(talk.contains(":short") && talk.contains(":long"), "{talk}");
}

#[test]
fn words_in_another_form_are_a_doubt_and_not_a_choice() {
    let record = Record::new(TWO_LABELS);
    for words in ["ferry", "ferries"] {
        let talk = record.refusal(&["why", words]);
        assert!(
            talk.contains(":boats") && talk.contains(":hoax"),
            "{words}: {talk}"
        );
    }
}

#[test]
fn who_asks_is_nobody_of_the_record() {
    let record = Record::new(TWO_LABELS);
    for question in [
        "What did I say?",
        "who repeats me?",
        "What do we say?",
        "who did I ask?",
    ] {
        let (code, answer, talk) = record.run(&["ask", question]);
        assert_eq!((code, answer.as_str()), (2, ""), "{question}: {talk}");
    }
    assert!(
        record
            .refusal(&["ask", "--by", "I"])
            .contains("no source “I”")
    );
    assert!(
        record
            .answer(&["ask", "--by", "inq"])
            .contains("The Inquirer")
    );
}

#[test]
fn an_abbreviation_is_suggested_and_never_taken_for_an_article() {
    let record = Record::new(TWO_LABELS);
    let talk = record.refusal(&["ask", "What did KFC say?"]);
    assert!(
        talk.contains("“KFC” is perhaps short for the source “Kelm Ferry Company”"),
        "{talk}"
    );
    assert!(talk.contains("sayso ask statements --by :line"), "{talk}");
    assert!(!talk.contains("--in :d"), "{talk}");
    // An article is meant where its label begins so.
    let (_, answer, told) = record.run(&["ask", "What does Chronicle on the KFC say?"]);
    assert!(told.contains("ask statements --in :d"), "{told}");
    assert!(answer.contains("Nine ferries collided"), "{answer}");
    let talk = record.refusal(&["ask", "--in", "Gazette"]);
    assert!(talk.contains(":d  Chronicle on the KFC"), "{talk}");
}

#[test]
fn the_sums_of_the_overview_add_up() {
    let turtle: String = (1..=11)
        .map(|n| {
            format!(
                ":p{n} rdfs:label \"Paper {n}\" . :d{n} dcterms:publisher :p{n} ; schema:url <https://{n}.example/> .
                 :c{n} rdfs:label \"Claim {n}\" . [] sayso:by :p{n} ; sayso:asserts :c{n} ; sayso:in :d{n} ; sayso:firstHand true .\n"
            )
        })
        .collect();
    let record = Record::new(&turtle);
    let answer = record.answer(&["ask", "corroborated"]);
    assert!(
        answer.starts_with("No claim is corroborated independently (11 claims"),
        "{answer}"
    );
    let parts = answer.split('(').skip(1);
    let numbers = parts.filter_map(|part| part.split([')', ';']).next()?.parse::<usize>().ok());
    assert_eq!(numbers.sum::<usize>(), 11, "{answer}");
    assert!(
        answer.contains("and 5 more (5; sayso query only-carriers)"),
        "{answer}"
    );
    assert!(answer.contains("To establish one, such as"), "{answer}");
    assert!(answer.contains("What there is instead:"), "{answer}");
}

#[test]
fn the_view_stands_in_every_answer() {
    let record = Record::new(FERRY);
    let view = ["--said-by", "2031-05-06", "--strict"];
    let commands: [&[&str]; 8] = [
        &["ask", "all"],
        &["ask", "all", "--count"],
        &["ask", "statements"],
        &["ask", "disputed"],
        &["why", "ran aground"],
        &["why", "ran aground", "--format", "markdown"],
        &["why", "ran aground", "--format", "dot"],
        &["stats"],
    ];
    for command in commands {
        let answer = record.answer(&[command, &view].concat());
        assert!(
            answer.contains("said by 2031-05-06"),
            "{command:?}\n{answer}"
        );
        assert!(
            answer.contains("strict: only documents"),
            "{command:?}\n{answer}"
        );
        let plain = record.answer(command);
        assert!(!plain.contains("as of:"), "{command:?}\n{plain}");
    }
    let difference = record.answer(&["diff", "--from", "2031-05-06"]);
    assert!(
        difference.starts_with("from: said by 2031-05-06; to: all that is recorded"),
        "{difference}"
    );
}

#[test]
fn how_it_stood_on_a_day_is_a_view() {
    let record = Record::new(FERRY);
    for (question, command) in [
        (
            "What did we know on 6 May 2031?",
            "ask all --said-by 2031-05-06",
        ),
        (
            "What was known by 2031-05-06?",
            "ask all --said-by 2031-05-06",
        ),
        (
            "what did we know in April 2031",
            "ask all --said-by 2031-04-30",
        ),
        (
            "What did we know about ran aground on 6 May 2031?",
            "why :ran --said-by 2031-05-06",
        ),
        (
            "Was ran aground corroborated on May 6, 2031?",
            "why :ran --said-by 2031-05-06",
        ),
    ] {
        let (code, answer, told) = record.run(&["ask", question]);
        assert_eq!(code, 0, "{question}: {told}");
        assert!(told.contains(command), "{question}: {told}");
        assert!(
            answer.contains("as of: said by 2031-0"),
            "{question}\n{answer}"
        );
    }
    assert!(
        record
            .refusal(&["ask", "What did we know on 6 May?"])
            .contains("6 May")
    );
}

#[test]
fn no_word_of_a_question_is_dropped() {
    let record = Record::new(FERRY);
    let (_, _, told) = record.run(&["ask", "What did the owner alone deny?"]);
    assert!(!told.contains("understood as"), "{told}");
    let (_, _, told) = record.run(&["ask", "What did the owner deny?"]);
    assert!(told.contains("understood as"), "{told}");
}

#[test]
fn what_follows_from_a_missing_dot_is_not_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let sentence =
        ":c rdfs:label \"It rained\" .\n:s sayso:by :p ; sayso:asserts :c ; sayso:in :d .\n";
    for (end, line, hint) in [
        ("[] sayso:by :p ; sayso:denies :c\n\n", 9, "dot missing"),
        (
            "[] sayso:by :p ; sayso:denies :c ; sayso:anchor [ a :x\n",
            9,
            "close it",
        ),
    ] {
        fs::write(
            folder.path().join("r.ttl"),
            format!("{PREFIXES}{sentence}{end}"),
        )
        .expect("a file");
        for command in [&["check", "r.ttl"][..], &["ask", "all", "--data", "r.ttl"]] {
            let (_, answer, talk) = program::run(folder.path(), command);
            let told = format!("{answer}{talk}");
            assert_eq!(told.matches("error[").count(), 1, "{told}");
            assert!(told.contains(&format!("r.ttl:{line}:")), "{told}");
            assert!(told.contains(hint), "{told}");
        }
    }
}

#[test]
fn a_contradiction_is_no_denial() {
    let record = Record::new(
        r#"
:p rdfs:label "The Penny" . :d dcterms:publisher :p ; schema:url <https://p.example/> .
:theft rdfs:label "The crown was stolen" . :lost rdfs:label "The crown was mislaid" ; sayso:contradicts :theft .
[] sayso:by :p ; sayso:asserts :theft ; sayso:in :d .
"#,
    );
    let theft = record.answer(&["why", "stolen"]);
    assert!(theft.contains("nobody denies it"), "{theft}");
    assert!(
        theft.contains(
            "contradicted by “The crown was mislaid”, which nobody is recorded as saying"
        ),
        "{theft}"
    );
    let lost = record.answer(&["why", "mislaid"]);
    let words = lost.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("nobody is recorded as denying it"), "{lost}");
    assert!(!words.contains("Somebody denies"), "{lost}");
}

/// Two papers: one has its own interview, the other repeats it; and a third with one owner.
const PAPERS: &str = r#"
:post rdfs:label "Morning Post" . :echo rdfs:label "The Echo" . :wave rdfs:label "The Wave" . :group rdfs:label "Kelm Media" .
:clerk a sayso:AnonymousSource ; rdfs:label "a clerk" ; sayso:vouchedBy :post .
:d1 rdfs:label "Post, page 1" ; dcterms:publisher :post ; schema:url <https://post.example/> .
:d2 rdfs:label "Echo, page 1" ; dcterms:publisher :echo ; schema:url <https://echo.example/> .
:cuts rdfs:label "The library budget was halved" .
:word sayso:by :clerk ; sayso:asserts :cuts ; sayso:quotedIn :d1 .
:second sayso:by :echo ; sayso:reports :cuts ; sayso:relays :word ; sayso:in :d2 .
[] sayso:kind sayso:OwnedBy ; sayso:dependent :post ; sayso:principal :group .
[] sayso:kind sayso:OwnedBy ; sayso:dependent :wave ; sayso:principal :group .
"#;

#[test]
fn an_interview_is_work_of_ones_own() {
    let record = Record::new(PAPERS);
    let rows = record.answer(&["query", "repeaters", "--format", "csv"]);
    assert!(rows.contains("r#post,0,1,0"), "{rows}");
    assert!(rows.contains("r#echo,1,0,100"), "{rows}");
}

#[test]
fn who_repeats_is_not_independent() {
    let record = Record::new(PAPERS);
    for (question, reason) in [
        ("Are The Echo and a clerk independent?", "repeats"),
        (
            "Is Morning Post independent of The Echo?",
            "repeats the same source as",
        ),
        (
            "Are Morning Post and The Wave independent of each other?",
            "is tied to the same as",
        ),
        (
            "How independent are Morning Post and Kelm Media?",
            "is tied to",
        ),
    ] {
        let (code, answer, told) = record.run(&["ask", question]);
        assert_eq!(code, 0, "{question}: {told}");
        assert!(answer.contains(reason), "{question}\n{answer}");
        assert!(
            told.contains("reason why the two are not independent"),
            "{told}"
        );
    }
    let (_, answer, told) = record.run(&["ask", "Are The Echo and The Wave independent?"]);
    assert_eq!(answer, "no results\n");
    assert!(
        told.contains("that none is recorded does not make them so"),
        "{told}"
    );
}

#[test]
fn tables_show_labels_and_keep_to_their_width() {
    let record = Record::new(FERRY);
    for query in [
        "statements",
        "timeline",
        "said-by",
        "documents",
        "corroborated",
        "asked",
        "sources",
    ] {
        let table = record.answer(&["query", query]);
        assert!(!table.contains("town.example"), "{query}\n{table}");
        assert!(!table.contains("sayso:"), "{query}\n{table}");
        let widest = table.lines().map(|line| line.chars().count()).max();
        assert!(widest <= Some(100), "{query}: {widest:?}\n{table}");
    }
    let table = record.answer(&["query", "asked"]);
    assert!(
        table.contains("declines") && table.contains("The Courier"),
        "{table}"
    );
    // A relayed denial is told as one in tables and in CSV.
    let rows = record.answer(&[
        "query",
        "said-by",
        "-p",
        "source=courier",
        "--format",
        "csv",
    ]);
    assert!(
        rows.contains("ns#reports,https://w3id.org/sayso/ns#denies"),
        "{rows}"
    );
}

#[test]
fn a_table_says_what_its_view_is_and_data_stays_data() {
    let record = Record::new(FERRY);
    let view = ["--said-by", "2031-05-06"];
    let table = record.answer(&[&["query", "corroborated"][..], &view].concat());
    assert!(table.starts_with("as of: said by 2031-05-06"), "{table}");
    let (_, rows, told) =
        record.run(&[&["query", "corroborated", "--format", "csv"][..], &view].concat());
    assert!(rows.starts_with("status,"), "{rows}");
    assert!(told.contains("as of: said by 2031-05-06"), "{told}");
}

#[test]
fn names_under_one_prefix_are_told_apart_by_their_files() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, town) in [("north", "Kelm"), ("south", "Alder")] {
        let turtle = format!(
            "@prefix : <https://{name}.example/r#> .\n{}\n:c rdfs:label \"{town} was flooded\" .\n:{town} rdfs:label \"Mayor of {town}\" .\n[] sayso:by :{town} ; sayso:asserts :c ; sayso:firstHand true .\n",
            PREFIXES.split_once('\n').expect("lines").1
        );
        fs::write(folder.path().join(format!("{name}.ttl")), turtle).expect("a file");
    }
    let data = ["--data", "north.ttl", "--data", "south.ttl"];
    let run = |arguments: &[&str]| program::run(folder.path(), &[arguments, &data].concat()).1;
    let all = run(&["ask", "all"]);
    assert!(all.contains("north:c") && all.contains("south:c"), "{all}");
    assert!(!all.contains('<'), "{all}");
    assert!(run(&["why", "south:c"]).contains("Alder was flooded"));
    assert!(run(&["why", "north:c"]).contains("Kelm was flooded"));
}

#[test]
fn mistakes_are_told_where_they_are_made() {
    let record = Record::new(
        r#"
:p rdfs:label "The Penny" . :q rdfs:label "Quill" .
:d a sayso:Document ; rdfs:label "Page one" ; dcterms:publisher :p ; dcterms:issued "2031-01-01"^^xsd:date ; schema:url <https://p.example/1> .
:erratum rdfs:label "Erratum" ; dcterms:publisher :p ; schema:url <https://p.example/2> .
:late rdfs:label "The train was late" .
:word sayso:by :q ; sayso:asserts :late ; sayso:firstHand true .
:report sayso:by :p ; sayso:reports :late ; sayso:relays :word ; sayso:in :d ; sayso:saidAt "2031-01-01"^^xsd:date .
"#,
    );
    let (_, _, told) = record.run(&[
        "say",
        "The Penny",
        "asserts",
        "late",
        "--in",
        "Page one",
        "--dry-run",
    ]);
    assert!(told.contains("says-and-repeats"), "{told}");
    let own = [
        "say",
        "The Penny",
        "asserts",
        "late",
        "--in",
        "Page one",
        "--first-hand",
        "--dry-run",
    ];
    assert!(!record.run(&own).2.contains("says-and-repeats"));
    let (_, _, told) = record.run(&["retract", ":report", "--in", "Page one", "--dry-run"]);
    assert!(told.contains("what :q said stands"), "{told}");
    let (_, _, told) = record.run(&[
        "retract",
        ":word",
        "--by",
        "The Penny",
        "--in",
        "Page one",
        "--dry-run",
    ]);
    assert!(told.contains("has no effect"), "{told}");
    let talk = record.refusal(&["ask", "--in", "Erratum"]);
    assert!(talk.contains(":d  Page one"), "{talk}");
    assert!(talk.contains(":erratum a sayso:Document ."), "{talk}");
}
