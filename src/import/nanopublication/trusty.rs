//! Trusty URIs: names that hold a hash of what they name (module RA: RDF, with several graphs).
//!
//! Kuhn and Dumontier, *Trusty URIs: Verifiable, Immutable, and Permanent Digital Artifacts for
//! Linked Data*, 2014. The quads are sorted and hashed, with the hash itself left blank in names.

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

/// The code that some quads have. None where there are blank nodes, which have no hash.
///
/// O(n log n).
pub(super) fn of(quads: &[&Quad], code: &str) -> Option<String> {
    let mut lines = Vec::with_capacity(quads.len());
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
    let mut hash = Sha256::new();
    for (names, _, object) in &lines {
        for name in names {
            hash.update(escaped(name).as_bytes());
            hash.update(b"\n");
        }
        hash.update(object.as_bytes());
        hash.update(b"\n");
    }
    Some(format!("RA{}", base64(&hash.finalize())))
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\n', "\\n")
}

/// Base64 in the alphabet of addresses, without padding.
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for chunk in bytes.chunks(3) {
        let bits = chunk
            .iter()
            .fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte));
        let bits = bits << (8 * (3 - chunk.len()));
        for place in 0..=chunk.len() {
            let sign = bits >> (18 - 6 * place) & 63;
            text.push(char::from(SIGNS[sign as usize]));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{base64, code};

    #[test]
    fn codes_stand_at_the_end() {
        let name = "RA1sViVmXf-W2aZW4Qk74KTaiD9gpLBPe2LhMsinHKKz8";
        assert_eq!(code(&format!("https://x.example/{name}#")), Some(name));
        assert_eq!(code("https://x.example/RA1"), None);
        assert_eq!(code("é"), None);
    }

    #[test]
    fn base64_is_that_of_others() {
        assert_eq!(base64(b"\xfb\xff"), "-_8");
        assert_eq!(base64(b"abc"), "YWJj");
    }
}
