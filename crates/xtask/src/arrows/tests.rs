use super::{ALLOWED, picture, violations};
use crate::graph::tests::graph;

#[test]
fn an_arrow_of_the_table_is_allowed() {
    let graph = graph(&[
        "offstage-trust -> offstage-model",
        "offstage-engine -> offstage-trust, offstage-store, offstage-model",
    ]);
    assert_eq!(violations(&graph, |_| String::new()), Vec::<String>::new());
}

#[test]
fn an_arrow_upwards_is_named_with_its_line() {
    let graph = graph(&["offstage-model -> offstage-store, serde"]);
    let manifest =
        "[package]\nname = \"offstage-model\"\n\n[dependencies]\nserde.workspace = true\nstore.workspace = true\n";
    assert_eq!(
        violations(&graph, |_| manifest.to_owned()),
        ["model ► store is not allowed (/nowhere/offstage-model/Cargo.toml:6)"]
    );
}

#[test]
fn a_crate_without_a_place_in_the_table_is_refused() {
    let graph = graph(&["offstage-extra -> offstage-model"]);
    let wrong = violations(&graph, |_| String::new());
    assert_eq!(wrong.len(), 1);
    assert!(wrong[0].starts_with("offstage-extra has no place"), "{wrong:?}");
}

#[test]
fn nothing_may_use_the_tests_or_the_tools() {
    let graph = graph(&["offstage-cli -> offstage-tests, offstage-xtask"]);
    assert_eq!(violations(&graph, |_| String::new()).len(), 2);
}

#[test]
fn the_table_has_no_circle() {
    // Read from the lowest: whatever a crate may use must stand above it in the table.
    for (at, (name, may)) in ALLOWED.iter().enumerate() {
        for on in *may {
            let place = ALLOWED.iter().position(|(n, _)| n == on);
            assert!(place.is_some_and(|p| p < at), "{name} ► {on} points down");
        }
    }
}

#[test]
fn the_picture_lists_each_crate_with_what_it_uses() {
    let graph =
        graph(&["offstage-engine -> offstage-store, offstage-model, serde", "offstage-store -> offstage-model"]);
    assert_eq!(picture(&graph), "  model      ► ·\n  store      ► model\n  engine     ► model  store\n");
}
