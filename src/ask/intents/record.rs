//! What to check next, what changed, and the record itself: its gaps and its times.

use super::Asks::{Claims, Diff, Next, Query};
use super::{Form, form, slot};
use crate::ask::form::Slot;

#[rustfmt::skip]
pub(super) const NEXT: &[Form] = &[
    form(Next, "what do|should|shall|could|can|must WE check|verify|do|ask|call [next]", "What should I check next?"),
    form(Next, "what BE [left|worth] [there] [to] check|checking|do|verify [next]", "What is worth checking next?"),
    form(Next, "what next", "What next?"),
    form(Next, "whom|who do|should|shall|could|can|must WE ask|call [next]", "Whom should we call next?"),
    form(Next, "WHICH CLAIMS do|should|shall|could|can|must WE check|verify [next]", "Which claims should I check next?"),
    form(Query("weakest", &[]), "[WHICH|SHOW|what] [BE] weakest|shakiest CLAIMS [BE]", "What are the weakest claims?"),
    form(Query("weakest", &[]), "WHICH CLAIMS BE weakest|shakiest|shaky|weak [supported|sourced]", "Which claims are weakest?"),
    form(Query("weakest", &[]), "WHICH CLAIMS BE least|worst|poorly|badly|weakly supported|sourced|corroborated|attested", "Which claims are least supported?"),
    form(Query("weakest", &[]), "WHICH CLAIMS DO least|weakest EVIDENCE", "Which claims have the least support?"),
    form(Query("weakest", &[]), "where BE WE weak|weakest|vulnerable", "Where are we weakest?"),
];

#[rustfmt::skip]
pub(super) const RECORD: &[Form] = &[
    form(Query("never-captured", &[]), "WHICH DOCUMENTS BE NOT|nowhere captured|held|saved|archived|kept|checked", "Which documents were never captured?"),
    form(Query("never-captured", &[]), "WHICH DOCUMENTS BE uncaptured|unheld|missing|cited", "Which documents are missing?"),
    form(Query("never-captured", &[]), "WHICH DOCUMENTS DO WE not have|hold|keep|captured", "Which documents do we not hold?"),
    form(Query("never-captured", &[]), "WHICH DOCUMENTS [DO] have|has|lack|without [no] [capture|copy|hash]", "Which documents have no capture?"),
    form(Query("never-captured", &[]), "what BE NOT captured|archived|saved", "What was never archived?"),
    form(Query("without-document", &[]), "WHICH|SHOW STATEMENTS [DO|BE] [in] no|without DOCUMENTS", "Which statements are in no document?"),
    form(Query("without-document", &[]), "WHICH CLAIMS|STATEMENTS [DO|BE] [have] no|without|lack|lacks DOCUMENTS|documentation", "Which claims have no document?"),
    form(Query("undated", &[]), "WHICH|SHOW STATEMENTS [DO|BE] [have] no|without|lack|lacks date|dates|time", "Which statements have no date?"),
    form(Query("undated", &[]), "[WHICH|SHOW] [BE] undated STATEMENTS", "Undated statements"),
    form(Query("undated", &[]), "WHICH STATEMENTS BE undated", "Which statements are undated?"),
    form(Query("without-anchor", &[]), "WHICH|SHOW STATEMENTS [DO|BE] [have] no|without|lack|lacks anchor|anchors|place", "Which statements have no anchor?"),
    form(Query("without-anchor", &[]), "WHICH STATEMENTS BE not anchored", "Which statements are not anchored?"),
    form(Query("no-basis", &[]), "WHO|STATEMENTS|WHICH [STATEMENTS] [DO] [give|gives|have|has|with|without|state|states] no basis|bases", "Who gives no basis?"),
    form(Query("no-basis", &[]), "WHO|WHICH [STATEMENTS] [DO|BE] give|gives|without [any] basis|bases", "Which statements are without a basis?"),
    form(Query("no-basis", &[]), "WHO DO not give|state|say|SAY basis|how [they] [know]", "Who does not give a basis?"),
    form(Query("stated-confidence", &[]), "how sure|certain|confident BE|DO speakers|SOURCES|they [claimed|claim] [to] [be]", "How sure are the speakers?"),
    form(Query("stated-confidence", &[]), "[SHOW] stated confidence|confidences", "Stated confidence"),
    form(Query("contradictions", &[]), "[BE] [there] [WHICH|what] [SHOW] [CLAIMS] contradict|contradicts|contradictions|contradiction [BE] [there] [each|one|what] [other|another]", "Which claims contradict each other?"),
    form(Query("entailments", &[]), "WHICH CLAIMS entail|imply|follow [from] WHICH|each|one|others [other|another|CLAIMS]", "Which claims entail which?"),
    form(Query("same-claims", &[]), "WHICH CLAIMS [BE|SAY|mean] same|duplicates|identical|equivalent", "Which claims say the same?"),
    form(Query("spans", &[]), "WHICH times|dates|periods|spans DO CLAIMS speak|cover [of]", "Which times do the claims speak of?"),
    form(Claims, "what DO WE|they|people|anybody|anyone|everybody know|knew", "What did we know on 28 February 2025?"),
    form(Claims, "what BE known|established|clear", "What was known by March 2024?"),
    form(Claims, "how [DO] things|claims|CLAIMS stand|stood", "How did things stand in 2024?"),
    form(Query("timeline", &[]), "[SHOW] timeline|chronology", "Show the timeline"),
    form(Query("timeline", &[]), "[WHO|what] [BE] SAY [what] when", "Who said what when?"),
    form(Query("learnt-since", &[slot("since", Slot::Date)]), "what DO|BE [WE] learn|learned|learnt|record|recorded|added|add since|after|from {date}", "What did we learn since January 2025?"),
    form(Diff, "what|WHICH [CLAIMS|verdicts|verdict] [DO|BE] [been] changed|change|different|new since|after|from {date}", "What changed since March 2023?"),
    form(Diff, "[SHOW] changes|differences since|after|from {date}", "Show the changes since 1 June 2023"),
    form(Query("ties", &[slot("day", Slot::Date)]), "WHICH TIES BE|were in force on|in {date}", "Which ties were in force on 28 February 2025?"),
    form(Query("ties", &[slot("day", Slot::Date)]), "who BE TIED to|with whom on|in {date}", "Who was tied to whom on 1 June 2024?"),
];
