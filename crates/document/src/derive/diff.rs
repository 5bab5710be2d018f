//! What to take away and what to put in so that one text becomes another, by code points.
//!
//! Ours and frozen: what it answers goes into change hashes, so it may never answer differently (a library's diff follows its
//! Unicode tables or its taste, and both may change with a release). It is Myers' linear-space algorithm with a bound:
//! where the texts differ in more than about twice [`LIMIT`] letters it gives up on them and replaces the whole stretch,
//! since merging letter by letter is of no use there and the cost grows with the square.

use std::ops::Range;

/// How far the search for a common path goes from each end.
const LIMIT: usize = 1_024;

/// `old` is replaced by `new`; either may be empty, not both. Between two hunks at least one letter is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Hunk {
    /// Places in the old text.
    pub(super) old: Range<usize>,
    /// Places in the new text.
    pub(super) new: Range<usize>,
}

/// The hunks in order.
pub(super) fn diff(old: &[char], new: &[char]) -> Vec<Hunk> {
    let mut search = Search { old, new, hunks: Vec::new() };
    search.between(0..old.len(), 0..new.len());
    search.hunks
}

struct Search<'a> {
    old: &'a [char],
    new: &'a [char],
    hunks: Vec<Hunk>,
}

impl Search<'_> {
    /// Hunks for a stretch of each text. The depth of the calls is at most about the logarithm of [`LIMIT`].
    fn between(&mut self, old: Range<usize>, new: Range<usize>) {
        let (a, b) = (self.old.get(old.clone()).unwrap_or_default(), self.new.get(new.clone()).unwrap_or_default());
        let head = a.iter().zip(b).take_while(|(a, b)| a == b).count();
        let (a, b) = (a.get(head..).unwrap_or_default(), b.get(head..).unwrap_or_default());
        let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
        let old = old.start + head..old.end - tail;
        let new = new.start + head..new.end - tail;
        if old.is_empty() || new.is_empty() {
            return self.replace(old, new);
        }
        let (a, b) = (self.old.get(old.clone()).unwrap_or_default(), self.new.get(new.clone()).unwrap_or_default());
        match middle(a, b) {
            Some((x, y)) if (x, y) != (0, 0) && (x, y) != (a.len(), b.len()) => {
                self.between(old.start..old.start + x, new.start..new.start + y);
                self.between(old.start + x..old.end, new.start + y..new.end);
            }
            _ => self.replace(old, new),
        }
    }

    /// Adds a hunk, joined to the last one if nothing is kept between them.
    fn replace(&mut self, old: Range<usize>, new: Range<usize>) {
        if old.is_empty() && new.is_empty() {
            return;
        }
        match self.hunks.last_mut() {
            Some(last) if last.old.end == old.start && last.new.end == new.start => {
                last.old.end = old.end;
                last.new.end = new.end;
            }
            _ => self.hunks.push(Hunk { old, new }),
        }
    }
}

/// A point on a shortest path from (0, 0) to (a.len(), b.len()), found from both ends; None beyond [`LIMIT`].
///
/// Diagonal k holds the points with x - y = k. `forward[k]` is the furthest x reached on it from the start with d steps,
/// `backward[k]` the same from the end with both texts reversed.
fn middle(a: &[char], b: &[char]) -> Option<(usize, usize)> {
    let (n, m) = (signed(a.len()), signed(b.len()));
    let delta = n - m;
    let odd = delta % 2 != 0;
    let most = (a.len() + b.len()).div_ceil(2).min(LIMIT);
    let mut forward = Reached::new(most);
    let mut backward = Reached::new(most);
    for d in 0..=signed(most) {
        for k in (-d..=d).rev().step_by(2) {
            let from = forward.step(d, k);
            let x = from + common(from, from - k, |x, y| (a.get(x), b.get(y)));
            forward.set(k, x);
            if odd && (k - delta).abs() < d && x + backward.get(delta - k) >= n {
                return point(from, from - k, n, m);
            }
        }
        for k in (-d..=d).rev().step_by(2) {
            let from = backward.step(d, k);
            let x = from + common(from, from - k, |x, y| (reversed(a, x), reversed(b, y)));
            backward.set(k, x);
            if !odd && (k - delta).abs() <= d && x + forward.get(delta - k) >= n {
                return point(n - x, m - (x - k), n, m);
            }
        }
    }
    None
}

/// The point, if it lies within both texts; a path may have run past an edge.
fn point(x: isize, y: isize, n: isize, m: isize) -> Option<(usize, usize)> {
    if x > n || y > m {
        return None;
    }
    Some((usize::try_from(x).ok()?, usize::try_from(y).ok()?))
}

/// How many letters from (x, y) on are the same in both.
fn common<'a>(x: isize, y: isize, letters: impl Fn(usize, usize) -> (Option<&'a char>, Option<&'a char>)) -> isize {
    let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else { return 0 };
    let same = |i: &usize| matches!(letters(x + i, y + i), (Some(a), Some(b)) if a == b);
    signed((0..).take_while(same).count())
}

fn reversed(letters: &[char], at: usize) -> Option<&char> {
    letters.get(letters.len().checked_sub(at + 1)?)
}

fn signed(length: usize) -> isize {
    isize::try_from(length).unwrap_or(isize::MAX)
}

/// The furthest x on each diagonal.
struct Reached {
    /// Diagonal -(most + 1) comes first.
    x: Vec<isize>,
    most: isize,
}

impl Reached {
    fn new(most: usize) -> Self {
        Self { x: vec![0; 2 * most + 3], most: signed(most) }
    }

    fn place(&self, k: isize) -> usize {
        usize::try_from(k + self.most + 1).unwrap_or(usize::MAX)
    }

    fn get(&self, k: isize) -> isize {
        self.x.get(self.place(k)).copied().unwrap_or(0)
    }

    fn set(&mut self, k: isize, x: isize) {
        let place = self.place(k);
        if let Some(slot) = self.x.get_mut(place) {
            *slot = x;
        }
    }

    /// Where step d begins on diagonal k: a letter put in, coming from k + 1, or one taken away, from k - 1; whichever is further.
    fn step(&self, d: isize, k: isize) -> isize {
        if k == -d || (k != d && self.get(k - 1) < self.get(k + 1)) { self.get(k + 1) } else { self.get(k - 1) + 1 }
    }
}

#[cfg(test)]
mod tests;
