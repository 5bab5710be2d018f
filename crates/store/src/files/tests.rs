use super::outline::{PIECE, Tree, outline_root, piece_value};
use super::reserve::reserve_of;
use super::{FileProblem, Files, FolderListing, Imported, Source, Verdict};
use crate::home::{Home, Options};
use crate::{Problem, StoreError};
use model::id::BlobHash;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Write;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

fn noise(length: usize) -> Vec<u8> {
    let mut out = vec![0; length];
    blake3::Hasher::new().update(b"noise").finalize_xof().fill(&mut out);
    out
}

fn hash_of(bytes: &[u8]) -> BlobHash {
    BlobHash(*blake3::hash(bytes).as_bytes())
}

const NOTHING: &[PathBuf] = &[];

fn on(_: u64, _: u64) -> bool {
    true
}

/// A home and a folder to take files from.
struct Place {
    home: Home,
    from: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Self { home: Home::scratch().unwrap(), from: tempfile::tempdir().unwrap() }
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.from.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    fn import(&self, path: &Path) -> Result<Imported, FileProblem> {
        self.home.files().import(path, &mut on)
    }

    /// Everything under `files/` and `incoming/`, but for lists of what is announced.
    fn stored(&self) -> Vec<PathBuf> {
        everything(self.home.path())
    }
}

fn everything(home: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![home.join("files"), home.join("incoming")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.retain(|path| path.extension().is_none_or(|e| e != "new"));
    found
}

#[test]
fn an_outline_leads_to_the_hash_that_b3sum_prints_at_every_number_of_pieces() {
    let all = noise(9 * PIECE + 77);
    for length in [
        1,
        1024,
        PIECE - 1,
        PIECE,
        PIECE + 1,
        2 * PIECE,
        2 * PIECE + 1,
        3 * PIECE,
        5 * PIECE - 3,
        8 * PIECE,
        9 * PIECE + 77,
    ] {
        let bytes = &all[..length];
        let mut tree = Tree::default();
        bytes.chunks(PIECE).for_each(|piece| _ = tree.add(piece));
        let (hash, outline) = tree.finish();
        assert_eq!(hash, hash_of(bytes), "{length}");
        assert_eq!(outline.len(), if length <= PIECE { 0 } else { length.div_ceil(PIECE) });
        assert_eq!(outline_root(&outline), (length > PIECE).then_some(hash));
        for (n, piece) in bytes.chunks(PIECE).enumerate().filter(|_| length > PIECE) {
            assert_eq!(piece_value(n as u64, piece), outline[n], "any piece can be checked by itself");
        }
    }
    assert_eq!(outline_root(&[]), None);
}

#[test]
fn a_file_lies_under_its_hash_whole_and_read_only() {
    let place = Place::new();
    for length in [1, 5_000, PIECE, PIECE + 1, 3 * PIECE + 5] {
        let bytes = noise(length);
        let path = place.file("Bühnen plan.pdf", &bytes);
        let mut told = Vec::new();
        let taken = place
            .home
            .files()
            .import(&path, &mut |done, total| {
                told.push((done, total));
                true
            })
            .unwrap();
        assert_eq!((taken.hash, taken.size, taken.new), (hash_of(&bytes), length as u64, true));
        let there = place.home.files().path(&taken.hash);
        let hex = taken.hash.to_string();
        assert!(there.ends_with(format!("files/{}/{}/{hex}", &hex[..2], &hex[2..4])));
        assert_eq!(fs::read(&there).unwrap(), bytes);
        assert_eq!(fs::metadata(&there).unwrap().permissions().mode() & 0o777, 0o400);
        assert_eq!(told.last(), Some(&(length as u64, length as u64)));
        assert!(told.is_sorted());
    }
    assert_eq!(place.stored().len(), 5);
}

#[test]
fn content_that_is_here_already_is_not_written_again() {
    let place = Place::new();
    let mut writer = place.home.writer().unwrap();
    for length in [5_000, 3 * PIECE] {
        let path = place.file("a", &noise(length));
        let first = place.import(&path).unwrap();
        writer.transaction(|tx| tx.put_file(&first, 1)).unwrap();
        let stored = place.stored();
        let before = fs::metadata(place.home.files().path(&first.hash)).unwrap().modified().unwrap();
        let again = place.import(&place.file("b", &noise(length))).unwrap();
        assert_eq!(again, Imported { new: false, ..first.clone() });
        assert_eq!(fs::metadata(place.home.files().path(&first.hash)).unwrap().modified().unwrap(), before);
        assert_eq!(place.stored(), stored);
        // Nothing may be written for it: not even room to write would be there.
        let files = place.home.files();
        let incoming = place.home.path().join("incoming");
        let watched = fs::metadata(&incoming).unwrap().modified().unwrap();
        files.import(&path, &mut on).unwrap();
        assert_eq!(fs::metadata(&incoming).unwrap().modified().unwrap(), watched, "no temporary file was made");
    }
    // Of one length and first piece, and different after: read twice, and both are kept.
    let mut other = noise(3 * PIECE);
    *other.last_mut().unwrap() ^= 1;
    assert!(place.import(&place.file("c", &other)).unwrap().new);
}

#[test]
fn what_is_no_file_is_refused_by_name_and_never_waited_for() {
    let place = Place::new();
    let at = |name: &str| place.from.path().join(name);
    fs::create_dir(at("a folder")).unwrap();
    rustix::fs::mknodat(rustix::fs::CWD, at("a pipe"), rustix::fs::FileType::Fifo, 0o600.into(), 0).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(at("a socket")).unwrap();
    symlink("/dev/zero", at("a device")).unwrap();
    symlink(at("loop b"), at("loop a")).unwrap();
    symlink(at("loop a"), at("loop b")).unwrap();
    symlink(at("nowhere"), at("dangling")).unwrap();
    place.file("empty", b"");
    place.file("not a folder", b"x");
    let begun = Instant::now();
    for (name, code) in [
        ("a folder", "not_a_file"),
        ("a pipe", "not_a_file"),
        ("a socket", "not_a_file"),
        ("a device", "not_a_file"),
        ("loop a", "link_loop"),
        ("dangling", "vanished"),
        ("gone", "vanished"),
        ("not a folder/x", "vanished"),
        ("empty", "empty_file"),
    ] {
        let problem = place.import(&at(name)).unwrap_err();
        assert_eq!(problem.code(), code, "{name}: {problem}");
        let shown = name.rsplit('/').next().unwrap();
        assert!(problem.to_string().contains(&format!("“{shown}”")), "{problem}");
        assert_eq!(problem.facts()["name"], shown);
        if name.starts_with("a ") {
            assert!(problem.to_string().contains(&format!("is {name},")), "{problem}");
        }
        let looked = Source::look(&at(name));
        match name {
            "a folder" => assert_eq!(looked.unwrap(), Source { size: 0, folder: true }),
            _ => assert_eq!(looked.unwrap_err().code(), code),
        }
    }
    assert!(begun.elapsed() < Duration::from_secs(5), "a pipe that nobody writes to held it up");
    assert_eq!(place.stored(), NOTHING);
    symlink(place.file("target", b"bytes"), at("a link")).unwrap();
    assert_eq!(place.import(&at("a link")).unwrap().hash, hash_of(b"bytes"), "a link to a file is that file");
}

#[test]
fn a_file_that_may_not_be_read_is_refused() {
    let place = Place::new();
    let path = place.file("locked.pdf", b"secret");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if rustix::process::geteuid().is_root() {
        // Root reads everything; a file of the kernel's that nobody may read stands in.
        let problem = super::problem::of_source(&path, std::io::ErrorKind::PermissionDenied.into());
        assert_eq!((problem.code(), problem.facts()["name"].as_str()), ("unreadable", Some("locked.pdf")));
        let failing = place.import(Path::new("/proc/self/mem")).unwrap_err();
        assert_eq!(failing.code(), "empty_file");
    } else {
        assert_eq!(place.import(&path).unwrap_err().code(), "unreadable");
    }
}

#[test]
fn a_file_that_changes_while_it_is_read_is_refused_and_leaves_nothing() {
    let place = Place::new();
    type Change = fn(&Path);
    let changes: [(&str, Change); 5] = [
        ("grows", |path| File::options().append(true).open(path).unwrap().write_all(&[1; 100]).unwrap()),
        ("shrinks", |path| File::options().write(true).open(path).unwrap().set_len(PIECE as u64 + 7).unwrap()),
        ("is written into", |path| {
            let mut file = File::options().write(true).open(path).unwrap();
            file.write_all(b"other").unwrap();
            file.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
        }),
        ("is replaced", |path| {
            let other = path.with_extension("other");
            fs::write(&other, noise(4 * PIECE)).unwrap();
            fs::rename(other, path).unwrap();
        }),
        ("vanishes", |path| fs::remove_file(path).unwrap()),
    ];
    for (what, change) in changes {
        let path = place.file("plan.pdf", &noise(4 * PIECE));
        let mut once = true;
        let problem = place
            .home
            .files()
            .import(&path, &mut |done, _| {
                if done >= PIECE as u64 && std::mem::take(&mut once) {
                    change(&path);
                }
                true
            })
            .unwrap_err();
        let wanted = if what == "vanishes" { "vanished" } else { "changed_while_read" };
        assert_eq!(problem.code(), wanted, "{what}: {problem}");
        assert_eq!(place.stored(), NOTHING, "{what}");
    }
}

#[test]
fn an_import_that_is_stopped_leaves_nothing() {
    let place = Place::new();
    let path = place.file("plan.pdf", &noise(4 * PIECE));
    let problem = place.home.files().import(&path, &mut |done, _| done < 2 * PIECE as u64).unwrap_err();
    assert_eq!(problem.code(), "cancelled");
    assert_eq!(place.stored(), NOTHING);
    let paths: Vec<_> = (0..20).map(|n| place.file(&format!("{n}"), format!("file {n}").as_bytes())).collect();
    let answers = place.home.files().import_many(&paths, &mut |done, _| done < 10);
    assert!(answers.iter().all(|a| a.as_ref().is_err_and(|p| p.code() == "cancelled")), "none of them was durable yet");
    assert_eq!(place.stored(), NOTHING);
}

#[test]
fn many_files_go_in_together_and_each_gets_its_own_answer() {
    let folder = tempfile::tempdir().unwrap();
    let place =
        Place { home: Home::open(folder.path(), Options::default()).unwrap(), from: tempfile::tempdir().unwrap() };
    let mut paths: Vec<_> =
        (0..300).map(|n| place.file(&format!("f{n}"), format!("content {}", n % 250).as_bytes())).collect();
    paths.insert(7, place.from.path().join("gone"));
    paths.insert(9, place.file("empty", b""));
    paths.push(place.file("large", &noise(2 * PIECE + 1)));
    let answers = place.home.files().import_many(&paths, &mut on);
    assert_eq!(answers.len(), paths.len());
    assert_eq!(answers[7].as_ref().unwrap_err().code(), "vanished");
    assert_eq!(answers[9].as_ref().unwrap_err().code(), "empty_file");
    for (path, answer) in paths.iter().zip(&answers).filter(|(_, a)| a.is_ok()) {
        let bytes = fs::read(path).unwrap();
        assert_eq!(answer.as_ref().unwrap().hash, hash_of(&bytes));
        assert_eq!(fs::read(place.home.files().path(&hash_of(&bytes))).unwrap(), bytes);
    }
    assert_eq!(answers.iter().flatten().filter(|a| a.new).count(), 251, "twins among them are kept once");
    assert_eq!(place.stored().len(), 251);
    let again = place.home.files().import_many(&paths, &mut on);
    assert!(again.iter().flatten().all(|a| !a.new));
}

#[test]
fn what_was_taken_in_and_never_named_is_gone_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let from = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = from.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let kept;
    {
        let home = Home::open(folder.path(), Options::default()).unwrap();
        let mut writer = home.writer().unwrap();
        let files = home.files();
        kept = files.import(&file("kept", b"kept"), &mut on).unwrap();
        let unnamed = files.import(&file("unnamed", b"unnamed"), &mut on).unwrap();
        files.import_many(
            &(0..9).map(|n| file(&format!("{n}"), format!("{n}").as_bytes())).collect::<Vec<_>>(),
            &mut on,
        );
        writer.transaction(|tx| tx.put_file(&kept, 1)).unwrap();
        // a delivery that the rules refuse after the bytes were taken in
        let refused = writer.transaction(|tx| {
            tx.put_file(&unnamed, 1)?;
            Err::<(), _>(StoreError::DiskFull)
        });
        assert!(refused.is_err());
        assert!(files.has(&unnamed.hash));
        assert_eq!(
            writer.view().check_structure(&files, &BTreeMap::new()).unwrap().problems,
            [],
            "what is on its way in is no stray"
        );
        fs::write(folder.path().join("incoming/999-1.part"), b"half").unwrap();
    }
    let home = Home::open(folder.path(), Options::default()).unwrap();
    assert_eq!(everything(folder.path()), [home.files().path(&kept.hash)]);
    assert_eq!(fs::read_dir(folder.path().join("incoming")).unwrap().count(), 0);
}

#[test]
fn bytes_that_are_not_what_their_name_says_are_set_aside_and_healed_by_taking_them_in_again() {
    let place = Place::new();
    let mut writer = place.home.writer().unwrap();
    let files = place.home.files();
    let path = place.file("plan", &noise(2 * PIECE));
    let taken = place.import(&path).unwrap();
    writer.transaction(|tx| tx.put_file(&taken, 1)).unwrap();
    assert_eq!(files.verify(&taken.hash).unwrap(), Verdict::Good { bytes: 2 * PIECE as u64 });

    let there = files.path(&taken.hash);
    fs::set_permissions(&there, fs::Permissions::from_mode(0o600)).unwrap();
    let mut bytes = noise(2 * PIECE);
    bytes[PIECE + 9] ^= 4;
    fs::write(&there, &bytes).unwrap();
    let wanted = BTreeMap::from([(taken.hash, taken.size)]);
    assert_eq!(writer.view().check_structure(&files, &wanted).unwrap().problems, [], "its length is right");
    let found = files.check_data(&[taken.hash], &mut |_| true);
    assert_eq!(found.problems, [Problem::WrongBytes { hash: taken.hash }]);
    assert!(!files.has(&taken.hash) && place.home.path().join("quarantine").join(taken.hash.to_string()).is_file());
    writer.transaction(|tx| tx.set_quarantined(&taken.hash, true)).unwrap();
    assert_eq!(files.verify(&taken.hash).unwrap(), Verdict::Missing);
    assert_eq!(
        writer.view().check_structure(&files, &wanted).unwrap().problems,
        [Problem::Missing { hash: taken.hash }]
    );

    let again = place.import(&path).unwrap();
    assert!(again.new);
    writer.transaction(|tx| tx.put_file(&again, 2)).unwrap();
    assert_eq!(files.verify(&taken.hash).unwrap(), Verdict::Good { bytes: 2 * PIECE as u64 });
    assert!(!writer.view().file(&taken.hash).unwrap().unwrap().quarantined);
}

#[test]
fn a_check_tells_each_thing_that_is_wrong() {
    let place = Place::new();
    let mut writer = place.home.writer().unwrap();
    let files = place.home.files();
    let taken: Vec<_> =
        (0..4).map(|n| place.import(&place.file("x", format!("bytes {n}").as_bytes())).unwrap()).collect();
    writer.transaction(|tx| taken.iter().try_for_each(|file| tx.put_file(file, 1))).unwrap();
    fs::remove_file(files.path(&taken[0].hash)).unwrap();
    fs::set_permissions(files.path(&taken[1].hash), fs::Permissions::from_mode(0o600)).unwrap();
    fs::write(files.path(&taken[1].hash), b"cut").unwrap();
    fs::create_dir_all(place.home.path().join("files/zz")).unwrap();
    fs::write(place.home.path().join("files/zz/left behind"), b"x").unwrap();
    let nowhere = hash_of(b"never stored");
    let wanted = taken.iter().map(|t| (t.hash, t.size)).chain([(nowhere, 5)]).collect();
    let found = writer.view().check_structure(&files, &wanted).unwrap();
    assert_eq!(found.files_checked, 4);
    for problem in [
        Problem::NoRecord { hash: nowhere },
        Problem::Missing { hash: taken[0].hash },
        Problem::WrongSize { hash: taken[1].hash, found: 3, wanted: 7 },
        Problem::Stray { path: "files/zz/left behind".into() },
    ] {
        assert!(found.problems.contains(&problem), "{problem} in {:?}", found.problems);
    }
    assert_eq!(found.problems.len(), 4);
    files.remove_stray("files/zz/left behind").unwrap();
    files.remove_stray("files/../offstage.db").unwrap();
    assert!(place.home.path().join("offstage.db").is_file());
    assert_eq!(writer.view().check_structure(&files, &wanted).unwrap().problems.len(), 3);
}

#[test]
fn a_check_of_a_part_comes_round_to_every_file() {
    let place = Place::new();
    let mut writer = place.home.writer().unwrap();
    let paths: Vec<_> = (0..200).map(|n| place.file(&format!("{n}"), format!("bytes {n}").as_bytes())).collect();
    let taken = place.home.files().import_many(&paths, &mut on);
    writer.transaction(|tx| taken.iter().flatten().try_for_each(|file| tx.put_file(file, 1))).unwrap();
    let view = writer.view();
    let mut seen = Vec::new();
    for turn in 0..10 {
        let part = view.files_in_turn(10, turn).unwrap();
        assert!((5..50).contains(&part.len()), "{}", part.len());
        assert_eq!(view.files_in_turn(10, turn + 10).unwrap(), part, "and then begins again");
        seen.extend(part);
    }
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 200);
    assert_eq!(view.files_in_turn(100, 3).unwrap().len(), 200);
}

#[test]
fn a_folder_is_listed_without_what_systems_leave_about_and_without_following_links() {
    let place = Place::new();
    let root = place.from.path();
    place.file("show/Plots/b.pdf", b"bb");
    place.file("show/Plots/A u\u{308}.pdf", b"a");
    place.file("show/rider.txt", b"rider");
    place.file("show/nothing.txt", b"");
    for hidden in ["show/.DS_Store", "show/Thumbs.db", "show/~$rider.docx", "show/__MACOSX/x", "show/.git/config"] {
        place.file(hidden, b"x");
    }
    symlink(root.join("show"), root.join("show/Plots/round")).unwrap();
    symlink("/etc/passwd", root.join("show/passwd")).unwrap();
    let listing = FolderListing::of(&root.join("show")).unwrap();
    let names: Vec<_> = listing.files.iter().map(|f| (f.name.as_str(), f.size)).collect();
    assert_eq!(names, [("Plots/A ü.pdf", 1), ("Plots/b.pdf", 2), ("nothing.txt", 0), ("rider.txt", 5)]);
    assert_eq!((listing.size, listing.skipped), (8, 7));
    assert_eq!(FolderListing::of(&root.join("show/rider.txt")).unwrap_err().code(), "not_a_folder");
    assert_eq!(FolderListing::of(&root.join("none")).unwrap_err().code(), "vanished");
    fs::create_dir(root.join("bare")).unwrap();
    assert_eq!(
        place.home.files().import_folder_as_zip(&root.join("bare"), &mut on).unwrap_err().code(),
        "empty_folder"
    );
}

#[test]
fn a_folder_becomes_one_zip_that_is_the_same_wherever_and_whenever_it_is_made() {
    let place = Place::new();
    let large = noise(PIECE + 12_345);
    let fill = |name: &str| {
        place.file(&format!("{name}/Bühne/plan.pdf"), &large);
        place.file(&format!("{name}/a.txt"), b"hello");
        place.file(&format!("{name}/leer.txt"), b"");
        place.from.path().join(name)
    };
    let first = place.home.files().import_folder_as_zip(&fill("one"), &mut on).unwrap();
    let second = place.home.files().import_folder_as_zip(&fill("two"), &mut on).unwrap();
    assert_eq!((second.hash, first.new, second.new), (first.hash, true, false));
    let path = place.home.files().path(&first.hash);
    assert_eq!(fs::metadata(&path).unwrap().len(), first.size);
    // Read by somebody else's program.
    let script = "import sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
for i in z.infolist(): print(i.filename, i.file_size, i.date_time, i.compress_type)";
    let out = std::process::Command::new("python3").args(["-c", script]).arg(&path).output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    let day = "(1980, 1, 1, 0, 0, 0) 0";
    let wanted = format!("Bühne/plan.pdf {} {day}\na.txt 5 {day}\nleer.txt 0 {day}\n", large.len());
    assert_eq!(String::from_utf8(out.stdout).unwrap(), wanted);
    let stopped = place.home.files().import_folder_as_zip(&fill("three"), &mut |done, _| done < 10).unwrap_err();
    assert_eq!(stopped.code(), "cancelled");
}

#[test]
fn room_is_kept_free_for_the_database() {
    assert_eq!(reserve_of(100 << 20), 16 << 20, "at least 16 MiB");
    assert_eq!(reserve_of(10 << 30), (10 << 30) / 50, "2 % of the disk");
    assert_eq!(reserve_of(1 << 40), 1 << 30, "at most 1 GiB");
    let place = Place::new();
    // A file with a hole is as long as it says and lies nowhere.
    let path = place.from.path().join("huge.mov");
    File::create(&path).unwrap().set_len(1 << 43).unwrap();
    let problem = place.import(&path).unwrap_err();
    assert_eq!((problem.code(), problem.facts()["needed"].as_u64()), ("disk_full", Some(1 << 43)));
    assert_eq!(place.stored(), NOTHING);
}

#[test]
fn several_threads_may_take_in_the_same_content_at_once() {
    let place = Place::new();
    let path = place.file("plan", &noise(3 * PIECE));
    let files: Files = place.home.files();
    std::thread::scope(|scope| {
        let all: Vec<_> = (0..4).map(|_| scope.spawn(|| files.import(&path, &mut on).unwrap())).collect();
        for one in all {
            assert_eq!(one.join().unwrap().hash, hash_of(&noise(3 * PIECE)));
        }
    });
    assert_eq!(place.stored(), [files.path(&hash_of(&noise(3 * PIECE)))]);
}
