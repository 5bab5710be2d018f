//! The kinds of document: their sections by version, and the constant change that each begins with (O4).
//!
//! A document keeps the version of its kind that it was made with (its `Home` names it), so a version that was ever
//! released is never changed here: a new section is a new version. The hashes of the changes are goldens in the tests.

use automerge::legacy::{Key, ObjectId, Op, OpType};
use automerge::{ActorId, Automerge, Change, ExpandedChange, ObjType, TextEncoding};
use model::content::Content;
use model::op::DocumentKind;
use std::num::NonZeroU64;

/// The sections of one kind of document in one version.
#[derive(Debug, PartialEq, Eq)]
pub struct Layout {
    /// The kind.
    pub kind: DocumentKind,
    /// Its version.
    pub version: u8,
    /// Sections with entries; flat keys `entry/field` with scalar values.
    pub maps: &'static [&'static str],
    /// Sections that are one collaborative text each.
    pub texts: &'static [&'static str],
}

/// Every layout that this program can read and write.
pub const LAYOUTS: &[Layout] = &[
    Layout {
        kind: DocumentKind::Event,
        version: 1,
        maps: &["facts", "settings", "areas", "collaborators", "people", "phases", "statuses", "types", "attributes"],
        texts: &["notes"],
    },
    Layout { kind: DocumentKind::Collaborator, version: 1, maps: &["facts", "crew", "attributes"], texts: &["notes"] },
    Layout { kind: DocumentKind::Drive, version: 1, maps: &["folders"], texts: &[] },
    Layout {
        kind: DocumentKind::File,
        version: 1,
        maps: &["meta", "deliverable", "criteria", "versions", "formats", "comments", "resolved", "links"],
        texts: &["description"],
    },
];

impl Layout {
    /// The layout of a kind in a version. None for the roster, which has no content, and for versions of newer programs.
    #[must_use]
    pub fn of(kind: DocumentKind, version: u8) -> Option<&'static Self> {
        LAYOUTS.iter().find(|layout| layout.kind == kind && layout.version == version)
    }

    /// The version that new documents of a kind are made with. None for the roster.
    #[must_use]
    pub fn newest(kind: DocumentKind) -> Option<u8> {
        LAYOUTS.iter().filter(|layout| layout.kind == kind).map(|layout| layout.version).max()
    }

    /// The content of a document of this layout in which nobody has written yet.
    #[must_use]
    pub fn empty(&self) -> Content {
        Content::empty(self.maps, self.texts)
    }

    /// The hash of the genesis change: the heads of an empty document.
    #[must_use]
    pub fn genesis(&self) -> [u8; 32] {
        self.genesis_change().hash().0
    }

    /// The place of a map section among the objects that genesis makes.
    pub(crate) fn map(&self, section: &str) -> Option<Section> {
        self.maps.iter().position(|name| *name == section).map(Section)
    }

    /// The place of a text among the objects that genesis makes.
    pub(crate) fn text(&self, section: &str) -> Option<Section> {
        self.texts.iter().position(|name| *name == section).map(|at| Section(self.maps.len() + at))
    }

    /// Who wrote genesis, as Automerge sees it.
    pub(crate) fn actor(&self) -> ActorId {
        let kind = match self.kind {
            DocumentKind::Roster => "roster",
            DocumentKind::Event => "event",
            DocumentKind::Collaborator => "collaborator",
            DocumentKind::Drive => "drive",
            DocumentKind::File => "file",
        };
        ActorId::from(format!("offstage/{kind}/{}", self.version).as_bytes())
    }

    /// The change, built by hand: one map per section, one Text per text, in the order of the layout.
    pub(crate) fn genesis_change(&self) -> Change {
        let maps = self.maps.iter().map(|name| (name, ObjType::Map));
        let texts = self.texts.iter().map(|name| (name, ObjType::Text));
        let operations = maps.chain(texts).map(|(name, object)| Op {
            action: OpType::Make(object),
            obj: ObjectId::Root,
            key: Key::Map((*name).into()),
            pred: Vec::new().into(),
            insert: false,
        });
        Change::from(ExpandedChange {
            operations: operations.collect(),
            actor_id: self.actor(),
            hash: None,
            seq: 1,
            start_op: NonZeroU64::MIN,
            time: 0,
            message: None,
            deps: Vec::new(),
            extra_bytes: Vec::new(),
            author: None,
        })
    }

    /// A document that holds nothing but genesis. Text is counted in code points on every platform (O3).
    pub(crate) fn begin(&self) -> Result<Automerge, automerge::AutomergeError> {
        let mut document = Automerge::new_with_encoding(TextEncoding::UnicodeCodePoint);
        document.apply_changes([self.genesis_change()])?;
        Ok(document)
    }
}

/// A section by its place in the layout, maps first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Section(pub(crate) usize);

impl Section {
    /// The counter of the operation that makes the section's object: genesis counts from 1.
    pub(crate) const fn counter(self) -> u64 {
        self.0 as u64 + 1
    }
}

#[cfg(test)]
mod tests;
