//! `Range: bytes=…`: one range, as browsers ask for when they seek or resume.

/// What a `Range` header asks of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// All of it: no header, or one that may be passed over (another unit, several ranges, no sense).
    All,
    /// These bytes, both ends included.
    Part {
        /// First.
        from: u64,
        /// Last.
        to: u64,
    },
    /// Nothing that the file has.
    Outside,
}

/// Reads the header for a file of this length.
pub(super) fn wanted(header: Option<&str>, length: u64) -> Wanted {
    let Some((from, to)) = header.and_then(|header| header.trim().strip_prefix("bytes=")).and_then(|range| {
        let (from, to) = range.split_once('-')?;
        Some((from.trim(), to.trim()))
    }) else {
        return Wanted::All;
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(from) || !digits(to) || (from.is_empty() && to.is_empty()) {
        return Wanted::All;
    }
    // More digits than fit are beyond any file.
    let number = |text: &str| text.parse::<u64>().unwrap_or(u64::MAX);
    let Some(last) = length.checked_sub(1) else { return Wanted::Outside };
    if from.is_empty() {
        return match number(to) {
            0 => Wanted::Outside,
            tail => Wanted::Part { from: length.saturating_sub(tail), to: last },
        };
    }
    let from = number(from);
    let to = if to.is_empty() { u64::MAX } else { number(to) };
    if to < from {
        return Wanted::All;
    }
    if from > last { Wanted::Outside } else { Wanted::Part { from, to: to.min(last) } }
}

#[cfg(test)]
mod tests;
