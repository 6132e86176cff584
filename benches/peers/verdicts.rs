//! Verdicts and nothing else: `verdicts FILE` reads a record, then times the computing of the
//! verdicts on all its claims, from scratch. Prints the seconds of both, and the claims by status.

use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use sayso::data::Data;
use sayso::evidence::View;
use sayso::{verdict, workspace};

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        return failed("usage: verdicts FILE");
    };
    let started = Instant::now();
    let data = match Data::load(&[workspace::loose(Path::new(&path))]) {
        Ok(data) => data,
        Err(error) => return failed(&format!("{path}: {error}")),
    };
    let loading = started.elapsed();

    let started = Instant::now();
    let snapshot = data.snapshot(View::default());
    let verdicts = verdict::table(&snapshot);
    let computing = started.elapsed();

    let mut statuses: BTreeMap<&str, u64> = BTreeMap::new();
    for claim in 0..verdicts.len() as u32 {
        let status = verdicts.status(claim);
        *statuses.entry(status.name()).or_default() += 1;
    }
    let line = serde_json::json!({
        "seconds": computing.as_secs_f64(),
        "loading": loading.as_secs_f64(),
        "judged": verdicts.len(),
        "statuses": statuses,
    });
    let _ = writeln!(io::stdout(), "{line}");
    ExitCode::SUCCESS
}

fn failed(message: &str) -> ExitCode {
    let _ = writeln!(io::stderr(), "{message}");
    ExitCode::FAILURE
}
