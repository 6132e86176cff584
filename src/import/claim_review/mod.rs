//! `ClaimReview` of schema.org, in JSON-LD: one review, a graph of them, or a data feed.
//!
//! What was reviewed is a claim. Who made it asserts it, in the documents where it appeared; who
//! reviewed it confirms or denies it, where the rating is the best or the worst there is.

mod wire;

use serde::de::DeserializeSeed as _;

use super::history::History;
use super::identifier::{self, CLAIM_REVIEW, REFERENCES};
use super::publisher::{Address, Published, Unknown};
use super::record::{Record, Value};
use super::{Error, Foreign, Input, Options, text};
use crate::model::Time;
use crate::vocab::Known;
use wire::{Feed, Party, Rating, Review};

/// Reviews, read and not yet understood.
pub struct ClaimReviews<'i> {
    input: Input<'i>,
    options: Options,
    reviews: Vec<Review>,
    recorded_at: Option<String>,
}

impl<'i> ClaimReviews<'i> {
    /// Reads a file of reviews. O(bytes).
    ///
    /// # Errors
    ///
    /// [`Error::Wrong`], with the place.
    pub fn read(input: Input<'i>, options: Options) -> Result<Self, Error> {
        let mut reviews = Vec::new();
        let mut reader = serde_json::Deserializer::from_str(text(&input)?);
        Feed(&mut reviews)
            .deserialize(&mut reader)
            .and_then(|()| reader.end())
            .map_err(|error| Error::json(&input, &error, "ClaimReview in JSON-LD"))?;
        if reviews.is_empty() {
            let hint = "an object of the @type ClaimReview is looked for, alone, in an array, in a @graph or in a data feed";
            return Err(Error::whole(
                &input,
                "there is no ClaimReview in this file",
                hint,
            ));
        }
        let times = reviews
            .iter()
            .filter_map(|review| review.published.as_ref());
        let times = times.filter_map(|text| Some((Time::parse_any(text)?, text.clone())));
        let newest = times.max().map(|(_, text)| text);
        let recorded_at = options.recorded_at.clone().or(newest);
        Ok(Self {
            input,
            options,
            reviews,
            recorded_at,
        })
    }
}

impl Foreign for ClaimReviews<'_> {
    fn recorded_at(&self) -> Option<&str> {
        self.recorded_at.as_deref()
    }

    fn record(&self, _: &History) -> Record {
        let mut record = Record::new(&self.options, self.recorded_at.as_deref());
        for review in &self.reviews {
            for field in &review.others {
                record.report.field(field);
            }
            self.review(&mut record, review);
        }
        record
    }
}

impl ClaimReviews<'_> {
    fn review(&self, record: &mut Record, review: &Review) {
        let address = review.url.as_deref().and_then(|url| record.address(url));
        let place = address.as_ref().map_or_else(
            || identifier::capture(&identifier::sha256(self.input.bytes)),
            Address::document,
        );
        let key = identifier::short(&[&place, &review.claim]);
        let claim = format!("{CLAIM_REVIEW}{key}");
        record
            .of(Known::Claim, &claim)
            .say(Known::Label, Value::text(review.claim.as_str()));
        self.verdict(record, review, &claim, address.as_ref());
        for claimant in &review.claimants {
            claimed(record, review, claimant, &claim);
        }
        if review.claimants.is_empty() {
            record.report.leave_out(
                "claims of which nobody is named as the author",
                &review.claim,
            );
            for appearance in addresses(record, review) {
                let document = record.point(&appearance);
                record
                    .of(Known::Claim, &claim)
                    .say(REFERENCES, Value::iri(document));
            }
        }
    }

    /// What the reviewer says, in the review.
    fn verdict(
        &self,
        record: &mut Record,
        review: &Review,
        claim: &str,
        address: Option<&Address>,
    ) {
        let outlet = address.and_then(|address| Published::by(address, record.web()).ok());
        let reviewers = self.reviewers(record, review, outlet.as_ref());
        if reviewers.is_empty() {
            record.report.leave_out(
                "reviews of which nobody is named as the author",
                &review.claim,
            );
            return;
        }
        let outlet = outlet.map(|outlet| record.publisher(&outlet));
        let document = match address {
            Some(address) => {
                let document = address.document();
                let publisher = outlet.clone().unwrap_or_else(|| reviewers[0].clone());
                record
                    .of(Known::Document, &document)
                    .say(Known::Publisher, Value::iri(publisher))
                    .say(Known::Url, Value::iri(address.url()));
                document
            }
            None => {
                let mut document = String::new();
                for reviewer in &reviewers {
                    document = record.capture(self.input.bytes, reviewer);
                }
                document
            }
        };
        let stance = review.rating.stance();
        if stance == Known::NeitherConfirmsNorDenies {
            let words = review.rating.words.as_deref().unwrap_or("no rating");
            record.report.leave_out(
                "ratings between the worst and the best, which count for no side",
                words,
            );
        }
        // A reviewer may come to something else later, at the same address.
        let said_at = review.published.as_deref().unwrap_or_default();
        let words = review.rating.words.as_deref().map(Value::text);
        let when = time(record, review.published.as_deref());
        for agent in &reviewers {
            let name = identifier::statement(&[claim, "reviewed", agent, &stance.iri(), said_at]);
            let published = |iri: &String| address.is_none() || iri == agent;
            let is_own = outlet.as_ref().map_or(agent == &reviewers[0], published);
            let place = if is_own || address.is_none() {
                Known::In
            } else {
                Known::QuotedIn
            };
            record
                .statement(&name, agent, stance, claim)
                .say(place, Value::iri(document.as_str()))
                .once(Known::SaidAt, when.clone())
                .maybe(Known::StatedConfidence, words.clone());
        }
    }

    /// Who reviewed: as said, or those who are named as the authors, or whoever publishes the review.
    /// Several authors of one review speak together in it.
    fn reviewers(
        &self,
        record: &mut Record,
        review: &Review,
        outlet: Option<&Published>,
    ) -> Vec<String> {
        if let Some(told) = self.options.publisher.as_deref() {
            return vec![record.publisher(&Published::told(told))];
        }
        let mut reviewers = Vec::new();
        for party in &review.reviewer {
            let linked = party.url.as_deref().and_then(|url| record.address(url));
            let linked = linked.and_then(|at| Published::by(&at, record.web()).ok());
            let name = party.name.as_deref();
            let is_outlet = |outlet: &&Published| {
                linked.as_ref() == Some(*outlet)
                    || name.is_some_and(|name| outlet.is_called(name))
                    || name.is_none() && linked.is_none()
            };
            let reviewer = match (outlet.filter(is_outlet), linked.clone(), name) {
                (Some(outlet), ..) => outlet.clone(),
                (None, Some(linked), _) => linked,
                (None, None, Some(name)) => Published::named(name),
                (None, None, None) => continue,
            };
            let agent = reviewer.iri();
            let label = name.map_or_else(|| reviewer.name(), ToOwned::to_owned);
            record
                .of(Known::Agent, &agent)
                .once(Known::Label, Some(Value::text(label)));
            if !reviewers.contains(&agent) {
                reviewers.push(agent);
            }
        }
        if let (true, Some(outlet)) = (reviewers.is_empty(), outlet) {
            reviewers.push(record.publisher(outlet));
        }
        reviewers
    }
}

/// What the claimant says, where it appeared. It appeared with somebody else unless it is known
/// otherwise, so its publisher passes it on.
fn claimed(record: &mut Record, review: &Review, claimant: &Party, claim: &str) {
    let linked = claimant.url.as_deref().and_then(|url| record.address(url));
    let linked = linked.and_then(|address| Published::by(&address, record.web()).ok());
    let named = claimant.name.as_deref().map(Published::named);
    let Some(published) = named.or_else(|| linked.clone()) else {
        return;
    };
    let agent = published.iri();
    record
        .of(Known::Agent, &agent)
        .say(Known::Label, Value::text(published.name()));
    if claimant.name.is_some() && claimant.url.is_some() {
        let field = "itemReviewed.author.url or .sameAs, beside a name";
        record.report.field(field);
    }
    let name = identifier::statement(&[claim, "claimed", &agent]);
    let review_at = review.url.as_deref().and_then(|url| record.address(url));
    let review_at = review_at.and_then(|address| Published::by(&address, record.web()).ok());
    let when = time(record, review.claimed_at.as_deref());
    record
        .statement(&name, &agent, Known::Asserts, claim)
        .once(Known::SaidAt, when);
    for address in addresses(record, review) {
        let speaker = match Published::by(&address, record.web()) {
            // Where the review stands, the reviewer speaks, and not the claimant.
            Ok(outlet) if review_at.as_ref() == Some(&outlet) => Err(Unknown::Own),
            speaker => speaker,
        };
        let (document, property) = match speaker {
            Ok(outlet) => {
                let is_own = Some(&outlet) == linked.as_ref() || outlet.iri() == agent;
                let (document, outlet) = record.document(&address, &outlet);
                if is_own && outlet != agent {
                    record.same(&agent, &outlet, "the review gives both as one claimant");
                }
                (
                    document,
                    if is_own {
                        Known::In.into()
                    } else {
                        Known::QuotedIn.into()
                    },
                )
            }
            Err(reason) => {
                record.report.leave_out(reason.reason(), address.url());
                (
                    record.unpublished(&address),
                    super::record::Property::Other(REFERENCES),
                )
            }
        };
        record
            .of(Known::Statement, &name)
            .say(property, Value::iri(document));
    }
}

/// A time, if it can be read.
fn time(record: &mut Record, text: Option<&str>) -> Option<Value> {
    let text = text?;
    let time = Value::time(text);
    if time.is_none() {
        record.report.leave_out("dates that cannot be read", text);
    }
    time
}

/// Where a claim appeared.
fn addresses(record: &mut Record, review: &Review) -> Vec<Address> {
    let mut addresses = Vec::new();
    for appearance in &review.appearances {
        match record.address(appearance) {
            Some(address) => addresses.push(address),
            None => record
                .report
                .leave_out("references whose address is none", appearance),
        }
    }
    addresses
}

impl Rating {
    /// The stance of a reviewer. Only the best and the worst there is, or words that can mean
    /// nothing else, are taken for a yes or a no.
    fn stance(&self) -> Known {
        let words = self
            .words
            .as_deref()
            .unwrap_or_default()
            .trim()
            .to_lowercase();
        let words = words.trim_end_matches(['.', '!']);
        match words {
            "true" | "correct" | "accurate" => return Known::Confirms,
            "false" | "incorrect" | "inaccurate" | "fake" | "pants on fire" => {
                return Known::Denies;
            }
            _ => {}
        }
        match (self.worst, self.best, self.value) {
            (Some(worst), Some(best), Some(value)) if worst < best && value >= best => {
                Known::Confirms
            }
            (Some(worst), Some(best), Some(value)) if worst < best && value <= worst => {
                Known::Denies
            }
            _ => Known::NeitherConfirmsNorDenies,
        }
    }
}
