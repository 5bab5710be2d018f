#!/usr/bin/python3
"""Journeys in the real window, under a virtual display, through WebKitWebDriver and a real drag source.

    tests/window/run.py            under Xvfb, openbox and a session bus of its own
    tests/window/run.py --here     on the display that is there

Screens are kept in target/window/. Prints `N passed, N failed`; what cannot run at all is a failure where CI is set.
"""

import os
import shutil
import sys
import tempfile
import traceback

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
NEEDED = ["WebKitWebDriver", "openbox", "xdotool"]


def missing():
    """What this machine lacks, in words; nothing when it lacks nothing."""
    lacks = [name for name in NEEDED if not shutil.which(name)]
    try:
        import gi

        gi.require_version("Gtk", "3.0")
    except (ImportError, ValueError):
        lacks.append("python3-gi with GTK 3")
    return lacks


def main():
    if "--here" not in sys.argv and "DISPLAY" not in os.environ:
        words = ["xvfb-run", "--auto-servernum", "--server-args", "-screen 0 1440x1000x24", "dbus-run-session", "--"]
        os.execvp(words[0], [*words, "/usr/bin/python3", os.path.abspath(__file__), "--here", *sys.argv[1:]])
    lacks = missing()
    if lacks:
        print(f"not run: this machine lacks {', '.join(lacks)}")
        print("0 passed, 1 failed" if os.environ.get("CI") else "0 passed, 0 failed, 1 skipped")
        return 1 if os.environ.get("CI") else 0

    from desktop import Desktop
    from journeys import JOURNEYS

    shots = os.path.join(ROOT, "target", "window")
    shutil.rmtree(shots, ignore_errors=True)
    os.makedirs(shots)
    passed, failed = 0, 0
    with Desktop() as desktop:
        for journey in JOURNEYS:
            # The web engine's own processes may still be writing their caches when the window has gone.
            with tempfile.TemporaryDirectory(prefix="offstage window ü ", ignore_cleanup_errors=True) as folder:
                stage = desktop.stage(folder, shots, journey.__name__)
                steps = journey(stage)
                try:
                    for words in steps:
                        passed += 1
                        print(f"ok   {journey.__name__}: {words}", flush=True)
                except Exception:
                    failed += 1
                    print(f"FAIL {journey.__name__}, after the step above", flush=True)
                    traceback.print_exc(limit=-4, file=sys.stdout)
                    stage.shot_of_screen("failed")
                finally:
                    stage.end()
    print(f"{passed} passed, {failed} failed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
