//! Points in time, read from the four XML Schema types that data may use.

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
    }
}
