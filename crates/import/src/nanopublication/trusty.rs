//! Trusty URIs: names that hold a hash of what they name (module RA: RDF, with several graphs).
//!
//! Kuhn and Dumontier, *Trusty URIs: Verifiable, Immutable, and Permanent Digital Artifacts for
//! Linked Data*, 2014. The quads are sorted and hashed, with the hash itself left blank in names.
//! What is hashed is also what is signed, so the normal form is made apart from its hash.

use std::fmt::Write as _;

use base64ct::{Base64UrlUnpadded, Encoding as _};
use oxrdf::{GraphName, NamedOrBlankNode, Quad, Term};
use sha2::{Digest, Sha256};

/// The code at the end of a name, if it is a trusty one: `RA` and 43 signs.
pub(super) fn code(iri: &str) -> Option<&str> {
    let iri = iri.trim_end_matches(['#', '/', '.']);
    let start = iri.len().checked_sub(45)?;
    let code = iri.get(start..)?;
    let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    let is_apart = !iri[..start].ends_with(|last: char| last.is_ascii_alphanumeric());
    (code.starts_with("RA") && is_apart && code.bytes().all(is_sign)).then_some(code)
}

/// The code of quads in their normal form.
pub(super) fn code_of(normal: &str) -> String {
    let hash = Sha256::digest(normal.as_bytes());
    format!("RA{}", Base64UrlUnpadded::encode_string(&hash))
}

/// Quads in their normal form: four lines each, sorted, each once, with a code left blank in
/// names. None where there are blank nodes, which have no such form.
///
/// O(n log n).
pub(super) fn normal<'q>(quads: impl Iterator<Item = &'q Quad>, code: &str) -> Option<String> {
    let mut lines = Vec::new();
    for quad in quads {
        let GraphName::NamedNode(graph) = &quad.graph_name else {
            return None;
        };
        let NamedOrBlankNode::NamedNode(subject) = &quad.subject else {
            return None;
        };
        let blank = |iri: &str| iri.replace(code, " ");
        let (key, object) = match &quad.object {
            Term::NamedNode(node) => {
                let iri = blank(node.as_str());
                (
                    (0, iri.clone(), String::new(), String::new()),
                    escaped(&iri),
                )
            }
            Term::Literal(literal) => {
                let value = literal.value();
                if let Some(language) = literal.language() {
                    let language = language.to_lowercase();
                    let text = format!("@{language} {}", escaped(value));
                    ((1, value.to_owned(), String::new(), language), text)
                } else {
                    let datatype = literal.datatype().as_str();
                    let text = format!("^{datatype} {}", escaped(value));
                    (
                        (1, value.to_owned(), datatype.to_owned(), String::new()),
                        text,
                    )
                }
            }
            Term::BlankNode(_) => return None,
        };
        let names = [graph.as_str(), subject.as_str(), quad.predicate.as_str()].map(blank);
        lines.push((names, key, object));
    }
    lines.sort_unstable();
    lines.dedup();
    let mut text = String::new();
    for ([graph, subject, predicate], _, object) in &lines {
        let names = [graph, subject, predicate].map(|name| escaped(name));
        let [graph, subject, predicate] = names;
        let _ = write!(text, "{graph}\n{subject}\n{predicate}\n{object}\n");
    }
    Some(text)
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn codes_stand_at_the_end() {
        let name = "RA1sViVmXf-W2aZW4Qk74KTaiD9gpLBPe2LhMsinHKKz8";
        assert_eq!(code(&format!("https://x.example/{name}#")), Some(name));
        assert_eq!(code("https://x.example/RA1"), None);
        assert_eq!(code("é"), None);
    }
}
