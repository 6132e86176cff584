//! Who published what is found at an address.
//!
//! A document's publisher comes from its metadata where there is any. Else it is told by its
//! address: the owner of the registrable domain, or on hosts where anybody may publish, the
//! account. Copies in archives are those of the original; where an address does not tell who
//! published, nobody is named.

mod account;

use super::identifier::{self, PUBLISHER};
pub use crate::address::Address;
use crate::address::is_opaque;

/// Who published something.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Published {
    /// The registrable domain, in lower case; empty where the publisher is known by name alone.
    domain: String,
    /// The account on it, where that is the publisher.
    account: Option<String>,
}

/// Why nobody is named as the publisher of an address.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unknown {
    /// The host publishes for others, and the address does not say for whom.
    Account,
    /// The address stands for another one, which it does not tell.
    Shortened,
}

impl Unknown {
    /// Why, in words.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Account => {
                "references to hosts of others' content whose address does not tell the account"
            }
            Self::Shortened => {
                "references to shorteners and archives whose address does not tell the original"
            }
        }
    }
}

impl Published {
    /// The publisher of an address.
    ///
    /// # Errors
    ///
    /// [`Unknown`] where the address does not tell.
    pub fn of(address: &Address) -> Result<Self, Unknown> {
        if is_opaque(address) {
            return Err(Unknown::Shortened);
        }
        match account::of(address) {
            account::Host::Own => {}
            account::Host::Account { host, account } => {
                return Ok(Self {
                    domain: host.to_owned(),
                    account: Some(account),
                });
            }
            account::Host::Untold => return Err(Unknown::Account),
        }
        Ok(Self {
            domain: registrable(address.host()),
            account: None,
        })
    }

    /// The publisher that somebody told: by an address, by a domain or by a name.
    pub fn told(text: &str) -> Self {
        let is_domain = text.contains('.') && !text.contains(char::is_whitespace);
        let address = if text.contains("://") {
            Address::parse(text)
        } else if is_domain {
            Address::parse(&format!("https://{text}"))
        } else {
            None
        };
        let published = address.and_then(|address| Self::of(&address).ok());
        published.unwrap_or_else(|| Self::named(text))
    }

    /// A publisher of whom no more is known than a name that somebody gave.
    pub fn named(name: &str) -> Self {
        Self {
            domain: String::new(),
            account: Some(name.trim().to_owned()),
        }
    }

    /// The agent's IRI.
    pub fn iri(&self) -> String {
        match &self.account {
            Some(name) if self.domain.is_empty() => {
                format!("{PUBLISHER}named/{}", identifier::segment(name))
            }
            Some(account) => {
                format!(
                    "{PUBLISHER}{}/{}",
                    self.domain,
                    identifier::segment(account)
                )
            }
            None => format!("{PUBLISHER}{}", identifier::segment(&self.domain)),
        }
    }

    /// What people may call it.
    pub fn name(&self) -> String {
        match &self.account {
            Some(name) if self.domain.is_empty() => name.clone(),
            Some(account) => format!("{account} on {}", self.domain),
            None => self.domain.clone(),
        }
    }
}

/// The part of a host that somebody registered: the public suffix and one label more. Of hosts
/// without one, such as numeric addresses, the host itself.
fn registrable(host: &str) -> String {
    let is_numeric = host.starts_with('[')
        || host
            .split('.')
            .all(|label| label.bytes().all(|byte| byte.is_ascii_digit()));
    if is_numeric {
        return host.to_owned();
    }
    let below = account::below(host);
    below.unwrap_or_else(|| psl::domain_str(host).unwrap_or(host).to_owned())
}
