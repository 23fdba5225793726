"""Read numbers with an ending («8-го», «90-е», «5-ти») as the words that end so.

No table of endings: of all forms of the number that end as written, the one that fits the words around is said.
"""

from __future__ import annotations

from functools import lru_cache

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context, Rule, Unread
from zt_audio.language.ru.cases.counting import NumberManner, is_ordered, say_number
from zt_audio.language.ru.cases.left_context import number_cases
from zt_audio.language.ru.cases.left_text import last_word
from zt_audio.language.ru.cases.noun_case import place_case
from zt_audio.language.ru.cases.right_context import head_forms
from zt_audio.language.ru.words.government import Cases
from zt_audio.language.ru.words.letters import LETTERS
from zt_audio.language.ru.words.morphology import Form
from zt_audio.language.ru.words.number_tokens import DASH, SPACE, any_short, left_of_stop
from zt_audio.language.ru.words.numbers import CASES, Case, Gender, cardinal, collective, ordinal, plural_kind
from zt_audio.language.ru.words.phrases import counted, declined, gender_of
from zt_audio.language.tables import DIGITS, word_set

_GENDERS: tuple[Gender, ...] = ("m", "f", "n", "pl")
# A cardinal is meant by these endings: двух, пяти, восьми, двумя, сорока.
_CARDINAL_ENDINGS = word_set("ти ми мя ка та ух ёх ех мью тью")
# Abbreviated nouns that are numbered in order: with a full stop, and without it.
_WITH_STOP = {
    "г": "*год",
    "гг": "*годы",
    "в": "*век",
    "вв": "*века",
    "кл": "*класс",
    "кв": "*квартал",
    "эт": "*этаж",
    "кат": "*категория",
    "под": "*подъезд",
    "ул": "*улица",
    "пер": "*переулок",
    "мкр": "*микрорайон",
    "мкрн": "*микрорайон",
}
_WITHOUT_STOP = {
    "км": "*километр",
    "мкр": "*микрорайон",
    "мкрн": "*микрорайон",
    "мкр-н": "*микрорайон",
    "м-н": "*микрорайон",
    "кв-л": "*квартал",
    "рзд": "*разъезд",
}
SHORT_NOUN = rf"(?:(?:{any_short(_WITH_STOP)})\.|(?:{any_short(_WITHOUT_STOP)})(?![\w/.-]))"
# Endings that people write without a hyphen and that are neither a unit nor the letter of a house: «1й подъезд».
_GLUED = "(?:й|ый|ий|ой|ая|ую|ое|ого|ому|ти|ых|ым|ые)"
_OF_GROUP = re.compile(r"\s*(?:инвалид|кров|риск|здоров)")
_CASE_OF_ENDING: dict[str, Case] = {"а": "gen", "у": "dat", "ом": "ins", "е": "prep"}
_CLASS = r"\d{1,2}[ -]?[«\"]?[А-ДЖа-дж][»\"]?"
_CLASSES_BEFORE = re.compile(rf"(?:{_CLASS}(?:,\s*|\s+и\s+)){{1,9}}$")
_ORDINAL_BEFORE = re.compile(r"(?<!\d)(?:\d*[05-9]|\d*1)-(?:м|х|ми)(?:,|\s+и)\s+$")
_GROUPS = range(2, 8)
# «Погибли 2-е», «из них 3-е без документов»
OF_PEOPLE = (
    r"(?<!\w)(?:из\s(?:них|нас|вас)|(?:из|среди)\s\d+\s(?:дет|чел|пас|пос|жит|раб|уче|учащ|шко|под|жен|муж)\w*|их|нас|вас|(?:погиб|пострада|задержа|достав|эвакуирова|спас|госпитализирова|умер|выжи"
    r"|постра|ране|пропа|утону|замёрз|замерз|отрави|заболе)\w*(?:ли|ны|ши|ло|но)|было|осталось|ещё|еще|все|всего)\s+$"
)
_THEY_ACT = re.compile(
    r"\s(?:уже\s|ещё\s|не\s)?(?!заня|получ|взя)[а-яё]{2,}(?:ли|лись)(?!\w)"
)  # «передо мной 2-е ушли»
_ON_DAY = re.compile(r"(?<!\w)(?:ночь|утро|вечер|день)\s+на\s+$", re.IGNORECASE)
_LISTED = re.compile(r"\d-е(?:,|\s+и)\s+$")


def _suffixed(match: re.Match[str], context: Context) -> str | Unread | None:
    left, right = context.text[: match.start()], context.text[match.end() :]
    phrase = phrase_of_short(match["noun"])
    several = bool(phrase) and match["ending"] == "е" and gender_of(phrase) != "n"  # «набор в 7-е кл.»
    head = head_forms(f" {declined(phrase, 'nom', plural=True) if several else phrase[1:]}" if phrase else right)
    if match["ending"] == "е" and (_LISTED.search(left) or _ON_DAY.search(left)):
        head = ()  # «1-е и 2-е места»: each is one place; «в ночь на 9-е заморозки»: a day
    number = int(match["last"] or match["number"])
    if match["ending"] == "е" and head and "Pltm" in head[0].traits and head[0].case in ("nom", "acc"):
        return ordinal(number, "nom", "pl")  # «3-е сутки без воды»
    acted = re.search(OF_PEOPLE, left, re.IGNORECASE) or _THEY_ACT.match(right)
    people = match["ending"] in ("е", "ое") and not head and number in _GROUPS and acted
    if not match["last"] and (people or (match["ending"] in ("е", "ое") and _is_group(number, head))):
        return collective(number)
    ranged = bool(match["last"]) and bool(head) and is_ordered(head, left)  # «учеников 1–4-х классов»
    ranged = ranged or _ORDINAL_BEFORE.search(left) is not None  # «по 1-м и 3-м субботам»
    asked = number_cases(left)
    manner = _best(number, match["ending"], head, asked, any_case=bool(phrase), in_order=ranged)
    if match["ending"] == "ть" and asked and not {"nom", "acc"} & {*asked}:
        return Unread("unreadable-token")  # «до 5-ть»
    if manner is None:
        return None
    first = f"{say_number(int(match['number']), manner)}-" if match["last"] else ""
    said = f"{first}{say_number(number, manner)}"
    if not phrase:
        return said
    plural = manner.gender == "pl"
    noun = declined(phrase, manner.case, plural=plural) if manner.in_order else counted(phrase, number, manner.case)
    return f"{said} {noun}{left_of_stop(match)}"


def _is_group(number: int, head: tuple[Form, ...]) -> bool:
    """Tell whether «3-е детей» is meant as «трое детей»: people or days in the genitive plural follow."""
    several = bool(head) and head[0].plural and head[0].case in ("gen", "acc")
    people = several and (head[0].animate or (head[0].lemma == "сутки" and head[0].case == "gen"))
    return people and number in (2, 3)


def _school_class(match: re.Match[str], context: Context) -> str:
    """«в 9 «А» классе», «5б класс», «5 «А» и 5 «Б» классы»."""
    number = int(match["number"])
    left = _CLASSES_BEFORE.sub("", context.text[: match.start()])
    listed = match["more"] or left != context.text[: match.start()]
    asked = number_cases(left) or ("nom",)
    found = [form.case for form in head_forms(match["noun"]) if form.case and (not listed or form.plural)]
    case = next((case for case in asked if case in found), found[0] if found else asked[0])
    manner = NumberManner(case, in_order=True)
    return f"{say_number(number, manner)} {LETTERS[match['letter'].lower()]}"


def _contracted(match: re.Match[str], _: Context) -> str:
    case = _CASE_OF_ENDING[match["ending"]]
    phrase = _WITHOUT_STOP.get(match["short"], "*район")
    return f"{ordinal(int(match['number']), case)} {declined(phrase, case)}"


def _span(match: re.Match[str], context: Context) -> str:
    """«для 1-4 кл.»: both ends in the plural of the case, as there are many of each; «на 3-5 эт.» is of one house."""
    case, phrase = place_case(context.text[: match.start()]), _WITH_STOP[match["noun"]]
    gender = "pl" if match["noun"] == "кл" else gender_of(phrase)
    said = f"{ordinal(int(match['number']), case, gender)}-{ordinal(int(match['last']), case, gender)}"
    return f"{said} {declined(phrase, case, plural=True)}{left_of_stop(match)}"


def phrase_of_short(short: str | None) -> str:
    """Return what a short noun behind a number stands for: «мкр.» gives «*микрорайон»; '' for none."""
    bare = (short or "").removesuffix(".")
    if bare == "гр":
        return "*группа"  # «1 гр. инвалидности»; elsewhere they are grams
    return _WITH_STOP.get(bare) or _WITHOUT_STOP.get(bare, "")


def _numbered(match: re.Match[str], context: Context) -> str | None:
    """«в 8 мкр.»: the number in order, the noun where its place asks it to be."""
    left = context.text[: match.start()]
    word = last_word(left)
    if match["noun"] == "гр." and not (word.startswith("инвалид") or _OF_GROUP.match(context.text, match.end())):
        return None  # grams
    case = "acc" if word == "за" else place_case(left)
    phrase = phrase_of_short(match["noun"])
    said = f"{ordinal(int(match['number']), case, gender_of(phrase))} {declined(phrase, case)}"
    return f"{said}{left_of_stop(match)}"


def _best(
    number: int, ending: str, head: tuple[Form, ...], asked: Cases, *, any_case: bool, in_order: bool
) -> NumberManner | None:
    """Return the form of `number` with this ending that fits best; a short noun takes any case it is given."""
    found = _ending_in(number % 100 or number, ending)  # its last word alone has the ending
    few = plural_kind(number) == "few" and (
        ending == "х" or (ending == "м" and any(form.plural and form.case == "dat" for form in head))
    )
    counts = (few or ending in _CARDINAL_ENDINGS) and not in_order
    counts = counts and (ending != "ми" or bool(head or asked))  # «стали 298-ми»
    decade = number % 10 == 0 and not head and asked != ("acc",)  # «с 25-го по 30-е»

    def misfit(manner: NumberManner) -> tuple[bool, bool, int, bool, int]:
        agrees = any(_agree(manner, form, any_case=any_case) for form in head)
        place = asked.index(manner.case) if manner.case in asked else len(CASES)
        not_decade = decade and manner.gender != "pl"
        return (bool(head) and not agrees, manner.in_order == counts, place, not_decade, CASES.index(manner.case))

    return min(found, key=misfit, default=None)


@lru_cache(maxsize=1024)
def _ending_in(number: int, ending: str) -> tuple[NumberManner, ...]:
    """Return the forms of `number` that end in `ending`."""
    ordered = ((case, gender) for gender in _GENDERS for case in CASES)
    return (
        *(NumberManner(*form, in_order=True) for form in ordered if ordinal(number, *form).endswith(ending)),
        *(NumberManner(case, "m") for case in CASES[1:] if cardinal(number, case).endswith(ending)),
    )


def _agree(manner: NumberManner, form: Form, *, any_case: bool) -> bool:
    if any_case:
        return form.gender == manner.gender or (form.plural and manner.gender == "pl")
    if not manner.in_order:
        return form.plural and form.case in (manner.case, "gen" if manner.case == "acc" else None)
    if form.case != manner.case:
        return form.animate and manner.case == "gen" and form.case == "acc"
    return manner.gender == "pl" if form.plural else manner.gender == form.gender


RULES = (
    Rule(
        "class",
        re.compile(
            r"(?P<number>\d{1,2})[ -]?[«\"]?(?P<letter>[А-ДЖа-дж])[»\"]?"
            rf"(?=(?P<more>(?:(?:,\s*|\s+и\s+){_CLASS}){{0,9}})(?P<noun>\s+класс\w*))"
        ),
        _school_class,
        DIGITS,
    ),
    Rule(
        "ending",
        re.compile(
            rf"(?P<number>\d{{1,9}})(?:{DASH}(?:(?P<last>\d{{1,9}}){DASH})?|(?={_GLUED}(?!\w)))(?P<ending>[а-яё]{{1,3}})(?!\w|-\w)"
            rf"(?:{SPACE}(?P<noun>{SHORT_NOUN}))?"
        ),
        _suffixed,
        DIGITS,
    ),
    Rule(
        "ordered",
        re.compile(rf"(?P<number>\d{{1,2}}){SPACE}?{DASH}{SPACE}?(?P<last>\d{{1,2}}){SPACE}*(?P<noun>кл|эт|мкр|под)\."),
        _span,
        DIGITS,
    ),
    # «в 5 мкр-не»: the case is written.
    Rule(
        "ordered",
        re.compile(rf"(?P<number>\d{{1,3}}){SPACE}+(?P<short>мкр-н|м-н|кв-л)(?P<ending>а|у|ом|е)(?!\w)"),
        _contracted,
        DIGITS,
    ),
    Rule(
        "ordered",
        re.compile(
            rf"(?P<number>\d{{1,3}}){SPACE}*(?P<noun>(?:мкрн?|гр|кл|эт(?!\.\s*(?:жил|дом|здан))|под|кат|пер)\.|(?:мкр-н|мкрн?|м-н|кв-л|рзд)(?![\w-])"
            rf"|кв\.(?={SPACE}?[12]\d{{3}}))"
        ),
        _numbered,
        DIGITS,
    ),
)
