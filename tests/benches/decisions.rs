//! How resolving grows with the number of decisions: 100, 1,000 and 10,000, each resting on four others.
#![allow(clippy::unwrap_used, reason = "a bench that cannot run says so by stopping")]

use archplan::catalogue::{self, Catalogue};
use archplan::compare::{self, Side};
use archplan::files::{File, RelPath, Tree};
use archplan::plan::{self, Lock, Plan};
use archplan::report::Report;
use archplan::source::Sources;
use archplan::spec::{self, Spec};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::fmt::Write as _;
use std::time::Duration;

/// A catalogue of so many decisions. Each reads three earlier ones in its conditions and excludes an option of a
/// fourth; a few imply one.
fn grown(count: usize) -> Catalogue {
    let mut text = String::from("decisions:\n");
    for n in 0..count {
        write!(
            text,
            "  d{n}:\n    title: Decision {n}\n    question: Which way is taken at {n}?\n    drivers: [One, Two]\n    options:\n      \
             left: {{ title: Left, reason: It is the usual way at {n}., good: [Short], bad: [Steep]{} }}\n      \
             right: {{ title: Right, reason: It is the other way at {n}., good: [Flat], bad: [Long]{} }}\n      \
             ahead: {{ title: Ahead, reason: It is the third way at {n}., good: [Clear], bad: [Cold] }}\n    default:\n",
            if n % 50 == 40 {
                format!(", implies: [{{ decision: d{}, option: right, because: It follows }}]", n + 1)
            } else {
                String::new()
            },
            match earlier(n, 3).filter(|_| n % 50 != 41) {
                Some(other) => format!(", excludes: [{{ decision: d{other}, options: [ahead], because: They do not go together }}]"),
                None => String::new(),
            }
        )
        .unwrap();
        if let (Some(a), Some(b), Some(c)) = (earlier(n, 0), earlier(n, 1), earlier(n, 2)) {
            write!(
                text,
                "      - {{ when: decided.d{a} == 'right' and decided.d{b} == 'left', choose: right, because: Both say so. }}\n      \
                 - {{ when: decided.d{c} == 'right' and facts.entities > 0, choose: ahead, because: It says so. }}\n"
            )
            .unwrap();
        }
        text.push_str("      - { choose: left }\n");
    }
    let mut tree = Tree::default();
    for (name, text) in [
        ("areas.yaml", "areas: { all: All }\n"),
        ("principles.yaml", "principles: {}\n"),
        ("decisions/all.yaml", &text),
    ] {
        tree.insert(RelPath::new(name).unwrap(), File::plain(text));
    }
    let (mut sources, mut report) = (Sources::default(), Report::default());
    catalogue::load(&tree, &mut sources, &mut report).unwrap_or_else(|_| panic!("{:?}", report.found().first()))
}

/// An earlier decision, spread so that the graph is neither a chain nor a star.
fn earlier(n: usize, which: usize) -> Option<usize> {
    (n > 8).then(|| n - 1 - (n * (7 + 6 * which) + 11 * which) % n.min(97))
}

/// A spec that states every tenth decision, the first of them as asked for.
fn stating(count: usize, first: &str) -> Spec {
    let mut text = String::from("archplan: 1\nservice: { name: a }\ndecisions:\n");
    for n in (0..count).step_by(10) {
        writeln!(text, "  d{n}: {}", if n == 0 { first } else { "left" }).unwrap();
    }
    text.push_str("data: { entities: { Item: { fields: { id: { type: uuid, key: true } } } } }\n");
    let (mut sources, mut report) = (Sources::default(), Report::default());
    let file = sources.add("spec.yaml", text);
    spec::read(&sources, file, &mut report).unwrap().finish(&report).unwrap()
}

fn side(plan: &Plan) -> Side<'_> {
    Side { plan, sections: Vec::new(), files: Vec::new() }
}

fn decisions(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("decisions");
    group.sample_size(10).measurement_time(Duration::from_secs(3)).warm_up_time(Duration::from_millis(500));
    for count in [100, 1_000, 10_000] {
        let (catalogue, spec, changed) = (grown(count), stating(count, "left"), stating(count, "right"));
        let resolve = |spec: &Spec| {
            let mut report = Report::default();
            plan::resolve(spec, &Lock::default(), &catalogue, &mut report)
                .unwrap_or_else(|_| panic!("{}", report.found()[0].message))
        };
        group.throughput(Throughput::Elements(count as u64));
        group.bench_function(BenchmarkId::new("resolve", count), |bench| bench.iter(|| resolve(&spec)));
        let before = resolve(&spec);
        group.bench_function(BenchmarkId::new("impact", count), |bench| {
            bench.iter(|| {
                let after = resolve(&changed);
                compare::compare(&side(&before), &side(&after))
            });
        });
        // What documents show: every other option of every decision tried out. Its cost is that of all the flips.
        if count <= 1_000 {
            group.bench_function(BenchmarkId::new("alternatives", count), |bench| {
                bench.iter(|| plan::alternatives(&spec, &before, &catalogue));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, decisions);
criterion_main!(benches);
