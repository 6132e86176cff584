//! Names for new things, made from their labels.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use oxrdf::NamedNode;

use super::draft::Draft;
use super::verify::parse;
use super::{Error, Into, Recording};
use crate::data::Data;
use crate::names::{Kind, significant_words, words_of};
use crate::read::terms::TermRef;
use crate::vocab::{Id, Known, namespace};
use crate::workspace::Contents;

/// How many words of a label go into a name.
const MOST_WORDS: usize = 5;
/// How long a name may be.
const LONGEST: usize = 48;

/// A label as the local part of a name: some of its words in ASCII, in lower case, with hyphens.
///
/// Other scripts are transliterated. `None` where nothing is left.
pub fn slug(label: &str) -> Option<String> {
    // Apostrophes join: the mayor's office is `mayors-office`.
    let label: String = label
        .chars()
        .take(1000)
        .filter(|character| !matches!(character, '\'' | '\u{2019}' | '\u{2bc}'))
        .collect();
    let mut words: Vec<String> = significant_words(&label)
        .iter()
        .flat_map(|word| words_of(&deunicode::deunicode_with_tofu(word, " ")))
        .collect();
    words.truncate(MOST_WORDS);
    let mut slug = String::new();
    for word in words {
        if !slug.is_empty() && slug.len() + 1 + word.len() > LONGEST {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.extend(word.chars().take(LONGEST));
    }
    (!slug.is_empty()).then_some(slug)
}

/// How a new file begins: its own namespace, and those that datasets are written in.
pub(super) fn opening(base: &str) -> String {
    let own = own_namespace(base);
    let usual = ["sayso", "dcterms", "schema", "rdfs", "xsd"];
    let known = namespace::WELL_KNOWN.iter();
    let known = known.filter(|(prefix, _)| usual.contains(prefix));
    let lines = std::iter::once(("", own.as_str())).chain(known.copied());
    lines.fold(String::new(), |mut text, (prefix, namespace)| {
        let begin = format!("@prefix {prefix}:");
        let _ = writeln!(text, "{begin:<17}{} .", crate::write::iri(namespace));
        text
    })
}

/// The namespace of a file that says nothing of it.
fn own_namespace(base: &str) -> String {
    let stem = base.strip_suffix(".ttl").unwrap_or(base);
    format!("{stem}#")
}

impl Recording {
    /// The namespace of new names in a file: its default one, else that of most of what it
    /// describes, else its own.
    fn namespace(&self, data: &Data, file: usize) -> String {
        let source = &self.sources[file];
        let bytes = match &source.contents {
            Contents::Text(bytes) => bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes),
            Contents::File(_) => &[],
        };
        let declared = parse(bytes, &source.base).ok();
        if let Some(default) = declared.as_ref().and_then(|it| it.prefixes.get("")) {
            return default.clone();
        }
        let mut used: BTreeMap<&str, usize> = BTreeMap::new();
        let things = [Kind::Document, Kind::Agent, Kind::Claim, Kind::Statement];
        let mut known: Vec<_> = things
            .iter()
            .flat_map(|it| it.terms(&data.evidence))
            .collect();
        known.sort_unstable();
        for (quad, place) in data.graph.quads.iter().zip(&data.graph.places) {
            let is_own = place.file as usize == file && known.binary_search(&quad.subject).is_ok();
            if let Some(iri) = data.graph.terms.as_iri(quad.subject).filter(|_| is_own)
                && let Some(end) = iri.rfind(['#', '/'])
                && !iri.starts_with(namespace::STATEMENT)
            {
                *used.entry(&iri[..=end]).or_default() += 1;
            }
        }
        let most = used.into_iter().max_by_key(|(_, count)| *count);
        let base = declared.and_then(|it| it.base);
        most.map_or_else(
            || base.map_or_else(|| own_namespace(&source.base), |base| format!("{base}#")),
            |(namespace, _)| namespace.to_owned(),
        )
    }

    /// What a name means that need not be known yet, such as that of a topic: a local name of the
    /// file that a draft goes into, a prefixed name, or an IRI.
    ///
    /// # Errors
    ///
    /// [`Error`](enum@Error) where no file fits; within, a sentence that says what is wrong with the name.
    pub fn topic(
        &self,
        data: &Data,
        draft: &Draft,
        into: &Into,
        text: &str,
    ) -> Result<Result<NamedNode, String>, Error> {
        let file = self.target(std::slice::from_ref(draft), into)?;
        Ok(meant(data, &self.namespace(data, file), text))
    }

    /// A name for something new: the one wished for, as a local or a prefixed name or an IRI;
    /// else one made of a label. Nothing is called so yet.
    ///
    /// # Errors
    ///
    /// [`Error`](enum@Error) where no file fits; within, a sentence that says why a wish cannot be granted.
    pub fn name(
        &self,
        data: &Data,
        draft: &Draft,
        into: &Into,
        wish: Option<&str>,
        label: &str,
    ) -> Result<Result<NamedNode, String>, Error> {
        let file = self.target(std::slice::from_ref(draft), into)?;
        let namespace = self.namespace(data, file);
        if let Some(wish) = wish {
            return Ok(granted(data, &namespace, wish));
        }
        let slug = slug(label).unwrap_or_else(|| draft.kind.word().to_owned());
        let numbered = (2..).map(|number| format!("{slug}-{number}"));
        let names = std::iter::once(slug.clone()).chain(numbered);
        let free = names
            .map(|name| format!("{namespace}{name}"))
            .find(|iri| data.graph.terms.find_iri(iri).is_none());
        let iri = free.unwrap_or_default();
        Ok(NamedNode::new(&iri).map_err(|_| format!("{iri} is no IRI; give a name with --name")))
    }
}

/// A name that somebody wishes for, if nothing is described under it.
fn granted(data: &Data, namespace: &str, wish: &str) -> Result<NamedNode, String> {
    let node = meant(data, namespace, wish)?;
    let term = data.graph.terms.find_iri(node.as_str());
    // What is only spoken of may be described under its name.
    if term.is_some_and(|term| is_described(data, term)) {
        let name = data.graph.shorten(node.as_str());
        return Err(format!("{name} is something already"));
    }
    Ok(node)
}

/// Whether anything but a type is said of a thing.
pub fn is_described(data: &Data, term: Id) -> bool {
    let mut quads = data.graph.quads.iter();
    quads.any(|quad| quad.subject == term && quad.predicate != Known::Type.id())
}

/// A local name of a namespace, a prefixed name, or an IRI.
fn meant(data: &Data, namespace: &str, text: &str) -> Result<NamedNode, String> {
    let text = text.trim();
    let is_local = |text: &str| {
        let mut letters = text.chars();
        !text.is_empty() && letters.all(|it| it.is_alphanumeric() || matches!(it, '-' | '_'))
    };
    // The default prefix is that of the file which is added to.
    let local = text.strip_prefix(':').unwrap_or(text);
    let iri = if is_local(local) {
        format!("{namespace}{local}")
    } else {
        let known = data.names.iri(&data.graph, text);
        known.ok_or_else(|| {
            format!("“{text}” is no name: use letters, digits and hyphens, a prefix that the data declares, or <an IRI>")
        })?
    };
    NamedNode::new(&iri).map_err(|error| format!("<{iri}> is no IRI: {error}"))
}

/// The language that most labels of some data have; `None` where most have none.
pub fn usual_language(data: &Data) -> Option<String> {
    let mut tags: BTreeMap<Option<&str>, usize> = BTreeMap::new();
    for (_, label) in data.index.data.pairs(Known::Label.id().0) {
        if let TermRef::Literal { language, .. } = data.graph.terms.get(Id(label)) {
            *tags.entry(language).or_default() += 1;
        }
    }
    let most = tags.into_iter().max_by_key(|(_, count)| *count)?;
    most.0.map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn labels_become_names() {
        for (label, name) in [
            ("the mayor's office", Some("mayors-office")),
            ("Radio Thé", Some("radio-the")),
            ("Київ: міст зачинено", Some("kiyiv-mist-zachineno")),
            ("a\nb\u{202e}c", Some("b-c")),
            (
                "Well 3 was closed on 2 May 2024",
                Some("well-3-closed-on-2"),
            ),
            ("%%% \u{0}", None),
        ] {
            assert_eq!(slug(label).as_deref(), name, "{label:?}");
        }
        assert!(slug(&"x".repeat(100_000)).unwrap().len() <= super::LONGEST);
    }
}
