//! Gives the crate a digest of all that its renderers are made of, so that what they made can be kept for as long as
//! they are the same.

#![expect(clippy::disallowed_methods, reason = "a build script reads sources and tells Cargo")]

use std::io;
use std::path::{Path, PathBuf};

/// What decides about the bytes of a document: code, layout and faces, and the versions of the crates.
const PARTS: [&str; 4] = ["src", "assets", "Cargo.toml", "../Cargo.lock"];

fn main() -> io::Result<()> {
    let mut files = Vec::new();
    for part in PARTS.into_iter().filter(|part| Path::new(part).exists()) {
        println!("cargo::rerun-if-changed={part}");
        gather(Path::new(part), &mut files)?;
    }
    files.sort();
    let mut digest = Digest::new();
    for file in files {
        digest.take(file.to_string_lossy().replace('\\', "/").as_bytes());
        digest.take(&std::fs::read(&file)?);
    }
    println!("cargo::rustc-env=RENDERERS_DIGEST={:016x}", digest.0);
    Ok(())
}

fn gather(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if path.is_file() {
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in std::fs::read_dir(path)? {
        gather(&entry?.path(), files)?;
    }
    Ok(())
}

/// FNV-1a, which is the same in every version of Rust; it tells versions apart and guards nothing.
struct Digest(u64);

impl Digest {
    const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// Bytes and their number, so that two files are not one with the bytes of both.
    fn take(&mut self, bytes: &[u8]) {
        for byte in bytes.iter().chain(&bytes.len().to_le_bytes()) {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
