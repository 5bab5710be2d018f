//! What judging costs: one edit at the end of an event with 5,000 documents and 100,000 operations, the whole of it from nothing, and a
//! removal, after which all of it is judged again. `cargo run --release -p offstage-trust --example figures`

#![expect(clippy::disallowed_types, clippy::print_stdout, clippy::unwrap_used, reason = "it measures and prints")]
#![expect(clippy::indexing_slicing, reason = "its own lists")]

use model::id::{DocumentId, PersonId};
use model::op::{Body, Change, DocumentKind, Domain, Edit, GrantRef, Owner, Record, Revoked, Value};
use offstage_trust::{DeviceKey, Judge, Operation, Parts, PersonKey};
use std::time::{Duration, Instant};

const DOCUMENTS: usize = 5_000;
const OPERATIONS: usize = 100_000;
const SAMPLES: u32 = 2_000;

struct Desk {
    key: DeviceKey,
    judge: Judge,
    all: Vec<Operation>,
}

impl Desk {
    fn begin() -> Self {
        let (key, root, nonce) = (DeviceKey::from_seed(&[1; 32]), PersonKey::from_seed(&[2; 32]), vec![3; 16]);
        let certificate = root.certify_owner(&nonce, key.id());
        let owners = vec![Owner { person: root.id(), device: key.id(), certificate }];
        let genesis = Operation::sign(&key, Parts::first(0), Body::Record(Record::Genesis { nonce, owners })).unwrap();
        let mut judge = Judge::new(genesis.event());
        judge.take(&genesis);
        Self { key, judge, all: vec![genesis] }
    }

    fn sign(&self, log: Option<DocumentId>, body: Body) -> Operation {
        let event = self.judge.event();
        let roster: DocumentId = event.into();
        let roster_heads = if log == Some(roster) { Vec::new() } else { self.judge.heads(roster) };
        let Some(log) = log else {
            return Operation::sign(&self.key, Parts { event, roster_heads, ..Parts::first(1) }, body).unwrap();
        };
        let last = self.judge.last_of(self.key.id(), log);
        let parts = Parts {
            event,
            document: log,
            seq: last.map_or(1, |(_, seq)| seq + 1),
            prev: last.map(|(id, _)| id),
            deps: self.judge.heads(log),
            roster_heads,
            made_at: 1,
        };
        Operation::sign(&self.key, parts, body).unwrap()
    }

    /// Takes it, and says how long the judge needed.
    fn take(&mut self, operation: Operation) -> Duration {
        let start = Instant::now();
        self.judge.take(&operation);
        let spent = start.elapsed();
        self.all.push(operation);
        spent
    }

    fn rename(&self, document: DocumentId, n: usize) -> Operation {
        let value = Value::Str(format!("plot {n}"));
        let edit = Edit { section: "meta".into(), entry: "file".into(), field: "name".into(), value };
        self.sign(Some(document), Body::Change(Change(vec![edit])))
    }
}

fn main() {
    let mut desk = Desk::begin();
    let by = GrantRef { op: desk.all[0].id(), place: 0 };
    let mut documents = Vec::new();
    for n in 0..DOCUMENTS {
        let nonce = n.to_be_bytes().to_vec();
        let home = Record::Home { kind: DocumentKind::File, scope: Domain::Event, by, nonce, version: 1 };
        let home = desk.sign(None, Body::Record(home));
        documents.push(home.log());
        desk.take(home);
    }
    for n in DOCUMENTS..OPERATIONS {
        desk.take(desk.rename(documents[n % DOCUMENTS], n));
    }
    let spent: Duration = (0..SAMPLES as usize).map(|n| desk.take(desk.rename(documents[n], n))).sum();
    println!("one edit judged behind {OPERATIONS} operations: {:?}", spent / SAMPLES);

    let start = Instant::now();
    let mut again = Judge::new(desk.judge.event());
    again.take_all(&desk.all);
    println!("{} operations judged from nothing: {:?}", desk.all.len(), start.elapsed());

    let what = Revoked::Person(PersonId([9; 32]), Vec::new());
    let revoke = desk.sign(Some(again.event().into()), Body::Record(Record::Revoke { what, by: Some(by) }));
    println!("a removal, after which all are judged again: {:?}", desk.take(revoke));

    let start = Instant::now();
    for operation in desk.all.iter().take(SAMPLES as usize) {
        Operation::verify(operation.envelope(), operation.body_bytes()).unwrap();
    }
    println!("one operation verified: {:?}", start.elapsed() / SAMPLES);
}
