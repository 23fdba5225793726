"""Tell which cases the text to the left asks of an abbreviated noun, likeliest first."""

from __future__ import annotations

import re

from zt_audio.language.ru.clauses import subject_of
from zt_audio.language.ru.government import PREPOSITIONS, Cases
from zt_audio.language.ru.left_context import before, last_word
from zt_audio.language.ru.morphology import forms
from zt_audio.language.ru.numbers import Case
from zt_audio.language.tables import word_set

# Of a place, a body or a law «в» tells where rather than where to, and «с» together with.
_OF_PLACES: dict[str, Cases] = {
    **PREPOSITIONS,
    **dict.fromkeys(("в", "во", "на"), ("prep", "acc")),
    **dict.fromkeys(("с", "со"), ("ins", "gen")),
    **dict.fromkeys(("за", "под"), ("ins", "acc")),
    "по": ("dat",),
}
# Verbs of going, telling and sending: after them «в» and «на» ask where to.
_WHITHER = re.compile(
    r"(?:обра[тщ]|сообщ|звон|достав|посту|вызв|яв[ил]|прий|прид|прих|приш|приез|приех|переда|направ|подат|пода[вйлю]|"
    r"заявлен|вступ|вход|войт|внес|внос|поез|поех|пойд|под[ох]|ид[иуёт]|езж|отправ|пригла|перевед|перевод|помещ|заход|"
    r"зайд|загл|сходи|дорог|выезж|выех|вый[дт]|приве[дз]|прин[её]с|принос|отвез|увез|верн|запи[сш]|жалов|"
    r"подключ|нап[иа][сш]|попа[лдс])\w*(?:\s+[а-яё]+){0,3}\s+(?:в|во|на)\s+$"
    r"|(?:въезд|выезд|съезд|поворот|подъезд)\w{0,2}\s+(?:в|на)\s+$"
    r"|(?:жалоб|нападени|ссылк|влияни|давлени|запрос|донос|покушени|иск)\w*\s+на\s+$",
    re.IGNORECASE,
)
# «Как сообщили в ДЧС»: they say so there; with «соседи сообщили» and «сообщите» the news goes there.
_SAID_IN = re.compile(r"(?<!\w)(?P<said>сообщ(?:или|ают|али))\s+(?:[а-яё]+\s+){0,2}в\s+$", re.IGNORECASE)
# «с ул. Абая на ул. Пушкина»: from one street into another
_ONTO = re.compile(r"(?<!\w)[Сс]о?\s+(?:ул|пр|просп|пер|пл|мкр)\.\s*[А-ЯЁ][\w-]*(?:\s[А-ЯЁ]?[\w-]+)?\s+(?:на|в)\s+$")
# «рядом с г. Алга», «связь с пос. Ясный»
_TOGETHER = re.compile(
    r"(?:рядом|вместе|наряду|совместно|связ\w+|сообщени\w+|границ\w+|граничи\w+|договор\w*|сравнени\w+|соседств\w+|меморандум\w*)"
    r"\s+со?\s+$",
    re.IGNORECASE,
)
_CAPITALS = r"(?<!\w)[А-ЯЁ]?[А-Яа-яё]*[А-ЯЁ]{2,}"
_AND = r"\s+(?:и|или)\s+$"
_JOINED = (
    re.compile(rf"(?:{_CAPITALS},\s+)*{_CAPITALS}(?:\s+«[^«»]*»|\s+№\s*\d+)?{_AND}"),
    re.compile(
        rf"\b(?:ул|пр|пер|мкр|г|с|пос|пл)\.\s*(?:[А-ЯЁ]\.\s*)*[А-ЯЁ][\w-]*(?:\s[\w-]+)?(?:{_AND[:-1]}|\s+[–—]\s+)$"
    ),
    re.compile(rf"\b(?:д|кв|корп|под|каб|эт|оф|мкр|уч)\.\s*№?\s*\d[\w/-]*{_AND}"),  # «между д. 5 и д. 7»
)
# What follows these belongs to them, and so stands in the genitive.
_OWNERS = (
    re.compile(rf"{_CAPITALS}\s+$"),
    re.compile(
        r"(?<!\w)(?:гг|мес|кв|пол|нач|кон|сер|зам|дир|инсп|пом|секр|упр|управл|деп|департ|отд)\.\s+$", re.IGNORECASE
    ),
    re.compile(r"«[^«»]*»\s+$"),
    re.compile(r"(?<![\w-])(?:р-н|мкр-н|кв-л|пр-к?т)(?:а|у|ом|е)?\s+$"),
    re.compile(
        r"(?:ст|ч|п|пп|подп|стать\w+|част\w+|пункт\w*|абз)\.?\s*"
        r"(?:\d[\d-]*\)?(?:,\s*|\s+(?:и|или)\s+))*\d(?:[\d-]|\.(?=\d))*\)?\s+$",
        re.IGNORECASE,
    ),
)
# Before these the subject stands behind its verb: «сообщают ДП и ДЧС»; other verbs in the plural have an object there.
_SAYING = word_set(
    "сообщать сообщить информировать проинформировать предупреждать предупредить напоминать напомнить заявить заявлять "
    "отметить отмечать призывать призвать просить попросить уточнить уточнять добавить рассказать рассказывать"
)
_SIGHT = 200  # characters; what a noun depends on does not stand further away


def noun_cases(left: str) -> Cases:
    """Return the cases that `left` asks of an abbreviated noun right after it, likeliest first; never empty."""
    left = left[-_SIGHT:]
    joined = next((match for pattern in _JOINED if (match := pattern.search(left))), None)
    if joined:
        return noun_cases(left[: joined.start()])
    if any(pattern.search(left) for pattern in _OWNERS):
        return ("gen",)
    said = _SAID_IN.search(left)
    if said and not subject_of(left[: said.start()], forms(said["said"])[0]):
        return ("prep",)
    if _WHITHER.search(left) or _ONTO.search(left):
        return ("acc",)
    word = last_word(left)
    return _OF_PLACES.get(word) or _by_kind(word, before(left, word)) if word else ("nom",)


def place_case(left: str) -> Case:
    """Return the case of a place after `left`: «с ул. Абая» is from there, where «с ТОО» is together with it."""
    if last_word(left) in ("с", "со"):
        return "ins" if _TOGETHER.search(left) else "gen"
    return noun_cases(left)[0]


def _by_kind(word: str, left: str) -> Cases:
    kinds = forms(word)
    kind = kinds[0].kind if kinds else ""
    if kind == "NOUN":
        return ("gen",)
    if kind in ("INFN", "GRND"):
        return ("acc",)
    if kind == "VERB" and kinds[0].plural and "tran" in kinds[0].traits and kinds[0].lemma not in _SAYING:
        return ("acc", "nom")  # «проверили ИП»: one body is no subject of a plural
    if kind == "ADJ":
        own = tuple(dict.fromkeys(form.case for form in kinds if form.kind == "ADJ" and form.case))
        return tuple(case for case in noun_cases(left) if case in own) or own
    return ("nom",)
