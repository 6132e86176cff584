//! How far long work has come: told where it is done, asked where it is shown.
//!
//! A process does one such thing at a time, so there is one count for all of it. What is told is
//! no more than a sign of life: nothing depends on it.

use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};

/// What is being done with data that is read from files.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    /// Reading files.
    Reading,
    /// Understanding and sorting what was read.
    Sorting,
    /// Working out verdicts.
    Judging,
    /// Keeping what was compiled.
    Keeping,
}

const STEPS: [Step; 4] = [Step::Reading, Step::Sorting, Step::Judging, Step::Keeping];

static STEP: AtomicU8 = AtomicU8::new(0);
static BYTES: AtomicU64 = AtomicU64::new(0);

/// Tells that a step begins. Reading begins from nothing.
pub fn begin(step: Step) {
    if step == Step::Reading {
        BYTES.store(0, Ordering::Relaxed);
    }
    STEP.store(step as u8, Ordering::Relaxed);
}

/// Tells that some more bytes of files have been read.
pub fn read(bytes: usize) {
    BYTES.fetch_add(bytes as u64, Ordering::Relaxed);
}

/// The step, and how many bytes have been read since reading began.
pub fn reached() -> (Step, u64) {
    let step = STEPS[usize::from(STEP.load(Ordering::Relaxed)) % STEPS.len()];
    (step, BYTES.load(Ordering::Relaxed))
}
