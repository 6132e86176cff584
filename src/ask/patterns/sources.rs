//! Sources: their ties, interests, grades, and how they come by what they say.

use super::{Pattern, asks};

const NO_TIE: &str = "that no tie is recorded does not make two sources independent";
const NOT_INDEPENDENT: &str = "each row is a reason why the two are not independent; that none is recorded does not make them so";
const WIDER: &str =
    "this follows ties of every kind and date; only some make two sources count as one";

#[rustfmt::skip]
pub(super) const PATTERNS: &[Pattern] = &[
    // Ties.
    asks("WHO BE TIED to|with {agent}", "query tied-to -p agent={agent}", "Who is tied to {Barracuda}?").noting(WIDER),
    asks("WHO has|have ties|links|connections to|with {agent}", "query tied-to -p agent={agent}", "Who has ties to {Barracuda}?").noting(WIDER),
    asks("to whom BE {agent} TIED", "query tied-to -p agent={agent}", "To whom is {Barracuda} tied?").noting(WIDER),
    asks("who BE {agent} TIED to|with", "query tied-to -p agent={agent}", "Who is {Barracuda} linked to?").noting(WIDER),
    asks("WHICH ties|links|connections [DO] {agent} [have|has]", "query ties-of -p agent={agent}", "What ties does {Leslie Sullivan} have?"),
    asks("[SHOW] ties|links|connections of|between {agent}", "query ties-of -p agent={agent}", "Show the ties of {Leslie Sullivan}"),
    asks("[SHOW] {agent} s ties|links|connections", "query ties-of -p agent={agent}", "{Barracuda}'s ties"),
    asks("WHO owns|own|controls|speaks|speak [for] {agent}", "query ties-of -p agent={agent}", "Who speaks for {Barracuda}?"),
    asks("who DO {agent} speak|work for", "query ties-of -p agent={agent}", "Who does {Leslie Sullivan} speak for?"),
    asks("BE {agent} and {other} [really] independent|TIED|one [SOURCES|of|to|from] [each] [other]", "query dependence -p source={agent} -p other={other}", "Are {Barracuda} and {Leslie Sullivan} independent of each other?").noting(NOT_INDEPENDENT),
    asks("BE {agent} independent of|from {other}", "query dependence -p source={agent} -p other={other}", "Is {Le Soir} independent of {TechCrunch}?").noting(NOT_INDEPENDENT),
    asks("BE {agent} TIED to|with {other}", "query tied-to -p agent={agent} -p other={other}", "Is {Barracuda} tied to {Leslie Sullivan}?").noting(NO_TIE),
    asks("how independent BE {agent} and|of|from {other}", "query dependence -p source={agent} -p other={other}", "How independent are {Le Soir} and {TechCrunch}?").noting(NOT_INDEPENDENT),
    asks("how BE {agent} and {other} TIED", "query ties-of -p agent={agent} -p other={other}", "How are {Barracuda} and {Leslie Sullivan} connected?"),
    asks("what ties|links|connects {agent} to|and|with {other}", "query ties-of -p agent={agent} -p other={other}", "What ties {Barracuda} to {Leslie Sullivan}?"),
    asks("WHICH SOURCES BE TIED|independent [to|of] [each|one] [other|another]", "query ties", "Which sources are tied to each other?"),
    asks("WHO BE TIED to|with whom", "query ties", "Who is tied to whom?"),
    asks("WHICH|SHOW ties|links|connections [BE] [there]", "query ties", "What ties are there?"),

    // What two carry.
    asks("WHICH [CLAIMS] DO {agent} and {other} [both] SAY|carry|report|share|repeat|support", "query in-common -p source={agent} -p other={other}", "What do {Le Soir} and {TechCrunch} both report?"),
    asks("WHICH [CLAIMS] DO both {agent} and {other} SAY|carry|report|share|repeat|support|have", "query in-common -p source={agent} -p other={other}", "What do both {Le Soir} and {TechCrunch} carry?"),
    asks("what DO {agent} and {other} have|has|got in common", "query in-common -p source={agent} -p other={other}", "What do {Le Soir} and {TechCrunch} have in common?"),
    asks("what have {agent} and {other} in common", "query in-common -p source={agent} -p other={other}", "What have {Le Soir} and {TechCrunch} in common?"),
    asks("where|do|does [do|does] {agent} and {other} agree|disagree|differ|overlap", "query in-common -p source={agent} -p other={other}", "Where do {Le Soir} and {TechCrunch} agree?"),
    asks("WHICH CLAIMS BE carried|reported|made by [both] {agent} and {other}", "query in-common -p source={agent} -p other={other}", "Which claims are carried by both {Le Soir} and {TechCrunch}?"),

    // Interests.
    asks("what DO|BE {agent} [have] [an] interest|interested|stake in", "query interests -p interested={agent}", "What has {Barracuda} an interest in?"),
    asks("WHICH CLAIMS DO|BE {agent} [have] [an] interest|interested|stake in", "query interests -p interested={agent}", "Which claims does {Barracuda} have an interest in?"),
    asks("what DO {agent} gain|gains|lose|loses [by|from]", "query interests -p interested={agent}", "What does {Barracuda} gain from?"),
    asks("{agent} s interests|interest", "query interests -p interested={agent}", "{Barracuda}'s interests"),
    asks("WHO BE|has|have [interest|interested|stake] in {claim}", "query interests -p claim={claim}", "Who has an interest in {the patch}?"),
    asks("WHO benefits|benefit|gains|gain|profits|profit|loses|lose from|by {claim}", "query interests -p claim={claim}", "Who benefits from {the patch}?"),
    asks("WHO BE|has|have interest|interests|interested|stake [in] [anything|what|claims]", "query interests", "Who has an interest in what?"),
    asks("WHICH|SHOW interests [BE] [there]", "query interests", "What interests are there?"),

    // Those without a name.
    asks("WHO vouches|vouch|vouched for|of {agent}", "query anonymous -p source={agent}", "Who vouches for {a fitter at Norrow Lifting}?"),
    asks("whom|who|what DO {agent} vouch|vouches for", "query anonymous -p voucher={agent}", "Whom does {TechCrunch} vouch for?"),
    asks("WHO vouches|vouch for [anonymous|unnamed|whom|SOURCES] [SOURCES]", "query anonymous", "Who vouches for the anonymous sources?"),
    asks("WHICH|SHOW anonymous|unnamed SOURCES [BE] [there]", "query anonymous", "Which anonymous sources are there?"),
    asks("WHICH SOURCES BE anonymous|unnamed|nameless", "query anonymous", "Which sources are anonymous?"),
    asks("WHO BE anonymous|unnamed|nameless", "query anonymous", "Who is anonymous?"),
    asks("who BE anonymous|unnamed SOURCES", "query anonymous", "Who are the unnamed sources?"),
    asks("BE there anonymous|unnamed SOURCES", "query anonymous", "Are there anonymous sources?"),
    asks("WHICH [CLAIMS] [BE] REST on|upon anonymous|unnamed|ungraded|unknown SOURCES", "query ungraded", "Which claims rest on unnamed sources?"),
    asks("WHICH CLAIMS DO anonymous|unnamed|ungraded SOURCES", "query ungraded", "Which claims have only anonymous sources?"),

    // Reliability.
    asks("how reliable|trustworthy|credible|good BE {agent}", "query sources -p source={agent}", "How reliable is {Le Soir}?"),
    asks("BE {agent} reliable|trustworthy|credible", "query sources -p source={agent}", "Is {Mandiant} reliable?"),
    asks("can we|i|you trust|believe {agent}", "query sources -p source={agent}", "Can we trust {Le Soir}?"),
    asks("[what] [BE] reliability|grade|rating|record of {agent}", "query sources -p source={agent}", "What is the reliability of {Le Soir}?"),
    asks("[what] [BE] {agent} s reliability|grade|rating", "query sources -p source={agent}", "What is {Le Soir}'s grade?"),
    asks("what grade|rating|reliability DO {agent} have|has|get", "query sources -p source={agent}", "What grade does {Le Soir} have?"),
    asks("how BE {agent} graded|rated", "query sources -p source={agent}", "How is {Mandiant} graded?"),
    asks("who BE {agent}", "query sources -p source={agent}", "Who is {Leslie Sullivan}?"),
    asks("WHICH|SHOW SOURCES|grades [BE] [there]", "query sources", "Which sources are there?"),
    asks("WHICH SOURCES do we|you have", "query sources", "Which sources do we have?"),
    asks("who BE SOURCES", "query sources", "Who are the sources?"),
    asks("WHO BE most|least|more|less reliable|trustworthy|credible", "query sources", "Who is most reliable?"),
    asks("WHICH SOURCES BE graded|ungraded|rated|unrated|unreliable|reliable", "query sources", "Which sources are ungraded?"),
    asks("SOURCES", "query sources", "Sources"),

    // Carrying and repeating.
    asks("WHO carries|carry|carried [most|what|more|CLAIMS|claim]", "query only-carriers", "Who carries the most alone?"),
    asks("WHO BE carrying|indispensable|irreplaceable [most]", "query only-carriers", "Which sources are indispensable?"),
    asks("on whom|which|what [source|SOURCES] DO most REST", "query only-carriers", "On whom does the most depend?"),
    asks("WHO [DO] most [CLAIMS] REST on|upon", "query only-carriers", "Which sources do most claims rest on?"),
    asks("WHICH|SHOW single points [of] [failure] [BE] [there]", "query only-carriers", "Show the single points of failure"),
    asks("what BE single points [of] [failure]", "query only-carriers", "What are the single points of failure?"),
    asks("WHO [DO] merely|mostly|mainly|just|only REPEAT [others|other|SOURCES]", "query repeaters", "Who mostly repeats?"),
    asks("WHO [DO] [merely|mostly|mainly] REPEAT others|other|people|everybody [SOURCES]", "query repeaters", "Who repeats others?"),
    asks("WHO [DO] REPEAT most", "query repeaters", "Who repeats the most?"),
    asks("how much DO SOURCES|they REPEAT", "query repeaters", "How much do sources repeat?"),
    asks("WHICH STATEMENTS|CLAIMS BE REPEAT most [often]", "query most-repeated", "Which statements are repeated most often?"),
    asks("what BE [most] REPEAT [most] [often]", "query most-repeated", "What is repeated most?"),
    asks("WHO BE REPEAT most [often]", "query most-repeated", "Who is quoted most?"),
];
