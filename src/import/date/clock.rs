//! Times of day, and zones.

/// A time of day with its zone, as XML Schema writes them: `9:30 pm UTC` is `21:30:00Z`.
pub(super) fn read(text: &str) -> Option<String> {
    let text = text.trim();
    let text = text.strip_prefix("at ").unwrap_or(text).trim_start();
    let end = text
        .find(|sign: char| !(sign.is_ascii_digit() || matches!(sign, ':' | '.' | ',')))
        .unwrap_or(text.len());
    let (figures, rest) = text.split_at(end);
    let figures = figures.trim_end_matches(['.', ',']).replace(',', ".");
    let rest = rest.trim();
    let lower = rest.to_ascii_lowercase();
    let half = ["am", "a.m.", "pm", "p.m."]
        .into_iter()
        .find(|half| lower.starts_with(half));
    let rest = half.map_or(rest, |half| rest[half.len()..].trim_start());
    let zone = if rest.is_empty() {
        String::new()
    } else {
        zone(rest)?
    };
    let clock = clock(&figures, half.map(|half| half.starts_with('p')))?;
    Some(clock + &zone)
}

/// Hours, minutes, seconds and parts of a second.
fn clock(figures: &str, is_afternoon: Option<bool>) -> Option<String> {
    let (whole, fraction) = figures.split_once('.').unwrap_or((figures, ""));
    if !(fraction.is_empty() || super::are_digits(fraction)) {
        return None;
    }
    let basic;
    let parts: Vec<&str> = if whole.contains(':') {
        whole.split(':').collect()
    } else if matches!(whole.len(), 4 | 6) && super::are_digits(whole) {
        basic = [&whole[..2], &whole[2..4], whole.get(4..).unwrap_or("")];
        basic.into_iter().filter(|part| !part.is_empty()).collect()
    } else if is_afternoon.is_some() {
        vec![whole]
    } else {
        return None;
    };
    let mut hours: u8 = parts.first()?.parse().ok()?;
    match is_afternoon {
        Some(_) if !(1..=12).contains(&hours) => return None,
        Some(is_afternoon) => hours = hours % 12 + if is_afternoon { 12 } else { 0 },
        None => {}
    }
    let two = |part: Option<&&str>| match part {
        None => Some("00".to_owned()),
        Some(part) if part.len() == 2 && super::are_digits(part) => Some((*part).to_owned()),
        Some(_) => None,
    };
    let (minutes, seconds) = (two(parts.get(1))?, two(parts.get(2))?);
    if parts.len() > 3 || (parts.len() < 3 && !fraction.is_empty()) {
        return None;
    }
    let fraction = if fraction.is_empty() {
        String::new()
    } else {
        format!(".{fraction}")
    };
    Some(format!("{hours:02}:{minutes}:{seconds}{fraction}"))
}

/// A zone, as XML Schema writes it. Names of zones that mean but one are read, others are not.
pub(super) fn zone(text: &str) -> Option<String> {
    const NAMED: [(&str, &str); 14] = [
        ("Z", "Z"),
        ("UTC", "Z"),
        ("GMT", "Z"),
        ("UT", "Z"),
        ("EST", "-05:00"),
        ("EDT", "-04:00"),
        ("CDT", "-05:00"),
        ("MST", "-07:00"),
        ("MDT", "-06:00"),
        ("PST", "-08:00"),
        ("PDT", "-07:00"),
        ("CET", "+01:00"),
        ("CEST", "+02:00"),
        ("MSK", "+03:00"),
    ];
    let text = text.trim();
    // Mail adds the name of the zone in brackets.
    let text = text.split(" (").next().unwrap_or(text).trim();
    let named = NAMED
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(text));
    if let Some((_, zone)) = named {
        return Some((*zone).to_owned());
    }
    let upper = text.to_ascii_uppercase();
    let text = ["UTC", "GMT"]
        .iter()
        .find_map(|name| upper.strip_prefix(name))
        .unwrap_or(&upper);
    let sign = text
        .chars()
        .next()
        .filter(|sign| matches!(sign, '+' | '-'))?;
    let figures = text[1..].replace(':', "");
    let (hours, minutes) = match figures.len() {
        1 | 2 => (figures.as_str(), "00"),
        4 => (&figures[..2], &figures[2..]),
        _ => return None,
    };
    if !super::are_digits(&figures) {
        return None;
    }
    Some(format!("{sign}{hours:0>2}:{minutes}"))
}
