//! The files of own catalogues, described for editors.

use super::record::{ChangesFile, HeaderRecord};
use crate::catalogue::record::{AdviceFile, AreasFile, DecisionsFile, PrinciplesFile};
use crate::yaml::{Read as _, Schemas};

/// What one file of an own catalogue holds, for editors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// `catalogue.yaml`.
    Catalogue,
    /// `changes.yaml` and the files in `changes/`.
    Changes,
    /// A file in `decisions/`.
    Decisions,
    /// `areas.yaml`.
    Areas,
    /// `principles.yaml`.
    Principles,
    /// `advice.yaml`.
    Advice,
}

impl Part {
    /// Its name, as ids of schemas have it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Catalogue => "catalogue",
            Self::Changes => "changes",
            Self::Decisions => "decisions",
            Self::Areas => "areas",
            Self::Principles => "principles",
            Self::Advice => "advice",
        }
    }
}

/// One file of an own catalogue as a JSON Schema (draft 2020-12), for editors.
pub fn schema(of: Part) -> serde_json::Value {
    let mut schemas = Schemas::default();
    let (root, title) = match of {
        Part::Catalogue => (HeaderRecord::schema(&mut schemas), "archplan catalogue: catalogue.yaml"),
        Part::Changes => (ChangesFile::schema(&mut schemas), "archplan catalogue: changes"),
        Part::Decisions => (DecisionsFile::schema(&mut schemas), "archplan catalogue: decisions"),
        Part::Areas => (AreasFile::schema(&mut schemas), "archplan catalogue: areas.yaml"),
        Part::Advice => (AdviceFile::schema(&mut schemas), "archplan catalogue: advice.yaml"),
        Part::Principles => (PrinciplesFile::schema(&mut schemas), "archplan catalogue: principles.yaml"),
    };
    schemas.document(&format!("archplan-{}-1.schema.json", of.word()), title, &root)
}
