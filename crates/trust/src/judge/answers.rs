//! Whose answer counts on which version (O5), and which version of a forked file was chosen (d.6).

use super::Judge;
use super::node::{Node, OpIx, Said};
use model::id::{BlobHash, DocumentId, EntryId, OpId, PersonId};
use model::op::{Answer, Statement};
use model::permission::strictness;
use std::collections::BTreeMap;

/// The answer of one person on one version that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// What they said.
    pub answer: Answer,
    /// With which operation.
    pub op: OpId,
    /// When, by their own clock.
    pub made_at: i64,
    /// The files that it covers.
    pub covers: Vec<BlobHash>,
    /// The description and criteria that it covers.
    pub criteria: Option<BlobHash>,
    /// Why.
    pub reason: String,
}

/// A version that somebody chose among several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The version.
    pub version: EntryId,
    /// Who chose.
    pub person: PersonId,
    /// With which operation; it chose among the versions that it knows ([`Judge::knows`]).
    pub op: OpId,
}

impl Judge {
    /// Per version and person the answer that counts: the causally last of the applied ones over all the person's devices; of concurrent
    /// ones the strictest, then the smaller id.
    #[must_use]
    pub fn answers(&self, document: DocumentId) -> BTreeMap<EntryId, BTreeMap<PersonId, Answered>> {
        let mut given: BTreeMap<(EntryId, PersonId), Vec<(OpIx, u8)>> = BTreeMap::new();
        for (ix, node, statement) in self.applied_statements(document) {
            if let (Some(person), Some(strictness)) = (node.person, strictness(statement.answer)) {
                given.entry((statement.version, person)).or_default().push((ix, strictness));
            }
        }
        let mut out: BTreeMap<EntryId, BTreeMap<PersonId, Answered>> = BTreeMap::new();
        for ((version, person), all) in given {
            let last = all.iter().filter(|(a, _)| !all.iter().any(|(b, _)| self.knows_ix(*b, *a)));
            let counting =
                last.filter_map(|(ix, strict)| self.node(*ix).map(|n| (*strict, n.id, n))).min_by_key(|l| (l.0, l.1));
            let Some((_, op, node)) = counting else { continue };
            let Said::Statement(statement) = &node.said else { continue };
            let answered = Answered {
                answer: statement.answer,
                op,
                made_at: node.made_at,
                covers: statement.covers.clone(),
                criteria: statement.criteria,
                reason: statement.reason.clone(),
            };
            out.entry(version).or_default().insert(person, answered);
        }
        out
    }

    /// The applied choices between versions, causally ordered and by id where nothing else decides.
    #[must_use]
    pub fn choices(&self, document: DocumentId) -> Vec<Choice> {
        let mut chosen: Vec<(u32, Choice)> = self
            .applied_statements(document)
            .filter(|(_, _, s)| s.answer == Answer::Chosen)
            .filter_map(|(_, n, s)| Some((n.generation, Choice { version: s.version, person: n.person?, op: n.id })))
            .collect();
        chosen.sort_by_key(|(generation, choice)| (*generation, choice.op));
        chosen.into_iter().map(|(_, choice)| choice).collect()
    }

    fn applied_statements(&self, document: DocumentId) -> impl Iterator<Item = (OpIx, &Node, &Statement)> {
        let listed = self.log_named(document).map(|l| l.statements.as_slice()).unwrap_or_default();
        listed.iter().filter_map(|ix| {
            let node = self.node(*ix)?;
            match &node.said {
                Said::Statement(statement) if self.state_ix(*ix).counts() => Some((*ix, node, &**statement)),
                _ => None,
            }
        })
    }
}
