//! What tells of a source without being its name: addresses, titles, hashes, quotations.

use rustc_hash::FxHashMap;

use super::words::{Word, words};

/// Sequences of words, each with what stands in its place.
#[derive(Clone, Debug, Default)]
pub(super) struct Phrases {
    by_first: FxHashMap<String, Vec<(Vec<String>, String)>>,
}

impl Phrases {
    /// Adds one, unless it is so short that it stands everywhere.
    pub(super) fn add(&mut self, phrase: &str, with: &str, least: usize) {
        let words: Vec<String> = words(phrase).into_iter().map(|word| word.text).collect();
        let letters: usize = words.iter().map(String::len).sum();
        let Some(first) = words.first().filter(|_| letters >= least) else {
            return;
        };
        let known = self.by_first.entry(first.clone()).or_default();
        if known.iter().all(|(other, _)| *other != words) {
            known.push((words, with.to_owned()));
            known.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
    }

    /// The text with every phrase replaced, if it has one. O(words · phrases that begin alike).
    pub(super) fn replaced(&self, text: &str) -> Option<String> {
        let words = words(text);
        let mut replaced = String::new();
        let (mut kept_until, mut at) = (0, 0);
        while at < words.len() {
            let Some((length, with)) = self.at(&words[at..]) else {
                at += 1;
                continue;
            };
            replaced.push_str(&text[kept_until..words[at].start]);
            replaced.push_str(with);
            kept_until = words[at + length - 1].end;
            at += length;
        }
        (kept_until > 0).then(|| replaced + &text[kept_until..])
    }

    /// Whether a text has a phrase.
    pub(super) fn are_in(&self, text: &str) -> bool {
        let words = words(text);
        (0..words.len()).any(|at| self.at(&words[at..]).is_some())
    }

    fn at(&self, words: &[Word]) -> Option<(usize, &str)> {
        let known = self.by_first.get(&words.first()?.text)?;
        known.iter().find_map(|(phrase, with)| {
            let is_here = words.len() >= phrase.len()
                && phrase
                    .iter()
                    .zip(words)
                    .all(|(one, word)| *one == word.text);
            is_here.then_some((phrase.len(), with.as_str()))
        })
    }
}

/// An address as far as it tells where something is: without its scheme, `www.`, the case of the
/// host, a fragment and a slash at the end.
pub(super) fn address(text: &str) -> String {
    let text = text.trim();
    let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
    let rest = rest.split('#').next().unwrap_or(rest);
    let (host, path) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
    let host = host.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    format!("{host}{}", path.trim_end_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::{Phrases, address};

    #[test]
    fn an_address_is_known_however_it_is_written() {
        for text in [
            "https://a.example/x/",
            "http://www.A.example/x",
            "https://a.example/x#part",
        ] {
            assert_eq!(address(text), "a.example/x");
        }
        let mut phrases = Phrases::default();
        phrases.add("a.example/x1y2", "X", 4);
        phrases.add("or", "X", 4);
        assert_eq!(
            phrases
                .replaced("see https://a.example/x1y2#z or not")
                .as_deref(),
            Some("see https://X#z or not")
        );
        assert!(phrases.are_in("https://archive.example/web/http://a.example/x1y2"));
        assert!(!phrases.are_in("https://a.example/x1y"));
    }
}
