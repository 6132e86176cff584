use super::{Order, Serials, Style, newest, order, read};

fn reads(text: &str, style: Style) -> Option<String> {
    read(text, style).map(|(text, _)| text)
}

#[test]
fn dates_that_mean_but_one_time_are_read() {
    for (text, made) in [
        ("2025", "2025"),
        ("2025-02", "2025-02"),
        ("2025-02-28", "2025-02-28"),
        ("2025-02-28Z", "2025-02-28Z"),
        ("2025-02-28+01:00", "2025-02-28+01:00"),
        ("2025/2/8", "2025-02-08"),
        ("02/2025", "2025-02"),
        ("20240105", "2024-01-05"),
        ("20240105T101500Z", "2024-01-05T10:15:00Z"),
        ("20240105101500", "2024-01-05T10:15:00"),
        ("1704412800", "2024-01-05T00:00:00Z"),
        ("1704412800.5", "2024-01-05T00:00:00.500Z"),
        ("1704412800123", "2024-01-05T00:00:00.123Z"),
        ("2024-01-01 00:00:00", "2024-01-01T00:00:00"),
        ("2024-01-01 00:00:00 UTC", "2024-01-01T00:00:00Z"),
        ("2024-01-01T09:30", "2024-01-01T09:30:00"),
        ("2024-01-01T09:30:00+0530", "2024-01-01T09:30:00+05:30"),
        ("2024-01-01T09:30:00.25-05", "2024-01-01T09:30:00.25-05:00"),
        ("2024-01-01 9:30 pm", "2024-01-01T21:30:00"),
        ("September 18, 2025", "2025-09-18"),
        ("Sept. 18th, 2025", "2025-09-18"),
        ("18 September 2025", "2025-09-18"),
        ("18-Sep-2025", "2025-09-18"),
        ("September 2025", "2025-09"),
        (
            "Thursday, September 18, 2025 at 2:30 PM",
            "2025-09-18T14:30:00",
        ),
        (
            "Thu, 18 Sep 2025 14:30:00 +0200",
            "2025-09-18T14:30:00+02:00",
        ),
        ("Thu, 18 Sep 2025 14:30:00 GMT", "2025-09-18T14:30:00Z"),
        ("Tue Mar 4 2025", "2025-03-04"),
        ("le 1er août 2025", "2025-08-01"),
        ("mardi 4 mars 2025", "2025-03-04"),
        ("Donnerstag, den 4. März 2025", "2025-03-04"),
        ("18 de septiembre de 2025", "2025-09-18"),
        ("18 de março de 2025", "2025-03-18"),
        ("martedì 18 settembre 2025", "2025-09-18"),
        ("18 mei 2025", "2025-05-18"),
    ] {
        assert_eq!(
            reads(text, Style::default()).as_deref(),
            Some(made),
            "{text}"
        );
    }
}

#[test]
fn what_is_no_date_or_may_be_several_is_not_read() {
    for text in [
        "",
        " ",
        "soon",
        "45296",
        "202401",
        "1/2/2024",
        "8.2.2025",
        "28.2.25",
        "Sept 18, 25",
        "2024-02-30",
        "20241305",
        "2024-1-1-1",
        "12345",
        "12024-01-01",
        "2024-01-01 25:00",
        "2024-01-01 noon",
        "2024-01-01T09:30 XYZ",
        "18 Foo 2025",
        "May",
        "May the 4th",
        "2024 2025 May",
        "31 February 2024",
        "1704412800 2",
        "é.2.2025",
        "99999999999999999999",
    ] {
        assert_eq!(read(text, Style::default()), None, "{text}");
    }
}

#[test]
fn what_must_be_told_is_read_where_it_is() {
    let ordered = |order| Style {
        order: Some(order),
        serials: None,
    };
    let (day, month) = (ordered(Order::DayFirst), ordered(Order::MonthFirst));
    for (text, style, made) in [
        ("8.2.2025", day, Some("2025-02-08")),
        ("08/02/2025 21:30:05", day, Some("2025-02-08T21:30:05")),
        ("2/28/2025", month, Some("2025-02-28")),
        ("2/28/2025", day, None),
        ("31.2.2025", day, None),
        ("8.2.25", day, None),
        ("8.2.2025 noon", day, None),
    ] {
        assert_eq!(reads(text, style).as_deref(), made, "{text}");
    }
    let counted = |serials| Style {
        order: None,
        serials: Some(serials),
    };
    let (new, old) = (counted(Serials::From1900), counted(Serials::From1904));
    for (text, style, made) in [
        ("45296", new, Some("2024-01-05")),
        ("45296.5", new, Some("2024-01-05T12:00:00")),
        ("43834", old, Some("2024-01-05")),
        ("1", new, Some("1900-01-01")),
        ("60", new, None),
        ("61", new, Some("1900-03-01")),
        ("0", new, None),
        ("20240105", new, Some("2024-01-05")),
        ("2024-01-05", new, Some("2024-01-05")),
    ] {
        assert_eq!(reads(text, style).as_deref(), made, "{text}");
    }
}

#[test]
fn the_order_is_only_taken_where_it_is_plain() {
    let found = |values: &[&str]| order(&values.iter().copied());
    assert_eq!(found(&["2/3/2025", "2/28/2025"]), Some(Order::MonthFirst));
    assert_eq!(found(&["2/3/2025", "28/2/2025"]), Some(Order::DayFirst));
    assert_eq!(found(&["2/3/2025"]), None);
    assert_eq!(found(&["2.3.2025"]), Some(Order::DayFirst));
    assert_eq!(found(&["28/2/2025", "2/28/2025"]), None);
}

#[test]
fn the_newest_time_is_the_latest_instant() {
    let times = ["2024-05-01T23:30:00-05:00", "2024-05-02", "20240502"];
    let newest = newest(times.into_iter());
    assert_eq!(newest.as_deref(), Some("2024-05-01T23:30:00-05:00"));
}
