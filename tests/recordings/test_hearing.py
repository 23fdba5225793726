"""What a take is compared with, and that a doubted take is kept only after a person has listened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.read_aloud import record
from tests.support.recogniser import install, lay_model
from tests.support.speech_samples import utterance
from tests.support.tiny import Done, Tiny
from zt_audio.app.journal import acts
from zt_audio.ear.listener import TextToHear
from zt_audio.ear.recogniser_files import VOCABULARY
from zt_audio.model import Lang, PartId, Problem, Speech, Where
from zt_audio.recordings.judge import HearingMemory, text_to_hear
from zt_audio.recordings.status import RecordingText
from zt_audio.speech.recordings import Recording

READ = ("Көшені таза ұстаңыз.", "Қоқысты жәшікке салыңыз.")  # the paragraph that is due
OTHER = ("Түнде шуламаңыз, ұйқы бұзылмасын.",)


def text(part: str, sentences: Sequence[str]) -> RecordingText:
    lang: Lang = "kk" if "/kk" in part else "ru"
    spoken = tuple(utterance(sentence, lang) for sentence in sentences)
    return RecordingText(PartId.parse(part), lang, spoken, Where("texts/a.yaml", 1), int(part[-1].isdigit()))


def said(sentences: Sequence[object]) -> list[str]:
    return [getattr(each, "text", "") for each in sentences]


TEXTS = (
    text("appeal/a/kk/1", READ),
    text("appeal/a/ru/1", ["Берегите улицы.", "Бросайте мусор в урны."]),
    text("appeal/a/ru/2", ["Спасибо."]),
    text("appeal/b/kk/1", ["Көшені таза ұстаңыз, ағайын."]),  # nearly the same
    text("appeal/c/kk/1", ["Түнде шуламаңыз, ағайын."]),
    text("appeal/d/kk/1", ["Темекі шекпеңіз."]),
    text("appeal/e/kk/1", ["Жүргінші, тоқта, бағдаршамға қара, асықпа."]),
)


def test_a_take_is_compared_with_texts_of_other_words_and_with_its_translation() -> None:
    heard = text_to_hear(TEXTS, TEXTS[0], {})
    assert [said(other) for other in heard.others] == [
        ["Жүргінші, тоқта, бағдаршамға қара, асықпа."],
        ["Түнде шуламаңыз, ағайын.", "Темекі шекпеңіз."],  # one alone would fit anywhere
    ]
    assert said(heard.translation) == ["Берегите улицы.", "Бросайте мусор в урны."]


def test_a_take_is_compared_with_the_former_wording_and_with_words_of_other_texts() -> None:
    former = Recording(TEXTS[0].part, "kk", "kk/a.1.flac", ("Көшені таза ұстаңыз.",), "0" * 64)
    heard = text_to_hear(TEXTS, TEXTS[0], {TEXTS[0].part: former})
    assert heard.former == former.sentences
    assert {"темекі", "ағайын"} <= {*heard.strange}
    assert not {"көшені", "мусор"} & {*heard.strange}
    fresh = replace(former, sentences=READ)
    assert text_to_hear(TEXTS, TEXTS[0], {TEXTS[0].part: fresh}).former == ()


def test_a_take_is_heard_once_until_it_or_its_text_is_another() -> None:
    asked: list[str] = []

    def hear(_take: Speech, _text: TextToHear, file: str) -> tuple[Problem, ...]:
        asked.append(file)
        return (Problem("heard-doubled", None, {"file": file}, "warning"),)

    memory, take, due = HearingMemory(hear), Speech(b"ab", 16_000), text_to_hear(TEXTS, TEXTS[0], {})
    assert memory(take, due, "a.wav") == memory(take, replace(due, others=()), "a.wav") != ()
    assert asked == ["a.wav"]
    others = (
        (Speech(b"ac", 16_000), due, "a.wav"),
        (Speech(b"ab", 8_000), due, "a.wav"),
        (take, text_to_hear(TEXTS, TEXTS[3], {}), "a.wav"),
        (take, replace(due, former=("Көше.",)), "a.wav"),
        (take, due, "b.wav"),
    )
    for other in others:
        memory(*other)
    assert len(asked) == 1 + len(others)


def test_a_take_whose_words_were_not_heard_is_heard_again() -> None:
    said = [(), (Problem("heard-no-words", None, {"file": "a.wav"}, "warning"),)]
    memory, due = HearingMemory(lambda *_take: said.pop()), text_to_hear(TEXTS, TEXTS[0], {})
    assert [len(memory(Speech(b"ab", 16_000), due, "a.wav")) for _again in range(3)] == [1, 0, 0]


def test_a_whole_appeal_is_compared_with_its_whole_translation() -> None:
    heard = text_to_hear(TEXTS, text("appeal/a/kk", READ), {})
    assert said(heard.translation) == ["Берегите улицы.", "Бросайте мусор в урны.", "Спасибо."]


def add(tiny: Tiny, file: Path, *options: str) -> Done:
    return tiny.run("recordings", "add", str(file), "--appeal", "a", "--lang", "kk", "--paragraph", "1", *options)


def journal(tiny: Tiny) -> list[str]:
    return [act.deed.did for act in acts(tiny.root)]


def test_a_doubted_take_is_kept_aside_until_a_person_has_listened(fresh: Tiny, tmp_path: Path) -> None:
    kept = fresh.root / "appeals/recordings/kk/a.1.flac"
    take = record(tmp_path / "1.wav", READ[:1] * 2 + READ[1:])
    told = add(fresh, take)
    assert told.returncode == 1
    assert "[heard-doubled]" in told.stderr
    assert "[recording-unheard]" in told.stderr
    assert not kept.exists()
    assert add(fresh, take, "--heard", take.name).returncode == 0
    assert kept.exists()
    assert journal(fresh)[:2] == ["take.kept", "take.heard"]


def test_a_recogniser_that_does_not_work_is_told_and_the_take_is_kept(
    fresh: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = lay_model(tmp_path / "ear", "kk", " ".join(READ))
    install(monkeypatch, model)
    (model / VOCABULARY).write_text("", "utf-8")
    told = add(fresh, record(tmp_path / "1.wav", READ))
    assert told.returncode == 0
    assert "The words and numbers in 1.wav were not compared with the text" in told.stderr
    assert "[heard-no-words]" in told.stderr
    assert journal(fresh)[:1] == ["take.kept"]


def test_of_a_folder_the_doubted_take_waits_and_the_others_are_kept(fresh: Tiny, tmp_path: Path) -> None:
    assert fresh.run("recordings", "script").returncode == 0
    record(tmp_path / "in/1.wav", READ)
    listed = fresh.run("recordings", "list").stdout
    number = next(line.split()[0] for line in listed.splitlines() if "appeal/a/kk/1" in line)
    (tmp_path / "in/1.wav").rename(tmp_path / f"in/{number}.wav")
    other = next(line.split()[0] for line in listed.splitlines() if "appeal/a/kk/2" in line)
    record(tmp_path / f"in/{other}.wav", OTHER)
    told = fresh.run("recordings", "import", str(tmp_path / "in"))
    assert told.returncode == 1
    assert "1 recording is good. 1 file is not." in told.stderr
    assert "take.heard" not in journal(fresh)
    again = fresh.run("recordings", "import", str(tmp_path / "in"), "--heard", f"{other}.wav")
    assert again.returncode == 0
    assert "take.heard" in journal(fresh)
