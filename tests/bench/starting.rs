//! P24: starting after the program was killed in the middle of an import, against a clean start.

use crate::measure::{Table, runs, timed};
use anyhow::{Context as _, Result, ensure};
use engine::Desk;
use offstage_tests::Device;
use serde_json::json;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// What the child does until it is killed: imports a file again and again, each time as another content.
pub fn import_child(home: &str, film: &str) -> Result<()> {
    let desk = Desk::open(Path::new(home), store::Options::default())?;
    let api = api::Api::new(desk);
    let caller = api::Caller::Script { folder: Path::new("/").to_path_buf() };
    let event = api.call(&caller, "event.list", json!({}))?[0]["event"].clone();
    println!("ready");
    api.call(&caller, "file.add", json!({ "event": event, "files": [{ "path": film }] }))?;
    Ok(())
}

/// P24.
pub fn after_a_kill(table: &mut Table) -> Result<()> {
    let device = Device::of("Bench");
    device.with_deliverable();
    let film = device.outside().join("film.mov");
    std::fs::write(&film, vec![9; 1 << 30])?;
    let (home, outside) = (device.home(), device.outside().to_path_buf());
    let keep = device.closed();
    let start = || {
        timed(|| {
            let desk = Desk::open(&home, store::Options::default())?;
            desk.events()?;
            desk.engine(|_| Ok(()))?;
            Ok(desk)
        })
    };
    let mut pairs = Vec::new();
    for n in 0..runs() + 1 {
        let mut child = Command::new(std::env::current_exe()?)
            .arg("import-child")
            .arg(&home)
            .arg(&film)
            .current_dir(&outside)
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        std::io::BufRead::read_line(
            &mut std::io::BufReader::new(child.stdout.take().context("its output")?),
            &mut line,
        )?;
        ensure!(line.trim() == "ready", "the child said {line}");
        std::thread::sleep(Duration::from_millis(150));
        child.kill()?;
        child.wait()?;
        let (killed, desk) = start()?;
        desk.close();
        drop(desk);
        let (clean, desk) = start()?;
        desk.close();
        drop(desk);
        if n > 0 {
            pairs.push((killed.as_secs_f64(), clean.as_secs_f64()));
        }
    }
    drop(keep);
    table.pairs("P24", "start after kill -9 in an import : clean start", &pairs, 1.5);
    Ok(())
}
