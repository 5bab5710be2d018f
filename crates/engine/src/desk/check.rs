//! Is everything there, is it what it says it is, and does everything follow from the operations?

use super::{Desk, now};
use crate::failure::Failure;
use model::file::File;
use model::id::BlobHash;
use model::op::DocumentKind;
use model::row::{Checked, Notice};
use std::collections::BTreeMap;
use store::Problem;

/// What is to be checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CheckAsk {
    /// Read every file again.
    pub read_data: bool,
    /// Read this part of the files, in percent.
    pub subset: Option<u32>,
    /// Make every document and row anew from the operations and compare.
    pub rebuild: bool,
    /// Mend what can be mended.
    pub repair: bool,
}

impl Desk {
    /// Checks the store.
    ///
    /// # Errors
    /// When the check itself could not be carried out; what it finds is in the answer.
    pub fn check(&self, ask: CheckAsk) -> Result<Checked, Failure> {
        let wanted = self.engine(|engine| engine.named_files())?;
        let files = self.inner.files.clone();
        let mut found = self.inner.readers.ask(|view| view.check_structure(&files, &wanted))?;
        let mut problems: Vec<String> = found.problems.iter().map(ToString::to_string).collect();
        if ask.read_data || ask.subset.is_some() {
            let percent = if ask.read_data { 100 } else { ask.subset.unwrap_or(100) };
            let turn = u64::try_from(now() / 86_400_000).unwrap_or(0);
            let hashes = self.inner.readers.ask(|view| view.files_in_turn(percent, turn))?;
            let data = files.check_data(&hashes, &mut |_| true);
            found.bytes_read = data.bytes_read;
            problems.extend(data.problems.iter().map(ToString::to_string));
            let bad: Vec<BlobHash> = data
                .problems
                .iter()
                .filter_map(|p| if let Problem::WrongBytes { hash } = p { Some(*hash) } else { None })
                .collect();
            if !bad.is_empty() {
                let notices = self.engine(move |engine| engine.quarantine(&bad, now()))?;
                self.tell(notices);
            }
        }
        if ask.rebuild {
            problems.extend(self.engine(|engine| engine.rebuild_and_compare(now()))?);
            self.tell([Notice::Everything]);
        }
        if ask.repair {
            for problem in &found.problems {
                if let Problem::Stray { path } = problem {
                    files.remove_stray(path)?;
                }
            }
        }
        Ok(Checked {
            ok: problems.is_empty(),
            files_checked: found.files_checked,
            bytes_read: found.bytes_read,
            operations: found.operations,
            problems,
        })
    }
}

impl Desk {
    /// A document's heads and itself: as JSON text, or as any Automerge library loads it.
    ///
    /// # Errors
    /// When there is no such document here.
    pub fn document(&self, document: model::id::DocumentId, json: bool) -> Result<(Vec<[u8; 32]>, Vec<u8>), Failure> {
        self.engine(move |engine| {
            engine.paper(document, |paper| {
                let bytes = if json {
                    serde_json::to_vec_pretty(&paper.derived().export_json()).unwrap_or_default()
                } else {
                    paper.derived().export_automerge()
                };
                (paper.heads(), bytes)
            })
        })
    }
}

impl crate::Engine {
    /// Every file that a document of this device names and whose bytes it has been given, with its length.
    fn named_files(&mut self) -> Result<BTreeMap<BlobHash, u64>, Failure> {
        let documents: Vec<_> = self
            .shows()
            .values()
            .flat_map(|s| s.judge.documents())
            .filter(|d| d.kind == DocumentKind::File && d.state.counts())
            .map(|d| d.document)
            .collect();
        let mut named = BTreeMap::new();
        for document in documents {
            let file = self.paper(document, |paper| File::read(&paper.content))?;
            named.extend(file.formats.values().map(|f| (f.hash, f.size)));
        }
        // Bytes that were never taken in on this device (they belong to versions from elsewhere) are not missed.
        let here = self.known_files()?;
        named.retain(|hash, _| here.contains(hash));
        Ok(named)
    }

    /// Makes everything anew and says in words what differs from what was kept.
    fn rebuild_and_compare(&mut self, now: i64) -> Result<Vec<String>, Failure> {
        let (heads, rows) = (self.heads()?, self.dump()?);
        self.rebuild(now)?;
        let (heads_now, rows_now) = (self.heads()?, self.dump()?);
        let mut problems = Vec::new();
        for (document, was) in &heads {
            if heads_now.get(document) != Some(was) {
                problems.push(format!(
                    "The document {document} differed from what its operations say; it has been made anew."
                ));
            }
        }
        for (table, was) in &rows {
            let is = rows_now.get(table).map(Vec::as_slice).unwrap_or_default();
            let (lost, new) =
                (was.iter().filter(|r| !is.contains(r)).count(), is.iter().filter(|r| !was.contains(r)).count());
            if lost + new > 0 {
                problems.push(format!(
                    "The table {table} differed in {} rows from what the operations say; it has been made anew.",
                    lost.max(new)
                ));
            }
        }
        Ok(problems)
    }
}
