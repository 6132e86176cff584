//! Names and quotations are strangers' text: made harmless for each place where they are shown.
//!
//! What shows nothing, or changes how what is around it shows, is written as its number: control
//! and format characters (Cc, Cf), separators of lines and paragraphs (Zl, Zp), and letters that
//! are blank. Three kinds have a meaning of their own where they belong, and stay there: joiners
//! between letters of a script that uses them (`می‌خواهم`, `क्‍ष`), joiners between the signs of one
//! emoji (👩‍🚒), and one variation selector after a sign that can vary. Elsewhere, or in a row, they
//! could carry a text that nobody sees.

use std::fmt::Write as _;

/// For a terminal: control, bidirectional and invisible formatting characters become visible.
pub fn terminal(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for (_, character, is_shown) in looked_at(text) {
        match character {
            '\n' | '\t' => safe.push(' '),
            character if is_shown => safe.push(character),
            character => number(character, &mut safe),
        }
    }
    safe
}

/// A stretch of text as it is laid out, for a terminal: tabulators stay; and where the bytes at
/// some places have gone.
pub fn excerpt(text: &str, places: [usize; 2]) -> (String, [usize; 2]) {
    let mut safe = String::with_capacity(text.len());
    let mut moved = [None; 2];
    for (at, character, is_shown) in looked_at(text) {
        for (place, moved) in places.iter().zip(&mut moved) {
            if at >= *place {
                moved.get_or_insert(safe.len());
            }
        }
        if is_shown || character == '\t' {
            safe.push(character);
        } else {
            number(character, &mut safe);
        }
    }
    let end = safe.len();
    (safe, moved.map(|moved| moved.unwrap_or(end)))
}

fn number(character: char, text: &mut String) {
    let _ = write!(text, "\\u{{{:x}}}", u32::from(character));
}

/// The characters of a text, each with its place and whether it may be shown where it stands.
fn looked_at(text: &str) -> impl Iterator<Item = (usize, char, bool)> {
    let mut before = None;
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (at, character) = rest.next()?;
        let after = rest.peek().map(|(_, after)| *after);
        let is_shown = if is_selector(character) {
            before.is_some_and(|before| may_vary(before, after))
        } else {
            !is_hidden(character) || may_join(before, character, after)
        };
        before = Some(character);
        Some((at, character, is_shown))
    })
}

/// Selectors of a variant of the sign before them.
fn is_selector(character: char) -> bool {
    matches!(character, '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Whether a selector belongs after a sign: not after another one, nor after a letter of ASCII;
/// after a digit where a keycap is made of it.
fn may_vary(before: char, after: Option<char>) -> bool {
    if before.is_ascii() {
        return matches!(before, '0'..='9' | '#' | '*') && after == Some('\u{20e3}');
    }
    !is_selector(before) && !is_hidden(before)
}

/// Whether a joiner, or what keeps letters apart, belongs between two signs.
fn may_join(before: Option<char>, character: char, after: Option<char>) -> bool {
    let (Some(before), Some(after)) = (before, after) else {
        return false;
    };
    match character {
        '\u{200c}' => is_joining(before) && is_joining(after),
        '\u{200d}' => {
            is_joining(before) && is_joining(after) || is_pictured(before) && is_pictured(after)
        }
        _ => false,
    }
}

/// Letters and signs of the scripts whose letters join: Arabic, Syriac, those of India and
/// around, Khmer, Mongolian.
fn is_joining(character: char) -> bool {
    !is_hidden(character)
        && matches!(
            character,
            '\u{600}'..='\u{8ff}' | '\u{900}'..='\u{dff}' | '\u{f00}'..='\u{109f}'
                | '\u{1780}'..='\u{18af}' | '\u{1b00}'..='\u{1c4f}' | '\u{a8e0}'..='\u{aaff}'
                | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{11000}'..='\u{11fff}'
        )
}

/// Signs that emoji are made of, with their selectors.
fn is_pictured(character: char) -> bool {
    matches!(
        character,
        '\u{2190}'..='\u{2bff}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}' | '\u{3030}' | '\u{303d}'
    )
}

/// For Markdown: [`terminal`], and what Markdown or the HTML in it would interpret is escaped.
pub fn markdown(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in terminal(text).chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '#' | '!' | '~' | '$' => {
                safe.push('\\');
                safe.push(character);
            }
            character => safe.push(character),
        }
    }
    safe
}

/// For a quoted string in DOT: [`terminal`], with quotes and backslashes escaped.
pub fn dot(text: &str) -> String {
    terminal(text).replace('\\', "\\\\").replace('"', "\\\"")
}

/// For XML, as text or in an attribute: [`terminal`], with what XML would interpret escaped and
/// the two other characters that it has no way to write made visible.
pub fn xml(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in terminal(text).chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {
                let _ = write!(safe, "\\u{{{:x}}}", u32::from(character));
            }
            character => safe.push(character),
        }
    }
    safe
}

/// Shortens a text to a number of characters, with an ellipsis.
pub fn shorten(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{kept}…")
}

/// Control and format characters, separators of lines and paragraphs, and what is blank without
/// being a space: Cc, Cf, Zl, Zp, and what may be ignored of the rest, but for selectors.
pub fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}' | '\u{34f}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}'
                | '\u{890}'..='\u{891}' | '\u{8e2}' | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
                | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{110bd}' | '\u{110cd}'
                | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e00ff}'
                | '\u{e01f0}'..='\u{e0fff}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shows_nothing_stays_only_where_it_means_something() {
        for text in [
            "\u{645}\u{6cc}\u{200c}\u{62e}\u{648}\u{627}\u{647}\u{645}",
            "\u{915}\u{94d}\u{200d}\u{937}",
            "\u{1f469}\u{200d}\u{1f692}",
            "\u{1f3f3}\u{fe0f}\u{200d}\u{1f308}",
            "\u{2764}\u{fe0f}",
            "1\u{fe0f}\u{20e3}",
            "\u{845b}\u{e0100}",
        ] {
            assert_eq!(terminal(text), text);
        }
        for (text, safe) in [
            ("pay\u{200d}pal", "pay\\u{200d}pal"),
            ("a\u{200c}", "a\\u{200c}"),
            ("\u{200d}\u{1f692}", "\\u{200d}\u{1f692}"),
            ("a\u{fe01}", "a\\u{fe01}"),
            ("\u{2764}\u{fe0f}\u{e0100}", "\u{2764}\u{fe0f}\\u{e0100}"),
            (
                "\u{1f3f4}\u{e0067}\u{e007f}",
                "\u{1f3f4}\\u{e0067}\\u{e007f}",
            ),
            (
                "\u{9b}31m \u{2028}\u{feff}\u{3164}",
                "\\u{9b}31m \\u{2028}\\u{feff}\\u{3164}",
            ),
        ] {
            assert_eq!(terminal(text), safe);
        }
        let (safe, places) = excerpt("a\u{200b}\tbc", [5, 6]);
        assert_eq!((safe.as_str(), places), ("a\\u{200b}\tbc", [10, 11]));
        assert_eq!(excerpt("a\u{1}", [2, 2]).1, [6, 6]);
    }

    #[test]
    fn hostile_text_is_harmless() {
        assert_eq!(terminal("a\u{1b}[31mb\u{202e}c"), "a\\u{1b}[31mb\\u{202e}c");
        assert_eq!(markdown("<b>|*x*"), "&lt;b&gt;\\|\\*x\\*");
        assert_eq!(dot("a\"b\\"), "a\\\"b\\\\");
        assert_eq!(shorten("abcdef", 4), "abc…");
        assert_eq!(
            xml("a&<b>\"\u{1}\u{ffff}"),
            "a&amp;&lt;b&gt;&quot;\\u{1}\\u{ffff}"
        );
    }
}
