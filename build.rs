//! Tells the library which build it is, by a hash of its sources: what one build has compiled and
//! kept, another may read otherwise.

use std::fs;
use std::path::{Path, PathBuf};

/// Above the library: what is changed there changes nothing that is kept.
const ABOVE: [&str; 2] = ["src/cli", "src/main.rs"];

fn main() {
    let mut files = vec![PathBuf::from("Cargo.toml"), PathBuf::from("Cargo.lock")];
    for folder in ["src", "crates"] {
        collect(Path::new(folder), &mut files);
    }
    files.sort();
    // FNV-1a: it need only differ when something does.
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for file in &files {
        // In a package from a registry there may be no lock.
        let Ok(bytes) = fs::read(file) else { continue };
        println!("cargo::rerun-if-changed={}", file.display());
        for byte in bytes {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    println!("cargo::rustc-env=SAYSO_BUILD={hash:016x}");
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if ABOVE.iter().any(|above| path == Path::new(above)) {
            continue;
        }
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}
