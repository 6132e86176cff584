//! The clusters of a galaxy as they are written down.

use super::super::Error;
use super::super::json::{Kind, Leaves, Listed, Remains, Rest, Whole, elements, kind, members};
use super::value::{Flag, Scalar, Texts};

/// The file of a galaxy.
#[derive(Default)]
pub(super) struct File {
    pub(super) name: Option<String>,
    pub(super) kind: Option<String>,
    pub(super) source: Option<String>,
    pub(super) version: Option<Scalar>,
    pub(super) clusters: Vec<Cluster>,
    /// What the file holds beside these, and what of the clusters is not used.
    pub(super) rest: Rest,
    /// Clusters that were left out, and why.
    pub(super) wrong: Vec<Error>,
}

impl File {
    /// Reads a file cluster by cluster. O(bytes).
    pub(super) fn read(whole: &Whole<'_>, is_strict: bool) -> Result<Self, Error> {
        let mut file = Self::default();
        if kind(whole.text) != Kind::Object {
            return Err(whole.refuse(whole.text, "expected a MISP galaxy's clusters"));
        }
        let mut is_there = false;
        for (name, value) in members(whole.text) {
            match name.as_str() {
                "name" => file.name = whole.read(value)?,
                "type" => file.kind = whole.read(value)?,
                "source" => file.source = whole.read(value)?,
                "version" => file.version = whole.read(value)?,
                "values" if kind(value) == Kind::Array => {
                    is_there = true;
                    for piece in elements(value) {
                        file.cluster(whole, piece, is_strict);
                    }
                }
                "values" => return Err(whole.refuse(value, "expected a sequence of clusters")),
                _ => {
                    if let Ok(leaves) = whole.read::<Leaves>(value) {
                        file.rest.field(&name, leaves);
                    }
                }
            }
        }
        if is_there {
            Ok(file)
        } else {
            Err(whole.refuse(whole.text, "missing field `values`"))
        }
    }

    fn cluster(&mut self, whole: &Whole<'_>, piece: &str, is_strict: bool) {
        match whole.read::<Cluster>(piece) {
            Ok(mut cluster) => {
                let rest = cluster.remains();
                if is_strict && let Some(message) = rest.wrong.first() {
                    self.wrong.push(whole.refuse(piece, message));
                }
                self.rest.add("values[]", rest);
                self.clusters.push(cluster);
            }
            Err(error) => self.wrong.push(error),
        }
    }
}

object! {
    /// One cluster.
    Cluster = "a cluster", needs [value, uuid], uuids [uuid];
    value: Scalar = "value",
    uuid: Scalar = "uuid",
    description: Scalar = "description",
    meta: Meta = "meta",
    related: Listed<Related> = "related",
    revoked: Flag = "revoked",
}

object! {
    /// A link to another cluster.
    Related = "a link to another cluster", needs [target, kind], uuids [target];
    target: Scalar = "dest-uuid",
    kind: Scalar = "type",
    tags: Texts = "tags",
}

object! {
    /// Whatever a cluster says of itself.
    Meta = "the fields of a cluster", needs [], uuids [];
    references: Texts = "refs",
    synonyms: Texts = "synonyms",
    country: Texts = "country",
    confidence: Texts = "attribution-confidence",
    sponsors: Texts = "cfr-suspected-state-sponsor",
    cfr_victims: Texts = "cfr-suspected-victims",
    victims: Texts = "suspected-victims",
    identifiers: Texts = "external_id",
}

/// The texts of a field.
pub(super) fn texts(field: Option<&Texts>) -> &[String] {
    field.map_or(&[], |texts| &texts.0)
}

/// The text of a field that must be there.
pub(super) fn needed(field: Option<&Scalar>) -> &str {
    field.map_or("", |text| text.0.as_str())
}
