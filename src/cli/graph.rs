//! `archplan graph`

use super::args::{Graph as Arguments, GraphFormat, Of};
use super::project::Project;
use super::{AGREES, Session, Stop, show, traced};
use crate::files::RelPath;
use crate::trace::{self, Scope};
use crate::{disk, document, export};
use renderers::Document;
use renderers::diagram::{self, Diagram};
use std::path::Path;

/// A drawing of more nodes is folded: it would take long, and nobody could read it.
const LARGEST: usize = 1200;

pub(super) fn run(arguments: &Arguments, session: &mut Session) -> Result<u8, Stop> {
    let project = Project::find(arguments.out.as_deref(), session)?;
    if let Some(name) = &arguments.diagram {
        return of_document(name, arguments, &project, session);
    }
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
    hand_over(text.trim_end(), arguments.out_file.as_deref(), session)?;
    Ok(AGREES)
}

/// A diagram of the architecture plan, by its name.
fn of_document(name: &str, arguments: &Arguments, project: &Project, session: &mut Session) -> Result<u8, Stop> {
    let document = document::design(&project.plan);
    let text = if name == "list" && arguments.format == GraphFormat::Json {
        show::diagram::list(&export::diagrams(&document))
    } else if name == "list" {
        let lines = export::diagrams(&document).into_iter().map(|diagram| format!("{}: {}", diagram.id, diagram.title));
        lines.collect::<Vec<_>>().join("\n")
    } else {
        let diagram = self::diagram(&document, name)?;
        match arguments.format {
            GraphFormat::Svg => diagram::standalone(diagram),
            GraphFormat::Mermaid => diagram::mermaid(diagram),
            GraphFormat::Dot => dot(diagram)?,
            GraphFormat::Json => show::diagram::json(diagram),
        }
    };
    hand_over(text.trim_end(), arguments.out_file.as_deref(), session)?;
    Ok(AGREES)
}

/// The diagram of that name.
pub(super) fn diagram<'d>(document: &'d Document, name: &str) -> Result<&'d Diagram, Stop> {
    let all = export::diagrams(document);
    let known: Vec<&str> = all.iter().map(|diagram| diagram.id.as_str()).collect();
    all.iter().copied().find(|diagram| diagram.id == name).ok_or_else(|| {
        let help = match crate::report::nearest(name, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("the diagrams are {}", known.join(", ")),
        };
        Stop::Usage(format!("there is no diagram `{name}`; {help}"))
    })
}

/// A diagram as DOT.
pub(super) fn dot(diagram: &Diagram) -> Result<String, Stop> {
    let help = "DOT cannot say what happens in time; take svg or mermaid";
    diagram::dot(diagram).ok_or_else(|| Stop::Usage(format!("`{}` is a sequence; {help}", diagram.id)))
}

/// Shows a text, or writes it to a file.
pub(super) fn hand_over(text: &str, path: Option<&Path>, session: &mut Session) -> Result<(), Stop> {
    match path {
        None => session.say(text),
        Some(path) => write(path, text)?,
    }
    Ok(())
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
