//! `kill -9` in the middle of deliveries: afterwards each is complete with the right hash, or absent; nothing half done stays behind.
//!
//! A test run kills a few deliveries of a file of moderate size. `OFFSTAGE_KILLS=50 OFFSTAGE_KILL_MIB=200` is the whole of it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, reason = "a test")]

use serde_json::Value;
use std::io::{Seek as _, SeekFrom, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|n| n.parse().ok()).unwrap_or(otherwise)
}

fn offstage(home: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_offstage"));
    command.arg("--home").arg(home).arg("--json").args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

#[track_caller]
fn answer(home: &Path, arguments: &[&str]) -> Value {
    let said = offstage(home, arguments).output().unwrap();
    assert!(said.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&said.stderr));
    serde_json::from_slice(&said.stdout).unwrap()
}

/// Gives the film another content, and says its hash.
fn take(film: &Path, n: u64) -> String {
    let mut file = std::fs::OpenOptions::new().write(true).open(film).unwrap();
    file.seek(SeekFrom::Start(0)).unwrap();
    file.write_all(&n.to_le_bytes()).unwrap();
    drop(file);
    let mut hasher = blake3::Hasher::new();
    std::io::copy(&mut std::fs::File::open(film).unwrap(), &mut hasher).unwrap();
    hasher.finalize().to_hex().to_string()
}

#[test]
fn a_delivery_that_is_killed_is_whole_or_absent() {
    let (kills, mib) = (number("OFFSTAGE_KILLS", 8), number("OFFSTAGE_KILL_MIB", 48));
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let film = folder.path().join("film.mov");
    std::fs::write(&film, vec![0x5A; usize::try_from(mib << 20).unwrap()]).unwrap();
    answer(&home, &["init", "--name", "Ana Ruiz"]);
    let create =
        ["event", "create", "Harbour Nights", "--zone", "Europe/Berlin", "--from", "2027-06-10", "--to", "2027-06-12"];
    answer(&home, &[&create[..], &["--collaborator", "Tide"]].concat());
    let made = answer(&home, &["deliverable", "create", "Opener", "--to", "Tide", "--due", "2027-06-04"]);
    let file = made["file"].as_str().unwrap().to_owned();
    let film_name = film.to_str().unwrap();

    // How long one takes when nobody interferes: kills are drawn from a little more than that.
    take(&film, 0);
    let begun = Instant::now();
    answer(&home, &["deliver", &file, film_name]);
    let whole = begun.elapsed();
    let mut delivered = 1;
    let (mut absent, mut complete, mut state) = (0, 0, 0x9E37_79B9_7F4A_7C15_u64);
    for n in 1..=kills {
        let hash = take(&film, n);
        let mut child = offstage(&home, &["deliver", &file, film_name]).spawn().unwrap();
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let most = u64::try_from(whole.as_micros()).unwrap() * 12 / 10;
        std::thread::sleep(Duration::from_micros(state % most.max(1)));
        child.kill().unwrap();
        child.wait().unwrap();

        let checked = answer(&home, &["check", "--read-data"]);
        assert_eq!(checked["ok"], true, "after kill {n}: {checked}");
        assert_eq!(
            std::fs::read_dir(home.join("incoming")).unwrap().count(),
            0,
            "something half done stayed after kill {n}"
        );
        let show = answer(&home, &["file", "show", &file]);
        let versions = show["versions"].as_array().unwrap();
        if versions.len() > delivered {
            assert_eq!(versions.len(), delivered + 1);
            assert_eq!(versions[0]["formats"][0]["hash"], hash.as_str());
            assert_eq!(versions[0]["formats"][0]["size"], mib << 20);
            delivered += 1;
            complete += 1;
        } else {
            absent += 1;
        }
    }
    println!("{kills} kills of deliveries of {mib} MiB ({whole:?} each): {absent} absent, {complete} complete");
    // What was killed can be done again.
    let hash = take(&film, kills + 1);
    assert_eq!(answer(&home, &["deliver", &file, film_name])["formats"][0]["hash"], hash.as_str());
    assert_eq!(answer(&home, &["check", "--read-data", "--rebuild"])["ok"], true);
}
