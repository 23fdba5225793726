"""Doubt what a hastily typed sentence does not license: numbers, shapes and bodies whose kind or case nothing shows.

Clean text shows by its marks and whole words what a number is. Where these are left out, a reading is sure only if
something beside it asks for exactly that: a preposition for its case, a noun that agrees with it, a label that the
number names. All else is a guess, for a person to sign off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from zt_audio.language import late_re as re
from zt_audio.language.ru.cases.counting import CHILD, DESIGNATED, is_named_before, is_ordered
from zt_audio.language.ru.cases.left_text import NEAR, before, before_list, last_word
from zt_audio.language.ru.cases.right_context import head_forms
from zt_audio.language.ru.dates import MONTHS
from zt_audio.language.ru.sloppy.clip_contexts import ONLY
from zt_audio.language.ru.sloppy.clips import CLIPS
from zt_audio.language.ru.words.government import PREPOSITIONS, Cases
from zt_audio.language.ru.words.known_words import frequent_lemmas, is_likelier_cut, is_unknown, words_that_begin
from zt_audio.language.ru.words.morphology import Form, forms, is_in_dictionary, is_noun, likeliest
from zt_audio.language.ru.words.number_tokens import WRITTEN_NUMBER, Number, parsed
from zt_audio.language.ru.words.numbers import CASES, cardinal, ordinal, plural_kind
from zt_audio.language.ru.words.units import COUNTED_BODIES
from zt_audio.language.tables import word_set
from zt_audio.model import Piece

_LEAST_WORDS = 4  # of a sentence; what is shorter is a title or a label
_WORD = re.compile(r"[^\W\d_]+")
_LAST = re.compile(r"(?<![\w-])([а-яё]{3,})\.\W*$")
_GLUED = re.compile(r"\d[а-яё]")
_CUT_WITHIN = re.compile(r"[а-яё]{2}\.(?:\s[а-яё\d]|,)")  # no sentence ends there
_ENDS = re.compile(r"[.!?…:;]\W*$")
_NUMBER = re.compile(rf"[-−–+±]?(?P<number>{WRITTEN_NUMBER})\s*(?P<unit>\D*)$")
_WORD_BEHIND = re.compile(r"\s+([а-яё]+)")
_STOP = re.compile(r"\.(?:\s?(?P<figure>[\d:;]|[-–—]\s)|\s*$|\s+[«\"(]?[А-ЯЁ])")
_ENDED_NOUN = re.compile(r"\s([а-яё]+[бвгджзклмнпрстфхцчшщ])\.")
_OFTEN = 20  # tenths of a decimal logarithm
_NEVER_CUT = frozenset({"PRED", "NPRO", "ADVB", "CONJ", "PRCL", "PREP", "ADJ", "PRTS"})
_NUMBER_BESIDE_BEFORE, _NUMBER_BESIDE_BEHIND = re.compile(r"\d\s+$"), re.compile(r"\s+\d")
_LABEL_WORDS = (
    r"(?:№|(?<!\w)(?:д|дом\w{0,3}|кв|квартир\w{1,2}|каб|кабинет\w*|корп\w*|ул|улиц\w+|пр|проспект\w*|пер|переул\w+|мкр|"
    r"микрорайон\w*|шк|школ\w+|сад\w*|тел\w*|участ\w+|уч|лот|подъезд\w*|этаж\w*|эт|ст|стать\w+|маршрут\w*|автобус\w*|"
    r"код|размер|бокс|бутик|ряд|место|окно|платформ\w|путь|перрон|вагон\w?|сектор|стояк|жители|офис|оф|ауд\w*|палат\w+|строени\w+|номер\w*))\.?,?\s*$"
)
_LABEL = re.compile(rf"{_LABEL_WORDS}|(?<!\w)[А-ЯЁӘ][\w-]+,?\s*$|(?<!\w)(?:батыра|хана|касс\w)\s+$")
_NAMED = re.compile(_LABEL_WORDS)
_SIGN_BEFORE = re.compile(r"(?:минус|плюс) $")
_LISTED_LABEL = re.compile(r"(?:\d+[а-яА-Я]?(?:/\d+)?(?:,\s*|\s+и\s+|\s+))+$")
# What goes on behind these is a number as it stands: «тел доверия 24 50 60», «график 2 на 2»
_AS_TYPED = re.compile(
    r"(?<!\w)(?:(?:тел|телефон\w*|звон\w+)\.?\s(?:[а-яё]+\s){0,2}(?:\d{2,3}[\s-])*"
    r"|(?:график|вахта|смены)\s(?:\d+ на )?|№\s?)$",
    re.IGNORECASE,
)
_SPANS = word_set("день год месяц час минута неделя раз человек")
_BOUNDS = word_set("течение более менее больше меньше свыше около примерно минимум максимум старше младше выше ниже")
_AGE = word_set("год года лет")
_OF_TIME = word_set("между вместо с со до к ко после около от более менее больше меньше свыше ниже выше")
_MISSING = word_set("нет без у после")  # «нет 1 урока»: the first one, or one
_OF_PLACES = word_set("в во у из изо на до от с со к ко около возле напротив")
_THOUSANDS, _CLOCK = re.compile(r"\d{1,3}\.\d{3}"), re.compile(r"(?:[01]?\d|2[0-4])[-–](?:00|15|30|45)")
_MAYBE_ORDINAL = re.compile(r"\d*[02-9]1|1")
_FIRMS, _NAME_ENDS = ("АО", "ТОО", "ИП", "КСК", "ОСИ", "ГКП"), re.compile(r"\s+[«\"]?[А-ЯЁ][\w-]+\W*$")
_LEAST_MARK = 100  # kilometres
_LONG = re.compile(
    r"(?i:длин|расст|протяж|пробег|пробк|дистанц|запас|остал|проех|в пути|ехать"
    r"|забег|марафон|кросс|гонк|растян|увелич|сократ|ближе|дальше|скорост|вырос)"
)
_TO_ORDERED = re.compile(r"\s+по\s+\d{1,2}(?:-?[а-яё]{1,2})?\s?(?:числ|класс|этаж|подъезд|кл(?!\w)|эт(?!\w))")
_MEASURED_LEFT = re.compile(r"(?<!\w)(?:температур\w|рост|балл|сч[её]т|курс|индекс)\s+$", re.IGNORECASE)
_PART_OF_DAY, _CLAUSE_ENDS = re.compile(r"\s+(?:утра|вечера)(?!\w)"), re.compile(r"\s*(?:$|[,.;!])")
_ADDED = re.compile(
    r"(?<!\w)(?:было|стало|осталось|норм[ае]|повторно|только|уже|всего|итого|раз|вид)\s+$", re.IGNORECASE
)
_FOR_WHAT = re.compile(r"\s+(?:в\s(?:день|час|месяц)|с\s(?:чел|одного)|за\s|тг|тенге)")
_WEATHER_LEFT = re.compile(r"(?<!\w)(?:мороз|ветер|порывы|скорость|температура|видимость|снег)\s+$", re.IGNORECASE)
_ROUGHLY_LEFT = re.compile(r"(?<!\w)(?:часа|часов|минут|дня|дней|недели|месяца|месяцев)\s+$")
_NEEDED = re.compile(r"(?:нуж|необход)\w{1,3}$|требу[ею]тся|необходим")
_LAWS, _NAME_BEHIND = ("УК", "НК"), re.compile(r"\s+[А-ЯЁ][а-яё]")
_ADJECTIVE_ENDS = ("ский", "ный", "овый", "ебный")  # of «комендантский», «классный», «ледовый», «судебный»
_ENDS_WORDS, _LEAST_CUT, _LONGEST_CLIP = frozenset("аеёиоуыэюяьй"), 3, 4  # letters
_LAST_CLASS, _LAST_DAY = 11, 31
_OF_HOURS = re.compile(
    r"(?<!\w)(?:с|пн|вт|ср|чт|пт|сб|вс|от|дети|лет|возраст)\s|раб|откр|закр|при[её]м|принима|понедел|вторн|сред|четв|пятн|суб|воскр"
    r"|сегодня|завтра|обед|ждит|час|утр|вечер|ноч|дн[яе]|запис|детям|\d[:.]\d\d",
    re.IGNORECASE,
)
_OF_WIND = re.compile(r"порыв|м/с|°|градус|температур|мороз|тепл|секунду", re.IGNORECASE)
_NOT_AND_WORD = re.compile(r"\s+(?:не\s+)?(?P<word>[а-яё]+)")
_ADDED_BEFORE = re.compile(r"(?<!\w)(?:и|или)\s$")  # «масло и сахар подорожали»
_NEGATED = re.compile(r"(?<!\w)(?:не|нет|без|много|мало|сколько|больше|меньше)(?!\w)")
_WHEN = word_set("раз час год месяц вечер понедельник вторник четверг")  # «час ждали», «вечер пришли»
_SHORT_BEFORE_NOUNS = word_set("должен нужен рад готов возможен доступен виден открыт закрыт важен полон")
_LEAST_SHORT = 10  # the level of a short adjective that people use (known_words.py)
_TWO_TO_FOUR = re.compile(r"[2-4]-?х")
_TWO = 2
_ORDERED_UNTIL = 32  # what is so high counts or prices
_YEARS = range(1950, 2036)
_COLD = re.compile(
    r"градус|°|мороз|температур|ниже|ночью|дн[её]м|(?<!\w)до |ветер|ветр[оуа]|гол[ое]л[её]|буран|\+\d+\s?\+",
    re.IGNORECASE,
)
_SCORE = re.compile(
    r"сч[её]т|футбол|матч|побед|выигра|проигра|гол(?!\w)|игр[аы]|финал|турнир|[А-ЯЁ][а-яё]+\s?[-–]\s?[А-ЯЁ]",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class _Place:
    """A piece and the text around it."""

    piece: Piece
    text: str

    @cached_property
    def left(self) -> str:
        return _SIGN_BEFORE.sub("", self.text[: self.piece.start])

    @cached_property
    def typed(self) -> str:
        return self.text[self.piece.start : self.piece.end]

    @cached_property
    def right(self) -> str:
        return self.text[self.piece.end :]

    @cached_property
    def word(self) -> str:
        return last_word(self.left)

    @cached_property
    def head(self) -> tuple[Form, ...]:
        return head_forms(self.right)

    @cached_property
    def designates(self) -> bool:
        """Whether the noun behind the number is one that numbers put in order."""
        return bool(self.head) and (self.head[0].lemma in DESIGNATED or is_ordered(self.head, self.left))

    @cached_property
    def governed(self) -> bool:
        """Whether a preposition, or what bounds a number, stands before it or its list."""
        word = last_word(before_list(self.left))
        return word in PREPOSITIONS or word in _BOUNDS or bool(word and forms(word)[0].kind == "COMP")

    @cached_property
    def labelled(self) -> bool:
        """Whether what stands before the number, or its list, is named by numbers."""
        listed = _LISTED_LABEL.search(self.left)
        left = self.left[: listed.start()] if listed else self.left
        label = _LABEL.search(left)
        begins = label and not label.start() and is_in_dictionary(self.word) and not _NAMED.search(left)  # «Развести 1»
        return (label is not None and not begins) or is_named_before(left)


def doubted(text: str, pieces: Sequence[Piece]) -> Iterator[int]:
    """Yield which of `pieces`, that cover `text`, say what nothing licenses."""
    asked = [each for each in enumerate(pieces) if each[1].rule in _LICENCES and each[1].confidence != "guess"]
    licences = (_LICENCES if is_hasty(text) else _ALWAYS) if asked else {}
    for index, piece in asked:
        licence = licences.get(piece.rule)
        if licence and not licence(_Place(piece, text)):
            yield index


def is_hasty(text: str) -> bool:
    """Tell whether `text` is a sentence that lacks its capital letter or its full stop, or ends with a cut word."""
    words = _WORD.findall(text)
    last = _LAST.search(text)
    cut = last is not None and last[1][-1] not in _ENDS_WORDS and bool(words_that_begin(last[1]))
    cut = cut and last is not None and (is_unknown(last[1]) or all("Name" in form.traits for form in forms(last[1])))
    short = len(words) < _LEAST_WORDS and (len(words) < _LEAST_WORDS - 1 or len(text.split()) <= _LEAST_WORDS)
    return not short and (cut or words[0][0].islower() or not _ENDS.search(text))


def is_messy(text: str) -> bool:
    """Tell whether `text` is hasty, or has two cut words and a glued number: a refusal may become a guess there."""
    return is_hasty(text) or (len(_CUT_WITHIN.findall(text)) > 1 and _GLUED.search(text) is not None)


def _one_of_many(place: _Place) -> bool:
    """«У 41 школы»: so many, or which; «не менее 41 школы» counts."""
    match = _MAYBE_ORDINAL.fullmatch(place.typed)
    ordinal_too = match is not None and place.designates and any(not form.plural for form in place.head)
    asking = _MISSING if place.typed == "1" else _OF_PLACES | _MISSING
    if not ordinal_too or last_word(before_list(place.left)) not in asking:
        return True
    return _is_ordinal(place.piece.spoken, Number(int(place.typed)))


def _amount(place: _Place) -> bool:
    """«цена 2.500»: thousands, or thousandths."""
    behind = _ENDED_NOUN.match(place.right)
    cut = behind and not place.designates and not any(form.case == "gen" for form in forms(behind[1]))  # «5 грейдер.»
    if (
        cut
        and place.typed.isdecimal()
        and place.typed != "1"
        and _is_ordinal(place.piece.spoken, Number(int(place.typed)))
    ):
        return False
    return _one_of_many(place) and not _THOUSANDS.fullmatch(place.typed) and not _classes(place)


def _classes(place: _Place) -> bool:
    """«Экзамены в 11 классах», «медосмотр 4-х классов»: so many, or which."""
    number = re.match(r"\d+", place.typed)
    head = place.head[:1]
    several = bool(head) and head[0].lemma == "класс" and all(form.plural for form in place.head)
    return number is not None and several and int(number.group()) <= _LAST_CLASS


def _number(place: _Place) -> object:
    match = _NUMBER.fullmatch(place.typed)
    if not _amount(place) or _day_or_hour(place):
        return False
    number = parsed(match["number"]) if match else None
    either = place.typed == "1" and place.word == "на" and {"acc", "prep"} <= {form.case for form in place.head}
    return match is None or number is None or (not either and _is_licensed(place, match, number))  # «на 1 авто»


def _is_licensed(place: _Place, match: re.Match[str], number: Number) -> object:
    if place.head and place.head[0].lemma == "раз" and match["number"] == "1":
        return True  # «1 раз»: its nominative is no other form
    said = place.piece.spoken.removeprefix("минус ").removeprefix("плюс ")
    cold = _COLD.search(f"{place.typed} {place.left[-NEAR:]} {place.right[:NEAR]}") is not None
    if place.piece.spoken != said and not (cold and match["unit"]):
        return cold  # «-29 с ветром»
    if not _begins_in_nominative(said, number):
        body = match["unit"] in COUNTED_BODIES  # «с 13 до 14 СТО»
        return not body and (_ordered(place, number) if _is_ordinal(said, number) else _oblique(place))
    if unit := match["unit"].strip(". "):
        placed = place.word == "на" and not place.right.startswith(" от ")
        far = placed or (number.whole >= _LEAST_MARK and not place.governed)  # «кафе на 30км»
        marks = unit == "км" and far and not _LONG.search(place.left)
        return not (marks or unit.endswith((" час", " ч")))  # «1,5 тыс час»: an hour, or so many hours; «пост: 154км»
    if not number.fraction:
        return _counted(place, number.whole)
    return _MEASURED_LEFT.search(place.left) is not None or any(form.case == "gen" for form in place.head)


def _day_or_hour(place: _Place) -> bool:
    """«зарплата до 10»: the tenth, or ten o'clock; «рынок работает до 20» and «с 9 до 18» are hours."""
    alone = place.word == "до" and not place.head and place.typed.isdecimal() and int(place.typed) <= _LAST_DAY
    return (
        alone
        and not _NUMBER_BESIDE_BEHIND.match(place.right)
        and not _OF_WIND.search(place.left[-NEAR:])
        and not _OF_HOURS.search(f"{place.left[-NEAR:]} {place.right[:NEAR]}")
    )


def _begins_in_nominative(said: str, number: Number) -> bool:
    if number.is_one_and_a_half:
        return said.startswith(("полтора", "полторы"))
    ways = (cardinal(number.whole, case, gender) for case in ("nom", "acc") for gender in ("m", "f", "n"))
    return any(said == way or said.startswith(f"{way} ") for way in ways) or said.startswith(("ноль", "двое", "трое"))


def _is_ordinal(said: str, number: Number, cases: Cases = CASES) -> bool:
    first = said.split()[: len(ordinal(number.whole).split())]
    return any(
        " ".join(first) == ordinal(number.whole, case, gender) for case in cases for gender in ("m", "f", "n", "pl")
    )


def _ordered(place: _Place, number: Number) -> bool:
    """«в 5 школе», «3 подъезд», but «№ 87 школа», «15 маш», «7 бал»."""
    if not _is_ordinal(place.piece.spoken, number, PREPOSITIONS.get(place.word, CASES)):
        return False  # «после 3 автобус»
    if number.whole >= _ORDERED_UNTIL and not place.governed:
        return place.designates and not place.labelled
    spans = place.governed and _TO_ORDERED.match(place.right)  # «с 0 по 9 кл»
    routed = bool(place.head) and place.head[0].lemma == "маршрут"  # «автобуса 9 маршрута»
    return bool(spans) or (place.designates and place.head[0].known and (routed or not _NAMED.search(place.left)))


def _oblique(place: _Place) -> bool:
    """«с 9 до 17 часов», «мальчик 7 лет», but «бабуле 82 года», «букеты 5 роз», «у 41 школы»."""
    if place.left.rstrip().endswith(",") and place.typed[-1:].isalpha():
        return False  # «оплата до 10-го, 22 500тг»: no list
    if place.governed:
        return (
            bool(place.head)
            or place.word == "из"  # «18 чел из 25»
            or place.typed[-1:].isalpha()
            or not place.typed[-1:].isdigit()
            or (place.typed != "1" and last_word(before_list(place.left)) in _OF_TIME)
        )
    verb = likeliest(place.word) if place.word else None
    acted_on = verb is not None and {"VERB", "tran"} <= verb.traits and place.head and place.head[0].animate
    if (
        acted_on
        or place.word.startswith("достиг")
        or (verb is not None and verb.kind == "PRTS")
        or (place.head and all(form.case in ("dat", "ins") for form in place.head))
    ):
        return True  # «задержали 4 подростков», «медали 19 пожарным», «двор засыпан 3 т песка»
    behind = _WORD_BEHIND.match(place.right)
    aged = (behind is not None and behind[1] in _AGE) or place.piece.spoken.split()[-1] in _AGE
    person = forms(place.word)[0] if place.word else None
    shown = person is not None and person.known and person.animate and person.case in ("nom", "gen", "acc", "dat")
    return aged and shown


def _counted(place: _Place, number: int) -> bool:
    agrees = any(_fits(number, form) for form in place.head)
    as_typed = _AS_TYPED.search(place.left) is not None
    if as_typed or place.labelled:  # «у школы 51 ограничение», «офис 2 этаж»
        return as_typed or not (place.designates or (agrees and plural_kind(number) == "one"))
    few = plural_kind(number) == "few" and not place.governed  # «в лифте 2 подъезда»
    if place.designates and is_noun(place.word) and (few or (agrees and number == 1)):  # «МРТ 1 ступень»
        return False
    added = (_ADDED.search(place.left) or _of_many(place.word)) and _CLAUSE_ENDS.match(place.right)
    if _PART_OF_DAY.match(place.right) or added:
        return True  # «4 мая 10 утра», «повторно 20»
    beside = _NUMBER_BESIDE_BEFORE.search(place.left) or _NUMBER_BESIDE_BEHIND.match(place.right)
    if agrees:
        head = place.head[0]  # «очередь на 3 ребёнка»: for three, or for the third; «нахамил бабушке 70 лет»
        person = head.animate and plural_kind(number) == "few" and head.lemma != "человек"
        named = place.governed and (person or head.lemma in ("класс", "курс", "группа"))
        return not (named or (head.lemma in ("год", "лето") and _told_of(place)))
    if beside or (number in _YEARS and not place.governed and not _FOR_WHAT.match(place.right)):
        return False
    asking = last_word(before_list(place.left))
    twofold = asking == "по" and number == _TWO and place.right[:1] != ","  # «капли по 2»: each gender has its own two
    return number >= _ORDERED_UNTIL or (asking in _OF_TIME | {"в", "во", "по", "через"} and not twofold)  # «живём на 5»


def _told_of(place: _Place) -> bool:
    """Tell whether a verb with its subject speaks of the person in the dative before an age."""
    person = any(form.animate and form.case == "dat" for form in forms(place.word)) if place.word else False
    verbs = (forms(word)[0] for word in re.findall(r"[а-яё]{3,}", place.left[-NEAR:]))
    return person and any(verb.kind == "VERB" and verb.gender != "n" for verb in verbs)


def _of_many(word: str) -> bool:
    """«билетов 30», «исправны 31»."""
    kind = likeliest(word) if word else None
    return kind is not None and kind.plural and (kind.kind == "ADJS" or (kind.kind == "NOUN" and kind.case == "gen"))


def _fits(number: int, form: Form) -> bool:
    kind = plural_kind(number)
    if kind == "one":
        return not form.plural and form.case in ("nom", "acc")
    return form.case == "gen" and form.plural == (kind == "many")


def _ending(place: _Place) -> bool:
    """«в 4-м подъезде», but «23-я маршрут», «3-и сутки»: the ending agrees with the noun behind it."""
    behind = _WORD_BEHIND.match(place.right)
    storeys = place.left.endswith((" дом ", " дом, ")) and behind and behind[1] == "этаж"  # «дом 2эт»: so many
    if storeys or place.left.rstrip().endswith("№") or (behind and not is_in_dictionary(behind[1])):
        return False
    said, digits = place.piece.spoken.rpartition("-")[2], re.search(r"\d+(?=\D*$)", place.typed)  # «1-4 кл»
    on_the_fourth = not place.head and place.typed.endswith("й") and place.governed
    if on_the_fourth or (_TWO_TO_FOUR.fullmatch(place.typed) and _classes(place)):
        return False  # «дизель на 4-й», «медосмотр 4-х классов»
    if digits is None or " " in place.typed or not place.head or said in ("двое", "трое", "четверо", "пятеро"):
        return True
    if place.head[0].lemma == "число":
        return True  # «22-го числа воды не будет»
    agreeing = {form.case for form in place.head if said in _with_ending(int(digits.group()), form)}
    return bool(agreeing & {"nom", "acc"} if not place.word else agreeing)  # «каб 214 2-го этажа»


def _place_in_order(place: _Place) -> bool:
    """«на 3/5 этаже», «3/5 этаж», but «продаю Абая 3/5 этаж», said in the genitive."""
    digits = re.search(r"\d+", place.typed)
    if digits is None or place.governed:
        return True
    if re.search(r"\d[-–]\d", place.typed) and is_noun(place.word):
        return False  # «жильцы 1-5эт»
    said = tuple(f"{ordinal(int(digits.group()), 'nom', gender)} " for gender in ("m", "f", "n", "pl"))
    owned = is_noun(place.word) and f"{place.word} " in place.left and "/" not in place.typed  # «квартира 4/5эт»
    return place.piece.spoken.startswith(said) or owned


def _with_ending(number: int, form: Form) -> Iterator[str]:
    case = form.case or "nom"
    yield ordinal(number, case, "pl" if form.plural else form.gender or "m", animate=form.animate)
    if form.plural or number == 1:
        yield from (cardinal(number, case, form.gender or "m", animate=form.animate), cardinal(number, "gen"))


def _range(place: _Place) -> object:
    said = place.piece.spoken
    if "дефис" in said or place.word == "дома":
        return False  # «дома 45-52»: two, or all between them
    if "минус" in said:
        return "градус" in said or _COLD.search(f"{place.left[-NEAR:]} {place.right[:NEAR]}")
    measured = said.startswith("от ") and _WEATHER_LEFT.search(place.left)  # «мороз 20-22»
    if measured or _ROUGHLY_LEFT.search(place.left) or re.search(r"\d\s?[а-яё°%₸]", place.typed):
        return True
    first, *_, last = map(int, re.findall(r"\d+", place.typed))
    ordered = place.designates and _is_ordinal(said.replace("-", " "), Number(first))
    roughly = bool(place.head) and place.head[0].lemma in _SPANS and last < _LAST_CLASS  # «2-3 дня»
    if ordered or not (roughly or place.labelled or place.governed or said.startswith("от ")):
        return ordered  # «для 2-4 классов», but «наурыз 21-23 гуляния»: days
    if place.governed and (place.designates or (place.head and place.head[0].lemma == CHILD)):
        return False  # «с 8-9 подъездов», «на 1-3 ребёнка»
    return place.labelled or any(_fits(last, form) or form.case in ("prep", "dat", "ins") for form in place.head)


def _named_list(place: _Place) -> bool:
    """«дома № 5, 6, 7», but «№5,6,7 маршруты»."""
    return not (place.designates and before_list(place.left).rstrip().endswith("№"))


def _list(place: _Place) -> object:
    """«1,2,3 подъезды»: they agree, or a label or a preposition stands before."""
    several = place.designates and all(form.plural for form in place.head)
    ended = re.search(r"\d-[а-яё]", place.typed)  # «1-й и 2-й группы»
    return _named_list(place) and (several or place.labelled or place.governed or ended)


def _body(place: _Place) -> bool:
    """«очевидцы ДТП», «в ЦОН», but «на Маметовой ДТП», «за ОСИ»."""
    word = place.word
    signed = place.typed in _FIRMS and _NAME_ENDS.match(place.right) and is_noun(word) and not likeliest(word).animate
    if signed or (place.typed in _LAWS and _NAME_BEHIND.match(place.right)):
        return False  # «за неудобства АО Акбулак»; «УК Алтын»: a firm, or a law
    behind = _WORD_BEHIND.match(place.right)
    if behind and _NEEDED.match(behind[1]):
        return False  # «БСМП нужны доноры»
    if not word:
        return True
    acts = behind is not None and forms(behind[1])[0].kind in ("VERB", "PRTS")
    if word in PREPOSITIONS:
        return word not in ("за", "под", "с")  # «слесарь с ОСИ»: from there, or with it
    kind = forms(word)[0].kind
    if kind == "NOUN":
        return not acts and is_noun(word) and is_in_dictionary(word) and word not in MONTHS
    taken = last_word(before(place.left, word)) if kind == "VERB" and forms(word)[0].plural else ""
    many = is_noun(taken) and not likeliest(taken).animate
    return kind in ("VERB", "CONJ", "PRCL", "INFN", "PRED") and not many  # «пробы взяли СЭС»: they did, or it was taken


def _ended_word(place: _Place, least: int = 0) -> bool:
    """«Магазин не раб.», «состав. 3 балла»: the full stop may be that of a cut word, which fits nothing beside it."""
    word, stop = place.typed, _STOP.match(place.text, place.piece.end)
    if stop is None or not word.islower() or word[-1] in _ENDS_WORDS or len(word) < _LEAST_CUT:
        return True
    if not _agrees(place):
        return False
    kinds, own = forms(word), {form.lemma for form in forms(word)}
    longer = [each for each in words_that_begin(word) if each.word not in own]
    counted = word == "раз" and _NUMBER_BESIDE_BEFORE.search(place.left)  # «15 раз.»
    fits = place.word not in PREPOSITIONS or any(form.case in PREPOSITIONS[place.word] for form in kinds)
    if (kinds[0].kind in _NEVER_CUT and fits) or counted:
        return True
    if stop["figure"]:
        return False
    if not longer:
        return True
    rare = not is_likelier_cut(word) or max(each.level for each in longer) < least
    used = own & frequent_lemmas().keys() or all(form.kind == "NOUN" for form in kinds)  # but «в квит.»
    return rare or (used and any(form.case in PREPOSITIONS.get(place.word, ()) for form in kinds))


def _agrees(place: _Place) -> bool:
    """Tell whether a word fits the adjective or the number before it: «белой руб.», «5 участк.» do not."""
    kinds = forms(place.typed)
    number = re.search(r"(?<![\w.,:/-])\d+ $", place.left)
    if number and kinds[0].kind == "NOUN" and plural_kind(int(number.group())) != "one":
        counted = any(form.case == "gen" or form.plural for form in kinds)
        return counted or is_ordered(kinds, place.left[: number.start()]) or kinds[0].lemma in DESIGNATED
    beside = forms(place.word) if place.word and place.left.endswith(f"{place.word} ") else ()
    if kinds[0].kind != "NOUN" or not beside or any(form.kind != "ADJ" for form in beside):
        return True
    return any(one.case == other.case and one.plural == other.plural for one in kinds for other in beside)


def _whole_word(place: _Place) -> bool:
    """«скид по 35т», «комендант час»: the dictionary has the word, but a cut one is as likely."""
    word, behind = place.typed, _WORD_BEHIND.match(place.right)
    if len(word) < _LEAST_CUT or not word.islower() or word[-1] in _ENDS_WORDS:
        begins = not place.left and is_unknown(word.lower())
        return not (begins and words_that_begin(word.lower()))  # «Избират участок»
    kinds = forms(word)
    if not _ended_word(place) or any(
        doubts(word, kinds, place) for doubts in (_is_of_other_gender, _is_rarer_than_longer, _hangs)
    ):
        return False
    cut_here = ONLY.get(word)
    if cut_here and cut_here[0].search(place.left) and cut_here[1].match(place.right):
        return False  # «не открыв.»
    if "-" in word:  # «школе-гимн»
        last = word.rpartition("-")[2]
        return len(last) < _LEAST_CUT or not any(
            each.level >= frequent_lemmas().get(last, 0) for each in words_that_begin(last)
        )
    lemmas = {form.lemma for form in kinds}
    counted = place.word and forms(place.word)[0].kind == "NUMR"  # «сорок восемь листов»
    if (
        word not in lemmas
        and not counted
        and kinds[0].kind in ("NOUN", "VERB", "ADJS")
        and not lemmas & frequent_lemmas().keys()
    ):
        return not words_that_begin(word)
    bare = kinds[0].case == "nom" or place.word in PREPOSITIONS or any("Abbr" in form.traits for form in kinds)
    named = (
        bare
        and any(form.case == "nom" for form in kinds)
        and kinds[0].kind == "NOUN"
        and likeliest(place.word).kind != "VERB"
    )
    beside = forms(behind[1]) if behind and named else ()
    together = bool(beside) and all(form.kind == "NOUN" and form.case != "gen" for form in beside)
    return not (
        together
        and any(form.case == "nom" for form in beside)
        and any(is_in_dictionary(word + end) for end in _ADJECTIVE_ENDS)
    )


def _is_rarer_than_longer(word: str, kinds: tuple[Form, ...], place: _Place) -> bool:
    """«окрас рыж», «сбор зим вещей»: an adjective that is used more begins so."""
    level = max(frequent_lemmas().get(form.lemma, 0) for form in kinds)
    if kinds[0].kind == "ADJS":
        return level < _LEAST_SHORT and is_noun(place.word) and _CLAUSE_ENDS.match(place.right) is not None
    behind = _WORD_BEHIND.match(place.right)
    owned = behind is not None and likeliest(behind[1]).kind == "NOUN"
    adjectives = max((each.level for each in words_that_begin(word) if each.kind == "a"), default=0)
    singular = word in {form.lemma for form in kinds}
    return kinds[0].kind == "NOUN" and not singular and owned and adjectives >= max(level, 1)


def _hangs(word: str, kinds: tuple[Form, ...], place: _Place) -> bool:
    """«мест жители жалуются», «вызвали мин через 40», «свеж хлеб», «врач приехали»: nothing asks for the word."""
    behind = _NOT_AND_WORD.match(place.right)
    follows = likeliest(behind["word"]) if behind else None
    kind, said_of = kinds[0].kind, follows is not None and follows.kind == "VERB"
    before_it = likeliest(place.word).kind if place.word else ""
    if kind == "NOUN" and follows and said_of and "intr" in follows.traits:
        apart = before_it not in ("ADJ", "PREP") and word not in _WHEN and not _ADDED_BEFORE.search(place.left)
        return apart and _is_no_subject(kinds, follows)
    if kind not in ("NOUN", "ADJS") or not words_that_begin(word) or _NUMBER_BESIDE_BEFORE.search(place.left):
        return False
    if kind == "ADJS":
        return follows is not None and follows.kind == "NOUN" and word not in _SHORT_BEFORE_NOUNS
    if place.word in PREPOSITIONS:
        return not {form.case for form in kinds} & set(PREPOSITIONS[place.word])
    if all(form.case in ("gen", "acc") and form.plural for form in kinds):
        told = _NUMBER_BESIDE_BEHIND.match(place.right) or _NEGATED.search(place.left[-NEAR:] + place.right[:NEAR])
        return before_it in ("", "VERB", "INFN", "CONJ", "ADVB") and not told  # «а мест 900», «мест нет»
    negated = place.word == "не" and any(each.kind == "v" for each in words_that_begin(word))  # «не бер трубку»
    seldom = max(frequent_lemmas().get(form.lemma, 0) for form in kinds) < _OFTEN
    listed = word in CLIPS and len(word) <= _LONGEST_CLIP and seldom and before_it != "ADJ"
    return negated or (listed and not (said_of or _SCORE.search(word)))


def _is_no_subject(kinds: tuple[Form, ...], verb: Form) -> bool:
    """Tell whether a noun in the nominative singular does not agree with an intransitive `verb`: «врач приехали»."""
    nominative = [form for form in kinds if form.case == "nom"]
    return bool(nominative) and not any(
        form.plural == verb.plural and (verb.plural or not verb.gender or verb.gender == form.gender)
        for form in nominative
    )


def _is_of_other_gender(word: str, kinds: tuple[Form, ...], place: _Place) -> bool:
    """«рыба свеж»: the short adjective is cut, for it does not agree."""
    if kinds[0].kind != "ADJS" or not place.left.lower().endswith(f"{place.word} ") or not words_that_begin(word):
        return False
    subject = likeliest(place.word)
    alone = subject.kind == "NOUN" and subject.case == "nom" and not subject.plural
    return alone and subject.gender != kinds[0].gender


_ALWAYS: Mapping[str, Callable[[_Place], object]] = {
    "number": _amount,
    "word": lambda place: _ended_word(place, _OFTEN),  # «включать звук.» is whole in clean text
    "ending": lambda place: not (_TWO_TO_FOUR.fullmatch(place.typed) and _classes(place)),
    # «сбор 9-30»: a time, or a range
    "range": lambda place: place.head or place.labelled or place.governed or not _CLOCK.fullmatch(place.typed),
    "number-list": _named_list,
}
_LICENCES: Mapping[str, Callable[[_Place], object]] = {
    "number": _number,
    "ending": _ending,
    "storey": _place_in_order,
    "ordered": _place_in_order,
    "kilometre": _place_in_order,
    "range": _range,
    # «ул. Абая 12а», «д 5/1», but «3Б завтра приходит», «кв 3/5 этаж»
    "house": lambda place: (
        not ("/" in place.typed and place.head and place.head[0].lemma == "этаж")
        and (place.typed[:1].isalpha() or place.labelled)
        and not (place.word == "на" and place.typed.startswith("уч"))  # where, or where to
    ),
    "number-list": _list,
    "fraction": lambda place: place.typed != "1/2" or place.governed,  # «1/2 зарплаты»: a half of it
    "body": _body,
    "shorthand": lambda place: (place.word, place.typed) != ("на", "а/м"),  # «документы на а/м», «выезд на а/м»
    "time": lambda place: not (place.governed and re.match(r"0?0[:.-](?!00)", place.typed)),
    "word": _whole_word,
    "ratio": lambda place: _SCORE.search(place.left + place.right) is not None,
}
