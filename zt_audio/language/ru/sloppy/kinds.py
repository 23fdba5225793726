"""List what letters behind a number may stand for, and what licenses each: «7л» are litres, years or sheets.

A kind is licensed by what stands before, around or behind the number, or by the number itself. Where exactly one is,
the number is read so. Where none is, or several, it is refused, and the kinds are its offers, the licensed ones first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from zt_audio.language import late_re as re
from zt_audio.language.ru.cases.clip_cases import begins_with_verb, may_have_class
from zt_audio.language.ru.cases.left_context import number_case
from zt_audio.language.ru.cases.left_text import last_word
from zt_audio.language.ru.cases.noun_case import noun_cases
from zt_audio.language.ru.cases.right_context import head_forms
from zt_audio.language.ru.words.letters import RUSSIAN_LETTERS
from zt_audio.language.ru.words.morphology import is_noun, likeliest
from zt_audio.language.ru.words.numbers import Case, cardinal, ordinal, plural_kind
from zt_audio.language.ru.words.phrases import counted, declined
from zt_audio.language.ru.words.units import TOWN, UNITS
from zt_audio.language.tables import any_of

_Typed = Callable[[re.Match[str], str, str], str | None]

_NEAR, _BESIDE = 70, 40  # characters
PERSON = (
    r"(?<!\w)(?:мальчи|девоч|девуш|женщ|мужч|муж(?!\w)|сын|дочь|дочк|дочер|бабушк|бабул|дедушк|дед(?!\w)|парен|парн|брат"
    r"|сестр|подрост|реб(?:[её]н|(?!\w))|дет[ией]|детям|малыш|внук|внуч|мам[аыу](?!\w)|отец|отц|пенсион|больн|пациент|пассажир"
    r"|водител|юнош|школьни|студент|жител|возраст|призыв|старушк|старик|тренер|кружок|лагер|секци|кресл|жен[ау]?(?!\w))"
)
_PET = (
    r"(?<!\w)(?:собак|кошк|кот(?:[аеу]|ик\w*)?(?!\w)|п[её]с(?!\w)|щен|кличк|пород|бык|т[её]лк|коров|жереб|лошад|кобыл"
    r"|баран|овц|коз)"
)
_RESIDENTS = r"(?<!\w)жители?(?!\w)"  # «жители 72г»: a house
_LITRES = (
    r"\bкг\b|вод|молок|бензин|топлив|\bсок|масл|диз|солярк|\bгаз|\bбак|канистр|ведр|бочк|бутыл|объ[её]м|[её]мкост|резервуар"
    r"|цистерн|кров|спирт|пив|квас|насос|литр|кумыс|айран|вылил|залил|\bмы(?:ть|ло)"
)
_GRAMS = (
    r"масс|\bвес|нарк|марихуан|героин|гашиш|мяс|сахар|золот|серебр|порош|хлеб|масл|соли|\bсоль|мук[иа]|конфет|чая"
    r"|кофе|грам|мефедрон|веществ|сыр|колбас|крупы|специ"
)
_TONNES = (
    r"лимит|груз|тонн|\bвес\b|рыб|угл|уголь|песк|песок|зерн|мусор|весом|\bмасс[аеуыо]й?\b|камаз|бетон|щебн|отход|металл|\bсен[ао]|пшениц"
    r"|легков|грузовик|грузовые|мук[иа]|извест|урожа|семян|семен|реагент|удобр|\bсол[иь]|кирпич|картоф|нефт|топлив|ось|машин|фур|\bкран\b|мост|снег|воды"
)
_METRES = (
    r"длин|рост|высот|ширин|глубин|толщ|видимост|рассто|радиус|метр|дистанц|труб|кабел|шланг|ткан|забор|провод|сугроб"
    r"|снег|вод[аыу]|волн|стен|потол|площад|дорог|участ|км"
)
_TERM_BEFORE = (
    r"(?<!\w)(?:контракт|договор|кредит|срок|стаж|опыт|гаранти|рассрочк|аренд|ипотек|лиш[её]н|лишил|осужд[её]н|осудил)\w*"
    r"\s(?:\w+\s)?(?:(?:на|от|до|за|более|менее|не)\s)+$|(?<!\w)(?:стаж|опыт|гарантия|рассрочка|отсрочка|контракт)\s$"
)
_MONEY = (
    r"(?:(?<!\w)(?:(?:по|за|от|до)\s+$|цен\w+|стоит|стоил\w*|взял\w*|отда\w*|перев[её]л\w*|долг\w*|штраф\w*|вознагр\w*|торг|залог|"
    r"аренд\w*|недорого|дешево|продам|сдам|куплю|взнос\w*|зарплат\w*|з/п|оклад\w*|пособи\w*|билет\w*|стоимость|украл\w*|снял\w*|собра\w*"
    r"|сда[её]м|пенси\w*|доплат\w*|абонемент\w*|скид\w*|всего|замен\w+|установк\w+|плат\w*|оплат\w*|сумм\w*|кв|квартира|дом|участок|гараж|паспортом|комплект"
    r"|дверь)|[,–-])\s*(?:\w+\s){0,3}$"
)
WARM = (
    r"температур|темп(?!\w)|батаре|тепл|мороз|холод|на улице|ночью|дн[её]м|жар|градус|вода|воды|погод|печ|котел"
    r"|отоплени|норма"
)
_HOURS_BEFORE = (
    r"(?<!\w)(?:с|до|в|к|после|около|ок|от|на|за|через|по|и|каждые|уже|примерно|почти|всего|более|менее|ещ[её]|прошло|ждал\w*"
    r"|ехал\w*|дл\w+|время|время:|прокат|сеанс|сауна|баня|корт|катание|абонемент|обед|перерыв|сегодня|завтра|вчера|урок\w*|заняти\w+|аренда|света|воды|газа)\s+$|[-–]\s?$"
)
_HOURS_BEHIND = r"\s+(?:утра|вечера|дня|ночи|назад|езды|пути|ожида|подряд|в\s(?:день|сутки|неделю)|\d+\s?м)"
_LASTING_BEFORE = (  # «ждать 15м», «опоздал на 10м»
    r"(?<!\w)(?:жд[аеёу]|ожида|опозд|опазд|задерж|перерыв|перемен|вари[тм]|кип[ея]|тушить|пауз|длит|тайм|стоянк)\w*"
    r"\s(?:уже\s|на\s|до\s|около\s|минимум\s)?$"
)
_BOOK = (
    r"(?:учебник|книг|алгебр|геометр|литератур|хими|физик|истори|сериал|фильм|роман|сборник|том)\w*\s+"
    r"(?:[\w-]+\s+){0,4}$"
)
_STUDY = r"студент|заочн|колледж|вуз|универ|сесси|курс|институт|зач[её]т|диплом"
_SCHOOL = re.compile(
    r"(?<!\w)(?:класс|кл(?!\w)|урок|школ|шк(?!\w)|родит|уч(?:ит|ен|ащ)|контр(?!акт)|диктант|линейк|выпуск|карантин|сменк|сочинен"
    r"|физ-?ра|физр|экскурс|концерт|реп(?:ет|етиц)|завуч|директор|инспектор|олимпиад|доклад|дневник|каникул|уборк|дежур"
    r"|подел|рук(?!\w)|ветрянк)",
    re.IGNORECASE,
)
_OF_CLASS = re.compile(
    r"мальчик|девоч|ребят|руковод|классн|класс|родител|дет[еиья]|учени|учител|урок|рук$|собрани|чат|комитет"
)
_LABEL = (  # «ул.Абая 2а», «ул. Жанкожа батыра 2а», «ул.Братьев Жубановых 5б»
    r"(?<!\w)(?:д|дом\w*|кв|ул|пр|улиц\w+|каб|кабинет\w*)\.?\s*"
    r"(?:(?-i:[А-ЯЁ])[\w-]+,?\s+(?:(?:батыр|акын|хан|ата|би|(?-i:[А-ЯЁ]))\w*\s+)?)?$"
)
_HOUSE_BEFORE = re.compile(rf"{_LABEL}|[А-ЯЁ][а-яё-]+\s+$")
_LAST_CLASS = 11
_EVENT_BEFORE = re.compile(
    r"(?:[Мм]едосмотр|[Ээ]кскурсия|[Сс]обрание|[Кк]онцерт|[Уу]борка|[Дд]ежурство|[Уу]рок|[Нн]аш|[Вв]есь)\s"
)
_SHORT_NOUN = re.compile(r"\s(?:мкрн?|мкр-н|м-н|кв-л|разъезд\w*|рзд|под|кл)(?!\w)")
_IN_PLACE = ("в", "во", "на")


@dataclass(frozen=True, slots=True)
class Kind:
    """What a number with letters may be typed like: a template, a phrase to count (it begins with `*`), or a function.

    The function returns None where the kind is not licensed. Without any licence, a kind always is. One that `wins`
    needs no other to be ruled out; one that is `read` stays as it is typed, for the rules; one that is `offered` is
    never sure.
    """

    typed: str | _Typed
    left: re.Pattern[str] | None = None
    around: re.Pattern[str] | None = None
    right: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None
    shape: re.Pattern[str] | None = None
    wins: bool = False
    read: bool = False
    offered: bool = False

    def written(self, match: re.Match[str], left: str) -> str | None:
        """Return what `match` behind `left` is typed like as this kind; None where it has no form."""
        if not isinstance(self.typed, str):
            return self.typed(match, left, match.string[match.end() :])
        return _counted(self.typed, match, left) if self.typed.startswith("*") else match.expand(self.typed)

    def is_licensed(self, match: re.Match[str], left: str) -> bool:
        right = match.string[match.end() : match.end() + _BESIDE]
        beside = left[-_BESIDE:] + right
        if self.unless and self.unless.search(beside):
            return False
        if not isinstance(self.typed, str):
            return self.written(match, left) is not None
        licences = (
            self.left and self.left.search(left[-_NEAR:]),
            self.around and self.around.search(beside),
            self.right and self.right.match(right),
            self.shape and self.shape.fullmatch(match.group()),
        )
        return any(licences) or not (self.offered or self.left or self.around or self.right or self.shape)


def _kind(
    typed: str | _Typed, *, wins: bool = False, read: bool = False, offered: bool = False, **licences: str
) -> Kind:
    patterns = {name: re.compile(each, re.IGNORECASE) for name, each in licences.items()}
    return replace(Kind(typed, wins=wins, read=read, offered=offered), **patterns)  # type: ignore[arg-type] # all patterns


def _counted(phrase: str, match: re.Match[str], left: str) -> str:
    """Return the number with what it counts, in the case that `left` asks for."""
    number = match["number"]
    if "-" in number:
        return f"{number.replace('-', '–')} {counted(phrase, 5, 'nom')}"
    whole, _, fraction = number.lstrip("+-").replace(".", ",").partition(",")
    noun = declined(phrase, "gen") if fraction else counted(phrase, int(whole), number_case(left))
    return f"{match['sign'] or ''}{number} {noun}"


def _years_old(match: re.Match[str], left: str, right: str) -> str | None:
    aged = _OF_AGE.search(left[-_NEAR:]) and not _OF_RESIDENTS.search(left[-_BESIDE:])
    return _of_age(match, left, right) if aged and not _MONTHS_BEHIND.match(right) else None


def _of_age(match: re.Match[str], left: str, _right: str) -> str:
    number, apart = match["number"].replace("-", "–"), left.rstrip().endswith(",")  # «дедушка, 82г»
    one = number.isdecimal() and plural_kind(int(number)) == "one"
    return (
        f"{number} {counted('*год', int(number), 'nom') if apart and number.isdecimal() else 'года' if one else 'лет'}"
    )


def _in_years(match: re.Match[str], left: str, right: str) -> str | None:
    # «дети 6-10л», «для лиц до 18л», but «бак до 20л»
    beside = left[-_BESIDE:] + right[:_BESIDE]
    if _OF_SOMEONE.search(left[-_NEAR:]):
        return _of_age(match, left, right)
    aged = _AGED.search(left[-_NEAR:]) and (_PERSON_BEFORE.search(left) or not _MEASURED_IN_LITRES.search(beside))
    return _of_age(match, left, right) if aged else None


def _school_class(match: re.Match[str], left: str, right: str) -> str | None:
    # «в 7б пропал телефон», «3а 3в 4б в белых рубашках»
    left = _CLASSES_BEFORE.sub("", left)
    word, number = last_word(left), int(match["number"]) if match["number"].isdecimal() else 0
    told = match["quote"] or word in ("в", "из") or _SCHOOL.search(left[-_NEAR:] + match.group() + right[:_NEAR])
    if (
        not 0 < number <= _LAST_CLASS
        or _MONTHS_BEHIND.match(right)
        or (
            not (match["noun"] or _OF_CLASS.match(word))
            and _HOUSE_BEFORE.search(left[-_BESIDE:])
            and not (match["quote"] and _EVENT_BEFORE.fullmatch(left))
            and likeliest(word or "дом").kind != "VERB"
        )
        or not told
    ):
        return None
    owned = (
        (match["noun"] or _EVENT_BEFORE.fullmatch(left)) and may_have_class(left) and not _is_of_class(word)
    )  # «экскурсия 3б кл»
    if owned and begins_with_verb(right):
        return None
    case = "gen" if owned else _case_of_class(word, left)
    noun = f" {declined('*класс', case)}" if match["noun"] else ""
    return f"{fitting(ordinal(number, case, 'm'))} {RUSSIAN_LETTERS[match['letters'].lower()]}{noun}"


def fitting(said: str) -> str:
    """Return an ordinal in words as it is typed so that the preposition before it fits: «во 2-м»."""
    second = said.removeprefix("второ").removeprefix("втор")
    return said if second == said else f"2-{second}"


def _is_of_class(word: str) -> bool:
    return _OF_CLASS.match(word) is not None or likeliest(word).animate


def _case_of_class(word: str, left: str) -> Case:
    named = not word or (is_noun(word) and not _is_of_class(word))
    return "nom" if named else noun_cases(left)[0]


def _in_order(match: re.Match[str], left: str, right: str) -> str | None:
    # «на 41м разъезде», «в 12м мкр»: a preposition before, and a noun in its case behind
    prepositional = any(form.case == "prep" and not form.plural for form in head_forms(right))
    placed = last_word(left) in _IN_PLACE and (prepositional or _SHORT_NOUN.match(right))
    return f"{match['number']}-м" if placed and match["number"].isdecimal() else None


def _of_groups(match: re.Match[str], left: str, _right: str) -> str | None:
    # «инвалиды 1-2гр», «инвалиды 1,2гр»
    groups = _DISABLED.search(left) and _GROUPS.fullmatch(match["number"])
    if groups is None:
        return None
    return f"{groups[1]}{'-й, ' if groups[2] == ',' else '–'}{groups[3]}-й группы"


def _sheets(match: re.Match[str], left: str, _right: str) -> str | None:
    # «тетрадь 48л»
    number = int(match["number"]) if match["number"].isdecimal() and _OF_SHEETS.search(left) else 0
    return f"{cardinal(number)} {counted('*лист', number, 'nom')}" if number else None


def _times(match: re.Match[str], left: str, right: str) -> str | None:
    # «3 р в день», «2р за зиму», but «200р в день»
    few = re.fullmatch("[1-6](?:[-,][1-6]|,5-[1-6])?", match["number"]) and re.match(
        r"\.?\s?(?:в|за)\s?(?:\d{1,2}\s?)?(?:день|сут|нед|мес|год|зиму|лето|смену|полгода|квартал)", right
    )
    once = match["number"] == "1" and number_case(left) == "gen"  # «не реже 1р в мес»
    return "1 раза" if few and once else _counted("*раз", match, left) if few else None


def _hours_before_more(match: re.Match[str], left: str, right: str) -> str | None:
    # «с 9ч 14.03»
    more = _NUMBER_BEHIND.match(right) and last_word(left) in ("до", "с", "в", "к", "после", "около")
    return _counted("*час", match, left) if more else None


def _day_no_hour(match: re.Match[str], left: str, _right: str) -> str | None:
    # «показания до 25ч»: no clock shows it
    day = int(match["number"]) if match["number"].isdecimal() and _SINCE_OR_UNTIL.search(left) else 0
    return f"{' ' * left[-1:].isalpha()}{day}-го числа" if _LAST_HOUR < day <= _LAST_DAY else None


_SINCE_OR_UNTIL = re.compile(r"(?<!\w)(?:до|с|после)\s?$")
_LAST_HOUR, _LAST_DAY = 24, 31
_DISABLED, _GROUPS = re.compile(r"(?i)инвалид\w*\s+$"), re.compile(r"([1-3])([-,])([1-3])")
_OF_SHEETS = re.compile(r"(?:тетрад|альбом|блокнот|пачк)\w*\s+$", re.IGNORECASE)
_NUMBER_BEHIND = re.compile(r"\s+\d")
# «в 5г и 5д»: the first is written out already
_CLASSES_BEFORE = re.compile(r"(?:[а-яё]+(?:ый|ой|ий|ого|его|ому|ему|ом|ем)\s(?:а|бэ|вэ|гэ|дэ|е)(?:,\s|\sи\s))+$")
_OF_AGE = re.compile(rf"(?:{PERSON}|{_PET})\w*(?:\s+[\w-]+){{0,3}}(?:,\s*|\s+)$", re.IGNORECASE)
_OF_SOMEONE = re.compile(r"(?<!\w)(?:(?:мне|ему|ей|тебе|нам)|(?i:юбилей)\s[а-яё]+[еую])\s+$")  # «мне 45л»
_AGED = re.compile(
    rf"(?:{PERSON}|гражданин)(?:[^.!?]|(?<=\s[А-ЯЁ])\.)*$|(?<!\w)(?:до|от|с|старше|младше|около|для|после|лицам|среди)\s+$",
    re.IGNORECASE,
)
_PERSON_BEFORE = re.compile(rf"{PERSON}\w*,?\s+$", re.IGNORECASE)  # «угарный газ: реб 6л»
_MEASURED_IN_LITRES = re.compile(_LITRES, re.IGNORECASE)
_OF_RESIDENTS = re.compile(_RESIDENTS, re.IGNORECASE)
_CLASS = _kind(_school_class, wins=True)
_HOUSE = _kind(r"\g<number>-\g<letters>", left=rf"{_LABEL}|(?-i:[А-ЯЁ][а-яё-]+,?\s+$)", read=True)
_THOUSANDS = _kind(r"\g<number> тыс", left=_MONEY, right=r"\s(?:билет|вход|взнос|тг|за\s)", unless=_TONNES)
_POINTS = _kind("*балл", around=r"(?<!\w)(?:ент|балл|бур[яи]|землетряс|волнени|тест|набра|экзам|олимпиад|грант|порог)")
KINDS: Mapping[str, tuple[Kind, ...]] = {
    "а": (_CLASS, _HOUSE),
    "б": (_CLASS, _HOUSE, _POINTS),
    "в": (
        _CLASS,
        _HOUSE,
        _kind("*вольт", around=r"напряж|розетк|фаз|духовк|плит"),
    ),
    "г": (
        _CLASS,
        _kind(_years_old),
        _kind("*грамм", left=r"\d\s?кг\s$", right=r"\s(?:в/[мвк]|п/к|внутр|раз|\d\s?р)", wins=True, read=True),
        _kind("*грамм", around=_GRAMS, unless=_PET, read=True),
        _kind(
            "*год",
            left=_TERM_BEFORE,
            wins=True,
        ),
        _kind(r"\g<number> год", shape=r"(?:19|20)\d\d\s?г", wins=True, read=True),
        _kind(r"\g<number>-Г", left=_LABEL),
    ),
    "д": (_CLASS, _HOUSE),
    "е": (_CLASS, _HOUSE),
    "к": (
        _kind(r"\g<number>-го курса", left=r"(?:студент|учащ|группа)\w*\s$"),
        _kind(r"\g<number>-й курс", around=_STUDY, offered=True),
        _kind(r"\g<number>-комнатная", around=r"(?<!\w)(?:кв(?!\w)|квартир|сдам|сниму|посуточно)", offered=True),
        _kind(r"\g<number> тыс", left=_MONEY, offered=True),
        _HOUSE,
    ),
    "л": (
        _kind(_in_years, wins=True),
        _kind("*год", left=rf"{_TERM_BEFORE}|(?<!\w)каждые\s(?:\d+[-–])?$", wins=True),
        _kind("*год", offered=True),
        _kind(_sheets, wins=True),
        _kind("*литр", left=r"(?<!\w)за\s$", around=_LITRES, shape=r"\d,\d\s?л", read=True),
    ),
    "гр": (
        _kind("*грамм", right=r",?\s?\d\d\s?см(?!\w)", wins=True, read=True),
        _kind(r"\g<number> года рождения", shape=r"(?:19|20)\d\d\s?гр"),
        _kind("*градус", around=WARM, unless=_GRAMS, shape=r"-\d{1,2}\s?гр"),
        _kind(_of_groups, wins=True),
        _kind(r"\g<number> гр.", left=r"инвалид\w*\s$", right=r"\.?\s(?:кров|инвалид|здоров|риск)"),
        _kind("*грамм", around=_GRAMS, read=True),
    ),
    "т": (
        _kind(  # «мешок 50кг 9т», «8 зан 16т», but «груз 500 кг 2т»
            r"\g<number> тыс",
            left=r"(?:мешок|ведро|банк[аи]|пачка|коробка|ящик)\s\d+\s?(?:кг|л)\s$|\d\s?(?:зан\w*|сеанс\w*|урок\w*)\s$",
            wins=True,
        ),
        _kind(
            r"\g<number> тыс",
            left=r"(?<!\w)(?:стоимост\w|цен[аыу]|взнос|штраф|з/?п|зарплат\w|аренд\w)\s(?:\w+\s)?$",
            unless=r"(?<!\w)(?:угл|уголь|песк|песок|сен[ао]|груз|щебн|зерн|мук|металл|бетон)",
            wins=True,
        ),
        _kind("*таблетка", right=r"\.?\s(?:\d\s?(?:р|x|х)|утром|вечером|на ночь|в день|после еды|до еды)", wins=True),
        _THOUSANDS,
        _kind("*таблетка", around=r"(?<!\w)(?:утром|вечером|дн[её]м|антибиот|таблет|приним|лекарств)", offered=True),
        _kind("*тонна", around=_TONNES, unless=r"украл|похи[тщ]|перев[её]л", read=True),
    ),
    "м": (
        _kind(_in_order, wins=True),
        _kind("*минута", left=rf"\d\s?ч(?:ас\w{{0,2}})?\.?\s*$|{_LASTING_BEFORE}", wins=True),
        _kind("*минута", left=r"(?<!\w)через\s$", unless=_METRES, offered=True),
        _kind(
            r"\g<number> эм",
            left=r"(?<!\w)(?:маршрут|автобус|трамва|троллейбус)\w{0,5}\s(?:№\s?)?$|№\s?$",
            offered=True,
            wins=True,
        ),
        _kind(
            "*метр",
            left=r"(?<!\w)(?:до|через|от|более|менее|свыше|не|около|всего|ближе|дальше|выше|ниже|глубже|шире|длиннее|меньше|больше)\s+$",
            around=_METRES,
            right=r"\s(?:от|до|х|x|на)\s",
            unless=r"(?<!\w)(?:маршрут|автобус|троллейбус)",
            shape=r"(?:\d{2,4}\s?|\d*[.,]\d+\s?|\d+\s+)м",
            read=True,
        ),
    ),
    "ч": (
        _kind(_hours_before_more, wins=True),
        _kind(_day_no_hour, wins=True),
        _kind(
            "*час",
            left=_HOURS_BEFORE,
            right=_HOURS_BEHIND,
            shape=r"(?:[5-9]|1\d|2[0-4]|\d+-\d+|\d,\d)\s?ч|\d+\s+ч",
            read=True,
        ),
        _kind(r"часть \g<number>", left=_BOOK, offered=True),
    ),
    "р": (
        _kind(_times, wins=True),
        _kind("*раз", offered=True),
        _kind(r"\g<number>-й размер", left=r"(?:обув|размер|туфл|ботин|одежд|кросс|сапог|куртк)\w*\s$"),
        _kind("*рубль", around=r"росси|руб|рф(?!\w)|москв|валют|курс|цен|стои", shape=r"\d{3,4}р|\d+\s+р", read=True),
    ),
    "сот": (_kind("*сотка", around=r"земл|зем(?!\w)|налог|участ|дач|огород|акт|пос|продам|дом"),),
    **dict.fromkeys(("бал", "балл"), (_kind("*балл"),)),
    "маш": (_kind("*машина"),),
    **dict.fromkeys(("ут", "утр"), (_kind(r"\g<number> утра", shape=r"\d\d?\s?\w+"),)),
    "веч": (
        _kind(r"\g<number> вечером", left=r"утром\s(?:и\s)?$", wins=True),
        _kind(r"\g<number> вечера", shape=r"\d\d?\s?\w+"),
    ),
}
# Prepositions, conjunctions and volts stand apart: «8300 в», «2 к», «380 В».
_GLUED = "авдек"
# Houses and classes go by the rules where nothing licenses more: a house without its street is doubted there.
_BY_RULES = frozenset("абвде")
_LOW_HOUSE = 2  # digits; «220В»
PATTERN = (
    r"(?<![\w.:/+–-])(?<!\d,)(?P<sign>[+-](?=\d+\s?гр))?(?P<number>\d{1,4}(?:[.,]\d)?(?:-\d{1,3})?)"
    rf"\s?(?P<quote>[«\"](?=[А-Еа-е][»\"]))?(?P<letters>(?i:{any_of(KINDS)}))(?:(?<!\s[{_GLUED}{_GLUED.upper()}])|(?=\s?кл(?!\w)))(?(quote)[»\"](?!\s+класс))(?!(?!(?<=[а-еА-Е])кл(?!\w))[\w/-]|\.\s?р|(?<=г){TOWN}|\.?\s*(?<=г\s)[А-ЯЁ][а-яё])"
    r"(?P<noun>(?<=[а-еА-Е»\"])\s?кл(?!\w))?"
)
SHORT = re.compile(PATTERN)
_MONTHS_BEHIND = re.compile(r"\.?\s?\d{1,2}\s?мес")  # «1г 8мес»
_STROKE_BEHIND = re.compile(r"\s*/")
_STOP_BEHIND = re.compile(r"\.\s*[а-яё\d,;]")
_WORD = re.compile(r"[а-яё]{2}", re.IGNORECASE)


def typed_as(match: re.Match[str], left: str, _right: str) -> str | None:
    """Return what `match` of `SHORT` has to be typed like; None where it stays as it is."""
    kind = meant(match, left)
    stopped = _STOP_BEHIND.match(match.string, match.end())
    return None if kind is None or kind.read or stopped else kind.written(match, left)


def meant(match: re.Match[str], left: str) -> Kind | None:
    """Return the only kind that is licensed for `match` of `SHORT` behind `left`; None where none or several are."""
    if _STROKE_BEHIND.match(match.string, match.end()) or left.rstrip().endswith("/"):
        return None  # «7л / 15л»
    licensed = [kind for kind in KINDS[match["letters"].lower()] if kind.is_licensed(match, left)]
    first = next((kind for kind in licensed if kind.wins), licensed[0] if len(licensed) == 1 else None)
    return None if first is None or first.offered else first


def is_open(match: re.Match[str], left: str) -> bool:
    """Tell whether nothing shows what `match` is, and no rule may choose."""
    letters, right = match["letters"].lower(), match.string[match.end() :]
    if letters in _BY_RULES:
        many = letters == "к" or (letters == "в" and len(match["number"]) > _LOW_HOUSE)
        return many and meant(match, left) is None
    kind = meant(match, left)
    alone = letters in UNITS and not _WORD.search(left + right)
    if alone or (kind and kind.read):
        return False
    written = kind.written(match, left) if kind else None
    return written is None or not match.string.startswith(written, match.start())


def offers(match: re.Match[str]) -> Iterator[str]:
    """Yield what `match` may be typed like, what is licensed first."""
    left = match.string[: match.start()]
    kinds = sorted(KINDS[match["letters"].lower()], key=lambda kind: not kind.is_licensed(match, left))
    yield from (typed for kind in kinds if (typed := kind.written(match, left)))
