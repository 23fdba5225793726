"""Abbreviations of states, bodies and kinds of firms in, the words they stand for out.

Names after the bodies' own sites and the codes' own titles. A firm stands here as a bare noun; its head becomes
possessive after a name in quotes: «Алтай» жауапкершілігі шектеулі серіктестігі.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from zt_audio.language.kk.endings import possessive
from zt_audio.language.kk.forms import owned
from zt_audio.language.kk.suffixes import Suffix, attach, parse
from zt_audio.language.kk.written import HYPHEN, SMALL
from zt_audio.language.reading import Context, Rule

Kind = Literal["state", "code", "body", "firm", "plain"]


@dataclass(frozen=True, slots=True)
class Body:
    spoken: str
    kind: Kind


_STATES = {
    "ҚР": "Қазақстан Республикасы",
    "РФ": "Ресей Федерациясы",
    "АҚШ": "Америка Құрама Штаттары",
    "БҰҰ": "Біріккен Ұлттар Ұйымы",
    "ТМД": "Тәуелсіз Мемлекеттер Достастығы",
    "ЕАЭО": "Еуразиялық экономикалық одақ",
    "БҚО": "Батыс Қазақстан облысы",
    "СҚО": "Солтүстік Қазақстан облысы",
    "ШҚО": "Шығыс Қазақстан облысы",
}
_CODES = {  # an adjective leaves the noun bare (Қылмыстық кодекс) until an owner comes: Республикасының ... кодексі
    "ӘҚБтК": "Әкімшілік құқық бұзушылық туралы кодекс",
    "ӘҚБК": "Әкімшілік құқық бұзушылық туралы кодекс",
    "ӘРПК": "Әкімшілік рәсімдік-процестік кодекс",
    "ҚК": "Қылмыстық кодекс",
    "ҚПК": "Қылмыстық-процестік кодекс",
    "ҚАК": "Қылмыстық-атқару кодексі",
    "АК": "Азаматтық кодекс",
    "АПК": "Азаматтық процестік кодекс",
    "ЕК": "Еңбек кодексі",
    "СК": "Салық кодексі",
    "БК": "Бюджет кодексі",
    "ЖК": "Жер кодексі",
}
_BODIES = {
    "ІІМ": "Ішкі істер министрлігі",
    "ТЖМ": "Төтенше жағдайлар министрлігі",
    "ДСМ": "Денсаулық сақтау министрлігі",
    "ҰҚК": "Ұлттық қауіпсіздік комитеті",
    "ПД": "полиция департаменті",
    "ІІД": "ішкі істер департаменті",
    "ТЖД": "төтенше жағдайлар департаменті",
    "ПБ": "полиция басқармасы",
    "ҚПБ": "қалалық полиция басқармасы",
    "АПБ": "аудандық полиция бөлімі",
    "ІІБ": "ішкі істер басқармасы",
    "АІІБ": "аудандық ішкі істер бөлімі",
    "ҚІІБ": "қалалық ішкі істер басқармасы",
    "ІІО": "ішкі істер органдары",
    "ЖПҚ": "жергілікті полиция қызметі",
    "УПП": "учаскелік полиция пункті",
    "ПП": "полиция пункті",
    "ХҚКО": "халыққа қызмет көрсету орталығы",
    "ЖҚЕ": "жол қозғалысы ережелері",
    "ЖЖЕ": "жол жүрісі ережелері",
    "БАҚ": "бұқаралық ақпарат құралдары",
    "ЖКО": "жол-көлік оқиғасы",
    "ЖОО": "жоғары оқу орны",
    "МИБ": "мүлік иелерінің бірлестігі",
    "ПИК": "пәтер иелерінің кооперативі",
    "ЖСН": "жеке сәйкестендіру нөмірі",
    "БСН": "бизнес-сәйкестендіру нөмірі",
}
_FIRMS = {  # as bare nouns
    "ЖШС": "жауапкершілігі шектеулі серіктестік",
    "АҚ": "акционерлік қоғам",
    "ЖК": "жеке кәсіпкер",
    "КММ": "коммуналдық мемлекеттік мекеме",
    "РММ": "республикалық мемлекеттік мекеме",
    "ММ": "мемлекеттік мекеме",
    "КМҚК": "коммуналдық мемлекеттік қазыналық кәсіпорын",
    "МКҚК": "мемлекеттік коммуналдық қазыналық кәсіпорын",
    "КМК": "коммуналдық мемлекеттік кәсіпорын",
    "РМК": "республикалық мемлекеттік кәсіпорын",
    "ШҚ": "шаруа қожалығы",
    "ҚБ": "қоғамдық бірлестік",
    "ҚҚ": "қоғамдық қор",
}
_PLAIN = {
    "АЕК": "айлық есептік көрсеткіш",
    "ЭЦҚ": "электрондық цифрлық қолтаңба",
    "ТЖ": "төтенше жағдай",
    "ТҮ": "тұрғын үй",
    "ТКШ": "тұрғын үй-коммуналдық шаруашылық",
    "ҰОС": "Ұлы Отан соғысы",
    "АЖҚС": "автожанармай құю стансасы",
    "ЖҚС": "жанармай құю стансасы",
    "СЭС": "санитариялық-эпидемиологиялық станса",
    "ЖЭО": "жылу электр орталығы",
}
BODIES: dict[str, Body] = {
    **{written: Body(spoken, "plain") for written, spoken in _PLAIN.items()},
    **{written: Body(spoken, "body") for written, spoken in _BODIES.items()},
    **{written: Body(spoken, "code") for written, spoken in _CODES.items()},
    **{written: Body(spoken, "firm") for written, spoken in _FIRMS.items()},  # ЖК is far oftener a firm than a code
    **{written: Body(spoken, "state") for written, spoken in _STATES.items()},
}
_PATTERN = re.compile(
    rf"(?P<name>{'|'.join(sorted(BODIES, key=len, reverse=True))})(?:{HYPHEN}?(?P<suffix>{SMALL}+))?(?!\w)"
)
_BODY_FOLLOWS = re.compile(rf"\s+(?:{'|'.join([*_BODIES, *_FIRMS])})(?!\w{{2}})|\s+(?:\w+\s+){{0,5}}?\w*министрліг")
_CODE_FOLLOWS = re.compile(rf"\s+(?:{'|'.join(_CODES)})(?!\w)")
_ARTICLE_FOLLOWS = re.compile(r"\s+(?:-?\d[\d, -]*(?:және )?[\d-]*\s?-?\s?(?:ба[пб]|б\.|т\.|тарма[қғ]|бөлі[кг]|тарау))")
_WORD_FOLLOWS = re.compile(r"\s+[«\w]")
_QUOTE_BEFORE = re.compile(r"[»”\"]\s*$")


def _say(match: re.Match[str], context: Context) -> str | None:
    body = BODIES[match["name"]]
    suffix = parse(match["suffix"]) if match["suffix"] else Suffix()
    if suffix is None:
        return None
    spoken = _named(match["name"], body, context)
    if suffix == Suffix() and _takes_genitive(body, context):
        suffix = Suffix(case="gen")
    return attach(spoken, suffix, owned=owned(spoken))


def _named(written: str, body: Body, context: Context) -> str:
    before = context.text[max(0, context.start - 25) : context.start].rstrip()
    after_state = before.endswith(("ҚР", "ҚР-ның", "ҚР-дың", "Республикасының", "Республикасы"))
    if after_state and written in _CODES:
        return _owned_head(_CODES[written])
    if body.kind == "firm" and _QUOTE_BEFORE.search(before):
        return _owned_head(body.spoken)
    return body.spoken


def _owned_head(spoken: str) -> str:
    head, _, last = spoken.rpartition(" ")
    return spoken if owned(spoken) else f"{head} {possessive(last)}"


def _takes_genitive(body: Body, context: Context) -> bool:
    """«ҚР ӘҚБтК 434-бабы» is a chain of owners; a body's name follows the state's without: «ҚР ІІМ»."""
    if body.kind == "code":
        return bool(_ARTICLE_FOLLOWS.match(context.text, context.end))
    if context.text[context.start : context.end] != "ҚР":
        return False
    if _CODE_FOLLOWS.match(context.text, context.end):
        return True
    return bool(_WORD_FOLLOWS.match(context.text, context.end)) and not _BODY_FOLLOWS.match(context.text, context.end)


RULES = (Rule("body", _PATTERN, _say, frozenset(written[0] for written in BODIES)),)
