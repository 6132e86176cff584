//! The words of a question, each with its place in the text.
//!
//! Punctuation and capitals are left aside, contractions are spelled out, and what stands in
//! quotes is kept together. A prefixed name or an IRI is one word.

use std::ops::Range;

use crate::names::words_of;

/// One word of a question.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Word {
    /// The word in lower case; a prefixed name or an IRI as it was typed.
    pub text: String,
    /// Where it stands in the question, in bytes.
    pub span: Range<usize>,
    /// The quotation that it belongs to, counted from 1; 0 outside of any.
    pub quotation: u32,
    /// Which word of the question it is.
    pub place: usize,
}

/// What contractions stand for, by their second part.
const CONTRACTIONS: &[(&str, &str)] = &[
    ("d", "would"),
    ("ll", "will"),
    ("ve", "have"),
    ("re", "are"),
];

/// Words after which `'s` is short for *is*; elsewhere it makes a possessive.
const BEFORE_IS: &[&str] = &[
    "who", "what", "where", "when", "why", "how", "which", "it", "that", "there", "nobody",
    "anybody", "anyone", "somebody", "someone", "whom",
];

/// Quotation marks that open, each with those that may close it.
const QUOTES: &[(char, &[char])] = &[
    ('"', &['"', '”']),
    ('“', &['”', '"']),
    ('„', &['“', '”', '"']),
    ('«', &['»']),
    ('»', &['«']),
    ('‹', &['›']),
    ('`', &['`', '\'']),
    ('\'', &['\'', '’']),
    ('‘', &['’', '\'']),
    ('「', &['」']),
];

/// Splits a question into its words. O(length).
pub fn split(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut quotation = 0;
    let mut quotations = 0;
    let mut closing: &[char] = &[];
    let mut position = 0;
    let mut before = ' ';
    while let Some(character) = text[position..].chars().next() {
        let start = position;
        position += character.len_utf8();
        let next = text[position..].chars().next();
        if quotation > 0 && closing.contains(&character) && !next.is_some_and(char::is_alphanumeric)
        {
            quotation = 0;
        } else if let Some(quotes) = opens(character, before, next).filter(|_| quotation == 0)
            && text[position..].contains(quotes)
        {
            quotations += 1;
            quotation = quotations;
            closing = quotes;
        } else if let Some(length) =
            name_length(&text[start..]).filter(|_| !before.is_alphanumeric())
        {
            position = start + length;
            words.push(Word {
                text: text[start..position].to_owned(),
                span: start..position,
                quotation,
                place: words.len(),
            });
        } else if character.is_alphanumeric() {
            let rest = &text[start..];
            let length = rest
                .find(|c: char| !c.is_alphanumeric())
                .unwrap_or(rest.len());
            position = start + length;
            let is_contracted = text[..start].ends_with(['\'', '’']);
            push(
                &mut words,
                &text[start..position],
                start,
                quotation,
                is_contracted,
            );
        }
        before = text[..position].chars().next_back().unwrap_or(' ');
    }
    words
}

/// The marks that close a quotation which a character opens, if it opens one.
fn opens(character: char, before: char, next: Option<char>) -> Option<&'static [char]> {
    let (_, closing) = QUOTES.iter().find(|(open, _)| *open == character)?;
    let is_outside = !before.is_alphanumeric() && next.is_some_and(|next| !next.is_whitespace());
    is_outside.then_some(*closing)
}

/// How long the prefixed name or the IRI is that a text begins with, if it does.
fn name_length(text: &str) -> Option<usize> {
    if let Some(rest) = text.strip_prefix('<') {
        let end = rest.find(|c: char| c == '>' || c.is_whitespace())?;
        return (rest[end..].starts_with('>') && rest[..end].contains(':')).then_some(end + 2);
    }
    let end = text
        .find(|c: char| c.is_whitespace() || QUOTES.iter().any(|(_, marks)| marks.contains(&c)))
        .unwrap_or(text.len());
    let chunk = text[..end].trim_end_matches(['?', '!', '.', ',', ';', ':', ')', ']']);
    let (prefix, local) = chunk.split_once(':')?;
    let is_plain = |part: &str| {
        part.chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))
    };
    let is_name = prefix.starts_with(char::is_alphabetic)
        && is_plain(prefix)
        && local.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '/');
    is_name.then_some(chunk.len())
}

fn push(words: &mut Vec<Word>, typed: &str, start: usize, quotation: u32, is_contracted: bool) {
    // The grade A is no article.
    let is_letter = typed == "A" && !words.is_empty();
    let text = if is_letter {
        typed.to_owned()
    } else {
        words_of(typed).join("")
    };
    let before = words.last_mut().filter(|_| is_contracted);
    let text = match before {
        Some(before) => spelled_out(before, &text),
        None => text,
    };
    words.push(Word {
        text,
        span: start..start + typed.len(),
        quotation,
        place: words.len(),
    });
}

/// What stands after an apostrophe, in full; of a negation, the verb before it is mended too.
fn spelled_out(before: &mut Word, text: &str) -> String {
    let is_negated = text == "t" && before.text.len() > 2 && before.text.ends_with('n');
    let full = CONTRACTIONS.iter().find(|(short, _)| *short == text);
    let full = if is_negated {
        match before.text.as_str() {
            "can" => {}
            "won" => "will".clone_into(&mut before.text),
            // didn't, hasn't
            _ => {
                before.text.pop();
            }
        }
        "not"
    } else if text == "s" && BEFORE_IS.contains(&before.text.as_str()) {
        "is"
    } else {
        full.map_or(text, |(_, full)| *full)
    };
    full.to_owned()
}

#[cfg(test)]
mod tests {
    use super::split;

    fn texts(question: &str) -> Vec<String> {
        split(question).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn contractions_are_spelled_out_and_names_kept() {
        assert_eq!(texts("Who's said it?"), ["who", "is", "said", "it"]);
        assert_eq!(texts("who didn’t answer"), ["who", "did", "not", "answer"]);
        assert_eq!(texts("won't, can't"), ["will", "not", "can", "not"]);
        assert_eq!(texts("Barracuda's flaw"), ["barracuda", "s", "flaw"]);
        assert_eq!(texts("why vsse:le-soir?"), ["why", "vsse:le-soir"]);
        assert_eq!(
            texts("why <https://a.example/b#c>?"),
            ["why", "<https://a.example/b#c>"]
        );
        assert_eq!(texts("single-source"), ["single", "source"]);
        assert_eq!(texts("note: this"), ["note", "this"]);
    }

    #[test]
    fn quotations_are_kept_together() {
        let quotations = |question: &str| -> Vec<u32> {
            split(question)
                .into_iter()
                .map(|word| word.quotation)
                .collect()
        };
        for question in [
            "why “mail server”?",
            "why 'mail server'",
            "why «mail server»",
            "why ‘mail server’",
        ] {
            assert_eq!(quotations(question), [0, 1, 1], "{question}");
        }
        assert_eq!(quotations("who didn't 'really answer'"), [0, 0, 0, 1, 1]);
        assert_eq!(quotations("why 'mail server"), [0, 0, 0]);
    }
}
