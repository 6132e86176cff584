//! Reviews as they are written down: JSON-LD, in which a value may be itself, an object or an array;
//! and the answers of Google's Fact Check Tools, which hold the same under other names.

use std::cell::RefCell;
use std::collections::BTreeMap;

use rustc_hash::FxHashSet;
use serde_json::{Map, Value as Json};

use super::super::Error;
use super::super::json::{Kind, Leaves, Rest, Whole, elements, kind, members};

/// One review of one claim, with the values that are used.
#[derive(Clone)]
pub(super) struct Review {
    pub(super) claim: String,
    pub(super) url: Option<String>,
    pub(super) title: Option<String>,
    pub(super) reviewer: Vec<Party>,
    pub(super) published: Option<String>,
    pub(super) ratings: Vec<Rating>,
    pub(super) claimants: Vec<Party>,
    pub(super) claimed_at: Option<String>,
    pub(super) appearances: Vec<String>,
}

/// A person or an organisation.
#[derive(Clone)]
pub(super) struct Party {
    pub(super) name: Option<String>,
    pub(super) url: Option<String>,
}

/// What the reviewer came to.
#[derive(Clone, Default)]
pub(super) struct Rating {
    pub(super) value: Option<f64>,
    pub(super) best: Option<f64>,
    pub(super) worst: Option<f64>,
    pub(super) words: Vec<String>,
}

/// Reviews wherever they stand: under these names a feed or a graph holds more of them.
const CONTAINERS: [&str; 6] = [
    "@graph",
    "claims",
    "dataFeedElement",
    "item",
    "itemListElement",
    "mainEntity",
];

/// What a file holds.
#[derive(Default)]
pub(super) struct Feed {
    pub(super) reviews: Vec<Review>,
    /// What was not used, by its paths in the file.
    pub(super) rest: Rest,
    /// Reviews that were left out because something is wrong with them.
    pub(super) wrong: Vec<Error>,
}

impl Feed {
    /// Reads whatever reviews a file holds, one by one. O(bytes).
    pub(super) fn read(whole: &Whole<'_>) -> Self {
        let mut feed = Self::default();
        let mut open: Vec<(String, &str)> = vec![(String::new(), whole.text)];
        while let Some((path, piece)) = open.pop() {
            match kind(piece) {
                Kind::Array => {
                    let inner: Vec<&str> = elements(piece).collect();
                    let path = format!("{path}[]");
                    open.extend(inner.into_iter().rev().map(|it| (path.clone(), it)));
                }
                Kind::Object => {
                    let mut members = members(piece);
                    let is_review = feed.object(whole, &path, piece, &members);
                    members.reverse();
                    for (name, value) in members {
                        let path = joined(&path, &name);
                        if is_review {
                        } else if CONTAINERS.contains(&name.as_str()) {
                            open.push((path, value));
                        } else if !name.starts_with('@')
                            && let Ok(leaves) = whole.read::<Leaves>(value)
                        {
                            feed.rest.field(&path, leaves);
                        }
                    }
                }
                Kind::Scalar => {
                    if let Ok(leaves) = whole.read::<Leaves>(piece) {
                        feed.rest.field(&path, leaves);
                    }
                }
            }
        }
        feed
    }

    /// Takes an object that is a review; whether it is one.
    fn object(
        &mut self,
        whole: &Whole<'_>,
        path: &str,
        piece: &str,
        members: &[(String, &str)],
    ) -> bool {
        let is_named = |wanted: &str| members.iter().any(|(name, _)| name == wanted);
        let kinds = members.iter().find(|(name, _)| name == "@type");
        let kinds = kinds.map_or("", |(_, kinds)| *kinds);
        let is_review = kinds.contains("ClaimReview") || kinds.contains("MediaReview");
        let is_answer = is_named("claimReview") && is_named("text");
        if !is_review && !is_answer {
            return false;
        }
        let json: Map<String, Json> = match whole.read(piece) {
            Ok(json) => json,
            Err(error) => {
                self.wrong.push(error);
                return true;
            }
        };
        let reader = Reader::default();
        if is_review {
            let kinds = reader.texts(json.get("@type"));
            let kinds: Vec<&str> = kinds.iter().map(|kind| local(kind)).collect();
            if !kinds.contains(&"ClaimReview") && !kinds.contains(&"MediaReview") {
                return false;
            }
        }
        let reviews = if is_answer {
            reader.answer(&json)
        } else {
            reader.review(&json)
        };
        match reviews {
            Ok(reviews) => {
                self.reviews.extend(reviews);
                let mut unused = BTreeMap::new();
                for (name, value) in &json {
                    reader.unused(value, &joined(path, name), &mut unused);
                }
                self.rest.add(
                    "",
                    Rest {
                        fields: unused,
                        wrong: Vec::new(),
                    },
                );
            }
            Err(message) => self.wrong.push(whole.refuse(piece, &message)),
        }
        true
    }
}

fn joined(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}.{name}")
    }
}

/// The last part of a name that may be an IRI or have a prefix.
fn local(name: &str) -> &str {
    name.rsplit(['/', '#', ':']).next().unwrap_or(name)
}

/// Reads values, and remembers which.
#[derive(Default)]
struct Reader {
    used: RefCell<FxHashSet<*const Json>>,
}

impl Reader {
    fn used(&self, value: &Json) {
        self.used.borrow_mut().insert(std::ptr::from_ref(value));
    }

    /// The texts that a value of JSON-LD holds: itself, its `@value` or `@id`, or those of an array.
    fn texts<'j>(&self, value: Option<&'j Json>) -> Vec<&'j str> {
        let held = scalars(value).into_iter();
        let texts = held.filter_map(|value| Some((value, value.as_str()?.trim())));
        let texts = texts.filter(|(_, text)| !text.is_empty());
        texts
            .map(|(value, text)| {
                self.used(value);
                text
            })
            .collect()
    }

    /// The first text that a value holds.
    fn first(&self, value: Option<&Json>) -> Option<String> {
        let held = scalars(value).into_iter();
        let mut texts = held.filter_map(|value| Some((value, value.as_str()?.trim())));
        let (value, text) = texts.find(|(_, text)| !text.is_empty())?;
        self.used(value);
        Some(text.to_owned())
    }

    /// The first of some fields that holds a text.
    fn either(&self, fields: &Map<String, Json>, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.first(fields.get(*name)))
    }

    fn number(&self, value: Option<&Json>) -> Option<f64> {
        let mut held = scalars(value).into_iter();
        held.find_map(|value| {
            let number = value
                .as_f64()
                .or_else(|| value.as_str()?.trim().replace(',', ".").parse().ok())
                .filter(|number| number.is_finite())?;
            self.used(value);
            Some(number)
        })
    }

    fn parties(&self, value: Option<&Json>) -> Vec<Party> {
        let mut parties = Vec::new();
        for value in each(value) {
            let party = match value {
                Json::String(name) if !name.contains("://") => Party {
                    name: self.first(Some(value)),
                    url: None,
                },
                Json::Object(fields) => Party {
                    name: self.first(fields.get("name")),
                    url: self.either(fields, &["url", "sameAs"]),
                },
                _ => continue,
            };
            if party.name.is_some() || party.url.is_some() {
                parties.push(party);
            }
        }
        parties
    }

    fn ratings(&self, value: Option<&Json>) -> Vec<Rating> {
        let mut ratings = Vec::new();
        for value in each(value) {
            let Json::Object(fields) = value else {
                let text = self.first(Some(value));
                ratings.push(Rating {
                    value: text.is_none().then(|| self.number(Some(value))).flatten(),
                    words: text.into_iter().collect(),
                    ..Rating::default()
                });
                continue;
            };
            let words = |name: &str| -> Vec<String> {
                let texts = self.texts(fields.get(name)).into_iter();
                texts.map(str::to_owned).collect()
            };
            let mut said = words("alternateName");
            if said.is_empty() {
                said = words("name");
            }
            ratings.push(Rating {
                value: self.number(fields.get("ratingValue")),
                best: self.number(fields.get("bestRating")),
                worst: self.number(fields.get("worstRating")),
                words: said,
            });
        }
        ratings
    }

    /// A `ClaimReview`, or a `MediaReview`: one for each claim that it names.
    fn review(&self, fields: &Map<String, Json>) -> Result<Vec<Review>, String> {
        let reviewed = objects(fields.get("itemReviewed"));
        let mut claims: Vec<&str> = self.texts(fields.get("claimReviewed"));
        for reviewed in &reviewed {
            // What a picture was taken to say.
            for claim in objects(reviewed.get("interpretedAsClaim")) {
                if let Some(text) = ["description", "name", "text"]
                    .iter()
                    .find_map(|name| self.texts(claim.get(*name)).first().copied())
                {
                    claims.push(text);
                }
            }
        }
        if claims.is_empty() {
            return Err("a ClaimReview without the text of claimReviewed".to_owned());
        }
        let mut appearances: Vec<String> = Vec::new();
        let mut claimants = Vec::new();
        let mut claimed_at = None;
        for reviewed in &reviewed {
            for name in [
                "firstAppearance",
                "appearance",
                "mediaItemAppearance",
                "url",
                "sameAs",
            ] {
                let value = reviewed.get(name);
                let linked = objects(value).into_iter();
                appearances.extend(linked.filter_map(|at| self.either(at, &["url", "contentUrl"])));
                appearances.extend(self.texts(value).into_iter().map(str::to_owned));
            }
            claimants.extend(self.parties(reviewed.get("author")));
            claimed_at = claimed_at.or_else(|| self.first(reviewed.get("datePublished")));
        }
        let mut ratings = self.ratings(fields.get("reviewRating"));
        for category in self.texts(fields.get("mediaAuthenticityCategory")) {
            ratings.push(Rating {
                words: vec![local(category).to_owned()],
                ..Rating::default()
            });
        }
        let review = Review {
            claim: String::new(),
            url: self.either(fields, &["url", "@id"]),
            title: self.either(fields, &["headline", "name"]),
            reviewer: self.parties(fields.get("author")),
            published: self.first(fields.get("datePublished")),
            ratings,
            claimants,
            claimed_at,
            appearances,
        };
        let claims = claims.into_iter().map(|claim| Review {
            claim: claim.to_owned(),
            ..review.clone()
        });
        Ok(claims.collect())
    }

    /// A claim as Fact Check Tools answer, with the reviews of it.
    fn answer(&self, fields: &Map<String, Json>) -> Result<Vec<Review>, String> {
        let claim = self.first(fields.get("text"));
        let claim = claim.ok_or("a claim without its text")?;
        let claimants = self.parties(fields.get("claimant"));
        let claimed_at = self.first(fields.get("claimDate"));
        let reviews = objects(fields.get("claimReview")).into_iter();
        let reviews = reviews.map(|review| {
            let publisher = objects(review.get("publisher")).into_iter().next();
            let reviewer = publisher.map(|publisher| Party {
                name: self.first(publisher.get("name")),
                url: self
                    .first(publisher.get("site"))
                    .map(|site| format!("https://{site}/")),
            });
            Review {
                claim: claim.clone(),
                url: self.first(review.get("url")),
                title: self.first(review.get("title")),
                reviewer: reviewer.into_iter().collect(),
                published: self.first(review.get("reviewDate")),
                ratings: self.ratings(review.get("textualRating")),
                claimants: claimants.clone(),
                claimed_at: claimed_at.clone(),
                appearances: Vec::new(),
            }
        });
        Ok(reviews.collect())
    }

    /// Counts the values that were not used, by their paths. What a thing is of and what its words
    /// mean is the frame of JSON-LD, and no value.
    fn unused(&self, value: &Json, path: &str, unused: &mut BTreeMap<String, usize>) {
        match value {
            Json::Object(fields) => {
                for (name, value) in fields {
                    self.unused(value, &joined(path, name), unused);
                }
            }
            Json::Array(values) => {
                let path = format!("{path}[]");
                for value in values {
                    self.unused(value, &path, unused);
                }
            }
            Json::Null => {}
            Json::String(text) if text.trim().is_empty() => {}
            scalar => {
                let frame = path.trim_end_matches("[]");
                let is_frame = ["@type", "@context"]
                    .iter()
                    .any(|name| frame.ends_with(name));
                let is_used = self.used.borrow().contains(&std::ptr::from_ref(scalar));
                if !is_frame && !is_used {
                    *unused.entry(path.to_owned()).or_default() += 1;
                }
            }
        }
    }
}

/// A value, or those of an array.
fn each(value: Option<&Json>) -> Vec<&Json> {
    match value {
        Some(Json::Array(values)) => values.iter().collect(),
        Some(value) => vec![value],
        None => Vec::new(),
    }
}

/// The texts and numbers that a value of JSON-LD holds.
fn scalars(value: Option<&Json>) -> Vec<&Json> {
    let each = each(value).into_iter();
    let held = each.filter_map(|value| match value {
        Json::Object(fields) => fields.get("@value").or_else(|| fields.get("@id")),
        Json::Array(_) | Json::Null => None,
        scalar => Some(scalar),
    });
    held.collect()
}

/// The objects that a value holds.
fn objects(value: Option<&Json>) -> Vec<&Map<String, Json>> {
    let each = each(value).into_iter();
    each.filter_map(Json::as_object).collect()
}
