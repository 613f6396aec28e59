//! The real thing: the services of the three examples pass their own checks, on a real PostgreSQL.
//!
//! Needs Python 3.11 or newer, `make`, and a PostgreSQL server's programs; `.ci/prepare` installs the last two. The
//! first run installs the locked dependencies from PyPI.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test stops where something is not as it must be, and meets the outside"
)]

use std::path::{Path, PathBuf};
use std::process::Command;

/// Builds an example and runs its checks, as `review --verify` does, and fails when one of them fails.
fn passes_its_own_checks(example: &str) {
    let folder = tempfile::tempdir().unwrap();
    let spec = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("examples").join(example).join("spec.yaml");
    let project = folder.path().join(example);
    let arguments = ["build", spec.to_str().unwrap(), "--out", project.to_str().unwrap(), "--verify"];
    let (code, told) = archplan(&arguments, folder.path());
    let handover = std::fs::read_to_string(project.join("docs/handover.md")).unwrap_or_default();
    assert_eq!(code, 0, "{example}\n{told}\n{handover}");
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
    passes_its_own_checks("order-processing");
}

#[test]
fn user_management_passes_its_own_checks() {
    passes_its_own_checks("user-management");
}

#[test]
fn item_catalog_passes_its_own_checks() {
    passes_its_own_checks("item-catalog");
}
