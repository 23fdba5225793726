"""The name of a profile in, what its player can take out: rows of profiles.yaml, and what staff made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from pydantic import TypeAdapter

from zt_audio.content.profile_columns import ProfileColumns
from zt_audio.content.source import Source
from zt_audio.content.tree import parse
from zt_audio.model import OwnProfile

TABLE = "profiles.yaml"
Layout = Literal["flat", "numbered", "folder-per-stop", "one-file"]


@dataclass(frozen=True, slots=True)
class Profile:
    """One row; what each column means stands in the table. A limit of None is none."""

    name: str
    layout: Layout
    format: Literal["mp3", "wav"]
    bitrate_kbps: int
    sample_rate_hz: int
    channels: int
    tags: Literal["none", "id3v2.3"]
    tag_bytes: int | None
    alphabet: Literal["ascii", "cyrillic"]
    case: Literal["upper", "lower", "kept"]
    name_chars: int
    files_per_folder: int | None
    folders: int | None
    depth: int | None
    list: Literal["none", "m3u", "m3u8", "m3u-per-folder", "cue"]
    list_links: int | None
    list_bytes: int | None
    silence_begin_ms: int
    silence_end_ms: int
    order: Literal["copy", "name"]
    why: str
    source: str


@cache
def built_in() -> Mapping[str, Profile]:
    """Return the rows of the table that comes with the program."""
    text = files(__package__).joinpath(TABLE).read_text(encoding="utf-8")
    rows = TypeAdapter(dict[str, ProfileColumns]).validate_python(parse(Source(TABLE, text))[0])
    return {name: Profile(name, **row.model_dump(exclude_unset=True)) for name, row in rows.items()}


def profile_of(name: str, own: Mapping[str, OwnProfile]) -> Profile:
    """Return the profile `name`, built in or `own`."""
    if name not in own:
        return built_in()[name]
    columns: dict[str, Any] = dict(own[name].columns)
    return replace(built_in()[own[name].base], name=name, **columns)


def contradictions(profile: Profile) -> tuple[tuple[str, str], ...]:
    """Return pairs of columns of `profile` that cannot stand together: only a profile of one's own can have any."""
    both = (
        ("list", "layout", profile.list == "cue" and profile.layout != "one-file"),
        ("list", "layout", profile.list not in ("cue", "none") and profile.layout == "one-file"),
        ("list", "alphabet", profile.list in ("m3u", "m3u-per-folder", "cue") and profile.alphabet != "ascii"),
        ("tags", "format", profile.tags != "none" and profile.format == "wav"),
    )
    return tuple((one, other) for one, other, is_so in both if is_so)
