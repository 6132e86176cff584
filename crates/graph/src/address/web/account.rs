//! Hosts where anybody may publish: there the account is the publisher, and not the host.

use serde::Deserialize;

use super::{Kind, Web, above, registrable};
use crate::address::Address;

/// Whose content a host has.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Host {
    /// Its own.
    Own,
    /// That of an account.
    Account {
        /// The host, under the name that accounts are known by.
        host: String,
        /// The account.
        account: String,
    },
    /// That of a customer who has a name below that of the host, or a name of his own.
    Name(String),
    /// That of an account which the address does not tell.
    Untold,
}

/// Where on a host the account stands. What is given is tried in this order.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a word that people write in the file"
)]
pub(super) struct Rule {
    pub(super) hosts: Vec<String>,
    /// The host under which accounts are known, where that is another one.
    #[serde(rename = "as")]
    known_as: Option<String>,
    /// The account is the label below the host: `NAME.host`.
    #[serde(default)]
    below: bool,
    /// The customer's name stands below this host as a rule.
    under: Option<String>,
    /// The rule holds on every host below, too.
    #[serde(default)]
    everywhere: bool,
    /// It is in the first of these parameters, up to an underscore or a blank.
    #[serde(default)]
    parameters: Vec<String>,
    /// It stands behind one of these in the path; an empty one is the beginning of the path.
    #[serde(default)]
    behind: Vec<String>,
    /// So many segments behind that.
    #[serde(default)]
    skip: usize,
    /// It ends before this sign.
    #[serde(default)]
    until: Option<String>,
    /// It is the first segment, but for these, which are pages of the host.
    first: Option<Vec<String>>,
    /// It is the first segment, if an `@` is in front.
    #[serde(default)]
    at: bool,
    /// What stands before a number that is the account: `wall-12` and `club12` are one.
    #[serde(default)]
    numbers: Vec<String>,
    /// Capitals tell accounts apart.
    #[serde(default)]
    capitals: bool,
    /// An account with a dot in it is the name of a domain whose owner it is.
    #[serde(default)]
    domains: bool,
}

/// Whose content is at an address.
pub(super) fn of(web: &Web, address: &Address) -> Host {
    let host = address.host();
    for name in above(host) {
        let Some(rules) = web.accounts.get(name) else {
            continue;
        };
        let is_exact = name == host;
        let rules = rules
            .iter()
            .filter(|rule| is_exact || rule.below || rule.everywhere);
        let mut has_rules = false;
        for rule in rules {
            has_rules = true;
            if let Some(account) = rule.account(address, name) {
                return rule.told(name, &account);
            }
        }
        if has_rules {
            // The front page is the host's own.
            let is_front = is_exact && address.segments().next().is_none();
            let is_own = is_front && address.query().is_none();
            return if is_own { Host::Own } else { Host::Untold };
        }
    }
    if web.kind(address) == Some(Kind::Delivery) {
        return Host::Untold;
    }
    federated(address).unwrap_or(Host::Own)
}

impl Rule {
    fn account(&self, address: &Address, name: &str) -> Option<String> {
        let host = address.host();
        if self.below && host != name {
            let label = host.strip_suffix(name)?.trim_end_matches('.');
            return label.rsplit('.').next().map(str::to_owned);
        }
        let parameter = self.parameters.iter().find_map(|name| {
            let mut pairs = address
                .query()?
                .split('&')
                .filter_map(|it| it.split_once('='));
            pairs.find(|(key, _)| key == name).map(|(_, value)| value)
        });
        if let Some(value) = parameter.filter(|value| !value.is_empty()) {
            return self.numbered(value).or_else(|| Some(value.to_owned()));
        }
        let all: Vec<&str> = address.segments().collect();
        if let Some(account) = all.iter().find_map(|segment| self.numbered(segment)) {
            return Some(account);
        }
        for word in &self.behind {
            let at = all.iter().position(|segment| segment == word);
            let next = if word.is_empty() {
                Some(0)
            } else {
                at.map(|at| at + 1)
            };
            if let Some(found) = next.and_then(|next| all.get(next + self.skip)) {
                return Some(self.cut(found));
            }
        }
        let first = *all.first()?;
        if self.at && first.starts_with('@') {
            return Some(self.cut(first));
        }
        let pages = self.first.as_ref()?;
        // A video, a post: numbers name no account.
        let is_number = first.bytes().all(|byte| byte.is_ascii_digit());
        let is_page = is_number
            || first.starts_with('+')
            || pages.iter().any(|page| page.eq_ignore_ascii_case(first));
        (!is_page).then(|| self.cut(first))
    }

    /// An account that is a number behind a word, a minus for those that are groups.
    fn numbered(&self, text: &str) -> Option<String> {
        self.numbers.iter().find_map(|word| {
            let rest = text.strip_prefix(word.trim_end_matches('-'))?;
            let (minus, rest) = match rest.strip_prefix('-') {
                Some(rest) => ("-", rest),
                None if word.ends_with('-') => ("-", rest),
                None => ("", rest),
            };
            let end = rest
                .find(|c: char| !c.is_ascii_digit())
                .unwrap_or(rest.len());
            let is_whole = rest[end..].is_empty() || rest[end..].starts_with('_');
            (end > 0 && is_whole).then(|| format!("{minus}{}", &rest[..end]))
        })
    }

    fn cut(&self, text: &str) -> String {
        let until = self.until.as_deref().filter(|until| !until.is_empty());
        let end = until.and_then(|until| text.find(until));
        text[..end.unwrap_or(text.len())].to_owned()
    }

    fn told(&self, name: &str, account: &str) -> Host {
        let account = account.trim_start_matches('@');
        let account = if self.capitals {
            account.to_owned()
        } else {
            account.to_ascii_lowercase()
        };
        if account.is_empty() {
            return Host::Untold;
        }
        // On a server of a network of servers, an account of another one.
        if let Some((name, server)) = account.split_once('@')
            && registrable(server).is_some()
        {
            return Host::Account {
                host: server.to_owned(),
                account: name.to_owned(),
            };
        }
        if self.domains && account.contains('.') && registrable(&account).is_some() {
            return Host::Name(account);
        }
        if self.below && self.known_as.is_none() {
            let service = self.under.as_deref().unwrap_or(name);
            return Host::Name(format!("{account}.{service}"));
        }
        Host::Account {
            host: self.known_as.as_deref().unwrap_or(name).to_owned(),
            account,
        }
    }
}

/// Where servers of many owners form one network, accounts are written as `/@name` or
/// `/users/name`, and those of another server as `/@name@server`.
fn federated(address: &Address) -> Option<Host> {
    let mut segments = address.segments();
    let first = segments.next()?;
    let second = segments.next();
    let name = match (first.strip_prefix('@'), first, second) {
        (Some(name), ..) => name,
        (None, "users", Some(name)) if segments.next() == Some("statuses") => name,
        _ => return None,
    };
    let is_post = |text: &str| text.len() > 5 && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_statement = first == "users" || second.is_none_or(is_post);
    if name.is_empty() || !is_statement {
        return None;
    }
    let (name, host) = name.split_once('@').unwrap_or((name, address.host()));
    Some(Host::Account {
        host: host.to_ascii_lowercase(),
        account: name.to_ascii_lowercase(),
    })
}
