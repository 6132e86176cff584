//! Labels in plain words, made of what sources write.

/// The longest label made of a description.
pub(super) const LONGEST: usize = 200;

/// The first sentence of a text in Markdown, as plain words.
pub(super) fn first_sentence(text: &str) -> String {
    let line = text.trim().lines().next().unwrap_or_default();
    // Enough for a sentence with a few links in it.
    let line: String = line.chars().take(10 * LONGEST).collect();
    let plain = without_links(&line);
    let end = plain.find(". ").map_or(plain.len(), |at| at + 1);
    crate::escape::shorten(plain[..end].trim(), LONGEST)
}

/// A text in Markdown with its links reduced to their words.
fn without_links(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('[') {
        let (before, after) = rest.split_at(start);
        plain.push_str(before);
        let link = after[1..].split_once("](").and_then(|(words, tail)| {
            let (_, tail) = tail.split_once(')')?;
            (!words.contains('[')).then_some((words, tail))
        });
        if let Some((words, tail)) = link {
            plain.push_str(words);
            rest = tail;
        } else {
            plain.push('[');
            rest = &after[1..];
        }
    }
    plain + rest
}

/// A label for the claim that a thing is as a sentence describes it.
pub(super) fn about(name: &str, sentence: &str) -> String {
    if sentence.starts_with(name) {
        sentence.to_owned()
    } else {
        format!("{name}: {sentence}")
    }
}

/// What is said of a thing of some type whose name is not known.
pub(super) fn unnamed(kind: &str) -> String {
    let kind = kind.strip_prefix("x-").unwrap_or(kind).replace('-', " ");
    let article = if kind.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {kind} without a name")
}

/// The name of a field as words: `birthDate` becomes "birth date".
pub(super) fn spaced(name: &str) -> String {
    let mut words = String::new();
    let mut is_small = false;
    for letter in name.chars() {
        if is_small && letter.is_uppercase() {
            words.push(' ');
        }
        is_small = letter.is_lowercase() || letter.is_numeric();
        words.extend(letter.to_lowercase());
    }
    words
}

/// A type of relationship as a verb: `attributed-to` becomes "is attributed to".
pub(super) fn verb(kind: &str) -> String {
    const PASSIVE: [&str; 7] = [
        "ed to", "ed by", " of", "ed on", "ed from", "ed at", "ed with",
    ];
    let words = kind.replace('-', " ");
    if words == "similar" {
        return "is similar to".to_owned();
    }
    if PASSIVE.iter().any(|end| words.ends_with(end)) {
        format!("is {words}")
    } else {
        words
    }
}

#[cfg(test)]
mod tests {
    use super::{first_sentence, spaced, verb};

    #[test]
    fn sentences_are_plain() {
        let text = "[Dragonfly](https://x.example/a) is a group. It does more.";
        assert_eq!(first_sentence(text), "Dragonfly is a group.");
        assert_eq!(first_sentence("[a [b](c) d"), "[a b d");
    }

    #[test]
    fn names_of_fields_are_words() {
        assert_eq!(spaced("birthDate"), "birth date");
        assert_eq!(spaced("innCode"), "inn code");
        assert_eq!(spaced("UnknownLink"), "unknown link");
    }

    #[test]
    fn types_of_relationships_are_verbs() {
        assert_eq!(verb("attributed-to"), "is attributed to");
        assert_eq!(verb("subtechnique-of"), "is subtechnique of");
        assert_eq!(verb("exfiltrates-to"), "exfiltrates to");
        assert_eq!(verb("uses"), "uses");
    }
}
