//! One claim: why its verdict is what it is, and what would change it.

use super::{Pattern, asks};

const NOT_TRUTH: &str =
    "whether it is so, sayso cannot tell; this is who says so, and what that rests on";
const NOT_HEADS: &str =
    "independence counts how many would all have to be wrong, not how many repeat it";

#[rustfmt::skip]
pub(super) const PATTERNS: &[Pattern] = &[
    asks("why [BE] it {status} that {claim}", "why {claim}", "Why is it disputed that {the hackers were Chinese}?"),
    asks("why BE {claim} [BE] {status}", "why {claim}", "Why is {the mail server} single source?"),
    asks("why [BE] {claim}", "why {claim}", "Why {the mail server}?"),
    asks("explain|justify {claim}", "why {claim}", "Explain {the zero-day}"),
    asks("verdict|status|standing ABOUT {claim}", "why {claim}", "Verdict on {the zero-day}"),
    asks("what BE verdict|status|standing ABOUT {claim}", "why {claim}", "What is the verdict on {the zero-day}?"),
    asks("SHOW verdict|status|reasons|chains|evidence ABOUT|for {claim}", "why {claim}", "Show me the chains for {the zero-day}"),

    asks("BE it {status} [that] {claim}", "why {claim}", "Is it confirmed that {mail was taken}?"),
    asks("BE {claim} {status}", "why {claim}", "Is {the mail server} corroborated?"),
    asks("DO {claim} been {status}", "why {claim}", "Has {the zero-day} been corroborated?"),
    asks("how well|strongly|solidly|firmly BE {claim} supported|corroborated|sourced|attested|confirmed", "why {claim}", "How well is {the zero-day} supported?"),
    asks("how well|strongly|solidly|firmly supported|corroborated|sourced|attested|confirmed BE {claim}", "why {claim}", "How well sourced is {the zero-day}?"),
    asks("how independent|solid|strong|firm|sure|certain|credible|sound BE {claim}", "why {claim}", "How solid is {the investigation}?"),
    asks("how [BE|DO] we|you|i know [about] {claim}", "why {claim}", "How do we know that {mail was taken}?"),
    asks("COUNT [independent] SOURCES|confirmations [DO] {claim} have|has|got", "why {claim}", "How many independent sources does {the investigation} have?").noting(NOT_HEADS),
    asks("COUNT [independent] SOURCES|confirmations DO {claim}", "why {claim}", "How many sources has {the zero-day}?").noting(NOT_HEADS),
    asks("COUNT [independent] SOURCES BE|DO there for|on {claim}", "why {claim}", "How many sources are there for {the zero-day}?").noting(NOT_HEADS),
    asks("COUNT [independent] SOURCES|people [DO] {stance} {claim}", "why {claim}", "How many sources confirm {the investigation}?").noting(NOT_HEADS),
    asks("COUNT [independent] SOURCES [DO|BE] back|backs|behind {claim}", "why {claim}", "How many independent sources back {the zero-day}?").noting(NOT_HEADS),
    asks("independence of {claim}", "why {claim}", "Independence of {the zero-day}").noting(NOT_HEADS),

    asks("what DO {claim} REST on|upon", "why {claim}", "What does {the zero-day} rest on?"),
    asks("on what DO {claim} REST", "why {claim}", "On what does {the zero-day} rest?"),
    asks("what BE evidence|support|basis|proof|backing for|of|behind {claim}", "why {claim}", "What is the evidence for {the zero-day}?"),
    asks("what|WHO supports|support|backs|back {claim}", "why {claim}", "What supports {the mail server}?"),
    asks("what evidence|support BE there for|on|that {claim}", "why {claim}", "What evidence is there for {the zero-day}?"),
    asks("what|WHO speaks|speak|counts|count for {claim}", "why {claim}", "What speaks for {the mail server}?"),
    asks("what|WHO speaks|speak|counts|count|stands|BE against {claim}", "why {claim}", "What speaks against {the mail server}?"),
    asks("what|WHO contradicts|contradict|opposes|oppose|undermines|weakens|challenges {claim}", "why {claim}", "What contradicts {the mail server}?"),
    asks("DO|BE anything|something|anybody|anyone [DO|that] contradict|contradicts|contradicting|oppose|opposes|against {claim}", "why {claim}", "Does anything contradict {the mail server}?"),
    asks("which CLAIMS contradict|contradicts|rival|oppose {claim}", "why {claim}", "Which claims contradict {the mail server}?"),
    asks("on whose say so [BE] [it] {claim}", "why {claim}", "On whose say-so is it that {mail was taken}?"),
    asks("on whose word|authority BE|do|does [we] [it|have] {claim}", "why {claim}", "On whose word do we have {the zero-day}?"),
    asks("who stands|stand|BE behind {claim}", "why {claim}", "Who stands behind {the zero-day}?"),
    asks("says who [that] {claim}", "why {claim}", "Says who that {mail was taken}?"),

    asks("what DO|will change|alter|flip|shift [verdict|status] [ABOUT] {claim}", "why {claim}", "What would change the verdict on {the zero-day}?"),
    asks("what [DO] [it] take|takes to corroborate|confirm|disprove|refute|dispute|establish|settle {claim}", "why {claim}", "What would it take to corroborate {the zero-day}?"),
    asks("what BE missing|needed|lacking|required [for] [to] [corroborate|confirm] {claim}", "why {claim}", "What is missing for {the zero-day}?"),
    asks("what do|does we|i|one need [for|to] [corroborate|confirm] {claim}", "why {claim}", "What do we need to corroborate {the zero-day}?"),
    asks("how can|could|do|would we|i|you|one corroborate|confirm|check|verify|disprove {claim}", "why {claim}", "How can we verify {the zero-day}?"),
    asks("how can|could|would {claim} be corroborated|confirmed|verified|checked|disproved", "why {claim}", "How could {the zero-day} be corroborated?"),

    asks("BE it true|fact|correct|false|so|wrong|likely|certain|fake [that] {claim}", "why {claim}", "Is it true that {mail was taken}?").noting(NOT_TRUTH),
    asks("BE {claim} true|fact|correct|false|wrong|likely|certain|fake|reliable|right", "why {claim}", "Is {the zero-day} true?").noting(NOT_TRUTH),
    asks("can|could|should|may we|i publish|print|believe|trust|run|use {claim}", "why {claim}", "Can we publish that {mail was taken}?").noting(NOT_TRUTH),
    asks("how true|likely|probable BE {claim}", "why {claim}", "How likely is {the zero-day}?").noting(NOT_TRUTH),

    asks("where [DO|BE] {claim} come|comes|originate|originates|stem|stems [from]", "query origins -p claim={claim}", "Where does {the zero-day} come from?"),
    asks("what|WHO BE origin|origins|source|sources of|for|behind {claim}", "query origins -p claim={claim}", "What is the origin of {the zero-day}?"),
    asks("WHO started|originated|invented|launched|began {claim}", "query origins -p claim={claim}", "Who started {the zero-day}?"),
    asks("SHOW origin|origins of {claim}", "query origins -p claim={claim}", "Show the origins of {the zero-day}"),
    asks("WHO BE|has|have authority over|on|about {claim}", "query authority -p claim={claim}", "Who has authority over {the investigation}?"),
    asks("WHO [BE|DO] [in] [position] [to] know|knows ABOUT|whether|if {claim}", "query authority -p claim={claim}", "Who would know about {the investigation}?"),
    asks("WHO has|have to know {claim}", "query authority -p claim={claim}", "Who has to know {the investigation}?"),
    asks("WHO BE responsible|competent|authority for|on|over|to {claim}", "query authority -p claim={claim}", "Who is responsible for {the investigation}?"),
    asks("WHO has|have authority [over|on] [what|anything|claims]", "query authority", "Who has authority over what?"),
    asks("WHICH [CLAIMS] entails|entail|implies|imply|leads|lead [to] {claim}", "query leads-to -p claim={claim}", "What implies {the wind was above 90 km/h}?"),
    asks("what [DO] follows|follow from {claim}", "query leads-to -p claim={claim}", "What follows from {a gust of 110 km/h}?"),
    asks("what DO {claim} entail|imply|mean", "query leads-to -p claim={claim}", "What does {a gust of 110 km/h} entail?"),
];
