"""A person's initials and surname in, the full name out; unknown initials are a problem, never a guess."""

from __future__ import annotations

import re

from zt_audio.language.kk.suffixes import parse
from zt_audio.language.kk.written import CAPITAL, LETTER, SMALL
from zt_audio.language.reading import Context, Rule, Unread

# People whom streets and schools of Aktobe and of the whole country are named after: initial, surname -> name.
_KNOWN = {
    ("М", "Оспанов"): "Марат",
    ("С", "Бәйішев"): "Сәкен",
    ("А", "Жұбанов"): "Ахмет",
    ("Қ", "Жұбанов"): "Құдайберген",
    ("Ғ", "Жұбанова"): "Ғазиза",
    ("Ә", "Молдағұлова"): "Әлия",
    ("М", "Мәметова"): "Мәншүк",
    ("Н", "Байғанин"): "Нұрпейіс",
    ("А", "Құнанбаев"): "Абай",
    ("А", "Құнанбайұлы"): "Абай",
    ("Ы", "Алтынсарин"): "Ыбырай",
    ("Ш", "Уәлиханов"): "Шоқан",
    ("А", "Байтұрсынов"): "Ахмет",
    ("А", "Байтұрсынұлы"): "Ахмет",
    ("Ә", "Бөкейхан"): "Әлихан",
    ("Ә", "Бөкейханов"): "Әлихан",
    ("М", "Дулатов"): "Міржақып",
    ("М", "Жұмабаев"): "Мағжан",
    ("Ж", "Жабаев"): "Жамбыл",
    ("Т", "Рысқұлов"): "Тұрар",
    ("С", "Сейфуллин"): "Сәкен",
    ("І", "Жансүгіров"): "Ілияс",
    ("Б", "Майлин"): "Бейімбет",
    ("М", "Әуезов"): "Мұхтар",
    ("Ғ", "Мүсірепов"): "Ғабит",
    ("Қ", "Сәтбаев"): "Қаныш",
    ("М", "Мақатаев"): "Мұқағали",
    ("Б", "Момышұлы"): "Бауыржан",
    ("Т", "Бигелдинов"): "Талғат",
    ("Д", "Қонаев"): "Дінмұхамед",
    ("М", "Өтемісұлы"): "Махамбет",
    ("Қ", "Тоқаев"): "Қасым-Жомарт",
    ("Н", "Назарбаев"): "Нұрсұлтан",
}
_INITIALS = re.compile(
    rf"(?P<first>{CAPITAL}{SMALL}?)\.\s?(?:-?{CAPITAL}\.\s?)?(?P<surname>{CAPITAL}{SMALL}+(?:-{LETTER}+)?)(?!\w)"
)
_AFTER_SURNAME = re.compile(rf"(?P<surname>{CAPITAL}{SMALL}{{2,}})\s(?P<first>{CAPITAL})\.(?:\s?{CAPITAL}\.)?")
_ALONE = re.compile(rf"{CAPITAL}\.(?=\s*\S)")
_CAPITALS = frozenset("АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЫІЭЮЯ")


def _full(initial: str, surname: str) -> str | None:
    """Return the full name; `surname` may carry a suffix (Оспановтың)."""
    for end in range(len(surname), 2, -1):
        name = _KNOWN.get((initial, surname[:end]))
        if name and (end == len(surname) or parse(surname[end:].removeprefix("-"))):
            return f"{name} {surname}"
    return None


def _say_initials(match: re.Match[str], _context: Context) -> str | Unread:
    return _full(match["first"], match["surname"]) or Unread("initials-unknown")


def _say_after_surname(match: re.Match[str], _context: Context) -> str | Unread | None:
    """Оспанов М.: read only where the name is known; else the surname may just end before a sentence."""
    return _full(match["first"], match["surname"])


RULES = (
    Rule("initials", _INITIALS, _say_initials, _CAPITALS),
    Rule("initials-after", _AFTER_SURNAME, _say_after_surname, _CAPITALS),
    Rule("initial-alone", _ALONE, lambda _match, _context: Unread("initials-unknown"), _CAPITALS),
)
