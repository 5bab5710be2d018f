"""The page in the window, through the W3C WebDriver protocol. Things are found as people name them: by role and name."""

import base64
import json
import time
import urllib.error
import urllib.request

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"

# Finds what is shown, by role and accessible name. A small part of the accessible name computation: labels, labelled-by, text.
FIND = """
const [role, pattern, within, exact] = arguments;
const css = {
  button: 'button, [role=button]', link: 'a[href], [role=link]', heading: 'h1, h2, h3, [role=heading]', dialog: 'dialog, [role=dialog]',
  field: 'input, select, textarea, [role=textbox], [contenteditable]', region: 'section, [role=region], aside, nav, [role=navigation]',
  list: 'ul, ol, [role=list]', article: 'article, [role=article]', image: 'img, [role=img]', any: '*', main: 'main', tab: '[role=tab]',
  alert: '[role=alert]',
}[role] || role.replace(/^css:/, '');
const text = (node) => (node ? node.textContent : '').replace(/\\s+/g, ' ').trim();
const name = (node) => {
  if (node.getAttribute('aria-label')) return node.getAttribute('aria-label').trim();
  const by = node.getAttribute('aria-labelledby');
  if (by) return by.split(/\\s+/).map((id) => text(document.getElementById(id))).join(' ').trim();
  if (node.labels && node.labels.length) return text(node.labels[0]);
  if (node.tagName === 'IMG') return node.alt;
  return text(node);
};
const wanted = new RegExp(pattern, 'u');
const shown = (node) => node.getClientRects().length > 0 && getComputedStyle(node).visibility !== 'hidden';
const fits = [...(within || document).querySelectorAll(css)].filter((node) => shown(node) && wanted.test(name(node)));
// Of things inside each other the innermost is meant.
return fits.find((node) => !fits.some((other) => other !== node && node.contains(other))) || null;
"""

SET = """
const [node, value] = arguments;
const of = node.tagName === 'SELECT' ? HTMLSelectElement : node.tagName === 'TEXTAREA' ? HTMLTextAreaElement : HTMLInputElement;
if (node.tagName === 'SELECT') {
  const option = [...node.options].find((o) => o.value === value || o.textContent.trim() === value);
  if (!option) throw new Error('no option ' + value);
  node.value = option.value;
} else {
  Object.getOwnPropertyDescriptor(of.prototype, 'value').set.call(node, value);
}
node.dispatchEvent(new Event('input', { bubbles: true }));
node.dispatchEvent(new Event('change', { bubbles: true }));
"""


class Driver:
    def __init__(self, port, program):
        self.base, self.program, self.session = f"http://127.0.0.1:{port}", program, None

    def ask(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data=data, method=method)
        request.add_header("Content-Type", "application/json")
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            told = json.load(error)["value"]
            raise LookupError(f"{told['error']}: {told['message']}") from error

    def of(self, method, path, body=None):
        return self.ask(method, f"/session/{self.session}{path}", body)

    def is_ready(self):
        try:
            return self.ask("GET", "/status")["ready"]
        except OSError:
            return False

    def begin(self):
        options = {"binary": self.program, "args": []}
        wanted = {"browserName": "wry", "webkitgtk:browserOptions": options}
        self.session = self.ask("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})["sessionId"]

    def end(self):
        try:
            self.of("DELETE", "")
        except (LookupError, OSError):
            pass  # The window was closed already.

    def run(self, script, *words):
        return self.of("POST", "/execute/sync", {"script": script, "args": list(words)})

    def find(self, role, name="", within=None, seconds=15):
        until = time.monotonic() + seconds
        while True:
            try:
                found = self.run(FIND, role, name, within, False)
            except LookupError as error:
                found, last = None, error
            else:
                last = "nothing"
            if found:
                return found
            if time.monotonic() > until:
                raise AssertionError(f"no {role} “{name}” within {seconds} s ({last}); shown: {self.text()[:1500]}")
            time.sleep(0.1)

    def gone(self, role, name="", within=None, seconds=15):
        until = time.monotonic() + seconds
        while self.run(FIND, role, name, within, False):
            if time.monotonic() > until:
                raise AssertionError(f"the {role} “{name}” is still there after {seconds} s")
            time.sleep(0.1)

    def text(self):
        return self.run("return document.body.innerText")

    def click(self, role, name, within=None, seconds=15):
        """Presses a thing; where something lies over it (a toast), waits until that is gone, as a person would."""
        until = time.monotonic() + seconds
        while True:
            node = self.find(role, name, within)
            try:
                self.of("POST", f"/element/{node[ELEMENT]}/click", {})
                return
            except LookupError as error:
                if "intercepted" not in str(error) and "stale" not in str(error) or time.monotonic() > until:
                    raise AssertionError(f"{role} “{name}” could not be pressed: {error}; over it: {self.over(node)}") from error
                time.sleep(0.3)

    def over(self, node):
        """What lies over the middle of a thing."""
        return self.run(
            "const b = arguments[0].getBoundingClientRect();"
            "const top = document.elementFromPoint(b.x + b.width / 2, b.y + b.height / 2);"
            "return [b.x, b.y, b.width, b.height, innerWidth, innerHeight, top ? top.outerHTML.slice(0, 200) : null]",
            node,
        )

    def type(self, node, words):
        self.of("POST", f"/element/{node[ELEMENT]}/value", {"text": words})

    def fill(self, label, words, within=None):
        """Writes into a field as if it had been typed at once; dates and lists too."""
        self.run(SET, self.find("field", label, within), words)

    def keys(self, *keys):
        """Presses keys, all held together; a single text of several letters is typed."""
        down = [{"type": "keyDown", "value": key} for key in keys]
        up = [{"type": "keyUp", "value": key} for key in reversed(keys)]
        self.of("POST", "/actions", {"actions": [{"type": "key", "id": "keys", "actions": down + up}]})

    def middle(self, node):
        """The middle of a thing, in the page's pixels."""
        box = self.run("const b = arguments[0].getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]", node)
        return int(box[0]), int(box[1])

    def shot(self, path):
        with open(path, "wb") as out:
            out.write(base64.b64decode(self.of("GET", "/screenshot")))
