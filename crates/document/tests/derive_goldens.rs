//! Frozen answers of derive: operations, and the hashes of the changes that they stand for.
//!
//! One history per step of the function (`docs/protocol.md` O3). The files in `goldens/` are never written again: a device
//! that answers differently has another document than everybody else. A program that must answer differently raises
//! `DERIVE_VERSION` and begins goldens of its own.

#![allow(clippy::unwrap_used, reason = "clippy spares tests, but not what they share")]

use model::id::{DeviceId, DocumentId, OpId};
use model::op::{DocumentKind, Edit, Value};
use offstage_document::{Derived, Step};
use std::fmt::Write as _;

/// An operation by its letter.
struct Op {
    name: char,
    author: u8,
    branch: Option<char>,
    prev: Option<char>,
    deps: &'static str,
    applied: bool,
    edits: Vec<Edit>,
}

fn op(name: char, author: u8, prev: Option<char>, deps: &'static str, edits: Vec<Edit>) -> Op {
    Op { name, author, branch: None, prev, deps, applied: true, edits }
}

fn put(field: &str, value: Value) -> Edit {
    Edit { section: "meta".into(), entry: "e".into(), field: field.into(), value }
}

fn number(field: &str, value: i64) -> Edit {
    put(field, Value::Int(value))
}

fn write(text: &str) -> Edit {
    Edit { section: "description".into(), entry: String::new(), field: String::new(), value: Value::Text(text.into()) }
}

fn id(name: char) -> OpId {
    OpId(*blake3::hash(name.to_string().as_bytes()).as_bytes())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").unwrap();
        hex
    })
}

fn told(op: &Op) -> String {
    let mut line = format!("{}: author {}", op.name, op.author);
    if let Some(branch) = op.branch {
        write!(line, ", branch {branch}").unwrap();
    }
    if let Some(prev) = op.prev {
        write!(line, ", prev {prev}").unwrap();
    }
    if !op.deps.is_empty() {
        write!(line, ", deps {}", op.deps).unwrap();
    }
    if !op.applied {
        line += ", not applied";
    }
    for edit in &op.edits {
        let value = serde_json::to_string(&edit.value).unwrap();
        write!(line, "; {} {} {} = {value}", edit.section, edit.entry, edit.field).unwrap();
    }
    line
}

/// Derives the history one by one, and from a snapshot halfway; tells what came of it.
fn tell(ops: &[Op]) -> String {
    let deps: Vec<Vec<OpId>> = ops.iter().map(|op| op.deps.chars().map(id).collect()).collect();
    let steps: Vec<Step> = ops
        .iter()
        .zip(deps)
        .map(|(op, deps)| Step {
            id: id(op.name),
            author: DeviceId([op.author; 32]),
            branch: op.branch.map(id),
            prev: op.prev.map(id),
            deps,
            applied: op.applied,
            edits: &op.edits,
        })
        .collect();
    let new = || Derived::new(DocumentKind::File, 1, DocumentId([7; 32])).unwrap();
    let mut one_by_one = new();
    for step in &steps {
        one_by_one.take(std::slice::from_ref(step)).unwrap();
    }
    let (first, rest) = steps.split_at(steps.len() / 2);
    let mut halfway = new();
    halfway.take(first).unwrap();
    let mut halfway = Derived::load(&halfway.save()).unwrap();
    halfway.take(rest).unwrap();

    let mut lines = String::new();
    for op in ops {
        let stand = one_by_one.stand(&id(op.name)).unwrap();
        assert_eq!(halfway.stand(&id(op.name)).unwrap(), stand, "{}", op.name);
        let stand: Vec<String> = stand.iter().map(|hash| hex(hash)).collect();
        writeln!(lines, "{}\n  {}", told(op), stand.join("\n  ")).unwrap();
    }
    assert_eq!(halfway.heads(), one_by_one.heads());
    assert_eq!(halfway.content(), one_by_one.content());
    writeln!(lines, "{}", one_by_one.export_json()).unwrap();
    lines
}

#[test]
fn step_1_the_parents_are_the_maximal_changes_or_genesis_o3() {
    let ops = [
        op('a', 1, None, "", vec![number("x", 1)]),
        op('b', 2, None, "", vec![number("y", 1)]),
        op('c', 1, Some('a'), "ab", vec![number("x", 2)]),
        // a and b are covered by c, d is not.
        op('d', 3, None, "a", vec![number("z", 1)]),
        op('e', 2, Some('b'), "acd", vec![number("y", 2)]),
    ];
    assert_eq!(tell(&ops), include_str!("goldens/step_1_parents.txt"));
}

#[test]
fn step_2_what_is_not_applied_stands_for_its_own_parents_o3() {
    let ops = [
        Op { applied: false, ..op('a', 1, None, "", vec![number("x", 1)]) },
        op('b', 1, Some('a'), "a", vec![number("y", 1)]),
        op('c', 2, None, "a", vec![number("y", 2)]),
        Op { applied: false, ..op('d', 2, Some('c'), "bc", vec![number("x", 3)]) },
        // Rests on d, and so on what d rests on.
        op('e', 3, None, "d", vec![number("z", 1)]),
    ];
    assert_eq!(tell(&ops), include_str!("goldens/step_2_not_applied.txt"));
}

#[test]
fn step_3_counting_begins_after_the_parents_and_not_after_the_document_o3() {
    let many = || (0..5).map(|n| number(&format!("f{n}"), n)).collect();
    let ops = [
        op('a', 1, None, "", many()),
        op('b', 2, None, "", vec![number("g", 1)]),
        op('c', 2, Some('b'), "b", vec![number("g", 2)]),
        op('d', 3, None, "ac", vec![number("h", 1)]),
        op('e', 2, Some('c'), "c", vec![number("g", 3)]),
    ];
    assert_eq!(tell(&ops), include_str!("goldens/step_3_counting.txt"));
}

#[test]
fn step_4_a_put_replaces_what_its_author_saw_o3() {
    let ops = [
        op('a', 1, None, "", vec![number("x", 1)]),
        op('b', 2, None, "", vec![number("x", 2)]),
        op('c', 3, None, "", vec![number("x", 1), number("y", 1)]),
        // Replaces three.
        op('d', 1, Some('a'), "abc", vec![number("x", 4)]),
        // Removes two; y stands.
        op('e', 2, Some('b'), "bc", vec![put("x", Value::Nothing)]),
        // Whichever of d's two rivals wins here: one of these two puts it again and so only removes the losers.
        op('f', 3, Some('c'), "abc", vec![number("x", 1)]),
        op('g', 4, None, "abc", vec![number("x", 2)]),
        op(
            'h',
            4,
            Some('g'),
            "defg",
            vec![put("x", Value::Str("ö".into())), put("y", Value::Bool(false)), put("z", Value::Int(i64::MIN))],
        ),
    ];
    assert_eq!(tell(&ops), include_str!("goldens/step_4_puts.txt"));
}

#[test]
fn step_5_a_text_is_written_by_hunks_of_code_points_o3() {
    let ops = [
        op('a', 1, None, "", vec![write("Bühne links")]),
        op('b', 2, None, "a", vec![write("Bühne rechts")]),
        op('c', 3, None, "a", vec![write("Die Bühne, links 👩\u{200d}🚀")]),
        op('d', 1, Some('a'), "a", vec![write("Bühne, ganz links")]),
        op('e', 1, Some('d'), "bcd", vec![write("e\u{301}!")]),
        op('f', 2, Some('b'), "bcd", vec![write("")]),
        op('g', 3, Some('c'), "ef", vec![write("Bühne")]),
    ];
    assert_eq!(tell(&ops), include_str!("goldens/step_5_texts.txt"));
}

#[test]
fn step_6_what_changes_nothing_makes_no_change_o3() {
    let unheard = Edit { section: "unheard".into(), ..number("x", 1) };
    let ops = [
        op('a', 1, None, "", vec![put("x", Value::Nothing), write("")]),
        op('b', 1, Some('a'), "a", vec![number("x", 1), write("w")]),
        op('c', 2, None, "b", vec![number("x", 1), write("w")]),
        op(
            'd',
            2,
            Some('c'),
            "c",
            vec![unheard, put("x", Value::Text("w".into())), Edit { entry: "a/b".into(), ..number("x", 2) }],
        ),
        op('e', 3, None, "d", Vec::new()),
        op('f', 3, Some('e'), "e", vec![number("x", 2)]),
    ];
    assert_eq!(tell(&ops), include_str!("goldens/step_6_nothing.txt"));
}

#[test]
fn step_7_a_change_also_names_its_actors_last_one_and_each_branch_is_an_actor_o3_a7() {
    let ops = [
        op('a', 1, None, "", vec![number("x", 1)]),
        op('b', 2, None, "a", vec![number("x", 2)]),
        // The parent is b alone, which covers a; a is named as well because 1 wrote it.
        op('c', 1, Some('a'), "b", vec![number("x", 3)]),
        // 2 restores a backup and writes in place of b's successor twice.
        Op { branch: Some('d'), ..op('d', 2, Some('b'), "b", vec![number("y", 1)]) },
        Op { branch: Some('e'), ..op('e', 2, Some('b'), "b", vec![number("y", 2)]) },
        Op { branch: Some('e'), ..op('f', 2, Some('e'), "e", vec![number("y", 3)]) },
        op('g', 3, None, "cdf", vec![number("y", 4)]),
    ];
    assert_eq!(tell(&ops), include_str!("goldens/step_7_change.txt"));
}
