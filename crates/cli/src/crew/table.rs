//! Contacts in a CSV table. Columns are found by their titles, in the words that address books and spreadsheets use.

use super::Contact;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    First,
    Last,
    Name,
    Email,
    Phone,
    Title,
}

fn column(title: &str) -> Option<Column> {
    let plain: String = title.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    Some(match plain.as_str() {
        "first" | "firstname" | "givenname" | "forename" | "vorname" => Column::First,
        "last" | "lastname" | "familyname" | "surname" | "nachname" => Column::Last,
        "name" | "fullname" | "displayname" => Column::Name,
        "email" | "mail" | "emailaddress" | "email1value" | "emailadresse" => Column::Email,
        "phone" | "mobile" | "telephone" | "phonenumber" | "mobilephone" | "phone1value" | "telefon" => Column::Phone,
        "title" | "role" | "position" | "jobtitle" | "funktion" => Column::Title,
        _ => return None,
    })
}

pub(super) fn contacts(text: &str) -> Result<Vec<Contact>, String> {
    let delimiter = delimiter(text);
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let columns: Vec<Option<Column>> =
        reader.headers().map_err(|error| error.to_string())?.iter().map(column).collect();
    let names = [Column::First, Column::Last, Column::Name];
    if !columns.iter().flatten().any(|column| names.contains(column)) {
        return Err("the first line must name the columns: first, last, email, phone, title.".to_owned());
    }
    let mut out = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| error.to_string())?;
        let mut contact = Contact::default();
        for (column, value) in columns.iter().zip(record.iter()) {
            match column {
                Some(Column::First) => contact.first = value.to_owned(),
                Some(Column::Last) => contact.last = value.to_owned(),
                Some(Column::Name) => {
                    let (first, last) = value.rsplit_once(' ').unwrap_or(("", value));
                    contact.first = first.trim().to_owned();
                    contact.last = last.to_owned();
                }
                Some(Column::Email) => contact.email = value.to_owned(),
                Some(Column::Phone) => contact.phone = value.to_owned(),
                Some(Column::Title) => contact.title = value.to_owned(),
                None => {}
            }
        }
        if contact != Contact::default() {
            out.push(contact);
        }
    }
    Ok(out)
}

/// Spreadsheets write semicolons where the comma is the decimal sign.
fn delimiter(text: &str) -> u8 {
    let titles = text.lines().next().unwrap_or_default();
    let count = |delimiter: char| titles.matches(delimiter).count();
    [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|delimiter| (count(char::from(*delimiter)), *delimiter == b','))
        .unwrap_or(b',')
}

#[cfg(test)]
mod tests;
