//! STIX as it is written down: bundles, read object by object, each with the fields that are used
//! and the names of those that are not.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{
    DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

/// A reference to something outside.
#[derive(Clone, Default, Deserialize)]
pub(super) struct Reference {
    #[serde(default)]
    pub(super) source_name: Option<String>,
    #[serde(default)]
    pub(super) description: Option<String>,
    #[serde(default)]
    pub(super) url: Option<String>,
    #[serde(default)]
    pub(super) external_id: Option<String>,
    #[serde(default)]
    pub(super) hashes: Option<BTreeMap<String, serde_json::Value>>,
}

impl Reference {
    /// The SHA-256 of what is referred to, if it is told.
    pub(super) fn sha256(&self) -> Option<String> {
        let hashes = self.hashes.iter().flatten();
        let mut named = hashes.filter(|(name, _)| {
            let name = name.to_ascii_uppercase();
            matches!(name.as_str(), "SHA-256" | "SHA256")
        });
        let hash = named.find_map(|(_, hash)| hash.as_str())?.trim();
        let is_hash = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_hash.then(|| hash.to_ascii_lowercase())
    }
}

macro_rules! object {
    ($($field:ident: $type:ty = $name:literal,)*) => {
        /// An object, with whatever fields it has.
        #[derive(Default)]
        pub(super) struct Object {
            $(pub(super) $field: Option<$type>,)*
            /// The names of its other fields.
            pub(super) others: Vec<String>,
        }

        impl<'de> Visitor<'de> for ObjectVisitor {
            type Value = Object;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a STIX object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
                let mut object = Object::default();
                while let Some(key) = map.next_key::<String>()? {
                    match key.as_str() {
                        $($name => object.$field = map.next_value()?,)*
                        _ => {
                            map.next_value::<IgnoredAny>()?;
                            object.others.push(key);
                        }
                    }
                }
                Ok(object)
            }
        }
    };
}

struct ObjectVisitor;

object! {
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
    external_references: Vec<Reference> = "external_references",
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
    spec_version: IgnoredAny = "spec_version",
}

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let object = deserializer.deserialize_map(ObjectVisitor)?;
        let Some(id) = &object.id else {
            return Err(D::Error::custom("an object without an id"));
        };
        if !is_identifier(id) {
            let message = format!("{id:?} is no identifier of STIX, such as malware--UUID");
            return Err(D::Error::custom(message));
        }
        let kind = id.split_once("--").map(|(kind, _)| kind);
        if object.kind.is_none() || object.kind.as_deref() != kind {
            return Err(D::Error::custom(format!(
                "the object {id} is not of the type in its id"
            )));
        }
        let references = [
            &object.created_by_ref,
            &object.source_ref,
            &object.target_ref,
        ];
        let lists = [&object.where_sighted_refs, &object.object_refs];
        let listed = lists.into_iter().flatten().flatten();
        let sighted = object.sighting_of_ref.iter();
        let all = references
            .into_iter()
            .flatten()
            .chain(listed)
            .chain(sighted);
        if let Some(wrong) = all.into_iter().find(|reference| !is_identifier(reference)) {
            let message = format!("{id} refers to {wrong:?}, which is no identifier of STIX");
            return Err(D::Error::custom(message));
        }
        Ok(object)
    }
}

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
pub(super) struct Bundle {
    pub(super) objects: Vec<Object>,
}

impl<'de> Deserialize<'de> for Bundle {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(BundleVisitor)
    }
}

struct BundleVisitor;

impl<'de> Visitor<'de> for BundleVisitor {
    type Value = Bundle;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a STIX bundle")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Bundle, A::Error> {
        let mut bundle = None;
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "type" => {
                    let kind: String = map.next_value()?;
                    if kind != "bundle" {
                        let message = format!("this is a {kind:?}, not a \"bundle\" of objects");
                        return Err(A::Error::custom(message));
                    }
                }
                "objects" => {
                    let objects = map.next_value_seed(Objects)?;
                    bundle
                        .get_or_insert_with(Bundle::default)
                        .objects
                        .extend(objects);
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        bundle.ok_or_else(|| A::Error::custom("there are no \"objects\""))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Bundle, A::Error> {
        Ok(Bundle {
            objects: Objects.visit_seq(seq)?,
        })
    }
}

/// An array of objects.
struct Objects;

impl<'de> DeserializeSeed<'de> for Objects {
    type Value = Vec<Object>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Vec<Object>, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Objects {
    type Value = Vec<Object>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an array of STIX objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<Object>, A::Error> {
        let mut objects = Vec::new();
        while let Some(object) = seq.next_element()? {
            objects.push(object);
        }
        Ok(objects)
    }
}

/// The names of objects, by their identifiers: those of the newest versions.
pub(super) fn names(objects: &[Object]) -> BTreeMap<&str, &str> {
    let mut newest: BTreeMap<&str, (&str, &str)> = BTreeMap::new();
    for object in objects {
        let name = object.name.as_deref().or(object.value.as_deref());
        let (Some(id), Some(name)) = (object.id.as_deref(), name) else {
            continue;
        };
        let modified = object.modified.as_deref().unwrap_or_default();
        let held = newest.entry(id).or_insert((modified, name));
        if held.0 <= modified {
            *held = (modified, name);
        }
    }
    newest
        .into_iter()
        .map(|(id, (_, name))| (id, name))
        .collect()
}
