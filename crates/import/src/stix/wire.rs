//! STIX as it is written down: bundles, read object by object, each with the fields that are used
//! and what it holds beside them.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

use super::super::Error;
use super::super::json::{Kind, Leaves, Listed, Remains, Rest, Whole, elements, kind, members};
use super::super::words::unnamed;

/// How many values a field holds that says something.
trait Values {
    fn number(&self) -> usize {
        1
    }
}

impl Values for bool {}
impl Values for u64 {}

impl Values for String {
    fn number(&self) -> usize {
        usize::from(!self.trim().is_empty())
    }
}

impl Values for Vec<String> {
    fn number(&self) -> usize {
        self.iter().map(Values::number).sum()
    }
}

impl Values for Listed<Reference> {
    fn number(&self) -> usize {
        self.iter()
            .map(|reference| reference.fields(&[]).len())
            .sum()
    }
}

macro_rules! object {
    ($(#[$about:meta])* $object:ident, $what:literal: $($field:ident: $type:ty = $name:literal,)*) => {
        $(#[$about])*
        #[allow(clippy::struct_field_names, reason = "the names are those of the format")]
        #[derive(Clone, Default, Debug)]
        pub(super) struct $object {
            $(pub(super) $field: Option<$type>,)*
            /// What it holds beside these.
            pub(super) rest: Rest,
        }

        impl $object {
            /// The fields that say something, but for some, with how many values they have.
            pub(super) fn fields(&self, but: &[&str]) -> Vec<(&'static str, usize)> {
                let mut fields = Vec::new();
                $(if let Some(value) = &self.$field
                    && !but.contains(&$name)
                    && value.number() > 0
                {
                    fields.push(($name, value.number()));
                })*
                fields
            }
        }

        impl Remains for $object {
            fn remains(&mut self) -> Rest {
                std::mem::take(&mut self.rest)
            }
        }

        impl<'de> Deserialize<'de> for $object {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Fields;

                impl<'de> Visitor<'de> for Fields {
                    type Value = $object;

                    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                        formatter.write_str($what)
                    }

                    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<$object, A::Error> {
                        let mut object = $object::default();
                        while let Some(key) = map.next_key::<String>()? {
                            match key.as_str() {
                                $($name => {
                                    // What is null is not there.
                                    let mut value: Option<$type> = map.next_value()?;
                                    if let Some(value) = &mut value {
                                        object.rest.add(&key, value.remains());
                                    }
                                    object.$field = value;
                                })*
                                _ => object.rest.field(&key, map.next_value::<Leaves>()?),
                            }
                        }
                        Ok(object)
                    }
                }

                deserializer.deserialize_map(Fields)
            }
        }
    };
}

object! {
    /// A reference to something outside.
    Reference, "a reference of STIX":
    source_name: String = "source_name",
    description: String = "description",
    url: String = "url",
    external_id: String = "external_id",
    hashes: Hashes = "hashes",
}

/// The hashes of what is referred to, by what they are made by.
#[derive(Clone, Default, Debug, Deserialize)]
#[serde(transparent)]
pub(super) struct Hashes(BTreeMap<String, serde_json::Value>);

impl Values for Hashes {}

impl Remains for Hashes {
    fn remains(&mut self) -> Rest {
        let mut rest = Rest::default();
        let others = self.0.keys().filter(|name| !is_sha256(name));
        rest.fields.extend(others.map(|name| (name.clone(), 1)));
        rest
    }
}

fn is_sha256(name: &str) -> bool {
    matches!(name.to_ascii_uppercase().as_str(), "SHA-256" | "SHA256")
}

impl Reference {
    /// The SHA-256 of what is referred to, if it is told.
    pub(super) fn sha256(&self) -> Option<String> {
        let hashes = self.hashes.iter().flat_map(|hashes| &hashes.0);
        let mut named = hashes.filter(|(name, _)| is_sha256(name));
        let hash = named.find_map(|(_, hash)| hash.as_str())?.trim();
        let is_hash = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_hash.then(|| hash.to_ascii_lowercase())
    }
}

object! {
    /// An object, with whatever fields it has.
    Object, "a STIX object":
    kind: String = "type",
    id: String = "id",
    created: String = "created",
    modified: String = "modified",
    created_by_ref: String = "created_by_ref",
    lang: String = "lang",
    name: String = "name",
    value: String = "value",
    description: String = "description",
    revoked: bool = "revoked",
    is_deprecated: bool = "x_mitre_deprecated",
    confidence: u64 = "confidence",
    external_references: Listed<Reference> = "external_references",
    aliases: Vec<String> = "aliases",
    mitre_aliases: Vec<String> = "x_mitre_aliases",
    detection: String = "x_mitre_detection",
    release: String = "x_mitre_version",
    relationship_type: String = "relationship_type",
    source_ref: String = "source_ref",
    target_ref: String = "target_ref",
    start_time: String = "start_time",
    stop_time: String = "stop_time",
    first_seen: String = "first_seen",
    last_seen: String = "last_seen",
    first_seen_citation: String = "x_mitre_first_seen_citation",
    last_seen_citation: String = "x_mitre_last_seen_citation",
    sighting_of_ref: String = "sighting_of_ref",
    where_sighted_refs: Vec<String> = "where_sighted_refs",
    count: u64 = "count",
    opinion: String = "opinion",
    explanation: String = "explanation",
    object_refs: Vec<String> = "object_refs",
    published: String = "published",
    pattern: String = "pattern",
    country: String = "country",
    region: String = "region",
    administrative_area: String = "administrative_area",
    city: String = "city",
}

impl Object {
    /// One object, with its identifiers in order: they become parts of names.
    ///
    /// A maker or a listed object whose identifier is none is left out and told; without a source
    /// or a target a relationship is none.
    fn read(whole: &Whole<'_>, piece: &str) -> Result<Self, Error> {
        let mut object: Self = whole.read(piece)?;
        let refuse = |message: &str| Err(whole.refuse(piece, message));
        let Some(id) = object.id.clone() else {
            return refuse("an object without an id");
        };
        if !is_identifier(&id) {
            return refuse(&format!(
                "{id:?} is no identifier of STIX, such as malware--UUID"
            ));
        }
        let kind = id.split_once("--").map(|(kind, _)| kind);
        if object.kind.is_none() || object.kind.as_deref() != kind {
            return refuse(&format!("the object {id} is not of the type in its id"));
        }
        let wrong =
            |wrong: &str| format!("{id} refers to {wrong:?}, which is no identifier of STIX");
        let needed = {
            let all = [
                &object.source_ref,
                &object.target_ref,
                &object.sighting_of_ref,
            ];
            let mut all = all.into_iter().flatten();
            all.find(|reference| !is_identifier(reference)).cloned()
        };
        if let Some(reference) = needed {
            return refuse(&wrong(&reference));
        }
        if let Some(maker) = object.created_by_ref.take_if(|maker| !is_identifier(maker)) {
            object.rest.wrong.push(wrong(&maker));
        }
        for list in [&mut object.where_sighted_refs, &mut object.object_refs] {
            for listed in list.iter_mut() {
                let all = std::mem::take(listed);
                for reference in all {
                    if is_identifier(&reference) {
                        listed.push(reference);
                    } else {
                        object.rest.wrong.push(wrong(&reference));
                    }
                }
            }
        }
        Ok(object)
    }

    /// What it is called: by its name, or by what else tells it from others; none where it has
    /// nothing that people could know it by.
    fn called(&self) -> Option<String> {
        let said = |text: &Option<String>| {
            let text = text.as_deref().map(str::trim);
            text.filter(|text| !text.is_empty()).map(str::to_owned)
        };
        let place = || {
            let parts = [&self.city, &self.administrative_area, &self.country];
            let mut parts: Vec<String> = parts.into_iter().filter_map(said).collect();
            if parts.is_empty() {
                parts.extend(said(&self.region));
            }
            (!parts.is_empty()).then(|| parts.join(", "))
        };
        said(&self.name)
            .or_else(|| said(&self.value))
            .or_else(place)
            .or_else(|| {
                said(&self.pattern).map(|pattern| crate::escape::shorten(&pattern, LONGEST))
            })
    }
}

/// The longest name made of a pattern.
const LONGEST: usize = 80;

/// Whether this is a type and a UUID. Identifiers become parts of IRIs, so nothing else may pass.
pub(super) fn is_identifier(id: &str) -> bool {
    id.split_once("--").is_some_and(|(kind, uuid)| {
        let is_plain =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        !kind.is_empty() && kind.bytes().all(is_plain) && super::super::identifier::is_uuid(uuid)
    })
}

/// A bundle, its objects in their order.
#[derive(Default)]
pub(super) struct Bundle<'i> {
    pub(super) objects: Vec<Object>,
    /// The objects as they are written.
    pub(super) pieces: Vec<&'i str>,
    /// What the bundle holds beside them.
    pub(super) rest: Rest,
    /// Objects that were left out, and why.
    pub(super) wrong: Vec<Error>,
}

impl<'i> Bundle<'i> {
    /// Reads a bundle, or an array of objects. O(bytes).
    pub(super) fn read(whole: &Whole<'i>) -> Result<Self, Error> {
        let mut bundle = Self::default();
        match kind(whole.text) {
            Kind::Array => bundle.all(whole, whole.text),
            Kind::Object => {
                let mut is_there = false;
                for (name, value) in members(whole.text) {
                    match name.as_str() {
                        "type" => {
                            let kind: String = whole.read(value)?;
                            if kind != "bundle" {
                                let message =
                                    format!("this is a {kind:?}, not a \"bundle\" of objects");
                                return Err(whole.refuse(value, &message));
                            }
                        }
                        "objects" if self::kind(value) == Kind::Array => {
                            is_there = true;
                            bundle.all(whole, value);
                        }
                        "objects" => {
                            return Err(whole.refuse(value, "expected an array of STIX objects"));
                        }
                        _ => {
                            if let Ok(leaves) = whole.read::<Leaves>(value) {
                                bundle.rest.field(&name, leaves);
                            }
                        }
                    }
                }
                if !is_there {
                    return Err(whole.refuse(whole.text, "there are no \"objects\""));
                }
            }
            Kind::Scalar => return Err(whole.refuse(whole.text, "expected a STIX bundle")),
        }
        Ok(bundle)
    }

    fn all(&mut self, whole: &Whole<'i>, array: &'i str) {
        for piece in elements(array) {
            match Object::read(whole, piece) {
                Ok(object) => {
                    self.objects.push(object);
                    self.pieces.push(piece);
                }
                Err(error) => self.wrong.push(error),
            }
        }
    }
}

/// What objects are called, by their identifiers: the names of the newest versions.
pub(super) fn names(objects: &[Object]) -> BTreeMap<&str, String> {
    let mut newest: BTreeMap<&str, (&str, String)> = BTreeMap::new();
    for object in objects {
        let (Some(id), Some(name)) = (object.id.as_deref(), object.called()) else {
            continue;
        };
        let modified = object.modified.as_deref().unwrap_or_default();
        let is_newer = newest.get(id).is_none_or(|(held, _)| *held <= modified);
        if is_newer {
            newest.insert(id, (modified, name));
        }
    }
    newest
        .into_iter()
        .map(|(id, (_, name))| (id, name))
        .collect()
}

/// What an object is called of which no name is known.
pub(super) fn nameless(id: &str) -> String {
    unnamed(id.split("--").next().unwrap_or_default())
}
