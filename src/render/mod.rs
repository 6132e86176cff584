//! Words, tables and pictures. Pure: data in, text out; nothing here reads or prints.

pub mod asked;
pub mod difference;
pub mod dot;
pub mod findings;
pub mod json;
pub mod markdown;
pub mod pairs;
pub mod phrase;
pub mod plan;
pub mod recorded;
pub mod report;
pub mod selection;
pub mod text;
mod thing;
