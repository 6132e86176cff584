//! The least that anybody must do to load a Turtle file: parse it, and count. What a loader takes
//! above this is its own. `bare_parse FILE` prints the number of triples.

use std::fs::File;
use std::io::{self, BufReader, Write as _};
use std::process::ExitCode;

use rio_api::parser::TriplesParser as _;
use rio_turtle::{TurtleError, TurtleParser};

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        return failed("usage: bare_parse FILE");
    };
    match count(&path) {
        Ok(triples) => {
            let _ = writeln!(io::stdout(), r#"{{"triples":{triples}}}"#);
            ExitCode::SUCCESS
        }
        Err(message) => failed(&message),
    }
}

fn failed(message: &str) -> ExitCode {
    let _ = writeln!(io::stderr(), "{message}");
    ExitCode::FAILURE
}

fn count(path: &str) -> Result<u64, String> {
    let file = File::open(path).map_err(|error| format!("cannot read {path}: {error}"))?;
    let mut triples = 0;
    let mut parser = TurtleParser::new(BufReader::with_capacity(1 << 20, file), None);
    let outcome: Result<(), Failure> = parser.parse_all(&mut |_| {
        triples += 1;
        Ok(())
    });
    match outcome {
        Ok(()) => Ok(triples),
        Err(Failure(message)) => Err(message),
    }
}

struct Failure(String);

impl From<TurtleError> for Failure {
    fn from(error: TurtleError) -> Self {
        Self(error.to_string())
    }
}
