//! What is kept compiled: whatever happens to it or to its maker, the next answer is right.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use crate::oracle::generate::Random;
use crate::program;

/// So many times each misfortune happens.
const TIMES: u64 = 100;

/// A workspace with enough in it that compiling takes a while.
struct Desk {
    folder: TempDir,
    random: Random,
}

impl Desk {
    fn new(seed: u64) -> Self {
        let folder = TempDir::new().unwrap();
        fs::create_dir(folder.path().join("datasets")).unwrap();
        fs::write(folder.path().join("sayso.toml"), "").unwrap();
        let desk = Self {
            folder,
            random: Random::new(seed),
        };
        desk.write(1);
        desk
    }

    /// A record of which every answer shows the edition.
    fn write(&self, edition: u64) {
        let mut text = String::from(
            "@prefix : <https://example.org/desk#> .
@prefix sayso: <https://w3id.org/sayso/ns#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix schema: <https://schema.org/> .\n",
        );
        for number in 0..2_000 {
            let agent = number % 17;
            text += &format!(
                ":d{number} dcterms:publisher :a{agent} ; schema:url <https://a{agent}.example/{number}> .
:s{number} sayso:by :a{agent} ; sayso:asserts :c{} ; sayso:in :d{number} .\n",
                number % (100 + edition)
            );
        }
        // At once, as editors do it.
        let aside = self.folder.path().join("aside");
        fs::write(&aside, text).unwrap();
        fs::rename(&aside, self.folder.path().join("datasets/desk.ttl")).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        program::command(self.folder.path(), arguments)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    fn start(&self, arguments: &[&str]) -> Child {
        let mut command = self.command(arguments);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().unwrap()
    }

    /// The answer that touches everything.
    fn answer(&self) -> String {
        answer(&self.run(&["ask", "all", "--format", "json"]))
    }

    /// What the answer is with nothing compiled.
    fn truth(&self) -> String {
        let data = self.folder.path().join("datasets/desk.ttl");
        let data = data.to_str().unwrap();
        let answer = answer(&self.run(&["ask", "all", "--format", "json", "--data", data]));
        assert!(answer.contains("\"claims\""));
        answer
    }

    fn kept(&self, ending: &str) -> Vec<PathBuf> {
        let folder = fs::read_dir(self.folder.path().join(".sayso")).unwrap();
        let files = folder.map(|entry| entry.unwrap().path());
        files
            .filter(|path| path.extension().is_some_and(|found| found == ending))
            .collect()
    }
}

fn answer(output: &Output) -> String {
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn damage(path: &Path, desk: &mut Desk) {
    let mut bytes = fs::read(path).unwrap();
    let at = desk.random.below(bytes.len());
    if desk.random.below(2) == 0 {
        bytes[at] ^= 1 << desk.random.below(8);
    } else {
        bytes.truncate(at);
    }
    // A file of another name takes its place, as an editor or a disk would leave it.
    let other = path.with_extension("damaged");
    fs::write(&other, bytes).unwrap();
    fs::rename(&other, path).unwrap();
}

#[test]
fn nothing_changed_means_nothing_read() {
    let desk = Desk::new(1);
    assert!(answer(&desk.run(&["compile"])).starts_with("compiled: "));
    assert!(answer(&desk.run(&["compile"])).starts_with("up to date: "));
    assert_eq!(desk.answer(), desk.truth());
    assert!(answer(&desk.run(&["compile"])).starts_with("up to date: "));
    desk.write(2);
    assert!(answer(&desk.run(&["compile"])).starts_with("compiled: "));
    assert_eq!(desk.answer(), desk.truth());
    // One archive a choice of datasets: the old one is gone.
    assert_eq!(desk.kept("archive").len(), 1);
}

#[test]
fn a_change_that_keeps_size_and_time_is_seen_while_it_is_recent() {
    let desk = Desk::new(2);
    let path = desk.folder.path().join("datasets/desk.ttl");
    desk.answer();
    let time = fs::metadata(&path).unwrap().modified().unwrap();
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen(":c7 ", ":c8 ", 1)).unwrap();
    let file = fs::File::options().write(true).open(&path).unwrap();
    file.set_modified(time).unwrap();
    assert_eq!(desk.answer(), desk.truth());
}

#[test]
fn damage_is_found_and_mended() {
    let mut desk = Desk::new(3);
    let truth = desk.truth();
    desk.answer();
    for _ in 0..TIMES {
        let ending = ["archive", "archive", "archive", "json"][desk.random.below(4)];
        for path in desk.kept(ending) {
            damage(&path, &mut desk);
        }
        assert_eq!(desk.answer(), truth);
        assert_eq!(desk.answer(), truth);
    }
}

#[test]
fn a_killed_compiler_leaves_nothing_that_misleads() {
    let mut desk = Desk::new(4);
    for edition in 0..TIMES {
        desk.write(edition % 3);
        let mut child = desk.start(&["compile", "--again"]);
        std::thread::sleep(Duration::from_micros(desk.random.below(40_000) as u64));
        let _ = child.kill();
        child.wait().unwrap();
        assert_eq!(desk.answer(), desk.truth(), "edition {edition}");
    }
    answer(&desk.run(&["compile", "--again"]));
    let folder = fs::read_dir(desk.folder.path().join(".sayso")).unwrap();
    let names: Vec<_> = folder.map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 3, "lock, pointer, archive: {names:?}");
}

#[test]
fn compilers_at_once_do_not_disturb_each_other() {
    let desk = Desk::new(5);
    for edition in 0..TIMES / 10 {
        desk.write(edition);
        let truth = desk.truth();
        let arguments = ["ask", "all", "--format", "json"];
        let children: Vec<Child> = (0..4).map(|_| desk.start(&arguments)).collect();
        for child in children {
            assert_eq!(answer(&child.wait_with_output().unwrap()), truth);
        }
    }
}

#[test]
fn a_file_that_changes_while_it_is_read_gives_one_edition_or_the_other() {
    let mut desk = Desk::new(6);
    let editions = [1, 2].map(|edition| {
        desk.write(edition);
        desk.truth()
    });
    for round in 0..TIMES {
        let child = desk.start(&["ask", "all", "--format", "json"]);
        std::thread::sleep(Duration::from_micros(desk.random.below(30_000) as u64));
        desk.write(1 + round % 2);
        let output = child.wait_with_output().unwrap();
        assert!(editions.contains(&answer(&output)));
        assert_eq!(desk.answer(), editions[(round % 2) as usize]);
    }
}

#[test]
fn a_folder_that_cannot_be_written_to_is_no_obstacle() {
    let desk = Desk::new(7);
    let path = desk.folder.path().join(".sayso");
    fs::write(&path, "a file, not a folder").unwrap();
    assert_eq!(desk.answer(), desk.truth());
    assert_eq!(desk.run(&["compile"]).status.code(), Some(4));
    assert_eq!(fs::read_to_string(&path).unwrap(), "a file, not a folder");
}
