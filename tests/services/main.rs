//! The real thing: generated services pass their own checks on a real PostgreSQL; the tools that know the formats of
//! their files, and requests made from their own OpenAPI documents, have faults to tell still and are left to `--ignored`.
//!
//! Needs Python 3.11 or newer, `make`, a PostgreSQL server's programs and RabbitMQ; `.ci/prepare` installs the last three
//! and the tools. The first run installs the locked dependencies from PyPI.
//!
//! A plain run takes the three examples, four awkward specs, each with what its own lock installs, and the first of the
//! pairwise cases of `tests/cases/services`, which share one environment. `cargo test --release --test services --
//! --ignored` takes all of the cases, each installed from its own lock.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test stops where something is not as it must be, and meets the outside"
)]

mod service;
mod validators;

use service::{Service, cases, root, shared_environment};
use std::sync::Mutex;

/// How many of the pairwise cases a plain run takes.
const FIRST: usize = 3;
/// How many services are checked at once by the run of all cases.
const WORKERS: usize = 2;
const EXAMPLES: [&str; 3] = ["order-processing", "user-management", "item-catalog"];

fn passes_its_own_checks(spec: &str) {
    Service::of(&root().join(spec)).verify().unwrap_or_else(|told| panic!("{told}"));
}

#[test]
fn order_processing_passes_its_own_checks() {
    passes_its_own_checks("examples/order-processing/spec.yaml");
}

#[test]
fn user_management_passes_its_own_checks() {
    passes_its_own_checks("examples/user-management/spec.yaml");
}

#[test]
fn item_catalog_passes_its_own_checks() {
    passes_its_own_checks("examples/item-catalog/spec.yaml");
}

#[test]
fn a_service_with_every_kind_of_field_passes_its_own_checks() {
    passes_its_own_checks("tests/cases/scaffolds/every-kind-and-name.yaml");
}

#[test]
fn a_service_of_reserved_names_passes_its_own_checks() {
    passes_its_own_checks("tests/cases/scaffolds/reserved-names.yaml");
}

#[test]
fn a_service_around_rabbitmq_passes_its_own_checks() {
    passes_its_own_checks("tests/cases/scaffolds/around-by-rabbitmq.yaml");
}

#[test]
fn a_service_around_kafka_passes_its_own_checks() {
    passes_its_own_checks("tests/cases/scaffolds/around-by-kafka.yaml");
}

#[test]
fn the_first_pairwise_cases_pass_their_own_checks() {
    let services: Vec<_> = cases().iter().take(FIRST).map(|spec| Service::of(spec)).collect();
    let environment = shared_environment(&services);
    for service in services {
        service.share(&environment);
        service.verify().unwrap_or_else(|told| panic!("{told}"));
    }
}

#[test]
#[ignore = "not silent: zizmor and checkov tell of images without digest and of permissions without a comment"]
fn the_tools_that_know_their_formats_have_nothing_to_say_of_the_files() {
    let examples = EXAMPLES.map(|name| root().join("examples").join(name).join("spec.yaml"));
    let services: Vec<_> = examples.iter().chain(cases().iter().take(FIRST)).map(|spec| Service::of(spec)).collect();
    let environment = shared_environment(&services);
    let told = |service: &Service| {
        service.share(&environment);
        validators::faults(service)
    };
    let faults: Vec<_> = services.iter().flat_map(told).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
#[ignore = "pydantic takes 0 and 1 for booleans, which Schemathesis tells of the user service"]
fn the_examples_keep_their_contracts() {
    for name in EXAMPLES {
        let service = Service::of(&root().join("examples").join(name).join("spec.yaml"));
        service.shell("make contract", &[]).unwrap_or_else(|told| panic!("{told}"));
    }
}

#[test]
#[ignore = "all cases take about a minute each"]
fn every_pairwise_case_passes_its_own_checks() {
    let failed = each_case(|service| {
        let told = service.verify().err();
        told.into_iter().chain(validators::faults(service)).collect()
    });
    assert!(failed.is_empty(), "{}", failed.join("\n\n"));
}

#[test]
#[ignore = "all cases take about a minute each"]
fn every_pairwise_case_keeps_its_contract() {
    let failed = each_case(|service| match service.project.join("schemathesis.toml").exists() {
        true => service.shell("make contract", &[]).err().into_iter().collect(),
        false => Vec::new(),
    });
    assert!(failed.is_empty(), "{}", failed.join("\n\n"));
}

/// What is wrong with the services of all cases, some of which are looked at side by side.
fn each_case(look: impl Fn(&Service) -> Vec<String> + Sync) -> Vec<String> {
    let (specs, failed) = (Mutex::new(cases()), Mutex::new(Vec::new()));
    let next = || specs.lock().unwrap().pop();
    std::thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                while let Some(spec) = next() {
                    let service = Service::of(&spec);
                    let told = look(&service);
                    println!("{}: {}", service.name, if told.is_empty() { "green" } else { "red" });
                    failed.lock().unwrap().extend(told);
                }
            });
        }
    });
    failed.into_inner().unwrap()
}
