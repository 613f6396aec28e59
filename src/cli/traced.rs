//! The whole trace of a project: its plan, the sections of its documents, its files and tests.

use super::project::Project;
use super::{Session, Stop, generate};
use crate::disk;
use crate::document::{self, Realised};
use crate::scaffold::Generated;
use crate::trace::{self, Asked, Kind, Made, Node, Whole};
use std::path::Path;

/// The document whose sections are traced, and the files that it is written to.
const DESIGN: (&str, [&str; 3]) =
    ("design", ["docs/architecture/plan.html", "docs/architecture/plan.md", "docs/architecture/plan.pdf"]);
/// So many gaps are told when a plan is made; the rest is counted.
const MOST: usize = 10;

/// The whole trace.
pub(super) fn whole(project: &Project) -> Result<Whole, Stop> {
    let mut made = documents(project);
    made.extend(generated(project)?.iter().map(file));
    Ok(trace::whole(&project.plan, &made))
}

/// What carries the plan out, for the documents.
pub(super) fn realised(project: &Project) -> Result<Realised, Stop> {
    let mut realised = Realised::default();
    for file in generated(project)? {
        realised.add(file.path.as_str(), file.test, file.realises.iter().map(String::as_str));
    }
    Ok(realised)
}

/// What is traced to nothing, with what the spec accepts of it.
pub(super) fn gaps(project: &Project, whole: &Whole) -> Vec<trace::Coverage> {
    let accept = &project.inputs.spec.accept;
    trace::cover(whole, &|code| accept.get(code).map(|reason| reason.value.trim().to_owned()))
}

/// Warns of what is traced to nothing.
pub(super) fn warn(project: &Project, session: &mut Session) -> Result<(), Stop> {
    let gaps = gaps(project, &whole(project)?);
    let stale = project.inputs.spec.accept.iter().filter(|(code, _)| {
        code.starts_with("trace/") && gaps.iter().all(|gap| code.value != format!("trace/{}", gap.code))
    });
    for (code, _) in stale {
        session.report.warn(crate::plan::advice::accepted_nothing(code));
    }
    let told: Vec<_> = gaps.iter().filter(|gap| gap.is_told_by_plan()).collect();
    told.iter().take(MOST).for_each(|gap| session.report.warn(gap.diagnostic()));
    if told.len() > MOST {
        session.warn(&format!("and {} more gaps: `archplan trace` tells them all", told.len() - MOST));
    }
    Ok(())
}

/// The nodes that a place names; what there is to say of how it was understood goes with them.
pub(super) fn find<'w>(
    whole: &'w Whole,
    place: &str,
    project: &Project,
    session: &Session,
) -> Result<(Vec<&'w Node>, String), Stop> {
    let (folder, prefix) = folder(&project.root)?;
    let text_of = |path: &str| {
        let lies = disk::read_file(&project.root.join(path), u64::MAX).ok().flatten();
        lies.and_then(|bytes| String::from_utf8(bytes).ok()).or_else(|| text(project, path))
    };
    let asked = Asked {
        place: prefix.iter().find_map(|prefix| place.strip_prefix(prefix.as_str())).unwrap_or(place),
        folder: &folder,
        sources: &session.sources,
        spec: project.inputs.node.span.file,
        spec_path: project.spec.path.as_str(),
        root: &project.inputs.node,
        text_of: &text_of,
    };
    match trace::find(whole, &asked) {
        Ok(found) => Ok((found.nodes, found.note)),
        Err(fault) if fault.help.is_empty() => Err(Stop::Usage(fault.message)),
        Err(fault) => Err(Stop::Usage(format!("{}\nhelp: {}", fault.message, fault.help))),
    }
}

/// The folder that one stands in, from the top of the project; and what paths to the project begin with.
fn folder(root: &Path) -> Result<(String, Vec<String>), Stop> {
    let here = disk::current_folder()?;
    let full = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let below = here.canonicalize().ok().and_then(|here| here.strip_prefix(&full).ok().map(Path::to_owned));
    let folder = below.and_then(|below| below.to_str().map(|below| below.replace('\\', "/"))).unwrap_or_default();
    let prefix = [root, &full].into_iter().filter_map(Path::to_str).filter(|path| *path != ".");
    Ok((folder, prefix.map(|path| format!("{}/", path.trim_end_matches('/'))).collect()))
}

/// The files that the target writes; none where it does not write such a plan.
fn generated(project: &Project) -> Result<&[Generated], Stop> {
    Ok(generate::files(project)?.as_ref().map_or(&[], Vec::as_slice))
}

fn text(project: &Project, path: &str) -> Option<String> {
    let files = generated(project).ok()?;
    let file = files.iter().find(|file| file.path.as_str() == path)?;
    file.file.text().map(str::to_owned)
}

fn file(generated: &Generated) -> Made {
    Made {
        kind: if generated.test { Kind::Test } else { Kind::File },
        name: generated.path.to_string(),
        title: String::new(),
        within: Vec::new(),
        about: generated.realises.clone(),
        reads: generated.reads.iter().map(|id| format!("decision:{id}")).collect(),
    }
}

/// The sections of the architecture plan, the files that it is written to, and the other documents.
fn documents(project: &Project) -> Vec<Made> {
    let plan = &project.plan;
    let (document, files) = DESIGN;
    let names = |nodes: Vec<crate::plan::NodeId>| nodes.iter().map(ToString::to_string).collect();
    let document_file = |name: &str, about: Vec<String>| Made {
        kind: Kind::Document,
        name: name.to_owned(),
        title: String::new(),
        within: Vec::new(),
        about,
        reads: Vec::new(),
    };
    let mut made: Vec<Made> = files.iter().map(|name| document_file(name, Vec::new())).collect();
    made.extend(
        super::records::paths(project).into_iter().map(|(path, decision)| document_file(&path, vec![decision])),
    );
    let all = plan.decisions.iter().filter(|decision| decision.chosen().is_some());
    made.push(Made {
        reads: all.map(|decision| format!("decision:{}", decision.id)).collect(),
        ..document_file("docs/decisions/README.md", Vec::new())
    });
    made.push(document_file("docs/openapi.yaml", names(document::openapi_sources(plan))));
    if document::asyncapi(plan).is_some() {
        made.push(document_file("docs/asyncapi.yaml", names(document::asyncapi_sources(plan))));
    }
    let locked = plan.decisions.iter().filter(|decision| !decision.own && decision.chosen().is_some());
    let locked = locked.map(|decision| format!("decision:{}", decision.id)).collect();
    made.push(Made { reads: locked, ..document_file("archplan.lock", Vec::new()) });
    made.extend(document::sources(plan, &project.style.template).into_iter().map(|source| Made {
        kind: Kind::Section,
        name: format!("{document}/{}", source.id),
        title: source.title,
        within: match source.within {
            Some(outer) => vec![format!("{document}/{outer}")],
            None => files.iter().map(|name| (*name).to_owned()).collect(),
        },
        about: names(source.about),
        reads: names(source.reads),
    }));
    made
}
