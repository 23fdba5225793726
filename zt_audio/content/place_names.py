"""Spell out the names of places that a table shortens: «с.Караул» is село Караул, «Қараауыл а.» Қараауыл ауылы.

The types are the rows of place_types.yaml. In Russian a type stands before the name, in Kazakh behind it; tables put
some Kazakh types first («рзд.Дүйсекен», «ферма 3»), and they go where the language has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pydantic import TypeAdapter

from zt_audio.content.fields import Name, Strict
from zt_audio.content.yaml.source import SourceText
from zt_audio.content.yaml.tree import parse_yaml
from zt_audio.model import Lang

_TABLE = "place_types.yaml"
_NUMBER = re.compile(r"№? ?(\d+)")
_NAMED_AFTER = re.compile(r"^(?:им\.|имени )\s*")  # село имени Абая
_NAMED_AFTER_KK = re.compile(r" +(?:атын|ат)\. *")
_IN_HONOUR = " атындағы"

# Kazakh letters as Russian writes them in names; for Kazakh, letters of other alphabets that look alike.
_RUSSIAN = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")
_KAZAKH = str.maketrans("ќѓњўїЌЃЊЎЇ", "қғңұіҚҒҢҰІ")


class PlaceType(Strict):
    """A row of the table."""

    kind: Name
    ru: Name
    ru_short: tuple[Name, ...]
    kk: Name
    kk_bare: Name
    kk_short: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class SpeltName:
    """A name with nothing shortened, the name alone, and its type, if the table wrote one that is known."""

    text: str
    proper: str
    type: PlaceType | None


@cache
def place_types() -> Mapping[str, PlaceType]:
    """Return the rows of the table that comes with the program."""
    text = files(__package__).joinpath(_TABLE).read_text(encoding="utf-8")
    return TypeAdapter(dict[str, PlaceType]).validate_python(parse_yaml(SourceText(_TABLE, text))[0])


def spelt_name(written: str, lang: Lang) -> SpeltName:
    """Return `written`, the name of a place in a table, with its type in full."""
    name = " ".join(written.split())
    return _spelt_kk(name) if lang == "kk" else _spelt_ru(name)


def bare_name(name: str, lang: Lang) -> tuple[tuple[str, ...], str]:
    """Return the words of `name` without the one that says what the place is, and the kind that this means, or "".

    посёлок Ясный and «с. Ясный» are Ясный of the kind village; рынок is no name but what the place is.
    """
    spelt = spelt_name(name.casefold(), lang)
    words = re.findall(r"\w+", (spelt.proper if spelt.type else spelt.text).casefold().replace("ё", "е"))
    if spelt.type and words[-1:] == [spelt.type.kk_bare]:
        words.pop()
    known, kind = _kind_words(), spelt.type.kind if spelt.type else ""
    for at in (0, -1) if not kind and len(words) > 1 else ():
        if kind := known.get(words[at], ""):
            del words[at]
            break
    return tuple(words), kind


# Words of names in a town, and those that a table does not shorten.
_KINDS_OF_WORDS = {
    "village": "село поселок аул деревня ауыл ауылы кент кенті",
    "town": "город қала қаласы",
    "street": "улица ул проспект пр переулок көше көшесі даңғылы тұйығы",
    "microdistrict": "микрорайон мкр мкрн ықшамауданы ықшамаудан",
    "district": "район ауданы",
    "square": "площадь алаңы",
    "park": "парк сквер саябағы паркі",
    "school": "школа мектеп мектебі",
    "market": "рынок базар базары",
    "hospital": "больница аурухана ауруханасы",
    "station": "вокзал вокзалы",
    "shop": "магазин дүкен дүкені",
}


@cache
def _kind_words() -> Mapping[str, str]:
    return {word: kind for kind, words in _KINDS_OF_WORDS.items() for word in words.split()}


def right_letters(name: str, lang: Lang) -> str:
    """Return `name` with the letters of its language where letters of the other one stand, or such that look alike."""
    return name.translate(_KAZAKH if lang == "kk" else _RUSSIAN)


def _spelt_ru(name: str) -> SpeltName:
    type_, proper = _without_type(name, "ru")
    if type_ is None:
        return SpeltName(name, name, None)
    if after := _NAMED_AFTER.match(proper):
        proper = f"имени {proper[after.end() :]}"
    if number := _NUMBER.fullmatch(proper):
        proper = f"№ {number[1]}"
    return SpeltName(f"{type_.ru} {proper}".strip(), proper or type_.ru, type_)


def _spelt_kk(name: str) -> SpeltName:
    name = _NAMED_AFTER_KK.sub(f"{_IN_HONOUR} ", name)
    type_, proper = _without_type(name, "kk")
    if type_ is None or name.endswith(f" {type_.kk_bare}"):  # «Шалғай ферма» is no ferma of Shalghai
        return SpeltName(name, name, type_)
    if proper.endswith(_IN_HONOUR):
        return SpeltName(f"{proper} {type_.kk_bare}", proper.removesuffix(_IN_HONOUR), type_)
    if number := _NUMBER.fullmatch(proper):
        return SpeltName(f"{number[1]}-{type_.kk_bare}", proper, type_)
    return SpeltName(f"{proper} {type_.kk}" if proper else type_.kk_bare, proper or type_.kk_bare, type_)


def _without_type(name: str, lang: Lang) -> tuple[PlaceType | None, str]:
    """Return the type that `name` begins or ends with and the rest; None and all of `name` where there is none."""
    if " " not in name and "." not in name and name not in _alone(lang):
        return None, name
    for word, pattern, type_ in _patterns(lang):
        if word in name and (found := pattern.fullmatch(name)):
            return type_, (found["name"] or "").strip()
    return None, name


@cache
def _patterns(lang: Lang) -> tuple[tuple[str, re.Pattern[str], PlaceType], ...]:
    """Return the words that stand for a type in a language, with what finds them in a name.

    The longest words come first, so that «кр.хоз» is no «к.».
    """
    words = sorted(_words(lang), key=lambda each: -len(each[0]))
    found = []
    if lang == "kk":
        found = [(word, re.compile(rf"(?P<name>.+?) +{re.escape(word)}\.?"), type_) for word, _full, type_ in words]
    for word, is_full, type_ in words:
        between = " +" if is_full else r"(?:\. *| +)"
        found.append((word, re.compile(rf"{re.escape(word)}(?:{between}(?P<name>.+)|)"), type_))
    return tuple(found)


@cache
def _alone(lang: Lang) -> frozenset[str]:
    return frozenset(word for word, _pattern, _type in _patterns(lang))


def _words(lang: Lang) -> Iterator[tuple[str, bool, PlaceType]]:
    """Yield each way of writing a type, whether it is the whole word, and the type."""
    for type_ in place_types().values():
        full = (type_.ru,) if lang == "ru" else (type_.kk, type_.kk_bare)
        short = type_.ru_short if lang == "ru" else type_.kk_short
        yield from ((word, word in full, type_) for word in dict.fromkeys((*full, *short)))
