"""Kazakh for espeak-ng: what it gets, what it says by its own account, and what other engines get."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import example, given, settings, strategies as st

from tests.support.speech_samples import utterance
from zt_audio.content.fields import fill_slots
from zt_audio.content.project import Snapshot
from zt_audio.engines.espeak import kazakh as espeak_kk, russian as espeak_ru
from zt_audio.engines.espeak.engine import Espeak, _rules_digest
from zt_audio.engines.espeak.kazakh import LONGEST_CLAUSE_BYTES, kazakh_phonemes
from zt_audio.language.kk import loans, respelling, stress, vowel_harmony as sounds
from zt_audio.language.kk.respelling import count_syllables
from zt_audio.language.reader import Reader, ReadingCache
from zt_audio.language.registry import language_of
from zt_audio.language.ru.words import transcription
from zt_audio.model import LANGS, Lang, Project, Prosody
from zt_audio.speech.tone import Tone

GOLDEN = Path(__file__).parent / "golden"
COUNTED = Path(__file__).parents[1] / "language" / "data" / "kk_syllables.tsv"
IPA_VOWELS = frozenset("ɑæeoɵʊuəɪi")


@pytest.fixture(scope="module")
def engine() -> Iterator[Espeak]:
    loaded = Espeak()
    yield loaded
    loaded.close()


@pytest.fixture(scope="module")
def project() -> Project:
    return Snapshot(Path(__file__).parents[2]).project()[0]


def shipped(project: Project, lang: Lang) -> list[str]:
    """Return each sentence of the appeals, and of the intros and outros for all places."""
    reader = Reader(project.lexicon, ReadingCache(Path("nowhere"), ""))
    passages = [passage for appeal in project.appeals.values() for passage in reader.passages(appeal.text[lang], lang)]
    for place in project.places.values():
        for templates in (project.intros, project.outros):
            if template := templates.pick(place, lang):
                passages += reader.passages(fill_slots(template, place, lang, reader.form), lang, place.id)
    return list(dict.fromkeys(one.text for passage in passages for one in passage.utterances))


@pytest.mark.parametrize("lang", LANGS)
def test_the_shipped_texts_are_said_as_before(lang: Lang, engine: Espeak, project: Project) -> None:
    said = {text: " | ".join(engine.phonemes(utterance(text, lang), lang)) for text in shipped(project, lang)}
    file = GOLDEN / f"phonemes.{lang}.tsv"
    told = "".join(f"{text}\t{phonemes}\n" for text, phonemes in said.items())
    if os.environ.get("ZT_RENEW_GOLDEN") == "1":
        file.write_text(told, "utf-8", newline="\n")
    assert told == file.read_text("utf-8")
    assert len(said) > 80


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("су", "sˈʊw"),
        ("бұзушылық", "bʊzʊwʃəɫˈəq"),
        ("туралы", "tʊwɾɑɫˈə"),
        ("келу", "kelˈuw"),
        ("тау", "tˈɑw"),
        ("тиіс", "tɪjˈɪs"),
        ("қиын", "qəjˈən"),
        ("киім", "kɪjˈɪm"),
        ("ереже", "jeɾeʒˈe"),
        ("аю", "ɑjˈʊw"),
        ("автомобиль", "ɑftomobˈil"),
        ("разъезд", "ɾɑzjˈezt"),
        ("полиция", "polˈitsijɑ"),
        ("полициясы", "politsijɑsˈə"),
        ("университет", "univeɾsitˈet"),
        ("тастамаңыз", "tɑstˈɑmɑŋəz"),
        ("ата-ана", "ɑtˌɑɑnˈɑ"),
        ("келді-ғой", "keldˈɪʀoj"),
        ("сондай-ақ", "sondˈɑjɑq"),
        ("Мен келдім, мен де.", "mˈen keldˈɪm | mˈen de"),
        ("тілші, алма, қол, көл", "tɪlʃˈɪ | ɑɫmˈɑ | qˈoɫ | kˈɵl"),
        ("июль", "ijˈul"),
        ("су мен тауды", "sˈʊw men tɑwdˈə"),
        ("қатша, чай, джип", "qɑtʃˈɑ | tʃˈɑj | dʒˈip"),
        ("ба\u0301лалар", "bˈɑɫɑɫɑɾ"),
    ],
)
def test_words_are_said_as_kazakh_says_them(text: str, said: str, engine: Espeak) -> None:
    assert " | ".join(engine.phonemes(utterance(text, "kk"), "kk")) == said


@pytest.mark.parametrize("lang", LANGS)
def test_a_new_process_tells_the_same_phonemes(lang: Lang, engine: Espeak, project: Project) -> None:
    fresh = Espeak(fork=False)
    for text in shipped(project, lang)[:3]:
        assert fresh.phonemes(utterance(text, lang), lang) == engine.phonemes(utterance(text, lang), lang)
    fresh.close()


def test_two_sounds_are_not_taken_for_one() -> None:
    assert kazakh_phonemes("қатша чай адж, арр") == "[[qAt|S'A]] [[tS'Aj]] [['Ad|Z]], [['A*|*]]"


def test_espeak_says_as_many_vowels_as_we_count_syllables(engine: Espeak, project: Project) -> None:
    words = {row.split("\t")[0] for row in COUNTED.read_text("utf-8").splitlines() if "\t" in row}
    words |= {word.lower() for text in shipped(project, "kk") for word in re.findall(r"[\w-]+", text)}
    listed = sorted(words)
    said = engine.phonemes(utterance(", ".join(listed), "kk"), "kk")
    vowels = [sum(one in IPA_VOWELS for one in word) for word in said]
    assert dict(zip(listed, vowels, strict=True)) == {word: count_syllables(word) for word in listed}
    assert len(listed) > 600


def test_words_and_time_stay_what_they_were(engine: Espeak, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [utterance(text, "kk") for text in shipped(project, "kk")[:40]]
    now = [engine.speak(one, "kk", Prosody()) for one in texts]
    monkeypatch.setattr(espeak_kk, "kazakh_phonemes", lambda text: text)
    letters = [engine.speak(one, "kk", Prosody()) for one in texts]
    assert [one.words for one in now] == [one.words for one in letters]
    assert sum(len(one.pcm) for one in now) == pytest.approx(sum(len(one.pcm) for one in letters), rel=0.02)


@pytest.mark.parametrize("words", [*range(34, 70, 3), 300])
def test_no_clause_is_too_long(words: int, engine: Espeak) -> None:
    text = " ".join(("қоқыс", "тастамаңыздар", "су", "мен", "ата-ана", "университет")[at % 6] for at in range(words))
    speech = engine.speak(utterance(text, "kk"), "kk", Prosody(rate_syl_per_s=9))
    assert speech.words == words


def test_a_clause_that_espeak_cannot_hold_is_spelt() -> None:
    assert "[[" in kazakh_phonemes("су " * 50)
    assert kazakh_phonemes("минут пен су " * 50) == "мінұт пен сұу " * 50
    assert kazakh_phonemes("су " * 300 + ". су").endswith("сұу . [[s'Uw]]")
    assert kazakh_phonemes("а" * 80) == "а" * 80


def test_phonemes_fit_where_they_are_taken() -> None:
    for words in range(1, 200):
        said = kazakh_phonemes("шүүч " * words)
        assert "[[" not in said or len(said.encode()) <= LONGEST_CLAUSE_BYTES


@settings(deadline=None)
@example("\u0301" * 7 + "Ё.", 30)  # marks on no letter take room that they do not keep
@given(st.text("".join(sorted(language_of("kk").letters)) + "\u0301    ,.-", max_size=30), st.integers(1, 40))
def test_preparing_twice_changes_nothing_more(text: str, times: int) -> None:
    once = kazakh_phonemes(text * times)
    assert kazakh_phonemes(once) == once


def test_the_shipped_words_too_are_prepared_once(project: Project) -> None:
    for text in shipped(project, "kk"):
        assert kazakh_phonemes(kazakh_phonemes(text)) == kazakh_phonemes(text)
        assert not re.search("[а-яәіңғүұқөһ]", kazakh_phonemes(text), re.IGNORECASE)


def test_other_engines_and_russian_keep_the_ordinary_spelling(engine: Espeak, project: Project) -> None:
    for text in shipped(project, "kk"):
        assert Tone().prepare(text, "kk") == text
    for text in shipped(project, "ru"):
        assert engine.prepare(text, "ru") == text


@pytest.mark.parametrize(
    ("lang", "module"),
    [
        *(("kk", module) for module in (espeak_kk, loans, respelling, sounds, stress)),
        *(("ru", module) for module in (espeak_ru, transcription)),
    ],
)
def test_the_fingerprint_follows_the_rules(
    lang: Lang, module: ModuleType, engine: Espeak, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = {lang: engine.fingerprint(lang) for lang in LANGS}
    changed = tmp_path / "rules.py"
    changed.write_bytes(Path(str(module.__file__)).read_bytes() + b"# changed\n")
    _rules_digest.cache_clear()
    monkeypatch.setattr(module, "__file__", str(changed))
    after = {lang: engine.fingerprint(lang) for lang in LANGS}
    _rules_digest.cache_clear()
    assert {lang for lang in LANGS if before[lang] != after[lang]} == {lang}
