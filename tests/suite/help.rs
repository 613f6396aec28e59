//! What `--help` says of each command.

use crate::project::Project;
use std::fmt::Write as _;

const COMMANDS: [&[&str]; 19] = [
    &[],
    &["plan"],
    &["generate"],
    &["review"],
    &["check"],
    &["build"],
    &["serve"],
    &["adr"],
    &["adr", "import"],
    &["why"],
    &["graph"],
    &["export"],
    &["trace"],
    &["impact"],
    &["render"],
    &["diff"],
    &["explain"],
    &["schema"],
    &["catalogue", "check"],
];

#[test]
fn every_command_says_what_it_takes() {
    let project = Project::with("archplan: 1\nservice: { name: a }\n");
    let mut told = String::new();
    for command in COMMANDS {
        let arguments: Vec<&str> = command.iter().copied().chain(["--help"]).collect();
        let run = project.run(&arguments).succeeds();
        writeln!(told, "$ archplan {}\n{}", arguments.join(" "), run.out).unwrap();
    }
    insta::assert_snapshot!(told);
}
