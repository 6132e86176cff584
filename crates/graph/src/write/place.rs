//! Putting a text where somebody wants it.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::{fs, io};

use super::Error;

/// Puts a text in place of a file at once: written beside it, brought to disk, and renamed. At
/// every moment the file is whole, the old one or the new one.
///
/// A link stays, and what it leads to is replaced. What is no file, such as a named pipe or
/// `/dev/stdout`, is written to: to replace a device would harm the whole machine.
///
/// # Errors
///
/// [`Error::Io`]; the file is then as it was.
pub fn replace(path: &Path, text: &str) -> Result<(), Error> {
    replace_with(path, |output| output.write_all(text.as_bytes()))
}

/// Like [`replace`], with what somebody writes.
///
/// # Errors
///
/// [`Error::Io`]; the file is then as it was.
pub fn replace_with(
    path: &Path,
    write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>,
) -> Result<(), Error> {
    put(path, write, |file, path| file.persist(path).map(|_| ()))
}

/// Like [`replace`], for a file that must not be there yet.
///
/// # Errors
///
/// [`Error::Io`], also where there is a file of that name; it is then as it was.
pub fn create(path: &Path, text: &str) -> Result<(), Error> {
    let write = |output: &mut dyn io::Write| output.write_all(text.as_bytes());
    put(path, write, |file, path| {
        file.persist_noclobber(path).map(|_| ())
    })
}

/// Set once a file was written or written to.
static HAS_WRITTEN: AtomicBool = AtomicBool::new(false);

/// Whether this process has put anything in place, or written to what is no file.
pub fn has_written() -> bool {
    HAS_WRITTEN.load(Ordering::Relaxed)
}

fn put(
    path: &Path,
    write: impl FnOnce(&mut dyn io::Write) -> io::Result<()>,
    persist: impl FnOnce(tempfile::NamedTempFile, &Path) -> Result<(), tempfile::PersistError>,
) -> Result<(), Error> {
    let refuse = |source: io::Error| Error::Io {
        path: path.display().to_string(),
        source,
    };
    if fs::metadata(path).is_ok_and(|known| !known.is_file()) {
        HAS_WRITTEN.store(true, Ordering::Relaxed);
        let opened = fs::OpenOptions::new().write(true).open(path);
        return opened.and_then(|mut file| write(&mut file)).map_err(refuse);
    }
    let is_link = fs::symlink_metadata(path).is_ok_and(|known| known.is_symlink());
    let target = if is_link {
        fs::canonicalize(path).map_err(refuse)?
    } else {
        path.to_owned()
    };
    let path = target.as_path();
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut file = temporary(folder).map_err(refuse)?;
    write(&mut file).map_err(refuse)?;
    // A file that is replaced keeps its permissions; a new one gets those of any new file.
    if let Ok(metadata) = fs::metadata(path) {
        file.as_file()
            .set_permissions(metadata.permissions())
            .map_err(refuse)?;
    }
    file.as_file().sync_all().map_err(refuse)?;
    persist(file, path).map_err(|error| refuse(error.error))?;
    HAS_WRITTEN.store(true, Ordering::Relaxed);
    // The rename itself must reach the disk too, where folders can be synchronised.
    if let Ok(folder) = fs::File::open(folder) {
        let _ = folder.sync_all();
    }
    Ok(())
}

/// A temporary file beside its place. Usually these are for their owner alone; this one is for
/// whom new files are, by the mask of the process.
fn temporary(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

/// Whether two paths lead to one file that is there.
pub fn is_same_file(a: &Path, b: &Path) -> bool {
    match (fs::canonicalize(a), fs::canonicalize(b)) {
        (Ok(a), Ok(b)) => a == b,
        _ => false,
    }
}
