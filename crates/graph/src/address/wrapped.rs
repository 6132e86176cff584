//! Addresses that stand for others: archives keep a copy, redirectors lead on, shorteners hide.

use url::Url;

use super::Address;

/// Archives that put the address of the original into the path.
const ARCHIVES: [&str; 14] = [
    "web.archive.org",
    "archive.org",
    "wayback.archive.org",
    "wayback.archive-it.org",
    "web.archive.bibalex.org",
    "archive.today",
    "archive.is",
    "archive.ph",
    "archive.fo",
    "archive.li",
    "archive.md",
    "archive.vn",
    "timetravel.mementoweb.org",
    "webarchive.nationalarchives.gov.uk",
];

/// Redirectors that have the address they lead to as a parameter: host, path, parameter.
const REDIRECTORS: [(&str, &str, &str); 9] = [
    ("google.com", "/url", "q"),
    ("google.com", "/url", "url"),
    ("docs.google.com", "/viewer", "url"),
    ("translate.google.com", "/translate", "u"),
    ("l.facebook.com", "/l.php", "u"),
    ("lm.facebook.com", "/l.php", "u"),
    ("out.reddit.com", "", "url"),
    ("webcitation.org", "", "url"),
    ("safelinks.protection.outlook.com", "", "url"),
];

/// Hosts whose addresses do not tell where they lead.
const OPAQUE: [&str; 31] = [
    "aka.ms",
    "amzn.to",
    "bit.ly",
    "buff.ly",
    "cutt.ly",
    "dlvr.it",
    "doi.org",
    "fb.me",
    "g.co",
    "goo.gl",
    "hdl.handle.net",
    "ift.tt",
    "is.gd",
    "j.mp",
    "lnkd.in",
    "ow.ly",
    "perma.cc",
    "rb.gy",
    "rebrand.ly",
    "s.id",
    "shorturl.at",
    "t.co",
    "t.ly",
    "tiny.cc",
    "tinyurl.com",
    "trib.al",
    "v.gd",
    "webcitation.org",
    "webcache.googleusercontent.com",
    "wp.me",
    "yhoo.it",
];

/// The address that another one stands for, where it tells.
pub(super) fn unwrap(url: &Url) -> Option<String> {
    let host = url.host_str()?.trim_end_matches('.');
    let host = host.strip_prefix("www.").unwrap_or(host);
    if ARCHIVES.contains(&host) {
        return archived(url);
    }
    if host == "webcache.googleusercontent.com" {
        let query = parameter(url, "q")?;
        let (_, rest) = query.strip_prefix("cache:")?.split_once(':')?;
        return Some(with_scheme(rest.split(' ').next()?));
    }
    if host == "google.com"
        && let Some(rest) = url.path().strip_prefix("/amp/s/")
    {
        return Some(with_scheme(rest));
    }
    REDIRECTORS.iter().find_map(|(redirector, path, name)| {
        let is_host = host == *redirector || host.ends_with(&format!(".{redirector}"));
        let is_there = is_host && (path.is_empty() || url.path() == *path);
        is_there.then(|| parameter(url, name)).flatten()
    })
}

/// The original of an archived copy: what stands behind the time in the path.
fn archived(url: &Url) -> Option<String> {
    let mut rest = url.path().to_owned();
    if let Some(query) = url.query() {
        rest.push('?');
        rest.push_str(query);
    }
    if let Some(fragment) = url.fragment() {
        rest.push('#');
        rest.push_str(fragment);
    }
    let lower = rest.to_ascii_lowercase();
    let written = ["/http:", "/https:", "/http%3a", "/https%3a"];
    let start = written.iter().filter_map(|start| lower.find(start)).min();
    if let Some(start) = start {
        let original = rest[start + 1..]
            .replacen("%3A", ":", 1)
            .replacen("%3a", ":", 1);
        let (scheme, rest) = original.split_once(':')?;
        let rest = rest.replace("%2F", "/").replace("%2f", "/");
        return Some(format!("{scheme}://{}", rest.trim_start_matches('/')));
    }
    // Without a scheme it must follow a time.
    let mut parts = rest.trim_start_matches('/').splitn(3, '/');
    let (_, time, original) = (parts.next()?, parts.next()?, parts.next()?);
    let is_time = time.len() >= 4 && time.bytes().take(4).all(|byte| byte.is_ascii_digit());
    (is_time && original.contains('.')).then(|| with_scheme(original))
}

fn with_scheme(address: &str) -> String {
    if address.contains("://") {
        address.to_owned()
    } else {
        format!("https://{address}")
    }
}

fn parameter(url: &Url, name: &str) -> Option<String> {
    let mut pairs = url.query_pairs();
    let (_, value) = pairs.find(|(key, _)| key == name)?;
    Some(value.into_owned())
}

/// Whether an address stands for another one, which it does not tell.
pub fn is_opaque(address: &Address) -> bool {
    let host = address.host();
    // The Internet Archive publishes pages of its own too.
    let is_archive = ARCHIVES.contains(&host) && host != "archive.org";
    is_archive || OPAQUE.contains(&host)
}
