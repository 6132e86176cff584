//! Addresses on the web, in one form however they are written.
//!
//! What stands for another address is unwrapped, what only tells the form of a page is left out, and a
//! paper goes by its identifier. So two addresses of one document have one [`Address::document`].

mod forms;
mod plain;
pub mod web;
mod works;
mod wrapped;

use std::fmt::Write as _;

use url::{Position, Url};

use crate::vocab::namespace::DOCUMENT;
use web::Web;
pub use wrapped::is_opaque;

/// Longer ones are no addresses of anything.
const LONGEST: usize = 8 * 1024;
/// How often an address may stand in another one.
const DEEPEST: usize = 4;

/// An address, in normal form: whatever does not tell documents apart is gone.
///
/// That is the scheme, `www.`, the default port, names and passwords, the fragment, parameters that
/// count visitors, and the slash at the end. Copies in archives are unwrapped.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Address {
    host: String,
    port: Option<u16>,
    path: String,
    query: Option<String>,
    /// The paper that stands there, by its one address.
    work: Option<String>,
    url: String,
}

impl Address {
    /// Reads an address of the web, by what comes with the program. None if it is not one.
    pub fn parse(text: &str) -> Option<Self> {
        Self::read(text, Web::built_in())
    }

    /// Reads an address of the web, by what is known of hosts. None if it is not one. O(length).
    pub fn read(text: &str, web: &Web) -> Option<Self> {
        let text = text.trim();
        if text.len() > LONGEST {
            return None;
        }
        let mut url = parse(text)?;
        let cited = cited(&url);
        for _ in 0..DEEPEST {
            match wrapped::unwrap(&url, web).as_deref().and_then(parse) {
                Some(inner) => url = inner,
                None => break,
            }
        }
        let host = url.host_str()?.trim_end_matches('.').to_owned();
        let host = without_www(&host);
        let mut address = Self {
            host: host.to_owned(),
            port: url.port(),
            path: sanitized(url.path()).trim_end_matches('/').to_owned(),
            query: query(&url),
            work: None,
            url: cited,
        };
        address.rename(web);
        // A route within a page that a script shows is a page of its own.
        let route = url
            .fragment()
            .filter(|fragment| fragment.starts_with(['!', '/']));
        if let Some(route) = route {
            address.path.push_str("/%23");
            address.path.push_str(&sanitized(route));
        }
        address.work = works::work(&address);
        Some(address)
    }

    /// The IRI of the document at an address: that of [`Address::document`], and sooner found where
    /// nothing about the address need be put right. None if it is no address of the web.
    pub fn document_at(text: &str) -> Option<String> {
        let web = Web::built_in();
        plain::document(text, web).or_else(|| Some(Self::read(text, web)?.document()))
    }

    /// Hosts that are one under several names, and pages that are one in several forms.
    fn rename(&mut self, web: &Web) {
        if self.host == "youtu.be" {
            let video = self.path.trim_start_matches('/').to_owned();
            self.query = Some(format!("v={video}"));
            "/watch".clone_into(&mut self.path);
        }
        if let Some((blog, end)) = self.host.split_once(".blogspot.")
            && end != "com"
        {
            self.host = format!("{blog}.blogspot.com");
        }
        web.name(&self.host).to_owned().clone_into(&mut self.host);
        if let Some(host) = forms::host(&self.host) {
            self.host = host;
            web.name(&self.host).to_owned().clone_into(&mut self.host);
        }
        if !web.has_accounts(&self.host) {
            self.path = forms::path(&self.path);
        }
    }

    /// The host, in lower case and without `www.`.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The parts of the path.
    pub fn segments(&self) -> impl Iterator<Item = &str> {
        self.path.split('/').filter(|segment| !segment.is_empty())
    }

    /// The query, without what counts visitors.
    pub fn query(&self) -> Option<&str> {
        self.query.as_deref()
    }

    /// The IRI of the document there: the same for every way to write the address.
    pub fn document(&self) -> String {
        if let Some(work) = &self.work {
            return format!("{DOCUMENT}{work}");
        }
        let mut iri = format!("{DOCUMENT}{}", segment(&self.host));
        if let Some(port) = self.port {
            let _ = write!(iri, ":{port}");
        }
        iri.push_str(&self.path);
        if let Some(query) = &self.query {
            iri.push('?');
            iri.push_str(query);
        }
        iri
    }

    /// The identifier of the paper there, if it has one: `10.1145/…`.
    pub fn identifier(&self) -> Option<&str> {
        self.work.as_deref()?.strip_prefix("doi.org/")
    }

    /// Whether a paper stands there, which has an address of its own.
    pub fn is_paper(&self) -> bool {
        self.work.is_some()
    }

    /// The address as it was cited.
    pub fn url(&self) -> &str {
        &self.url
    }
}

/// A host without the name that servers of pages have.
fn without_www(host: &str) -> &str {
    let Some((first, rest)) = host.split_once('.') else {
        return host;
    };
    let number = first.strip_prefix("www").unwrap_or("-");
    let is_www = number.bytes().all(|byte| byte.is_ascii_digit());
    if is_www && rest.contains('.') {
        rest
    } else {
        host
    }
}

/// An address as it was written, without name and password.
fn cited(url: &Url) -> String {
    let host = &url[Position::BeforeHost..Position::AfterPort];
    let rest = sanitized(&url[Position::BeforePath..]);
    format!("{}://{host}{rest}", url.scheme())
}

fn parse(text: &str) -> Option<Url> {
    let url = Url::parse(text).ok()?;
    let is_web = matches!(url.scheme(), "http" | "https" | "ftp");
    let has_host = url.host_str().is_some_and(|host| !host.is_empty());
    (is_web && has_host).then_some(url)
}

/// The parameters that tell documents apart, in their order.
fn query(url: &Url) -> Option<String> {
    let kept: Vec<String> = url
        .query()?
        .split('&')
        .filter(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            !pair.is_empty() && !counts_visitors(name) && !forms::is_form(name, value)
        })
        .map(sanitized)
        .collect();
    (!kept.is_empty()).then(|| kept.join("&"))
}

/// Whether a parameter is there to count visitors, and not for the document.
fn counts_visitors(name: &str) -> bool {
    const NAMES: [&str; 17] = [
        "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "igshid",
        "mc_cid", "mc_eid", "_hsenc", "_hsmi", "mkt_tok", "ref_src", "ref_url", "cmpid",
    ];
    name.starts_with("utm_") || NAMES.contains(&name)
}

/// A part of an address in which every character may stand in an IRI, written in one way: signs
/// that need no encoding have none, and the digits of encodings are capitals.
fn sanitized(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut safe = String::with_capacity(text.len());
    let mut at = 0;
    while at < bytes.len() {
        let encoded = bytes.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        let decoded = encoded.and_then(|digits| {
            let digits = std::str::from_utf8(digits).ok()?;
            let is_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
            is_hex.then(|| u8::from_str_radix(digits, 16).ok())?
        });
        let byte = decoded.unwrap_or(bytes[at]);
        let is_plain = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        let may_stand = decoded.is_none() && b"!$&'()*+,;=:@/?#".contains(&byte);
        if is_plain || may_stand {
            safe.push(char::from(byte));
        } else {
            let _ = write!(safe, "%{byte:02X}");
        }
        at += if decoded.is_some() { 3 } else { 1 };
    }
    safe
}

/// A part of a path: letters, digits and a few signs stay, everything else is percent-encoded.
pub fn segment(text: &str) -> String {
    let mut segment = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'@' | b':' => {
                segment.push(char::from(byte));
            }
            byte => {
                let _ = write!(segment, "%{byte:02X}");
            }
        }
    }
    segment
}
