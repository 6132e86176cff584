//! What the tool speaks of, as plain values: stances, grades, ties, times, statuses and flags.
//!
//! Pure: no input or output, no RDF machinery beyond the numbers of [`crate::vocab`].

pub mod grade;
pub mod stance;
pub mod status;
pub mod tie;
pub mod time;

pub use grade::Grade;
pub use stance::{Polarities, Polarity, Stance};
pub use status::{Flag, Flags, Status};
pub use tie::TieKind;
pub use time::{Interval, Time};

/// Declares an enum whose members are terms of sayso's vocabulary.
///
/// Gives the members, the way to and from [`crate::vocab::Known`], and the name under which
/// people meet them (the local part of the IRI).
macro_rules! concepts {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name {
            $($(#[$doc])* $variant,)*
        }

        impl $name {
            /// All members, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The vocabulary term.
            pub const fn term(self) -> crate::vocab::Known {
                match self {
                    $(Self::$variant => crate::vocab::Known::$variant,)*
                }
            }

            /// The member behind a vocabulary term, if it is one.
            pub fn from_term(term: crate::vocab::Known) -> Option<Self> {
                match term {
                    $(crate::vocab::Known::$variant => Some(Self::$variant),)*
                    _ => None,
                }
            }

            /// The name that people meet: the local part of the IRI.
            pub const fn name(self) -> &'static str {
                self.term().parts().1
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }
    };
}
pub(crate) use concepts;
