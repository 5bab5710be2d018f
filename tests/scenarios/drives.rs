//! Drives, folders and files.

use offstage_tests::{Device, pdf, text};
use serde_json::json;

#[test]
fn folders_are_made_renamed_moved_and_files_move_between_them() {
    let ana = Device::of("Ana Ruiz");
    let (event, _, file) = ana.with_deliverable();
    let drive = json!({ "of": "event" });
    let add = |name: &str, parent: Option<&str>| {
        text(&ana.ok("folder.add", json!({ "event": event, "drive": drive, "name": name, "parent": parent }))["folder"])
    };
    let drawings = add("Drawings", None);
    let old = add("Old", Some(&drawings));
    let papers = add("Papers", None);
    ana.ok("folder.rename", json!({ "event": event, "drive": drive, "folder": papers, "name": "Paperwork" }));
    ana.ok("folder.move", json!({ "event": event, "drive": drive, "folder": old, "parent": papers }));
    ana.ok("file.move", json!({ "file": file, "folder": old }));
    let drives = ana.ok("drive.list", json!({ "event": event }));
    let found =
        drives.as_array().into_iter().flatten().find(|d| d["drive"]["of"] == "event").cloned().unwrap_or_default();
    let folder = |id: &str| {
        found["folders"].as_array().into_iter().flatten().find(|f| f["folder"] == id).cloned().unwrap_or_default()
    };
    assert_eq!(
        (folder(&papers)["name"].as_str(), folder(&papers)["files"].as_u64(), folder(&old)["parent"].as_str()),
        (Some("Paperwork"), Some(1), Some(papers.as_str()))
    );
    assert_eq!(folder(&drawings)["files"], 0);
    let inside = ana.ok("file.list", json!({ "event": event, "drive": drive, "folder": old }));
    let top = ana.ok("file.list", json!({ "event": event, "drive": drive, "top": true }));
    assert_eq!((inside["total"].as_u64(), top["total"].as_u64()), (Some(1), Some(0)));
    ana.ok("file.move", json!({ "file": file, "folder": null }));
    assert_eq!(ana.ok("file.list", json!({ "event": event, "drive": drive, "top": true }))["total"], 1);
    ana.expect_sound();
}

#[test]
fn files_are_added_to_a_collaborators_drive_described_renamed_put_away_and_saved_again() {
    let ana = Device::of("Ana Ruiz");
    let (event, rig, _) = ana.with_deliverable();
    ana.write("Bühnenplan (Größe 5) مسرح.pdf", &pdf("plan"));
    ana.write("list.csv", b"a;b\n1;2\n");
    let drive = json!({ "of": "collaborator", "id": rig });
    let made = ana.ok("file.add", json!({ "event": event, "drive": drive, "files": [{ "path": "Bühnenplan (Größe 5) مسرح.pdf" }, { "path": "list.csv" }], "note": "As hung" }));
    let file = text(&made["made"][0]["file"]);
    let show = ana.show(&file);
    assert_eq!(
        (
            text(&show["row"]["name"]),
            text(&show["row"]["drive_name"]),
            text(&show["row"]["status_words"]),
            text(&show["versions"][0]["note"])
        ),
        ("Bühnenplan (Größe 5) مسرح".into(), "Rig & Co".into(), "No review".into(), "As hung".into())
    );
    assert_eq!(show["versions"][0]["formats"][0]["sniffed"], "application/pdf");
    ana.ok("file.describe", json!({ "file": file, "description": "Plan of the stage.\nScale 1:50." }));
    ana.ok("file.rename", json!({ "file": file, "name": "Stage plan" }));
    let saved = ana.ok("file.save", json!({ "file": file, "to": "copy.pdf" }));
    assert_eq!(std::fs::read(text(&saved["path"])).unwrap(), pdf("plan"));
    ana.ok("file.archive", json!({ "file": file }));
    assert_eq!(ana.ok("file.list", json!({ "event": event, "drive": drive }))["total"], 1);
    assert_eq!(ana.ok("file.list", json!({ "event": event, "drive": drive, "archived": true }))["total"], 1);
    ana.ok("file.restore", json!({ "file": file }));
    let ana = ana.restarted();
    let show = ana.show(&file);
    assert_eq!(
        (text(&show["row"]["name"]), text(&show["description"]), show["row"]["archived"].as_bool()),
        ("Stage plan".into(), "Plan of the stage.\nScale 1:50.".into(), Some(false))
    );
    ana.expect_sound();
}
