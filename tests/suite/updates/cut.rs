//! Runs that are cut off, refused by the disk, or two at once.

use super::{Lies, Workshop};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// So many files are written in a run that is cut off.
const FILES: usize = 100;
/// So many runs are cut off, where `ARCHPLAN_CUTS` says nothing else.
const CUTS: usize = 40;
/// How many runs are cut off at once.
const WORKERS: usize = 3;

/// A project of many files, of which one was edited, and a target that changed all of them.
fn workshop() -> Workshop {
    let workshop = Workshop::new();
    let target = fs::read_to_string(workshop.at("kit/target.yaml")).unwrap();
    let files: String = (0..FILES).map(|i| format!("  - {{ path: many/{i}.txt, source: many.txt }}\n")).collect();
    fs::write(workshop.at("kit/target.yaml"), format!("{target}{files}")).unwrap();
    fs::write(workshop.at("kit/files/many.txt"), "one\ntwo\nthree\n").unwrap();
    assert!(workshop.run(&["generate"]).status.success());
    for i in 0..FILES / 10 {
        fs::write(workshop.at(&format!("many/{i}.txt")), "one\ntwo\nthree\nmine\n").unwrap();
    }
    fs::write(workshop.at("kit/files/many.txt"), "ONE\ntwo\nthree\n").unwrap();
    workshop
}

fn copied(workshop: &Workshop) -> Workshop {
    let copy = Workshop { folder: tempfile::tempdir().unwrap() };
    crate::steps::copy(workshop.folder.path(), copy.folder.path());
    copy
}

/// What a run is to leave, without what it keeps while it is at work.
fn settled(workshop: &Workshop) -> BTreeMap<String, Lies> {
    let mut tree = workshop.tree();
    tree.retain(|path, _| !path.starts_with(".archplan/run") && !path.starts_with(".archplan/pending"));
    tree
}

#[test]
fn a_run_that_is_killed_at_any_instant_is_ended_by_the_next_one() {
    let first = workshop();
    let before = settled(&first);
    let undisturbed = copied(&first);
    let started = Instant::now();
    assert!(undisturbed.run(&["generate"]).status.success());
    let whole = started.elapsed();
    let after = settled(&undisturbed);
    // The instants are spread evenly over the run by a sequence that hits no place twice.
    let cuts = std::env::var("ARCHPLAN_CUTS").map_or(CUTS, |cuts| cuts.parse().unwrap());
    let instants: Vec<Duration> =
        (0..cuts).map(|i| whole.mul_f64((i as f64 * 0.618_033_988_75).fract() * 1.4)).collect();
    let one = |share: usize| {
        let workshop = copied(&first);
        let mut killed = 0;
        for instant in instants.iter().skip(share).step_by(WORKERS) {
            restore(&workshop, &before);
            let mut run = workshop.command(&["generate"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            std::thread::sleep(*instant);
            run.kill().unwrap();
            killed += usize::from(run.wait().unwrap().signal().is_some());
            let lies = settled(&workshop);
            assert!(before.keys().all(|path| lies.contains_key(path)), "a file is gone after {instant:?}");
            for (path, lies) in &lies {
                let is_whole = before.get(path) == Some(lies) || after.get(path) == Some(lies);
                assert!(is_whole, "{path} is neither old nor new after {instant:?}: {lies:?}");
            }
            let next = workshop.run(&["generate"]);
            assert!(next.status.success(), "{}", String::from_utf8_lossy(&next.stderr));
            assert!(workshop.tree() == after, "the next run ends otherwise after {instant:?}");
        }
        killed
    };
    let one = &one;
    let killed: usize = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..WORKERS).map(|share| scope.spawn(move || one(share))).collect();
        workers.into_iter().map(|worker| worker.join().unwrap()).sum()
    });
    assert!(killed > cuts / 3, "only {killed} runs were still at work when they were killed");
}

/// Lays what lay there before the run.
fn restore(workshop: &Workshop, before: &BTreeMap<String, Lies>) {
    let _ = fs::remove_dir_all(workshop.at(".archplan/run"));
    let lies = workshop.tree();
    for (path, file) in before {
        if let (Lies::File(bytes, _), true) = (file, lies.get(path) != Some(file)) {
            fs::write(workshop.at(path), bytes).unwrap();
        }
    }
}

#[test]
fn two_runs_at_once_end_as_one() {
    let first = workshop();
    let alone = copied(&first);
    assert!(alone.run(&["generate"]).status.success());
    let runs: Vec<_> = (0..3)
        .map(|_| first.command(&["generate"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap())
        .collect();
    for run in runs {
        let output = run.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    assert!(first.tree() == alone.tree());
}

#[test]
fn a_full_disk_is_told_and_nothing_is_half_written() {
    let workshop = Workshop::new();
    fs::write(workshop.at("kit/files/notes.txt"), "long\n".repeat(100_000)).unwrap();
    fs::write(workshop.at("kit/files/app.py"), "PORT = 9000\n").unwrap();
    let before = workshop.tree();
    // A file may grow to 64 KiB here, after which the system refuses as it does on a full disk.
    let script = "trap '' XFSZ; ulimit -f 64; exec \"$0\" generate";
    let output = Command::new("bash")
        .args(["-c", script, env!("CARGO_BIN_EXE_archplan")])
        .current_dir(workshop.at(""))
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{told}");
    assert!(told.contains("error: cannot write"), "{told}");
    assert!(before == workshop.tree());
    assert!(workshop.run(&["generate"]).status.success());
}
