"""A person who clicks and types by the words that are seen on a page of the studio, in any language of messages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.support.browser import LIMIT_S
from tests.support.chrome import Chrome, RefusedError
from tests.support.waiting import wait_until
from zt_audio.i18n import gettext, speaking

CTRL = 2
_CODES = {"Tab": 9, "Enter": 13, "End": 35, "ArrowUp": 38, "ArrowDown": 40, " ": 32}
_TEXTS = {"Enter": "\r", " ": " "}  # what a key types, without which it presses no link
_MOST_TABS = 600
_MOST_CHOICES = 100
_FIND = """
const words = %s, what = %s;
const plain = (text) => (text ?? "").replace(/^[^\\p{L}\\p{N}«]+/u, "").replace(/\\s+/g, " ").trim();
const own = (each) => {
  const copy = each.cloneNode(true);
  for (const other of copy.querySelectorAll("kbd, small, select, input, .state, .refused")) other.remove();
  return copy.textContent;
};
const named = (each) => [each.getAttribute("aria-label"), own(each), each.querySelector(".name")?.textContent];
const found = [...document.querySelectorAll(what)].find((each) => each.checkVisibility() && !each.disabled
  && named(each).map(plain).includes(words));
"""
_READY = """(() => {
  if (document.readyState !== "complete") return null;
  %s
  if (!found) return null;
  found.scrollIntoView({ block: "center" });
  const { x, y, width, height } = found.getBoundingClientRect();
  const seen = document.elementFromPoint(x + width / 2, y + height / 2);
  return found.contains(seen) || seen?.contains(found) ? found : null;
})()"""
_CLICK = """(() => {
  const found = %s;
  if (!found) return false;
  const field = found.control ?? found;
  field.focus();
  field.select?.();
  found.click();
  return true;
})()"""
_CLICKED, _FIELDS = "a, button, summary, label", "label, input, textarea"
_WHERE = """function () {
  const { type, name } = document.activeElement;
  if (!this.isConnected) return "gone";
  return this === document.activeElement ? "here" : type === "radio" && name === this.name ? "beside" : "elsewhere";
}"""
_SIGNS = re.compile(r"^[^\w«]+")
_ROLES = {  # what a screen reader calls what is clicked, and what is filled
    _CLICKED: ("link", "button", "DisclosureTriangle", "checkbox", "radio"),
    _FIELDS: ("textbox", "searchbox", "combobox", "spinbutton", "Date"),
}


@dataclass
class Hand:
    """Clicks what is seen and not covered; `clicks` counts them. Fields that are filled one after another take Tab."""

    page: Chrome
    language: str
    clicks: int = 0

    def words(self, message: str) -> str:
        """Return `message` in the language of the page."""
        with speaking(self.language):
            return gettext(message)

    def tap(self, message: str) -> None:
        """Click what bears the words of `message`, a msgid, or a name that is the same in all languages."""
        self._click(self.words(message), _CLICKED)
        self.clicks += 1

    def fill(self, message: str, text: str, *, at_end: bool = False) -> None:
        """Type `text` into the field with that label, in place of what it holds or at its end."""
        self._click(self.words(message), _FIELDS)
        if at_end:
            self.key("End", CTRL)
        self.page.say("Input.insertText", text=text)

    def choose(self, message: str, value: str) -> None:
        """Go down the list with that label to the choice whose `value` is this."""
        self._click(self.words(message), _FIELDS)
        for _choice in range(_MOST_CHOICES):
            if self.page.run("document.activeElement.value") == value:
                break
            self.key("ArrowDown")
        else:
            pytest.fail(f"no choice of {message}: {value}")
        self.clicks += 1

    def key(self, key: str, modifiers: int = 0) -> None:
        """Press a key, with Ctrl where `modifiers` says so."""
        code = f"Key{key.upper()}" if key.isalpha() and len(key) == 1 else key
        number = _CODES.get(key, ord(key.upper()[0]))
        named = {"key": key, "code": code, "windowsVirtualKeyCode": number, "modifiers": modifiers}
        for kind in ("rawKeyDown", "keyUp"):
            self.page.say("Input.dispatchKeyEvent", type=kind, **named)

    def sees(self, *messages: str) -> None:
        """Wait until the page shows the words of each of `messages`."""
        for message in messages:
            self.page.until(f"document.body?.innerText.includes({json.dumps(self.words(message), ensure_ascii=False)})")

    def hears(self, *messages: str) -> None:
        """Wait until the page says each of `messages`; one who sees nothing is told of it while it comes."""
        self.sees(*messages)

    def meets(self, message: str, **states: object) -> None:
        """Wait until the control that bears `message` has the `states` of which a screen reader tells."""
        words = self.words(message)
        told: list[dict[str, object]] = [{}]

        def are_so() -> bool:
            told[0] = next((_states(node) for node in controls(self.page, words)), {})
            return all(told[0].get(name) == value for name, value in states.items())

        wait_until(are_so, LIMIT_S, lambda: f"{words}: {told[0]}")

    def give(self, message: str, file: Path) -> None:
        """Choose `file` in the window that the browser opens for the button with that label."""
        self.page.say("Page.setInterceptFileChooserDialog", enabled=True)
        self.tap(message)
        opened = "Page.fileChooserOpened"
        self.page.until("true")  # what the browser tells has come
        chooser = [each["params"] for each in self.page.events if each.get("method") == opened][-1]
        self.page.say("DOM.setFileInputFiles", files=[str(file)], backendNodeId=chooser["backendNodeId"])
        self.page.say("Page.setInterceptFileChooserDialog", enabled=False)

    def sees_the_end(self) -> None:
        """Wait until a job has ended well."""
        self.page.until("location.pathname.startsWith('/jobs/') && document.querySelector('h1.good') !== null")
        self.sees("Finished")

    def is_at(self, path: str) -> None:
        self.page.until(f"location.pathname === {path!r} && document.readyState === 'complete'")

    def _click(self, words: str, what: str) -> None:
        find = _FIND % (json.dumps(words, ensure_ascii=False), json.dumps(what))
        ready = _READY % find
        is_clicked = False
        while not is_clicked:  # once: a click that leads on while the page is looked at would be done and never told
            self.page.until(ready)
            is_clicked = self.page.run(_CLICK % ready)


@dataclass
class Keyboard(Hand):
    """A person without a mouse: goes with Tab to what bears the words, and presses Enter or Space there."""

    def press(self, key: str) -> None:
        """Press a key that types something where the focus is, or presses what has it."""
        named = {"key": key, "code": "Space" if key == " " else key, "windowsVirtualKeyCode": _CODES[key]}
        for kind in ("keyDown", "keyUp"):
            self.page.say("Input.dispatchKeyEvent", type=kind, text=_TEXTS.get(key, ""), **named)

    def _find(self, words: str, what: str) -> str:
        """Return the handle of the control that bears `words`, in the language of the protocol; nothing without one."""
        find = _FIND % (json.dumps(words, ensure_ascii=False), json.dumps(what))
        found = f"(() => {{ {find} return found?.control ?? found; }})()"
        handle: str = self.page.say("Runtime.evaluate", expression=found)["result"].get("objectId", "")
        return handle

    def _click(self, words: str, what: str) -> None:
        aim = ""
        for _tab in range(_MOST_TABS):
            where = self._where(aim) if aim else "gone"
            if where == "here":
                break
            if where == "gone":  # the page is not there yet, or was drawn anew
                self.page.until("document.readyState === 'complete'")
                wait_until(lambda: self._find(words, what), LIMIT_S, f"not found: {words}")
                aim = self._find(words, what)
            else:
                self.press("ArrowDown" if where == "beside" else "Tab")
        else:
            pytest.fail(f"no key leads to: {words}")
        here = self.page.run("(({ tagName, type }) => `${tagName} ${type ?? ''}`)(document.activeElement)")
        if here.startswith(("A ", "BUTTON", "SUMMARY")):
            self.press("Enter")
        elif here in ("INPUT checkbox", "INPUT radio", "INPUT file"):
            self.press(" ")
        elif here.startswith(("INPUT", "TEXTAREA")):
            self.page.run("document.activeElement.select?.()")

    def _where(self, aim: str) -> str:
        """Return whether the focus is "here", at `aim`, "beside" it or "elsewhere"; "gone" where no page has it."""
        try:
            told = self.page.say("Runtime.callFunctionOn", objectId=aim, functionDeclaration=_WHERE, returnByValue=True)
        except RefusedError:
            return "gone"
        return str(told["result"].get("value"))


@dataclass
class Reader(Keyboard):
    """A person who sees nothing: knows the roles, names and states that Chromium gives to a screen reader."""

    def sees(self, *messages: str) -> None:
        for words in map(self.words, messages):
            self._reads(words, announced=False)

    def hears(self, *messages: str) -> None:
        for words in map(self.words, messages):
            self._reads(words, announced=True)

    def _reads(self, words: str, *, announced: bool) -> None:
        def read() -> str:
            return " ".join(filter(None, map(_name, spoken(self.page, announced=announced))))

        wait_until(lambda: words in read(), LIMIT_S, lambda: f"{words} is not in: {read()}")

    def _find(self, words: str, what: str) -> str:
        """Find by role and name: a whole name first, else one that begins with `words`."""
        found = [node for node in controls(self.page, words) if node["role"]["value"] in _ROLES[what]]
        if not found:
            return ""
        shown = self.page.say("DOM.resolveNode", backendNodeId=found[0]["backendDOMNodeId"])
        return str(shown["object"]["objectId"])


def spoken(page: Chrome, *, announced: bool = False) -> Iterator[dict[str, Any]]:
    """Yield what a screen reader goes through on the page, in its order, or only what it tells when that changes."""
    try:
        nodes = {node["nodeId"]: node for node in page.say("Accessibility.getFullAXTree")["nodes"]}
    except RefusedError:  # the page is being left
        return
    ahead = [(next(iter(nodes)), not announced)] if nodes else []
    while ahead:
        name, is_wanted = ahead.pop()
        if node := nodes.get(name):
            is_wanted = is_wanted or "live" in _states(node)
            ahead += [(child, is_wanted) for child in reversed(node.get("childIds", ()))]
            if is_wanted and not node["ignored"]:
                yield node


def _states(node: dict[str, Any]) -> dict[str, object]:
    """Return the states of a control, and the words that describe it as `description`."""
    states = {each["name"]: each["value"].get("value") for each in node.get("properties", ())}
    return {**states, "description": node.get("description", {}).get("value", "")}


def _name(node: dict[str, Any]) -> str:
    return " ".join(str(node.get("name", {}).get("value", "")).split())


def controls(page: Chrome, words: str) -> list[dict[str, Any]]:
    """Return the controls with the name `words`, then those whose name goes on; signs before a name are left out."""
    named = [(_SIGNS.sub("", _name(node)), node) for node in spoken(page) if "focusable" in _states(node)]
    return [
        *(node for name, node in named if name == words),
        *(node for name, node in named if name.startswith(f"{words} ")),
    ]
