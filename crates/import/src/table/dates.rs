//! Dates as tables write them: in the forms that sayso reads, and in those of spreadsheets, where
//! the mapping says whether the day or the month comes first.

use serde::Deserialize;

use crate::model::Time;

/// What comes first in a date whose year comes last.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
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

/// A date in the form that sayso reads, if it can mean but one. O(length).
pub(super) fn read(text: &str, order: Option<Order>) -> Option<String> {
    let text = text.trim();
    if Time::parse_any(text).is_some() {
        return Some(text.to_owned());
    }
    let (date, clock) = match text.split_once([' ', 'T']) {
        Some((date, clock)) => (date, Some(clock.trim())),
        None => (text, None),
    };
    let separator = date.chars().find(|sign| matches!(sign, '.' | '/' | '-'))?;
    let parts: Vec<&str> = date.split(separator).collect();
    let is_number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    let &[first, middle, last] = &parts[..] else {
        return None;
    };
    let (year, month, day) = match order {
        _ if first.len() == 4 => (first, middle, last),
        Some(Order::DayFirst) => (last, middle, first),
        Some(Order::MonthFirst) => (last, first, middle),
        None => return None,
    };
    let are_short = [month, day].iter().all(|part| matches!(part.len(), 1 | 2));
    if year.len() != 4 || !are_short || !parts.iter().all(is_number) {
        return None;
    }
    let mut made = format!("{year}-{month:0>2}-{day:0>2}");
    if let Some(clock) = clock {
        let hour = clock.find(':').filter(|at| matches!(at, 1 | 2))?;
        let zero = if hour == 1 { "0" } else { "" };
        let seconds = if clock.matches(':').count() == 1 {
            ":00"
        } else {
            ""
        };
        made = format!("{made}T{zero}{clock}{seconds}");
    }
    Time::parse_any(&made).map(|_| made)
}

/// The order in which all of some dates can be read, where only one of the two fits. Points stand
/// in dates whose day comes first.
pub(super) fn order<'v>(values: &(impl Iterator<Item = &'v str> + Clone)) -> Option<Order> {
    let fits = |order| {
        values
            .clone()
            .all(|value| read(value, Some(order)).is_some())
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
mod tests {
    use super::{Order, order, read};

    #[test]
    fn dates_of_spreadsheets() {
        let (day, month) = (Some(Order::DayFirst), Some(Order::MonthFirst));
        for (text, order, made) in [
            ("2025-02", None, Some("2025-02")),
            ("2025/2/8", None, Some("2025-02-08")),
            ("2025-02-08 9:30", None, Some("2025-02-08T09:30:00")),
            ("8.2.2025", day, Some("2025-02-08")),
            ("08/02/2025 21:30:05", day, Some("2025-02-08T21:30:05")),
            ("2/28/2025", month, Some("2025-02-28")),
            ("2/28/2025", day, None),
            ("31.2.2025", day, None),
            ("8.2.25", day, None),
            ("8.2.2025", None, None),
            ("8.2.2025 noon", day, None),
            ("8 Feb 2025", day, None),
            ("é.2.2025", day, None),
            ("", day, None),
        ] {
            assert_eq!(read(text, order).as_deref(), made, "{text}");
        }
    }

    #[test]
    fn the_order_is_only_taken_where_it_is_plain() {
        let found = |values: &[&str]| order(&values.iter().copied());
        assert_eq!(found(&["2/3/2025", "2/28/2025"]), Some(Order::MonthFirst));
        assert_eq!(found(&["2/3/2025", "28/2/2025"]), Some(Order::DayFirst));
        assert_eq!(found(&["2/3/2025"]), None);
        assert_eq!(found(&["2.3.2025"]), Some(Order::DayFirst));
        assert_eq!(found(&["28/2/2025", "2/28/2025"]), None);
    }
}
