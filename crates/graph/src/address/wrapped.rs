//! Addresses that stand for others: archives keep a copy, redirectors lead on, translators and caches
//! show the page of somebody else.
//!
//! Mostly the other address can be seen: it stands in the path or in a parameter, as it is, encoded by
//! percent signs or in base64. Only where it stands without its scheme must it be known of the host.

use base64ct::{Base64Unpadded, Base64UrlUnpadded, Encoding as _};
use url::Url;

use super::Address;
use super::web::{Kind, Web, registrable};

/// Parameters that tell where a reader came from, or of a picture, and not where an address leads.
const BESIDE: [&str; 33] = [
    "ref",
    "referer",
    "referrer",
    "ref_url",
    "source",
    "src",
    "from",
    "origin",
    "via",
    "back",
    "image",
    "img",
    "images",
    "imgurl",
    "imgrefurl",
    "picture",
    "pic",
    "media",
    "thumb",
    "thumbnail",
    "icon",
    "logo",
    "poster",
    "callback",
    "webhook",
    "feed",
    "css",
    "style",
    "xslt",
    "schema",
    "context",
    "license",
    "cc",
];

/// The address that another one stands for, where it tells.
pub(super) fn unwrap(url: &Url, web: &Web) -> Option<String> {
    let host = url.host_str()?.trim_end_matches('.');
    let host = host.strip_prefix("www.").unwrap_or(host);
    let kind = web.kind_at(host, url.path());
    // These speak of addresses.
    let speaks_of = [
        Kind::Machine,
        Kind::Platform,
        Kind::Compiler,
        Kind::Publisher,
    ];
    if kind.is_some_and(|kind| speaks_of.contains(&kind)) {
        return None;
    }
    in_path(url)
        .or_else(|| in_parameter(url))
        .or_else(|| in_host(url, host))
        .or_else(|| known(url, host, web))
        .or_else(|| (kind == Some(Kind::Archive)).then(|| behind_time(url))?)
}

/// The path with all that follows.
fn rest(url: &Url) -> String {
    let mut rest = url.path().to_owned();
    if let Some(query) = url.query() {
        rest.push('?');
        rest.push_str(query);
    }
    if let Some(fragment) = url.fragment() {
        rest.push('#');
        rest.push_str(fragment);
    }
    rest
}

/// An address with its scheme in the path, or in the place of the query; its slashes may have become
/// one.
fn in_path(url: &Url) -> Option<String> {
    let rest = rest(url);
    let lower = rest.to_ascii_lowercase();
    let written = ["http:/", "https:/", "http%3a", "https%3a"];
    let starts = written.iter().filter_map(|start| {
        let at = lower.find(start)?;
        let is_there = matches!(
            lower.as_bytes().get(at.wrapping_sub(1)),
            Some(b'/' | b'?' | b'_')
        );
        // A parameter is looked at by its name.
        (is_there && !lower[..at].contains('=')).then_some(at)
    });
    if let Some(start) = starts.min() {
        let wrapped = &rest[start..];
        // What some filters of mail put behind it.
        let inner = if rest[..start].ends_with("__") {
            wrapped.split("__;").next().unwrap_or(wrapped)
        } else {
            wrapped
        };
        let inner = if inner[..inner.len().min(8)].contains('%') {
            decoded(inner)
        } else {
            inner.to_owned()
        };
        let (scheme, rest) = inner.split_once(':')?;
        return Some(format!("{scheme}://{}", rest.trim_start_matches('/')));
    }
    let segments: Vec<&str> = url.path().split('/').collect();
    // The scheme as a segment, and the host as the next.
    let split = segments
        .windows(2)
        .position(|pair| matches!(pair[0], "http" | "https") && is_host(pair[1]));
    if let Some(at) = split {
        let path = segments[at + 1..].join("/");
        return Some(format!("{}://{path}{}", segments[at], query(url)));
    }
    segments.into_iter().find_map(in_base64)
}

fn query(url: &Url) -> String {
    url.query()
        .map_or_else(String::new, |query| format!("?{query}"))
}

/// An address with its scheme as the value of a parameter.
fn in_parameter(url: &Url) -> Option<String> {
    let is_search = url.path().trim_end_matches('/').ends_with("/search");
    url.query_pairs().find_map(|(name, value)| {
        let name = name.to_ascii_lowercase();
        if BESIDE.contains(&name.as_str()) || name.starts_with("utm_") || is_search {
            return None;
        }
        let value = value.trim();
        let lower: String = value
            .chars()
            .take(16)
            .collect::<String>()
            .to_ascii_lowercase();
        if lower.starts_with("http://") || lower.starts_with("https://") {
            return Some(value.to_owned());
        }
        // Encoded twice.
        if lower.starts_with("http%3a") || lower.starts_with("https%3a") {
            return Some(decoded(value));
        }
        // As one filter of mail writes them.
        if lower.starts_with("http-3a__") || lower.starts_with("https-3a__") {
            return Some(decoded(&value.replace('-', "%").replace('_', "/")));
        }
        in_base64(value)
    })
}

/// An address in base64, as it is or within other data.
fn in_base64(text: &str) -> Option<String> {
    const START: &[u8] = b"http";
    // "http" at each of the three places that it may have.
    let marks = ["aHR0c", "h0dH", "odHRw"];
    let start = text.find("aHR0c");
    if text.len() < 16 || !marks.iter().any(|mark| text.contains(mark)) {
        return None;
    }
    let plain = |text: &str| {
        let text = text.trim_end_matches('=');
        let decoded = Base64UrlUnpadded::decode_vec(text);
        decoded.or_else(|_| Base64Unpadded::decode_vec(text)).ok()
    };
    let bytes = start
        .and_then(|at| plain(&text[at..]))
        .or_else(|| plain(text))?;
    let at = bytes
        .windows(START.len())
        .position(|window| window == START)?;
    let length = bytes[at..]
        .iter()
        .take_while(|byte| byte.is_ascii_graphic())
        .count();
    let address = std::str::from_utf8(&bytes[at..at + length]).ok()?;
    let is_address = address.starts_with("http://") || address.starts_with("https://");
    is_address.then(|| address.to_owned())
}

/// The page of a host whose name is written into that of a translator, a cache or a library's
/// gate.
fn in_host(url: &Url, host: &str) -> Option<String> {
    let written = |label: &str| {
        label
            .replace("--", "\u{0}")
            .replace('-', ".")
            .replace('\u{0}', "-")
    };
    let original = if let Some(label) = host.strip_suffix(".translate.goog") {
        written(label)
    } else {
        const GATES: [&str; 4] = ["ezproxy", "proxy", "libproxy", "eproxy"];
        let labels: Vec<&str> = host.split('.').collect();
        let gate = labels.iter().position(|label| GATES.contains(label))?;
        match labels[..gate] {
            [] => return None,
            [label] => written(label),
            ref labels => labels.join("."),
        }
    };
    let query = url.query().unwrap_or_default().split('&');
    let kept: Vec<&str> = query
        .filter(|pair| !pair.is_empty() && !pair.starts_with("_x_tr_"))
        .collect();
    let query = if kept.is_empty() {
        String::new()
    } else {
        format!("?{}", kept.join("&"))
    };
    is_host(&original).then(|| format!("https://{original}{}{query}", url.path()))
}

/// An address without its scheme, where it is known to stand.
fn known(url: &Url, host: &str, web: &Web) -> Option<String> {
    web.leads_on(host).find_map(|rule| {
        let inner = match (&rule.parameter, &rule.behind) {
            (Some(name), _) => {
                let mut pairs = url.query_pairs();
                let (_, value) = pairs.find(|(key, _)| key == name.as_str())?;
                // A search for a cached page names the page behind an identifier.
                let value = match value.strip_prefix("cache:") {
                    Some(page) => page
                        .rsplit_once("://")
                        .or_else(|| page.rsplit_once(':'))
                        .map_or(page, |(_, page)| page),
                    None => &value,
                };
                value.split(' ').next()?.to_owned()
            }
            (None, Some(start)) => {
                format!("{}{}", url.path().strip_prefix(start.as_str())?, query(url))
            }
            (None, None) => return None,
        };
        let name = inner.split(['/', '?', '#']).next()?;
        is_host(name).then(|| format!("https://{inner}"))
    })
}

/// The original of an archived copy, without a scheme, behind the time in the path.
fn behind_time(url: &Url) -> Option<String> {
    let rest = rest(url);
    let mut parts = rest.trim_start_matches('/').splitn(3, '/');
    let (_, time, original) = (parts.next()?, parts.next()?, parts.next()?);
    let is_time = time.len() >= 4 && time.bytes().take(4).all(|byte| byte.is_ascii_digit());
    let name = original.split(['/', '?', '#']).next()?;
    (is_time && is_host(name)).then(|| format!("https://{original}"))
}

/// Whether this is the name of a host that somebody registered.
fn is_host(text: &str) -> bool {
    text.contains('.')
        && !text
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte))
        && registrable(&text.to_ascii_lowercase()).is_some()
}

/// A text without its percent signs.
fn decoded(text: &str) -> String {
    let bytes = url::form_urlencoded::parse(text.replace('+', "%2B").as_bytes())
        .map(|(name, value)| {
            if value.is_empty() {
                name.into_owned()
            } else {
                format!("{name}={value}")
            }
        })
        .collect::<Vec<_>>();
    bytes.join("&")
}

/// Whether an address stands for another one, which it does not tell.
pub fn is_opaque(address: &Address, web: &Web) -> bool {
    // The Internet Archive publishes pages of its own too.
    let kind = web.kind(address);
    kind == Some(Kind::ShortLink) || kind == Some(Kind::Archive)
}
