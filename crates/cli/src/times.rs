//! Instants as ISO 8601, with the offset that the event's zone has at that moment.

use std::collections::BTreeMap;

use api::question::Nothing;
use model::civil;
use model::row::EventRow;
use serde::Serialize;
use serde_json::Value;
use transport::Fault;

use crate::talk::Talk;

/// Keys whose numbers are instants.
const INSTANTS: [&str; 8] =
    ["due_at", "due_also", "made_at", "changed_at", "edited_at", "first_seen_at", "at", "since"];

/// The zones of all events, to write their instants in.
#[derive(Debug)]
pub(crate) struct Zones(BTreeMap<String, String>);

impl Zones {
    pub(crate) fn ask(talk: &mut Talk) -> Result<Self, Fault> {
        let events: Vec<EventRow> = talk.ask("event.list", &Nothing {})?;
        Ok(Self(events.into_iter().map(|row| (row.event.to_string(), row.zone)).collect()))
    }

    /// An instant in an event's zone.
    pub(crate) fn iso(&self, at: i64, event: &impl ToString) -> String {
        civil::iso(at, self.0.get(&event.to_string()).map_or("UTC", String::as_str))
    }

    /// The zone to use where a thing does not say its event: the only one's.
    fn only(&self) -> &str {
        let mut zones = self.0.values();
        match (zones.next(), zones.next()) {
            (Some(only), None) => only,
            _ => "UTC",
        }
    }

    /// A value as JSON, every instant in it written out.
    pub(crate) fn written(&self, value: &impl Serialize) -> Result<Value, Fault> {
        let mut value = serde_json::to_value(value).map_err(|error| Fault::failed("bug", error.to_string()))?;
        self.write(&mut value, self.only());
        Ok(value)
    }

    fn write(&self, value: &mut Value, zone: &str) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| self.write(item, zone)),
            Value::Object(fields) => {
                let own = fields.get("event").or_else(|| fields.get("row")?.get("event")).and_then(Value::as_str);
                let zone = own.and_then(|event| self.0.get(event)).map_or(zone, String::as_str).to_owned();
                for (key, field) in fields.iter_mut() {
                    if INSTANTS.contains(&key.as_str()) {
                        write_out(field, &zone);
                    } else {
                        self.write(field, &zone);
                    }
                }
            }
            _ => {}
        }
    }
}

fn write_out(value: &mut Value, zone: &str) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| write_out(item, zone)),
        Value::Number(number) => {
            if let Some(at) = number.as_i64() {
                *value = Value::String(civil::iso(at, zone));
            }
        }
        _ => {}
    }
}

/// Lifts the fields of `row` up beside the others, as the contract has them.
pub(crate) fn lifted(mut value: Value) -> Value {
    if let Value::Object(fields) = &mut value
        && let Some(Value::Object(row)) = fields.remove("row")
    {
        for (key, field) in row {
            fields.entry(key).or_insert(field);
        }
    }
    value
}

/// Reads a moment: a day (its beginning), a civil time in the zone, or an instant with its offset.
pub(crate) fn moment(text: &str, zone: &str) -> Result<i64, Fault> {
    let whole = if text.contains(['T', ' ']) { text.to_owned() } else { format!("{text}T00:00") };
    civil::due(&whole, zone)
        .map(|due| due.at)
        .map_err(|refusal| Fault::used_wrongly(&refusal.code(), refusal.to_string()))
}
