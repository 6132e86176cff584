//! Which claims: all, by status, by flag, by what they rest on, by what they are about.

use super::{Pattern, asks};

const NOT_TRUTH: &str =
    "which are so, sayso cannot tell; these are all, those best supported first";

#[rustfmt::skip]
pub(super) const PATTERNS: &[Pattern] = &[
    // All of them.
    asks("WHICH CLAIMS BE [there|made]", "ask all", "What claims are there?"),
    asks("WHICH CLAIMS do we|you|i have", "ask all", "Which claims do we have?"),
    asks("SHOW everything|CLAIMS", "ask all", "Show me all the claims"),
    asks("CLAIMS", "ask all", "All claims"),

    // By status.
    asks("WHICH [of] [these|those] [CLAIMS] BE {status}", "ask {status}", "Which of the claims are still disputed?"),
    asks("WHICH CLAIMS DO [BE] {status}", "ask {status}", "Which claims could be retracted?"),
    asks("WHICH CLAIMS [DO] lack|lacks {status}", "ask not-{status}", "Which claims lack corroboration?"),
    asks("WHICH {status} CLAIMS BE [there]", "ask {status}", "What uncorroborated claims are there?"),
    asks("WHICH {status} CLAIMS do we|you|i have", "ask {status}", "Which confirmed claims do we have?"),
    asks("BE [there] {status} CLAIMS", "ask {status}", "Are there any disputed claims?"),
    asks("anything|something|nothing [that|which] [BE] {status}", "ask {status}", "Anything disputed?"),
    asks("BE [of] [these|those] CLAIMS {status}", "ask {status}", "Are any of the claims contradicted?"),
    asks("BE [there] anything|something|nothing|CLAIMS [that|which] [BE] {status}", "ask {status}", "Is anything denied?"),
    asks("BE [there] anything|something|nothing in here|there {status}", "ask {status}", "Is there something in there disputed?"),
    asks("DO anything|something|nothing|CLAIMS [been|get|gotten|become] {status}", "ask {status}", "Has anything been corroborated?"),
    asks("do we|you have {status} CLAIMS", "ask {status}", "Do we have any single-source claims?"),
    asks("do we|you have CLAIMS|anything [that|which] [BE] {status}", "ask {status}", "Do we have anything that is corroborated?"),
    asks("SHOW {status} [CLAIMS]", "ask {status}", "List the single source claims"),
    asks("SHOW CLAIMS [that|which] [BE] {status}", "ask {status}", "Show me the claims that are not corroborated"),
    asks("where BE [there] {status}", "ask {status}", "Where is independence not established?"),
    asks("{status} [CLAIMS]", "ask {status}", "Corroborated?"),
    asks("CLAIMS [that|which] [BE] {status}", "ask {status}", "Claims from a single source"),
    asks("WHICH CLAIMS DO no|any attestation|evidence|support", "ask unsupported", "Which claims have no attestation?"),
    asks("WHICH CLAIMS BE based on REPEAT|SAY|rumour|rumours only", "ask unsupported", "Which claims are based on rumour only?"),
    asks("WHICH [CLAIMS] [BE] REST on|upon one|single SOURCES", "ask single-source", "Which claims hang on a single source?"),
    asks("WHICH CLAIMS DO [only] one|single source|outlet", "ask single-source", "Which claims have only one source?"),

    asks("WHICH [of] [these|those] CLAIMS BE true|false|correct|wrong|lies|fake|likely|reliable|proven", "ask all", "Which claims are true?").noting(NOT_TRUTH),

    // By flag.
    asks("WHICH [CLAIMS] [DO|with|BE] {flag}", "ask {flag}", "Which claims contradict themselves?"),
    asks("WHICH CLAIMS BE flagged|marked [as|with|for|by] {flag}", "ask {flag}", "Which claims are flagged with circular reporting?"),
    asks("SHOW [CLAIMS] [with|that] [have] {flag}", "ask {flag}", "Show claims with unchecked citations"),
    asks("BE [there] {flag}", "ask {flag}", "Is there any circular reporting?"),
    asks("where BE [there] {flag}", "ask {flag}", "Where is there circular reporting?"),
    asks("[CLAIMS] [with] {flag}", "ask {flag}", "Claims with a stale basis"),
    asks("WHICH times|dates DO not fit|match|agree", "ask temporal-tension", "Which dates do not fit?"),
    asks("WHICH CLAIMS BE flagged|marked", "query flagged", "Which claims are flagged?"),
    asks("WHICH|SHOW flags [BE] [there|set]", "query flagged", "What flags are there?"),

    // By what they rest on.
    asks("WHICH [CLAIMS] [DO] REST on|upon {agent}", "ask --rests-on {agent}", "What rests on {Le Soir}?"),
    asks("WHICH [CLAIMS] BE REST on|upon {agent}", "ask --rests-on {agent}", "Which claims are based only on {Mandiant}?"),
    asks("WHICH [CLAIMS] [DO] FALL without {agent}", "ask --rests-on {agent}", "What would fall without {TechCrunch}?"),
    asks("WHICH [CLAIMS] [DO] FALL if {agent} BE|DO wrong|lying|mistaken|unreliable|lie|lied|err", "ask --rests-on {agent}", "What would collapse if {Le Soir} is wrong?"),
    asks("what if {agent} BE|DO wrong|lying|mistaken|unreliable", "ask --rests-on {agent}", "What if {Le Soir} were mistaken?"),
    asks("what if {agent} lied|retracted|erred|lies|retracts", "ask --rests-on {agent}", "What if {Mandiant} retracted?"),
    asks("WHICH CLAIMS DO {agent} carry|carries alone|only", "ask --rests-on {agent}", "Which claims does {Le Soir} carry alone?"),
    asks("WHICH [CLAIMS] DO only {agent} carry|SAY|know", "ask --rests-on {agent}", "What does only {Mandiant} say?"),
    asks("WHICH CLAIMS need|needs|require|requires {agent}", "ask --rests-on {agent}", "Which claims need {TechCrunch}?"),
    asks("WHICH [CLAIMS] DO be left|remain|stand|survive|hold without {agent}", "ask --stands-without {agent}", "What would be left without {Le Soir}?"),
    asks("WHICH [CLAIMS] [DO] remain|remains|stand|stands|survive|survives|hold|holds without {agent}", "ask --stands-without {agent}", "Which claims still stand without {Mandiant}?"),
    asks("WHICH [CLAIMS] DO not REST on|upon {agent}", "ask --stands-without {agent}", "Which claims do not depend on {Le Soir}?"),

    // How many.
    asks("COUNT CLAIMS [BE|have] [there|we]", "ask all --count", "How many claims are there?"),
    asks("COUNT CLAIMS do we|you have", "ask all --count", "How many claims do we have?"),
    asks("COUNT [of] [CLAIMS] [BE|that] {status}", "ask {status} --count", "How many claims are corroborated?"),
    asks("COUNT {status} CLAIMS [BE] [there]", "ask {status} --count", "How many disputed claims are there?"),
    asks("what share|percentage|proportion|fraction of CLAIMS BE {status}", "ask {status} --count", "What share of the claims is corroborated?"),
    asks("COUNT CLAIMS [DO|with] {flag}", "ask {flag} --count", "How many claims have a temporal tension?"),
    asks("COUNT [CLAIMS] REST on|upon {agent}", "ask --rests-on {agent} --count", "How many claims rest on {TechCrunch}?"),
    asks("COUNT [CLAIMS] [DO] FALL without {agent}", "ask --rests-on {agent} --count", "How many claims would fall without {Mandiant}?"),
    asks("COUNT CLAIMS [DO|BE] [of|in] WHICH|each|every status", "query statuses", "How many claims have which status?"),
    asks("COUNT SOURCES|DOCUMENTS|STATEMENTS|ties [BE] [there]", "stats", "How many sources are there?"),
    asks("COUNT SOURCES|DOCUMENTS|STATEMENTS|ties do we|you have", "stats", "How many documents do we have?"),

    // By what they are about.
    asks("WHICH topics|subjects|themes [BE] [there]", "query topics", "What topics are there?"),
    asks("SHOW topics|subjects|themes", "query topics", "List the topics"),
    asks("what BE {topic} about", "query topics -p topic={topic}", "What is {the staff of the port authority} about?"),
    asks("WHICH|SHOW CLAIMS [BE] about|on|concerning {topic}", "query topics -p topic={topic}", "Which claims are about {the staff of the port authority}?"),
    asks("WHICH CLAIMS [DO] belong to [topic|subject] {topic}", "query topics -p topic={topic}", "Which claims belong to {the staff of the port authority}?"),
    asks("what BE topic|subject {topic} about", "query topics -p topic={topic}", "What is the topic {the staff of the port authority} about?"),
    asks("WHICH|SHOW CLAIMS [DO] mention|mentions|contain|contains|about|on|concerning {text}", "query find -p words={text}", "Which claims mention {the flaw}?"),
    asks("WHICH CLAIMS BE about|on|concerning {text}", "query find -p words={text}", "Which claims are about {customers}?"),
    asks("what BE known|claimed|said|alleged|recorded|there about|on|of {text}", "query find -p words={text}", "What is known about {Barracuda}?"),
    asks("what DO we|you|i know about|on|of {text}", "query find -p words={text}", "What do we know about {passwords}?"),
];
