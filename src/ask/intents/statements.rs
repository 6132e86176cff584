//! Who said what, who did not answer, who copied whom, and what was taken back.

use super::Asks::{
    Documented, Made, Query, Quoted, Repeating, Said, Statements, To, Unsaid, Whether,
};
use super::{Form, form, slot};
use crate::ask::Sort;
use crate::ask::form::Slot;
use crate::model::Stance;

const RETRACTIONS: super::Asks = Statements(Sort::Retractions);
const FIRST_HAND: super::Asks = Statements(Sort::FirstHand);
const ANY: super::Asks = Statements(Sort::Any);
const DENIALS: super::Asks = Said(&[Stance::Denies]);
const CONFIRMATIONS: super::Asks = Said(&[Stance::Confirms]);
const AFFIRMED: super::Asks = Said(&[Stance::Asserts, Stance::Confirms, Stance::Reports]);
const REPETITIONS: super::Asks = Statements(Sort::Repetitions);
const SILENCE: super::Asks = Statements(Sort::Unanswered);

const NOT_TRUTH: &str = "what is wrong, sayso cannot tell; this is what it took back, and `sayso query disagreements` has who contradicts it";
const COURSE: &str = "who took something back, and who stands on both sides of a claim";

#[rustfmt::skip]
pub(super) const TAKEN_BACK: &[Form] = &[
    form(RETRACTIONS, "[BE|DID] what|which|anything|something [that] [in] [here|there] [BE|DID] [been] RETRACT [and] [by] [whom|ANYBODY]", "What was retracted, and by whom?"),
    form(RETRACTIONS, "DID ANYBODY RETRACT [what|anything|something] [back]", "Did anybody retract anything?"),
    form(RETRACTIONS, "DID ANYBODY take|took|taken what|anything|something back", "Did anybody take anything back?"),
    form(RETRACTIONS, "WHO [DID] RETRACT [what|anything|something]", "Who retracted something?"),
    form(RETRACTIONS, "WHO took|takes|take what|anything|something back", "Who took something back?"),
    form(RETRACTIONS, "[BE] [there] [WHICH|SHOW] [all] retractions|withdrawals|corrections [BE] [there|published|made|printed|issued]", "Show all retractions"),
    form(RETRACTIONS, "[SHOW] retractions|withdrawals|corrections by|of|from {agent}", "Corrections by {Le Soir}"),
    form(RETRACTIONS, "[SHOW] {agent} s retractions|corrections", "{Le Soir}'s corrections"),
    form(RETRACTIONS, "what DID {agent} RETRACT", "What did {Le Soir} retract?"),
    form(RETRACTIONS, "what DID {agent} take|taken|took back", "What did {Le Soir} take back?"),
    form(RETRACTIONS, "what DID {agent} get|got wrong", "What did {Le Soir} get wrong?").noting(NOT_TRUTH),
    form(RETRACTIONS, "DID {agent} RETRACT [anything|something]", "Did {Le Soir} retract anything?"),
    form(RETRACTIONS, "DID {agent} RETRACT {claim}", "Did {Le Soir} withdraw {mail was taken}?"),
    form(RETRACTIONS, "BE {claim} RETRACT", "Was {mail was taken} taken back?"),
    form(RETRACTIONS, "WHO [DID] RETRACT {claim}", "Who retracted {mail was taken}?"),
    form(RETRACTIONS, "WHO took {claim} back", "Who took {the zero-day} back?"),
    form(Query("stale-bases", &[]), "WHO [DID|BE] REPEAT|CARRY|spread|spreading|stand|stands|standing [by] what BE|DID [been] RETRACT", "Who still repeats what was retracted?"),
    form(Query("stale-bases", &[slot("repeats", Slot::Agent)]), "WHO [DID|BE] REPEAT|CARRY|spread|spreading what {agent} RETRACT", "Who is still repeating what {Le Soir} took back?"),
    form(Query("stale-bases", &[slot("repeats", Slot::Agent)]), "WHO [DID|BE] REPEAT|CARRY|spread|spreading what {agent} DID RETRACT", "Who still carries what {Le Soir} has retracted?"),
    form(Query("stale-bases", &[]), "WHICH STATEMENTS REPEAT retracted|withdrawn [STATEMENTS|CLAIMS|ones]", "Which statements repeat retracted ones?"),
    form(Query("reversals", &[]), "WHO [DID] changed|change|changes|reversed their|its story|mind|account|position|version|tune|course|themselves", "Who changed their story?").noting(COURSE),
    form(Query("reversals", &[slot("speaker", Slot::Agent)]), "DID {agent} change|changed|reversed [their|its|his|her] story|mind|account|position|version|tune|course", "Did {Barracuda} change its story?").noting(COURSE),
    form(Query("reversals", &[]), "WHO contradicts|contradicted|contradict themselves|itself", "Who contradicted themselves?").noting(COURSE),
];

#[rustfmt::skip]
pub(super) const SAID: &[Form] = &[
    form(ANY, "WHO SAY what", "Who said what?"),
    form(ANY, "WHO SAY|comments|spoke|speaks|commented [so] anything|something|what ABOUT {claim}", "Who said anything about {the zero-day}?"),
    form(ANY, "what BE SAY|reported|published|claimed|new", "What was said?"),
    form(ANY, "what was|were|BE {stance}", "What was denied?"),
    form(ANY, "what [DID] {agent} SAY", "What has {Barracuda} said?"),
    form(ANY, "what DID {agent} {stance}", "What did {Mandiant} claim?"),
    form(Made, "WHICH CLAIMS DID {agent} make|made", "Which claims did {Mandiant} make?"),
    form(ANY, "WHICH STATEMENTS DID {agent} make|made", "Which statements did {Mandiant} make?"),
    form(ANY, "what DID {agent} tell|told {other}", "What did {Barracuda} tell {TechCrunch}?"),
    form(ANY, "WHICH CLAIMS DID {agent} {stance}", "Which claims did {Barracuda} deny?"),
    form(ANY, "what BE SAY|told by {agent}", "What was said by {Mandiant}?"),
    form(ANY, "what [BE] {stance} by {agent}", "What was reported by {TechCrunch}?"),
    form(ANY, "WHICH CLAIMS BE {stance} by {agent}", "Which claims were denied by {Barracuda}?"),
    form(ANY, "[SHOW] everything|all [that] {agent} SAY", "Everything that {Mandiant} said"),
    form(ANY, "[SHOW] [all] STATEMENTS|CLAIMS by|of|from {agent}", "Show the statements by {Mandiant}"),
    form(ANY, "[SHOW] {agent} s [own] STATEMENTS|CLAIMS", "{Mandiant}'s statements"),
    form(ANY, "what DID {agent} SAY anything|something", "What did {Mandiant} say?"),
    form(ANY, "what DID {document} SAY|report|reports|claim|claims|contain|contains|carry", "What does {TechCrunch on the breach} say?"),
    form(ANY, "what BE|stands|stand in {document}", "What is in {TechCrunch on the breach}?"),
    form(ANY, "WHICH CLAIMS|STATEMENTS BE|stand|appear|DID [made|appear] in {document}", "Which claims are made in {TechCrunch on the breach}?"),
    form(ANY, "[SHOW] STATEMENTS|CLAIMS in|from {document}", "Statements in {TechCrunch on the breach}"),
    form(ANY, "WHO [BE] {stance} what|anything|something", "Who asserted something?"),
    form(ANY, "WHO BE quoted|cited in {document}", "Who is quoted in {TechCrunch on the breach}?"),
    form(ANY, "WHO [DID|BE] [to] {stance} [that|whether] {claim}", "Who confirmed {the investigation}?"),
    form(AFFIRMED, "WHO [DID|BE] SAY so [that] {claim}", "Who says so that {mail was taken}?"),
    form(ANY, "WHO commented|spoke|speaks|comments [DID] [about|on] {claim}", "Who commented on {the zero-day}?"),
    form(ANY, "by whom BE {claim} {stance}", "By whom was {the investigation} confirmed?"),
    form(ANY, "whom|who BE {claim} {stance} by", "Who was {the investigation} confirmed by?"),
    form(DENIALS, "[SHOW] denials [of] {claim}", "Denials of {the mail server}"),
    form(CONFIRMATIONS, "[SHOW] confirmations [of] {claim}", "Show confirmations of {the investigation}"),
    form(ANY, "what BE SAY ABOUT {claim}", "What was said about {the zero-day}?"),
    form(ANY, "[SHOW] STATEMENTS on|about|concerning {claim}", "Statements on {the zero-day}"),
    form(ANY, "what [DID] happened|happen", "What happened?"),
    form(ANY, "what DID people|SOURCES|everybody|everyone SAY", "What did people say?"),
    form(ANY, "[BE] [there] [WHICH|SHOW] [all] STATEMENTS [BE] [there]", "Show all statements"),
    form(DENIALS, "[BE] [there] [WHICH|SHOW] [all] denials [BE] [there]", "Show all denials"),
    form(CONFIRMATIONS, "[BE] [there] [WHICH|SHOW] [all] confirmations [BE] [there]", "All confirmations"),
    form(Quoted, "SHOW|quote|cite passage|passages|words|sentence|lines|quotation where|in|that [which] {agent} {stance} [that|ABOUT] {claim}", "Quote the passage where {Mandiant} asserted {the zero-day}"),
    form(Quoted, "SHOW|quote|cite passage|passages|words|sentence|lines|quotation where|in|that [which] {agent} {stance}", "Quote the passage where {Mandiant} confirmed"),
    form(Quoted, "SHOW|quote|cite passage|passages|words|sentence|lines|quotation of|by|from {agent}", "Quote the words of {Mandiant}"),
    form(Quoted, "[what] [BE] {agent} s words|wording", "What were {Mandiant}'s words?"),
    form(Quoted, "quote|cite {agent}", "Quote {Mandiant}"),
    form(FIRST_HAND, "WHO [DID] know|knows|knew [ABOUT] {claim}", "Who knows {the zero-day} first-hand?"),
    form(FIRST_HAND, "WHO [DID] has|have|had FIRSTHAND knowledge of|about|on {claim}", "Who has first-hand knowledge of {the zero-day}?"),
    form(FIRST_HAND, "WHO saw|witnessed|experienced {claim}", "Who witnessed {the zero-day}?"),
    form(FIRST_HAND, "WHO BE FIRSTHAND|primary|direct SOURCES|witness of|for|on {claim}", "Who is a first-hand source for {the zero-day}?"),
    form(FIRST_HAND, "BE|DID [there] FIRSTHAND|primary SOURCES for|of|on {claim}", "Is there a first-hand source for {the zero-day}?"),
    form(FIRST_HAND, "what DID {agent} know|knows", "What does {Mandiant} know first-hand?"),
    form(FIRST_HAND, "WHO speaks|speak|spoke|SAY FIRSTHAND", "Who speaks first-hand?"),
];

#[rustfmt::skip]
pub(super) const WHETHER: &[Form] = &[
    form(Whether, "DID {agent} {stance} [that] {claim}", "Did {the prosecutor} confirm {the investigation}?"),
    form(Whether, "DID ANYBODY {stance} [that] {claim}", "Did anyone deny {the zero-day}?"),
    form(Whether, "BE [there] ANYBODY {stance} {claim}", "Is anyone denying {the zero-day}?"),
    form(Whether, "BE {claim} {stance} by ANYBODY", "Was {the zero-day} denied by anybody?"),
    form(Whether, "BE {claim} {stance} by {agent}", "Was {the investigation} confirmed by {the prosecutor}?"),
    form(Whether, "BE it {stance} by ANYBODY that {claim}", "Was it denied by anyone that {mail was taken}?"),
    form(Whether, "DID {agent} {stance} anything|something", "Did {Barracuda} deny anything?"),
    form(Whether, "DID ANYBODY {stance} anything|something", "Did anybody deny anything?"),
    form(ANY, "DID not|NOBODY {agent} {stance} {claim}", "Didn't {Barracuda} deny {the zero-day}?"),
    form(ANY, "DID {agent} not|never {stance} {claim}", "Did {Barracuda} never deny {the zero-day}?"),
    form(ANY, "[DID|BE] NOBODY {stance} {claim}", "Did nobody deny {the zero-day}?"),
    form(ANY, "DID not ANYBODY {stance} {claim}", "Hasn't anybody denied {the zero-day}?"),
    form(ANY, "BE {claim} {stance} by NOBODY", "Was {the zero-day} denied by nobody?"),
    form(ANY, "DID {agent} NOT ANSWER|SAY|speak|spoke|spoken [anything|something] ABOUT {claim}", "Has {Barracuda} never commented on {the mail server}?"),
    form(ANY, "DID {agent} ANSWER|SAY|speak|spoke|spoken [anything|something] ABOUT {claim}", "Has {Barracuda} commented on {the mail server}?"),
    form(Unsaid, "WHICH CLAIMS DID nobody|none {stance}", "Which claims did nobody confirm?"),
];

#[rustfmt::skip]
pub(super) const COPIED: &[Form] = &[
    form(REPETITIONS, "WHO [DID] REPEAT whom|who|what", "Who repeats whom?"),
    form(Repeating, "WHO [DID|BE] REPEAT [from] {agent}", "Who repeats {Le Soir}?"),
    form(Repeating, "by whom BE {agent} REPEAT", "By whom is {Le Soir} quoted?"),
    form(Repeating, "who BE {agent} REPEAT by", "Who is {Le Soir} quoted by?"),
    form(Repeating, "BE {agent} REPEAT [by] [ANYBODY]", "Was {Le Soir} copied?"),
    form(Repeating, "WHO [DID] rely|relies|relied on {agent}", "Who relied on {Le Soir}?"),
    form(REPETITIONS, "whom|who|WHICH [SOURCES] DID {agent} REPEAT", "Whom does {TechCrunch} repeat?"),
    form(REPETITIONS, "where|whom [from] DID {agent} have|get|got|take|took it [from]", "Where does {TechCrunch} have it from?"),
    form(REPETITIONS, "from whom|where DID {agent} have|get|got|take|took it", "From whom does {TechCrunch} have it?"),
    form(REPETITIONS, "what|who BE {agent} s SOURCES", "What are {TechCrunch}'s sources?"),
    form(Repeating, "DID {agent} REPEAT {other}", "Does {TechCrunch} repeat {Le Soir}?"),
    form(Repeating, "what DID {agent} REPEAT [from|by] {other}", "What does {TechCrunch} copy from {Le Soir}?"),
    form(REPETITIONS, "[SHOW] repetitions [of] {claim}", "Repetitions of {the zero-day}"),
    form(REPETITIONS, "[SHOW] repetitions|relays", "Show the repetitions"),
    form(REPETITIONS, "DID {agent} REPEAT ANYBODY|anything|others", "Did {TechCrunch} repeat anybody?"),
    form(Query("repeaters", &[]), "WHO [DID] [merely|mostly|mainly|just|only] REPEAT [others|other|people|everybody|most] [SOURCES]", "Who only repeats others?"),
    form(Query("repeaters", &[]), "how much DID SOURCES|they REPEAT", "How much do sources repeat?"),
    form(Query("most-repeated", &[]), "WHICH STATEMENTS|CLAIMS BE [most] REPEAT [most] [often]", "Which statements are repeated most often?"),
    form(Query("most-repeated", &[]), "what|WHO BE [most] REPEAT [most] [often]", "What is repeated most?"),
];

#[rustfmt::skip]
pub(super) const UNANSWERED: &[Form] = &[
    form(To(Sort::Unanswered), "WHO [DID] NOT ANSWER [to] {agent}", "Who has not answered {TechCrunch}?"),
    form(To(Sort::Unanswered), "WHO [DID] refused|refuse|refuses|failed|declined|decline|declines to ANSWER [to] {agent}", "Who refused to answer {TechCrunch}?"),
    form(To(Sort::Unanswered), "whom|WHO DID {agent} ask|asked [in] [vain]", "Whom did {TechCrunch} ask in vain?"),
    form(To(Sort::Unanswered), "WHO BE asked by {agent}", "Who was asked by {TechCrunch}?"),
    form(To(Sort::Unanswered), "[SHOW] non answers to {agent}", "Show the non-answers to {TechCrunch}"),
    form(SILENCE, "WHO [DID] NOT ANSWER [ABOUT] [whether|that] {claim}", "Who has not responded about {the mail server}?"),
    form(SILENCE, "WHO [DID] NOT ANSWER", "Who didn't answer?"),
    form(SILENCE, "WHO BE asked [in] [vain] [and|but] [DID] [NOT] [ANSWER]", "Who was asked and did not answer?"),
    form(SILENCE, "WHO BE asked ABOUT {claim} [and|but] [DID] [NOT] [ANSWER]", "Who was asked about {the mail server} and did not answer?"),
    form(SILENCE, "WHO [DID|BE] refused|refuse|refuses|refusing|failed|declined|decline|declines|declining [to] [ANSWER]", "Who refused to comment?"),
    form(SILENCE, "WHO [DID] refused|refuse|refuses|failed|declined|decline|declines to ANSWER ABOUT {claim}", "Who declined to comment on {the mail server}?"),
    form(SILENCE, "WHO [BE] kept|stayed|remained|keeps|silent|quiet|unanswered [silent|quiet] [ABOUT] {claim}", "Who kept silent about {the mail server}?"),
    form(SILENCE, "WHO [BE] kept|stayed|remained|keeps|silent|quiet|unanswered [silent|quiet]", "Who stayed silent?"),
    form(SILENCE, "DID {agent} ANSWER", "Did {VSSE} answer?"),
    form(SILENCE, "what DID {agent} NOT ANSWER [ABOUT]", "What did {VSSE} not answer?"),
    form(SILENCE, "what DID {agent} decline|refuse|declined|refused to ANSWER [ABOUT]", "What did {VSSE} decline to comment on?"),
    form(SILENCE, "what BE {agent} asked [about]", "What was {VSSE} asked about?"),
    form(SILENCE, "[SHOW] {agent} s non answers|silence|silences", "{VSSE}'s non-answers"),
    form(SILENCE, "[SHOW] non answers|silence of|by|from {agent}", "Non-answers by {VSSE}"),
    form(SILENCE, "[SHOW] non answers", "Show the non-answers"),
    form(SILENCE, "[SHOW] non answers ABOUT {claim}", "Non-answers on {the mail server}"),
];

#[rustfmt::skip]
pub(super) const DOCUMENTED: &[Form] = &[
    form(Documented, "where [BE] {claim} SAY|reported|published|printed|made|asserted|recorded|attested|documented", "Where was {the zero-day} reported?"),
    form(Documented, "where DID {claim} appear|stand|appeared", "Where does {the zero-day} appear?"),
    form(Documented, "in WHICH DOCUMENTS BE|DID {claim} [SAY|reported|appear|stand|made]", "In which documents does {the zero-day} appear?"),
    form(Documented, "WHICH DOCUMENTS [DID] SAY|report|reports|carry|carries|mention|mentions|contain|contains|attest|attests|support|supports {claim}", "Which documents mention {the zero-day}?"),
    form(Documented, "where DO WE read|find {claim}", "Where can I read {the zero-day}?"),
    form(Documented, "WHO [DID] published|publish|publishes|printed|carried|carries|ran|broke {claim}", "Who published {the zero-day}?"),
    form(Documented, "SHOW DOCUMENTS for|on|about {claim}", "Show the documents on {the zero-day}"),
    form(Query("documents", &[]), "WHICH|SHOW DOCUMENTS [BE] [there|recorded]", "Which documents are there?"),
    form(Query("documents", &[]), "WHICH DOCUMENTS do WE have", "Which documents do we have?"),
    form(Query("documents", &[slot("publisher", Slot::Agent)]), "WHICH DOCUMENTS [DID] {agent} publish|published|publishes|issued|issue|release|released", "Which articles did {TechCrunch} publish?"),
    form(Query("documents", &[slot("publisher", Slot::Agent)]), "what DID {agent} publish|published|issue|release", "What has {TechCrunch} published?"),
    form(Query("documents", &[slot("publisher", Slot::Agent)]), "[WHICH|SHOW] DOCUMENTS [BE] [published] by|of|from {agent}", "Documents by {TechCrunch}"),
    form(Query("documents", &[slot("publisher", Slot::Agent)]), "[SHOW] {agent} s DOCUMENTS", "{TechCrunch}'s articles"),
];
