//! Words, tables and pictures. Pure: data in, text out; nothing here reads or prints,
//! but for captures that somebody is quoted from.

pub mod asked;
mod counted;
pub mod counts;
pub mod difference;
pub mod dot;
mod explained;
pub mod findings;
mod flagged;
pub mod found;
mod idle;
pub mod json;
pub mod markdown;
pub mod next;
pub mod overview;
pub mod pairs;
mod passing;
pub mod phrase;
pub mod place;
pub mod plan;
pub mod profile;
pub mod recorded;
pub mod refusal;
mod remedy;
pub mod report;
pub mod selection;
pub mod shared;
pub mod statements;
pub mod table;
pub mod text;
mod thing;
pub mod view;
pub mod whether;
pub mod words;
