//! One desk for every question and every command of a device that runs.
//!
//! The desk owns what the engine must not: the one engine thread, the real clock, the real randomness, workers that read files, and the
//! pages that listen. Questions are answered from read-only connections in the thread that asks; commands go to the engine thread one by one.

mod ask;
mod check;
mod hand;
mod pictures;
mod work;

pub use ask::{FoundName, aside};
pub use check::CheckAsk;
pub use hand::{InHand, Offered};
pub use pictures::PictureAsk;

use crate::engine::{Arrived, Engine, Made, Outputs, Received};
use crate::failure::Failure;
use hand::{Hand, How};
use model::command::{Command, Intake, Taken};
use model::decide::Given;
use model::id::EventId;
use model::refusal::Refusal;
use model::row::{NotTaken, Notice};
use pictures::Pictures;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use store::{Files, Home, Imported, OpenError, Options, Readers};
use work::Works;

type Job = Box<dyn FnOnce(Result<&mut Engine, &str>) + Send>;

/// Who calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caller {
    /// A page: it names files by token only.
    Page,
    /// A script of this computer's user: it may name files by path.
    Script {
        /// The folder that relative paths begin in.
        folder: PathBuf,
    },
}

/// A device that is open. Cheap to clone; any thread may use it.
#[derive(Clone)]
pub struct Desk {
    inner: Arc<Inner>,
}

struct Inner {
    home: Arc<Home>,
    readers: Readers,
    files: Files,
    jobs: Mutex<Option<Sender<Job>>>,
    thread: Mutex<Option<JoinHandle<()>>>,
    listeners: Mutex<Vec<Sender<Notice>>>,
    hand: Mutex<Hand>,
    works: Works,
    pictures: Pictures,
}

/// Files of a command: taken, as the store has them, and not taken.
type InStore = (Vec<Taken>, Vec<Imported>, Vec<NotTaken>);

/// What a command that took files came to.
#[derive(Debug)]
pub struct Answer {
    /// What was made.
    pub made: Made,
    /// Files that could not be taken, while others were.
    pub not_taken: Vec<NotTaken>,
}

/// The clock of this computer, milliseconds since 1970 UTC.
#[must_use]
pub fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// Thirty-two bytes from the system's source of randomness.
pub fn entropy() -> Result<[u8; 32], Failure> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|e| Failure::Drawing(format!("The system gave no randomness: {e}.")))?;
    Ok(bytes)
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A thread that panicked while it held a lock left whole values behind: every change under these locks is one assignment.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Desk {
    /// Opens a home. Reading what the device knows goes on in the engine's thread; lists can be asked for at once.
    ///
    /// # Errors
    /// When the folder cannot be opened: in use, damaged, read-only, newer.
    pub fn open(home: &Path, options: Options) -> Result<Self, OpenError> {
        Ok(Self::of(Home::open(home, options)?))
    }

    /// Opens a damaged home by making a new database of what can still be read; the old one is kept under `backups/`.
    ///
    /// # Errors
    /// When even that cannot be done.
    pub fn rescue(home: &Path, options: Options) -> Result<Self, OpenError> {
        Ok(Self::of(Home::rescue(home, options)?.0))
    }

    fn of(home: Home) -> Self {
        let home = Arc::new(home);
        let (jobs, queue) = channel::<Job>();
        let at_work = Arc::clone(&home);
        let thread = std::thread::Builder::new().name("engine".to_owned()).spawn(move || {
            let mut engine = Engine::new(at_work, now()).map_err(|error| error.to_string());
            if let Err(error) = &engine {
                tracing::error!(%error, "the engine could not be started");
            }
            for job in queue {
                job(engine.as_mut().map_err(|error| error.as_str()));
            }
        });
        let inner = Inner {
            readers: home.readers(),
            files: home.files(),
            pictures: Pictures::default(),
            home,
            jobs: Mutex::new(Some(jobs)),
            thread: Mutex::new(thread.ok()),
            listeners: Mutex::new(Vec::new()),
            hand: Mutex::new(Hand::default()),
            works: Works::default(),
        };
        Self { inner: Arc::new(inner) }
    }

    /// The folder with this device's data.
    #[must_use]
    pub fn home(&self) -> &Path {
        self.inner.home.path()
    }

    /// Everything that pages are told from now on.
    #[must_use]
    pub fn listen(&self) -> Receiver<Notice> {
        let (to, from) = channel();
        held(&self.inner.listeners).push(to);
        from
    }

    fn tell(&self, notices: impl IntoIterator<Item = Notice>) {
        let mut listeners = held(&self.inner.listeners);
        for notice in notices {
            listeners.retain(|to| to.send(notice.clone()).is_ok());
        }
    }

    /// Does something with the engine, in its thread and its turn.
    ///
    /// # Errors
    /// What the act says; [`Failure::Closed`] when the desk is closed.
    pub fn engine<T: Send + 'static>(
        &self,
        act: impl FnOnce(&mut Engine) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let (answer, wait) = channel();
        let job: Job = Box::new(move |engine| {
            let result = match engine {
                Ok(engine) => act(engine),
                Err(why) => Err(Failure::Drawing(format!("What this device knows could not be read: {why}"))),
            };
            // Whoever asked may have gone; what was done stays done.
            let _ = answer.send(result);
        });
        held(&self.inner.jobs).as_ref().ok_or(Failure::Closed)?.send(job).map_err(|_| Failure::Closed)?;
        wait.recv().map_err(|_| Failure::Closed)?
    }

    /// Carries a command out. Returns when it is durable; pages have been told by then.
    ///
    /// # Errors
    /// A refusal or a failure; then nothing has changed.
    pub fn command(&self, command: Command, caller: &Caller) -> Result<Answer, Failure> {
        let (taken, imported, not_taken) = match intakes(&command) {
            Some(intakes) => self.take(intakes, caller)?,
            None => (Vec::new(), Vec::new(), Vec::new()),
        };
        let given = Given::new(now(), entropy()?);
        let outputs: Outputs = self.engine(move |engine| {
            let outputs = engine.command(&command, &taken, &imported, given)?;
            if let Command::PersonRename(rename) = &command {
                // Only now: a name that is refused must not stick to the device.
                engine.rename_me(&rename.name)?;
            }
            Ok(outputs)
        })?;
        self.tell(outputs.notices);
        Ok(Answer { made: outputs.made, not_taken })
    }

    /// Takes operations from elsewhere.
    ///
    /// # Errors
    /// When they could not be kept.
    pub fn receive(&self, arrived: Vec<Arrived>) -> Result<Received, Failure> {
        let received = self.engine(move |engine| engine.receive(&arrived, now()))?;
        self.tell(received.notices.clone());
        Ok(received)
    }

    /// Sets the device up for a person.
    ///
    /// # Errors
    /// When it is set up already, or the name is refused.
    pub fn set_up(&self, name: &str, device_name: Option<&str>) -> Result<(), Failure> {
        let (person, device) = (entropy()?, entropy()?);
        let name = name.to_owned();
        let device_name = device_name.map_or_else(|| format!("{}'s {}", name.trim(), computer()), str::to_owned);
        self.engine(move |engine| engine.set_up(&name, &device_name, &person, &device, now()))?;
        self.tell([Notice::Everything]);
        Ok(())
    }

    /// Makes the built-in example event.
    ///
    /// # Errors
    /// When the device has not been set up, or the disk says no.
    pub fn example(&self) -> Result<(EventId, model::id::ScopeId), Failure> {
        let files = self.inner.files.clone();
        let entropy = entropy()?;
        let (made, notices) = self.engine(move |engine| crate::example::make(engine, &files, now(), entropy))?;
        self.tell(notices);
        Ok(made)
    }

    /// Sets a setting of this device.
    ///
    /// # Errors
    /// When it cannot be kept.
    pub fn set_setting(&self, key: &str, value: Option<&str>) -> Result<(), Failure> {
        let (key, value) = (key.to_owned(), value.map(str::to_owned));
        if key.is_empty() || key.len() > 200 || value.as_ref().is_some_and(|v| v.len() > 65_536) {
            return Err(Refusal::OutOfRange { what: "The length of a setting", least: 1, most: 65_536 }.into());
        }
        self.engine(move |engine| Ok(engine.set_setting(&key, value.as_deref())?))
    }

    /// Lets go of the home: waits for the act under way, and takes no further ones.
    pub fn close(&self) {
        self.inner.works.cancel_all();
        *held(&self.inner.jobs) = None;
        if let Some(thread) = held(&self.inner.thread).take() {
            let _ = thread.join();
        }
        held(&self.inner.listeners).clear();
        self.inner.pictures.rest();
    }

    /// Reads the files of a command into the store, durable before anything names them.
    fn take(&self, intakes: &[Intake], caller: &Caller) -> Result<InStore, Failure> {
        let offered: Vec<Offered> =
            intakes.iter().map(|intake| self.offered(intake, caller)).collect::<Result<_, _>>()?;
        let results = if offered.len() > 1 && offered.iter().all(|o| o.how != How::Zip) {
            self.import_many(&offered)?
        } else {
            offered.iter().map(|o| self.import(o)).collect()
        };
        let (mut taken, mut imported, mut not_taken) = (Vec::new(), Vec::new(), Vec::new());
        let mut first_failure = None;
        for (offered, result) in offered.iter().zip(results) {
            match result.and_then(|bytes| Ok((self.named(offered, &bytes)?, bytes))) {
                Ok((one, bytes)) => {
                    taken.push(one);
                    imported.push(bytes);
                }
                Err(Failure::Cancelled) => return Err(Failure::Cancelled),
                Err(failure) => {
                    not_taken.push(NotTaken {
                        name: offered.name.clone(),
                        message: failure.to_string(),
                        code: failure.code(),
                    });
                    first_failure.get_or_insert(failure);
                }
            }
        }
        match first_failure {
            Some(failure) if taken.is_empty() => Err(failure),
            _ => Ok((taken, imported, not_taken)),
        }
    }

    fn tell_progress(&self) -> impl Fn(model::row::Progress) {
        |progress| self.tell([Notice::Progress(progress)])
    }

    fn import(&self, offered: &Offered) -> Result<Imported, Failure> {
        let files = &self.inner.files;
        let import = |pulse: &mut dyn FnMut(u64, u64) -> bool| match offered.how {
            How::Zip => files.import_folder_as_zip(&offered.path, pulse),
            How::File | How::Once => files.import(&offered.path, pulse),
        };
        self.inner.works.run(&offered.name, import, self.tell_progress())
    }

    /// Several files are made durable together, which costs far less than one by one.
    fn import_many(&self, offered: &[Offered]) -> Result<Vec<Result<Imported, Failure>>, Failure> {
        let paths: Vec<PathBuf> = offered.iter().map(|o| o.path.clone()).collect();
        let title = format!("{} files", paths.len());
        let all = self.inner.works.run(
            &title,
            |pulse| Ok(self.inner.files.import_many(&paths, pulse)),
            self.tell_progress(),
        )?;
        Ok(all.into_iter().map(|one| one.map_err(Failure::from)).collect())
    }

    fn named(&self, offered: &Offered, imported: &Imported) -> Result<Taken, Failure> {
        if offered.how == How::Once {
            // The bytes are in the store under their hash; the copy has served.
            let _ = std::fs::remove_file(&offered.path);
        }
        let name = model::name::safe_name(&offered.name);
        let sniffed = self.sniff(imported, &name)?;
        Ok(Taken { hash: imported.hash, size: imported.size, extension: hand::extension(&name), name, sniffed })
    }

    fn sniff(&self, imported: &Imported, name: &str) -> Result<String, Failure> {
        let mut file = self.inner.files.read(&imported.hash)?;
        Ok(hand::sniff(&mut file, name).media_type().to_owned())
    }
}

fn intakes(command: &Command) -> Option<&[Intake]> {
    match command {
        Command::FileAdd(c) => Some(&c.files),
        Command::Deliver(c) => Some(&c.files),
        Command::FormatAdd(c) => Some(&c.files),
        _ => None,
    }
}

fn computer() -> String {
    let named = std::fs::read_to_string("/etc/hostname").unwrap_or_default();
    let named = named.trim();
    if named.is_empty() { "computer".to_owned() } else { named.chars().take(60).collect() }
}
