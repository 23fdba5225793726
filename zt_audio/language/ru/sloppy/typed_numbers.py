"""List how messages type numbers with what they count, time or name, and how these are typed cleanly.

A row holds a pattern, what a match is typed like, and what the words around must hold: `left` near before it, `around`
on either side; `unless` is what must not stand there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

from zt_audio.language import late_re as re
from zt_audio.language.lexicon import STRESS
from zt_audio.language.repairs import are_two_times
from zt_audio.language.roman_numerals import roman_value
from zt_audio.language.ru.cases.counting import DESIGNATED, is_named_before, is_ordered
from zt_audio.language.ru.cases.left_context import number_case
from zt_audio.language.ru.cases.left_text import last_word
from zt_audio.language.ru.cases.noun_case import noun_cases
from zt_audio.language.ru.cases.right_context import head_forms
from zt_audio.language.ru.dates import MONTHS
from zt_audio.language.ru.sloppy.clips import CLIPS
from zt_audio.language.ru.sloppy.kinds import PERSON, SHORT, WARM, fitting, typed_as
from zt_audio.language.ru.sloppy.latin_names import letter_by_letter
from zt_audio.language.ru.suffixes import OF_PEOPLE
from zt_audio.language.ru.words.government import PREPOSITIONS
from zt_audio.language.ru.words.letters import letter_names
from zt_audio.language.ru.words.morphology import declined_adjective, forms, is_noun, likeliest, nouns
from zt_audio.language.ru.words.numbers import Case, Gender, cardinal, collective, ordinal
from zt_audio.language.ru.words.phrases import counted, declined
from zt_audio.language.ru.words.units import FOR_EACH, FOR_EACH_SIGN

Typed = Callable[[re.Match[str], str, str], str | None]

_NEAR, _BESIDE = 70, 40  # characters
_BEGINS = r"(?:(?<![\w.,:/-])|(?<=\b[вВсСкК])|(?<=\b(?:[НнЗз]а|[Дд]о|[Оо]т|[Пп]о)))"  # «в14ом», «на3й»
_FROM = r"(?<![\w.:/+-])(?<!\d,)"
_DIGIT = re.compile(r"\d")
_QUARTER = "00|15|30|45"
_SELLING = re.compile(r"(?i:сдам|сниму|продам|куплю|ищу|сда[её]т|сдаю|продаю|прода[её]т|меня\w+|снимут|купят)\s+$")
_OF_BLOOD = r"(?:(?<=[IV])|(?<=\b[1-4]гр)|(?<=\b[1-4]\sгр)|(?<=\b[1-4]\sгруппы)|(?<=\b[1-4]\sгруппа))"
_WEEKDAY = (
    r"(?:пн|вт|ср|чт|пт|сб|вс|понедельник\w*|вторник\w*|сред[аыу]м?|четверг\w*|пятниц\w+|суббот\w+|воскресень\w+|ежедневно"
    r"|выходн\w+)"
)
_WEEKDAY_BEFORE = re.compile(rf"(?<!\w){_WEEKDAY}\.?,?\s+$", re.IGNORECASE)
_HOURS_BEFORE = re.compile(
    rf"(?<!\w)(?:{_WEEKDAY}\.?|обед|перерыв|режим работы|график|часы работы|работает|работаем|при[её]м|вывоз"
    r"|утром|дн[её]м|вечером)\s*[:,]?\s+$",
    re.IGNORECASE,
)
_LASTING = re.compile(r"(?<!\w)(?:в|на|за|через|по|до|от|из|около|ок|примерно|уже|всего|с|к|ч/з)\s+$", re.IGNORECASE)
_EARLIEST, _LATEST = 6, 24  # hours
_TIME_BEHIND = re.compile(
    r"[^.!?]{0,25}?(?<!\w)(?:в|с|на|к|до)?\s?(?:\d{1,2}[:.-][0-5]\d|\d{1,2}\s?ч)(?!\w)", re.IGNORECASE
)
_CLOCK_BEHIND = re.compile(r"\s+(?:до|по)\s+\d{1,2}[.:](?:00|[1-5]\d)(?!\d)")
_TO_DAY = re.compile(r"\s+по\s+\d\d?\.\d\d(?!\d)")
_NO_DAY_BEFORE = re.compile(
    r"\d\s$|(?:№|знак|пункт|п|ст|кабинет|каб|версия|форма)\.?\s*$|\d[.:]\d\d\s*(?:до|по|-)\s+$"
    r"|(?<!\w)(?:намаз|азан|сеанс\w*|рейс|отправление|прибытие|звонок|в|во|около|на|за|балл|по|цена|курс|сч[её]т|высота|рост|оценка|индекс|норматив|длина|ширина|глубина|уровень)\s+$"
)
_MEASURED_BEHIND = re.compile(
    r"\s?(?:%|кг|км|га|л(?!\w)|м(?!\w)|т(?!\w)|г(?!\w)|тг|тенге|млн|тыс|раз|метр|литр|тонн|градус|процент|атм|балл|сот)",
    re.IGNORECASE,
)
_RATED = re.compile(
    r"(?<!\w)(?:курс|доллар|евро|рубл|балл|средн|индекс|тариф|цена|стоит|рейтинг|верси|форм)", re.IGNORECASE
)
_JOURNEY = re.compile(
    r"(?<!\w)(?:рейс|поезд|электричк|автобус|маршрутк|маршрут|расписани|отправ|прибы|вылет|сбор|начал|выезд|старт|звонок|урок"
    r"|начин|заканч|заседани|собрани|сеанс|намаз|азан)",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"(?:№|(?<!\w)(?:д|дома?|кв|каб|ул|№№|школ\w+|шк|по|на|за|с|от|до|через))\.?\s*$", re.IGNORECASE)
_TO_MINUTES = re.compile(r"(?<![\d.,:/-])\d{1,2}[-–](\d\d)(?![\d.,:/-])")
_PIECES = {"мес": "месяц", "кг": "килограмм", "кило": "килограмм", "шт": "штуку", "л": "литр", "литр": "литр"}
_UNIT_BEHIND = r"кг|г|км|м|л|т|тг|тенге|руб|млн|тыс|балл\w*|процент\w*|%"
_COUNTED_BEHIND = re.compile(r"\s?(?:чел|мин|км|кг|тг|лет|м|л|т|шт|%)(?!\w)")
_LAST_HOUR, _LONGEST_NIGHT = 24, 6
_LAST_CLASS, _OF_TIMES = 11, ("в", "к", "с", "до")
_ORDERED_BEFORE = re.compile(
    r"(?<!\w)(?P<word>в|на|с|до|после|для|у|из|от|к)о?\s\d{1,2}(?:-[а-яё]{1,2})?\s(?P<noun>[а-яё]{3,})"
    r"[^.!?\d]{0,25}?(?:,\s?|\s(?:и|а|или)\s)(?P=word)о?\s$",
    re.IGNORECASE,
)
_BEHIND_MORE = r"\s\d{1,2}\s?(?:кл|каб|эт|под|мкр)[а-яё]*\.?(?!\s?№?\d)"
_MONTH_WORD = r"(?:янв|февр?|мар|апр|мая|май|июн|июл|авг?|сент?|окт|нояб?|дек)"
_STREET_BEFORE = re.compile(r"[А-ЯЁ][а-яё-]+\s$")
_WINDS = {"СЗ": "северо-западный", "ЮЗ": "юго-западный", "СВ": "северо-восточный", "ЮВ": "юго-восточный"}
_YOUNG = r"(?<!\w)(?:кот|щен|тел[её]н|телят|жереб|козл|ягн|цыпл|порос|малыш)\w*,?\s$"
_DAYS_SHORT = "пн|вт|ср|чт|пт|сб|вс"
_PARTS_OF_YEAR = (r"\bкв", r"\bкв\.", "квартал", "квартал[ауе]", "полугоди[еяию]", "четверт[ьи]", "триместр")
_CODES = {"ук": "УК", "упк": "УПК", "гк": "ГК", "коап": "КоАП"}


@dataclass(frozen=True, slots=True)
class _Row:
    """A pattern and a template, or what computes the text."""

    pattern: re.Pattern[str]
    typed: str | Typed
    left: re.Pattern[str] | None = None
    around: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None

    def __call__(self, match: re.Match[str], left: str, right: str) -> str | None:
        beside = left[-_BESIDE:] + right[:_BESIDE]
        missing = (self.left and not self.left.search(left[-_NEAR:])) or (
            self.around and not self.around.search(beside)
        )
        if missing or (self.unless and self.unless.search(beside)):
            return None
        return match.expand(self.typed) if isinstance(self.typed, str) else self.typed(match, left, right)


def typed_numbers(text: str) -> Iterator[tuple[re.Match[str], Typed]]:
    """Yield the matches of the rows in `text`, and what gives the text for each; in order of the rows."""
    groups = chain(_WORDS, _NUMBERS if _DIGIT.search(text) else ())
    for match in SHORT.finditer(text):
        yield match, typed_as
    for row in chain.from_iterable(rows for gate, rows in groups if gate.search(text)):
        for match in row.pattern.finditer(text):
            yield match, row


def _in_order(match: re.Match[str], _left: str, right: str) -> str | None:
    # «1е занятие», «2е сутки», but «дом 1е»
    agrees = any(form.plural or form.gender == "n" for form in head_forms(right))
    return f"{match['number']}-е" if agrees else None


def _month_day(match: re.Match[str], left: str, _right: str) -> str | None:
    if "," in match["day"] and (is_named_before(left) or last_word(left) in _OF_TIMES):
        return None  # «каб 5,26 авг», but «выдаём 26,27 авг»
    month = next(name for name in MONTHS if name.startswith(match["month"].replace("май", "мая")))
    ending = "-е" if left.endswith("а уже ") and match["day"].isdecimal() else ""  # «а уже 15 окт»
    if last_word(left) in ("с", "со"):
        return f"{match['day'].replace('-', ' по ')} {month}"  # «с 1-7 дек»
    days = ", ".join(re.split(r"[,\s]\s*", match["day"].replace("-", "–")))
    return f"{days}{ending} {month}"


def _day(match: re.Match[str], left: str, right: str) -> str | None:
    # «до 20.12»: no one says such minutes, or another time stands beside it; «сбор 12.10» stays open
    day, month = match["day"], match["month"]
    said = f"{int(day)} {MONTHS[int(month) - 1]}"
    if _NO_DAY_BEFORE.search(left) or _MEASURED_BEHIND.match(right) or _TO_DAY.match(right):
        return None
    minutes = month in ("05", "10")
    if not minutes:
        return said
    dated = int(day) > _LAST_HOUR or day.startswith("0") or int(day) < _LONGEST_NIGHT
    dated = dated or _TIME_BEHIND.match(right) is not None or _WEEKDAY_BEFORE.search(left) is not None
    return said if dated and not _CLOCK_BEHIND.match(right) else None


def _of_parts(match: re.Match[str], _left: str, _right: str) -> str:
    # «тел 72-1-45», «в/ч 6655»
    return " ".join(
        "ноль " * (len(each) > 1 and each[0] == "0") + cardinal(int(each)) for each in match.groups() if each
    )


def _kindergarten(match: re.Match[str], left: str, _right: str) -> str:
    # «в д/саду», «у д/сада»
    ending = match["ending"] or ""
    where = ending in ("у", "е") and last_word(left) in ("в", "во", "о", "об")
    case: Case = {"а": "gen", "ом": "ins", "": "nom"}.get(ending, "prep" if where else "dat")  # type: ignore[assignment]
    return f"{declined_adjective('детский', case, 'm')} сад{ending}"


def _month_of_year(match: re.Match[str], left: str, _right: str) -> str | None:
    # «до 10.2026», «в 03.2027 г.», «до XII 2026г»; without a preposition it stays open
    number = roman_value(match["month"]) or int(match["month"])
    word, month = last_word(left), likeliest(MONTHS[number - 1]).lemma
    if word not in PREPOSITIONS:
        return None
    case: Case = "prep" if word == "в" else "acc" if word in ("по", "на", "за") else number_case(left)
    return f"{declined(f'*{month}', case)} {match['year']}{'' if match['named'] else ' года'}"


def _from_day_on(match: re.Match[str], left: str, _right: str) -> str:
    # «30 апр-2 мая выходные»
    month = next(name for name in MONTHS if name.startswith(match["month"].replace("май", "мая")))
    return f"{'' if last_word(left) in ('с', 'со') else 'с '}{match['first']} {month} по {match['last']}"


def _days(match: re.Match[str], _left: str, _right: str) -> str | None:
    first, last = int(match["first"]), int(match["day"])
    return f"{first}–{last} {MONTHS[int(match['month']) - 1]}" if first < last else None


def _days_of_months(match: re.Match[str], left: str, _right: str) -> str | None:
    if {match["month"], match["until"]} <= {"05", "10"}:
        return None
    since = "" if last_word(left) in ("с", "со") else "с "
    first, last = (
        f"{int(match[day])} {MONTHS[int(match[month]) - 1]}" for day, month in (("day", "month"), ("last", "until"))
    )
    return f"{since}{first} по {last}"


def _hours(match: re.Match[str], left: str, _right: str) -> str | None:
    # «вт чт 14-16», «вывоз 7-9ч»; but «через 2-3ч»
    first, last = int(match["first"]), int(match["last"])
    timed = first >= _EARLIEST if match["word"] else _HOURS_BEFORE.search(left[-_BESIDE:])
    if not timed or not first < last <= _LATEST or _LASTING.search(left):
        return None
    hours = f" {counted('*час', last, 'gen')}" if match["word"] else ""
    return f"с {first} до {last}{hours}"


def _from_to(match: re.Match[str], left: str, _right: str) -> str | None:
    # «с 10-13ч», «с 8-20»
    first, last = int(match["first"]), int(match["last"])
    since = last_word(left) in ("с", "со") and (0 if match["word"] else _EARLIEST) <= first < last <= _LATEST
    return f"{first} до {last} {counted('*час', last, 'gen')}" if since else None


def _from_time_to_time(match: re.Match[str], left: str, _right: str) -> str | None:
    if not are_two_times(match["hour"], match["minute"], match["last"], match["late"]):
        return None
    since = "" if last_word(left) in ("с", "со") else "с "
    return f"{since}{match['hour']}:{match['minute']} до {match['last']}:{match['late']}"


def _from_hour(match: re.Match[str], _left: str, right: str) -> str | None:
    # «с 9-00», «в 18-30»: no noun that is counted stands behind
    head = [
        form
        for form in head_forms(right)
        if match["minute"] not in ("00", "15", "30", "45") or (form.case == "gen" and form.plural)
    ]
    return None if head or _COUNTED_BEHIND.match(right) else f"{match['hour']}:{match['minute']}"


def _known_word(match: re.Match[str], _left: str, _right: str) -> str | None:
    # «2,5года»: a space is missing
    return f" {match['word']}" if any(form.known and form.kind == "NOUN" for form in forms(match["word"])) else None


def _aged(match: re.Match[str], _left: str, _right: str) -> str:
    # «Пропала Маша,12л.,ушла в школу»
    return f" {match['number']} {counted('*год', int(match['number']), 'nom')}"


def _for_one(match: re.Match[str], _left: str, _right: str) -> str | None:
    # «900тг/тюк»
    word = next((noun for kind, noun, _ in CLIPS.get(match["word"], ()) if kind == "n"), match["word"])
    named = any(form.known and form.case == "nom" and not form.plural for form in nouns(word))
    return f" за {declined(f'*{word}', 'acc')}" if named else None


def _listed(match: re.Match[str], _left: str, _right: str) -> str | None:
    items, unit = match["items"], match["unit"]
    if items.endswith(",5 и "):
        return None  # «на 1,5 и 2 км»
    said = re.sub(
        r"(\d+),\s?|\d+", lambda each: cardinal(int(each[1])) + ", " if each[1] else cardinal(int(each[0])), items
    )
    return f"{said}{match['last']} {counted('*месяц', int(match['last']), 'nom') if unit == 'мес' else unit}"


def _house_before(match: re.Match[str], left: str, _right: str) -> str:
    # «ул. Абая 35,2 эт», «приём до 10,4 каб»
    apart = _STREET_BEFORE.search(left) or last_word(left) in ("до", "с", "к", "после")
    return f"{cardinal(int(match[1]), number_case(left)) if apart else match[1]}, "


def _people_behind(match: re.Match[str], _left: str, _right: str) -> str | None:
    # «в СШ 6,2 врача»: no part of a person
    kind = likeliest(match["word"])
    return ", " if kind.kind == "NOUN" and kind.animate else None


def _from_hour_to_hour(match: re.Match[str], _left: str, _right: str) -> str | None:
    first, past, last, over = match.group("first", "past", "last", "over")
    if not (past or over) or int(first) >= int(last) or int(last) > _LAST_HOUR:
        return None
    return f"{first}{f':{past}' if past else ''} до {last}:{over or '00'}"


def _blood(match: re.Match[str], left: str, right: str) -> str:
    of_group = re.search(r"(?i)групп[ыа]?\s|(?<!\w)(?:донор|для)", left) or re.match(
        r"[^.!?\d]*(?:\d[^.!?\d]*)?\sгруппы", right
    )
    ends, order = ("ой", "й") if of_group else ("ая", "я")
    rhesus = "отрицательн" if (match["rhesus"] or match["plus"]) != "+" else "положительн"
    group = "" if not match["group"] else " группы" if of_group else " группа"
    return f"{match['number']}-{order} {rhesus}{ends}{group}"


def _apart(match: re.Match[str], _left: str, _right: str) -> str | None:
    kind = likeliest(match["word"])
    return " – " if match["word"] in ("дети", "против") or (kind.known and kind.kind in ("VERB", "ADVB")) else None


def _plus(match: re.Match[str], left: str, _right: str) -> str:
    case = number_case(left) if last_word(left) in ("до", "от", "около", "с", "ниже", "выше") else "nom"
    return f"плюс {cardinal(int(match['number']), case)}"


def _document(match: re.Match[str], _left: str, _right: str) -> str:
    low = [*"0" * (len(match["low"]) - len(match["low"].lstrip("0"))), match["low"].lstrip("0") or "0"]
    parts = (
        (*match["noughts"], match["high"], *low) if int(match["low"]) else (*match["noughts"], match["high"], *"000")
    )
    return " ".join(("номер", *(cardinal(int(part)) for part in parts)))


def _minutes(match: re.Match[str], left: str, right: str) -> str | None:
    # «от Жилянки 22.15», «8.00 и 18.00»: no month is so late, and nothing is measured
    rounded = match["minute"][1] in "05" or likeliest(last_word(left)).kind == "VERB"
    no_time = _NO_DAY_BEFORE.search(left) and not _JOURNEY.search(last_word(left))
    measured = _MEASURED_BEHIND.match(right) or no_time or _RATED.search(left + right)
    counts = any(form.case == "gen" for form in head_forms(right))
    return None if measured or counts or not rounded else f"{match['hour']}:{match['minute']}"


def _departure(match: re.Match[str], left: str, right: str) -> str | None:
    # «сбор 9-40», «поезд на Орск 6-40 и 17-25», but «дома 7-35»
    timed = _JOURNEY.search(left) and not _LABELLED.search(left[-_BESIDE:])
    late = int(match["minute"]) > _LAST_HOUR or int(match["minute"]) < int(match["hour"])
    beside = late or any(int(each) > _LAST_HOUR for each in _TO_MINUTES.findall(left + right))
    return f"{match['hour']}:{match['minute']}" if timed and beside else None


def _on_weekdays(match: re.Match[str], _left: str, _right: str) -> str:
    gender: Gender = "f" if match["day"][:2] in ("ср", "пт", "сб", "пя", "су") else "m"
    return " и ".join(ordinal(int(each), "acc", gender) for each in match.group(1, 2))


def _share(match: re.Match[str], _left: str, _right: str) -> str:
    above, below = map(int, match["part"].split("/"))
    return f"{cardinal(above, 'nom', 'f')} {ordinal(below, *(('nom', 'f') if above == 1 else ('gen', 'pl')))}"


def _named_after(_: re.Match[str], left: str, _right: str) -> str | None:
    # «школа им Абая», but «дали им Абая»
    word = last_word(left)
    named = is_noun(word) or left.rstrip()[-1:].isupper()
    return "имени" if named or left.rstrip()[-1:].isdecimal() else None


def _as_before(match: re.Match[str], left: str, right: str) -> str | None:
    # «после 9 кл и после 11», «пожар на 3 эт, на 4 дым»: the same preposition has put a noun in order just before
    earlier = _ORDERED_BEFORE.search(left[-_NEAR:])
    head = head_forms(right)
    if earlier is None or any(form.case == "gen" or form.lemma in DESIGNATED for form in head):
        return None
    word, number = earlier["word"].lower(), int(match.group())
    timed = word in _OF_TIMES and _LAST_CLASS < number <= _LATEST  # «в 3 кл и в 18»
    asked = () if timed else PREPOSITIONS[word]
    for form in nouns(earlier["noun"]):
        if form.case in asked and not form.plural and (form.lemma in DESIGNATED or is_ordered((form,), left)):
            return fitting(ordinal(number, form.case or "nom", form.gender or "m"))  # «и во 2-й»
    return None


def _temperature(_: re.Match[str], left: str, _right: str) -> str:
    case = next(iter(noun_cases(left)), "nom") if last_word(left) in ("при", "с", "от", "до", "о") else "nom"
    done = "tran" in likeliest(last_word(left) or "нет").traits  # «сбросила t теплоносителя»
    return declined("*температура", "ins" if last_word(left) == "с" else "acc" if done else case)


def _row(pattern: str, typed: str | Typed, left: str = "", around: str = "", unless: str = "") -> _Row:
    return _Row(
        re.compile(pattern),
        typed,
        re.compile(left, re.IGNORECASE) if left else None,
        re.compile(around, re.IGNORECASE) if around else None,
        re.compile(unless, re.IGNORECASE) if unless else None,
    )


def _counts(noun: str) -> Typed:
    """Return what types the number that a row finds, and `noun` in the form that it counts and its place asks for."""
    return lambda match, left, _right: f"{match[1]} {counted(f'*{noun}', int(match[1]), number_case(left))}"


# Rows by what a text must hold for any of them to match
_WORDS = (
    # «за 3 кв 2025 долг»: of the year, where no noun is counted
    (
        re.compile(r"[а-я.]\s20[0-4]\d"),
        (
            _row(
                rf"(?:{'|'.join(rf'(?<={part} )' for part in _PARTS_OF_YEAR)})20[0-4]\d"
                r"(?![\w:/-]|[.,]\d|\s?(?:гг?|год\w*|тг|тенге|руб\w*|тыс\w*|т|₸|%)(?!\w))",
                lambda match, _left, right: (
                    None if any(form.plural for form in head_forms(right)) else f"{match.group()} года"
                ),
                left=r"(?:[1-4]|I{1,3}|IV)(?:-?[а-яё]{1,2})?\s?[а-я]+\.?\s$",
            ),
        ),
    ),
    (
        re.compile(
            r"с\s[А-ЯЁ]|в\.\s?плат|з\.\s?п|ЖД\s|км\s|экг|мрт|[хг]вс|ндс|орви|инн|иин|эцп|кгд|гсм|тбо|ввк|ппс|асп|осмс|впч|акдс"
            r"|эл|бр|(?:за|тг)\s|подьезд|[tTТ]е?\s|им\s|[IVX]\sв"
        ),
        (
            _row(  # its letter first, which is found faster than what lies behind
                r"с(?=\s[А-ЯЁ][а-яё])"
                r"(?:(?<=\b[вВ] с)|(?<=из с)|(?<=до с)|(?<=от с)|(?<=\b[уУ] с)|(?<=возле с)|(?<=около с))",
                "с.",
            ),
            _row(r"(?<!\w)бр\.?\s?(?=полост)", "брюшной "),
            _row(r"(?<=[IVX])\sв(?=\s*(?:$|[,;)]))", " в."),  # «памятник XX в»
            _row(r"(?<!\w)(?P<letter>[Кк])в\.\s?плат(?=[аеуы])", r"\g<letter>вартплат"),
            _row(r"(?<![\w.])з\.\s?п\.", "з/п"),
            _row(r"(?<![\w-])ЖД(?=\s[а-яё]{3})", "ж/д"),
            _row(r"(?<=км)\s(?=ч(?![\w.]))", "/"),
            _row(
                r"(?<![\w./-])(?:экг|мрт|хвс|гвс|ндс|орви|инн|иин|эцп|кгд|гсм|тбо|ввк|ппс|асп|осмс|впч|акдс)(?![\w-])",
                lambda match, _left, _right: match.group().upper(),
            ),
            _row(
                r"(?<=за )(?P<what>кг|л|м2|м3|м²|м³|сут|мес|нед|кВт(?![*·])|Гкал)(?![\w.])",
                lambda match, _left, _right: FOR_EACH[match["what"]].split(" ", 1)[1],
            ),
            _row(r"(?<=за )кВт\s?[.*·]\s?ч(?!\w)", "киловатт-час"),
            _row(r"(?<!\w)подьезд", "подъезд"),
            _row(
                r"(?<=тг )(?P<what>кг|шт|л|литр|кило|мес)(?![\w.])",
                lambda match, _left, _right: f"{'в' if match['what'] == 'мес' else 'за'} {_PIECES[match['what']]}",
            ),
            _row(r"(?<!\w)им(?=\s+[А-ЯЁ](?:[а-яё]|\.))", _named_after),
        ),
    ),
    (
        re.compile(r"[\dA-Za-z()/+%-]"),
        (
            # «сокращённый день-до 13.00», «12 мкр-пт», «забег 5км-до мая»: a dash
            _row(
                rf"(?:(?<=[а-яё]{{3}})|(?<=\d[а-яё]{{2}}))-(?=(?:до|по|от|для|без|за|с|пн|вт|ср|чт|пт|сб|вс)(?![\w{STRESS}-]))",
                " – ",
            ),
            _row(r"(?<!\w)(?P<first>[Дд])еж\.?\s?тел\.?(?=:?\s?[\d+])", r"\g<first>ежурный телефон"),
            _row(
                r"(?:(?<=вагон )|(?<=ваг\.)|(?<=ваг\. )|(?<=ваг )|(?<=ряд ))(\d{1,2})\s(?=(?:место|кв|купе)\s\d)",
                r"\1, ",
            ),
            _row(
                r"(?<![\w.,:/-])(?P<month>0?[1-9]|1[0-2])\.(?P<year>20\d\d)(?![\w%]|[.,:/-]\d|\s?(?:тг|тенге|руб|₸))(?=(?P<named>\s?г(?:од|(?!\w)))?)",
                _month_of_year,
            ),
            # «кровь II гр. Rh-», «III(+)»
            # «80,1992г», «42-48,4500тг», «15/2кв7,40т», «12 и13го»: what is glued
            _row(r"(?<=\d),(?=(?:19|20)\d\d\s?г(?!\w)|\d{4,}\s?(?:тг|тенге|тыс|т)(?!\w))", ", "),
            _row(r"(?<=\d00)об(?![\w.])", " оборотов"),
            _row(r"(?<=\d)кв(\d{1,3}),(?=\d)", r" кв. \1, "),
            _row(
                r"(?<=\d )и(?P<number>\d{1,2})(?:-?(?P<ending>го|е|й))?(?![\w.,:])",
                lambda match, _left, _right: (
                    f"и {match['number']}" + (f"-{match['ending']}" if match["ending"] else "")
                ),
            ),
            _row(  # a price, and no office of so many
                r"(?<=\d)\s?кв/м(?!\w)",
                " за квадратный метр",
                left=r"(?i)^(?!.*(?:офис|склад|помещ|магаз|дом|участ|земл|площад|бутик|ангар|здани|квартир)).*\d{4,}$",
            ),
            _row(r"(?<=\d)\s?т/(?:тонн[ау]|тн)(?!\w)", " тыс. за тонну"),
            _row(r"(\d{3})/(\d\d)\s?(?=R\d\d)", r"\1 на \2 "),
            _row(r"(?<=\b[тТ]еле)2(?!\d)", " два"),
            _row(r"(?<!\w)Rh\s?[-–−](?!\w)", "резус-отрицательная"),
            _row(r"(?<!\w)Rh\s?\+(?!\w)", "резус-положительная"),
            _row(
                r"(?<![\w.,:/+-])(?P<number>[1-4])\s?(?:\((?P<rhesus>[+–−-])\)|(?P<plus>\+))(?!\s?\d)(?P<group>\s?гр(?!\w)\.?)?",
                _blood,
                left=r"(?i)(?<!\w)(?:кров|донор)[^.!?]*$",
            ),
            _row(rf"{_OF_BLOOD}\s?\(\+\)", " положительная"),
            _row(rf"{_OF_BLOOD}\s?\([-–−]\)", " отрицательная"),
            _row(r"(?<=[A-Za-z)]),(?=[а-яё])|(?<=[а-яё]),(?=[a-z](?!\w))|(?<=\d),(?=[IVX]+\s)", ", "),
            # «по 1/2таб»
            *(
                _row(rf"{before}(?<![\d/]){part}\s?(?:таб\w*|т)\.?(?!\w)", f"{said} таблетки")
                for before, part, said in (
                    (r"(?<=\bпо )", "1/2", "половине"),
                    (r"(?<=\bпо )", "1/4", "четверти"),
                    ("", "1/2", "половина"),
                    ("", "1/4", "четверть"),
                )
            ),
            _row(r"(?<=\d)\s?ЕД(?![\w.])", " ед"),
            _row(
                r"(?<![\w.,:/+-])1414(?![\w:/-]|[.,]\d)",
                "четырнадцать четырнадцать",
                left=r"(?<!\w)(?:по|на|номер\w*|служб\w+|центр\w*)\s$",
            ),
            _row(
                r"(?<![\w.,:/+-])1414(?=\s*(?:$|[,.;!?)](?!\d)))",
                "четырнадцать четырнадцать",
                left=r"(?<!\w)(?:через|или|и)\s$",
            ),
            # «10/VI», «с 1/V»
            _row(
                r"(?<![\w./,-])(?P<day>0?[1-9]|[12]\d|3[01])[/.](?P<month>X?I{1,3}|I?[VX]|VI{1,3})(?![\w/])",
                lambda match, _left, _right: f"{int(match['day'])} {MONTHS[(roman_value(match['month']) or 1) - 1]}",
            ),
            _row(r"(?:(?<=%)|(?<=тг)|(?<=тенге)|(?<=тыс)|(?<=лет)|(?<=₸))\s?\+\s?(?=\d)", " плюс "),
            # «тел/whatsapp»
            _row(r"(?<=[а-яё]{3})/(?=[A-Za-z]{4})|(?<=[a-z]{4})/(?=[а-яё]{3})", ", "),
            _row(
                r"(?:(?<=\b[сСк] )|(?<=\bдо ))(?P<day>0?[1-9]|[12]\d|3[01])/(?P<month>0[1-9]|1[0-2])(?![\d/])",
                lambda match, _left, _right: f"{int(match['day'])} {MONTHS[int(match['month']) - 1]}",
            ),
            _row(
                r"(?<![\d-])(\d\d?)-(\d\d)(?!\d|\s?[–-])",
                lambda match, _left, _right: f"{match[1]} {cardinal(int(match[2]))}",
                left=r"(?i)(?<!\w)(?:тел\w*|внутр\w*)\.?\s?(?:внутр\w*\.?\s)?$",
            ),
            _row(
                r"(?<![\d–-])(\d)[–-](\d)(?=\s*(?:,|\.(?!\d)|$|[А-ЯЁ]))",
                _of_parts,
                left=r"(?i)(?:матч|сч[её]том?|финал|выиграл\w*|проиграл\w*|обыграл\w*|[»\"])\s$",
            ),
            # «до 17-00,8 мкр», «тел дежурной части 40 45 90», «доля 1/3», «5мл х 2р», «т/сетей»
            _row(r"(?<=\d[:-]\d\d),(?=\d{1,2}\s?(?:мкр|путь|эт|под))|(?<=\d[.:]\d\d),(?=\d{1,2}[.:]\d\d)", ", "),
            _row(r"(?<=\d),(?=[12]\s?(?:смен[аеуы]|урок))|(?<=\d:\d\d),(?=\d)|(?<=\d),(?=\d{1,2}:\d\d)", ", "),
            _row(
                r"(?<![\d-])(\d\d) (\d\d) (\d\d)(?! ?\d)",
                lambda match, _left, _right: " ".join(
                    "ноль " * (each[0] == "0") + cardinal(int(each)) for each in match.groups()
                ),
                left=r"(?<!\w)тел\w*\.?\s(?:[а-яё]+\s){1,3}$",
            ),
            _row(
                r"(?<![\w.,/-])(?P<part>1/[2-4]|2/3|3/4)(?=\s(?:на|в|от|по)\s|\s*(?:$|[,.]))",
                _share,
                left=r"(?:дол[яюие]|алимент)[^.!?]{0,60}$",
            ),
            _row(r"\s[хx]\s(?=\d\s?р(?:аза?)?\s)", " "),
            _row(r"(?<!\w)т/(?=сет[ьией]|трасс)", "тепло"),
            # «срок до XII 2026г»
            _row(
                r"(?<!\w)(?P<month>X?I{1,3}|I?[VX]|VI{1,3})[\s.](?P<year>20\d\d)(?=(?P<named>\s?г(?:од|(?!\w))))",
                _month_of_year,
            ),
            # «под 14,75% год.»
            _row(r"(?<=%)\s?год\.(?=[\s,;]|$)", " годовых"),
            _row(r"(?<=[а-яё])/(?=[А-ЯЁ][а-яё])", ", "),
            _row(
                r"(?<=[а-яё])\s?\+\s?(?=[бвгджзйклмнпрстфхцчшщ][а-яё])|(?<=\d)\+\s?(?=[а-яё]{3})",
                " плюс ",
            ),
            _row(
                r"(?:(?<=\dл)|(?<=\d лет)|(?<=\d года))\s(?=(?:зовут|одета?|пропала?|уш[её]л|ушла|потерял\w*)(?!\w))",
                ", ",
            ),
            _row(r"(?<=[а-яё]{5}\.)-(?=[а-яё])", " – "),
            _row(r"(?<=\d м)\s(?=с(?!\w|\s\d))", "/", left=r"(?:вет[ер]|порыв)\w*\s[^.!?]{0,20}$"),
            # «ж/д 15»: no railway has a number
            _row(
                r"(?<![\w-])ж/д(?=\s?№?\s?\d{1,3}(?!\w))",
                lambda _match, left, _right: f"{declined('жилой *дом', next(iter(noun_cases(left)), 'nom'))} ",
            ),
            _row(r"(?<![^\s,])c(?=\s(?:[а-яё]|\d))", "с"),  # «c понед»: a Latin letter
            _row(r"(?<!\S)C(?=\s(?:[а-яё]|\d))", "С"),
            _row(r"(?<!\w)шк-(?=(?:гимназия|лицей)(?!\w))", "школа-"),
            # «т. 8 776 210 44 05», «т.90-15-46»
            _row(
                r"(?<![\w.])т(?:\.\s?|\s)(?=\+?\d[\d\s()/-]{3,}\d)",
                lambda _match, left, _right: f"{declined('*телефон', 'dat' if last_word(left) == 'по' else 'nom')} ",
            ),
            _row(r"(?<=\bвыпуск )(20\d\d)(?!\s?г|\d|[.,-]\d)", r"\1 года"),
            _row(
                r"(?<!\w)(?P<from>[СЮ][ЗВ])(?=\s\d)",
                lambda match, _left, _right: _WINDS[match["from"]],
                left=r"(?<!\w)вет(?:ер)?\.?\s$",
            ),
            # «кв 12,15 и 18»: a list, and no decimal
            _row(
                r"(?<![\d.,])(\d{1,3}),(?=\d{1,3}\s(?:и|или)\s\d)",
                r"\1, ",
                left=r"(?<!\w)(?:кв\w*|д|дом\w*|каб\w*|под\w*|эт\w*|мкр|маршрут\w*|автобус\w*|класс\w*|школ\w*)\.?\s$",
            ),
        ),
    ),
    (
        re.compile(r"[-\d№/]|[Ээ]л|[tTТ]е?\s|[СC][ОO](?!\w)|(?:куб|кв) м|S"),
        (
            _row(
                r"№\s?тел(?:ефона)?\.?(?!\w)",
                "номера телефона",
                left=r"(?<!\w)(?:нет|без|для|от|смен\w+|измен\w+|замен\w+|уточн\w+|провер\w+)\s$",
            ),
            _row(r"(?<!\w)(?:[øØ⌀]\s?(?=\d)|[dD]\s?=?\s?(?=\d+\s?[мс]м))", "диаметром "),
            _row(r"(?<!\w)ч\.?\s?(?=\d\s?(?:УК|КоАП|ст(?!\w)))", "ч. "),
            _row(
                r"(?:(?<=\bна )|(?<=\bв ))([2-4])(?=\sраз(?!\w))",
                lambda match, _left, _right: ordinal(int(match[1]), "nom", "m"),
            ),
            _row(r"(?<=\bпо )1/2(?=\s(?:после|до|перед|на ночь|утром|вечером|[1-4]\s?р))", "половине"),
            _row(r"(?<=тг с )1\s?чел\.?(?!\w)", "одного человека"),
            _row(r"(?<!\w)([12])\s?с\.?(?=\s|$)", r"\1-го сорта", left=r"(?<!\w)мук[аиу]\s$"),
            _row(r"(?<!\w)в/с(?![\w.])", "высшего сорта", left=r"(?<!\w)(?:мук[аиу]|чай|колбаса)\s$"),
            _row(r"(?<=[сС] )([1-9]) по ([1-9])(?=\s?мес[а-я]*\.?\sберем)", r"\1-го по \2-й"),
            _row(r"(?<=[а-яё] )б/у(?=\s*(?:$|[,.;\d]|(?:до|за|от|в)\s))", "бэ-у"),
            _row(r"(?<!\w)N\s?(?=\d)", "№"),
            _row(
                r"(?<![\w-])[СC][ОO](?![\w-])",
                "цэ о",
                left=r"(?:датчик|газоанализ|отравлен|угарн)[а-яё]*\s(?:газ[а-яё]*\s)?$",
            ),
            _row(r"(?<=\d)\s?л-(?=[а-яё]{4}|\d+\s?(?:%|тг|тенге))", " лет – ", left=r"(?:дет|возраст)[^.!?]*\d$"),
            _row(
                r"(?<!\w)(?P<first>[Вв])ит\.?\s?(?P<letter>[А-ЯЁ])\s?(?P<number>\d{1,2})(?!\w)",
                lambda match, _left, _right: (
                    f"{match['first']}итамин {letter_names(match['letter'])} {cardinal(int(match['number']))}"
                ),
            ),
            _row(rf"(?<!\w)кв (?=\d{{1,3}}[-–]\d{{1,3}}(?![\d-]|\s{_MONTH_WORD}))", "кв. "),
            _row(
                rf"(?<![\w.,:/-])(?P<first>\d{{1,2}})\s?(?P<month>{_MONTH_WORD})[а-я]*\s?[-–]\s?(?P<last>\d{{1,2}})(?=\s?(?P<until>{_MONTH_WORD}))",
                _from_day_on,
            ),
            _row(r"(?<!\w)Эл (?=[а-яё]{4})", "Эл. "),
            _row(r"(?<!\w)х/(?=вод)", "хол. "),
            _row(r"(?<!\w)г/(?=вод)", "гор. "),
            _row(r"(?<!\w)(куб|кв) (?=м(?!\w))", r"\1. "),
            _row(r"№(?=\s?[а-яё]{3})\s?", "номер "),
            _row(r"(?<![A-Za-z])S\s?=?\s?(?=(?:около |до |примерно )?\d)", "площадь "),
            _row(r"(?<=[А-ЯЁ]{2})№", " №"),  # «ДЮСШ№1»
            _row(r"(?<=\d{4})\s?г/р(?!\w)", " г.р."),
            _row(r"(?<=за )кВт[*·-]?ч(?!\w)", "киловатт-час"),
            _row(r"(?<=\s)(\d)\+(?=\d(?:\s|[,.]|$))", r"\1 плюс ", left=r"(?<!\w)акци\w+\s$"),
            _row(r"(?<![\d.,])(\d{1,2})\.(?=\d\s?(?:мес|лет|года?|кг|км|га|млн|тыс|л)(?!\w))", r"\1,"),
            _row(r"(?<=\bтел )(\d\d)-(\d)-(\d\d)(?![\d-])|(?<=\bтел\. )(\d\d)-(\d)-(\d\d)(?![\d-])", _of_parts),
            _row(
                r"(?<![\d.,])(\d{3}),(?=\d{3}(?![\d.,]))",
                r"\1, ",
                left=r"(?<!\w)(?:кв\w*|каб\w*|ауд\w*|палат\w+)\.?\s$",
            ),
            _row(r"(?<=\d{4})\s?г\.\s?п\.(?!\w)", " года постройки"),
            _row(r"(?<=\d)\s?кап\.?/мин\.?(?!\w)", " капель в минуту"),
            _row(r"(?<!\w)д/сад(?P<ending>а|у|е|ом)?(?!\w)", _kindergarten),
            _row(r"(?<!\w)д/(?=[а-яё]{4,}(?:ов|ей|ых|их)(?!\w))", "для "),
            _row(r"(?<=[а-яё]{4})\+(?=\d)", " плюс "),
            _row(r"(?<=[а-яё.\d] )\+(?= [а-яё\d])", "плюс"),
            _row(
                r"(?<![\w#*])(?P<star>\*)?(?P<number>\d{1,4})#(?!\w)",
                lambda match, _left, _right: (
                    f"{'звёздочка ' if match['star'] else ''}{cardinal(int(match['number']))} решётка"
                ),
            ),
            # «банка-12тыс», «I смена-8.00», «место-СШ 44», «0,9%-200мл»: a dash
            _row(
                r"(?<=[а-яё]{4})-(?=\d{4}|\d+,\d|(?:\d{1,3} )*\d+\s?(?:тг|тыс|тенге|%)|[А-ЯЁ]{2}\s?\d)"
                r"|(?<=[А-Яа-яё][а-яё])-(?=\d{1,2}[.:]\d\d(?!\d))"
                r"|(?:(?<=[А-ЯЁA-Z]{2})|(?<=[а-яё]{4}))-(?=не\s[а-яё])"
                r"|(?<=\b(?i:пн|вт|ср|чт|пт|сб|вс))-(?=\d)|(?<=\d[хx]\d)-(?=\d+\s?шт)|(?<=/\d)-(?=[а-яё]{4})|(?<=\d[А-Е])-(?=[а-яё]{4})|(?<=[А-Е][»\"])-(?=\d)|(?<=:\d\d)-(?=\d+(?:,\d+)?\s?%)|(?<=\bчел)-(?=\d)|(?<=\d-[йяе])-(?=[а-яё]{4})|(?<=[а-яё]{3}\.)-(?=\d{4})|(?<=\d%)-(?=\d+\s?мл)"
                r"|(?:(?<=КоАП)|(?<=УК)|(?<= РК))-(?=[а-яё]{4})|(?:(?<=\d\.\d\d)|(?<=\dч)"
                r"|(?<=\d (?:янв|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек)))"
                r"-(?=\d[\d ,]*\s?(?:млн|тыс|тг|тенге|%)|[а-яё]{3})",
                " – ",
            ),
            _row(r"(?<=\d),(?=\d{1,3}\s(?P<word>[а-яё]{4,}))", _people_behind),
            _row(r"(?<=\d)-(?=(?P<word>[а-яё]{4,})(?![\w-]))", _apart),
            _row(
                r"(?<!\w)(?P<first>[Ээ])л(?:[./]\s?(?=энерг|щит|снаб)|\s?-?\s?)(?P<rest>(?:энерг|щит|снаб|станц|плит|сет|пров|каб|приб|монт|сварк|сч[её]т|двиг|чайн)\w*)",
                r"\g<first>лектро\g<rest>",
            ),
            # «при t выше 39»: a Latin letter
            _row(
                r"(?<![\w.])[tTТ]е?(?=\s(?:выше|ниже|до|от|тела|воздуха|воды|возд|теплонос|в\s(?:дом|кварт|помещ|класс|систем)|[+-]?\d))",
                _temperature,
            ),
        ),
    ),
)
_NUMBERS = (
    (
        re.compile(
            r"\d\s?-?е\s|\d мест|\d\s?шт|/\d\d\s?мин|\d\s?[АA]/?ч|(?<!\w)[жм]\.?\s?\d\d\s?г|рейс [A-Z]"
            r"|R1|-(?i:ср|чт|пт|сб)-|кв\.? \d"
            r"|\d\s?(?:\"|[ртч](?![а-яё])|гол|кам|мбит|[гГ][бБ])|(?<!\w)р\.|/двое"
            r"|кров|донор|\d\s?к[\s.]"
            r"|[а-яё]/[мднг]|уд\.?\s?л|-вых|\d\s?сл|(?<!\d\d)\d\s?г(?!\w)|\d\s?(?:мес|т\.?\s?км|[мМ]б)|кВт|24\s?ч|0\d\d\s?/\s?у"
            r"|\$|лет\.|[IV]кв|[сС] \d\d? до \d|[А-ЯA-Z]\d|\d[A-ZА-Я]{2,3}\s?\d\d(?!\d)"
        ),
        (
            # «спасено 4е детей», «12 чел., 3-е погибли»
            _row(
                rf"{_FROM}([2-7])-?е(?=\s(?:дет|реб|взросл|подрост|школьн|челов|мужчин|женщин|жител|погиб|постра|ран[её]н|утону|умер|спас"
                r"|задерж|госпит|пропал|выжи|доставл|в больниц|в реаним))",
                lambda match, _left, _right: collective(int(match[1])),
            ),
            # «1 место 50тыс», but «осталось 1 место»
            _row(
                rf"{_FROM}([1-3])(?=\sместо\s*[-–:]?\s*(?:\d|приз|диплом|кубок|грамот|медал|сертиф|велос|телев))",
                r"\1-е",
                unless=r"(?i)остал|свобод|есть|ещ[её]|продам|парк|места(?!\w)",
            ),
            # «нужна кровь 2 гр. отр.»
            _row(
                rf"{_FROM}([1-4])(?:-?[яй])?\s?гр\.?(?!\w)",
                r"\1-й группы",
                left=r"(?:(?<!\w)кров[ьи]|донор\w*)\s$",
            ),
            _row(
                rf"{_FROM}(\d)\s?к(?:ап)?\.?(?=\s(?:в|на)\s(?:кажд|глаз|нос|ухо|лев|прав|ноздр))",
                _counts("капля"),
            ),
            # «корь: 17сл. за неделю»
            _row(
                rf"{_FROM}(\d+)\s?сл(?:уч)?\.?(?!\w)",
                _counts("случай"),
                around=r"корь|кори|грипп|корон|инфекц|ДТП|бешен|заболе|зарег|выявл|всего|укус|пожар|отравл",
            ),
            _row(
                rf"{_FROM}(\d\d?)\s?г\.?(?=\s*(?:$|[,.;!]))",
                _counts("год"),
                left=r"(?:эцп|ЭЦП|срок\w*|прав\w*|лиценз\w*|подпис\w*|гаранти\w*|договор\w*|лиш[её]н\w*|условно|сертификат)\s(?:на|до)?\s?$",
            ),
            # «отдам котят 2мес»
            _row(
                rf"{_FROM}(\d\d?)\s?мес\.?(?!\w)",
                _counts("месяц"),
                left=_YOUNG,
            ),
            _row(
                rf"{_FROM}1,5\s?мес\.?(?!\w)",
                "полтора месяца",
                left=_YOUNG,
            ),
            _row(r"(?<=\d)\s?т\.?\s?км(?![\w/])", " тыс. км"),
            _row(
                r"(?<=\d)\s?[мМ]б(?:ит)?\.?\s?/\s?с(?:ек)?\.?(?!\w)",
                " Мбит/с",
            ),
            _row(r"(?<!\w)кВт\s?[.*]\s?ч(?!\w)", "кВт·ч"),
            _row(
                rf"{_FROM}24\s?ч(?:аса?)?\.?(?![\w.])",
                "24 часа",
                left=r"(?:служб\w*|такси|аптек\w|магазин\w*|кафе|охран\w|доставк\w|эвакуатор|работаем)\s$",
            ),
            # «справка 026/у»
            _row(
                r"(?<!\w)0(\d\d)\s?/\s?у(?!\w)",
                lambda match, _left, _right: f"ноль {cardinal(int(match[1]))} у",
            ),
            _row(r"(?<=курс )\$\s(?=\d{3}\s?(?:тг|тенге|руб|евро|$))", "доллара "),
            _row(r"(?<=\d-)лет\.?(?=\s[а-яё]+(?:ы|и|а|я)(?!\w))", "летие"),
            _row(r"(?<!\w)([IV]{1,3})(?=кв(?!\w))", r"\1 "),
            # «43"», «620тг/д», «8/256гб», «памперсы 5р», «5/2», «50кг=17500», «75т.тг/тн», «1ч.л.», «110т», «2гол»
            _row(
                rf'{_FROM}(\d\d)\s?"(?=\s|$)',
                _counts("дюйм"),
                left=r"(?:телевизор|монитор|экран|диск\w*|ноутбук)[^.!?\"]{0,20}$",
            ),
            _row(r"(?<=\dтг)/д(?![\w/.])", " в день"),
            # «в кол-ве 30шт»
            _row(
                rf"{_FROM}(\d{{1,4}})\s?шт\.?(?!\w)",
                lambda match, _left, _right: (
                    f"{cardinal(int(match[1]), 'gen', 'f')} {counted('*штука', int(match[1]), 'gen')}"
                ),
                left=r"(?:кол-ве|количестве)\s$",
            ),
            # «4000/45мин», «60А/ч», «кв. 59,60», «ж 34г.», «R15-1000тг», «рейс FS-7232», «пн-ср-пт 18.00»
            _row(rf"{_FROM}(\d{{3,6}})\s?(?:тг)?/(?=\d{{2}}\s?мин)", r"\1 за "),
            _row(r"(?<=\d)\s?[АA]/?ч(?!\w)", " ампер-часов", left=r"(?i:аккум|батаре|акб)\w*\.?\s[^.!?]{0,15}\d$"),
            _row(r"(?<!\w)(кв|квартир[аы])\.?\s(\d{1,3}),(?=\d{1,3}(?!\d|,|\s?(?:м|кв|и\s)))", r"\1. \2, "),
            _row(
                r"(?:(?<=^)|(?<=[,.] ))([жм])\.?\s?(\d\d)\s?г\.?(?=\s[а-яё]|,)",
                lambda match, _left, _right: (
                    f"{'женщина' if match[1] == 'ж' else 'мужчина'} {match[2]} {counted('*год', int(match[2]), 'nom')}"
                ),
            ),
            _row(
                r"(?<=рейс )([A-Z]{2})-?\s?(\d\d)(\d\d)(?!\d)",
                lambda match, _left, _right: f"{letter_by_letter(match[1])} {match[2]} {cardinal(int(match[3]))}",
            ),
            _row(r"(?<![\w-])R(1\d)-(?=\d{3,5}\s?тг)", r"эр \1 – "),
            _row(
                rf"(?i)(?<![\w-])({_DAYS_SHORT})-({_DAYS_SHORT})-({_DAYS_SHORT})(?![\w-])",
                r"\1, \2, \3",
            ),
            _row(
                rf"{_FROM}(\d{{1,2}})/(\d{{2,4}})\s?[гГ][бБ](?!\w)",
                lambda match, _left, _right: f"{match[1]} на {match[2]} {counted('*гигабайт', int(match[2]), 'nom')}",
            ),
            _row(rf"{_FROM}(\d{{1,4}})\s?[гГ][бБ](?!\w)", _counts("гигабайт")),
            _row(rf"{_FROM}(\d{{1,4}})\s?мбит(?![\w/])", _counts("мегабит")),
            _row(
                rf"{_FROM}([1-8])\s?р(?:азм)?\.?(?![\w/])", r"\1-й размер", left=r"(?i)(?:памперс\w*|подгузник\w*)\s$"
            ),
            _row(
                r"(?<!\w)р(?:азм)?\.\s?(?=\d\d(?!\d))",
                "размер ",
                left=r"(?i:форм|обув|куртк|плать|костюм|брюк|туфл|сапог|джинс|ботин|кроссов|пальто|шуб|одежд)[^.!?]{0,20}$",
            ),
            _row(r"(?<=\d)\s?т\.\s?тг/тн?(?!\w)", " тыс. тг за тонну"),
            _row(
                rf"{_FROM}(\d{{2,3}})\s?т(?!\.\s?(?:тг|р))(?=\s*(?:$|[,.;!]|в мес))",
                r"\1 тыс.",
                left=r"(?i:оплата|опл\.|з/п|зп|зарплат\w*|оклад|пенси[яи]|пособи[ея]|ЕНТ|курс\w*|физик\w|сутки/двое|график)[^.!?\d]{0,20}$|по\s$",
                unless=r"угл|уголь|песк|зерн|груз|щебн|вес",
            ),
            _row(r"(?<!\w)сут(?:ки)?\.?/(?=двое|трое)", "сутки через "),
            _row(
                rf"{_FROM}(\d{{1,3}})\s?гол\.?(?!\w)",
                _counts("голова"),
                around=r"(?i)коров|лошад|овец|овц|баран|коз|быч|тел|скот|КРС|МРС",
            ),
            _row(
                rf"{_FROM}(\d)\s?кам\.?(?=\s*(?:$|[,.]))",
                r"\1-камерный",
                left=r"холод\w*\.?[^.!?]{0,20}$",
            ),
            _row(r"(?<=\d)(?=(?:ч|ст|дес)\.\s?л\.)", " "),
            _row(
                rf"{_FROM}(\d\d)-(\d\d)\s(?=уч\w*\.?\s?г)",
                lambda match, _left, _right: (
                    f"{ordinal(int(match[1]), 'acc', 'm')} {ordinal(int(match[2]), 'acc', 'm')} "
                ),
                left=r"(?<!\w)на\s$",
            ),
            _row(
                r"(?<=[а-яё]{4})/(?P<what>мес|день|нед|год)(?![\w.])",
                lambda match, _l, _r: f" {FOR_EACH[match['what']]}",
            ),
            _row(r"(?<!\w)уд\.?\s?л(?:ичн?)?\.?(?=\s*(?:$|[,;)]))", "уд. личности"),
            _row(r"(?<!\w)пон?(?:ед)?\.?-вых(?:одной)?\.?(?!\w)", "понедельник – выходной"),
            _row(
                rf"{_FROM}([1-5])-?х?\s?-?(?:комн\.?|к\.?)\s?(?:кв\.?|квартир\w*)(?!\w|\s?м)",
                r"\1-комнатной квартиры",
                left=r"(?i:аренда|ремонт|продажа|покупка|хозяин|уборка)\s$",
            ),
            # «12.12 с 9 до 18 Сатпаева 5»: hours behind a day
            _row(
                r"(?<=[сС] )([6-9]|1\d|2[0-3]) до ([7-9]|1\d|2[0-4])"
                rf"(?!\d|[.,:/-]\d|\s?(?:ч|{_MONTH_WORD}|лет|числ|%|тг|тыс))",
                lambda match, _left, _right: (
                    f"{cardinal(int(match[1]), 'gen')} до {cardinal(int(match[2]), 'gen')}"
                    if int(match[1]) < int(match[2])
                    else None
                ),
                left=rf"(?:\d\.(?:0\d|1[0-2])|{_MONTH_WORD}\w*|{_WEEKDAY})\.?,?\sс\s$",
            ),
            # «цемент М400», «яйцо С1», «шины R16»
            _row(r"(?<=шины )R(?=1\d(?!\d))|(?<=резина )R(?=1\d(?!\d))|(?<=диски )R(?=1\d(?!\d))", "эр "),
            _row(
                r"(?<![\w-])([А-ЯЁ])-?(?=\d{1,4}(?![\w/-]|[.,]\d))",
                lambda match, _left, _right: f"{letter_names(match[1])} ",
                left=r"(?:цемент|бетон|кирпич|раствор|марк\w|яйц\w+|яйца|категори\w+|сорт\w*|витамин\w*|вит\.?)\s$",
            ),
            # «г/н 123ABC04»
            _row(
                r"(?<!\w)(\d{3})\s?([A-Z]{2,3}|[А-Я]{2,3})\s?(\d\d)(?!\w)",
                lambda match, _left, _right: (
                    f"{match[1]} {letter_by_letter(match[2]) if match[2].isascii() else letter_names(match[2])} "
                    f"{'ноль ' * (match[3][0] == '0')}{cardinal(int(match[3]))}"
                ),
                left=r"(?i)(?:номер\w*|г/н|г\.н\.?|№|госномер\w*|авто|машин\w|а/м)\s?$",
            ),
        ),
    ),
    (
        re.compile(
            r"(?<!\w)(в|на|с|до|после|для|у|из|от|к)о? \d.{1,45}\b\1о? \d|из \d+ в \d|с \d+ на \d", re.IGNORECASE
        ),
        (
            _row(r"(?<=[а-яё] )\d{1,2}(?=\s*(?:$|[,;]|\s[а-яё]))", _as_before),
            # «из 7 в 12 каб.», «после 9 и после 11 кл»: the noun stands behind the second number
            _row(
                rf"(?:(?<=\bиз )(\d{{1,2}})(?=\sв{_BEHIND_MORE})|(?<=\bс )(\d{{1,2}})(?=\sна{_BEHIND_MORE}))",
                r"\1\2-го",
            ),
            _row(
                r"(?:(?<=\bпосле )|(?<=\bдля )|(?<=\bдо )|(?<=\bот ))(\d{1,2})"
                rf"(?=(?:,|\sи)\s?(?:после|для|до|от){_BEHIND_MORE})",
                r"\1-го",
            ),
        ),
    ),
    (
        re.compile(
            r"\d\s?(?:[а-еА-Е](?!\w)|и\s\d|числа|янв|фев|мар|апр|ма[йя]|ию[нл]|ав|сен|окт|но|дек)"
            r"|\d,\d{1,2},\d|\d (?:ук|упк|гк|коап|ст|руки|полож|отриц)|лет \d|тг м|кров. \d"
        ),
        (
            _row(
                rf"(?<![\d.,:/])(?P<day>(?:\d{{1,2}}(?:\s|,\s?))*\d{{1,2}}(?:-\d{{1,2}})?)(?:-?го)?\s?(?P<month>{_MONTH_WORD})(?![\w.])",
                _month_day,
            ),
            # «22 числа», «3-4 числа»: days
            _row(
                r"(?<![\w.,:/-])(?<!\bпо )([12]?\d|3[01])(?=\s?числа(?!\w))",
                r"\1-го",
                unless=r"(?<!\w)(?:назов|эти|код)\w*\s",
            ),
            _row(
                r"(?<![\w.,:/-])([12]?\d|3[01])[-–]([12]?\d|3[01])\sчисла(?!\w)",
                r"с \1-го по \2-е число",
                unless=r"(?<!\w)с\s",
            ),
            _row(r"(?<![\w.,:/-])([1-3]) и ([1-3])(?=\sтриместра)", r"\1-го и \2-го"),
            _row(
                r"(?<![\w.,:/-])([1-4]) и ([1-4])(?=\s(?P<day>пн|вт|ср|чт|пт|сб|понед|вторн|сред|четв|пятн|субб))",
                _on_weekdays,
            ),
            _row(
                r"(?<![\w.,:/-])([1-3])(?:\sи\s|,\s?)([1-3])\s?гр(?:\.(?=\s*[а-яё])|(?![\w.]))",
                r"\1-й и \2-й группы",
                left=r"(?i)инвалид\w*\s$",
            ),
            # «в 2,3,4 и 18 мес», «в 2,3,4 мес»
            _row(
                r"(?<![\w.,:/-])(?P<items>\d{1,2},\s?\d{1,2}(?:,\s?\d{1,2})*(?:\sи\s|(?<=,\d),|(?<=,\d\d),)\s?)(?P<last>\d{1,3})\s?"
                r"(?P<unit>км|кг|м|мес|лет|дн|дней|месяца?|месяцев)(?!\w)",
                _listed,
                left=r"(?<!\w)(?:на|в|за|через)\s$",
            ),
            # «забег на 5 и 10 км», «в 2, 3 и 4 мес»
            _row(
                r"(?<![\w.,:/-])(\d{1,3})(?=(?:,\s?\d{1,3})*\sи\s\d{1,3}\s?(?:км|кг|м|мес|дн|дней|месяца?|месяцев)(?!\w))",
                lambda match, _left, _right: cardinal(int(match.group())),
                left=r"(?<!\w)(?:на|в|за|через)\s(?:[а-яё]+,\s)*$",
            ),
            _row(r"(?<=\d )(?:ук|коап|упк|гк)(?!\w)", lambda match, _left, _right: _CODES[match.group()]),
            _row(r"(?<=тг )м[3³](?!\w)", "за кубический метр"),
            _row(
                r"(?<=\d лет )(?=\d{3,5}\s*(?:[,.;]|$|тг|тенге))",
                ", ",
                left=r"(?<!\w)(?:до|от|с|старше)\s\d{1,2}\sлет\s$",
            ),
            _row(r"(?<=кров[ьи] )([1-4])\s?\+", r"\1-я положительная"),
            _row(r"(?<=кров[ьи] )([1-4])(?=\s(?:полож|отр|резус))", r"\1-я"),
            _row(r"(?<!\w)ч\s?(\d+)\s+ст\s?(?=\d)", r"ч. \1 ст. "),
            _row(r"(?<=[вВ] )1 руки(?!\w)", "одни руки"),
            _row(
                r"(?<=лет )(?P<number>[1-9]\d?)(?:-(?P<last>\d\d?)|(?<=\d\d)(?:-?ти)?)(?![\w-]|[.,:]\d)",
                lambda match, _left, _right: "-".join(
                    cardinal(int(each), "gen") for each in match.group("number", "last") if each
                ),
                left=rf"{PERSON}\w*\sлет\s$",
            ),
        ),
    ),
    (
        re.compile(r"[-–.]\d|№\s?0\d|(?<!\w)[кф]\s?\d|\d,(?:00|15|30|45)"),
        (
            _row(  # «с 9-12,14-16»
                r"(?<=[сС] )(\d|1\d|2[0-3])[-–](\d|1\d|2[0-4]),\s?(\d|1\d|2[0-3])[-–](\d|1\d|2[0-4])(?![\w.,:/-])",
                lambda match, _left, _right: (
                    f"{match[1]} до {match[2]}, с {match[3]} до {match[4]} часов"
                    if sorted(match.groups(), key=int) == list(match.groups())
                    else None
                ),
            ),
            # «с 14-17.30», «с 9.30-18»: hours
            _row(
                rf"(?<=[сС] )(?P<first>\d{{1,2}})(?:[.:](?P<past>{_QUARTER}))?\s?[-–]\s?(?P<last>\d{{1,2}})"
                rf"(?:[.:](?P<over>{_QUARTER}))?(?![\d.,:/%-]|\s?(?:тг|тыс|млн|%|км|кг|м|лет|мес))",
                _from_hour_to_hour,
            ),
            _row(
                r"(?<![\d.,:/-])(?P<first>[12]?\d|3[01])[-–](?P<day>[12]\d|3[01]|0?[1-9])\.(?P<month>0[1-9]|1[0-2])"
                r"(?!\d|[.,:-]\d|\s?(?:%|°|[²³]|к[мг]|га|[мс]м|тг|[мгтлч])(?!\w))",
                _days,
            ),
            _row(
                r"(?<![\w.,:/+-])(?P<day>[12]\d|3[01]|0?[1-9])\.(?P<month>0[1-9]|1[0-2])(?![\d-]|[.,:]\d|г(?!\w))", _day
            ),
            _row(
                rf"{_FROM}(?P<first>\d{{1,2}})[-–](?P<last>\d{{1,2}})(?P<word>\s?ч(?![\w.]))?(?![\w.,:/-]\d|\w|\s?(?:{_MONTH_WORD}|{'|'.join(MONTHS)}|числа|тепла|мороза|град|°))",
                _hours,
            ),
            _row(
                r"(?<=[сСвВоО] )(?P<first>\d{1,2})\s?[-–]\s?(?P<last>\d{1,2})(?:(?P<word>\s?ч(?:ас(?:ов|а)?)?(?![\w.]))"
                r"|(?=\s*(?:$|[,.;](?!\d)|(?:без|обед|перерыв|кроме|каждый|ежедневно)(?!\w))))",
                _from_to,
            ),
            # «7-30–9-30», «14-00ч-22.00»; «10.05-20.05» may be days
            _row(
                rf"{_FROM}(?!\d+([.:])\d+\s?[–-]\s?\d+\1)(?P<hour>[01]?\d|2[0-4])[.:-](?P<minute>[0-5][05])\s?(?:ч\.?\s?)?[–-]"
                r"\s?(?P<last>[01]?\d|2[0-4])[.-](?P<late>[0-5][05])(?:\s?ч(?!\w))?(?![\w:-]|\.\d|,\d)",
                _from_time_to_time,
            ),
            # «с 8 до 13.10», «6.45 и 15.10»: a time beside another
            _row(
                r"(?<![\w.,:/-])([01]?\d|2[0-4])\.(05|10)(?![\d.:-]|,\d)",
                r"\1:\2",
                left=r"(?<!\d)(?:[01]?\d|2[0-4])[.:](?:00|1[3-9]|[2-5]\d)(?:\sи\s|,\s?|\sдо\s)$|(?<!\w)с\s[01]?\d(?::00)?\sдо\s$",
            ),
            # «с 6.08-9.08»: no one says such minutes
            _row(
                r"(?<![\w.,:/-])(?P<day>[12]\d|3[01]|0?[1-9])\.(?P<month>0[1-9]|1[0-2])\s?[-–]\s?(?P<last>[12]\d|3[01]|0?[1-9])\."
                r"(?P<until>0[1-9]|1[0-2])(?![\d:-]|[.,]\d)",
                _days_of_months,
            ),
            _row(
                r"(?<=[сСвВоОкК] )(?P<hour>[01]?\d|2[0-4])-"
                r"(?P<minute>00|15|30|45|(?<=[вВ] \d-)[2-5][05]|(?<=[вВ] \d\d-)[2-5][05])(?![\w:-]|\.\d)",
                _from_hour,
            ),
            # «6-40 и 17-25»: no hour is so late, and a journey or a beginning is spoken of
            _row(
                rf"{_FROM}(?P<hour>[01]?\d|2[0-4])[-–](?P<minute>[0-5][05]|(?<=[вВ] \d\d-)[0-5]\d)(?![\w:-]|\.\d|,\d)",
                _departure,
            ),
            _row(
                rf"(?:{_FROM}|(?<=[А-Яа-яё][а-яё]-))(?P<hour>[01]?\d|2[0-4])\.(?P<minute>00|1[3-9]|[2-5]\d)(?![\w.:-]|,\d(?!\d?\.\d\d))",
                _minutes,
            ),
            _row(
                rf"(?i:(?<!\w)(?P<day>{_WEEKDAY}\s(?:в\s)?))(?P<hour>[01]?\d|2[0-4])-(?P<minute>00|30|45|(?<=[12][6-9]-)15)"
                r"(?![\w:-]|\.\d)",
                r"\g<day>\g<hour>:\g<minute>",
            ),
            # «в пятн. 14,00», «в сб к 10,30»
            _row(
                rf"(?<![\w.,:/-])(?P<hour>[01]?\d|2[0-4]),(?P<minute>00|15|30|45)(?![\w.,:%-]|\s?(?:{_UNIT_BEHIND}))",
                r"\g<hour>:\g<minute>",
                left=rf"(?<!\w){_WEEKDAY}\.?,?\s(?:[вкс]\s|до\s)?$",
            ),
            _row(
                rf"(?i:(?<!\w)(?P<day>{_WEEKDAY}\s(?:в\s)?))(?P<hour>[01]?\d|2[0-4])\.(?P<minute>00|1[3-9]|[2-5]\d)"
                rf"(?![\w.:-]|\s?(?:{_UNIT_BEHIND}))",
                r"\g<day>\g<hour>:\g<minute>",
            ),
            _row(r"-(?=\d\d(?![\d.,:]))(?:(?<=\b[вВ] -)|(?<=\bдо -))|-(?<=\bпри -)(?=\d\d(?![\d.:]|,\d))", "минус "),
            _row(
                r"(?<=[сС] )(?P<first>\d{1,3})-(?P<last>\d{1,3})"
                r"(?=\s(?:дом|подъезд|подьезд|этаж|кл|класс|эт|под)(?!\w))",
                r"\g<first>-го по \g<last>-й",
            ),
            # «аттестат №0123456»: no thousands behind a nought
            _row(r"№\s?(?P<noughts>0+)(?P<high>[1-9]\d{1,2})(?P<low>\d{3})(?!\d)", _document),
            _row(r"(?<!\w)ф\.?\s?(?=0\d\d\s?(?:/?\s?у(?!\w)|$|[,;]))", "форма "),
            _row(r"(?<!\w)ф\.?\s?(\d{3})\.00(?!\d)", r"форма \1 ноль-ноль"),
            _row(r"(?i:(?<=\bформа )|(?<=\bформу )|(?<=\bформе )|(?<=\bформы ))(\d{3})\.00(?!\d)", r"\1 ноль-ноль"),
            # «рассрочка 0-0-12»
            _row(
                r"(?<![\w-])0-0-(?P<months>\d\d?)(?![\w-])",
                lambda match, _left, _right: f"ноль ноль {cardinal(int(match['months']))}",
            ),
            # «тел. диспетчера 700-115»
            _row(
                r"(?<![\d-])(\d{3})-(?=\d{3}(?![\d-]))",
                r"\1, ",
                left=r"(?<!\w)(?:тел|телефон\w*)\.?\s(?:[а-яё]+\s){0,2}$",
            ),
            # «трасса закрыта на 120-180км»
            _row(
                r"на\s(?P<first>\d{2,4})\s?[-–]\s?(?P<last>\d{2,4})\s?км(?![\w/])",
                r"с \g<first>-го по \g<last>-й км",
                left=r"(?<!\w)(?:трасс|дорог|а/д)[\w-]*\s[^.!?]{0,30}$",
            ),
            # «мороз -35,1 смена дома», «ремонт д 5 к 2»
            _row(r"(?<=-\d\d),(?=[12]\s?кл)", ", "),
            _row(r"(?<![\w.,:/-])(\d\d?)-(\d\d?)-?го(?![\w-])", r"\1-го–\2-го"),
            _row(
                r"(?<!\w)д(?:\.|ом[ау]?)?\s?(?P<house>\d{1,3}),?\sк\s?(?P<body>\d)(?![\d:.-]|\s?(?:ч|утра|вечера))",
                r"д. \g<house> корп. \g<body>",
            ),
            # «на участке 812-865км»
            _row(
                r"(?P<first>\d{3,4}|\d{1,2}(?=[-–]))\s?[-–]\s?(?P<last>\d{3,4}|(?<=\d[-–])\d{1,2}(?=км))\s?км(?![\w/])",
                r"с \g<first>-го по \g<last>-й км",
                left=r"участ\w+\s$",
            ),
        ),
    ),
    (
        re.compile(r"\d\s?ч|\d/\d|\dгр|\d гр"),
        (
            # «в 14ч30м», «с 13ч.40м»
            _row(
                r"(?P<hour>[01]?\d|2[0-4])ч\.?(?P<minute>[0-5]\d)м(?:ин)?\.?(?!\w)",
                r"\g<hour>:\g<minute>",
                left=r"(?<!\w)(?:в|с|со|к|до|около|после|вылет|отправление|прибытие)\s$",
            ),
            _row(r"(?<![\d/])50/50(?![\d/])", "пятьдесят на пятьдесят"),
            # «вахта 15/15», «график 2/2»
            _row(
                r"(?P<on>\d{1,2})/(?P<off>\d{1,2})(?![\d/])",
                lambda match, _left, _right: f"{cardinal(int(match['on']))} на {cardinal(int(match['off']))}",
                left=r"(?i)(?<!\w)(?:вахт|граф|режим работы|смен|работа)\w*:?\s(?:работы:?\s)?$",
            ),
            # «охранник 1/3, з/п 180 т.», «требуются продавцы, 2/2»
            _row(
                r"(?<!\d )(?P<on>[1-7]|15)/(?P<off>[1-3]|15)(?=\s?(?:[,.;]|$))",
                lambda match, _left, _right: f"{cardinal(int(match['on']))} через {cardinal(int(match['off']))}",
                left=r"(?i)(?<!\w)(?:охран|сторож|вахт[её]р|прода|кассир|повар|уборщ|оператор|официант|диспетчер|водител|техничк|курьер)\w*,?\s(?:\w+\s)?$",
            ),
            # «дети 2018-2019 гр»
            _row(
                r"(?P<first>(?:19|20)\d\d)[-–](?P<last>(?:19|20)?\d\d)\s?гр?\.?\s?р?\.?(?!\w)",
                r"\g<first>–\g<last> годов рождения",
                left=rf"{PERSON}\w*\s$|(?:борьб|футбол|турнир|команд|бокс|дзюдо|волейбол|соревн)\w*\s$",
            ),
        ),
    ),
    (
        re.compile(
            r"\d[а-яё]|\d мин|\d т\.|\d -\d|\d(?:-?й)? дом|тг/|% год|%/|\d-комн|\d[,-]\d{1,2} ?[чэпкс]"
            r"|\d (?:лети|номер|стр|мрп|этажн|ком|раб|и)"
            r"|\d\s?(?:[СC]|к[Вв])|г\.\s?н|гос|Rh"
            r"|\d\s?/|/\s?(?:кг|мес|ч)|[+~]\s?\d|[а-яё]\d"
        ),
        (
            _row(
                r"(?<![\w.,:/-])(\d{1,3})-?(?:ти|х|и)?[\s-]?(?=(?:этажн|комнатн|подъездн|местн|летн|дневн|месячн|метров|минутн|значн)(?:ый|ого|ом|ому|ая|ой|ую|ое|ые|ых|ым)(?!\w))",
                r"\1-",
            ),
            _row(rf"{_BEGINS}(\d{{1,3}})(го|й|я|ю|му|ой|ый|ая|ую|ого|ому|ть)(?![\w-])", r"\1-\2"),
            _row(r"(?<![\w.,:/-])([5-9]|1\d|20|30)-?ти(?![\w-])", r"\1"),
            _row(rf"{_BEGINS}(\d{{1,3}})ом(?![\w-])", r"\1-м"),
            _row(r"(?<![\w.,:/-])([78])-?ми(?![\w-])", r"\1"),
            _row(r"(?<=\bпо )(\d{1,2})е(?!\w)|(?<![\w.,:/-])([1-9])е(?=\sсутки)", r"\1\2-е"),
            _row(r"(?<=\d\.\d\d)\s?вкл\.?(?=\s*(?:$|[,;]))", " включительно"),
            _row(r"(?<!\w)ч/з(?=\s?\d)", "через"),
            _row(r"(?<![\w.,:/-])([2-4])-?х(?=\sраз(?!\w))", r"\1"),
            _row(rf"{_FROM}(\d{{1,3}})\s?тн(?!\w)", _counts("тонна")),
            _row(
                rf"{_FROM}(\d{{3,4}})\s?м(?=\s*(?:строят|построят|откро|рассчит))",
                r"\1 мест",
                left=r"(?:школ|сад|клуб)\w*\sна\s$",
            ),
            _row(
                rf"{_FROM}(?P<number>[1-5])-?х?\s?-?(?:комн\.?\s?|к\.?\s?)(?:кв(?:\.(?!\s?м))?|квартир\w*)(?!\w|\s?м)",
                lambda match, left, _right: (
                    f"{match['number']}-комнатн" + ("ая квартира" if left.rstrip().endswith("ся") else "ую квартиру")
                ),
                left=r"(?i:сдам|сниму|продам|куплю|ищу|сдаю|продаю|сда[её]т\w*|прода[её]т\w*|меня\w+|(?<!\w)на)\s+$",
            ),
            _row(
                rf"{_FROM}(?P<number>[1-5])-?х?\s?-?комн\.?(?=\s*(?:$|[,;]|(?:без|с|в|на|по|от|до|со)\s|\d))",
                lambda match, left, _right: f"{match['number']}-комнатн{'ую' if _SELLING.search(left) else 'ая'}",
                left=rf"{_SELLING.pattern}|^$|(?<!\w)(?:сда[её]т|прода[её]т)ся\s+$",
            ),
            # «дом 280к2», «ул.Абая 15к3»
            _row(
                r"(?<![\w.,:/-])(?P<house>\d{1,3})к(?P<block>\d{1,2})(?![\w.:/-])",
                lambda match, _left, _right: f"{cardinal(int(match['house']))} корпус {cardinal(int(match['block']))}",
                left=r"(?:(?<!\w)(?:д|дом[аеу]?|домов)\.?|(?<!\w)(?:ул|пр|пер|мкр|б-р)\w*\.?\s?(?-i:[А-ЯЁ][а-яё. -]*)"
                r"|(?-i:[А-ЯЁ][а-яё]{3,}))\s?$",
            ),
            _row(
                r"(?<![\w.,:/-])([2-4])х(?![\w-]|\sраз(?!\w))|(?<![\w.,:/-])(\d{1,2})х(?=\s(?:кл|год))",
                lambda match, _left, _right: f"{match.group()[:-1]}-х",
            ),
            _row(rf"{_FROM}(?P<number>\d,5)\s?года(?!\w)", r"\g<number> лет", left=rf"{PERSON}\w*\s(?:\w+\s)?$"),
            _row(r"(?<![\w.,:/-])(?P<number>\d{1,2})е(?=\s[а-яё]{3})", _in_order),
            _row(r"(?<![\w.,:/-])(\d{1,3})\s?(лети(?:е|я|ю|ем|и))(?!\w)", r"\1-\2"),
            _row(r"(?<![\w.,:/-])(\d{1,3})\s?номер(?!\w)", r"\1-й номер"),
            _row(
                r"(?<![\w.,])(?P<number>[1-9])\s?ком(?:\.(?=\s?[,а-яё\d])|(?![\w.]))",
                lambda match, _left, _right: f"{match['number']} {counted('*комната', int(match['number']), 'nom')}",
                left=r"(?i)(?:дом|кв|сда|сним|прода|купл|обмен|меня)[^.!?]*$",
            ),
            _row(r"(?<![\w.])(?:1,5|полторы)\s?ст\.?(?!\w)", "полторы ставки"),
            _row(r"(?<![\w.])0,5\s?ст(?:авки|\.)?(?!\w)", "полставки"),
            _row(r"(?<=\d)\s?мрп(?!\w)", " МРП"),
            _row(r"(?<=\d,\d)\s?ч\.?(?![\w./])", " часа"),
            _row(r"(?<=\d)\s?мг\s?/\s?(?=\d+\s?мл)", " мг на "),
            _row(
                r"(?<=\d)\s?т\s?/\s?(?P<what>мес|чел)\.?(?![\w.])",
                lambda match, _left, _right: f" тыс. {FOR_EACH[match['what']]}",
                left=r"[а-яё]",
                unless=r"песк|песок|угл|уголь|щебн|груз|мусор|зерн|бетон|тонн|воды|нефт",
            ),
            _row(
                r"(?<![\w,:/-])(?<!\d\.)(\d{1,3}),(?=\d{1,2}\s?(?:этаж|эт|под|подъезд|каб)(?!\w))",
                _house_before,
            ),
            _row(r"(?<=\d)\s?квт(?!\w)", " кВт"),
            _row(
                r"(?<![\w.,/])(\d{2,3})/(\d{1,3})\s?кВ(?!\w)",
                lambda match, _left, _right: (
                    f"{cardinal(int(match[1]))} дробь {cardinal(int(match[2]))} {counted('*киловольт', 5, 'nom')}"
                ),
            ),
            _row(
                r"(?<=на )(\d{1,3})\s?мин(?:\.|(?![\w.]))",
                r"\1-й минуте",
                left=r"(?<!\w)(?:гол|забил|удал[её]н)\w*\sна\s$",
            ),
            # «дом 7 к1»
            _row(
                r"(?<=\d )к(?=\d{1,2}(?![\w.:]))",
                "корпус ",
                left=r"(?:(?<!\w)(?:д|дом\w?)\.?\s?|[А-ЯЁ][а-яё-]+,?\s)\d+[а-я]?\s$",
            ),
            _row(r"(?<=\d)(?P<word>[а-яё]{3,})(?![\w.-])", _known_word),
            _row(
                rf"(?:(?<=\d)|(?<=тг)|(?<=тыс)|(?<=тенге)|(?<=\dсм))\s?/\s?(?P<what>{FOR_EACH_SIGN})(?![\w.·])",
                lambda match, _left, _right: f" {FOR_EACH[match['what']]}",
            ),
            _Row(
                re.compile(r"(?<![\w.,:/])\+(?P<number>\d{1,2})(?![\w-]|[.,]\d|\s?(?:°|º|…|\.\.|град|℃|[-–]|\+\d))"),
                _plus,
                around=re.compile(WARM, re.IGNORECASE),
            ),
            _row(r"(?<!\w)(?P<name>[А-ЯЁӘ][а-яё]{2,})(?=\d(?!\w))", r"\g<name>-"),
            # «рост175», «цена500»
            _row(
                r"(?<![\w.-])(?P<word>[а-яё]{3,})(?=\d)",
                lambda match, left, right: f"{match['word']} " if _known_word(match, left, right) else None,
            ),
            # «пострадали 3е»: as «пострадали 3-е»
            _row(r"(?<![\w.,:/-])([2-7])е(?!\w)", r"\1-е", left=OF_PEOPLE),
            _row(r"~\s?(?=\d)", "около "),
            _row(r"(?<=,)\s?(?P<number>\d{1,2})\s?[лг]\.?(?=,)", _aged, left=rf"(?:(?i:{PERSON})\w*|[А-ЯЁ][а-яё]+),$"),
            _row(r"(?<=%)\s?/\s?(?P<time>день|сутки|месяц|год)(?!\w)", r" в \g<time>"),
            _row(r"(?<=тг)\s?/\s?дн(?!\w)", " в день"),
            _row(r"(?<=\dмг)/кг(?!\w)", " на килограмм"),
            _row(r"(?<=тг)/(?P<word>[а-яё]{3,})(?![\w.·])", _for_one),
            # «звонят с +7 747»
            _row(
                r"\+7[\s(]?(7\d\d)\)?(?![\s-]?\d)",
                lambda match, _left, _right: f"плюс семь {cardinal(int(match[1]))}",
            ),
            # «1л-3000», «-18С», «15 раб. дн»
            _row(
                r"(?:(?<=\d[лмтчг])|(?<=\d(?:кг|шт|мл|см|км|м2|м3|м²|м³|ГБ))|(?<=\dкВт)|(?<=\dГкал))-(?=\d{3,}(?!\d|[-–])|\d+\s?(?:тыс|тг|тенге)(?!\w))",
                " – ",
            ),
            # «в 2,3 и 4 мес»: a list
            _row(r"(?<![\w.,:/№-])(?<!№ )(\d{1,3}),(\d{1,3})(?=\s(?:и|или)\s\d{1,3}(?![\d,.%]))", r"\1, \2"),
            _row(r"(?<!\w)(?:гос\.?\s?№|г\.\s?н\.?)(?=\s?\d{3})", "государственный номер "),
            _row(
                r"(?<![\w.,/])(?P<number>\d{1,3})\s?к[Вв](?P<amps>[Аа])?(?!\w)",
                lambda match, _left, _right: (
                    f"{cardinal(int(match['number']))} {'киловольт-ампер' if match['amps'] else 'киловольт'}"
                ),
                left=r"(?:подстанци|лини|ВЛ|сет|кабел|трансформатор)\w{0,4}\s(?:[-–]\s)?$",
            ),
            _row(r"(?<=\d)[СC](?!\w)", "°C", left=r"(?:^|\s)[-–+−]\d{1,2}$"),
            _row(r"(?<=\d)\s?раб\.?\s?дн\.?(?!\w)", " раб. дней", left=r"(?<![\w.,:/-])\d*(?:1\d|[05-9])$"),
            _row(rf"{_FROM}([12])\s?мл\.?\s?гр(?:уппы)?\.?(?!\w)", r"\1-й младшей группы", left=r"[а-яё]{3}\s$"),
            *(  # «ветер С-З»
                _row(
                    rf"(?i:(?<![\w-]){side[0]}[-/]?{end[0]}(?![\w-]))",
                    f"{side.lower()}-{end}ый",
                    left=r"(?i:вет(?:ер|\.))\s$",
                )
                for side in ("Северо", "Юго")
                for end in ("западн", "восточн")
            ),
            # «5 дом под 1», «-1 -3», «18т.тг», «70 т.р.», «за 100квт», «+5+7»
            _row(r"\sпод(?:\.|(?=\s))\s?(?=№?\d{1,2}(?![\w.:/-]))", ", подъезд ", left=r"\d(?:-?й)?\sдом$"),
            _row(r"(?<=[а-яё]\s)-(\d{1,2})\s-(?=\d{1,2}(?:\s|$|[,.°г](?!\d)))", r"-\1…-"),
            _row(r"(?<=\d)\s?т[./]\s?тг", " тыс. тг"),
            _row(r"(?<=\d)\s?т\.\s?р(?:уб)?(?:\.(?=\s?[а-яё\d,;])|(?=\.?\s*$)|(?![\w.]))", " тыс. рублей"),
            _row(r"(?<![\w.,:/])\+(\d{1,2})\s?\+(?=\d{1,2}(?!\d))", r"плюс \1, плюс "),
            _row(r"(?<!\w)аи-?(?=9\d)", "АИ-"),
            _row(r"(?<=\d%) год(?![\w.])", " годовых"),
            _row(r"(?<![\w.,:/-])(\d{1,3})\s?стр(?:елк)?\.?(?=\s(?:бриг|див))", r"\1-й стрелковой"),
        ),
    ),
)
