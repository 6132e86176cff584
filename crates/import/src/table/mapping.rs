//! What the columns of a table mean: a small file of TOML, which a person writes or corrects.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde::Deserialize;

use super::super::{Error, Input};
use super::dates::{self, Order};
use super::rows::Rows;
use crate::model::Stance;

/// What the columns of a table mean.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Mapping {
    /// The name that claims and statements of the table get theirs from. Tables that have it in
    /// common have claims of the same words in common.
    pub(super) name: String,
    /// The stance of rows that name none.
    #[serde(default)]
    pub(super) stance: Option<String>,
    /// What comes first in dates whose year comes last.
    #[serde(default)]
    pub(super) dates: Option<Order>,
    /// The columns, by what they mean.
    pub(super) columns: Columns,
    /// What the table writes for each stance.
    #[serde(default)]
    pub(super) stances: BTreeMap<String, String>,
}

macro_rules! columns {
    ($($field:ident = $name:literal: $meaning:literal [$($guess:literal),*],)*) => {
        /// The columns of a table, by what they mean.
        #[derive(Clone, Debug, Default, Deserialize)]
        #[serde(deny_unknown_fields, rename_all = "kebab-case")]
        pub(super) struct Columns {
            $(#[serde(default)] pub(super) $field: Option<String>,)*
        }

        /// Each meaning, what it is, and the headers that mostly have it.
        const MEANINGS: &[(&str, &str, &[&str])] = &[$(($name, $meaning, &[$($guess),*]),)*];

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
    stance = "stance": "how the speaker stands to the claim" ["stance", "position", "verb", "attitude"],
    url = "url": "the address of the document in which it stands" ["url", "link", "href", "address", "source url", "reference", "document"],
    title = "title": "what the document is called" ["title", "headline", "document title"],
    publisher = "publisher": "who published the document; without it, the address tells" ["publisher", "outlet", "media", "newspaper", "site"],
    said_at = "said-at": "when it was said" ["date", "said at", "said_at", "when", "day", "time", "published", "date published"],
    first_hand = "first-hand": "whether the speaker has it first-hand: true or false" ["first hand", "first-hand", "firsthand", "witness"],
    confidence = "stated-confidence": "how sure the speaker claims to be; shown, never counted" ["confidence", "certainty", "probability", "stated confidence"],
    credibility = "credibility": "credibility of the information, 1 to 6; shown, never counted" ["credibility", "admiralty"],
    words = "words": "what was said, word for word" ["quote", "quotation", "words", "excerpt", "description"],
    topic = "topic": "what the claim is about" ["topic", "subject", "theme", "category"],
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
        if let Some(wrong) = stances.into_iter().find(|name| stance(name).is_none()) {
            let message = format!("{wrong:?} is no stance");
            return Err(Error::whole(
                input,
                message,
                "write asserts, confirms, denies or another stance",
            ));
        }
        Ok(mapping)
    }
}

/// A stance by its name.
pub(super) fn stance(name: &str) -> Option<Stance> {
    Stance::ALL
        .iter()
        .copied()
        .find(|stance| stance.name() == name)
}

/// The stance that a word usually means.
fn usual(word: &str) -> Option<&'static str> {
    let plain = |text: &str| text.to_lowercase().replace([' ', '_', '-'], "");
    let named = |stance: &&Stance| plain(stance.name()) == plain(word);
    if let Some(stance) = Stance::ALL.iter().find(named) {
        return Some(stance.name());
    }
    Some(match word.to_lowercase().as_str() {
        "says" | "said" | "claims" | "claimed" | "states" | "stated" | "yes" | "for" => "asserts",
        "confirmed" => "confirms",
        "denied" | "disputes" | "rejects" | "no" | "against" => "denies",
        "declined" | "no comment" => "declines",
        "no answer" => "noResponse",
        _ => return None,
    })
}

/// Drafts a mapping from the header of a table and some of its rows.
///
/// # Errors
///
/// Those of reading the table.
pub(super) fn guess(input: &Input<'_>, rows: Rows<'_>) -> Result<String, Error> {
    const SAMPLE: usize = 200;
    let header = rows.header.clone();
    let mut sample: Vec<Vec<String>> = Vec::new();
    for row in rows.take(SAMPLE) {
        sample.push(row?.1);
    }
    let draft = Draft { header, sample };
    let taken = draft.columns();
    let column = |meaning: &str| {
        let number = MEANINGS.iter().position(|(name, ..)| *name == meaning);
        number.and_then(|number| taken[number])
    };
    let mut text = format!(
        "# What the columns of {} mean. Correct this draft, then:\n#   sayso import … --mapping THIS-FILE\n\n\
         # Claims and statements get their names from this.\nname = {}\n\n\
         # The stance of rows that name none.\nstance = \"asserts\"\n\n\
         # What comes first in dates whose year comes last: \"day-first\" or \"month-first\".\n",
        crate::escape::terminal(input.name),
        quoted(&stem(input.name))
    );
    let order = column("said-at").and_then(|at| draft.order(at));
    let _ = match order {
        Some(order) => writeln!(text, "dates = \"{}\"\n\n[columns]", order.name()),
        None => writeln!(text, "# dates = \"\"\n\n[columns]"),
    };
    for ((name, meaning, _), taken) in MEANINGS.iter().zip(&taken) {
        let _ = match taken {
            Some(at) => writeln!(text, "# {meaning}\n{name} = {}", quoted(&draft.header[*at])),
            None => writeln!(text, "# {meaning}\n# {name} = \"\""),
        };
    }
    let rest: Vec<String> = (0..draft.header.len())
        .filter(|at| !draft.header[*at].is_empty() && !taken.contains(&Some(*at)))
        .map(|at| quoted(&draft.header[at]))
        .collect();
    if !rest.is_empty() {
        let _ = writeln!(text, "\n# Left out: {}", rest.join(", "));
    }
    let _ = writeln!(
        text,
        "\n# What the table writes for each stance, where it has other words.\n[stances]"
    );
    let mut words: BTreeSet<&str> = BTreeSet::new();
    words.extend(column("stance").into_iter().flat_map(|at| draft.values(at)));
    for word in words.into_iter().filter(|word| stance(word).is_none()) {
        let _ = match usual(word) {
            Some(meant) => writeln!(text, "{} = \"{meant}\"", quoted(word)),
            None => writeln!(text, "# {} = \"\"", quoted(word)),
        };
    }
    Ok(text)
}

/// The header of a table and some of its rows.
struct Draft {
    header: Vec<String>,
    sample: Vec<Vec<String>>,
}

impl Draft {
    /// The values of a column, but for those that are empty.
    fn values(&self, column: usize) -> impl Iterator<Item = &str> + Clone {
        let all = self.sample.iter().filter_map(move |row| row.get(column));
        all.map(|value| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// The order of the dates of a column, where it must be said and is plain.
    fn order(&self, column: usize) -> Option<Order> {
        let unread = self
            .values(column)
            .filter(|value| dates::read(value, None).is_none());
        let is_needed = unread.clone().next().is_some();
        dates::order(&unread).filter(|_| is_needed)
    }

    /// The column of each meaning, where one can be told by its name or by its values.
    fn columns(&self) -> Vec<Option<usize>> {
        let mut taken: Vec<Option<usize>> = vec![None; MEANINGS.len()];
        // What is called as a meaning is called goes first, so that no other takes it.
        for shape in [whole, without_name, last_part] {
            for (number, (_, _, guesses)) in MEANINGS.iter().enumerate() {
                let fits = |at: &usize, guess: &str| {
                    !taken.contains(&Some(*at)) && shape(&self.header[*at]) == plain(guess)
                };
                let found = guesses
                    .iter()
                    .find_map(|guess| (0..self.header.len()).find(|at| fits(at, guess)));
                if taken[number].is_none() {
                    taken[number] = found;
                }
            }
        }
        // Dates and addresses tell themselves.
        for (number, (name, ..)) in MEANINGS.iter().enumerate() {
            let fits = |value: &str| match *name {
                "url" => value.starts_with("http://") || value.starts_with("https://"),
                "said-at" => {
                    let orders = [None, Some(Order::DayFirst), Some(Order::MonthFirst)];
                    value.len() > 4
                        && orders
                            .iter()
                            .any(|order| dates::read(value, *order).is_some())
                }
                _ => false,
            };
            let mut free = (0..self.header.len()).filter(|at| !taken.contains(&Some(*at)));
            let found = free.find(|at| {
                let is_named = !self.header[*at].is_empty();
                is_named && self.values(*at).next().is_some() && self.values(*at).all(fits)
            });
            if taken[number].is_none() {
                taken[number] = found;
            }
        }
        taken
    }
}

/// The name of a column without what is mere spelling.
fn plain(column: &str) -> String {
    column.trim().to_lowercase().replace(['_', '-'], " ")
}

fn whole(column: &str) -> String {
    plain(column)
}

/// The name of a value within another that is its name: `source.name` is a source.
fn without_name(column: &str) -> String {
    let column = plain(column);
    let named = column
        .strip_suffix(".name")
        .or(column.strip_suffix(".label"));
    named.unwrap_or(&column).to_owned()
}

/// The name of a value within another by itself: `article.url` is an address.
fn last_part(column: &str) -> String {
    let column = plain(column);
    column.rsplit('.').next().unwrap_or(&column).to_owned()
}

/// The name of a file without its folder and ending.
fn stem(name: &str) -> String {
    let path = std::path::Path::new(name);
    path.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    let mut written = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            character if crate::escape::is_hidden(character) => {
                let _ = write!(written, "\\U{:08X}", u32::from(character));
            }
            character => written.push(character),
        }
    }
    written.push('"');
    written
}
