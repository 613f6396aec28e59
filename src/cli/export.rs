//! `archplan export`

use super::args::{Export as Arguments, ExportFormat};
use super::project::Project;
use super::{AGREES, Session, Stop, graph};
use crate::{document, export};
use renderers::diagram;

pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<u8, Stop> {
    let project = Project::find(arguments.out.as_deref(), session)?;
    let document = document::design(&project.plan);
    let named = arguments.diagram.as_deref().unwrap_or("containers");
    let text = match arguments.to {
        ExportFormat::Structurizr => export::structurizr(&project.plan, &document),
        ExportFormat::Mermaid => diagram::mermaid(graph::diagram(&document, named)?),
        ExportFormat::Dot => graph::dot(graph::diagram(&document, named)?)?,
    };
    graph::hand_over(text.trim_end(), arguments.out_file.as_deref(), session)?;
    Ok(AGREES)
}
