//! Long work: what is under way, how far it is, and how it is stopped.

use super::held;
use crate::failure::Failure;
use model::row::Progress;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};
use store::FileProblem;

/// Work that is done sooner is not told of at all.
const TOLD_AFTER: Duration = Duration::from_millis(300);
/// How often it is told how far it is.
const TOLD_EVERY: Duration = Duration::from_millis(150);

/// Works under way, by name.
#[derive(Default)]
pub struct Works {
    next: AtomicU64,
    under_way: Mutex<BTreeMap<String, Work>>,
}

struct Work {
    progress: Progress,
    stop: Arc<AtomicBool>,
}

impl Works {
    /// Runs one import, telling how far it is.
    pub fn run<T>(
        &self,
        title: &str,
        import: impl FnOnce(&mut dyn FnMut(u64, u64) -> bool) -> Result<T, FileProblem>,
        tell: impl Fn(Progress),
    ) -> Result<T, Failure> {
        let work = format!("work-{}", self.next.fetch_add(1, Ordering::Relaxed) + 1);
        let stop = Arc::new(AtomicBool::new(false));
        let begun = Instant::now();
        let mut progress = Progress {
            work: work.clone(),
            title: title.to_owned(),
            state: "copying".to_owned(),
            done: 0,
            total: 0,
            rate: 0,
            message: String::new(),
        };
        held(&self.under_way).insert(work.clone(), Work { progress: progress.clone(), stop: Arc::clone(&stop) });
        let (mut told, mut told_at, mut done_then) = (false, begun, 0_u64);
        let result = import(&mut |done, total| {
            progress.done = done;
            progress.total = total;
            let since = told_at.elapsed();
            if begun.elapsed() >= TOLD_AFTER && since >= TOLD_EVERY {
                progress.rate =
                    u64::try_from(u128::from(done.saturating_sub(done_then)) * 1_000 / since.as_millis().max(1))
                        .unwrap_or(0);
                (told, told_at, done_then) = (true, Instant::now(), done);
                tell(progress.clone());
                if let Some(work) = held(&self.under_way).get_mut(&work) {
                    work.progress = progress.clone();
                }
            }
            !stop.load(Ordering::Relaxed)
        });
        held(&self.under_way).remove(&work);
        let stopped = stop.load(Ordering::Relaxed);
        // Work that came to its end before it heard that it should stop is done.
        let stopped = stopped && (result.is_err() || progress.done < progress.total);
        if told || stopped {
            progress.rate = 0;
            progress.state = match &result {
                Ok(_) => "done",
                Err(_) if stopped => "cancelled",
                Err(_) => "failed",
            }
            .to_owned();
            progress.message = result.as_ref().err().map(ToString::to_string).unwrap_or_default();
            tell(progress);
        }
        if stopped { Err(Failure::Cancelled) } else { Ok(result?) }
    }

    /// What is under way.
    pub fn list(&self) -> Vec<Progress> {
        held(&self.under_way).values().map(|w| w.progress.clone()).collect()
    }

    /// Stops one work; says whether there was one.
    pub fn cancel(&self, work: &str) -> bool {
        held(&self.under_way).get(work).map(|w| w.stop.store(true, Ordering::Relaxed)).is_some()
    }

    /// Stops everything.
    pub fn cancel_all(&self) {
        for work in held(&self.under_way).values() {
            work.stop.store(true, Ordering::Relaxed);
        }
    }
}
