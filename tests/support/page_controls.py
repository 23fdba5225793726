"""Find what a page of the studio lets a person do, and the request that each of it becomes.

Forms, buttons and fields are read from the page; what its scripts send is written down here once for each script.
"""

from __future__ import annotations

import io
import json
import re
import wave
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from html import unescape
from typing import Any, Literal
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from tests.support.dom import Node, dom

Fill = Literal["kept", "changed", "empty", "hostile"]
FILLS: tuple[Fill, ...] = ("kept", "changed", "empty", "hostile")
HOSTILE = (
    "<script>alert(1)</script>",
    "a\0b",
    "\u202e\ufeff",
    "../../x",
    "{place:xxx}",
    "ә" * 21_000,
    "9" * 5000,
    "': &x [*x",
    "null",
    "-1",
    "1e400",
    "2026-02-30",
    "con",
    "%s{0.__class__}",
    '"><b id=x>',
    "\r\n---\n...",
)
WORDS = {"kk": "Жаңа сөздер", "ru": "Новые слова", "": "Новые слова"}
_FIELDS = ("input", "textarea", "select")


@dataclass(frozen=True)
class Press:
    """One request that a control of `page` makes; `typed` are the words that a person would lose."""

    page: str
    method: str
    address: str
    fill: Fill
    form: Mapping[str, str] | None = None
    json: Any = None
    data: bytes | None = None
    file: tuple[str, str, bytes] | None = None  # field, name, bytes of a form with a file
    typed: tuple[str, ...] = ()
    shape: str = ""  # equal for controls that differ in names alone
    field: tuple[str | int, ...] = field(default=())  # the path of the value that it saves

    def __str__(self) -> str:
        sent = self.form if self.form is not None else self.json if self.json is not None else (self.data or b"")[:20]
        return f"{self.method} {self.address} [{self.fill}] from {self.page}: {str(sent)[:300]}"


def nodes(root: Node, tag: str = "") -> Iterator[Node]:
    """Yield every element below `root`, or those with `tag`."""
    for each in root.content:
        if isinstance(each, Node):
            if not tag or each.tag == tag:
                yield each
            yield from nodes(each, tag)


def text_of(root: Node) -> str:
    """Return the text of an element, with single spaces."""
    texts = (each if isinstance(each, str) else text_of(each) for each in root.content)
    return " ".join(" ".join(texts).split())


def days_not_shown(html: str) -> list[str]:
    """Return the values of fields for days that are no days: a browser shows such a field empty."""
    fields = (each.attributes for each in nodes(page_of(html), "input") if each.attributes.get("type") == "date")
    return [day for each in fields if (day := each.get("value")) and not re.fullmatch(r"\d{4}-\d\d-\d\d", day)]


def links_of(html: str, page: str) -> Iterator[str]:
    """Yield the addresses that a page names, without the parts after #."""
    for address in dict.fromkeys(re.findall(r' (?:href|src|data-address)="([^"]+)"', html)):
        yield urljoin(page, unescape(address)).partition("#")[0]


def presses(root: Node, page: str, fill: Fill, turn: int) -> Iterator[Press]:
    """Yield every request that the controls of `page` make; `turn` chooses among hostile values."""
    yield from _forms(root, page, fill, turn)
    yield from _fields(root, page, fill, turn)
    if fill != "empty":
        yield from _scripts(root, page, fill, turn)


# --- forms ------------------------------------------------------------------------------------------------------


def _forms(root: Node, page: str, fill: Fill, turn: int) -> Iterator[Press]:
    everything = [*nodes(root)]
    for form in nodes(root, "form"):
        by_script = "data-file" in form.attributes or form.attributes.get("id") in ("teaching", "undo")
        if by_script or form.attributes.get("method") == "dialog":
            continue
        own = form.attributes.get("id", "")
        inside = {id(each) for each in nodes(form)}
        controls = [
            each
            for each in everything
            if (each.attributes.get("form") == own if "form" in each.attributes else id(each) in inside)
        ]
        yield from _form(form, controls, page, fill, turn)


def _form(form: Node, controls: list[Node], page: str, fill: Fill, turn: int) -> Iterator[Press]:
    sent: dict[str, str] = {}
    typed: list[str] = []
    for at, each in enumerate(controls):
        value = _filled(each, fill, turn + at) if each.tag in _FIELDS and "name" in each.attributes else None
        if value is not None:
            sent[each.attributes["name"]] = value
            typed += [value] if _is_typed(each) else []
    files = (each for each in controls if each.attributes.get("type") == "file")
    file = next((each for each in files if "name" in each.attributes), None)  # else a script sends it
    action = form.attributes.get("action") or urlsplit(page).path
    seen = set()
    for button in _pressed(controls, fill):
        name, value = (button.attributes.get(key, "") for key in ("name", "value"))
        more = {name: HOSTILE[turn % len(HOSTILE)] if fill == "hostile" else value} if name else {}
        address = urljoin(page, button.attributes.get("formaction") or action).partition("#")[0]
        press = Press(page, "POST", address, fill, {**sent, **more}, typed=tuple(typed))
        if form.attributes.get("method", "get") == "get":
            press = Press(page, "GET", f"{urlsplit(address).path}?{urlencode({**sent, **more})}", fill)
        elif file:
            press = replace(press, file=(file.attributes["name"], *_table(fill)))
        shape = f"{press.method} {_pattern(address)} {sorted({**sent, **more})}"
        if shape not in seen:
            yield replace(press, shape=shape)
        seen.add(shape)


def _pressed(controls: list[Node], fill: Fill) -> Iterator[Node]:
    """Yield the buttons that send a form; one that is off may be pressed on an old page."""
    for each in controls:
        is_on = fill == "hostile" or "disabled" not in each.attributes
        if each.tag == "button" and each.attributes.get("type", "submit") == "submit" and is_on:
            yield each


def _is_typed(each: Node) -> bool:
    return each.tag == "textarea" or (each.tag == "input" and each.attributes.get("type", "text") == "text")


def _filled(each: Node, fill: Fill, turn: int) -> str | None:
    """Return what stands in a control as `fill` wants it; None where nothing would be sent."""
    about = each.attributes
    kind = about.get("type", "")
    if each.tag == "select":
        return _chosen(each, fill, turn)
    if kind == "file":
        return None
    if kind in ("checkbox", "radio"):
        is_on = ("checked" in about) != (fill == "changed") if kind == "checkbox" else fill != "empty"
        return about.get("value", "on") if is_on and "disabled" not in about else None
    now = text_of(each) if each.tag == "textarea" else about.get("value", "")
    if kind == "hidden":
        return HOSTILE[turn % len(HOSTILE)] if fill == "hostile" and turn % 3 == 0 else now
    new = HOSTILE[turn % len(HOSTILE)] if fill == "hostile" else "" if fill == "empty" else _new_value(about)
    return now if fill == "kept" and (now or "required" not in about) else new


def _new_value(about: Mapping[str, str]) -> str:
    """Return what a person could type there instead."""
    words = WORDS.get(about.get("lang", "") or about.get("name", "")[-2:], WORDS[""])
    is_name = about.get("name") in ("id", "folder") or "[a-z0-9]" in about.get("pattern", "")
    known = (
        (about.get("type") == "date", "2026-12-31"),
        (about.get("type") == "number" or about.get("inputmode") == "decimal", "5"),
        (about.get("type") == "password", "1234"),
        (about.get("class") == "time", "10:35"),
        (about.get("class") == "short", "7"),
        (is_name, "new-name"),
    )
    return next((value for is_so, value in known if is_so), words)


def _chosen(select: Node, fill: Fill, turn: int) -> str | None:
    options = [each.attributes.get("value", text_of(each)) for each in nodes(select, "option")]
    chosen = [each for each in nodes(select, "option") if "selected" in each.attributes]
    if fill == "hostile":
        return HOSTILE[turn % len(HOSTILE)]
    if not options or fill == "changed":
        return options[-1] if options else None
    return chosen[0].attributes.get("value", text_of(chosen[0])) if chosen else options[0]


def _table(fill: Fill) -> tuple[str, bytes]:
    """Return name and bytes of a file that a person could choose; of none, what a browser sends."""
    tables = {
        "kept": ("t.csv", "kk;ru\nАқкөл а.;с. Акколь\n"),
        "changed": ("t.csv", "kk;ru;district\nОрда а.;с. Орда;Абай\nБес а.;;Абай\n"),
        "empty": ("", ""),
        "hostile": ("../t.xlsx", "PK\x03\x04\0;;;\n" * 3),
    }
    name, text = tables[fill]
    return name, text.encode()


# --- fields that stand for one value of a file ------------------------------------------------------------------


def _fields(root: Node, page: str, fill: Fill, turn: int) -> Iterator[Press]:
    if fill == "kept":
        return  # a field that was not changed is not sent
    for form in nodes(root, "form"):
        if not (file := form.attributes.get("data-file")):
            continue
        for at, each in enumerate(each for each in nodes(form) if "data-path" in each.attributes):
            path = json.loads(each.attributes["data-path"])
            old, new = _old(each), _new(each, fill, turn + at)
            if new == old:
                continue
            edit = {
                "path": path,
                "old": old,
                "new": new,
                "list": "data-list" in each.attributes,
                "optional": "data-optional" in each.attributes,
            }
            saved = {"file": file, "edits": [edit]}
            words = (new,) if each.tag in ("textarea", "input") else ()
            yield Press(
                page, "POST", "/save", fill, json=saved, typed=words, shape=f"{file} {_keys(path)}", field=tuple(path)
            )


def _old(each: Node) -> str:
    for name in ("data-kept", "data-old"):
        if name in each.attributes:
            return each.attributes[name]
    if each.tag == "textarea":
        return "".join(str(part) for part in each.content)
    if each.tag == "select":
        return _chosen(each, "kept", 0) or ""
    if "data-checks" in each.attributes:
        boxes = (box.attributes for box in nodes(each, "input"))
        return ", ".join(box["value"] for box in boxes if "checked" in box)
    return each.attributes.get("value", "")


def _new(each: Node, fill: Fill, turn: int) -> str:
    if fill == "empty":
        return ""
    if "data-checks" in each.attributes:
        boxes = [box.attributes["value"] for box in nodes(each, "input")]
        return ", ".join(boxes) if fill == "changed" else HOSTILE[turn % len(HOSTILE)]
    return _filled(each, fill, turn) or ""


def saved_value(root: Node, file: str, path: tuple[str | int, ...]) -> str | None:
    """Return what the page now shows in the field of the value at `path` of `file`; None where it has none."""
    for form in nodes(root, "form"):
        for each in nodes(form) if form.attributes.get("data-file") == file else ():
            if "data-path" in each.attributes and json.loads(each.attributes["data-path"]) == [*path]:
                return _old(each)
    return None


# --- what scripts send ------------------------------------------------------------------------------------------


def _scripts(root: Node, page: str, fill: Fill, turn: int) -> Iterator[Press]:
    odd = HOSTILE[turn % len(HOSTILE)]
    is_hostile = fill == "hostile"

    def send(address: str, value: Mapping[str, object]) -> Press:
        return Press(page, "POST", address, fill, json=value, shape=f"{address} {sorted(value)}")

    for node in nodes(root):
        about = node.attributes
        if "data-play" in about:  # studio.js
            said = json.loads(about["data-play"])
            yield send("/say", {**said, min(said): odd} if is_hostile else said)
        if "data-block" in about:
            yield send("/heard", {"block": about["data-block"], "digest": odd if is_hostile else about["data-digest"]})
        if word := about.get("data-teach"):
            yield send("/lexicon/try", {"lang": "kk", "written": word, "spoken": odd if is_hostile else None})
        if "data-appeal" in about:  # editor.js, teach.js
            yield from _of_editor(root, page, about["data-appeal"], fill, odd)
        if "data-position" in about and node.tag == "li":  # playlist.js
            at = int(about["data-position"])
            moved = {"do": "move", "path": ["stops"], "position": at, "to": 10**20 if is_hostile else at + 1}
            file = next(each.attributes["data-file"] for each in nodes(root, "form") if "data-file" in each.attributes)
            yield send("/save", {"file": file, "edits": [moved]})
        if "data-part" in about and node.tag == "article":  # recorder.js
            yield from _of_recorder(page, about, fill, odd)


def _of_editor(root: Node, page: str, appeal: str, fill: Fill, odd: str) -> Iterator[Press]:
    def read(name: str, lang: str) -> str:
        return next(_old(each) for each in nodes(root) if each.attributes.get(f"data-{name}") == lang)

    text = {lang: f"{read('text', lang)}{odd if fill == 'hostile' else ''}" for lang in ("kk", "ru")}
    if fill == "changed":
        text = {lang: f"{WORDS[lang]} {each}" for lang, each in text.items()}
    title = {lang: read("title", lang) for lang in ("kk", "ru")}
    draft = {"title": title, "text": text, "unsaved": fill != "kept"}
    word = odd[:150] if fill == "hostile" else "ИДП"
    asked = {"lang": "ru", "written": word, "spoken": "и дэ пэ", "appeal": appeal, "text": text["ru"]}
    for address, value in (
        (f"/appeals/{appeal}/check", draft),
        ("/lexicon/try", {**asked, "spoken": None}),
        ("/lexicon/try", asked),
        ("/lexicon", {"lang": "ru", "written": word, "spoken": "и дэ пэ", "old": None}),
        ("/clean", {"lang": "ru", "text": f"«Сaлем» – {odd if fill == 'hostile' else ''}"}),
    ):
        yield Press(page, "POST", address, fill, json=value, shape=f"{_pattern(address)} {sorted(value)}")
    yield Press(page, "PUT", "/word", fill, data=b"PK\x03\x04" if fill == "kept" else odd.encode(), shape="PUT /word")


def _of_recorder(page: str, about: Mapping[str, str], fill: Fill, odd: str) -> Iterator[Press]:
    part, said = about["data-part"], about.get("data-said", "")
    address = f"/takes/{part}"
    sound = odd.encode() if fill == "hostile" else _wav()
    yield Press(
        page,
        "PUT",
        f"{address}?{urlencode({'said': said, 'clock': '1.5'})}",
        fill,
        data=sound,
        shape=f"PUT /takes {bool(said)}",
    )
    if said:
        for what in ("keep", "drop"):
            sent = {"said": odd if fill == "hostile" else said, "replace": False, "heard": False}
            yield Press(page, "POST", f"{address}/{what}", fill, json=sent, shape=f"/takes/{what}")


def _wav() -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16_000)
        sound.writeframes(b"\0\1" * 8_000)
    return file.getvalue()


# --- shapes -----------------------------------------------------------------------------------------------------


def _pattern(address: str) -> str:
    """Return an address without what is particular to one file, place or take."""
    split = urlsplit(address)
    steps = split.path.split("/")
    last = 3 if len(steps) > 3 else 2
    kept = [step if at < 2 or at >= last else "*" for at, step in enumerate(steps)]
    return "/".join(kept) + (f"?{sorted(name for name, _value in parse_qsl(split.query))}" if split.query else "")


def _keys(path: list[str | int]) -> str:
    return "/".join("*" if isinstance(step, int) or not re.fullmatch("[a-z_]+", step) else step for step in path)


def page_of(html: str) -> Node:
    """Return the tree of a page, whose elements must be closed as they were opened."""
    return dom(html)
