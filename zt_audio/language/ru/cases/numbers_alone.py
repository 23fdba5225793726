"""Decide how a number without a noun behind it is said: «3 ранены», «в 7 из 10 случаев», «звоните по 102»."""

from __future__ import annotations

from zt_audio.language import late_re as re
from zt_audio.language.ru.cases.clauses import (
    gender_out_of,
    goes_on_about,
    group_before,
    is_where_of,
    predicate_behind,
    role_of_counted,
)
from zt_audio.language.ru.cases.counting import NumberManner, names_loosely
from zt_audio.language.ru.cases.left_context import number_cases
from zt_audio.language.ru.cases.left_text import NEAR, before, before_list, last_word
from zt_audio.language.ru.cases.owners import belongs_to_noun
from zt_audio.language.ru.cases.right_context import head_forms
from zt_audio.language.ru.cases.verb_objects import takes_object
from zt_audio.language.ru.words.government import GIVING_VERBS, MEASURES, PREPOSITIONS, UNDERGO, Cases
from zt_audio.language.ru.words.morphology import Form, forms, is_noun, nouns
from zt_audio.language.ru.words.numbers import Case, Gender, plural_kind
from zt_audio.language.tables import word_set

# What befalls people and no things: without a noun people are counted by collectives, «двое погибли». Source:
# Розенталь, Справочник по правописанию и литературной правке, on collective numerals.
_BEFALLS = word_set(
    "погибнуть умереть скончаться пострадать ранить госпитализировать травмировать утонуть выжить отравиться задержать "
    "арестовать осудить оштрафовать спастись сбежать скрыться обратиться лишить наградить обморозиться заболеть "
    "разбиться выздороветь отказаться привлечь"
)
_WORD_BEHIND = re.compile(r"(?:\s+[–—-])?\s+([а-яё]+)")
# Verbs without a subject: what stands before them is the object of the verb that follows
_IMPERSONAL = re.compile(
    r"\s+(?:не\s+)?(?:уда(?:лось|ётся|ется|стся)|пришлось|прид[её]тся|предстоит|необходимо|нужно|надо|можно|нельзя|"
    r"решено|планируется)(?!\w)"
)
_NAME_BEFORE = re.compile(r"[а-яё]\s+[«\"]?[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё]+)*[»\"]?\s+$")
_CLAUSE_ENDS = re.compile(r"\s*(?:$|[.,;!?)])")
EMERGENCY = frozenset({101, 102, 103, 104, 109, 111, 112, 150, 1414})  # «звоните по 102»: names, they do not decline
_OUT_OF = re.compile(r"\s+из(?:\s+\d+)?(?=\s)")  # «2 из 3 школ»
_OUT_OF_BEFORE = re.compile(r"(?<!\w)из\s+\d+(?:\s+[а-яё]+){1,3}\s+(?:в|на)\s+$", re.IGNORECASE)
HOUSE_BEFORE = re.compile(
    r"(?<!\w)(?:ул|пр|просп|пр-к?т|пер|мкр|б-р|пл|улиц\w*|проспект\w*|микрорайон\w*|переулк\w*)(?:\.\s*|\s+)[^,.:;]{2,40},\s*$",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?P<noun>[а-яё]+)\s*[–—:]\s*$", re.IGNORECASE)
_DASH = re.compile(r"\s*[–—]")
_STILL = re.compile(r"\s+(?:ещё|уже|только|лишь|всего)\s+$")
# What people have: whose it is stands behind in the genitive, and two people may be said in two ways
_OF_PEOPLE = frozenset({"жизнь", "состояние", "судьба", "личность", "здоровье", "имя", "тело", "вина"})
_COLLECTIVE_WORDS = frozenset({"двое", "трое", "четверо", "пятеро", "шестеро", "семеро"})
# The ending of «каждый» tells the case and the gender of the ordinal behind it.
_EACH: dict[str, tuple[Case, Gender]] = {
    "ый": ("nom", "m"),
    "ого": ("gen", "m"),
    "ому": ("dat", "m"),
    "ом": ("prep", "m"),
    "ая": ("nom", "f"),
    "ой": ("gen", "f"),
    "ую": ("acc", "f"),
    "ое": ("nom", "n"),
}
_COLLECTIVES = (2, 3, 4)
_LARGEST_COUNT = 99
_TEENS = (11, 12, 13, 14)
_LAST_HOUR = 24
_IN_ONE = re.compile(r"\d\s+в\s+$")  # «3 в 1»
_WHERE_BEFORE = re.compile(r"(?<!\w)в\s+\d+\s+[а-яё]+[ая]х(?!\w)[^.!?]{0,80},\s*в\s+$", re.IGNORECASE)


def manner_alone(number: int, left: str, right: str) -> NumberManner:
    """Return how `number` between `left` and `right` is said."""
    word = last_word(left)
    if each := _EACH.get(word.removeprefix("кажд")) if word.startswith("кажд") else None:
        return NumberManner(*each, in_order=True)  # «каждый 3 – школьник»
    if word in ("всех", "этих", "тех", "остальных"):
        return _all_of_them(number, before(left, word))
    ends_name = _NAME_BEFORE.search(left) is not None and _CLAUSE_ENDS.match(right) is not None
    if ends_name or (number in EMERGENCY and (word in ("по", "на", "в") or word not in PREPOSITIONS)):
        return NumberManner()  # «село Жыгылган 1», «звоните по 102»
    if group := _OUT_OF.match(right):
        return _out_of(number, left, right[group.end() :])
    if label := _LABEL.search(left):
        named = next((form for form in nouns(label["noun"]) if form.plural), None)
        return NumberManner("nom", (named.gender if named else None) or "m")  # «школ — 21»
    return _governed(number, word, left, right) if word in PREPOSITIONS else _free(number, word, left, right)


def _all_of_them(number: int, left: str) -> NumberManner:
    """«у всех 5»; elsewhere people are counted collectively: «всех 3 задержали» are троих, «всех 5» пятерых."""
    cases = [case for case in PREPOSITIONS.get(last_word(left), ()) if case in ("gen", "prep")]
    sure = len(cases) == 1 and number not in _COLLECTIVES
    return NumberManner(cases[0]) if sure else NumberManner(unsayable=True)


def _out_of(number: int, left: str, right: str) -> NumberManner:
    """«в 7 из 10 случаев», «жители 5 из 7 сёл», «свет вернули 45 из 60 домов»."""
    asked = number_cases(left)
    chosen = head_forms(right)
    counted = chosen[0] if chosen and chosen[0].plural else group_before(left) or _people_before(left)
    gender = (counted.gender if counted else None) or "m"
    unknown = counted is None and number % 10 in (1, 2) and number % 100 not in _TEENS
    if unknown or (not chosen and is_noun(last_word(left))):
        return NumberManner(unsayable=True)  # «41 из них – многодетная», «пострадали 5 пассажиров 1 из них»
    living = counted is not None and counted.animate and number % 10 in (1, *_COLLECTIVES)
    either = asked in (PREPOSITIONS["с"], PREPOSITIONS["за"])  # «с 3 из них беседовали», «с 3 из них сняли»
    if either or (living and not asked and _acts_on(right)):
        return NumberManner(unsayable=True)  # «2 из 5 нападавших задержали»
    if is_given(left):
        return NumberManner("dat", gender)
    if asked == PREPOSITIONS["в"]:
        return NumberManner("prep", gender)
    if not asked and chosen and belongs_to_noun(chosen, left):
        return NumberManner("gen", gender)
    on_people = asked == ("acc",) and counted is not None and counted.animate  # «опознали 1 из 2 вандалов»
    return NumberManner(asked[0] if asked else "nom", gender, animate=on_people)


def _acts_on(right: str) -> bool:
    """Tell whether the verb behind a group says what others do to some of it: «… нападавших задержали»."""
    for found in list(re.finditer(r"[а-яё]+", re.split(r"[.,;:!?–—]", right)[0].lower()))[1:]:
        kinds = forms(found.group())
        if kinds and kinds[0].kind in ("VERB", "PRTS", "ADJS"):
            acts = kinds[0].kind == "VERB" and takes_object(kinds) and kinds[0].lemma not in UNDERGO
            return acts and not _has_own_object(right[found.end() :])
    return False


def _may_be_done_to(right: str) -> bool:
    """Tell whether `right` begins with what others may have done to those who are counted: «… отпустили»."""
    predicate = predicate_behind(right)
    if predicate is None or not {"perf", "past"} <= predicate.traits or not takes_object((predicate,)):
        return False
    behind = _WORD_BEHIND.match(right)
    found = _WORD_BEHIND.match(right, behind.end()) if behind else None
    has_object = any(form.kind == "NOUN" and form.case == "acc" for form in (forms(found.group(1)) if found else ()))
    return predicate.plural and predicate.lemma not in UNDERGO and not has_object


def _has_own_object(right: str) -> bool:
    """Tell whether the noun behind a verb can only be its object: «1 из 10 водителей пропускает пешехода»."""
    found = _WORD_BEHIND.match(right)
    kinds = [form for form in (forms(found.group(1)) if found else ()) if form.kind == "NOUN"]
    return any(form.case == "acc" for form in kinds) and not any(form.case == "nom" for form in kinds)


def _governed(number: int, word: str, left: str, right: str) -> NumberManner:
    """«с 9 до 18», «осмотрено 12 квартир, в 2 нет газа», «3 школы из 21»."""
    if number == 2 and word in ("во", "со", "ко"):  # noqa: PLR2004 - «во второй», of something
        return NumberManner(unsayable=True)
    asked, counted = number_cases(left), group_before(left)
    found = _WORD_BEHIND.match(right)
    kinds = forms(found.group(1)) if found else ()
    passive = bool(kinds) and kinds[0].kind == "PRTS"
    if (asked == PREPOSITIONS["за"] and number <= _LARGEST_COUNT) or (asked == PREPOSITIONS["с"] and passive):
        return NumberManner(unsayable=True)  # «за 1 ведётся наблюдение»
    gender = gender_out_of(left) or (counted.gender if counted and found else None) or "m"
    if asked == PREPOSITIONS["по"] and number > 1:
        return NumberManner("acc", gender)  # «капли по 2 в каждый глаз»
    if asked != PREPOSITIONS["в"]:
        return NumberManner(asked[0] if asked else "nom", gender)
    elsewhere = _OUT_OF_BEFORE.search(left) or _WHERE_BEFORE.search(left) or (counted and is_where_of(left) and found)
    if elsewhere or (number == 1 and _IN_ONE.search(left)) or passive:  # «из 10 случаев в 7»: where
        return NumberManner("prep", gender)
    hour = found is not None and found.group(1) in ("утра", "вечера", "дня", "ночи")  # «2 дома в 6 утра»
    return NumberManner("acc", unsayable=bool(counted and found and not hour) or (word == "в" and number > _LAST_HOUR))


def _free(number: int, word: str, left: str, right: str) -> NumberManner:
    """«3 ранены», «погибли 2, ранены 5», «автобус 12»."""
    asked, predicate = number_cases(left), predicate_behind(right)
    spoken_of = goes_on_about(left, right)
    behind = _WORD_BEHIND.match(right)
    kinds = forms(behind.group(1)) if behind else ()
    done = predicate is not None and predicate.plural and plural_kind(number) == "one" and takes_object((predicate,))
    if done or _IMPERSONAL.match(right) or (kinds and kinds[0].kind == "INFN"):
        asked, spoken_of = ("acc",), True  # «1 спасти не удалось»
    elif predicate and predicate.plural == (plural_kind(number) != "one"):
        asked = ()  # «в результате столкновения 3 пострадали»
    elif is_noun(word) and forms(word)[0].lemma in _OF_PEOPLE:
        return NumberManner(unsayable=True)  # «жизни 3 ничего не угрожает»
    elif is_noun(word) and asked == ("gen",) and word not in MEASURES:
        if role_of_counted(left, right) != "subject":
            return NumberManner("nom" if _CLAUSE_ENDS.match(right) else "gen")  # «доставка 5000», «прививок 312»
        asked, spoken_of = (), True  # «объявлены в розыск 2»
    befalls = _what_befalls(left, right) if number in _COLLECTIVES and asked in ((), ("acc",)) else ()
    if befalls:
        on_people = befalls[0].kind == "VERB" and takes_object(befalls)  # «задержали 4», but «задержаны 4»
        return NumberManner("acc" if on_people else "nom", "pl", on_people, without_singular=True)
    kinds = forms(verb) if (verb := last_word(_STILL.sub(" ", left))) else ()
    behind_verb = bool(kinds) and kinds[0].kind in ("VERB", "PRTS", "INFN") and "impr" not in kinds[0].traits
    agrees = number % 100 not in _TEENS and number % 10 in (1, *_COLLECTIVES)
    owner = before_list(left)
    listed = owner.strip() != left[-len(owner) :].strip() and is_noun(last_word(owner))  # «автобусы 12 и 21 изменят»
    others = predicate is not None and predicate.plural and not {"1per", "2per"} & predicate.traits
    named = listed or (names_loosely(word) and not others)  # «в школе 21 нет воды»
    if not agrees or named or not (behind_verb or spoken_of) or HOUSE_BEFORE.search(left[-NEAR:]):
        return NumberManner(asked[0] if asked else "nom")
    counted = group_before(left) or _people_before(left)
    if counted is None and not behind_verb and _DASH.match(right):
        return NumberManner(asked[0] if asked else "nom")  # «из них 4 – дети»
    living = counted is not None and counted.animate and number in _COLLECTIVES
    either = living and _may_be_done_to(right)  # «из 5 задержанных 2 отпустили»
    return NumberManner(unsayable=True) if either else _of_group(number, asked, counted, predicate)


def _people_before(left: str) -> Form | None:
    """Return the form of «человек» where the sentence has spoken of people: «ранены 3, 1 тяжело»."""
    words = re.findall(r"[а-яё]+", re.split(r"[.!?]\s", left)[-1].lower())
    spoken = any(word in _COLLECTIVE_WORDS or any(form.lemma in _BEFALLS for form in forms(word)[:1]) for word in words)
    return forms("человек")[0] if spoken else None


def _of_group(number: int, asked: Cases, counted: Form | None, predicate: Form | None) -> NumberManner:
    """Agree with the noun that the sentence counted before; without one the gender is open: «ищут ещё 1»."""
    if counted is None:
        return NumberManner(asked[0] if asked else "nom", unsayable=number % 10 in (1, 2) or number in _COLLECTIVES)
    if counted.animate and asked == ("acc",):  # «признали виновными 4 участников и оправдали 1»
        sayable = plural_kind(number) == "one" or number in _COLLECTIVES
        return NumberManner("acc", counted.gender or "m", animate=True, unsayable=not sayable)
    if number in _COLLECTIVES and counted.animate and counted.gender == "m":
        return NumberManner("nom", "pl", without_singular=True)  # «из 5 учеников 2 болеют»
    if plural_kind(number) == "one" and predicate and predicate.gender not in (None, "n", counted.gender):
        return NumberManner(unsayable=True)  # «из 10 домов 1 закрыта»
    return NumberManner(asked[0] if asked else "nom", counted.gender or "m")


def is_given(left: str) -> bool:
    """Tell whether the verb that ends `left` gives something named before it to what is counted.

    «Свет вернули 45 из 60 домов»; but «выдали 45 из 60 справок».
    """
    word = last_word(left)
    kinds = forms(word)
    if any(form.kind == "NOUN" and form.case == "acc" for form in kinds):  # «раздали пайки 5 тыс. жителей»
        verb = last_word(before(left, word))
        return bool(verb) and forms(verb)[0].kind == "VERB" and forms(verb)[0].lemma in GIVING_VERBS
    if not kinds or kinds[0].lemma not in GIVING_VERBS or (kinds[0].kind not in ("VERB", "PRTS")):
        return False
    given = last_word(before(left, word))
    return any(form.case in ("nom", "acc", "gen") for form in nouns(given))


def _what_befalls(left: str, right: str) -> tuple[Form, ...]:
    """Return the verb beside a number alone that says what befalls people: «3 ранены», «погибли 2, ранены 5»."""
    behind = _WORD_BEHIND.match(right)
    word = behind.group(1) if behind else last_word(left) if _CLAUSE_ENDS.match(right) else ""
    kinds = forms(word)
    if not kinds or kinds[0].kind not in ("VERB", "PRTS") or kinds[0].lemma not in _BEFALLS:
        return ()
    acts = kinds[0].kind == "VERB" and takes_object(kinds)
    return kinds if acts or kinds[0].plural or kinds[0].gender == "n" else ()
