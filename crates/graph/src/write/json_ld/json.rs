//! JSON whose keys keep the order in which they were put, laid out for people.

use std::fmt::Write as _;

use crate::escape::is_hidden;

/// Lists and objects of plain values that fit into this many characters stand on one line.
const LINE: usize = 90;

/// A JSON value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Json {
    /// A string.
    Text(String),
    /// A number or a boolean, as it is written.
    Bare(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// One value as it is, several as a list.
    pub(super) fn one_or_list(mut values: Vec<Self>) -> Self {
        match values.len() {
            1 => values.remove(0),
            _ => Self::List(values),
        }
    }

    /// The value as text. It is as deep as it was built, and its builder sees to that.
    pub(super) fn write(&self, text: &mut String, depth: usize) {
        let indent = "  ".repeat(depth + 1);
        let (open, close, items): (_, _, Vec<(Option<&str>, &Self)>) = match self {
            Self::Text(value) => return quote(text, value),
            Self::Bare(value) => return text.push_str(value),
            Self::List(items) => ('[', ']', items.iter().map(|item| (None, item)).collect()),
            Self::Object(items) => {
                let items = items.iter().map(|(key, item)| (Some(key.as_str()), item));
                ('{', '}', items.collect())
            }
        };
        if items.iter().all(|(_, item)| item.is_plain()) {
            let mut line = String::new();
            for (position, (key, item)) in items.iter().enumerate() {
                line.push_str(if position == 0 { "" } else { ", " });
                item.write_entry(&mut line, *key, depth);
            }
            if line.chars().count() <= LINE {
                let space = if open == '{' { " " } else { "" };
                let _ = write!(text, "{open}{space}{line}{space}{close}");
                return;
            }
        }
        text.push(open);
        for (position, (key, item)) in items.iter().enumerate() {
            text.push_str(if position == 0 { "\n" } else { ",\n" });
            text.push_str(&indent);
            item.write_entry(text, *key, depth + 1);
        }
        let _ = write!(text, "\n{}{close}", "  ".repeat(depth));
    }

    fn write_entry(&self, text: &mut String, key: Option<&str>, depth: usize) {
        if let Some(key) = key {
            quote(text, key);
            text.push_str(": ");
        }
        self.write(text, depth);
    }

    const fn is_plain(&self) -> bool {
        matches!(self, Self::Text(_) | Self::Bare(_))
    }
}

/// A string in quotes. What would be invisible is escaped, so that a file shows what it holds.
fn quote(text: &mut String, value: &str) {
    text.push('"');
    for character in value.chars() {
        match character {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            character if is_hidden(character) => {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    let _ = write!(text, "\\u{unit:04x}");
                }
            }
            character => text.push(character),
        }
    }
    text.push('"');
}
