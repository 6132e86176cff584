//! The door: what is built on sayso opens an [`Engine`], asks [`Request`]s, and gets [`Answer`]s.
//!
//! The command line, a question in English, a page and another program all come in here: each makes
//! a request, which holds what it names, found, and shows itself as the command that asks the same.
//! Nothing below talks to a person; what an answer says it says as values, and as text or JSON where
//! somebody wants these.
//!
//! An engine is what was read, and does not change; it is cheap to clone and may be asked by many
//! threads at once. After something was recorded, open another.

mod answer;
mod error;
mod place;
mod prepared;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, Mutex, PoisonError};

pub use answer::{Answer, Changes, Count, Found};
pub use error::{Error, Findings, Kind};
pub use place::{Checked, Input, Options, Place};
pub use prepared::{Limits, Prepared, Rows, queries, query};

use crate::ask::reading::{self, Reading};
use crate::ask::request::Request;
use crate::check::Captures;
use crate::column::Corrupt;
use crate::data::Data;
use crate::data::folder::Trust;
use crate::evidence::View;
use crate::names;
use crate::query::saved::Saved;
use crate::record::{Change, Draft, Into, Recording};
use crate::verdict::Verdicts;

/// A record, read and understood, that answers.
#[derive(Clone, Debug)]
pub struct Engine(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    data: Data,
    place: Place,
    unknown_keepers: Vec<String>,
    /// The verdicts that were made last, for those who ask for them again.
    verdicts: Mutex<Option<(View, Arc<Verdicts>)>>,
}

impl Engine {
    /// Opens what options name: from what is compiled, where that fits the files; else the files are
    /// read, and what is made of them is kept beside a workspace.
    ///
    /// O(1) where it is compiled and unchanged; else O(bytes) on all cores.
    ///
    /// # Errors
    ///
    /// As [`Place::find`]; [`Kind::Io`] if a file cannot be read; [`Kind::Data`], with all
    /// findings and their places, if the files have errors.
    pub fn open(options: &Options) -> Result<Self, Error> {
        Self::at(Place::find(options)?, options.trust)
    }

    /// Opens a place that was found.
    ///
    /// # Errors
    ///
    /// As [`Engine::open`].
    pub fn at(place: Place, trust: Trust) -> Result<Self, Error> {
        guarded(|| {
            let keeper = place.keeper();
            let mut data = match place.compiled() {
                Some(folder) => {
                    let loaded = folder.load(&place.sources, trust, Some(place.view()), keeper);
                    loaded.map(|(data, _)| data)
                }
                None => Data::load(&place.sources),
            }?;
            let unknown_keepers = data.keep_by(keeper);
            Ok(Self(Arc::new(Inner {
                data,
                place,
                unknown_keepers,
                verdicts: Mutex::default(),
            })))
        })
    }

    /// What was read.
    pub fn data(&self) -> &Data {
        &self.0.data
    }

    /// Where it was read from.
    pub fn place(&self) -> &Place {
        &self.0.place
    }

    /// The view in which answers are given where nothing else is said: that of the workspace.
    pub fn view(&self) -> View {
        self.0.place.view()
    }

    /// The captures of documents that are at hand.
    pub fn captures(&self) -> Option<Captures> {
        self.0.place.captures()
    }

    /// The names that the workspace gives its keepers, and that no agent here has.
    pub fn unknown_keepers(&self) -> &[String] {
        &self.0.unknown_keepers
    }

    /// The verdicts on all claims under a view: kept for that of the workspace, and for the one that
    /// was asked for last. Unwinds where what is compiled is corrupt, as all below the engine does.
    pub fn verdicts(&self, view: View) -> Arc<Verdicts> {
        let held = || {
            self.0
                .verdicts
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
        };
        if let Some((of, verdicts)) = &*held()
            && *of == view
        {
            return Arc::clone(verdicts);
        }
        // Not while others wait for the lock: this may take long.
        let verdicts = self.data().verdicts(view);
        *held() = Some((view, Arc::clone(&verdicts)));
        verdicts
    }

    /// The number of the thing of a kind that a name means: a whole label, a prefixed name, an IRI,
    /// an address, or words.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`], if it means none or several, with those that come nearest.
    pub fn resolve(&self, kind: names::Kind, name: &str) -> Result<u32, Error> {
        guarded(|| {
            let data = self.data();
            let found = data.names.resolve(&data.graph, &data.evidence, kind, name);
            found.map_err(|error| Error::unresolved(error, data))
        })
    }

    /// Understands a question in English, without answering it.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`], with what may have been meant as a hint; its source is
    /// [`Misunderstood`](crate::ask::reading::Misunderstood), which has it as values.
    pub fn read(&self, question: &str) -> Result<Reading, Error> {
        guarded(|| {
            let data = self.data();
            let read = reading::read(question, data);
            read.map_err(|error| Error::misunderstood(question, error, data))
        })
    }

    /// Answers a request under a view. What it costs depends on the request; the verdicts on all
    /// claims are kept for the view of the workspace, and made for any other.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`] if the request makes no sense here, [`Kind::Data`] if there is nothing to
    /// answer from, [`Kind::Corrupt`] if what is compiled is not as it was written.
    pub fn run(&self, request: &Request, view: &View) -> Result<Answer, Error> {
        guarded(|| Answer::find(self, request, *view))
    }

    /// A query, ready to be evaluated.
    ///
    /// # Errors
    ///
    /// [`Kind::Usage`] if it is no query, or its parameters are not those that it takes.
    pub fn prepare(
        &self,
        query: &Saved,
        parameters: &[(String, String)],
        view: &View,
    ) -> Result<Prepared, Error> {
        guarded(|| Prepared::new(self, query, parameters, *view))
    }

    /// Adds things to the record, in memory: what becomes of the file and of the verdicts is in the
    /// change, and [`Change::write`] puts it in place. The engine stays as it is.
    ///
    /// # Errors
    ///
    /// [`Kind::Data`], with findings, if the record has errors or would have them; [`Kind::Usage`]
    /// if it is not clear which file to write to, or none can be written to.
    pub fn record(&self, drafts: &[Draft], into: &Into) -> Result<Change, Error> {
        let place = self.place();
        let keeper = place.keeper().to_vec();
        let recording = Recording::open(place.sources.clone(), place.view(), keeper)?;
        Ok(recording.change(drafts, into)?)
    }
}

/// Does some work that may touch what is compiled; that it is corrupt becomes an error.
fn guarded<T>(work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(outcome) => outcome,
        Err(payload) if payload.is::<Corrupt>() => Err(Error::corrupt()),
        Err(payload) => resume_unwind(payload),
    }
}
