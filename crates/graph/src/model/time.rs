//! Points in time, read from the four XML Schema types that data may use.

use std::fmt;

use oxsdatatypes::{Date, DateTime, GYear, GYearMonth, TimezoneOffset};

use crate::vocab::Known;

/// An instant: milliseconds since 1970-01-01T00:00:00Z.
///
/// A partial time (a day, a month, a year) means its first instant; a time without a zone is
/// taken as UTC.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Time(pub i64);

/// The XML Schema types that sayso reads times from.
pub const DATATYPES: [Known; 4] = [
    Known::Date,
    Known::DateTime,
    Known::GYearMonth,
    Known::GYear,
];

impl Time {
    /// Reads a lexical form of the given datatype.
    ///
    /// Returns `None` when the datatype is none of [`DATATYPES`] or the text is not of it.
    pub fn parse(lexical: &str, datatype: Known) -> Option<Self> {
        let start = |year: i64, month: u8, day: u8, zone: Option<TimezoneOffset>| {
            let zone = zone.map(|zone| zone.to_string()).unwrap_or_default();
            let sign = if year < 0 { "-" } else { "" };
            format!("{sign}{:04}-{month:02}-{day:02}T00:00:00{zone}", year.abs())
                .parse()
                .ok()
        };
        let date_time: DateTime = match datatype {
            Known::DateTime => lexical.parse().ok()?,
            Known::Date => {
                let date: Date = lexical.parse().ok()?;
                start(
                    date.year(),
                    date.month(),
                    date.day(),
                    date.timezone_offset(),
                )?
            }
            Known::GYearMonth => {
                let month: GYearMonth = lexical.parse().ok()?;
                start(month.year(), month.month(), 1, month.timezone_offset())?
            }
            Known::GYear => {
                let year: GYear = lexical.parse().ok()?;
                start(year.year(), 1, 1, year.timezone_offset())?
            }
            _ => return None,
        };
        Self::from_date_time(date_time)
    }

    /// Reads what a person types: `2025`, `2025-02`, `2025-02-28` or a full date and time.
    pub fn parse_any(text: &str) -> Option<Self> {
        DATATYPES
            .iter()
            .find_map(|datatype| Self::parse(text, *datatype))
    }

    /// The stretch that a date or a time covers, as people type it: its first instant, and the
    /// first one after it. A full date and time covers one millisecond.
    pub fn span(text: &str) -> Option<(Self, Self)> {
        let datatype = DATATYPES
            .into_iter()
            .find(|datatype| Self::parse(text, *datatype).is_some())?;
        let interval = Interval::parse(text, datatype)?;
        Some((interval.first, Self(interval.last.0 + 1)))
    }

    fn from_date_time(value: DateTime) -> Option<Self> {
        let zone = value
            .timezone_offset()
            .map_or(0, |zone| i64::from(i16::from_be_bytes(zone.to_be_bytes())));
        let days = days_from_civil(value.year(), value.month(), value.day());
        let minutes = days
            .checked_mul(24 * 60)?
            .checked_add(i64::from(value.hour()) * 60 + i64::from(value.minute()) - zone)?;
        let seconds: f64 = value.second().to_string().parse().ok()?;
        #[expect(clippy::cast_possible_truncation, reason = "seconds are below 60")]
        let milliseconds = (seconds * 1000.0).round() as i64;
        Some(Self(
            minutes.checked_mul(60_000)?.checked_add(milliseconds)?,
        ))
    }
}

/// A time of which is known only that it lies between two instants, both included.
///
/// What would make a verdict stronger asks what is certainly so, what would make it weaker what is
/// possibly so (J. F. Allen, *Maintaining Knowledge about Temporal Intervals*, 1983).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Interval {
    /// The earliest instant that it can be.
    pub first: Time,
    /// The latest instant that it can be.
    pub last: Time,
}

impl Interval {
    /// Any time at all.
    pub const EVER: Self = Self {
        first: Time(i64::MIN),
        last: Time(i64::MAX),
    };

    /// Reads a lexical form of the given datatype: a day, a month or a year is all of it, a date
    /// with a time of day is one instant.
    pub fn parse(lexical: &str, datatype: Known) -> Option<Self> {
        const DAY: i64 = 24 * 60 * 60 * 1000;
        let first = Time::parse(lexical, datatype)?;
        let days = match datatype {
            Known::DateTime => return Some(Self { first, last: first }),
            Known::Date => 1,
            // The length of a month or of a year does not depend on the zone.
            _ => {
                let body = lexical.trim_start_matches('-');
                let digits = body
                    .find(|c: char| !c.is_ascii_digit())
                    .unwrap_or(body.len());
                let year: i64 = body[..digits].parse().ok()?;
                let year = if lexical.starts_with('-') {
                    -year
                } else {
                    year
                };
                let january = |year| days_from_civil(year, 1, 1);
                if datatype == Known::GYear {
                    january(year + 1) - january(year)
                } else {
                    let month: u8 = body.get(digits + 1..digits + 3)?.parse().ok()?;
                    let next = if month == 12 {
                        january(year + 1)
                    } else {
                        days_from_civil(year, month + 1, 1)
                    };
                    next - days_from_civil(year, month, 1)
                }
            }
        };
        let last = Time(first.0 + days * DAY - 1);
        Some(Self { first, last })
    }

    /// When the earlier of two things was.
    #[must_use]
    pub fn earlier(self, other: Self) -> Self {
        Self {
            first: self.first.min(other.first),
            last: self.last.min(other.last),
        }
    }

    /// Whether this was certainly before another time.
    pub fn is_before(self, other: Self) -> bool {
        self.last < other.first
    }
}

/// Days from 1970-01-01 in the proleptic Gregorian calendar.
///
/// The algorithm counts in eras of 400 years of 146,097 days, with years starting in March, so
/// that the leap day is the last of its year.
fn days_from_civil(year: i64, month: u8, day: u8) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = (i64::from(month) + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The date and the time of day of an instant, as `xsd:dateTime` in UTC writes them.
impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DAY: i64 = 24 * 60 * 60 * 1000;
        let (year, month, day) = civil_from_days(self.0.div_euclid(DAY));
        let rest = self.0.rem_euclid(DAY);
        let (seconds, milliseconds) = (rest / 1000, rest % 1000);
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"
        )?;
        if milliseconds > 0 {
            write!(f, ".{milliseconds:03}")?;
        }
        f.write_str("Z")
    }
}

/// The inverse of [`days_from_civil`].
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 {
        month_from_march + 3
    } else {
        month_from_march - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::Time;
    use crate::vocab::Known;

    #[test]
    fn partial_times_are_their_first_instant() {
        let day = Time::parse("2023-01-01", Known::Date).unwrap();
        assert_eq!(Time::parse("2023", Known::GYear), Some(day));
        assert_eq!(Time::parse("2023-01", Known::GYearMonth), Some(day));
        assert_eq!(
            Time::parse("2023-01-01T00:00:00Z", Known::DateTime),
            Some(day)
        );
        assert_eq!(
            Time::parse("2023-01-01T01:00:00+01:00", Known::DateTime),
            Some(day)
        );
        assert_eq!(day.0, 1_672_531_200_000);
        assert_eq!(Time::parse("1970-01-01", Known::Date), Some(Time(0)));
        assert_eq!(Time::parse("2024-02-30", Known::Date), None);
        assert_eq!(Time::parse("yesterday", Known::Date), None);
        assert_eq!(Time::parse("1", Known::Integer), None);
        for (text, first, after) in [
            ("2024", "2024-01-01", "2025-01-01"),
            ("2024-02", "2024-02-01", "2024-03-01"),
            ("2023-12Z", "2023-12-01", "2024-01-01"),
            ("2024-02-29", "2024-02-29", "2024-03-01"),
        ] {
            let span = (
                Time::parse_any(first).unwrap(),
                Time::parse_any(after).unwrap(),
            );
            assert_eq!(Time::span(text), Some(span), "{text}");
        }
        assert_eq!(Time::span("soon"), None);
        for text in [
            "2024-02-29T23:59:59Z",
            "1969-12-31T00:00:00.250Z",
            "0999-03-01T12:00:00Z",
        ] {
            assert_eq!(Time::parse_any(text).unwrap().to_string(), text);
        }
    }
}
