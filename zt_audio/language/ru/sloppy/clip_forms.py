"""Give the forms that a word which a message cuts short may have at its place.

Each way is how much of the text before it is replaced, what is typed instead, and whether it is sure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from zt_audio.language import late_re as re
from zt_audio.language.ru.cases.clip_cases import (
    EVENTS,
    asked_of,
    begins_with_object,
    begins_with_verb,
    is_plural,
    may_have_class,
    subject_before,
)
from zt_audio.language.ru.cases.counting import is_named_before
from zt_audio.language.ru.cases.left_context import number_cases
from zt_audio.language.ru.cases.left_text import last_word
from zt_audio.language.ru.cases.right_context import WORD_BEHIND, head_forms
from zt_audio.language.ru.sloppy.clip_contexts import ONLY
from zt_audio.language.ru.sloppy.clips import CLIPS, Meant
from zt_audio.language.ru.sloppy.cut_words import BODY, INFINITIVE_BEFORE, meant_by
from zt_audio.language.ru.words.government import LACKED, MONTH_NAMES, NOT_THERE, PREPOSITIONS
from zt_audio.language.ru.words.known_words import is_unknown
from zt_audio.language.ru.words.morphology import (
    Form,
    conjugated,
    declined_adjective,
    forms,
    is_noun,
    likeliest,
    nouns,
)
from zt_audio.language.ru.words.numbers import Case, Gender, plural_kind
from zt_audio.language.ru.words.phrases import counted, declined, gender_of, is_animate, plural_after_number
from zt_audio.language.tables import word_set

Way = tuple[int, str, bool]

NUMBER_BEFORE = re.compile(
    r"(?<![\w.,/+–-])(?<!\d:)(?P<number>\d{1,6})(?P<ending>-?(?:го|й|я|е|му|м|ю|ой|ом|ая|ую|ый|х))?\s*$"
)
RANGE_BEFORE = re.compile(r"(?<!20\d)\d\s?[-–]\s?\d+\s*$")  # but «на 2026-2027 уч год»
NAME_BEHIND = re.compile(r"\s+[«\"]?[А-ЯЁ](?:[А-Яа-яё]|\.\s?[А-ЯЁ])")
_SPAN_BEFORE = re.compile(r"(?<![\w.,:/-])(?P<first>\d{1,2})[-–](?P<last>\d{1,2})\s*$")
_LIST_BEFORE = re.compile(r"\d+(?:(?:\s*,\s*|\s+(?:и|или|по|до)\s+|\s*[–-]\s*)\d+)+(?:-?[а-яё]{1,2})?\s*$")
_CLASSES_BEFORE = re.compile(r"(?<![\w.,:/+–-])(?:\d{1,2},\s*)+\d{1,2}\s*$")
_DIGIT_BEFORE = re.compile(r"\d\s+$")
_CLASS_LETTER = re.compile(r"\d{1,2}\s?[«\"]?[А-Да-д][»\"]?\s+$")
_UP_TO = re.compile(r"(?<!\w)с\s+\d+\S*\s+по\s+$", re.IGNORECASE)
_UNTIL = re.compile(r"(?<!\w)(?:до|к|после)\s\d{1,2}[:.]\d\d\s$")
_CHAIN = "место|д|дом|кв|корп|под|подьез|подъез|эт|каб|ауд|мкр|ул|пр|оф|блок|секция|этаж|подъезд|квартира|кл|шк"
# «9 корп 4 кв 88»: each number belongs to the word before it; in «1 под 3 эт» to the word behind it
_LABELLING = re.compile(
    rf"\s*№?\s*\d+[а-яА-Я]?(?:/\d+)?(?!\w)(?:\s+(?:{_CHAIN})\.?\s*\d+[а-я]?(?!\w))*+(?!\s*(?:{_CHAIN})(?!\w))"
)
_SEVERAL = re.compile(
    r"\s*\d+[а-я]?(?:\s*,\s*|\s+и\s+)\d+(?!\d|\s?(?:этаж|эт|под|подъезд)(?!\w))|\s*\d+\s?[–-]\s?\d+(?!\w|\s?км)|\s*\d{1,3}\s\d{1,3}\s+и\s+\d{1,3}(?!\w)"
)
_WORDS, _NEAR = re.compile(r"[а-яё]+", re.IGNORECASE), 60
_TIMED = re.compile(
    r"\s+(?:с|до|без|по|в|ежедневно|круглосуточно)\s+(?:\d|вых|пн|вт|ср|чт|пт|сб|вс|об)"
)  # «ЦОН раб с 9»
_LEAST_METRES = 100
_LEAST_PUPILS = 300  # «в школе 1287 уч-ся»: no school has such a number
_ASKED = re.compile(r",\s*не\s+$")
_ALSO_ASKED = re.compile(r"(?<!\w)[а-яё]+(?:ите|йте|ьте)(?:\s[а-яё]+){0,3}\s+и\s+(?:не\s+)?$", re.IGNORECASE)
_STANDS_ALONE = re.compile(r"\s*(?:$|[,.;:]|\d{3}|\d+\s?[–-]\s?\d+\s?м)")  # «билет детск 1000»
_WORD_AFTER = re.compile(r"\s+(?:не\s+)?([а-яё]{4,}ы)(?!\w)")
_COUNTED = re.compile(r"\s+(?:уже|более|около|ещ[её])?\s*(?!1\s)\d")
_MISSING_BEFORE = re.compile(rf"(?<!\w)(?:нет|без|{NOT_THERE})\s+$", re.IGNORECASE)
_MISSING_BEHIND = re.compile(rf"\s+[а-яё]+{LACKED}")
_WEEKDAYS = word_set("понедельник вторник среда четверг пятница суббота воскресенье")
_WITNESSES = frozenset({"*свидетель", "*очевидец", "*пассажир", "*пешеход"})
_ALL = ("все", "всем", "всех", "всеми")  # «всем 5кл»: one, or all the fifth ones
_OF_ALL = re.compile(r"(?<!\w)(?<!\bво )(?<!\bна )(?<!\bпри )(?<!\bобо )(?:все|всем|всех|всеми)\s$", re.IGNORECASE)
_MANY_BEHIND = re.compile(r"\s+(?:[а-яё]+\s+)?(?:не\s+)?(?P<verb>[а-яё]+(?:ют|ят|ут|ат))(?!\w)")
_PARTS = frozenset({"*корпус", "*подъезд", "*кабинет", "*аудитория"})
_ORDERED_LABELS = frozenset({"*кабинет", "*статья", "*пункт"})
_NAMED_BEFORE = word_set("зал рост цена код номер стоимость оплата долг взнос возраст")
LICENSED: dict[str, tuple[Case, ...]] = {
    **dict.fromkeys(("в", "во", "на", "о"), ("prep", "acc")),
    **dict.fromkeys(("с", "со"), ("gen", "ins")),
    **dict.fromkeys(("за", "под"), ("ins", "acc")),
    "по": ("dat", "acc", "prep"),
}
_ENDINGS: dict[tuple[Case, bool], str] = {
    ("nom", False): "й", ("gen", False): "го", ("dat", False): "му", ("acc", False): "й", ("ins", False): "м",
    ("prep", False): "м", ("nom", True): "я", ("gen", True): "й", ("dat", True): "й", ("acc", True): "ю",
    ("ins", True): "й", ("prep", True): "й",
}  # fmt: skip
# The cases that the ending of an ordinal shows, before what is feminine or not
_SHOWN: dict[tuple[str, bool], tuple[Case, ...]] = {
    ("й", False): ("nom", "acc"), ("й", True): ("gen", "dat", "ins", "prep"), ("го", False): ("gen",),
    ("му", False): ("dat",), ("м", False): ("prep", "ins"), ("я", True): ("nom",), ("ю", True): ("acc",),
}  # fmt: skip
_PLURAL_ENDINGS: dict[Case, str] = {"nom": "е", "acc": "е", "gen": "х", "dat": "м", "ins": "ми", "prep": "х"}


def ways_of(meant: Meant, left: str, right: str) -> Iterator[Way]:
    """Yield the ways to type what is `meant` between `left` and `right`."""
    kind, word, sure = meant
    for back, typed, certain in _KINDS[kind](kind, word, left, right):
        yield back, typed, sure and certain


def agreeing_nouns(meant: tuple[Meant, ...], left: str) -> tuple[Meant, ...]:
    """Leave out nouns that do not agree with the adjective before them: «обл больн» is no «областной больной»."""
    word = last_word(left)
    kinds = forms(word)
    if not kinds or kinds[0].kind != "ADJ" or left.rstrip().endswith(","):
        return meant
    governor = last_word(left[: left.lower().rindex(word)])
    asked = LICENSED.get(governor, ("gen", "dat") if governor in PREPOSITIONS else ("nom", "acc", "gen"))
    own = [form for form in kinds if form.kind == "ADJ" and form.case in asked]
    genders = {form.gender for form in own if form.case == asked[0]} or {form.gender for form in own}
    return tuple(
        each
        for each in meant
        if each[0] not in "noh" or " " in each[1] or "pl" in genders or gender_of(f"*{each[1]}") in genders
    )


_GENDERS: tuple[Gender, ...] = ("m", "f", "pl", "n")
_IN_GENDER: dict[str, tuple[str, ...]] = {"m": ("masc",), "f": ("femn",), "n": ("neut",), "pl": ("plur",)}


def _verb(kind: str, word: str, left: str, right: str) -> Iterator[Way]:
    asked = conjugated(word, "VERB", "impr", "plur", "excl") if _ALSO_ASKED.search(left) else None
    yield from [(0, asked, True)] if asked else _agreeing_verb(kind, word, left, right)  # «положите трубку и перезв.»


def _agreeing_verb(kind: str, word: str, left: str, right: str) -> Iterator[Way]:
    # The infinitive behind «просим»; else what agrees with the subject: «вода откл» is «отключена»
    behind = WORD_BEHIND.match(right) if word.endswith("ся") or word == "работать" else None
    acting = next((form for form in nouns(behind[1]) if form.case == "nom"), None) if behind else None
    subject, before = subject_before(left) or acting, last_word(left)  # «треб учитель»
    subject = acting if acting and word == "работать" else subject  # «на ул. Абая и Мира не раб светофор»
    if _ASKED.search(left) and word.endswith("ся") and not (acting or _TIMED.match(right)):
        subject = None  # «просят 15тыс, не открыв»
    several = bool(subject and subject.plural) or (
        (kind == "s" or word.endswith("ся")) and _COUNTED.match(right) is not None
    )  # «пострад 3 чел»
    imperfective = "impf" in forms(word)[0].traits
    if before in INFINITIVE_BEFORE:
        yield 0, word, True
    elif subject is None and not several and not (word == "работать" and _TIMED.match(right)) and not BODY.search(left):
        asked = not before or (before == "не" and not left.rpartition("не")[0].rstrip(" ,.!?"))
        done_by_many = ("past" if not imperfective else "3per", "plur")
        ways = [("impr", "plur", "excl"), ("1per", "plur"), done_by_many, ("3per", "plur"), ("3per", "sing")]
        if kind == "v":
            ways = ways[:-3:-1]
        elif begins_with_object(left):
            ways = ways[2:]
        elif not asked and before == "не":
            ways = [ways[4], ways[0], ways[3]]
        elif imperfective and before != "не":
            ways = [ways[1], ways[0], *ways[2:]]
        yield from ((0, form, False) for each in ways if (form := conjugated(word, "VERB", *each)))
    elif imperfective:
        number = "plur" if several else "sing"
        yield from ((0, form, True) for form in [conjugated(word, "VERB", "3per", number)] if form)
    else:
        gender = _IN_GENDER["pl" if several else (subject and subject.gender) or "m"]
        done = None if subject is None or subject.animate else conjugated(word, "PRTS", "past", *gender)
        past = conjugated(word, "VERB", "past", *gender)
        open_ = (done and past) or (kind == "s" and subject and not subject.animate)  # «выплата пострад. от паводка»
        yield from ((0, form, not open_) for form in (done, past) if form)


def _participle(_kind: str, word: str, left: str, right: str) -> Iterator[Way]:
    # «трасса закрыта», «закрыт рынок»: the short form agrees with its subject
    subject = subject_before(left)
    behind = WORD_BEHIND.match(right)
    meant = _meant_behind(behind, right) if behind else ()  # «утер. уд.»
    noun = next(
        (each.split()[-1].lstrip("*") for kind, each, _ in meant if kind in "nohl"), behind[1] if behind else ""
    )
    after = next((form for form in nouns(noun) if form.case == "nom"), None)
    if last_word(left) in PREPOSITIONS:
        return  # «при разреш. 60»
    open_ = subject and after and (subject.gender, subject.plural) != (after.gender, after.plural)
    clause = left.rstrip(" ,") if left.rstrip().endswith(",") else ""  # «группа не работает, откр 11го»
    apart = any(forms(each)[0].kind == "VERB" for each in _WORDS.findall(re.split(r"[.,;!?]", clause)[-1]))
    subject = None if open_ or apart or last_word(left) == "не" else subject or after
    stem = word.removesuffix("ый").replace("нн", "н")
    weak = stem.replace("ён", "ен")
    if stem.endswith("тельн"):  # «явка обязат», but «сдать обязат»
        if not is_noun(last_word(left)):
            return
        stem = stem.replace("тельн", "телен")
    ways = {"m": stem, "f": f"{weak}а", "n": f"{weak}о", "pl": f"{weak}ы"}
    if subject:
        yield 0, ways["pl" if subject.plural else subject.gender or "m"], True
    elif any(form.kind == "INFN" for each in _WORDS.findall(left[-_NEAR:]) for form in forms(each)[:1]):
        yield 0, ways["n"], True  # «купаться запрещ»
    else:
        first = ("n",) if _COUNTED.match(right) else ()  # «зарегистр 17 случаев»
        yield from ((0, ways[gender], False) for gender in (*first, *_GENDERS[:3]))


def _adjective(kind: str, word: str, left: str, right: str) -> Iterator[Way]:
    # Yield `word` as it agrees with the noun behind it («хол вода»), or before it («вода мутн»)
    number = NUMBER_BEFORE.search(left)
    if RANGE_BEFORE.search(left):
        return
    before = left[: number.start()] if number and number["ending"] else left  # «в 5й гор больнице»
    behind = WORD_BEHIND.match(right)
    while behind and (meant := _meant_behind(behind, right)):
        nouns_first = sorted(meant, key=lambda each: ("nohl".find(each[0]) < 0, "ac".find(each[0]) < 0))
        noun_kind, noun, sure = next((each for each in meant if each[0] in "nohlac" and each[2]), nouns_first[0])
        if noun_kind in "nohl":
            phrase = f"*{noun.rsplit(' ', 1)[-1].lstrip('*')}"
            each = word == "каждый" and last_word(before) not in PREPOSITIONS
            cases: tuple[Case, ...] = ("acc",) if each else asked_of(before, noun_kind, phrase)
            gender: Gender = "pl" if all(form.plural for form in nouns(phrase[1:])) else gender_of(phrase)
            wanted = cases if phrase[1:] in EVENTS else cases[:1]  # «на обл олимп»
            for case in wanted:
                said = declined_adjective(word, case, gender, animate=is_animate(phrase)) or word
                yield 0, said, sure and len(wanted) == 1
        if noun_kind not in "ac":
            return
        behind = WORD_BEHIND.match(right, behind.end())
    yield from _beside_noun(kind, word, before, left, right, head_forms(right) if behind else ())


def adjective_alone(word: str, left: str) -> Iterator[Way]:
    """Yield the forms of an adjective with no noun behind it: that of the noun before it, then of any."""
    beside = nouns(last_word(left)) if last_word(left) else ()
    noun = next((form for form in beside if form.case == "nom"), None)
    first: tuple[Gender, ...] = ("pl" if noun.plural else noun.gender or "m",) if noun else ()
    if beside and not noun:  # «взять ручку черн»
        own = beside[0]
        agreeing = declined_adjective(word, own.case or "nom", "pl" if own.plural else own.gender or "m")
        yield from [(0, agreeing, False)] if agreeing else ()
    genders = dict.fromkeys((*first, *_GENDERS))
    yield from ((0, form, False) for gender in genders if (form := declined_adjective(word, "nom", gender)))


def _meant_behind(behind: re.Match[str], right: str) -> tuple[Meant, ...]:
    word = behind[1].lower()
    kind = likeliest(word)
    whole = kind.lemma == word and "Abbr" not in kind.traits and not right.startswith(".", behind.end())
    beside = ONLY.get(word)
    if beside and whole and (beside[0].pattern == "(?!)" or not beside[1].match(right[behind.end() :])):
        return ()  # «угар газ»: a word
    if word in CLIPS or not (is_unknown(word) or all("Name" in form.traits for form in forms(word))):
        return CLIPS.get(word, ())
    return tuple(meant_by(word, "", right[behind.end() :], ()))


def _beside_noun(kind: str, word: str, before: str, left: str, right: str, head: tuple[Form, ...]) -> Iterator[Way]:
    number, owner = NUMBER_BEFORE.search(left), last_word(before)
    own = [form for form in nouns(owner) if form.case == "nom"] if is_noun(owner) else []
    if kind == "c" and is_noun(owner) and not own:
        own = [form for form in nouns(owner) if form.case == "acc" and not form.plural]  # «машину сер»
    if number and not number["ending"] and plural_kind(int(number["number"])) != "few":
        head = tuple(form for form in head if form.case == "gen") or head  # «улица 101 стр бригады»
    asked = asked_of(before, "n", "")
    licensed = LICENSED.get(owner, ())
    allowed = (*asked, *licensed) if asked == ("acc",) else licensed or asked  # «одета в син пальто»
    if _MISSING_BEFORE.search(before) or _MISSING_BEHIND.match(right):
        allowed = ("gen",)  # «гор воды не будет»
    fitting = [form for case in allowed for form in head if form.case == case]
    if kind == "b":  # in the nominative it would be a short form: «день откр дверей»
        oblique = [form for form in fitting or head if form.case not in ("nom", "acc")]
        if oblique and all(form.case != "nom" for form in head):
            yield 0, _agreeing(word, oblique[0]), True
    elif own and (kind == "c" or (kind == "a" and not head and _STANDS_ALONE.match(right))):
        gender = "pl" if own[0].plural else own[0].gender or "m"
        said = declined_adjective(word, own[0].case or "nom", gender, animate=own[0].animate) or word
        yield 0, said, len({(each.plural, each.gender) for each in own}) == 1
    elif fitting or (head and owner not in PREPOSITIONS):
        first = (fitting or head)[0]
        # «УЗИ железы, брюш. полости»: several in the nominative, or one in the genitive
        listed = left.rstrip().endswith(",") or owner in ("и", "или")
        owned = [form for form in head if listed and first.case == "nom" and (form.case, form.plural) == ("gen", False)]
        yield from ((0, _agreeing(word, form), not owned) for form in (first, *owned[:1]))


def _agreeing(word: str, form: Form) -> str:
    gender = "pl" if form.plural else form.gender or "m"
    return declined_adjective(word, form.case or "nom", gender, animate=form.animate) or word


def _noun(kind: str, word: str, left: str, right: str) -> Iterator[Way]:
    phrase = word if "*" in word else f"*{word}" if " " not in word else word.replace(" ", " *", 1)
    number, span = NUMBER_BEFORE.search(left), _SPAN_BEFORE.search(left) if kind == "o" else None
    if number and number["ending"] == "м" and int(number["number"]) >= _LEAST_METRES:
        number = None  # «340м диам»
    before = left[: number.start()].rstrip() if number else ""
    if before.endswith("№") or (
        _LABELLING.match(right) and kind == "o" and phrase not in _PARTS and is_named_before(f"{before} ")
    ):
        number = None  # «участок №128 шк 40», «участок 112 шк 32»
    rest = left[: number.start()] if number else left
    named = kind == "l" and NAME_BEHIND.match(right) is not None
    labels = kind in "ol" and (named or _LABELLING.match(right) is not None)
    if span and phrase in ("*этаж", "*подъезд") and last_word(left[: span.start()]) not in PREPOSITIONS:
        order = f"с {span['first']}-го по {span['last']}-й"  # «жильцы 1-5эт»
        yield len(left) - span.start(), f"{order} {declined(phrase, 'acc')}", True
    elif span:  # «5-7 кл»
        case = asked_of(left[: span.start()], kind, phrase, right)[0]
        order = f"{span['first']}–{span['last']}-{_PLURAL_ENDINGS[case]}"
        yield len(left) - span.start(), f"{order} {declined(phrase, case, plural=True)}", True
    elif phrase == "*класс" and (classes := _CLASSES_BEFORE.search(left)):  # «карантин в 5,6 кл»
        yield 0, declined(phrase, asked_of(left[: classes.start()], kind, phrase, right)[0], plural=True), True
    elif number is None or (word in MONTH_NAMES or _DIGIT_BEFORE.search(rest)):
        if number is None:
            yield from _without_number(kind, phrase, left, right, labels=labels)
        elif word not in MONTH_NAMES:
            yield 0, declined(phrase, "nom"), False  # «14 16 18 мкр»: which number is its own
    elif not number["ending"] and (
        labels
        if kind == "l" or phrase in _PARTS
        else kind != "o"
        and ((is_named_before(rest) and int(number["number"]) < _LEAST_PUPILS) or last_word(rest) in _NAMED_BEFORE)
        and not rest.rstrip().endswith(":")
    ):
        apart = labels and left.endswith(" ")  # «ул Абая 9 корп 4»
        noun = declined(phrase, "nom", plural=labels and phrase != "*телефон" and bool(_SEVERAL.match(right)))
        yield int(apart), ", " * apart + noun, labels or kind in "nh"
    else:
        yield from _behind_number(kind, phrase, left, right, number)


def _without_number(kind: str, phrase: str, left: str, right: str, *, labels: bool) -> Iterator[Way]:
    if phrase == "*класс" and may_have_class(bare := _CLASS_LETTER.sub("", left)):
        kind, labels, left = "o", True, bare
    governed = last_word(left) in PREPOSITIONS or (not labels and likeliest(last_word(left)).kind == "ADJ")
    cases = asked_of(left, kind if labels or kind in "nh" else "n", phrase, right)
    several = (labels and phrase != "*телефон" and bool(_SEVERAL.match(right))) or is_plural(left)
    done = _WORD_AFTER.match(right) if cases[0] == "nom" else None  # «прив. сделаны»
    several = several or (
        done is not None and all(each.kind in ("PRTS", "ADJS") and each.plural for each in forms(done[1].lower()))
    )
    several = several or (not labels and _OF_ALL.search(left) is not None)  # «всем кв проверить»
    several = several or (is_animate(phrase) and last_word(left) in ("нужны", "требуются"))  # «нужны водит.»
    sure = len(cases) == 1
    before = last_word(left)
    if phrase[1:] in _WEEKDAYS and before and not governed and forms(before)[0].kind != "ADJ":
        cases, sure = ("gen" if before.startswith("расписан") else "nom",), True  # «приём понед с 9»
    many = _MANY_BEHIND.match(right)
    if phrase[1:] in _WEEKDAYS and _UNTIL.search(left):
        cases, sure = ("gen", "nom"), False  # «до 24:00 воскр»
    elif last_word(left) == "для" and is_animate(phrase):
        cases, several, sure = ("gen",), True, True  # «для студ 50»
    elif not last_word(left) and is_animate(phrase) and many and likeliest(many["verb"]).kind == "VERB":
        sure = False  # «набл не пускают»
    elif kind == "l" and not labels:
        cases, sure = (
            (cases[:1], True) if governed else (("nom",), phrase in ("*телефон", "*кабинет", "*район", "*площадь"))
        )
    sure = sure and (several or phrase not in _WITNESSES)  # «просит свид.»: one, or several
    yield from ((0, declined(phrase, case, plural=several), sure) for case in dict.fromkeys(cases))


def _behind_number(kind: str, phrase: str, left: str, right: str, number: re.Match[str]) -> Iterator[Way]:
    rest, ending, value = left[: number.start()], number["ending"] or "", int(number["number"])
    listed = _LIST_BEFORE.search(left) if kind in "ol" and not ending else None
    asked = asked_of(left[: listed.start()] if listed else rest, kind, phrase, right)
    shown = _SHOWN.get((ending.removeprefix("-"), gender_of(phrase) == "f"), asked)
    where = ("prep",) if last_word(rest) in ("в", "во", "на", "о", "при") else ()
    case: Case = "acc" if _UP_TO.search(rest) else next((each for each in (*asked, *where) if each in shown), shown[0])
    if ending.endswith("х") or (
        phrase.endswith(("ый", "ой", "рабочий")) and not ending and plural_kind(value) == "few"
    ):
        placed = ending and last_word(rest) in ("в", "во", "на")  # «в 9-х кл»
        yield 0, declined(phrase, "prep", plural=True) if placed else plural_after_number(phrase, "gen"), True
    elif (kind == "l" and phrase not in _ORDERED_LABELS and phrase != "*телефон") or number["number"][0] == "0":
        yield 0, declined(phrase, "nom"), False
    elif listed or ending:
        yield 0, declined(phrase, case), last_word(rest) not in _ALL  # «всем 9-м кл»
    elif kind in "ol" and phrase != "*телефон" and last_word(rest) not in _ALL:
        order = f"{value}-{_ENDINGS[case, gender_of(phrase) == 'f']}"
        sure = phrase != "*класс" or len(asked) == 1 or not begins_with_verb(right)
        yield len(left) - number.start(), f"{order} {declined(phrase, case)}", sure
    else:
        yield 0, counted(phrase, value, next(iter(number_cases(rest)), "nom")), kind not in "ol" or phrase == "*телефон"


_KINDS: dict[str, Callable[[str, str, str, str], Iterator[Way]]] = {
    "w": lambda _kind, word, _left, _right: iter([(0, word, True)]),
    **dict.fromkeys("ivs", _verb),
    "p": _participle,
    **dict.fromkeys("abc", _adjective),
    **dict.fromkeys("nhol", _noun),
}
