use super::contacts;

#[test]
fn columns_are_found_by_their_titles_in_any_order() {
    let text = "E-mail;Last name;Ignored;First Name;Mobile\r\nana@x.example;Ruiz;?;Ana;+34 1\r\n;\"Müller; Sohn\";;Jörg;\r\n;;;;\r\n";
    let found = contacts(text).unwrap();
    assert_eq!(found.len(), 2, "empty lines are nobody");
    assert_eq!((found[0].first.as_str(), found[0].last.as_str()), ("Ana", "Ruiz"));
    assert_eq!((found[0].email.as_str(), found[0].phone.as_str()), ("ana@x.example", "+34 1"));
    assert_eq!((found[1].first.as_str(), found[1].last.as_str()), ("Jörg", "Müller; Sohn"));
}

#[test]
fn a_whole_name_is_split_before_its_last_word() {
    let found = contacts("name,title\nAna María Ruiz,Rigger\nCher,Artist\n").unwrap();
    assert_eq!((found[0].first.as_str(), found[0].last.as_str()), ("Ana María", "Ruiz"));
    assert_eq!((found[1].first.as_str(), found[1].last.as_str(), found[1].title.as_str()), ("", "Cher", "Artist"));
}

#[test]
fn a_table_without_titles_is_not_guessed_at() {
    assert!(contacts("Ana,Ruiz,ana@x.example\n").is_err());
}
