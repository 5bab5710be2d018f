"""A program that has copied files: `copy.py PATH…`. Says `ready`, then `asked` each time somebody takes them."""

import sys

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, GLib, Gtk  # noqa: E402

uris = [GLib.filename_to_uri(path) for path in sys.argv[1:]]
window = Gtk.Window(title="Files")
window.realize()
window.connect("selection-get", lambda _w, data, _i, _t: (data.set_uris(uris), print("asked", flush=True)))
Gtk.selection_add_target(window, Gdk.SELECTION_CLIPBOARD, Gdk.Atom.intern("text/uri-list", False), 0)
assert Gtk.selection_owner_set(window, Gdk.SELECTION_CLIPBOARD, Gdk.CURRENT_TIME)
GLib.timeout_add(200, lambda: print("ready", flush=True))
Gtk.main()
