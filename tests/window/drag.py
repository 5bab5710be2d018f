"""A window of another program that files can be dragged from: `drag.py X Y PATH…`. Says `ready`, then `dropped` or `failed`."""

import sys

import gi

gi.require_version("Gdk", "3.0")
gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, GLib, Gtk  # noqa: E402

x, y, *paths = sys.argv[1:]
window = Gtk.Window(title="Files")
window.set_decorated(False)
window.set_keep_above(True)
window.set_accept_focus(False)
window.set_default_size(80, 80)
box = Gtk.EventBox()
box.add(Gtk.Label(label="files"))
window.add(box)
box.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
box.drag_source_add_uri_targets()
box.connect("drag-data-get", lambda _w, _c, data, _i, _t: data.set_uris([GLib.filename_to_uri(path) for path in paths]))
say = lambda words: print(words, flush=True)  # noqa: E731
box.connect("drag-failed", lambda *_: say("failed"))
box.connect("drag-end", lambda *_: say("dropped"))
window.connect("destroy", Gtk.main_quit)
window.show_all()
window.move(int(x), int(y))
GLib.timeout_add(400, lambda: say("ready"))
Gtk.main()
