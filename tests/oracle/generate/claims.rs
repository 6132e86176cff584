//! Random claims, and what links them.

use super::super::case::{Case, Claim};
use super::super::verdict::entailed;
use super::{Random, Shape};

pub(super) fn claim(random: &mut Random, case: &Case, shape: &Shape) -> Claim {
    let mut claim = Claim::default();
    for topic in 0..case.topics {
        if random.chance(35) {
            claim.topics.insert(topic);
        }
    }
    if shape.links && random.chance(30) {
        let from = random.day(60);
        let until = from + random.day(40);
        claim.span_from = random
            .chance(80)
            .then(|| random.time_on(from, shape.partial));
        claim.span_until = random
            .chance(50)
            .then(|| random.time_on(until, shape.partial));
    }
    claim
}

pub(super) fn link(random: &mut Random, case: &mut Case, shape: &Shape) {
    let claims = case.claims.len();
    let leaning = random.pick(&[0, 12, 30]).unwrap_or(0);
    for one in 0..claims {
        for other in (0..claims).filter(|&other| other != one) {
            let before = case.claims[one].clone();
            match random.below(100) {
                drawn if drawn < leaning => {
                    case.claims[one].entails.insert(other);
                }
                drawn if drawn < leaning + 12 => {
                    case.claims[one].contradicts.insert(other);
                }
                drawn if drawn < leaning + 25 => {
                    case.claims[one].presupposes.insert(other);
                }
                drawn if drawn < leaning + 30 => {
                    case.claims[one].same.insert(other);
                }
                _ => {}
            }
            if !shape.inconsistent_claims && inconsistent(case) {
                case.claims[one] = before;
            }
        }
    }
}

/// Whether some claim entails, together with itself, two claims that contradict each other.
fn inconsistent(case: &Case) -> bool {
    (0..case.claims.len()).any(|claim| {
        let all = entailed(case, claim);
        all.iter()
            .any(|&one| !case.claims[one].contradicts.is_disjoint(&all))
    })
}
