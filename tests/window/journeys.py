"""What people do in the window, step by step. Each journey yields the words of a step once it has come true."""

import os
import subprocess

from desktop import HERE, built, ended, wait_for
from paper import paper


def main_job(stage):
    """From the first start to “Approved”, and still so after a restart."""
    stage.open()
    page = stage.driver
    page.fill("Your name", "Ana Ruiz")
    stage.shot("first start")
    page.click("button", "^Continue$")
    page.click("button", "Create an event")
    dialog = page.find("dialog")
    page.fill("^Name$", "Harbour Nights", dialog)
    page.fill("First day", "2027-06-10", dialog)
    page.fill("Last day", "2027-06-13", dialog)
    page.fill("Time zone", "Europe/Berlin", dialog)
    page.fill("First collaborator", "Tide Productions", dialog)
    page.click("button", "^Create event$", dialog)
    page.find("link", "Tide Productions")
    yield "the first start leads into an event"

    page.click("link", "^Overview")
    page.click("button", "^Add collaborator", page.find("main"))
    page.fill("Name", "Rig & Co", page.find("dialog"))
    page.click("button", "^Add collaborator$", page.find("dialog"))
    page.find("link", "Rig & Co")
    page.click("link", "^Deliverables")
    page.click("button", "New deliverable", page.find("main"))
    dialog = page.find("dialog")
    page.fill("What is owed", "Rigging drawings", dialog)
    page.fill("Who owes it", "Rig & Co", dialog)
    page.fill("Due", "2027-06-01 12:00", dialog)
    page.click("button", "^Create deliverable$", dialog)
    row = page.find("link", "Rigging drawings")
    stage.shot("deliverable")
    yield "a collaborator is added, and a deliverable is asked of it"

    first = paper(stage.folder, "Rigging plot A.pdf", "Rigging plot A", "Load table")
    stage.drag([first], page.middle(row), let_go=False)
    stage.shot_of_screen("hovering")
    stage.let_go()
    wait_for(lambda: stage.offstage("file", "list")[0]["version_number"] == 0, "nothing to be delivered by a drag that was given up")
    stage.drag([first], page.middle(page.find("link", "Rigging drawings")))
    wait_for(lambda: stage.offstage("file", "list")[0]["version_number"] == 1, "version 1")
    hashed = stage.offstage("file", "show", "Rigging drawings")["versions"][0]["formats"][0]
    assert hashed["name"] == "Rigging plot A.pdf" and hashed["size"] == os.path.getsize(first), hashed
    yield "a PDF that is dropped on the row from another program is version 1, and the command line sees it beside the window"

    page.click("link", "Rigging drawings")
    page.find("heading", "^Rigging drawings$")
    page.find("button", "Version 1")
    sheet = page.find("image", "^Page 1 of 2 of Rigging plot A.pdf$")
    wait_for(lambda: page.run("return arguments[0].naturalWidth", sheet) > 300, "the page to be drawn")
    stage.shot("version 1")
    yield "its pages are drawn in the window"

    page.fill("^Comment on v1$", "Please shift the centre truss 2 m upstage.")
    page.click("button", "^Comment( |$|C|⌘)")
    page.find("article", "Comment by Ana Ruiz")
    yield "it is commented on"

    page.click("button", "Review it myself", page.find("region", "Review of v1"))
    page.find("any", "^Awaiting 1$")
    page.fill("^Reason", "Point 17 carries more than 480 kg.", page.find("region", "Review of v1"))
    page.click("button", "^Request changes", page.find("region", "Review of v1"))
    page.find("any", "^Changes asked$")
    stage.shot("changes asked")
    yield "I ask myself for a review and request changes"

    second = paper(stage.folder, "Rigging plot B – Bühne مسرح.pdf", "Rigging plot B")
    stage.drag([second], page.middle(page.find("css:[data-drop]")))
    page.find("button", "Version 2")
    page.find("any", "^Awaiting 1$")
    yield "version 2 is dropped on the screen and begins without answers"

    page.click("button", "^Approve", page.find("region", "Review of v2"))
    page.find("any", "^Approved$")
    stage.shot("approved")
    yield "it is approved"

    second_start = subprocess.run([built("OFFSTAGE_DESKTOP", "offstage-desktop")], env=stage.environment(), timeout=20)
    assert second_start.returncode == 0, second_start
    assert page.find("any", "^Approved$")
    yield "a second start for the same home ends at once and leaves the window as it is"

    stage.quit()
    stage.open()
    page = stage.driver
    page.click("link", "Rigging drawings")
    page.find("any", "^Approved$")
    page.find("button", "Version 2")
    stage.shot("after the restart")
    yield "after the program was started again all of it is there"

    checked = stage.offstage("check", "--read-data", "--rebuild")
    assert checked["ok"], checked
    yield "everything that was kept is sound, and rebuilds to the same"


def other_ways_in(stage):
    """Files come in by other ways than one drop on one row."""
    stage.offstage("init", "--name", "Ana Ruiz")
    stage.offstage(
        "event", "create", "Harbour Nights", "--zone", "Europe/Berlin", "--from", "2027-06-10", "--to", "2027-06-13",
        "--collaborator", "Tide",
    )
    for name in ("Rigging plot", "Site plan", "Cable plan"):
        stage.offstage("deliverable", "create", name, "--to", "Tide", "--due", "2027-06-01")
    stage.open()
    page = stage.driver
    page.click("link", "^Deliverables")
    page.find("link", "^Rigging plot$")
    yield "what the command line made before is there when the window opens"

    def delivered(name):
        return stage.offstage("file", "show", name)["versions"]

    plot = [paper(stage.folder, "Rigging plot.pdf", "Plot"), os.path.join(stage.folder, "Rigging plot.csv")]
    with open(plot[1], "w") as out:
        out.write("point,kg\n1,480\n")
    stage.drag(plot, page.middle(page.find("link", "^Rigging plot$")))
    formats = wait_for(lambda: delivered("Rigging plot") and delivered("Rigging plot")[0]["formats"], "version 1")
    assert sorted(one["extension"] for one in formats) == ["csv", "pdf"], formats
    yield "two files of different formats that are dropped on one row are one version"

    stage.offstage("deliverable", "create", "Power plan", "--to", "Tide", "--due", "2027-06-02")
    page.find("link", "^Power plan$")
    yield "what the command line makes beside the window is on the screen without asking"

    page.click("link", "^Site plan$")
    page.find("heading", "^Site plan$")
    site = paper(stage.folder, "Plan mit Ümläuten.pdf", "Plan")
    copied = subprocess.Popen(
        ["/usr/bin/python3", os.path.join(HERE, "copy.py"), site], env=stage.environment(), stdout=subprocess.PIPE, text=True
    )
    try:
        assert copied.stdout.readline().strip() == "ready"
        page.run("document.activeElement.blur()")
        subprocess.run(["xdotool", "windowfocus", "--sync", stage.window, "key", "ctrl+v"], check=True, timeout=10)
        versions = wait_for(lambda: delivered("Site plan"), "the pasted file to be delivered")
        assert versions[0]["formats"][0]["name"] == "Plan mit Ümläuten.pdf", versions
    finally:
        copied.terminate()
        ended(copied)
    yield "a file that was copied elsewhere is delivered by pasting"

    stage.quit()
    yield "the window closes and lets go of the home"


JOURNEYS = [main_job, other_ways_in]
