//! The words of a text as names are compared: letters and digits of any script in lower-case
//! ASCII, however the text writes them.

/// A word of a text, with where it stands.
pub(super) struct Word {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) text: String,
}

/// A character as it is meant, and the bytes that write it.
struct Meant {
    start: usize,
    end: usize,
    character: char,
}

/// The words of a text. What an IRI writes with `%`, HTML with `&`, and programs with `\u` is
/// read as what it stands for; *Müller*, *Mueller* and *Muller* are one word.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut is_open = false;
    for meant in meant(text) {
        let character = meant.character;
        // Signs that are put upon letters belong to them; what shows nothing parts no word.
        let is_mark = matches!(character, '\u{300}'..='\u{36f}') || is_unseen(character);
        if is_mark && is_open {
            if let Some(word) = words.last_mut() {
                word.end = meant.end;
            }
            continue;
        }
        if !character.is_alphanumeric() {
            is_open = is_open && is_mark;
            continue;
        }
        if !is_open {
            words.push(Word {
                start: meant.start,
                end: meant.end,
                text: String::new(),
            });
        }
        if let Some(word) = words.last_mut() {
            word.end = meant.end;
            match deunicode::deunicode_char(character) {
                _ if character.is_ascii() => word.text.push(character.to_ascii_lowercase()),
                Some(ascii) => word.text.push_str(&ascii.trim().to_ascii_lowercase()),
                None => word.text.extend(character.to_lowercase()),
            }
        }
        is_open = true;
    }
    for word in &mut words {
        word.text = folded(&word.text);
    }
    words
}

/// What shows nothing and is no control character.
fn is_unseen(character: char) -> bool {
    !character.is_control() && crate::escape::is_hidden(character)
}

/// A word with the letters of German, Danish and the like written as one.
fn folded(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    let mut rest = word.chars().peekable();
    while let Some(character) = rest.next() {
        // At the end of a word they are two: Doe, Defoe, josedoe1970.
        let goes_on = rest.peek().is_some_and(|next| next.is_alphabetic());
        let is_second = character == 'e' && goes_on && folded.ends_with(['a', 'o', 'u']);
        if !is_second {
            folded.push(character);
        }
    }
    folded
}

/// The characters of a text as they are meant.
fn meant(text: &str) -> Vec<Meant> {
    let mut found = Vec::with_capacity(text.len());
    let mut at = 0;
    while let Some(character) = text[at..].chars().next() {
        let escaped = match character {
            '%' => percent(text, at),
            '&' => entity(&text[at..]),
            '\\' => numbered(&text[at..]),
            _ => None,
        };
        let (meant, length) =
            escaped.unwrap_or_else(|| (character.to_string(), character.len_utf8()));
        found.extend(meant.chars().map(|character| Meant {
            start: at,
            end: at + length,
            character,
        }));
        at += length;
    }
    found
}

/// One character written by its bytes with `%`.
fn percent(text: &str, at: usize) -> Option<(String, usize)> {
    let mut bytes = Vec::new();
    let mut rest = &text[at..];
    while bytes.len() < 4 {
        let digits = rest.strip_prefix('%')?.get(..2)?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = &rest[3..];
        if let Ok(text) = std::str::from_utf8(&bytes) {
            return Some((text.to_owned(), 3 * bytes.len()));
        }
    }
    None
}

/// A character written as HTML and XML name it: by number, or as a letter with its accent.
fn entity(text: &str) -> Option<(String, usize)> {
    let end = text.find(';').filter(|end| *end <= 10)?;
    let name = &text[1..end];
    let number = |digits: &str, base| {
        let number = u32::from_str_radix(digits, base).ok()?;
        char::from_u32(number).map(String::from)
    };
    let meant = if let Some(digits) = name.strip_prefix("#x").or(name.strip_prefix("#X")) {
        number(digits, 16)?
    } else if let Some(digits) = name.strip_prefix('#') {
        number(digits, 10)?
    } else {
        const ACCENTS: [&str; 11] = [
            "acute", "grave", "circ", "tilde", "uml", "ring", "cedil", "caron", "slash", "ogon",
            "breve",
        ];
        let mut letters = name.chars();
        let letter = letters.next().filter(char::is_ascii_alphabetic)?;
        match letters.as_str() {
            accent if ACCENTS.contains(&accent) => letter.to_string(),
            "elig" | "Elig" => format!("{letter}e"),
            "zlig" => "ss".to_owned(),
            "hy" | "wj" | "wnj" => "\u{ad}".to_owned(),
            _ => " ".to_owned(),
        }
    };
    Some((meant, end + 1))
}

/// A character written by its number, as in JSON.
fn numbered(text: &str) -> Option<(String, usize)> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    let number = u32::from_str_radix(digits, 16).ok()?;
    Some((char::from_u32(number)?.to_string(), 6))
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_are_read_as_they_are_meant() {
        let read =
            |text: &str| -> Vec<String> { words(text).into_iter().map(|word| word.text).collect() };
        for text in [
            "Jörg Müller",
            "JOERG MUELLER",
            "Jorg_Muller",
            "J%C3%B6rg%20M%c3%bcller",
            "J&ouml;rg&nbsp;M&#252;ller",
            "Jo\u{308}rg M&#xFC;ller",
            "J\\u00f6rg M\u{200b}u\u{308}l\u{ad}ler",
        ] {
            assert_eq!(read(text), ["jorg", "muller"], "{text}");
        }
        assert_eq!(read("100 % & so; %ff"), ["100", "so", "ff"]);
        assert_eq!(read("José Doe"), ["jose", "doe"]);
    }
}
