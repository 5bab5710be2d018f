//! Pictures of pages, drawn by a guarded child and kept for a while.

use super::{Desk, held};
use crate::failure::Failure;
use model::id::BlobHash;
use preview::{Answer, Card, Drawer, Format, Region, Request, Size, Source, Wish};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

/// Bytes of pictures that are kept in memory.
const KEPT_MOST: usize = 24 << 20;
/// Children that draw at once.
const CHILDREN: usize = 2;

/// A picture that is wanted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PictureAsk {
    /// Of these bytes.
    pub hash: BlobHash,
    /// Of this page, counted from 0.
    pub page: u32,
    /// The whole page this wide, in pixels.
    pub width: u32,
    /// Only this part, in pixels of the whole page: x, y, width, height.
    pub region: Option<(u32, u32, u32, u32)>,
}

type Kept = (PictureAsk, Arc<Vec<u8>>);

/// Drawers and what they drew last.
#[derive(Default)]
pub struct Pictures {
    drawers: [Mutex<Option<Drawer>>; CHILDREN],
    kept: Mutex<VecDeque<Kept>>,
    pages: Mutex<VecDeque<(BlobHash, Result<preview::Pages, Card>)>>,
}

impl Pictures {
    /// Ends the children.
    pub fn rest(&self) {
        for drawer in &self.drawers {
            *held(drawer) = None;
        }
    }

    fn ask(&self, request: Request) -> Result<Answer, Failure> {
        let free = self.drawers.iter().find_map(|d| d.try_lock().ok());
        // All are at work: wait for the first.
        let mut slot = match free {
            Some(slot) => slot,
            None => held(self.drawers.first().ok_or(Failure::Closed)?),
        };
        if slot.is_none() {
            *slot = Some(Drawer::new().map_err(|e| Failure::Drawing(e.to_string()))?);
        }
        slot.as_mut().ok_or(Failure::Closed)?.ask(request).map_err(|e| Failure::Drawing(e.to_string()))
    }
}

impl Desk {
    fn drawable(&self, hash: &BlobHash) -> Result<(Source, Format), Card> {
        let mut file = self.inner.files.read(hash).map_err(|_| Card::Unreadable)?;
        let kind = super::hand::sniff(&mut file, "");
        let path = std::path::absolute(self.inner.files.path(hash)).map_err(|_| Card::Unreadable)?;
        Ok((Source::Path(path), kind.format))
    }

    /// A picture of a page as PNG, or the card that stands in its place.
    ///
    /// # Errors
    /// When no child can be started.
    pub fn picture(&self, ask: PictureAsk) -> Result<Result<Arc<Vec<u8>>, Card>, Failure> {
        let pictures = &self.inner.pictures;
        if let Some((_, png)) = held(&pictures.kept).iter().find(|(kept, _)| *kept == ask) {
            return Ok(Ok(Arc::clone(png)));
        }
        let (source, format) = match self.drawable(&ask.hash) {
            Ok(found) => found,
            Err(card) => return Ok(Err(card)),
        };
        let region = ask.region.map(|(x, y, width, height)| Region { x, y, width, height });
        let wish =
            Wish::Picture { page: ask.page, size: Size::Width(ask.width.clamp(16, preview::PICTURE_SIDE_MAX)), region };
        match pictures.ask(Request { source, format, wish })? {
            Answer::Picture(picture) => {
                let png = Arc::new(picture.png);
                let mut kept = held(&pictures.kept);
                kept.push_back((ask, Arc::clone(&png)));
                while kept.iter().map(|(_, p)| p.len()).sum::<usize>() > KEPT_MOST {
                    kept.pop_front();
                }
                Ok(Ok(png))
            }
            Answer::Card(card) => Ok(Err(card)),
            Answer::Pages(_) => Ok(Err(Card::Damaged)),
        }
    }

    /// The pages of a file, or the card that stands in their place.
    ///
    /// # Errors
    /// When no child can be started.
    pub fn pages(&self, hash: BlobHash) -> Result<Result<preview::Pages, Card>, Failure> {
        let pictures = &self.inner.pictures;
        if let Some((_, pages)) = held(&pictures.pages).iter().find(|(kept, _)| *kept == hash) {
            return Ok(pages.clone());
        }
        let answer = match self.drawable(&hash) {
            Err(card) => Err(card),
            Ok((source, format)) => match pictures.ask(Request::pages(source, format))? {
                Answer::Pages(pages) => Ok(pages),
                Answer::Card(card) => Err(card),
                Answer::Picture(_) => Err(Card::Damaged),
            },
        };
        let mut kept = held(&pictures.pages);
        kept.push_back((hash, answer.clone()));
        if kept.len() > 256 {
            kept.pop_front();
        }
        Ok(answer)
    }
}
