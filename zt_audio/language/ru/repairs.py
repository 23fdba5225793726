"""List how Russian text is typed sloppily, and what it may stand for; the likeliest rows first.

Rows that keep every letter and digit put marks and spaces back; the others are offers only, for a person to choose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zt_audio.language.repairs import RepairRule
from zt_audio.language.ru.dates import MONTHS
from zt_audio.language.ru.letters import RUSSIAN_LETTERS
from zt_audio.language.ru.organisation_names import ORGANISATION_PHRASES
from zt_audio.language.ru.units import UNITS
from zt_audio.language.ru.unknown_abbreviations import ABBREVIATED
from zt_audio.language.tables import word_list, word_set

_SMALL = "[а-яё]"
_DAY_OF_WEEK = "(?:пн|вт|ср|чт|пт|сб|вс)"
_HOUR, _MINUTE = r"(?:[01]?\d|2[0-4])", r"[0-5]\d"
_DAY, _MONTH = r"(?:[12]\d|3[01]|0?[1-9])", r"(?:0[1-9]|1[0-2])"
_WITHOUT_STOP = word_set("км м см мм дм кг г мг л мл т ц га с ч млн млрд трлн")  # signs of units have none
_IN_CAPITALS = frozenset(name for name in (*UNITS, *ORGANISATION_PHRASES) if name.isupper() and name.isalpha())
_ROUTE_BEFORE = re.compile(r"(?:маршрут|автобус)\w{0,3}\s(?:№\s?)?\d+$", re.IGNORECASE)  # «маршрут 8м»
_PAPER_BEFORE = re.compile(r"(?:тетрад|альбом|блокнот|пачк)\w{0,4}\s$", re.IGNORECASE)
_NAME_BEHIND = re.compile(r"\s[А-ЯЁ]")
_ENDING = "(?:го|ого|му|ому|й|ый|ий|я|ая|ую|е|ое|м|ом|ым|х|ых|ми|ти|ю|ой)"


# Words that messages cut short, in the forms that are likeliest: «закр.», «вознагр», «круглосут».
_WHOLE_WORDS = word_list(
    "адрес адресу администрация администрации активность автобус автобуса благодарность бесплатно больница "
    "больницы будет вечера вещи водитель водителя воскресенье возможно возраст возраста вознаграждение "
    "вознаграждением временно время выходной гарантия госпиталь группа группы данные движение движения девочка "
    "доставлен доставлены документы документов ежедневно ежемесячно женщина женщины жителей житель задержан "
    "задержаны задолженность закрыт закрыта закрыто заявление заявления звоните здание здания инспектор "
    "инспектора информация информации квартира квартиры количество контакты круглосуточно кредит магазин магазина "
    "магазине максимум материал медицинский микрорайон микрорайоне минимум минут мужчина мужчины находится начало "
    "начальник недостаточно необходимо номер номеру обращайтесь обращаться образование общежитие общежития "
    "объявление обязательно ограничено ограничение оплата около организация ориентировочно остановка остановке "
    "отделение отделения отключат отключение отключения открыт открыта отрицательная отрицательной паспорт "
    "перекрёсток перекрыт пенсионер пенсионерам пешеход площадь площади подробности подъезд подъезде полицейский "
    "полиция полиции положительная положительной понедельник посёлок потерпевший поликлиника пострадавших "
    "пострадали предприятие приблизительно примерно приложение приложении просьба процентов процент пятница "
    "пятницу район районе ребёнок регистрация режим ремонт ремонта ремонтные родители рублей светофор свободно "
    "сентября скидка следующий сообщение сообщайте справки спортивный срочно стоимость ступенька суббота субботу "
    "сотрудник сотрудники телефон телефону температура течение требуется требуются тысяч улица улице уровень утра "
    "учебный учебном учебного человек человека четверг чёрная чёрный школа школе экзамен этаж этаже январь "
    "аудитория аудитории батыра билет билета бригада бригады бюллетень вакцинация ветеринарной ветеринар "
    "видимость включительно воды волонтёры выключен граждан грузовик давление двойняшками девочки девушка "
    "депутатов детская детскую детский дежурный дежурные дежурит диспетчер диспетчера должник досмотр другой "
    "железнодорожный завтра заведующий заместитель зарегистрирован засоры заседание звонок знакомых зона "
    "зафиксировано избирательный индекс инвалидности информатика исчез каждый каждую карие кабинет классный "
    "комиссия комиссии комендант консультация контрольной концерт корпус кровь левой литература медкомиссия "
    "мероприятие мероприятия молчит мошенники муниципальный мусор навязывают наличными нарушение нарушители "
    "нарушил нарушила наркотики наркотиков недели неделю находка обжалование области областной овощной огорожен "
    "опытный остановки отвечает отвечают отделом отопление отряд отсутствует очередь паводка пасмурно пассажир "
    "пассажиров пачки педиатр перегорели питьевой пожарные пожарная подвале подозрительные помидоры посёлка "
    "посещение последний потеряна правонарушение предупреждение пособие прививка присяга продавец проверка "
    "проживания проезд пропал пропала протокол рабочих работает работ разъезд рецепту результате результат "
    "родительский родительское свидетелей свидетель сварщик сверлили скончалась скорость соток состава старого "
    "старшего сотка стороны строительные студент студентам суток тестирование темноволосый тёмные телефона "
    "терапевт угарный усилен учеников училище учителей фамилия физкультура хулиганство центр чемпионат четверти "
    "чёткая школьный штраф штрафа экскаватор электрик электро эвакуатор юбилей явка"
)
_ALIASES = {
    "им": ("имени",),
    "в/п": ("вредных привычек",),
    "г.р": ("года рождения",),
    "г/р": ("года рождения",),
    "м/ж": ("между",),
}


def _whole_word(match: re.Match[str]) -> Iterator[str]:
    cut = match["cut"].lower()
    yield from [word for word in _WHOLE_WORDS if word.startswith(cut) and len(word) > len(cut)][:3]


def _alias(match: re.Match[str]) -> Iterator[str]:
    yield from _ALIASES[match.group().lower()]


def _years_or_sheets(match: re.Match[str]) -> Iterator[str]:
    words = ["лет", "листов", "литров"]
    if _PAPER_BEFORE.search(match.string, 0, match.start()):
        words = ["листов", "лет", "литров"]
    yield from (f"{match['number']} {word}" for word in words)


_FOR_EACH = {
    "кг": "за килограмм", "мес": "в месяц", "сут": "в сутки", "час": "в час", "ч": "в час", "шт": "за штуку",
    "чел": "с человека", "м2": "за квадратный метр", "м3": "за кубический метр", "л": "за литр", "год": "в год",
}  # fmt: skip


def _for_each(match: re.Match[str]) -> Iterator[str]:
    yield f" {_FOR_EACH[match['what']]}"


def _capitals_apart(match: re.Match[str]) -> Iterator[str]:
    yield from (f" {capitals}" for capitals in _capitals(match))


def _capitals(match: re.Match[str]) -> Iterator[str]:
    if match.group().upper() in _IN_CAPITALS:
        yield match.group().upper()


def _ended(match: re.Match[str]) -> Iterator[str]:
    if match["ending"] != "м" or not _ROUTE_BEFORE.search(match.string, 0, match.start()):
        yield f"-{match['ending']}"


def _parted(match: re.Match[str]) -> Iterator[str]:
    yield re.sub(r"\s?[,/]\s?", ", ", match.group())


def _day(match: re.Match[str]) -> Iterator[str]:
    yield f"{int(match['day'])} {MONTHS[int(match['month']) - 1]}"
    yield f"{match['day']}:{match['month']}"


def _days(match: re.Match[str]) -> Iterator[str]:
    yield f"{int(match['first'])}–{int(match['day'])} {MONTHS[int(match['month']) - 1]}"


def _stopped(match: re.Match[str]) -> Iterator[str]:
    named = match.group() == "г" and _NAME_BEHIND.match(match.string, match.end())  # «г Актобе», but «5 г»
    if named or match.group() in ABBREVIATED - _WITHOUT_STOP:
        yield f"{match.group()}."


def _by_letters(match: re.Match[str]) -> Iterator[str]:
    names = [RUSSIAN_LETTERS.get(letter.lower(), "") for letter in re.findall(r"\w", match.group())]
    if all(names):
        yield " ".join(names) + (" " if match.string[match.end() : match.end() + 1].isalpha() else "")


def _row(pattern: str, *typed: str) -> RepairRule:
    return RepairRule(re.compile(pattern), typed)


REPAIRS = (
    # «22.00ч», «14-00ч», «10.30 ч»: the colon of a time, the space before its hours; «9-15ч» may be a range
    _row(rf"(?<![\d.:,-])({_HOUR})[.:]({_MINUTE})\s?(ч(?:ас)?\.?)(?!{_SMALL})", r"\1:\2 \3"),
    _row(rf"(?<![\d.:,-])({_HOUR})-(00|30|45)\s?(ч(?:ас)?\.?)(?!{_SMALL})", r"\1:\2 \3"),
    _row(rf"(?<![\d.:,-])({_HOUR})-(15)\s?(ч(?:ас)?\.?)(?!{_SMALL})", r"\1:\2 \3", r"\1–\2 \3"),
    # «Начало: 18-30»: a time, or a range
    RepairRule(
        re.compile(rf"(?<![\d.:,-])({_HOUR})-(00|15|30|45)(?![\d.:,-]|\s?ч)"), (r"\1:\2", r"\1–\2"), only_offered=True
    ),
    # «25го», «2х», «34 летний», «15 дневный»: the hyphen before an ending or the second half of a word
    RepairRule(re.compile(rf"(?<=\d)\s?(?P<ending>{_ENDING})(?!\w)"), propose=_ended),
    _row(
        rf"(?<=\d)\s?(?=(?:лет|дневн|часов|месячн|кратн|этажн|комнатн|местн|тонн|метров|минутн|квартирн){_SMALL}{{2,3}}(?!\w))",
        "-",
    ),
    # «3эт. дом»
    _row(r"(?<=\d)(?=эт\.)", "-", " "),
    _row(rf"(?<=\d)(?={_SMALL}{{1,6}}\.)", " "),
    _row(r"(?<=\d)\s(кл|эт|кат|под|мкр|дн|мес|сут|нед|раб)(?![\w.-])", r" \1."),
    # «5эт», «7-8кл», «50кг»: the space before a noun, and its full stop
    _row(r"(?<=\d)([а-яё]{1,6})(?![\w.-])", r" \1.", r" \1"),
    # «3 мрп», «дтп»: an abbreviation in small letters
    RepairRule(re.compile(rf"(?<![\w-]){_SMALL}{{2,5}}(?![\w-])"), propose=_capitals),
    # «7,10,11», «вт/чт/сб», «№ 1,2»: spaces in a list
    RepairRule(re.compile(r"(?<![\d,])\d{1,4}(?:\s?,\s?\d{1,4}){2,}(?![\d,])"), propose=_parted),
    RepairRule(re.compile(r"(?<=№)\s?\d{1,4}(?:,\d{1,4})+(?![\d,])"), propose=_parted),
    RepairRule(re.compile(rf"(?<!\w){_DAY_OF_WEEK}(?:/{_DAY_OF_WEEK})+(?!\w)"), propose=_parted),
    # «ул Абая», «каб 205»: the full stop of a clipped word
    RepairRule(re.compile(rf"(?<![\w-]){_SMALL}{{1,8}}(?![\w.-])"), propose=_stopped),
    _row(rf"(?<![\w-])({_SMALL}{{1,6}})\s({_SMALL}{{1,3}})(?![\w.-])", r"\1. \2."),
    # «куб.см», «ул.Абая5»: the space behind a full stop
    _row(r"(?<=[а-яё]\.)(?=[\wА-Я])", " "),
    # «Хлеб -180 тг», «тел. -112»: a dash
    _row(r"(?<![^\s(«])[-–](?=\d)", "– "),
    _row(r"(?<=\w)-(?=\s)|(?<=\s)-(?=\w)", " – "),
    # «10.12», «05:00 23.10», «6-7.12»: a day without the name of its month, or a time
    RepairRule(re.compile(rf"(?<![\d.,:-])(?P<day>{_DAY})\.(?P<month>{_MONTH})(?!\d|[.,:-]\d)"), propose=_day),
    RepairRule(
        re.compile(rf"(?<![\d.,:-])(?P<first>{_DAY})[-–](?P<day>{_DAY})\.(?P<month>{_MONTH})(?!\d|[.,:-]\d)"),
        propose=_days,
    ),
    # «6 мес.-5 лет»
    _row(r"(\d+)\s?мес\.?\s?[-–]\s?(\d+)\s?лет", r"от \1 месяцев до \2 лет"),
    # «км 164», «км 0-61»
    _row(r"(?<!\w)км\.?\s(\d+)(?![\d-])", r"\1-й км"),
    _row(r"(?<!\w)км\.?\s(\d+)[-–](\d+)", r"с \1-го по \2-й км"),
    RepairRule(re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, _ALIASES))})(?!\w)", re.IGNORECASE), propose=_alias),
    RepairRule(re.compile(r"(?<![\w-])(?P<cut>[А-Яа-яё]{2,12})\.?(?![\w-])"), propose=_whole_word),
    _row(r"(\d{1,2})(?:…|\.{2,3})\s?[-–−](\d{1,2})\sградуса", r"от \1 до −\2 градусов"),
    _row(r"(\d+)\s?эт\.?(?!\w)", r"\1-м этаже", r"\1-й этаж", r"\1 этажей"),
    _row(r"(?<=\w)\s?/\s(?=\d)", ", "),
    # «10мрп», «6ут», «2600/кг», «3т»
    RepairRule(re.compile(rf"(?<=\d){_SMALL}{{2,5}}(?![\w-])"), propose=_capitals_apart),
    _row(r"(\d)\s?ут\.?(?!\w)", r"\1 утра"),
    RepairRule(re.compile(rf"\s?/\s?(?P<what>{'|'.join(_FOR_EACH)})\.?(?!\w)"), propose=_for_each),
    _row(r"(\d)\s?т(?!\w)", r"\1 тысяч", r"\1 тонн"),
    _row(r"(\d)\s?б(?!\w)", r"\1 баллов"),
    # «2р в день», «3 раза/день», «7л», «12л»: letters that stand for several words
    _row(r"(\d+)\s?р\.?(?=\s(?:в|за)\s(?:день|сутки|неделю|месяц|год))", r"\1 раза", r"\1 раз"),
    _row(r"раза?/(день|сутки|неделю|месяц|год)", r"раза в \1"),
    RepairRule(re.compile(r"(?P<number>\d+)\s?л\.?(?!\w)"), propose=_years_or_sheets),
    _row(r"(\d+)\s?г\.?(?!\w)", r"\1 года", r"\1 год", r"\1 граммов"),
    _row(r"(\d+)\s?гр\.?(?!\w)", r"\1 градусов", r"\1-я группа", r"\1 граммов"),
    _row(r"((?:маршрут|автобус)\w{0,3}\s|№\s?)(\d+)\s?[мМ]\.?(?!\w)", r"\1\2 эм"),
    _row(r"(\d+)\s?[мМ]\.?(?!\w)", r"\1 метров", r"\1 эм"),
    _row(r"(\d+)\s?с\.?(?!\w)", r"\1 секунд", r"\1 сотых"),
    # «кг/чел»: for each person
    _row(r"/чел\.?(?!\w)", " на человека"),
    _row(r"/день(?!\w)", " в день"),
    # «2-е»: people, or an ordinal
    _row(r"(?<!\d)2-?е(?!\w)", "двое", "второе"),
    _row(r"(?<!\d)3-?е(?!\w)", "трое", "третье"),
    # «А. Б.»: initials by the names of their letters
    RepairRule(
        re.compile(r"(?<!\w)[А-ЯЁ]\.(?:\s?[А-ЯЁ]\.)?(?=\s?[А-ЯЁ][а-яё]|\s|$)"), propose=_by_letters, only_offered=True
    ),
    # «АЦ», «8М»: letters by their names
    RepairRule(re.compile(r"(?<![\w-])[А-ЯЁ]{1,4}(?![\w-])"), propose=_by_letters, only_offered=True),
)
