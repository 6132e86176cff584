//! What is known of hosts on the web: which are one, which only lead on to others, which hold what
//! others published, and where the account stands in an address.
//!
//! All of it is data. What comes with the program stands in files of TOML beside this one; a
//! workspace may have a file of the same form, whose lines are added, and win.

mod account;
mod file;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::Address;
pub use account::Host;
use account::Rule;
pub use file::Wrong;
use file::{LeadsOn, Lists};

/// What kind of host an address is on, where it is none that publishes what is its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
    /// It publishes what is its own, whatever else is known of it.
    Publisher,
    /// Its addresses stand for others, and do not tell for which.
    ShortLink,
    /// It keeps copies of pages of others, under their addresses.
    Archive,
    /// It repeats what others published.
    Mirror,
    /// It keeps papers of others.
    Repository,
    /// It spreads the press releases of others.
    Wire,
    /// It delivers files of others, under names that tell nothing.
    Delivery,
    /// It reports by machine.
    Machine,
    /// Whoever has an account shares there what others found.
    Platform,
    /// It compiles what others found: an encyclopaedia, an inventory.
    Compiler,
    /// What stands there are terms of use.
    Licence,
}

/// What is known of hosts.
#[derive(Clone, Debug, Default)]
pub struct Web {
    /// Kinds by host, each with where the path must begin.
    kinds: BTreeMap<String, Vec<(String, Kind)>>,
    /// Other names of hosts.
    names: BTreeMap<String, String>,
    /// Hosts of accounts.
    accounts: BTreeMap<String, Vec<Rule>>,
    /// Hosts whose addresses hold another one without its scheme.
    leads_on: BTreeMap<String, Vec<LeadsOn>>,
    /// Who registers identifiers of papers that begin so.
    registrants: BTreeMap<String, String>,
}

/// The files that come with the program.
const FILES: [(&str, &str); 4] = [
    ("accounts.toml", include_str!("accounts.toml")),
    ("hosts.toml", include_str!("hosts.toml")),
    ("leads-on.toml", include_str!("leads-on.toml")),
    ("papers.toml", include_str!("papers.toml")),
];

static BUILT_IN: LazyLock<Web> = LazyLock::new(|| {
    let mut web = Web::default();
    for (name, text) in FILES {
        match Lists::read(text) {
            Ok(lists) => web.add(lists),
            // A test reads each of them; what cannot be read is not known.
            Err(wrong) => debug_assert!(false, "{name}: {wrong:?}"),
        }
    }
    web
});

impl Web {
    /// What comes with the program.
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// What comes with the program, and what a file of a workspace adds.
    ///
    /// # Errors
    ///
    /// [`Wrong`], with the line.
    pub fn extended(text: &str) -> Result<Self, Wrong> {
        let mut web = Self::built_in().clone();
        web.add(Lists::read(text)?);
        Ok(web)
    }

    fn add(&mut self, lists: Lists) {
        for (host, path, kind) in lists.kinds {
            let known = self.kinds.entry(host).or_default();
            known.retain(|(other, _)| *other != path);
            known.push((path, kind));
            // The longest beginning is looked at first.
            known.sort_by_key(|(path, _)| std::cmp::Reverse(path.len()));
        }
        for (name, others) in lists.names {
            for other in others {
                self.names.insert(other, name.clone());
            }
        }
        let mut fresh: BTreeMap<String, Vec<Rule>> = BTreeMap::new();
        for (host, rule) in lists.accounts {
            fresh.entry(host).or_default().push(rule);
        }
        self.accounts.extend(fresh);
        for (host, rule) in lists.leads_on {
            self.leads_on.entry(host).or_default().push(rule);
        }
        self.registrants.extend(lists.registrants);
    }

    /// The kind of host that an address is on.
    pub fn kind(&self, address: &Address) -> Option<Kind> {
        self.kind_at(address.host(), &address.path)
    }

    pub(super) fn kind_at(&self, host: &str, path: &str) -> Option<Kind> {
        let path = path.strip_prefix('/').unwrap_or(path);
        above(host).find_map(|name| {
            let known = self.kinds.get(name)?;
            known
                .iter()
                .find(|(start, _)| is_start(start, path))
                .map(|(_, kind)| *kind)
        })
    }

    /// Whose content is at an address.
    pub fn account(&self, address: &Address) -> Host {
        if self.kind(address) == Some(Kind::Publisher) {
            return Host::Own;
        }
        account::of(self, address)
    }

    /// Whether anything is known of a host, or of a domain that it is below.
    pub(super) fn knows(&self, host: &str) -> bool {
        above(host).any(|name| {
            self.kinds.contains_key(name)
                || self.names.contains_key(name)
                || self.accounts.contains_key(name)
                || self.leads_on.contains_key(name)
        })
    }

    /// The name that a host goes by.
    pub(super) fn name<'h>(&'h self, host: &'h str) -> &'h str {
        self.names.get(host).map_or(host, String::as_str)
    }

    /// Whether accounts are told apart on a host.
    pub(super) fn has_accounts(&self, host: &str) -> bool {
        above(host).any(|name| self.accounts.contains_key(name))
    }

    /// Where the addresses of a host hold another one.
    pub(super) fn leads_on(&self, host: &str) -> impl Iterator<Item = &LeadsOn> {
        above(host).flat_map(|name| self.leads_on.get(name).into_iter().flatten())
    }

    /// Who registered the identifier of a paper.
    pub fn registrant(&self, identifier: &str) -> Option<&str> {
        let (prefix, _) = identifier.split_once('/')?;
        self.registrants.get(prefix).map(String::as_str)
    }
}

/// A host, and all domains that it is below, the longest first.
fn above(host: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(host), |name| {
        name.split_once('.').map(|(_, rest)| rest)
    })
}

/// Whether a path begins with these segments.
fn is_start(start: &str, path: &str) -> bool {
    path.strip_prefix(start)
        .is_some_and(|rest| start.is_empty() || rest.is_empty() || rest.starts_with(['/', '?']))
}

/// The part of a host that somebody registered: the public suffix and one label more. Of numeric
/// addresses the host itself. None where the end of the host is none that the public knows.
pub fn registrable(host: &str) -> Option<&str> {
    if is_numeric(host) {
        return (!is_private(host)).then_some(host);
    }
    let suffix = psl::suffix(host.as_bytes())?;
    let last = host.rsplit('.').next()?;
    // The one that is kept free for examples in texts.
    if !suffix.is_known() && last != "example" {
        return None;
    }
    // A public suffix may have pages of its own, such as those of a government.
    psl::domain_str(host).or_else(|| host.contains('.').then_some(host))
}

fn is_numeric(host: &str) -> bool {
    host.starts_with('[')
        || host
            .split('.')
            .all(|label| label.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Numbers of networks that everybody may have at home.
fn is_private(host: &str) -> bool {
    match host.parse::<std::net::Ipv4Addr>() {
        Ok(address) => {
            address.is_private()
                || address.is_loopback()
                || address.is_link_local()
                || address.is_unspecified()
        }
        Err(_) => host == "[::1]" || host.starts_with("[f"),
    }
}

#[cfg(test)]
mod tests {
    use super::{FILES, Lists, registrable};

    #[test]
    fn all_that_comes_with_the_program_can_be_read() {
        for (name, text) in FILES {
            assert!(Lists::read(text).is_ok(), "{name}: {:?}", Lists::read(text));
        }
    }

    #[test]
    fn a_host_that_the_public_does_not_know_is_registered_by_nobody() {
        assert_eq!(registrable("blog.outlet.co.uk"), Some("outlet.co.uk"));
        assert_eq!(registrable("lab.example"), Some("lab.example"));
        for host in [
            "intranet",
            "misp.local",
            "lab.test",
            "10.0.0.1",
            "127.0.0.1",
        ] {
            assert_eq!(registrable(host), None, "{host}");
        }
    }
}
