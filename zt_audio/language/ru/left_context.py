"""Tell which cases the text to the left asks of a number, likeliest first."""

from __future__ import annotations

import re

from zt_audio.language.ru.morphology import Form, forms
from zt_audio.language.ru.numbers import Case
from zt_audio.language.tables import word_set

Cases = tuple[Case, ...]

_GENITIVE = word_set(
    "нет до от из у без для около после кроме вместо ради против среди вокруг вдоль внутри вне возле близ свыше из-за "
    "из-под накануне позднее ранее позже раньше более менее больше меньше выше ниже старше младше дольше дороже "
    "дешевле порядка подле напротив мимо относительно насчёт ввиду вследствие вблизи путём посредством помимо "
    "недалеко поперёк поверх сверх сзади спереди"
)
_DATIVE = word_set("к ко благодаря согласно вопреки навстречу соответственно равно равна равен равны")
PREPOSITIONS: dict[str, Cases] = {
    **dict.fromkeys(_GENITIVE, ("gen",)),
    **dict.fromkeys(_DATIVE, ("dat",)),
    **dict.fromkeys(("с", "со"), ("gen", "ins", "acc")),
    "по": ("dat", "acc", "prep"),
    **dict.fromkeys(("в", "во", "на"), ("acc", "prep")),
    **dict.fromkeys(("о", "об", "обо"), ("prep", "acc")),
    "при": ("prep",),
    **dict.fromkeys(("за", "под"), ("acc", "ins")),
    **dict.fromkeys(("над", "перед", "между"), ("ins",)),
    **dict.fromkeys(("через", "про", "сквозь", "спустя", "включая", "исключая"), ("acc",)),
}
# Words that stand between a preposition and its number and change nothing: «до примерно 5 часов».
_TRANSPARENT = word_set(
    "ровно примерно приблизительно почти всего лишь только уже ещё целых даже минимум максимум именно где-то "
    "ориентировочно не хотя бы также и или минус плюс"
)
# Nouns of measure after which a number stands in the genitive: «в размере 5 МРП», «в возрасте 16 лет».
_MEASURES = word_set(
    "данным размере виде возрасте течение количестве сумме пределах радиусе расстоянии высоте глубине ширине длине "
    "протяжении истечении достижении объёме объеме площади числе составе порядке возраста стажем продолжительности "
    "участием участии участия наличии присутствии силами помощью"
)
# Русская грамматика (1980), vol. 2: verbs with the genitive
GENITIVE_VERBS = word_set(
    "лишиться лишаться достигать достигнуть достичь избежать избегать касаться коснуться добиться добиваться "
    "хватать хватить недоставать"
)
_TIMES = word_set("год неделя день ночь час минута сутки месяц лето зима весна осень утро вечер раз")
# ... and verbs with the dative
DATIVE_VERBS = word_set(
    "помочь помогать угрожать способствовать препятствовать содействовать подлежать соответствовать противоречить "
    "принадлежать равняться"
)
# ... and verbs with the instrumental
INSTRUMENTAL_VERBS = word_set(
    "управлять владеть завладеть пользоваться воспользоваться обладать располагать руководить командовать заниматься "
    "заведовать торговать рисковать жертвовать пожертвовать"
)
_COST = frozenset({"стоить", "весить"})  # the measure behind them is in the accusative
# Who votes, or is part of a case, is counted more often than what is put to vote.
WITHOUT_OBJECT = frozenset({"голосовать", "проголосовать", "проходить"})
_RECEIVE = frozenset({"получить", "получать"})  # «ожоги получили 2 рабочих»: who received stands behind
# Nouns of action take their number in the genitive («задержание 5 человек»); these end like them but are none.
_ACTION = ("ение", "ения", "ению", "ением", "ении", "ание", "ания", "анию", "анием", "ании")
_DONE_TO = word_set(
    "ремонт строительство прокладка укладка замена уборка вывоз посадка закупка кража поставка перевозка хищение "
    "вымогательство выпуск сброс потеря гибель ожог"
)
# Other nouns of action, by lemma. A sum behind them is a price: «доставка 500 тенге».
_ACTIONS = word_set(
    "осмотр проверка обыск досмотр арест угон снос показ запуск поджог поиск розыск покупка продажа реконструкция "
    "эвакуация госпитализация конфискация реализация ликвидация регистрация опрос допрос ввоз завоз отлов отстрел "
    "демонтаж монтаж подача выдача передача доставка расчистка очистка заготовка высадка вырубка установка обработка "
    "открытие закрытие изъятие взятие снятие раскрытие вскрытие принятие прибытие убийство производство покраска "
    "подготовка перестройка постройка застройка разборка обследование подделка вербовка отправка охрана"
)
_NO_ACTION = word_set(
    "напряжение сопротивление ускорение потепление поколение движение значение расстояние наказание давление население "
    "отделение ограничение решение постановление здание издание строение помещение учреждение основание направление "
    "удостоверение селение растение вознаграждение возмещение финансирование жалование премирование предложение"
)

# What is measured by them stands in the nominative: «глубина промерзания 1,2 м», «срок хранения 5 дней».
_PARAMETERS = word_set(
    "глубина высота ширина длина толщина температура срок время скорость длительность продолжительность размер "
    "стоимость цена тариф плата сумма норма уровень давление дальность объём площадь диаметр нагрузка мощность предел "
    "период радиус вес масса расход процент доля степень коэффициент дата год номер телефон"
)

_PLACES = word_set("зона место пункт центр отделение план режим стационар")  # «в зоне подтопления 39 домов»
# «18 часов 30 минут»: the second number stands in the case of the first.
_UNIT = (
    r"(?:млн|млрд|тыс\.?|час\w*|минут\w*|ч\.?|мин\.?|сек\w*\.?|год\w*|лет|месяц\w*|руб\w*\.?|тенге|"
    r"метр\w*|м|км|кг|грамм\w*)"
)
_NUMBER = r"\d+(?:[ \u00a0\u202f]\d{3})*(?:[,.:]\d+)?"
_NUMBER_UNIT = re.compile(rf"(?<!\w){_NUMBER}(?:-\w+)?\s*{_UNIT}\s+$")
_NUMBER_LIST = re.compile(rf"(?<![\w.])(?:{_NUMBER}(?:-[а-яё]+)?(?:\s*,|\s+(?:и|или))\s+)++$")  # all of a list at once
# «из 5 сёл и 30 домов», «10 дачных и 225 домов»: both numbers stand in one case
_COUNTED_AND = re.compile(
    rf"(?<![\w.]){_NUMBER}(?:\s+(?:тыс|млн|млрд)\.?)?(?:\s+[а-яё]+(?:ых|их|ов|ев|ей|[^\Wаеёиоуыэюя\d_]))+\s+и\s+$"
)
# «эвакуировали 131 человека, в том числе 42 детей»: the part stands in the case of the whole
_AMONG_THEM = re.compile(r"(?<!\w)(?:в\s+том\s+числе|в\s*т\.\s*ч\.)\s*:?\s+$", re.IGNORECASE)
_WHOLE = re.compile(rf"(?<![\w.]){_NUMBER}\s[^.!?;\d]{{1,60}}[,(–—]\s*$")
_PHRASES: tuple[tuple[re.Pattern[str], Cases], ...] = (
    (  # prepositions made of nouns: Русская грамматика (1980), vol. 1, on derived prepositions
        re.compile(
            r"(?<!\w)(?:из\s+числа|в\s+случа[ея]|со\s+стороны|за\s+сч[её]т|за\s+исключением|в\s+адрес|в\s+пользу|в\s+интересах|"
            r"в\s+отношении|на\s+основании|по\s+вине|по\s+причине|по\s+поводу|при\s+помощи|с\s+помощью|во\s+избежание|на\s+базе|"
            r"в\s+присутствии|на\s+глазах\s+у|по\s+мере|в\s+рамках|в\s+честь|в\s+защиту)\s+$",
            re.IGNORECASE,
        ),
        ("gen",),
    ),
    (re.compile(r"(?<!\w)достижени[еяию]\s+[а-яё]+\s+$", re.IGNORECASE), ("gen",)),  # «до достижения ребёнком 1,5 лет»
    (
        re.compile(
            r"(?:сравнени[юи]|вместе|наряду|одновременно|соответствии|рядом|связи|совместно|согласии)\s+со?\s+$",
            re.IGNORECASE,
        ),
        ("ins",),
    ),
    (  # «среди задержанных 3 подростка»: who they are
        re.compile(
            r"(?<!\w)(?:в\s+их\s+числе|среди\s+(?:них|пострадавших|по(?:гиб|терпев)ших|ранен\w+|задержанных|заболевших|эвакуированных|"
            r"госпитализированных|арестованных|осуждённых|подозреваемых|обвиняемых|спас[её]нных|пропавших))\s+$",
            re.IGNORECASE,
        ),
        (),
    ),
)
_NUMBER_ENDS = re.compile(r"\d\s+$")
_MINUTES_TO = re.compile(r"(?<!\w)без\s+(?:\d+|четверти)(?:\s+мин\w*\.?)?\s+$", re.IGNORECASE)  # «без 5 минут 9»
# «с 1 по 5 марта»: up to and with
_UP_TO = re.compile(rf"(?<!\w)с\s+{_NUMBER}(?:-\w+)?\s+(?:{_UNIT}\s+|утра\s+|вечера\s+)?по\s+$", re.IGNORECASE)
_LAST_WORD = re.compile(r"(?<![/\w³²])([а-яё]+(?:-[а-яё]+)*)[\s«]+$", re.IGNORECASE)
_PURPOSE = re.compile(r"(?<!\w)(?:на|для)\s+(?:[а-яё]+\s+)?[а-яё]+\s+$", re.IGNORECASE)
_FAR = 7  # words between a verb and its object
_SIGHT = 200  # characters; what a number depends on does not stand further away


def last_word(left: str) -> str:
    """Return the word that ends `left`, in small letters; '' where a mark or a number ends it."""
    match = _LAST_WORD.search(left[-60:])
    return match.group(1).lower() if match else ""


def before(left: str, word: str) -> str:
    """Return what stands in `left` before `word`, which ends it."""
    return left[: left.lower().rindex(word)]


def before_list(left: str) -> str:
    """Return `left`, as far as one sees, without the numbers that end it: «статьи 434, 437 и» gives «статьи»."""
    left = left[-_SIGHT:]
    while match := _NUMBER_LIST.search(left):
        left = left[: match.start()]
    return left


def number_cases(left: str) -> Cases:
    """Return the cases that `left` asks of a number right after it; () where it asks nothing."""
    left = left[-_SIGHT:]
    if _UP_TO.search(left):
        return ("acc",)
    if _MINUTES_TO.search(left):
        return ()
    if part := _AMONG_THEM.search(left):
        whole = _WHOLE.search(left[: part.start()])
        return number_cases(left[: whole.start()]) if whole else ()
    asked = next((cases for phrase, cases in _PHRASES if phrase.search(left)), None)
    if asked is not None:
        return asked
    if match := _NUMBER_UNIT.search(left) or _NUMBER_LIST.search(left) or _COUNTED_AND.search(left):
        return number_cases(left[: match.start()])
    word = last_word(left)
    return (_cases_after(word, before(left, word)) or _object_cases(left)) if word else ()


def cases_of_sum(left: str) -> Cases:
    """Return the cases that `left` asks of a sum of money, which is never what is done: «выделили на ремонт 5 млн»."""
    word = last_word(left)
    if is_action(word, _ACTIONS):
        return ()
    purpose = is_action(word, _DONE_TO) or word.endswith(_ACTION)
    asked = _object_cases(left) if purpose and _PURPOSE.search(left) else number_cases(left)
    return asked or (("acc",) if _is_cost(left) else ())


def _is_cost(left: str) -> bool:
    """Tell whether what `left` ends with costs the sum behind it: «стоит в магазине 1 тыс. тенге»."""
    for _ in range(_FAR):
        word = last_word(left)
        kinds = forms(word) if word else ()
        if not kinds or any(form.lemma in _COST for form in kinds):
            return bool(kinds)
        if kinds[0].kind not in ("NOUN", "ADJ", "PREP", "ADVB", "PRCL"):
            return False
        left = before(left, word)
    return False


def _object_cases(left: str) -> Cases:
    """Return the accusative where a verb before other words still lacks its object: «похитил у женщины 21 тыс. тенге».

    Only phrases with prepositions, adverbs and nouns in the dative or the instrumental may stand between.
    """
    between: list[str] = []
    for _ in range(_FAR):
        word = last_word(left)
        kinds = forms(word) if word else ()
        if not kinds:
            return ()
        left = before(left, word)
        if kinds[0].kind in ("VERB", "INFN", "GRND"):
            acts = takes_object(kinds) and kinds[0].lemma not in GENITIVE_VERBS | DATIVE_VERBS | _RECEIVE
            return ("acc",) if acts and _leave_object(between[::-1]) and not _has_object(kinds, left) else ()
        between.append(word)
    return ()


def _leave_object(words: list[str]) -> bool:
    """Tell whether none of `words`, which follow a verb, may be its object."""
    within = governed = False  # a phrase with a preposition; its noun is still to come
    for word in words:
        kinds = forms(word)
        if word in PREPOSITIONS or kinds[0].kind == "PREP":
            within = governed = True
        elif governed:
            governed = kinds[0].kind == "ADJ"
        elif kinds[0].kind in ("ADVB", "PRCL") or kinds[0].case in ("dat", "ins") or _is_lady(kinds):
            continue
        elif not within or not any(form.case == "gen" for form in kinds):
            return False
    return bool(words) and not governed


def _is_lady(kinds: tuple[Form, ...]) -> bool:
    """Tell whether an adjective may stand for a woman in the dative: «потерпевшей»."""
    return kinds[0].kind == "ADJ" and kinds[0].gender == "f" and any(form.case == "dat" for form in kinds)


def _cases_after(word: str, left: str) -> Cases:
    if word.startswith("котор"):
        return ()  # «из которых 15 – дети»
    if word in _TRANSPARENT:
        return number_cases(left)
    if word in _MEASURES or is_action(word, _DONE_TO | _ACTIONS):
        return ("gen",)
    if word.endswith(_ACTION) and not _NO_ACTION & {form.lemma for form in forms(word)}:
        return () if _measured(word, left) else ("gen",)
    return PREPOSITIONS.get(word) or _cases_by_kind(word, left)


def is_action(word: str, actions: frozenset[str]) -> bool:
    """Tell whether `word` is one of `actions`, nouns that do not look like it: «осмотр», «проверка»."""
    kinds = forms(word) if word else ()
    return bool(kinds) and kinds[0].kind == "NOUN" and kinds[0].lemma in actions


def is_measure(word: str) -> bool:
    """Tell whether a number behind `word` stands in the genitive whatever follows: «в размере», «в течение»."""
    return word in _MEASURES


def _measured(word: str, left: str) -> bool:
    """Tell whether the noun of action `word` is the measure of which stands before it: «глубина промерзания»."""
    owner = forms(last_word(left)) if word.endswith("ния") and last_word(left) else ()
    return bool(owner) and owner[0].lemma in _PARAMETERS | _PLACES


def _is_thing(word: str) -> bool:
    kinds = forms(word) if word else ()
    return bool(kinds) and kinds[0].kind == "NOUN" and not kinds[0].animate


def takes_object(kinds: tuple[Form, ...]) -> bool:
    """Tell whether a verb takes an object: «пришли» came, though it may also be «send»."""
    came = "impr" in kinds[0].traits and any("intr" in form.traits and "past" in form.traits for form in kinds)
    return "tran" in kinds[0].traits and not came and kinds[0].lemma not in WITHOUT_OBJECT


def _has_object(kinds: tuple[Form, ...], left: str) -> bool:
    """Tell whether the object of a verb ends `left`, so that the number names who acts: «осмотр прошёл 81 человек».

    The noun must be no possible subject of the verb, no measure of time and stand behind no preposition.
    """
    word = last_word(left)
    verbs = [form for form in kinds if form.kind == "VERB" and "impr" not in form.traits]
    found = tuple(form for form in (forms(word) if word else ()) if form.kind == "NOUN")
    if not verbs or not found or found[0].lemma in _TIMES or not any(form.case == "acc" for form in found):
        return False
    governed = last_word(before(left, word))
    others = forms(governed) if governed else ()
    if governed in PREPOSITIONS or (others and others[0].kind in ("ADJ", "NOUN", "PREP", "NUMR")):
        return False
    return not any(form.case == "nom" and _may_act(form, verb) for form in found for verb in verbs)


def _may_act(noun: Form, verb: Form) -> bool:
    return noun.plural == verb.plural and (noun.plural or verb.gender in (None, noun.gender))


def _cases_by_kind(word: str, left: str) -> Cases:
    """Return what a word of an open class asks: an adjective its own case, a verb the accusative."""
    kinds = forms(word)
    if not kinds:
        return ()
    governs = kinds[0].kind in ("VERB", "INFN", "GRND") or "actv" in kinds[0].traits  # also «не достигшие 18 лет»
    if kinds[0].kind == "COMP" or (governs and kinds[0].lemma in GENITIVE_VERBS):
        return ("gen",)
    if governs and kinds[0].lemma in DATIVE_VERBS:
        return ("dat",)
    if governs and kinds[0].lemma in INSTRUMENTAL_VERBS:
        return ("ins",)
    costs = kinds[0].lemma in _COST
    if governs and (costs or takes_object(kinds)):  # also «превышающей 60 км/ч»
        taken = kinds[0].lemma in _RECEIVE and _is_thing(last_word(left))
        return () if not costs and (taken or _has_object(kinds, left)) else ("acc",)
    if kinds[0].kind != "ADJ" or _NUMBER_ENDS.search(left):
        return ()  # «из 50 опрошенных 35 довольны»: another number, another clause
    own = tuple(dict.fromkeys(form.case for form in kinds if form.kind == "ADJ" and form.case))
    asked = number_cases(left)
    if not any(form.kind == "ADJ" and form.plural for form in kinds) and not set(asked) & set(own):
        return ()  # «выплатил потерпевшей 5 тыс. тенге»: she is no tenge
    agreeing = tuple(case for case in asked if case in own)
    return agreeing or (asked if asked == ("acc",) and "dat" in own else own)  # «выплатили пострадавшим 5 тыс.»
