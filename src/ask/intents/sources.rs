//! Sources: what is known of them, what connects them, and where they disagree.

use super::Asks::{Query, Source, Stats, Unrecorded, Word};
use super::{Form, form, slot};
use crate::ask::form::Slot;

const NO_TIE: &str = "that no tie is recorded does not make two sources independent";
const NOT_INDEPENDENT: &str = "each row is a reason why the two are not independent; that none is recorded does not make them so";
const WIDER: &str =
    "this follows ties of every kind and date; only some make two sources count as one";
const SORTS: &str = "of what country, party or sort a source is, is not recorded: its grade, its ties and its interests are (`sayso query sources`, `sayso query ties`)";
const UNTRUSTED: &str = "a grade is the recorder's judgement of the source, not of what it says";

const AGENT: (&str, super::Parameter) = slot("agent", Slot::Agent);
const BOTH: &[(&str, super::Parameter)] =
    &[slot("source", Slot::Agent), slot("other", Slot::Other)];
const ONE: &[(&str, super::Parameter)] = &[slot("source", Slot::Agent)];
const INTERESTED: super::Asks = Query("interests", &[slot("interested", Slot::Agent)]);
const INTERESTS_IN: super::Asks = Query("interests", &[slot("claim", Slot::Claim)]);

#[rustfmt::skip]
pub(super) const ABOUT: &[Form] = &[
    form(Source, "[SHOW] [what] [BE] everything|all [WE] [know|have|known|recorded|there] [BE] about|on|of {agent}", "Show me everything about {Barracuda}"),
    form(Source, "about {agent}", "About {Mandiant}"),
    form(Source, "[SHOW] [give] [WE] profile|dossier|overview of|on {agent}", "A profile of {Barracuda}"),
    form(Source, "what DO WE know about {agent}", "What do we know about {Le Soir}?"),
    form(Query("sources", ONE), "how reliable|trustworthy|credible|good BE {agent}", "How reliable is {Le Soir}?"),
    form(Query("sources", ONE), "BE {agent} reliable|trustworthy|credible", "Is {Mandiant} reliable?"),
    form(Query("sources", ONE), "DO WE trust|believe {agent}", "Can we trust {Le Soir}?").noting(UNTRUSTED),
    form(Query("sources", ONE), "[what] [BE] reliability|grade|rating|record of {agent}", "What is the reliability of {Le Soir}?"),
    form(Query("sources", ONE), "[what] [BE] {agent} s reliability|grade|rating", "What is {Le Soir}'s grade?"),
    form(Query("sources", ONE), "what grade|rating|reliability DO {agent} have|has|get", "What grade does {Le Soir} have?"),
    form(Query("sources", ONE), "how BE {agent} graded|rated", "How is {Mandiant} graded?"),
    form(Query("sources", ONE), "who BE {agent}", "Who is {Leslie Sullivan}?"),
    form(Query("sources", &[]), "WHICH|SHOW [all] SOURCES|grades [BE] [there]", "Which sources are there?"),
    form(Query("sources", &[]), "WHICH SOURCES do WE have", "Which sources do we have?"),
    form(Query("sources", &[]), "who BE SOURCES", "Who are the sources?"),
    form(Query("sources", &[]), "WHO BE most|least|more|less reliable|trustworthy|credible", "Who is most reliable?"),
    form(Query("sources", &[]), "WHICH SOURCES BE graded|ungraded|rated|unrated|unreliable|reliable", "Which sources are ungraded?"),
    form(Query("sources", &[]), "[all] SOURCES", "Sources"),
    form(Unrecorded(SORTS), "WHICH SOURCES BE {text}", "Which sources are Swiss?"),
    form(Stats, "COUNT SOURCES|DOCUMENTS|STATEMENTS|ties [BE|do] [there|WE] [have]", "How many sources are there?"),

    form(INTERESTED, "what DO|BE {agent} [have] [an] INTEREST in", "What has {Barracuda} an interest in?"),
    form(INTERESTED, "WHICH CLAIMS DO|BE {agent} [have] [an] INTEREST in", "Which claims does {Barracuda} have an interest in?"),
    form(INTERESTED, "what DO {agent} gain|gains|lose|loses [by|from]", "What does {Barracuda} gain from?"),
    form(INTERESTED, "DO {agent} have INTEREST", "Does {Barracuda} have an interest?"),
    form(INTERESTED, "{agent} s INTEREST", "{Barracuda}'s interests"),
    form(INTERESTS_IN, "WHO BE|has|have INTEREST in {claim}", "Who has an interest in {the patch}?"),
    form(INTERESTS_IN, "WHO benefits|benefit|gains|gain|profits|profit|loses|lose from|by {claim}", "Who benefits from {the patch}?"),
    form(Query("interests", &[]), "WHO BE|has|have INTEREST [in] [anything|something|what|claims]", "Who has an interest in what?"),
    form(Query("interests", &[]), "WHICH|SHOW INTEREST [BE] [there]", "What interests are there?"),

    form(Query("anonymous", ONE), "WHO vouches|vouch|vouched for|of {agent}", "Who vouches for {a fitter at Norrow Lifting}?"),
    form(Query("anonymous", &[slot("voucher", Slot::Agent)]), "whom|who|what DO {agent} vouch|vouches for", "Whom does {TechCrunch} vouch for?"),
    form(Query("anonymous", &[]), "WHO vouches|vouch for UNNAMED|whom|SOURCES [SOURCES]", "Who vouches for the anonymous sources?"),
    form(Query("anonymous", &[]), "[WHO|WHICH|SHOW] [BE] [there] UNNAMED SOURCES [BE] [there]", "Which anonymous sources are there?"),
    form(Query("anonymous", &[]), "WHO|WHICH [SOURCES] BE UNNAMED", "Which sources are anonymous?"),
];

#[rustfmt::skip]
pub(super) const TWO: &[Form] = &[
    form(Query("dependence", BOTH), "what|how connects|connect|links|ties {agent} and|to|with {other}", "What connects {Barracuda} and {Leslie Sullivan}?").noting(NOT_INDEPENDENT),
    form(Query("dependence", BOTH), "how BE {agent} and {other} TIED", "How are {Barracuda} and {Leslie Sullivan} connected?").noting(NOT_INDEPENDENT),
    form(Query("dependence", BOTH), "BE {agent} and {other} independent|TIED|one [SOURCES] [of|to|from] [each] [one] [other|another]", "Are {Barracuda} and {Leslie Sullivan} independent of each other?").noting(NOT_INDEPENDENT),
    form(Query("dependence", BOTH), "[how] [BE] [independent] {agent} independent of|from {other}", "Is {Le Soir} independent of {TechCrunch}?").noting(NOT_INDEPENDENT),
    form(Query("dependence", BOTH), "how independent BE {agent} and|of|from {other}", "How independent are {Le Soir} and {TechCrunch}?").noting(NOT_INDEPENDENT),
    form(Query("dependence", BOTH), "what DO {agent} have to do with {other}", "What does {Le Soir} have to do with {TechCrunch}?").noting(NOT_INDEPENDENT),
    form(Query("dependence", BOTH), "[SHOW] [WHICH] [BE] [there] TIES [BE] [there] between {agent} and {other}", "Ties between {Barracuda} and {Leslie Sullivan}").noting(NOT_INDEPENDENT),
    form(Query("tied-to", &[AGENT, slot("other", Slot::Other)]), "BE {agent} TIED to|with {other}", "Is {Barracuda} tied to {Leslie Sullivan}?").noting(NO_TIE),
    form(Query("tied-to", &[AGENT]), "WHO BE TIED to|with {agent}", "Who is tied to {Barracuda}?").noting(WIDER),
    form(Query("tied-to", &[AGENT]), "WHO has|have TIES to|with {agent}", "Who has ties to {Barracuda}?").noting(WIDER),
    form(Query("tied-to", &[AGENT]), "[to] who|whom BE {agent} TIED [to|with]", "To whom is {Barracuda} tied?").noting(WIDER),
    form(Query("ties-of", &[AGENT]), "WHICH TIES [DO] {agent} [have|has]", "What ties does {Leslie Sullivan} have?"),
    form(Query("ties-of", &[AGENT]), "[SHOW] TIES of {agent}", "Show the ties of {Leslie Sullivan}"),
    form(Query("ties-of", &[AGENT]), "[SHOW] {agent} s TIES", "{Barracuda}'s ties"),
    form(Query("ties-of", &[AGENT]), "WHO owns|own|controls|speaks|speak [for] {agent}", "Who speaks for {Barracuda}?"),
    form(Query("ties-of", &[AGENT]), "who DO {agent} speak|work|belong for|to", "Who does {Leslie Sullivan} speak for?"),
    form(Query("ties-of", &[AGENT]), "what|who DO {agent} own|owns", "What does {Barracuda} own?"),
    form(Query("ties-of", &[AGENT]), "[by] who|whom BE {agent} owned|controlled [by]", "Who is {Barracuda} owned by?"),
    form(Query("ties-of", &[AGENT]), "WHO BE|BE spokesman|spokeswoman|spokesperson|owner|owners of {agent}", "Who is the spokesman of {Barracuda}?"),
    form(Query("ties", &[]), "WHICH SOURCES BE TIED|independent [to|of] [each|one] [other|another]", "Which sources are tied to each other?"),
    form(Query("ties", &[]), "WHO BE TIED to|with whom", "Who is tied to whom?"),
    form(Query("ties", &[]), "WHICH|SHOW TIES [BE|were] [there] [in] [force]", "What ties are there?"),

    form(Query("disagreements", BOTH), "[where|on] [what] [WHICH] [CLAIMS] DO {agent} and {other} DISAGREE [on|about] [each] [other]", "Where do {Le Soir} and {TechCrunch} disagree?"),
    form(Query("disagreements", BOTH), "where DO {agent} CONTRADICT|disagree [with] {other}", "Where does {TechCrunch} contradict {Le Soir}?"),
    form(Query("disagreements", BOTH), "DO {agent} CONTRADICT|disagree [with] {other}", "Does {TechCrunch} contradict {Le Soir}?"),
    form(Query("disagreements", ONE), "WHO [DO|BE] CONTRADICT|disagree|disagrees|disagreed [with] {agent} [s] [ACCOUNT]", "Who contradicts {Mandiant}?"),
    form(Query("disagreements", ONE), "BE {agent} [s] [ACCOUNT] CONTRADICT [by] [ANYBODY]", "Was {Mandiant}'s account disputed?"),
    form(Query("disagreements", ONE), "by whom BE {agent} [s] [ACCOUNT] CONTRADICT", "By whom was {Mandiant} contradicted?"),
    form(Word("contested"), "WHO|WHICH [SOURCES] DISAGREE|contradicts|contradict [with] [each|one|whom] [other|another]", "Who disagrees with whom?"),
    form(Word("contested"), "where DO SOURCES DISAGREE", "Where do sources disagree?"),
    form(Query("in-common", BOTH), "WHICH [CLAIMS] DO [both] {agent} and {other} [both] SAY|carry|report|share|repeat|support|have", "What do {Le Soir} and {TechCrunch} both report?"),
    form(Query("in-common", BOTH), "what [DO] [have] {agent} and {other} [have|has|got] in common", "What do {Le Soir} and {TechCrunch} have in common?"),
    form(Query("in-common", BOTH), "where DO {agent} and {other} AGREE", "Where do {Le Soir} and {TechCrunch} agree?"),
    form(Query("in-common", BOTH), "WHICH CLAIMS BE carried|reported|made by [both] {agent} and {other}", "Which claims are carried by both {Le Soir} and {TechCrunch}?"),
];
