//! Tables as spreadsheets and other people's programs save them, taken as a new user would.

use std::fs;

use super::{datasets, workspace};
use crate::program::run;

/// Drafts a mapping for a file and imports the file by it; gives the draft, the exit code, what
/// was told, and the Turtle.
fn taken(format: &str, name: &str, bytes: &[u8], more: &str) -> (String, i32, String, String) {
    let folder = workspace();
    let path = folder.path();
    fs::write(path.join(name), bytes).expect("it can be written");
    let (code, draft, told) = run(path, &["import", format, name, "--guess"]);
    assert_eq!(code, 0, "{told}");
    fs::write(path.join("mapping.toml"), format!("{more}{draft}")).expect("it can be written");
    let (code, printed, told) = run(path, &["import", format, name, "--mapping", "mapping.toml"]);
    let made = datasets(path).into_iter().map(|(_, text)| text).collect();
    (draft, code, printed + &told, made)
}

#[track_caller]
fn holds(text: &str, pieces: &[&str]) {
    for piece in pieces {
        assert!(text.contains(piece), "{piece:?} is not in:\n{text}");
    }
}

#[test]
fn semicolons_a_mark_windows_lines_and_columns_without_a_name() {
    let table = "\u{feff}Claim;Who;Position;Link;Outlet;Date;;\r\n\
        The bridge is closed.;Mayor;Denies;https://gazette.example/a;;28.2.2025;;\r\n\
        \"The bridge; it is closed.\";Fire chief;No response;;The Gazette;3.3.2025 9:30;;aside\r\n\
        ;;;;;;;\r\n";
    let (draft, code, told, made) = taken("csv", "export.csv", table.as_bytes(), "");
    holds(
        &draft,
        &[
            "dates = \"day-first\"",
            "\"Denies\" = \"denies\"",
            "\"No response\" = \"noResponse\"",
        ],
    );
    assert_eq!(code, 0, "{told}");
    holds(
        &told,
        &[
            "1 rows without a claim",
            "such as export.csv:4",
            "column 8, which has no name 1",
        ],
    );
    holds(
        &made,
        &[
            "sayso:denies",
            "sayso:noResponse",
            "sayso:saidAt \"2025-02-28\"^^xsd:date",
            "sayso:saidAt \"2025-03-03T09:30:00\"^^xsd:dateTime",
            "\"The bridge; it is closed.\"",
            // What the outlet passes on is quoted in something of the outlet's.
            "rdfs:label \"what The Gazette published, without a title\"@en",
        ],
    );
    assert_eq!(made.matches("sayso:quotedIn").count(), 2, "{made}");
}

#[test]
fn a_first_line_may_say_what_separates() {
    let table = "sep=|\r\nClaim|Who\r\nIt rained, and it snowed.|Mara\r\n\r\n\r\nIt thawed.|\r\n";
    let (_, code, told, made) = taken("csv", "export.csv", table.as_bytes(), "");
    assert_eq!(code, 0, "{told}");
    holds(&told, &["export.csv:6"]);
    holds(&made, &["It rained, and it snowed."]);
}

#[test]
fn dates_of_which_nobody_can_tell_are_asked_about() {
    let table = "Claim,Who,Date\nIt rained.,Mara,3/4/2025\nIt snowed.,Mara,5/6/2025\n";
    let (draft, code, told, made) = taken("csv", "export.csv", table.as_bytes(), "");
    holds(&draft, &["# dates = \"\""]);
    assert_eq!((code, made.as_str()), (3, ""));
    // All that is wrong, at once.
    holds(
        &told,
        &[
            "export.csv:2:1: \"3/4/2025\" is no time",
            "export.csv:3:1: \"5/6/2025\" is no time",
            "dates = \"day-first\"",
        ],
    );
    let (_, code, told, made) = taken(
        "csv",
        "export.csv",
        table.as_bytes(),
        "dates = \"month-first\"\n",
    );
    assert_eq!(code, 0, "{told}");
    holds(&made, &["\"2025-03-04\"", "\"2025-05-06\""]);
}

#[test]
fn of_very_many_wrong_rows_the_first_are_told() {
    let rows = "It rained.,Mara,3/4/2025\n".repeat(50);
    let table = format!("Claim,Who,Date\n{rows}");
    let (_, code, told, _) = taken("csv", "export.csv", table.as_bytes(), "");
    assert_eq!(code, 3);
    holds(&told, &["export.csv:21:1:", "and 30 more"]);
    assert!(!told.contains("export.csv:22:1:"), "{told}");
}

#[test]
fn values_within_values_have_names() {
    let line = r#"{"text": "It rained.", "source": {"name": "Mara", "role": "mayor"}, "article": {"url": "https://gazette.example/a"}, "tags": ["rain"], "when": "2025-03-01 14:30"}"#;
    let (draft, code, told, made) = taken("json-lines", "feed.jsonl", line.as_bytes(), "");
    holds(
        &draft,
        &[
            "speaker = \"source.name\"",
            "url = \"article.url\"",
            "# Left out: \"source.role\", \"tags[]\"",
        ],
    );
    assert_eq!(code, 0, "{told}");
    holds(&told, &["source.role 1", "tags[] 1"]);
    holds(&made, &["rdfs:label \"Mara\"", "\"2025-03-01T14:30:00\""]);
    let folder = workspace();
    let path = folder.path();
    fs::write(path.join("feed.jsonl"), line).expect("it can be written");
    let mapping = "name = \"x\"\n[columns]\nclaim = \"text\"\ntopic = \"tags[]\"\n";
    fs::write(path.join("mapping.toml"), mapping).expect("it can be written");
    let arguments = [
        "import",
        "json-lines",
        "feed.jsonl",
        "--mapping",
        "mapping.toml",
    ];
    let (code, _, told) = run(path, &arguments);
    assert_eq!(code, 3, "{told}");
    holds(&told, &["\"tags[]\" is a list"]);
    let twice = "{\"a.b\": 1, \"a\": {\"b\": 2}}\n[1]\n";
    fs::write(path.join("feed.jsonl"), twice).expect("it can be written");
    let (code, _, told) = run(path, &arguments);
    assert_eq!(code, 3, "{told}");
    holds(
        &told,
        &[
            "feed.jsonl:1:1: two values are called \"a.b\"",
            "feed.jsonl:2:",
        ],
    );
}

#[test]
fn a_reviewer_may_think_better_of_it() {
    let review = |rating: &str, date: &str| {
        format!(
            r#"{{"@type": "ClaimReview", "url": "https://checks.example/1", "claimReviewed": "The bridge is closed.",
            "author": [{{"name": "Checks"}}, {{"name": "Other Desk"}}], "datePublished": "{date}", "reviewBody": "…",
            "reviewRating": {{"alternateName": "{rating}", "ratingExplanation": "…"}},
            "itemReviewed": {{"author": {{"name": "Mayor", "sameAs": "https://x.com/mayor"}}, "datePublished": "last week"}}}}"#
        )
    };
    let feed = format!(
        "[{}, {}]",
        review("False", "2024-03-05"),
        review("True", "2024-03-09")
    );
    let folder = workspace();
    let path = folder.path();
    fs::write(path.join("feed.json"), feed).expect("it can be written");
    let (code, printed, told) = run(path, &["import", "claim-review", "feed.json"]);
    assert_eq!(code, 0, "{told}");
    let told = printed + &told;
    // Lines are broken where the terminal ends.
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    holds(
        &told,
        &[
            "2 dates that cannot be read such as last week",
            "reviewBody 2",
            "reviewRating.ratingExplanation 2",
            "itemReviewed.author.url or .sameAs, beside a name 2",
        ],
    );
    let made: String = datasets(path).into_iter().map(|(_, text)| text).collect();
    // Both who are named speak, in the one document.
    holds(
        &made,
        &["sayso:denies", "sayso:confirms", "named/Other%20Desk"],
    );
}

#[test]
fn a_row_may_hold_who_claims_and_who_checks() {
    let table = "Claim,Claimant,Verdict,Link,Fact checker\n\
        It rained herrings.,Mara Reed,FALSE,https://checks.example/a,Checks\n\
        It rained cats.,Mara Reed,Half true,https://checks.example/b,Checks\n\
        It rained dogs.,Mara Reed,,https://checks.example/c,Checks\n";
    let (draft, code, told, made) = taken("csv", "checks.csv", table.as_bytes(), "");
    holds(
        &draft,
        &[
            "rating = \"Verdict\"",
            "check-url = \"Link\"",
            "checker = \"Fact checker\"",
            "\"Half true\" = \"neither\"",
        ],
    );
    assert_eq!(code, 0, "{told}");
    assert_eq!(made.matches("sayso:asserts").count(), 3, "{made}");
    assert_eq!(made.matches("sayso:denies").count(), 1, "{made}");
    holds(&made, &["schema:reviewRating \"Half true\""]);
    holds(&told, &["1 rows without a rating"]);
}

#[test]
fn a_blank_stance_is_no_statement() {
    let table = "Claim,Position,Link\nFish fly.,denies,https://a.example/1\nFish fly.,,https://b.example/1\nFish fly., ,https://c.example/1\n";
    let (_, code, told, made) = taken("csv", "fish.csv", table.as_bytes(), "");
    assert_eq!(code, 0, "{told}");
    holds(&told, &["2 rows whose stance is blank"]);
    assert!(!made.contains("sayso:asserts"), "{made}");
}

#[test]
fn one_wrong_row_is_left_out_and_told() {
    let table =
        "Claim,Who,Date\nIt rained.,Mara,2025-03-04\nIt snowed.,Mara,45296\nIt thawed.,Mara\n";
    let (draft, ..) = taken(
        "csv",
        "export.csv",
        b"Claim,Who,Date\nIt rained.,Mara,2025-03-04\n",
        "",
    );
    let folder = workspace();
    let path = folder.path();
    fs::write(path.join("export.csv"), table).expect("it can be written");
    fs::write(path.join("mapping.toml"), &draft).expect("it can be written");
    let arguments = ["import", "csv", "export.csv", "--mapping", "mapping.toml"];
    let (code, told, _) = run(path, &arguments);
    assert_eq!(code, 0, "{told}");
    holds(
        &told,
        &["2 rows with something wrong in them", "is no time"],
    );
    let (code, _, told) = run(path, &[&arguments[..], &["--strict"]].concat());
    assert_eq!(code, 3);
    holds(
        &told,
        &["export.csv:3:1: \"45296\" is no time", "export.csv:4:"],
    );
    let told = draft.replace("# dates = \"\"", "dates = [\"day-first\", \"excel\"]");
    fs::write(path.join("mapping.toml"), told).expect("it can be written");
    run(path, &arguments);
    let made: String = datasets(path).into_iter().map(|(_, text)| text).collect();
    holds(&made, &["\"2024-01-05\"^^xsd:date"]);
}

#[test]
fn tabulators_need_no_quotes_and_a_file_has_a_publisher() {
    let table = "Claim\tWho\n\"Fish\" fly.\tMara\n\"It rained.\tReed\n";
    let folder = workspace();
    let path = folder.path();
    fs::write(path.join("t.tsv"), table).expect("it can be written");
    let mapping = "name = \"t\"\n[columns]\nclaim = \"claim\"\nspeaker = \"WHO\"\n";
    fs::write(path.join("mapping.toml"), mapping).expect("it can be written");
    let arguments = [
        "import",
        "tsv",
        "t.tsv",
        "--mapping",
        "mapping.toml",
        "--publisher",
        "Reed Desk",
    ];
    let (code, told, error) = run(path, &arguments);
    assert_eq!(code, 0, "{error}");
    holds(&told, &["claims             2"]);
    let made: String = datasets(path).into_iter().map(|(_, text)| text).collect();
    holds(&made, &["sayso:sha256", "sayso:quotedIn", "\\\"It rained."]);
}

#[test]
fn an_authors_profile_is_no_document() {
    let line = r#"{"text": "It rained.", "author": {"name": "Mara", "url": "https://gazette.example/people/mara"}, "date": "2025-03-04"}"#;
    let (draft, code, told, _) = taken("json-lines", "feed.jsonl", line.as_bytes(), "");
    holds(&draft, &["# url = \"\""]);
    assert_eq!(code, 0, "{told}");
}
