//! The words that people use for stances, kinds of tie and grades.

use crate::model::{Stance, TieKind};
use crate::vocab::Known;

/// The grades, best first.
const GRADES: [Known; 6] = [
    Known::GradeA,
    Known::GradeB,
    Known::GradeC,
    Known::GradeD,
    Known::GradeE,
    Known::GradeF,
];

/// Words for a stance; without hyphens, spaces and capitals.
const STANCES: [(Stance, &[&str]); 9] = [
    (
        Stance::Asserts,
        &[
            "asserts",
            "assert",
            "asserted",
            "says",
            "say",
            "said",
            "states",
            "state",
            "stated",
            "claims",
            "claim",
            "claimed",
            "alleges",
            "allege",
            "alleged",
            "announces",
            "announced",
            "writes",
            "wrote",
            "tells",
            "told",
            "maintains",
            "insists",
        ],
    ),
    (
        Stance::Confirms,
        &[
            "confirms",
            "confirm",
            "confirmed",
            "acknowledges",
            "acknowledge",
            "acknowledged",
            "admits",
            "admit",
            "admitted",
            "verifies",
            "verified",
        ],
    ),
    (
        Stance::Denies,
        &[
            "denies",
            "deny",
            "denied",
            "disputes",
            "dispute",
            "disputed",
            "rejects",
            "reject",
            "rejected",
            "refutes",
            "refuted",
            "contradicts",
            "contradicted",
        ],
    ),
    (
        Stance::Reports,
        &[
            "reports", "report", "reported", "repeats", "repeat", "repeated", "relays", "relay",
            "relayed", "quotes", "quoted", "cites", "cited",
        ],
    ),
    (
        Stance::Declines,
        &[
            "declines",
            "decline",
            "declined",
            "declinestocomment",
            "declinedtocomment",
            "nocomment",
            "refusestocomment",
            "refusedtocomment",
            "wouldnotcomment",
        ],
    ),
    (
        Stance::NoResponse,
        &[
            "noresponse",
            "noanswer",
            "noreply",
            "didnotrespond",
            "didntrespond",
            "didnotanswer",
            "didntanswer",
            "didnotreply",
            "didntreply",
            "unanswered",
            "silent",
            "silence",
        ],
    ),
    (
        Stance::Deflects,
        &[
            "deflects",
            "deflect",
            "deflected",
            "pointsto",
            "pointedto",
            "refersto",
            "referredto",
            "redirects",
            "redirected",
        ],
    ),
    (
        Stance::NeitherConfirmsNorDenies,
        &[
            "neitherconfirmsnordenies",
            "neitherconfirmednordenied",
            "neither",
            "wouldneitherconfirmnordeny",
            "cannotconfirmordeny",
            "glomar",
        ],
    ),
    (
        Stance::Retracts,
        &[
            "retracts",
            "retract",
            "retracted",
            "withdraws",
            "withdraw",
            "withdrew",
            "withdrawn",
            "takesback",
            "tookback",
            "corrects",
            "corrected",
        ],
    ),
];

/// Words for a kind of tie.
const TIES: [(TieKind, &[&str]); 6] = [
    (TieKind::SameAs, &["sameas", "same", "alias"]),
    (
        TieKind::OwnedBy,
        &[
            "ownedby",
            "owned",
            "owner",
            "belongsto",
            "subsidiaryof",
            "subsidiary",
        ],
    ),
    (
        TieKind::SharedDesk,
        &["shareddesk", "desk", "newsroom", "sharednewsroom", "wire"],
    ),
    (
        TieKind::SpokespersonOf,
        &[
            "spokespersonof",
            "spokesperson",
            "spokesman",
            "spokeswoman",
            "spokesmanof",
            "spokeswomanof",
            "speaksfor",
        ],
    ),
    (
        TieKind::ClientOf,
        &["clientof", "client", "customerof", "paidby"],
    ),
    (
        TieKind::Government,
        &["government", "samegovernment", "state"],
    ),
];

/// The stance that somebody means.
///
/// # Errors
///
/// A sentence with the nearest word, or with all stances.
pub fn stance(text: &str) -> Result<Stance, String> {
    meant(text, &STANCES, |stance| hyphenated(stance.name()))
}

/// The kind of tie that somebody means.
///
/// # Errors
///
/// A sentence with the nearest word, or with all kinds.
pub fn tie_kind(text: &str) -> Result<TieKind, String> {
    meant(text, &TIES, |kind| hyphenated(kind.name()))
}

/// The grade that somebody means: a letter from A to F.
///
/// # Errors
///
/// A sentence with the letters.
pub fn grade(text: &str) -> Result<Known, String> {
    let letter = text
        .trim()
        .trim_start_matches("sayso:")
        .to_ascii_uppercase();
    let found = GRADES.iter().find(|grade| grade.parts().1 == letter);
    found.copied().ok_or_else(|| {
        "a grade is a letter from A (completely reliable) to E (unreliable), or F (cannot be judged)"
            .to_owned()
    })
}

fn meant<T: Copy>(
    text: &str,
    words: &[(T, &[&str])],
    name: impl Fn(T) -> String,
) -> Result<T, String> {
    let text = text.strip_prefix("sayso:").unwrap_or(text);
    let wanted: String = text
        .chars()
        .filter(|character| character.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    let all = || {
        words
            .iter()
            .flat_map(|(meant, words)| words.iter().map(|word| (*meant, *word)))
    };
    if let Some((meant, _)) = all().find(|(_, word)| *word == wanted) {
        return Ok(meant);
    }
    let nearest = all()
        .enumerate()
        .map(|(at, (meant, word))| (strsim::damerau_levenshtein(word, &wanted), at, meant))
        .min_by_key(|(distance, at, _)| (*distance, *at))
        .filter(|(distance, ..)| *distance <= 1 + wanted.len() / 4);
    Err(if let Some((_, _, meant)) = nearest {
        format!("did you mean `{}`?", name(meant))
    } else {
        let names: Vec<String> = words.iter().map(|(meant, _)| name(*meant)).collect();
        format!("it is one of: {}", names.join(", "))
    })
}

/// `NoResponse` and `noResponse` as `no-response`.
pub fn hyphenated(name: &str) -> String {
    let mut text = String::new();
    for character in name.chars() {
        if character.is_uppercase() && !text.is_empty() {
            text.push('-');
        }
        text.extend(character.to_lowercase());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_understood() {
        for (text, meant) in [
            ("said", Stance::Asserts),
            ("Confirmed", Stance::Confirms),
            ("no-response", Stance::NoResponse),
            ("noResponse", Stance::NoResponse),
            ("did not respond", Stance::NoResponse),
            ("declined to comment", Stance::Declines),
            ("sayso:denies", Stance::Denies),
            ("neither", Stance::NeitherConfirmsNorDenies),
        ] {
            assert_eq!(stance(text), Ok(meant), "{text}");
        }
        assert_eq!(stance("denys"), Err("did you mean `denies`?".to_owned()));
        assert!(stance("sings").unwrap_err().contains("no-response"));
        assert_eq!(tie_kind("owned-by"), Ok(TieKind::OwnedBy));
        for kind in TieKind::ALL {
            assert_eq!(tie_kind(&hyphenated(kind.name())), Ok(*kind));
        }
        for meant in Stance::ALL {
            assert_eq!(stance(&hyphenated(meant.name())), Ok(*meant));
        }
    }

    #[test]
    fn no_word_means_two_things() {
        let mut words: Vec<&str> = STANCES
            .iter()
            .flat_map(|(_, words)| *words)
            .copied()
            .collect();
        let number = words.len();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), number);
    }
}
