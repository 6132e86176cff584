//! What somebody who rates a claim says of it: that it is true, that it is false, or something
//! between or beside the two.
//!
//! Ratings are words, often with a figure on a scale. A word is only taken for a yes or a no where
//! it can mean nothing else; "mostly false" is no denial of all that the claim says, and "satire" or
//! "missing context" are of another kind. What is not understood is told and not guessed at, and
//! whoever rates a claim has answered, so that no rating is a non-answer.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::vocab::Known;

/// The words of a rating that takes no side, kept with the claim that is rated.
pub(super) const RATING: &str = "https://schema.org/reviewRating";
/// Why a rating makes no statement.
pub(super) const NO_SIDE: &str = "ratings between or beside true and false: they take no side, and are kept as text of the claim (schema:reviewRating)";
/// The same, of one that is not understood.
pub(super) const NOT_UNDERSTOOD: &str = "ratings whose words are not understood: they take no side, and are kept as text of the claim (schema:reviewRating)";
/// The same, of one that says two things.
pub(super) const DISAGREE: &str = "ratings whose words and figure disagree: they take no side, and are kept as text of the claim (schema:reviewRating)";

/// What a rating says of a claim.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Verdict {
    /// That it is true.
    True,
    /// That it is false.
    False,
    /// Something between or beside the two, which takes no side.
    Neither,
    /// What is not understood.
    Unclear,
}

impl Verdict {
    /// The stance of whoever says so, where it takes a side.
    pub(super) fn stance(self) -> Option<Known> {
        match self {
            Self::True => Some(Known::Confirms),
            Self::False => Some(Known::Denies),
            Self::Neither | Self::Unclear => None,
        }
    }
}

/// What a word does in a rating.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Role {
    True,
    False,
    Mixed,
    But,
    Not,
    Nothing,
}

/// The words of `words.toml`.
struct Words {
    roles: BTreeMap<String, Role>,
    phrases: BTreeMap<String, Verdict>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct File {
        phrases: Phrases,
        #[serde(flatten)]
        roles: BTreeMap<Role, Vec<String>>,
    }

    #[derive(Deserialize)]
    struct Phrases {
        r#true: Vec<String>,
        r#false: Vec<String>,
        mixed: Vec<String>,
    }

    let file: File = toml::from_str(include_str!("words.toml")).expect("words.toml is in order");
    let each = |words: Vec<String>, verdict| words.into_iter().map(move |word| (word, verdict));
    let phrases = each(file.phrases.r#true, Verdict::True)
        .chain(each(file.phrases.r#false, Verdict::False))
        .chain(each(file.phrases.mixed, Verdict::Neither));
    let roles = file.roles.into_iter();
    let roles = roles.flat_map(|(role, words)| words.into_iter().map(move |word| (word, role)));
    Words {
        phrases: phrases.collect(),
        roles: roles.collect(),
    }
});

/// What the words of a rating say. None where there are no words. O(length).
pub(super) fn of_words(text: &str) -> Option<Verdict> {
    /// A rating is some words; longer texts are explanations.
    const LONGEST: usize = 2000;
    let plain = plain(text.get(..LONGEST).unwrap_or(text));
    if plain.is_empty() {
        // Signs alone, such as a cross or a face, are a rating too.
        return (!text.trim().is_empty()).then_some(Verdict::Unclear);
    }
    let whole = of_plain(&plain);
    if whole != Verdict::Unclear {
        return Some(whole);
    }
    // "False. The photograph is from another country": the rating stands in front.
    let ends = ['.', ':', ';', '!', '?', '(', '–', '—', '\n', ','];
    for end in ends {
        let Some((head, rest)) = text.split_once(end) else {
            continue;
        };
        let head = of_plain(&self::plain(head));
        if head == Verdict::Unclear {
            continue;
        }
        let rest = self::plain(rest);
        let first = rest.split(' ').next().unwrap_or_default();
        let is_taken_back = role(first) == Some(Role::But);
        let rest = of_plain(&rest);
        let is_other = rest != Verdict::Unclear && rest != head;
        return Some(if is_taken_back || is_other {
            Verdict::Neither
        } else {
            head
        });
    }
    Some(Verdict::Unclear)
}

/// What a figure says on a scale that is stated: only the ends of it are a yes or a no.
pub(super) fn of_figure(value: f64, worst: f64, best: f64) -> Option<Verdict> {
    let is_scale = worst < best;
    is_scale.then_some(if value >= best {
        Verdict::True
    } else if value <= worst {
        Verdict::False
    } else {
        Verdict::Neither
    })
}

/// Whether words and a figure on a stated scale are of one mind. Words that take a side go with any
/// figure on the same half of the scale, others with any that is no end of it.
pub(super) fn agree(words: Verdict, value: f64, worst: f64, best: f64) -> bool {
    let middle = f64::midpoint(worst, best);
    match words {
        Verdict::True => value > middle,
        Verdict::False => value < middle,
        Verdict::Neither | Verdict::Unclear => value > worst && value < best,
    }
}

/// A text in small letters without accents and signs, its words parted by one blank each.
fn plain(text: &str) -> String {
    let text = text.to_lowercase().replace(['’', '‘', '`', '´'], "'");
    let text = text
        .replace("n't", " not")
        .replace("fact check", "factcheck")
        .replace("fact-check", "factcheck");
    let letters: String = text
        .chars()
        .map(|sign| if sign.is_alphanumeric() { sign } else { ' ' })
        .collect();
    let folded = deunicode::deunicode(&letters).to_lowercase();
    let words: Vec<&str> = folded.split_whitespace().collect();
    words.join(" ")
}

fn role(word: &str) -> Option<Role> {
    let roles = &WORDS.roles;
    roles.get(word).copied().or_else(|| {
        // Umlauts that are written with an e.
        let short = word
            .replace("ae", "a")
            .replace("oe", "o")
            .replace("ue", "u");
        roles.get(&short).copied()
    })
}

fn of_plain(plain: &str) -> Verdict {
    if let Some(verdict) = WORDS.phrases.get(plain) {
        return *verdict;
    }
    let roles: Option<Vec<Role>> = plain.split(' ').map(role).collect();
    let Some(roles) = roles else {
        return without_nothing(plain);
    };
    let number = |role| roles.iter().filter(|held| **held == role).count();
    let (is_true, is_false) = (number(Role::True) > 0, number(Role::False) > 0);
    if number(Role::Mixed) > 0 {
        return Verdict::Neither;
    }
    if number(Role::But) > 0 || (is_true && is_false) {
        return if is_true || is_false {
            Verdict::Neither
        } else {
            Verdict::Unclear
        };
    }
    match (is_true, is_false, number(Role::Not) > 0) {
        (true, false, false) => Verdict::True,
        (true, false, true) | (false, true, false) => Verdict::False,
        // What is not false need not be true.
        (false, true, true) => Verdict::Neither,
        _ => Verdict::Unclear,
    }
}

/// The same with the words left out that add nothing, where what is left is a known phrase.
fn without_nothing(plain: &str) -> Verdict {
    let words = plain.split(' ');
    let kept: BTreeSet<usize> = words
        .clone()
        .enumerate()
        .filter(|(_, word)| role(word) != Some(Role::Nothing))
        .map(|(at, _)| at)
        .collect();
    let left: Vec<&str> = words
        .enumerate()
        .filter(|(at, _)| kept.contains(at))
        .map(|(_, word)| word)
        .collect();
    let left = left.join(" ");
    WORDS
        .phrases
        .get(&left)
        .copied()
        .unwrap_or(Verdict::Unclear)
}

#[cfg(test)]
mod tests {
    use super::{Verdict, agree, of_figure, of_words};

    fn all(ratings: &[&str], verdict: Verdict) {
        for rating in ratings {
            assert_eq!(of_words(rating), Some(verdict), "{rating}");
        }
    }

    #[test]
    fn words_that_can_mean_but_one_thing_take_a_side() {
        all(
            &[
                "True",
                "TRUE!",
                "Correct",
                "Vrai",
                "C'est vrai",
                "Wahr",
                "Richtig",
                "Das stimmt",
                "Trifft zu",
                "Verdadero",
                "Cierto",
                "Verdadeiro",
                "É #FATO",
                "Vero",
                "Waar",
                "Klopt",
                "Correct Attribution",
                "Geppetto Checkmark",
                "The claim is true",
                "Completely true",
                "✅ True",
            ],
            Verdict::True,
        );
        all(
            &[
                "False",
                "false.",
                "FAKE",
                "Not true",
                "This isn't true",
                "Pants on Fire!",
                "Pants on fire",
                "Four Pinocchios",
                "Faux",
                "C’est faux",
                "Ce n'est pas vrai",
                "Totalement faux",
                "Inexact",
                "Falsch",
                "Frei erfunden",
                "Stimmt nicht",
                "Trifft nicht zu",
                "Nicht wahr",
                "Gefälscht",
                "gefaelscht",
                "Lüge",
                "Falso",
                "Bulo",
                "No es cierto",
                "Es falso",
                "FALSO",
                "É #FAKE",
                "Não é verdade",
                "Errado",
                "Pimenta na língua",
                "Bufala",
                "Non è vero",
                "Panzana pazzesca",
                "Onwaar",
                "Niet waar",
                "Klopt niet",
                "Nepnieuws",
                "False news",
                "Fake news",
                "False. The photograph is from 2015.",
                "Faux, cette image a trois ans",
                "No, the water was never tested",
                "Fact-check: false",
                "Verdict: False",
                "❌ Falso",
            ],
            Verdict::False,
        );
    }

    #[test]
    fn ratings_between_and_beside_take_none() {
        all(
            &[
                "Mostly False",
                "mostly-correct",
                "Half true",
                "Half-truth",
                "Barely true",
                "Mixture",
                "Missing context",
                "Lacks context",
                "Altered",
                "Altered video",
                "Satire",
                "Labeled Satire",
                "Misleading",
                "Unproven",
                "Miscaptioned",
                "Three Pinocchios",
                "No evidence",
                "Partly false",
                "True, but",
                "Neither true nor false",
                "Not false",
                "Plutôt faux",
                "Partiellement faux",
                "À moitié vrai",
                "Trompeur",
                "Manque de contexte",
                "C'est plus compliqué",
                "Teilweise falsch",
                "Größtenteils falsch",
                "Ueberwiegend richtig",
                "Falscher Kontext",
                "Fehlender Kontext",
                "Irreführend",
                "Unbelegt",
                "Halbwahr",
                "Stimmt so nicht",
                "Engañoso",
                "Verdad a medias",
                "Falta contexto",
                "Sin pruebas",
                "Parcialmente falso",
                "Verdadero pero…",
                "Verdadeiro, mas",
                "Não é bem assim",
                "Distorcido",
                "Enganador",
                "Meia verdade",
                "Fuorviante",
                "Parzialmente falso",
                "C'eri quasi",
                "Mezza verità",
                "Grotendeels onwaar",
                "Gedeeltelijk waar",
                "Misleidend",
                "Ontbrekende context",
                "Geen bewijs",
                "True. But it leaves out a good deal",
                "False (satire)",
                "Vrai et faux",
            ],
            Verdict::Neither,
        );
    }

    #[test]
    fn what_is_not_understood_is_no_guess() {
        all(
            &[
                "Four apples",
                "The photograph shows a heron",
                "Fact check",
                "زائف",
                "🤷",
                "No one knows what was in it",
                "7",
                "True North was never there",
                "Real estate",
            ],
            Verdict::Unclear,
        );
        assert_eq!(of_words("  "), None);
    }

    #[test]
    fn figures_take_a_side_at_the_ends_of_a_scale() {
        assert_eq!(of_figure(1.0, 1.0, 5.0), Some(Verdict::False));
        assert_eq!(of_figure(5.0, 1.0, 5.0), Some(Verdict::True));
        assert_eq!(of_figure(2.0, 1.0, 5.0), Some(Verdict::Neither));
        assert_eq!(of_figure(2.0, 5.0, 1.0), None);
        assert!(agree(Verdict::False, 2.0, 1.0, 5.0));
        assert!(!agree(Verdict::False, 3.0, 1.0, 5.0));
        assert!(!agree(Verdict::Neither, 1.0, 1.0, 5.0));
        assert!(!agree(Verdict::True, 1.0, 1.0, 5.0));
    }
}
