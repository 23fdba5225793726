"""Test the questions at the terminal: what they say in each language, and that no terminal means no question."""

from __future__ import annotations

import io
import sys

import click
import pytest

from zt_audio.cli import console
from zt_audio.i18n import speaking

ASKED = {
    "en": [
        "The voice “azure” is a service on the internet: 1 sentence would be sent to it.",
        "The voice “edge” is a service on the internet: 5 sentences would be sent to it.",
        "Send them? [y/N]:",
    ],
    "kk": [
        "«azure» дауысы – интернеттегі қызмет: оған 1 сөйлем жіберіледі.",
        "«edge» дауысы – интернеттегі қызмет: оған 5 сөйлем жіберіледі.",
        "Жіберілсін бе? [иә/Жоқ]:",
    ],
    "ru": [
        "Голос «azure» – служба в интернете: ей будет отправлено 1 предложение.",
        "Голос «edge» – служба в интернете: ей будет отправлено 5 предложений.",
        "Отправить? [да/Нет]:",
    ],
}


class Terminal(io.StringIO):
    """A stream that a person reads or types."""

    def isatty(self) -> bool:
        return True


def typed(monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    monkeypatch.setattr("zt_audio.cli.console.is_terminal", lambda: True)


@pytest.mark.parametrize("lang", ASKED)
@pytest.mark.parametrize(
    ("answer", "agreed"),
    [(f"{word}\n", True) for word in ("y", "yes", "д", "Да", "и", "иә", "ДА.")]
    + [(f"{word}\n", False) for word in ("n", "no", "н", "нет", "Жоқ", "ж", "")],
)
def test_a_service_gets_texts_only_where_a_person_agrees(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lang: str, answer: str, *, agreed: bool
) -> None:
    typed(monkeypatch, answer)
    removed: list[str] = []
    with speaking(lang):
        question = console.asking(lambda: removed.append("the bar"))
        assert question is not None
        assert question({"azure": 1, "edge": 5}) is agreed
    told = capsys.readouterr()
    assert (told.out.strip(), removed) == ("", ["the bar"])  # click writes a blank before it reads
    assert told.err == "\n".join(ASKED[lang])


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "Error: Please answer yes or no."),
        ("kk", "Қате: «Иә» немесе «жоқ» деп жауап беріңіз."),
        ("ru", "Ошибка: Ответьте «да» или «нет»."),
    ],
)
def test_another_answer_is_asked_about_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], lang: str, told: str
) -> None:
    typed(monkeypatch, "может быть\nда\n")
    with speaking(lang):
        assert console.confirmed("?")
    assert told in capsys.readouterr().err


def test_the_end_of_input_is_no_agreement(monkeypatch: pytest.MonkeyPatch) -> None:
    typed(monkeypatch, "")
    question = console.asking()
    assert question is not None
    with pytest.raises(click.Abort):
        question({"edge": 1})


@pytest.mark.parametrize(("reads", "shows"), [(False, False), (True, False), (False, True)])
def test_without_a_terminal_there_is_no_question(monkeypatch: pytest.MonkeyPatch, *, reads: bool, shows: bool) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal() if reads else io.StringIO())
    monkeypatch.setattr(sys, "stderr", Terminal() if shows else io.StringIO())
    assert console.asking() is None
    assert console.can_answer() is reads
