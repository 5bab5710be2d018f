use super::{Wanted, wanted};

#[test]
fn a_range_gives_the_bytes_that_rfc_9110_says() {
    let part = |from, to| Wanted::Part { from, to };
    for (header, expected) in [
        ("bytes=0-9", part(0, 9)),
        ("bytes=90-", part(90, 99)),
        ("bytes=-10", part(90, 99)),
        ("bytes=-1000", part(0, 99)),
        ("bytes=50-1000", part(50, 99)),
        ("bytes=99-99", part(99, 99)),
        ("bytes=100-", Wanted::Outside),
        ("bytes=-0", Wanted::Outside),
        ("bytes=99999999999999999999999-", Wanted::Outside),
        ("bytes=9-2", Wanted::All),
        ("bytes=-", Wanted::All),
        ("bytes=a-b", Wanted::All),
        ("bytes=+1-2", Wanted::All),
        ("bytes=0-1,5-6", Wanted::All),
        ("lines=0-1", Wanted::All),
    ] {
        assert_eq!(wanted(Some(header), 100), expected, "{header}");
    }
    assert_eq!(wanted(None, 100), Wanted::All);
    assert_eq!(wanted(Some("bytes=0-"), 0), Wanted::Outside, "an empty file has no first byte");
}
