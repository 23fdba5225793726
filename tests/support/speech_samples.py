"""Sentences that tests of speech share, with the letters and signs that trouble engines."""

from __future__ import annotations

from zt_audio.language.registry import language_of
from zt_audio.model import Lang, Utterance, Where

SENTENCES: dict[Lang, tuple[str, ...]] = {
    "kk": (
        "Құрметті тұрғындар!",
        "Көшеге қоқыс тастамаңыз, қаламыз таза болсын.",
        "Тыйым салынған жерде темекі шекпеңіз.",
        "Ағайын, бір-бірімізге құрметпен қарайық!",
        "Құқық бұзушылықты көрсеңіз, жүз екі нөміріне хабарласыңыз.",
        "Үй һәм іс.",
    ),
    "ru": (
        "Уважаемые жители!",
        "Не бросайте мусор на улице, пусть наш город будет чистым.",
        "Не курите в запрещённых местах.",
        "Давайте относиться друг к другу с уважением!",
        "Если вы увидели правонарушение, позвоните по номеру сто два.",
        "Ещё раз: берегите себя.",
    ),
}


def utterance(text: str, lang: Lang) -> Utterance:
    return Utterance(text, lang, language_of(lang).syllables(text), Where("texts/a.yaml", 3, 7))


def utterances(lang: Lang) -> list[Utterance]:
    return [utterance(text, lang) for text in SENTENCES[lang]]
