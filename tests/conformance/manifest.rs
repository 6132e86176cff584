//! What a manifest of the W3C lists.

use std::fs;
use std::path::{Path, PathBuf};

use oxrdf::vocab::rdf;
use oxrdf::{Graph, NamedNode, NamedNodeRef, NamedOrBlankNodeRef, TermRef};
use oxttl::TurtleParser;

const MANIFEST: &str = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#";
const QUERY: &str = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#";

/// A manifest and where it stands.
pub(super) struct Manifest {
    graph: Graph,
    folder: PathBuf,
    base: String,
}

/// A test.
pub(super) struct Case {
    /// Its name, the last part of its IRI.
    pub(super) name: String,
    /// What kind of test it is, without the namespace.
    pub(super) kind: String,
    /// The file to read, or that of the query.
    pub(super) action: File,
    /// The data of a query, and its named graphs.
    pub(super) data: Vec<File>,
    pub(super) graphs: Vec<File>,
    /// What must come out.
    pub(super) result: Option<File>,
}

/// A file of a test.
#[derive(Clone)]
pub(super) struct File {
    pub(super) iri: String,
    pub(super) path: PathBuf,
}

impl File {
    pub(super) fn bytes(&self) -> Vec<u8> {
        fs::read(&self.path).unwrap_or_else(|error| panic!("{}: {error}", self.path.display()))
    }

    pub(super) fn text(&self) -> String {
        String::from_utf8(self.bytes()).expect("the file is text")
    }

    pub(super) fn ending(&self) -> String {
        let ending = self.path.extension().unwrap_or_default();
        ending.to_string_lossy().into_owned()
    }
}

impl Manifest {
    /// Reads a manifest; relative names in it are meant from `base`.
    pub(super) fn read(folder: &Path, name: &str, base: &str) -> Self {
        let text = fs::read_to_string(folder.join(name)).expect("the manifest is there");
        let parser = TurtleParser::new().with_base_iri(base).expect("an IRI");
        let triples = parser.for_slice(&text);
        Self {
            graph: triples
                .map(|triple| triple.expect("the manifest is Turtle"))
                .collect(),
            folder: folder.to_owned(),
            base: base.to_owned(),
        }
    }

    fn file(&self, iri: &str) -> File {
        let local = iri.strip_prefix(&self.base).unwrap_or(iri);
        File {
            iri: iri.to_owned(),
            path: self.folder.join(local),
        }
    }

    fn of<'g>(
        &'g self,
        subject: impl Into<NamedOrBlankNodeRef<'g>>,
        property: &str,
    ) -> Vec<TermRef<'g>> {
        let property = NamedNode::new_unchecked(property);
        let subject = subject.into();
        let objects = self.graph.objects_for_subject_predicate(subject, &property);
        let mut objects: Vec<_> = objects.collect();
        objects.sort_by_key(ToString::to_string);
        objects
    }

    fn files(&self, subject: NamedOrBlankNodeRef<'_>, property: &str) -> Vec<File> {
        let objects = self.of(subject, property).into_iter();
        objects
            .filter_map(|object| match object {
                TermRef::NamedNode(node) => Some(self.file(node.as_str())),
                _ => None,
            })
            .collect()
    }

    /// All tests, in order of name.
    pub(super) fn cases(&self) -> Vec<Case> {
        let action = format!("{MANIFEST}action");
        let property = NamedNode::new_unchecked(&action);
        let mut subjects: Vec<NamedNodeRef<'_>> = self
            .graph
            .triples_for_predicate(&property)
            .filter_map(|triple| match triple.subject {
                NamedOrBlankNodeRef::NamedNode(node) => Some(node),
                NamedOrBlankNodeRef::BlankNode(_) => None,
            })
            .collect();
        subjects.sort_unstable_by_key(|node| node.as_str());
        let cases = subjects.into_iter();
        cases
            .filter_map(|subject| {
                let kind = match self.of(subject, rdf::TYPE.as_str()).first() {
                    Some(TermRef::NamedNode(node)) => node.as_str().rsplit(['#', '/']).next(),
                    _ => None,
                };
                let (action, data, graphs) = match self.of(subject, &action).first()? {
                    TermRef::NamedNode(node) => (self.file(node.as_str()), vec![], vec![]),
                    TermRef::BlankNode(node) => {
                        let files = |name| self.files((*node).into(), &format!("{QUERY}{name}"));
                        (files("query").pop()?, files("data"), files("graphData"))
                    }
                    TermRef::Literal(_) => return None,
                };
                Some(Case {
                    name: subject.as_str().rsplit('#').next()?.to_owned(),
                    kind: kind?.to_owned(),
                    action,
                    data,
                    graphs,
                    result: self
                        .files(subject.into(), &format!("{MANIFEST}result"))
                        .pop(),
                })
            })
            .collect()
    }
}
