//! Measuring: pairs, medians, bootstrap intervals, and the table.

use anyhow::Result;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// How often a pair is run.
pub fn runs() -> usize {
    number("OFFSTAGE_BENCH_RUNS", 7)
}

/// A whole number from the environment.
pub fn number(name: &str, otherwise: usize) -> usize {
    std::env::var(name).ok().and_then(|v| v.parse().ok()).unwrap_or(otherwise)
}

/// How long something takes.
pub fn timed<T>(act: impl FnOnce() -> Result<T>) -> Result<(Duration, T)> {
    let begun = Instant::now();
    let answer = act()?;
    Ok((begun.elapsed(), answer))
}

/// The value below which this part of all lies.
pub fn part(values: &[f64], part: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = ((sorted.len().saturating_sub(1)) as f64 * part).round() as usize;
    sorted.get(at).copied().unwrap_or(f64::NAN)
}

/// The interval of 95 % of the median of a sample, by 2,000 resamples with a generator of our own that always gives the same.
pub fn interval(values: &[f64]) -> (f64, f64) {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut draw = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let medians: Vec<f64> = (0..2_000)
        .map(|_| {
            let resample: Vec<f64> =
                (0..values.len()).map(|_| values[(draw() % values.len() as u64) as usize]).collect();
            part(&resample, 0.5)
        })
        .collect();
    (part(&medians, 0.025), part(&medians, 0.975))
}

/// What was measured.
pub struct Table {
    rows: Vec<Value>,
    over: usize,
}

impl Table {
    /// Says what machine this is and how busy.
    pub fn begin() -> Self {
        let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
        let cores = std::thread::available_parallelism().map_or(0, usize::from);
        println!("{cores} cores, load {}", load.split_whitespace().take(3).collect::<Vec<_>>().join(" "));
        println!("{:<5} {:<46} {:>9} {:>17} {:>6}   ours / control", "", "what", "ratio", "95 %", "must");
        Self { rows: Vec::new(), over: 0 }
    }

    /// A ratio of pairs: seconds of ours and of the control.
    pub fn pairs(&mut self, name: &str, what: &str, pairs: &[(f64, f64)], must: f64) {
        let ratios: Vec<f64> = pairs.iter().map(|(ours, control)| ours / control).collect();
        let (low, high) = interval(&ratios);
        let ratio = part(&ratios, 0.5);
        let ours = part(&pairs.iter().map(|p| p.0).collect::<Vec<_>>(), 0.5);
        let control = part(&pairs.iter().map(|p| p.1).collect::<Vec<_>>(), 0.5);
        // Only an interval that lies wholly beyond the limit is over it.
        let over = low > must;
        self.over += usize::from(over);
        let verdict = if over { "OVER" } else { "" };
        println!(
            "{name:<5} {what:<46} {ratio:>9.3} {:>17} {must:>6.2}   {} / {} {verdict}",
            format!("{low:.3}–{high:.3}"),
            seconds(ours),
            seconds(control)
        );
        self.rows.push(json!({ "name": name, "what": what, "ratio": ratio, "low": low, "high": high, "must": must, "ours_s": ours, "control_s": control, "pairs": pairs }));
    }

    /// A plain figure that has no control.
    pub fn figure(&mut self, name: &str, what: &str, value: &str) {
        println!("{name:<5} {what:<46} {value}");
        self.rows.push(json!({ "name": name, "what": what, "value": value }));
    }

    /// Writes the JSON and says whether something was over its limit.
    pub fn end(self) -> Result<()> {
        let to = std::path::Path::new("target/bench.json");
        if let Some(folder) = to.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(to, serde_json::to_vec_pretty(&self.rows)?)?;
        println!("written to {}", to.display());
        anyhow::ensure!(self.over == 0, "{} of {} figures are over their limit", self.over, self.rows.len());
        Ok(())
    }
}

/// Seconds, readable.
pub fn seconds(s: f64) -> String {
    if s >= 1.0 {
        format!("{s:.2} s")
    } else if s >= 0.001 {
        format!("{:.2} ms", s * 1e3)
    } else {
        format!("{:.1} µs", s * 1e6)
    }
}

/// Resident memory of this process, bytes.
pub fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmRSS:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kib| kib.parse::<u64>().ok()).unwrap_or(0) * 1024
}
