//! Opening files that are files.
//!
//! A folder may come from strangers, and what has the name of a file there may be a pipe that
//! nobody writes to, a device that never ends, or a link to one. Whoever opens such a thing waits
//! for ever. So it is opened without waiting, and looked at when it is open: between a look and
//! an opening it could be replaced.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _};
use std::path::Path;

/// Opens a plain file for reading, links followed; or what the shell hands over as a file, such
/// as the pipe of `<(command)`.
///
/// # Errors
///
/// Whatever the file system says, and that it is no file.
pub fn open(path: &Path) -> io::Result<File> {
    if is_handed_over(path) {
        return File::open(path);
    }
    plain(options().read(true), path)
}

/// Reads a plain file, as [`open`] opens it.
///
/// # Errors
///
/// Whatever the file system says, and that it is no file.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open(path)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads a plain file of text, as [`open`] opens it.
///
/// # Errors
///
/// Whatever the file system says, and that it is no file, or not UTF-8.
pub fn read_to_string(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    open(path)?.read_to_string(&mut text)?;
    Ok(text)
}

/// Opens a plain file for writing, making it if there is none; what it holds is left. A link is
/// not followed: what is ours does not lead elsewhere.
///
/// # Errors
///
/// Whatever the file system says, and that it is no file.
pub fn open_own(path: &Path) -> io::Result<File> {
    let mut options = options();
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.custom_flags(libc::O_NONBLOCK | libc::O_NOFOLLOW);
    }
    options.create(true).truncate(false).write(true);
    plain(&options, path)
}

/// Whether a path stands for what the process was started with: standard input, or a pipe that
/// the shell made. Whoever made it is at its other end.
pub fn is_handed_over(path: &Path) -> bool {
    ["/dev/stdin", "/dev/stdout", "/dev/stderr", "/dev/null"]
        .iter()
        .any(|known| path == Path::new(known))
        || path.starts_with("/dev/fd")
        || path.starts_with("/proc/self/fd")
}

fn options() -> OpenOptions {
    #[allow(unused_mut, reason = "other systems know no such flag")]
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.custom_flags(libc::O_NONBLOCK);
    }
    options
}

fn plain(options: &OpenOptions, path: &Path) -> io::Result<File> {
    let file = options.open(path)?;
    if file.metadata()?.is_file() {
        return Ok(file);
    }
    Err(io::Error::new(
        io::ErrorKind::InvalidInput,
        "it is no file, but a folder, a pipe or a device",
    ))
}

#[cfg(all(test, unix))]
mod tests {
    use std::process::Command;

    use super::*;

    #[test]
    fn what_is_no_file_is_refused_at_once() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let made = Command::new("mkfifo").arg(at("pipe")).status().unwrap();
        assert!(made.success());
        std::os::unix::fs::symlink("pipe", at("link")).unwrap();
        std::fs::write(at("file"), "text").unwrap();
        std::os::unix::fs::symlink("file", at("to-file")).unwrap();
        for name in ["pipe", "link", "", "../../../../../../../dev/zero"] {
            assert!(read(&at(name)).is_err(), "{name}");
            assert!(open_own(&at(name)).is_err(), "{name}");
        }
        assert_eq!(read_to_string(&at("to-file")).unwrap(), "text");
        assert!(open_own(&at("to-file")).is_err());
        open_own(&at("file")).unwrap();
        assert_eq!(read(&at("file")).unwrap(), b"text");
        assert!(read(Path::new("/dev/null")).unwrap().is_empty());
    }
}
