use super::*;

#[test]
fn a_day_without_a_time_means_one_minute_before_midnight_there() {
    let d = due("2027-06-04", "Europe/Berlin").unwrap();
    assert_eq!(d.civil, "2027-06-04T23:59");
    assert_eq!(iso(d.at, "Europe/Berlin"), "2027-06-04T23:59:00+02:00");
}

#[test]
fn a_civil_time_that_the_clocks_jump_over_is_refused_with_the_next_one() {
    let Err(Refusal::NoSuchTime { next, .. }) = due("2027-03-28T02:30", "Europe/Berlin") else {
        panic!("the gap was accepted")
    };
    assert_eq!(next, "2027-03-28 03:00");
}

#[test]
fn a_civil_time_that_comes_twice_is_the_first_one() {
    let d = due("2027-10-31T02:30", "Europe/Berlin").unwrap();
    assert_eq!(iso(d.at, "UTC"), "2027-10-31T00:30:00+00:00");
}

#[test]
fn an_instant_with_an_offset_is_kept_and_shown_in_the_events_zone() {
    let d = due("2027-06-04T17:00+00:00", "Europe/Berlin").unwrap();
    assert_eq!(d.civil, "2027-06-04T19:00");
    assert_eq!(Due::from_value(&d.to_value()), Some(d));
}

#[test]
fn nonsense_is_refused() {
    for text in
        ["", "tomorrow", "2027-02-30", "2027-06-04T25:00", "9999-01-01", "2027-6-4T", "-1", "2027-06-04T17:00+99:00"]
    {
        assert!(due(text, "Europe/Berlin").is_err(), "{text} was accepted");
    }
    assert!(zone("Mars/Olympus").is_err());
    assert!(day("1969-12-31").is_err());
}

#[test]
fn due_soon_counts_working_days_only() {
    // Due on Monday 7 June 2027, 12:00: three working days before is Wednesday 2 June.
    let d = due("2027-06-07T12:00", "Europe/Berlin").unwrap();
    assert_eq!(iso(due_soon_from(d.at, &d.zone, 3), "Europe/Berlin"), "2027-06-02T00:00:00+02:00");
}

#[test]
fn a_week_ends_after_its_sunday() {
    let now = due("2027-06-09T10:00", "Europe/Berlin").unwrap().at; // a Wednesday
    let (today, week) = ends(now, "Europe/Berlin");
    assert_eq!(iso(today, "Europe/Berlin"), "2027-06-10T00:00:00+02:00");
    assert_eq!(iso(week, "Europe/Berlin"), "2027-06-14T00:00:00+02:00");
}
