//! A new workspace that works at once and teaches by example.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::CONFIG;

/// What a new workspace is made of, by path.
const FILES: [(&str, &str); 4] = [
    ("sayso.toml", include_str!("template/sayso.toml")),
    (
        "datasets/example/bridge.ttl",
        include_str!("template/bridge.ttl"),
    ),
    (
        "queries/who-said-what.rq",
        include_str!("template/who-said-what.rq"),
    ),
    (".gitignore", include_str!("template/gitignore")),
];

/// What `init` did with one file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Created {
    /// The file.
    pub path: PathBuf,
    /// Whether it was written; if not, a file was there already and was left as it was.
    pub is_new: bool,
}

/// The template of `sayso.toml` with a keeper in place of the example of one.
fn with_keeper(template: &str, keeper: &[String]) -> String {
    // A string of JSON is one of TOML, but for one character.
    let quoted = |name: &String| {
        let json = serde_json::to_string(name).unwrap_or_default();
        json.replace('\u{7f}', "\\u007f")
    };
    let value = match keeper {
        [] => return template.to_owned(),
        [one] => quoted(one),
        several => format!(
            "[{}]",
            several.iter().map(quoted).collect::<Vec<_>>().join(", ")
        ),
    };
    let lines = template.lines().map(|line| {
        if line.starts_with("# keeper = ") {
            format!("keeper = {value}\n")
        } else {
            format!("{line}\n")
        }
    });
    lines.collect()
}

/// Makes a workspace of a folder, creating it if need be, with an example to learn from or
/// without. Files that exist are left alone. `keeper` is who keeps the record, where that is known.
///
/// # Errors
///
/// Whatever the file system says; files written before stay, each of them whole.
pub fn init(folder: &Path, with_example: bool, keeper: &[String]) -> io::Result<Vec<Created>> {
    let mut created = Vec::new();
    let is_example = |name: &str| name.starts_with("datasets/") || name.starts_with("queries/");
    for (name, text) in FILES {
        if is_example(name) && !with_example {
            continue;
        }
        let path = folder.join(name);
        let parent = path.parent().unwrap_or(folder);
        fs::create_dir_all(parent)?;
        // Written beside its place and moved there, so that a reader never sees half a file.
        let mut file = tempfile::NamedTempFile::new_in(parent)?;
        let text = if name == CONFIG {
            with_keeper(text, keeper)
        } else {
            text.to_owned()
        };
        file.write_all(text.as_bytes())?;
        file.as_file().sync_all()?;
        let is_new = match file.persist_noclobber(&path) {
            Ok(_) => true,
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => false,
            Err(error) => return Err(error.error),
        };
        created.push(Created { path, is_new });
    }
    Ok(created)
}
