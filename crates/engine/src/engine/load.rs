//! Reading what the device knows, at start and whenever memory and disk may differ; and making everything anew from operations.

use super::Engine;
use super::project::Projection;
use crate::failure::Failure;
use crate::me::Me;
use crate::show::Show;
use model::event::{Crew, Event, Folder};
use model::id::{DeviceId, DocumentId, EventId, PersonId};
use model::refusal::Refusal;
use std::collections::{BTreeMap, BTreeSet};
use store::{StoreError, ThisDevice};
use trust::Operation;

/// Operations that are judged at once while loading: enough to be quick, few enough not to hold them all in memory.
const AT_ONCE: usize = 4_096;

impl Engine {
    /// Reads who acts here and every event.
    pub(super) fn load(&mut self, now: i64) -> Result<(), Failure> {
        let this = self.home.readers().ask(|view| view.this_device())?;
        self.me = match this {
            Some(this) => Me::load(&self.home.keys(), &this.name, &this.device_name)?,
            None => None,
        };
        self.shows.clear();
        self.event_of.clear();
        self.papers.close_all();
        for (event, show) in self.judged(None)? {
            self.shows.insert(event, show);
        }
        let events: Vec<EventId> = self.shows.keys().copied().collect();
        for event in events {
            self.read_documents(event)?;
        }
        if self.writer()?.must_rebuild()? {
            self.rebuild(now)?;
        }
        Ok(())
    }

    /// Reads one event again.
    pub(super) fn load_event(&mut self, event: EventId) -> Result<(), Failure> {
        self.shows.remove(&event);
        self.event_of.retain(|_, e| *e != event);
        if let Some(show) = self.judged(Some(event))?.remove(&event) {
            self.shows.insert(event, show);
            self.read_documents(event)?;
        }
        Ok(())
    }

    fn judged(&self, only: Option<EventId>) -> Result<BTreeMap<EventId, Show>, Failure> {
        let mut shows: BTreeMap<EventId, Show> = BTreeMap::new();
        let mut batch: Vec<Operation> = Vec::new();
        let judge = |batch: &mut Vec<Operation>, shows: &mut BTreeMap<EventId, Show>| {
            let events: BTreeSet<EventId> = batch.iter().map(Operation::event).collect();
            for event in events {
                let show = shows.entry(event).or_insert_with(|| Show::new(event));
                show.judge.take_all(batch.iter().filter(|op| op.event() == event));
            }
            batch.clear();
        };
        self.home.readers().ask(|view| {
            view.each_operation(|stored| {
                if only.is_none_or(|event| event == stored.event) {
                    batch.push(Operation::stored(&stored.envelope, &stored.body)?);
                }
                if batch.len() >= AT_ONCE {
                    judge(&mut batch, &mut shows);
                }
                Ok::<(), Failure>(())
            })
        })?;
        judge(&mut batch, &mut shows);
        Ok(shows)
    }

    fn read_documents(&mut self, event: EventId) -> Result<(), Failure> {
        let me = self.me.as_ref().map(Me::person);
        let Self { shows, papers, event_of, home, .. } = self;
        let show = shows.get_mut(&event).ok_or(Failure::Closed)?;
        show.records_changed(me);
        for entry in show.judge.documents() {
            show.note(&entry);
            event_of.insert(entry.document, event);
        }
        show.forks_changed();
        home.readers().ask(|view| {
            if let Some(document) = show.document {
                show.event = Event::read(&papers.open(show, document, view)?.content);
            }
            for (scope, document) in show.crew_documents.clone() {
                let crew = Crew::read_all(&papers.open(show, document, view)?.content);
                show.crew.insert(scope, crew);
            }
            for (drive, document) in show.drive_documents.clone() {
                let folders = Folder::read_all(&papers.open(show, document, view)?.content);
                show.folders.insert(drive, folders);
            }
            show.next_number = view.highest_number(&event)?.saturating_add(1);
            Ok::<(), Failure>(())
        })
    }

    /// Makes every document and row anew from the operations alone.
    pub fn rebuild(&mut self, now: i64) -> Result<(), Failure> {
        let viewer = self.viewer();
        self.papers.close_all();
        for (event, show) in self.judged(None)? {
            self.shows.insert(event, show);
        }
        self.writer()?.transaction(|tx| {
            tx.clear_snapshots()?;
            tx.clear_projection()
        })?;
        let events: Vec<EventId> = self.shows.keys().copied().collect();
        for event in &events {
            self.read_documents(*event)?;
        }
        let Self { writer, shows, papers, .. } = self;
        let writer = writer.as_mut().ok_or(Failure::Closed)?;
        writer.transaction(|tx| {
            for show in shows.values_mut() {
                Projection { show, papers, viewer, now, tx: &mut *tx }.put_all()?;
            }
            tx.projection_is_whole()?;
            Ok::<(), Failure>(())
        })?;
        Ok(())
    }

    /// The heads of every document, derived as it is kept now.
    pub fn heads(&mut self) -> Result<BTreeMap<DocumentId, Vec<[u8; 32]>>, Failure> {
        let Self { shows, papers, home, .. } = self;
        let mut heads = BTreeMap::new();
        home.readers().ask(|view| {
            for show in shows.values() {
                for entry in show
                    .judge
                    .documents()
                    .into_iter()
                    .filter(|d| d.state.counts() && document::Layout::of(d.kind, d.version).is_some())
                {
                    heads.insert(entry.document, papers.open(show, entry.document, view)?.heads());
                }
            }
            Ok::<(), Failure>(())
        })?;
        Ok(heads)
    }

    /// Reads a document, opened if it is not.
    pub fn paper<T>(
        &mut self,
        document: DocumentId,
        read: impl FnOnce(&crate::paper::Paper) -> T,
    ) -> Result<T, Failure> {
        let event = self.event_of(document)?;
        let Self { shows, papers, home, .. } = self;
        let show = shows.get(&event).ok_or(Failure::Closed)?;
        home.readers().ask(|view| papers.open(show, document, view).map(read))
    }

    /// Sets the device up for a person, with two seeds that nobody could have known.
    pub fn set_up(
        &mut self,
        name: &str,
        device_name: &str,
        person_seed: &[u8; 32],
        device_seed: &[u8; 32],
        now: i64,
    ) -> Result<(PersonId, DeviceId), Failure> {
        if let Some(me) = &self.me {
            return Err(Refusal::AlreadySetUp { name: me.name.clone() }.into());
        }
        let name = model::words::name("Your name", name)?;
        let device_name = model::words::name("The device's name", device_name)?;
        let me = Me::new(person_seed, device_seed, &name, &device_name);
        let keys = self.home.keys();
        Me::set_aside(&keys, now)?;
        me.save(&keys)?;
        let this = ThisDevice {
            person: me.person(),
            device: me.device(),
            certificate: Vec::new(),
            name,
            device_name,
            made_at: now,
        };
        let kept = self.writer()?.transaction(|tx| tx.put_this_device(&this));
        if let Err(error) = kept {
            Me::set_aside(&keys, now.saturating_add(1))?;
            return Err(error.into());
        }
        let who = (me.person(), me.device());
        self.me = Some(me);
        let person = Some(who.0);
        for show in self.shows.values_mut() {
            show.records_changed(person);
        }
        Ok(who)
    }

    /// Changes how the person is called on this device.
    pub fn rename_me(&mut self, name: &str) -> Result<(), Failure> {
        let name = model::words::name("Your name", name)?;
        let Some(this) = self.home.readers().ask(|view| view.this_device())? else {
            return Err(Refusal::NotSetUp.into());
        };
        self.writer()?.transaction(|tx| tx.put_this_device(&ThisDevice { name: name.clone(), ..this }))?;
        if let Some(me) = &mut self.me {
            me.name = name;
        }
        Ok(())
    }

    /// Sets a setting of this device.
    pub fn set_setting(&mut self, key: &str, value: Option<&str>) -> Result<(), StoreError> {
        match self.writer.as_mut() {
            Some(writer) => writer.transaction(|tx| tx.set_setting(key, value)),
            None => Err(StoreError::ReadOnly("it is closing".into())),
        }
    }

    /// Every operation of an event, as it travels.
    pub fn operations(&self, event: EventId) -> Result<Vec<super::Arrived>, Failure> {
        let mut all = Vec::new();
        self.home.readers().ask(|view| {
            view.each_operation(|stored| {
                if stored.event == event {
                    all.push(super::Arrived { envelope: stored.envelope, body: stored.body });
                }
                Ok::<(), Failure>(())
            })
        })?;
        Ok(all)
    }
}

impl Engine {
    /// Every row of the projection, in an order that says nothing.
    pub fn dump(&self) -> Result<BTreeMap<String, Vec<String>>, Failure> {
        Ok(self.home.readers().ask(|view| view.dump_projection())?)
    }

    /// The contents of which this device has a record.
    pub fn known_files(&self) -> Result<BTreeSet<model::id::BlobHash>, Failure> {
        Ok(self.home.readers().ask(|view| view.files())?.into_iter().map(|f| f.hash).collect())
    }

    /// Notes that bytes are not what their name says, and shows it in the rows of the files that name them.
    pub fn quarantine(&mut self, hashes: &[model::id::BlobHash], now: i64) -> Result<Vec<model::row::Notice>, Failure> {
        self.writer()?.transaction(|tx| {
            for hash in hashes {
                tx.set_quarantined(hash, true)?;
            }
            Ok::<(), Failure>(())
        })?;
        let files: Vec<DocumentId> = self
            .shows
            .values()
            .flat_map(|s| s.judge.documents())
            .filter(|d| d.kind == model::op::DocumentKind::File && d.state.counts())
            .map(|d| d.document)
            .collect();
        let mut touched = Vec::new();
        for file in files {
            let content = self.paper(file, |paper| model::file::File::read(&paper.content))?;
            if content.formats.values().any(|f| hashes.contains(&f.hash)) {
                touched.push(file);
            }
        }
        self.project_files(&touched, now)
    }
}
