//! The folder of compiled data: what is kept between commands, so that nothing is read twice.
//!
//! For each choice of files there is a *pointer*, which names an archive and says which files,
//! as of when, it was made from; and the archive itself, which is never changed once it has its
//! name. Both come into being under another name and are renamed. Whatever is missing, torn, of
//! another version or of other files is made anew: the folder can be deleted at any time.
//!
//! Whether a file has changed is told as git tells it: by its size, its times and its number on the
//! disk, and by its content where one of these differs, or is so recent that a change might not
//! show. The time of the last change of anything about a file cannot be put back as that of its
//! content can.
//!
//! An archive is believed only as the very file that a pointer was written for, and only for the
//! files of which it has the fingerprints in it: one that was copied from elsewhere, or put over
//! another, says nothing about these files.

use std::fs::{self, File, Metadata};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use super::compiled::Fingerprint;
use super::{Data, LoadError};
use crate::archive::Archive;
use crate::column::checksum;
use crate::evidence::View;
use crate::plain;
use crate::progress::{self, Step};
use crate::read::Unreadable;
use crate::workspace::{Contents, Source};

/// A file that was changed so shortly before it was read may be changed again without its time
/// showing it.
const RECENT: Duration = Duration::from_secs(2);

/// So often files are read again that change while they are read.
const MOST_READINGS: usize = 3;

/// What the names of files being written begin with.
const TEMPORARY: &str = "temporary-";

/// Where compiled data is kept.
#[derive(Clone, Debug)]
pub struct Folder {
    path: PathBuf,
}

/// How compiled data came to be there.
#[derive(Debug)]
pub enum Compiled {
    /// It was there, and nothing had changed.
    Kept,
    /// It was made, and is kept as this file.
    Made(PathBuf),
    /// It was made, and cannot be kept.
    NotKept(io::Error),
}

/// Which file one was, when and how large.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    /// Where files have them: the device and the number on it, and when anything about the file
    /// was last changed, in seconds and nanoseconds.
    number: Option<(u64, u64)>,
    changed: Option<(i64, i64)>,
}

/// A file that data was compiled from.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Input {
    name: String,
    base: String,
    stamp: Stamp,
    hash: u64,
    /// Whether its time was so recent that it proves nothing.
    is_recent: bool,
}

impl Input {
    fn fingerprint(&self) -> Fingerprint {
        Fingerprint {
            name: self.name.clone(),
            base: self.base.clone(),
            length: self.stamp.length,
            hash: self.hash,
        }
    }
}

#[derive(Serialize, Deserialize)]
struct Pointer {
    archive: String,
    /// The archive as it was written.
    stamp: Stamp,
    inputs: Vec<Input>,
}

impl Folder {
    /// The folder at a path, which need not be there yet.
    pub fn new(path: PathBuf) -> Self {
        Self { path }
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Opens what is compiled, or compiles.
    ///
    /// Where nothing has changed this costs the same for any size, but for the hashing of files
    /// whose time proves nothing. Two processes that compile the same at once wait for each
    /// other. What is compiled is kept with the verdicts of a view, if one is given, and of who keeps
    /// the record; a view of
    /// another time is not for keeping, and none of its verdicts are kept.
    ///
    /// # Errors
    ///
    /// As [`Data::load`]. Whatever goes wrong with the folder itself is no error: the data is
    /// read, and not kept.
    pub fn load(
        &self,
        sources: &[Source],
        trust: Trust,
        view: Option<View>,
        keeper: &[String],
    ) -> Result<(Data, Compiled), LoadError> {
        let open = || {
            let mut data = self.open(sources)?;
            data.keep_by(keeper);
            Some(data)
        };
        if trust == Trust::Compiled
            && let Some(data) = open()
        {
            return Ok((data, Compiled::Kept));
        }
        let lock = self.lock();
        if trust == Trust::Compiled
            && lock.is_ok()
            && let Some(data) = open()
        {
            // Somebody else compiled it while we waited.
            return Ok((data, Compiled::Kept));
        }
        let (mut data, inputs) = read(sources)?;
        data.keep_by(keeper);
        if let Some(view) = view.filter(|view| view.said_by.is_none() && view.known_at.is_none()) {
            progress::begin(Step::Judging);
            data.keep_verdicts(view);
        }
        progress::begin(Step::Keeping);
        let kept = lock.and_then(|_lock| self.keep(&data, inputs));
        Ok((
            data,
            match kept {
                Ok(path) => Compiled::Made(path),
                Err(error) => Compiled::NotKept(error),
            },
        ))
    }

    fn open(&self, sources: &[Source]) -> Option<Data> {
        let path = self.pointer(sources.iter().map(identity));
        let mut pointer: Pointer = serde_json::from_slice(&plain::read(&path).ok()?).ok()?;
        if pointer.inputs.len() != sources.len() {
            return None;
        }
        let now = SystemTime::now();
        let mut has_changed = false;
        for (source, input) in sources.iter().zip(&mut pointer.inputs) {
            let stamp = stamp(source)?;
            if identity(source) != (&input.name, &input.base) || stamp.length != input.stamp.length
            {
                return None;
            }
            if stamp != input.stamp || input.is_recent {
                if checksum(&source.bytes().ok()?) != input.hash {
                    return None;
                }
                has_changed = true;
                input.is_recent = is_recent(&stamp, now);
                input.stamp = stamp;
            }
        }
        // A name and no more: what is ours is in this folder.
        let name = Path::new(&pointer.archive).file_name()?;
        let file = plain::open(&self.path.join(name)).ok()?;
        if stamp_of(&file.metadata().ok()?) != pointer.stamp {
            return None;
        }
        let fingerprints: Vec<Fingerprint> =
            pointer.inputs.iter().map(Input::fingerprint).collect();
        let data = Data::open(Archive::open(&file)?, &fingerprints)?;
        if has_changed {
            // Only so that the content need not be looked at again.
            let _ = self.put(&path, &serde_json::to_vec(&pointer).ok()?);
        }
        Some(data)
    }

    /// Keeps data and says where. The caller holds the lock.
    fn keep(&self, data: &Data, inputs: Option<Vec<Input>>) -> io::Result<PathBuf> {
        let inputs = inputs.ok_or_else(|| io::Error::other("what is read is not a file"))?;
        let path = self.pointer(inputs.iter().map(|input| (&*input.name, &*input.base)));
        let prefix = path.with_extension("");
        let prefix = prefix.file_name().unwrap_or_default().to_string_lossy();
        self.sweep(|name| name.starts_with(TEMPORARY))?;
        let mut temporary = tempfile::Builder::new()
            .prefix(TEMPORARY)
            .tempfile_in(&self.path)?;
        // Torn archives are found by their checksums, so the disk is not waited for.
        let fingerprints: Vec<Fingerprint> = inputs.iter().map(Input::fingerprint).collect();
        let output = BufWriter::with_capacity(1 << 20, temporary.as_file_mut());
        data.save_for(&fingerprints, output)?;
        let mut number = 1;
        let (archive, file) = loop {
            let archive = format!("{prefix}-{number}.archive");
            match temporary.persist_noclobber(self.path.join(&archive)) {
                Ok(file) => break (archive, file),
                Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
                    temporary = error.file;
                    number += 1;
                }
                Err(error) => return Err(error.error),
            }
        };
        let pointer = Pointer {
            archive: archive.clone(),
            stamp: stamp_of(&file.metadata()?),
            inputs,
        };
        self.put(&path, &serde_json::to_vec(&pointer)?)?;
        self.sweep(|name| name.starts_with(&format!("{prefix}-")) && *name != *archive)?;
        Ok(self.path.join(archive))
    }

    /// Removes files by their names. Who has one of them mapped keeps it until the end; on
    /// systems that refuse to remove a mapped file it stays until the next time.
    fn sweep(&self, is_stale: impl Fn(&str) -> bool) -> io::Result<()> {
        for entry in fs::read_dir(&self.path)? {
            let entry = entry?;
            if entry.file_name().to_str().is_some_and(&is_stale) {
                let _ = fs::remove_file(entry.path());
            }
        }
        Ok(())
    }

    fn put(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let temporary = tempfile::Builder::new()
            .prefix(TEMPORARY)
            .tempfile_in(&self.path)?;
        fs::write(temporary.path(), bytes)?;
        temporary.persist(path).map_err(|error| error.error)?;
        Ok(())
    }

    /// Waits until nobody else compiles here. The lock ends with the file, or the process.
    fn lock(&self) -> io::Result<File> {
        fs::create_dir_all(&self.path)?;
        if fs::symlink_metadata(&self.path)?.is_symlink() {
            return Err(io::Error::other(
                "it is a link, which may lead out of the workspace",
            ));
        }
        let file = plain::open_own(&self.path.join("lock"))?;
        file.lock()?;
        Ok(file)
    }

    /// Where the pointer of a choice of files is.
    fn pointer<'i>(&self, inputs: impl Iterator<Item = (&'i str, &'i str)>) -> PathBuf {
        let mut names = Vec::new();
        for (name, base) in inputs {
            names.extend_from_slice(name.as_bytes());
            names.push(0);
            names.extend_from_slice(base.as_bytes());
            names.push(0);
        }
        self.path.join(format!("{:016x}.json", checksum(&names)))
    }
}

/// Whether to believe what is compiled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Trust {
    /// Where it fits the files.
    Compiled,
    /// Not even then: compile anew.
    Files,
}

/// Reads files, and says as of when; `None` where one of them is no file.
fn read(sources: &[Source]) -> Result<(Data, Option<Vec<Input>>), LoadError> {
    for _ in 0..MOST_READINGS {
        let now = SystemTime::now();
        let before: Option<Vec<Stamp>> = sources.iter().map(stamp).collect();
        let data = Data::load(sources)?;
        let Some(before) = before else {
            return Ok((data, None));
        };
        let after: Option<Vec<Stamp>> = sources.iter().map(stamp).collect();
        if after.as_ref() == Some(&before) {
            let inputs = sources.iter().zip(before).zip(&data.graph.hashes);
            let inputs = inputs
                .map(|((source, stamp), hash)| Input {
                    name: source.name.clone(),
                    base: source.base.clone(),
                    is_recent: is_recent(&stamp, now),
                    stamp,
                    hash: *hash,
                })
                .collect();
            return Ok((data, Some(inputs)));
        }
    }
    Err(LoadError::Unreadable(Unreadable {
        name: "the data".to_owned(),
        source: io::Error::other("it changes while it is read; try again"),
    }))
}

fn identity(source: &Source) -> (&str, &str) {
    (&source.name, &source.base)
}

fn stamp(source: &Source) -> Option<Stamp> {
    match &source.contents {
        Contents::File(path) => fs::metadata(path).ok().as_ref().map(stamp_of),
        Contents::Text(_) => None,
    }
}

fn stamp_of(metadata: &Metadata) -> Stamp {
    #[cfg(unix)]
    let (number, changed) = {
        use std::os::unix::fs::MetadataExt as _;
        (
            Some((metadata.dev(), metadata.ino())),
            Some((metadata.ctime(), metadata.ctime_nsec())),
        )
    };
    #[cfg(not(unix))]
    let (number, changed) = (None, None);
    Stamp {
        length: metadata.len(),
        modified: metadata.modified().ok(),
        number,
        changed,
    }
}

fn is_recent(stamp: &Stamp, now: SystemTime) -> bool {
    let changed = stamp.changed.map(|(seconds, _)| {
        let seconds = u64::try_from(seconds).unwrap_or_default();
        // The whole second counts: the time may be cut off.
        SystemTime::UNIX_EPOCH + Duration::from_secs(seconds.saturating_add(1))
    });
    let latest = stamp.modified.max(changed);
    latest.is_none_or(|latest| latest + RECENT > now)
}
