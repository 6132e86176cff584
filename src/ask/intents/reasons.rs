//! One claim: why its verdict is what it is, what would change it, and where it comes from.

use super::Asks::{Corroborated, Query, Statements, Why};
use super::{Form, form, slot};
use crate::ask::Sort;
use crate::ask::form::Slot;

const NOT_TRUTH: &str =
    "whether it is so, sayso cannot tell; this is who says so, and what that rests on";
const NOT_HEADS: &str =
    "independence counts how many would all have to be wrong, not how many repeat it";

#[rustfmt::skip]
pub(super) const WHY: &[Form] = &[
    form(Why, "why [BE] it {status} that {claim}", "Why is it disputed that {the hackers were Chinese}?"),
    form(Why, "why BE {claim} {status}", "Why is {the mail server} single source?"),
    form(Why, "why [BE] {claim}", "Why {the mail server}?"),
    form(Why, "explain|justify {claim}", "Explain {the zero-day}"),
    form(Why, "[what] [BE] verdict|status|standing ABOUT {claim}", "What is the verdict on {the zero-day}?"),
    form(Why, "SHOW verdict|status|reasons|chains|EVIDENCE ABOUT|for {claim}", "Show me the chains for {the zero-day}"),
    form(Why, "how [DO] {claim} stand|stood", "How does {the zero-day} stand?"),
    form(Why, "BE it {status} [that] {claim}", "Is it confirmed that {mail was taken}?"),
    form(Why, "BE {claim} {status}", "Is {the mail server} corroborated?"),
    form(Why, "DO {claim} been {status}", "Has {the zero-day} been corroborated?"),
    form(Why, "how well|strongly|solidly|firmly [supported|corroborated|sourced|attested|confirmed] BE {claim} [supported|corroborated|sourced|attested|confirmed]", "How well sourced is {the zero-day}?"),
    form(Why, "how independent|solid|strong|firm|sure|certain|credible|sound BE {claim}", "How solid is {the investigation}?"),
    form(Why, "how sure|certain BE WE [that|of|about] {claim}", "How sure are we that {mail was taken}?"),
    form(Why, "how [BE|DO] WE know [about] {claim}", "How do we know that {mail was taken}?"),
    form(Why, "COUNT [independent] SOURCES|confirmations [DO] {claim} [have|has|got]", "How many independent sources does {the investigation} have?").noting(NOT_HEADS),
    form(Why, "COUNT [independent] SOURCES BE|DO there for|on {claim}", "How many sources are there for {the zero-day}?").noting(NOT_HEADS),
    form(Why, "COUNT [independent] SOURCES [DO|BE] back|backs|behind {claim}", "How many independent sources back {the zero-day}?").noting(NOT_HEADS),
    form(Why, "COUNT [independent] SOURCES [DO|BE] say|says|said|saying|confirm|confirms|confirmed|assert|asserts|asserted|support|supports|supported|claim|claimed [that|whether] {claim}", "How many sources confirm {the investigation}?").noting(NOT_HEADS),
    form(Why, "independence of {claim}", "Independence of {the zero-day}").noting(NOT_HEADS),
    form(Why, "[on] what DO {claim} REST [on|upon]", "What does {the zero-day} rest on?"),
    form(Why, "[SHOW] [what|which] [BE] EVIDENCE [BE] [there] for|of|behind|on|that {claim}", "What is the evidence for {the zero-day}?"),
    form(Why, "BE there EVIDENCE for|of|that {claim}", "Is there any evidence for {the zero-day}?"),
    form(Why, "what|WHO supports|support|backs|back|speaks|speak|counts|count [for] {claim}", "What supports {the mail server}?"),
    form(Why, "what|WHO speaks|speak|counts|count|stands|BE against {claim}", "What speaks against {the mail server}?"),
    form(Why, "what|WHICH CONTRADICT|undermines|weakens {claim}", "What contradicts {the mail server}?"),
    form(Why, "which CLAIMS CONTRADICT|rival {claim}", "Which claims contradict {the mail server}?"),
    form(Why, "DO|BE anything|something [DO|that] CONTRADICT|against {claim}", "Does anything contradict {the mail server}?"),
    form(Why, "on whose say so|word|authority [BE|do|does] [WE] [it|have] {claim}", "On whose say-so is it that {mail was taken}?"),
    form(Why, "who stands|stand|BE behind {claim}", "Who stands behind {the zero-day}?"),
    form(Why, "says who [that] {claim}", "Says who that {mail was taken}?"),
    form(Why, "what DO change|alter|flip|shift [verdict|status] [ABOUT] {claim}", "What would change the verdict on {the zero-day}?"),
    form(Why, "what [DO] [it] take|takes to corroborate|confirm|disprove|refute|dispute|establish|settle {claim}", "What would it take to corroborate {the zero-day}?"),
    form(Why, "what BE missing|needed|lacking|required [for] [to] [corroborate|confirm] {claim}", "What is missing for {the zero-day}?"),
    form(Why, "what do|does WE need [for|to] [corroborate|confirm] {claim}", "What do we need to corroborate {the zero-day}?"),
    form(Why, "how DO WE corroborate|confirm|check|verify|disprove {claim}", "How can we verify {the zero-day}?"),
    form(Why, "how DO {claim} be corroborated|confirmed|verified|checked|disproved", "How could {the zero-day} be corroborated?"),
    form(Why, "BE it true|fact|correct|false|so|wrong|likely|certain|fake [that] {claim}", "Is it true that {mail was taken}?").noting(NOT_TRUTH),
    form(Why, "BE {claim} true|fact|correct|false|wrong|likely|certain|fake|reliable|right", "Is {the zero-day} true?").noting(NOT_TRUTH),
    form(Why, "BE {claim}", "Was {mail taken}?").noting(NOT_TRUTH),
    form(Why, "DO {claim}", "Did {traces of break-ins go back to October 2022}?").noting(NOT_TRUTH),
    form(Why, "DO WE publish|print|believe|trust|run|use|say|report|write {claim}", "Can we publish that {mail was taken}?").noting(NOT_TRUTH),
    form(Why, "how true|likely|probable BE {claim}", "How likely is {the zero-day}?").noting(NOT_TRUTH),
    form(Why, "what DO WE|they|people|anybody|anyone know|knew ABOUT {claim}", "What did we know about {the zero-day}?"),
    form(Why, "what BE known|established ABOUT {claim}", "What was known about {the zero-day}?"),
    form(Corroborated, "DO ANYBODY verify|verified|check|checked|corroborate|corroborated {claim}", "Did anybody verify {the zero-day}?"),
    form(Corroborated, "DO ANYBODY independently verify|verified|check|checked|corroborate|corroborated|confirm|confirmed {claim}", "Did anyone independently verify {the zero-day}?"),
    form(Corroborated, "BE {claim} independently verified|checked|corroborated|confirmed", "Was {the zero-day} independently verified?"),
];

#[rustfmt::skip]
pub(super) const ORIGINS: &[Form] = &[
    form(Query("origins", &[slot("claim", Slot::Claim)]), "where [DO|BE] {claim} come|comes|originate|originates|stem|stems [from]", "Where does {the zero-day} come from?"),
    form(Query("origins", &[slot("claim", Slot::Claim)]), "[SHOW] [what|WHO] [BE] origin|origins|source|sources of|for|behind {claim}", "What is the origin of {the zero-day}?"),
    form(Query("origins", &[slot("claim", Slot::Claim)]), "WHO started|originated|invented|launched|began {claim}", "Who started {the zero-day}?"),
    form(Query("authority", &[slot("claim", Slot::Claim)]), "WHO BE|has|have authority over|on|about {claim}", "Who has authority over {the investigation}?"),
    form(Query("authority", &[slot("claim", Slot::Claim)]), "WHO [BE|DO] [in] [position] [to] know|knows ABOUT|whether|if {claim}", "Who would know about {the investigation}?"),
    form(Query("authority", &[slot("claim", Slot::Claim)]), "WHO could|can|would|might confirm|corroborate|verify|know [that|whether] {claim}", "Who could confirm {the investigation}?"),
    form(Query("authority", &[slot("claim", Slot::Claim)]), "WHO has|have to know {claim}", "Who has to know {the investigation}?"),
    form(Query("authority", &[slot("claim", Slot::Claim)]), "WHO BE responsible|competent|authority for|on|over|to {claim}", "Who is responsible for {the investigation}?"),
    form(Query("authority", &[slot("claim", Slot::Claim)]), "whom|who should|could|can WE ask|call about|on|whether {claim}", "Whom should I ask about {the investigation}?"),
    form(Query("authority", &[]), "WHO has|have authority [over|on] [what|anything|claims]", "Who has authority over what?"),
    form(Query("leads-to", &[slot("claim", Slot::Claim)]), "WHICH [CLAIMS] entails|entail|implies|imply|leads|lead [to] {claim}", "What implies {the wind was above 90 km/h}?"),
    form(Query("leads-to", &[slot("claim", Slot::Claim)]), "what [DO] follows|follow from {claim}", "What follows from {a gust of 110 km/h}?"),
    form(Query("leads-to", &[slot("claim", Slot::Claim)]), "what DO {claim} entail|imply|mean", "What does {a gust of 110 km/h} entail?"),
    form(Statements(Sort::Earliest), "when [BE|DO] {claim} [SAY|reported|published|claimed|asserted|mentioned|recorded|appear|appeared|surface|emerge]", "When was {the zero-day} first reported?"),
    form(Statements(Sort::Earliest), "when and by whom BE {claim} [SAY|reported|published]", "When and by whom was {the zero-day} first said?"),
    form(Statements(Sort::Earliest), "when BE {claim} [SAY|reported|published] and by whom", "When was {the zero-day} first said, and by whom?"),
    form(Statements(Sort::Earliest), "what BE [earliest] STATEMENTS|report|SOURCES on|of|about|for {claim}", "What is the earliest statement on {the zero-day}?"),
];
