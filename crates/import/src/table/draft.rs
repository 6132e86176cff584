//! Drafts a mapping from a table: only what the mapping accepts, and nothing that the values leave
//! in doubt.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::super::date::{self, Order, Style};
use super::super::rows::{Rows, answer};
use super::super::{Error, Input};
use super::mapping::{MEANINGS, NEITHER, stance};
use crate::model::Stance;
use crate::publisher::Address;
use crate::rating::{self, Verdict};

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
        _ => return rated(word),
    })
}

/// What a rating means.
fn rated(word: &str) -> Option<&'static str> {
    match rating::of_words(word)? {
        Verdict::True => Some("confirms"),
        Verdict::False => Some("denies"),
        Verdict::Neither => Some(NEITHER),
        Verdict::Unclear => None,
    }
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
    let taken = draft.taken();
    let column = |meaning: &str| {
        let number = MEANINGS.iter().position(|(name, ..)| *name == meaning);
        number.and_then(|number| taken[number])
    };
    let mut text = format!(
        "# What the columns of {} mean. Correct this draft, then:\n#   sayso import … --mapping THIS-FILE\n\n\
         # Claims and statements get their names from this.\nname = {}\n\n\
         # The stance of all rows, where no column says it; a blank there is no statement.\nstance = \"asserts\"\n\n\
         # What comes first in dates whose year comes last: \"day-first\" or \"month-first\"; and where\n\
         # bare numbers are days of a spreadsheet, \"excel\" or \"excel-1904\". Several in a list.\n",
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
    let worded = [column("stance"), column("rating")].into_iter().flatten();
    words.extend(worded.flat_map(|at| draft.values(at)));
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
            .filter(|value| date::read(value, Style::default()).is_none());
        let is_needed = unread.clone().next().is_some();
        date::order(&unread).filter(|_| is_needed)
    }

    /// Whether all dates of a column can be read in one way.
    fn has_dates(&self, column: usize) -> bool {
        let orders = [None, Some(Order::DayFirst), Some(Order::MonthFirst)];
        orders.into_iter().any(|order| {
            let style = Style {
                order,
                serials: None,
            };
            let mut values = self.values(column);
            values.all(|value| date::read(value, style).is_some())
        })
    }

    /// Whether the mapping would take the values of a column for what is meant.
    fn accepts(&self, meaning: &str, column: usize) -> bool {
        let mut values = self.values(column);
        if self.header[column].ends_with("[]") {
            return false;
        }
        match meaning {
            "said-at" | "checked-at" => self.has_dates(column),
            "first-hand" => values.all(|value| answer(value).is_some()),
            "credibility" => values.all(|value| matches!(value, "1" | "2" | "3" | "4" | "5" | "6")),
            "url" | "check-url" => {
                self.values(column).next().is_none()
                    || values.any(|value| Address::parse(value).is_some())
            }
            "stance" | "rating" => {
                self.values(column).next().is_none() || values.any(|word| usual(word).is_some())
            }
            _ => true,
        }
    }

    /// The column of each meaning. What says how a claim was rated is no stance of whoever made it,
    /// and an address beside it is that of the check.
    fn taken(&self) -> Vec<Option<usize>> {
        let mut taken = self.columns();
        let at = |meaning: &str| MEANINGS.iter().position(|(name, ..)| *name == meaning);
        let (Some(speaker), Some(stance), Some(rating)) =
            (at("speaker"), at("stance"), at("rating"))
        else {
            return taken;
        };
        let is_rating = taken[stance].is_some_and(|column| {
            matches!(plain(&self.header[column]).as_str(), "verdict" | "rating")
        });
        if taken[speaker].is_some() && taken[rating].is_none() && is_rating {
            taken[rating] = taken[stance].take();
            if let (Some(url), Some(check)) = (at("url"), at("check-url"))
                && taken[check].is_none()
            {
                taken[check] = taken[url].take();
            }
        }
        taken
    }

    /// The column of each meaning, where one can be told by its name or by its values.
    fn columns(&self) -> Vec<Option<usize>> {
        let mut taken: Vec<Option<usize>> = vec![None; MEANINGS.len()];
        // What is called as a meaning is called goes first, so that no other takes it.
        for (rank, shape) in [whole, without_name, last_part].into_iter().enumerate() {
            for (number, (name, _, guesses)) in MEANINGS.iter().enumerate() {
                let is_of_person = matches!(*name, "speaker" | "publisher" | "checker");
                let fits = |at: &usize, guess: &str| {
                    let is_free = !taken.contains(&Some(*at));
                    // The name of an author's profile is no name of a document.
                    let is_beside = rank == 2 && !is_of_person && of_person(&self.header[*at]);
                    is_free
                        && !is_beside
                        && shape(&self.header[*at]) == plain(guess)
                        && self.accepts(name, *at)
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
                "said-at" => value.len() > 4,
                _ => false,
            };
            let mut free = (0..self.header.len()).filter(|at| !taken.contains(&Some(*at)));
            let found = free.find(|at| {
                let header = &self.header[*at];
                let is_named = !header.is_empty() && !of_person(header);
                is_named
                    && self.values(*at).next().is_some()
                    && self.values(*at).all(fits)
                    && self.accepts(name, *at)
            });
            if taken[number].is_none() {
                taken[number] = found;
            }
        }
        taken
    }
}

/// Whether a column is about somebody, or shows a picture: an address there is no document.
fn of_person(column: &str) -> bool {
    const WORDS: [&str; 22] = [
        "author",
        "speaker",
        "user",
        "profile",
        "claimant",
        "person",
        "publisher",
        "account",
        "avatar",
        "image",
        "logo",
        "icon",
        "thumbnail",
        "photo",
        "picture",
        "handle",
        "homepage",
        "website",
        "checker",
        "reviewer",
        "channel",
        "actor",
    ];
    let column = plain(column);
    let mut words = column.split([' ', '.', ':', '/']);
    words.any(|word| WORDS.contains(&word.trim_end_matches('s')))
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
