"""Tell which takes of neural voices the ear doubts and no person has listened to: the journal holds both."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from zt_audio.model import Fact, Problem
from zt_audio.published.evidence import built_parts, short_name, unit_of
from zt_audio.store.manifest import PlaylistEntry, SegmentEntry
from zt_audio.store.workspace import user_data
from zt_audio.trust.journal import journal_problems, read_deeds
from zt_audio.trust.memory import known_of

DOUBTED, HEARD = "take.doubted", "take.heard"


def heard_speech(root: Path) -> frozenset[str]:
    """Return the digests of speech to which a person has listened and said that it reads its text. Raises OSError."""
    return frozenset(deed.new for deed in read_deeds(root, (HEARD,)) if deed.new)


def open_doubts(root: Path) -> frozenset[str]:
    """Return the digests of speech that is doubted and that no person has vouched for. Raises OSError.

    A person's word counts whenever it was given: two computers may add their lines in any order.
    """
    doubted = {deed.new for deed in read_deeds(root, (DOUBTED,)) if deed.new}
    return frozenset(doubted - heard_speech(root)) if doubted else frozenset()


def words_in_doubt(root: Path) -> tuple[Problem, ...]:
    """Return why the journals cannot tell who has listened, where a take was ever doubted. Raises OSError."""
    if not any(deed.new for deed in read_deeds(root, (DOUBTED,))):
        return ()
    return tuple(journal_problems(root, known_of(user_data(), root).heads))


def doubt_problems(
    name: str, entry: PlaylistEntry, segments: Mapping[str, SegmentEntry], doubted: Collection[str]
) -> Iterator[Problem]:
    """Yield that texts of the playlist `name` are `doubted`, which is empty where nothing is."""
    if not doubted:
        return
    units = [unit_of(part.id) for part in built_parts(entry, segments) if part.speech in doubted]
    if names := [short_name(unit) for unit in dict.fromkeys(units) if unit]:
        facts: dict[str, Fact] = {"playlist": name, "n": len(names), "items": tuple(names)}
        yield Problem("takes-doubted", None, facts)
