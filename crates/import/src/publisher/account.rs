//! Hosts where anybody may publish: there the account is the publisher, and not the host.

use super::Address;

/// Whose content a host has.
pub(super) enum Host {
    /// Its own.
    Own,
    /// That of an account.
    Account {
        /// The host, under its usual name.
        host: &'static str,
        /// The account.
        account: String,
    },
    /// That of an account which the address does not tell.
    Untold,
}

/// Where on a host the account stands.
#[derive(Clone, Copy)]
enum Rule {
    /// First in the path, but for these words, which are pages of the host.
    First(&'static [&'static str]),
    /// First in the path, behind an `@`; nothing else tells.
    At,
    /// Behind one of these words.
    Behind(&'static [&'static str]),
    /// In a parameter.
    Parameter(&'static str),
    /// Nowhere.
    Nowhere,
}

/// Each host with where its accounts stand. Names of accounts are compared in lower case but where
/// the host tells capitals apart.
const HOSTS: [(&str, Rule, bool); 55] = [
    (
        "x.com",
        Rule::First(&["i", "search", "hashtag", "home", "intent", "share"]),
        false,
    ),
    (
        "facebook.com",
        Rule::First(&[
            "sharer",
            "watch",
            "groups",
            "photo",
            "photos",
            "permalink.php",
            "story.php",
            "profile.php",
            "photo.php",
            "events",
            "notes",
            "reel",
            "share",
        ]),
        false,
    ),
    (
        "instagram.com",
        Rule::First(&["p", "reel", "tv", "stories", "explore"]),
        false,
    ),
    ("tiktok.com", Rule::At, false),
    ("threads.net", Rule::At, false),
    ("threads.com", Rule::At, false),
    ("mastodon.social", Rule::At, false),
    ("infosec.exchange", Rule::At, false),
    ("ioc.exchange", Rule::At, false),
    ("bsky.app", Rule::Behind(&["profile"]), false),
    (
        "t.me",
        Rule::First(&["s", "joinchat", "c", "addstickers", "share"]),
        false,
    ),
    (
        "vk.com",
        Rule::First(&["feed", "search", "video", "doc", "away.php"]),
        false,
    ),
    ("weibo.com", Rule::First(&["u", "ttarticle", "tv"]), false),
    (
        "github.com",
        Rule::First(&[
            "orgs",
            "sponsors",
            "topics",
            "search",
            "features",
            "marketplace",
            "advisories",
            "security",
            "users",
            "settings",
            "notifications",
        ]),
        false,
    ),
    ("gist.github.com", Rule::First(&[]), false),
    ("raw.githubusercontent.com", Rule::First(&[]), false),
    ("user-images.githubusercontent.com", Rule::Nowhere, false),
    (
        "gitlab.com",
        Rule::First(&["explore", "search", "users", "groups"]),
        false,
    ),
    ("bitbucket.org", Rule::First(&[]), false),
    ("codeberg.org", Rule::First(&["explore"]), false),
    (
        "huggingface.co",
        Rule::First(&["datasets", "spaces", "blog", "docs", "papers"]),
        false,
    ),
    (
        "sourceforge.net",
        Rule::Behind(&["projects", "p", "u"]),
        false,
    ),
    (
        "medium.com",
        Rule::First(&["p", "m", "tag", "search"]),
        false,
    ),
    ("open.substack.com", Rule::Behind(&["pub"]), false),
    ("substack.com", Rule::At, false),
    ("hackmd.io", Rule::At, false),
    ("telegra.ph", Rule::Nowhere, false),
    ("rentry.co", Rule::Nowhere, false),
    ("pastebin.com", Rule::Behind(&["u"]), false),
    ("ghostbin.com", Rule::Nowhere, false),
    (
        "youtube.com",
        Rule::First(&[
            "watch", "embed", "v", "playlist", "shorts", "live", "results", "channel", "user", "c",
            "post", "clip",
        ]),
        false,
    ),
    (
        "vimeo.com",
        Rule::First(&["channels", "video", "album", "ondemand"]),
        false,
    ),
    ("twitch.tv", Rule::First(&["videos", "directory"]), false),
    ("soundcloud.com", Rule::First(&["search"]), false),
    (
        "slideshare.net",
        Rule::First(&["slideshow", "mobile"]),
        false,
    ),
    ("speakerdeck.com", Rule::First(&[]), false),
    ("issuu.com", Rule::First(&["search"]), false),
    ("scribd.com", Rule::Behind(&["user"]), false),
    ("documentcloud.org", Rule::Nowhere, false),
    (
        "brighttalk.com",
        Rule::Behind(&["webcast", "channel"]),
        false,
    ),
    (
        "linkedin.com",
        Rule::Behind(&["company", "in", "school", "showcase"]),
        false,
    ),
    ("reddit.com", Rule::Behind(&["user", "u"]), false),
    ("quora.com", Rule::Behind(&["profile"]), false),
    ("stackoverflow.com", Rule::Nowhere, false),
    ("mp.weixin.qq.com", Rule::Parameter("__biz"), true),
    ("docs.google.com", Rule::Nowhere, false),
    ("drive.google.com", Rule::Nowhere, false),
    ("groups.google.com", Rule::Nowhere, false),
    ("books.google.com", Rule::Nowhere, false),
    ("sites.google.com", Rule::Behind(&["view", "site"]), false),
    ("storage.googleapis.com", Rule::First(&[]), true),
    ("s3.amazonaws.com", Rule::First(&[]), true),
    ("dropbox.com", Rule::Nowhere, false),
    ("app.box.com", Rule::Nowhere, false),
    ("mega.nz", Rule::Nowhere, false),
];

/// On these the account is a word of the path behind which it stands, as in `/channel/NAME`.
const BEHIND: [(&str, &[&str]); 4] = [
    ("youtube.com", &["channel", "user", "c"]),
    ("facebook.com", &["groups"]),
    ("t.me", &["s"]),
    ("github.com", &["orgs", "sponsors"]),
];

/// Hosts whose customers each have a name below theirs, and that the public-suffix list lacks.
const BELOW: [&str; 20] = [
    "atlassian.net",
    "blogs.com",
    "blogspot.com",
    "box.com",
    "contently.com",
    "egnyte.com",
    "ghost.io",
    "gitbook.io",
    "livejournal.com",
    "lookbookhq.com",
    "medium.com",
    "notion.site",
    "sharepoint.com",
    "substack.com",
    "tumblr.com",
    "typepad.com",
    "widen.net",
    "wordpress.com",
    "wpengine.com",
    "zendesk.com",
];

/// Networks that deliver what others publish, under names that tell nothing.
const DELIVERY: [&str; 9] = [
    "akamaihd.net",
    "akamaized.net",
    "azureedge.net",
    "cloudfront.net",
    "documentcloud.org",
    "fbcdn.net",
    "googleusercontent.com",
    "twimg.com",
    "ytimg.com",
];

/// Whose content is at an address.
pub(super) fn of(address: &Address) -> Host {
    let host = address.host();
    if DELIVERY.iter().any(|network| is_below(host, network)) {
        return Host::Untold;
    }
    if host.contains("hubspot") && address.segments().next() == Some("hubfs") {
        return told("hubspot.com", address.segments().nth(1), false);
    }
    if is_below(host, "contentstack.io") {
        return told("contentstack.io", address.segments().nth(2), false);
    }
    let Some((host, rule, has_capitals)) = HOSTS.iter().find(|(name, ..)| *name == host) else {
        return Host::Own;
    };
    let mut segments = address.segments();
    let Some(first) = segments.next() else {
        // The front page is the host's own.
        return Host::Own;
    };
    let behind = BEHIND.iter().find(|(name, _)| name == host);
    let account = match rule {
        Rule::First(pages) if pages.contains(&first) => match behind {
            Some((_, words)) if words.contains(&first) => segments.next(),
            _ => None,
        },
        Rule::First(_) => Some(first),
        Rule::At => first.starts_with('@').then_some(first),
        Rule::Behind(words) if words.contains(&first) => segments.next(),
        Rule::Behind(_) | Rule::Nowhere => None,
        Rule::Parameter(name) => address.query().and_then(|query| {
            let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            pairs.find(|(key, _)| key == name).map(|(_, value)| value)
        }),
    };
    // A video, a post: numbers name no account.
    let is_number = |name: &&str| name.bytes().all(|byte| byte.is_ascii_digit());
    let may_be_number = matches!(rule, Rule::Behind(_)) || behind.is_some();
    told(
        host,
        account.filter(|name| may_be_number || !is_number(name)),
        *has_capitals,
    )
}

/// Gists, raw files and the like belong to the accounts of their main host.
fn told(host: &'static str, account: Option<&str>, has_capitals: bool) -> Host {
    let host = match host {
        "gist.github.com" | "raw.githubusercontent.com" => "github.com",
        "open.substack.com" => "substack.com",
        host => host,
    };
    match account.map(|account| account.trim_start_matches('@')) {
        Some(account) if !account.is_empty() => Host::Account {
            host,
            account: if has_capitals {
                account.to_owned()
            } else {
                account.to_ascii_lowercase()
            },
        },
        _ => Host::Untold,
    }
}

/// The customer's name below a host that gives each customer one.
pub(super) fn below(host: &str) -> Option<String> {
    let service = BELOW.iter().find(|service| is_below(host, service))?;
    let above = host.strip_suffix(service)?.trim_end_matches('.');
    let label = above.rsplit('.').next()?;
    Some(format!("{label}.{service}"))
}

fn is_below(host: &str, domain: &str) -> bool {
    host.strip_suffix(domain)
        .is_some_and(|above| above.ends_with('.'))
}
