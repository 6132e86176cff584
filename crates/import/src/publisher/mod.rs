//! Who speaks here? One answer for all formats.
//!
//! A document's publisher comes from its metadata where there is any. Else it is told by its
//! address: the owner of the registrable domain, or on hosts where anybody may publish, the
//! account. What only repeats, keeps or delivers what others published speaks for nobody; nor does a
//! page of whoever compiled the file, which says where an entry stands. What is known of hosts is
//! data: see [`Web`].

mod own;

use super::identifier::{self, PUBLISHER};
pub use crate::address::Address;
use crate::address::web::registrable;
pub use crate::address::web::{Host, Kind, Web};
pub use own::{Own, resembles};

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
    /// The host repeats what others published.
    Repeated,
    /// The host keeps papers of others.
    Paper,
    /// The host spreads press releases of others.
    Release,
    /// The host reports by machine.
    Machine,
    /// The host shares what others found.
    Platform,
    /// Terms of use stand there.
    Licence,
    /// The end of the host is none that the public knows.
    Unregistered,
    /// It is a page of whoever compiled the file.
    Own,
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
            Self::Repeated => {
                "references to copies and collections of what others published, which do not tell who did"
            }
            Self::Paper => {
                "references to repositories of papers, whose address does not tell who published them"
            }
            Self::Release => {
                "references to press releases on a wire, whose address does not tell whose they are"
            }
            Self::Machine => {
                "references to services that analyse by machine, which are no accounts by anybody"
            }
            Self::Platform => {
                "references to platforms for sharing, where an entry stands and nobody speaks"
            }
            Self::Licence => "references to terms of use",
            Self::Unregistered => {
                "references to hosts whose top-level domain the public does not know"
            }
            Self::Own => {
                "references to pages of whoever compiled this, which say where an entry stands"
            }
        }
    }
}

impl Published {
    /// The publisher of an address, by what comes with the program.
    ///
    /// # Errors
    ///
    /// [`Unknown`] where the address does not tell.
    pub fn of(address: &Address) -> Result<Self, Unknown> {
        Self::by(address, Web::built_in())
    }

    /// The publisher of an address, by what is known of hosts.
    ///
    /// # Errors
    ///
    /// [`Unknown`] where the address does not tell.
    pub fn by(address: &Address, web: &Web) -> Result<Self, Unknown> {
        // A paper is by who registered it, wherever it stands.
        if let Some(registrant) = address.identifier().and_then(|it| web.registrant(it)) {
            return Ok(Self::domain(registrant));
        }
        match web.kind(address) {
            Some(Kind::ShortLink | Kind::Archive) => return Err(Unknown::Shortened),
            Some(Kind::Mirror) => return Err(Unknown::Repeated),
            Some(Kind::Repository) => return Err(Unknown::Paper),
            Some(Kind::Wire) => return Err(Unknown::Release),
            Some(Kind::Machine) => return Err(Unknown::Machine),
            Some(Kind::Platform) => return Err(Unknown::Platform),
            Some(Kind::Licence) => return Err(Unknown::Licence),
            Some(Kind::Publisher | Kind::Compiler | Kind::Delivery) | None => {}
        }
        match web.account(address) {
            Host::Own => {}
            Host::Account { host, account } => {
                return Ok(Self {
                    domain: host,
                    account: Some(account),
                });
            }
            Host::Name(name) => return Ok(Self::domain(&name)),
            Host::Untold => return Err(Unknown::Account),
        }
        let domain = registrable(address.host()).ok_or(Unknown::Unregistered)?;
        Ok(Self::domain(domain))
    }

    fn domain(domain: &str) -> Self {
        Self {
            domain: domain.to_owned(),
            account: None,
        }
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

    /// Whether no more is known of it than a name.
    pub fn is_named(&self) -> bool {
        self.domain.is_empty()
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

    /// Whether a name that somebody gave reads like that of this publisher: *Reuters Energy* like
    /// `reuters.com`.
    pub fn is_called(&self, name: &str) -> bool {
        match &self.account {
            Some(account) => resembles(name, account),
            None => resembles(name, self.domain.split('.').next().unwrap_or_default()),
        }
    }
}
