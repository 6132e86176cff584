//! The formats that datasets are read in, told by the ends of file names.

use std::path::Path;

/// A format of RDF.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Format {
    /// Turtle, which people type, and the only one that is written into.
    Turtle,
    /// `TriG`: Turtle with named graphs.
    TriG,
    /// N-Triples: a triple on each line.
    NTriples,
    /// N-Quads: a triple on each line, and the graph it is in.
    NQuads,
    /// RDF/XML.
    RdfXml,
    /// JSON-LD.
    JsonLd,
}

/// How files in each format end.
const ENDINGS: [(&str, Format); 8] = [
    ("ttl", Format::Turtle),
    ("trig", Format::TriG),
    ("nt", Format::NTriples),
    ("nq", Format::NQuads),
    ("rdf", Format::RdfXml),
    ("owl", Format::RdfXml),
    ("xml", Format::RdfXml),
    ("jsonld", Format::JsonLd),
];

impl Format {
    /// The format of a file, by its name; `None` where that says nothing.
    pub fn of(path: &Path) -> Option<Self> {
        let extension = path.extension()?;
        let mut endings = ENDINGS.iter();
        endings
            .find(|(ending, _)| extension.eq_ignore_ascii_case(ending))
            .map(|(_, format)| *format)
    }

    /// What people call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Turtle => "Turtle",
            Self::TriG => "TriG",
            Self::NTriples => "N-Triples",
            Self::NQuads => "N-Quads",
            Self::RdfXml => "RDF/XML",
            Self::JsonLd => "JSON-LD",
        }
    }

    /// Whether each line stands for itself.
    pub const fn is_by_line(self) -> bool {
        matches!(self, Self::NTriples | Self::NQuads)
    }

    /// Whether a file can hold several graphs.
    pub const fn has_graphs(self) -> bool {
        matches!(self, Self::TriG | Self::NQuads | Self::JsonLd)
    }
}
