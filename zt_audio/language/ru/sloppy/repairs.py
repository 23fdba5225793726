"""List how Russian text is typed sloppily, and what it may stand for; the likeliest rows first.

Rows that keep every letter and digit put marks and spaces back; the others are offers only, for a person to choose.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache, partial
from itertools import islice

from zt_audio.language import late_re as re
from zt_audio.language.repairs import TWINS, RepairRule, repair_row
from zt_audio.language.ru.cases.left_context import number_case
from zt_audio.language.ru.dates import MONTHS
from zt_audio.language.ru.organisation_names import ORGANISATION_PHRASES
from zt_audio.language.ru.quantities import number_and_noun
from zt_audio.language.ru.sloppy.clips import CLIPS
from zt_audio.language.ru.sloppy.cut_words import contracted, meant_by
from zt_audio.language.ru.sloppy.kinds import SHORT, offers
from zt_audio.language.ru.sloppy.latin_names import as_it_sounds, letter_by_letter, site_said
from zt_audio.language.ru.sloppy.spelt_out import ABBREVIATED, is_far_likelier, may_be_cut, offered
from zt_audio.language.ru.words.government import BARE_GOVERNED
from zt_audio.language.ru.words.known_words import (
    frequent_lemmas,
    frequent_words,
    is_unknown,
    may_lack_space,
    words_that_begin,
)
from zt_audio.language.ru.words.letters import letter_names
from zt_audio.language.ru.words.morphology import forms, is_in_dictionary, is_verb, nouns
from zt_audio.language.ru.words.number_tokens import Number, any_short, key
from zt_audio.language.ru.words.numbers import Case, cardinal, decimal, ordinal
from zt_audio.language.ru.words.phrases import counted, declined, plural_after_number
from zt_audio.language.ru.words.units import FOR_EACH, FOR_EACH_SIGN, PHRASES, UNITS
from zt_audio.language.tables import any_of, word_set

_SMALL = "[а-яё]"
_INITIAL = re.compile(r"\s?[А-ЯЁ]\.")
_KAZAKH = str.maketrans("ӘҒҚҢӨҰҮҺІәғқңөұүһі", "АГКНОУУХИагкноуухи")
_DAY_OF_WEEK = "(?:пн|вт|ср|чт|пт|сб|вс)"
_HOUR, _MINUTE = r"(?:[01]?\d|2[0-4])", r"[0-5]\d"
_DAY, _MONTH = r"(?:[12]\d|3[01]|0?[1-9])", r"(?:0[1-9]|1[0-2])"
_MEASURED = word_set(
    "метр километр сантиметр миллиметр литр килограмм грамм тонна процент час год месяц день раз балл рубль"
)
_WITHOUT_STOP = word_set("км м см мм дм кг г мг л мл т ц га с ч млн млрд трлн")  # signs of units have none
# What no thermometer shows: «Хлеб -180 тг», «Возраст -18 лет»
_NEVER_COLD = r"\d{3}|\d+\s?(?:тг|тенге|₸|руб|тыс|млн|лет|год|чел|человек|шт|мрп|МРП|кг|дн|мес)(?!\w)"
_IN_CAPITALS = frozenset(name for name in (*UNITS, *ORGANISATION_PHRASES) if name.isupper() and name.isalpha())
_FROM_BEFORE = re.compile(r"(?<!\w)со?\s$", re.IGNORECASE)
_SIGHT = 100  # characters
_LAST_HOUR, _MOST_FLATS = 24, 400
_MOST_WHOLE = 4  # words for one that is cut short
_NUMBER_ENDS = re.compile(r"\d\s?$")
# «улица А. С. Пушкина»: the initials of a place may go unsaid
_NO_NAME_OF_PLACE = r"(?<!лиц[аеыу]\s)(?<!кол[аеыу]\s)(?<!мени\s)(?<!(?:ул|им|пр)\.\s)(?<!(?:ул|им|пр)\.)"
_NAME_BEHIND = re.compile(r"\s[А-ЯЁ]")
_ALIASES = {
    "им": ("имени",),
    "в/п": ("вредных привычек",),
    "в/у": ("водительское удостоверение",),
    "об": ("обе", "оба"),
    "д/з": ("домашнее задание",),
    "б/лист": ("больничный лист",),
    "б/л": ("больничный лист",),
    "г/в": ("горячая вода",),
    "х/в": ("холодная вода",),
    "р/ц": ("районный центр",),
    "ж/б": ("железобетонный",),
    "п/ф": ("полуфабрикаты",),
    "м/у": ("между",),
    "г.з": ("государственный заказ",),
    "к.д": ("коммунальный долг",),
    "сут": ("сутки", "суток"),
    "г.р": ("года рождения",),
    "г/р": ("года рождения",),
    "м/ж": ("между",),
    "теч": ("течение",),
    "ч/б": ("чёрно-белая", "чёрно-белый"),
    "дд": ("дома", "домов"),
    "жд": ("железнодорожный", "железнодорожная"),
    "дт": ("дизельное топливо",),
    "лс": ("личные сообщения", "личку"),
    "мк": ("мастер-класс",),
    "спс": ("спасибо",),
    "вс": ("воскресенье",),
    "кг": ("килограмм",),
    "л": ("лет", "литров", "литра"),
    "м": ("метр", "метров"),
    "ч": ("часть", "часов"),
    "п": ("пункт", "посёлок", "пункта"),
    "г": ("год", "город"),
    **dict.fromkeys(("пж", "пжл", "пжлст", "плиз"), ("пожалуйста",)),
    "дз": ("домашнее задание",),
    "акб": ("аккумулятор",),
}
_ENDS_WORDS = frozenset("аеёиоуыэюяйь")
_MOST_WORDS = 2
_SLASHED = {short: words for short, words in _ALIASES.items() if "/" in short and len(words) == 1}
_ARES_OR_SECONDS = ("*сотка", "*секунда")
_ALPHABET, _VOWELS = "абвгдежзийклмнопрстуфхцчшщъыьэюя", frozenset("аеиоуыэюя")


_PARTS = {
    "2": ("половина", "половину", "половины"),
    "3": ("треть", "трети"),
    "4": ("четверть", "четверти"),
}
_ENDINGS_OF_ORDINALS = {
    **dict.fromkeys(("ой", "ый", "ий"), "й"),
    "ого": "го",
    "ому": "му",
    "ая": "я",
    "ую": "ю",
    "ых": "х",
    "ые": "е",
}
_LEAST_ROUBLES = 7
_FOR_EACH_SHORT = {"д": "в день", "н": "в неделю", "с": "в сутки"}
_MANY = {
    "т": ("тыс.", "*тонна"),
    "р": ("*раз", "*рубль"),
    **dict.fromkeys(("раз", "раза", "кр"), ("*раз",)),
    "чел": ("*человек",),
    "л": ("*литр",),
    "шт": ("*штука",),
}


def _in_plural(match: re.Match[str]) -> list[str]:
    """Return «3 месяцев» for «3 месяца», where another case than that is asked."""
    case = number_case(match.string[: match.start()])
    of_one = [form for form in nouns(match["noun"]) if form.case == "gen" and not form.plural]
    if case in ("nom", "acc"):
        return []
    return [f"{match['number']} {plural_after_number(f'*{form.lemma}', case)}" for form in of_one[:1]]


def _whole_word(match: re.Match[str]) -> Iterator[str | tuple[int, str]]:
    if match["cut"] in UNITS and _NUMBER_ENDS.search(match.string, 0, match.start()):
        return  # «20 см» is no beginning of a word
    if match["cut"][0].isupper() and _INITIAL.match(match.string, match.end()) and is_in_dictionary(match["cut"]):
        return  # «Петров А. Б.» is no «Петровский»
    gap = " " * match.string[: match.start()][-1:].isdecimal()
    for back, word in islice(whole_words(match["cut"], match.string, match.start(), match.end()), _MOST_WHOLE):
        glued = " " * (match.group().endswith(".") and match.string[match.end() : match.end() + 1].isalnum())
        yield (back, word + glued) if back else gap + word + glued


def _rates(match: re.Match[str]) -> Iterator[str]:
    before = match.string[: match.start()]
    gap, number = " " * before[-1:].isdigit(), int(re.split(r"\D+", before.rstrip())[-1])
    case: Case = "gen" if re.search(r"(?:чаще|более|больше)\s\d+\s?$", before) else "nom"  # «не чаще 4р/сут»
    for_each = _FOR_EACH_SHORT.get(match["what"]) or FOR_EACH[match["what"]]
    for many in _MANY[match["many"]][: 1 if number < _LEAST_ROUBLES else None]:  # «3р/д»
        yield f"{gap}{counted(many, number, case) if many.startswith('*') else many} {for_each}"


def _day(match: re.Match[str]) -> Iterator[str]:
    yield f"{int(match['day'])} {MONTHS[int(match['month']) - 1]}"
    yield f"{match['day']}:{match['month']}"


def _from_day_to_day(match: re.Match[str]) -> Iterator[str]:
    first, last = (f"{int(match[day])} {MONTHS[int(match[month]) - 1]}" for day, month in ("ab", "cd"))
    yield f"{'' if _FROM_BEFORE.search(match.string, 0, match.start()) else 'с '}{first} по {last}"


def _of_list(match: re.Match[str]) -> Iterator[str]:
    noughts = len(match["number"]) - len(match["number"].lstrip("0"))
    yield " ".join((*["ноль"] * noughts, cardinal(int(match["number"])), match["letter"]))


def _houses_or_hours(match: re.Match[str]) -> Iterator[str]:
    first, last = int(match["first"]), int(match["last"])
    if first < last and re.search(r"м(?:кр|икрорайон)\w*\.?\s\d{1,3}\s$", match.string[: match.start()]):
        yield f"дома с {first} по {last}"
        yield from [f"с {first} до {last} часов"] if last <= _LAST_HOUR else []


def _before_name(words: tuple[str, ...], match: re.Match[str]) -> Iterator[str]:
    glued = " " * match.string[match.end() : match.end() + 1].isalnum()
    yield from ((word.capitalize() if match.group()[0].isupper() else word) + glued for word in words)


def _in_letters(match: re.Match[str]) -> Iterator[str]:
    parts = match.group().split("-")
    said = [letter_by_letter(part) if part.isupper() or len(part) == 1 else as_it_sounds(part) for part in parts]
    yield from [" ".join(said)] if all(said) else ()


def _stopped(match: re.Match[str]) -> Iterator[str]:
    named = match.group() == "г" and _NAME_BEHIND.match(match.string, match.end())  # «г Актобе», but «5 г»
    text, end = match.string, match.end()
    if may_be_cut(match.group(), text[max(0, match.start() - _SIGHT) : match.start()], text[end : end + _SIGHT]):
        return  # its words were to be written out, and were not
    if named or match.group() in ABBREVIATED - _WITHOUT_STOP:
        yield f"{match.group()}."


def _latin_letters(match: re.Match[str]) -> Iterator[str]:
    gap = " " * match.string[: match.start()][-1:].isdecimal()
    yield gap + letter_by_letter(match.group().rstrip("-")) + " " * match.string[match.end() :][:1].isdecimal()


def _new_sentence(match: re.Match[str]) -> Iterator[str]:
    word = match["word"].lower()
    whole = word[-1] in _ENDS_WORDS or (is_verb(word) and not words_that_begin(word)) or word == "нет"
    if whole and is_in_dictionary(word) and not is_unknown(match["next"]):
        yield match["word"] + match["stop"] + match["next"][0].upper() + match["next"][1:]


def _by_letters(match: re.Match[str]) -> Iterator[str]:
    if names := letter_names(match.group()).replace(" ", "-"):
        yield names + (" " if match.string[match.end() : match.end() + 1].isalnum() else "")


def whole_words(cut: str, text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield what `cut` between `start` and `end` of `text` may stand for, the likeliest first.

    Each is how many characters before the cut change as well, and what to type.
    """
    plain = cut.lower().replace("ё", "е")
    found = list(offered(plain, text, start, end)) or [(0, word) for word in _mistyped(plain)]
    for back, word in found:
        typed = word.lstrip(" ,")
        yield back, typed.capitalize() if cut[0].isupper() else typed


@lru_cache(maxsize=512)  # a text is read again with each repair
def _mistyped(word: str) -> list[str]:
    """Return the likeliest words that `word` lacks vowels or a letter of."""
    if word in ABBREVIATED:
        return []
    if not _VOWELS.intersection(word):
        skeleton = re.compile(".+".join(word) + ".*")
        found = sorted(frequent_words(), key=lambda each: -each.level)
        return [each.word for each in found if skeleton.fullmatch(each.plain)][:_MOST_WORDS]
    return [] if is_in_dictionary(word) else _slips_of(word)


def _slips_of(word: str) -> list[str]:
    """Return the forms of frequent words of which `word` lacks a letter, has one too many, or swaps two."""
    ends = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    typed = [first + rest[1:2] + rest[:1] + rest[2:] for first, rest in ends]
    typed += [first + rest[1:] for first, rest in ends]
    typed += [f"{first}{letter}{rest}" for first, rest in ends for letter in _ALPHABET]
    found = (form for form in dict.fromkeys(typed) if form != word and is_in_dictionary(form))
    return [form for form in found if forms(form)[0].lemma in frequent_lemmas()][:_MOST_WORDS]


# What is refused in a hasty text is read as the first of these, as a guess
_LIKELY = (
    # «детсад "Айгөлек"»: Kazakh letters in a name; a whole text that has them is no Russian
    RepairRule(
        re.compile(r"(?<=[«\"])[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]{2,}(?=[»\"])"),
        propose=lambda match: [match.group().translate(_KAZAKH)],
        only_offered=True,
    ),
    repair_row(r"(?<![\w-])[Вв]/м(?![\w-])", "внутримышечно", sure=True),
    repair_row(r"(?<![\w-])[Вв]/в(?![\w-])", "внутривенно", sure=True),
    # «в/у этой серии»
    RepairRule(
        re.compile(rf"(?<![\w-])(?:{'|'.join(_SLASHED)})(?![\w-])", re.IGNORECASE),
        propose=lambda match: _SLASHED[match.group().lower()],
        only_offered=True,
    ),
    # «22.00ч», «14-00ч», «10.30 ч»: the colon of a time, the space before its hours; «9-15ч» may be a range
    repair_row(rf"(?<![\d.:,-])({_HOUR})[.:]({_MINUTE})\s?(ч(?:ас)?\.?)(?!{_SMALL})", r"\1:\2 \3"),
    repair_row(rf"(?<![\d.:,-])({_HOUR})-(00|30|45)\s?(ч(?:ас)?\.?)(?!{_SMALL})", r"\1:\2 \3"),
    # «СШ24»
    repair_row(r"(?<![\w-])([А-ЯЁ]{2,5})(?=\d{1,3}(?!\w))", r"\1 "),
    # «1ч20м», «17ч00», «10ч30», «13-14:30», «9оо», «7до10», «с22:00до6:00», «зв.до21»
    repair_row(r"(?<![\d.,:-])(0?[1-9]|1\d|2[0-4])\s?ч\.?\s?([0-5]\d)(?![\d:]|\s?(?:мин|м)(?!\w))", r"\1:\2"),
    repair_row(r"(?<![\d.,:-])([0-9])\s?ч\.?\s?(\d{1,2})\s?м(?:ин)?\.?(?!\w)", r"\1 ч \2 мин"),
    repair_row(rf"(?<![\d.,:-])({_HOUR})\s?ч\.?\s?({_MINUTE})\s?м(?:ин)?\.?(?!\w)", r"\1:\2", r"\1 часа \2 минут"),
    repair_row(rf"(?<![\d.,:-])({_HOUR})\s?[-–]\s?({_HOUR})[:.]({_MINUTE})(?![\d:])", r"с \1 до \2:\3", r"\1:00–\2:\3"),
    repair_row(rf"(?<![\d.,:-])({_HOUR})[.:]?[оo]{{2}}(?!\w)", r"\1:00"),
    repair_row(
        r"(?<=\d)(?=(?:до|из|на|по)\d)|(?<=\d(?:до|из|на|по))(?=\d)|(?<=\b(?:до|по|от|на|из|за|во))(?=\d)|(?<=\b[сСвВк])(?=\d)"
        r"|(?<=\b(?:под|при|для|без))(?=\d)|(?<=\b(?:возле|после|около))(?=\d)|(?<=\bчерез)(?=\d)",
        " ",
    ),
    RepairRule(re.compile(r"(?<!\w)(\d+(?::\d\d)?)(до|из|на)(\d+(?::\d\d)?)(?!\w)"), (r"\1 \2 \3",)),
    repair_row(rf"(?<!\w)([СсВвКк])({_HOUR})[оo]{{2}}(?!\w)", r"\1 \2:00"),
    repair_row(r"(?<!\w)([СсВв])(\d+(?::\d\d)?)до(\d+(?::\d\d)?)(?!\w)", r"\1 \2 до \3"),
    # «1х и 11х классов», «9-13.00», «с 930 до 1700», «ряд 7 мес 11»
    repair_row(
        r"(?<![\w.,:/-])(\d{1,2})х(?=(?:\s?,|\sи)\s?\d{1,2}-?х\s(?:класс|школ|этаж|подъезд|дом|числ|групп|сад)[а-я]+)",
        r"\1-х",
    ),
    repair_row(rf"(?<![\d.,:-])({_HOUR})-({_HOUR})\.(00|30)(?![\d.,:-])", r"с \1 до \2:\3"),
    RepairRule(
        re.compile(r"(?<!\w)(?P<from>[Сс])\s(?P<first>\d{1,2})(\d\d)\s(?:до|по)\s(\d\d)(\d\d)(?!\w)"),
        (r"\g<from> \g<first>:\3 до \4:\5", r"от \g<first>\3 до \4\5"),
        only_offered=True,
    ),
    repair_row(r"(?<=\b[Рр]яд )(\d{1,2}),?\s?мест?\.?\s?(?=\d)", r"\1, место "),
    # «в21-40»: a time, where no street stands behind
    RepairRule(
        re.compile(rf"(?<!\w)([Вв])({_HOUR})-([0-5]\d)(?![\d:/-]|[.,]\d)"),
        (r"\1 \2:\3", r"\1 \2–\3"),
        only_offered=True,
    ),
    # «17.00: село», «12-13/09», «в 4п», «Mасло»: a Latin letter in a Russian word
    repair_row(r"(?<=\d[.:]\d\d):(?=\s[^\W\d])", ","),
    RepairRule(
        re.compile(rf"(?<![\w.,:/-])({_DAY})\s?[-–]\s?({_DAY})/(?P<month>0[1-9])(?![\w/-])"),
        propose=lambda match: [f"{match[1]}-{match[2]} {MONTHS[int(match['month']) - 1]}"],
    ),
    repair_row(r"(?<=\b[Вв]\s)(\d{1,2})п(?![\w./-])", r"\1-м подъезде"),
    RepairRule(
        re.compile(r"(?<![\w@./-])(?=[^\W\d]*[А-Яа-яё]{2})[А-Яа-яё]*[AaBCcEeHKMOoPpTXxy][А-ЯЁа-яё]{2,}(?![\w@/-])"),
        propose=lambda match: [match.group().translate(TWINS)],
    ),
    # «до 3 месяца»
    RepairRule(re.compile(r"(?<![\w.,:/])(?P<number>[-−–]?\d*[2-4])\s(?P<noun>[а-яё]{3,})(?!\w)"), propose=_in_plural),
    # «б/п», «250т.тг», «420т.т», «2008гв»
    RepairRule(re.compile(r"(?<!\w)б/п(?!\w)"), ("без посредников", "без пробега", "без предоплаты"), likely=False),
    repair_row(r"(?<=\d)\s?т\.?\s?т(?:г|енге)?(?:\.(?=\s[а-яё]))?(?!\w)", " тысяч тенге"),
    repair_row(r"(?<!\d)((?:19|20)\d\d)\s?г\.?\s?([вр])\.?(?!\w)", r"\1 г. \2."),
    # «1млн450», «22тыс350тг», «09г.в.», «1г6», «2г3м», «Iтур»
    repair_row(r"(?<![\w.,])(\d+)\s?млн\s?(\d{3})(?!\d)\s?(?:тыс|т)?\.?(?!\w)", r"\1 млн \2 тыс."),
    repair_row(r"(?<![\w.,])(\d+)\s?тыс\.?\s?(\d{2,3})\s?(?:тг|тенге)?(?![\w])", r"\1 тыс. \2 тенге"),
    repair_row(r"(?<![\d.,])([01]\d|2[0-6])\s?г\.?\s?([вр])\.?(?![\w])", r"20\1 г. \2."),
    repair_row(r"(?<![\d.,])([5-9]\d)\s?г\.?\s?([вр])\.?(?![\w])", r"19\1 г. \2."),
    RepairRule(
        re.compile(r"(?<![\w.,])(?P<years>\d)\s?г\.?\s?(?P<months>\d{1,2})\s?(?:м(?:ес(?:яц[а-я]*)?)?)?\.?(?!\w)"),
        propose=lambda match: [
            " ".join(
                f"{number} {counted(noun, int(number), 'nom')}"
                for number, noun in ((match["years"], "*год"), (match["months"], "*месяц"))
            )
        ],
    ),
    repair_row(r"(?<!\w)([IVX]+)(?=[а-яё]{3})", r"\1 "),
    # «T<38», «>18», «цена = 500», «1ящ=15кг», «5*900»
    repair_row(r"(?<!\w)[TТtт]\s?<\s?(?=\d)", "температура ниже "),
    repair_row(r"(?<!\w)[TТtт]\s?>\s?(?=\d)", "температура выше "),
    repair_row(r"(?<!\S)<\s?(?=\d)", "меньше "),
    repair_row(r"(?<=\S)<(?=\d)", " меньше "),
    repair_row(r"(?<!\S)>\s?(?=\d)", "больше "),
    repair_row(r"(?<=\S)>(?=\d)", " больше "),
    RepairRule(re.compile(r"(?<=\s)=(?=\s)"), ("–", "равно", "это"), only_offered=True, likely=False),
    RepairRule(re.compile(r"(?<=\S)=(?=\S)"), (" – ", " равно ", " это "), only_offered=True, likely=False),
    repair_row(r"(?<=\s)-+>(?=\s)", "–"),
    # «рост175-180,худ,шрам», «скота:6», «мат,рус,каз»: every space that a token lacks
    RepairRule(
        re.compile(r"(?<!\S)(?=\S*(?:[а-яё][,;:]\w|\d[,;:][^\W\d]|[^\W\d]{3}\d))\S{4,}"),
        propose=lambda match: [
            re.sub(r"(?<=[^\W\d][,;:])(?=\w)|(?<=[,;:])(?=[^\W\d])|(?<=[^\W\d]{3})(?=\d)", " ", match.group())
        ],
    ),
    # «15т/мес», «3р/д», «4 кр/сут», «12т/чел»: how many, and for what
    RepairRule(
        re.compile(
            rf"(?:(?<=\d)|(?<=\d\s))(?P<many>т|р|раза?|кр|чел|л|шт)\s?/\s?(?P<what>{FOR_EACH_SIGN}|д|н|с)\.?(?!\w)"
        ),
        propose=_rates,
        sure=True,
    ),
    # «Начало: 18-30»: a time, or a range
    RepairRule(
        re.compile(rf"(?<![\d.:,-])({_HOUR})-(00|15|30|45)(?![\d.:,-]|\s?ч)"), (r"\1:\2", r"\1–\2"), only_offered=True
    ),
    # «с 22-6», «работает 22-6»: hours over midnight
    repair_row(rf"(?<!\w)([Сс])\s({_HOUR})[-–]({_HOUR})(?![\w.,:/-])", r"\1 \2 до \3"),
    RepairRule(
        re.compile(rf"(?<=[а-яё] )(?<!\b[Сс] )({_HOUR})[-–]({_HOUR})(?![\w.,:/-])"), (r"с \1 до \2",), only_offered=True
    ),
    # «с 1 по 14 в отпуске», «17/04»: days of a month
    repair_row(
        r"(?<!\w)([Сс]о?)\s(\d{1,2})\sпо\s(\d{1,2})(?=\s*(?:$|[.,;!?)]|(?:в|на|до|из|у|за|не|включительно|будет)\s))",
        r"\1 \2-го по \3-е",
    ),
    RepairRule(
        re.compile(rf"(?<![\d/.-])(?P<day>{_DAY})/(?P<month>{_MONTH})(?![\d/])"),
        propose=lambda match: [next(_day(match))],
    ),
    # «небудет», but «справка о несудимости»
    RepairRule(
        re.compile(rf"(?<!\w)(?<!\b[оспв] )(?<!\b(?:об|по|на) )[Нн]е(?P<verb>{_SMALL}{{3,}})(?!\w)"),
        propose=lambda match: [f"{match.group()[:2]} {match['verb']}"] if may_lack_space(match.group().lower()) else [],
    ),
    # «34 летний», «15 дневный»: the hyphen before the second half of a word
    repair_row(
        rf"(?<=\d)\s?(?=(?:лет|дневн|часов|месячн|кратн|этажн|комнатн|местн|тонн|метров|минутн|квартирн){_SMALL}{{2,3}}(?!\w))",
        "-",
    ),
    repair_row(r"(?<=\d)-?ть(?!\w)", ""),
    # «3эт. дом»
    repair_row(r"(?<=\d)(?=эт\.)", "-", " "),
    repair_row(rf"(?<=\d)(?={_SMALL}{{1,6}}\.)", " "),
    repair_row(r"(?<=\d)\s(кл|эт|кат|под|мкр|дн|мес|сут|нед|раб)(?![\w.-])", r" \1."),
    # «5эт», «7-8кл», «50кг»: the space before a noun, and its full stop
    RepairRule(
        re.compile(r"(?<=\d)(?!(?:о[мйе]|[ыи][мйх]|ая|ую)(?!\w))(ч|[а-яё]{2,6})(?![\w.-])"),
        (r" \1.", r" \1"),
        likely=False,
    ),
    # «чел-312 тг», «д/с-18500тг»: a hyphen that is a dash
    RepairRule(re.compile(r"(?:(?<=/[а-яё])|(?<=\bчел))-(?=\d)"), (" – ",), likely=False),
    # «1/2 МРП»: a part of it
    RepairRule(
        re.compile(r"(?<![\w.,/])1/([2-4])(?=\s[А-ЯЁа-яё])"),
        propose=lambda match: _PARTS[match[1]],
        only_offered=True,
        likely=False,
    ),
    # «лицензия АБ-0144», «МТЗ-82»: letters by their names
    RepairRule(
        re.compile(r"(?<![\w-])([А-ЯЁ]{1,3})-?(?=\d{4,}(?![\w-]))"),
        propose=lambda match: [f"{letter_names(match[1])} "],
        only_offered=True,
        likely=False,
    ),
    RepairRule(
        re.compile(r"(?<![\w-])([А-ЯЁ]{2,4})-?(\d{1,3})(?![\w-])"),
        propose=lambda match: [f"{letter_names(match[1]).replace(' ', '-')} {cardinal(int(match[2]))}"],
        only_offered=True,
    ),
    # «п.4.2 договора»
    RepairRule(re.compile(r"(?<!\w)п\.?\s?(?=\d{1,2}\.\d)"), ("пункт ", "пункта ", "пункту "), only_offered=True),
    # «3 мрп», «дтп»: an abbreviation in small letters
    RepairRule(
        re.compile(rf"(?<![\w-]){_SMALL}{{2,5}}(?![\w-])"),
        propose=lambda match: [match.group().upper()] if match.group().upper() in _IN_CAPITALS else [],
    ),
    RepairRule(
        re.compile(rf"(?<=\d){_SMALL}{{2,5}}(?![\w-])"),
        propose=lambda match: [f" {match.group().upper()}"] if match.group().upper() in _IN_CAPITALS else [],
    ),
    # «7,10,11», «вт/чт/сб», «№ 1,2»: spaces in a list
    RepairRule(
        re.compile(r"(?<![\d,])\d{1,4}(?:\s?,\s?\d{1,4}){2,}(?![\d,])"),
        propose=lambda match: [re.sub(r"\s?[,/]\s?", ", ", match.group())],
    ),
    RepairRule(
        re.compile(r"(?<=№)\s?\d{1,4}(?:,\d{1,4})+(?!\d|,\d)"),
        propose=lambda match: [re.sub(r"\s?[,/]\s?", ", ", match.group())],
    ),
    RepairRule(
        re.compile(rf"(?<!\w){_DAY_OF_WEEK}(?:/{_DAY_OF_WEEK})+(?!\w)"),
        propose=lambda match: [re.sub(r"\s?[,/]\s?", ", ", match.group())],
    ),
    # «ул Абая», «каб 205»: the full stop of a clipped word
    RepairRule(re.compile(rf"(?<![\w-]){_SMALL}{{1,8}}(?![\w.-])"), propose=_stopped, likely=False),
    RepairRule(re.compile(rf"(?<![\w-])({_SMALL}{{1,6}})\s({_SMALL}{{1,3}})(?![\w.-])"), (r"\1. \2.",), likely=False),
    # «куб.см», «ул.Абая5»: the space behind a full stop
    repair_row(r"(?<=[а-яё]\.)(?=[\wА-Я])", " "),
    # «Хлеб -180 тг», «тел. -112»: a dash
    repair_row(rf"(?<![^\s(«])[-–](?={_NEVER_COLD})", "– "),
    RepairRule(re.compile(r"(?<![^\s(«])[-–](?=\d)"), ("минус ", "– "), only_offered=True, likely=False),
    repair_row(r"(?<=\w)-(?=\s)|(?<=\s)-(?=[^\W\d])", " – "),
    # «10.12», «05:00 23.10», «6-7.12»: a day without the name of its month, or a time
    RepairRule(
        re.compile(rf"(?<![\d.,:-])(?P<day>{_DAY})\.(?P<month>{_MONTH})(?!\d|[.,:-]\d)"),
        propose=_day,
        only_offered=True,
    ),
    # «1ч», «1,5 ч»
    RepairRule(
        re.compile(r"(?<![\d.,:/-])(?P<whole>\d{1,2})(?P<part>,\d)?\s?ч\.?(?!\w)"),
        propose=lambda match: [
            f"{match['whole']}{match['part'] or ''} "
            + (declined("*час", "gen") if match["part"] else counted("*час", int(match["whole"]), "nom"))
        ],
    ),
    # «421 ABK 04», «Samsung», «Aigerim»
    RepairRule(
        re.compile(r"(?<=\d{3}\s)[A-Z]{2,3}(?=\s?\d{2}(?!\d))|(?<=\d{3})[A-Z]{2,3}(?=\d{2}(?!\d))"),
        propose=_latin_letters,
        likely=False,
    ),
    RepairRule(
        re.compile(r"(?<![\w-])[A-Z]{2}-?(?=\s?\d{3,4}(?![\w-]))"),
        propose=_latin_letters,
        only_offered=True,
        likely=False,
    ),
    RepairRule(
        re.compile(r"(?<![\w@./-])[A-TV-Z]-?(?=\d{1,3}(?!\w))|(?<=[a-z]\s)[A-Z](?![\w@./-])"), propose=_latin_letters
    ),
    RepairRule(
        re.compile(r"(?<![\w@./-])(?:[A-Z]{2,5}|[A-Za-z]+-[A-Za-z]+)(?![\w@/-]|\.\w)"),
        propose=_in_letters,
        only_offered=True,
        likely=False,
    ),
    RepairRule(
        re.compile(r"(?<![\w@./-])[A-Z]?[a-z]{2,}(?![\w@/-]|\.\w)"),
        propose=lambda match: filter(None, [as_it_sounds(match.group())]),
    ),
    # «aktobe.gov.kz»
    RepairRule(
        re.compile(r"(?<![\w@./-])[A-Za-z]+(?:\.[A-Za-z]{2,})+(?![\w@/])"),
        propose=lambda match: site_said(match.group()),
        only_offered=True,
    ),
    # «5W-40»
    RepairRule(
        re.compile(r"(?<![\w-])(\d{1,2})([A-Z])-?(\d{1,2})(?![\w-])"),
        propose=lambda match: [f"{cardinal(int(match[1]))} {letter_by_letter(match[2])} {match[3]}"],
        only_offered=True,
        likely=False,
    ),
    # «№N12345678»
    RepairRule(
        re.compile(r"№?\s?([A-Z])\s?(\d{2})(\d{3})(\d{3})(?!\w)"),
        propose=lambda match: [f"номер {letter_by_letter(match[1])} {match[2]}, {match[3]}, {match[4]}"],
        only_offered=True,
        likely=False,
    ),
    # «воды нет. звоните»: the capital letter of a sentence
    RepairRule(re.compile(r"(?P<word>[А-Яа-яё]{3,})(?P<stop>\.\s)(?P<next>[а-яё]+)"), propose=_new_sentence),
    # «6.08-9.08», «+5+7», «-25 -27», «075/у», «1тюк-150тг», «51%+», «38#», «дом 5эт»
    RepairRule(
        re.compile(
            rf"(?<![\d.,:-])(?P<a>{_DAY})\.(?P<b>{_MONTH})\s?[-–]\s?(?P<c>{_DAY})\.(?P<d>{_MONTH})(?!\d|[.,]\d)"
        ),
        propose=_from_day_to_day,
    ),
    repair_row(r"(?<!\S)([+-]\d{1,2})\s?([+-]\d{1,2})(?!\d|-)", r"от \1 до \2 градусов", r"\1, \2 градусов"),
    RepairRule(re.compile(r"(?<!\w)(?P<number>0\d{2})\s?/?\s?(?P<letter>у)(?!\w)"), propose=_of_list, sure=True),
    repair_row(r"(?<=\d[а-яё]{3})-(?=\d)|(?<=\d[а-яё]{4})-(?=\d)", " – "),
    repair_row(r"(?<=%)\+", " плюс"),
    repair_row(r"(?<=\d)#", " решётка"),
    RepairRule(
        re.compile(r"(?<!\w)([Дд]ом) (\d{1,2})-й этаж(?!\w)"), (r"\1 \2-этажный", r"\1, \2-й этаж"), likely=False
    ),
    # «6 мес.-5 лет»
    repair_row(r"(\d+)\s?мес\.?\s?[-–]\s?(\d+)\s?лет", r"от \1 месяцев до \2 лет"),
    # «км 0-61»
    repair_row(r"(?<!\w)км\.?\s(\d+)[-–](\d+)", r"с \1-го по \2-й км"),
)
_CUT = re.compile(r"(?P<cut>(?:(?<=\d)[а-яё]|(?<![\w-])[А-Яа-яё])[а-яё]{1,11})(?:\.(?=\w)|\.?(?![\w-]))")
_OFFERED = (
    # «9-12,14-16»: hours, houses or numbers
    RepairRule(
        re.compile(r"(?<![\w.,:/+-])(\d{1,3}[-–]\d{1,3}),(?=\d{1,3}[-–]\d{1,3}(?![\w.,:/-]))"),
        (r"\1, ",),
        only_offered=True,
    ),
    # «1,5 литр», «школа 7,4 класс»
    RepairRule(
        re.compile(r"(?<![\w.,:/+№-])(?P<first>\d{1,3}),(?P<second>\d{1,2})\s(?P<noun>[а-яё]{3,})(?![\w.-])"),
        propose=lambda match: [
            f"{match['first']},{match['second']} {declined('*' + match['noun'], 'gen')}",
            f"{match['first']}, {match['second']} {match['noun']}",
        ][:: 1 if match["noun"] in _MEASURED else -1],
        only_offered=True,
    ),
    # «без газ», «со двор»: the word itself, as the preposition asks for it
    RepairRule(
        re.compile(
            rf"(?<![\w-])(?P<before>{any_of(BARE_GOVERNED)})\s(?P<noun>(?!раб\b)[а-яё]{{2,}}[бвгджзклмнпрстфхцчшщй])(?!\w)",
            re.IGNORECASE,
        ),
        propose=lambda match: [
            f"{match['before']} {declined('*' + match['noun'], case)}"
            for case in BARE_GOVERNED[match["before"].lower()]
            if any(form.case == "nom" and not form.plural for form in nouns(match["noun"]))
        ],
    ),
    # «гр. Иванова», «уч.Калиев»: people before their names; «ст гр», «р-ром», «р 42-48», «м 21»
    *(
        RepairRule(re.compile(rf"(?<![\w-]){cut}\.?(?=\s?{behind})"), propose=partial(_before_name, words))
        for cut, behind, words in (
            ("[Гг]р", r"[А-ЯЁ][а-яё]+(?:ова|ева|ёва|ина|ая)(?!\w)", ("гражданка", "гражданки")),
            ("[Гг]р", r"[А-ЯЁ][а-яё]+(?:ов|ев|ёв|ин|ий)(?!\w)", ("гражданин",)),
            ("[Уу]ч", r"[А-ЯЁ][а-яё]+(?:[оеи][вн]а?|улы|кызы)(?!\w)", ("участковый", "учитель", "ученик")),
            ("[Мм]л\\.?\\s?гр(?:упп[аыеу])?", "", ("младшая группа", "младшей группы")),
            ("[Сс]т\\.?\\s?гр(?:упп[аыеу])?", "", ("старшая группа", "старшей группы")),
            ("р-?р?", r"\d{2}(?!\d)", ("размер",)),
            ("м", r"\d{1,2}(?!\d)", ("место",)),
        )
    ),
    repair_row(r"(?<![\w-])р-р(а|у|ом|е|ы|ов)?(?![\w-])", r"раствор\1", r"размер\1"),
    # «1-2 комн кв»
    repair_row(
        r"(?<![\w.,])(\d(?:-\d)?)\s?-?к(?:омн?)?\.?\s?кв\.?(?!\w)",
        *(f"\\1-комнатн{adjective} квартир{noun}" for adjective, noun in (("ую", "у"), ("ая", "а"), ("ой", "ы"))),
    ),
    # «2,4/5ГГц»: both
    repair_row(r"(?<![\w.,/])(\d{1,3}(?:,\d)?)/(\d{1,3}(?:,\d)?)(?=[А-ЯЁа-яё]{2})", r"\1 и \2 ", r"\1, \2 "),
    # «7эт 3п»: an entrance
    repair_row(r"(?<![\w.,:/-])(\d{1,2})п(?![\w./-])", r"\1-й подъезд", r"\1-й пункт"),
    # «3м уроком»: the third
    RepairRule(
        re.compile(r"(?<![\w.,:/-])(?P<number>\d{1,2})м\s(?P<noun>[а-яё]{3,})"),
        propose=lambda match: (
            [f"{match['number']}-м {match['noun']}"]
            if any(form.case == "ins" and not form.plural for form in forms(match["noun"]))
            else []
        ),
        only_offered=True,
    ),
    # «312Стрелковой»: a street that has its number
    RepairRule(
        re.compile(
            rf"(?<![\w-])(?P<number>\d{{1,3}})\s?(?=[А-ЯЁ]{_SMALL}+(?:{any_of(_ENDINGS_OF_ORDINALS)})(?!\w))(?P<street>[А-ЯЁ]{_SMALL}+)"
        ),
        propose=lambda match: [
            f"{match['number']}-{short} {match['street']}"
            for ending, short in _ENDINGS_OF_ORDINALS.items()
            if match["street"].endswith(ending)
        ],
    ),
    # «полтабл», «4,5кв», «3юн», «Алии-Бр.Жубановых»
    RepairRule(
        re.compile(r"(?<![\w-])(?P<half>[Пп]ол)-?(?P<cut>[а-яё]{2,6}[бвгджзклмнпрстфхцчшщ])\.?(?![\w-])"),
        propose=lambda match: [
            f"{match['half']}{declined(f'*{word}', 'gen')}"
            for kind, word, _ in meant_by(match["cut"], "по ", "", (), CLIPS.get(match["cut"], ()))
            if kind == "n"
        ],
    ),
    repair_row(
        r"(?<![\w.,:/-])(\d{1,3},\d)\s?кв\.?(?!\w|\s?[мк])", r"\1 квадратного метра", r"\1 квадрата", r"\1 квартала"
    ),
    repair_row(r"(?<![\w.,:/-])([1-3])\s?-?юн\.?(?!\w)", r"\1-й юношеский"),
    repair_row(r"(?<=-)Бр\.?\s?(?=[А-ЯЁ][а-яё]+[ыи]х(?!\w))", "Братьев "),
    # «3-7-11-15»: several
    RepairRule(
        re.compile(r"(?<![\w.,:/+-])\d{1,3}(?:-\d{1,3}){2,6}(?![\w/-]|[.:]\d)"),
        propose=lambda match: (
            [", ".join(parts)]
            if sorted(parts := match.group().split("-"), key=int) == parts and int(parts[-1]) < _MOST_FLATS
            else []
        ),
        only_offered=True,
    ),
    # «31/12 до 16ч», «мкр 5 12-35»
    RepairRule(
        re.compile(rf"(?<![\d/.-])(?P<day>{_DAY})/(?P<month>{_MONTH})(?![\d/])"),
        propose=lambda match: [next(_day(match)), f"{match['day']} дробь {match['month']}"],
    ),
    RepairRule(
        re.compile(r"(?<=\d\s)(?P<first>\d{1,3})[-–](?P<last>\d{1,3})(?![\w/-]|[.:]\d)"),
        propose=_houses_or_hours,
    ),
    RepairRule(
        re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, _ALIASES))})\.?(?![\w-])", re.IGNORECASE),
        propose=lambda match: () if match.group() in "КЛМЧПГ" else _ALIASES[match.group().lower().rstrip(".")],
    ),
    RepairRule(_CUT, propose=_whole_word),
    repair_row(r"(?<=\w)\s?/\s(?=\d)", ", "),
    # «6ут», «2600/кг», «3т»
    RepairRule(
        re.compile(rf"\s?/\s?(?P<what>{FOR_EACH_SIGN})\.?(?!\w)"),
        propose=lambda match: [f" {FOR_EACH[match['what']]}"],
    ),
    repair_row(r"(?<=\d{4})\s?т\.?(?!\w)", " тенге"),
    repair_row(r"№(?=\s?[^\W\d])", "номер "),
    RepairRule(re.compile(r"(?<![\w-])(?:SMS|СМС|sms|смс)(?![\w-])"), ("эс-эм-эс",), only_offered=True),
    repair_row(r"(?<=\bна )(\d{1,3})\s?км(?![\w/])", r"\1-м км"),
    # «ЛОРа», «спецЦОН»
    RepairRule(
        re.compile(r"(?<![\w-])(?=[А-Яа-яё]*[А-ЯЁ]{2})(?=[А-Яа-яё]*[а-яё])[А-Яа-яё]{4,}(?![\w-])"),
        propose=lambda match: [match.group().lower()],
        only_offered=True,
    ),
    # «2р в день», «7л», «12л», «3т»: letters that stand for several words
    RepairRule(SHORT, propose=offers, only_offered=True),
    repair_row(r"раза?/(день|сутки|неделю|месяц|год)", r"раза в \1"),
    RepairRule(
        re.compile(r"(?<![\w.,])(\d{1,3})\s?с\.?(?!\w)"),
        propose=lambda match: [f"{match[1]} {counted(noun, int(match[1]), 'nom')}" for noun in _ARES_OR_SECONDS],
        only_offered=True,
    ),
    # «1мес», «пол-ке»: a cut word with its number, or without its middle
    RepairRule(
        re.compile(r"(?<![\w-])(?P<head>[а-яё]{1,6})-(?P<tail>[а-яё]{1,4})(?![\w-])"),
        propose=lambda match: contracted(match["head"], match["tail"])[0],
    ),
    # «д12», «Батыс2», «р16»: the space before a number
    RepairRule(re.compile(r"(?<![\w-])([а-яё]{1,6})(?=\d)"), (r"\1. ", r"\1 "), only_offered=True),
    RepairRule(re.compile(r"(?<=[А-ЯЁ][а-яё])([а-яё]*)(?=\d)"), (r"\1 ", r"\1-"), only_offered=True),
    RepairRule(re.compile(r"(?<![\w-])[А-ЯЁа-яё](?=\d)"), propose=_by_letters, only_offered=True),
    # «Тургенева/Есет», «паспорт+фото», «+22», «10%», «24ч», «18.25»
    repair_row(r"(?<=[а-яё]{2})\s?/\s?(?=[а-яёА-ЯЁ]{2})", ", ", " и ", " или "),
    repair_row(r"(?<=\w)\s?\+\s?(?=[а-яёА-ЯЁ])", " и ", " плюс "),
    repair_row(r"(?<!\w)\+\s?(?=\d)", "плюс "),
)
_TOUCHED = r"(?![\d.:/-]|,\d)(?=(?P<touched>[^\W\d_]?))"  # no number goes on, but a word may
_LETTERS_AND_MARKS = (
    repair_row(r"(?<=\d)\s?%(?!\w)", " процентов", " процента", " процент"),
    repair_row(rf"(?<![\d.,:-])({_HOUR})\s?ч\.?(?!\w)", r"\1:00"),
    RepairRule(re.compile(rf"(?<![\d.,:-])({_HOUR})\.({_MINUTE})(?![\d.,:])"), (r"\1:\2",), only_offered=True),
    # «на площади 70 га», «пособие 38 МРП»: in the nominative
    RepairRule(
        re.compile(
            rf"(?<![\w.,:/+-])(?P<number>\d{{1,3}}(?:\s\d{{3}})+|\d{{1,4}})(?:,(?P<part>\d))?\s?(?P<unit>{any_short(UNITS)})(?:\.(?=\s[а-яё]|$)|(?![\w./]))"
        ),
        propose=lambda match: [
            number_and_noun(
                Number(int(re.sub(r"\s", "", match["number"])), match["part"] or ""),
                (PHRASES[key(match["unit"])],),
                "nom",
            )
        ],
        only_offered=True,
        likely=False,
    ),
    # «сад 33»: the number by its name, or of a thing
    RepairRule(
        re.compile(rf"(?<![\w.,:/+-])(?<!\d )\d{{1,3}}(?: \d{{3}})+{_TOUCHED}"),
        propose=lambda match: [cardinal(int(match.group().replace(" ", ""))) + " " * bool(match["touched"])],
        only_offered=True,
        likely=False,
    ),
    RepairRule(
        re.compile(rf"(?<![\w.,:/+-])\d{{1,4}}(?!\s\d{{3}}){_TOUCHED}"),
        propose=lambda match: (
            cardinal(int(match.group())) + " " * bool(match["touched"]),
            *(("две",) if match.group() == "2" else ()),
            *(() if match["touched"] else (f"{match.group()}-й", f"{match.group()}-го")),
        ),
        only_offered=True,
        likely=False,
    ),
    RepairRule(
        re.compile(rf"(?<![\w.,:/+-])(\d{{1,3}}),(\d{{1,2}}){_TOUCHED}"),
        (r"\1, \2",),
        propose=lambda match: [decimal(int(match[1]), match[2], "nom") + " " * bool(match["touched"])],
        only_offered=True,
        likely=False,
    ),
    # «на Маметовой ДТП»: in the nominative
    RepairRule(
        re.compile(rf"(?<![\w-])(?:{'|'.join(ORGANISATION_PHRASES)})(?![\w-])"),
        propose=lambda match: [declined(ORGANISATION_PHRASES[match.group()], case) for case in ("nom", "gen")],
        only_offered=True,
        likely=False,
    ),
    RepairRule(
        re.compile(r"(?<!\d)([2-4])-?х(?=\sкласс)"),
        propose=lambda match: [ordinal(int(match[1]), "gen", "pl"), cardinal(int(match[1]), "gen")],
        only_offered=True,
        likely=False,
    ),
    # «2-е»: people, or an ordinal
    RepairRule(re.compile(r"(?<!\d)2-?е(?!\w)"), ("двое", "второе"), likely=False),
    # «Асель К.», «А. Б. Иванов»: initials by the names of their letters
    RepairRule(re.compile(r"(?<=[а-яё]\s)[А-ЯЁ]\.(?=[\s,]|$)(?!\s?[А-ЯЁ])"), propose=_by_letters, only_offered=True),
    RepairRule(
        re.compile(r"(?<!\w)им\.?\s(?P<letters>[А-ЯЁ]\.(?:\s?[А-ЯЁ]\.)?)\s?(?=[А-ЯЁ][а-яё])"),
        propose=lambda match: ["имени ", f"имени {letter_names(match['letters'])} "],
        only_offered=True,
        likely=False,
    ),
    RepairRule(
        re.compile(rf"{_NO_NAME_OF_PLACE}(?<!\w)[А-ЯЁ]\.(?:\s?[А-ЯЁ]\.)?(?=\s?[А-ЯЁ][а-яё])"),
        propose=_by_letters,
        only_offered=True,
    ),
    RepairRule(
        re.compile(r"(?<!\w)[А-ЯЁ]\.(?:\s?[А-ЯЁ]\.)?(?=\s?[А-ЯЁ][а-яё]|\s|$)"),
        propose=_by_letters,
        only_offered=True,
        likely=False,
    ),
    # «АЦ», «8М»: letters by their names
    RepairRule(re.compile(r"(?<![\w-])[А-ЯЁ]{1,4}(?![\w-])"), propose=_by_letters, only_offered=True),
    RepairRule(re.compile(r"(?<![\w-])[бвгджзклмнпрстфхцчшщ]{2,4}(?![\w-])"), propose=_by_letters, likely=False),
    RepairRule(
        re.compile(r"(?<![\w.,:–-])(\d{1,3})\s?[-–]\s?(\d{1,3})(?![\d:–-]|[.,]\d)"),
        (r"с \1-го по \2-й", r"от \1 до \2", r"\1, \2"),
        only_offered=True,
        likely=False,
    ),
    RepairRule(
        re.compile(r"(?<![\w.,:/-])(\d{1,2})/(\d{1,2})(?![\d/]|[.,]\d)"),
        (r"\1 через \2", r"\1 на \2", r"\1, \2"),
        only_offered=True,
        likely=False,
    ),
)
REPAIRS = (
    *_LIKELY,
    RepairRule(
        _CUT,
        propose=lambda match: islice(
            _whole_word(match), is_far_likelier(match["cut"].lower().replace("ё", "е"), match.string, *match.span())
        ),
    ),
    *(replace(row, likely=False) for row in _OFFERED),
    *_LETTERS_AND_MARKS,
)
