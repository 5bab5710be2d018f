//! Faults: a statement that fails, a full disk, a process that is killed. What was acknowledged is there, and nothing is there by half.

use crate::home::{Home, Options};
use crate::projection::tests::{deliverable, fill, op, operation, show};
use crate::{Files, Imported, Snapshot, StoreError, Tx, Writer};
use model::id::{DocumentId, EventId};
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// One act as the engine commits it: an operation, a snapshot, a row, its screen, a line of the log, a file.
fn act(tx: &mut Tx<'_>, n: u64, file: Option<&Imported>) -> Result<(), StoreError> {
    tx.put_operation(&operation(n))?;
    tx.put_snapshot(&snapshot(n))?;
    let (mut row, mut extra) = deliverable(n % 5);
    row.name = format!("Deliverable after {n}");
    row.status = model::row::Status::NoStatus;
    extra.undelivered = n.is_multiple_of(2);
    tx.put_file_row(&row, &extra)?;
    tx.put_file_show(&show(&row, &format!("as of {n}"), &[(n, "a remark")]))?;
    file.map_or(Ok(()), |file| tx.put_file(file, 1))
}

fn snapshot(n: u64) -> Snapshot {
    let document = DocumentId([u8::try_from(n % 5).unwrap(); 32]);
    Snapshot { document, event: EventId([0; 32]), derive_version: 1, operations: n, content: vec![7; 3_000] }
}

/// Everything a transaction can change, to be compared.
fn all(writer: &Writer) -> (u64, Vec<Option<Snapshot>>, BTreeMap<String, Vec<String>>) {
    let view = writer.view();
    let snapshots = (0..5).map(|n| view.snapshot(&snapshot(n).document).unwrap()).collect();
    (view.operation_count().unwrap(), snapshots, view.dump_projection().unwrap())
}

#[test]
fn a_transaction_that_fails_at_any_step_of_any_statement_changes_nothing_and_can_be_repeated() {
    let home = Home::scratch().unwrap();
    let mut writer = home.writer().unwrap();
    writer
        .transaction(|tx| {
            fill(tx, 5)?;
            act(tx, 1, None)
        })
        .unwrap();
    let before = all(&writer);
    let mut failed = 0;
    // SQLite asks after every so many instructions whether to go on; each turn it is told to stop a little later than the last time.
    for steps in (1..).map(|n| n * 3) {
        let asked = Arc::new(AtomicU64::new(0));
        let count = Arc::clone(&asked);
        writer.raw().progress_handler(10, Some(move || count.fetch_add(1, Ordering::Relaxed) >= steps)).unwrap();
        let done = writer.transaction(|tx| act(tx, 2, None));
        writer.raw().progress_handler(0, None::<fn() -> bool>).unwrap();
        if done.is_ok() {
            break;
        }
        failed += 1;
        assert_eq!(all(&writer), before, "stopped after {steps} rounds");
    }
    assert!(failed > 20, "it was stopped in {failed} places");
    let after = all(&writer);
    assert_eq!(after.0, before.0 + 1);
    assert_ne!(after, before);
}

#[test]
fn a_full_disk_changes_nothing_is_told_and_is_forgotten_when_there_is_room_again() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::open(folder.path(), Options::default()).unwrap();
    let mut writer = home.writer().unwrap();
    writer.transaction(|tx| fill(tx, 5)).unwrap();
    let mut n = 1;
    for room in 0..12 {
        let pages: i64 = writer.raw().pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
        writer.raw().query_row(&format!("PRAGMA max_page_count = {}", pages + room), [], |_| Ok(())).unwrap();
        let full = loop {
            let before = all(&writer);
            match writer.transaction(|tx| act(tx, n, None)) {
                Ok(()) => n += 1,
                Err(error) => break (error, before),
            }
        };
        assert_eq!(full.0.code(), "disk_full", "{}", full.0);
        assert!(full.0.to_string().contains("free some space"));
        assert_eq!(all(&writer), full.1, "with room for {room} pages");
        writer.raw().query_row("PRAGMA max_page_count = 1000000", [], |_| Ok(())).unwrap();
        writer.transaction(|tx| act(tx, n, None)).unwrap();
        n += 1;
    }
    assert_eq!(crate::home::quick_check(writer.raw()).unwrap(), None);
}

/// Runs one of the ignored tests below in a process of its own.
fn child(test: &str, home: &Path) -> Command {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args([test, "--exact", "--ignored", "--nocapture"]).env("OFFSTAGE_TEST_HOME", home);
    child.stdout(Stdio::piped()).stderr(Stdio::null());
    child
}

fn home_of_child() -> PathBuf {
    PathBuf::from(std::env::var_os("OFFSTAGE_TEST_HOME").unwrap())
}

fn say(word: impl std::fmt::Display) {
    println!("=={word}");
    std::io::stdout().flush().unwrap();
}

/// Starts a child, kills it after it has said `most` words or some time has passed, and gives what it said.
fn kill_after(test: &str, home: &Path, most: usize, time: Duration) -> Vec<String> {
    let mut child = child(test, home).spawn().unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    let (send, said) = std::sync::mpsc::channel();
    let reading = std::thread::spawn(move || {
        // The test harness says something of its own before the first word.
        for line in out.lines().map_while(Result::ok) {
            if let Some((_, word)) = line.split_once("==") {
                let _ = send.send(word.to_owned());
            }
        }
    });
    let mut words = vec![said.recv_timeout(Duration::from_secs(60)).expect("the child begins")];
    let end = std::time::Instant::now() + time;
    while words.len() < most {
        match said.recv_timeout(end.saturating_duration_since(std::time::Instant::now())) {
            Ok(word) => words.push(word),
            Err(_) => break,
        }
    }
    child.kill().unwrap();
    child.wait().unwrap();
    reading.join().unwrap();
    words.extend(said.try_iter());
    words
}

#[test]
fn a_process_that_is_killed_between_any_two_statements_keeps_what_it_acknowledged_and_no_half() {
    let folder = tempfile::tempdir().unwrap();
    let mut acknowledged = 0;
    for round in 0..12_u64 {
        let words = kill_after(
            "writer::tests::commits_until_it_is_killed",
            folder.path(),
            3 + usize::try_from(round).unwrap() * 2,
            Duration::from_millis(1500),
        );
        acknowledged =
            words.iter().filter_map(|word| word.parse::<u64>().ok()).max().unwrap_or(acknowledged).max(acknowledged);
        let home = Home::open(folder.path(), Options::patient()).unwrap();
        let writer = home.writer().unwrap();
        let count = writer.view().operation_count().unwrap();
        assert!(count == acknowledged || count == acknowledged + 1, "{count} kept, {acknowledged} acknowledged");
        acknowledged = count;
        if count > 0 {
            let last = count - 1;
            assert!(writer.view().has_operation(&op(last)).unwrap());
            assert_eq!(writer.view().snapshot(&snapshot(last).document).unwrap(), Some(snapshot(last)));
            let (row, _) = writer.view().file_row_kept(&deliverable(last % 5).0.file).unwrap().unwrap();
            assert_eq!(row.name, format!("Deliverable after {last}"));
            let shown = writer.view().file_show(&row.file, 0).unwrap().unwrap();
            assert_eq!(shown.description, format!("as of {last}"));
        }
        assert_eq!(crate::home::quick_check(writer.view().db).unwrap(), None);
    }
    assert!(acknowledged > 20, "{acknowledged}");
}

#[test]
#[ignore = "run by another test, in a process that is killed"]
fn commits_until_it_is_killed() {
    let home = Home::open(&home_of_child(), Options::patient()).unwrap();
    let mut writer = home.writer().unwrap();
    say("begun");
    for n in writer.view().operation_count().unwrap().. {
        writer.transaction(|tx| act(tx, n, None)).unwrap();
        say(n + 1);
    }
}

#[test]
fn a_process_that_is_killed_while_it_takes_files_in_leaves_whole_files_that_belong_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let home_path = folder.path().join("home");
    let source = folder.path().join("large");
    let mut bytes = vec![0; 24 << 20];
    blake3::Hasher::new().update(b"large").finalize_xof().fill(&mut bytes);
    for round in 0..10_u64 {
        // Other bytes in each round, so that each is new.
        bytes[..8].copy_from_slice(&round.to_le_bytes());
        fs::write(&source, &bytes).unwrap();
        let time = Duration::from_millis(5 + round * 17);
        let words = kill_after("writer::tests::takes_files_in_until_it_is_killed", &home_path, 100, time);
        let home = Home::open(&home_path, Options::patient()).unwrap();
        let writer = home.writer().unwrap();
        let files: Files = home.files();
        let records = writer.view().files().unwrap();
        let named: BTreeMap<_, _> = records.iter().map(|record| (record.hash, record.size)).collect();
        assert_eq!(fs::read_dir(home_path.join("incoming")).unwrap().count(), 0, "nothing half done stays");
        let found = writer.view().check_structure(&files, &named).unwrap();
        assert_eq!(found.problems, []);
        let all: Vec<_> = named.keys().copied().collect();
        assert_eq!(files.check_data(&all, &mut |_| true).problems, []);
        for hash in words.iter().filter_map(|word| word.parse().ok()) {
            assert!(named.contains_key(&hash), "it was acknowledged");
        }
    }
}

#[test]
#[ignore = "run by another test, in a process that is killed"]
fn takes_files_in_until_it_is_killed() {
    let home = Home::open(&home_of_child(), Options::patient()).unwrap();
    let mut writer = home.writer().unwrap();
    let source = home_of_child().with_file_name("large");
    say("begun");
    let small: Vec<PathBuf> = (0..40)
        .map(|n| {
            let path = home_of_child().with_file_name(format!("small {n}"));
            fs::write(&path, format!("{n} {:?}", fs::metadata(&source).unwrap().modified().unwrap())).unwrap();
            path
        })
        .collect();
    for turn in 0.. {
        let taken = match turn % 2 {
            0 => vec![home.files().import(&source, &mut |_, _| true).unwrap()],
            _ => home.files().import_many(&small, &mut |_, _| true).into_iter().map(Result::unwrap).collect(),
        };
        let n = writer.view().operation_count().unwrap();
        writer
            .transaction(|tx| {
                act(tx, n, None)?;
                taken.iter().try_for_each(|file| tx.put_file(file, 1))
            })
            .unwrap();
        taken.iter().for_each(|file| say(file.hash));
    }
}

/// A small disk of its own, in a mount namespace of its own, so that nothing is left mounted.
#[test]
fn a_disk_that_fills_up_refuses_files_keeps_room_for_the_database_and_takes_them_when_there_is_room() {
    let folder = tempfile::tempdir().unwrap();
    let script = "mount -t tmpfs -o size=48m tmpfs \"$1\" && shift && exec \"$@\"";
    let mut inside = Command::new("unshare");
    inside.args(["--mount", "--map-root-user", "sh", "-c", script, "sh"]).arg(folder.path());
    inside.arg(std::env::current_exe().unwrap()).args([
        "writer::tests::fills_a_small_disk",
        "--exact",
        "--ignored",
        "--nocapture",
    ]);
    let out = inside.env("OFFSTAGE_TEST_HOME", folder.path().join("home")).output().unwrap();
    let said = String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success() && said.contains("1 passed"), "{said}");
}

#[test]
#[ignore = "run by another test, on a small disk"]
fn fills_a_small_disk() {
    let home = Home::open(&home_of_child(), Options::default()).unwrap();
    let mut writer = home.writer().unwrap();
    writer.transaction(|tx| fill(tx, 5)).unwrap();
    let files = home.files();
    let from = tempfile::tempdir().unwrap();
    let source = from.path().join("4 MiB");
    let mut taken: Vec<Imported> = Vec::new();
    let refused = loop {
        let mut bytes = vec![0; 4 << 20];
        bytes[0] = u8::try_from(taken.len()).unwrap();
        fs::write(&source, &bytes).unwrap();
        match files.import(&source, &mut |_, _| true) {
            Ok(one) => taken.push(one),
            Err(problem) => break problem,
        }
    };
    assert_eq!(refused.code(), "disk_full", "{refused}");
    assert!(refused.facts()["free"].as_u64().unwrap() < (16 << 20) + (4 << 20), "{refused}");
    assert!(taken.len() >= 3, "{} were taken", taken.len());
    assert!(
        fs::read_dir(home.path().join("incoming")).unwrap().all(|e| e.unwrap().path().extension().unwrap() == "new")
    );
    // The reserve is there so that this still works.
    writer
        .transaction(|tx| {
            act(tx, 1, None)?;
            taken.iter().try_for_each(|file| tx.put_file(file, 1))
        })
        .unwrap();

    // Somebody else fills the rest: the database refuses too, and says so, and nothing is half done.
    let ballast = home.path().with_file_name("ballast");
    let mut file = fs::File::create(&ballast).unwrap();
    while file.write_all(&[1; 4096]).is_ok() {}
    let mut n = 2;
    let (error, before) = loop {
        let before = all(&writer);
        match writer.transaction(|tx| act(tx, n, None)) {
            Ok(()) => n += 1,
            Err(error) => break (error, before),
        }
    };
    assert_eq!(error.code(), "disk_full", "{error}");
    assert_eq!(all(&writer), before);
    assert_eq!(files.import(&source, &mut |_, _| true).unwrap_err().code(), "disk_full");
    fs::remove_file(&ballast).unwrap();
    taken.drain(1..).for_each(|one| fs::remove_file(files.path(&one.hash)).unwrap());
    writer.transaction(|tx| act(tx, n, None)).unwrap();
    assert!(files.import(&source, &mut |_, _| true).is_ok(), "without a restart");
}
