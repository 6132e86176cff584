//! One row of a table: the values that have a meaning, brought into the one form that they have
//! here, and what is wrong with them.

use super::super::date::{self, Order, Style};
use super::super::rows::{Row, answer};
use super::super::{Error, Input};
use super::mapping::{Mapping, Meaning};
use crate::model::Stance;

impl Row {
    /// Brings dates and yes or no into the one form that they have here.
    pub(super) fn tidy(&mut self, mapping: &Mapping) {
        for name in ["said-at", "checked-at"] {
            let read = self
                .get(name)
                .and_then(|time| date::read(time, mapping.dates.0));
            if let Some((time, _)) = read {
                self.values.insert(name, time);
            }
        }
        if let Some(answer) = self.get("first-hand").and_then(answer) {
            self.values.insert("first-hand", answer.to_owned());
        }
    }
}

/// Values of a row that do not mean what they should.
pub(super) fn wrong(input: &Input<'_>, mapping: &Mapping, row: &Row) -> Vec<Error> {
    let mut errors = Vec::new();
    let mut refuse = |message: String, hint: &str| {
        errors.push(Error::on_line(input, row.line, message, hint));
    };
    if let Some(word) = row.get("stance")
        && matches!(
            mapping.meaning(word),
            Meaning::Unknown | Meaning::Stance(Stance::Retracts | Stance::Reports)
        )
    {
        refuse(
            format!("{word:?} is no stance"),
            "say in [stances] of the mapping which one it means",
        );
    }
    for name in ["said-at", "checked-at"] {
        let Some(time) = row.get(name) else { continue };
        // What was brought into form is a time without being told how.
        if date::read(time, Style::default()).is_some() {
            continue;
        }
        let fits = |order| {
            let style = Style {
                order: Some(order),
                serials: None,
            };
            date::read(time, style).is_some()
        };
        let hint = if fits(Order::DayFirst) || fits(Order::MonthFirst) {
            "say in the mapping what comes first, above [columns]:  dates = \"day-first\"  or  dates = \"month-first\""
        } else if time.parse::<f64>().is_ok() {
            "write 2025-02-28; where numbers are days of a spreadsheet, say so above [columns]:  dates = \"excel\""
        } else {
            "write 2025, 2025-02, 2025-02-28 or 2025-02-28T09:30:00Z"
        };
        refuse(format!("{time:?} is no time"), hint);
    }
    if let Some(value) = row.get("first-hand")
        && !matches!(value, "true" | "false")
    {
        refuse(
            format!("{value:?} does not say whether it is first-hand"),
            "write true or false, yes or no",
        );
    }
    if let Some(value) = row.get("credibility")
        && !matches!(value, "1" | "2" | "3" | "4" | "5" | "6")
    {
        refuse(
            format!("{value:?} is no credibility"),
            "write 1 to 6, or nothing",
        );
    }
    errors
}
