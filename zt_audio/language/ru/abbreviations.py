"""Read set phrases, adjectives and nouns that are written short: «и т.д.», «ж/д», «тел.»."""

from __future__ import annotations

from typing import Literal

from zt_audio.language import late_re as re
from zt_audio.language.grammar import Context, Guess, Rule, Unread
from zt_audio.language.ru.cases.clauses import subject_of
from zt_audio.language.ru.cases.clip_cases import asked_of
from zt_audio.language.ru.cases.left_text import last_word
from zt_audio.language.ru.cases.noun_case import noun_cases
from zt_audio.language.ru.cases.right_context import head_forms
from zt_audio.language.ru.organisations import is_several
from zt_audio.language.ru.words.government import LACKED, MONTH_NAMES, NOT_THERE, PREPOSITIONS
from zt_audio.language.ru.words.morphology import Form, declined_adjective, forms, is_noun, likeliest
from zt_audio.language.ru.words.number_tokens import any_short, by_key, capitals_of, key, left_of_stop
from zt_audio.language.ru.words.numbers import CASES
from zt_audio.language.ru.words.phrases import declined
from zt_audio.language.ru.words.short_adjectives import SHORT_ADJECTIVE, SHORT_ADJECTIVES
from zt_audio.language.tables import heads, word_set

# A space in a key stands for any number of spaces, or none.
_PHRASES = {
    "и т. д.": "и так далее",
    "и т. п.": "и тому подобное",
    "и т. д": "и так далее",
    "и т. п": "и тому подобное",
    "и др.": "и другие",
    "вкл.": "включительно",
    "доб.": "добавочный",
    "включ.": "включительно",
    "и пр.": "и прочее",
    "в т. ч.": "в том числе",
    "т. е.": "то есть",
    "т. к.": "так как",
    "т. о.": "таким образом",
    "т. ч.": "том числе",
    "т. д.": "так далее",
    "т. п.": "тому подобное",
    "до н. э.": "до нашей эры",
    "н. э.": "нашей эры",
    "напр.": "например",
    "см.": "смотрите",
    "лит.": "литера",
    "к. м. н.": "кандидат медицинских наук",
    "ежедн.": "ежедневно",
    "бр.": "братьев",
    "т. г.": "текущего года",
    "с. г.": "сего года",
    "г-да": "господа",
    "и/или": "и или",
    "ч/з": "через",
    "тел./факс": "телефон, факс",
    "тел/факс": "телефон, факс",
    "б/у": "бывший в употреблении",
    "24/7": "двадцать четыре на семь",
    # where no number stands before them
    "тыс.": "тысяч",
    "млн": "миллионов",
    "млрд": "миллиардов",
    "руб.": "рублей",
    "чел.": "человек",
}
_HOT = word_set("вода водоснабжение питание линия цех пища обед чай воздух")  # «гор. вода»; else it is of a town
# «эл.» has two meanings; what follows tells which.
_ELECTRONIC = word_set(
    "почта адрес очередь подпись портал сервис услуга билет ключ дневник документ журнал письмо правительство версия "
    "формат торговля кошелёк ящик книга заявка заявление форма карта паспорт приёмная табло пропуск сигарета"
)
_ELECTRIC = word_set(
    "сеть ток энергия плита прибор щит лампа провод проводка кабель станция подстанция печь обогреватель счётчик "
    "двигатель розетка чайник опора линия свет"
)
_NOUNS = {
    "а/м": "*автомобиль",
    "а/д": "автомобильная *дорога",
    "р-он": "*район",
    "моб. тел.": "мобильный *телефон",
    "моб.": "мобильный *телефон",
    "тел.": "*телефон",
    "тел": "*телефон",
    "упр.": "*управление",
    "удост.": "*удостоверение",
    "управл.": "*управление",
    "деп.": "*департамент",
    "департ.": "*департамент",
    "кат.": "*категория",
    "кр. хоз.": "крестьянское *хозяйство",
    "к/х": "крестьянское *хозяйство",
    "з/п": "заработная *плата",
    "т/с": "транспортное *средство",
    "а/я": "абонентский *ящик",
    "р/с": "расчётный *счёт",
    "уд. личности": "*удостоверение личности",
    "кв. м": "квадратный *метр",
    "куб. м": "кубический *метр",
}
# Nouns whose middle is left out: what is written before the hyphen, and the stem that the ending behind it follows.
_COUNTED = frozenset({"а/м", "а/д", "т/с"})  # «столкнулись а/м «Нива» и «Лада»»
_OF_TELEPHONE = re.compile(r"\s+(?:связ|лини|разговор|звон|справочник|аппарат|станци|сообщени|опрос)")
_VERB_BEHIND = re.compile(r"\s*[а-яё]+\s+(?:не\s+)?([а-яё]+)")
_TELEPHONE_BEHIND = re.compile(r"[\s:№.]*[+(]?\d")
CONTRACTED = {
    "кол": "количеств",
    "мин": "министерств",
    "об": "обществ",
    "общ": "обществ",
    "агент": "агентств",
    "агенств": "агентств",
    "гос": "государств",
    "хоз": "хозяйств",
    "руков": "руководств",
    "стр": "строительств",
    "свид": "свидетельств",
}
_MONTHS = {
    "янв.": "*январь",
    "февр.": "*февраль",
    "фев.": "*февраль",
    "апр.": "*апрель",
    "авг.": "*август",
    "сент.": "*сентябрь",
    "сен.": "*сентябрь",
    "окт.": "*октябрь",
    "нояб.": "*ноябрь",
    "ноя.": "*ноябрь",
    "дек.": "*декабрь",
}
SHORT_WORDS = (*_NOUNS, *_MONTHS, "гг.", "напр.", "лейт.", "серж.", "подполк.", "прап.", "кат.")
SHORT_PHRASES = frozenset(_PHRASES) - {"напр.", "вкл."}  # which have other meanings
_PERIODS = {"нач": "*начало", "кон": "*конец", "сер": "*середина"}
_LACKS = re.compile(rf"\s?[а-яё]+{LACKED}")  # «хол. воды нет»
_LACKED = re.compile(rf"(?<!\w){NOT_THERE}\s+$", re.IGNORECASE)  # «не будет хол. воды»
_PRICED_BY: dict[str, Literal["acc", "gen"]] = {"за": "acc", "с": "gen"}  # «за кв. м», «с кв. м»
_FOR_EACH = frozenset({"на", "с", "со", "за", "от", "для", "у"})
_PAY_BEHIND = re.compile(r"\s+(?:от\s)?\d")  # «комбайнёр з/п от 450 тыс»
_NAME = re.compile(r"\s*[А-ЯЁ«]")
_TIME_ENDS = re.compile(r"(?<!\w)(?:ночи|утра|вечера|дня|часов)\s+$")


# «жильё, напр. квартира», but «приём по напр. врача»; «до 5 мая вкл.», but «свет не вкл.»
_ONLY_BEHIND = {
    "напр.": re.compile(r"(?:^|[,;:(–—-])\s*$"),
    "вкл.": re.compile(r"(?:\d|[а-яё]{3}я|числ\w+|год\w*|лет)[\s,(]*$"),
}
_GROUPS_ALONE = frozenset({"тыс.", "млн", "млрд"})
_ALONE = _GROUPS_ALONE | {"руб.", "чел."}  # no number stands before them
_PHRASE_OF, _ADJECTIVE_OF, _NOUN_OF = by_key(_PHRASES), by_key(SHORT_ADJECTIVES), by_key(_NOUNS)


_SMALL_BEHIND = re.compile(r"\s*[а-яё]{3}")
_FEW_BEFORE = re.compile(r"(?<!\d)(?:\d*[02-9])?[2-4]\s+$|(?:два|две|три|четыре)\s+$")


def _phrase(match: re.Match[str], context: Context) -> str | None:
    short = key(match["short"]).lower()
    if short == "ипр." and _NAME.match(context.text, match.end()):
        return None  # «и пр. Победы» is an avenue
    if short == "лит." and _SMALL_BEHIND.match(context.text, match.end()):
        return None  # «лит. конкурс»
    if short in _ONLY_BEHIND and not _ONLY_BEHIND[short].search(context.text, 0, match.start()):
        return None
    said = _PHRASE_OF[short]
    before = last_word(context.text[: match.start()])
    if short in _ALONE and before in (PREPOSITIONS if short in _GROUPS_ALONE else ("к", "ко", "по")):
        return None  # these ask for a form of their own: «на тыс. жителей»
    if short == "чел." and before in _FOR_EACH:
        said = "человека"  # «по 2 кг на чел.»
    stop = "" if short == "бр." else left_of_stop(match)  # «бр. Жубановых»: a name follows, no sentence ends
    return capitals_of(match["short"], said) + stop


def _adjective(match: re.Match[str], context: Context) -> str | Unread | None:
    """Agree with the noun behind, which is in one of the cases that the text before asks for."""
    right = context.text[match.end() :]
    gap = "" if right[:1].isspace() else " "
    head = head_forms(gap + right)
    asked = PREPOSITIONS.get(last_word(context.text[: match.start()]), CASES)
    governed = any(form.case in asked for form in head)
    if not head or not (governed or context.before(_FEW_BEFORE)):  # «читают в осн. дети»
        return None
    short = key(match["short"]).lower()
    left = context.text[: match.start()]
    if not left.strip() and all(form.case == "gen" for form in head):
        return Unread("abbreviation-unknown")  # «спец. акимата»: nothing asks for an adjective in this case
    hot = short == "гор." and head[0].lemma in _HOT
    # «до 05:00 ночи тех. работы», «с 1 июля коммун. услуги»
    new = context.before(_TIME_ENDS) or _begins_subject(context.text[: match.start()], head, gap + right)
    lacking = _LACKS.match(gap + right) or context.before(_LACKED)
    left = "нет " if lacking else "" if new else context.text[: match.start()]
    word = agreeing_adjective("горячий" if hot else _ADJECTIVE_OF[short], head, left)
    so_called = "так " if short == "т.н." else ""
    return f"{so_called}{capitals_of(match['short'], word)}{gap}"


def agreeing_adjective(adjective: str, head: tuple[Form, ...], left: str) -> str:
    """Return `adjective` as it stands before the noun `head` in the case that `left` asks for."""
    form = next((form for case in noun_cases(left) for form in head if form.case == case), head[0])
    counted = _FEW_BEFORE.search(left)
    if counted and form.case == "gen" and not form.plural:  # «2 адм. протокола», «2 мед. сестры»
        return declined_adjective(adjective, "nom" if form.gender == "f" else "gen", "pl") or adjective
    gender = "pl" if form.plural else form.gender or "m"
    return declined_adjective(adjective, form.case or "nom", gender, animate=form.animate) or adjective


def _begins_subject(left: str, head: tuple[Form, ...], right: str) -> bool:
    # «в городе мед. услуги подорожали»: the verb agrees with them, and with nothing before
    noun, behind = likeliest(last_word(left)), _VERB_BEHIND.match(right)
    if noun.lemma in MONTH_NAMES or noun.kind != "NOUN" or not behind:
        return noun.lemma in MONTH_NAMES
    verb, nominative = likeliest(behind[1]), any(form.plural and form.case == "nom" for form in head)
    return nominative and verb.kind in ("VERB", "PRTS", "ADJS") and verb.plural and not subject_of(left, verb)


def _noun(match: re.Match[str], context: Context) -> str | Guess | Unread:
    left, right = context.text[: match.start()], context.text[match.end() :]
    short = key(match["short"]).lower()
    if _OF_TELEPHONE.match(right) and short.startswith("тел"):
        return Unread("abbreviation-unknown")  # «нет тел. связи»: an adjective
    # «по записи тел. 56-15-20»: the noun before has no telephone
    said_of = _TELEPHONE_BEHIND if short.startswith("тел") else _PAY_BEHIND if short == "з/п" else None
    labels = said_of and said_of.match(right) and is_noun(word := last_word(left))
    case = "nom" if labels and not word.startswith("номер") else noun_cases(left)[0]
    if not last_word(left):
        case = asked_of(left, "l", "", re.sub(r"^\s+за\s+[а-яё]+\.?(?=\s)", "", right))[0]  # «з/п за май перечислят»
    if short in ("кв.м", "куб.м"):
        case = _PRICED_BY.get(last_word(left), case)
    owner = forms(last_word(left)) if short == "т/с" and last_word(left) else ()
    verb = likeliest(last_word(left)) if short == "а/м" and last_word(left) else None
    phrase = "*автомашина" if verb and verb.kind in ("PRTS", "VERB") and verb.gender == "f" else _NOUN_OF[short]
    if short == "а/д" and re.search(r"\d\s?км\.?\s+$", left):
        case = "gen"  # «на 15км а/д Актобе-Орск»
    several = (short in _COUNTED and is_several(left, right)) or bool(owner and owner[0].plural and case == "gen")
    several = several or (short in _COUNTED and last_word(left) == "для" and not _NAME.match(right))
    said = capitals_of(match["short"], declined(phrase, case, plural=several))
    return Guess(said) if short == "т/с" and case != "nom" else said  # one or several: «виды т/с»


def _el(match: re.Match[str], context: Context) -> str | None:
    """«эл. почта» is electronic, «эл. сети» electric; elsewhere the meaning is open."""
    right = context.text[match.end() :]
    gap = "" if right[:1].isspace() else " "
    head = head_forms(gap + right)
    lemmas = {form.lemma for form in head}
    electronic, electric = bool(lemmas & _ELECTRONIC), bool(lemmas & _ELECTRIC)
    if electronic == electric:
        return None
    return (
        agreeing_adjective("электронный" if electronic else "электрический", head, context.text[: match.start()]) + gap
    )


def _month(match: re.Match[str], context: Context) -> str:
    """«в янв. 2026 г.»: without a day before it the month is a noun."""
    left = context.text[: match.start()]
    case = "acc" if last_word(left) == "за" else noun_cases(left)[0]
    return declined(_MONTHS[match["short"].lower()], case) + left_of_stop(match)


RULES = (
    Rule(
        "shorthand",
        re.compile(rf"(?<!\w)(?P<short>(?i:{any_short(_PHRASES)}))(?:(?<=\.)|(?!\w))"),
        _phrase,
        heads(_PHRASES),
    ),
    Rule(
        "shorthand",
        re.compile(rf"(?<!\w)(?P<short>(?i:{SHORT_ADJECTIVE}))(?:(?<=\.)|(?=\s))(?=\s*[а-яё])"),
        _adjective,
        heads(SHORT_ADJECTIVES),
    ),
    Rule(
        "shorthand",
        re.compile(rf"(?<![\w-])(?P<short>(?i:{any_short(CONTRACTED)}))-в(?P<ending>о|а|у|ом|е)(?!\w)"),
        # «кол-во», «мин-ву»: the ending tells the case
        lambda match, _: capitals_of(match["short"], CONTRACTED[match["short"].lower()] + match["ending"]),
        heads(CONTRACTED),
    ),
    Rule("shorthand", re.compile(r"(?<!\w)(?P<short>[Ээ]л)\.(?=\s*[а-яё])"), _el, frozenset("Ээ")),
    Rule("shorthand", re.compile(rf"(?<![\w.])(?P<short>(?i:{any_short(_MONTHS)}))"), _month, heads(_MONTHS)),
    # «в нач. XX в.»; before a name «нач.» is a head of something.
    Rule(
        "shorthand",
        re.compile(rf"(?<!\w)(?P<short>{any_short(_PERIODS)})\.(?=\s*(?:[IVX\d]))"),
        lambda match, context: declined(_PERIODS[match["short"]], noun_cases(context.text[: match.start()])[0]),
        frozenset("нкс"),
    ),
    Rule("shorthand", re.compile(rf"(?<!\w)(?P<short>(?i:{any_short(_NOUNS)}))(?!\w)"), _noun, heads(_NOUNS)),
)
