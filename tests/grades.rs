//! Grades that are borrowed: along ties and vouchers, however long the way, and not round a circle.

use sayso::data::Data;
use sayso::evidence::View;
use sayso::model::Grade;
use sayso::workspace::Source;

const PREFIXES: &str = "@prefix : <https://example.org/w#> .
@prefix sayso: <https://w3id.org/sayso/ns#> .
:s sayso:by :speaker ; sayso:asserts :c .
";

/// The grade of an agent, for what it says at an unknown time.
fn grade(ties: &str, agent: &str) -> Option<Grade> {
    let text = format!("{PREFIXES}{ties}");
    let source = Source::text("w.ttl", "https://example.org/w", text);
    let data = Data::load(&[source]).expect("the data is right");
    let iri = format!("https://example.org/w#{agent}");
    let is_it = |number: &u32| {
        let term = data.evidence.agents[*number as usize].term;
        data.graph.terms.text(term) == iri
    };
    let number = (0..data.evidence.agents.len() as u32).find(is_it);
    let number = number.expect("the agent is in the data");
    data.snapshot(View::default()).grade(number, None)
}

fn speaks_for(by: &str, whom: &str) -> String {
    format!(
        "[] sayso:kind sayso:SpokespersonOf ; sayso:dependent :{by} ; sayso:principal :{whom} .\n"
    )
}

#[test]
fn a_grade_comes_down_a_way_of_any_length() {
    for (from, to) in [("speaker", "a0"), ("a299", "office")] {
        let mut ties = String::from(":office sayso:reliability sayso:B .\n");
        ties += &speaks_for("speaker", "a0");
        ties += &speaks_for("a299", "office");
        for number in 0..299 {
            ties += &speaks_for(&format!("a{number}"), &format!("a{}", number + 1));
        }
        assert_eq!(grade(&ties, from), Some(Grade::B), "{from} by {to}");
    }
}

#[test]
fn a_circle_lends_nothing_by_itself() {
    let circle = speaks_for("speaker", "other") + &speaks_for("other", "speaker");
    assert_eq!(grade(&circle, "speaker"), None);
    // Each has a voucher of its own, but who speaks for another has the grade of that one, and
    // neither has one to begin with.
    let vouched = circle
        + ":speaker a sayso:AnonymousSource ; sayso:vouchedBy :good .
           :other a sayso:AnonymousSource ; sayso:vouchedBy :bad .
           :good sayso:reliability sayso:B . :bad sayso:reliability sayso:D .\n";
    assert_eq!(grade(&vouched, "speaker"), None);
    assert_eq!(grade(&vouched, "other"), None);
}

#[test]
fn who_vouches_in_a_circle_sinks_with_it() {
    let circle = ":speaker a sayso:AnonymousSource ; sayso:vouchedBy :other , :good .
                  :other a sayso:AnonymousSource ; sayso:vouchedBy :speaker .
                  :good sayso:reliability sayso:A .\n";
    let one = grade(circle, "speaker");
    let alone = grade(
        ":speaker a sayso:AnonymousSource ; sayso:vouchedBy :good . :good sayso:reliability sayso:A .\n",
        "speaker",
    );
    assert_eq!(alone, Some(Grade::B));
    assert!(one > alone, "{one:?} is not below {alone:?}");
}

#[test]
fn a_principal_found_later_still_comes_before_a_voucher() {
    let ties = speaks_for("speaker", "middle")
        + &speaks_for("middle", "office")
        + ":middle a sayso:AnonymousSource ; sayso:vouchedBy :bad .
           :bad sayso:reliability sayso:E . :office sayso:reliability sayso:A .\n";
    assert_eq!(grade(&ties, "speaker"), Some(Grade::A));
}
