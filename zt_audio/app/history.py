"""Tell what was changed in the texts, and when: the acts of the journal with the words before and after."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path
from typing import Literal

from zt_audio.app.edit import history_text, read_file, require_file
from zt_audio.app.journal import OF_TEXTS, Act, acts
from zt_audio.content.project import Snapshot
from zt_audio.content.yaml.source import SourceText
from zt_audio.content.yaml.tree import YamlPath, leaves, parse_yaml
from zt_audio.errors import ContentError
from zt_audio.model import Problem
from zt_audio.trust.history import digest_of


@dataclass(frozen=True, slots=True)
class ChangedValue:
    """A value that an act changed; "" where it was not there before, or is not after. Positions count from 0.

    `place` is that of the stop which holds the value: another one may stand at its position now. A stop that moved, was
    added or was removed is one change: `old` and `new` are its numbers as people count, or its time.
    """

    path: YamlPath
    old: str
    new: str
    place: str = ""
    kind: Literal["value", "moved", "added", "removed"] = "value"


@dataclass(frozen=True, slots=True)
class PastAct:
    """An act with the values that it changed; without them where a former text is not kept on this computer."""

    act: Act
    changes: tuple[ChangedValue, ...]
    is_kept: bool


@dataclass(frozen=True, slots=True)
class LaterChanges:
    """What a return to a former version of a file would lose, and what would be wrong then that is not wrong now.

    `seen` is the sha256 of the file as it is now, "" where there is none, None where it cannot be read.
    """

    changes: tuple[ChangedValue, ...]
    seen: str | None
    wrong: tuple[Problem, ...] = ()


def later_changes(snapshot: Snapshot, file: str, before: str, after: str | None) -> LaterChanges:
    """Return what of `file` is neither as before an act nor as after it; `after` is None where it removed the file.

    Changes that no journal knows (Notepad) count, too. Raises ContentError `version-gone`, and as `bring_back` does.
    """
    root = snapshot.root
    state = require_file(root, file)
    former = history_text(root, before)
    try:
        data = read_file(state)
    except ContentError:  # it cannot be read: nothing of it can be shown, and former words mend it
        return LaterChanges((), None)
    wrong = _wrong_with(snapshot, file, former)
    if data is None:
        return LaterChanges((), "", wrong)
    was, then = _values(former, file), history_text(root, after) if after else None
    changed = changed_values(then, data.decode(errors="replace").removeprefix("\ufeff"), file)
    lost = (each for each in changed if each.kind != "value" or each.new != was.get(each.path, ""))
    return LaterChanges(tuple(lost), digest_of(data), wrong)


def _wrong_with(snapshot: Snapshot, file: str, text: str) -> tuple[Problem, ...]:
    """Return the errors that the project would have with `text` as its `file`, and has not now."""
    now = {*map(_cause, snapshot.files().errors)}
    then = snapshot.with_file(file, text.encode()).files().errors
    return tuple(each for each in then if _cause(each) not in now)


def _cause(problem: Problem) -> tuple[str, str, str]:
    """Return what a problem is about, on whatever line it stands."""
    return problem.slug, problem.where.file if problem.where else "", repr(problem.facts)


_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")


def changed_sentences(change: ChangedValue) -> tuple[str, str]:
    """Return the sentences that went, and those that came instead."""
    old, new = (_SENTENCE_END.split(text.strip()) for text in (change.old, change.new))
    pairs = [
        (old[begin:end], new[first:last])
        for kind, begin, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if kind != "equal"
    ]
    gone, came = (" ".join(each for pair in pairs for each in pair[side]) for side in (0, 1))
    return gone, came


def past_acts(
    root: Path, file: str | None = None, days: tuple[date, date] | None = None, limit: int = 50
) -> tuple[PastAct, ...]:
    """Return the last `limit` acts, the newest first; with `days`, those from its first day on and before its second.

    Raises ContentError `no-project`.
    """
    return tuple(_past(root, act) for act in acts(root, file, days, limit))


def _past(root: Path, act: Act) -> PastAct:
    if not act.deed.did.startswith(OF_TEXTS):
        return PastAct(act, (), is_kept=True)
    try:
        old, new = (version and history_text(root, version) for version in (act.deed.old, act.deed.new))
    except ContentError:  # it is kept on another computer
        return PastAct(act, (), is_kept=False)
    return PastAct(act, changed_values(old, new, act.file), is_kept=True)


def changed_values(was: str | None, became: str | None, file: str) -> tuple[ChangedValue, ...]:
    """Return what differs in two texts of `file`: each stop is compared with itself, wherever it stands now."""
    old, new = ({} if text is None else _values(text, file) for text in (was, became))
    before, after = _stops(old), _stops(new)
    moved_to = {position: after[stop] for stop, position in before.items() if stop in after}
    removed, added = {*before.values()} - {*moved_to}, {*after.values()} - {*moved_to.values()}
    same = {
        each for each in removed & added if len({values.get(("stops", each, "arrive")) for values in (old, new)}) == 1
    }
    moved_to |= {position: position for position in same}  # another place in the same stop
    removed, added = removed - same, added - same
    order = sorted(moved_to, key=moved_to.__getitem__)
    blocks = SequenceMatcher(None, sorted(moved_to), order, autojunk=False).get_matching_blocks()
    still = {position for _first, begin, size in blocks for position in order[begin : begin + size]}
    moves = [
        ChangedValue(("stops", moved_to[each]), str(each + 1), str(moved_to[each] + 1), place, "moved")
        for each in order
        if each not in still and (place := old.get(("stops", each, "place"), ""))
    ]
    kept: dict[YamlPath, str] = {}
    for path, value in old.items():
        position = path[1] if path[:1] == ("stops",) and len(path) > 1 else None
        if isinstance(position, int) and position in moved_to:
            kept["stops", moved_to[position], *path[2:]] = value
        elif position not in removed:
            kept[path] = value
    came = {path: value for path, value in new.items() if path[:1] != ("stops",) or not {*path[1:2]} & added}
    return (
        *moves,
        *(replace(_changed(("stops", each, "arrive"), old, {}), kind="removed") for each in sorted(removed)),
        *(replace(_changed(("stops", each, "arrive"), {}, new), kind="added") for each in sorted(added)),
        *(_changed(path, kept, came) for path in {**kept, **came} if kept.get(path) != came.get(path)),
    )


def _stops(values: Mapping[YamlPath, str]) -> dict[tuple[str, int], int]:
    """Return where each stop stands, by its place, and which one at that place it is."""
    found: dict[tuple[str, int], int] = {}
    met: Counter[str] = Counter()
    for path, place in values.items():
        if path[:1] == ("stops",) and path[2:] == ("place",) and isinstance(path[1], int):
            found[place, met[place]] = path[1]
            met[place] += 1
    return found


def _changed(path: YamlPath, old: Mapping[YamlPath, str], new: Mapping[YamlPath, str]) -> ChangedValue:
    place = (*path[:2], "place") if path[:1] == ("stops",) else ()
    return ChangedValue(path, old.get(path, ""), new.get(path, ""), new.get(place) or old.get(place) or "")


def _values(text: str, file: str) -> dict[YamlPath, str]:
    with suppress(ContentError):
        tree, _problems = parse_yaml(SourceText(file, text))
        if tree is not None:
            return {path: value.value for path, value in leaves(tree)}
    return {(): text}
