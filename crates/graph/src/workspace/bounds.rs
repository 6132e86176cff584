//! Where a path leads, and whether that is within a folder.

use std::io;
use std::path::{Component, Path, PathBuf};
use std::{env, fs};

/// So many links are followed, at most: beyond, they go round in a ring.
const MOST_LINKS: usize = 40;

/// Where a path leads in the end: links are followed as far as there are any, and `..` is the
/// folder above what they led to. What is not there yet is taken as it is written.
///
/// # Errors
///
/// Where links go round in a ring, or the file system refuses.
pub fn destination(path: &Path) -> io::Result<PathBuf> {
    let path = env::current_dir()?.join(path);
    let mut links = 0;
    follow(&path, &mut links)
}

/// Whether a path leads to a folder or below it.
///
/// # Errors
///
/// As [`destination`].
pub fn is_within(folder: &Path, path: &Path) -> io::Result<bool> {
    Ok(destination(path)?.starts_with(destination(folder)?))
}

fn follow(path: &Path, links: &mut usize) -> io::Result<PathBuf> {
    let mut reached = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                reached.pop();
            }
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => {
                let next = reached.join(component);
                let is_link = fs::symlink_metadata(&next).is_ok_and(|known| known.is_symlink());
                if !is_link {
                    reached = next;
                    continue;
                }
                *links += 1;
                if *links > MOST_LINKS {
                    return Err(io::Error::other("its links go round in a ring"));
                }
                reached = follow(&reached.join(fs::read_link(&next)?), links)?;
            }
        }
    }
    Ok(reached)
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn links_and_steps_upwards_are_followed() {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("inside");
        fs::create_dir_all(inside.join("sub")).unwrap();
        symlink("..", inside.join("up")).unwrap();
        symlink("sub", inside.join("down")).unwrap();
        symlink("../elsewhere", inside.join("dangling")).unwrap();
        symlink("ring", inside.join("ring")).unwrap();
        let is_within = |path: &str| is_within(&inside, &inside.join(path));
        for path in [
            "x",
            "sub/x",
            "sub/../x",
            "down/x",
            "down/../x",
            "new/../x",
            "",
        ] {
            assert!(is_within(path).unwrap(), "{path}");
        }
        for path in [
            "..",
            "../x",
            "up/x",
            "dangling",
            "sub/../../x",
            "new/../../x",
            "/x",
        ] {
            assert!(!is_within(path).unwrap(), "{path}");
        }
        assert!(is_within("ring").is_err());
        // A folder that is reached by a link is the same folder.
        let link = folder.path().join("link");
        symlink(&inside, &link).unwrap();
        assert!(super::is_within(&link, &inside.join("x")).unwrap());
    }
}
