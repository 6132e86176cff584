//! Papers, which stand in many places at once: with their publisher, in repositories, behind an
//! identifier. What has an identifier is one document under that, wherever it is.

use super::Address;

/// Hosts of preprints, and hosts that show them.
const HOLDERS: [&str; 6] = [
    "arxiv.org",
    "ar5iv.org",
    "alphaxiv.org",
    "arxiv-vanity.com",
    "xxx.lanl.gov",
    "huggingface.co",
];

/// The one address of the paper at an address: a host and a path. None of what is no paper.
pub(super) fn work(address: &Address) -> Option<String> {
    let host = address.host();
    let query = address.query().unwrap_or_default();
    let segments: Vec<&str> = address.segments().collect();
    archived(host, &segments)
        .or_else(|| deposited(host, query, &segments))
        .or_else(|| identified(&address.path, query))
}

/// The biomedical archives.
const ARCHIVES: [&str; 4] = [
    "ncbi.nlm.nih.gov",
    "pmc.ncbi.nlm.nih.gov",
    "pubmed.ncbi.nlm.nih.gov",
    "europepmc.org",
];

/// Whether a host, of a name and a domain, has papers by numbers of its own.
pub(super) fn is_holder(host: &str) -> bool {
    ARCHIVES.contains(&host) || host == "ssrn.com" || HOLDERS.contains(&host)
}

/// Papers of the biomedical archives.
fn archived(host: &str, segments: &[&str]) -> Option<String> {
    if !ARCHIVES.contains(&host) {
        return None;
    }
    let after = |word: &str| {
        let at = segments
            .iter()
            .position(|it| it.eq_ignore_ascii_case(word))?;
        segments.get(at + 1).copied()
    };
    let number = |text: &str| {
        let digits = text.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let end = digits
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(digits.len());
        (end > 0).then(|| digits[..end].to_owned())
    };
    let whole = segments
        .iter()
        .find(|it| it.len() > 3 && it[..3].eq_ignore_ascii_case("PMC") && number(it).is_some());
    if let Some(id) = whole
        .copied()
        .or_else(|| after("pmc").filter(|_| host == "europepmc.org"))
    {
        return Some(format!("pmc.ncbi.nlm.nih.gov/articles/PMC{}", number(id)?));
    }
    let id = match host {
        "pubmed.ncbi.nlm.nih.gov" => segments.first().copied(),
        _ => after("pubmed").or_else(|| after("med")),
    };
    Some(format!("pubmed.ncbi.nlm.nih.gov/{}", number(id?)?))
}

/// Papers deposited before they are printed.
fn deposited(host: &str, query: &str, segments: &[&str]) -> Option<String> {
    let is_of = |name: &str| host == name || host.ends_with(&format!(".{name}"));
    if is_of("ssrn.com") {
        let behind = |text: &str| text.split_once('=').map(|(_, value)| value.to_owned());
        let parameter = query
            .split('&')
            .find(|it| it.to_ascii_lowercase().starts_with("abstract"));
        let inline = segments.iter().find_map(|it| it.strip_prefix("abstract="));
        let id = parameter
            .and_then(behind)
            .or_else(|| inline.map(str::to_owned))
            .or_else(|| {
                let at = segments.iter().position(|it| *it == "abstract")?;
                segments.get(at + 1).map(|id| (*id).to_owned())
            })?;
        return id
            .bytes()
            .all(|it| it.is_ascii_digit())
            .then(|| format!("ssrn.com/abstract/{id}"));
    }
    if HOLDERS.iter().any(|name| is_of(name)) {
        let words = [
            "abs", "pdf", "html", "e-print", "format", "ps", "papers", "paper", "overview",
        ];
        let at = segments.iter().position(|it| words.contains(it))?;
        return preprint(&segments[at + 1..].join("/"));
    }
    None
}

/// A preprint by its number, of whatever version.
fn preprint(id: &str) -> Option<String> {
    let id = id.trim_end_matches(".pdf").to_ascii_lowercase();
    let (plain, version) = id.rsplit_once('v').unwrap_or((&id, ""));
    let is_version = version.bytes().all(|byte| byte.is_ascii_digit());
    let id = if is_version { plain } else { &id };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    let is_new = id
        .split_once('.')
        .is_some_and(|(month, number)| month.len() == 4 && is_number(month) && is_number(number));
    let is_old = id
        .split_once('/')
        .is_some_and(|(field, number)| number.len() == 7 && is_number(number) && !field.is_empty());
    (is_new || is_old).then(|| format!("arxiv.org/abs/{id}"))
}

/// Papers with a digital object identifier somewhere in the address.
fn identified(path: &str, query: &str) -> Option<String> {
    let path = format!("{path}/");
    let found = doi(&path).or_else(|| query.split('&').find_map(doi))?;
    if let Some(id) = found.strip_prefix("10.48550/arxiv.") {
        return preprint(id);
    }
    if let Some(id) = found.strip_prefix("10.2139/ssrn.") {
        return Some(format!("ssrn.com/abstract/{id}"));
    }
    Some(format!("doi.org/{found}"))
}

/// The identifier in a text, in lower case and without what names a form of the paper.
fn doi(text: &str) -> Option<String> {
    const FORMS: [&str; 12] = [
        "full",
        "pdf",
        "abstract",
        "epdf",
        "html",
        "summary",
        "meta",
        "references",
        "figures",
        "full-text",
        "download",
        "pdfdirect",
    ];
    let text = text.replace("%2F", "/").to_ascii_lowercase();
    let at = text.match_indices("10.").map(|(at, _)| at).find(|at| {
        let before = text[..*at].chars().next_back();
        matches!(before, Some('/' | '=' | ':') | None)
    })?;
    let (prefix, suffix) = text[at..].split_once('/')?;
    let is_prefix = (7..=12).contains(&prefix.len())
        && prefix[3..]
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.');
    let mut parts: Vec<&str> = suffix.split('/').filter(|it| !it.is_empty()).collect();
    while parts.len() > 1 && parts.last().is_some_and(|last| FORMS.contains(last)) {
        parts.pop();
    }
    let suffix = parts.join("/");
    let mut suffix = suffix.as_str();
    for end in [".pdf", ".full", ".abstract", ".html", ".epdf"] {
        suffix = suffix.strip_suffix(end).unwrap_or(suffix);
    }
    // Versions of a preprint are one paper.
    if prefix == "10.1101"
        && let Some((plain, version)) = suffix.rsplit_once('v')
        && version.bytes().all(|byte| byte.is_ascii_digit())
    {
        suffix = plain;
    }
    (is_prefix && !suffix.is_empty()).then(|| format!("{prefix}/{suffix}"))
}
