//! What is known of hosts, as it is written down.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Kind;
use super::account::Rule;

/// What is wrong with a file of hosts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wrong {
    /// The line, from one.
    pub line: usize,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: String,
}

/// A file of hosts, read.
#[derive(Debug, Default)]
pub(super) struct Lists {
    pub(super) kinds: Vec<(String, String, Kind)>,
    pub(super) names: BTreeMap<String, Vec<String>>,
    pub(super) accounts: Vec<(String, Rule)>,
    pub(super) leads_on: Vec<(String, LeadsOn)>,
    pub(super) registrants: BTreeMap<String, String>,
}

/// Where an address without a scheme stands within another one.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::address) struct LeadsOn {
    hosts: Vec<String>,
    /// It stands behind this beginning of the path.
    #[serde(default)]
    pub(in crate::address) behind: Option<String>,
    /// It is the value of this parameter.
    #[serde(default)]
    pub(in crate::address) parameter: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Written {
    #[serde(default)]
    publisher: Vec<String>,
    #[serde(default)]
    short_link: Vec<String>,
    #[serde(default)]
    archive: Vec<String>,
    #[serde(default)]
    mirror: Vec<String>,
    #[serde(default)]
    repository: Vec<String>,
    #[serde(default)]
    wire: Vec<String>,
    #[serde(default)]
    delivery: Vec<String>,
    #[serde(default)]
    machine: Vec<String>,
    #[serde(default)]
    platform: Vec<String>,
    #[serde(default)]
    compiler: Vec<String>,
    #[serde(default)]
    licence: Vec<String>,
    #[serde(default)]
    same_host: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    registrant: BTreeMap<String, String>,
    #[serde(default)]
    account: Vec<Rule>,
    #[serde(default)]
    leads_on: Vec<LeadsOn>,
}

impl Lists {
    pub(super) fn read(text: &str) -> Result<Self, Wrong> {
        let written: Written = toml::from_str(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            Wrong {
                line: line(text, start),
                message: error.message().trim().to_owned(),
                hint: "lists of hosts are publisher, short-link, archive, mirror, repository, wire, delivery, machine, platform, compiler and licence; docs/formats.md tells of them and of [[account]], [[leads-on]], [same-host] and [registrant]".to_owned(),
            }
        })?;
        let mut lists = Self {
            names: written.same_host,
            registrants: written.registrant,
            ..Self::default()
        };
        for (hosts, kind) in [
            (written.publisher, Kind::Publisher),
            (written.short_link, Kind::ShortLink),
            (written.archive, Kind::Archive),
            (written.mirror, Kind::Mirror),
            (written.repository, Kind::Repository),
            (written.wire, Kind::Wire),
            (written.delivery, Kind::Delivery),
            (written.machine, Kind::Machine),
            (written.platform, Kind::Platform),
            (written.compiler, Kind::Compiler),
            (written.licence, Kind::Licence),
        ] {
            for place in hosts {
                let (host, path) = place.split_once('/').unwrap_or((&place, ""));
                check(text, host)?;
                let path = path.trim_matches('/').to_owned();
                lists.kinds.push((host.to_owned(), path, kind));
            }
        }
        for (name, others) in &lists.names {
            check(text, name)?;
            for other in others {
                check(text, other)?;
            }
        }
        for rule in written.account {
            for host in &rule.hosts {
                check(text, host)?;
                lists.accounts.push((host.clone(), rule.clone()));
            }
        }
        for rule in written.leads_on {
            for host in &rule.hosts {
                check(text, host)?;
                lists.leads_on.push((host.clone(), rule.clone()));
            }
        }
        Ok(lists)
    }
}

/// Whether this is a host as it stands in addresses: without scheme, in lower case.
fn check(text: &str, host: &str) -> Result<(), Wrong> {
    let is_label = |label: &str| {
        let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
        !label.is_empty() && label.chars().all(is_plain) && !label.chars().any(char::is_uppercase)
    };
    if !host.starts_with("www.") && host.contains('.') && host.split('.').all(is_label) {
        return Ok(());
    }
    let quoted = [format!("\"{host}"), host.to_owned()];
    let at = quoted.iter().find_map(|written| text.find(written));
    Err(Wrong {
        line: line(text, at.unwrap_or(0)),
        message: format!("{host:?} is no host"),
        hint: "write it as in addresses, without https:// and www., in lower case: \"lab.example\" or \"lab.example/path\""
            .to_owned(),
    })
}

fn line(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or_default().matches('\n').count() + 1
}
