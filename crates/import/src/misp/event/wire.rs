//! Events of MISP as they are written down: the fields that are used, and the names of those others
//! that say something.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::super::super::identifier::is_uuid;
use super::value::{Flag, IsSomething, Scalar, Single};

/// Declares an object: its fields, which of them must be there, and which are UUIDs. UUIDs become
/// parts of IRIs, so nothing else may pass.
macro_rules! object {
    (
        $(#[$about:meta])*
        $name:ident = $what:literal, needs [$($needed:ident),*], uuids [$($uuid:ident),*];
        $($field:ident: $type:ty = $key:literal,)*
    ) => {
        $(#[$about])*
        #[derive(Default)]
        pub(super) struct $name {
            $(pub(super) $field: Option<$type>,)*
            /// The names of its other fields, where they hold anything.
            pub(super) others: Vec<String>,
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Fields;

                impl<'de> Visitor<'de> for Fields {
                    type Value = $name;

                    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                        formatter.write_str($what)
                    }

                    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<$name, A::Error> {
                        let mut made = $name::default();
                        while let Some(key) = map.next_key::<String>()? {
                            match key.as_str() {
                                $($key => made.$field = map.next_value()?,)*
                                _ => {
                                    if map.next_value::<IsSomething>()?.0 {
                                        made.others.push(key);
                                    }
                                }
                            }
                        }
                        Ok(made)
                    }
                }

                let made = deserializer.deserialize_map(Fields)?;
                $(if made.$needed.is_none() {
                    let field = stringify!($needed).replace("kind", "type");
                    return Err(D::Error::custom(format!("{} without a {field}", $what)));
                })*
                let uuids: &[&Option<Scalar>] = &[$(&made.$uuid),*];
                for uuid in uuids.iter().copied().flatten() {
                    if !uuid.0.is_empty() && !is_uuid(&uuid.0) {
                        return Err(D::Error::custom(format!("{:?} is no UUID", uuid.0)));
                    }
                }
                Ok(made)
            }
        }
    };
}

object! {
    /// An event.
    Event = "an event of MISP", needs [uuid], uuids [uuid, extends];
    uuid: Scalar = "uuid",
    info: Scalar = "info",
    date: Scalar = "date",
    timestamp: Scalar = "timestamp",
    first_publication: Scalar = "first_publication",
    publish_timestamp: Scalar = "publish_timestamp",
    distribution: Scalar = "distribution",
    extends: Scalar = "extends_uuid",
    owner: Single<Organisation> = "Org",
    creator: Single<Organisation> = "Orgc",
    attributes: Vec<Attribute> = "Attribute",
    proposals: Vec<Proposal> = "ShadowAttribute",
    objects: Vec<Object> = "Object",
    reports: Vec<Report> = "EventReport",
    galaxies: Vec<Galaxy> = "Galaxy",
    tags: Vec<Tag> = "Tag",
    opinions: Vec<Opinion> = "Opinion",
    relationships: Vec<Relationship> = "Relationship",
}

object! {
    /// An attribute of an event or of an object in it.
    Attribute = "an attribute of MISP", needs [uuid, kind, value], uuids [uuid];
    uuid: Scalar = "uuid",
    kind: Scalar = "type",
    category: Scalar = "category",
    value: Scalar = "value",
    to_ids: Flag = "to_ids",
    timestamp: Scalar = "timestamp",
    comment: Scalar = "comment",
    deleted: Flag = "deleted",
    distribution: Scalar = "distribution",
    relation: Scalar = "object_relation",
    first_seen: Scalar = "first_seen",
    last_seen: Scalar = "last_seen",
    sightings: Vec<Sighting> = "Sighting",
    tags: Vec<Tag> = "Tag",
    galaxies: Vec<Galaxy> = "Galaxy",
    proposals: Vec<Proposal> = "ShadowAttribute",
    opinions: Vec<Opinion> = "Opinion",
    relationships: Vec<Relationship> = "Relationship",
}

object! {
    /// Attributes that belong together.
    Object = "an object of MISP", needs [uuid], uuids [uuid];
    uuid: Scalar = "uuid",
    name: Scalar = "name",
    deleted: Flag = "deleted",
    timestamp: Scalar = "timestamp",
    attributes: Vec<Attribute> = "Attribute",
    references: Vec<Reference> = "ObjectReference",
    relationships: Vec<Relationship> = "Relationship",
}

object! {
    /// A link from an object to another one or to an attribute.
    Reference = "a reference between objects", needs [target], uuids [uuid, source, target];
    uuid: Scalar = "uuid",
    source: Scalar = "object_uuid",
    target: Scalar = "referenced_uuid",
    kind: Scalar = "relationship_type",
    comment: Scalar = "comment",
    deleted: Flag = "deleted",
    timestamp: Scalar = "timestamp",
}

object! {
    /// That an organisation has seen an attribute, or that it is none any more, or never was one.
    Sighting = "a sighting", needs [], uuids [];
    kind: Scalar = "type",
    at: Scalar = "date_sighting",
    source: Scalar = "source",
    by: Single<Organisation> = "Organisation",
}

object! {
    /// What another organisation proposes to add or to alter.
    Proposal = "a proposal", needs [uuid, kind, value], uuids [uuid];
    uuid: Scalar = "uuid",
    kind: Scalar = "type",
    category: Scalar = "category",
    value: Scalar = "value",
    to_ids: Flag = "to_ids",
    comment: Scalar = "comment",
    timestamp: Scalar = "timestamp",
    deleted: Flag = "deleted",
    deletes: Flag = "proposal_to_delete",
    by: Single<Organisation> = "Org",
}

object! {
    /// A text on an event.
    Report = "a report on an event", needs [uuid], uuids [uuid];
    uuid: Scalar = "uuid",
    name: Scalar = "name",
    content: Scalar = "content",
    timestamp: Scalar = "timestamp",
    deleted: Flag = "deleted",
}

object! {
    /// A galaxy, with those of its clusters that are attached.
    Galaxy = "a galaxy", needs [], uuids [];
    kind: Scalar = "type",
    clusters: Vec<Cluster> = "GalaxyCluster",
}

object! {
    /// A cluster that is attached to an event or to an attribute.
    Cluster = "a cluster of a galaxy", needs [value], uuids [uuid];
    uuid: Scalar = "uuid",
    kind: Scalar = "type",
    value: Scalar = "value",
    tag: Scalar = "tag_name",
    is_local: Flag = "local",
    relationship: Scalar = "relationship_type",
}

object! {
    /// A tag.
    Tag = "a tag", needs [name], uuids [];
    name: Scalar = "name",
    is_local: Flag = "local",
}

object! {
    /// How far an organisation agrees with an event or an attribute, from 0 to 100.
    Opinion = "an opinion", needs [figure], uuids [uuid];
    uuid: Scalar = "uuid",
    figure: Scalar = "opinion",
    comment: Scalar = "comment",
    modified: Scalar = "modified",
    by: Single<Organisation> = "Orgc",
}

object! {
    /// How an organisation sees an event, an attribute or an object related to something else.
    Relationship = "a relationship", needs [target], uuids [uuid, target];
    uuid: Scalar = "uuid",
    target: Scalar = "related_object_uuid",
    kind: Scalar = "relationship_type",
    modified: Scalar = "modified",
    by: Single<Organisation> = "Orgc",
}

object! {
    /// An organisation.
    Organisation = "an organisation", needs [], uuids [uuid];
    uuid: Scalar = "uuid",
    name: Scalar = "name",
}

/// A file of events: one in its wrapping, several in an array, or the answer of an instance.
#[derive(Default)]
pub(super) struct File {
    pub(super) events: Vec<Event>,
}

impl<'de> Deserialize<'de> for File {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FileVisitor)
    }
}

struct FileVisitor;

impl<'de> Visitor<'de> for FileVisitor {
    type Value = File;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an event of MISP, or several")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<File, A::Error> {
        let mut file = None;
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "Event" => {
                    let event = map.next_value()?;
                    file.get_or_insert_with(File::default).events.push(event);
                }
                "response" => {
                    let Wrapped(events) = map.next_value()?;
                    file.get_or_insert_with(File::default).events.extend(events);
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        file.ok_or_else(|| A::Error::custom("there is no \"Event\""))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<File, A::Error> {
        let Wrapped(events) = WrappedVisitor.visit_seq(seq)?;
        Ok(File { events })
    }
}

/// Events, each in its wrapping.
struct Wrapped(Vec<Event>);

impl<'de> Deserialize<'de> for Wrapped {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(WrappedVisitor)
    }
}

struct WrappedVisitor;

impl<'de> Visitor<'de> for WrappedVisitor {
    type Value = Wrapped;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an array of events, each as \"Event\"")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Wrapped, A::Error> {
        #[derive(Deserialize)]
        struct Wrapping {
            #[serde(rename = "Event")]
            event: Event,
        }

        let mut events = Vec::new();
        while let Some(Wrapping { event }) = seq.next_element()? {
            events.push(event);
        }
        Ok(Wrapped(events))
    }
}
