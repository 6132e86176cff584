//! Evidence as a list of named columns, for a file and from one.

use rayon::prelude::*;

use super::Evidence;
use crate::column::{Column, Stretch};

/// Calls a macro with the tables of evidence, and with its rows: what holds them and what they
/// hold.
macro_rules! evidence_columns {
    ($then:ident) => {
        $then! {
            tables: claims, statements, agents, documents, ties;
            rows:
                entails: claims => claims,
                entailed_by: claims => claims,
                contradicts: claims => claims,
                presupposes: claims => claims,
                authorities: claims => agents,
                interested: claims => agents,
                relays: statements => statements,
                relayed_by: statements => statements,
                relays_across: statements => statements,
                copied: statements => statements,
                documents_of: statements => documents,
                askers: statements => agents,
                deflects_to: statements => agents,
                vouchers: agents => agents,
                ties_of: agents => ties,
                publishers: documents => agents,
                copies: documents => documents,
                same_text: documents => documents,
                same_hash: documents => documents,
                same_address: documents => documents;
        }
    };
}

macro_rules! implement {
    (tables: $($table:ident),*; rows: $($rows:ident: $of:ident => $to:ident),*;) => {
        impl Evidence {
            /// All columns with their names, as bytes in the order of this machine.
            pub fn columns(&self) -> impl Iterator<Item = (&'static str, &[u8])> {
                [
                    $((stringify!($table), self.$table.as_bytes()),)*
                    $((concat!(stringify!($rows), ".starts"), self.$rows.starts.as_bytes()),)*
                    $((concat!(stringify!($rows), ".items"), self.$rows.items.as_bytes()),)*
                ]
                .into_iter()
            }

            /// Evidence from columns that [`Evidence::columns`] gave, found by name.
            ///
            /// `None` if a column is missing, misaligned or no whole number of rows, or if the
            /// numbers of rows do not fit each other. What the rows hold is not looked at, so
            /// this costs the same for any size. It is for the bytes that were written, which
            /// is for whoever stores them to ensure, by checksums; [`Evidence::is_sound`] is
            /// for bytes of which nothing is known.
            pub fn from_columns(
                find: &mut dyn FnMut(&'static str) -> Option<Stretch>,
            ) -> Option<Self> {
                let evidence = Self {
                    $($table: column(find, stringify!($table))?,)*
                    $($rows: super::Rows {
                        starts: column(find, concat!(stringify!($rows), ".starts"))?,
                        items: column(find, concat!(stringify!($rows), ".items"))?,
                    },)*
                };
                let fits = true $(&& {
                    let (starts, items) = (&evidence.$rows.starts, &evidence.$rows.items);
                    if starts.count() == 0 {
                        items.count() == 0
                    } else {
                        starts.count() == evidence.$of.count() + 1
                            && starts.at(starts.count() - 1) as usize == items.count()
                    }
                })*;
                fits.then_some(evidence)
            }

            /// Whether every number in every row leads somewhere, so that no answer can fail
            /// for want of what it points at. O(rows), parallel.
            pub fn is_sound(&self) -> bool {
                let rows: &[&(dyn Fn() -> bool + Sync)] = &[
                    $(&|| self.$rows.are_sound(self.$of.len(), self.$to.len()),)*
                ];
                rows.par_iter().all(|are_sound| are_sound()) && self.has_sound_tables()
            }
        }
    };
}
evidence_columns!(implement);

fn column<T: bytemuck::AnyBitPattern + bytemuck::NoUninit>(
    find: &mut dyn FnMut(&'static str) -> Option<Stretch>,
    name: &'static str,
) -> Option<Column<T>> {
    Column::mapped(find(name)?)
}

impl Evidence {
    fn has_sound_tables(&self) -> bool {
        let claims = &*self.claims;
        let statements = &*self.statements;
        let agents = self.agents.len();
        let mut end = 0;
        let are_stretches = claims.iter().all(|claim| {
            let range = claim.statements();
            let follows = range.start == end && range.start <= range.end;
            end = range.end;
            follows
        });
        are_stretches
            && end as usize == statements.len()
            && self.ties.iter().all(|tie| tie.is_sound(agents))
            && statements
                .par_iter()
                .all(|statement| statement.is_sound(claims.len(), agents))
            && statements
                .par_iter()
                .enumerate()
                .all(|(number, statement)| {
                    // What a statement takes back or relays is of its own claim.
                    let claim = &claims[statement.claim as usize];
                    claim.statements().contains(&(number as u32))
                        && statement
                            .target()
                            .is_none_or(|target| claim.statements().contains(&target))
                        && [&self.relays, &self.relayed_by].into_iter().all(|rows| {
                            let mut related = rows.row(number as u32).iter();
                            related.all(|other| claim.statements().contains(other))
                        })
                })
    }
}
