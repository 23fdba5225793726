"""Write a problem as a sentence in the user's language: `file:line:column: what is wrong. What to do. [slug]`.

Commands stand in it so that they can be typed here: `.venv/bin/zt-audio check` for `zt-audio check`.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from zt_audio.i18n import N_, gettext as _
from zt_audio.messages.acts import CHANGES
from zt_audio.messages.message import NOT_OURS, message_of
from zt_audio.model import Fact, Offer, PartId, Problem
from zt_audio.suggestions import cut

_ALL_KNOWN = N_("Known: {known}.")  # where no name is near the wrong one
_OFFER = N_("“{typed}” ({said})")
_OFFER_SAID_SO = N_("“{typed}”")
_OFFERED = N_("Type what is meant: {offers}.")
_OFFERED_NAME = N_("Write the full name, or teach it in appeals/lexicon/{lang}.yaml; by its letters it is {offers}.")
_OFFERED_TOO = N_("If it is right, sign it off in appeals/pronunciations.yaml; if not, type what is meant: {offers}.")
_OFFERED_TOO_ON_PAGE = N_("If it is right, say so; if not, type what is meant: {offers}.")
_ALIKE = N_("Some of its letters are Cyrillic. Type it again in Latin letters: {nearest}.")

IN_LANGUAGE = {"kk": N_("in Kazakh"), "ru": N_("in Russian")}
_OF_LANGUAGE = {"kk": N_("of Kazakh"), "ru": N_("of Russian")}
# The source of quiet hours.
_SET = {"zt_audio": N_("by the program itself"), "settings.yaml": N_("in settings.yaml")}
_MOST_CHARS = 400  # of one fact: more than a person reads on a screen
_PARTS = {"appeal": "{name}", "intro": N_("greeting of {name}"), "outro": N_("closing words of {name}")}
_MAY_BE_LANGUAGES = ("lang", "other", "key")  # facts
_GAP = "\ufffd"
_BLANK = re.compile(" {3,}|[\u115f\u1160\u2800\u3164\uffa0]")  # letters and symbols that look like a space


BUILD_CALL = "ZT_AUDIO_BUILD_CALL"  # scripts/regenerate.py puts its own call here
_NAME = "zt-audio"
_COMMAND = re.compile(rf"\b{_NAME} (?!command\b)(?=[a-z-])")


def with_program_name(sentence: str) -> str:
    """Return `sentence` with the path to this program in each `zt-audio COMMAND`."""
    if f"{_NAME} " not in sentence:
        return sentence
    build = os.environ.get(BUILD_CALL)
    if build:
        sentence = sentence.replace(f"{_NAME} build", build)
    program = _program(Path(sys.argv[0]), by_script=bool(build))
    return _COMMAND.sub(lambda _match: f"{program} ", sentence)


def _program(called: Path, *, by_script: bool) -> str:
    """Return what to type for this program in the current folder; `called` is how it was started."""
    if by_script:
        called = Path(sys.executable).with_name(_NAME)
    elif called.stem != _NAME:  # python -m, or a test
        return _NAME
    on_path = shutil.which(_NAME)
    if on_path and Path(on_path).with_suffix("") == called.absolute().with_suffix(""):
        return _NAME
    shown = called.absolute().with_suffix("")
    with suppress(ValueError):
        shown = shown.relative_to(Path.cwd())
    return f'"{shown}"' if " " in str(shown) else str(shown)


def render(problem: Problem) -> str:
    """Return the sentence for `problem`, with its place and slug."""
    return f"{_place(problem)}{sentence(problem)} [{problem.slug}]"


def sentence(problem: Problem, instead: tuple[str, str] = ("", "")) -> str:
    """Return what is wrong and what to do alone; `instead` holds English msgids for one or both of them."""
    message = message_of(problem)
    to_do = message.do
    if problem.facts.get("nearest") == "":
        to_do = _ALL_KNOWN
    elif "alike" in problem.facts:
        to_do = _ALIKE
    facts = _Facts({name: _shown(_named(name, fact)) for name, fact in with_languages(problem.facts).items()})
    if message is NOT_OURS:
        facts["told"] = ", ".join(f"{name}: {fact}" for name, fact in facts.items()) or problem.slug
    what, to_do = instead[0] or message.what, instead[1] or to_do
    if problem.offers:
        facts["offers"] = printable(" / ".join(map(_offered, problem.offers)))
        too = _OFFERED_TOO_ON_PAGE if instead[1] else _OFFERED_TOO
        to_do = _OFFERED_NAME if "initials" in problem.slug else _OFFERED if problem.severity == "error" else too
    said = ""
    if "quote" in facts:  # what an engine was to say, and of which part: a greeting is one line for many places
        said = (_("In {part}: “{quote}”") if "part" in facts else "“{quote}”").format_map(facts) + " "
    told = f"{_(what).format_map(facts)} {said}{with_program_name(_(to_do).format_map(facts))}"
    return told.replace("….", "…").strip()


def _offered(offer: Offer) -> str:
    """Return what to type, and what is said where that is something else."""
    typed, said = offer.typed.strip(), offer.spoken.rstrip(".")
    return _(_OFFER_SAID_SO if typed == said else _OFFER).format(typed=typed, said=said)


class _Facts(dict[str, Fact]):
    """The facts that fill a sentence; “-” for one that an engine of other makers left out."""

    def __missing__(self, _name: str) -> Fact:
        return "-"


def as_json(problem: Problem) -> dict[str, object]:
    """Return `problem` for machines, with the sentence for people."""
    where = problem.where
    return {
        "slug": problem.slug,
        "severity": problem.severity,
        "file": where.file if where else None,
        "line": where.line if where else None,
        "column": where.column if where else None,
        "message": render(problem),
        "facts": {name: _joined(fact) for name, fact in problem.facts.items()},
        "offers": [{"typed": offer.typed, "spoken": offer.spoken} for offer in problem.offers],
    }


def with_languages(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """Return `facts` with `lang_in` and `lang_of` for each `lang` and so on: a sentence cannot say “kk”."""
    codes = {name: str(facts[name]) for name in _MAY_BE_LANGUAGES if facts.get(name) in IN_LANGUAGE}
    inside = {f"{name}_in": _(IN_LANGUAGE[code]) for name, code in codes.items()}
    return {**facts, **inside, **{f"{name}_of": _(_OF_LANGUAGE[code]) for name, code in codes.items()}}


def _named(name: str, fact: Fact) -> Fact:
    """Return `fact` with the names that people use: “greeting of yasny (kk)” for intro/yasny/kk."""
    match name, fact:
        case "items", tuple():
            return tuple(map(part_name, fact))
        case "part", str():
            return part_name(fact)
        case "reasons", tuple():  # why tracks are made again
            return tuple(_(CHANGES[reason]) for reason in fact if reason in CHANGES)
        case "rule", str() if fact in _SET:
            return _(_SET[fact])
    return fact


def part_name(text: str) -> str:
    """Return what people call the part `text`, as PartId writes it; anything else as it is."""
    try:
        part = PartId.parse(text)
    except ValueError:  # a list holds other things, too
        return text
    if part.kind not in _PARTS:
        return text
    row = f", {part.paragraph}" if part.paragraph else ""
    return f"{_(_PARTS[part.kind]).format(name=part.subject)} ({part.lang}{row})"


def _place(problem: Problem) -> str:
    where = problem.where
    parts = (where.file, str(where.line), str(where.column), " ") if where else ()
    place = printable(":".join(part for part in parts if part))
    return place + (_("warning: ") if problem.severity == "warning" else "")


def _shown(fact: Fact) -> str | float:
    said = _joined(fact)
    return printable(cut(said, _MOST_CHARS)) if isinstance(said, str) else said


def _joined(fact: Fact) -> str | float:
    return ", ".join(fact) if isinstance(fact, tuple) else fact


def printable(text: str) -> str:
    """Return `text` as one line that can only be read.

    The names and texts that a stick or a file holds are not ours: a control character could move the cursor, and a run
    of spaces could push words to the next line, so that they pass for a sentence of this program.
    """
    if text.isprintable() and not _BLANK.search(text):
        return text
    shown = "".join(
        " " if unicodedata.category(char) == "Zs" else char if char.isprintable() else _GAP for char in text
    )
    return _BLANK.sub(lambda run: "  " if run[0].isspace() else _GAP, shown)
