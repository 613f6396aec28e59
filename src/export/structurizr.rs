//! A workspace of the Structurizr DSL (<https://docs.structurizr.com/dsl/language>): model, and views of context,
//! containers and deployment.
//!
//! Identifiers are made here, and every text stands in quotes on the line of its element, so that nothing that a user
//! wrote is read as DSL.

use super::elements::{Element, Kind, elements, graph, words};
use crate::plan::Plan;
use renderers::Document;
use renderers::diagram::{Frame, Graph, Look};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// The element that stands for the service as a whole.
const SYSTEM: &str = "system";
const ENVIRONMENT: &str = "Production";

/// The plan as a workspace, from the pictures of its architecture plan; ends with a line end.
pub fn structurizr(plan: &Plan, document: &Document) -> String {
    let diagrams = super::diagrams(document);
    let named = |id: &str| diagrams.iter().find(|diagram| diagram.id == id).and_then(|diagram| graph(diagram));
    let mut model = Model::default();
    let title = &plan.service.title;
    let _ = writeln!(model.out, "workspace {} {{", quoted(title));
    model.out.push_str("    model {\n");
    model.outside(title, [named("context"), named("containers")].into_iter().flatten());
    model.system(title, named("context"), named("containers"));
    model.relationships(named("context"), |id| if id == "service" { SYSTEM.to_owned() } else { id.to_owned() });
    model.relationships(named("containers"), str::to_owned);
    let is_deployed = named("deployment").is_some_and(|graph| model.deployment(graph));
    model.out.push_str("    }\n");
    model.views(named("containers").is_some(), is_deployed);
    model.out.push_str("}\n");
    model.out
}

#[derive(Default)]
struct Model {
    out: String,
    /// The identifier of each box that was declared.
    known: BTreeMap<String, String>,
    /// Names of persons and systems, which may not repeat.
    names: BTreeSet<String>,
    /// What was said of two elements, which may not repeat either.
    said: BTreeSet<(String, String, String)>,
}

impl Model {
    /// Persons and the systems of others.
    fn outside<'d>(&mut self, title: &str, graphs: impl Iterator<Item = &'d Graph>) {
        self.names.insert(cleaned(title));
        let elements: Vec<Element> = graphs.flat_map(elements).collect();
        for element in elements.iter().filter(|it| !it.is_inside && it.id != "service") {
            let word = match element.kind {
                Kind::Person => "person",
                Kind::System => "softwareSystem",
                Kind::Container | Kind::Infrastructure => continue,
            };
            if let Some(id) = self.declare(element.id) {
                let name = unique(&mut self.names, element.name);
                let tag = if element.kind == Kind::System { "Outside" } else { "" };
                let tags = [tag, if element.look == Look::Later { "Planned" } else { "" }];
                let (name, text, tags) = (quoted(&name), quoted(element.text), quoted(&joined(&tags)));
                let _ = writeln!(self.out, "        {id} = {word} {name} {text} {tags}");
            }
        }
    }

    /// The service with its containers.
    fn system(&mut self, title: &str, context: Option<&Graph>, containers: Option<&Graph>) {
        self.known.insert(SYSTEM.to_owned(), SYSTEM.to_owned());
        let text = context.into_iter().flat_map(elements).find(|it| it.id == "service").map_or("", |it| it.text);
        let _ = writeln!(self.out, "        {SYSTEM} = softwareSystem {} {} \"\" {{", quoted(title), quoted(text));
        let mut names = BTreeSet::new();
        for element in containers.into_iter().flat_map(elements).filter(|it| it.kind == Kind::Container) {
            if let Some(id) = self.declare(element.id) {
                let store = if element.look == Look::Store || element.id == "database" { "Store" } else { "" };
                let tags = [store, if element.look == Look::Later { "Planned" } else { "" }];
                let name = unique(&mut names, element.name);
                let (text, technology) = (quoted(element.text), quoted(element.technology));
                let (name, tags) = (quoted(&name), quoted(&joined(&tags)));
                let _ = writeln!(self.out, "            {id} = container {name} {text} {technology} {tags}");
            }
        }
        self.out.push_str("        }\n");
    }

    fn relationships(&mut self, graph: Option<&Graph>, name: impl Fn(&str) -> String) {
        for edge in graph.into_iter().flat_map(|graph| &graph.edges) {
            let ends = self.known.get(&name(&edge.from)).cloned().zip(self.known.get(&name(&edge.to)).cloned());
            let Some((from, to)) = ends else { continue };
            let (text, technology) = words(edge);
            if self.said.insert((from.clone(), to.clone(), cleaned(text))) {
                let tags = if edge.broken { "Asynchronous" } else { "" };
                let (text, technology) = (quoted(text), quoted(technology));
                let _ = writeln!(self.out, "        {from} -> {to} {text} {technology} \"{tags}\"");
            }
        }
    }

    /// Where the containers run; `false` where nothing is known of that.
    fn deployment(&mut self, graph: &Graph) -> bool {
        let place = |frame: Option<usize>| graph.nodes.iter().filter(move |node| node.frame == frame);
        let shown = |id: &str| elements(graph).find(|it| it.id == id).filter(|it| it.kind != Kind::Person);
        let mut lines: Vec<String> = Vec::new();
        let mut placed: BTreeMap<String, (String, bool)> = BTreeMap::new();
        let frames = graph.frames.iter().enumerate().map(|(at, frame)| (Some(at), node_name(frame)));
        let mut names = BTreeSet::new();
        for (frame, name) in frames.chain([(None, "Elsewhere".to_owned())]) {
            let inside: Vec<Element> = place(frame).filter_map(|node| shown(&node.id)).collect();
            let mut body = Vec::new();
            let mut names_inside = BTreeSet::new();
            for element in inside {
                let id = format!("d{}", placed.len());
                let known = self.known.get(element.id);
                let line = match (element.kind, known) {
                    (Kind::Container, Some(known)) => format!("{id} = containerInstance {known}"),
                    (Kind::System, Some(known)) => format!("{id} = softwareSystemInstance {known}"),
                    _ => {
                        let name = unique(&mut names_inside, element.name);
                        let (name, technology) = (quoted(&name), quoted(element.technology));
                        format!("{id} = infrastructureNode {name} {} {technology} \"\"", quoted(element.text))
                    }
                };
                let is_infrastructure = line.contains("= infrastructureNode");
                placed.insert(element.id.to_owned(), (id, is_infrastructure));
                body.push(format!("                {line}"));
            }
            if !body.is_empty() {
                let name = unique(&mut names, &name);
                lines.push(format!("            deploymentNode {} \"\" \"\" \"\" {{", quoted(&name)));
                lines.append(&mut body);
                lines.push("            }".to_owned());
            }
        }
        for edge in &graph.edges {
            let Some((from, to)) = placed.get(&edge.from).zip(placed.get(&edge.to)) else { continue };
            let (text, technology) = words(edge);
            // Between instances the model's own relationships hold.
            let is_new = self.said.insert((from.0.clone(), to.0.clone(), cleaned(text)));
            if (from.1 || to.1) && is_new {
                let (text, technology) = (quoted(text), quoted(technology));
                lines.push(format!("            {} -> {} {text} {technology} \"\"", from.0, to.0));
            }
        }
        if !placed.is_empty() {
            let _ = writeln!(self.out, "        deploymentEnvironment \"{ENVIRONMENT}\" {{");
            lines.iter().for_each(|line| self.out.push_str(&format!("{line}\n")));
            self.out.push_str("        }\n");
        }
        !placed.is_empty()
    }

    fn views(&mut self, has_containers: bool, is_deployed: bool) {
        self.out.push_str("    views {\n");
        let mut view = |head: &str| {
            let _ =
                write!(self.out, "        {head} {{\n            include *\n            autoLayout tb\n        }}\n");
        };
        view(&format!("systemContext {SYSTEM} \"context\""));
        if has_containers {
            view(&format!("container {SYSTEM} \"containers\""));
        }
        if is_deployed {
            view(&format!("deployment {SYSTEM} \"{ENVIRONMENT}\" \"deployment\""));
        }
        self.out.push_str(STYLES);
        self.out.push_str("    }\n");
    }

    /// An identifier for a box that has none yet.
    fn declare(&mut self, id: &str) -> Option<String> {
        if self.known.contains_key(id) {
            return None;
        }
        let identifier = format!("e{}", self.known.len());
        self.known.insert(id.to_owned(), identifier.clone());
        Some(identifier)
    }
}

/// The looks of the pictures.
const STYLES: &str = "        styles {
            element \"Person\" {
                shape Person
            }
            element \"Store\" {
                shape Cylinder
            }
            element \"Outside\" {
                background #999999
            }
            element \"Planned\" {
                border Dashed
            }
            relationship \"Relationship\" {
                style solid
            }
            relationship \"Asynchronous\" {
                style dashed
            }
        }
";

fn joined(tags: &[&str]) -> String {
    tags.iter().filter(|tag| !tag.is_empty()).copied().collect::<Vec<_>>().join(",")
}

/// The name of a frame, without the kind of C4 behind it.
fn node_name(frame: &Frame) -> String {
    frame.title.trim_end_matches(" [Deployment Node]").to_owned()
}

/// A name that is not among the others yet, and not empty.
fn unique(names: &mut BTreeSet<String>, name: &str) -> String {
    let name = Some(cleaned(name)).filter(|name| !name.is_empty()).unwrap_or_else(|| "unnamed".to_owned());
    let numbered = (2..).map(|number| format!("{name} ({number})"));
    let free = std::iter::once(name.clone()).chain(numbered).find(|name| !names.contains(name)).unwrap_or(name);
    names.insert(free.clone());
    free
}

/// A text on one line. The DSL has no escape for a backslash, and reads `${…}` and a lone `{` also within quotes: look-alikes
/// stand for the first, and the others are parted or put in quotes.
fn cleaned(text: &str) -> String {
    let plain: String = text.chars().map(|c| if c.is_control() || c.is_whitespace() { ' ' } else { c }).collect();
    let plain = plain.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let plain = plain.replace('\\', "\u{ff3c}").replace("${", "$ {");
    if ["{", "}"].contains(&plain.as_str()) { format!("'{plain}'") } else { plain }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", cleaned(text).replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn nothing_leaves_its_quotes() {
        assert_eq!(quoted("a \"b\" \\"), "\"a \\\"b\\\" \u{ff3c}\"");
        assert_eq!(quoted("a\n}\n!include x ${HOME}"), "\"a } !include x $ {HOME}\"");
        assert_eq!(quoted("{"), "\"'{'\"");
        assert_eq!(quoted(""), "\"\"");
    }
}
