"""A person who clicks and types by the words that are seen on a page of the studio, in any language of messages."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest

from tests.support.chrome import Chrome
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
  for (const other of copy.querySelectorAll("kbd, small, select, input, .state")) other.remove();
  return copy.textContent;
};
const named = (each) => [each.getAttribute("aria-label"), own(each), each.querySelector(".name")?.textContent];
const found = [...document.querySelectorAll(what)].find((each) => each.checkVisibility() && !each.disabled
  && named(each).map(plain).includes(words));
"""
_CLICK = """(() => {
  if (document.readyState !== "complete") return false;
  %s
  if (!found) return false;
  found.scrollIntoView({ block: "center" });
  const { x, y, width, height } = found.getBoundingClientRect();
  const seen = document.elementFromPoint(x + width / 2, y + height / 2);
  if (!found.contains(seen) && !seen?.contains(found)) return false;
  const field = found.control ?? found;
  field.focus();
  field.select?.();
  found.click();
  return true;
})()"""
_CLICKED, _FIELDS = "a, button, summary, label", "label, input, textarea"


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

    def sees_the_end(self) -> None:
        """Wait until a job has ended well."""
        self.page.until("location.pathname.startsWith('/jobs/') && document.querySelector('h1.good') !== null")
        self.sees("Finished")

    def is_at(self, path: str) -> None:
        self.page.until(f"location.pathname === {path!r} && document.readyState === 'complete'")

    def _click(self, words: str, what: str) -> None:
        find = _FIND % (json.dumps(words, ensure_ascii=False), json.dumps(what))
        self.page.until(_CLICK % find)


@dataclass
class Keyboard(Hand):
    """A person without a mouse: goes with Tab to what bears the words, and presses Enter or Space there."""

    def press(self, key: str) -> None:
        """Press a key that types something where the focus is, or presses what has it."""
        named = {"key": key, "code": "Space" if key == " " else key, "windowsVirtualKeyCode": _CODES[key]}
        for kind in ("keyDown", "keyUp"):
            self.page.say("Input.dispatchKeyEvent", type=kind, text=_TEXTS.get(key, ""), **named)

    def _click(self, words: str, what: str) -> None:
        find = _FIND % (json.dumps(words, ensure_ascii=False), json.dumps(what))
        aim = f"(() => {{ {find} return found?.control ?? found; }})()"
        self.page.until(f"document.readyState === 'complete' && !!{aim}")
        for _tab in range(_MOST_TABS):
            if self.page.run(f"document.activeElement === {aim}"):
                break
            is_beside = self.page.run(
                f"document.activeElement.type === 'radio' && document.activeElement.name === {aim}?.name"
            )
            self.press("ArrowDown" if is_beside else "Tab")
        else:
            pytest.fail(f"no key leads to: {words}")
        here = self.page.run("(({ tagName, type }) => `${tagName} ${type ?? ''}`)(document.activeElement)")
        if here.startswith(("A ", "BUTTON", "SUMMARY")):
            self.press("Enter")
        elif here in ("INPUT checkbox", "INPUT radio"):
            self.press(" ")
        elif here.startswith(("INPUT", "TEXTAREA")):
            self.page.run("document.activeElement.select?.()")
