"""Read a person's initials and surname as the full name; unknown initials are a problem, never a guess."""

from __future__ import annotations

from collections.abc import Iterator

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context, Guess, Rule, Unread
from zt_audio.language.kk.forms import letter_name, owned
from zt_audio.language.kk.number_tokens import CAPITAL, LETTER, SMALL, WORD_START, is_hasty
from zt_audio.language.kk.suffixes import attach, parse_suffix

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
# «көше А. Б. Иванов»: the initials are those of another name
_GOES_ON = re.compile(rf"[\s»)]*{CAPITAL}{SMALL}")
_CAPITALS = frozenset(letter for letter in WORD_START if letter.isupper())


def _split(surname: str) -> Iterator[tuple[str, str]]:
    """Yield each way to split a suffix off: Оспановтың may be Оспановтың, or Оспанов and тың."""
    yield surname, ""
    for end in range(len(surname) - 1, 2, -1):
        if parse_suffix(surname[end:]):
            yield surname[:end], surname[end:]


def _full_name(match: re.Match[str], context: Context) -> str | None:
    """Return the name that staff taught, with the suffix that the surname has here, or that everybody knows."""
    initials, surname = match["initials"], match["surname"]
    for bare, written in _split(surname):
        if entry := context.lexicon.person(initials, bare):
            suffix = parse_suffix(written)
            return attach(entry.spoken, suffix, owned=owned(entry.spoken)) if suffix else entry.spoken
        if name := _NAMES.get((re.sub(r"[.\s]", "", initials), bare)):  # none of the initials is dropped
            return f"{name} {surname}"
    return None


def _say(match: re.Match[str], context: Context) -> str | Guess | Unread | None:
    """Read «Серіков А. Б.» as the full name, else by the names of the letters, which is a guess.

    Before the surname letters are guessed in a hasty text only: «А.Оспан»; with a space where it has a number,
    for a title has none.
    """
    if said := _full_name(match, context):
        return said
    letters = " ".join(map(letter_name, re.findall(r"\w", match["initials"])))
    if match.start("initials") == match.start():
        hasty = is_hasty(context.text) and (" " not in match.group() or any(map(str.isdigit, context.text)))
        return Guess(f"{letters} {match['surname']}") if hasty else Unread("initials-unknown")
    if match["initials"].count(".") == 1 or context.after(_GOES_ON):
        return None
    return Guess(f"{match['surname']} {letters}")


RULES = (
    Rule(
        "initials",
        re.compile(
            rf"(?P<initials>(?:{CAPITAL}|{_NO_VOWEL}{CAPITAL}{_NO_VOWEL}{SMALL})\.\s?(?:-?{CAPITAL}\.\s?)?)(?P<surname>{CAPITAL}{SMALL}+(?:-{LETTER}+)?)(?!\w)"
        ),
        _say,
        _CAPITALS,
    ),
    Rule(
        "initials-after",
        re.compile(rf"(?P<surname>{CAPITAL}{SMALL}{{2,}})\s(?P<initials>{CAPITAL}\.(?:\s?-?{CAPITAL}\.)?)"),
        _say,
        _CAPITALS,
    ),
    Rule(
        "initial-alone",
        re.compile(rf"{CAPITAL}[\s:;,()\[\]«»„“”\"–—-]*\."),
        Unread("initials-unknown"),
        _CAPITALS,
    ),
)
