//! How the cost of each format grows with the plan: 2, 100, 200 and 300 entities. Where the rate of entities stays what it
//! was, the cost is linear.
#![allow(clippy::unwrap_used, reason = "a bench that cannot run says so by stopping")]

mod grown;

use archplan::plan::{Lock, Plan};
use archplan::report::Report;
use archplan::source::Sources;
use archplan::{catalogue, document, plan, spec};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use grown::{ORDER, grown};
use std::cell::LazyCell;
use std::hint::black_box;
use std::time::Duration;

fn resolved(text: &str) -> Plan {
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let file = sources.add("spec.yaml", text);
    let spec = spec::read(&sources, file, &mut report).unwrap().finish(&report).unwrap();
    let catalogue = catalogue::load(&catalogue::built_in(), &mut sources, &mut report).unwrap();
    plan::resolve(&spec, &Lock::default(), &catalogue, &mut report).unwrap()
}

fn formats(criterion: &mut Criterion) {
    let theme = renderers::Theme::default();
    for times in [1, 50, 100, 150] {
        let (name, text) = match times {
            1 => ("documents of order".to_owned(), ORDER.to_owned()),
            _ => (format!("documents of order x{times}"), grown(times)),
        };
        // Made when the first bench that is asked for needs it.
        let plan = LazyCell::new(|| resolved(&text));
        let design = LazyCell::new(|| document::design(&plan));
        let mut group = criterion.benchmark_group(name);
        group.sample_size(10).measurement_time(Duration::from_secs(2)).warm_up_time(Duration::from_millis(500));
        group.throughput(Throughput::Elements(2 * times as u64));
        group.bench_function("document", |bench| bench.iter(|| document::design(black_box(&*plan))));
        group.bench_function("markdown", |bench| bench.iter(|| renderers::markdown(black_box(&*design))));
        group.bench_function("html", |bench| bench.iter(|| renderers::html(black_box(&*design), &theme)));
        group.bench_function("markdown and html", |bench| {
            bench.iter(|| renderers::markdown_and_html(black_box(&*design), &theme));
        });
        #[cfg(feature = "pdf")]
        group.bench_function("pdf", |bench| bench.iter(|| renderers::pdf(black_box(&*design), &theme).unwrap()));
        group.finish();
    }
}

criterion_group!(benches, formats);
criterion_main!(benches);
