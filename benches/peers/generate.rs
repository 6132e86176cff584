//! Writes the workload of the benchmarks: `generate STATEMENTS SEED FOLDER`.

mod workload;

use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [statements, seed, folder] = arguments.as_slice() else {
        return failed("usage: generate STATEMENTS SEED FOLDER");
    };
    let (Ok(statements), Ok(seed)) = (statements.parse(), seed.parse()) else {
        return failed("STATEMENTS and SEED are whole numbers");
    };
    match generate(statements, seed, Path::new(folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error.to_string()),
    }
}

fn failed(message: &str) -> ExitCode {
    let _ = writeln!(io::stderr(), "{message}");
    ExitCode::FAILURE
}

fn generate(statements: u64, seed: u64, folder: &Path) -> io::Result<()> {
    let create = |name: &str| {
        let file = File::create(folder.join(name))?;
        io::Result::Ok(BufWriter::with_capacity(1 << 20, file))
    };
    let sinks = workload::Sinks {
        turtle: create("record.ttl")?,
        statements: create("statements.csv")?,
        relays: create("relays.csv")?,
        agents: create("agents.csv")?,
    };
    let workload::Counts {
        statements,
        claims,
        agents,
        documents,
        ties,
        relays,
    } = workload::write(statements, seed, sinks)?;
    writeln!(
        io::stdout(),
        r#"{{"statements":{statements},"claims":{claims},"agents":{agents},"documents":{documents},"ties":{ties},"relays":{relays}}}"#
    )
}
