//! Files that are dragged over the window and dropped on it.
//!
//! The drop is taken from the window system and not from the page, whose own events a script could forge. The page is told where it
//! happened, how many files there are and how they are called, and gets a token for each; the paths stay here.

use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use serde::Serialize;
use tauri::{DragDropEvent, Emitter as _, Manager as _, PhysicalPosition, Window, WindowEvent};

use crate::bridge::tokens;
use crate::opening::WINDOW;
use crate::shell::Shell;

/// What the page is told. Points are the page's own pixels.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "phase", rename_all = "snake_case")]
enum Told {
    Over { x: f64, y: f64, count: usize, names: Vec<String> },
    Leave,
    Failed { message: String },
    Drop { x: f64, y: f64, tokens: Vec<String> },
}

pub(crate) fn on_window_event(window: &Window, event: &WindowEvent) {
    let WindowEvent::DragDrop(event) = event else { return };
    let Some(shell) = window.try_state::<Shell>() else { return };
    let scale = window.scale_factor().unwrap_or(1.0);
    let hovering = || shell.hovering.lock().unwrap_or_else(PoisonError::into_inner);
    let told = match event {
        DragDropEvent::Enter { paths, position } => {
            let names: Vec<String> = paths.iter().map(|path| name(path)).collect();
            hovering().clone_from(&names);
            let (x, y) = point(position, scale);
            Told::Over { x, y, count: names.len(), names }
        }
        DragDropEvent::Over { position } => {
            let names = hovering().clone();
            let (x, y) = point(position, scale);
            Told::Over { x, y, count: names.len(), names }
        }
        DragDropEvent::Drop { paths, position } => {
            hovering().clear();
            let (x, y) = point(position, scale);
            match tokens(&shell.device(), files(paths)) {
                Ok(tokens) if !tokens.is_empty() => Told::Drop { x, y, tokens },
                Ok(_) => Told::Leave,
                Err(fault) => {
                    tracing::error!(%fault, "a drop could not be taken");
                    Told::Failed { message: fault.message }
                }
            }
        }
        DragDropEvent::Leave => {
            hovering().clear();
            Told::Leave
        }
        _ => return,
    };
    if let Err(error) = window.emit_to(WINDOW, "drop", &told) {
        tracing::warn!(%error, "the page could not be told of a drop");
    }
}

/// Dragged text and links arrive as well; only what names a place of this computer is a file.
fn files(paths: &[PathBuf]) -> Vec<PathBuf> {
    paths.iter().filter(|path| path.is_absolute()).cloned().collect()
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The page's pixels. GTK tells them as they are, although they are handed on as physical ones; the other systems tell physical ones.
fn point(position: &PhysicalPosition<f64>, scale: f64) -> (f64, f64) {
    let scale = if cfg!(target_os = "linux") { 1.0 } else { scale };
    (position.x / scale, position.y / scale)
}
