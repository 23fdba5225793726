"""Problems in, sentences in the user's language out: `file:line:column: what is wrong. What to do. [slug]`."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from zt_audio.i18n import N_
from zt_audio.i18n import gettext as _
from zt_audio.messages.called import as_called
from zt_audio.model import Fact, PartId, Problem

ROOMS = (
    "content",
    "language",
    "language_kk",
    "language_ru",
    "checks",
    "times",
    "speech",
    "network",
    "chain",
    "recordings",
    "models",
    "sound",
    "build",
    "profiles",
    "stick",
)

KNOWN = N_("Known: {known}.")  # what to say where nothing is near

IN_LANGUAGE = {"kk": N_("in Kazakh"), "ru": N_("in Russian")}
OF_LANGUAGE = {"kk": N_("of Kazakh"), "ru": N_("of Russian")}
NOT_OURS = (  # what an engine of somebody else foresees, in words of its own
    N_("A speech engine says: {told}."),
    N_("Ask its makers, or name another engine in settings.yaml."),
)
BUILT_IN = N_("the program itself")  # where hours come from that nobody has set
_MAY_BE_LISTS = ("items", "part")  # facts that name texts
_PARTS = {"appeal": "{name}", "intro": N_("greeting of {name}"), "outro": N_("closing words of {name}")}
_MAY_BE_LANGUAGES = ("lang", "other", "key")  # facts


def all_messages() -> Mapping[str, tuple[str, str]]:
    """Return what is wrong and what to do, in English, for every slug."""
    found: dict[str, tuple[str, str]] = {}
    for room in ROOMS:
        found |= import_module(f"zt_audio.messages.{room}").MESSAGES
    return found


def render(problem: Problem) -> str:
    """Return the sentence for `problem`."""
    what, to_do = all_messages().get(problem.slug, NOT_OURS)
    if problem.facts.get("nearest") == "":
        to_do = KNOWN
    facts = _Facts({name: _shown(fact) for name, fact in with_languages(_named(problem.facts)).items()})
    if what is NOT_OURS[0]:
        facts["told"] = ", ".join(f"{name}: {fact}" for name, fact in facts.items()) or problem.slug
    sentence = f"{_(what).format_map(facts)} {as_called(_(to_do).format_map(facts))}".strip()
    return f"{_place(problem)}{sentence} [{problem.slug}]"


class _Facts(dict[str, Fact]):
    """What fills a sentence. Engines of others leave facts out, and must not keep the rest from being told."""

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
        "facts": dict(problem.facts),
    }


def with_languages(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """Return `facts` with `lang_in` and `lang_of` for a `lang`, and so on: a code is no word of a sentence."""
    codes = {name: str(facts[name]) for name in _MAY_BE_LANGUAGES if facts.get(name) in IN_LANGUAGE}
    inside = {f"{name}_in": _(IN_LANGUAGE[code]) for name, code in codes.items()}
    return {**facts, **inside, **{f"{name}_of": _(OF_LANGUAGE[code]) for name, code in codes.items()}}


def _named(facts: Mapping[str, Fact]) -> dict[str, Fact]:
    """Return `facts` with texts as people name them: “greeting of yasny (kk)” for intro/yasny/kk."""
    named = {
        name: ", ".join(map(_part, fact.split(", "))) if name in _MAY_BE_LISTS and isinstance(fact, str) else fact
        for name, fact in facts.items()
    }
    return {**named, "rule": _(BUILT_IN)} if facts.get("rule") == "zt_audio" else named


def _part(text: str) -> str:
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
    place = ":".join(part for part in parts if part)
    return place + (_("warning: ") if problem.severity == "warning" else "")


def _shown(fact: Fact) -> Fact:
    """Keep control characters of somebody's file off the user's terminal."""
    if not isinstance(fact, str):
        return fact
    return "".join(char if char.isprintable() else "\ufffd" for char in fact)
