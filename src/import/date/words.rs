//! Dates whose month is a word, in the languages that fact checks and reports are mostly written in.

use super::clock;

/// The months, each with what they are called; full names, and what they are shortened to.
const MONTHS: [&[&str]; 12] = [
    &[
        "january", "jan", "janvier", "janv", "januar", "jänner", "enero", "ene", "janeiro",
        "gennaio", "gen", "januari",
    ],
    &[
        "february",
        "feb",
        "février",
        "fevrier",
        "févr",
        "fevr",
        "fév",
        "februar",
        "febrero",
        "fevereiro",
        "fev",
        "febbraio",
        "februari",
    ],
    &[
        "march", "mar", "mars", "märz", "maerz", "mrz", "mär", "marzo", "março", "marco", "maart",
        "mrt",
    ],
    &["april", "apr", "avril", "avr", "abril", "abr", "aprile"],
    &["may", "mai", "mayo", "maio", "maggio", "mag", "mei"],
    &[
        "june", "jun", "juin", "juni", "junio", "junho", "giugno", "giu",
    ],
    &[
        "july", "jul", "juillet", "juil", "juli", "julio", "julho", "luglio", "lug",
    ],
    &["august", "aug", "août", "aout", "agosto", "ago", "augustus"],
    &[
        "september",
        "sept",
        "sep",
        "septembre",
        "septiembre",
        "setiembre",
        "setembro",
        "set",
        "settembre",
    ],
    &[
        "october", "oct", "octobre", "oktober", "okt", "octubre", "outubro", "out", "ottobre",
        "ott",
    ],
    &["november", "nov", "novembre", "noviembre", "novembro"],
    &[
        "december",
        "dec",
        "décembre",
        "decembre",
        "déc",
        "dezember",
        "dez",
        "diciembre",
        "dic",
        "dezembro",
        "dicembre",
    ],
];

/// Days of the week, which say nothing beside a date, by what they begin with.
const DAYS: [&[&str]; 7] = [
    &["mon", "lun", "segunda", "maan", "ma", "mo"],
    &["tue", "mar", "die", "ter", "din", "di"],
    &["wed", "mer", "mit", "mié", "mie", "qua", "woe", "mi", "wo"],
    &["thu", "jeu", "don", "jue", "qui", "gio", "do"],
    &["fri", "ven", "fre", "vie", "sex", "vri", "fr", "vr"],
    &["sat", "sam", "sáb", "sab", "zat", "sa", "za"],
    &["sun", "dim", "son", "dom", "zon", "so", "zo"],
];

/// Words between the parts of a date.
const BETWEEN: [&str; 10] = [
    "de", "del", "of", "the", "le", "den", "der", "am", "on", "il",
];

/// A date with its month in words: `September 18, 2025`, `18 de septiembre de 2025`,
/// `Thu, 18 Sep 2025 14:30:00 +0200`, `September 2025`.
pub(super) fn read(text: &str) -> Option<String> {
    let mut month: Option<usize> = None;
    let mut numbers: Vec<(&str, bool)> = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|sign: char| {
            sign.is_whitespace() || matches!(sign, ',' | '.' | '-' | '/' | '(' | ')')
        });
        if rest.is_empty() {
            break;
        }
        // Once there is a date, what follows is the time of day.
        let is_whole = month.is_some() && year(&numbers).is_some() && numbers.len() > 1;
        if is_whole {
            break;
        }
        let is_digit = rest.starts_with(|sign: char| sign.is_ascii_digit());
        let end = rest
            .find(|sign: char| {
                !(if is_digit {
                    sign.is_ascii_digit()
                } else {
                    sign.is_alphabetic()
                })
            })
            .unwrap_or(rest.len());
        if end == 0 {
            return None;
        }
        let (word, after) = rest.split_at(end);
        rest = after;
        if is_digit {
            numbers.push((word, month.is_none()));
            let ordinals = ["st", "nd", "rd", "th", "er", "º", "°", "ª", "e", "o"];
            let ending = ordinals.iter().find(|ending| {
                let after = rest.strip_prefix(**ending);
                after.is_some_and(|after| !after.starts_with(char::is_alphanumeric))
            });
            rest = ending.map_or(rest, |ending| &rest[ending.len()..]);
            continue;
        }
        let lower = word.to_lowercase();
        let is_between = BETWEEN.contains(&lower.as_str());
        let found = MONTHS
            .iter()
            .position(|names| names.contains(&lower.as_str()));
        match found {
            // "Mar" is a day of the week as well: the month is what comes later.
            Some(number) if month.is_none() => month = Some(number),
            Some(number) if numbers.is_empty() => month = Some(number),
            _ if is_between || is_day(&lower) => {}
            _ => return None,
        }
    }
    let month = month? + 1;
    let (at, year) = year(&numbers)?;
    numbers.remove(at);
    let made = match &numbers[..] {
        [] => format!("{year}-{month:02}"),
        [(day, _)] if day.len() <= 2 => format!("{year}-{month:02}-{day:0>2}"),
        _ => return None,
    };
    if rest.is_empty() {
        return Some(made);
    }
    if made.len() != 10 {
        return None;
    }
    let clock = ["T", "à ", "um ", "a las ", "alle ", "om ", "às ", "at "]
        .iter()
        .find_map(|word| rest.strip_prefix(word))
        .unwrap_or(rest);
    Some(format!("{made}T{}", clock::read(clock)?))
}

/// The year among some numbers: the only one of four digits.
fn year<'t>(numbers: &[(&'t str, bool)]) -> Option<(usize, &'t str)> {
    let mut years = numbers
        .iter()
        .enumerate()
        .filter(|(_, (number, _))| number.len() == 4);
    let (at, (year, _)) = years.next()?;
    years.next().is_none().then_some((at, *year))
}

fn is_day(word: &str) -> bool {
    DAYS.iter().any(|names| {
        names.iter().any(|name| {
            if name.len() < 3 {
                word == *name
            } else {
                word.starts_with(name)
            }
        })
    })
}
