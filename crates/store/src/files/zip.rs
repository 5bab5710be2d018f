//! A folder as one ZIP: stored, sorted, with a fixed date, so that the same folder always has the same hash (decision 16 of the domain).
//!
//! Each file is read twice: for its checksum, which stands before its bytes, and for its bytes. One that changes in between is refused.

use super::folder::{FileInFolder, FolderListing};
use super::landing::Landing;
use super::problem::{FileProblem, shown};
use super::source::Opened;
use super::{Files, Imported, PIECE, Pulse};
use std::path::Path;

/// From this length or offset on, ZIP needs its 64-bit fields.
const LARGE: u64 = 0xFFFF_FFFF;
/// 1980-01-01, the first day that ZIP knows.
const FIRST_DAY: u16 = 0x21;
/// Names are UTF-8.
const UTF8: u16 = 1 << 11;

struct Entry<'a> {
    file: &'a FileInFolder,
    crc: u32,
    offset: u64,
}

/// Collects bytes into whole pieces for a [`Landing`].
struct Pieces<'a> {
    landing: Landing<'a>,
    piece: Vec<u8>,
    offset: u64,
}

impl Files {
    /// Takes a folder in as one ZIP of the files that [`FolderListing::of`] lists.
    pub fn import_folder_as_zip(&self, folder: &Path, pulse: &mut Pulse<'_>) -> Result<Imported, FileProblem> {
        let listing = FolderListing::of(folder)?;
        if listing.files.is_empty() {
            return Err(FileProblem::EmptyFolder { name: shown(folder) });
        }
        let length = length_of(&listing);
        let mut out =
            Pieces { landing: Landing::begin(self, folder, length)?, piece: Vec::with_capacity(PIECE), offset: 0 };
        let mut buffer = vec![0_u8; PIECE];
        let mut entries = Vec::with_capacity(listing.files.len());
        let mut done = 0;
        for file in &listing.files {
            let mut go_on = |bytes: u64| {
                done += bytes;
                if pulse(done / 2, listing.size) { Ok(()) } else { Err(FileProblem::Cancelled { name: shown(folder) }) }
            };
            let mut crc = crc32fast::Hasher::new();
            read_through(file, &mut buffer, |bytes| {
                crc.update(bytes);
                go_on(bytes.len() as u64)
            })?;
            let entry = Entry { file, crc: crc.finalize(), offset: out.offset };
            out.add(&local_header(&entry))?;
            let mut again = crc32fast::Hasher::new();
            read_through(file, &mut buffer, |bytes| {
                again.update(bytes);
                out.add(bytes)?;
                go_on(bytes.len() as u64)
            })?;
            if again.finalize() != entry.crc {
                return Err(FileProblem::Changed { name: shown(&file.path) });
            }
            entries.push(entry);
        }
        let directory = out.offset;
        for entry in &entries {
            out.add(&central_header(entry))?;
        }
        let size = out.offset - directory;
        out.add(&end_of_directory(entries.len() as u64, directory, size))?;
        self.land(out.end()?.end(), folder)
    }
}

impl<'a> Pieces<'a> {
    fn add(&mut self, mut bytes: &[u8]) -> Result<(), FileProblem> {
        self.offset += bytes.len() as u64;
        while !bytes.is_empty() {
            let (now, later) = bytes.split_at(bytes.len().min(PIECE - self.piece.len()));
            self.piece.extend_from_slice(now);
            bytes = later;
            if self.piece.len() == PIECE {
                self.landing.add(&self.piece)?;
                self.piece.clear();
            }
        }
        Ok(())
    }

    fn end(mut self) -> Result<Landing<'a>, FileProblem> {
        if !self.piece.is_empty() {
            self.landing.add(&self.piece)?;
        }
        Ok(self.landing)
    }
}

/// Reads one file of the folder, which must be as long as it was listed. An empty one is fine here.
fn read_through(
    file: &FileInFolder,
    buffer: &mut [u8],
    mut each: impl FnMut(&[u8]) -> Result<(), FileProblem>,
) -> Result<(), FileProblem> {
    if file.size == 0 {
        return Ok(());
    }
    let mut source = Opened::open(&file.path)?;
    if source.size() != file.size {
        return Err(source.changed());
    }
    super::import::each_piece(&mut source, buffer, &mut |_, _| true, &mut each)
}

fn length_of(listing: &FolderListing) -> u64 {
    listing.files.iter().map(|f| f.size + 2 * f.name.len() as u64 + 150).sum::<u64>() + 100
}

/// Fields of the 64-bit extension; empty when none is needed.
fn extension(values: &[u64]) -> Vec<u8> {
    let mut out = Vec::new();
    if !values.is_empty() {
        out.extend(1_u16.to_le_bytes());
        out.extend(u16::try_from(values.len() * 8).unwrap_or(0).to_le_bytes());
        values.iter().for_each(|value| out.extend(value.to_le_bytes()));
    }
    out
}

fn short(value: u64) -> [u8; 4] {
    u32::try_from(value).unwrap_or(u32::MAX).to_le_bytes()
}

/// What both headers of an entry share: version needed, flags, method, time, day, checksum, lengths, lengths of name and extension.
fn common(entry: &Entry<'_>, extension: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(26);
    for field in [if extension.is_empty() { 20 } else { 45 }, UTF8, 0, 0, FIRST_DAY] {
        out.extend(field.to_le_bytes());
    }
    out.extend(entry.crc.to_le_bytes());
    out.extend(short(entry.file.size));
    out.extend(short(entry.file.size));
    // Paths are at most 4,096 bytes on every system that this runs on.
    out.extend(u16::try_from(entry.file.name.len()).unwrap_or(u16::MAX).to_le_bytes());
    out.extend(u16::try_from(extension.len()).unwrap_or(0).to_le_bytes());
    out
}

fn local_header(entry: &Entry<'_>) -> Vec<u8> {
    let size = entry.file.size;
    let large = if size >= LARGE { extension(&[size, size]) } else { Vec::new() };
    [b"PK\x03\x04".as_slice(), &common(entry, &large), entry.file.name.as_bytes(), &large].concat()
}

fn central_header(entry: &Entry<'_>) -> Vec<u8> {
    let size = entry.file.size;
    let mut large = Vec::new();
    if size >= LARGE {
        large.extend([size, size]);
    }
    if entry.offset >= LARGE {
        large.push(entry.offset);
    }
    let large = extension(&large);
    let made_by = if large.is_empty() { 20_u16 } else { 45 };
    let mut out = [b"PK\x01\x02".as_slice(), &made_by.to_le_bytes(), &common(entry, &large)].concat();
    // No comment, first disk, no attributes.
    out.extend([0_u8; 10]);
    out.extend(short(entry.offset));
    out.extend(entry.file.name.as_bytes());
    out.extend(large);
    out
}

fn end_of_directory(entries: u64, offset: u64, size: u64) -> Vec<u8> {
    let mut out = Vec::new();
    let large = entries >= 0xFFFF || offset >= LARGE || size >= LARGE;
    if large {
        out.extend(b"PK\x06\x06");
        out.extend(44_u64.to_le_bytes());
        out.extend([45, 0, 45, 0]);
        out.extend([0; 8]);
        for value in [entries, entries, size, offset] {
            out.extend(value.to_le_bytes());
        }
        out.extend(b"PK\x06\x07");
        out.extend([0; 4]);
        out.extend((offset + size).to_le_bytes());
        out.extend(1_u32.to_le_bytes());
    }
    let count = u16::try_from(entries).unwrap_or(u16::MAX);
    out.extend(b"PK\x05\x06");
    out.extend([0; 4]);
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(short(size));
    out.extend(short(offset));
    out.extend([0; 2]);
    out
}
