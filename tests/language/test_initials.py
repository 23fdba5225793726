"""Initials before and behind a surname: taught once for a project, else a guess by their letters, or refused."""

from __future__ import annotations

import pytest

from zt_audio.language.lexicon import Lexicon
from zt_audio.language.reading import read
from zt_audio.model import Lang, LexiconEntry, Where

FULL: dict[Lang, str] = {"kk": "Асқар Болатұлы Сериков", "ru": "Аскар Болатович Сериков"}
TAUGHT = ("А.Б. Сериков", "А. Б. Сериков", "А.Б.Сериков", "Сериков А.Б.", "Сериков А. Б.")


@pytest.mark.parametrize("taught", TAUGHT)
@pytest.mark.parametrize(
    ("lang", "written", "said"),
    [
        ("kk", "Сериков А.Б. келді", "Асқар Болатұлы Сериков келді"),
        ("kk", "А. Б. Сериковтың үйі", "Асқар Болатұлы Сериковтың үйі"),
        ("kk", "А.Б.Сериковке барды", "Асқар Болатұлы Сериковқа барды"),
        ("ru", "к А. Б. Серикову", "к Аскару Болатовичу Серикову"),
        ("ru", "с Сериковым А. Б. вчера", "с Аскаром Болатовичем Сериковым вчера"),
        ("ru", "у Серикова А.Б. дома", "у Аскара Болатовича Серикова дома"),
        ("ru", "Сериков А.Б.", "Аскар Болатович Сериков"),
    ],
)
def test_a_name_is_taught_once_however_it_is_typed(lang: Lang, taught: str, written: str, said: str) -> None:
    entry = LexiconEntry(taught, FULL[lang], {}, None, Where("lexicon.yaml"))
    reading = read(written, lang, Lexicon([entry]))
    assert (reading.spoken, reading.confidence) == (said, "sure")


@pytest.mark.parametrize(
    ("lang", "written", "said"),
    [
        ("ru", "подполковник полиции Сериков А.Б.", "подполковник полиции Сериков а бэ"),
        ("ru", "Обращаться к Серикову А. Б. по будням.", "Обращаться к Серикову а бэ по будням."),
        ("kk", "Қабылдауды Серіков А.Б. жүргізеді.", "Қабылдауды Серіков а бэ жүргізеді."),
    ],
)
def test_two_initials_behind_a_surname_are_guessed_by_their_letters(lang: Lang, written: str, said: str) -> None:
    reading = read(written, lang, Lexicon())
    assert (reading.spoken, reading.confidence) == (said, "guess")


def test_a_surname_before_initials_is_no_cut_word() -> None:
    assert [
        piece.offers for piece in read("Директор Петров А. Б. сообщил.", "ru", Lexicon()).pieces if piece.offers
    ] == []


@pytest.mark.parametrize(
    ("lang", "written"),
    [
        ("ru", "улица А. С. Пушкина"),
        ("ru", "Школа А. Б. Иванова открыта"),
        ("ru", "Приём ведёт Ахметова А."),
        ("ru", "Живёт в доме А. Потом уехал."),
        ("kk", "Облыс әкімінің орынбасары Қ. Бекеновтің қабылдауы"),
        ("kk", "Көше А. Б. Иванов"),
        ("kk", "Қабылдауды Ахметова А. жүргізеді"),
    ],
)
def test_other_initials_are_refused(lang: Lang, written: str) -> None:
    assert read(written, lang, Lexicon()).problems


def test_a_taught_name_serves_its_own_initials_alone() -> None:
    entry = LexiconEntry("А.Б. Сериков", FULL["ru"], {}, None, Where("lexicon.yaml"))
    assert read("к Серикову А. Д. вчера", "ru", Lexicon([entry])).spoken == "к Серикову а дэ вчера"
    assert read("к Д. Серикову", "ru", Lexicon([entry])).problems
