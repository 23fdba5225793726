"""Voices are compared by the hardest sentences, without names where that is asked, and a vote writes the settings."""

from __future__ import annotations

import re
from base64 import b64decode
from pathlib import Path

import pytest

from tests.support.content_project import write_project
from zt_audio.app.audition import AuditionVoice, audition_voices, hard_sentences, vote_for
from zt_audio.app.audition_page import make_audition
from zt_audio.app.voices import VoiceList
from zt_audio.content.project import load_manner, load_project
from zt_audio.engines.rhvoice.engine import LICENCES
from zt_audio.errors import VoiceError
from zt_audio.formats.mp3 import whole_samples
from zt_audio.model import Lang, Voice
from zt_audio.pages.audition import voice_letter

TEXT = """\
title: {kk: Тәртіп, ru: Порядок}
text:
  kk: |
    Тәртіп сақтаңыз. 102 нөміріне 2026 жылғы 5 мамырда сағат 22:00-де хабарласыңыз.
  ru: |
    Соблюдайте порядок. Звоните 5 мая 2026 года в 22:00 по номеру 102. Щавель жуёт вьюнок.

    Соблюдайте порядок.
"""
ROWS: tuple[tuple[str, str, Lang], ...] = (
    ("espeak", "kk", "kk"),
    ("espeak", "ru", "ru"),
    ("net", "a", "kk"),
    ("piper", "m", "kk"),
    ("piper", "m#0", "kk"),
    ("piper", "m#1", "kk"),
    ("piper", "one", "kk"),
)
HERE = VoiceList(
    (
        ("rhvoice", Voice("pavel", "ru", draft=False, licence=LICENCES["Pavel"])),  # its sound may not be changed
        *((e, Voice(v, lang, draft=True, licence="-", online=e == "net")) for e, v, lang in ROWS),
    ),
    (),
    0,
)


def project(tmp_path: Path, settings: str = "voices: {kk: [recordings, tone], ru: [tone]}\n") -> Path:
    return write_project(tmp_path, {"texts/order.yaml": TEXT, "settings.yaml": settings})


def test_what_a_rule_reads_and_what_is_rare_comes_first_and_nothing_twice(tmp_path: Path) -> None:
    content, _warnings = load_project(project(tmp_path))
    found = hard_sentences(content, "ru")
    assert found[0] == "Звоните 5 мая 2026 года в 22:00 по номеру 102."
    assert found.index("Щавель жуёт вьюнок.") < found.index("Соблюдайте порядок.")
    assert len(set(found)) == len(found)
    assert hard_sentences(content, "ru", 2) == found[:2]
    assert hard_sentences(content, "kk")[0].startswith("102 нөміріне")


def test_a_sentence_that_tires_is_left_out(tmp_path: Path) -> None:
    long = "Соблюдайте " + "порядок и " * 30 + "тишину."
    root = write_project(tmp_path, {"texts/order.yaml": TEXT.replace("Щавель жуёт вьюнок.", long)})
    assert not any(text.startswith("Соблюдайте порядок и") for text in hard_sentences(load_project(root)[0], "ru"))


def test_a_paragraph_that_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    refused = f"Чистота {'и порядок ' * 200}нужны.\n\n    Звоните 102."
    root = write_project(tmp_path, {"texts/order.yaml": TEXT.replace("Щавель жуёт вьюнок.", refused)})
    found = hard_sentences(load_project(root)[0], "ru")
    assert "Звоните 102." in found
    assert not any(text.startswith("Чистота и порядок") for text in found)


@pytest.mark.parametrize(
    ("lang", "online", "names"),
    [
        ("kk", "never", ["espeak:kk", "piper:m#0", "piper:m#1", "piper:one"]),
        ("kk", "yes", ["espeak:kk", "net:a", "piper:m#0", "piper:m#1", "piper:one"]),
        ("ru", "never", ["espeak:ru"]),
    ],
)
def test_every_voice_that_may_speak_here_is_heard_once(lang: Lang, online: str, names: list[str]) -> None:
    found = audition_voices(HERE, lang, "yes" if online == "yes" else "never")
    assert [voice.name for voice in found] == names
    assert len({voice.code for voice in found}) == len(names)
    assert all(re.fullmatch(rf"{lang}-[0-9a-f]{{6}}", voice.code) for voice in found)


@pytest.mark.parametrize("blind", [False, True])
def test_the_page_carries_every_sentence_by_every_voice(tmp_path: Path, *, blind: bool) -> None:
    made = make_audition(project(tmp_path), "kk", blind=blind)
    sounds = re.findall(r'src="data:audio/mpeg;base64,([^"]+)"', made.html)
    texts = hard_sentences(load_project(tmp_path)[0], "kk")
    assert {voice.name for voice in made.voices} == {"espeak:kk", "tone:kk"}
    assert len(sounds) == 2 * len(texts)
    assert all((whole_samples(b64decode(sound)) or 0) > 10_000 for sound in sounds)
    assert len(set(sounds)) == len(sounds)
    assert [voice.name in made.html for voice in made.voices] == [not blind] * 2
    assert all(f"zt-audio voices vote {voice.code}" in made.html for voice in made.voices)
    assert "media-src data:" in made.html


def test_a_voice_that_cannot_read_is_told_and_the_others_are_heard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = (AuditionVoice("tone:kk", "kk"), AuditionVoice("tone:nobody", "kk"))
    monkeypatch.setattr("zt_audio.app.audition_page.audition_voices", lambda *_: found)
    made = make_audition(project(tmp_path), "kk")
    assert [voice.name for voice in made.voices] == ["tone:kk"]
    assert {(problem.slug, problem.severity) for problem in made.warnings} >= {("voice-unknown", "warning")}


@pytest.mark.parametrize(
    ("chain", "name", "after"),
    [
        ("[recordings, piper, espeak]", "espeak:kk", ("recordings", "espeak:kk", "piper")),  # espeak has no other
        ("[recordings, piper, espeak]", "piper:m#1", ("recordings", "piper:m#1", "piper", "espeak")),
        ("[piper, recordings]", "espeak:kk", ("espeak:kk", "piper", "recordings")),
        ("[piper, 'espeak:kk']", "espeak:kk", ("espeak:kk", "piper")),
        ("[recordings]", "piper:m#1", ("recordings", "piper:m#1")),
    ],
)
def test_a_vote_puts_the_voice_first_but_behind_recordings(
    tmp_path: Path, chain: str, name: str, after: tuple[str, ...]
) -> None:
    root = project(tmp_path, f"# who speaks\nvoices: {{kk: {chain}, ru: [tone]}}\npreset: street  # loud\n")
    vote = vote_for(root, AuditionVoice(name, "kk").code, HERE)
    assert (vote.voice.name, vote.chain) == (name, after)
    voices = load_manner(root).settings.voices
    assert (voices.names("kk"), voices.names("ru")) == (after, ("tone",))
    kept = (root / "appeals/settings.yaml").read_text("utf-8")
    assert "# who speaks" in kept
    assert "preset: street  # loud" in kept


def test_a_vote_writes_a_chain_that_was_a_default(tmp_path: Path) -> None:
    root = project(tmp_path, "preset: street\n")
    vote_for(root, AuditionVoice("espeak:ru", "ru").code, HERE)
    voices = load_manner(root).settings.voices
    assert voices.names("ru") == ("recordings", "espeak:ru", "piper", "rhvoice")
    assert voices.names("kk") == ("recordings", "piper", "espeak")


@pytest.mark.parametrize("code", ["", "kk", "kk-000000", AuditionVoice("net:a", "kk").code, "ru-zzz"])
def test_a_code_of_no_voice_that_may_speak_here_changes_nothing(tmp_path: Path, code: str) -> None:
    root = project(tmp_path)
    before = (root / "appeals/settings.yaml").read_bytes()
    with pytest.raises(VoiceError) as unknown:
        vote_for(root, code, HERE)
    assert [problem.slug for problem in unknown.value.problems] == ["vote-unknown"]
    assert (root / "appeals/settings.yaml").read_bytes() == before


def test_letters_go_on_after_z() -> None:
    assert [voice_letter(at) for at in (0, 25, 26, 27, 52)] == ["A", "Z", "AA", "AB", "BA"]
