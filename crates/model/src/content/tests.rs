use super::*;

fn edit(section: &str, entry: &str, field: &str, value: Value) -> Edit {
    Edit { section: section.into(), entry: entry.into(), field: field.into(), value }
}

fn file() -> Content {
    Content::empty(&["meta", "comments"], &["description"])
}

#[test]
fn a_value_is_read_by_what_it_is() {
    let mut content = file();
    content.apply(&[
        edit("meta", "", "name", Value::Str("Plan".into())),
        edit("meta", "", "due", Value::Int(7)),
        edit("meta", "", "final", Value::Bool(true)),
        edit("description", "", "", Value::Text("Stage left".into())),
    ]);
    assert_eq!(content.str("meta", "", "name"), Some("Plan"));
    assert_eq!(content.int("meta", "", "due"), Some(7));
    assert_eq!(content.bool("meta", "", "final"), Some(true));
    assert_eq!(content.text("description"), "Stage left");
    assert_eq!(content.int("meta", "", "name"), None);
    assert_eq!(content.str("meta", "", "missing"), None);
}

#[test]
fn an_entry_whose_last_field_is_emptied_is_gone() {
    let mut content = file();
    content.apply(&[edit("comments", "a", "words", Value::Str("Hello".into()))]);
    assert_eq!(content.entries("comments").map(|(name, _)| name).collect::<Vec<_>>(), ["a"]);
    content.apply(&[edit("comments", "a", "words", Value::Nothing)]);
    assert_eq!(content, file());
}

#[test]
fn what_the_document_does_not_have_is_no_edit_r8() {
    let mut content = file();
    content.apply(&[
        edit("unheard", "a", "b", Value::Int(1)),
        edit("description", "", "", Value::Str("a scalar".into())),
        edit("description", "", "", Value::Nothing),
        edit("description", "a", "", Value::Text("an entry".into())),
        edit("meta", "a", "b", Value::Text("a text".into())),
        edit("meta", "a/b", "c", Value::Int(1)),
        edit("meta", "a", "b/c", Value::Int(1)),
    ]);
    assert_eq!(content, file());
}

#[test]
fn of_two_edits_of_one_place_the_first_counts() {
    let mut content = file();
    content.apply(&[edit("meta", "a", "b", Value::Int(1)), edit("meta", "a", "b", Value::Int(2))]);
    assert_eq!(content.int("meta", "a", "b"), Some(1));
}

#[test]
fn equal_concurrent_values_are_no_dispute_and_the_winner_is_last() {
    let one = Values::concurrent(vec![Value::Int(1), Value::Int(1)]).unwrap();
    assert!(!one.disputed());
    let both = Values::concurrent(vec![Value::Int(2), Value::Int(1), Value::Int(2)]).unwrap();
    assert_eq!(both.both(), [Value::Int(1), Value::Int(2)]);
    assert_eq!(both.one(), &Value::Int(2));
    assert_eq!(Values::concurrent(Vec::new()), None);
}
