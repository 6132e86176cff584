//! Canonical words: one word, and exactly one meaning.

use super::{Claims, Selection, Sort, Statements, Which};
use crate::model::{Flag, Status};

/// The words that ask for statements.
const STATEMENTS: [(&str, Sort); 6] = [
    ("unanswered", Sort::Unanswered),
    ("statements", Sort::Any),
    ("first-hand", Sort::FirstHand),
    ("repetitions", Sort::Repetitions),
    ("earliest", Sort::Earliest),
    ("retractions", Sort::Retractions),
];

/// What a canonical word asks for. `not-` before a word asks for all other claims;
/// several statuses, with commas between them, ask for the claims with any of them.
pub fn canonical(word: &str) -> Option<Selection> {
    let word = word.to_lowercase();
    if let Some((_, kind)) = STATEMENTS.iter().find(|(name, _)| *name == word) {
        return Some(Selection::Statements(Statements {
            kind: *kind,
            ..Statements::default()
        }));
    }
    let mut words = word.split(',').map(one);
    let mut which = words.next()??;
    for other in words {
        let (Which::Statuses(statuses), Which::Statuses(more)) = (&mut which, other?) else {
            return None;
        };
        statuses.extend(more);
    }
    Some(Selection::Claims(Claims::of(which)))
}

/// The canonical word that asks for claims of which a verdict says this.
pub fn word_for(which: &Which) -> String {
    match which {
        Which::Flagged(flag) => return flag.name().to_owned(),
        Which::Unflagged(flag) => return format!("not-{}", flag.name()),
        Which::All | Which::Statuses(_) => {}
    }
    let words = canonical_words().into_iter();
    let mut words = words.flat_map(|word| [word.to_owned(), format!("not-{word}")]);
    words
        .find(|word| one(word).as_ref() == Some(which))
        .unwrap_or_else(|| match which {
            Which::Statuses(statuses) => {
                let names: Vec<String> = statuses
                    .iter()
                    .map(|status| word_for(&Which::Statuses(vec![*status])))
                    .collect();
                names.join(",")
            }
            _ => "all".to_owned(),
        })
}

/// The canonical word that asks for a sort of statements.
pub fn word_of(kind: Sort) -> &'static str {
    let word = STATEMENTS.iter().find(|(_, sort)| *sort == kind);
    word.map_or("statements", |(word, _)| *word)
}

fn one(word: &str) -> Option<Which> {
    match word.strip_prefix("not-") {
        Some(word) => negated(which(word)?),
        None => which(word),
    }
}

fn which(word: &str) -> Option<Which> {
    Some(match word {
        "all" => Which::All,
        "confirmed" => Which::Statuses(vec![Status::OfficiallyConfirmed]),
        // Claims that hang on one: on one source, or on one outlet.
        "single-source" => Which::Statuses(vec![Status::SingleSource, Status::SingleOutlet]),
        "retracted" => Which::Statuses(vec![Status::Retracted, Status::BasisWithdrawn]),
        "contested" => Which::Statuses(vec![Status::Disputed, Status::Contradicted]),
        // Claims that something counts against.
        "opposed" => Which::Statuses(vec![Status::Disputed, Status::Contradicted, Status::Denied]),
        "circular" => Which::Flagged(Flag::CircularReporting),
        word => {
            let status = Status::ALL.iter().find(|status| status.name() == word);
            let flag = Flag::ALL.iter().find(|flag| flag.name() == word);
            match (status, flag) {
                (Some(status), _) => Which::Statuses(vec![*status]),
                (None, Some(flag)) => Which::Flagged(*flag),
                _ => return None,
            }
        }
    })
}

fn negated(which: Which) -> Option<Which> {
    Some(match which {
        Which::Statuses(statuses) => {
            let others = Status::ALL.iter().copied();
            Which::Statuses(others.filter(|status| !statuses.contains(status)).collect())
        }
        Which::Flagged(flag) => Which::Unflagged(flag),
        Which::All | Which::Unflagged(_) => return None,
    })
}

/// Every canonical word, in the order in which help lists them; each status and flag word also
/// with `not-` before it.
pub fn canonical_words() -> Vec<&'static str> {
    let mut words = vec![
        "corroborated",
        "confirmed",
        "single-source",
        "disputed",
        "contested",
        "opposed",
        "circular",
        "retracted",
        "all",
    ];
    words.extend(STATEMENTS.iter().map(|(word, _)| *word));
    let statuses = Status::ALL.iter().map(|status| status.name());
    let flags = Flag::ALL.iter().map(|flag| flag.name());
    for name in statuses.chain(flags) {
        if !words.contains(&name) {
            words.push(name);
        }
    }
    words
}
