//! `ClaimReview` as it is written down: JSON-LD, in which a value may be itself, an object or an array.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value as Json};

/// One review, with the fields that are used.
pub(super) struct Review {
    pub(super) claim: String,
    pub(super) url: Option<String>,
    pub(super) reviewer: Vec<Party>,
    pub(super) published: Option<String>,
    pub(super) rating: Rating,
    pub(super) claimants: Vec<Party>,
    pub(super) claimed_at: Option<String>,
    pub(super) appearances: Vec<String>,
    /// The names of its other fields.
    pub(super) others: Vec<String>,
}

/// A person or an organisation.
pub(super) struct Party {
    pub(super) name: Option<String>,
    pub(super) url: Option<String>,
}

/// What the reviewer came to.
#[derive(Default)]
pub(super) struct Rating {
    pub(super) value: Option<f64>,
    pub(super) best: Option<f64>,
    pub(super) worst: Option<f64>,
    pub(super) words: Option<String>,
}

/// Reviews wherever they stand: under these names a feed or a graph holds more of them.
const CONTAINERS: [&str; 5] = [
    "@graph",
    "dataFeedElement",
    "item",
    "itemListElement",
    "mainEntity",
];

/// Reads reviews one by one; of what else a file holds, nothing is kept.
pub(super) struct Feed<'r>(pub(super) &'r mut Vec<Review>);

impl<'de> DeserializeSeed<'de> for Feed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Feed<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ClaimReview in JSON-LD")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while seq.next_element_seed(Feed(self.0))?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut fields = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            if CONTAINERS.contains(&key.as_str()) {
                map.next_value_seed(Feed(self.0))?;
            } else {
                fields.insert(key, map.next_value()?);
            }
        }
        if texts(fields.get("@type"))
            .iter()
            .any(|kind| local(kind) == "ClaimReview")
        {
            self.0.push(review(&fields).map_err(A::Error::custom)?);
        }
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }
}

/// The last part of a name that may be an IRI or have a prefix.
fn local(name: &str) -> &str {
    name.rsplit(['/', '#', ':']).next().unwrap_or(name)
}

/// The texts that a value of JSON-LD holds: itself, its `@value` or `@id`, or those of an array.
fn texts(value: Option<&Json>) -> Vec<&str> {
    match value {
        Some(Json::String(text)) => vec![text],
        Some(Json::Array(values)) => values.iter().filter_map(|value| one_text(value)).collect(),
        Some(value) => one_text(value).into_iter().collect(),
        None => Vec::new(),
    }
}

fn one_text(value: &Json) -> Option<&str> {
    match value {
        Json::String(text) => Some(text),
        Json::Object(fields) => {
            let named = fields.get("@value").or_else(|| fields.get("@id"));
            named.and_then(Json::as_str)
        }
        _ => None,
    }
}

fn first(value: Option<&Json>) -> Option<String> {
    let texts = texts(value);
    texts
        .first()
        .map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
}

/// The objects that a value holds.
fn objects(value: Option<&Json>) -> Vec<&Map<String, Json>> {
    match value {
        Some(Json::Object(fields)) => vec![fields],
        Some(Json::Array(values)) => values.iter().filter_map(Json::as_object).collect(),
        _ => Vec::new(),
    }
}

fn number(value: Option<&Json>) -> Option<f64> {
    let number = value.and_then(Json::as_f64);
    number
        .or_else(|| first(value)?.parse().ok())
        .filter(|number| number.is_finite())
}

fn parties(value: Option<&Json>) -> Vec<Party> {
    let named = texts(value)
        .into_iter()
        .filter(|name| !name.contains("://"));
    let bare = named.map(|name| Party {
        name: Some(name.trim().to_owned()),
        url: None,
    });
    let described = objects(value).into_iter().map(|fields| Party {
        name: first(fields.get("name")),
        url: first(fields.get("url")).or_else(|| first(fields.get("sameAs"))),
    });
    let all = bare.chain(described);
    all.filter(|party| party.name.is_some() || party.url.is_some())
        .collect()
}

/// The fields that are used, of a review and of what is within it.
const USED: [&str; 31] = [
    "@type",
    "@context",
    "@id",
    "claimReviewed",
    "url",
    "datePublished",
    "author.@type",
    "author.@id",
    "author.name",
    "author.url",
    "author.sameAs",
    "reviewRating.@type",
    "reviewRating.ratingValue",
    "reviewRating.bestRating",
    "reviewRating.worstRating",
    "reviewRating.alternateName",
    "reviewRating.name",
    "itemReviewed.@type",
    "itemReviewed.@id",
    "itemReviewed.datePublished",
    "itemReviewed.url",
    "itemReviewed.sameAs",
    "itemReviewed.author.@type",
    "itemReviewed.author.@id",
    "itemReviewed.author.name",
    "itemReviewed.author.url",
    "itemReviewed.author.sameAs",
    "itemReviewed.appearance.@type",
    "itemReviewed.appearance.url",
    "itemReviewed.firstAppearance.@type",
    "itemReviewed.firstAppearance.url",
];

/// The names of the fields of a review that are not used, with what they are in before them.
fn unused(fields: &Map<String, Json>) -> Vec<String> {
    let mut names = Vec::new();
    let mut open: Vec<(String, &Json)> = Vec::new();
    open.extend(fields.iter().map(|(name, value)| (name.clone(), value)));
    while let Some((name, value)) = open.pop() {
        let within = format!("{name}.");
        if USED.contains(&name.as_str()) || value.is_null() {
        } else if USED.iter().any(|used| used.starts_with(&within)) {
            for fields in objects(Some(value)) {
                let inner = fields.iter();
                open.extend(inner.map(|(key, value)| (format!("{within}{key}"), value)));
            }
        } else {
            names.push(name);
        }
    }
    names
}

fn review(fields: &Map<String, Json>) -> Result<Review, String> {
    let claim = first(fields.get("claimReviewed"));
    let claim = claim.ok_or("a ClaimReview without the text of claimReviewed")?;
    let rated = objects(fields.get("reviewRating"));
    let rating = rated.first().map_or_else(Rating::default, |rated| Rating {
        value: number(rated.get("ratingValue")),
        best: number(rated.get("bestRating")),
        worst: number(rated.get("worstRating")),
        words: first(rated.get("alternateName")).or_else(|| first(rated.get("name"))),
    });
    let reviewed = objects(fields.get("itemReviewed"));
    let reviewed = reviewed.first();
    let field = |name: &str| reviewed.and_then(|reviewed| reviewed.get(name));
    let mut appearances: Vec<String> = Vec::new();
    for name in ["firstAppearance", "appearance", "url", "sameAs"] {
        let value = field(name);
        let linked = objects(value)
            .into_iter()
            .filter_map(|at| first(at.get("url")));
        let named = texts(value).into_iter().map(str::to_owned);
        appearances.extend(linked.chain(named));
    }
    Ok(Review {
        claim,
        url: first(fields.get("url")).or_else(|| first(fields.get("@id"))),
        reviewer: parties(fields.get("author")),
        published: first(fields.get("datePublished")),
        rating,
        claimants: parties(field("author")),
        claimed_at: field("datePublished").and_then(|date| first(Some(date))),
        appearances,
        others: unused(fields),
    })
}
