//! `archplan graph`

use super::args::{Graph as Arguments, GraphFormat, Of};
use super::project::Project;
use super::{AGREES, Session, Stop, show, traced};
use crate::disk;
use crate::files::RelPath;
use crate::trace::{self, Scope};
use std::path::Path;

/// A drawing of more nodes is folded: it would take long, and nobody could read it.
const LARGEST: usize = 1200;

pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<u8, Stop> {
    let project = Project::find(arguments.out.as_deref(), session)?;
    if let Some(area) = &arguments.area {
        known_area(area, &project)?;
    }
    let whole = traced::whole(&project)?;
    let around = match &arguments.around {
        None => None,
        Some(place) => match traced::find(&whole, place, &project, session)?.0.as_slice() {
            [one] => Some((*one, arguments.depth)),
            several => {
                let names: Vec<_> = several.iter().map(|node| format!("`{node}`")).collect();
                return Err(Stop::Usage(format!("`{place}` names several things: {}", names.join(", "))));
            }
        },
    };
    let of = arguments.of.unwrap_or(if around.is_some() { Of::All } else { Of::Decisions });
    let view = trace::view(&whole, &Scope { all: of == Of::All, area: arguments.area.as_deref(), around });
    let places =
        show::node::Places { sources: &session.sources, spec: (project.inputs.node.span.file, &project.spec.path) };
    let text = match arguments.format {
        GraphFormat::Svg => {
            renderers::diagram::standalone(&trace::diagram(&project.plan, &whole, &view, Some(LARGEST)))
        }
        GraphFormat::Mermaid => renderers::diagram::mermaid(&trace::diagram(&project.plan, &whole, &view, None)),
        GraphFormat::Dot => trace::dot(&whole, &view),
        GraphFormat::Json => show::view::json(&whole, &view, &places),
    };
    if arguments.format == GraphFormat::Svg && view.nodes.len() > LARGEST {
        session.warn(&format!(
            "{} nodes are more than one picture can show: they are folded; `--area` and `--around` show some of them",
            view.nodes.len()
        ));
    }
    match &arguments.out_file {
        None => session.say(text.trim_end()),
        Some(path) => write(path, text.trim_end())?,
    }
    Ok(AGREES)
}

fn known_area(area: &str, project: &Project) -> Result<(), Stop> {
    let known: Vec<&str> = project.plan.areas.iter().map(|area| area.id.as_str()).collect();
    if known.contains(&area) {
        return Ok(());
    }
    let help = match crate::report::nearest(area, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the areas are {}", known.join(", ")),
    };
    Err(Stop::Usage(format!("there is no area `{area}`; {help}")))
}

fn write(path: &Path, text: &str) -> Result<(), Stop> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let name = RelPath::new(name).map_err(|fault| Stop::Usage(format!("`{}`: {fault}", path.display())))?;
    disk::write_bytes(folder, &name, format!("{text}\n").as_bytes())?;
    Ok(())
}
