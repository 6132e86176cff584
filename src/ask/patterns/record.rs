//! The record itself: documents, gaps, what was taken back, and when things became known.

use super::{Pattern, asks};

const SAID: &str =
    "this is how it stood by what had been said by then; `--known-at` goes by when it was recorded";

#[rustfmt::skip]
pub(super) const PATTERNS: &[Pattern] = &[
    // Documents.
    asks("WHICH|SHOW DOCUMENTS [BE] [there|recorded]", "query documents", "Which documents are there?"),
    asks("WHICH DOCUMENTS do we|you have", "query documents", "Which documents do we have?"),
    asks("WHICH DOCUMENTS [DO] {agent} publish|published|publishes|issued|issue|release|released", "query documents -p publisher={agent}", "Which articles did {TechCrunch} publish?"),
    asks("what DO {agent} publish|published|issue|release", "query documents -p publisher={agent}", "What has {TechCrunch} published?"),
    asks("[WHICH|SHOW] DOCUMENTS by|of|from {agent}", "query documents -p publisher={agent}", "Documents by {TechCrunch}"),
    asks("WHICH DOCUMENTS BE not|never|nowhere captured|held|saved|archived|kept|checked", "query never-captured", "Which documents were never captured?"),
    asks("WHICH DOCUMENTS BE uncaptured|unheld|missing|cited", "query never-captured", "Which documents are missing?"),
    asks("WHICH DOCUMENTS DO we|you not have|hold|keep|captured", "query never-captured", "Which documents do we not hold?"),
    asks("WHICH DOCUMENTS [DO] [have|has|lack|without] no|a [capture|copy|hash]", "query never-captured", "Which documents have no capture?"),
    asks("what BE not|never captured|archived|saved", "query never-captured", "What was never archived?"),
    asks("WHICH [CLAIMS] [BE] REST on|upon one|single DOCUMENTS", "query one-document", "Which claims rest on a single document?"),
    asks("WHICH CLAIMS DO|BE [in] one|single DOCUMENTS", "query one-document", "Which claims are in only one document?"),

    // Gaps.
    asks("WHICH|SHOW STATEMENTS [DO|BE] [in] no|without DOCUMENTS", "query without-document", "Which statements are in no document?"),
    asks("WHICH CLAIMS|STATEMENTS [DO|BE] [have] no|without|lack|lacks DOCUMENTS|documentation", "query without-document", "Which claims have no document?"),
    asks("WHICH|SHOW STATEMENTS [DO|BE] [have] no|without|lack|lacks date|dates|time", "query undated", "Which statements have no date?"),
    asks("WHICH STATEMENTS BE undated", "query undated", "Which statements are undated?"),
    asks("WHICH|SHOW STATEMENTS [DO|BE] [have] no|without|lack|lacks anchor|anchors|place", "query without-anchor", "Which statements have no anchor?"),
    asks("WHICH STATEMENTS BE not anchored", "query without-anchor", "Which statements are not anchored?"),
    asks("WHO|STATEMENTS|WHICH [STATEMENTS] [DO] [give|gives|have|has|with|without|state|states] no|any basis|bases", "query no-basis", "Who gives no basis?"),
    asks("WHO DO not give|state|say|SAY basis|how [they] [know]", "query no-basis", "Who does not give a basis?"),

    // What is repeated though it was taken back.
    asks("WHO [DO] REPEAT what BE|DO retracted|withdrawn|taken [back]", "query stale-bases", "Who still repeats what was retracted?"),
    asks("WHICH STATEMENTS REPEAT retracted|withdrawn [STATEMENTS|CLAIMS|ones]", "query stale-bases", "Which statements repeat retracted ones?"),

    // How sure.
    asks("[WHICH|SHOW] STATEMENTS [BE|DO] [with|of] low|little|least|lowest confidence", "query by-confidence -p most=0.5", "Which statements have low confidence?"),
    asks("[WHICH|SHOW] STATEMENTS [BE|DO] [with|of] high|highest|most confidence", "query by-confidence -p least=0.5", "Show statements with high confidence"),
    asks("WHICH|SHOW STATEMENTS [DO] [with|by|have] confidence", "query by-confidence", "Which statements have a confidence?"),
    asks("what BE|are we|i [least|most] confident|sure of|about", "query by-confidence", "What are we most confident about?"),
    asks("how sure|certain|confident BE|DO speakers|SOURCES|they [claimed|claim] [to] [be]", "query stated-confidence", "How sure are the speakers?"),
    asks("[SHOW] stated confidence|confidences", "query stated-confidence", "Stated confidence"),

    // Claims and claims.
    asks("WHICH CLAIMS contradict|contradicts|BE [contradicting] each|one other|another", "query contradictions", "Which claims contradict each other?"),
    asks("what contradicts what", "query contradictions", "What contradicts what?"),
    asks("WHICH|SHOW contradictions|contradiction [BE] [there]", "query contradictions", "What contradictions are there?"),
    asks("BE there contradictions|contradiction", "query contradictions", "Are there contradictions?"),
    asks("contradictions", "query contradictions", "Contradictions"),
    asks("WHICH CLAIMS entail|imply|follow [from] WHICH|each|one|others [other|another|CLAIMS]", "query entailments", "Which claims entail which?"),
    asks("WHICH CLAIMS [BE|SAY|mean] same|duplicates|identical|equivalent", "query same-claims", "Which claims say the same?"),
    asks("WHICH times|dates|periods|spans DO CLAIMS speak|cover [of]", "query spans", "Which times do the claims speak of?"),

    // How things stood on a day.
    asks("what DO [we|you|i|they|people|anybody|anyone] know|knew {moment}", "ask all --said-by {moment}", "What did we know on 28 February 2025?").noting(SAID),
    asks("what BE known|established|clear [so] [far] {moment}", "ask all --said-by {moment}", "What was known by March 2024?").noting(SAID),
    asks("how [DO] things|claims stand|stood {moment}", "ask all --said-by {moment}", "How did things stand in 2024?").noting(SAID),
    asks("WHICH|SHOW CLAIMS [BE] [there] {moment}", "ask all --said-by {moment}", "Which claims were there in 2024?").noting(SAID),
    asks("WHICH [of] [CLAIMS] BE {status} {moment}", "ask {status} --said-by {moment}", "Which claims were corroborated on 1 June 2024?").noting(SAID),
    asks("BE [there] anything|something|nothing|CLAIMS [that|which] [BE] {status} {moment}", "ask {status} --said-by {moment}", "Was anything disputed in 2024?").noting(SAID),
    asks("COUNT [of] [CLAIMS] [BE|that] {status} {moment}", "ask {status} --count --said-by {moment}", "How many claims were corroborated by June 2023?").noting(SAID),
    asks("what DO [we|you|i|they|people|anybody|anyone] know|knew ABOUT {claim} {moment}", "why {claim} --said-by {moment}", "What did we know about {the zero-day} on 1 June 2023?").noting(SAID),
    asks("what BE known|established ABOUT {claim} {moment}", "why {claim} --said-by {moment}", "What was known about {the zero-day} by June 2023?").noting(SAID),
    asks("BE {claim} {status} {moment}", "why {claim} --said-by {moment}", "Was {the zero-day} corroborated on 1 June 2023?").noting(SAID),
    asks("BE it {status} [that] {claim} {moment}", "why {claim} --said-by {moment}", "Was it confirmed that {mail was taken} by 2024?").noting(SAID),
    asks("why BE {claim} {status} {moment}", "why {claim} --said-by {moment}", "Why was {the mail server} single source in 2025?").noting(SAID),
    asks("[what] [BE] verdict|status|standing ABOUT {claim} {moment}", "why {claim} --said-by {moment}", "What was the verdict on {the zero-day} in 2024?").noting(SAID),
    asks("how [DO] {claim} stand|stood {moment}", "why {claim} --said-by {moment}", "How did {the zero-day} stand in 2024?").noting(SAID),
    asks("why [BE] {claim} {moment}", "why {claim} --said-by {moment}", "Why {the zero-day} as of 1 June 2023?").noting(SAID),

    // When.
    asks("[SHOW] timeline|chronology", "query timeline", "Show the timeline"),
    asks("what BE SAY when", "query timeline", "What was said when?"),
    asks("WHO SAY what when", "query timeline", "Who said what when?"),
    asks("what DO we|you|i learn|learned|learnt|record|recorded since|after|from {date}", "query learnt-since -p since={date}", "What did we learn since January 2025?"),
    asks("what BE learnt|learned|recorded|added since|after|from {date}", "query learnt-since -p since={date}", "What was recorded since 2024-06?"),
    asks("what [DO|BE] [been] changed|change|different since|after|from {date}", "diff --from {date}", "What changed since March 2023?"),
    asks("WHICH CLAIMS|verdicts|verdict [DO|BE] [been] changed|change|different since|after|from {date}", "diff --from {date}", "Which verdicts have changed since 2025-01-01?"),
    asks("[SHOW] changes|differences since|after|from {date}", "diff --from {date}", "Show the changes since 1 June 2023"),
    asks("WHICH ties BE|were in force on|in {date}", "query ties -p day={date}", "Which ties were in force on 28 February 2025?"),
    asks("who BE TIED to|with whom on|in {date}", "query ties -p day={date}", "Who was tied to whom on 1 June 2024?"),
];
