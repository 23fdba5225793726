"""Read years, spans of years and decades as ordinals, in the case that the sentence asks for."""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context, Rule
from zt_audio.language.ru.cases.left_context import number_cases
from zt_audio.language.ru.cases.left_text import last_word
from zt_audio.language.ru.words.government import Cases
from zt_audio.language.ru.words.morphology import is_noun
from zt_audio.language.ru.words.number_tokens import DASH, SPACE, left_of_stop
from zt_audio.language.ru.words.numbers import Case, ordinal
from zt_audio.language.ru.words.phrases import declined
from zt_audio.language.tables import DIGITS

_FOUR = r"[12]\d{3}"
_BARE = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?![\w%]|[.,:]\d|-\w|\s?[-–]\s?\d|—\d|\s*(?:\d|тенге|тыс|мл|чел|МРП|[₸%№]))"
)  # fmt: skip
_MONTH_BEFORE = re.compile(
    r"(?:январ|феврал|март|апрел|ма[йяею]|июн|июл|август|сентябр|октябр|ноябр|декабр)\w{0,3}"
)  # fmt: skip
_PART_BEFORE = re.compile(r"(?:мес|кв|полуг|пол|янв|февр?|апр|авг|сент?|окт|ноя?б?|дек)\.\s*$")  # «3 мес. 2026 г.»
_WORD_NEXT = re.compile(r"\s+[а-яёА-ЯЁ№]")
_CASES: dict[str, Cases] = {
    "год": ("nom", "acc"),
    "года": ("gen",),
    "году": ("prep", "dat"),
    "годом": ("ins",),
    "годе": ("prep",),
    "годы": ("nom", "acc"),
    "годов": ("gen",),
    "годам": ("dat",),
    "годами": ("ins",),
    "годах": ("prep",),
}


def _is_month(word: str) -> bool:
    """Tell whether `word` is the name of a month in any case."""
    return _MONTH_BEFORE.fullmatch(word) is not None


def _year(match: re.Match[str], context: Context) -> str:
    left, word, number = context.text[: match.start()], match["word"], int(match["year"])
    if word == "г":
        case = _case_of_short(left)
        at_home = case == "prep" and last_word(left) in ("в", "во")  # «в году», but «о годе»
        return f"{ordinal(number, case)} {'году' if at_home else declined('*год', case)}{left_of_stop(match)}"
    asked = number_cases(left)
    case = next((case for case in asked if case in _CASES[word]), _CASES[word][0])
    return f"{ordinal(number, case)} {word}{'.' if match.group().endswith('.') else ''}"


def _listed(match: re.Match[str], context: Context) -> str:
    left, word = context.text[: match.start()], match["word"]
    return ordinal(int(match["year"]), _case_of_span(left, word))


def _born(match: re.Match[str], _: Context) -> str:
    said = ordinal(int(match["year"]), "gen")
    what = "рождения" if match["what"] == "р" else "выпуска"
    if not match["last"]:
        return f"{said} года {what}{left_of_stop(match)}"
    link = f" {match['link'].strip()} " if match["link"].strip() in ("и", "или") else ", "
    return f"{said}{link}{ordinal(int(match['last']), 'gen')} годов {what}{left_of_stop(match)}"


def _case_of_short(left: str) -> Case:
    word = last_word(left)
    if _is_month(word) or _PART_BEFORE.search(left):
        return "gen"
    if word in ("в", "во", "о", "об"):
        return "prep"
    asked = () if is_noun(word) else number_cases(left)  # «за 11 месяцев 2026 г.»
    return asked[0] if asked else "gen" if word else "nom"


def _years(match: re.Match[str], context: Context) -> str | None:
    first, last = int(match["from"]), int(match["to"])
    if len(match["to"]) < len(match["from"]):  # «2025/26»: the century is left out
        last += first // 100 * 100
    if first >= last:
        return None
    word, join = match["word"] or "", match["join"]
    if join in ("по", "до"):
        return _from_to(first, last, word, join)
    case = _case_of_span(context.text[: match.start()], word)
    noun = match["school"] or " " + (word if word in _CASES else declined("*год", case, plural=True))
    return f"{ordinal(first, case)}{f' {join} ' if join else ', '}{ordinal(last, case)}{noun}{left_of_stop(match)}"


def _from_to(first: int, last: int, word: str, join: str) -> str:
    case: Case = "acc" if join == "по" else "gen"
    noun = word if word in _CASES else declined("*год", case)
    return f"{ordinal(first, 'gen')} {join} {ordinal(last, case)} {noun}"


def _case_of_span(left: str, word: str) -> Case:
    before = last_word(left)
    if word in ("", "гг", "г") and (before in {"зимой", "весной", "летом", "осенью"} or is_noun(before)):
        return "gen"  # «зимой 2025–2026 гг.», «войны 1941–1945 гг.»
    if last_word(left) in ("в", "во") and word in ("", "гг", "г"):
        return "prep"
    asked = number_cases(left)
    possible = _CASES.get(word) or (*asked, "nom")
    return next((case for case in asked if case in possible), possible[0])


def _bare(match: re.Match[str], context: Context) -> str | None:
    """Read a number that can only be a year: after a month, or alone after «в»."""
    word = last_word(context.text[: match.start()])
    if _is_month(word):
        return f"{ordinal(int(match['year']), 'gen')} года"
    if word == "в" and not _WORD_NEXT.match(context.text, match.end()):
        return f"{ordinal(int(match['year']), 'prep')} году"
    return None


RULES = (
    # «1985 г.р.», «1999–2007 г. р.», «2008 и 2009 г.р.»
    Rule(
        "year",
        re.compile(
            rf"(?P<year>{_FOUR})(?:(?P<link>{SPACE}?{DASH}{SPACE}?|{SPACE}(?:и|или){SPACE})(?P<last>{_FOUR}))?"
            rf"{SPACE}?гг?\.{SPACE}?(?P<what>р|в)(?:\.|(?<=р)(?!\w))"
        ),
        _born,
        DIGITS,
    ),
    Rule(
        "years",
        re.compile(
            rf"(?P<from>{_FOUR})(?:{SPACE}?(?:{DASH}|/){SPACE}?|{SPACE}(?P<join>и|по|или|до){SPACE})(?P<to>{_FOUR}|\d\d(?!\d))"
            rf"(?:{SPACE}?(?P<word>год(?:ы|ов|ам|ами|ах|а|у|ом|е)?|гг|г)(?![\w-])\.?(?:\s?г\.)?|(?P<school>{SPACE}учебн\w+))"
        ),
        _years,
        DIGITS,
    ),
    # «мальчиков 2007, 2010 годов рождения»: a year whose noun stands behind the last one
    Rule(
        "year",
        re.compile(
            rf"(?P<year>{_FOUR})(?=(?:,{SPACE}?{_FOUR}|{SPACE}(?:и|или){SPACE}{_FOUR}){{1,20}}{SPACE}?(?P<word>год(?:ов|ам|ами|ах|ы|а|у)|гг?)(?!\w))"
        ),
        _listed,
        DIGITS,
    ),
    Rule(
        "year",
        re.compile(
            rf"(?P<year>{_FOUR})(?:-?(?:й|го|м|му|ом|ого))?{SPACE}?(?P<word>год(?:а|у|ом|е|ов|ы|ах|ам|ами)?|г)(?![\w-])\.?(?!\s?г\.)"
        ),
        _year,
        DIGITS,
    ),
    Rule("year", _BARE, _bare, DIGITS),
)
