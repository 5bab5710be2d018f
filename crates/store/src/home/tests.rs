use super::{Home, Options};
use crate::database::SCHEMA;
use crate::error::OpenError;
use crate::projection::tests::{event, fill, op, operation, person};
use crate::{StoreError, ThisDevice};
use model::id::{DeviceId, OpId};
use model::row::OpState;
use rusqlite::Connection;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

fn open(path: &Path) -> Result<Home, OpenError> {
    Home::open(path, Options::default())
}

/// A home with some of everything in it, closed again.
fn lived_in(path: &Path, operations: u64) {
    let home = open(path).unwrap();
    let mut writer = home.writer().unwrap();
    writer
        .transaction(|tx| {
            for n in 0..operations {
                tx.put_operation(&operation(n))?;
            }
            tx.set_setting("theme", Some("dark"))?;
            tx.witness(&op(1), 77, &DeviceId([1; 32]))?;
            let this = ThisDevice {
                person: person(1),
                device: DeviceId([2; 32]),
                certificate: vec![3; 64],
                name: "Ana".into(),
                device_name: "laptop".into(),
                made_at: 1,
            };
            tx.put_this_device(&this)?;
            fill(tx, 10)
        })
        .unwrap();
}

fn database(home: &Path) -> PathBuf {
    home.join("offstage.db")
}

#[test]
fn a_home_can_lie_anywhere_and_keeps_what_was_put() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["plain", "mit Leer zeichen & Ümläuten ✓", "q?mode=memory#x%20", "file:evil", "deep/er/still"] {
        let path = folder.path().join(name);
        lived_in(&path, 20);
        let home = open(&path).unwrap();
        assert_eq!(home.path(), path);
        assert!(database(&path).is_file(), "{name}");
        let count = home.readers().ask(|view| view.operation_count()).unwrap();
        let theme = home.reader().unwrap().ask(|view| view.setting("theme")).unwrap();
        assert_eq!((count, theme.as_deref()), (20, Some("dark")), "{name}");
        #[cfg(unix)]
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&path).unwrap().permissions()) & 0o777, 0o700);
    }
    let file = folder.path().join("a file");
    fs::write(&file, "x").unwrap();
    assert_eq!(open(&file).unwrap_err().code(), "not_a_folder");
    assert_eq!(open(&file.join("below")).unwrap_err().code(), "not_a_folder");
}

#[test]
fn a_second_program_is_told_who_holds_the_home_and_can_wait_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let first = open(folder.path()).unwrap();
    let begun = Instant::now();
    let refused = open(folder.path()).unwrap_err();
    assert!(begun.elapsed() < Duration::from_secs(2), "it was not asked to wait");
    assert!(matches!(&refused, OpenError::InUse { by: Some(id), .. } if *id == std::process::id()), "{refused:?}");
    assert!(refused.to_string().contains("in use by another Offstage"), "{refused}");
    let patient = Options { wait: Duration::from_millis(200), ..Options::default() };
    assert_eq!(Home::open(folder.path(), patient).unwrap_err().code(), "in_use");
    assert!(begun.elapsed() >= Duration::from_millis(200));
    std::thread::scope(|scope| {
        let second = scope.spawn(|| Home::open(folder.path(), Options::patient()).map(|_| ()));
        std::thread::sleep(Duration::from_millis(150));
        drop(first);
        second.join().unwrap().unwrap();
    });
}

/// Runs one test of this program again in a process of its own, as nobody when this is root, and says whether it passed.
fn as_nobody(test: &str, folder: &Path) -> bool {
    use std::os::unix::process::CommandExt;
    let program = folder.join("program");
    fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    let mut child = std::process::Command::new(&program);
    child.args([test, "--exact", "--ignored"]).env("OFFSTAGE_TEST_HOME", folder.join("home")).current_dir(folder);
    if rustix::process::geteuid().is_root() {
        child.uid(65_534).gid(65_534);
    }
    let out = child.output().unwrap();
    let said = String::from_utf8_lossy(&out.stdout).into_owned() + &String::from_utf8_lossy(&out.stderr);
    assert!(said.contains("1 passed") || !out.status.success(), "{said}");
    print!("{said}");
    out.status.success()
}

#[test]
fn a_home_that_cannot_be_written_to_is_refused_with_its_name() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let home = folder.path().join("home");
    lived_in(&home, 3);
    let before = fs::read(database(&home)).unwrap();
    let locked = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    locked(&home, 0o555);
    assert!(as_nobody("home::tests::opens_a_home_that_is_read_only", folder.path()));
    locked(&home, 0o700);
    assert_eq!(fs::read(database(&home)).unwrap(), before);
    assert!(open(&home).is_ok(), "and it is as good as before");
}

#[test]
#[ignore = "run by another test, in a process without the right to write"]
fn opens_a_home_that_is_read_only() {
    let home = PathBuf::from(std::env::var_os("OFFSTAGE_TEST_HOME").unwrap());
    let refused = open(&home).unwrap_err();
    assert_eq!(refused.code(), "read_only", "{refused}");
    assert!(refused.to_string().contains(&home.display().to_string()), "{refused}");
}

#[test]
fn a_newer_database_is_refused_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    lived_in(folder.path(), 3);
    Connection::open(database(folder.path())).unwrap().pragma_update(None, "user_version", SCHEMA + 1).unwrap();
    let before = fs::read(database(folder.path())).unwrap();
    let refused = open(folder.path()).unwrap_err();
    assert!(
        matches!(refused, OpenError::Newer { found, known, .. } if found == SCHEMA + 1 && known == SCHEMA),
        "{refused:?}"
    );
    assert!(refused.to_string().contains("newer Offstage"), "{refused}");
    assert_eq!(fs::read(database(folder.path())).unwrap(), before);
}

#[test]
fn each_migration_is_one_step_and_a_new_home_is_at_the_last() {
    let home = Home::scratch().unwrap();
    let mut writer = home.writer().unwrap();
    assert_eq!(crate::database::schema_of(writer.raw()).unwrap(), SCHEMA);
    let text =
        |db: &Connection, pragma: &str| db.pragma_query_value(None, pragma, |row| row.get::<_, String>(0)).unwrap();
    let number =
        |db: &Connection, pragma: &str| db.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(text(writer.raw(), "journal_mode"), "wal");
    assert_eq!((number(writer.raw(), "foreign_keys"), number(writer.raw(), "trusted_schema")), (1, 0));
    assert!(
        writer.raw().execute_batch("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET name = 'x'").is_err(),
        "defensive"
    );
    let durable = tempfile::tempdir().unwrap();
    let home = open(durable.path()).unwrap();
    assert_eq!(number(home.writer().unwrap().raw(), "synchronous"), 2, "FULL");
    let denied =
        home.reader().unwrap().ask(|view| view.db.execute("DELETE FROM settings", []).map_err(StoreError::from));
    assert_eq!(denied.unwrap_err().code(), "read_only");
    let strict: i64 = home
        .readers()
        .ask(|view| {
            let sql = "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict AND name <> 'sqlite_schema'";
            view.db.query_row(sql, [], |row| row.get(0)).map_err(StoreError::from)
        })
        .unwrap();
    assert_eq!(strict, 0, "every table of ours is STRICT");
}

/// Ways in which a disk can ruin a database; each is told apart from a good one and rescued as far as it goes.
#[test]
fn a_damaged_database_is_told_kept_and_rescued() {
    type Ruin = fn(&mut Vec<u8>);
    let ruin: [(&str, Ruin, std::ops::RangeInclusive<u64>); 6] = [
        ("not a database at all", |bytes| *bytes = b"This is a note that somebody saved over it.".repeat(40), 0..=0),
        ("only a beginning", |bytes| bytes.truncate(60), 0..=0),
        ("cut short in the middle", |bytes| bytes.truncate(bytes.len() / 2), 1..=2999),
        ("cut short by a page", |bytes| bytes.truncate(bytes.len() - 4096), 2500..=3000),
        (
            "zeros over a tenth",
            |bytes| {
                let n = bytes.len();
                bytes[n * 4 / 10..n / 2].fill(0);
            },
            1500..=2999,
        ),
        ("noise over the header", |bytes| bytes[..64].fill(0xA5), 0..=0),
    ];
    for (what, ruin, wanted) in ruin {
        let folder = tempfile::tempdir().unwrap();
        lived_in(folder.path(), 3000);
        let mut bytes = fs::read(database(folder.path())).unwrap();
        ruin(&mut bytes);
        fs::write(database(folder.path()), &bytes).unwrap();

        let refused = open(folder.path()).unwrap_err();
        let OpenError::Damaged { backup: Some(backup), .. } = &refused else { panic!("{what}: {refused:?}") };
        assert_eq!(fs::read(backup).unwrap(), bytes, "{what}: the copy is exact");
        assert!(refused.to_string().contains("rebuilt"), "{refused}");
        assert_eq!(fs::read(database(folder.path())).unwrap(), bytes, "{what}: and the database untouched");
        // Trying again does not fill the disk with copies.
        assert_eq!(open(folder.path()).unwrap_err().code(), "damaged");
        assert_eq!(fs::read_dir(folder.path().join("backups")).unwrap().count(), 1, "{what}");

        let (home, rescued) = Home::rescue(folder.path(), Options::default()).unwrap();
        assert!(wanted.contains(&rescued.operations), "{what}: {rescued:?}");
        assert_eq!(fs::read(&rescued.old).unwrap(), bytes, "{what}: the old one is kept");
        let mut writer = home.writer().unwrap();
        assert_eq!(writer.view().operation_count().unwrap(), rescued.operations);
        assert_eq!(writer.must_rebuild().unwrap(), rescued.operations > 0, "{what}");
        writer
            .view()
            .each_operation(|found| {
                let n = (0..3000).find(|n| op(*n) == found.id).unwrap();
                assert_eq!(found, operation(n), "{what}: what is rescued is exact");
                Ok::<_, StoreError>(())
            })
            .unwrap();
        writer.transaction(|tx| tx.put_operation(&operation(9_999))).unwrap();
        drop((writer, home));
        open(folder.path()).unwrap();
    }
}

#[test]
fn an_operation_that_changed_on_the_disk_is_told_and_left_behind_by_a_rescue() {
    let folder = tempfile::tempdir().unwrap();
    lived_in(folder.path(), 10);
    Connection::open(database(folder.path()))
        .unwrap()
        .execute("UPDATE operations SET body = x'00' WHERE place = 4", [])
        .unwrap();
    {
        let home = open(folder.path()).unwrap();
        let found = home.readers().ask(|view| view.check_structure(&home.files(), &Default::default())).unwrap();
        assert_eq!(found.problems, [crate::Problem::Operation { id: op(3) }]);
    }
    let (home, rescued) = Home::rescue(folder.path(), Options::default()).unwrap();
    assert_eq!((rescued.operations, rescued.lost), (9, 1));
    assert!(!home.readers().ask(|view| view.has_operation(&op(3))).unwrap(), "so that a good copy can be taken in");
}

#[test]
fn a_database_of_the_first_schema_is_brought_forward_with_all_it_holds() {
    let folder = tempfile::tempdir().unwrap();
    lived_in(folder.path(), 10);
    // What the first schema lacked is taken away again.
    let old = Connection::open(database(folder.path())).unwrap();
    old.execute_batch("ALTER TABLE operations DROP COLUMN sum; PRAGMA user_version = 1").unwrap();
    drop(old);
    let copy = tempfile::tempdir().unwrap();
    fs::copy(database(folder.path()), database(copy.path())).unwrap();
    let home = open(folder.path()).unwrap();
    let mut writer = home.writer().unwrap();
    assert_eq!(crate::database::schema_of(writer.raw()).unwrap(), SCHEMA);
    writer.transaction(|tx| tx.put_operation(&operation(10))).unwrap();
    assert_eq!(writer.view().operation_count().unwrap(), 11);
    assert_eq!(writer.view().check_structure(&home.files(), &Default::default()).unwrap().problems, []);
    let (_, rescued) = Home::rescue(copy.path(), Options::default()).unwrap();
    assert_eq!((rescued.operations, rescued.lost), (10, 0), "and one that was never brought forward can be rescued");
}

#[test]
fn a_rescue_of_a_good_database_loses_nothing_that_cannot_be_made_again() {
    let folder = tempfile::tempdir().unwrap();
    lived_in(folder.path(), 500);
    let (home, rescued) = Home::rescue(folder.path(), Options::default()).unwrap();
    assert_eq!((rescued.operations, rescued.lost, rescued.settings), (500, 0, 1));
    let view = home.writer().unwrap();
    let view = view.view();
    assert_eq!(view.this_device().unwrap().unwrap().name, "Ana");
    assert_eq!(view.first_seen_at(&op(1)).unwrap(), Some(77));
    assert!(
        view.must_rebuild().unwrap() && view.event_row(&event(0), 0).unwrap().is_none(),
        "rows are made again from operations"
    );
}

#[test]
fn operations_are_kept_once_and_never_change() {
    let home = Home::scratch().unwrap();
    let mut writer = home.writer().unwrap();
    writer
        .transaction(|tx| {
            assert!(tx.put_operation(&operation(1))?);
            let forged = crate::StoredOperation { body: vec![9], ..operation(1) };
            assert!(!tx.put_operation(&forged)?, "the first stays");
            assert!(tx.put_operation(&crate::StoredOperation {
                seq: 8,
                state: OpState::Held,
                rule: "A6".into(),
                ..operation(8)
            })?);
            tx.set_operation_state(&op(1), OpState::Refused, "A4")
        })
        .unwrap();
    let view = writer.view();
    let one = view.operation(&op(1)).unwrap().unwrap();
    assert_eq!((one.body, one.state, one.rule.as_str()), (operation(1).body, OpState::Refused, "A4"));
    assert_eq!(view.operation(&op(2)).unwrap(), None);
    assert_eq!(view.operations_aside().unwrap().iter().map(|o| o.id).collect::<Vec<_>>(), [op(1), op(8)]);
    assert_eq!(view.operations_of(&operation(1).log).unwrap().len(), 2);
    assert_eq!(view.last_of(&operation(8).log, &operation(8).author).unwrap(), Some((8, op(8))));
    assert_eq!(view.last_of(&operation(1).log, &DeviceId([9; 32])).unwrap(), None);
    assert_eq!(view.logs(&event(0)).unwrap()[0].operations, 2);
    assert_eq!(view.events_kept().unwrap(), [event(0)]);
    let seen = |writer: &mut crate::Writer, at| {
        writer.transaction(|tx| tx.witness(&op(1), at, &DeviceId([1; 32]))).unwrap();
        writer.view().first_seen_at(&op(1)).unwrap()
    };
    assert_eq!(
        [seen(&mut writer, 50), seen(&mut writer, 60), seen(&mut writer, 40)],
        [Some(50), Some(50), Some(40)],
        "only ever earlier"
    );
}

#[test]
fn a_reader_sees_one_moment_and_never_half_a_transaction() {
    let home = Home::scratch().unwrap();
    let mut writer = home.writer().unwrap();
    let put = |writer: &mut crate::Writer, n: u64| writer.transaction(|tx| tx.put_operation(&operation(n))).unwrap();
    put(&mut writer, 1);
    home.readers()
        .ask(|view| {
            assert_eq!(view.operation_count()?, 1);
            put(&mut writer, 2);
            let inside = home.readers().ask(|other| other.operation_count())?;
            assert_eq!((view.operation_count()?, inside), (1, 2), "the same moment until the question is done");
            Ok::<_, StoreError>(())
        })
        .unwrap();
    let seen = writer.transaction(|tx| {
        tx.put_operation(&operation(3))?;
        assert_eq!(tx.view().operation_count()?, 3);
        home.readers().ask(|view| view.operation_count())
    });
    assert_eq!(seen.unwrap(), 2);
    let failed: Result<(), StoreError> = writer.transaction(|tx| {
        tx.put_operation(&operation(4))?;
        Err(StoreError::DiskFull)
    });
    assert!(failed.is_err());
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let _: Result<(), StoreError> = writer.transaction(|tx| {
            tx.put_operation(&operation(5))?;
            panic!("a bug");
        });
    }));
    assert!(panicked.is_err());
    assert_eq!(writer.view().operation_count().unwrap(), 3, "neither a failure nor a bug leaves anything");
    put(&mut writer, 6);
    assert_eq!(OpId([0; 32]).to_string().len(), 55);
}

#[test]
fn the_writer_is_given_away_once_and_can_be_given_back() {
    let home = Home::scratch().unwrap();
    let writer = home.writer().unwrap();
    assert!(home.writer().is_err());
    home.put_back(writer);
    assert!(home.writer().is_ok());
}
