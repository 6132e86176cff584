//! The text of a web page: what a reader reads, without menus, scripts and advertisements.

/// Longer pages are refused.
const MOST_BYTES: usize = 8 * 1024 * 1024;
/// Pages with more elements than this are refused.
const MOST_ELEMENTS: usize = 50_000;
/// Elements within each other; what is deeper was not written for readers, and takes a time that
/// grows with the square of the depth.
const DEEPEST: usize = 500;

/// Takes the text out of a page: paragraphs with an empty line between them.
///
/// # Errors
///
/// Why there is none, in words.
pub(super) fn text(page: &[u8]) -> Result<String, String> {
    use dom_smoothie::{Config, Readability, TextMode};
    let page = std::str::from_utf8(page).map_err(|_| "the page is not UTF-8".to_owned())?;
    if page.len() > MOST_BYTES {
        return Err("the page is too long".to_owned());
    }
    if depth(page) > DEEPEST {
        return Err("the page has too many elements within each other".to_owned());
    }
    let config = Config {
        text_mode: TextMode::Formatted,
        max_elements_to_parse: MOST_ELEMENTS,
        ..Config::default()
    };
    let article = Readability::new(page, None, Some(config))
        .and_then(|mut reader| reader.parse())
        .map_err(|error| format!("no article is found in the page ({error})"))?;
    let text = article.text_content.trim();
    if text.is_empty() {
        return Err("no article is found in the page".to_owned());
    }
    Ok(format!("{text}\n"))
}

/// How deep elements stand within each other at most, counted from tags alone: never less than a
/// parser finds, for it closes what has no end.
fn depth(page: &str) -> usize {
    const EMPTY: [&str; 14] = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr",
    ];
    // Of these, the next one ends the one before.
    const CLOSING: [&str; 8] = ["p", "li", "dt", "dd", "tr", "td", "th", "option"];
    let mut open: usize = 0;
    let mut deepest = 0;
    for tag in page.split('<').skip(1) {
        let name = |text: &str| -> String {
            let letters = text.chars().take_while(char::is_ascii_alphanumeric);
            letters.collect::<String>().to_ascii_lowercase()
        };
        if let Some(end) = tag.strip_prefix('/') {
            if !CLOSING.contains(&name(end).as_str()) {
                open = open.saturating_sub(1);
            }
        } else if tag.starts_with(|it: char| it.is_ascii_alphabetic()) {
            let name = name(tag);
            if !EMPTY.contains(&name.as_str()) && !CLOSING.contains(&name.as_str()) {
                open += 1;
                deepest = deepest.max(open);
            }
        }
    }
    deepest
}
