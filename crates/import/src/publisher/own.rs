//! Which addresses are those of whoever compiled a file. They say where an entry stands; a catalogue
//! whose own page stood beside the article that it cites would be a second source for it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Address, Published, Web};

/// Fewer entries than these tell nothing of a catalogue.
const FEWEST: usize = 3;
/// Names that are in too many others.
const COMMON: [&str; 16] = [
    "the",
    "security",
    "cyber",
    "threat",
    "news",
    "blog",
    "lab",
    "labs",
    "research",
    "team",
    "group",
    "report",
    "intelligence",
    "info",
    "data",
    "world",
];

/// Pages of those who compiled a file.
#[derive(Clone, Default, Debug)]
pub struct Own {
    /// Publishers, by IRI.
    publishers: BTreeSet<String>,
    /// Hosts, which are more than publishers where a domain has other pages too.
    hosts: BTreeSet<String>,
    /// What those who compiled it are called.
    names: BTreeSet<String>,
}

impl Own {
    /// Adds somebody by name, by domain or by address.
    pub fn add(&mut self, told: &str) {
        let published = Published::told(told);
        if published.is_named() {
            self.names.insert(told.trim().to_owned());
        } else {
            self.publishers.insert(published.iri());
        }
    }

    /// Adds whoever publishes at an address.
    pub fn add_address(&mut self, address: &Address, web: &Web) {
        match Published::by(address, web) {
            Ok(published) => {
                self.publishers.insert(published.iri());
            }
            Err(_) => {
                self.hosts.insert(address.host().to_owned());
            }
        }
    }

    /// Adds hosts which most entries of a catalogue cite, each at an address of its own: those of its
    /// pages. O(addresses).
    pub fn add_catalogue<'a>(&mut self, entries: impl Iterator<Item = Vec<&'a Address>>) {
        let (mut number, mut cited) = (0, BTreeMap::<&str, (usize, BTreeSet<String>)>::new());
        for addresses in entries.filter(|addresses| !addresses.is_empty()) {
            number += 1;
            let mut seen = BTreeSet::new();
            for address in addresses {
                let (entries, documents) = cited.entry(address.host()).or_default();
                *entries += usize::from(seen.insert(address.host()));
                documents.insert(address.document());
            }
        }
        let most = cited.into_iter().filter(|(_, (entries, documents))| {
            // One page that all cite is a document like others.
            number >= FEWEST && entries * 2 > number && documents.len() * 2 > number
        });
        self.hosts.extend(most.map(|(host, _)| host.to_owned()));
    }

    /// Whether an address is among these pages.
    pub fn has(&self, address: &Address, web: &Web) -> bool {
        if self.hosts.contains(address.host()) || is_instance(address) {
            return true;
        }
        let Ok(published) = Published::by(address, web) else {
            return false;
        };
        self.publishers.contains(&published.iri())
            || self.names.iter().any(|name| published.is_called(name))
    }
}

/// Whether this is an entry on an instance of a platform, whoever runs it.
fn is_instance(address: &Address) -> bool {
    let segments: Vec<&str> = address.segments().take(3).collect();
    matches!(
        segments[..],
        [
            "events" | "attributes" | "objects" | "galaxy_clusters" | "galaxies",
            "view" | "index",
            ..
        ] | [
            "dashboard",
            "analyses" | "threats" | "arsenal" | "observations",
            ..
        ]
    )
}

/// Whether a name reads like a label of a host: it contains that, or is within it, or has its
/// initials.
pub fn resembles(name: &str, label: &str) -> bool {
    let plain = |text: &str| -> String {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let words: Vec<String> = name
        .split(|c: char| !c.is_alphanumeric())
        .map(plain)
        .filter(|word| !word.is_empty())
        .collect();
    let (whole, label) = (words.concat(), plain(label));
    let without_article = whole.strip_prefix("the").unwrap_or(&whole).to_owned();
    if label.is_empty() || without_article.is_empty() || COMMON.contains(&label.as_str()) {
        return without_article == label;
    }
    let initials: String = words
        .iter()
        .filter_map(|word| word.chars().next())
        .collect();
    let is_word = words.contains(&label);
    // Short labels stand by chance in longer names.
    let is_within = label.chars().count() >= 5 && without_article.contains(&label)
        || label.chars().count() >= 3 && without_article.starts_with(&label);
    let has_it = without_article.chars().count() >= 4 && label.starts_with(&without_article);
    let is_initials = label.chars().count() >= 3 && initials == label;
    is_word || is_within || has_it || is_initials
}

#[cfg(test)]
mod tests {
    use super::resembles;

    #[test]
    fn desks_are_called_like_their_house() {
        for (name, label) in [
            ("Reuters Energy", "reuters"),
            ("BBC World", "bbc"),
            ("The Washington Post", "washingtonpost"),
            ("Full Fact", "fullfact"),
            ("MISP Project", "misp-project"),
            ("British Broadcasting Corporation", "bbc"),
            ("Harbour Watch", "harbourwatchnews"),
        ] {
            assert!(resembles(name, label), "{name} {label}");
        }
        for (name, label) in [
            ("USA Paper", "portal"),
            ("City Desk", "portal"),
            ("Security Weekly", "security"),
            ("Mara Reed", "ma"),
        ] {
            assert!(!resembles(name, label), "{name} {label}");
        }
    }
}
