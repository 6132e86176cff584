//! Marks in texts of ATT&CK: `(Citation: NAME)` names an entry among the references of the object.

/// The names that a text cites, in their order.
pub(super) fn marks(text: &str) -> Vec<&str> {
    pieces(text).filter_map(Result::err).collect()
}

/// A text without its marks.
pub(super) fn without_marks(text: &str) -> String {
    pieces(text).filter_map(Result::ok).collect()
}

/// The pieces of a text: `Ok` between marks, `Err` for the name in a mark. A name may itself have
/// brackets; a mark that nobody closes is text.
fn pieces(text: &str) -> impl Iterator<Item = Result<&str, &str>> {
    const START: &str = "(Citation:";
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut from = 0;
        while let Some(found) = rest[from..].find(START) {
            let start = from + found;
            let Some(length) = length(&rest[start..]) else {
                from = start + START.len();
                continue;
            };
            if start > 0 {
                let (before, after) = rest.split_at(start);
                rest = after;
                return Some(Ok(before));
            }
            let name = rest[START.len()..length - 1].trim();
            rest = &rest[length..];
            return Some(Err(name));
        }
        Some(Ok(std::mem::take(&mut rest)))
    })
}

/// The length of what stands in brackets at the beginning of a text, brackets included; none where
/// it is too long for a name, so that a text of nothing but open marks costs no more than others.
fn length(text: &str) -> Option<usize> {
    const LONGEST: usize = 1000;
    let mut depth = 0_usize;
    for (at, character) in text.char_indices().take(LONGEST) {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at + 1);
        }
    }
    None
}

/// The day that a citation in the style of the APA gives, as `(2014, July 7)`: as a date, a month
/// or a year. Dates of retrieval are not those of publication, and stand in no brackets.
pub(super) fn date(citation: &str) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let inside = citation
        .split('(')
        .skip(1)
        .filter_map(|rest| rest.split(')').next());
    for text in inside {
        let (year, rest) = text.split_once(',').unwrap_or((text, ""));
        let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
        if !is_year || !matches!(year.as_bytes(), [b'1', b'9', ..] | [b'2', b'0', ..]) {
            continue;
        }
        let mut words = rest.split_whitespace();
        let month = words
            .next()
            .and_then(|word| MONTHS.iter().position(|name| *name == word));
        let day = words.next().and_then(|word| word.parse::<u8>().ok());
        let day = day.filter(|day| (1..=31).contains(day));
        return Some(match (month, day) {
            (Some(month), Some(day)) => format!("{year}-{:02}-{day:02}", month + 1),
            (Some(month), None) => format!("{year}-{:02}", month + 1),
            (None, _) => year.to_owned(),
        });
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{date, marks};

    #[test]
    fn names_may_have_brackets_and_marks_may_stay_open() {
        let text = "A.(Citation: One (Two) 2017) B (Citation: Three ) C (Citation: never";
        assert_eq!(marks(text), ["One (Two) 2017", "Three"]);
    }

    #[test]
    fn dates_are_those_of_publication() {
        let dated = |text| date(text);
        assert_eq!(
            dated("S. (2014, July 7). D. Retrieved April 8, 2016."),
            Some("2014-07-07".into())
        );
        assert_eq!(dated("S. (2014, June 31st)."), Some("2014-06".into()));
        assert_eq!(dated("S. (n.d.). D. Retrieved April 8, 2016."), None);
    }
}
