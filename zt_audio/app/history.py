"""Tell what was changed in the texts, and when: the acts of the journal with the words before and after."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from zt_audio.app.edit import history_text
from zt_audio.app.journal import Act, acts
from zt_audio.content.source import SourceText
from zt_audio.content.tree import Map, Node, Seq, parse_yaml, text_value
from zt_audio.errors import ContentError

__all__ = ["ChangedValue", "PastAct", "past_acts"]


@dataclass(frozen=True, slots=True)
class ChangedValue:
    """A value that an act changed; "" where it was not there before, or is not after."""

    path: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class PastAct:
    """An act with the values that it changed; without them where a former text is not kept on this computer."""

    act: Act
    changes: tuple[ChangedValue, ...]
    is_kept: bool


def past_acts(root: Path, file: str | None = None, limit: int = 50) -> tuple[PastAct, ...]:
    """Return the last `limit` acts, the newest first. Raises ContentError `no-project`."""
    return tuple(_past(root, act) for act in acts(root, file, limit))


def _past(root: Path, act: Act) -> PastAct:
    if not act.deed.did.startswith("text."):  # the history keeps former bytes of texts alone
        return PastAct(act, (), is_kept=True)
    values: list[dict[str, str]] = []
    for version in (act.deed.old, act.deed.new):
        if version is None:
            values.append({})
            continue
        try:
            values.append(_values(history_text(root, version), act.file))
        except ContentError:  # it is kept on another computer
            return PastAct(act, (), is_kept=False)
    old, new = values
    changed = [path for path in {**old, **new} if old.get(path) != new.get(path)]
    return PastAct(act, tuple(ChangedValue(p, old.get(p, ""), new.get(p, "")) for p in changed), is_kept=True)


def _values(text: str, file: str) -> dict[str, str]:
    with suppress(ContentError):
        tree, _problems = parse_yaml(SourceText(file, text))
        if tree is not None:
            return dict(_leaves(tree, ()))
    return {"": text}


def _leaves(node: Node, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(node, Map):
        for key, value in node.items():
            yield from _leaves(value, (*path, key))
    elif isinstance(node, Seq):
        for position, value in enumerate(node, start=1):
            yield from _leaves(value, (*path, str(position)))
    else:
        yield " · ".join(path), text_value(node)
