use super::*;
use automerge::ChangeHash;

/// The genesis changes of released versions never change (O4).
#[test]
fn the_genesis_changes_are_the_golden_ones_o4() {
    let hashes: Vec<String> = LAYOUTS
        .iter()
        .map(|layout| format!("{:?} {} {}", layout.kind, layout.version, ChangeHash(layout.genesis())))
        .collect();
    assert_eq!(
        hashes,
        [
            "Event 1 94ce3e084739f1493a0bce2b29a245a68ae128ebb85d0b511df4a3620ada76b4",
            "Collaborator 1 7501b170b74f017962789cad7de448239b7d1f274b45c708eb175e90e78cb963",
            "Drive 1 06a76edfc8d00664d9c1be50261d3976457ec0073bd29e94d32bb5d74c727a21",
            "File 1 1187e5cdbe2c9e6e77d2dbd1a1ff5fa6c587ff1262b5a93e9599b37a6f4e324d",
        ]
    );
}
