//! Takes files into a home and says how long each step took: `import HOME FILE-OR-FOLDER`. The figures of the import are measured with it.

#![allow(clippy::print_stdout, reason = "an example speaks")]

use offstage_store::{FileProblem, FolderListing, Home, Imported, Options};
use std::path::PathBuf;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(home), Some(source)) = (args.next(), args.next()) else {
        return Err("import HOME FILE-OR-FOLDER".into());
    };
    let begun = Instant::now();
    let home = Home::open(&home, Options::default())?;
    let mut writer = home.writer()?;
    let opened = begun.elapsed();
    let files = home.files();
    let taken: Vec<Result<Imported, FileProblem>> = if source.is_dir() {
        let paths: Vec<PathBuf> = FolderListing::of(&source)?.files.into_iter().map(|f| f.path).collect();
        files.import_many(&paths, &mut |_, _| true)
    } else {
        vec![files.import(&source, &mut |_, _| true)]
    };
    let imported = begun.elapsed() - opened;
    let taken = taken.into_iter().collect::<Result<Vec<_>, _>>()?;
    writer.transaction(|tx| taken.iter().try_for_each(|file| tx.put_file(file, 0)))?;
    let committed = begun.elapsed() - opened - imported;
    let new = taken.iter().filter(|file| file.new).count();
    println!("{} files, {new} new: open {opened:.1?}, import {imported:.1?}, commit {committed:.1?}", taken.len());
    if let [only] = taken.as_slice() {
        println!("{}", only.hash);
    }
    Ok(())
}
