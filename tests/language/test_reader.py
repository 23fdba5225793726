"""A project's texts become passages; what was read and inflected before is remembered."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

import pytest

from zt_audio.errors import ContentError
from zt_audio.language.reader import Reader, ReadingCache, ReadingMemory
from zt_audio.model import Lang, LexiconEntry, Passage, Text, Where

HERE = Where("appeals/texts/a.yaml", 3, 5)
ENTRIES: Mapping[Lang, Sequence[LexiconEntry]] = {
    "ru": (
        LexiconEntry("КВД", "клиника", {}, None, Where("appeals/lexicon/ru.yaml")),
        LexiconEntry("КВД", "больница", {}, "park", Where("appeals/lexicon/ru.yaml")),
    )
}


def text(value: str) -> Text:
    """Return `value` as a block that begins at HERE, each line at the same column."""
    starts = [0, *(at + 1 for at, letter in enumerate(value) if letter == "\n")]
    return Text(value, tuple(Where(HERE.file, HERE.line + row, 5) for row in range(len(starts))), tuple(starts))


def reader(path: Path, code: str = "1") -> tuple[Reader, ReadingCache]:
    cache = ReadingCache(path, code)
    return Reader(ENTRIES, cache), cache


def said(passages: tuple[Passage, ...]) -> list[list[str]]:
    return [[utterance.text for utterance in passage.utterances] for passage in passages]


def test_each_paragraph_is_a_passage_of_sentences_with_their_places(tmp_path: Path) -> None:
    found = reader(tmp_path / "cache")[0].passages(text("Не мусорите. Звоните 102!\n\nСпасибо."), "ru")
    assert said(found) == [["Не мусорите.", "Звоните сто два!"], ["Спасибо."]]
    assert [utterance.where.column for utterance in found[0].utterances] == [5, 18]
    assert found[1].where == Where(HERE.file, HERE.line + 2, 5)


def test_every_unreadable_token_of_every_paragraph_is_reported_at_its_place(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        reader(tmp_path / "cache")[0].passages(text("Адрес: info@mail.kz и ЛПУ.\n\nКод = 5"), "ru")
    assert [(p.facts["token"], p.where and (p.where.line, p.where.column)) for p in caught.value.problems] == [
        ("info@mail.kz", (3, 12)),
        ("ЛПУ", (3, 27)),
        ("=", (5, 9)),
    ]


def test_a_paragraph_without_a_syllable_has_nothing_to_say(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        reader(tmp_path / "cache")[0].passages(text("Спасибо.\n\n!!!"), "ru")
    [problem] = caught.value.problems
    assert (problem.slug, problem.where, problem.facts["token"]) == ("nothing-to-say", Where(HERE.file, 5, 5), "!!!")


@pytest.mark.parametrize(("place", "spoken"), [(None, "клиника"), ("market", "клиника"), ("park", "больница")])
def test_a_place_may_teach_words_of_its_own(place: str | None, spoken: str, tmp_path: Path) -> None:
    assert reader(tmp_path / "cache")[0].sentences("КВД", "ru", place)[0].text == spoken


def held(path: Path) -> dict[str, object]:
    """Return what the cache at `path` holds, without its proof."""
    readings: dict[str, object] = json.loads(path.read_bytes().partition(b"\n")[2])
    return readings


def keep(path: Path, readings: dict[str, object]) -> None:
    """Write a cache of the rules "1" with the right digest, as a forger could."""
    body = json.dumps(readings, ensure_ascii=False).encode()
    path.write_bytes(sha256(b"1\n" + body).hexdigest().encode() + b"\n" + body)


def forged(path: Path, old: str, new: str, *, proved: bool) -> None:
    """Replace `old` in the cache; `proved` makes its digest right again."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8", newline="")
    if proved:
        keep(path, held(path))


def test_what_was_read_is_remembered_with_the_same_rules_alone(tmp_path: Path) -> None:
    path = tmp_path / "cache"
    first, cache = reader(path)
    passages, form = first.passages(text("Звоните 102."), "ru"), first.form("рынок", "ru", "gen")
    cache.save()
    forged(path, "сто два", "СТО ДВА", proved=True)
    forged(path, "рынка", "РЫНКА", proved=True)
    again = reader(path)[0]
    assert said(again.passages(text("Звоните 102."), "ru")) == [["Звоните СТО ДВА."]]
    assert again.form("рынок", "ru", "gen") == "РЫНКА"
    other_rules = reader(path, code="2")[0]
    assert other_rules.passages(text("Звоните 102."), "ru") == passages
    assert other_rules.form("рынок", "ru", "gen") == form == "рынка"


@pytest.mark.parametrize(("old", "new"), [("в урны", "на улицу"), ("урны", "урну"), ("\n", " \n"), ("\n", "\n ")])
def test_a_cache_that_was_edited_says_nothing(old: str, new: str, tmp_path: Path) -> None:
    path = tmp_path / "cache"
    first, cache = reader(path)
    written = text("Бросайте мусор в урны.")
    passages = first.passages(written, "ru")
    cache.save()
    forged(path, old, new, proved=False)
    assert reader(path)[0].passages(written, "ru") == passages


@pytest.mark.parametrize(
    "row",
    [
        ["Бросайте 5 бумаг.", 0, 5, ""],
        ["Throw it.", 0, 2, ""],
        ["Бросайте мусор.", 0, 4, ""],  # it has five syllables
        ["Бросайте мусор.", 99, 5, ""],
        ["Бросайте мусор.", -1, 5, ""],
        ["Бросайте мусор.", "0", 5, ""],
        ["Бросайте мусор.", 0, 5],
        [None, 0, 5, ""],
        [],
    ],
)
def test_what_cannot_be_a_reading_of_the_text_is_read_again(row: list[object], tmp_path: Path) -> None:
    path = tmp_path / "cache"
    first, cache = reader(path)
    written = text("Бросайте мусор в урны.")
    passages = first.passages(written, "ru")
    cache.save()
    known = held(path)
    values: tuple[object, ...] = ([[row], []], [[], []], [[row]], row, {"a": row}, 7, "x")
    for value in values:
        keep(path, dict.fromkeys(known, value))
        assert reader(path)[0].passages(written, "ru") == passages


@pytest.mark.parametrize(("read", "kept"), [("Не курите.", True), ("Берегите улицы.", False)])
def test_what_is_no_longer_used_is_forgotten_with_the_next_that_is_new(read: str, kept: object, tmp_path: Path) -> None:
    path = tmp_path / "cache"
    first, cache = reader(path)
    first.sentences("Не мусорите.", "ru")
    first.sentences("Не курите.", "ru")
    cache.save()
    second, cache = reader(path)
    second.sentences(read, "ru")
    cache.save()
    written = path.read_text("utf-8")
    assert (read in written, "Не мусорите." in written) == (True, kept)


def test_a_process_that_stays_writes_what_the_file_has_lost(tmp_path: Path) -> None:
    path, memory = tmp_path / "cache", ReadingMemory()
    for _look in range(2):
        cache = ReadingCache(path, "1", memory)
        Reader(ENTRIES, cache).sentences("Не мусорите.", "ru")
        cache.save()
        written = path.read_bytes()
        path.unlink()
    assert "Не мусорите." in written.decode()


def test_an_unchanged_cache_is_not_written(tmp_path: Path) -> None:
    first, cache = reader(tmp_path / "cache")
    first.sentences("Не курите.", "ru")
    cache.save()
    (tmp_path / "cache").rename(tmp_path / "kept")
    second, cache = reader(tmp_path / "kept")
    second.sentences("Не курите.", "ru")
    (tmp_path / "kept").unlink()
    cache.save()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("damage", [b"", b"\n", b"{", b"[]", b"5\n{}", b'{"code": "1", "readings": {}}'])
def test_a_damaged_cache_is_empty(damage: bytes, tmp_path: Path) -> None:
    (tmp_path / "cache").write_bytes(damage)
    found, cache = reader(tmp_path / "cache")
    assert found.sentences("Не курите.", "ru")[0].text == "Не курите."
    cache.save()
    assert len(held(tmp_path / "cache")) == 1


@pytest.mark.parametrize(
    ("written", "guessed", "spoken"),
    [("Ертең 5 мектеп жабылады.", "Ертең 5 мектеп", "Ертең бес мектеп"), ("Ол кеше ЖК ашты.", "ЖК", "жеке кәсіпкер")],
)
def test_a_guessed_number_is_told_with_the_words_beside_it(
    written: str, guessed: str, spoken: str, tmp_path: Path
) -> None:
    (passage,) = reader(tmp_path / "cache")[0].passages(text(written), "kk")
    [guess] = passage.guesses
    assert (guess.written, guess.spoken) == (guessed, spoken)
