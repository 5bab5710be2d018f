use super::contacts;

#[test]
fn cards_of_several_ages_are_read() {
    let text = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Ruiz;Ana;;;\r\nFN:Ana Ruiz\r\nitem1.EMAIL;TYPE=work:ana@x.example\r\nEMAIL:second@x.example\r\n\
                TEL;TYPE=cell:+34 600\r\nTITLE:Production\\, lead and a very long t\r\n itle\r\nEND:VCARD\r\n\
                BEGIN:VCARD\nVERSION:4.0\nFN:Jörg Müller\nTEL;VALUE=uri:tel:+49-30\nEND:VCARD\nBEGIN:VCARD\nEMAIL:no@name.example\nEND:VCARD\n";
    let found = contacts(text);
    assert_eq!(found.len(), 2, "a card without a name is nobody");
    assert_eq!((found[0].first.as_str(), found[0].last.as_str()), ("Ana", "Ruiz"));
    assert_eq!((found[0].email.as_str(), found[0].phone.as_str()), ("ana@x.example", "+34 600"));
    assert_eq!(found[0].title, "Production, lead and a very long title");
    assert_eq!(
        (found[1].first.as_str(), found[1].last.as_str(), found[1].phone.as_str()),
        ("Jörg", "Müller", "+49-30")
    );
}
