//! Copies in the texts: rewrites of one story are found, and two who were at one press conference
//! are not; against a search that tries everything; and from the texts to the record.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use proptest::prelude::*;
use sayso::copying::words::Voice;
use sayso::copying::{self, RUN, Reading, Runs, Sharing, WINDOW, candidates, sharing};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::program;

fn read(text: &str) -> Reading {
    copying::read(&text.chars().collect::<Vec<_>>())
}

fn shared(one: &str, other: &str) -> Sharing {
    sharing(&read(one), &read(other))
}

/// The words of a text with one voice.
fn spoken(text: &str, voice: Voice) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    let reading = copying::read(&characters);
    let words = reading.words.iter().filter(|word| word.voice == voice);
    words
        .map(|word| {
            characters[word.start as usize..word.end as usize]
                .iter()
                .collect()
        })
        .collect()
}

// A wire story, and two papers that made theirs of it.
const WIRE: &str = "HARWICK (Agency) - The ferry Marianne ran aground on a sandbank outside the port of Harwick early on Tuesday with 214 people on
board, the coast guard said. Nobody was hurt. Two tugs were trying to pull the vessel free at high tide, which was expected shortly after noon.

\u{201c}The passengers are safe and they have been given breakfast,\u{201d} said Anna Calder, a spokeswoman for the coast guard.

The Marianne, built in 1988 and operated by Northline, had left the island of Ost at four in the morning. It struck the same sandbank in 2011, when a
rudder failed, and was out of service for seven weeks. Northline did not answer calls on Tuesday morning.";

const FIRST: &str = "Ferry stuck off Harwick

The ferry Marianne ran aground on a sandbank outside the port of Harwick early on Tuesday with 214 people on board. Nobody was hurt. Tugs were trying to
pull the vessel free at high tide, which was expected shortly after noon, our correspondent learnt.

\u{201c}The passengers are safe and they have been given breakfast,\u{201d} said Anna Calder of the coast guard.

Built in 1988 and operated by Northline, had left the island of Ost at four in the morning: the ship has a history. It struck the same sandbank in 2011,
when a rudder failed, and was out of service for seven weeks.";

const SECOND: &str = "Passengers had to stay on board for hours this morning. The Marianne, built in 1988 and operated by Northline, had left the island of Ost
at four in the morning. Early on Tuesday it ran aground on a sandbank outside the port of Harwick with 214 people on board, the coast guard said, and two
tugs were trying to pull the vessel free at high tide, which was expected shortly after noon.

The same sandbank had stopped it before. A rudder failed, and was out of service for seven weeks. Northline did not answer calls on Tuesday morning.";

// Two who sat in one press conference, each with words of their own around what was said.
const CONFERENCE: &str = "Mayor Klara Brandt announced on Friday that the swimming hall will not open again. At a meeting with journalists in the town hall she
spoke of money and of the roof.

\u{201c}We have looked at every option, and I am sorry to say that there is none that this town can pay for. The roof alone would cost us nine million, and we
have two. I know what this hall has meant to generations of children, and I will not pretend otherwise.\u{201d}

Asked who would teach children to swim from now on, Brandt pointed at the neighbouring town.

\u{ab} The buses will go every hour, and they will be free for every pupil of this town until they leave school. \u{bb}

Parents in the back row laughed.";

const OTHER_DESK: &str = "There was one question that nobody in the crowded council chamber could answer: where do our children learn to swim? The hall, closed since
the storm, stays closed for good. \"We have looked at every option, and I am sorry to say that there is none that this town can pay for. The roof alone would
cost us nine million, and we have two. I know what this hall has meant to generations of children, and I will not pretend otherwise,\" mayor Brandt said,
reading from a sheet.

Her answer was a timetable. \"The buses will go every hour, and they will be free for every pupil of this town until they leave school.

Three clubs want to go to court. Their lawyer counts on a ruling before the summer holidays begin.";

#[test]
fn rewrites_of_one_story_are_found() {
    for (one, other) in [(WIRE, FIRST), (WIRE, SECOND), (FIRST, SECOND)] {
        let sharing = shared(one, other);
        let [share, _] = sharing.shares();
        assert!(share > 0.3, "{sharing:?}");
        assert!(sharing.shared[0] >= 24, "{sharing:?}");
        let mut texts = [read(one), read(other)];
        assert_eq!(candidates(&mut texts, |_, _| true).pairs, [(0, 1)]);
    }
}

#[test]
fn two_stories_on_one_press_conference_are_not() {
    let sharing = shared(CONFERENCE, OTHER_DESK);
    assert_eq!(sharing.shared, [0, 0], "{sharing:?}");
    assert!(sharing.quoted_shared[0] > 70, "{sharing:?}");
    let mut texts = [read(CONFERENCE), read(OTHER_DESK)];
    assert_eq!(candidates(&mut texts, |_, _| true).pairs, []);
    // With the marks taken away it would be copying: it is the marks that tell.
    let bare = |text: &str| text.replace(['"', '\u{201c}', '\u{201d}', '\u{ab}', '\u{bb}'], "");
    assert!(shared(&bare(CONFERENCE), &bare(OTHER_DESK)).shares()[0] > 0.4);
}

#[test]
fn quotations_are_told_by_their_marks_in_many_manners() {
    for (text, quoted) in [
        ("He said \"one two\" and left", "one two"),
        ("He said \u{201c}one two\u{201d} and left", "one two"),
        ("Er sagte \u{201e}one two\u{201c} und ging", "one two"),
        ("Er sagte \u{bb}one two\u{ab} und ging", "one two"),
        ("Il a dit \u{ab}\u{a0}one two\u{a0}\u{bb} et", "one two"),
        ("Il a dit \u{ab} one two \u{bb} et", "one two"),
        ("\u{300c}\u{4e00}\u{300d}\u{4e8c}", "\u{4e00}"),
        (
            "He said \u{2018}one isn\u{2019}t two\u{2019} and left",
            "one isn\u{2019}t two",
        ),
        ("He said 'one two' and left", "one two"),
        ("The workers' rights aren't theirs'", ""),
        ("A 5\" pipe and a 6\" pipe", ""),
        // Nobody closes it: it ends with its paragraph.
        ("He said: \"One two\n\nthree four", "One two"),
        ("\u{201c}One\n\n\u{201c}two\u{201d} three", "One two"),
        // Nobody opens it: it begins with its paragraph.
        ("zero\n\none two,\" he said", "one two"),
        (
            "She (\"one\") and \"two\", and \u{201c}three \u{2018}four\u{2019} five\u{201d}",
            "one two three four five",
        ),
    ] {
        assert_eq!(spoken(text, Voice::Quoted).join(" "), quoted, "{text}");
    }
}

#[test]
fn words_are_compared_without_capitals_accents_and_apostrophes() {
    let plain = "the cafe did not reopen and nobodys word for it was ever given";
    let other = "The caf\u{e9} did NOT re\u{ad}open, and nobody\u{2019}s word \u{2014} for it \u{2014} was ever given.";
    let decomposed = other.replace('\u{e9}', "e\u{301}");
    for other in [other, &decomposed] {
        let sharing = shared(plain, other);
        assert_eq!(sharing.shared, sharing.own, "{other}");
    }
}

/// What very many texts have is no sign of copying, and is set aside with the fingerprints.
#[test]
fn a_footer_that_very_many_have_brings_no_two_together() {
    let footer = "this material may not be published broadcast rewritten or redistributed without the written consent of the owners of it";
    let unique = |number: usize| {
        (0..30).fold(String::new(), |mut text, at| {
            let _ = write!(text, "w{number}x{at} ");
            text
        })
    };
    let mut texts: Vec<Reading> = (0..60).map(|it| read(&(unique(it) + footer))).collect();
    let found = candidates(&mut texts, |_, _| true);
    assert_eq!(found.pairs, []);
    assert!(found.set_aside > 0 && found.most == 50);
    assert_eq!(sharing(&texts[0], &texts[1]).shared, [0, 0]);
    let mut few: Vec<Reading> = (0..3).map(|it| read(&(unique(it) + footer))).collect();
    assert_eq!(
        candidates(&mut few, |_, _| true).pairs,
        [(0, 1), (0, 2), (1, 2)]
    );
}

/// Words of very few letters, so that much repeats itself; a mark now and then.
fn texts() -> impl Strategy<Value = [Vec<u8>; 2]> {
    let text = || prop::collection::vec(prop_oneof![9 => 0_u8..3, 1 => 3_u8..4], 0..60);
    (text(), text(), 0_usize..60, 0_usize..30).prop_map(|(mut one, other, from, length)| {
        // A passage of the other, so that something long is shared.
        let from = from.min(other.len());
        let until = (from + length).min(other.len());
        one.extend(&other[from..until]);
        [one, other]
    })
}

/// A text of numbers as words; the number 3 is a quoted word.
fn written(numbers: &[u8]) -> String {
    let words = numbers.iter().map(|number| match number {
        3 => "\"said\" ".to_owned(),
        number => format!("w{number} "),
    });
    words.collect()
}

/// The words that stand in a run that the other has too: every run of either is tried.
fn brute_force(one: &[u8], other: &[u8], least: usize) -> BTreeSet<usize> {
    let mut covered = BTreeSet::new();
    for at in 0..one.len() {
        for there in 0..other.len() {
            let pairs = one[at..].iter().zip(&other[there..]);
            let run = pairs.take_while(|(a, b)| a == b && **a != 3).count();
            if run >= least {
                covered.extend(at..at + run);
            }
        }
    }
    covered
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn what_is_shared_is_what_a_search_of_everything_finds([one, other] in texts()) {
        let sharing = shared(&written(&one), &written(&other));
        prop_assert_eq!(sharing.shared[0], brute_force(&one, &other, RUN).len());
        prop_assert_eq!(sharing.shared[1], brute_force(&other, &one, RUN).len());
        // Counted quickly, it is the same.
        let quick = Runs::new(&read(&written(&one))).shared(&Runs::new(&read(&written(&other))));
        prop_assert_eq!(quick, sharing.shared);
        // Passages are shared word for word, and none is inside another.
        let [a, b] = [written(&one), written(&other)];
        let words = |text: &str, place: &std::ops::Range<usize>| {
            let part: String = text.chars().skip(place.start).take(place.len()).collect();
            part.split_whitespace().map(str::to_owned).collect::<Vec<_>>()
        };
        for passage in &sharing.passages {
            let both = [words(&a, &passage.places[0]), words(&b, &passage.places[1])];
            prop_assert_eq!(&both[0], &both[1]);
            prop_assert_eq!(both[0].len(), passage.words);
        }
        prop_assert_eq!(sharing.passages.is_empty(), sharing.shared == [0, 0]);
    }

    #[test]
    fn no_long_run_is_missed([one, other] in texts()) {
        let mut both = [read(&written(&one)), read(&written(&other))];
        let found = !candidates(&mut both, |_, _| true).pairs.is_empty();
        let is_long = !brute_force(&one, &other, RUN + WINDOW - 1).is_empty();
        let is_shared = !brute_force(&one, &other, RUN).is_empty();
        prop_assert!(found || !is_long);
        prop_assert!(!found || is_shared);
    }

    #[test]
    fn any_text_can_be_read(text in "\\PC{0,80}") {
        let characters: Vec<char> = text.chars().collect();
        let reading = copying::read(&characters);
        let mut last = 0;
        for word in &reading.words {
            prop_assert!(last <= word.start && word.start < word.end);
            prop_assert!(word.end as usize <= characters.len());
            last = word.end;
        }
    }
}

const RECORD: &str = "@prefix : <https://example.org/w#> . @prefix sayso: <https://w3id.org/sayso/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix schema: <https://schema.org/> .
:aground rdfs:label \"The ferry ran aground\"@en .
:wire a sayso:Document ; dcterms:publisher :agency ; rdfs:label \"The wire\" ; dcterms:issued \"2025-03-04\"^^xsd:date ; schema:url <https://agency.example/1> .
:first a sayso:Document ; dcterms:publisher :gazette ; rdfs:label \"The first\" ; dcterms:issued \"2025-03-05\"^^xsd:date ; schema:url <https://gazette.example/1> .
:second a sayso:Document ; dcterms:publisher :courier ; rdfs:label \"The second\" ; dcterms:issued \"2025-03\"^^xsd:gYearMonth ; schema:url <https://courier.example/1> .
:hall a sayso:Document ; dcterms:publisher :herald ; rdfs:label \"The hall\" ; schema:url <https://herald.example/1> .
:desk a sayso:Document ; dcterms:publisher :mirror ; rdfs:label \"The other desk\" ; schema:url <https://mirror.example/1> .
[] sayso:by :gazette ; sayso:asserts :aground ; sayso:in :first .\n";

/// From texts to the record: capture, look, judge, apply; and nothing is asked twice.
#[test]
fn copies_are_found_judged_and_recorded() {
    let folder = TempDir::new().unwrap();
    let here = folder.path();
    let run = |arguments: &[&str]| program::run(here, arguments);
    assert_eq!(run(&["init", "--empty"]).0, 0);
    fs::create_dir_all(here.join("datasets")).unwrap();
    let file = here.join("datasets/story.ttl");
    fs::write(&file, RECORD).unwrap();
    for (name, text) in [
        ("wire", WIRE),
        ("first", FIRST),
        ("second", SECOND),
        ("hall", CONFERENCE),
        ("desk", OTHER_DESK),
    ] {
        let path = here.join(format!("{name}.txt"));
        fs::write(&path, text).unwrap();
        let path = path.display().to_string();
        let told = run(&["capture", &format!(":{name}"), &path]);
        assert_eq!(told.0, 0, "{told:?}");
    }
    let (code, json, told) = run(&["copies", "--format", "json"]);
    assert_eq!(code, 0, "{told}");
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let pairs = json["pairs"].as_array().unwrap();
    assert_eq!(pairs.len(), 3, "{json}");
    assert_eq!(json["compared"], 5);
    for pair in pairs {
        let of = |at: usize| pair["documents"][at]["label"].as_str().unwrap();
        let labels = (of(0), of(1));
        // The date of the second is a month: only for the first it is certain.
        assert_eq!(
            pair["ordered"],
            labels == ("The first", "The wire"),
            "{labels:?}"
        );
        assert!(!pair["passages"][0]["text"].as_str().unwrap().is_empty());
    }
    // The same from a folder of whatever names, and where nothing is kept.
    fs::remove_dir_all(here.join("captures")).unwrap();
    assert_eq!(run(&["copies"]).0, 1);
    let (code, review, _) = run(&["copies", "--documents", "."]);
    assert_eq!(code, 0);
    assert!(
        review.contains("not counted: what both quote, "),
        "{review}"
    );
    let before = fs::read_to_string(&file).unwrap();

    let [wire, first, second] =
        ["wire", "first", "second"].map(|it| format!("<https://example.org/w#{it}>"));
    let judged = here.join("judged.txt");
    let path = judged.display().to_string();
    for (text, says) in [
        (format!("copies {wire} {first}"), "cannot have copied"),
        (
            format!("copies {wire} <https://example.org/w#none>"),
            "no document",
        ),
        (format!("copies {wire} {wire}"), "twice"),
        (
            format!("same {wire} {first}\ndifferent {first} {wire}"),
            "otherwise on line 1",
        ),
        ("copied a b".to_owned(), "it begins with copied"),
        (format!("same {wire}"), "two documents"),
    ] {
        fs::write(&judged, text).unwrap();
        let (code, _, told) = run(&["copies", "--apply", &path]);
        assert_eq!(code, 3, "{told}");
        assert!(told.contains(says), "{says}: {told}");
    }
    assert_eq!(fs::read_to_string(&file).unwrap(), before);

    let lines =
        format!("copies 0.84 {first} {wire}\nsame {second} {wire}\ndifferent {first} {second}\n");
    fs::write(&judged, lines).unwrap();
    let (code, _, told) = run(&["copies", "--apply", &path]);
    assert_eq!(code, 0, "{told}");
    assert!(
        told.contains("1 copies, 1 the same text, 1 different"),
        "{told}"
    );
    let after = fs::read_to_string(&file).unwrap();
    for line in [
        "sayso:copies :wire",
        "sayso:sameText :wire",
        "dcterms:source",
        "84 %",
        "differentFrom",
    ] {
        assert!(after.contains(line), "{line}\n{after}");
    }
    assert!(
        !after.contains("recordedAt"),
        "documents that were there keep their times"
    );
    assert_eq!(
        run(&["copies", "--documents", "."]).0,
        1,
        "nothing is asked twice"
    );
    let (code, _, told) = run(&["copies", "--apply", &path]);
    assert!(code == 0 && told.contains("nothing to add"), "{told}");
    assert_eq!(fs::read_to_string(&file).unwrap(), after);
}

/// Texts that are the same for all but their punctuation are one, however many have them.
#[test]
fn of_many_with_one_text_each_is_held_against_the_first() {
    let folder = TempDir::new().unwrap();
    let here = folder.path();
    let mut record = RECORD.to_owned();
    fs::create_dir_all(here.join("datasets")).unwrap();
    fs::create_dir_all(here.join("texts")).unwrap();
    for number in 0..60 {
        let text = WIRE.replace(
            "Nobody was hurt.",
            &format!("Nobody was hurt{}", "!".repeat(number + 1)),
        );
        fs::write(here.join(format!("texts/{number}.txt")), &text).unwrap();
        let hash: String =
            Sha256::digest(text.as_bytes())
                .iter()
                .fold(String::new(), |mut text, byte| {
                    let _ = write!(text, "{byte:02x}");
                    text
                });
        let _ = writeln!(
            record,
            ":d{number} a sayso:Document ; dcterms:publisher :p{number} ; sayso:sha256 \"{hash}\" ."
        );
    }
    fs::write(here.join("datasets/story.ttl"), record).unwrap();
    fs::write(here.join("sayso.toml"), "").unwrap();
    let (code, json, _) = program::run(
        here,
        &["copies", "--documents", "texts", "--format", "json"],
    );
    assert_eq!(code, 0);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let pairs = json["pairs"].as_array().unwrap();
    assert_eq!(pairs.len(), 59);
    assert!(
        pairs
            .iter()
            .all(|pair| pair["whole"] == true && pair["share"] == 1.0)
    );
}
