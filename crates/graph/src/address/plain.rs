//! Addresses that are in normal form as they are written, which most are: seen at a glance, without
//! taking them apart.

use super::web::Web;
use super::{DOCUMENT, forms, works};

/// Marks that an address may stand in a part of another one, written in base64.
const BASE64: [&str; 3] = ["aHR0c", "h0dH", "odHRw"];

/// The document at an address about which nothing need be known, if it is one. O(length).
pub(super) fn document(text: &str, web: &Web) -> Option<String> {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))?;
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let host = host.strip_prefix("www.").unwrap_or(host);
    let path = path.strip_suffix('/').unwrap_or(path);
    let is_plain = text.len() <= super::LONGEST
        && is_plain_host(host)
        && !web.knows(host)
        && !works::is_holder(host)
        && is_plain_path(path);
    is_plain.then(|| {
        let mut document = String::with_capacity(DOCUMENT.len() + host.len() + path.len());
        for part in [DOCUMENT, host, path] {
            document.push_str(part);
        }
        document
    })
}

/// A name and a domain above it, in letters and digits: others may be forms of hosts, or numbers.
fn is_plain_host(host: &str) -> bool {
    let Some((name, above)) = host.split_once('.') else {
        return false;
    };
    let is_name = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    !name.is_empty()
        && name.bytes().all(is_name)
        && above.len() > 1
        && above.bytes().all(|byte| byte.is_ascii_lowercase())
        && host != "youtu.be"
}

fn is_plain_path(path: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_~./".contains(&byte);
    path.bytes().all(is_plain)
        // A paper has its identifier in the path.
        && !path.contains("10.")
        && !BASE64.iter().any(|mark| path.contains(mark))
        && !forms::has_end(path)
        && path.split('/').skip(1).all(|segment| {
            !matches!(segment, "" | "." | ".." | "http" | "https") && !forms::is_segment(segment)
        })
}

#[cfg(test)]
mod tests {
    use super::super::Address;
    use super::*;

    /// Pieces of addresses that mean something to somebody, and such that do not.
    const HOSTS: [&str; 20] = [
        "outlet.example",
        "www.outlet.example",
        "m.outlet.example",
        "lab.test",
        "m.co",
        "www.com",
        "youtu.be",
        "medium.com",
        "mara.github.io",
        "arxiv.org",
        "europepmc.org",
        "huggingface.co",
        "bit.ly",
        "archive.ph",
        "proxy.org",
        "x.com",
        "1.2",
        "a1.b2",
        "outlet.example.",
        "doi.org",
    ];
    const SEGMENTS: [&str; 24] = [
        "a",
        "A-b_c~1",
        "print",
        "AMP",
        "amp",
        "index.html",
        "a.amp.html",
        "10.1000",
        "x10.1000",
        "http",
        "outlet.org",
        "",
        ".",
        "..",
        "abs",
        "2101.00001",
        "aHR0cHM6Ly9vdXRsZXQuZXhhbXBsZS9h",
        "b.amp",
        "default.aspx",
        "wp-content",
        "%7Ea",
        "PMC12345",
        "é",
        "search",
    ];

    #[test]
    fn what_is_seen_at_a_glance_is_what_is_read() {
        let web = Web::built_in();
        let mut seen = 0;
        for host in HOSTS {
            for first in SEGMENTS {
                for second in SEGMENTS {
                    for end in ["", "/", "?a=1", "#top", "//"] {
                        for scheme in ["https", "http", "ftp"] {
                            let text = format!("{scheme}://{host}/{first}/{second}{end}");
                            if let Some(document) = document(&text, web) {
                                let read = Address::read(&text, web).expect("it is an address");
                                assert_eq!(document, read.document(), "{text}");
                                seen += 1;
                            }
                        }
                    }
                }
            }
        }
        assert!(seen > 100, "only {seen}");
    }
}
