//! One page in several forms: for telephones, for printers, and as search engines keep it.

use super::web::registrable;

/// Labels in front of a host whose pages are those of the host in another form.
const HOSTS: [&str; 6] = ["m", "mobile", "amp", "print", "touch", "wap"];
/// Segments of a path that only tell the form.
const SEGMENTS: [&str; 7] = [
    "amp",
    "print",
    "printable",
    "printview",
    "print-view",
    "printer-friendly",
    "amphtml",
];
/// Ends of a path that only tell the form, with what is left of them.
const ENDS: [(&str, &str); 10] = [
    (".amp.html", ".html"),
    ("_amp.html", ".html"),
    ("-amp.html", ".html"),
    (".print.html", ".html"),
    (".amp", ""),
    ("/index.html", ""),
    ("/index.htm", ""),
    ("/index.php", ""),
    ("/amp.html", ""),
    ("/default.aspx", ""),
];
/// Parameters that only tell the form.
const PARAMETERS: [&str; 12] = [
    "amp",
    "print",
    "printable",
    "printview",
    "printer-friendly",
    "printer_friendly",
    "mobile",
    "amp_js_v",
    "amp_gsa",
    "usqp",
    "pfmredir",
    "noamp",
];
/// Parameters whose value may only tell the form.
const FORMS: [&str; 9] = [
    "output",
    "outputtype",
    "view",
    "format",
    "mode",
    "display",
    "layout",
    "tmpl",
    "style",
];

/// A host without the label that tells the form.
pub(super) fn host(host: &str) -> Option<String> {
    let (first, rest) = host.split_once('.')?;
    if HOSTS.contains(&first) && rest.contains('.') && registrable(rest).is_some() {
        return Some(rest.to_owned());
    }
    // `en.m.wikipedia.org` is `en.wikipedia.org`.
    let (second, below) = rest.split_once('.')?;
    (second == "m" && below.split('.').count() == 2 && registrable(below).is_some())
        .then(|| format!("{first}.{below}"))
}

/// Whether a segment may only tell the form.
pub(super) fn is_segment(segment: &str) -> bool {
    SEGMENTS
        .iter()
        .any(|known| segment.eq_ignore_ascii_case(known))
}

/// Whether a path ends in what only tells the form.
pub(super) fn has_end(path: &str) -> bool {
    ENDS.iter().any(|(end, _)| path.ends_with(end))
}

/// A path without what tells the form.
pub(super) fn path(path: &str) -> String {
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    let kept: Vec<&str> = segments
        .iter()
        .enumerate()
        .filter(|(at, segment)| {
            let is_edge = *at == 0 || *at + 1 == segments.len() || **segment == "amp";
            let is_form = is_segment(segment);
            !(is_edge && is_form && segments.len() > 1)
        })
        .map(|(_, segment)| *segment)
        .collect();
    let mut path = String::new();
    for segment in kept {
        path.push('/');
        path.push_str(segment);
    }
    for (end, plain) in ENDS {
        if let Some(start) = path.strip_suffix(end) {
            path = format!("{start}{plain}");
        }
    }
    path
}

/// Whether a parameter only tells the form.
pub(super) fn is_form(name: &str, value: &str) -> bool {
    let (name, value) = (name.to_ascii_lowercase(), value.to_ascii_lowercase());
    PARAMETERS.contains(&name.as_str())
        || FORMS.contains(&name.as_str())
            && [
                "amp",
                "print",
                "printable",
                "printer",
                "mobile",
                "component",
            ]
            .contains(&value.as_str())
}
