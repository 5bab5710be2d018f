use super::{cites, rule_ids};

#[test]
fn bold_letters_with_numbers_are_rules_once_each() {
    let text = "- **O1** What is signed. **must understand** and **O2 Chains.** See O1, *(model)*.\n- **A6** again **O1**, **10**, **IX**";
    assert_eq!(rule_ids(text), ["O1", "O2", "A6"]);
}

#[test]
fn a_test_cites_by_its_name_or_in_its_comment() {
    assert!(cites("fn a6_a_removed_person_is_held() {", "A6"));
    assert!(cites("/// The rule O3 says so.", "O3"));
    assert!(!cites("/// The rule O31 says so.", "O3"));
}

#[test]
fn a_variable_is_no_citation() {
    assert!(!cites("let a6 = 4;", "A6"));
}
