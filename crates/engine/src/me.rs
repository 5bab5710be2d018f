//! Who acts on this device: a person's root key and this device's own key (I1, I2).
//!
//! The keys lie in `keys/this-device.key` inside the home, readable by its owner alone. What that protects against, and what not, is in `docs/security.md`.

use crate::failure::Failure;
use model::id::{DeviceId, PersonId};
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;
use trust::{DeviceKey, PersonKey};

const FILE: &str = "this-device.key";
/// What the file begins with, so that it is known for what it is.
const MARK: &[u8; 16] = b"offstage keys 1\n";

/// The person and the device that sign here.
pub struct Me {
    /// The person's root key.
    pub person_key: PersonKey,
    /// This device's key.
    pub device_key: DeviceKey,
    /// How the person is called.
    pub name: String,
    /// How the device is called.
    pub device_name: String,
}

impl std::fmt::Debug for Me {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Keys are never printed.
        f.debug_struct("Me")
            .field("person", &self.person())
            .field("device", &self.device())
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl Me {
    /// Somebody new, from two seeds that nobody could have known.
    #[must_use]
    pub fn new(person_seed: &[u8; 32], device_seed: &[u8; 32], name: &str, device_name: &str) -> Self {
        Self {
            person_key: PersonKey::from_seed(person_seed),
            device_key: DeviceKey::from_seed(device_seed),
            name: name.to_owned(),
            device_name: device_name.to_owned(),
        }
    }

    /// The person.
    #[must_use]
    pub fn person(&self) -> PersonId {
        self.person_key.id()
    }

    /// The device.
    #[must_use]
    pub fn device(&self) -> DeviceId {
        self.device_key.id()
    }

    /// Writes the keys, durable before this returns; refuses to write over keys that are there.
    pub fn save(&self, folder: &Path) -> Result<(), Failure> {
        let written = || -> io::Result<()> {
            fs::create_dir_all(folder)?;
            let mut options = fs::OpenOptions::new();
            options.write(true).create_new(true);
            #[cfg(unix)]
            {
                use std::os::unix::fs::OpenOptionsExt as _;
                options.mode(0o600);
            }
            let mut file = options.open(folder.join(FILE))?;
            file.write_all(MARK)?;
            file.write_all(&*self.person_key.seed())?;
            file.write_all(&*self.device_key.seed())?;
            file.sync_all()?;
            fs::File::open(folder)?.sync_all()
        };
        written().map_err(|source| Failure::Keys { act: "written", source })
    }

    /// Reads the keys; nothing when there are none yet.
    pub fn load(folder: &Path, name: &str, device_name: &str) -> Result<Option<Self>, Failure> {
        let bytes = match fs::read(folder.join(FILE)) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(Failure::Keys { act: "read", source }),
        };
        let seeds = bytes.strip_prefix(MARK.as_slice()).and_then(|rest| rest.split_at_checked(32));
        let Some((person, device)) = seeds else { return Err(Failure::KeysDamaged) };
        let (Ok(person), Ok(device)) = (person.try_into(), device.try_into()) else { return Err(Failure::KeysDamaged) };
        Ok(Some(Self::new(person, device, name, device_name)))
    }

    /// Puts keys that no row of the database speaks of out of the way, and never destroys them: they are left by a setting-up that a crash
    /// cut short, or by a person whose database could not be read any more.
    pub fn set_aside(folder: &Path, now: i64) -> Result<(), Failure> {
        let keys = folder.join(FILE);
        match fs::rename(&keys, folder.join(format!("this-device.{now}.key"))) {
            Err(source) if source.kind() != io::ErrorKind::NotFound => Err(Failure::Keys { act: "written", source }),
            _ => Ok(()),
        }
    }
}
