use super::Graph;

/// A graph from lines like `model`, `trust -> model`, `automerge (MIT) -> serde`: packages named `offstage-*` are ours.
pub fn graph(lines: &[&str]) -> Graph {
    let mut packages: Vec<(String, String)> = Vec::new();
    let mut edges: Vec<(String, String)> = Vec::new();
    let mut meet = |word: &str| -> String {
        let (name, license) = match word.trim().split_once(" (") {
            Some((name, license)) => (name, license.trim_end_matches(')')),
            None => (word.trim(), "MIT"),
        };
        if !packages.iter().any(|(n, _)| n == name) {
            packages.push((name.to_owned(), license.to_owned()));
        }
        name.to_owned()
    };
    for line in lines {
        let mut words = line.split("->");
        let from = meet(words.next().unwrap());
        for to in words.flat_map(|w| w.split(',')) {
            let to = meet(to);
            edges.push((from.clone(), to));
        }
    }
    let listed: Vec<_> = packages
        .iter()
        .map(|(name, license)| {
            let ours = name.starts_with("offstage-");
            serde_json::json!({
                "id": name, "name": name, "version": "1.0.0", "license": license,
                "source": if ours { None } else { Some("registry+https://github.com/rust-lang/crates.io-index") },
                "manifest_path": format!("/nowhere/{name}/Cargo.toml"), "dependencies": [],
            })
        })
        .collect();
    let nodes: Vec<_> = packages
        .iter()
        .map(|(name, _)| {
            let to: Vec<_> = edges.iter().filter(|(from, _)| from == name).map(|(_, to)| to).collect();
            serde_json::json!({ "id": name, "dependencies": to })
        })
        .collect();
    let members: Vec<_> = packages.iter().map(|(n, _)| n).filter(|n| n.starts_with("offstage-")).collect();
    let whole = serde_json::json!({ "packages": listed, "workspace_members": members, "resolve": { "nodes": nodes } });
    Graph::parse(&whole.to_string()).unwrap()
}

#[test]
fn members_are_ours_and_edges_are_sorted_pairs() {
    let graph = graph(&["offstage-b -> offstage-a, zlib", "offstage-a -> anyhow"]);
    assert_eq!(graph.ours().count(), 2);
    let edges: Vec<_> = graph.edges().iter().map(|(a, b)| format!("{} {}", a.name, b.name)).collect();
    assert_eq!(edges, ["offstage-a anyhow", "offstage-b offstage-a", "offstage-b zlib"]);
}

#[test]
fn what_cargo_does_not_say_is_an_error() {
    assert!(Graph::parse("{}").is_err());
}
