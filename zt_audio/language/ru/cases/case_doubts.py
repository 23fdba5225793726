"""List the cases that a number may stand in as well, where what it counts does not show its own.

«Беседа с 3 чел.» may be with three or from three, «дорога на 2 АЗС» to two or on two: where another case would be said
in other words, the number is refused. Source: Русская грамматика (1980), vol. 2, on prepositions and verbs with two
cases.
"""

from __future__ import annotations

from typing import Literal

from zt_audio.language import late_re as re
from zt_audio.language.ru.cases.left_context import number_cases
from zt_audio.language.ru.cases.left_text import before, last_word, words_back
from zt_audio.language.ru.cases.noun_case import noun_cases
from zt_audio.language.ru.cases.verb_objects import takes_object
from zt_audio.language.ru.words.government import (
    DATIVE_VERBS,
    DONE_TO,
    INSTRUMENTAL_VERBS,
    PREPOSITIONS,
    RECEIVE,
    WITHOUT_OBJECT,
)
from zt_audio.language.ru.words.morphology import Form, forms, nouns
from zt_audio.language.ru.words.numbers import Case
from zt_audio.language.tables import word_set

# `goods` are weighed or counted out («5 т», «3 шт.»), `places` counted by the thousand («2 тыс. домов»).
CountedKind = Literal["money", "measure", "goods", "people", "things", "places"]

# «скрылся с 41 млн тенге»: with them; elsewhere a sum behind «с» is where something begins
_CAUGHT = re.compile(
    r"(?<!\w)(?:задерж|пойма|попал|застал|скры|сбеж|уех|исчез|сумк|пакет|мешк|кошел)\w*\s+со?\s+$", re.IGNORECASE
)
_CAUGHT_BEHIND = re.compile(r"(?:\s+[а-яё]+){0,2}\s+(?:задерж|пойма|попал|застал|скры|сбеж|уех|исчез)", re.IGNORECASE)
_UP_TO = re.compile(r"[^.!?]{0,40}?\s(?:до|по)\s+\d")
_INTO = re.compile(
    r"(?:попа[лдс]|угоди|объедин|преобраз|преврат|раздел|вреза|въе[зх])\w*(?:\s+[а-яё]+)?\s+(?:в|во|на)\s+$",
    re.IGNORECASE,
)
# What is meant for things behind «на»: «деньги на 5 АЗС», elsewhere they are where something is
_MEANT_FOR = re.compile(
    r"(?<!\w)(?:ден|средств|тенге|млн|тыс|выдел|направ|рассчит|хват|жалоб|заяв|документ|проект|штраф|протокол|перекин|"
    r"напа|въезд|дорог|разреш|лиценз|налог|цен|заказ|обмен|несмотря|делится|дел[яи]т)\w*(?:\s+[а-яё]+){0,2}\s+на\s+$",
    re.IGNORECASE,
)
_WATCHES = re.compile(
    r"(?<!\w)(?:наблюд|след[иы]|слежен|присм|пригл|ухаж|уход|закреп|числ|гна|погон|охот|надзор|контрол)", re.IGNORECASE
)
_CLAUSE = re.compile(r"[.,;:!?()]")
_EACH = re.compile(r"\s+(?:в\s+(?:день|сутки|месяц|год|неделю|час)|кажд)")
# Verbs with a person to whom something is given, said or done
_ADDRESSING = word_set(
    "сообщить сообщать отказать отказывать объявить предъявить вынести запретить разрешить рекомендовать направить "
    "направлять поручить присвоить причинить нанести угрожать выдать выдавать вручить вручать выплатить выплачивать "
    "оказать оказывать назначить назначать предоставить предоставлять передать передавать раздать выделить выделять "
    "вернуть возместить перечислить перевести подарить подключить продать"
)
_CASES_ON_FOOT = 4  # words between such a verb and the number
# Nouns like these that name no action: behind others in -ция a measure may be theirs («эвакуация 5 т»)
_NO_ACTIONS = word_set(
    "компенсация дотация дистанция станция акция инфляция концентрация порция секция традиция милиция полиция "
    "организация администрация провинция делегация корпорация позиция эксплуатация консультация"
)


def other_cases(kind: CountedKind, case: Case, left: str, right: str) -> tuple[Case, ...]:
    """Return the cases besides `case` that `left` and `right` leave open for a number that counts `kind`."""
    word = last_word(left)
    if word in PREPOSITIONS:
        return _behind_preposition(word, kind, left, right)
    kinds = forms(word)
    if not kinds or kinds[0].kind == "CONJ":
        return _in_list(left) if kind != "money" else ()
    if kinds[0].kind == "NOUN":
        return _behind_noun(kinds, kind, case, left)
    if kinds[0].kind in ("VERB", "PRTS", "INFN", "GRND"):
        return _behind_verb(kinds, kind, case, before(left, word))
    return ()


def watches(left: str, right: str) -> bool:
    """Tell whether people watch, follow or look after what stands behind «за»."""
    return (
        _WATCHES.search(re.split(r"[.;!?]", left)[-1]) is not None
        or _WATCHES.search(_CLAUSE.split(right)[0]) is not None
    )


def may_be_object(left: str) -> bool:
    """Tell whether a thing ends `left` that a verb behind it may have as its object."""
    word = last_word(left)
    found = nouns(word) if word and word not in PREPOSITIONS else ()
    return bool(found) and not found[0].animate and any(form.case == "acc" for form in found)


def goes_whither(left: str) -> bool:
    """Tell whether «в» or «на» that ends `left` asks where to: «попал в 2 ДТП»."""
    return _INTO.search(left) is not None or noun_cases(left)[0] == "acc"


def _behind_preposition(word: str, kind: CountedKind, left: str, right: str) -> tuple[Case, ...]:
    living = kind in ("people", "things", "places")
    if word in ("с", "со") and number_cases(left) == PREPOSITIONS["с"]:
        # «фура с 21 т груза», «задержан с 5 кг марихуаны»: with it, or where something begins
        carried = kind == "goods" or (
            kind == "money" and (_CAUGHT.search(left) or _CAUGHT_BEHIND.match(right)) is not None
        )
        return ("ins",) if living or (carried and not _UP_TO.match(right)) else ()
    if word in ("за", "под"):
        return ("ins",) if living and watches(left, right) else ()
    if word == "по":
        return ("dat",) if kind in ("things", "places") and not _EACH.match(right) else ()
    if word == "на" and kind in ("things", "places"):
        return ("acc", "prep") if _MEANT_FOR.search(left) else ()
    return ()


def _behind_noun(kinds: tuple[Form, ...], kind: CountedKind, case: Case, left: str) -> tuple[Case, ...]:
    lemma, word = kinds[0].lemma, last_word(left)
    if (
        kind in ("money", "measure", "goods")
        and case != "gen"  # «лишили пенсионерку 2 млн тенге»
        and kinds[0].case == "acc"
        and not any(form.case == "nom" for form in kinds)
        and lemma not in DONE_TO  # «гарантируем выплату 200 тыс. тенге»
    ):
        return ("acc",)  # «передал взятку 21 тыс. тенге»
    if kind in ("measure", "goods"):
        return ("gen",) if lemma.endswith("ция") and lemma not in _NO_ACTIONS else ()
    if kind == "money" or case not in ("nom", "acc", "gen"):
        return ()
    near = words_back(before(left, word), _CASES_ON_FOOT)  # one of them gives or says something to people
    return ("dat",) if any(kinds[0].lemma in _ADDRESSING for _, kinds, _ in near) else ()


def _behind_verb(kinds: tuple[Form, ...], kind: CountedKind, case: Case, left: str) -> tuple[Case, ...]:
    lemma = kinds[0].lemma
    if lemma in DATIVE_VERBS and kinds[0].plural:
        return ("nom",)  # «принадлежат 5 га»
    if kind != "people" and lemma in RECEIVE and case == "nom" and may_be_object(left):
        return ("acc",)  # «школы получили 1 тыс. книг»
    if kind in ("people", "things"):
        return _of_living(kinds, kind, case, left)
    return ("acc",) if lemma in WITHOUT_OBJECT else ()


def _of_living(kinds: tuple[Form, ...], kind: CountedKind, case: Case, left: str) -> tuple[Case, ...]:
    """Return the other cases of people and of bodies behind a verb: they act, and others act on them."""
    lemma = kinds[0].lemma
    active = kinds[0].kind == "VERB" and kinds[0].plural
    if active and case in ("acc", "dat") and may_be_object(left):
        return ("nom",)  # «курсы окончили 2 чел.», «помощь оказали 5 чел.»
    if lemma in _ADDRESSING:
        return ("dat",)
    alone = kind == "things" and kinds[0].kind == "VERB" and not kinds[0].plural and not left.strip()
    if alone or lemma in DATIVE_VERBS or (lemma in INSTRUMENTAL_VERBS and kind == "things"):
        return ("nom",)  # «проехал 1 ед. техники»
    return ()


def _in_list(left: str) -> tuple[Case, ...]:
    """Return the accusative for what goes on in a list behind a verb: «изъяли нож и 1 тыс. патронов»."""
    clause = re.split(r"[;:!?()–—]|\.\s+(?=[А-ЯЁ])", left)[-1]
    words = re.findall(r"[а-яё]+(?:-[а-яё]+)*", clause.lower())
    return ("acc",) if any(forms(word) and takes_object(forms(word)) for word in words[-12:]) else ()
