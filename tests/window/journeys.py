"""What people do in the window, step by step. Each journey yields the words of a step once it has come true."""

import os
import subprocess

from desktop import built, wait_for
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


JOURNEYS = [main_job]
