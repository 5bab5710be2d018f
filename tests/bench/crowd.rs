//! A home with a hundred thousand deliverables, made by the same engine, without waiting for the disk at each.

use anyhow::{Context as _, Result};
use engine::{Engine, Made};
use model::command::{CollaboratorAdd, Command, DeliverableCreate, EventCreate};
use model::decide::Given;
use model::id::EventId;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use store::{Home, Options};

const TITLES: [&str; 12] = [
    "Lighting plot",
    "Rigging drawing",
    "Stage plot",
    "Input list",
    "Site plan",
    "Risk assessment",
    "Power diagram",
    "Menu",
    "Certificate",
    "Running order",
    "Security plan",
    "Küchenplan",
];

/// Makes the home and says which event it holds.
pub fn make(home: &Path, items: usize, now: i64) -> Result<EventId> {
    let home = Arc::new(Home::open(home, Options { wait: Duration::ZERO, durable: false })?);
    let mut engine = Engine::new(home, now)?;
    engine.set_up("Bench", "Bench laptop", &[1; 32], &[2; 32], now)?;
    let mut drawn = 0_u64;
    let mut act = |engine: &mut Engine, command: Command| -> Result<Made> {
        drawn += 1;
        let given = Given::new(now, *blake3::hash(&drawn.to_le_bytes()).as_bytes());
        Ok(engine.command(&command, &[], &[], given)?.made)
    };
    let create = EventCreate {
        name: "Crowd".into(),
        zone: "Europe/Berlin".into(),
        from: "2027-06-10".into(),
        to: "2027-06-12".into(),
        collaborator: "Tide".into(),
        venue: None,
    };
    let Made::Event(event, first) = act(&mut engine, create.into())? else { anyhow::bail!("no event") };
    let mut sides = vec![first];
    for n in 0..40 {
        let Made::Scope(side) =
            act(&mut engine, CollaboratorAdd { event, name: format!("Vendor {n}"), modules: None }.into())?
        else {
            anyhow::bail!("no collaborator")
        };
        sides.push(side);
    }
    for n in 0..items {
        let title = TITLES.get(n % TITLES.len()).context("a title")?;
        let day = 1 + n % 28;
        let create = DeliverableCreate {
            event,
            name: format!("{title} {n}"),
            to: *sides.get(n % sides.len()).context("a side")?,
            due: format!("{}-{:02}-{day:02}", 2026 + n % 3, 1 + n % 12),
            description: Some(format!("Drawing {n} to scale, with dimensions and all points of the {title}.")),
            criteria: Vec::new(),
            formats: vec!["pdf".into()],
            drive: None,
            folder: None,
            area: None,
            reviewers: Vec::new(),
            permit: None,
        };
        act(&mut engine, create.into())?;
    }
    Ok(event)
}
