//! Updates on two branches, merged by git.

use super::Workshop;
use std::fs;
use std::process::Command;

fn git(workshop: &Workshop, arguments: &[&str]) -> (bool, String) {
    let mut command = Command::new("git");
    let who = ["-c", "user.name=Jo", "-c", "user.email=jo@example.org", "-c", "init.defaultBranch=main"];
    command.args(who).args(arguments).current_dir(workshop.at(""));
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    let output = command.output().unwrap();
    (output.status.success(), String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
}

fn done(workshop: &Workshop, arguments: &[&str]) {
    let (is_done, told) = git(workshop, arguments);
    assert!(is_done, "{arguments:?}: {told}");
}

/// Two branches that each updated after a template of theirs changed; the second one is checked out and the first one
/// merged into it.
fn merged(one: (&str, &str, &str), other: (&str, &str, &str)) -> (Workshop, bool, String) {
    let workshop = Workshop::new();
    done(&workshop, &["init", "--quiet"]);
    done(&workshop, &["add", "--all"]);
    done(&workshop, &["commit", "--quiet", "--message", "first"]);
    done(&workshop, &["branch", "other"]);
    let change = |(path, old, new): (&str, &str, &str)| {
        let path = workshop.at(path);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(old));
        fs::write(&path, text.replace(old, new)).unwrap();
    };
    let update = || {
        assert!(workshop.run(&["generate"]).status.success());
        done(&workshop, &["commit", "--quiet", "--all", "--message", "updated"]);
    };
    change(one);
    update();
    done(&workshop, &["checkout", "--quiet", "other"]);
    change((one.0, one.2, one.1));
    change(other);
    update();
    change(one);
    let (is_merged, told) = git(&workshop, &["merge", "--quiet", "--no-edit", "main"]);
    (workshop, is_merged, told)
}

#[test]
fn what_two_branches_updated_is_merged_by_git_and_is_whole() {
    let (workshop, is_merged, told) =
        merged(("kit/files/app.py", "8000", "9000"), ("kit/files/slice.py", "Give", "Take"));
    assert!(is_merged, "{told}");
    for command in [&["doctor"][..], &["generate"]] {
        let output = workshop.run(command);
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{said}");
        assert!(said.contains("nothing to change") || said.contains("is whole"), "{said}");
    }
    assert_eq!(
        git(&workshop, &["status", "--porcelain"]),
        (true, String::new()),
        "nothing of a run is in the way of git"
    );
}

#[test]
fn where_git_cannot_merge_the_manifest_it_is_repaired() {
    // Neighbours in the manifest: git takes changes of lines that touch for a conflict.
    let (workshop, is_merged, told) =
        merged(("kit/files/README.md", "Who", "Whom"), ("kit/files/app.py", "8000", "9000"));
    assert!(!is_merged && told.contains(".archplan/manifest.json"), "{told}");
    assert_eq!(workshop.run(&["generate"]).status.code(), Some(2));
    let repaired = workshop.run(&["doctor", "--repair"]);
    assert!(repaired.status.success(), "{}", String::from_utf8_lossy(&repaired.stdout));
    let output = workshop.run(&["generate"]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("nothing to change"));
    done(&workshop, &["commit", "--quiet", "--all", "--message", "merged"]);
}

#[test]
fn what_is_left_to_settle_is_unmerged_in_git_until_it_is_settled() {
    let workshop = Workshop::new();
    done(&workshop, &["init", "--quiet"]);
    done(&workshop, &["add", "--all"]);
    done(&workshop, &["commit", "--quiet", "--message", "first"]);
    workshop.edit("replace notes.txt \"two\" \"mine\"");
    workshop.edit("replace kit/files/notes.txt \"two\" \"TWO\"");
    let before = git(&workshop, &["status", "--porcelain"]);
    assert_eq!(workshop.run(&["generate"]).status.code(), Some(1));
    let (_, told) = git(&workshop, &["status", "--porcelain", "notes.txt"]);
    assert_eq!(told, "UU notes.txt\n");
    let side = |stage: u8| git(&workshop, &["show", &format!(":{stage}:notes.txt")]).1;
    assert!(side(1).contains("two") && side(2).contains("mine") && side(3).contains("TWO"));
    assert!(workshop.run(&["resolve", "--abort"]).status.success());
    assert_eq!(git(&workshop, &["status", "--porcelain"]), before);
    assert_eq!(workshop.run(&["generate"]).status.code(), Some(1));
    assert!(workshop.run(&["resolve", "notes.txt", "--theirs"]).status.success());
    assert_eq!(git(&workshop, &["status", "--porcelain", "notes.txt"]).1, " M notes.txt\n");
    // Settled with git's own means: archplan leaves that as it is.
    workshop.edit("replace notes.txt \"TWO\" \"mine\"");
    workshop.edit("replace kit/files/notes.txt \"TWO\" \"Two\"");
    done(&workshop, &["commit", "--quiet", "--all", "--message", "second"]);
    assert_eq!(workshop.run(&["generate"]).status.code(), Some(1));
    done(&workshop, &["checkout", "--theirs", "notes.txt"]);
    done(&workshop, &["add", "notes.txt"]);
    assert!(workshop.run(&["resolve", "notes.txt"]).status.success());
    assert_eq!(git(&workshop, &["status", "--porcelain", "notes.txt"]).1, "M  notes.txt\n");
}
