//! A person's device with a clock that the test sets: the engine itself, without a desk.

use engine::{Arrived, Engine, Failure, Made};
use model::command::{Command, Taken};
use model::decide::{Draft, Given};
use model::id::{DocumentId, EventId, PersonId};
use model::row::{FileRow, FileShow};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::sync::Arc;
use store::Home;

/// A device whose clock and chance are given.
pub struct Clocked {
    /// Its home.
    pub home: Arc<Home>,
    /// Its engine.
    pub engine: Engine,
    /// What its clock says.
    pub now: i64,
    /// Everything that it has signed, in order, as it travels.
    pub said: Vec<Arrived>,
    drawn: u64,
    name: String,
}

impl Clocked {
    /// A device of somebody, set up at this moment.
    #[must_use]
    pub fn of(name: &str, now: i64) -> Self {
        let home = Arc::new(Home::scratch().expect("a home"));
        let mut engine = Engine::new(Arc::clone(&home), now).expect("an engine");
        let seed = |what: &str| *blake3::hash(format!("{what} of {name}").as_bytes()).as_bytes();
        engine.set_up(name, "Device", &seed("person"), &seed("device"), now).expect("it is set up");
        Self { home, engine, now, said: Vec::new(), drawn: 0, name: name.to_owned() }
    }

    /// Its person.
    #[must_use]
    pub fn me(&self) -> PersonId {
        self.engine.me().expect("it is set up").person()
    }

    fn given(&mut self) -> Given {
        self.drawn += 1;
        Given::new(self.now, *blake3::hash(format!("{} {}", self.name, self.drawn).as_bytes()).as_bytes())
    }

    /// A command, written as a page writes it.
    ///
    /// # Errors
    /// As the engine refuses it.
    pub fn tries<C: DeserializeOwned + Into<Command>>(
        &mut self,
        wish: Value,
        files: &[(&str, &[u8])],
    ) -> Result<Made, Failure> {
        let wish: C = serde_json::from_value(wish).expect("a command");
        let (mut taken, mut imported) = (Vec::new(), Vec::new());
        for (name, bytes) in files {
            let one = self.home.files().import_bytes(bytes, name).expect("bytes are kept");
            let extension = name.rsplit_once('.').map(|(_, e)| e.to_owned()).unwrap_or_default();
            taken.push(Taken {
                hash: one.hash,
                size: one.size,
                name: (*name).to_owned(),
                extension,
                sniffed: "application/octet-stream".into(),
            });
            imported.push(one);
        }
        let given = self.given();
        let outputs = self.engine.command(&wish.into(), &taken, &imported, given)?;
        self.carries(&outputs.operations);
        Ok(outputs.made)
    }

    fn carries(&mut self, operations: &[trust::Operation]) {
        self.said.extend(
            operations.iter().map(|op| Arrived { envelope: op.envelope().to_vec(), body: op.body_bytes().to_vec() }),
        );
    }

    /// Closes it and opens it again.
    #[must_use]
    pub fn restarted(self) -> Self {
        let Self { home, engine, now, said, drawn, name } = self;
        drop(engine);
        Self { engine: Engine::new(Arc::clone(&home), now).expect("it opens again"), home, now, said, drawn, name }
    }

    /// A command that must succeed.
    #[track_caller]
    pub fn acts<C: DeserializeOwned + Into<Command>>(&mut self, wish: Value, files: &[(&str, &[u8])]) -> Made {
        match self.tries::<C>(wish, files) {
            Ok(made) => made,
            Err(error) => panic!("{error} ({})", error.code()),
        }
    }

    /// Signs what no command signs.
    pub fn signs(&mut self, event: EventId, drafts: Vec<Draft>) -> Vec<trust::Operation> {
        let given = self.given();
        let operations = self.engine.draft_all(event, drafts, &given).expect("it is admitted").operations;
        self.carries(&operations);
        operations
    }

    /// Hears everything that another device keeps.
    pub fn hears(&mut self, other: &Self, event: EventId) {
        let all: Vec<Arrived> = other.engine.operations(event).expect("operations");
        let received = self.engine.receive(&all, self.now).expect("it is kept");
        assert_eq!(received.bad, Vec::new());
    }

    /// A file's row at the moment of this clock.
    #[must_use]
    pub fn row(&self, file: DocumentId) -> FileRow {
        self.home.readers().ask(|view| view.file_row(&file, self.now)).expect("a row is read").expect("there is a row")
    }

    /// The File screen at the moment of this clock.
    #[must_use]
    pub fn show(&self, file: DocumentId) -> FileShow {
        self.home
            .readers()
            .ask(|view| view.file_show(&file, self.now))
            .expect("a screen is read")
            .expect("there is a screen")
    }
}
