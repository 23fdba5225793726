"""Read a person's initials and surname as the full name; unknown initials are a problem, never a guess."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zt_audio.language.grammar import Context, Rule, Unread
from zt_audio.language.kk.forms import owned
from zt_audio.language.kk.number_tokens import CAPITAL, LETTER, SMALL, WORD_START
from zt_audio.language.kk.suffixes import attach, parse_suffix
from zt_audio.language.lexicon import Lexicon

# People after whom streets and schools of Aktobe and of the whole country are named: initial, surname -> name.
_NAMES = {
    ("М", "Оспанов"): "Марат",
    ("С", "Бәйішев"): "Сақтаған",
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
    ("Қ", "Сәтпаев"): "Қаныш",
    ("М", "Мақатаев"): "Мұқағали",
    ("Б", "Момышұлы"): "Бауыржан",
    ("Т", "Бигелдинов"): "Талғат",
    ("Д", "Қонаев"): "Дінмұхамед",
    ("М", "Өтемісұлы"): "Махамбет",
    ("Қ", "Тоқаев"): "Қасым-Жомарт",
    ("Қ-Ж", "Тоқаев"): "Қасым-Жомарт",
    ("Н", "Назарбаев"): "Нұрсұлтан",
}
# Two letters are initials where no vowel makes a word of them: «Дж. Қонаев», but «Су. Тау!»
_NO_VOWEL = "(?![АӘЕЁИОӨУҰҮЫІЭЮЯаәеёиоөуұүыіэюя])"
_INITIALS = re.compile(
    rf"(?P<initials>(?:{CAPITAL}|{_NO_VOWEL}{CAPITAL}{_NO_VOWEL}{SMALL})\.\s?(?:-?{CAPITAL}\.\s?)?)(?P<surname>{CAPITAL}{SMALL}+(?:-{LETTER}+)?)(?!\w)"
)
_AFTER_SURNAME = re.compile(rf"(?P<surname>{CAPITAL}{SMALL}{{2,}})\s(?P<initials>{CAPITAL}\.(?:\s?-?{CAPITAL}\.)?)")
_ALONE = re.compile(rf"{CAPITAL}[\s:;,()\[\]«»„“”\"–—-]*\.")
_CAPITALS = frozenset(letter for letter in WORD_START if letter.isupper())


def _split(surname: str) -> Iterator[tuple[str, str]]:
    """Yield each way to split a suffix off: Оспановтың may be Оспановтың, or Оспанов and тың."""
    yield surname, ""
    for end in range(len(surname) - 1, 2, -1):
        if parse_suffix(surname[end:]):
            yield surname[:end], surname[end:]


def _known(initials: str, surname: str) -> str | None:
    """Return the full name; None where the table lacks any of the initials: none is dropped."""
    letters = re.sub(r"[.\s]", "", initials)
    names = (_NAMES.get((letters, bare)) for bare, _ in _split(surname))
    name = next(filter(None, names), None)
    return f"{name} {surname}" if name else None


def _taught(before: str, surname: str, lexicon: Lexicon) -> str | None:
    """Return the reading of a lexicon entry that is written without the suffix it has here."""
    for bare, written in _split(surname):
        entry, suffix = lexicon.find(before + bare, 0), parse_suffix(written)
        if entry and entry.written == before + bare and suffix:
            return attach(entry.spoken, suffix, owned=owned(entry.spoken))
    return None


def _say_initials(match: re.Match[str], context: Context) -> str | Unread:
    taught = _taught(match["initials"], match["surname"], context.lexicon)
    return taught or _known(match["initials"], match["surname"]) or Unread("initials-unknown")


def _say_after_surname(match: re.Match[str], _context: Context) -> str | None:
    """Read «Оспанов М.» only where the name is known; else М. may begin the next sentence."""
    return _known(match["initials"], match["surname"])


RULES = (
    Rule("initials", _INITIALS, _say_initials, _CAPITALS),
    Rule("initials-after", _AFTER_SURNAME, _say_after_surname, _CAPITALS),
    Rule("initial-alone", _ALONE, lambda _match, _context: Unread("initials-unknown"), _CAPITALS),
)
