//! Which claims: by status, by flag, by what they hang on, by what they are about.

use super::Asks::{
    Claims, Find, Lacking, Mentioning, Query, RestsOn, StandsWithout, Unrecorded, Unsaid, Word,
};
use super::{Form, form, slot, text};
use crate::ask::form::Slot;

const NOT_TRUTH: &str =
    "which are so, sayso cannot tell; these are all, those best supported first";
const ALONE: &str = "of these nothing is left without it; others may be needed as well";
const KINDS: &str = "what kind of text a document is, is not recorded: `sayso query documents` lists them with their publishers";
const STATUS: &str = "these are claims with that status; who denies what others support is found by `sayso ask statements --stance denies`";

#[rustfmt::skip]
pub(super) const WHICH: &[Form] = &[
    form(Claims, "WHICH CLAIMS [BE|have] [there|made|we]", "What claims are there?"),
    form(Claims, "WHICH CLAIMS do WE have", "Which claims do we have?"),
    form(Claims, "SHOW [all] everything|CLAIMS", "Show me all the claims"),
    form(Claims, "[all] CLAIMS", "All claims"),
    form(Claims, "WHICH CLAIMS BE best|strongest|most|well [supported|sourced|solid]", "Which claims are best supported?"),
    form(Claims, "WHICH [of] [these|those] CLAIMS BE {status}", "Which of the claims are still disputed?"),
    form(Claims, "what is|are {status}", "What is corroborated?"),
    form(Claims, "WHICH CLAIMS DO [BE] {status}", "Which claims could be retracted?"),
    form(Claims, "WHICH {status} CLAIMS [BE] [there|made]", "What uncorroborated claims are there?"),
    form(Claims, "WHICH {status} CLAIMS do WE have", "Which confirmed claims do we have?"),
    form(Claims, "BE [there] [of] [these|those] {status} CLAIMS", "Are there any disputed claims?"),
    form(Claims, "BE [there] [of] [these|those] CLAIMS|anything|something [in] [here|there] [that|which] [BE] {status}", "Is there something in there disputed?"),
    form(Claims, "[BE|DO] anything|something|CLAIMS [that|which] [BE|been|get|gotten|become] {status}", "Has anything been corroborated?"),
    form(Claims, "do WE have {status} CLAIMS", "Do we have any single-source claims?"),
    form(Claims, "do WE have CLAIMS|anything [that|which] [BE] {status}", "Do we have anything that is corroborated?"),
    form(Claims, "SHOW {status} [CLAIMS]", "List the single source claims"),
    form(Claims, "SHOW CLAIMS [that|which] [BE] {status}", "Show me the claims that are not corroborated"),
    form(Claims, "where BE [there] {status}", "Where is independence not established?"),
    form(Claims, "where BE [there] {flag}", "Where is there circular reporting?"),
    form(Word("unsupported"), "WHICH CLAIMS DO no EVIDENCE|attestation", "Which claims have no attestation?"),
    form(Word("unsupported"), "WHICH CLAIMS BE based on rumour|rumours [only]", "Which claims are based on rumour only?"),
    form(Word("temporal-tension"), "WHICH times|dates DO not fit|match|agree", "Which dates do not fit?"),
    form(Word("single-source"), "WHICH [CLAIMS] [DO|BE] REST [only] on|upon [only] ONE SOURCES", "Which claims hang on a single source?"),
    form(Word("single-source"), "WHICH CLAIMS DO [only] ONE SOURCES", "Which claims have only one source?"),
    form(Claims, "{status} [CLAIMS]", "Corroborated?"),
    form(Claims, "WHICH questions|requests BE|remain {status}", "Which questions remain unanswered?"),
    form(Lacking, "WHICH CLAIMS [DO] lack|lacks {status}", "Which claims lack corroboration?"),
    form(Claims, "WHICH CLAIMS BE denied", "Which claims are denied?").noting(STATUS),
    form(Unsaid, "WHICH CLAIMS BE not|never {stance} [by ANYBODY]", "Which claims are not denied?"),
    form(Unsaid, "WHICH CLAIMS BE {stance} by NOBODY", "Which claims are confirmed by nobody?"),
    form(Unsaid, "WHICH CLAIMS DO NOBODY {stance}", "Which claims did nobody deny?"),
    form(Unsaid, "WHICH [CLAIMS] DO {agent} NOT {stance}", "What did {Barracuda} not deny?"),
    form(Unsaid, "WHICH [CLAIMS] DO NOT {agent} {stance}", "Which claims didn't {Barracuda} confirm?"),
    form(Unsaid, "WHICH CLAIMS BE NOT {stance} by {agent}", "Which claims were not confirmed by {Barracuda}?"),
    form(Unsaid, "WHICH CLAIMS DO {agent} NOT mention|mentioned|address|addressed|comment|commented", "Which claims did {Mandiant} never mention?"),
    form(Claims, "WHICH [of] [these|those] CLAIMS BE true|false|correct|wrong|lies|fake|likely|reliable|proven", "Which claims are true?").noting(NOT_TRUTH),

    form(Claims, "WHICH [CLAIMS] [DO|with|BE] {flag}", "Which claims contradict themselves?"),
    form(Claims, "WHICH CLAIMS BE flagged|marked [as|with|for|by] {flag}", "Which claims are flagged with circular reporting?"),
    form(Claims, "[SHOW] [CLAIMS] [with|that] [have] {flag}", "Show claims with unchecked citations"),
    form(Claims, "BE [there] {flag}", "Is there any circular reporting?"),
    form(Query("flagged", &[]), "WHICH|SHOW CLAIMS|flags [BE] [there|set|flagged|marked]", "What flags are there?"),
    form(Query("statuses", &[]), "COUNT CLAIMS [DO|BE|have] [of|in] WHICH|each|every status", "How many claims have which status?"),
];

#[rustfmt::skip]
pub(super) const HANGING: &[Form] = &[
    form(RestsOn, "WHICH [CLAIMS] [DO|BE] REST on|upon {agent}", "What rests on {Le Soir}?"),
    form(RestsOn, "WHICH [CLAIMS] [DO|BE] REST only|solely|entirely on|upon {agent}", "Which claims are based only on {Mandiant}?").noting(ALONE),
    form(RestsOn, "WHICH [CLAIMS] [DO|BE] [only|solely] REST on|upon [only] {agent} [alone|only]", "Which claims rest on {Mandiant} alone?").noting(ALONE),
    form(RestsOn, "WHICH [CLAIMS] [DO] FALL without {agent}", "What would fall without {TechCrunch}?"),
    form(RestsOn, "WHICH [CLAIMS] [DO] FALL if {agent} [BE|DO] WRONG|RETRACT", "What would collapse if {Le Soir} is wrong?"),
    form(RestsOn, "what if {agent} [BE|DO] WRONG|RETRACT", "What if {Le Soir} were mistaken?"),
    form(RestsOn, "WHICH CLAIMS DO {agent} carry|carries|support|back alone", "Which claims does {Le Soir} carry alone?").noting(ALONE),
    form(RestsOn, "WHICH CLAIMS [DO] come|comes|came|stem|stems [only|solely] from {agent} [alone]", "Which claims come only from {Mandiant}?").noting(ALONE),
    form(RestsOn, "WHICH CLAIMS need|needs|require|requires {agent}", "Which claims need {TechCrunch}?"),
    form(StandsWithout, "WHICH [CLAIMS] [DO] [be] left|remain|remains|stand|stands|survive|survives|hold|holds|supported|corroborated without {agent}", "What would be left without {Le Soir}?"),
    form(StandsWithout, "WHICH [CLAIMS] [DO] stand|stands|survive|survives|remain|remains if {agent} [BE|DO] WRONG|RETRACT", "Which claims survive if {Mandiant} is wrong?"),
    form(StandsWithout, "WHICH [CLAIMS] DO not REST on|upon {agent}", "Which claims do not depend on {Le Soir}?"),
    form(Query("one-publisher", &[]), "WHICH CLAIMS DO only ONE outlet|newspaper|paper|publication|publisher CARRY", "Which claims did only one newspaper report?").noting(
        "what kind of outlet a publisher is, is not recorded: these are claims that one publisher alone has carried"),
    form(Query("one-publisher", &[]), "WHICH CLAIMS BE CARRY by only ONE outlet|newspaper|paper|publication|publisher", "Which claims were carried by only one newspaper?"),
    form(Query("on-anonymous", &[]), "WHICH [CLAIMS] [BE|DO] REST [only] on|upon UNNAMED SOURCES|officials", "Which claims rest on anonymous sources?"),
    form(Query("on-anonymous", &[]), "WHICH CLAIMS [DO] come|comes|have from|only UNNAMED SOURCES|officials", "Which claims have only anonymous sources?"),
    form(Query("ungraded", &[]), "WHICH [CLAIMS] [BE|DO] REST [only] on|upon ungraded|unknown SOURCES", "Which claims rest on ungraded sources?"),
    form(Query("one-document", &[]), "WHICH [CLAIMS] [BE|DO] REST|in on|upon|only ONE DOCUMENTS", "Which claims rest on a single document?"),
    form(Query("one-document", &[]), "WHICH CLAIMS BE in ONE DOCUMENTS", "Which claims are in only one document?"),
    form(Unrecorded(KINDS), "WHICH [CLAIMS] [BE|DO] come|comes|came|REST|made|from|in [from|on|in] [press] release|releases|interview|interviews|leak|leaks|court|filing|filings|tweet|tweets|blog|blogs|editorial", "Which claims come from a press release?"),
    form(Query("only-carriers", &[]), "WHO carries|carry|carried most|more [CLAIMS] [alone]", "Which sources carry the most alone?"),
    form(Query("only-carriers", &[]), "WHO BE indispensable|irreplaceable [most]", "Which sources are indispensable?"),
    form(Query("only-carriers", &[]), "on whom|which|what [source|SOURCES] DO most [CLAIMS] REST", "On whom does the most depend?"),
    form(Query("only-carriers", &[]), "WHO [DO] most [CLAIMS] REST on|upon", "Which sources do most claims rest on?"),
    form(Query("only-carriers", &[]), "[what|which|SHOW] [BE] single points [of] [failure] [BE] [there]", "What are the single points of failure?"),
];

#[rustfmt::skip]
pub(super) const ABOUT: &[Form] = &[
    form(Query("topics", &[]), "WHICH|SHOW topics|subjects|themes [BE] [there]", "What topics are there?"),
    form(Query("topics", &[slot("topic", Slot::Topic)]), "what BE [topic|subject] {topic} about", "What is {the staff of the port authority} about?"),
    form(Query("topics", &[slot("topic", Slot::Topic)]), "WHICH|SHOW CLAIMS [BE] about|on|concerning {topic}", "Which claims are about {the staff of the port authority}?"),
    form(Query("topics", &[slot("topic", Slot::Topic)]), "WHICH CLAIMS [DO] belong to [topic|subject] {topic}", "Which claims belong to {the staff of the port authority}?"),
    form(Mentioning, "WHICH|SHOW CLAIMS [BE|DO] mention|mentions|contain|contains|about|on|concerning {text}", "Which claims mention {the flaw}?"),
    form(Mentioning, "what BE known|claimed|said|alleged|recorded|there about|on|of {text}", "What is known about {Barracuda}?"),
    form(Mentioning, "what DO WE know|have about|on|of {text}", "What do we know about {passwords}?"),
    form(Mentioning, "about {text}", "About {passwords}"),
    form(Find, "find|search|look [for] {text}", "Find {passwords}"),
    form(Mentioning, "[SHOW] everything|anything|all [there] [BE] [WE] [know|have] about|on|of {text}", "Show me everything about {customers}"),
    form(Query("by-confidence", &[text("most", "0.5")]), "[WHICH|SHOW] STATEMENTS [BE|DO] [with|of] low|little|least|lowest confidence", "Which statements have low confidence?"),
    form(Query("by-confidence", &[text("least", "0.5")]), "[WHICH|SHOW] STATEMENTS [BE|DO] [with|of] high|highest|most confidence", "Show statements with high confidence"),
    form(Query("by-confidence", &[]), "WHICH|SHOW STATEMENTS [DO] [with|by|have] confidence", "Which statements have a confidence?"),
    form(Query("by-confidence", &[]), "what BE|are WE [least|most] confident|sure of|about", "What are we most confident about?"),
];
