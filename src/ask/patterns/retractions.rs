//! What was taken back: the acts of it, whatever became of the claims. *Which claims are
//! retracted* is another question, and so these come before those about claims.

use super::{Pattern, asks};

#[rustfmt::skip]
pub(super) const PATTERNS: &[Pattern] = &[
    asks("what|anything|something [that] [BE|DO] [been] retracted|withdrawn|recanted [and|by] [by] [whom]", "ask retractions", "What was retracted, and by whom?"),
    asks("what|anything|something [BE|DO] [been] taken back [and|by] [by] [whom]", "ask retractions", "What was taken back?"),
    asks("BE|DO [there] anything|something [in] [here|there] [been] retracted|withdrawn|recanted [by] [ANYBODY]", "ask retractions", "Has anything been retracted?"),
    asks("BE|DO anything|something [been] taken back", "ask retractions", "Was anything taken back?"),
    asks("DO ANYBODY take|took|taken|retract|retracted|withdraw|withdrawn [back|what|anything|something|it] [back]", "ask retractions", "Did anybody take anything back?"),
    asks("WHO took|takes|take|withdrew|retracted back|what|anything|something|it [back]", "ask retractions", "Who took something back?"),
    asks("WHO retracted|recanted|withdrew", "ask retractions", "Who retracted?"),
    asks("[SHOW] retractions|withdrawals|corrections", "ask retractions", "Show all retractions"),
    asks("BE there retractions", "ask retractions", "Are there any retractions?"),
    asks("what DO {agent} retract|retracted|withdraw|withdrawn|recant", "ask retractions --by {agent}", "What did {Le Soir} retract?"),
    asks("what DO {agent} take|taken|took back", "ask retractions --by {agent}", "What did {Le Soir} take back?"),
    asks("who retracted|withdrew|recanted {claim}", "ask retractions --on {claim}", "Who retracted {mail was taken}?"),
];
