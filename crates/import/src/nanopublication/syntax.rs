//! The syntaxes that nanopublications come in, told by the ending of a file.

use std::fmt;
use std::path::Path;

use oxjsonld::JsonLdParser;
use oxrdf::Quad;
use oxttl::{NQuadsParser, TriGParser, TurtleSyntaxError};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::super::{Error, Input, parsed, text};
use super::trix;

/// The quads of a file. O(bytes).
///
/// # Errors
///
/// [`Error::Wrong`], with the place.
pub(super) fn quads(input: &Input<'_>) -> Result<Vec<Quad>, Error> {
    let text = text(input)?;
    let ending = Path::new(input.name).extension();
    let ending = ending.map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    match ending.as_deref() {
        Some("nq" | "nquads") => all(input, NQuadsParser::new().for_slice(text), "N-Quads"),
        Some("jsonld" | "json") => json(input, text),
        Some("trix" | "xml") => trix::quads(input, text),
        _ => all(input, TriGParser::new().for_slice(text), "TriG"),
    }
}

/// All quads, or everything that is wrong: the parsers go on after an error where they can.
fn all(
    input: &Input<'_>,
    found: impl Iterator<Item = Result<Quad, TurtleSyntaxError>>,
    syntax: &str,
) -> Result<Vec<Quad>, Error> {
    let (mut quads, mut errors) = (Vec::new(), Vec::new());
    for quad in found {
        match quad {
            Ok(quad) => quads.push(quad),
            Err(error) => errors.push(wrong(input, &error, syntax)),
        }
    }
    Error::all(errors)?;
    Ok(quads)
}

fn wrong(input: &Input<'_>, error: &TurtleSyntaxError, syntax: &str) -> Error {
    let start = error.location().start;
    Error::Wrong {
        file: input.name.to_owned(),
        line: start.line as usize + 1,
        column: start.column as usize + 1,
        message: error.message().to_owned(),
        hint: Some(format!(
            "by its ending this file is read as {syntax}; others are .trig, .nq, .jsonld and .trix"
        )),
    }
}

fn json(input: &Input<'_>, text: &str) -> Result<Vec<Quad>, Error> {
    // The parser of JSON-LD nests as deep as the data and seldom knows a place; this one stops in
    // time, and says where.
    parsed::<Bounded>(input, "a nanopublication in JSON-LD")?;
    let parser = JsonLdParser::new()
        .for_slice(text)
        .with_load_document_callback(|_, _| Err("it is not fetched".into()));
    parser
        .map(|quad| {
            quad.map_err(|error| {
                let hint = "this is JSON, but no JSON-LD; contexts are never fetched: they are to stand in the file";
                Error::whole(input, error.to_string(), hint)
            })
        })
        .collect()
}

/// JSON that nests no deeper than `serde_json` lets it; of what it holds, nothing is kept.
struct Bounded;

impl<'de> Deserialize<'de> for Bounded {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Self)
    }
}

impl<'de> Visitor<'de> for Bounded {
    type Value = Self;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self, A::Error> {
        while seq.next_element::<Self>()?.is_some() {}
        Ok(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self, A::Error> {
        while map.next_entry::<Self, Self>()?.is_some() {}
        Ok(self)
    }

    fn visit_str<E>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_unit<E>(self) -> Result<Self, E> {
        Ok(self)
    }
}
