//! Files in hand: dropped, chosen or pasted, and not delivered yet. The page holds tokens; the paths stay here.

use super::{Caller, Desk, entropy, held};
use crate::failure::Failure;
use model::command::Intake;
use model::id::DocumentId;
use model::refusal::Refusal;
use std::collections::VecDeque;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use store::{FolderListing, Source};

/// Tokens that are kept; the oldest go first.
const HELD_MOST: usize = 20_000;

/// Files in hand.
#[derive(Default)]
pub struct Hand {
    files: VecDeque<(String, PathBuf, How)>,
}

/// How a file in hand is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// As it is.
    File,
    /// As it is; then the copy that was made for us goes away.
    Once,
    /// A folder, as one ZIP with sorted names and fixed dates (decision 16).
    Zip,
}

/// A file that a command names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offered {
    /// Where it is.
    pub path: PathBuf,
    /// Its name.
    pub name: String,
    /// How it is taken.
    pub how: How,
}

/// What is known of a file in hand before it is delivered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InHand {
    /// Its token.
    pub token: String,
    /// Its name.
    pub name: String,
    /// Length in bytes; for a folder of all its files.
    pub size: u64,
    /// Lower-case extension.
    pub extension: String,
    /// What its content is.
    pub sniffed: String,
    /// It is a folder.
    pub folder: bool,
    /// Files in the folder.
    pub files: u32,
    /// Hidden and system files that are passed over.
    pub skipped: u32,
    /// Why it cannot be taken; empty when it can.
    pub problem: String,
    /// Its format is not one that the deliverable wants.
    pub unwanted: bool,
}

impl Desk {
    /// Keeps a file's path and gives the token that a page names it by.
    ///
    /// # Errors
    /// When the system gives no randomness.
    pub fn take_in_hand(&self, path: PathBuf) -> Result<String, Failure> {
        self.keep(path, How::File)
    }

    /// The same for a file in the home's own incoming area that goes away once it was taken or is forgotten.
    ///
    /// # Errors
    /// When the system gives no randomness.
    pub fn take_in_hand_once(&self, path: PathBuf) -> Result<String, Failure> {
        self.keep(path, How::Once)
    }

    fn keep(&self, path: PathBuf, how: How) -> Result<String, Failure> {
        let token = format!("tok_{}", blake3::Hash::from(entropy()?).to_hex().split_at(32).0);
        let mut hand = held(&self.inner.hand);
        hand.files.push_back((token.clone(), path, how));
        while hand.files.len() > HELD_MOST {
            if let Some((_, path, How::Once)) = hand.files.pop_front() {
                let _ = std::fs::remove_file(path);
            }
        }
        Ok(token)
    }

    fn found(&self, token: &str) -> Result<(PathBuf, How), Failure> {
        let hand = held(&self.inner.hand);
        let found = hand.files.iter().find(|(t, _, _)| t == token).map(|(_, path, how)| (path.clone(), *how));
        found.ok_or(Failure::Refused(Refusal::TokenGone))
    }

    pub(super) fn offered(&self, intake: &Intake, caller: &Caller) -> Result<Offered, Failure> {
        let (path, how) = match (intake, caller) {
            (Intake::Token { token }, _) => self.found(token)?,
            (Intake::Path { .. }, Caller::Page) => return Err(Refusal::PathFromPage.into()),
            (Intake::Path { path }, Caller::Script { folder }) => (folder.join(path), How::File),
        };
        let name = name_of(&path);
        Ok(Offered { name: if how == How::Zip { format!("{name}.zip") } else { name }, path, how })
    }

    /// What is known of files in hand. A file that cannot be taken says why; that is no failure of the question.
    ///
    /// # Errors
    /// When a token is not known.
    pub fn in_hand(&self, tokens: &[String], on: Option<DocumentId>) -> Result<Vec<InHand>, Failure> {
        let wanted = match on {
            Some(file) => self.file_row(file)?.formats_wanted,
            None => Vec::new(),
        };
        tokens
            .iter()
            .map(|token| {
                let (path, how) = self.found(token)?;
                let mut shown = look(token, &path, &wanted);
                if how == How::Zip {
                    let name = format!("{}.zip", shown.name);
                    shown = InHand {
                        folder: false,
                        name,
                        extension: "zip".to_owned(),
                        sniffed: "application/zip".to_owned(),
                        ..shown
                    };
                    shown.unwanted = !wanted.is_empty() && !wanted.iter().any(|w| w == "zip");
                }
                Ok(shown)
            })
            .collect()
    }

    /// Opens a folder in hand: as one ZIP, or as its files.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn open_folder(&self, token: &str, zip: bool) -> Result<Vec<InHand>, Failure> {
        let (folder, _) = self.found(token)?;
        let mut tokens = Vec::new();
        if zip {
            tokens.push(self.keep(folder, How::Zip)?);
        } else {
            for file in FolderListing::of(&folder)?.files {
                tokens.push(self.take_in_hand(file.path)?);
            }
        }
        self.in_hand(&tokens, None)
    }
}

fn look(token: &str, path: &Path, wanted: &[String]) -> InHand {
    let name = model::name::safe_name(&name_of(path));
    let mut out = InHand {
        token: token.to_owned(),
        extension: extension(&name),
        name,
        size: 0,
        sniffed: String::new(),
        folder: false,
        files: 0,
        skipped: 0,
        problem: String::new(),
        unwanted: false,
    };
    match Source::look(path) {
        Err(problem) => out.problem = problem.to_string(),
        Ok(source) if source.folder => {
            out.folder = true;
            out.extension = String::new();
            match FolderListing::of(path) {
                Ok(listing) => {
                    out.files = u32::try_from(listing.files.len()).unwrap_or(u32::MAX);
                    out.size = listing.size;
                    out.skipped = listing.skipped;
                }
                Err(problem) => out.problem = problem.to_string(),
            }
        }
        Ok(source) => {
            out.size = source.size;
            match File::open(path) {
                Ok(mut file) => {
                    let kind = sniff(&mut file, &out.name);
                    out.sniffed = kind.media_type().to_owned();
                    out.unwanted = !wanted.is_empty()
                        && !wanted.iter().any(|w| w == kind.id() || (*w == out.extension && !kind.disagrees));
                }
                Err(error) => out.problem = format!("“{}” cannot be read: {error}.", out.name),
            }
        }
    }
    out
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(|| "file".to_owned(), |n| n.to_string_lossy().into_owned())
}

/// Lower-case extension without the dot; empty when there is none.
pub fn extension(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, ext))
            if !stem.is_empty() && !ext.is_empty() && ext.len() <= 12 && ext.chars().all(char::is_alphanumeric) =>
        {
            ext.to_lowercase()
        }
        _ => String::new(),
    }
}

/// What a file is, from its first bytes and its name.
pub fn sniff(file: &mut File, name: &str) -> preview::Kind {
    let mut first = Vec::new();
    // What cannot be read is sniffed by what could.
    let _ = file.take(preview::SNIFF_BYTES_MAX as u64).read_to_end(&mut first);
    preview::sniff(&first, name)
}
