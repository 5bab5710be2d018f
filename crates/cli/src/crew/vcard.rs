//! Contacts in vCards (2.1 to 4.0): the names, the first address and number, and the title.

use super::Contact;

pub(super) fn contacts(text: &str) -> Vec<Contact> {
    let mut out = Vec::new();
    let mut open: Option<(Contact, String)> = None;
    for line in unfolded(text) {
        let Some((key, value)) = line.split_once(':') else { continue };
        // `item1.EMAIL;TYPE=work` is `EMAIL`.
        let key = key.split(';').next().unwrap_or_default();
        let key = key.rsplit('.').next().unwrap_or_default().to_ascii_uppercase();
        if key == "BEGIN" && value.trim().eq_ignore_ascii_case("vcard") {
            open = Some((Contact::default(), String::new()));
            continue;
        }
        let Some((contact, full)) = open.as_mut() else { continue };
        let first_said = |slot: &mut String| {
            if slot.is_empty() {
                *slot = plain(value);
            }
        };
        match key.as_str() {
            "N" => {
                let mut parts = split_parts(value).into_iter();
                contact.last = parts.next().unwrap_or_default();
                contact.first = parts.next().unwrap_or_default();
            }
            "FN" => *full = plain(value),
            "EMAIL" => first_said(&mut contact.email),
            "TEL" => first_said(&mut contact.phone),
            "TITLE" | "ROLE" => first_said(&mut contact.title),
            "END" => {
                if let Some((contact, full)) = open.take() {
                    out.extend(named(contact, &full));
                }
            }
            _ => {}
        }
    }
    out
}

/// A card with at least one name; where `N` said none, the full name is split before its last word.
fn named(mut contact: Contact, full: &str) -> Option<Contact> {
    if contact.first.is_empty() && contact.last.is_empty() {
        let (first, last) = full.rsplit_once(' ').unwrap_or(("", full));
        contact.first = first.trim().to_owned();
        contact.last = last.to_owned();
    }
    let is_somebody = !contact.first.is_empty() || !contact.last.is_empty();
    is_somebody.then_some(contact)
}

/// Lines that were cut in two begin with white space.
fn unfolded(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for line in text.lines() {
        match (line.strip_prefix([' ', '\t']), out.last_mut()) {
            (Some(rest), Some(last)) => last.push_str(rest),
            _ => out.push(line.to_owned()),
        }
    }
    out
}

/// Parts between semicolons that are not written `\;`.
fn split_parts(value: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut escaped = false;
    for letter in value.chars() {
        if letter == ';' && !escaped {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(letter);
        }
        escaped = letter == '\\' && !escaped;
    }
    parts.iter().map(|part| plain(part)).collect()
}

fn plain(value: &str) -> String {
    let value = value.strip_prefix("tel:").or_else(|| value.strip_prefix("mailto:")).unwrap_or(value);
    value.replace("\\,", ",").replace("\\;", ";").replace("\\n", " ").replace("\\\\", "\\").trim().to_owned()
}

#[cfg(test)]
mod tests;
