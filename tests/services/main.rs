//! The real thing: the services of the three examples, and of four awkward specs, pass their own checks on a real
//! PostgreSQL.
//!
//! Needs Python 3.11 or newer, `make`, a PostgreSQL server's programs and RabbitMQ; `.ci/prepare` installs the last three. The
//! first run installs the locked dependencies from PyPI.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test stops where something is not as it must be, and meets the outside"
)]

use std::path::{Path, PathBuf};
use std::process::Command;

/// Builds the service of a spec and runs its checks, as `review --verify` does, and fails when one of them fails.
fn passes_its_own_checks(spec: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(spec);
    let project = folder.path().join("service");
    let arguments = ["build", path.to_str().unwrap(), "--out", project.to_str().unwrap(), "--verify"];
    let (code, told) = archplan(&arguments, folder.path());
    let handover = std::fs::read_to_string(project.join("docs/handover.md")).unwrap_or_default();
    assert_eq!(code, 0, "{spec}\n{told}\n{handover}");
    for check in ["make lint", "make types", "make test"] {
        assert!(told.contains(&format!("`{check}`: exit 0")), "{check} was not run:\n{told}");
    }
    assert!(told.contains(" passed"), "the tests say how many passed:\n{told}");
    let (code, told) = archplan(&["check", "--out", project.to_str().unwrap()], folder.path());
    assert_eq!(code, 0, "the checks changed what was generated\n{told}");
}

fn archplan(arguments: &[&str], folder: &Path) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_archplan")).args(arguments).current_dir(folder).output().unwrap();
    let told = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    (output.status.code().unwrap_or(-1), told)
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
