"""Remember on disk what was worked out, under the key of all that it was worked out from.

The file is named and proves itself by a digest. Another key, or damage of any kind, counts as missing.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from zt_audio.logs import logger_of
from zt_audio.store.disk import write_atomic
from zt_audio.store.records import key_of
from zt_audio.store.state_file import from_tree, parse_json, read_regular, to_tree

_T = TypeVar("_T")

_log = logger_of(__name__)


def remember(path: Path, key: str, value: object) -> None:
    """Keep `value`, made of what `from_tree` makes. Where the disk is write-protected it is worked out each time."""
    tree = to_tree(value)
    kept = {"key": key, "sha256": key_of(key, tree), "value": tree}
    with suppress(OSError):
        write_atomic(path, json.dumps(kept, ensure_ascii=False).encode(), durable=False)


def remembered(path: Path, key: str, kind: type[_T]) -> _T | None:
    """Return what was kept under `key` as a `kind`."""
    try:
        kept: Any = parse_json(read_regular(path))
        if kept == {"key": key, "sha256": key_of(key, kept["value"]), "value": kept["value"]}:
            return from_tree(kept["value"], kind)
    except FileNotFoundError:
        pass
    except (OSError, ValueError, LookupError, TypeError) as error:
        _log.warning("%s: damaged, and counts as missing: %s", path, error)
    return None
