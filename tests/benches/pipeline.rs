//! Times of each stage, on the order spec and on one a hundred times its size.
#![allow(clippy::unwrap_used, reason = "a bench that cannot run says so by stopping")]

mod grown;

use archplan::files::{Lying, Tree};
use archplan::plan::{Lock, Plan};
use archplan::report::Report;
use archplan::scaffold::Target;
use archplan::source::Sources;
use archplan::update::{Before, Manifest, Mode, Planned, Stage, Wishes};
use archplan::{catalogue, compare, disk, document, plan, scaffold, spec, update};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use grown::{ORDER, grown};
use std::hint::black_box;
use std::time::Duration;

/// The order spec, and one with a hundred orders in it: entities, relationships, resources, events.
fn specs() -> [(&'static str, String); 2] {
    [("order", ORDER.to_owned()), ("order x100", grown(100))]
}

fn read(text: &str) -> spec::Spec {
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let file = sources.add("spec.yaml", text);
    spec::read(&sources, file, &mut report).unwrap().finish(&report).unwrap()
}

fn known() -> catalogue::Catalogue {
    catalogue::load(&catalogue::built_in(), &mut Sources::default(), &mut Report::default()).unwrap()
}

fn resolved(text: &str) -> Plan {
    plan::resolve(&read(text), &Lock::default(), &known(), &mut Report::default()).unwrap()
}

fn code(plan: &Plan, target: &Target) -> Vec<Planned> {
    let scaffold = scaffold::build(plan, target).unwrap();
    let planned = |generated: scaffold::Generated| Planned {
        path: generated.path,
        file: generated.file,
        mode: Mode::Managed,
        stage: Stage::Generate,
        template: generated.template,
        template_digest: None,
        realises: generated.realises,
        merged: true,
    };
    scaffold.files.into_iter().map(planned).collect()
}

/// What a first run would do.
fn changes(planned: Vec<Planned>) -> update::Changes {
    let (nothing, bases, manifest) = (Lying::default(), Tree::default(), Manifest::default());
    let before = Before { disk: &nothing, strays: &nothing, bases: &bases, manifest: &manifest };
    update::changes(before, planned, Stage::Generate, &Wishes::default())
}

/// A plan with the sections of its document and its code, as one side of a comparison.
fn side<'a>(plan: &'a Plan, target: &Target) -> compare::Side<'a> {
    let section = |of: renderers::SectionText| compare::Section {
        document: "design".to_owned(),
        id: of.id,
        title: of.title,
        text: of.text,
    };
    let made = |of: Planned| compare::Made {
        origin: of.identity(),
        path: of.path,
        file: of.file,
        once: false,

        migration: false,
    };
    let sections = renderers::sections(&document::design(plan)).into_iter().map(section).collect();
    compare::Side { plan, sections, files: code(plan, target).into_iter().map(made).collect() }
}

fn stages(criterion: &mut Criterion) {
    criterion.bench_function("catalogue", |bench| bench.iter(known));
    let target = Target::built_in("python-fastapi").unwrap();
    for (name, text) in specs() {
        let mut group = criterion.benchmark_group(name);
        group.sample_size(10).measurement_time(Duration::from_secs(3)).warm_up_time(Duration::from_millis(500));
        let (spec, catalogue, plan) = (read(&text), known(), resolved(&text));
        let design = document::design(&plan);
        group.bench_function("read", |bench| bench.iter(|| read(black_box(&text))));
        group.bench_function("resolve", |bench| {
            bench.iter(|| {
                plan::resolve(black_box(&spec), &Lock::default(), &catalogue, &mut Report::default()).unwrap()
            });
        });
        group.bench_function("document", |bench| bench.iter(|| document::design(black_box(&plan))));
        let other = resolved(&text.replace("choose: rabbitmq", "choose: kafka"));
        let sides = [&plan, &other].map(|plan| side(plan, &target));
        group.bench_function("compare", |bench| bench.iter(|| compare::compare(black_box(&sides[0]), &sides[1])));
        group.bench_function("openapi", |bench| bench.iter(|| document::openapi(black_box(&plan))));
        group.bench_function("markdown", |bench| bench.iter(|| renderers::markdown(black_box(&design))));
        group.bench_function("html", |bench| {
            bench.iter(|| renderers::html(black_box(&design), &renderers::Theme::default()))
        });
        #[cfg(feature = "pdf")]
        pdf(&mut group, &design);
        group.bench_function("scaffold", |bench| bench.iter(|| scaffold::build(black_box(&plan), &target).unwrap()));
        let planned = code(&plan, &target);
        let changes = changes(planned);
        let manifest = archplan::files::RelPath::new(".archplan/manifest.json").unwrap();
        group.bench_with_input(BenchmarkId::new("write", changes.steps.len()), &changes, |bench, changes| {
            bench.iter_with_setup(
                || tempfile::tempdir().unwrap(),
                |folder| {
                    disk::apply(folder.path(), changes, &manifest).unwrap();
                    folder
                },
            );
        });
        group.finish();
    }
}

/// The PDF, and what Typst alone takes for the same pages: what lies between is archplan's own work.
#[cfg(feature = "pdf")]
fn pdf(group: &mut criterion::BenchmarkGroup<'_, criterion::measurement::WallTime>, design: &renderers::Document) {
    let theme = renderers::Theme::default();
    group.bench_function("pdf", |bench| bench.iter(|| renderers::pdf(black_box(design), &theme).unwrap()));
    let source = renderers::pdf::Source::of(design, &theme);
    group.bench_function("pdf, Typst alone", |bench| bench.iter(|| black_box(&source).set().unwrap()));
}

criterion_group!(benches, stages);
criterion_main!(benches);
