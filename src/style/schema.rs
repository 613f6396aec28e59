//! The files of templates and themes, described for editors.

use super::record::{TemplateRecord, ThemeRecord};
use crate::yaml::{Read as _, Schemas};

/// What a file describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// `template.yaml`.
    Template,
    /// `theme.yaml`.
    Theme,
}

/// `template.yaml` or `theme.yaml` as a JSON Schema (draft 2020-12), for editors.
pub fn schema(of: Part) -> serde_json::Value {
    let mut schemas = Schemas::default();
    match of {
        Part::Template => {
            let root = TemplateRecord::schema(&mut schemas);
            schemas.document("archplan-template-1.schema.json", "archplan template: template.yaml", &root)
        }
        Part::Theme => {
            let root = ThemeRecord::schema(&mut schemas);
            schemas.document("archplan-theme-1.schema.json", "archplan theme: theme.yaml", &root)
        }
    }
}
