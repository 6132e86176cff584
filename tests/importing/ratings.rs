//! Ratings of fact checks: which side they take, if any, in whatever language and wrapping.

use sayso::import::Format;
use serde_json::{Value, json};

use super::{imported, statuses};
use crate::importing::data;

/// What comes of a review with a rating: the Turtle, and what is told as left out.
fn rated(rating: &Value) -> (String, Vec<String>) {
    let review = json!({
        "@type": "ClaimReview", "url": "https://checks.example/a", "claimReviewed": "It rained herrings.",
        "author": {"name": "Checks"}, "datePublished": "March 4, 2024", "reviewRating": rating,
        "itemReviewed": {"author": {"name": "Mara Reed"}, "url": "https://gazette.example/a"}
    });
    let made =
        imported(Format::ClaimReview, review.to_string().as_bytes()).expect("it is in order");
    assert!(made.findings.is_empty(), "{:?}", made.findings);
    (made.text, made.report.left_out.into_keys().collect())
}

fn words(text: &str) -> Value {
    json!({"@type": "Rating", "alternateName": text})
}

#[test]
fn a_rating_is_a_side_or_a_text_and_never_a_refusal_to_answer() {
    for (rating, stance) in [
        (words("Faux"), Some("sayso:denies")),
        (words("ONWAAR!"), Some("sayso:denies")),
        (words("Non è vero"), Some("sayso:denies")),
        (json!("Pants on Fire"), Some("sayso:denies")),
        (
            json!({"ratingValue": "1", "bestRating": 5, "worstRating": 1}),
            Some("sayso:denies"),
        ),
        (
            json!({"ratingValue": 2, "bestRating": 5, "worstRating": 1, "alternateName": "Falsch"}),
            Some("sayso:denies"),
        ),
        (words("Verdadero"), Some("sayso:confirms")),
        (words("Teilweise falsch"), None),
        (words("Verdadeiro, mas"), None),
        (words("Missing context"), None),
        (words("Satire"), None),
        (words("Five herrings"), None),
        (
            json!({"ratingValue": 1, "bestRating": 5, "worstRating": 1, "alternateName": "Half true"}),
            None,
        ),
        (
            json!({"ratingValue": 5, "bestRating": 5, "worstRating": 1, "alternateName": "False"}),
            None,
        ),
        (json!({"ratingValue": 3}), None),
        (
            json!([{"alternateName": "True"}, {"alternateName": "False"}]),
            None,
        ),
        (
            json!({"alternateName": ["Faux", "False"]}),
            Some("sayso:denies"),
        ),
    ] {
        let (text, left_out) = rated(&rating);
        for non_answer in [
            "neitherConfirms",
            "sayso:declines",
            "sayso:noResponse",
            "sayso:deflects",
        ] {
            assert!(!text.contains(non_answer), "{rating}: {text}");
        }
        assert!(
            text.contains("\"2024-03-04\"^^xsd:date") || stance.is_none(),
            "{text}"
        );
        if let Some(stance) = stance {
            assert!(text.contains(stance), "{rating}: {text}");
        } else {
            assert!(
                !text.contains("sayso:denies") && !text.contains("sayso:confirms"),
                "{rating}: {text}"
            );
            assert!(text.contains("schema:reviewRating"), "{rating}: {text}");
            assert_eq!(left_out.len(), 1, "{rating}: {left_out:?}");
        }
    }
}

#[test]
fn a_blank_rating_is_left_out_and_told() {
    for rating in [words(" "), json!({}), Value::Null] {
        let (text, left_out) = rated(&rating);
        assert!(!text.contains("schema:reviewRating"), "{text}");
        assert_eq!(left_out, ["reviews without a rating"]);
    }
}

#[test]
fn answers_of_search_tools_and_reviews_of_pictures_are_read() {
    let answer = json!({"claims": [{
        "text": "It rained herrings.", "claimant": "Mara Reed", "claimDate": "2024-03-01T00:00:00Z",
        "claimReview": [{
            "publisher": {"name": "Checks", "site": "checks.example"}, "url": "https://checks.example/a",
            "title": "Herrings?", "reviewDate": "2024-03-04", "textualRating": "Falso", "languageCode": "es"
        }]
    }], "nextPageToken": "x"});
    let made =
        imported(Format::ClaimReview, answer.to_string().as_bytes()).expect("it is in order");
    let found = statuses(&data(&[&made.text]));
    assert_eq!(found.len(), 1);
    assert!(
        made.text.contains("sayso:denies") && made.text.contains("\"Mara Reed\""),
        "{}",
        made.text
    );
    let fields: Vec<&str> = made.report.fields.keys().map(String::as_str).collect();
    assert_eq!(
        fields,
        ["claims[].claimReview[].languageCode", "nextPageToken"]
    );
    let picture = json!({
        "@type": "MediaReview", "url": "https://checks.example/b", "author": {"name": "Checks"},
        "mediaAuthenticityCategory": "https://schema.org/DecontextualizedContent",
        "itemReviewed": {"interpretedAsClaim": {"@type": "Claim", "description": "Herrings on the quay."}}
    });
    let made =
        imported(Format::ClaimReview, picture.to_string().as_bytes()).expect("it is in order");
    assert!(
        made.text.contains("\"Herrings on the quay.\""),
        "{}",
        made.text
    );
    assert!(
        made.text
            .contains("schema:reviewRating \"DecontextualizedContent\""),
        "{}",
        made.text
    );
}
