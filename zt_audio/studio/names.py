"""Name in words what the files write as ids: kinds of places, players, choices of settings."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from typing import Any
from urllib.parse import quote

from zt_audio.app.file_form import OWN_NAMES, SLOT_CASES, player_name, value_words
from zt_audio.app.places.places import kind_name, place_rows
from zt_audio.app.places.timetables import weekday_of
from zt_audio.app.speaking.playback import written_length
from zt_audio.app.texts.appeals import appeal_rows
from zt_audio.app.texts.workbench import View
from zt_audio.i18n import N_, current_language, gettext as _, speaking
from zt_audio.messages.pages import DAY_WORDS
from zt_audio.model import LANGS, Lang

CASE_QUESTIONS = {
    "nom": N_("who? what?"),
    "gen": N_("of whom? of what?"),
    "dat": N_("to whom? to what?"),
    "acc": N_("object: whom? what?"),
    "loc": N_("where? in what?"),
    "abl": N_("from whom? from what?"),
    "ins": N_("with whom? with what?"),
    "prep": N_("about whom? about what?"),
    "px3": N_("as in “its village”"),
}


@cache
def slot_words(lang: Lang) -> Mapping[str, str]:
    """Return for each slot of a greeting in `lang` what pages write instead: «‹место: кого? чего?›»."""
    with speaking(lang):
        name = _("the place")
        slots = {
            f"{{place:{case}}}": "‹" + name + ": " + _(words) + "›"
            for case, words in CASE_QUESTIONS.items()
            if case in SLOT_CASES[lang]
        }
        return {"{place}": f"‹{name}›"} | slots


def worded(text: str, lang: Lang) -> str:
    """Return `text`, a greeting in `lang`, with words in place of its slots."""
    for slot, words in slot_words(lang).items():
        text = text.replace(slot, words)
    return text


def slotted(text: str) -> str:
    """Return what a person typed with slots in place of their words in any language."""
    for lang in LANGS if "‹" in text else ():
        for slot, words in slot_words(lang).items():
            text = text.replace(words, slot)
    return text


def greeting_mark(kind: str, path: Iterable[str | int]) -> str:
    """Return what the field of a greeting at `path` of a file of `kind` is called in the address of its page."""
    return quote("-".join((kind, *map(str, path))))


MOST_OFFERED = 300  # places in one list to choose from: a page with all of a country's weighs megabytes
_CHOICES: Mapping[str, Mapping[str, str]] = {  # last step of the key → value → words, besides those of the shapes
    "days": DAY_WORDS,
    "languages": OWN_NAMES,
    "voices": {
        "recordings": N_("recordings of people: the best for a street"),
        "espeak": N_("a draft voice, for trying"),
        "piper": N_("a natural voice on this computer"),
        "rhvoice": N_("a plain voice on this computer"),
        "edge": N_("a voice of Microsoft, on the internet"),
        "azure": N_("a voice of Microsoft by contract, on the internet"),
        "gtts": N_("a voice of Google, on the internet"),
        "server": N_("a speech server in your network"),
    },
}


def choice_name(key: str, choice: str) -> str:
    """Return the words for `choice` of the field `key`; what staff have made themselves is its own name."""
    if key == "days":
        choice = weekday_of(choice) or choice
    step = key.rsplit(".", 1)[-1]
    if step == "profile":
        return player_name(choice)
    if step == "base" and player_name(choice) != choice:  # what a player of staff is built on, or a preset of theirs
        return player_name(choice)
    step = "base" if step == "preset" else step
    words = (_CHOICES.get(step) or value_words().get(step, {})).get(choice)
    return _(words) if words else choice


# kk-KZ-AigulNeural, ru_RU-irina-medium
_OF_A_VOICE = re.compile(r"[a-z]{2}[-_][A-Z]{2}-(?P<name>\w+?)(?:Neural|-(?P<quality>x_low|low|medium|high))?")
_QUALITIES = {"high": N_("best quality"), "medium": N_("good quality")}
_SIMPLE = N_("simple quality")


def voice_title(voice: str) -> str:
    """Return what people call one voice of an engine: Aigul, or “Irina · good quality”; else its own name."""
    if not (match := _OF_A_VOICE.fullmatch(voice)):
        return voice
    name = match["name"][:1].upper() + match["name"][1:]
    return f"{name} · {_(_QUALITIES.get(match['quality'], _SIMPLE))}" if match["quality"] else name


def voice_names(names: Iterable[str]) -> Mapping[str, str]:
    """Return what people call each voice that the settings name: an engine, or one voice of it as piper:ru_RU-irina."""
    parts = {name: name.partition(":") for name in names}
    return {
        name: " · ".join(filter(None, (choice_name("voices", of), "" if one in LANGS else voice_title(one))))
        for name, (of, _colon, one) in parts.items()
    }


def length_in_words(seconds: float) -> str:
    """Return a length as people say it: 6 min 15 s."""
    return written_length(seconds, _("{n} min"), _("{n} s"))


def paragraph_name(number: int | str) -> str:
    """Return what people call the paragraph `number` of a text, from 1."""
    return _("paragraph {n}").format(n=number)


def title_of(view: View, file: str, *path: str) -> str:
    """Return the title at `path` of `file` in the language of the page, or in the other one; "" where there is none."""
    return shown(view.texts(file, *path))


def shown(titles: Mapping[Lang, str]) -> str:
    """Return what is written in the language of the page, or else in another one; "" where nothing is."""
    ours = [lang for lang in LANGS if lang == current_language()]
    return next(filter(None, (titles.get(lang) for lang in (*ours, *reversed(LANGS)))), "")


def place_names(view: View) -> Mapping[str, str]:
    """Return the name of each place by its id, in the order of the alphabet."""
    names = {row.id: shown(row.name) or row.id for row in place_rows(view)}
    return dict(sorted(names.items(), key=lambda pair: pair[1].casefold()))


def offered_places(
    view: View, near: Collection[str] = (), asked: str = "", most: int = MOST_OFFERED
) -> Mapping[str, str]:
    """Return the places to choose from, with their names: all, or of more than `most` those that `asked` names.

    Where nothing is asked for, those in the files of the places `near` come, or the first ones.
    """
    names = place_names(view)
    if len(names) <= most:
        return names
    found = [*names]
    if asked:
        found = [id_ for id_ in found if asked.casefold() in f"{id_} {names[id_]}".casefold()]
    elif near:
        rows = place_rows(view)
        files = {row.file for row in rows if row.id in near}
        beside = {row.id for row in rows if row.file in files}
        found = [id_ for id_ in found if id_ in beside]
    return {id_: names[id_] for id_ in found[:most]}


def place_choice(view: View, query: Mapping[str, str], near: Collection[str] = ()) -> dict[str, Any]:
    """Return what a list of places to choose from needs on a page; `q` in the `query` asks for some of them."""
    asked = query.get("q", "").strip()
    total = len(place_rows(view))
    return {
        "offered": offered_places(view, near, asked),
        "total": total,
        "asked": asked,
        "is_long": total > MOST_OFFERED,
    }


def neighbours(address: str, titles: Mapping[str, str], now: str) -> list[tuple[str, str, str, str]]:
    """Return the pages below `address` before and after that of `now`: what they are to it, a sign, address, title."""
    ids = [*titles]
    sides = (("prev", "↑", ids.index(now) - 1), ("next", "↓", ids.index(now) + 1))
    return [(rel, sign, f"{address}/{ids[n]}", titles[ids[n]]) for rel, sign, n in sides if 0 <= n < len(ids)]


def appeal_titles(view: View) -> Mapping[str, str]:
    return {row.id: title_of(view, row.file, "title") or row.id for row in appeal_rows(view)}


def playlist_titles(view: View) -> Mapping[str, str]:
    files = [file for file in view.files.values() if file.kind == "playlist"]
    return {file.id: title_of(view, file.name, "title") or file.id for file in files}


def namer(view: View) -> Callable[[str, str], str]:
    """Return what names the entries of a mapping with the key `key`: places and kinds by their titles."""
    places = place_names(view)
    facts = view.project.facts if view.project else {}

    def name_of(key: str, name: str) -> str:
        if key == "" and name in facts:  # what the texts say of it, not its id
            return next((words for lang in reversed(LANGS) for words in facts[name].says[lang]), name)
        if key == "places":
            return places.get(name, name)
        if key in ("kinds", "kind_names"):
            return kind_name(name, view)
        if key.endswith("forms") and name in CASE_QUESTIONS:
            return _(CASE_QUESTIONS[name])
        return choice_name("voices", name) if key == "voice_prosody" else name

    return name_of
