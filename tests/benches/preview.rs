//! The live preview as one meets it: from writing a file until the page has the new word. A word of the order spec is
//! changed on the disk, and the page is asked for until it is there.
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a bench that cannot run says so by stopping, and meets the outside"
)]

use criterion::{Criterion, criterion_group, criterion_main};
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

const ORDER: &str = include_str!("../../examples/order-processing/spec.yaml");

/// A preview, ended with the bench.
struct Serve {
    process: Child,
    address: String,
}

impl Serve {
    fn of(spec: &Path) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_archplan"))
            .args(["serve", "--port", "0"])
            .arg(spec)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.split_once("http://").unwrap().1.split_once('/').unwrap().0.to_owned();
        Self { process, address }
    }

    fn page(&self) -> Vec<u8> {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let host = &self.address;
        let request = format!("GET /documents/plan.html HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        answer
    }

    fn wait_for(&self, word: &str) {
        let has = |page: Vec<u8>| page.windows(word.len()).any(|part| part == word.as_bytes());
        while !has(self.page()) {
            sleep(Duration::from_millis(1));
        }
    }
}

impl Drop for Serve {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

fn preview(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let spec = folder.path().join("spec.yaml");
    let title = |word: &str| ORDER.replacen("title: ", &format!("title: {word} "), 1);
    assert_ne!(title("Changed"), ORDER);
    fs::write(&spec, ORDER).unwrap();
    let serve = Serve::of(&spec);
    let mut count = 0;
    let mut group = criterion.benchmark_group("preview");
    group.sample_size(20).measurement_time(Duration::from_secs(5)).warm_up_time(Duration::from_millis(500));
    group.bench_function("a changed word", |bench| {
        bench.iter_custom(|times| {
            let mut taken = Duration::ZERO;
            for _ in 0..times {
                count += 1;
                let word = format!("Word{count}x");
                let began = Instant::now();
                fs::write(&spec, title(&word)).unwrap();
                serve.wait_for(&word);
                taken += began.elapsed();
                // What a person leaves between two changes: the next one is noticed anew.
                sleep(Duration::from_millis(50));
            }
            taken
        });
    });
    group.finish();
}

criterion_group!(benches, preview);
criterion_main!(benches);
