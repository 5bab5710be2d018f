use super::{parse, violations};
use crate::graph::tests::graph;

const RULES: &str = r#"
[licenses]
allow = ["MIT", "Apache-2.0"]
exceptions = [{ crate = "option-ext", allow = ["MPL-2.0"] }]
[bans]
wildcards = "deny"
deny = [{ crate = "rusqlite", wrappers = ["offstage-store"], reason = "SQL is spoken in store" }]
[sources]
unknown-registry = "deny"
unknown-git = "deny"
"#;

fn wrong(lines: &[&str]) -> Vec<String> {
    violations(&parse(RULES).unwrap(), &graph(lines)).unwrap()
}

#[test]
fn the_file_of_this_repository_is_understood() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../deny.toml");
    let rules = parse(&std::fs::read_to_string(root).unwrap()).unwrap();
    assert!(rules.bans.deny.iter().all(|ban| !ban.reason.is_empty()));
    assert!(rules.bans.deny.iter().any(|ban| ban.name == "automerge" && ban.wrappers.contains("offstage-document")));
}

#[test]
fn a_wrapper_may_use_what_is_banned_for_all_others() {
    assert_eq!(wrong(&["offstage-store -> rusqlite"]), Vec::<String>::new());
    let wrong = wrong(&["offstage-engine -> rusqlite"]);
    assert_eq!(wrong.len(), 1);
    assert!(wrong[0].contains("offstage-engine ► rusqlite"), "{wrong:?}");
    assert!(wrong[0].ends_with("SQL is spoken in store"), "{wrong:?}");
}

#[test]
fn a_ban_reaches_packages_of_others_too() {
    assert_eq!(wrong(&["offstage-engine -> pool", "pool -> rusqlite"]).len(), 1);
}

#[test]
fn a_licence_outside_the_list_is_refused_unless_excepted_by_name() {
    assert_eq!(wrong(&["option-ext (MPL-2.0)", "both (MPL-2.0 OR MIT)"]), Vec::<String>::new());
    let wrong = wrong(&["other (MPL-2.0)"]);
    assert_eq!(wrong, ["other 1.0.0 is under MPL-2.0, which licenses.allow in deny.toml does not have"]);
}

#[test]
fn a_laxer_file_is_refused_rather_than_half_checked() {
    let lax = RULES.replace("unknown-git = \"deny\"", "unknown-git = \"allow\"");
    assert!(parse(&lax).is_err());
}
