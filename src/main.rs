//! The command line of sayso.

/// Tells something on standard error. Where that is closed or full there is nobody to tell, and
/// the answer is no worse for it: unlike that of the standard library, this does not panic.
macro_rules! eprintln {
    () => {
        $crate::cli::tell("")
    };
    ($($told:tt)*) => {
        $crate::cli::tell(&format!($($told)*))
    };
}

mod cli;

use std::process::ExitCode;

/// Parsers of queries recurse along chains of operators; this is room for any query that is
/// accepted. Only what is used of it is ever taken.
const STACK: usize = 1 << 30;

fn main() -> ExitCode {
    std::thread::Builder::new()
        .stack_size(STACK)
        .spawn(cli::run)
        .map_or_else(
            |_| cli::run(),
            |thread| thread.join().unwrap_or_else(|_| cli::broken()),
        )
}
