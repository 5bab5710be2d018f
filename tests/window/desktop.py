"""A little desktop: a window manager, the program in its own home, a driver beside it, and a hand that drags files."""

import json
import os
import socket
import subprocess
import time

from driver import Driver

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))


def built(variable, name):
    return os.environ.get(variable) or os.path.join(ROOT, "target", "debug", name)


def free_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def wait_for(what, words, seconds=20):
    """The first true answer of `what`, asked until then."""
    until = time.monotonic() + seconds
    last = None
    while time.monotonic() < until:
        try:
            last = what()
            if last:
                return last
        except LookupError as error:
            last = error
        time.sleep(0.1)
    raise AssertionError(f"waited {seconds} s for {words}; last: {last!r}")


def ended(process, seconds=15):
    """Waits for the end of a process of ours; kills it when it does not come."""
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return None


class Desktop:
    """The window manager, for all journeys."""

    def __enter__(self):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self.manager = subprocess.Popen(["openbox"], **quiet)
        time.sleep(0.5)
        return self

    def __exit__(self, *_):
        self.manager.terminate()
        ended(self.manager)

    def stage(self, folder, shots, name):
        return Stage(folder, shots, name)


class Stage:
    """One journey: a home, and the window on it while it is open."""

    def __init__(self, folder, shots, name):
        self.folder, self.shots, self.name = folder, shots, name
        self.home = os.path.join(folder, "home")
        self.count = 0
        self.driver_process = None
        self.driver = None

    def environment(self):
        own = {
            "OFFSTAGE_HOME": self.home,
            # Settings of the window must not come from, or go to, whoever runs this.
            "XDG_CONFIG_HOME": os.path.join(self.folder, "config"),
            "XDG_DATA_HOME": os.path.join(self.folder, "data"),
            "XDG_CACHE_HOME": os.path.join(self.folder, "cache"),
            "TAURI_WEBVIEW_AUTOMATION": "true",
            "GDK_BACKEND": "x11",
            "NO_AT_BRIDGE": "1",
            "LIBGL_ALWAYS_SOFTWARE": "1",
        }
        return {**os.environ, **own}

    def open(self):
        """Starts the program by its driver, and finds its window."""
        port = free_port()
        log = open(os.path.join(self.folder, "driver.log"), "ab")
        self.driver_process = subprocess.Popen(
            ["WebKitWebDriver", f"--port={port}"], env=self.environment(), stdout=log, stderr=log
        )
        self.driver = Driver(port, built("OFFSTAGE_DESKTOP", "offstage-desktop"))
        wait_for(self.driver.is_ready, "the driver")
        self.driver.begin()
        self.window = wait_for(self.find_window, "the window")
        subprocess.run(["xdotool", "windowmove", self.window, "0", "0"], check=True)
        subprocess.run(["xdotool", "windowactivate", "--sync", self.window], check=False, timeout=5)

    def find_window(self):
        found = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", "^Offstage"], capture_output=True, text=True
        ).stdout.split()
        return found[0] if found else None

    def quit(self):
        """Closes the window as a person does, and waits until the program has let go of its home."""
        self.shut()
        line = os.path.join(self.home, "line.sock")
        wait_for(lambda: not os.path.exists(line), "the program to end")
        wait_for(lambda: not self.find_window(), "the window to go")

    def shut(self):
        if self.driver:
            # The window manager asks the window to close, as its button does.
            subprocess.run(["xdotool", "windowfocus", "--sync", self.window, "key", "alt+F4"], capture_output=True, timeout=10)
            time.sleep(1)
            self.driver.end()
            self.driver = None
        if self.driver_process:
            self.driver_process.terminate()
            ended(self.driver_process)
            self.driver_process = None

    def end(self):
        self.shut()

    def offstage(self, *words):
        """The command line on the same home."""
        done = subprocess.run(
            [built("OFFSTAGE_BIN", "offstage"), "--json", *words],
            env=self.environment(), capture_output=True, text=True, timeout=60,
        )
        if done.returncode:
            raise AssertionError(f"offstage {' '.join(words)} ended with {done.returncode}: {done.stderr}")
        return json.loads(done.stdout)

    def shot(self, words):
        """A picture of the page, once what was last told has been painted."""
        self.count += 1
        time.sleep(0.5)
        self.driver.shot(os.path.join(self.shots, f"{self.name}-{self.count:02} {words}.png"))

    def shot_of_screen(self, words):
        subprocess.run(
            ["import", "-window", "root", os.path.join(self.shots, f"{self.name} {words}.png")], capture_output=True
        )

    def origin(self):
        """Where the page's upper left corner is on the screen: told by the page, from where it saw the pointer."""
        self.driver.run("window.seen = null; addEventListener('mousemove', (e) => (window.seen = [e.clientX, e.clientY]))")
        for place in (("600", "400"), ("601", "401")):
            subprocess.run(["xdotool", "mousemove", *place], check=True)
            time.sleep(0.1)
        x, y = wait_for(lambda: self.driver.run("return window.seen"), "the page to see the pointer", 5)
        return 601 - int(x), 401 - int(y)

    def drag(self, paths, to, let_go=True):
        """Drags files from a window of another program to a point of the page, through the window system."""
        left, top = self.origin()
        source = subprocess.Popen(
            ["/usr/bin/python3", os.path.join(HERE, "drag.py"), "1350", "600", *paths],
            env=self.environment(), stdout=subprocess.PIPE, text=True,
        )
        try:
            assert source.stdout.readline().strip() == "ready"
            time.sleep(0.3)
            x, y = left + to[0], top + to[1]

            def hand(*words):
                subprocess.run(["xdotool", *map(str, words)], check=True)
                time.sleep(0.06)

            hand("mousemove", 1390, 640)
            hand("mousedown", 1)
            # A drag begins after a few pixels, and GTK asks what is under it only while it moves.
            for step in (4, 8, 16, 30):
                hand("mousemove", 1390 - step, 640 - step)
            for part in range(1, 9):
                hand("mousemove", 1360 + (x - 1360) * part // 8, 610 + (y - 610) * part // 8)
            for step in (3, 0, 2, 0):
                hand("mousemove", x + step, y + step)
            time.sleep(0.4)
            if let_go:
                hand("mouseup", 1)
                told = wait_for(lambda: source.stdout.readline().strip(), "the source to be told of the drop", 5)
                assert told == "dropped", told
        finally:
            source.terminate()
            ended(source)

    def let_go(self):
        subprocess.run(["xdotool", "mouseup", "1"], check=True)

