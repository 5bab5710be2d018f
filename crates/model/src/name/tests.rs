use super::{extension_of, safe_name};

#[test]
fn a_name_that_could_deceive_is_made_safe_and_any_other_stays() {
    let long = "ä".repeat(200);
    let table = [
        ("Stage plot v3.pdf", "Stage plot v3.pdf"),
        ("Bühnenplan — große Größe.pdf", "Bühnenplan — große Größe.pdf"),
        ("مخطط المسرح.pdf", "مخطط المسرح.pdf"),
        ("می\u{200C}خواهم.pdf", "می\u{200C}خواهم.pdf"),
        (".gitignore", ".gitignore"),
        // decomposed becomes composed, so that twins meet
        ("Bu\u{308}hne.pdf", "Bühne.pdf"),
        // right-to-left override, isolates, zero width, tags, controls
        ("plot\u{202E}fdp.exe", "plotfdp.exe"),
        ("\u{2066}a\u{2069}b\u{200B}c\u{FEFF}.pdf", "abc.pdf"),
        ("a\u{E0041}b.pdf", "ab.pdf"),
        ("a\r\n\tb\u{7}\u{85}.pdf", "ab.pdf"),
        // paths, streams, wildcards
        ("../../etc/passwd", ".._.._etc_passwd"),
        ("C:\\temp\\x.pdf", "C__temp_x.pdf"),
        ("backup:log", "backup_log"),
        ("what? \"really\" <now>|*", "what_ _really_ _now___"),
        // ends that Windows drops
        ("report.pdf. . ", "report.pdf"),
        ("  spaced.pdf  ", "spaced.pdf"),
        // devices
        ("NUL", "_NUL"),
        ("con.pdf", "_con.pdf"),
        ("Com1.tar.gz", "_Com1.tar.gz"),
        ("LPT²", "_LPT²"),
        ("aux .txt", "_aux .txt"),
        ("console.pdf", "console.pdf"),
        ("COM10", "COM10"),
        // nothing left
        ("", "unnamed"),
        (" . . ", "unnamed"),
        ("\u{202E}\u{200B}", "unnamed"),
    ];
    for (given, wanted) in table {
        assert_eq!(safe_name(given), wanted, "{given:?}");
        assert_eq!(safe_name(&safe_name(given)), wanted, "twice: {given:?}");
    }
    let cut = safe_name(&format!("{long}.pdf"));
    assert_eq!((cut.len(), cut.ends_with("ä.pdf")), (254, true), "cut between letters, its extension kept");
    assert_eq!(safe_name(&format!("x.{long}")).len(), 254, "what is too long for an extension is cut as well");
    assert_eq!(safe_name(&format!("{}  .pdf", "a".repeat(250))), format!("{}.pdf", "a".repeat(250)));
}

#[test]
fn an_extension_is_what_follows_the_last_dot_in_small_letters() {
    for (name, wanted) in
        [("Plot.PDF", "pdf"), ("a.tar.gz", "gz"), (".bashrc", ""), ("none", ""), ("dot.", ""), ("Ä.ÄÖ", "äö")]
    {
        assert_eq!(extension_of(name), wanted, "{name}");
    }
}
