//! Dates and stretches of time in words.
//!
//! `3/4/2024` is another day in Britain than in America, so it is not understood at all.

use std::fmt;

use super::words::Word;
use crate::model::Time;

/// A day, a month, a year or an instant, as it was written, with its first instant and the first
/// one after it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Date {
    text: String,
    first: Time,
    after: Time,
}

impl Date {
    /// Reads a date as ISO 8601 writes it.
    pub fn parse(text: &str) -> Option<Self> {
        let (first, after) = Time::span(text)?;
        Some(Self {
            text: text.to_owned(),
            first,
            after,
        })
    }

    /// Its first instant.
    pub const fn first(&self) -> Time {
        self.first
    }

    /// The first instant after it.
    pub const fn after(&self) -> Time {
        self.after
    }

    /// Its last day: what had been said by then is what had been said when the day, the month or
    /// the year was over.
    #[must_use]
    pub fn last_day(&self) -> Self {
        let parts: Vec<&str> = self.text.split('-').collect();
        let (year, month) = match parts.as_slice() {
            [year] => (*year, "12"),
            [year, month] => (*year, *month),
            _ => return self.clone(),
        };
        let mut days = (28..=31).rev().map(|day| format!("{year}-{month}-{day}"));
        days.find_map(|day| Self::parse(&day))
            .unwrap_or_else(|| self.clone())
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// A stretch of time: all of its bounds must be met.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Period {
    /// This date or later.
    pub since: Option<Date>,
    /// Later than all of this date.
    pub after: Option<Date>,
    /// This date or earlier.
    pub until: Option<Date>,
    /// Earlier than this date.
    pub before: Option<Date>,
}

impl Period {
    /// Just one date.
    pub fn of(date: &Date) -> Self {
        Self {
            since: Some(date.clone()),
            until: Some(date.clone()),
            ..Self::default()
        }
    }

    /// The first instant that is in it.
    pub fn from(&self) -> Option<Time> {
        let since = self.since.as_ref().map(Date::first);
        since.or(self.after.as_ref().map(Date::after))
    }

    /// The first instant that is in it no more.
    pub fn to(&self) -> Option<Time> {
        let until = self.until.as_ref().map(Date::after);
        until.or(self.before.as_ref().map(Date::first))
    }

    /// Whether any time will do.
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }

    /// The options of `ask` that ask for it.
    pub fn options(&self) -> impl Iterator<Item = (&'static str, String)> {
        let bounds = [
            ("--since", &self.since),
            ("--after", &self.after),
            ("--until", &self.until),
            ("--before", &self.before),
        ];
        let bounds = bounds.map(|(name, date)| Some((name, date.as_ref()?.to_string())));
        bounds.into_iter().flatten()
    }
}

/// The names of the months.
pub const MONTHS: [&[&str]; 12] = [
    &["january", "jan"],
    &["february", "feb"],
    &["march", "mar"],
    &["april", "apr"],
    &["may"],
    &["june", "jun"],
    &["july", "jul"],
    &["august", "aug"],
    &["september", "sept", "sep"],
    &["october", "oct"],
    &["november", "nov"],
    &["december", "dec"],
];

/// A day, a month or a year, as ISO 8601 writes it: from `2024-03-12`, `12 March 2024`,
/// `March 12th, 2024`, `the 12th of March 2024`, `March 2024`, `2024`.
pub fn date(words: &[Word]) -> Option<Date> {
    let texts: Vec<&str> = words
        .iter()
        .map(|word| word.text.as_str())
        .filter(|text| !matches!(*text, "the" | "of"))
        .collect();
    let iso = match texts.as_slice() {
        [year] => year_of(year)?,
        [one, year] => match (month(one), number(one, 2)) {
            (Some(month), _) => format!("{}-{month}", year_of(year)?),
            // 2024-03
            (None, None) => format!("{}-{}", year_of(one)?, number(year, 2)?),
            _ => return None,
        },
        [one, two, three] => match (month(one), month(two)) {
            (Some(month), _) => format!("{}-{month}-{}", year_of(three)?, day(two)?),
            (None, Some(month)) => format!("{}-{month}-{}", year_of(three)?, day(one)?),
            (None, None) => format!(
                "{}-{}-{}",
                year_of(one)?,
                number(two, 2)?,
                number(three, 2)?
            ),
        },
        _ => return None,
    };
    Date::parse(&iso)
}

fn year_of(text: &str) -> Option<String> {
    number(text, 4)
}

fn number(text: &str, digits: usize) -> Option<String> {
    let is_number = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.to_owned())
}

fn month(text: &str) -> Option<String> {
    let position = MONTHS.iter().position(|names| names.contains(&text))?;
    Some(format!("{:02}", position + 1))
}

fn day(text: &str) -> Option<String> {
    let digits = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| text.strip_suffix(ending))
        .unwrap_or(text);
    let number: u8 = digits.parse().ok()?;
    Some(format!("{number:02}"))
}

/// Whether words look like a date and are none: a day that does not exist, or numbers whose
/// order nobody can know.
pub fn is_doubtful(words: &[Word]) -> bool {
    words.windows(3).any(|three| {
        let number = |word: &Word| word.text.bytes().all(|byte| byte.is_ascii_digit());
        let name = |word: &Word| month(&word.text).is_some();
        let [one, two, last] = three else {
            return false;
        };
        let is_date = (number(one) && number(two))
            || (number(one) && name(two))
            || (name(one) && day(&two.text).is_some());
        is_date && number(last) && date(three).is_none()
    })
}

/// What looks like a date in a question and is none.
pub fn doubtful(text: &str, words: &[Word]) -> Option<String> {
    let three = words.windows(3).find(|three| is_doubtful(three))?;
    Some(text[three[0].span.start..three[2].span.end].to_owned())
}

/// Whether a whole date stands among the words, or at their end a year: *the hack in 2016*.
pub fn has_date(words: &[Word]) -> bool {
    let is_around = |word: &Word| AROUND.contains(&word.text.as_str()) || word.text == "of";
    let has_day = words.windows(3).any(|three| date(three).is_some());
    let ends_in_one = (1..=2).any(|length| {
        let before = words.len().checked_sub(length + 1);
        before
            .is_some_and(|before| is_around(&words[before]) && date(&words[before + 1..]).is_some())
    });
    // A day of no year is none either: *on 6 May*.
    let ends_in_day = match words {
        [one, two] => is_day_of_month(one, two),
        [.., before, one, two] => is_around(before) && is_day_of_month(one, two),
        _ => false,
    };
    has_day || ends_in_one || ends_in_day
}

fn is_day_of_month(one: &Word, two: &Word) -> bool {
    let is = |date: &Word, name: &Word| month(&name.text).is_some() && day(&date.text).is_some();
    is(one, two) || is(two, one)
}

/// The day after *as of*, *by the end of* and the like, by whose end things are asked about: *by 2024*
/// is by its last day. Of *on* and *in* it depends on the question; see [`Period`].
pub fn moment(words: &[Word]) -> Option<Date> {
    const LEADS: &[&[&str]] = &[
        &["as", "of"],
        &["as", "at"],
        &["by", "the", "end", "of"],
        &["at", "the", "end", "of"],
        &["before", "the", "end", "of"],
        &["back", "in"],
        &["back", "on"],
        &["by"],
        &["up", "to"],
        &["until"],
    ];
    let lead = LEADS
        .iter()
        .find(|lead| super::form::starts_with(words, lead))?;
    Some(date(&words[lead.len()..])?.last_day())
}

/// A day and a month in a question, of a year that nobody said.
pub fn without_year(text: &str, words: &[Word]) -> Option<String> {
    let is_date = |two: &[Word]| is_day_of_month(&two[0], &two[1]);
    // *31 December 2016* is whole, and so is *December 31, 2016*.
    let is_whole = |at: usize| {
        words
            .get(at..at + 3)
            .is_some_and(|three| date(three).is_some())
    };
    let mut pairs = words.windows(2).enumerate();
    let (_, two) = pairs.find(|(at, two)| is_date(two) && !is_whole(*at))?;
    Some(text[two[0].span.start..two[1].span.end].to_owned())
}

/// The words that stand around the dates of a [`period`].
pub const AROUND: &[&str] = &[
    "on", "in", "during", "at", "between", "from", "and", "to", "until", "till", "through",
    "since", "after", "before", "by", "up",
];

/// A stretch of time in words.
pub fn period(words: &[Word]) -> Option<Period> {
    let (first, rest) = words.split_first()?;
    let one = |bound: fn(Date) -> Period| Some(bound(date(rest)?));
    let since = |date| Period {
        since: Some(date),
        ..Period::default()
    };
    let until = |date| Period {
        until: Some(date),
        ..Period::default()
    };
    match first.text.as_str() {
        "on" | "in" | "during" | "at" => Some(Period::of(&date(rest)?)),
        "between" | "from" => {
            let is_bound = |word: &Word| {
                matches!(
                    word.text.as_str(),
                    "and" | "to" | "until" | "till" | "through"
                )
            };
            let Some(middle) = rest.iter().position(is_bound) else {
                return (first.text == "from").then(|| one(since)).flatten();
            };
            let (begins, ends) = (&rest[..middle], &rest[middle + 1..]);
            // Between March and April 2024: the year is that of the later date.
            let with_year: Vec<Word> = begins.iter().chain(ends.last()).cloned().collect();
            Some(Period {
                since: Some(date(begins).or_else(|| date(&with_year))?),
                until: Some(date(ends)?),
                ..Period::default()
            })
        }
        "since" => one(since),
        "after" => one(|date| Period {
            after: Some(date),
            ..Period::default()
        }),
        "before" => one(|date| Period {
            before: Some(date),
            ..Period::default()
        }),
        "until" | "till" | "through" | "by" => one(until),
        "up" if rest.first().is_some_and(|word| word.text == "to") => {
            Some(until(date(&rest[1..])?))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{date, period};
    use crate::ask::words::split;

    #[test]
    fn dates_are_understood_as_people_write_them() {
        for (text, iso) in [
            ("2024-03-12", "2024-03-12"),
            ("12 March 2024", "2024-03-12"),
            ("March 12th, 2024", "2024-03-12"),
            ("the 1st of Sept. 2024", "2024-09-01"),
            ("may 2024", "2024-05"),
            ("2024-03", "2024-03"),
            ("2024", "2024"),
        ] {
            let found = date(&split(text)).map(|date| date.to_string());
            assert_eq!(found.as_deref(), Some(iso), "{text}");
        }
        for text in [
            "12/03/2024",
            "30 February 2024",
            "March",
            "12",
            "March 12",
            "2024-13",
        ] {
            assert_eq!(date(&split(text)), None, "{text}");
        }
    }

    #[test]
    fn periods_are_options() {
        for (text, options) in [
            ("on 12 March 2024", "--since 2024-03-12 --until 2024-03-12"),
            ("since 2024", "--since 2024"),
            ("before March 2024", "--before 2024-03"),
            ("up to 2024-03", "--until 2024-03"),
            (
                "between March 2024 and 8 April 2024",
                "--since 2024-03 --until 2024-04-08",
            ),
            ("from 2023 to 2024", "--since 2023 --until 2024"),
            (
                "between March and April 2024",
                "--since 2024-03 --until 2024-04",
            ),
        ] {
            let period = period(&split(text)).expect(text);
            let found = period
                .options()
                .map(|(name, date)| format!("{name} {date}"));
            assert_eq!(found.collect::<Vec<_>>().join(" "), options, "{text}");
        }
        assert_eq!(period(&split("between 2023")), None);
    }
}
