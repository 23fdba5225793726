"""Read what names roads and places on them: «трасса М-32», «на 312 км», «с 10 по 15 км».

Kilometres that mark a place are ordinals; behind a verb or an adjective they measure («отремонтировали 12 км
дороги»), and there the numbers are cardinals.
"""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context, Guess, Rule, Unread
from zt_audio.language.ru.cases.left_text import NEAR, last_word
from zt_audio.language.ru.words.letters import RUSSIAN_LETTERS
from zt_audio.language.ru.words.morphology import likeliest
from zt_audio.language.ru.words.number_tokens import DASH, SPACE, left_of_stop
from zt_audio.language.ru.words.numbers import Case, cardinal, ordinal
from zt_audio.language.ru.words.phrases import declined
from zt_audio.language.tables import DIGITS, word_set

# Without a hyphen the letter must stand behind one of these: «трасса М32».
_ROADS = word_set(
    "трасса трассе трассу трассы трассой автодорога автодороге автодороги автодорогу дорога дороге дороги "
    "формат формата формате форматом бумага бумаги бумаге"
)
_NUMBER = r"(?:0|[1-9]\d{0,3})"
_KM = rf"{SPACE}?(?:км(?![\w/²³])\.?|километра?(?!\w))"
_ONE = re.compile(rf"(?P<number>{_NUMBER}){SPACE}?км(?![\w/²³])\.?")
_ROAD_BEHIND = re.compile(r"\s+(?:авто)?(?:трасс|дорог|шоссе|магистрал)\w*|\s+а/д")
_ROAD_BEFORE = re.compile(r"(?:трасс|дорог|шоссе|магистрал|участ)\w*(?:\s[А-ЯЁ«M][^.!?]{0,40})?[\s,(]*$", re.IGNORECASE)
_ROAD_SPOKEN_OF = re.compile(
    r"трасс|дорог|шоссе|магистрал|а/д|ДТП|авари|столкнов|километр|переезд|занос|застря|спасател|снежн|машин|автобус|фур",
    re.IGNORECASE,
)
_ROAD_NAME = re.compile(
    r"(?:трасс|(?:авто)?дорог|шоссе|магистрал)\w*\s+(?:[«\"]?(?-i:[А-ЯЁ])[\w-]*(?:\s?[–—-]\s?(?-i:[А-ЯЁ])[\w-]*){0,3}[»\"]?,?\s+)?$",
    re.IGNORECASE,
)
_MEASURES_BEHIND = re.compile(r"\s+(?:от|выше|ниже|больше|меньше|длиннее|севернее|южнее|восточнее|западнее)(?!\w)")
_ON = word_set("на")
# At these a place begins or ends; «около» and «после» are as often before a measure.
_CASES: dict[str, Case] = {"на": "prep", "с": "gen", "со": "gen", "до": "gen", "от": "gen", "у": "gen", "к": "dat"}


def _mark(match: re.Match[str], context: Context) -> str | None:
    words = context.text[max(context.start - 30, 0) : context.start].split()
    if not match["hyphen"] and not (words and words[-1].lower() in _ROADS):
        return None
    part = f" дробь {cardinal(int(match['part'][1:]))}" if match["part"] else ""
    return f"{RUSSIAN_LETTERS[match['letters'].lower()]} {cardinal(int(match['number']))}{part}"


def _from_to(match: re.Match[str], context: Context) -> str | None:
    left = context.text[: match.start()]
    word, link = last_word(left), match["link"]
    starts = word in ("с", "со") and link in ("по", "до", "на")
    measured = word == "от" and not _ROAD_BEHIND.match(context.text, match.end()) and "километра" not in match.group()
    if not starts and (word not in ("от", "между") or measured or link == "на"):
        return None
    cases: tuple[Case, Case] = ("ins", "ins") if word == "между" else ("gen", "gen" if link == "до" else "acc")
    first = ordinal(int(match["from"]), cases[0]) + (f" {declined('*километр', cases[0])}" if match["named"] else "")
    last = f"{ordinal(int(match['to']), cases[1])} {declined('*километр', cases[1], plural=word == 'между')}"
    return f"{first} {link} {last}{left_of_stop(match)}"


def _one(match: re.Match[str], context: Context) -> str | None:
    left = context.text[: match.start()]
    word = last_word(left)
    if word not in _CASES or _MEASURES_BEHIND.match(context.text, match.end()):
        return None
    if not (
        _ROAD_BEHIND.match(context.text, match.end())
        or (word in _ON and _is_on_road(left, context.text[match.end() :]))
    ):
        return None
    case = _CASES[word]
    return f"{ordinal(int(match['number']), case)} {declined('*километр', case)}{left_of_stop(match)}"


def _is_on_road(left: str, right: str) -> bool:
    """Tell whether «на» begins a phrase of place: behind a road's name, a mark, or at the beginning of a sentence."""
    before = left[: left.rstrip().lower().rindex("на")]
    if re.search(r"(?:,|\sи)\s*$", before):
        return _ROAD_SPOKEN_OF.search(before + right[:NEAR]) is not None  # «забег на 10 км, на 5 км и на 1 км»
    if _ROAD_BEFORE.search(before[-NEAR:]) or not re.search(r"\w\s*$", before) or re.search(r"\d\s+$", before):
        return True
    return likeliest(last_word(before)).lemma in ("дтп", "авария", "пожар", "столкновение", "переезд", "пост", "мост")


def _behind_road(match: re.Match[str], context: Context) -> Guess | None:
    """«трасса М-32, 745 км»: where on the road something is; it may also be how long the road is."""
    left = context.text[: match.start()]
    placed = last_word(left) == "на" and _ROAD_SPOKEN_OF.search(left + context.text[match.end() :])
    if placed and not _MEASURES_BEHIND.match(context.text, match.end()):
        return Guess(f"{ordinal(int(match['number']), 'prep')} километре{left_of_stop(match)}")  # «застряли на 120км»
    if not _ROAD_NAME.search(left[-NEAR:]):
        return None
    return Guess(f"{ordinal(int(match['number']), 'nom')} километр{left_of_stop(match)}")


def _span(match: re.Match[str], context: Context) -> Unread | None:
    """«На участке 10–15 км», «на 10–15 км трассы»: a length, or where on the road it is."""
    word = last_word(context.text[: match.start()])
    on_road = word in _ON and _ROAD_BEHIND.match(context.text, match.end())
    return Unread("unreadable-token") if word.startswith("участ") or on_road else None


def _numbered(match: re.Match[str], context: Context) -> str:
    """«на км 164» is «на километре сто шестьдесят четыре»."""
    word = last_word(context.text[: match.start()])
    return f"{declined('*километр', _CASES.get(word, 'nom'))} {cardinal(int(match['number']))}"


MARK_RULES = (
    Rule(
        "road",
        re.compile(rf"(?<![\w.-])АИ{DASH}?(?P<number>\d{{2}})(?!\w)"),
        lambda match, _: f"а-и {cardinal(int(match['number']))}",
        frozenset("А"),
    ),
    Rule(
        "road",
        re.compile(
            rf"(?<![\w.-])(?P<letters>(?![ЪЫЬ])[А-ЯЁ])(?P<hyphen>{DASH}?)(?P<number>\d{{1,3}})(?P<part>/\d{{1,3}})?(?!\w|[.,:/-]\d|-\w)"
        ),
        _mark,
        frozenset("АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЭЮЯ"),
    ),
)
RULES = (
    Rule(
        "kilometre",
        re.compile(rf"(?<![\w/])(?<!\d )[Кк]м\.?{SPACE}(?P<number>[1-9]\d{{0,3}})(?![\w/²³-]|[.,:]\d|{SPACE}?[–—])"),
        _numbered,
        frozenset("кК"),
    ),
    Rule(
        "kilometre",
        re.compile(
            rf"(?P<from>{_NUMBER})(?:-?го)?(?P<named>{_KM})?{SPACE}(?P<link>по|до|и|на){SPACE}(?P<to>{_NUMBER})(?:-?(?:й|го|м))?{_KM}"
        ),
        _from_to,
        DIGITS,
    ),
    Rule("kilometre", _ONE, _one, DIGITS),
    Rule("kilometre", re.compile(rf"{_NUMBER}{SPACE}?{DASH}{SPACE}?{_NUMBER}{SPACE}?км(?![\w/²³])"), _span, DIGITS),
    Rule("kilometre", _ONE, _behind_road, DIGITS),
)
