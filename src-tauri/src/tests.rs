//! What can be tested of the shell without a window; the rest is in `tests/window`.

use tauri::http::Uri;

use crate::pictures::wish;

fn asked(address: &str) -> Option<(u32, u32, bool)> {
    let uri: Uri = address.parse().unwrap();
    wish(&uri).map(|wish| (wish.page, wish.width, wish.region.is_some()))
}

#[test]
fn a_pictures_address_is_read_and_nonsense_is_nothing() {
    let hash = "ab".repeat(32);
    assert_eq!(asked(&format!("offstage://localhost/picture/{hash}/3?w=640")), Some((3, 640, false)));
    assert_eq!(asked(&format!("offstage://localhost/picture/{hash}/0")), Some((0, 1024, false)));
    assert_eq!(asked(&format!("offstage://localhost/picture/{hash}/0?w=99&x=1&y=2&rw=3&rh=4")), Some((0, 99, true)));
    for nonsense in
        ["/picture/..%2F..%2Fetc/0", "/picture/abc/0", &format!("/picture/{hash}"), &format!("/file/{hash}/0"), "/"]
    {
        assert_eq!(asked(&format!("offstage://localhost{nonsense}")), None, "{nonsense}");
    }
}
