//! Files that are no specs: a clear message, exit 2, nothing written.

use crate::project::Project;

fn refused(bytes: impl AsRef<[u8]>, says: &str) {
    let project = Project::with("");
    project.write("spec.yaml", bytes);
    project.run(&["plan", "spec.yaml"]).ends_with(2).says(says);
    assert_eq!(project.files().len(), 1, "something was written");
}

#[test]
fn what_cannot_be_a_spec_is_refused() {
    refused("", "empty");
    refused("# only a comment\n", "empty");
    refused([0xff, 0xfe, 0x00, 0x41], "UTF-8");
    refused("\0\0\0", "spec.yaml:1:1");
    refused(vec![b'a'; 50 << 20], "at most 8");
    refused("archplan: 1\nservice:\n\tname: a\n", "tabs");
    refused("archplan: 2\nservice: { name: a }\n", "version 1");
    refused(format!("a: {}", "[".repeat(100_000)), "spec.yaml:1");
    refused(format!("{}a", "a: &a [*a, *a]\n".repeat(10)), "spec.yaml");
}

#[test]
fn a_mark_of_byte_order_and_windows_lines_are_taken() {
    let project = Project::with("\u{feff}archplan: 1\r\nservice:\r\n  name: windows\r\n  summary: One\r\n");
    project.run(&["plan", "spec.yaml"]).succeeds();
}

#[test]
fn a_folder_and_a_missing_file_are_said_to_be_that() {
    let project = Project::with("");
    std::fs::create_dir(project.path().join("folder.yaml")).unwrap();
    project.run(&["plan", "folder.yaml"]).ends_with(2).says("not a file");
    project.run(&["plan", "none.yaml"]).ends_with(2).says("none.yaml");
}
