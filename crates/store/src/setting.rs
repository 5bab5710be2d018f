//! What belongs to this device alone and is never sent: settings, read marks, drafts, and who the device is.

use crate::error::StoreError;
use crate::reader::View;
use crate::writer::Tx;
use model::id::{DeviceId, PersonId};
use rusqlite::{OptionalExtension, params};

/// Who this device is; the public parts. Secret keys lie in the key store or under `keys/`, never here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThisDevice {
    /// The person.
    pub person: PersonId,
    /// The device.
    pub device: DeviceId,
    /// The person's word for the device; empty when none is kept.
    pub certificate: Vec<u8>,
    /// How the person is called.
    pub name: String,
    /// How the device is called.
    pub device_name: String,
    /// When it was set up.
    pub made_at: i64,
}

impl Tx<'_> {
    /// Sets a setting, or takes it away.
    pub fn set_setting(&mut self, key: &str, value: Option<&str>) -> Result<(), StoreError> {
        match value {
            Some(value) => self
                .db
                .prepare_cached(
                    "INSERT INTO settings (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                )?
                .execute(params![key, value])?,
            None => self.db.prepare_cached("DELETE FROM settings WHERE key = ?1")?.execute([key])?,
        };
        Ok(())
    }

    /// Says who this device is.
    pub fn put_this_device(&mut self, this: &ThisDevice) -> Result<(), StoreError> {
        self.db
            .prepare_cached(
                "INSERT OR REPLACE INTO this_device (one, person, device, certificate, name, device_name, made_at)
                 VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                this.person.0,
                this.device.0,
                this.certificate,
                this.name,
                this.device_name,
                this.made_at
            ])?;
        Ok(())
    }
}

impl View<'_> {
    /// The value of a setting.
    pub fn setting(&self, key: &str) -> Result<Option<String>, StoreError> {
        Ok(self
            .db
            .prepare_cached("SELECT value FROM settings WHERE key = ?1")?
            .query_row([key], |row| row.get(0))
            .optional()?)
    }

    /// Settings whose key begins so, by key.
    pub fn settings_under(&self, prefix: &str) -> Result<Vec<(String, String)>, StoreError> {
        let mut found = self
            .db
            .prepare_cached("SELECT key, value FROM settings WHERE substr(key, 1, length(?1)) = ?1 ORDER BY key")?;
        let rows = found.query_map([prefix], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Who this device is; absent before the first start is done.
    pub fn this_device(&self) -> Result<Option<ThisDevice>, StoreError> {
        Ok(self
            .db
            .prepare_cached("SELECT person, device, certificate, name, device_name, made_at FROM this_device")?
            .query_row([], |row| {
                Ok(ThisDevice {
                    person: PersonId(row.get(0)?),
                    device: DeviceId(row.get(1)?),
                    certificate: row.get(2)?,
                    name: row.get(3)?,
                    device_name: row.get(4)?,
                    made_at: row.get(5)?,
                })
            })
            .optional()?)
    }
}
