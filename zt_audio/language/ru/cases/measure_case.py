"""Choose the case of a number before a unit or an abbreviation, whose written form shows none: «5 кг», «3 чел.»."""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.ru.cases.case_doubts import CountedKind, goes_whither
from zt_audio.language.ru.cases.clauses import subject_of
from zt_audio.language.ru.cases.left_context import cases_of_sum, is_action, number_cases
from zt_audio.language.ru.cases.left_text import before, last_word, words_back
from zt_audio.language.ru.cases.noun_case import joined_cases
from zt_audio.language.ru.cases.numbers_alone import is_given
from zt_audio.language.ru.cases.owners import SUMMED_UP, belongs_to_noun, names_length, owns
from zt_audio.language.ru.cases.right_context import head_forms
from zt_audio.language.ru.words.government import PREPOSITIONS, Cases
from zt_audio.language.ru.words.morphology import is_noun, likeliest, nouns
from zt_audio.language.ru.words.number_tokens import key, parsed
from zt_audio.language.ru.words.numbers import Case, plural_kind
from zt_audio.language.ru.words.phrases import is_animate
from zt_audio.language.ru.words.units import COUNTED_BODIES, LENGTHS, MAGNITUDES, PHRASES
from zt_audio.language.tables import word_set

# Thousands of these are an amount: «штраф в 5 тыс. рублей», «в 2 тыс. раз»; of other things, places: «в 3 тыс. домов».
_MEASURED = word_set(
    "тенге рубль доллар евро человек раз тонна килограмм грамм литр метр километр гектар год час минута день месяц "
    "киловатт вольт балл процент показатель экземпляр штука единица"
)
_MONEY = frozenset({"*тенге", "*рубль", "*доллар", "*евро", "месячный"})  # «месячный расчётный показатель»
_ACCUSATIVES = (("acc",), PREPOSITIONS["на"], PREPOSITIONS["за"])
_MORE = re.compile(r"\s+(?:больше|меньше|выше|ниже|старше|младше)")
_GROWN = re.compile(
    r"(?:вырос|возрос|увелич|уменьш|сокра|сниз|больше|меньше)\w*(?:\s+[а-яё]+)?\s+на\s+$", re.IGNORECASE
)
_PRICE = re.compile(
    r"(?<!\w)(?:цен[аыу]|(?:себе)?стоимост[ьи]|расценка|тарифа?|(?:о|до)?плат[аы])(?:\s+[а-яё]{3,})?\s+$", re.IGNORECASE
)
_COSTS = re.compile(r"(?:\s+[а-яё]+){0,3}\s*(?:[–—:-]\s*)?(?:(?:от|до|около|всего|выше|ниже)\s+)?\d")
_GOODS = frozenset({"*тонна", "*килограмм", "*грамм", "*литр", "*центнер", "*миллилитр", "*штука", "*экземпляр"})
_FILLED = word_set(
    "обработать засеять покрыть загрузить огородить засыпать посыпать полить залить заполнить заправить укрепить "
    "обеспечить"
)
_LASTING = frozenset({"*сутки", "*день", "*час", "*минута", "*раз"})
DURATIONS = frozenset({"*минута", "*секунда", "*неделя"})  # the feminine ones, whose accusative differs
PASSING_VERBS = word_set(
    "пройти проходить остаться оставаться истечь истекать миновать требоваться потребоваться понадобиться хватить "
    "хватать уйти уходить идти быть мочь"
)
_FAR = 7  # words between a verb and how long it lasts
_STANDS = re.compile(r"(?:располож|находи|стоит|стоят|жив[её]т|прожива|леж[аи])\w*\s+(?:всего\s+|примерно\s+)?в\s+$")
_ENDS_CLAUSE = re.compile(r"\s*(?:$|[.,;:!?)])")
_LONG = word_set(
    "отрезок участок пробка очередь затор путь расстояние дистанция высота длина глубина ширина толщина радиус слой "
    "волна сугроб забор труба кабель мост полоса зона рост размер шаг удаление протяжённость уровень"
)
_ON_FOOT = re.compile(r"\s+(?:ходьбы|езды|пути)(?!\w)")
_DISSOLVED = re.compile(r"(?:разве[дс]|раство|замоч|размеш|разбав)[^.!?;]*$", re.IGNORECASE)
_AWAY = re.compile(
    r"\s+(?:от|до|к|перед|не\s+доезжая|выше|ниже|левее|правее|(?:северо-|юго-)?(?:север|юж|запад|восточ)нее"
    r"|на\s+(?:северо-|юго-)?(?:север|юг|запад|восток))(?!\w)"
)


def case_with_unit(match: re.Match[str], left: str, right: str) -> Case:
    """Return the case of a number before the unit or the short noun in `match`."""
    asked = cases_of_sum(left) if is_money(counted_phrases(match), right) else number_cases(left)
    if not asked and (joined := joined_cases(left)):
        asked = joined[0] if joined[0] != ("nom",) else ()
    if asked == PREPOSITIONS["по"]:  # each: «по 5 кг», «по одному килограмму»
        number = parsed(match["number"])
        return "dat" if number and not number.fraction and plural_kind(number.whole) == "one" else "acc"
    if asked == ("ins",) and _counts_people(match, right) and last_word(left) not in PREPOSITIONS:
        asked = ()  # «пользуются 90 % жителей»
    if not asked and _counts_people(match, right) and is_given(left):
        return "dat"  # «пенсии проиндексированы 2,1 млн пенсионеров»
    phrase, acts = counted_phrases(match)[0], not asked and _acts_in_passive(match, left, right)
    if asked == ("gen",) and (phrase in _LASTING or phrase.endswith("в секунду")) and names_length(left):
        asked = ()  # «арест 20 сут.», «сброс 250 м3/с»
    if acts or _takes_genitive(match, left, right, asked):
        return "ins" if acts else "gen"
    if tells_where(match, left, right):
        return "acc" if match["unit"] in COUNTED_BODIES and goes_whither(left) else "prep"
    lasting = phrase in DURATIONS and asked in ((), ("acc",)) and last_word(left) not in PREPOSITIONS
    if lasting and (lasts := _case_of_duration(left)):
        return lasts
    named = match.groupdict().get("sign") == "±"  # «отклонение ±10 %» names it, whatever stands before
    return asked[0] if asked and not named else "nom"


def _takes_genitive(match: re.Match[str], left: str, right: str, asked: Cases) -> bool:
    """«Владельцы 3 ИП», «цена 1 кг – 500 тенге», «задержали 3 чел.»; but «на 3 чел. больше»."""
    phrases = counted_phrases(match)
    owned = match["unit"] in COUNTED_BODIES and owns(left, last_word(left))
    owned = owned or (match["unit"] == "чел" and not asked and belongs_to_noun(head_forms(" человек"), left))
    summed = phrases[0] in {"*месяц", "*неделя", "*день"} and not asked and is_action(last_word(left), SUMMED_UP)
    priced = not asked and _PRICE.search(left) and not is_money(phrases, "") and _COSTS.match(right)
    living = asked in _ACCUSATIVES and match["number"] in ("2", "3", "4") and is_animate(phrases[0])
    more = last_word(left) == "на" and (_MORE.match(right) or _GROWN.search(left))
    return bool(owned or summed or priced or (living and not more))


def _case_of_duration(left: str) -> Case | None:
    """«Стоял на остановке 1 мин» lasts in the accusative, «прошла 1 мин» does not; None where there is no verb."""
    verbs = (kinds[0] for _, kinds, _ in words_back(left, _FAR) if kinds[0].kind in ("VERB", "INFN", "GRND", "PRTS"))
    return next(("nom" if verb.lemma in PASSING_VERBS else "acc" for verb in verbs), None)


def _acts_in_passive(match: re.Match[str], left: str, right: str) -> bool:
    """«Решение принято 68 % голосов», «двор засыпан 3 т песка», but «одобрено 68 % заявок», «засыпано 3 т песка»."""
    head, verb = head_forms(right), likeliest(last_word(left) or "нет")
    votes = match["unit"] == "%" and bool(head) and (head[0].animate or head[0].lemma == "голос")
    fills = verb.lemma in _FILLED and (match["unit"] in LENGTHS or counted_phrases(match)[0] in _GOODS)
    return (votes or fills) and verb.kind == "PRTS" and subject_of(left, verb)


def _counts_people(match: re.Match[str], right: str) -> bool:
    head = head_forms(right)
    return match["unit"] == "чел" or bool(head and (head[0].animate or head[0].lemma == "семья"))


def tells_where(match: re.Match[str], left: str, right: str) -> bool:
    """«в 17 ДТП», «на 4 АЗС», «в 50 м от школы», «в 12 тыс. домов», «в 90 % случаев»."""
    unit, word = match["unit"], last_word(left)
    if unit in COUNTED_BODIES:
        return word in ("в", "во", "на")
    if word not in ("в", "во"):
        return False
    if unit == "экз" or (unit in ("мл", "л") and _DISSOLVED.search(left)) or (unit == "мин" and _ON_FOOT.match(right)):
        return True  # «в 2 экз.»
    if unit in LENGTHS:
        return _AWAY.match(right) is not None or _STANDS.search(left) is not None
    return _is_share(left, right) if unit == "%" else bool(match["magnitude"]) and not unit and _is_place(right)


def is_open_distance(match: re.Match[str], left: str, right: str) -> bool:
    """Tell whether «в 12 км» may be how far something is or how long: «школа в 12 км», «пробка в 12 км»."""
    if match["unit"] not in LENGTHS or last_word(left) != "в" or not _ENDS_CLAUSE.match(right):
        return False
    owner = nouns(last_word(before(left, "в")))
    return bool(owner) and owner[0].lemma not in _LONG


def _is_share(left: str, right: str) -> bool:
    """Tell whether per cent of what follows say where something is: «в 90 % домов», but «барьер в 5 % голосов»."""
    head = head_forms(right)
    if head and head[0].lemma == "случай":
        return True
    owner = last_word(left[: left.rstrip().lower().rindex("в")])
    return any(form.plural and form.case == "gen" for form in head) and not is_noun(owner)


def _is_place(right: str) -> bool:
    """Tell whether thousands of what follows say where something is, and measure nothing: «домов», not «тонн»."""
    head = head_forms(right)
    return bool(head) and head[0].lemma not in _MEASURED and not head[0].animate


def is_money(phrases: tuple[str, ...], right: str) -> bool:
    head = head_forms(right)
    return bool({phrase.split()[0] for phrase in phrases} & _MONEY or (head and f"*{head[0].lemma}" in _MONEY))


def counted_phrases(match: re.Match[str]) -> tuple[str, ...]:
    """Return what the number counts, nearest first: «тыс. тенге» counts thousands, which count tenge."""
    magnitude, unit = match["magnitude"], match["unit"]
    if unit == "гр" and match["sign"]:
        return ("*градус",)  # «-5 гр.»: no grams are below zero
    return (*((MAGNITUDES[magnitude],) if magnitude else ()), *((PHRASES[key(unit)],) if unit else ()))


def kind_of(match: re.Match[str], right: str) -> CountedKind:
    """Return what sort of thing the unit in `match`, or the noun behind thousands, is."""
    if is_money(counted_phrases(match), right):
        return "money"
    if _counts_people(match, right):
        return "people"
    if match["unit"] in COUNTED_BODIES | {"ед"}:
        return "things"
    if match["magnitude"] and not match["unit"] and _is_place(right):
        return "places"
    return "goods" if set(counted_phrases(match)) & _GOODS else "measure"
