//! Names and quotations are strangers' text: made harmless for each place where they are shown.

use std::fmt::Write as _;

/// For a terminal: control, bidirectional and invisible formatting characters become visible.
pub fn terminal(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\t' => safe.push(' '),
            character if is_hidden(character) => {
                let _ = write!(safe, "\\u{{{:x}}}", u32::from(character));
            }
            character => safe.push(character),
        }
    }
    safe
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

/// Control characters, and those that change the direction or visibility of text around them.
pub fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

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
