//! Questions in English: a small grammar, so that what is understood can be written down.
//!
//! A pattern is words; `a|b` is either, `[a]` may be missing, and `{claim}`, `{agent}`,
//! `{stance}`, `{status}` stand for names. The first pattern that fits the whole question wins.
//! `docs/questions.md` shows the table.

use super::Question;
use crate::data::Data;
use crate::model::{Flag, Stance, Status};
use crate::names::{Kind, Match, words_of};

/// What a pattern asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Intent {
    /// All claims.
    All,
    /// Claims of a status.
    Statuses,
    /// Why a claim has its verdict.
    Why,
    /// Who said a claim.
    WhoSaid,
    /// What an agent said.
    SaidBy,
    /// What would fall without an agent.
    RestsOn,
    /// Who did not answer.
    Unanswered,
}

/// The grammar: patterns and what each asks.
pub const PATTERNS: &[(&str, Intent)] = &[
    (
        "which|what claims|claim are|is [there] [known|recorded]",
        Intent::All,
    ),
    ("[show|list] [me] [all] [the] claims", Intent::All),
    (
        "which|what [of] [the] claims are|is|remain [still] [only] {status}",
        Intent::Statuses,
    ),
    (
        "which|what [of] [the] claims have|has|were|was [been] {status}",
        Intent::Statuses,
    ),
    ("what is|are [still] {status}", Intent::Statuses),
    ("how many claims are|is [still] {status}", Intent::Statuses),
    (
        "[show|list] [me] [all] [the] {status} claims",
        Intent::Statuses,
    ),
    (
        "is anything|something [in there|here] {status}",
        Intent::Statuses,
    ),
    (
        "who|which did|has|have not|never answered|answer|responded|respond|replied|reply [about|on|to] [whether|that] {claim}",
        Intent::Unanswered,
    ),
    (
        "who|which did|has|have not|never answered|answer|responded|respond|replied|reply [yet]",
        Intent::Unanswered,
    ),
    (
        "who|which didn|hasn|haven t answer|answered|respond|responded|reply|replied",
        Intent::Unanswered,
    ),
    (
        "who was asked [and did not answer|respond|reply]",
        Intent::Unanswered,
    ),
    ("who was asked about {claim}", Intent::Unanswered),
    (
        "what rests|rest|depends|depend|relies|rely|hangs|hang [only] on {agent}",
        Intent::RestsOn,
    ),
    (
        "which|what claims rest|depend|rely|hang [only] on {agent}",
        Intent::RestsOn,
    ),
    (
        "what would|does fall|fail|collapse without {agent}",
        Intent::RestsOn,
    ),
    (
        "what would|does fall|fail|collapse if {agent} is|was|were wrong|lying|mistaken",
        Intent::RestsOn,
    ),
    (
        "what falls|fails|collapses without {agent}",
        Intent::RestsOn,
    ),
    (
        "who {stance} [that|whether|about|on|to] {claim}",
        Intent::WhoSaid,
    ),
    ("who says|said [so] [that] {claim}", Intent::WhoSaid),
    ("what did|does|has {agent} {stance}", Intent::SaidBy),
    ("what did|does|has {agent} say|said", Intent::SaidBy),
    ("what [has] {agent} said|says", Intent::SaidBy),
    ("why is [it] {status} [that] {claim}", Intent::Why),
    ("why is {claim} {status}", Intent::Why),
    ("why {claim}", Intent::Why),
    ("is it {status} [that] {claim}", Intent::Why),
    ("is|are {claim} {status}", Intent::Why),
    (
        "what supports|support|contradicts|contradict|backs|opposes {claim}",
        Intent::Why,
    ),
    ("what speaks for|against {claim}", Intent::Why),
    ("on whose say so is|was [it] [that] {claim}", Intent::Why),
    ("on whose say so {claim}", Intent::Why),
];

/// Words for statuses; a name of a status always works.
const STATUS_WORDS: &[(&str, &[Status])] = &[
    ("corroborated", &[Status::Corroborated]),
    ("independently corroborated", &[Status::Corroborated]),
    ("corroborated independently", &[Status::Corroborated]),
    ("confirmed", &[Status::OfficiallyConfirmed]),
    ("officially confirmed", &[Status::OfficiallyConfirmed]),
    ("official", &[Status::OfficiallyConfirmed]),
    (
        "single source",
        &[Status::SingleSource, Status::SingleOutlet],
    ),
    (
        "single sourced",
        &[Status::SingleSource, Status::SingleOutlet],
    ),
    (
        "from one source",
        &[Status::SingleSource, Status::SingleOutlet],
    ),
    (
        "from a single source",
        &[Status::SingleSource, Status::SingleOutlet],
    ),
    ("single outlet", &[Status::SingleOutlet]),
    ("disputed", &[Status::Disputed]),
    ("contested", &[Status::Disputed, Status::Contradicted]),
    ("contradicted", &[Status::Contradicted]),
    ("denied", &[Status::Denied]),
    ("unsupported", &[Status::Unsupported]),
    ("not supported", &[Status::Unsupported]),
    ("circular", &[Status::Circular]),
    ("retracted", &[Status::Retracted, Status::BasisWithdrawn]),
    ("withdrawn", &[Status::BasisWithdrawn, Status::Retracted]),
    ("basis withdrawn", &[Status::BasisWithdrawn]),
    ("not corroborated", NOT_CORROBORATED),
    ("uncorroborated", NOT_CORROBORATED),
];

const NOT_CORROBORATED: &[Status] = &[
    Status::OfficiallyConfirmed,
    Status::SingleOutlet,
    Status::SingleSource,
    Status::Disputed,
    Status::Contradicted,
    Status::Denied,
    Status::BasisWithdrawn,
    Status::Retracted,
    Status::Circular,
    Status::Unsupported,
];

/// Words for stances.
const STANCE_WORDS: &[(&str, &[Stance])] = &[
    (
        "said",
        &[Stance::Asserts, Stance::Confirms, Stance::Reports],
    ),
    ("say", &[Stance::Asserts, Stance::Confirms, Stance::Reports]),
    ("asserted", &[Stance::Asserts]),
    ("assert", &[Stance::Asserts]),
    ("asserts", &[Stance::Asserts]),
    ("claimed", &[Stance::Asserts]),
    ("claim", &[Stance::Asserts]),
    ("claims", &[Stance::Asserts]),
    ("confirmed", &[Stance::Confirms]),
    ("confirm", &[Stance::Confirms]),
    ("confirms", &[Stance::Confirms]),
    ("denied", &[Stance::Denies]),
    ("deny", &[Stance::Denies]),
    ("denies", &[Stance::Denies]),
    ("reported", &[Stance::Reports]),
    ("report", &[Stance::Reports]),
    ("reports", &[Stance::Reports]),
    ("repeated", &[Stance::Reports]),
    ("repeat", &[Stance::Reports]),
    ("retracted", &[Stance::Retracts]),
    ("retract", &[Stance::Retracts]),
    ("took back", &[Stance::Retracts]),
    ("declined", &[Stance::Declines]),
    ("declined to comment", &[Stance::Declines]),
    ("decline", &[Stance::Declines]),
    ("deflected", &[Stance::Deflects]),
    ("deflect", &[Stance::Deflects]),
];

/// Why a question was not understood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Misunderstood {
    /// No pattern fits; these come nearest.
    Pattern(Vec<String>),
    /// A pattern fits, but a name is known to nothing; these claims or agents come nearest.
    Unknown {
        /// What was said.
        name: String,
        /// Whether a claim or an agent was meant.
        kind: Kind,
        /// The nearest, by number.
        nearest: Vec<u32>,
    },
    /// A pattern fits, but a name fits several things.
    Ambiguous {
        /// What was said.
        name: String,
        /// Whether a claim or an agent was meant.
        kind: Kind,
        /// What fits, by number.
        candidates: Vec<u32>,
    },
}

/// Reads a question. O(patterns · words²).
///
/// # Errors
///
/// [`Misunderstood`], with what comes nearest.
pub fn read(text: &str, data: &Data) -> Result<Question, Misunderstood> {
    let words = words_of(text);
    let mut misunderstood = None;
    for (pattern, intent) in PATTERNS {
        for slots in fits(pattern, &words) {
            match question(*intent, &slots, data) {
                Ok(question) => return Ok(question),
                // A name known to nothing may still be one by another pattern.
                Err(Some(reason)) => {
                    misunderstood.get_or_insert(reason);
                }
                Err(None) => {}
            }
        }
    }
    Err(misunderstood.unwrap_or_else(|| Misunderstood::Pattern(nearest(&words))))
}

/// What the slots of a pattern were filled with.
#[derive(Clone, Default, Debug)]
struct Slots {
    claim: Option<String>,
    agent: Option<String>,
    stance: Option<&'static [Stance]>,
    status: Option<&'static [Status]>,
}

fn question(intent: Intent, slots: &Slots, data: &Data) -> Result<Question, Option<Misunderstood>> {
    let find = |kind: Kind, name: &Option<String>| {
        let name = name.clone().ok_or(None)?;
        match data.names.find(&data.graph, &data.evidence, kind, &name) {
            Match::One(number) => Ok(number),
            Match::Several(candidates) => Err(Some(Misunderstood::Ambiguous {
                name,
                kind,
                candidates,
            })),
            Match::None(nearest) => Err(Some(Misunderstood::Unknown {
                name,
                kind,
                nearest,
            })),
        }
    };
    let stances = || slots.stance.unwrap_or_default().to_vec();
    Ok(match intent {
        Intent::All => Question::All,
        Intent::Statuses => match slots.status.ok_or(None)? {
            [Status::Circular] => Question::Flagged(Flag::CircularReporting),
            statuses => Question::Statuses(statuses.to_vec()),
        },
        Intent::Why => Question::Why(find(Kind::Claim, &slots.claim)?),
        Intent::WhoSaid => Question::WhoSaid(find(Kind::Claim, &slots.claim)?, stances()),
        Intent::SaidBy => Question::SaidBy(find(Kind::Agent, &slots.agent)?, stances()),
        Intent::RestsOn => Question::RestsOn(find(Kind::Agent, &slots.agent)?),
        Intent::Unanswered => Question::Unanswered(match &slots.claim {
            Some(_) => Some(find(Kind::Claim, &slots.claim)?),
            None => None,
        }),
    })
}

/// All ways in which a pattern fits the words, shortest names first.
fn fits(pattern: &str, words: &[String]) -> Vec<Slots> {
    let parts: Vec<&str> = pattern_parts(pattern);
    let mut found = Vec::new();
    fit(&parts, words, Slots::default(), &mut found);
    found
}

/// Splits a pattern at spaces, keeping bracketed groups whole.
fn pattern_parts(pattern: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = pattern.trim();
    while !rest.is_empty() {
        let end = if rest.starts_with('[') {
            rest.find(']').map_or(rest.len(), |end| end + 1)
        } else {
            rest.find(' ').unwrap_or(rest.len())
        };
        parts.push(&rest[..end]);
        rest = rest[end..].trim_start();
    }
    parts
}

fn fit(parts: &[&str], words: &[String], slots: Slots, found: &mut Vec<Slots>) {
    let Some((part, rest)) = parts.split_first() else {
        if words.is_empty() {
            found.push(slots);
        }
        return;
    };
    if let Some(optional) = part
        .strip_prefix('[')
        .and_then(|part| part.strip_suffix(']'))
    {
        let inner: Vec<&str> = optional.split(' ').collect();
        let mut with: Vec<&str> = inner;
        with.extend_from_slice(rest);
        fit(&with, words, slots.clone(), found);
        fit(rest, words, slots, found);
        return;
    }
    match *part {
        "{claim}" | "{agent}" => {
            for length in 1..=words.len() {
                let mut slots = slots.clone();
                let name = Some(words[..length].join(" "));
                if *part == "{claim}" {
                    slots.claim = name;
                } else {
                    slots.agent = name;
                }
                fit(rest, &words[length..], slots, found);
            }
        }
        "{status}" | "{stance}" => {
            for length in 1..=words.len().min(4) {
                let name = words[..length].join(" ");
                let mut slots = slots.clone();
                let is_known = if *part == "{status}" {
                    slots.status = lookup(STATUS_WORDS, &name);
                    slots.status.is_some()
                } else {
                    slots.stance = lookup(STANCE_WORDS, &name);
                    slots.stance.is_some()
                };
                if is_known {
                    fit(rest, &words[length..], slots, found);
                }
            }
        }
        literal => {
            if let Some((word, others)) = words.split_first()
                && literal.split('|').any(|option| option == word)
            {
                fit(rest, others, slots, found);
            }
        }
    }
}

fn lookup<T>(table: &'static [(&str, &'static [T])], name: &str) -> Option<&'static [T]> {
    let entry = table.iter().find(|(words, _)| *words == name);
    entry.map(|(_, meaning)| *meaning)
}

/// The patterns whose fixed words have most in common with the question, as plain questions.
fn nearest(words: &[String]) -> Vec<String> {
    let mut scored: Vec<(usize, usize)> = PATTERNS
        .iter()
        .enumerate()
        .filter(|(_, (pattern, _))| pattern.contains('{'))
        .map(|(number, (pattern, _))| {
            let fixed = words_of(pattern);
            let common = words.iter().filter(|word| fixed.contains(word)).count();
            (common, number)
        })
        .collect();
    scored.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    scored.truncate(3);
    scored
        .into_iter()
        .map(|(_, number)| example(PATTERNS[number].0))
        .collect()
}

/// A pattern as one plain question: the first of each alternative, without what may be missing.
pub fn example(pattern: &str) -> String {
    let words: Vec<&str> = pattern_parts(pattern)
        .into_iter()
        .filter(|part| !part.starts_with('['))
        .map(|part| match part {
            "{claim}" => "CLAIM",
            "{agent}" => "SOURCE",
            "{stance}" => "denied",
            "{status}" => "corroborated",
            literal => literal.split('|').next().unwrap_or_default(),
        })
        .collect();
    format!("{}?", words.join(" "))
}
