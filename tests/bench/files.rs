//! P1–P5 and P22: bytes on their way in, and read again.

use crate::measure::{Table, number, resident, runs, timed};
use anyhow::{Context as _, Result, ensure};
use offstage_tests::Device;
use serde_json::json;
use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// Runs a line of shell, which must succeed.
fn shell(line: &str) -> Result<()> {
    let status = Command::new("sh").arg("-c").arg(format!("{line} >/dev/null")).status()?;
    ensure!(status.success(), "{line}: {status}");
    Ok(())
}

/// Bytes that do not repeat.
fn fill(path: &Path, bytes: u64, seed: u64) -> Result<()> {
    let mut out = std::fs::File::create(path)?;
    let mut xof = blake3::Hasher::new_keyed(&[7; 32]).update(&seed.to_le_bytes()).finalize_xof();
    let mut buffer = vec![0; 1 << 20];
    let mut left = bytes;
    while left > 0 {
        let now = left.min(buffer.len() as u64) as usize;
        xof.fill(&mut buffer[..now]);
        out.write_all(&buffer[..now])?;
        left -= now as u64;
    }
    out.sync_all()?;
    Ok(())
}

/// Makes the same file another content, so that it is not in the store yet.
fn mark(path: &Path, n: u64) -> Result<()> {
    let mut file = std::fs::OpenOptions::new().write(true).open(path)?;
    file.seek(SeekFrom::Start(0))?;
    file.write_all(&n.to_le_bytes())?;
    file.sync_all()?;
    Ok(())
}

fn deliver(device: &Device, file: &str, path: &Path) -> Result<serde_json::Value> {
    device.call("deliver", json!({ "file": file, "files": [{ "path": path }] })).context("deliver")
}

/// P1, P2, P3 and P22.
pub fn large(table: &mut Table) -> Result<()> {
    let gib = number("OFFSTAGE_BENCH_GIB", 1) as u64;
    let device = Device::of("Bench");
    let (_, _, file) = device.with_deliverable();
    let (source, copy) = (device.outside().join("film.mov"), device.outside().join("copy.mov"));
    fill(&source, gib << 30, 1)?;
    let (mut p1, mut p2, mut p3) = (Vec::new(), Vec::new(), Vec::new());
    for n in 0..runs() as u64 + 1 {
        mark(&source, n)?;
        shell(&format!("cat '{}'", source.display()))?;
        let (ours, _) = timed(|| deliver(&device, &file, &source))?;
        let (with_hash, ()) =
            timed(|| shell(&format!("cp '{0}' '{1}' && sync '{1}' && b3sum '{1}'", source.display(), copy.display())))?;
        std::fs::remove_file(&copy)?;
        let (plain, ()) = timed(|| shell(&format!("cp '{0}' '{1}' && sync '{1}'", source.display(), copy.display())))?;
        std::fs::remove_file(&copy)?;
        let (again, _) = timed(|| deliver(&device, &file, &source))?;
        let (hash, ()) = timed(|| shell(&format!("b3sum '{}'", source.display())))?;
        // The first pair warms up.
        if n > 0 {
            p1.push((ours.as_secs_f64(), with_hash.as_secs_f64()));
            p2.push((ours.as_secs_f64(), plain.as_secs_f64()));
            p3.push((again.as_secs_f64(), hash.as_secs_f64()));
        }
    }
    table.pairs("P1", &format!("import {gib} GiB : cp + fsync + b3sum"), &p1, 1.0);
    table.pairs("P2", "the same : cp + fsync", &p2, 1.35);
    table.pairs("P3", "content already stored : b3sum", &p3, 1.15);
    memory(table, &device, &file)
}

fn memory(table: &mut Table, device: &Device, file: &str) -> Result<()> {
    let film = device.outside().join("two.mov");
    fill(&film, (number("OFFSTAGE_BENCH_GIB", 1) as u64) << 31, 2)?;
    let before = resident();
    let (stop, most) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(before)));
    let watcher = {
        let (stop, most) = (Arc::clone(&stop), Arc::clone(&most));
        std::thread::spawn(move || {
            while !stop.load(Ordering::Relaxed) {
                most.fetch_max(resident(), Ordering::Relaxed);
                std::thread::sleep(std::time::Duration::from_millis(2));
            }
        })
    };
    deliver(device, file, &film)?;
    stop.store(true, Ordering::Relaxed);
    let _ = watcher.join();
    let grown = most.load(Ordering::Relaxed).saturating_sub(before);
    table.figure(
        "P22",
        "memory while delivering twice that, over idle",
        &format!("{:.1} MiB (must be at most 64)", grown as f64 / 1_048_576.0),
    );
    ensure!(grown <= 64 << 20, "P22: {grown} bytes");
    Ok(())
}

/// P4.
pub fn many(table: &mut Table) -> Result<()> {
    let mut pairs = Vec::new();
    for n in 0..3 {
        let device = Device::of("Bench");
        let (event, _, _) = device.with_deliverable();
        let folder = device.outside().join("many");
        std::fs::create_dir(&folder)?;
        let mut files = Vec::new();
        for nth in 0..10_000_u64 {
            let path = folder.join(format!("sheet {nth}.bin"));
            let mut bytes = vec![0; 10 << 10];
            blake3::Hasher::new().update(&(n * 10_000 + nth).to_le_bytes()).finalize_xof().fill(&mut bytes);
            std::fs::write(&path, bytes)?;
            files.push(json!({ "path": path }));
        }
        shell("sync")?;
        let copy = device.outside().join("copy");
        let control = || {
            timed(|| {
                shell(&format!(
                    "cp -r '{0}' '{1}' && sync && find '{1}' -type f -print0 | xargs -0 b3sum",
                    folder.display(),
                    copy.display()
                ))
            })
        };
        let ours = || timed(|| device.call("file.add", json!({ "event": event, "files": files })).context("file.add"));
        let ((ours, _), (control, ())) = if n % 2 == 0 {
            (ours()?, control()?)
        } else {
            let c = control()?;
            (ours()?, c)
        };
        pairs.push((ours.as_secs_f64(), control.as_secs_f64()));
    }
    table.pairs("P4", "10,000 files of 10 KiB, each signed : cp -r …", &pairs, 1.5);
    Ok(())
}

/// P5.
pub fn check(table: &mut Table) -> Result<()> {
    let device = Device::of("Bench");
    let (event, _, _) = device.with_deliverable();
    for n in 0..8 {
        let path = device.outside().join(format!("film {n}.mov"));
        fill(&path, 128 << 20, 100 + n)?;
        device.call("file.add", json!({ "event": event, "files": [{ "path": path }] })).context("file.add")?;
    }
    let files = device.home().join("files");
    let mut pairs = Vec::new();
    for n in 0..runs() + 1 {
        let (ours, _) = timed(|| device.call("check", json!({ "read_data": true })).context("check"))?;
        let (control, ()) = timed(|| shell(&format!("find '{}' -type f -print0 | xargs -0 b3sum", files.display())))?;
        if n > 0 {
            pairs.push((ours.as_secs_f64(), control.as_secs_f64()));
        }
    }
    table.pairs("P5", "full store check, 1 GiB : b3sum of the files", &pairs, 1.15);
    Ok(())
}
