//! What the columns of a table mean: a small file of TOML, which a person writes or corrects.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _};

use super::super::date::{Order, Serials, Style};
use super::super::rating::{self, Verdict};
use super::super::{Error, Input};
use crate::model::Stance;

/// What the columns of a table mean.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Mapping {
    /// The name that claims and statements of the table get theirs from. Tables that have it in
    /// common have claims of the same words in common.
    pub(super) name: String,
    /// The stance of all rows, where no column says it.
    #[serde(default)]
    pub(super) stance: Option<String>,
    /// How dates are written.
    #[serde(default)]
    pub(super) dates: Dates,
    /// The columns, by what they mean.
    pub(super) columns: Columns,
    /// What the table writes for each stance.
    #[serde(default)]
    pub(super) stances: BTreeMap<String, String>,
}

/// How dates are written: `"day-first"`, or several of such words in a list.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Dates(pub(super) Style);

impl<'de> Deserialize<'de> for Dates {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Told {
            One(String),
            Several(Vec<String>),
        }

        let told = match Told::deserialize(deserializer)? {
            Told::One(word) => vec![word],
            Told::Several(words) => words,
        };
        let mut style = Style::default();
        for word in told {
            match word.as_str() {
                "day-first" => style.order = Some(Order::DayFirst),
                "month-first" => style.order = Some(Order::MonthFirst),
                "excel" => style.serials = Some(Serials::From1900),
                "excel-1904" => style.serials = Some(Serials::From1904),
                other => {
                    return Err(D::Error::custom(format!(
                        "{other:?} is none of \"day-first\", \"month-first\", \"excel\" and \"excel-1904\""
                    )));
                }
            }
        }
        Ok(Self(style))
    }
}

macro_rules! columns {
    ($($field:ident = $name:literal: $meaning:literal [$($guess:literal),*],)*) => {
        /// The columns of a table, by what they mean.
        #[derive(Clone, Debug, Default, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct Columns {
            $(#[serde(default, rename = $name)] pub(super) $field: Option<String>,)*
        }

        /// Each meaning, what it is, and the headers that mostly have it.
        pub(super) const MEANINGS: &[(&str, &str, &[&str])] = &[$(($name, $meaning, &[$($guess),*]),)*];

        impl Columns {
            /// Each column that is named, with its meaning.
            pub(super) fn named(&self) -> Vec<(&'static str, &str)> {
                let all = [$(($name, self.$field.as_deref()),)*];
                let named = all.into_iter();
                named.filter_map(|(name, column)| Some((name, column?))).collect()
            }
        }
    };
}

columns! {
    claim = "claim": "the proposition, in words" ["claim", "statement", "assertion", "proposition", "text", "allegation"],
    claim_id = "claim-id": "a key of the claim; without it, its words are the key" ["claim id", "claim_id", "claimid"],
    speaker = "speaker": "who says so; without it, who published the document" ["speaker", "who", "source", "said by", "by", "agent", "claimant", "actor"],
    stance = "stance": "how the speaker stands to the claim" ["stance", "position", "verb", "attitude", "verdict", "rating"],
    url = "url": "the address of the document in which it stands" ["url", "link", "href", "address", "source url", "reference", "document"],
    title = "title": "what the document is called" ["title", "headline", "document title"],
    publisher = "publisher": "who published the document; without it, the address tells" ["publisher", "outlet", "media", "newspaper", "site"],
    said_at = "said-at": "when it was said" ["date", "said at", "said_at", "when", "day", "time", "published", "date published"],
    first_hand = "first-hand": "whether the speaker has it first-hand: true or false" ["first hand", "first-hand", "firsthand", "witness"],
    confidence = "stated-confidence": "how sure the speaker claims to be; shown, never counted" ["confidence", "certainty", "probability", "stated confidence"],
    credibility = "credibility": "credibility of the information, 1 to 6; shown, never counted" ["credibility", "admiralty"],
    words = "words": "what was said, word for word" ["quote", "quotation", "words", "excerpt", "description"],
    topic = "topic": "what the claim is about" ["topic", "subject", "theme", "category"],
    rating = "rating": "what somebody who checked the claim says of it: a second statement of the row" ["textual rating", "fact check rating", "conclusion"],
    checker = "checker": "who checked it; without it, who published the check" ["checker", "fact checker", "checked by", "reviewer", "reviewed by"],
    check_url = "check-url": "the address of the check" ["check url", "review url", "fact check", "fact check url", "factcheck"],
    checked_at = "checked-at": "when it was checked" ["checked at", "review date", "reviewed at", "check date"],
}

impl Mapping {
    /// Reads a mapping, and holds it against the header of the table.
    ///
    /// # Errors
    ///
    /// [`Error::Wrong`], with the place.
    pub fn read(input: &Input<'_>) -> Result<Self, Error> {
        let text = super::super::text(input)?;
        let mapping: Self = toml::from_str(text).map_err(|error| {
            let before = error
                .span()
                .map_or("", |span| text.get(..span.start).unwrap_or_default());
            let line = before.matches('\n').count() + 1;
            let column = before
                .rsplit('\n')
                .next()
                .unwrap_or_default()
                .chars()
                .count()
                + 1;
            Error::Wrong {
                file: input.name.to_owned(),
                line,
                column,
                message: error.message().to_owned(),
                hint: Some("sayso import csv FILE --guess drafts one".to_owned()),
            }
        })?;
        if mapping.columns.claim.is_none() {
            let hint = "name the column that holds the proposition:  claim = \"COLUMN\"";
            return Err(Error::whole(input, "no column holds the claim", hint));
        }
        let stances = mapping.stances.values().chain(&mapping.stance);
        let is_known = |name: &&String| *name == NEITHER || stance(name).is_some();
        if let Some(wrong) = stances.into_iter().find(|name| !is_known(name)) {
            let message = format!("{wrong:?} is no stance");
            return Err(Error::whole(
                input,
                message,
                "write asserts, confirms, denies or another stance, or neither",
            ));
        }
        Ok(mapping)
    }

    /// What a word of the table means: a stance, or none where it takes no side. O(words).
    pub(super) fn meaning(&self, word: &str) -> Meaning {
        let lower = word.to_lowercase();
        let told = self.stances.get(word).or_else(|| {
            let mut all = self.stances.iter();
            let same = all.find(|(written, _)| written.trim().to_lowercase() == lower);
            same.map(|(_, meant)| meant)
        });
        match told {
            Some(meant) if meant == NEITHER => return Meaning::NoSide,
            Some(meant) => return stance(meant).map_or(Meaning::Unknown, Meaning::Stance),
            None => {}
        }
        let is_named = |stance: &&Stance| stance.name().to_lowercase() == lower;
        if let Some(stance) = Stance::ALL.iter().find(is_named) {
            return Meaning::Stance(*stance);
        }
        match rating::of_words(word) {
            Some(Verdict::True) => Meaning::Stance(Stance::Confirms),
            Some(Verdict::False) => Meaning::Stance(Stance::Denies),
            Some(Verdict::Neither) => Meaning::NoSide,
            Some(Verdict::Unclear) | None => Meaning::Unknown,
        }
    }
}

/// What `[stances]` says of a word that takes no side.
pub(super) const NEITHER: &str = "neither";

/// What a word in a column of stances or ratings means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Meaning {
    /// A stance.
    Stance(Stance),
    /// Something between or beside true and false.
    NoSide,
    /// What nobody has said.
    Unknown,
}

/// A stance by its name.
pub(super) fn stance(name: &str) -> Option<Stance> {
    Stance::ALL
        .iter()
        .copied()
        .find(|stance| stance.name() == name)
}
