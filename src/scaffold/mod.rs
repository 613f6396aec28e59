//! Code: a plan and a target in, files in memory out.
//!
//! The central type is [`Scaffold`]; the door is [`build`]. A target is a folder of data under `templates/`: it
//! says which template becomes which file, per what, and what each realises. This room does not know what is on
//! disk, and names no language outside the post-processors that a target chooses in its `formats`.
//! Start reading at `target`, then `context` for what templates see.

mod check;
mod context;
mod names;
mod offer;
mod own;
mod place;
mod python;
mod quote;
mod reads;
mod render;
mod sample;
mod target;

pub use target::{Check, Mode, Target};

use crate::files::{Digest, File, RelPath};
use crate::plan::Plan;
use crate::report::{Code, Diagnostic};
use crate::source::Span;

/// All the files of a service, in the order of their paths.
#[derive(Debug)]
pub struct Scaffold {
    /// The files; no two share a path.
    pub files: Vec<Generated>,
}

/// A file, and where it comes from.
#[derive(Clone, Debug)]
pub struct Generated {
    /// Where it lies, from the top of the project.
    pub path: RelPath,
    /// Its bytes.
    pub file: File,
    /// Whose it is once written.
    pub mode: Mode,
    /// Brings a database that exists up to date.
    pub migration: bool,
    /// Template that it was rendered from, from the target's folder; several joined by `+`.
    pub template: String,
    /// Digest of the text of the template.
    pub template_digest: Digest,
    /// What it realises, as nodes of the trace such as `decision:database`, `entity:Order`,
    /// `operation:orders.create`; sorted, without repetition. Decisions are those that the target states or the template
    /// read, whose chosen option is part of this release.
    pub realises: Vec<String>,
    /// Ids of all the decisions that the template and its condition read, sorted: another choice may change the file.
    pub reads: Vec<String>,
    /// Whether it shows that the rest works.
    pub test: bool,
}

/// Why a plan cannot become code of a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What kind of fault it is.
    pub code: Code,
    /// One sentence without a full stop.
    pub message: String,
    /// Place in the spec or in an own target, where there is one.
    pub place: Option<Span>,
}

impl Fault {
    /// Something of the plan that the target does not write.
    fn unsupported(message: String, place: Option<Span>) -> Self {
        Self { code: Code::new("scaffold", "unsupported"), message, place }
    }

    /// Something that is wrong with a template or what becomes of it.
    fn template(message: String, place: Option<Span>) -> Self {
        Self { code: Code::new("scaffold", "template"), message, place }
    }

    /// As it is told.
    pub fn told(&self) -> Diagnostic {
        match self.place {
            Some(place) => Diagnostic::error(self.code.clone(), place, self.message.as_str()),
            None => Diagnostic::placeless(self.code.clone(), self.message.as_str()),
        }
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

/// Whether a target serves a plan; nothing is rendered.
///
/// # Errors
/// All the reasons why it does not.
pub fn serves(plan: &Plan, target: &Target) -> Result<(), Vec<Fault>> {
    check::plan(plan, target)
}

/// Renders every file of a target for a plan.
///
/// # Errors
/// All the reasons why the target cannot serve the plan; faults of a template are among them.
pub fn build(plan: &Plan, target: &Target) -> Result<Scaffold, Vec<Fault>> {
    rendered(plan, target, render::Shape::Final)
}

/// The same files as the templates give them, neither formatted nor read again: for those who ask which files there are
/// and what they realise, as often as a person types.
///
/// # Errors
/// As [`build`], but for text that turns out to be no code of its language.
pub fn survey(plan: &Plan, target: &Target) -> Result<Scaffold, Vec<Fault>> {
    rendered(plan, target, render::Shape::Raw)
}

fn rendered(plan: &Plan, target: &Target, shape: render::Shape) -> Result<Scaffold, Vec<Fault>> {
    serves(plan, target)?;
    let context = context::Context::new(plan, target);
    let mut files = render::files(target, &context, plan, shape)?;
    files.sort_by(|(a, _), (b, _)| a.path.cmp(&b.path));
    let twice = files.windows(2).filter(|pair| pair[0].0.path == pair[1].0.path);
    let same_path = |pair: &[(Generated, Option<Span>)]| Fault {
        code: Code::new("scaffold", "same-path"),
        message: format!(
            "two templates write `{}`: `{}` and `{}`",
            pair[0].0.path, pair[0].0.template, pair[1].0.template
        ),
        place: pair[0].1.max(pair[1].1),
    };
    let faults: Vec<_> = twice.map(same_path).collect();
    if faults.is_empty() {
        Ok(Scaffold { files: files.into_iter().map(|(file, _)| file).collect() })
    } else {
        Err(faults)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Support;
    use crate::plan::testing::{EXAMPLES, example, resolve_text};
    use serde::Deserialize;

    const EVERYTHING: &str = include_str!("../../tests/cases/scaffolds/every-kind-and-name.yaml");

    const AROUND: [&str; 2] = [
        include_str!("../../tests/cases/scaffolds/around-by-rabbitmq.yaml"),
        include_str!("../../tests/cases/scaffolds/around-by-kafka.yaml"),
    ];

    fn target() -> Target {
        Target::built_in("python-fastapi").unwrap()
    }

    /// Renders a plan; Python that does not parse is a fault already.
    fn check(plan: &Plan) -> Scaffold {
        let scaffold = build(plan, &target()).unwrap_or_else(|faults| panic!("{faults:#?}"));
        for generated in &scaffold.files {
            let text = generated.file.text().unwrap();
            assert!(text.is_empty() || text.ends_with('\n'), "{} has no last line end", generated.path);
            assert!(
                !text.contains("\n\n\n\n") && !text.ends_with("\n\n"),
                "{} has blank lines in excess",
                generated.path
            );
            assert!(
                text.lines().all(|line| line.trim_end() == line),
                "{} has blanks at the end of a line",
                generated.path
            );
            // A template of Helm becomes YAML once its holes are filled in.
            let is_chart = generated.path.as_str().starts_with("deploy/helm/templates/");
            if ["yaml", "yml"].contains(&generated.path.extension()) && !is_chart {
                for document in serde_yaml::Deserializer::from_str(text) {
                    serde_yaml::Value::deserialize(document).unwrap();
                }
            }
        }
        scaffold
    }

    #[test]
    fn the_examples_render_the_same_every_time() {
        for (name, _) in EXAMPLES {
            let plan = example(name);
            let texts = |scaffold: Scaffold| scaffold.files.into_iter().map(|g| (g.path, g.file)).collect::<Vec<_>>();
            assert_eq!(texts(check(&plan)), texts(check(&plan)));
        }
    }

    #[test]
    fn every_kind_of_field_and_reserved_names_and_hostile_text_render_in_every_layout() {
        for layout in target().recipe.layouts.keys() {
            let spec = EVERYTHING.replace("code-layout: feature", &format!("code-layout: {layout}"));
            check(&resolve_text(&spec).unwrap());
        }
    }

    #[test]
    fn events_and_calls_render_with_either_broker_in_every_layout() {
        let layouts: Vec<_> = target().recipe.layouts.keys().cloned().collect();
        for (spec, layout) in AROUND.iter().flat_map(|spec| layouts.iter().map(move |layout| (spec, layout))) {
            let lines = spec.lines().map(|line| match line.strip_prefix("  code-layout: ") {
                Some(_) => format!("  code-layout: {layout}\n"),
                None => format!("{line}\n"),
            });
            let scaffold = check(&resolve_text(&lines.collect::<String>()).unwrap());
            let has = |end: &str| scaffold.files.iter().any(|file| file.path.as_str().ends_with(end));
            for file in ["core/broker.py", "core/relay.py", "core/consumers.py", "core/clients.py", "/handlers.py"] {
                assert!(has(file), "{file} in {layout}");
            }
        }
    }

    #[test]
    fn a_broker_that_comes_later_leaves_the_outbox_alone() {
        let scaffold = check(&example("order-processing"));
        let has = |end: &str| scaffold.files.iter().any(|file| file.path.as_str().ends_with(end));
        assert!(has("core/outbox.py"));
        for file in ["core/broker.py", "core/relay.py", "core/consumers.py", "core/worker.py"] {
            assert!(!has(file), "{file}");
        }
    }

    #[test]
    fn a_service_without_anything_renders() {
        let scaffold = check(&resolve_text("archplan: 1\nservice: { name: json }\n").unwrap());
        let paths: Vec<_> = scaffold.files.iter().map(|generated| generated.path.as_str()).collect();
        assert!(paths.contains(&"src/json_service/app.py"), "a package may not hide a module: {paths:?}");
        assert!(!paths.contains(&"migrations/env.py"));
    }

    #[test]
    fn a_survey_tells_of_every_file_what_building_it_tells() {
        let told = |scaffold: Scaffold| {
            let one = |it: Generated| (it.path, it.realises, it.reads, it.test, it.template_digest);
            scaffold.files.into_iter().map(one).collect::<Vec<_>>()
        };
        let plans = EXAMPLES.iter().map(|(name, _)| example(name)).chain([resolve_text(EVERYTHING).unwrap()]);
        for plan in plans {
            assert_eq!(told(survey(&plan, &target()).unwrap()), told(build(&plan, &target()).unwrap()));
        }
    }

    #[test]
    fn files_tell_what_they_realise() {
        let scaffold = check(&example("order-processing"));
        let of =
            |path: &str| &scaffold.files.iter().find(|generated| generated.path.as_str() == path).unwrap().realises;
        assert!(of("src/order_processing/orders/router.py").contains(&"operation:orders.create".to_owned()));
        assert!(of("migrations/versions/0001_initial.py").contains(&"decision:database".to_owned()));
        assert!(of("src/order_processing/orders/models.py").contains(&"entity:OrderItem".to_owned()));
    }

    #[test]
    fn every_decision_that_a_target_names_is_in_the_catalogue() {
        let plan = example("order-processing");
        let recipe = target().recipe;
        let named = recipe.files.iter().flat_map(|entry| &entry.realises);
        for node in named.chain(recipe.layouts.values().flatten().flat_map(|part| &part.realises)) {
            let id = node.strip_prefix("decision:").unwrap();
            assert!(plan.decision(id).is_some(), "{node}");
        }
        for id in &recipe.must {
            assert!(plan.decision(id).is_some(), "{id}");
        }
    }

    #[test]
    fn a_choice_that_shapes_all_code_is_written_or_refused() {
        let catalogue = example("order-processing");
        for id in &target().recipe.must {
            for option in &catalogue.decision(id).unwrap().options {
                let data = "data: { entities: { A: { fields: { id: { type: uuid, key: true }, p: { type: secret } } } } }\n\
                            api: { resources: { as: { entity: A, operations: [create, list, update, delete] } } }\n";
                let spec = format!("archplan: 1\nservice: {{ name: a }}\ndecisions: {{ {id}: {} }}\n{data}", option.id);
                // What contradicts the rest of a plan is refused before it comes here.
                let Ok(plan) = resolve_text(&spec) else { continue };
                let met = [Support::Generated, Support::Documented];
                let is_written = option.support.iter().any(|(to, of)| to == "python-fastapi" && met.contains(of));
                match build(&plan, &target()) {
                    Ok(_) => assert!(is_written, "{id}: {} would be written as something else", option.id),
                    Err(faults) => {
                        assert!(!is_written, "{id}: {}: {faults:?}", option.id);
                        assert!(faults.iter().any(|fault| fault.place.is_some()), "{faults:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn what_cannot_become_code_is_refused() {
        let refused = |data: &str| {
            let spec = format!("archplan: 1\nservice: {{ name: a }}\n{data}");
            let plan = resolve_text(&spec).unwrap();
            build(&plan, &target()).unwrap_err().into_iter().map(|fault| fault.message).collect::<Vec<_>>()
        };
        let table = "data: { entities: { Outbox: { plural: outbox, fields: { id: { type: uuid, key: true } } } } }";
        assert_eq!(refused(table), ["table `outbox` is one that target `python-fastapi` keeps"]);
        let field =
            "data: { entities: { A: { fields: { id: { type: uuid, key: true }, row_version: { type: integer } } } } }";
        assert_eq!(refused(field), ["field `row_version` is one that target `python-fastapi` keeps"]);
    }
}
