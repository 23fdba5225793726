"""Walk through the studio in a browser as a person might who presses anything, and notice what must never happen."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.support.chrome import Chrome, RefusedError
from tests.support.studio import RunningStudio
from tests.support.waiting import wait_until

_LIMIT_S = 60
_WATCH = """
(() => {
  const ask = window.fetch;
  window.seen = { asked: 0, busy: 0, changed: 0 };
  window.fetch = (...what) => {
    const answer = ask(...what);
    if (String(what[0]).includes("/stamp")) return answer;
    window.seen.asked += 1; window.seen.busy += 1;
    answer.catch(() => {}).finally(() => (window.seen.busy -= 1));
    return answer;
  };
  const changed = () => (window.seen.changed += 1);
  const all = { subtree: true, childList: true, attributes: true, characterData: true };
  new MutationObserver(changed).observe(document, all);
  for (const kind of ["invalid", "focusin", "toggle", "play", "input"]) addEventListener(kind, changed, true);
  addEventListener("pagehide", changed);
  window.print = changed;
})()
"""
# What is left out leaves the studio, another program or the internet, or asks for a file or a microphone.
_CONTROLS = """
(() => {
  const out = "[target=_blank], [type=file], [type=hidden], [type=password], [action='/leave'] *, "
    + "[action='/recordings/voices/get'] *, [name=folder], [name=by], [name=person], .skip, form[data-native] input, "
    + "form[data-native] select, #record, .recorder *, [data-record]";
  const found = [...document.querySelectorAll("a[href], button, summary, input, select, textarea")].filter((each) =>
    each.checkVisibility({ visibilityProperty: true }) && !each.disabled && !each.matches(out)
    && !each.closest(".out > :not(.plays, .written)")
    && !(each.matches("a") && !/^\\/(?!cards|tracks)/.test(each.getAttribute("href"))));
  window.controls = found;
  return found.map((each) => ({
    tag: each.tagName.toLowerCase(), type: each.type ?? "",
    label: (each.getAttribute("aria-label") || each.title || each.textContent || each.name || "").trim().slice(0, 60),
    types: each.matches("textarea, input:not([type=checkbox], [type=radio], [type=search], [type=date])")
      && (!!each.dataset.path || (each.form?.method === "post" && !!each.name)),
    options: each.options?.length ?? 0,
    group: [each.tagName, each.className, each.dataset.move, ...Object.keys(each.dataset), each.name,
      each.getAttribute("form") ?? each.form?.getAttribute("action")].join(" "),
  }));
})()
"""
_FIELDS = """
[...document.querySelectorAll("form.fields")]
  .filter((form) => !form.closest("body").querySelector("output.dirty")).flatMap((form) =>
  [...form.querySelectorAll(":is(input, textarea, select)[data-path]")].map((each) =>
    [`${form.dataset.file} ${each.dataset.path}`, each.value]))
"""
# The page itself looks, for longer than a script waits for the next key (120 ms): it may begin again a moment later.
_RESTS = """
new Promise((told) => {
  let quiet = 0, left = 100;
  const look = () => {
    const rests = document.readyState === "complete" && (window.seen?.busy ?? 0) === 0
      && !document.querySelector("[data-sending]");
    quiet = rests ? quiet + 1 : 0;
    if (quiet > 13 || !left--) told(quiet > 13); else setTimeout(look, 10);
  };
  look();
})
"""
_HELD = """
JSON.stringify([...[...document.querySelectorAll("input, textarea")].map((each) => each.value), { ...localStorage }])
"""
_TOLD = """
[...document.querySelectorAll("[role=alert], #toast > p, .told, .problems, .bad")]
  .filter((each) => each.checkVisibility({ visibilityProperty: true })).map((each) => each.textContent.trim()).join(" ")
"""


@dataclass
class Walker:
    """Presses and types by chance; `steps` are what it did, for the message of a test that fails."""

    page: Chrome
    studio: RunningStudio
    chance: random.Random
    language: str
    steps: list[str] = field(default_factory=list)
    words: dict[str, str] = field(default_factory=dict)  # typed and seen in no file yet -> where

    def begin(self) -> None:
        self.page.say("Network.enable")
        self.page.say("Emulation.setFocusEmulationEnabled", enabled=True)  # else no focusin comes without a screen
        self.page.say("Page.addScriptToEvaluateOnNewDocument", source=_WATCH)
        self.page.visit(self.studio.door)
        self._wait()
        self.page.say("Network.setCookie", name="lang", value=self.language, url=self.studio.base)
        self.client = self.studio.browser(self.language)

    def visit(self, path: str) -> None:
        self.page.visit(self.studio.base + path)
        self._wait()

    def controls(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._run(_CONTROLS)
        return found

    def step(self) -> None:
        """Do one thing that can be done on this page."""
        found = self.controls()
        kinds = [[n for n, each in enumerate(found) if wanted(each)] for wanted in _KINDS]
        chosen = self.chance.choice(self.chance.choice([kind for kind in kinds if kind]))
        self.act(chosen, found[chosen])

    def act(self, number: int, control: dict[str, Any]) -> None:
        """Press or fill in the control `number`, and judge what came of it."""
        self.steps.append(f"{self._run('location.pathname')} {control['tag']} {control['label']!r}")
        before = len(self.page.events)
        if control["tag"] == "button":
            self._run(f"window.controls[{number}].focus(); 0")  # as a press of a person does; that alone is no answer
        seen = self._run("({...window.seen})")
        here = self._run("performance.timeOrigin")
        try:
            self._do(number, control)
            self._wait()
            self._judge(before)
            if control["tag"] == "button":
                self._is_alive(seen, here, before)
        except AssertionError as error:
            told = "\n".join(self.steps[-12:])
            raise AssertionError(f"{error}\n--- after\n{told}") from error

    def _do(self, number: int, control: dict[str, Any]) -> None:
        this = f"window.controls[{number}]"
        if control["types"]:
            said = "slovo" if self._run(f"{this}.name") in _MAKES_AN_ID else "слово"
            word = f"{said}{len(self.steps)}" if self.chance.random() < 0.7 else self.chance.choice(_ODD)
            old = str(self._run(f"{this}.focus(); {this}.select?.(); {this}.value"))
            if self.chance.random() < 0.5:
                self._run(f"{this}.setSelectionRange?.({this}.value.length, {this}.value.length); 0")
            self.page.say("Input.insertText", text=word)
            new = str(self._run(f"{this}.value"))
            for typed in [typed for typed in self.words if typed in old and typed not in new]:
                del self.words[typed]  # the person typed over it
            if word.startswith(said) and word in new:
                self.words[word] = self.steps[-1]
        elif control["tag"] == "select" and control["options"]:
            option = self.chance.randrange(control["options"])
            self._run(
                f"{this}.selectedIndex = {option}; for (const kind of ['input', 'change']) "
                f"{this}.dispatchEvent(new Event(kind, {{ bubbles: true }})); 0"
            )
        else:
            gone = self._run(
                f"({this}.closest('form')?.getAttribute('action') ?? {this}.form?.getAttribute('action') ?? '')"
            )
            if str(gone).endswith(("/remove", "/undo")) or "data-remove" in str(self._run(f"{this}.outerHTML")):
                self.words.clear()  # a person takes out what was typed, too
            if self._run(f"!!{this}.closest('.conflict, .teach, .offer, #word, #back') || 'clear' in {this}.dataset"):
                self.words.clear()
            self._run(f"setTimeout(() => {this}.click()); 0")

    def _run(self, script: str) -> Any:  # noqa: ANN401 - whatever the page returns
        """Return what `script` comes to; where the page is being left, on the one that comes."""
        found: list[Any] = []

        def has_run() -> bool:
            try:
                found.append(self.page.run(script))
            except (AssertionError, RefusedError) as error:
                if "context" not in str(error) and "navigat" not in str(error):
                    raise
            return bool(found)

        wait_until(has_run, _LIMIT_S, "the page is left for ever")
        return found[0]

    def _wait(self) -> None:
        """Wait until the page has nothing more to do."""
        wait_until(lambda: self._run(_RESTS), _LIMIT_S, "the page never comes to rest")

    def _judge(self, before: int) -> None:
        events = self.page.events[before:]
        refused = []
        for event in events:
            if event.get("method") == "Network.responseReceived":
                response, kind = event["params"]["response"], event["params"]["type"]
                assert response["status"] < 500, f"{response['status']} {response['url']}"
                if response["status"] >= 400:
                    refused.append((response["url"], kind, response["status"]))
            if event.get("method") == "Runtime.exceptionThrown":
                raise AssertionError(json.dumps(event["params"], ensure_ascii=False)[:1500])
            if event.get("method") == "Runtime.consoleAPICalled":
                assert event["params"]["type"] not in ("error", "assert"), event["params"]
        if refused:
            told = str(self._run(_TOLD)) + str(self._run("document.querySelector('h1')?.textContent ?? ''"))
            assert len(told) > 10, refused
            assert "HTTP " not in told, told
            assert "Traceback" not in told, told
            assert self._run("!!document.querySelector('main a, main button')"), refused
        held, files = str(self._run(_HELD)), ""
        for word, where in list(self.words.items()):
            if word in held:
                continue
            files = files or _texts_of(self.studio.studio.root)
            assert word in files, f"lost: {word}, typed at {where}"
            del self.words[word]
        self._is_as_the_file()

    def _is_as_the_file(self) -> None:
        """Fail where a page says that all is saved and does not show what a new page would show."""
        shown = dict(self._run(_FIELDS))
        if not shown or self.words:
            return
        path = self._run("location.pathname + location.search")
        answer = self.client.get(self.studio.base + path, timeout=_LIMIT_S)
        stamp = self._run("document.body.dataset.stamp")
        if f'data-stamp="{stamp}"' not in answer.text:
            return  # a job changes files, too
        self.page.run(f"window.other = new DOMParser().parseFromString({json.dumps(answer.text)}, 'text/html'); 0")
        new = dict(self._run(_FIELDS.replace("document.", "window.other.", 1)))
        wrong = {
            name: (value, new[name]) for name, value in shown.items() if name in new and new[name] != value.strip()
        }
        assert not wrong, f"the page says it is saved, and the file says otherwise: {wrong}"

    def _is_alive(self, seen: Any, here: Any, before: int) -> None:  # noqa: ANN401
        """Something came of a press: the page changed or was left, asked the studio, or the browser asked."""
        if self._run("performance.timeOrigin") != here:
            return
        after = self._run("({...window.seen})")
        asked = any(event.get("method") == "Page.javascriptDialogOpening" for event in self.page.events[before:])
        assert after != seen or asked, "a dead button"


_ODD = ("15.30", "99:99", "", "  ", "{place:gen}", "ИДП", "Qw", "2026-02-31", "-5", "а: [б", "🙂", "102")
_MAKES_AN_ID = ("name", "kind-kk", "kind-ru")  # in Latin letters
_KINDS: tuple[Callable[[dict[str, Any]], bool], ...] = (
    lambda each: each["tag"] == "a",
    lambda each: each["tag"] == "button",
    lambda each: each["tag"] == "button",
    lambda each: each["types"],
    lambda each: each["types"],
    lambda each: each["tag"] in ("select", "summary") or each["type"] == "checkbox",
)


def _texts_of(root: Path) -> str:
    """Return all that the project holds in files of words: texts, drafts, the journal."""
    found = [*root.glob("appeals/**/*.yaml"), *root.glob("journal/*"), *root.glob(".zt-*/**/*.json")]
    return "".join(path.read_text("utf-8", "replace") for path in found if path.is_file())
