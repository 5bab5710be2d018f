//! The change as a transaction on the document: the usual way, and the way of the reference on its fork.

use super::acts::Act;
use super::diff::diff;
use crate::genesis::{Layout, Section};
use automerge::transaction::{CommitOptions, Transactable};
use automerge::{ActorId, Automerge, AutomergeError, ChangeHash, ObjId, ReadDoc};

/// Does `acts` on the whole document. None if that changes nothing.
pub(super) fn write(
    document: &mut Automerge,
    layout: &Layout,
    actor: &ActorId,
    acts: &[Act],
) -> Result<Option<ChangeHash>, AutomergeError> {
    document.set_actor(actor.clone());
    let mut transaction = document.transaction();
    for act in acts {
        match act {
            Act::Put { section, key, value } => {
                transaction.put(object(layout, *section), key.as_str(), value.clone())?;
            }
            Act::Clear { section, key } => transaction.delete(object(layout, *section), key.as_str())?,
            Act::Write { section, text } => {
                let text_object = object(layout, *section);
                let old: Vec<char> = transaction.text(&text_object)?.chars().collect();
                let new: Vec<char> = text.chars().collect();
                // Where the text of the document stands once the hunks so far are done.
                let mut shift = 0_isize;
                for hunk in diff(&old, &new) {
                    let at = hunk.old.start.saturating_add_signed(shift);
                    let inserted: String = new.get(hunk.new.clone()).unwrap_or_default().iter().collect();
                    if !hunk.old.is_empty() {
                        transaction.splice_text(&text_object, at, signed(hunk.old.len()), "")?;
                    }
                    if !inserted.is_empty() {
                        transaction.splice_text(&text_object, at, 0, &inserted)?;
                    }
                    shift += signed(hunk.new.len()) - signed(hunk.old.len());
                }
            }
        }
    }
    Ok(transaction.commit_with(CommitOptions::default().with_time(0)).0)
}

/// The object of a section, as genesis made it.
pub(crate) fn object(layout: &Layout, section: Section) -> ObjId {
    ObjId::Id(section.counter(), layout.actor(), 0)
}

fn signed(length: usize) -> isize {
    isize::try_from(length).unwrap_or(isize::MAX)
}
