"""Tell in which case a noun stands that a message cuts short, and which subject a word that agrees speaks of."""

from __future__ import annotations

from dataclasses import replace

from zt_audio.language import late_re as re
from zt_audio.language.ru.cases.left_context import is_action, looks_like_action
from zt_audio.language.ru.cases.left_text import before, last_word
from zt_audio.language.ru.cases.noun_case import OpenCaseError, noun_cases, place_case
from zt_audio.language.ru.cases.owners import HAD, RELATED
from zt_audio.language.ru.words.government import ACTIONS, DONE_TO, LACKED, MONTH_NAMES, OF_BOTH, PREPOSITIONS
from zt_audio.language.ru.words.morphology import Form, forms, is_noun, likeliest, nouns
from zt_audio.language.ru.words.numbers import Case
from zt_audio.language.ru.words.phrases import gender_of, is_animate
from zt_audio.language.ru.words.short_adjectives import SHORT_ADJECTIVE
from zt_audio.language.tables import word_set

_WHERE = ("в", "во", "на")
_OPEN: dict[str, tuple[Case, ...]] = {"в": ("prep", "acc"), "во": ("prep", "acc"), "на": ("acc", "prep")}
# What a place or a label belongs to: «ремонт ул Абая», but «пожар ул Абая» are two things beside each other.
HAVE_PARTS = word_set(
    "ремонт перекрытие угол двор район пересечение уборка начало конец сторона участок часть закрытие открытие "
    "отключение промывка середина обочина тротуар полоса отрезок фасад "
    "территория крыша кровля лифт домофон долг задолженность хозяин житель жилец сосед владелец собственник директор"
)
_NAMED_FOR = word_set("телефон номер адрес кабинет фамилия имя день отдел центр")
_PLACES = word_set(
    "вокзал рынок площадь остановка перекрёсток набережная стадион школа больница поликлиника аптека магазин бассейн "
    "подвал область город район посёлок водохранилище кооператив этаж подъезд квартира кабинет микрорайон территория "
    "почта библиотека гимназия колледж общежитие аэропорт улица проспект переулок дом класс аудитория корпус маршрут "
    "подстанция котельная площадка пересечение институт университет разъезд штрафстоянка эфир сад статья часть пункт"
)
# «учебник геогр»
_OWNERS = word_set("система подача график срок сезон режим отсутствие прекращение объём")
_SUBJECTS = word_set("география математика информатика история биология химия алгебра геометрия литература физика")
_TIMES = word_set("понедельник вторник среда четверг пятница суббота воскресенье неделя месяц сутки")
_NO_OWNERS_OF_CLASSES = _TIMES | _SUBJECTS | _PLACES
_PERIODS = MONTH_NAMES | {"четверть"}
_SINCE = re.compile(r"(?<!\w)со?\s+\w+\.?\s+по\s+$", re.IGNORECASE)
_DERIVED = re.compile(r"(?<!\w)(?:на базе|в честь|со стороны|в рамках|на территории|в районе)\s+$", re.IGNORECASE)
_WEIGHED = re.compile(r"\d\s?(?:кг|г|гр|л|мл|т|шт|%|пачк\w+|мешк\w+)\s+$")  # «300г нарк»
_PRICED = re.compile(r"\d\s?(?:т|тыс|тг|тенге|руб|р|ч|час(?:а|ов)?)\.?\s+$")  # «по 2,5т последн пары», «в 16 ч акт зал»
_PAID = re.compile(r"(?<!\w)(?:оплат|плат|долг|взнос|деньги|сда[ёейт]|штраф)\w*\s+за\s+$", re.IGNORECASE)
# «ждём за консульт.»: they come for it
_FETCHED = re.compile(
    r"(?<!\w)(?:жд[её]|обра[тщ]|при[йдхшеё]|яви|явл|зайд|заход|очеред)\w*(?:\s[\w.]+){0,4}\s+за\s+$", re.IGNORECASE
)
_NAME_ENDS_ALONE = re.compile(r"(?<=\s)[А-ЯЁ][а-яё-]+\s+$")
_NAME_ENDS = re.compile(rf"{_NAME_ENDS_ALONE.pattern}|(?<![\w-])[А-ЯЁ]{{2,5}}\s+$")  # «ЦОН каб 2», but «ДЧС обл»
_PLACE_OF = re.compile(r"(?<!\w)(?:пункт|мест|адрес|точк)\w*\s+[а-яё]+\s+$", re.IGNORECASE)  # «пункт сбора шк №27»
_SPAN_BEHIND = re.compile(r"\s?\d+\s?[–-]")
_RECEPTION = re.compile(r"при[её]м\w*(?:\s\w+)?\s+в\s+$", re.IGNORECASE)
_SHORT_BEFORE = re.compile(rf"(?<!\w)(?i:{SHORT_ADJECTIVE})\s+$")
NUMBERED_BUILDING = re.compile(  # «школа № 12 г. Актобе»
    r"(?i)(?<!\w)(?:школ|суд|поликлиник|больниц|сад|гимнази|лице|участ|отдел|аптек|колледж|СШ|ДЮСШ|д/с)\w*\s(?:№\s?)?\d+\s+$"
)
_SERVED = frozenset({"*автобус", "*участок", "*маршрут", "*школа", "*больница", "*поликлиника", "*бригада"})
# Words behind which «в» and «на» ask where to
_INTO = re.compile(
    r"(?:одет|обут|(?:на|от)бор|набира|при[её]м|запис|пуст|пуска|доход|подн[яи]|подъ[её]м|вынес|занес|спуст|перен[её]с|пров|запис|приглаш|отве[тч]|собира|сда[йтюв]|в[её]з|ед[еу]|пойд|лет[яи]т"
    r"|закры)\w*(?:\s+[\w-]+){0,2}\s+(?:в|во|на)\s+$",
    re.IGNORECASE,
)
_FROM = re.compile(r"(?:сня|упа|сорв|спис|взя|украл|слез|спуст|нач|верн)\w*\s+(?:\w+\s+)?со?\s+$", re.IGNORECASE)
_INTO_BEHIND = re.compile(r"\s+(?:не\s+)?(?:доход|подня|пода|пуст|пуска)")
# ... and what is allowed or meant «на» something
_ALLOWED = re.compile(
    r"(?:запрет|срок|разреш|деньг|допуск|опозда|рассчит|заявк|очередь|собрать|сбор|дали|дал|прав|документ|справк|направл"
    r"|жалоб|скид|бюджет|штраф)\w*\s+на\s+$",
    re.IGNORECASE,
)
_HAPPENS = re.compile(r"(?:авари|порыв|утечк|пожар|взрыв)\w*\s+на\s+$", re.IGNORECASE)
_LASTS = re.compile(r"(?:наход|леж|сид|был[аио]?|стоят?|работа|остал)\w*\s+на\s+$", re.IGNORECASE)
_WORDS = re.compile(r"\d+-?(?:го|й|я|е|му|м|ю|ой|ом|ая|ую|ый|х|ти|ми|и)(?!\w)|[А-Яа-яё]+(?:-[а-яё]+)*|[.,;:!?()–—]|\d+")
_NEXT = re.compile(r"\s+(?:не\s+)?([а-яё]+)")
_NUMBER_OR_NAME = re.compile(r"^\s*(?:№?\s?\d+(?!\w)|[«\"][^»\"]+[»\"]|[А-ЯЁ][\w-]+)")
_OBJECT_BEHIND = re.compile(r"\s+[А-ЯЁ][а-яё]+[ую]ю(?!\w)")
_LACKED = re.compile(LACKED)
_LABELS = {
    "ост": "остановка",
    "ул": "улица",
    "пл": "площадь",
    "маг": "магазин",
    "пр": "проспект",
    "пер": "переулок",
    "р": "река",
}
_LABEL = re.compile(rf"(?<!\w)(?P<label>(?i:{'|'.join(_LABELS)}))(?:\.(?=\s?[А-ЯЁ«])|(?=\s[А-ЯЁ«]))")
EVENTS = word_set("олимпиада соревнования турнир конкурс ярмарка чемпионат спартакиада собрание")
_NO_SUBJECTS = MONTH_NAMES | word_set("год час минута день сутки неделя месяц тенге метр километр раз рост")
_NEAR = 100  # characters


def subject_before(left: str) -> Form | None:
    """Return the noun in the nominative that the clause at the end of `left` speaks of; None where none is sure."""
    found: Form | None = None
    earlier = ""
    for word in _WORDS.findall(
        _LABEL.sub(lambda label: _LABELS[label["label"].lower()], left[-_NEAR:])
        .replace("ч/з", "через")
        .replace("в/у", "удостоверение")
    ):
        if word[0].isdigit() and not word.isdecimal():
            continue  # «в 4м подъезде»: an ordinal agrees like an adjective
        kinds = forms(word) if word[0].isalpha() and (word.istitle() or not word.isupper()) else ()  # ОСИ are no axes
        if not kinds:
            found = None if word in ".;!?:" else found
            earlier = earlier if word.isdecimal() and earlier in PREPOSITIONS else word  # «на 37 разъезд»
            continue
        noun = next((form for form in kinds if form.kind == "NOUN" and form.lemma not in _NO_SUBJECTS), None)
        owned = found is not None and (earlier.isalpha() and any(form.case == "gen" for form in kinds))
        if (
            noun
            and kinds[0].kind == "NOUN"
            and not (owned or earlier in PREPOSITIONS)
            and (word.islower() or not found)
        ):
            nominative = next((form for form in kinds if form.kind == "NOUN" and form.case == "nom"), found)
            if nominative is not found and found and earlier == "и":
                nominative = replace(noun, plural=True)  # «свет и газ откл»
            counted = earlier.isdecimal() and earlier != "1" and any(form.case == "gen" for form in kinds)
            found = replace(noun, plural=True) if counted else nominative
        if kinds[0].kind != "ADJ" or earlier not in PREPOSITIONS:
            earlier = word.lower()
    return found


def may_have_class(left: str) -> bool:
    """Tell whether a noun in the nominative ends `left`, whose the class behind it may be: «экскурсия 3б кл»."""
    word = last_word(left)
    kind = likeliest(word)
    named = (
        kind.kind == "NOUN"
        and any(form.case == "nom" for form in nouns(word))
        and kind.lemma not in _NO_OWNERS_OF_CLASSES
    )
    return named and last_word(before(left, word)) not in PREPOSITIONS


def begins_with_verb(right: str) -> bool:
    """Tell whether a verb begins `right`, which what stands before may be the subject of."""
    behind = _NEXT.match(right)
    return behind is not None and likeliest(behind[1]).kind == "VERB"


def begins_with_object(left: str) -> bool:
    """Tell whether the clause at the end of `left` begins with a noun that can only be an object: «дорогу на Орск»."""
    words = _WORDS.findall(left[-_NEAR:])
    marks = [at for at, word in enumerate(words) if word in ".;!?"]
    first = next((nouns(word) for word in words[marks[-1] + 1 if marks else 0 :] if is_noun(word)), ())
    return bool(first) and all(form.case == "acc" for form in first) and subject_before(left) is None


def is_plural(left: str) -> bool:
    """Tell whether an adjective in the plural ends `left`: «в белых рубашк»."""
    kinds = forms(last_word(left))
    return bool(kinds) and kinds[0].kind == "ADJ" and all(form.plural for form in kinds if form.kind == "ADJ")


def asked_of(left: str, kind: str, phrase: str, right: str = "") -> tuple[Case, ...]:
    """Return the case that `left` asks of the noun `phrase` of a `kind` of clip; several where it is open."""
    left = _SHORT_BEFORE.sub("", left) if kind in "nh" else left  # «до спец. распоряж.»
    word = last_word(left)
    kinds = forms(word)
    weighed = _WEIGHED.search(left)
    placed = word not in PREPOSITIONS and kinds and all(form.case != "nom" for form in kinds)
    lacking = kind in "nh" and (not word or placed) and _LACKED.match(right)  # «капрем. не было», «в зале отопл нет»
    settled = phrase in ("*город", "*посёлок") and NUMBERED_BUILDING.search(left)  # «суд №2 г Актобе»
    measured = (weighed and kind != "h") or (kind in "lo" and word == "учащиеся")
    if settled or lacking or measured or _DERIVED.search(left):
        return ("gen",)
    feminine = word.endswith("ая") and any(form.kind == "ADJ" for form in kinds)  # «пожарная» is likelier a noun
    named = (_NAME_ENDS if kind in "lo" else _NAME_ENDS_ALONE).search(left) and kinds[:1] and kinds[0].kind != "ADJ"
    if weighed or not kinds or feminine or named or _PRICED.search(left):  # «до 42 кг взвеш в 8»
        return ("acc",) if not kinds and _is_object(right, phrase) else ("nom",)
    if word in PREPOSITIONS:
        whither = kind in "lo" and _OBJECT_BEHIND.match(right)  # «на ул Набережную»
        return ("acc",) if whither else _behind_preposition(word, left, kind, phrase, right)
    if kinds[0].kind == "NOUN":
        return ("nom",) if kind in "lo" and _PLACE_OF.search(left) else _behind_noun(word, kinds, kind, phrase)
    return (
        _behind_verb(kinds, left, kind, phrase)
        if kinds[0].kind in ("VERB", "PRTS", "INFN", "GRND")
        else _asked(left)[:1]
    )


def _is_object(right: str, phrase: str) -> bool:
    # «зп задержат», «зп обещали»: they do it to what stands before
    behind = _NEXT.match(_NUMBER_OR_NAME.sub("", right))
    traits = forms(behind[1])[0].traits if behind else frozenset()
    return {"VERB", "tran", "plur"} <= traits and not {"1per", "2per"} & traits and not is_animate(phrase or "*вещь")


def _behind_preposition(word: str, left: str, kind: str, phrase: str, right: str) -> tuple[Case, ...]:
    noun = phrase.rpartition("*")[2]
    if word == "по" and noun in _TIMES and _SINCE.search(left):
        return ("acc",)  # «с понед по пятн»
    if word in _WHERE:
        return _where(word, left, noun, right)
    if word in ("с", "со"):
        since = noun in _PLACES | _TIMES | MONTH_NAMES | {
            "человек",
            "начало",
            "конец",
            "зарплата",
            "пенсия",
            "оклад",
            "счёт",
        } or (kind in "lo" and noun != "автобус")
        return (place_case(left),) if since else ("ins", "gen") if _FROM.search(left) else ("ins",)
    if word == "за":
        fetched = noun in _PLACES or _FETCHED.search(left)
        return ("ins",) if fetched and not _PAID.search(left) else ("acc",)  # «за школой», «оплата за кв»
    return _asked(left)[:1]


def _where(word: str, left: str, noun: str, right: str) -> tuple[Case, ...]:
    # Return the case behind «в» and «на», which ask where, where to or what for
    # «пункт эвакуации в шк 51», «приём в каб 5»
    there = _PLACE_OF.search(left.rstrip().removesuffix(word)) or (noun == "кабинет" and _RECEPTION.search(left))
    whither = not there and (_INTO.search(left) or _INTO_BEHIND.match(right) or _asked(left)[0] == "acc")
    if word == "на":
        if noun == "участок" and _SPAN_BEHIND.match(right):
            return ("prep",)  # «трасса закрыта на уч 45-112 км»
        if noun in EVENTS and not (whither or _ALLOWED.search(left) or _LASTS.search(left)):
            return ("acc", "prep")  # «место на обл олимп», «сбор на обл олимп»
        meant = (_ALLOWED.search(left) or (looks_like_action(noun) and noun not in _PLACES)) and not _LASTS.search(left)
        if _HAPPENS.search(left):
            return ("prep",)  # «авария на теплотр»
        whither = whither or meant or (bool(noun) and is_animate(f"*{noun}"))
    if whither or (noun in _TIMES and word != "на"):
        return ("acc",)
    return ("prep",) if noun in _PLACES or (noun in _PERIODS and word != "на") else _OPEN[word]


def _behind_noun(word: str, kinds: tuple[Form, ...], kind: str, phrase: str) -> tuple[Case, ...]:
    acts = looks_like_action(word) or is_action(word, DONE_TO | ACTIONS)
    if phrase == "*кабинет" and acts and kinds[0].lemma not in HAVE_PARTS:
        return ("nom",)  # «заседание каб 305»
    if kind == "h" and not acts and kinds[0].lemma not in _OWNERS:
        return ("nom",)  # a new thing is spoken of
    if kind in "lo" and kinds[0].animate and kinds[0].case == "nom" and (kinds[0].plural or phrase in _SERVED):
        return ("gen",)  # «водители маршр №14», «водитель авт №9», but «врач каб 5»
    owners = HAVE_PARTS | RELATED if kind == "o" else HAVE_PARTS | _NAMED_FOR if kind == "n" else HAVE_PARTS
    studied = kind == "n" and phrase.removeprefix("*") in _SUBJECTS
    if (
        kinds[0].lemma in owners | _OWNERS
        or acts
        or studied
        or (kind == "o" and kinds[0].animate and phrase == "*разряд")
    ):
        return ("gen",)
    if phrase == "*класс" and any(form.case == "nom" for form in kinds) and kinds[0].lemma not in _NO_OWNERS_OF_CLASSES:
        several = not kinds[0].animate and any(form.case == "nom" and form.plural for form in kinds)
        return ("gen",) if several else ("gen", "nom")  # «учебники 8 кл», «олимпиада 3 кл»
    return ("nom",) if kind in "lo" else ("gen",) if kinds[0].lemma in RELATED | HAD | OF_BOTH else ("gen", "nom")


def _behind_verb(kinds: tuple[Form, ...], left: str, kind: str, phrase: str) -> tuple[Case, ...]:
    gender = gender_of(phrase) if phrase else None
    acts = kinds[0].kind in ("VERB", "PRTS") and "tran" not in kinds[0].traits and not kinds[0].plural
    if acts and kinds[0].gender in (None, gender):
        return ("nom",)
    word = last_word(left)
    subject = subject_before(left[: left.lower().rindex(word)])
    acting = subject is not None and (subject.animate or not kinds[0].plural)  # but «ссылки дадут кл рук»
    takes = "tran" in kinds[0].traits and kinds[0].kind == "VERB"
    place = kind != "l" and phrase.removeprefix("*") in _PLACES  # «увозит штрафст»
    flooded = phrase == "*квартира" and bool({"past", "3per"} & kinds[0].traits)
    street = phrase in ("*улица", "*проспект", "*переулок", "*площадь")  # «перекрыл ул Абая»
    owned = street or (not place and (flooded if kind == "l" else subject is not None))
    of_one = owned and not kinds[0].plural
    if takes and (of_one or (phrase and is_animate(phrase) and acting)):
        return ("acc",)  # «кто затопил кв 42», «медсестра делает прив дома», «собака укусила реб»
    asked = _asked(left)[0]
    if kind == "l" and kinds[0].kind == "INFN" and asked != "nom":
        return ("nom", asked)  # «забрать кв 52»: where, or what
    shown = kind in "lo" or not (phrase and (is_animate(phrase) or gender == "f"))
    return (asked,) if shown else tuple(dict.fromkeys((asked, "nom", "acc")))


def _asked(left: str) -> tuple[Case, ...]:
    try:
        return noun_cases(left)
    except OpenCaseError:
        return ("nom", "gen")
