//! The one reader of dates for all importers: what people and machines write, in the form that
//! sayso reads.
//!
//! What can mean but one time is read, whoever wrote it: the forms of XML Schema and ISO 8601,
//! seconds and milliseconds since 1970, and months in words. What needs to be told, whether the day or
//! the month comes first, or that a number is a day of a spreadsheet, is read only where a mapping
//! tells it. A year has four digits: two leave open which century, and a number of eight is a day.

mod clock;
mod words;

use super::record::Value;
use crate::model::Time;
use crate::vocab::Known;

/// What must be told of dates.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Style {
    /// What comes first in a date whose year comes last.
    pub(super) order: Option<Order>,
    /// The day from which a spreadsheet counts, where bare numbers are its days.
    pub(super) serials: Option<Serials>,
}

/// What comes first in a date whose year comes last.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Order {
    /// `28.2.2025`, `28/02/2025`.
    DayFirst,
    /// `2/28/2025`.
    MonthFirst,
}

impl Order {
    /// Its name in a mapping.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::DayFirst => "day-first",
            Self::MonthFirst => "month-first",
        }
    }
}

/// From which day a spreadsheet counts its days.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Serials {
    /// From the beginning of 1900, as most do; 1900 counts as a leap year there, which it was not.
    From1900,
    /// From the beginning of 1904, as older ones do.
    From1904,
}

/// The time that a text means, with the type that it has. O(length).
pub(super) fn value(text: &str) -> Option<Value> {
    value_in(text, Style::default())
}

/// The same where something is told of how dates are written.
pub(super) fn value_in(text: &str, style: Style) -> Option<Value> {
    let (text, datatype) = read(text, style)?;
    Some(Value::Typed(text, datatype.id()))
}

/// The instant that a text means, or the first one of the stretch that it means.
pub(super) fn instant(text: &str) -> Option<Time> {
    let (text, datatype) = read(text, Style::default())?;
    Time::parse(&text, datatype)
}

/// The newest of some times, as it is written.
pub(super) fn newest<'t>(texts: impl Iterator<Item = &'t str>) -> Option<String> {
    let times = texts.filter_map(|text| Some((instant(text)?, text)));
    let (_, newest) = times.max()?;
    read(newest, Style::default()).map(|(text, _)| text)
}

/// The oldest of some times, as it is written.
pub(super) fn oldest<'t>(texts: impl Iterator<Item = &'t str>) -> Option<String> {
    let times = texts.filter_map(|text| Some((instant(text)?, text)));
    let (_, oldest) = times.min()?;
    read(oldest, Style::default()).map(|(text, _)| text)
}

/// A text as a time of XML Schema, with its type; none where it is no time, or may be several.
pub(super) fn read(text: &str, style: Style) -> Option<(String, Known)> {
    /// Whatever is longer is no date; so is what has nothing but blanks.
    const LONGEST: usize = 80;
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    let made = number(text, style)
        .or_else(|| written(text, style))
        .or_else(|| words::read(text))?;
    // Whatever was made must be a time: the thirtieth of February is none.
    let datatype = match made.len() {
        4 => Known::GYear,
        7 => Known::GYearMonth,
        _ if made.contains('T') => Known::DateTime,
        10.. => Known::Date,
        _ => return None,
    };
    // Months and years with a zone are as long as other things.
    let datatype = if Time::parse(&made, datatype).is_some() {
        datatype
    } else {
        let partial = [Known::GYearMonth, Known::GYear];
        partial
            .into_iter()
            .find(|datatype| Time::parse(&made, *datatype).is_some())?
    };
    Some((made, datatype))
}

fn are_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A bare number: a year, a day, seconds or milliseconds since 1970; or a day of a spreadsheet.
fn number(text: &str, style: Style) -> Option<String> {
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) if are_digits(fraction) => (whole, fraction),
        Some(_) => return None,
        None => (text, ""),
    };
    if !are_digits(whole) {
        return None;
    }
    if let Some(serials) = style.serials
        && whole.len() < 8
    {
        return serial(text, serials);
    }
    match (whole.len(), fraction) {
        (4, "") => Some(whole.to_owned()),
        (8, "") => {
            let (year, month, day) = (&whole[..4], &whole[4..6], &whole[6..]);
            Some(format!("{year}-{month}-{day}"))
        }
        (14, "") => {
            let day = format!("{}-{}-{}", &whole[..4], &whole[4..6], &whole[6..8]);
            let clock = format!("{}:{}:{}", &whole[8..10], &whole[10..12], &whole[12..]);
            Some(format!("{day}T{clock}"))
        }
        (9 | 10, fraction) => {
            let seconds: i64 = whole.parse().ok()?;
            let thousandths: i64 = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
            Some(Time(seconds * 1000 + thousandths).to_string())
        }
        (12 | 13, _) => Some(Time(whole.parse().ok()?).to_string()),
        _ => None,
    }
}

/// A day of a spreadsheet, with the time of day behind the point.
fn serial(text: &str, serials: Serials) -> Option<String> {
    const DAY: f64 = 86_400.0;
    const LAST: f64 = 2_958_466.0;
    let number: f64 = text.parse().ok()?;
    if !(1.0..LAST).contains(&number) {
        return None;
    }
    // Days between the first day of 1970 and the one from which is counted.
    let days = match serials {
        // The day that 1900 did not have.
        Serials::From1900 if (60.0..61.0).contains(&number) => return None,
        Serials::From1900 if number < 60.0 => number - 25_568.0,
        Serials::From1900 => number - 25_569.0,
        Serials::From1904 => number - 24_107.0,
    };
    #[expect(
        clippy::cast_possible_truncation,
        reason = "there are no more than three million days"
    )]
    let time = Time((days * DAY).round() as i64 * 1000).to_string();
    let (day, _) = time.split_once('T')?;
    let is_whole = number.fract() == 0.0;
    // A spreadsheet knows of no zones.
    Some(if is_whole {
        day.to_owned()
    } else {
        time.trim_end_matches('Z').to_owned()
    })
}

/// A date in figures, perhaps with a time of day behind it.
fn written(text: &str, style: Style) -> Option<String> {
    let end = text
        .char_indices()
        .find(|(at, sign)| *at > 0 && (*sign == 'T' || sign.is_whitespace() || *sign == ','))
        .map_or(text.len(), |(at, _)| at);
    let (date, clock) = text.split_at(end);
    let clock =
        clock.trim_start_matches(|sign: char| sign == 'T' || sign == ',' || sign.is_whitespace());
    // A zone may stand behind the day alone.
    let (date, zone) = zoned(date);
    let day = day(date, style.order)?;
    if clock.is_empty() {
        return Some(day + &zone);
    }
    if day.len() != 10 || !zone.is_empty() {
        return None;
    }
    Some(format!("{day}T{}", clock::read(clock)?))
}

/// A date and the zone behind it, where it has one.
fn zoned(date: &str) -> (&str, String) {
    let starts = date.char_indices().skip(4);
    for (at, sign) in starts {
        let is_sign = sign == 'Z' || sign == '+' || (sign == '-' && date[at..].contains(':'));
        if is_sign && let Some(zone) = clock::zone(&date[at..]) {
            return (&date[..at], zone);
        }
    }
    (date, String::new())
}

/// A day, a month or a year in figures.
fn day(date: &str, order: Option<Order>) -> Option<String> {
    if date.len() == 8 && are_digits(date) {
        return Some(format!("{}-{}-{}", &date[..4], &date[4..6], &date[6..]));
    }
    if date.len() == 4 && are_digits(date) {
        return Some(date.to_owned());
    }
    let separator = date.chars().find(|sign| !sign.is_ascii_digit())?;
    if !matches!(separator, '.' | '/' | '-') {
        return None;
    }
    let date = date.strip_suffix('.').unwrap_or(date);
    let parts: Vec<&str> = date.split(separator).collect();
    let is_short = |part: &str| matches!(part.len(), 1 | 2) && are_digits(part);
    let is_year = |part: &str| part.len() == 4 && are_digits(part);
    match &parts[..] {
        [year, month] | [month, year] if is_year(year) && is_short(month) => {
            Some(format!("{year}-{month:0>2}"))
        }
        [year, month, day] if is_year(year) && is_short(month) && is_short(day) => {
            Some(format!("{year}-{month:0>2}-{day:0>2}"))
        }
        [first, second, year] if is_year(year) && is_short(first) && is_short(second) => {
            let (month, day) = match order? {
                Order::DayFirst => (second, first),
                Order::MonthFirst => (first, second),
            };
            Some(format!("{year}-{month:0>2}-{day:0>2}"))
        }
        _ => None,
    }
}

/// The order in which all of some dates can be read, where only one of the two fits. Points stand
/// in dates whose day comes first.
pub(super) fn order<'v>(values: &(impl Iterator<Item = &'v str> + Clone)) -> Option<Order> {
    let fits = |order| {
        let style = Style {
            order: Some(order),
            serials: None,
        };
        values.clone().all(|value| read(value, style).is_some())
    };
    let have_points = || values.clone().all(|value| value.contains('.'));
    match (fits(Order::DayFirst), fits(Order::MonthFirst)) {
        (true, false) => Some(Order::DayFirst),
        (false, true) => Some(Order::MonthFirst),
        (true, true) if have_points() => Some(Order::DayFirst),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
