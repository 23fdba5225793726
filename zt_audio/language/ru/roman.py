"""Read Roman numerals as ordinals that agree with the noun beside them: «XXI век», «III степени», «Пётр I»."""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context, Rule
from zt_audio.language.roman_numerals import roman_value
from zt_audio.language.ru.cases.left_context import number_cases
from zt_audio.language.ru.cases.left_text import before, last_word
from zt_audio.language.ru.cases.noun_case import noun_cases
from zt_audio.language.ru.cases.right_context import OF_FEW, head_forms
from zt_audio.language.ru.words.morphology import Form, nouns
from zt_audio.language.ru.words.number_tokens import DASH, SPACE, left_of_stop
from zt_audio.language.ru.words.numbers import Case, Gender, cardinal, ordinal
from zt_audio.language.ru.words.phrases import declined

_SHORT_NOUNS = {
    "в": "*век",
    "вв": "*век",
    "кв": "*квартал",
    "ст": "*степень",
    "кл": "*класс",
    "кат": "*категория",
    "гр": "*группа",
}
_SHORT_BEHIND = re.compile(rf"\s?(?P<short>{'|'.join(sorted(_SHORT_NOUNS, key=len, reverse=True))})\.")
_MORE = re.compile(r"(?:(?:\s*,\s*|\s+(?:и|или)\s+)[IVXL]+(?!\w)){1,9}")
_LISTED = re.compile(r"(?:(?<!\w)[IVXL]+(?:,|\s+(?:и|или))\s+)+$")
_NEAR = 100  # characters: a list of ten numerals at most
# The numeral belongs to these where it stands behind them: «глава II Закона».
_NUMBERED_AFTER = (
    "глав",
    "раздел",
    "част",
    "том",
    "параграф",
    "форм",
    "этап",
    "тип",
    "групп",
    "категори",
    "степен",
    "класс",
)


def _roman(match: re.Match[str], context: Context) -> str | None:
    first, last = _value(match["first"]), _value(match["last"]) if match["last"] else 0
    if first is None or last is None:
        return None
    left, right = context.text[: match.start()], context.text[match.end() :]
    before_list = left[:-_NEAR] + _LISTED.sub("", left[-_NEAR:])
    listed = bool(last) or before_list != left
    if match["short"]:
        said, noun = _with_short_noun(first, last, match["short"], before_list, plural=listed)
        return f"{said} {noun}{left_of_stop(match)}"
    if more := _MORE.match(right):
        listed, right = True, right[more.end() :]
        if short := _SHORT_BEHIND.match(right):  # «инвалидам I и II гр.»
            return _with_short_noun(first, last, short["short"], before_list, plural=True)[0]
    case, gender = _manner(before_list, right, listed=listed)
    said = ordinal(first, case, gender)
    return f"{said}-{ordinal(last, case, gender)}" if last else said


def _index(match: re.Match[str], _: Context) -> str | None:
    """«Закон № 235-V»: the numeral behind the hyphen tells the parliament, and is said as a plain number."""
    value = _value(match["numeral"])
    return f" дефис {cardinal(value)}" if value else None


def _value(numeral: str) -> int | None:
    return None if numeral in ("Х", "ХХХ", "L") else roman_value(numeral)


def _with_short_noun(first: int, last: int, short: str, left: str, *, plural: bool) -> tuple[str, str]:
    """Return the numerals and the noun that `short` stands for, behind `left`."""
    phrase = _SHORT_NOUNS[short]
    case: Case = "acc" if last_word(left) == "за" else noun_cases(left)[0]
    gender = nouns(phrase[1:])[0].gender or "m"
    said = ordinal(first, case, gender) + (f"-{ordinal(last, case, gender)}" if last else "")
    return said, declined(phrase, case, plural=plural)


def _manner(left: str, right: str, *, listed: bool) -> tuple[Case, Gender]:
    word = last_word(left)
    if any(form.case == "gen" for form in nouns(word)) and last_word(owner := before(left, word)).startswith(
        _NUMBERED_AFTER
    ):
        left, word = owner, last_word(owner)  # «класс опасности IV»
    named = nouns(word)
    behind = word.startswith(_NUMBERED_AFTER) or _is_ruler(left, named)
    asked = number_cases(left)
    head = tuple(form for form in head_forms(right) if OF_FEW not in form.traits)  # «II республиканские игры»
    if head and not (behind and named):
        owned = listed and named and not asked and not any(form.case == "nom" and form.plural for form in head[:1])
        form = _fitting(_of_number(head, plural=listed and not owned), ("gen",) if owned else asked)
        return form.case or "nom", "pl" if form.plural and not listed else form.gender or "m"
    if named:
        form = _fitting(_of_number(named, plural=False), number_cases(left[: left.lower().rindex(word)]))
        return form.case or "nom", form.gender or "m"
    return (asked[0] if asked else "nom"), "m"


def _is_ruler(left: str, found: tuple[Form, ...]) -> bool:
    """Tell whether a person's name ends `left`: «Пётр I», but «Инвалиды I и II групп»."""
    named = re.search(r"(?<!\w)[А-ЯЁ][а-яё]+\s$", left) is not None
    return named and (not found or not found[0].known or "Name" in found[0].traits)


def _of_number(found: tuple[Form, ...], *, plural: bool) -> tuple[Form, ...]:
    return tuple(form for form in found if form.plural == plural) or found


def _fitting(found: tuple[Form, ...], asked: tuple[Case, ...]) -> Form:
    """Return the form in the first case asked for; a thing before a person, the singular before the plural."""
    order = (*asked, "nom")
    return min(found, key=lambda form: (order.index(form.case) if form.case in order else len(order), form.animate))


RULES = (
    Rule("roman", re.compile(r"(?<=\d)-(?P<numeral>[IVXLХІ]+)(?!\w)"), _index, frozenset("-")),
    Rule(
        "roman",
        re.compile(
            rf"(?P<first>[IVXLХІ]+)(?:{SPACE}?{DASH}{SPACE}?(?P<last>[IVXLХІ]+))?(?:{DASH}(?P<ending>[а-яё]{{1,3}}))?(?!\w)"
            rf"(?:{SPACE}?(?P<short>{'|'.join(sorted(_SHORT_NOUNS, key=len, reverse=True))})\.)?"
        ),
        _roman,
        frozenset("IVXLХІ"),
    ),
)
