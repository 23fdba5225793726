"""Read streets, towns, regions and titles that are short before or behind a name, in the right case.

The tables list what is short with the phrase that is said for it; `*` marks its head. A hyphen or a stroke inside makes
the full stop needless.
"""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context, Guess, Rule
from zt_audio.language.ru.cases.clip_cases import HAVE_PARTS, NUMBERED_BUILDING
from zt_audio.language.ru.cases.left_text import last_word
from zt_audio.language.ru.cases.noun_case import noun_cases, place_case
from zt_audio.language.ru.people import cases_of_surname
from zt_audio.language.ru.words.endings import TOWNS
from zt_audio.language.ru.words.morphology import adjectives, forms, likeliest, nouns
from zt_audio.language.ru.words.number_tokens import SPACE, any_short
from zt_audio.language.ru.words.numbers import Case
from zt_audio.language.ru.words.phrases import declined, gender_of
from zt_audio.language.tables import heads, word_set

BEFORE_NAME = {
    # in a town
    "ул": "*улица",
    "пр": "*проспект",
    "просп": "*проспект",
    "пр-т": "*проспект",
    "пр-кт": "*проспект",
    "п-т": "*проспект",
    "пл": "*площадь",
    "пер": "*переулок",
    "пр-д": "*проезд",
    "туп": "*тупик",
    "бул": "*бульвар",
    "бульв": "*бульвар",
    "б-р": "*бульвар",
    "наб": "*набережная",
    "ш": "*шоссе",
    "мкр": "*микрорайон",
    "мкрн": "*микрорайон",
    "мкр-н": "*микрорайон",
    "м-н": "*микрорайон",
    "ж/м": "жилой *массив",
    "кв-л": "*квартал",
    "ост": "*остановка",
    "маг": "*магазин",
    "гост": "*гостиница",
    "р-к": "*рынок",
    # towns and regions
    "г": "*город",
    "гор": "*город",
    "пос": "*посёлок",
    "п": "*посёлок",
    "с": "*село",
    "а": "*аул",
    "д": "*деревня",
    "ст": "*станция",
    "рзд": "*разъезд",
    "обл": "*область",
    "р-н": "*район",
    "р": "*река",
    "оз": "*озеро",
    "м-ка": "*местность",
    "а/о": "аульный *округ",
    "с/о": "сельский *округ",
    # people
    "гр": "*гражданин",
    "гр-н": "*гражданин",
    "гр-ка": "*гражданка",
    "г-н": "*господин",
    "г-жа": "*госпожа",
    "тов": "*товарищ",
    "акад": "*академик",
    "проф": "*профессор",
    "св": "*святой",
    "ген": "*генерал",
    "зам": "*заместитель",
    "нач": "*начальник",
    "дир": "*директор",
    "зав": "*заведующий",
    "инсп": "*инспектор",
    "м-р": "*майор",
    "к-н": "*капитан",
    "п-к": "*полковник",
    "п/п-к": "*подполковник",
    "л-т": "*лейтенант",
}
# These may also stand before a small letter («зам. начальника», «ул. братьев Жубановых») ...
BEFORE_SMALL = frozenset({"ул", "пр", "мкр", "пос", "ост", "маг", "зам", "нач", "дир", "зав"})
# ... and these before a number («ул. 8 Марта», «мкр. 8»).
BEFORE_DIGIT = frozenset({"ул", "пр", "пер", "мкр", "мкрн", "мкр-н", "м-н", "ост", "пл", "рзд"})
AFTER_NAME = ("обл", "р-н", "ул", "пр-т", "пр", "мкр", "гор", "г", "пл", "пер")
BEFORE_NUMBER = {
    "рзд": "*разъезд",
    "д": "*дом",
    "дом": "*дом",
    "кв": "*квартира",
    "корп": "*корпус",
    "к": "*корпус",
    "стр": "*строение",
    "вл": "*владение",
    "влад": "*владение",
    "уч": "*участок",
    "каб": "*кабинет",
    "оф": "*офис",
    "под": "*подъезд",
    "пом": "*помещение",
    "эт": "*этаж",
    "ауд": "*аудитория",
    "ком": "*комната",
    "в/ч": "войсковая *часть",
    "маршр": "*маршрут",
    "авт": "*автобус",
    "мкр": "*микрорайон",
    "мкрн": "*микрорайон",
    "пав": "*павильон",
    "бут": "*бутик",
    "блок": "*блок",
    "ряд": "*ряд",
}
WITHOUT_STOP = frozenset({"мкр", "мкрн", "рзд", "дом", "блок", "ряд"})
EVERY_SHORT = frozenset(BEFORE_NAME) | frozenset(BEFORE_NUMBER)
_PEOPLE = frozenset({"гр", "тов"})
_OFFICIALS = frozenset({"зам", "нач", "дир", "зав", "г-н"})
_WOMAN_OR_OBJECT = re.compile(r"[А-ЯЁ][а-яё]+(?:[оеё]в|[иы]н)а(?!\w)")
_SURNAME = re.compile(r"(?:[а-яё]+\s)?(?:[А-ЯЁ]\.\s?)*([А-ЯЁ][а-яё]+)")
_OF_CHILDREN = re.compile(r"(?<!\w)(?i:утренник|садик|дет\w*\s?сад|воспитат|родител|ясл|карантин)")
_INITIALISM = re.compile(r"[А-ЯЁ][а-яё]?[А-ЯЁ]")
_NAME = re.compile(r"[«\"]?[А-ЯЁA-Z]")
_NAME_SOON = re.compile(r"(?:[а-яё.]+\s?){1,2}[«\"]?[А-ЯЁA-Z\d]")  # «ул. братьев Жубановых», but «пр. дни»
_PRICE = re.compile(r"\d{4}(?!\s?(?:кв|м|га))")  # «приём пл 6500»
_ROMAN = re.compile(r"[IVX]+(?!\w)")
_CASE_OF_ENDING: dict[str, Case] = {"а": "gen", "у": "dat", "ом": "ins", "е": "prep", "ов": "gen", "ы": "nom"}
_CAPITALISED = re.compile(r"([А-ЯЁ][\w-]+)\s+$")
_STREETS = frozenset({"ул", "пр", "просп", "пер", "пл", "мкр"})
# What happens, or is missing, in a place that is typed behind it: «нет воды пос. Заречный»
_HAPPENING = word_set("вода свет газ тепло отопление связь интернет самовывоз доставка пожар авария порыв адрес")
_HOUSE = re.compile(r"[«\"]?[А-ЯЁ][\w-]+[»\"]?(?:\s[А-ЯЁа-яё][\w-]+)?,?\s+(?:д(?:ом|\.)?\s?)?\d")
_DONE_TO = re.compile(r"(?:[«\"][^»\"]+[»\"]|[А-ЯЁ][\w-]+(?:\s[А-ЯЁ][\w-]+)?)\s(?:не\s)?([а-яё]+)")
_CUT_OFF = re.compile(r"(?:^|[.!?:,]\s+)([А-ЯЁа-яё]+)\s+(?:от|к|из)\s+[а-яё]+\s+$")  # «отрезано от города с. Косистек»
_SENTENCE_ENDS = re.compile(r"\s*$|\s+[А-ЯЁ]\w+\s+[а-я]")


def _before_name(match: re.Match[str], context: Context) -> str | Guess | None:
    short, left, right = match["short"].lower(), context.text[: match.start()], context.text[match.end() :]
    whole = match["stop"] or short in WITHOUT_STOP or "-" in short or "/" in short
    if not whole or short not in BEFORE_NAME or not _may_precede(short, right):
        return None
    if short == "а" and any(form.kind == "NUMR" for form in forms(last_word(left) or short)):
        return None  # «дом семь а. Потом …»
    if short in _PEOPLE and (
        right[0] in '«"'
        or (_WOMAN_OR_OBJECT.match(right) and noun_cases(left)[0] == "nom")
        or _is_no_surname(right)
        or _OF_CHILDREN.search(context.text)
    ):
        return None  # «в гр. «Звёздочка»», «гр. Иванова»: a woman, or the object of a verb; «в гр.Солнышко»
    if short in _PEOPLE | _OFFICIALS and last_word(left) in ("и", "или") and noun_cases(left)[0] == "gen":
        return None  # «директор школы и зам. акима»: of the school, or another person
    phrase = "*магазин" if short == "м-н" and right.startswith("«") else BEFORE_NAME[short]
    cut_off = _CUT_OFF.search(left)
    if cut_off and likeliest(cut_off[1]).kind == "PRTS" and likeliest(cut_off[1]).gender == gender_of(phrase):
        return Guess(f"{declined(phrase, 'nom')} ")  # the city's village, or it is the village that is cut off
    return f"{declined(phrase, _case_of_adjective(left, phrase) or _place_case(short, left, right))} "


def _is_no_surname(right: str) -> bool:
    name = _SURNAME.match(right)
    kinds = forms(name[1].lower()) if name else ()
    return (
        bool(kinds) and kinds[0].known and kinds[0].kind == "NOUN" and not any("Surn" in form.traits for form in kinds)
    )


def _may_precede(short: str, right: str) -> bool:
    behind = re.match(r"[а-яё]+(?!\.|\w)", right) if short in _OFFICIALS else None
    kinds = forms(behind.group()) if behind else ()
    things = short == "зам" and bool(kinds) and kinds[0].known and not kinds[0].animate  # «зам. труб» is a change
    unfit = bool(kinds) and all(form.case != "gen" for form in kinds)  # «нач. цена»
    if _ROMAN.match(right) or things or unfit:  # «п. IV» is a point
        return False
    if right[0].islower() and not _NAME_SOON.match(right):
        return short in ("зам", "нач", "дир", "зав", "маг", "ост")
    if right.lstrip('«"')[0].isdecimal():
        return short in BEFORE_DIGIT and not _PRICE.match(right)
    if short == "ст" and _INITIALISM.match(right):
        return False  # «ст. УК» is an article without its number
    return bool(_NAME.match(right)) or short in BEFORE_SMALL or right.startswith("им.")


def _place_case(short: str, left: str, right: str) -> Case:
    """«с ул. Абая» is from there, «с зам. акима» together with him; «пожар ул. Абая 5» are two things in a row."""
    done = _DONE_TO.match(right) if not last_word(left) else None
    if done and {"VERB", "tran", "plur"} <= likeliest(done[1]).traits:
        return "acc"  # «ост. «Нурдаулет» перенесли»
    noun = likeliest(last_word(left) or short)
    named = short in _STREETS and noun.lemma not in HAVE_PARTS | {"дом"} and _HOUSE.match(right)
    if noun.kind == "VERB" and "tran" in noun.traits and short in _STREETS | {"пр-т", "пр-кт", "б-р"}:
        return "acc"  # «перекрыл ул. Абая»: no street does anything
    if noun.kind == "NOUN" and (named or (noun.lemma in _HAPPENING and short not in _PEOPLE | _OFFICIALS)):
        return "nom"
    if short not in _PEOPLE | _OFFICIALS | {"инсп"}:
        return "gen" if NUMBERED_BUILDING.search(left) else place_case(left)
    asked, name = noun_cases(left), _SURNAME.match(right)
    shown = cases_of_surname(name[1]) if name else ()
    return next(
        (case for case in asked if case in shown), shown[0] if shown else asked[0]
    )  # «с участковым инсп. Омаровым»


def _in_honour(match: re.Match[str], context: Context) -> str | None:
    """«школа им. Абая» is named after him, but «дали им. Потом …» ends a sentence."""
    word = last_word(context.text[: match.start()])
    kinds = forms(word)
    is_name = not any(form.known for form in kinds)
    return "имени " if is_name or kinds[:1] == nouns(word)[:1] else None


def _case_of_adjective(left: str, phrase: str) -> Case | None:
    """«Актюбинской обл.», «в Алгинском р-не»: an adjective of the noun's gender before it tells its case."""
    match = _CAPITALISED.search(left)
    if not match:
        return None
    own = [form.case for form in adjectives(match.group(1)) if form.gender == gender_of(phrase)]
    asked = noun_cases(left[: match.start()])
    return next((case for case in asked if case in own), own[0] if own else None)


def _with_ending(match: re.Match[str], _: Context) -> str:
    """«на пр-те»: the case is written."""
    ending = match["ending"]
    if match["short"] == "гр-н" and ending == "е":
        return "граждане"
    return declined(BEFORE_NAME[match["short"]], _CASE_OF_ENDING[ending], plural=ending in ("ов", "ы"))


def _behind_name(match: re.Match[str], context: Context) -> str | None:
    """«Актюбинская обл.»: behind an adjective that agrees with it."""
    phrase = BEFORE_NAME[match["short"]]
    case = _case_of_adjective(context.text[: match.start()], phrase)
    if case is None:
        return None
    ends = match.group().endswith(".") and _SENTENCE_ENDS.match(context.text, match.end())
    return declined(phrase, case) + ("." if ends else "")


RULES = (
    Rule(
        "address",
        re.compile(r"(?P<short>пр-к?т|п-т|р-н|мкр-н|б-р|кв-л|пр-д|гр-н|г-н|р-к)(?P<ending>а|у|ом|е|ов|ы)(?!\w)"),
        _with_ending,
        frozenset("прмбкг"),
    ),
    Rule(
        "address",
        re.compile(rf"(?P<short>{any_short(AFTER_NAME)})(?:\.|(?<=-[нт])(?!\w))"),
        _behind_name,
        frozenset(short[0] for short in AFTER_NAME),
    ),
    # A capital letter may begin a sentence before a town that we know: «Г. Актобе».
    Rule(
        "address",
        re.compile(rf"(?P<short>[ГПС])\.{SPACE}*(?=(?:{any_short(TOWNS)})(?!\w))"),
        lambda match, _: f"{declined(BEFORE_NAME[match['short'].lower()], 'nom').capitalize()} ",
        frozenset("ГПС"),
    ),
    Rule("address", re.compile(rf"(?<![\w-])им\.{SPACE}*(?=[«\"]?[А-ЯЁA-Z])"), _in_honour, frozenset("и")),
    # A capital letter alone is an initial, never «город»; longer ones may begin a sentence.
    Rule(
        "address",
        re.compile(
            rf"(?<![\w-])(?P<short>(?i:(?!.[.\s])(?:{any_short(BEFORE_NAME)}))|[а-я](?=\.))(?:(?P<stop>\.)|(?![\w.-])){SPACE}*"
            rf"(?=[«\"]?[А-ЯЁA-Z]|[«\"]?\d|[а-яё])"
        ),
        _before_name,
        heads(BEFORE_NAME, '.«"') | {f"{short[0]}." for short in BEFORE_NAME},
    ),
)
