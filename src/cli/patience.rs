//! Work that may take long: left when its time is up, and shown to be going on.

use std::io::{self, IsTerminal};
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use sayso::data::Data;
use sayso::evidence::View;
use sayso::verdict::Verdicts;

use super::failure::Failure;

/// What takes no longer than this needs no sign that it is going on.
const UNTOLD: Duration = Duration::from_millis(500);

/// How often the sign changes.
const TICK: Duration = Duration::from_millis(100);

/// Does some work within a time, if there is one; else it is left where it is, and goes on until
/// the process ends, which is at once.
///
/// An evaluation asks whether it should stop only where it asks for data, so a product of values
/// would never notice: nothing but leaving it is sure to end.
///
/// # Errors
///
/// [`Failure::Stopped`] when time is up.
pub(super) fn within<T: Send + 'static>(
    time: Option<Duration>,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Failure> {
    let Some(time) = time else {
        return Ok(work());
    };
    let (sender, receiver) = mpsc::channel();
    let worker = thread::Builder::new()
        .stack_size(crate::STACK)
        .spawn(move || drop(sender.send(work())))
        .map_err(|error| Failure::Io(format!("cannot start a thread: {error}")))?;
    match receiver.recv_timeout(time) {
        Ok(outcome) => Ok(outcome),
        Err(RecvTimeoutError::Timeout) => Err(Failure::Stopped(
            format!(
                "the query was stopped after {} s; there is no answer",
                time.as_secs_f64()
            ),
            "give it more time, or ask for less: a LIMIT, a bound variable, a parameter".to_owned(),
        )),
        // The work panicked; so do we, with the same.
        Err(RecvTimeoutError::Disconnected) => match worker.join() {
            Err(payload) => resume_unwind(payload),
            Ok(()) => Err(Failure::Io("the query came to no end".to_owned())),
        },
    }
}

/// Does some work; if a person is watching and it takes a while, a line says what is being done,
/// and is gone when it is done.
pub(super) fn showing<T>(
    told: impl Fn() -> String + Send + 'static,
    work: impl FnOnce() -> T,
) -> T {
    if !io::stderr().is_terminal() {
        return work();
    }
    let (done, is_done) = mpsc::channel::<()>();
    let show = move || {
        if is_done.recv_timeout(UNTOLD) != Err(RecvTimeoutError::Timeout) {
            return;
        }
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} ({elapsed})") {
            bar.set_style(style);
        }
        loop {
            bar.set_message(told());
            bar.tick();
            if is_done.recv_timeout(TICK) != Err(RecvTimeoutError::Timeout) {
                break;
            }
        }
        bar.finish_and_clear();
    };
    // Without a thread the work is done unseen.
    let shown = thread::Builder::new().spawn(show);
    let outcome = work();
    drop(done);
    if let Ok(shown) = shown {
        let _ = shown.join();
    }
    outcome
}

/// The verdicts on all claims of a view.
pub(super) fn verdicts(data: &Data, view: View) -> Arc<Verdicts> {
    showing(|| "working out verdicts".to_owned(), || data.verdicts(view))
}
