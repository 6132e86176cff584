//! Events of MISP as they are written down: the fields that are used, and what they hold beside these.

use super::super::super::Error;
use super::super::super::json::{
    Kind, Leaves, Listed, Remains, Rest, Whole, elements, kind, members,
};
use super::super::value::{Flag, Scalar, Single};

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
    attributes: Listed<Attribute> = "Attribute",
    proposals: Listed<Proposal> = "ShadowAttribute",
    objects: Listed<Object> = "Object",
    reports: Listed<Report> = "EventReport",
    galaxies: Listed<Galaxy> = "Galaxy",
    tags: Listed<Tag> = "Tag",
    opinions: Listed<Opinion> = "Opinion",
    relationships: Listed<Relationship> = "Relationship",
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
    sightings: Listed<Sighting> = "Sighting",
    tags: Listed<Tag> = "Tag",
    galaxies: Listed<Galaxy> = "Galaxy",
    proposals: Listed<Proposal> = "ShadowAttribute",
    opinions: Listed<Opinion> = "Opinion",
    relationships: Listed<Relationship> = "Relationship",
}

object! {
    /// Attributes that belong together.
    Object = "an object of MISP", needs [uuid], uuids [uuid];
    uuid: Scalar = "uuid",
    name: Scalar = "name",
    comment: Scalar = "comment",
    deleted: Flag = "deleted",
    attributes: Listed<Attribute> = "Attribute",
    references: Listed<Reference> = "ObjectReference",
    relationships: Listed<Relationship> = "Relationship",
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
    clusters: Listed<Cluster> = "GalaxyCluster",
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

/// A file of events: one in its wrapping or without, several in an array, or the answer of an
/// instance.
#[derive(Default)]
pub(super) struct File {
    pub(super) events: Vec<Event>,
    /// What the file holds beside them, and what of them is not used.
    pub(super) rest: Rest,
    /// Events that were left out, and why.
    pub(super) wrong: Vec<Error>,
}

impl File {
    /// Reads a file event by event. O(bytes).
    pub(super) fn read(whole: &Whole<'_>, is_strict: bool) -> Result<Self, Error> {
        let mut file = Self::default();
        match kind(whole.text) {
            Kind::Scalar => {
                return Err(whole.refuse(whole.text, "expected an event of MISP, or several"));
            }
            Kind::Array => file.all(whole, whole.text, is_strict),
            Kind::Object => {
                if !file.wrapped(whole, whole.text, is_strict) {
                    return Err(whole.refuse(whole.text, "there is no \"Event\""));
                }
            }
        }
        Ok(file)
    }

    fn all(&mut self, whole: &Whole<'_>, array: &str, is_strict: bool) {
        for piece in elements(array) {
            if kind(piece) != Kind::Object || !self.wrapped(whole, piece, is_strict) {
                self.wrong
                    .push(whole.refuse(piece, "expected an event of MISP, as \"Event\""));
            }
        }
    }

    /// Takes what a wrapping holds; whether it holds any event. An object with the fields of an
    /// event is one without a wrapping.
    fn wrapped(&mut self, whole: &Whole<'_>, piece: &str, is_strict: bool) -> bool {
        let members = members(piece);
        let has = |name: &str| members.iter().any(|(held, _)| held == name);
        if !has("Event") && !has("response") {
            let is_bare = has("uuid") && (has("info") || has("Attribute") || has("Orgc"));
            if is_bare {
                self.event(whole, piece, is_strict);
            }
            return is_bare;
        }
        for (name, value) in members {
            match name.as_str() {
                "Event" => self.event(whole, value, is_strict),
                "response" if kind(value) == Kind::Array => self.all(whole, value, is_strict),
                "response" if kind(value) == Kind::Object => {
                    if !self.wrapped(whole, value, is_strict) {
                        let message = "expected events, each as \"Event\"";
                        self.wrong.push(whole.refuse(value, message));
                    }
                }
                "response" => {
                    let message = "expected an array of events, each as \"Event\"";
                    self.wrong.push(whole.refuse(value, message));
                }
                _ => {
                    if let Ok(leaves) = whole.read::<Leaves>(value) {
                        self.rest.field(&name, leaves);
                    }
                }
            }
        }
        true
    }

    fn event(&mut self, whole: &Whole<'_>, piece: &str, is_strict: bool) {
        match whole.read::<Event>(piece) {
            Ok(mut event) => {
                let rest = event.remains();
                if is_strict && let Some(message) = rest.wrong.first() {
                    self.wrong.push(whole.refuse(piece, message));
                }
                self.rest.add("Event", rest);
                self.events.push(event);
            }
            Err(error) => self.wrong.push(error),
        }
    }
}
