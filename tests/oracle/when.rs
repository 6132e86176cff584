//! Times as they are written, and from when until when each may mean.

/// A day of the year 2024, counted from 1 (1 January) to 366 (31 December).
pub type Day = u16;

const MONTHS: [u16; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const MINUTES_OF_DAY: i64 = 24 * 60;

/// A time as it is written. Every day and month is one of 2024.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum When {
    /// `xsd:gYear`: 2023, 2024 or 2025.
    Year(u16),
    /// `xsd:gYearMonth`, from 1 to 12.
    Month(u8),
    /// `xsd:date`.
    Day(Day),
    /// `xsd:dateTime`, on the hour.
    Hour(Day, u8),
}

/// The instants that something may have happened at, in minutes since the beginning of 2024, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// Not before.
    pub first: i64,
    /// Not after.
    pub last: i64,
}

impl Span {
    /// Any time.
    pub const ALWAYS: Self = Self {
        first: i64::MIN,
        last: i64::MAX,
    };

    /// Whether no instant of this one is at or after one of the other.
    pub const fn certainly_before(self, other: Self) -> bool {
        self.last < other.first
    }
}

impl When {
    /// "Partial times are intervals (a day, a month, a year; an `xsd:dateTime` is an instant)."
    pub fn span(self) -> Span {
        let days = |before: i64, count: i64| Span {
            first: before * MINUTES_OF_DAY,
            last: (before + count) * MINUTES_OF_DAY - 1,
        };
        match self {
            Self::Year(2023) => days(-365, 365),
            Self::Year(2025) => days(366, 365),
            Self::Year(_) => days(0, 366),
            Self::Month(month) => {
                let before = MONTHS.iter().take(usize::from(month) - 1).sum::<u16>();
                days(i64::from(before), i64::from(MONTHS[usize::from(month) - 1]))
            }
            Self::Day(day) => days(i64::from(day) - 1, 1),
            Self::Hour(day, hour) => {
                let instant = (i64::from(day) - 1) * MINUTES_OF_DAY + i64::from(hour) * 60;
                Span {
                    first: instant,
                    last: instant,
                }
            }
        }
    }

    /// "Views keep the first instant."
    pub fn first(self) -> i64 {
        self.span().first
    }

    /// As it is written, without its type.
    pub fn text(self) -> String {
        match self {
            Self::Year(year) => year.to_string(),
            Self::Month(month) => format!("2024-{month:02}"),
            Self::Day(day) => date(day),
            Self::Hour(day, hour) => format!("{}T{hour:02}:00:00Z", date(day)),
        }
    }

    /// The local name of its type in the namespace of XML Schema.
    pub const fn datatype(self) -> &'static str {
        match self {
            Self::Year(_) => "gYear",
            Self::Month(_) => "gYearMonth",
            Self::Day(_) => "date",
            Self::Hour(..) => "dateTime",
        }
    }
}

/// The month that a day of 2024 lies in, and which of its days it is.
pub fn month(day: Day) -> (u8, u16) {
    let mut left = day.max(1);
    for (month, days) in (1..).zip(MONTHS) {
        if left <= days {
            return (month, left);
        }
        left -= days;
    }
    (12, 31)
}

/// A day of 2024 as `YYYY-MM-DD`.
pub fn date(day: Day) -> String {
    let (month, day) = month(day);
    format!("2024-{month:02}-{day:02}")
}
