//! The Automerge actor of an author in a document.

use automerge::ActorId;
use model::id::{DeviceId, DocumentId, OpId};

/// From (author, document, branch) alone (O3). All 32 bytes, so that nobody finds two authors with one actor.
pub(super) fn of(author: &DeviceId, document: &DocumentId, branch: Option<&OpId>) -> ActorId {
    let mut hash = blake3::Hasher::new_derive_key("offstage/actor/1");
    hash.update(author.bytes()).update(document.bytes());
    if let Some(branch) = branch {
        hash.update(branch.bytes());
    }
    ActorId::from(hash.finalize().as_bytes().as_slice())
}
