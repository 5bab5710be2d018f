//! How our small enums and lists are spelt in columns.

use crate::error::StoreError;
use model::command::Drive;
use model::id::{EventId, ScopeId};
use model::op::Kind;
use model::row::{BallKind, BallWhy, FileKind, OpState, Status};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

macro_rules! numbered {
    ($to:ident $from:ident $type:ty, $what:literal: $($variant:path = $n:literal),* $(,)?) => {
        pub(crate) const fn $to(value: $type) -> i64 {
            match value { $($variant => $n,)* }
        }
        #[allow(dead_code, reason = "not every column is read back")]
        pub(crate) fn $from(n: i64) -> Result<$type, StoreError> {
            match n { $($n => Ok($variant),)* value => Err(StoreError::Unknown { what: $what, value }) }
        }
    };
}

numbered!(kind_to_n n_to_kind Kind, "The kind": Kind::Change = 0, Kind::Statement = 1, Kind::Record = 2);
numbered!(state_to_n n_to_state OpState, "The state": OpState::Applied = 0, OpState::Held = 1, OpState::Refused = 2, OpState::Waiting = 3);
numbered!(status_to_n n_to_status Status, "The status":
    Status::Incomplete = 0, Status::NoStatus = 1, Status::ChangesRequested = 2, Status::Approved = 3, Status::AwaitingApproval = 4);
numbered!(file_kind_to_n n_to_file_kind FileKind, "The kind": FileKind::File = 0, FileKind::Deliverable = 1);
numbered!(ball_kind_to_n n_to_ball_kind BallKind, "The ball": BallKind::Collaborator = 0, BallKind::Person = 1);
numbered!(ball_why_to_n n_to_ball_why BallWhy, "The ball":
    BallWhy::Deliver = 0, BallWhy::Review = 1, BallWhy::Change = 2, BallWhy::Accept = 3, BallWhy::Choose = 4);

/// A drive is named by its owner; the event's own by the event. Hashes of different things never meet.
pub(crate) fn drive_to_owner(event: &EventId, drive: &Drive) -> [u8; 32] {
    match drive {
        Drive::Event => event.0,
        Drive::Collaborator(ScopeId(id)) | Drive::Area(ScopeId(id)) => *id,
    }
}

/// The words of a text as lists sort and find them: lower case, without diacritics, one space before each.
pub(crate) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 1);
    let mut inside = false;
    if text.is_ascii() {
        // The usual case, and the same result: search folds hundreds of titles for each letter that is typed.
        for c in text.bytes() {
            let word = c.is_ascii_alphanumeric();
            if word && !inside {
                out.push(' ');
            }
            inside = word;
            if word {
                out.push(c.to_ascii_lowercase().into());
            }
        }
        return out;
    }
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)) {
        if !c.is_alphanumeric() {
            inside = false;
            continue;
        }
        if !inside {
            out.push(' ');
            inside = true;
        }
        out.extend(c.to_lowercase());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn words_are_folded_alike_whatever_they_are_spelt_with() {
        for (text, wanted) in [
            ("Stage plot, V3.pdf", " stage plot v3 pdf"),
            ("Bühne – Größe", " buhne große"),
            ("Bu\u{308}hne", " buhne"),
            ("  ", ""),
            ("ΑΘΗΝΑ", " αθηνα"),
            ("a_b--c", " a b c"),
        ] {
            assert_eq!(fold(text), wanted, "{text}");
        }
    }
}
