"""Tell from its clause what a number counts, and if that is its subject or belongs to the noun before the number.

«В ходе проверки 15 домов закрыты» speaks of fifteen houses; in «в ходе проверки 15 домов выявлены нарушения» the houses
were checked. Only the words around tell: a predicate that agrees, and another subject. A number that stands alone goes
on about what was counted before: «из 21 пробы воды 2 не соответствуют норме». Source: Русская грамматика (1980),
vol. 2, on the subject and on the genitive behind nouns.
"""

from __future__ import annotations

from typing import Literal

from zt_audio.language import late_re as re
from zt_audio.language.ru.cases.right_context import head_forms
from zt_audio.language.ru.cases.verb_objects import may_act
from zt_audio.language.ru.words.government import MONTH_NAMES, PREPOSITIONS, UNDERGO
from zt_audio.language.ru.words.morphology import Form, forms, likeliest, nouns
from zt_audio.language.ru.words.numbers import Gender
from zt_audio.language.tables import word_set

_Role = Literal["subject", "owned", "open"]
_CLAUSE_ENDS = re.compile(r"[.,;:!?()–—«»]|\s-\s")
_WORDS = re.compile(r"[а-яё]+(?:-[а-яё]+)*|\d+", re.IGNORECASE)
# Words that are subjects by themselves: «никто не пострадал», «погибли двое», «всё готово».
_SUBJECTS = word_set("он она оно они кто никто всё двое трое четверо пятеро шестеро оба обе многие некоторые")
_COUNTED = re.compile(r"(?P<of>[Ии]з\s+)?(?<![\w.,/-])\d+(?:[ \u00a0\u202f]\d{3})*(?P<counted>(?:\s+[а-яё]+){1,3})")
# «1 восстановлению не подлежит»: what is said may begin with an object of the verb
_SAID_OF = re.compile(r"\s+(?:[а-яё]+(?:ению|анию|ением|анием)\s+)?(?:не\s+)?(?P<word>[а-яё]+)|\s*[–—]")
_IS_SOMEWHERE = re.compile(r"\s+(?:уже\s+)?(?:в|во|на|под)\s+[а-яё]+")
_OUT_OF_THESE = re.compile(r"(?<!\w)из\s+\d+(?:\s+[а-яё]+){1,3}\s+$", re.IGNORECASE)
_OF_THEM = re.compile(r"(?<!\w)из\s+(?:них|которых)\s+$", re.IGNORECASE)
_WHERE_OF = re.compile(r",\s+(?:из\s+них\s+|а\s+|но\s+)?(?:в|на)\s+$")
_SENTENCE_ENDS = re.compile(r"[.!?]\s+(?=[А-ЯЁ])")
_OUT_OF = re.compile(r"(?P<noun>[а-яё]+)\s+из\s+$", re.IGNORECASE)
# What is no group of which some are named: «с 5 мая 2 закрыты».
_NO_GROUPS = MONTH_NAMES | word_set(
    "год час минута секунда день сутки неделя месяц раз процент тысяча миллион миллиард тенге рубль доллар "
    "метр километр"
)
_SIGHT = 200  # characters


def role_of_counted(left: str, right: str) -> _Role:
    """Return what the noun in the genitive plural that begins `right` is in its clause; `left` ends before the number.

    The noun is the subject where a predicate in the plural or the neuter has no other; it is owned where it has.
    """
    before = _WORDS.findall(_CLAUSE_ENDS.split(left)[-1].lower())
    behind = _behind_group(_WORDS.findall(_CLAUSE_ENDS.split(right)[0].lower()))
    words = [*before, "", *behind]  # the group stands where '' is
    at, predicate = next(
        ((at, form) for at, word in enumerate(words) if word and (form := _predicate(word))), (0, None)
    )
    if predicate is None:
        return "open"
    infinitive = any(likeliest(word).kind == "INFN" for word in words[at + 1 : at + 4])
    impersonal = infinitive and predicate.kind == "PRTS" and predicate.gender == "n"  # «решено начать работы»
    another = any(  # «… выявлено 20 нарушений»
        word.isdecimal() and behind[index - 1 : index][:1] and behind[index - 1] not in PREPOSITIONS
        for index, word in enumerate(behind)
    )
    if impersonal or another:
        return "owned"
    undergoes = predicate.lemma in UNDERGO
    last = at if undergoes else len(words)  # «5 школ получили автобусы»: what stands behind is the object
    if any(_may_be_subject(words, index, predicate) for index in range(last)):
        return "owned"
    active = predicate.kind == "VERB" and "tran" in predicate.traits
    return "open" if active and not undergoes else "subject"


def has_predicate(text: str) -> bool:
    """Tell whether the first clause of `text` has a predicate."""
    return any(_predicate(word) for word in _WORDS.findall(_CLAUSE_ENDS.split(text)[0].lower()))


def subject_of(text: str, predicate: Form) -> bool:
    """Tell whether the last clause of `text` has a noun in the nominative that `predicate` agrees with."""
    words = _WORDS.findall(_CLAUSE_ENDS.split(text)[-1].lower())
    return any(_may_be_subject(words, index, predicate) for index in range(len(words)))


def _behind_group(words: list[str]) -> list[str]:
    """Return `words` without the adjectives and nouns in the genitive that begin them."""
    for index, word in enumerate(words):
        if not any(form.case == "gen" and form.kind in ("NOUN", "ADJ") for form in forms(word)):
            return words[index:]
    return []


def _predicate(word: str) -> Form | None:
    kinds = forms(word)
    return kinds[0] if kinds and kinds[0].kind in {"VERB", "PRTS", "ADJS"} and "impr" not in kinds[0].traits else None


def _may_be_subject(words: list[str], index: int, predicate: Form) -> bool:
    """Tell whether a word is a noun in the nominative that `predicate` agrees with, behind no preposition or number."""
    word = words[index]
    if word in _SUBJECTS:
        return words[index - 1] not in PREPOSITIONS if index else True
    kinds = [form for form in forms(word) if form.kind in ("NOUN", "NPRO") and form.case == "nom"] if word else []
    governed = index - 1
    if governed >= 0 and (words[governed] in PREPOSITIONS or words[governed].isdecimal()):
        return False
    owner = forms(words[index - 1]) if index and words[index - 1] else ()
    if owner and owner[0].kind == "NOUN" and any(form.case == "gen" for form in forms(word)):
        return False  # «личности погибших», «в ходе проверки документов»
    return any(may_act(form, predicate) for form in kinds)


def group_before(left: str) -> Form | None:
    """Return the noun that the sentence counted before, best behind «из»; None where it counted nothing."""
    sentence = _SENTENCE_ENDS.split(left[-_SIGHT:])[-1]
    groups = [(match["of"], head_forms(match["counted"])) for match in _COUNTED.finditer(sentence)]
    found = [(of, head[0]) for of, head in groups if head and head[0].lemma not in _NO_GROUPS and head[0].gender]
    chosen = next((noun for of, noun in reversed(found) if of), None)
    return chosen or (found[-1][1] if found else None)


def goes_on_about(left: str, right: str) -> bool:
    """Tell whether a number alone is the subject of a clause: something is said of it, or it ends «из них 2»."""
    behind = _SAID_OF.match(right)
    kinds = forms(behind["word"]) if behind and behind["word"] else ()
    if behind and (not behind["word"] or (kinds and kinds[0].kind in {"VERB", "PRTS", "ADJS", "PRCL", "PRED"})):
        return True
    if _IS_SOMEWHERE.match(right) and (_OUT_OF_THESE.search(left) or left.rstrip().endswith(",")):
        return True  # «погибли 5 человек, 2 в больнице»
    return _OF_THEM.search(left) is not None or is_where_of(left)


def is_where_of(left: str) -> bool:
    """Tell whether `left` goes on with where some of a group are: «осмотрено 12 квартир, в»."""
    return _WHERE_OF.search(left) is not None


def predicate_behind(right: str) -> Form | None:
    """Return the verb or participle that `right` begins with, if what is said begins there."""
    behind = _SAID_OF.match(right)
    kinds = forms(behind["word"]) if behind and behind["word"] else ()
    return kinds[0] if kinds and kinds[0].kind in ("VERB", "PRTS", "ADJS") else None


def gender_out_of(left: str) -> Gender | None:
    """Return the gender of the noun before «из» that ends `left`: «3 школы из 21» are of twenty-one schools."""
    match = _OUT_OF.search(left)
    found = nouns(match["noun"]) if match else ()
    return found[0].gender if found else None
