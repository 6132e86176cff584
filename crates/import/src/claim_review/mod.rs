//! `ClaimReview` of schema.org, in JSON-LD: one review, a graph of them, or a data feed.
//!
//! What was reviewed is a claim. Who made it asserts it, in the documents where it appeared; who
//! reviewed it confirms or denies it, where the rating can mean nothing else. What takes no side is kept
//! as a text, and is no statement: a rating is never a non-answer.

mod wire;

use super::history::History;
use super::identifier::{self, CLAIM_REVIEW, REFERENCES};
use super::json::{Rest, Whole};
use super::publisher::{Address, Published, Unknown};
use super::rating::{self, DISAGREE, NO_SIDE, NOT_UNDERSTOOD, RATING, Verdict};
use super::record::{Record, Value};
use super::report::wrong_ones;
use super::{Error, Foreign, Input, Options, date};
use crate::vocab::Known;
use wire::{Feed, Party, Rating, Review};

/// Reviews, read and not yet understood.
pub struct ClaimReviews<'i> {
    input: Input<'i>,
    options: Options,
    reviews: Vec<Review>,
    rest: Rest,
    /// Reviews that were left out, and why.
    wrong: Vec<Error>,
    recorded_at: Option<String>,
}

impl<'i> ClaimReviews<'i> {
    /// Reads a file of reviews. O(bytes).
    ///
    /// # Errors
    ///
    /// [`Error::Wrong`], with the place.
    pub fn read(input: Input<'i>, options: Options) -> Result<Self, Error> {
        let whole = Whole::new(input, "ClaimReview in JSON-LD")?;
        let mut feed = Feed::read(&whole);
        if options.strict || feed.reviews.is_empty() {
            Error::all(std::mem::take(&mut feed.wrong))?;
        }
        if feed.reviews.is_empty() {
            let hint = "an object of the @type ClaimReview is looked for, alone, in an array, in a @graph or in a data feed";
            return Err(Error::whole(
                &input,
                "there is no ClaimReview in this file",
                hint,
            ));
        }
        let times = feed.reviews.iter();
        let newest = date::newest(times.filter_map(|review| review.published.as_deref()));
        let recorded_at = options.recorded_at.clone().or(newest);
        Ok(Self {
            input,
            options,
            reviews: feed.reviews,
            rest: feed.rest,
            wrong: feed.wrong,
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
        record.report.rest(&self.rest);
        for error in &self.wrong {
            record
                .report
                .leave_out(&wrong_ones("reviews"), &error.to_string());
        }
        for review in &self.reviews {
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
        let document = if let Some(address) = address {
            let document = address.document();
            let title = review.title.as_deref().map(Value::text);
            let publisher = outlet.clone().unwrap_or_else(|| reviewers[0].clone());
            record
                .of(Known::Document, &document)
                .maybe(Known::Label, title)
                .say(Known::Publisher, Value::iri(publisher))
                .say(Known::Url, Value::iri(address.url()));
            document
        } else {
            let mut document = String::new();
            for reviewer in &reviewers {
                document = record.capture(self.input.bytes, reviewer);
            }
            document
        };
        let outcome = Outcome::of(&review.ratings);
        let Some(stance) = outcome.verdict.and_then(Verdict::stance) else {
            // Whoever rates a claim has answered: it is no non-answer, and takes no side.
            record.report.leave_out(
                outcome.reason,
                &outcome.text.clone().unwrap_or_else(|| review.claim.clone()),
            );
            record
                .of(Known::Claim, claim)
                .maybe(RATING, outcome.text.map(Value::text))
                .say(REFERENCES, Value::iri(document.as_str()));
            let when = time(record, review.published.as_deref());
            record
                .of(Known::Document, &document)
                .once(Known::Issued, when);
            return;
        };
        // A reviewer may come to something else later, at the same address.
        let said_at = review.published.as_deref().unwrap_or_default();
        let words = outcome.text.map(Value::text);
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

/// What the ratings of a review come to.
struct Outcome {
    /// None where there is no rating at all.
    verdict: Option<Verdict>,
    /// Why it makes no statement, where it makes none.
    reason: &'static str,
    /// The rating, in its own words; else in figures.
    text: Option<String>,
}

impl Outcome {
    fn of(ratings: &[Rating]) -> Self {
        let all: Vec<(Verdict, bool)> = ratings.iter().filter_map(Rating::verdict).collect();
        let texts: Vec<String> = ratings.iter().filter_map(Rating::text).collect();
        let text = (!texts.is_empty()).then(|| texts.join("; "));
        let Some((verdict, _)) = all.first().copied() else {
            return Self {
                verdict: None,
                reason: "reviews without a rating",
                text,
            };
        };
        let is_one = all
            .iter()
            .all(|(other, agrees)| *agrees && *other == verdict);
        let verdict = if is_one { verdict } else { Verdict::Neither };
        Self {
            verdict: Some(verdict),
            reason: match verdict {
                Verdict::Unclear => NOT_UNDERSTOOD,
                _ if is_one => NO_SIDE,
                _ => DISAGREE,
            },
            text,
        }
    }
}

impl Rating {
    /// What it says, and whether its words and its figure agree; none where it says nothing.
    fn verdict(&self) -> Option<(Verdict, bool)> {
        let scale = self.value.zip(self.worst).zip(self.best);
        let figure = scale.and_then(|((value, worst), best)| rating::of_figure(value, worst, best));
        let words: Vec<Verdict> = self
            .words
            .iter()
            .filter_map(|words| rating::of_words(words))
            .collect();
        let Some(first) = words.first().copied() else {
            return figure
                .map(|verdict| (verdict, true))
                .or(self.value.map(|_| (Verdict::Neither, true)));
        };
        let is_one = words.iter().all(|other| *other == first);
        let does_agree = scale.is_none_or(|((value, worst), best)| {
            worst >= best || first == Verdict::Unclear || rating::agree(first, value, worst, best)
        });
        Some((first, is_one && does_agree))
    }

    /// The rating as a text: its words, and where there are none, or where it says something
    /// else, its figure.
    fn text(&self) -> Option<String> {
        let words = self.words.join(" / ");
        let does_agree = self.verdict().is_none_or(|(_, agrees)| agrees);
        if !words.is_empty() && does_agree {
            return Some(words);
        }
        let figure = self.value.map(|value| match (self.worst, self.best) {
            (Some(worst), Some(best)) => format!("{value} on a scale from {worst} to {best}"),
            _ => value.to_string(),
        });
        match (words.is_empty(), figure) {
            (false, Some(figure)) => Some(format!("{words} ({figure})")),
            (false, None) => Some(words),
            (true, figure) => figure,
        }
    }
}
